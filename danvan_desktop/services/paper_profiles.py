"""The document profiles a body can use, by id and name."""

from __future__ import annotations


def paper_profiles() -> tuple[tuple[str, str], ...]:
    """(id, name) of every shipped profile, by name."""
    from danvan_desktop.documents import profiles

    found = [(item, profiles.load(item).name) for item in profiles.profile_ids()]
    return tuple(sorted(found, key=lambda pair: pair[1]))
