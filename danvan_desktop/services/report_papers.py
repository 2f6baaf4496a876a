"""Reports that collectives, people and households give: of a result, of achievements for an award.

Each stands under the reporter's own head, is signed by the reporter and confirmed by the unit. The
wording is proposed from what was registered, noted and decided; a person writes the rest.
"""

from __future__ import annotations

from dataclasses import replace

from danvan_desktop.documents.letter import letter
from danvan_desktop.documents.page import Sheet, SignatureData
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.forms_of_address import bare_name
from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.registrations import Newness
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.text import in_sentence, search_key
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import Registration
from danvan_desktop.services import (
    evaluation,
    honours,
    letter_papers,
    progress,
    reporter,
    score_sheets,
)
from danvan_desktop.services.addresses import address_of
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_specs import Filled, Proposal, Request
from danvan_desktop.services.registration_list import rows_of
from danvan_desktop.services.session import Session

_TO_WRITE = "." * 40
"""Room for what only the reporter knows."""

_SIGNS_AS = {
    SubjectKind.COLLECTIVE: "Đại diện tập thể",
    SubjectKind.INDIVIDUAL: "Người báo cáo",
    SubjectKind.HOUSEHOLD: "Đại diện hộ gia đình",
}


def propose(session: Session, request: Request) -> Proposal:
    """A report in the wording for its kind of subject, facts of the registration filled in."""
    row = score_sheets.find_registration(request.about)
    kind = score_sheets.subject_kind(row)
    key = request.kind.value
    if request.kind is PaperKind.ACHIEVEMENT_REPORT:
        key = f"{key}_{kind.value}"
    found = letter_papers.propose(session, request, _facts(session, row, kind), key)
    collective = kind is SubjectKind.COLLECTIVE
    signer = bare_name(row.person_in_charge if collective else row.subject.name)
    # Never empty: the desk would put the last signer of the office in place of the reporter.
    return replace(found, texts={**found.texts, "signer": signer or " "})


def sheet(session: Session, filled: Filled) -> Sheet:
    """The report under its own header, with the line of who confirms it."""
    row = score_sheets.find_registration(filled.request.about)
    kind = score_sheets.subject_kind(row)
    confirmed = "Xác nhận của đơn vị" if kind is SubjectKind.COLLECTIVE else "Xác nhận của nơi ở"
    body = letter_papers.body_of(filled)
    profile = reporter.profile(session, row, body, filled.day)
    data = replace(
        letter_papers.letter_data(filled),
        issuer=reporter.issuer(row),
        confirmation=SignatureData("", authority=confirmed),
    )
    return letter(data, profile)


def _facts(session: Session, row: Registration, kind: SubjectKind) -> dict[str, str]:
    """What is known of the registration; "" for what is not, so that its line is left out."""
    (item,) = rows_of(session, row.programme_id, [row.uid])
    what = in_sentence(row.initiative.kind if row.initiative_id else "điển hình")
    named = f"{what} “{row.name}”" if row.initiative_id else in_sentence(item.title_name)
    does = "xây dựng, thực hiện" if kind is SubjectKind.COLLECTIVE else "thực hiện"
    known = {
        "name": row.name,
        "what": what,
        "deed": named,
        "undertaken": f"{does if row.initiative_id else 'xây dựng'} {named}",
        "subject": row.subject.name,
        "reporter": _reporter(row.subject.name, kind),
        "who_label": f"{kind.label} thực hiện",
        "signs_as": _SIGNS_AS[kind],
        "position": row.subject.position,
        "address": row.subject.address or address_of(row.unit_id),
        "person": row.person_in_charge,
        "sector": item.sector_name,
        "newness": "xây dựng mới" if item.newness is Newness.NEW else "tiếp tục duy trì",
        "situation": row.situation,
        "goals": row.goals,
        "summary": row.content or row.summary or _TO_WRITE,
        "forces": row.forces,
        "notes": _notes(session, row.uid),
        "products": _products(row),
        "self": _self_words(session, row.uid),
        "sustaining": row.sustaining or _TO_WRITE,
        "honours": honours.words(session, row),
        "evidence": _evidence(session, row.uid),
    }
    return {name: _plain(text) if name in _INSIDE else text for name, text in known.items()}


_INSIDE = ("address", "person", "position", "situation", "forces")
"""Facts inside a sentence, which brings the end sign."""


def _plain(text: str) -> str:
    return text.rstrip(" .;")


def _reporter(name: str, kind: SubjectKind) -> str:
    if kind is not SubjectKind.HOUSEHOLD:
        return name
    return in_sentence(name) if search_key(name).startswith("ho ") else f"hộ {name}"


def _products(row: Registration) -> str:
    lines = [
        row.products,
        f"Giá trị: {_plain(row.quantified_value)}." if row.quantified_value else "",
    ]
    return "\n".join(line for line in lines if line) or _TO_WRITE


def _notes(session: Session, uid: str) -> str:
    found = reversed(progress.notes(session, uid))
    return "\n".join(f"- Ngày {format_date(note.on)}: {note.text.rstrip(' .;')};" for note in found)


def _self_words(session: Session, uid: str) -> str:
    try:
        view = evaluation.open_sheet(session, uid, Stage.SELF)
    except UserError:  # its programme has no criteria for it
        return ""
    return in_sentence(view.result_words) if view.finished else ""


def _evidence(session: Session, uid: str) -> str:
    """How many files and stories go with it, "" where there are none."""
    counts = (
        (len(progress.evidence(session, uid)), "tệp, ảnh"),
        (len(progress.stories(session, uid)), "tin, bài"),
    )
    said = [f"{two_digits(count)} {words}" for count, words in counts if count]
    return f"Minh chứng kèm theo: {'; '.join(said)}." if said else ""
