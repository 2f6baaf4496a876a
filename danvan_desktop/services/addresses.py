"""Where somebody lives or works, as lists and decisions print it."""

from __future__ import annotations

from danvan_desktop.models import Office, Unit


def address_of(unit: str) -> str:
    """The place up to just below the office's own: "Thôn 1, xã A" for an office of the district.

    A place outside the office's own, or that place itself, is given by its name and the one above.
    """
    home = Office.get_or_none()
    names: list[str] = []
    row = Unit.get_or_none(Unit.uid == unit)
    seen: set[str] = set()
    while row is not None and row.uid not in seen:
        if home is not None and row.uid == home.home_unit_id and names:
            return ", ".join(names)
        seen.add(row.uid)
        names.append(row.name)
        row = Unit.get_or_none(Unit.uid == row.parent_id) if row.parent_id else None
    return ", ".join(names[:2])
