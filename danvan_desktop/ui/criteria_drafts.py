"""What was changed in a criteria set and not saved, as the texts that drafts keep, and back.

Owns that form alone; when a draft is kept and offered is the editor's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from danvan_desktop.domain.criteria_writing import mapping_of, set_of
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services.criteria_sets import SetEdit
from danvan_desktop.ui.criteria_edits import Edited


def draft_key(edit: SetEdit) -> str:
    """One draft for each set, and one for a new set of a programme."""
    return f"criteria.{edit.programme_id}.{edit.code or '+'}"


def texts_of(edited: Edited) -> dict[str, str]:
    """What is kept; `title` tells it apart in the list of drafts."""
    links = sorted([title, kind.value] for title, kind in edited.links)
    return {
        "title": edited.criteria_set.title,
        "set": json.dumps(mapping_of(edited.criteria_set), default=str, ensure_ascii=False),
        "links": json.dumps(links),
    }


def edited_of(texts: Mapping[str, str]) -> Edited | None:
    """The set in a draft; None when it was kept by another version and can no longer be read."""
    try:
        links = [(str(title), SubjectKind(kind)) for title, kind in json.loads(texts["links"])]
        return Edited(set_of(json.loads(texts["set"])), links=frozenset(links))
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return None
