"""Files and marks of papers: drawn from records, no longer right, kept and given out."""

from __future__ import annotations

import errno
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from danvan_desktop.documents.word_reading import paragraphs
from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import FieldError, StorageError, UserError
from danvan_desktop.models import DeskFile, DeskPaper, IssuedPaper, PaperWords
from danvan_desktop.services import (
    awards,
    backup,
    evaluation,
    following_papers,
    issued_list,
    kept_files,
    leader_changes,
    locks,
    paper_desk,
    paper_files,
    paper_list,
    paper_subjects,
    papers,
    recognition,
    registration_list,
    registrations,
    visits,
)
from danvan_desktop.services.awards import AwardDraft
from danvan_desktop.services.paper_specs import Scope
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Topic
from danvan_desktop.ui.tasks import Cancelled
from tests.documents.pdf_reading import whole_text
from tests.services import judging_factories, meeting_factories
from tests.services.judging_factories import Place
from tests.services.test_visits import complete, make_team, plan_one


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = judging_factories.open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def saved(place: Place, kind: PaperKind, about: str = "") -> str:
    draft = paper_desk.begin(place.session, kind, place.plan.id, place.year, about=about)
    texts = {**draft.texts, "signer": "Người ký (mẫu)"} if "signer" in draft.texts else draft.texts
    return paper_desk.save(place.session, replace(draft, texts=texts)).uid


def issued(place: Place, kind: PaperKind, number: str, about: str = "") -> str:
    uid = saved(place, kind, about)
    paper_desk.sign(place.session, uid, number, place.session.today())
    paper_desk.issue(place.session, uid)
    return uid


def text_of(content: bytes) -> str:
    return whole_text(content)


def standing(place: Place) -> list[str]:
    rows = paper_list.rows(place.session, place.plan.id, place.year)
    return [row.standing for row in rows]


@pytest.mark.parametrize(
    ("kind", "number", "words"),
    [
        (PaperKind.INVITATION, "12", "Số 12-GM/"),
        (PaperKind.PUBLIC_NOTICE, "13", "Số 13-TB/"),
        (PaperKind.COUNT_MINUTES, "", "BIÊN BẢN"),
    ],
)
def test_paper_of_a_meeting_is_issued_with_its_number_and_signer(
    place: Place, kind: PaperKind, number: str, words: str
) -> None:
    meeting = meeting_factories.held(place).row.uid
    uid = issued(place, kind, number, meeting)
    (row,) = issued_list.all_issued(place.session)
    assert row.issuer == "Đảng ủy xã Mẫu"
    text = text_of(papers.reprint(place.session, row.uid).content)
    assert words in text
    assert ("Người ký (mẫu)" in text) is bool(number)
    assert paper_desk.get(place.session, uid).number == number


@pytest.mark.parametrize("kind", [PaperKind.REGISTRATION_FORM, PaperKind.SCORE_SHEET])
def test_form_of_a_registration_is_kept_as_it_was_signed(place: Place, kind: PaperKind) -> None:
    uid = issued(place, kind, "", judging_factories.register(place, "Mô hình A (mẫu)"))
    kept = paper_desk.paper(place.session, paper_desk.get(place.session, uid))
    assert "Mô hình A (mẫu)" in text_of(kept.content)
    assert [file.role for file in paper_files.files(place.session, uid)] == ["word"]


def test_papers_of_visits_follow_the_visit(place: Place) -> None:
    session, visit = place.session, plan_one(place)
    with pytest.raises(UserError, match="Chưa có biên bản"):
        saved(place, PaperKind.VISIT_REPORT)
    visits.save_minutes(session, visit, complete(session))
    visits.finish(session, visit)
    issued(place, PaperKind.VISIT_MINUTES, "", visit)
    issued(place, PaperKind.VISIT_REPORT, "21")
    assert standing(place) == ["", ""]
    visits.reopen(session, visit, "Ghi thiếu một tiêu chí")
    assert standing(place) == ["Không còn đúng: Ghi thiếu một tiêu chí"] * 2


