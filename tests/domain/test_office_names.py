"""Names proposed at the first start."""

from __future__ import annotations

import pytest

from danvan_desktop.domain.office_names import place_name, propose_bodies
from danvan_desktop.domain.units import UnitKind


@pytest.mark.parametrize(
    ("kind", "typed", "full", "inside"),
    [
        (UnitKind.COMMUNE, "An Mẫu", "Xã An Mẫu", "xã An Mẫu"),
        (UnitKind.COMMUNE, "  xã  An Mẫu ", "Xã An Mẫu", "xã An Mẫu"),
        (UnitKind.WARD, "Phường 5", "Phường 5", "phường 5"),
        (UnitKind.WARD, "phuong An Mẫu", "Phường An Mẫu", "phường An Mẫu"),
        (UnitKind.COMMUNE, "Xãn Mẫu", "Xã Xãn Mẫu", "xã Xãn Mẫu"),
        (UnitKind.DISTRICT, "Thị xã Mẫu", "Thị xã Mẫu", "thị xã Mẫu"),
        (UnitKind.DISTRICT, "Bình Mẫu", "Huyện Bình Mẫu", "huyện Bình Mẫu"),
        (UnitKind.CITY, "Mẫu", "Thành phố Mẫu", "thành phố Mẫu"),
        (UnitKind.VILLAGE, "Thôn Một", "Thôn Một", "Thôn Một"),
    ],
)
def test_place_name_takes_it_with_or_without_the_word(
    kind: UnitKind, typed: str, full: str, inside: str
) -> None:
    found = place_name(kind, typed)
    assert (found.full, found.inside.strip()) == (full, inside)


def test_bodies_of_a_commune_are_named_after_it() -> None:
    province = place_name(UnitKind.PROVINCE, "Mẫu")
    found = propose_bodies(place_name(UnitKind.COMMUNE, "An Mẫu"), province)
    assert [body.name for body in found] == [
        "Đảng ủy xã An Mẫu",
        "Ban Xây dựng Đảng Đảng ủy xã An Mẫu",
        "Ủy ban MTTQ Việt Nam xã An Mẫu",
        "Ủy ban nhân dân xã An Mẫu",
        "Hội Nông dân xã An Mẫu",
        "Hội Liên hiệp Phụ nữ xã An Mẫu",
        "Đoàn TNCS Hồ Chí Minh xã An Mẫu",
        "Hội Cựu chiến binh xã An Mẫu",
        "Khối Dân vận xã An Mẫu",
    ]
    assert found[0].header_parent == "Tỉnh ủy Mẫu"
    assert (found[6].header_parent, found[6].header_name) == (
        "Tỉnh Đoàn Mẫu",
        "Ban Chấp hành Đoàn xã An Mẫu",
    )


@pytest.mark.parametrize(
    ("kind", "typed", "names"),
    [
        (UnitKind.PROVINCE, "Mẫu", ["Tỉnh ủy Mẫu", "Ban Tuyên giáo và Dân vận Tỉnh ủy Mẫu"]),
        (UnitKind.CITY, "Mẫu", ["Thành ủy Mẫu", "Ban Tuyên giáo và Dân vận Thành ủy Mẫu"]),
        (UnitKind.DISTRICT, "Quận Mẫu", ["Quận ủy Mẫu", "Ban Dân vận Quận ủy Mẫu"]),
        (UnitKind.DISTRICT, "Thị xã Mẫu", ["Thị ủy Mẫu", "Ban Dân vận Thị ủy Mẫu"]),
    ],
)
def test_party_bodies_above_the_commune_have_their_own_names(
    kind: UnitKind, typed: str, names: list[str]
) -> None:
    assert [body.name for body in propose_bodies(place_name(kind, typed))][:2] == names
