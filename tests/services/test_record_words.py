"""Papers drawn from records: words edited on the desk hold wherever the paper is drawn."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.domain.voting import Counts, Presence
from danvan_desktop.models import DeskPaper
from danvan_desktop.services import (
    issued_list,
    meeting_closing,
    meeting_view,
    meeting_votes,
    meetings,
    paper_desk,
    paper_list,
    paper_renewal,
    papers,
    visits,
)
from danvan_desktop.services.meetings import Attendance
from danvan_desktop.services.paper_specs import SPECS, Scope, spec
from danvan_desktop.services.paper_wordings import SIGNING
from danvan_desktop.services.papers import Paper, PaperKind
from tests.documents.pdf_reading import whole_text
from tests.services import judging_factories, meeting_factories
from tests.services.judging_factories import Place
from tests.services.test_visits import complete, plan_one

KINDS = [one.kind for one in SPECS if one.of_record]
WORDED = [kind for kind in KINDS if set(spec(kind).wordings) - set(SIGNING)]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = judging_factories.open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


@pytest.fixture
def records(place: Place) -> Mapping[Scope, str]:
    """A record of each scope, far enough for every paper."""
    meeting = meeting_factories.held(place).row.uid
    visit = plan_one(place)
    visits.save_minutes(place.session, visit, complete(place.session))
    visits.finish(place.session, visit)
    registration = judging_factories.register(place, "Mô hình của phiếu (mẫu)")
    return {
        Scope.MEETING: meeting,
        Scope.VISIT: visit,
        Scope.REGISTRATION: registration,
        Scope.YEAR: "",
    }


def draft(place: Place, kind: PaperKind, about: str) -> paper_desk.Draft:
    return paper_desk.begin(place.session, kind, place.plan.id, place.year, about=about)


def edited(place: Place, kind: PaperKind, about: str, **texts: str) -> str:
    made = draft(place, kind, about)
    signer = {"signer": "Người ký (mẫu)"} if "signer" in made.texts else {}
    texts = {**made.texts, **signer, **texts}
    return paper_desk.save(place.session, replace(made, texts=texts)).uid


def pdf_text(paper: Paper) -> str:
    return whole_text(paper.content)


def word_text(paper: Paper) -> str:
    assert paper.word is not None
    document = docx.Document(io.BytesIO(paper.word()))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    found = [*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)]
    return " ".join(" ".join(one.text for one in found).split())


def last_number(place: Place, kind: PaperKind, uid: str) -> None:
    paper_desk.sign(place.session, uid, "05" if spec(kind).sign else "", place.session.today())


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_of_a_record_is_drafted_signed_and_issued(
    place: Place, records: Mapping[Scope, str], kind: PaperKind
) -> None:
    uid = edited(place, kind, records[spec(kind).scope])
    last_number(place, kind, uid)
    paper_desk.issue(place.session, uid)
    (row,) = paper_list.rows(place.session, place.plan.id, place.year)
    kept = papers.reprint(place.session, row.issued)
    assert (
        kept.content == paper_desk.paper(place.session, paper_desk.get(place.session, uid)).content
    )


@pytest.mark.parametrize("kind", WORDED)
def test_every_wording_of_a_record_is_on_pdf_and_word_as_edited(
    place: Place, records: Mapping[Scope, str], kind: PaperKind
) -> None:
    keys = [one.key for one in spec(kind).wordings if one not in SIGNING]
    about = records[spec(kind).scope]
    uid = edited(place, kind, about, **{key: f"Lời riêng cho {key}" for key in keys})
    paper = paper_desk.paper(place.session, paper_desk.get(place.session, uid))
    on_pdf, in_word = pdf_text(paper), word_text(paper)
    shown = [key for key in keys if key != "request" or kind is not PaperKind.BALLOT]
    assert [key for key in shown if f"Lời riêng cho {key}" not in on_pdf] == []
    assert [key for key in shown if f"Lời riêng cho {key}" not in in_word] == []


def _of_pages() -> dict[PaperKind, tuple[Scope, Callable[[Any, str], Paper], str]]:
    """Papers that pages of their own draw: what makes them, and a wording of theirs."""
    return {
        PaperKind.INVITATION: (Scope.MEETING, papers.meeting_invitation, "opening"),
        PaperKind.BALLOT: (Scope.MEETING, papers.ballot, "instruction"),
        PaperKind.WRITTEN_OPINION: (Scope.MEETING, papers.written_opinion, "request"),
        PaperKind.COUNT_MINUTES: (Scope.MEETING, papers.count_minutes, "opening"),
        PaperKind.MEETING_MINUTES: (Scope.MEETING, papers.meeting_minutes, "closing"),
        PaperKind.PUBLIC_NOTICE: (Scope.MEETING, papers.public_notice, "content"),
        PaperKind.VISIT_MINUTES: (Scope.VISIT, papers.visit_minutes, "closing"),
        PaperKind.REGISTRATION_FORM: (Scope.REGISTRATION, papers.registration_form, "subject"),
    }


@pytest.mark.parametrize("kind", list(_of_pages()))
def test_edited_words_hold_on_the_page_of_the_record_too(
    place: Place, records: Mapping[Scope, str], kind: PaperKind
) -> None:
    scope, make, key = _of_pages()[kind]
    before = pdf_text(make(place.session, records[scope]))
    edited(place, kind, records[scope], **{key: "Lời riêng của phường"})
    assert "Lời riêng của phường" not in before
    assert "Lời riêng của phường" in pdf_text(make(place.session, records[scope]))


def test_lists_of_a_year_hold_their_words_too(place: Place, records: Mapping[Scope, str]) -> None:
    key = (place.plan.id, place.year)
    edited(place, PaperKind.REGISTRATION_LIST, records[Scope.YEAR], attached="Kèm theo Công văn 05")
    assert "Kèm theo Công văn 05" in pdf_text(papers.registration_list_pdf(place.session, *key))
    edited(place, PaperKind.VISIT_REPORT, records[Scope.YEAR], opening="Thực hiện phân công,")
    assert "Thực hiện phân công" in pdf_text(papers.visit_report(place.session, *key))


def test_paper_that_a_record_has_already_is_found_again(
    place: Place, records: Mapping[Scope, str]
) -> None:
    about, kind = records[Scope.MEETING], PaperKind.INVITATION
    wanted = (kind, place.plan.id, place.year, about)
    assert paper_list.earlier(*wanted) is None
    uid = edited(place, kind, about)
    assert paper_list.earlier(*wanted) == (uid, PaperStage.DRAFT)
    last_number(place, kind, uid)
    paper_desk.issue(place.session, uid)
    assert paper_list.earlier(*wanted) == (uid, PaperStage.ISSUED)


def test_second_list_or_plan_of_a_year_is_begun_without_asking(
    place: Place, records: Mapping[Scope, str]
) -> None:
    key = (place.plan.id, place.year, "")
    paper_desk.save(place.session, draft(place, PaperKind.PLAN, ""))
    assert paper_list.earlier(PaperKind.PLAN, *key) is None
    uid = edited(place, PaperKind.REGISTRATION_LIST, "")
    assert paper_list.earlier(PaperKind.REGISTRATION_LIST, *key) == (uid, PaperStage.DRAFT)
    last_number(place, PaperKind.REGISTRATION_LIST, uid)
    paper_desk.issue(place.session, uid)
    assert paper_list.earlier(PaperKind.REGISTRATION_LIST, *key) is None


def test_paper_of_an_older_program_gets_the_wordings_it_lacks(
    place: Place, records: Mapping[Scope, str]
) -> None:
    uid = edited(place, PaperKind.INVITATION, records[Scope.MEETING])
    DeskPaper.update(texts='{"signer":"Người ký (mẫu)"}').where(DeskPaper.uid == uid).execute()
    fresh = draft(place, PaperKind.INVITATION, records[Scope.MEETING]).texts
    assert paper_desk.get(place.session, uid).texts == {**fresh, "signer": "Người ký (mẫu)"}


def test_changed_record_is_taken_over_beside_edited_words(
    place: Place, records: Mapping[Scope, str]
) -> None:
    about = records[Scope.MEETING]
    own = draft(place, PaperKind.COUNT_MINUTES, about).texts["content"] + "\nTổ trưởng: (mẫu)."
    uid = edited(place, PaperKind.COUNT_MINUTES, about, content=own)
    member = meeting_view.meeting(place.session, about).members[2]
    away = [Attendance(member.uid, Presence.ABSENT, "Ốm")]
    meetings.set_attendance(place.session, about, away)
    kept = paper_desk.get(place.session, uid)
    found = paper_renewal.renewals(kept, paper_renewal.proposals(place.session, kept))
    assert found["content"].text.endswith("Tổ trưởng: (mẫu).")
    assert "có mặt 04; vắng 01" in found["content"].text


def test_signed_minutes_take_the_place_of_those_kept_at_the_end_of_the_meeting(
    place: Place, records: Mapping[Scope, str]
) -> None:
    session, about = place.session, records[Scope.MEETING]
    meeting_votes.set_list_vote(session, about, Counts(issued=5, collected=5, agreeing=5))
    meeting_votes.accept_proposed(session, about)
    meeting_closing.close_meeting(session, about, ends="10h")
    made = papers.meeting_minutes(session, about)
    papers.issue_paper(session, PaperKind.MEETING_MINUTES, about, made)
    uid = edited(place, PaperKind.MEETING_MINUTES, about, conclusion="Nhất trí cao.")
    last_number(place, PaperKind.MEETING_MINUTES, uid)
    paper_desk.issue(session, uid)
    found = {row.desk == uid: row.standing for row in issued_list.all_issued(session)}
    assert found == {True: "", False: "Đã bị thay thế"}