def test_reopened_meeting_marks_its_papers_of_the_desk_and_no_others(place: Place) -> None:
    session = place.session
    meeting = meeting_factories.held(place)
    issued(place, PaperKind.PLAN, "01")
    old = issued(place, PaperKind.INVITATION, "12", meeting.row.uid)
    new = paper_desk.save(session, following_papers.replacement(session, old)).uid
    paper_desk.sign(session, new, "13", session.today())
    with pytest.raises(FieldError):
        paper_desk.issue(session, new)
    paper_desk.issue(session, new, reason="Đổi giờ họp")
    with session.write("Thử", Topic.PAPERS) as work:
        assert locks.supersede(work, [meeting.row.uid], "Mở lại cuộc họp") == 1
    found = {row.number_text: row.standing for row in issued_list.all_issued(session)}
    assert found == {
        "01-KH/ĐU": "",
        "12-GM/ĐU": "Đã bị thay thế",
        "13-GM/ĐU": "Không còn đúng: Mở lại cuộc họp",
    }


def test_reopened_record_marks_the_papers_of_the_year_that_list_it(place: Place) -> None:
    session = place.session
    listed = judging_factories.register(place, "Mô hình A (mẫu)")
    sheet = judging_factories.assess(place, listed)
    other = judging_factories.register(place, "Mô hình B (mẫu)")
    issued(place, PaperKind.RECOGNITION_PROPOSAL, "05")
    late = judging_factories.assess(place, other)
    evaluation.reopen(session, late, "Chấm sót")
    assert standing(place) == [""]
    evaluation.reopen(session, sheet, "Cộng nhầm điểm")
    assert standing(place) == ["Không còn đúng: Cộng nhầm điểm"]


@pytest.mark.parametrize(
    "kind", [PaperKind.RECOGNITION_PROPOSAL, PaperKind.SUMMARY, PaperKind.AWARD_PROPOSAL]
)
def test_paper_issued_before_lists_were_kept_is_marked_by_its_own_file(
    place: Place, kind: PaperKind
) -> None:
    session, name = place.session, "Đường hoa & <b>“khéo”</b> (mẫu)"
    listed = judging_factories.register(place, name)
    sheet = judging_factories.assess(place, listed)
    if kind is PaperKind.AWARD_PROPOSAL:
        recipient = registration_list.rows_of(session, place.plan.id, [listed])[0].subject_name
        draft = AwardDraft(
            recipient, SubjectKind.COLLECTIVE, "Giấy khen", "Thành tích (mẫu)", registration=listed
        )
        awards.propose(session, place.plan.id, place.year, [draft])
    issued(place, kind, "05")
    PaperWords.delete().execute()
    late = judging_factories.register(place, f"{name} số 2")
    evaluation.reopen(session, judging_factories.assess(place, late), "Chấm sót")
    assert standing(place) == [""]
    evaluation.reopen(session, sheet, "Cộng nhầm điểm")
    assert standing(place) == ["Không còn đúng: Cộng nhầm điểm"]


def test_paper_issued_before_lists_were_kept_stays_where_its_file_cannot_be_read(
    place: Place,
) -> None:
    session = place.session
    listed = judging_factories.register(place, "Mô hình A (mẫu)")
    sheet = judging_factories.assess(place, listed)
    issued(place, PaperKind.RECOGNITION_PROPOSAL, "05")
    PaperWords.delete().execute()
    file = DeskFile.get(DeskFile.role == "word")
    kept_files.kept_path(session, file.sha256).write_bytes(b"not a Word file")
    evaluation.reopen(session, sheet, "Cộng nhầm điểm")
    assert standing(place) == [""]


def test_withdrawn_registration_marks_the_proposal_that_lists_it(place: Place) -> None:
    uid = judging_factories.register(place, "Mô hình A (mẫu)")
    judging_factories.assess(place, uid)
    issued(place, PaperKind.RECOGNITION_PROPOSAL, "05")
    issued(place, PaperKind.PLAN, "06")
    registrations.record_step(place.session, uid, StepKind.WITHDRAWN, reason="Đơn vị xin rút")
    assert sorted(standing(place)) == ["", "Không còn đúng: Đơn vị xin rút"]


def test_day_before_the_meeting_is_refused_at_the_field(place: Place) -> None:
    session, meeting = place.session, meeting_factories.held(place)
    assert meeting.row.on is not None
    uid = saved(place, PaperKind.PUBLIC_NOTICE, meeting.row.uid)
    with pytest.raises(FieldError, match="trước cuộc họp bình xét") as caught:
        paper_desk.sign(session, uid, "12", meeting.row.on - timedelta(days=1))
    assert caught.value.field == "date"
    assert paper_desk.get(session, uid).stage is PaperStage.DRAFT


