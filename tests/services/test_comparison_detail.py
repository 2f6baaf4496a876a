"""One registration criterion by criterion: the figures of the sheets, and nothing hidden."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.services import comparison, independence
from danvan_desktop.services.comparison_detail import Detail, detail
from danvan_desktop.services.session import Session
from tests import factories
from tests.board_data import GRADES, ID, YEAR, adopt, assess, enlist, grade, register


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = factories.make_session(tmp_path)
    yield opened
    opened.close()


def detail_of(session: Session, uid: str) -> Detail:
    row = comparison.board(session, ID, YEAR).row(uid)
    assert row is not None
    return detail(session, row)


def test_detail_shows_every_criterion_with_its_mean_and_the_points_between(
    session: Session,
) -> None:
    plan = adopt(session, 2)
    names = enlist(session, 3)
    uid = register(session, plan, "Đoạn đường (mẫu)")
    assess(session, uid, "", ["5", "4"], stage=Stage.SELF)
    for name, points in zip(names, (["5", "4"], ["4.5", "4"], ["4", "4"]), strict=True):
        assess(session, uid, name, points)
    found = detail_of(session, uid)
    assert found.assessors == names
    seen = [
        (line.code, [cell.words for cell in line.cells], line.mean, line.spread, line.own.words)
        for line in found.lines
    ]
    assert seen == [
        ("1", ["9", "8,5", "8"], Decimal("8.50"), Decimal(1), "9"),
        ("1.1", ["5", "4,5", "4"], Decimal("4.50"), Decimal(1), "5"),
        ("1.2", ["4", "4", "4"], Decimal(4), Decimal(0), "4"),
        ("", ["9", "8,5", "8"], Decimal("8.5"), Decimal(1), "9"),
    ]


def test_detail_of_grades_shows_words(session: Session) -> None:
    plan = adopt(session, 2)
    uid = register(session, plan, "Tổ hòa giải (mẫu)", GRADES)
    grade(session, uid, "", [Grade.MET, Grade.PARTLY, Grade.NOT_MET])
    lines = detail_of(session, uid).lines
    assert [line.cells[0].words for line in lines] == ["Đạt", "Đạt một phần", "Chưa đạt"]
    assert {line.mean for line in lines} == {None}


def test_detail_of_hidden_marks_is_empty(session: Session) -> None:
    plan = adopt(session, 2)
    names = enlist(session, 2)
    uid = register(session, plan, "Đoạn đường (mẫu)")
    assess(session, uid, names[0], ["5", "4"])
    who = independence.viewer(session, ID, YEAR).panel.assessors[1].uid
    independence.choose(session, ID, YEAR, who)
    found = detail_of(session, uid)
    assert (found.hidden, found.lines, found.assessors) == (True, (), ())
