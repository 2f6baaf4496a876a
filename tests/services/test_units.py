"""The tree at any depth, no rings, nothing removed in use, who took over from whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.units import BodyKind, UnitKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.services import backup, succession, units
from danvan_desktop.services.session import Session, Topic
from tests import factories

MERGER = date(2025, 7, 1)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = factories.make_session(tmp_path)
    yield opened
    assert backup.doctor(opened) == []
    opened.close()


def by_name(session: Session, name: str) -> units.UnitRow:
    return next(row for row in units.units(session) if row.name == name)


def village(name: str, parent: str = "") -> units.UnitDraft:
    return units.UnitDraft(name, UnitKind.VILLAGE, parent)


def test_tree_reads_in_natural_order_with_paths(session: Session) -> None:
    rows = [(row.depth, row.path) for row in units.units(session)]
    assert rows == [
        (0, "Tỉnh Mẫu"),
        (1, "Phường Mẫu, Tỉnh Mẫu"),
        (2, "Tổ dân phố 2, Phường Mẫu, Tỉnh Mẫu"),
        (2, "Tổ dân phố 10, Phường Mẫu, Tỉnh Mẫu"),
    ]


def test_tree_of_two_thousand_levels_is_listed(session: Session) -> None:
    parent = ""
    with session.write("Nhập", Topic.UNITS) as work:
        for level in range(2000):
            parent = units.insert_unit(work, village(f"Cấp {level}", parent))
    assert max(row.depth for row in units.units(session)) == 1999


@pytest.mark.parametrize("below", ["Phường Mẫu", "Tổ dân phố 2"])
def test_place_cannot_stand_below_itself(session: Session, below: str) -> None:
    ward, target = by_name(session, "Phường Mẫu"), by_name(session, below)
    draft = units.UnitDraft("Phường Mẫu", UnitKind.WARD, target.uid)
    with pytest.raises(FieldError, match="không thể nằm dưới chính nó") as error:
        units.edit_unit(session, ward.uid, draft)
    assert error.value.field == "parent"


def test_body_cannot_stand_below_itself(session: Session) -> None:
    first, second = units.bodies(session)
    units.edit_body(session, second.uid, replace(second.draft(), parent=first.uid))
    with pytest.raises(FieldError, match="không thể nằm dưới chính nó"):
        units.edit_body(session, first.uid, replace(first.draft(), parent=second.uid))


def test_place_in_use_cannot_be_removed(session: Session) -> None:
    factories.register(session, factories.adopt(session, factories.PROGRAMME), 2026)
    for name in ("Tỉnh Mẫu", "Phường Mẫu", "Tổ dân phố 2"):
        with pytest.raises(UserError, match="đang được dùng") as error:
            units.remove_unit(session, by_name(session, name).uid)
        assert "ngày hết hiệu lực" in error.value.todo
    unused = by_name(session, "Tổ dân phố 10")
    units.remove_unit(session, unused.uid)
    assert unused.name not in [row.name for row in units.units(session)]
    with pytest.raises(UserError, match="Không còn mục này"):
        units.remove_unit(session, unused.uid)


def test_last_body_of_the_office_cannot_be_removed(session: Session) -> None:
    first, second = units.bodies(session)
    units.remove_body(session, second.uid)
    with pytest.raises(UserError, match="đang được dùng"):
        units.remove_body(session, first.uid)


def test_merged_villages_end_the_day_before_and_stay_readable(session: Session) -> None:
    old = [by_name(session, name).uid for name in ("Tổ dân phố 2", "Tổ dân phố 10")]
    ward = by_name(session, "Phường Mẫu").uid
    new = units.add_unit(session, village("Tổ dân phố 1 mới", ward)).uid
    succession.succeed_units(session, old, new, MERGER, "Nghị quyết mẫu")
    before = [row.name for row in units.units(session, on=date(2025, 6, 30))]
    after = [row.name for row in units.units(session, on=MERGER)]
    assert before == [
        *("Tỉnh Mẫu", "Phường Mẫu", "Tổ dân phố 1 mới", "Tổ dân phố 2", "Tổ dân phố 10")
    ]
    assert after == ["Tỉnh Mẫu", "Phường Mẫu", "Tổ dân phố 1 mới"]
    with pytest.raises(UserError, match="đang được dùng"):
        units.remove_unit(session, new)


def test_place_cannot_succeed_itself_even_in_a_ring(session: Session) -> None:
    first, second = (by_name(session, name).uid for name in ("Tổ dân phố 2", "Tổ dân phố 10"))
    succession.succeed_units(session, [first], second, MERGER)
    for predecessor, successor in ((first, first), (second, first)):
        with pytest.raises(FieldError, match="không thể là chính nơi"):
            succession.succeed_units(session, [predecessor], successor, MERGER)
    assert by_name(session, "Tổ dân phố 10").valid_to is None


def test_body_can_take_over_from_a_body(session: Session) -> None:
    first, second = units.bodies(session)
    succession.succeed_bodies(session, [second.uid], first.uid, MERGER)
    ended = {row.uid: row.valid_to for row in units.bodies(session)}
    assert ended == {first.uid: None, second.uid: date(2025, 6, 30)}


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (village("  "), "name"),
        (village("x" * 201), "name"),
        (
            units.UnitDraft(
                "Thôn 3", UnitKind.VILLAGE, valid_from=MERGER, valid_to=date(2025, 6, 1)
            ),
            "valid_to",
        ),
    ],
)
def test_wrong_field_of_a_place_is_named(
    session: Session, draft: units.UnitDraft, field: str
) -> None:
    before = units.units(session)
    with pytest.raises(FieldError) as error:
        units.add_units(session, [village("Thôn 4"), draft])
    assert error.value.field == field
    assert units.units(session) == before


def test_body_takes_mark_and_profile_of_its_kind(session: Session) -> None:
    unit = by_name(session, "Phường Mẫu").uid
    draft = units.BodyDraft("Hội Nông dân phường Mẫu", BodyKind.FARMERS_UNION, unit)
    row = units.body(session, units.add_body(session, draft).uid)
    kind = BodyKind.FARMERS_UNION
    assert (row.abbreviation, row.profile) == (kind.abbreviation, kind.profile)