def test_scan_is_kept_beside_a_decision_that_never_was_on_the_desk(
    place: Place, tmp_path: Path
) -> None:
    session = place.session
    drawn = paper_desk.paper(
        session, paper_desk.begin(session, PaperKind.PLAN, place.plan.id, place.year)
    )
    uid = papers.issue_paper(session, PaperKind.DECISION, "quyết định", drawn).uid
    scan = tmp_path / "quyết định.png"
    Image.new("L", (400, 300), 255).save(scan)
    paper_files.attach_scan_of_issued(session, uid, scan)
    paper_files.attach_scan_of_issued(session, uid, scan)
    (row,) = issued_list.all_issued(session)
    assert (row.scan, row.kind) == (True, PaperKind.DECISION)
    assert paper_list.rows(session, place.plan.id, place.year) == ()
    assert backup.doctor(session) == []


def test_full_disk_leaves_a_signed_paper_signed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, uid = place.session, saved(place, PaperKind.PLAN)
    paper_desk.sign(session, uid, "05", session.today())

    def full(path: Path, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "full", str(path))

    monkeypatch.setattr(kept_files.Path, "write_bytes", full)
    with pytest.raises(StorageError, match="đầy"):
        paper_desk.issue(session, uid)
    monkeypatch.undo()
    assert paper_desk.get(session, uid).stage is PaperStage.SIGNED
    paper_desk.issue(session, uid)
    assert len(issued_list.all_issued(session)) == 1


