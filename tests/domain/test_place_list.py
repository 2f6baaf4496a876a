"""Places pasted from Word and Excel: numbering goes, names stay, the kind is told by its words."""

from __future__ import annotations

import pytest

from danvan_desktop.domain.place_list import ListedPlace, kind_of, read_places
from danvan_desktop.domain.units import UnitKind


def test_list_from_word_and_excel_is_read_without_its_numbering() -> None:
    text = "1. Thôn Đông\n2) Thôn Đoài;\n- Tổ dân phố 3\n4\tKhu phố 5\n\nTân Lập\nthôn  đông"
    assert read_places(text, UnitKind.HAMLET) == (
        ListedPlace("Thôn Đông", UnitKind.VILLAGE),
        ListedPlace("Thôn Đoài", UnitKind.VILLAGE),
        ListedPlace("Tổ dân phố 3", UnitKind.RESIDENTIAL_GROUP),
        ListedPlace("Khu phố 5", UnitKind.QUARTER),
        ListedPlace("Tân Lập", UnitKind.HAMLET),
    )


def test_number_that_belongs_to_a_name_stays() -> None:
    names = [place.name for place in read_places("19 tháng 5\n1.Thôn A\n30/4", UnitKind.VILLAGE)]
    assert names == ["19 tháng 5", "Thôn A", "30/4"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Bản Mường", UnitKind.BAN),
        ("Bàn Cờ", UnitKind.OTHER),
        ("Ấp 3", UnitKind.HAMLET),
        ("TDP số 4", UnitKind.RESIDENTIAL_GROUP),
        ("Thị trấn Mẫu", UnitKind.TOWNSHIP),
        ("Xãm", UnitKind.OTHER),
    ],
)
def test_kind_is_told_by_the_first_words(name: str, kind: UnitKind) -> None:
    assert kind_of(name, UnitKind.OTHER) is kind
