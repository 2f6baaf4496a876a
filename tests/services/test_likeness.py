"""The same name in another place or channel is shown, near names where one is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop.domain.units import SubjectKind, UnitKind
from danvan_desktop.services import registrations, units
from danvan_desktop.services.likeness import Names
from tests.services.judging_factories import Place, draft_of, open_place, register


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def at(place: Place, name: str, village: int) -> str:
    """Uid of a registration at the village with this place in the list."""
    villages = [row for row in units.units(place.session) if row.kind is UnitKind.VILLAGE]
    draft = replace(draft_of(place, name, SubjectKind.COLLECTIVE, 0), unit=villages[village].uid)
    return registrations.register(place.session, place.plan.id, place.year, draft).uid


def test_same_name_at_another_place_is_named_without_marks(place: Place) -> None:
    first = at(place, "Mô hình “Đoạn đường tự quản”", 0)
    at(place, "Đoạn đường tự quản", 1)
    assert Names(place.session, place.year).same(first) == (
        "Trùng tên với “Đoạn đường tự quản” - Thôn 2.",
    )


def test_numbered_names_are_neither_same_nor_near(place: Place) -> None:
    first = at(place, "Tuyến đường hoa số 1", 0)
    at(place, "Tuyến đường hoa số 2", 1)
    names = Names(place.session, place.year)
    assert (names.same(first), names.near(first)) == ((), ())


def test_near_name_is_found_for_the_one_chosen(place: Place) -> None:
    first = at(place, "Tổ hòa giải cơ sở thôn văn hóa", 0)
    at(place, "Tổ hoà giải cơ sở của thôn văn hoá", 2)
    assert Names(place.session, place.year).near(first) == (
        "Tên gần giống “Tổ hoà giải cơ sở của thôn văn hoá” - Thôn 10.",
    )


def test_initiative_registered_for_two_titles_is_no_double(place: Place) -> None:
    first = at(place, "Đoạn đường tự quản", 0)
    initiative = registrations.draft_of(place.session, first)[0].initiative
    register(place, "Đoạn đường tự quản", title="tieu-bieu", initiative=initiative)
    assert Names(place.session, place.year).same(first) == ()


def test_more_than_three_are_counted(place: Place) -> None:
    first = at(place, "Đường hoa", 0)
    for _ in range(5):
        at(place, "Đường hoa", 1)
    found = Names(place.session, place.year).same(first)
    assert len(found) == 4
    assert found[-1] == "Trùng tên với 2 đăng ký khác nữa."