def test_cancelled_export_keeps_what_is_whole(place: Place, tmp_path: Path) -> None:
    for number in ("05", "06"):
        issued(place, PaperKind.PLAN, number)
    uids = [row.uid for row in issued_list.all_issued(place.session)]

    def stop(done: int, _total: int, _what: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        issued_list.export(place.session, uids, tmp_path, stop)
    names = sorted(path.suffix for path in tmp_path.iterdir() if path.is_file())
    assert names == [".docx", ".pdf"]


def test_every_scope_offers_its_records(place: Place) -> None:
    key = (place.plan.id, place.year)
    plan_one(place)
    meeting_factories.held(place)
    found = {
        scope: len(paper_subjects.subjects(place.session, scope, *key))
        for scope in paper_subjects.SCOPE_WORDS
    }
    assert found == {
        Scope.REGISTRATION: 3,
        Scope.DECISION: 0,
        Scope.MEETING: 1,
        Scope.COUNCIL: found[Scope.COUNCIL],
        Scope.VISIT: 1,
    }


def _changed_word(content: bytes, path: Path, pairs: dict[str, str]) -> Path:
    """The Word file as a leader saves it: some runs say something else."""
    word = Document(io.BytesIO(content))
    for line in word.element.body.iter(qn("w:t")):
        for old, new in pairs.items():
            line.text = line.text.replace(old, new)
    last = word.paragraphs[-1]
    last.insert_paragraph_before("Dòng lãnh đạo thêm")
    word.save(str(path))
    return path


def test_what_the_leader_changed_in_word_goes_into_the_wording(
    place: Place, tmp_path: Path
) -> None:
    session, uid = place.session, saved(place, PaperKind.PLAN)
    draft = paper_desk.get(session, uid)
    body = "Dòng thứ nhất của nội dung\nDòng thứ hai của nội dung"
    texts = {**draft.texts, "body": body, "subject": "Trích yếu riêng"}
    paper_desk.save(session, replace(draft, texts=texts))
    paper_desk.move(session, uid, PaperStage.SUBMITTED)
    drawn = paper_desk.paper(session, paper_desk.get(session, uid))
    assert drawn.word is not None
    pairs = {"Dòng thứ hai": "Câu thứ hai", "Trích yếu riêng": "Trích yếu mới"}
    path = _changed_word(drawn.word(), tmp_path / "sửa.docx", pairs)
    paper_files.put_back(session, uid, path)
    back = paper_desk.get(session, uid)
    found = leader_changes.changes(session, back)
    assert [change.new for change in found if change.old] == [
        "Trích yếu mới",
        "Câu thứ hai của nội dung.",
    ]
    carried, left = leader_changes.carried(back.texts, ["body"], found)
    body = carried["body"].replace("Dòng lãnh đạo thêm\n", "")
    assert body == "Dòng thứ nhất của nội dung\nCâu thứ hai của nội dung"
    assert carried["subject"] == "Trích yếu mới"
    assert carried["signer"] == back.texts["signer"]
    assert all(change.new == "Dòng lãnh đạo thêm" for change in left)


def test_word_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    wrong = tmp_path / "hỏng.docx"
    wrong.write_bytes(b"PK broken")
    with pytest.raises(UserError, match="Không đọc được"):
        paragraphs(wrong)


def test_each_sign_counts_its_own_numbers(place: Place) -> None:
    session, meeting = place.session, meeting_factories.held(place).row.uid
    issued(place, PaperKind.INVITATION, "08", meeting)
    plan = paper_desk.get(session, saved(place, PaperKind.PLAN))
    assert paper_desk.next_number(session, plan, session.today()) == "01"
    other = paper_desk.get(session, saved(place, PaperKind.INVITATION, meeting))
    assert paper_desk.next_number(session, other, session.today()) == "09"
    with pytest.raises(FieldError, match="đã dùng"):
        paper_desk.sign(session, other.uid, "08", session.today())


def test_decisions_of_recognition_and_of_a_team_share_the_numbers_of_one_book(
    place: Place,
) -> None:
    session, team = place.session, make_team(place.session)
    uid = judging_factories.register(place)
    judging_factories.assess(place, uid)
    draft = recognition.propose_draft(session, place.plan.id, place.year, place.body, [uid])
    decision = recognition.draft_decision(session, replace(draft, signer="Người ký (mẫu)")).uid
    issued(place, PaperKind.TEAM_DECISION, "05", team)
    with pytest.raises(FieldError, match="đã dùng"):
        recognition.set_number_and_date(session, decision, "05", session.today())
    recognition.set_number_and_date(session, decision, "06", session.today())
    again = paper_desk.get(session, saved(place, PaperKind.TEAM_DECISION, team))
    assert paper_desk.next_number(session, again, session.today()) == "07"


def with_scan(place: Place, number: str, folder: Path, title: str = "") -> str:
    """An issued plan with its stamped scan; the issued paper."""
    uid = saved(place, PaperKind.PLAN)
    if title:
        paper_desk.save(place.session, replace(paper_desk.get(place.session, uid), title=title))
    paper_desk.sign(place.session, uid, number, place.session.today())
    paper_desk.issue(place.session, uid)
    scan = folder / f"scan {number}.png"
    Image.new("L", (400, 300 + int(number)), 255).save(scan)
    paper_files.attach_scan(place.session, uid, scan)
    return str(DeskPaper.get_by_id(uid).issued_id)


def test_exported_again_every_name_keeps_its_number_and_says_which_is_the_scan(
    place: Place, tmp_path: Path
) -> None:
    uids = [
        with_scan(place, "05", tmp_path),
        with_scan(place, "06", tmp_path, "Kế hoạch thực hiện phong trào thi đua yêu nước " * 4),
    ]
    out = tmp_path / "ra"
    out.mkdir()
    for times in (1, 2):
        issued_list.export(place.session, uids, out)
        names = sorted(path.name for path in out.iterdir())
        assert len(names) == 6 * times
    for number in ("05", "06"):
        head = f"{place.session.today()} Kế hoạch số {number}-KH-ĐU - thực hiện phong trào thi đua"
        stems = [path.stem for path in out.iterdir() if path.name.startswith(head)]
        tails = Counter(re.search(r"( \(.*)?$", stem)[0] for stem in stems)
        assert tails == {"": 2, " (2)": 2, " (bản scan)": 1, " (bản scan) (2)": 1}
    assert max(len(name) for name in names) <= 120


def test_lost_and_changed_files_are_told_and_the_others_are_exported(
    place: Place, tmp_path: Path
) -> None:
    first, second = (with_scan(place, number, tmp_path) for number in ("05", "06"))
    rows = {row.uid: row for row in issued_list.all_issued(place.session)}
    scan = issued_list.scan_path(place.session, rows[first].desk)
    assert scan is not None
    scan.path.write_bytes(scan.path.read_bytes() + b"x")
    paper = IssuedPaper.get_by_id(second)
    kept_files.kept_path(place.session, paper.sha256).unlink()
    out = tmp_path / "ra"
    out.mkdir()
    exported = issued_list.export(place.session, [second, first], out)
    assert exported.lost == (
        f"Tệp đã phát hành của “{paper.title}” bị mất hoặc đã bị thay đổi.",
        "Tệp “scan 05.png” bị mất hoặc đã bị thay đổi.",
    )
    assert sorted(path.suffix for path in exported.written) == [".docx", ".docx", ".pdf", ".png"]
    assert sorted(out.iterdir()) == sorted(exported.written)
    with pytest.raises(StorageError, match=r"scan 05\.png” bị mất hoặc đã bị thay đổi"):
        paper_files.content(scan)
