"""Assessors of a programme and year, their interests, and whose sheets make a result."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from threading import Thread

import pytest

from danvan_desktop.domain import workflow
from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Council, CouncilMember, ScoreSheet, SheetTotal
from danvan_desktop.services import (
    assessors,
    evaluation,
    independence,
    interests,
    score_sheets,
)
from danvan_desktop.services.assessors import AssessorDraft
from danvan_desktop.services.facts import facts_of
from danvan_desktop.services.final_results import finals_after
from danvan_desktop.services.session import Topic
from tests.services.judging_factories import Place, assess, open_place, register

NAMES = ("Người chấm 1 (mẫu)", "Người chấm 2 (mẫu)", "Người chấm 3 (mẫu)", "Người chấm 4 (mẫu)")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path)
    yield found
    found.session.close()


def list_people(place: Place, names: tuple[str, ...] = NAMES) -> list[str]:
    """Uids of newly listed assessors."""
    drafts = [AssessorDraft(name, "Ủy viên") for name in names]
    assessors.add(place.session, place.plan.id, place.year, drafts)
    return [one.uid for one in assessors.assessors(place.session, place.plan.id, place.year)]


def result(place: Place, registration: str) -> score_sheets.FinalRow:
    """The final result, the same from the list and by itself."""
    one = score_sheets.final_of(place.session, registration)
    assert score_sheets.finals(place.session, place.plan.id, place.year)[registration] == one
    return one


def counts(place: Place, registration: str) -> tuple[int, int]:
    found = result(place, registration).result
    return found.finished, found.expected


# the list


def test_list_added_moved_and_stopped(place: Place) -> None:
    session, first = place.session, list_people(place)
    assessors.move(session, first[3], -3)
    assessors.set_active(session, first[0], False)
    rows = assessors.assessors(session, place.plan.id, place.year)
    assert [(one.place, one.name, one.active) for one in rows] == [
        (1, NAMES[3], True),
        (2, NAMES[0], False),
        (3, NAMES[1], True),
        (4, NAMES[2], True),
    ]


@pytest.mark.parametrize("name", ["", "   ", NAMES[0], NAMES[0].upper(), "Tổ thẩm định"])
def test_name_that_cannot_be_listed_is_refused(place: Place, name: str) -> None:
    list_people(place)
    with pytest.raises(FieldError) as refused:
        assessors.add(place.session, place.plan.id, place.year, [AssessorDraft(name)])
    assert refused.value.field == "name"
    assert len(assessors.assessors(place.session, place.plan.id, place.year)) == 4


def test_same_name_twice_in_one_paste_adds_nobody(place: Place) -> None:
    with pytest.raises(FieldError):
        list_people(place, (NAMES[0], NAMES[1], NAMES[0]))
    assert assessors.assessors(place.session, place.plan.id, place.year) == ()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Người A\nNgười B\n\n", [("Người A", "", ""), ("Người B", "", "")]),
        (
            "1. Người A, Bí thư, Thôn 1\n2) Người B",
            [("Người A", "Bí thư", "Thôn 1"), ("Người B", "", "")],
        ),
        (
            "1\tNgười A\tBí thư\n2\tNgười B\tPhó",
            [("Người A", "Bí thư", ""), ("Người B", "Phó", "")],
        ),
        (
            "STT\tChức vụ\tHọ và tên\n1\tBí thư\tNgười A",
            [("Người A", "Bí thư", "")],
        ),
        ("", []),
    ],
)
def test_pasted_lines_are_read(text: str, read: list[tuple[str, str, str]]) -> None:
    assert [(d.name, d.position, d.unit_name) for d in assessors.read_lines(text)] == read


def test_last_year_and_saved_council_are_offered_and_added_once(place: Place) -> None:
    session, pid, year = place.session, place.plan.id, place.year
    assessors.add(session, pid, year - 1, [AssessorDraft(NAMES[0], "Bí thư")])
    with session.write("Lưu hội đồng", Topic.SETTINGS) as work:
        council = work.insert(Council, kind="review", name="Hội đồng (mẫu)")
        for number, name in enumerate(NAMES[:2], 1):
            values = {"council": council.uid, "place": number, "name": name, "role": "member"}
            work.insert(CouncilMember, **values)
    last, saved = assessors.sources(session, pid, year)
    assert [last.label, saved.label] == [f"Năm {year - 1}: 1 người", "Hội đồng (mẫu): 2 người"]
    assert assessors.take_over(session, pid, year, last.drafts).count == 1
    assert assessors.take_over(session, pid, year, saved.drafts).count == 1
    assert assessors.take_over(session, pid, year, saved.drafts).count == 0
    rows = assessors.assessors(session, pid, year)
    assert [(one.name, one.position) for one in rows] == [(NAMES[0], "Bí thư"), (NAMES[1], "")]


def test_renamed_assessor_takes_unfinished_sheets_along(place: Place) -> None:
    (uid,) = list_people(place, NAMES[:1])
    registration = register(place)
    sheet = assess(place, registration, assessor=NAMES[0])
    with pytest.raises(FieldError):
        assessors.edit(place.session, uid, AssessorDraft("Tên khác (mẫu)"))
    evaluation.reopen(place.session, sheet, "Sửa tên")
    assessors.edit(place.session, uid, AssessorDraft("Tên khác (mẫu)"))
    assert [one.assessor for one in score_sheets.sheets_of(place.session, registration)] == [
        "Tên khác (mẫu)"
    ]


def test_assessor_with_a_sheet_is_not_removed(place: Place) -> None:
    uids = list_people(place, NAMES[:2])
    assess(place, register(place), assessor=NAMES[0])
    with pytest.raises(UserError):
        assessors.remove(place.session, uids[0])
    assessors.remove(place.session, uids[1])
    rows = assessors.assessors(place.session, place.plan.id, place.year)
    assert [one.name for one in rows] == [NAMES[0]]


# n of N


def test_nobody_listed_is_the_simple_mode(place: Place) -> None:
    registration = register(place)
    assert counts(place, registration) == (0, 1)
    assess(place, registration)
    assert counts(place, registration) == (1, 1)
    assess(place, registration, assessor="Thành viên khác (mẫu)")
    assert counts(place, registration) == (2, 2)


def test_every_listed_assessor_is_waited_for(place: Place) -> None:
    list_people(place)
    registration = register(place)
    assert counts(place, registration) == (0, 4)
    for number, name in enumerate(NAMES[:3], 1):
        assess(place, registration, assessor=name)
        assert counts(place, registration) == (number, 4)
    assert result(place, registration).waiting == (NAMES[3],)


def test_unlisted_sheet_counts_beside_the_listed(place: Place) -> None:
    list_people(place, NAMES[:2])
    registration = register(place)
    assess(place, registration, assessor="Chuyên gia mời (mẫu)")
    assert counts(place, registration) == (1, 3)


def test_stopped_assessor_is_waited_for_no_longer_but_finished_sheet_counts(place: Place) -> None:
    uids = list_people(place, NAMES[:3])
    registration = register(place)
    assess(place, registration, assessor=NAMES[0])
    for uid in uids[:2]:
        assessors.set_active(place.session, uid, False)
    assert counts(place, registration) == (1, 2)


# interests


def test_interest_leaves_n_and_the_sheet_is_kept_uncounted(place: Place) -> None:
    uids = list_people(place, NAMES[:3])
    registration, other = register(place), register(place, "Mô hình khác (mẫu)")
    assess(place, registration, Grade.NOT_MET, assessor=NAMES[0])
    assess(place, registration, assessor=NAMES[1])
    words = interests.sheet_words(place.session, NAMES[0], registration)
    assert words == (
        f"Phiếu đã hoàn thành của “{NAMES[0]}” được giữ lại nhưng không tính vào kết quả."
    )
    interests.declare(place.session, uids[0], registration, "Là người phụ trách mô hình")
    found = result(place, registration)
    assert (found.result.finished, found.result.expected) == (1, 2)
    assert found.left_out == (NAMES[0],)
    assert found.result.passed is True
    assert counts(place, other) == (0, 3)
    (row,) = interests.interests(place.session, place.plan.id, place.year)
    assert (row.reason, row.had_sheet) == ("Là người phụ trách mô hình", True)
    interests.withdraw(place.session, row.uid, "Khai nhầm")
    assert counts(place, registration) == (2, 3)


def test_sheet_that_does_not_count_leaves_the_registration_unappraised(place: Place) -> None:
    uids = list_people(place, NAMES[:2])
    registration = register(place)
    assess(place, registration, assessor=NAMES[0])
    assert state_of(place, registration) is State.APPRAISED
    interests.declare(place.session, uids[0], registration, "Người nhà")
    assert state_of(place, registration) is State.REGISTERED


def state_of(place: Place, registration: str) -> State:
    return workflow.state(facts_of(place.session, registration), place.session.office_uid)


def test_interest_asks_for_a_reason_and_once_only(place: Place) -> None:
    (uid,) = list_people(place, NAMES[:1])
    registration = register(place)
    with pytest.raises(FieldError):
        interests.declare(place.session, uid, registration, "  ")
    interests.declare(place.session, uid, registration, "Người nhà")
    with pytest.raises(UserError):
        interests.declare(place.session, uid, registration, "Người nhà")


def test_assessor_with_interest_gets_no_sheet(place: Place) -> None:
    (uid,) = list_people(place, NAMES[:1])
    registration = register(place)
    interests.declare(place.session, uid, registration, "Người nhà")
    with pytest.raises(UserError, match="lợi ích liên quan"):
        assess(place, registration, assessor=NAMES[0])


# totals


def test_total_is_kept_with_the_sheet_and_dropped_with_it(place: Place) -> None:
    registration = register(place)
    sheet = assess(place, registration)
    kept = SheetTotal.get(SheetTotal.uid == sheet)
    assert kept.sheet_hash == ScoreSheet.get(ScoreSheet.uid == sheet).row_hash
    evaluation.reopen(place.session, sheet, "Xem lại")
    assert SheetTotal.select().count() == 0
    assert counts(place, registration) == (0, 1)


def test_lost_or_outdated_totals_are_made_again(place: Place) -> None:
    registration = register(place)
    for name in NAMES:
        assess(place, registration, assessor=name)
    before = result(place, registration)
    SheetTotal.update(sheet_hash="cũ").where(SheetTotal.uid == before.counted[0].uid).execute()
    SheetTotal.delete().where(SheetTotal.uid == before.counted[1].uid).execute()
    place.session.memory.clear()
    assert result(place, registration) == before
    assert SheetTotal.select().count() == 4


def test_results_after_one_change_equal_those_read_whole(place: Place) -> None:
    list_people(place, NAMES[:2])
    uids = [register(place, f"Mô hình {number} (mẫu)") for number in range(3)]
    score_sheets.finals(place.session, place.plan.id, place.year)
    sheet = assess(place, uids[1], assessor=NAMES[0])
    changes = evaluation.reopen(place.session, sheet, "Xem lại")
    after = finals_after(place.session, place.plan.id, place.year, changes)
    assert after == score_sheets.finals(place.session, place.plan.id, place.year)
    changes = evaluation.finish(place.session, sheet)
    after = finals_after(place.session, place.plan.id, place.year, changes)
    assert after[uids[1]].result.finished == 1
    assert after == score_sheets.finals(place.session, place.plan.id, place.year)


# independent scoring


def test_others_are_hidden_until_the_own_sheet_is_finished(place: Place) -> None:
    session, pid, year = place.session, place.plan.id, place.year
    registration = register(place)
    assert independence.viewer(session, pid, year).sees_result(registration)
    uids = list_people(place, NAMES[:2])
    nobody = independence.viewer(session, pid, year)
    assert (nobody.must_choose, nobody.sees_result(registration)) == (True, False)
    independence.choose(session, pid, year, uids[0])
    assess(place, registration, assessor=NAMES[1])
    me = independence.viewer(session, pid, year)
    assert not me.sees_sheet(registration, NAMES[1])
    assert me.sees_sheet(registration, NAMES[0])
    with pytest.raises(UserError, match="chấm độc lập"):
        independence.check_may_open(me, registration, NAMES[1], complete=False)
    assess(place, registration, assessor=NAMES[0])
    assert independence.viewer(session, pid, year).sees_sheet(registration, NAMES[1])


def test_collector_and_switched_off_setting_see_all(place: Place) -> None:
    session, pid, year = place.session, place.plan.id, place.year
    registration = register(place)
    list_people(place)
    independence.choose(session, pid, year, independence.COLLECTOR)
    assert independence.viewer(session, pid, year).sees_result(registration)
    independence.choose(session, pid, year, "")
    independence.set_independent(session, pid, False)
    assert independence.viewer(session, pid, year).sees_result(registration)


def test_totals_are_decimals_equal_to_the_sheet(place: Place) -> None:
    registration = register(place)
    assess(place, registration)
    found = result(place, registration)
    assert found.counted[0].total.bonus == Decimal(0)


def test_results_are_right_on_a_worker_beside_the_window(place: Place) -> None:
    registration = register(place)
    counts(place, registration)
    assess(place, registration)
    found: list[int] = []

    def work() -> None:
        with place.session.connected():
            finals = score_sheets.finals(place.session, place.plan.id, place.year)
            found.append(finals[registration].result.finished)

    worker = Thread(target=work)
    worker.start()
    worker.join()
    assert found == [1]
    assert counts(place, registration) == (1, 1)


def test_folder_for_viewing_asks_nobody_and_hides_nothing(place: Place) -> None:
    registration = register(place)
    list_people(place)
    place.session.view_only = True
    view = independence.viewer(place.session, place.plan.id, place.year)
    assert (view.must_choose, view.sees_result(registration)) == (False, True)
