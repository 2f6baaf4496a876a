"""An edited criteria set that is not saved yet, kept over a close and a crash.

Kept like every other draft of a form (`drafts`), as the text of the set, so that one with defects
comes back as it was.
"""

from __future__ import annotations

from danvan_desktop.domain.criteria_writing import mapping_of, set_of
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services import drafts
from danvan_desktop.services.criteria_sets import SetEdit
from danvan_desktop.services.programme_text import parsed, written
from danvan_desktop.services.session import Session


def keep(session: Session, edit: SetEdit) -> None:
    """Keep an edit under its programme and set, in place of what was kept before."""
    drafts.keep(
        session,
        _key(edit.programme_id, edit.code),
        {
            "title": edit.criteria_set.title,
            "fingerprint": edit.fingerprint,
            "set": written(mapping_of(edit.criteria_set)),
            "links": sorted([title, str(kind)] for title, kind in edit.links),
        },
    )


def kept(session: Session, programme_id: str, code: str) -> SetEdit | None:
    """The edit that was kept, None without one; `code` is "" for a set that is new."""
    values = drafts.kept(session, _key(programme_id, code))
    if values is None:
        return None
    try:
        criteria_set = set_of(parsed(values["set"]))
        links = frozenset((title, SubjectKind(kind)) for title, kind in values["links"])
        return SetEdit(programme_id, str(values["fingerprint"]), code, criteria_set, links)
    except (ArithmeticError, KeyError, TypeError, ValueError):
        return None


def drop(session: Session, programme_id: str, code: str) -> None:
    """Forget it: the set was saved, or the person does not want it."""
    drafts.drop(session, _key(programme_id, code))


def _key(programme_id: str, code: str) -> str:
    return f"criteria.{programme_id}.{code}"
