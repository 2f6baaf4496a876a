"""Appraisal on the spot: scheduled, keyed in, finished, opened again; papers read back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.visits import Minutes, Recommendation, VisitState
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Council, CouncilMember
from danvan_desktop.services import journal, locks, papers, progress, registrations, visits
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Session, Topic
from tests.documents.pdf_reading import whole_text
from tests.services import judging_factories
from tests.services.judging_factories import Place

LONG = "Tuyến đường hoa kiểu mẫu, sáng - xanh - sạch - đẹp - an toàn do Nhân dân tự quản (mẫu) " * 2


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = judging_factories.open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def make_team(session: Session) -> str:
    with session.write("Tổ thẩm định (mẫu)", Topic.MEETINGS) as work:
        team = work.insert(
            Council,
            kind="appraisal",
            name="Tổ thẩm định năm 2026 (mẫu)",
            decision_number="12-QĐ/ĐU",
            decision_date=date(2026, 9, 3),
        )
        for number, role in enumerate(("chair", "secretary", "member"), 1):
            work.insert(
                CouncilMember,
                council=team.uid,
                place=number,
                name=f"Thành viên {number} (mẫu)",
                position="Cán bộ Đảng ủy",
                role=role,
            )
    return str(team.uid)


def complete(session: Session) -> Minutes:
    return Minutes(
        on=session.today(),
        starts="7h30",
        ends="9:15",
        venue="Nhà văn hóa thôn 1",
        team="Thành viên 1 (mẫu), Cán bộ Đảng ủy",
        hosts="Trưởng thôn (mẫu)",
        findings="Đường dài 1.200 m, có 40 hộ tham gia tự quản.",
        opinions="Nhân dân đồng tình.",
        recommendation=Recommendation.PROPOSE,
    )


def plan_one(place: Place, name: str = "Đoạn đường tự quản (mẫu)") -> str:
    uid = judging_factories.register(place, name)
    visits.plan(place.session, place.plan.id, place.year, [uid])
    return visits.visits(place.session, place.plan.id, place.year)[-1].uid


def text_of(paper: papers.Paper) -> str:
    return whole_text(paper.content)


def test_schedule_takes_each_registration_once_in_order(place: Place) -> None:
    session, key = place.session, (place.plan.id, place.year)
    first = judging_factories.register(place, "Mô hình A (mẫu)")
    second = judging_factories.register(place, "Mô hình B (mẫu)")
    assert [row.uid for row in visits.to_visit(session, *key)] == [first, second]
    visits.plan(session, *key, [second])
    visits.plan(session, *key, [first, second], council=make_team(session), on=session.today())
    found = visits.visits(session, *key)
    assert [row.registration.uid for row in found] == [second, first]
    assert [row.state for row in found] == [VisitState.UNDATED, VisitState.PLANNED]
    assert found[1].minutes.team.split("\n")[0] == "Thành viên 1 (mẫu), Cán bộ Đảng ủy"
    assert visits.to_visit(session, *key) == ()
    visits.move(session, found[1].uid, -1)
    assert [row.registration.uid for row in visits.visits(session, *key)] == [first, second]


def test_withdrawn_registration_is_not_offered(place: Place) -> None:
    uid = judging_factories.register(place)
    registrations.record_step(place.session, uid, StepKind.WITHDRAWN, reason="Trùng")
    assert visits.to_visit(place.session, place.plan.id, place.year) == ()


def test_visit_past_its_day_is_overdue(place: Place) -> None:
    uid = plan_one(place)
    visits.reschedule(place.session, [uid], place.session.today() - timedelta(days=1), "8h")
    row = visits.visit(place.session, uid)
    assert (row.state, row.minutes.starts) == (VisitState.OVERDUE, "08:00")


def test_minutes_are_kept_half_done_and_finished_only_when_complete(place: Place) -> None:
    session, uid = place.session, plan_one(place)
    visits.save_minutes(session, uid, Minutes(on=session.today(), findings="Đang ghi dở"))
    with pytest.raises(FieldError) as caught:
        visits.finish(session, uid)
    assert caught.value.field == "team"
    assert visits.visit(session, uid).minutes.findings == "Đang ghi dở"
    visits.save_minutes(session, uid, complete(session))
    visits.finish(session, uid)
    row = visits.visit(session, uid)
    assert (row.state, row.finished_on) == (VisitState.DONE, session.today())
    assert row.recommendation_words == "Đề nghị công nhận"


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("on", {"on": None}),
        ("on", {"on": date(2099, 1, 1)}),
        ("ends", {"ends": "7h"}),
        ("team", {"team": " \n"}),
        ("findings", {"findings": ""}),
        ("recommendation", {"recommendation": None}),
        ("reason", {"recommendation": Recommendation.REFUSE}),
        ("reason", {"recommendation": Recommendation.COMPLETE}),
    ],
)
def test_minutes_that_lack_something_name_the_field(
    place: Place, field: str, changed: dict[str, object]
) -> None:
    session, uid = place.session, plan_one(place)
    visits.save_minutes(session, uid, replace(complete(session), **changed))  # type: ignore[arg-type]
    with pytest.raises(FieldError) as caught:
        visits.finish(session, uid)
    assert caught.value.field == field
    assert not visits.visit(session, uid).finished


def test_impossible_hour_is_refused_where_it_is_typed(place: Place) -> None:
    session, uid = place.session, plan_one(place)
    before = visits.visit(session, uid)
    with pytest.raises(FieldError) as caught:
        visits.save_minutes(session, uid, replace(complete(session), ends="25h"))
    assert caught.value.field == "ends"
    assert visits.visit(session, uid) == before


def test_finished_minutes_are_locked_until_opened_with_a_reason(place: Place) -> None:
    session, uid = place.session, plan_one(place)
    visits.save_minutes(session, uid, complete(session))
    visits.finish(session, uid)
    for write in (
        lambda: visits.save_minutes(session, uid, complete(session)),
        lambda: visits.reschedule(session, [uid], None),
        lambda: visits.remove(session, [uid]),
    ):
        with pytest.raises(UserError, match="khóa"):
            write()
    paper = papers.visit_minutes(session, uid)
    papers.issue_paper(session, PaperKind.VISIT_MINUTES, uid, paper)
    with pytest.raises(FieldError):
        visits.reopen(session, uid, " ")
    visits.reopen(session, uid, "Ghi nhầm số hộ")
    (issued,) = papers.issued(session, uid)
    assert locks.superseded([issued.uid])[issued.uid].reason == "Ghi nhầm số hộ"
    assert not visits.visit(session, uid).finished
    registration = visits.visit(session, uid).registration.uid
    assert "Ghi nhầm số hộ" in [line.reason for line in journal.history(session, registration)]


def test_photo_is_evidence_and_counts_no_more_once_that_is_taken_away(
    place: Place, tmp_path: Path
) -> None:
    session, uid = place.session, plan_one(place)
    photo = tmp_path / "ảnh đoạn đường.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    visits.save_minutes(session, uid, complete(session), (photo,))
    row = visits.visit(session, uid)
    (kept,) = progress.evidence(session, row.registration.uid)
    assert (kept.file_name, row.photos) == ("ảnh đoạn đường.png", 1)
    progress.remove_evidence(session, kept.uid)
    assert visits.visit(session, uid).photos == 0


def test_photo_stays_evidence_when_the_visit_is_dropped(place: Place, tmp_path: Path) -> None:
    session, uid = place.session, plan_one(place)
    photo = tmp_path / "ảnh đoạn đường.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    visits.save_minutes(session, uid, complete(session), (photo,))
    registration = visits.visit(session, uid).registration.uid
    visits.remove(session, [uid])
    assert visits.visits(session, place.plan.id, place.year) == ()
    assert [one.file_name for one in progress.evidence(session, registration)] == [photo.name]


def test_blank_minutes_list_every_criterion_to_look_at(place: Place) -> None:
    session, uid = place.session, plan_one(place, LONG)
    text = text_of(papers.blank_visit_minutes(session, [uid]))
    plan_set = place.plan.set_for(place.plan.titles[0].code, SubjectKind.COLLECTIVE)
    for leaf in plan_set.leaves():
        assert leaf.title in text
    assert "Kết quả kiểm tra thực tế" in text


def test_blank_minutes_of_several_visits_begin_on_pages_of_their_own(place: Place) -> None:
    session = place.session
    uids = [plan_one(place, f"Mô hình {n} (mẫu)") for n in range(2)]
    told: list[tuple[int, int, str]] = []
    paper = papers.blank_visit_minutes(session, uids, lambda *said: told.append(said))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages]
    starts = [place for place, text in enumerate(pages) if "BIÊN BẢN" in text]
    assert len(starts) == 2
    assert [f"Mô hình {n} (mẫu)" in pages[at] for n, at in enumerate(starts)] == [True, True]
    assert told == [(1, 2, "Mô hình 0 (mẫu)"), (2, 2, "Mô hình 1 (mẫu)")]


def test_filled_minutes_say_what_was_keyed_in(place: Place) -> None:
    session, uid = place.session, plan_one(place)
    visits.save_minutes(session, uid, complete(session))
    visits.finish(session, uid)
    text = text_of(papers.visit_minutes(session, uid))
    for words in (
        "vào hồi 07 giờ 30 phút",
        "kết thúc vào hồi 09 giờ 15 phút",
        "tại Nhà văn hóa thôn 1",
        "Đường dài 1.200 m, có 40 hộ tham gia tự quản.",
        "Đề nghị công nhận.",
    ):
        assert words in text


def test_report_counts_what_was_visited_and_shows_the_final_result(place: Place) -> None:
    session, key = place.session, (place.plan.id, place.year)
    with pytest.raises(UserError, match="Chưa xếp lịch"):
        papers.visit_report(session, *key)
    team = make_team(session)
    uids = [judging_factories.register(place, f"Mô hình {n} (mẫu)") for n in range(3)]
    visits.plan(session, *key, uids, council=team, on=session.today())
    with pytest.raises(UserError, match="Chưa có biên bản"):
        papers.visit_report(session, *key)
    judging_factories.assess(place, uids[0], stage=Stage.APPRAISAL)
    rows = visits.visits(session, *key)
    visits.save_minutes(session, rows[0].uid, complete(session))
    visits.finish(session, rows[0].uid)
    refused = replace(
        complete(session), recommendation=Recommendation.COMPLETE, reason="Chưa rõ kết quả"
    )
    visits.save_minutes(session, rows[1].uid, refused)
    visits.finish(session, rows[1].uid)
    text = text_of(papers.visit_report(session, *key))
    assert "TỔ THẨM ĐỊNH" in text
    assert "-BC/TTĐ" in text
    assert "Thực hiện Quyết định số 12-QĐ/ĐU ngày 03/09/2026" in text
    assert "thẩm định thực tế 02 trên 03 mô hình" in text
    assert "Đề nghị công nhận: 01; Đề nghị hoàn thiện, xét lại: 01." in text
    assert "Mô hình 1 (mẫu): Chưa rõ kết quả" in text
    assert "Mô hình 2 (mẫu)" not in text


def test_schedule_paper_lists_days_hours_and_places(place: Place) -> None:
    session, uid = place.session, plan_one(place)
    visits.reschedule(session, [uid], date(2030, 9, 5), "8h30", "Nhà văn hóa thôn 1")
    text = text_of(papers.visit_schedule(session, place.plan.id, place.year))
    assert "05/09/2030 08 giờ 30 phút Đoạn đường tự quản (mẫu)" in text
    assert "Nhà văn hóa thôn 1" in text
