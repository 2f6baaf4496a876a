"""The comparison board over a real folder: what stands in each row, and who comes where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from danvan_desktop.domain.comparison import Side
from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.services import (
    comparison,
    evaluation,
    independence,
    interests,
    registrations,
    units,
)
from danvan_desktop.services.comparison import Board
from danvan_desktop.services.comparison_rows import CellStatus, ComparisonRow
from danvan_desktop.services.session import Session
from tests import board_data, factories
from tests.board_data import GRADES, ID, YEAR, adopt, assess, enlist, grade, register


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = factories.make_session(tmp_path)
    yield opened
    opened.close()


def board(session: Session) -> Board:
    return comparison.board(session, ID, YEAR)


def row(session: Session, uid: str) -> ComparisonRow:
    found = board(session).row(uid)
    assert found is not None
    return found


def see_all(session: Session) -> None:
    independence.choose(session, ID, YEAR, independence.COLLECTOR)


def test_board_puts_the_sheets_of_all_assessors_side_by_side(session: Session) -> None:
    plan = adopt(session, 4)
    names = enlist(session, 3)
    uid = register(session, plan, "Đoạn đường (mẫu)")
    for name, points in zip(names, ("5", "4.5", "1"), strict=True):
        assess(session, uid, name, [points] * 4)
    found = row(session, uid)
    assert board(session).assessors == names
    assert [found.cell(name).words for name in names] == ["20", "18", "4"]
    assert (found.count_words, found.result_words, found.place_words) == ("3/3", "14", "1")
    assert (found.spread, found.deviation) == (Decimal(16), Decimal("8.72"))
    assert found.apart == (names[2],)
    assert found.rank_words == "Đạt"


def test_a_missing_sheet_is_missing_and_one_with_an_interest_is_not_waited_for(
    session: Session,
) -> None:
    plan = adopt(session, 2)
    names = enlist(session, 3)
    see_all(session)
    uid = register(session, plan, "Đoạn đường (mẫu)")
    assess(session, uid, names[0], ["4", "4"])
    assess(session, uid, names[1], ["4"], finish=False)
    who = independence.viewer(session, ID, YEAR).panel.assessors[2].uid
    interests.declare(session, who, uid, "Là người phụ trách mô hình")
    found = row(session, uid)
    statuses = [found.cell(name).status for name in names]
    assert statuses == [CellStatus.COUNTED, CellStatus.OPEN, CellStatus.INTEREST]
    assert (found.count_words, found.complete, found.total) == ("1/2", False, Decimal(8))


def test_self_score_stands_beside_the_appraisal_with_the_difference(session: Session) -> None:
    plan = adopt(session, 2)
    uid = register(session, plan, "Đoạn đường (mẫu)")
    assess(session, uid, "", ["5", "5"], stage=Stage.SELF)
    assess(session, uid, "", ["4", "4.25"])
    found = row(session, uid)
    assert found.own is not None
    assert (found.own.words, found.difference) == ("10", Decimal("-1.75"))


def test_equals_are_visible_and_the_edge_of_a_quota_is_shown(session: Session) -> None:
    plan = adopt(session, 2, quota="number = 2")
    uids = {
        name: register(session, plan, f"{name} (mẫu)")
        for name in ("Một", "Hai", "Ba", "Bốn", "Năm")
    }
    points = {"Một": ["5", "5"], "Hai": ["4", "4"], "Ba": ["4", "4"], "Bốn": ["3", "3"]}
    for name, given in points.items():
        assess(session, uids[name], "", given)
    found = board(session)
    seen = [(one.registration.name, one.place_words, one.side) for one in found.rows]
    assert seen == [
        ("Một (mẫu)", "1", Side.INSIDE),
        ("Ba (mẫu)", "2-3", Side.TIED),
        ("Hai (mẫu)", "2-3", Side.TIED),
        ("Bốn (mẫu)", "4", Side.OUTSIDE),
        ("Năm (mẫu)", "", None),
    ]
    assert found.groups[0].quota_words == "Số lượng được công nhận: tối đa 2."


def test_a_veto_keeps_its_place_says_why_and_takes_no_seat(session: Session) -> None:
    plan = adopt(session, 3, quota="number = 1")
    vetoed = register(session, plan, "A (mẫu)")
    sound = register(session, plan, "B (mẫu)")
    assess(session, vetoed, "", ["0", "5", "5"])
    assess(session, sound, "", ["3", "3", "3"])
    found = row(session, vetoed)
    assert (found.place_words, found.side) == ("1", None)
    assert len(found.reasons) == 1
    assert "1.1" in found.reasons[0]
    assert row(session, sound).side is Side.INSIDE


def test_a_quota_of_each_unit_is_held_against_the_places_in_it(session: Session) -> None:
    plan = adopt(session, 2, quota='number = 1, scope = "unit"')
    places = [row for row in units.units(session) if row.depth == 2]
    for number, (place, points) in enumerate(
        [(places[0], "5"), (places[0], "4"), (places[1], "3")], start=1
    ):
        uid = register(session, plan, f"Số {number} (mẫu)", unit=place.uid)
        assess(session, uid, "", [points, points])
    assert [(one.place_words, one.side) for one in board(session).rows] == [
        ("1", Side.INSIDE),
        ("2", Side.OUTSIDE),
        ("3", Side.INSIDE),
    ]
    rows = board(session).rows
    assert not rows[0].ends_quota_before(rows[1])
    assert rows[0].group.quota_words == (
        f"Số lượng được công nhận: {places[0].name}: tối đa 1; {places[1].name}: tối đa 1."
    )


def test_sets_without_points_show_grades_and_take_no_places(session: Session) -> None:
    plan = adopt(session, 2)
    uid = register(session, plan, "Tổ hòa giải (mẫu)", GRADES)
    other = register(session, plan, "Đoạn đường (mẫu)")
    grade(session, uid, "", [Grade.MET, Grade.MET, Grade.PARTLY])
    assess(session, other, "", ["5", "5"])
    found = row(session, uid)
    cell = found.cell(board(session).assessors[0])
    assert (cell.words, cell.counts and cell.counts.in_full) == ("2/3", "2 đạt, 1 đạt một phần")
    assert (found.place_words, found.result_words) == ("", "Đạt")
    assert [group.name for group in board(session).groups] == ["Mô hình tiêu biểu", "Mô hình"]


def test_withdrawn_registrations_are_not_on_the_board(session: Session) -> None:
    plan = adopt(session, 2)
    uid = register(session, plan, "Đoạn đường (mẫu)")
    registrations.record_step(session, uid, StepKind.WITHDRAWN, reason="Thôi làm")
    assert board(session).rows == ()


def test_hidden_marks_show_only_who_is_done(session: Session) -> None:
    plan = adopt(session, 2)
    names = enlist(session, 2)
    uid = register(session, plan, "Đoạn đường (mẫu)")
    assess(session, uid, names[0], ["5", "5"])
    who = independence.viewer(session, ID, YEAR).panel.assessors[1].uid
    independence.choose(session, ID, YEAR, who)
    found = row(session, uid)
    assert (found.hidden, found.result, found.place_words) == (True, None, "")
    assert [found.cell(name).words for name in names] == ["Hoàn thành", "Chưa chấm"]
    assert board(session).hidden == 1
    assess(session, uid, names[1], ["4", "4"])
    assert row(session, uid).result_words == "9"


def test_a_sheet_made_before_a_change_is_shown_as_old(session: Session) -> None:
    plan = adopt(session, 2)
    uid = register(session, plan, "Đoạn đường (mẫu)")
    assess(session, uid, "", ["5", "5"])
    draft, _ = registrations.draft_of(session, uid)
    registrations.edit(session, uid, replace(draft, summary="Nội dung khác (mẫu)."))
    found = row(session, uid)
    assert (found.cell(found.assessors[0]).words, found.total) == ("Bản cũ", None)


def test_refreshed_reads_one_registration_and_gives_the_whole_board(session: Session) -> None:
    plan = adopt(session, 2, quota="number = 1")
    uids = [register(session, plan, f"Số {number} (mẫu)") for number in range(4)]
    for at, uid in enumerate(uids):
        assess(session, uid, "", [str(at + 1), "5"])
    before = board(session)
    changes = evaluation.reopen(session, before.rows[0].counted[0].uid, "chấm nhầm")
    after = comparison.refreshed(session, before, changes)
    assert after == board(session)
    assert after.rows[-1].uid == before.rows[0].uid
    assert comparison.refreshed(session, after, changes) is after


def test_board_of_an_office_without_registrations_is_empty(session: Session) -> None:
    board_data.adopt(session, 2)
    found = board(session)
    assert (found.rows, found.assessors, found.groups) == ((), (), ())
