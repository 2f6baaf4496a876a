"""Reports on one initiative or exemplar: its result, and its achievements for an award.

The wording is proposed from what was registered and noted; a person writes the rest.
"""

from __future__ import annotations

from danvan_desktop.documents.page import Sheet
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.errors import UserError
from danvan_desktop.models import Registration
from danvan_desktop.services import evaluation, letter_papers, progress, score_sheets
from danvan_desktop.services.addresses import address_of
from danvan_desktop.services.paper_specs import Filled, Proposal, Request
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.registration_list import rows_of
from danvan_desktop.services.session import Session

_OPEN = "........................................"


def propose(session: Session, request: Request) -> Proposal:
    """A report in the wording for its kind of subject, facts of the registration filled in."""
    row = score_sheets.find_registration(request.about)
    key = request.kind.value
    if request.kind is PaperKind.ACHIEVEMENT_REPORT:
        key = f"{key}_{score_sheets.subject_kind(row).value}"
    return letter_papers.propose(session, request, _facts(session, row), key)


def sheet(session: Session, filled: Filled) -> Sheet:
    return letter_papers.sheet(session, filled)


def _facts(session: Session, row: Registration) -> dict[str, str]:
    """What is known of the registration; dots where nothing is noted yet."""
    (item,) = rows_of(session, row.programme_id, [row.uid])
    sector = f"Lĩnh vực: {item.sector_name}." if item.sector_name else ""
    notes = [
        f"- {format_date(note.on)}: {note.text}"
        for note in reversed(progress.notes(session, row.uid))
    ]
    known = {
        "name": row.name,
        "subject": row.subject.name,
        "position": row.subject.position,
        "address": row.subject.address or address_of(row.unit_id),
        "person": row.person_in_charge,
        "summary": row.content or row.summary,
        "goals": row.goals,
        "products": row.products or row.quantified_value,
        "forces": row.forces,
        "notes": "\n".join(notes),
        "self": _self_words(session, row.uid),
        "sustaining": row.sustaining,
    }
    filled = {name: text or _OPEN for name, text in known.items()}
    return {**filled, "sector": sector, "evidence": _evidence_words(session, row.uid)}


def _self_words(session: Session, uid: str) -> str:
    try:
        view = evaluation.open_sheet(session, uid, Stage.SELF)
    except UserError:  # its programme has no criteria for it
        return ""
    return view.result_words if view.finished else ""


def _evidence_words(session: Session, uid: str) -> str:
    count = len(progress.evidence(session, uid))
    stories = len(progress.stories(session, uid))
    return f"Minh chứng kèm theo: {count:02d} tệp, ảnh; {stories:02d} tin, bài."
