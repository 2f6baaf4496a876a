from __future__ import annotations

from dataclasses import is_dataclass
from datetime import date
from pathlib import Path
from typing import get_type_hints

import pytest

from danvan_desktop.documents import profiles
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.errors import UserError


def test_profile_ids_are_the_shipped_ones() -> None:
    assert profiles.profile_ids() == (
        "association",
        "farmers",
        "front",
        "party-2026",
        "party-old",
        "state-2020",
        "youth",
    )


@pytest.mark.parametrize("profile_id", profiles.profile_ids())
def test_every_shipped_profile_loads_under_its_own_id(profile_id: str) -> None:
    assert profiles.load(profile_id).id == profile_id


def test_party_and_state_differ_as_the_table_says() -> None:
    party, state = profiles.load("party-2026"), profiles.load("state-2020")
    assert party.number.pattern == "Số {number}-{kind}/{issuer}"
    assert state.number.pattern == "Số: {number}/{kind}-{issuer}"
    assert (party.header.mark, state.header.mark) == ("*", "")
    assert (party.body.end, state.body.end) == (".", "./.")
    assert (party.bases.italic, state.bases.italic) == (False, True)
    assert (party.bases.last, state.bases.last) == (",", ".")
    assert (party.signature.position.bold, state.signature.position.bold) == (False, True)
    assert (party.signature.acting.on_behalf, state.signature.acting.on_behalf) == ("T/M ", "TM. ")
    assert (party.receivers.heading_style.underline, party.receivers.heading_style.bold) == (
        True,
        False,
    )
    assert (state.receivers.heading_style.underline, state.receivers.heading_style.bold) == (
        False,
        True,
    )


def test_old_party_profile_differs_only_in_its_name_and_number() -> None:
    new, old = profiles.load("party-2026"), profiles.load("party-old")
    assert old.number.pattern == "Số {number} - {kind}/{issuer}"
    parts = ("page", "header", "title", "body", "bases", "signature", "receivers", "annex", "table")
    assert [getattr(old, part) for part in parts] == [getattr(new, part) for part in parts]


@pytest.mark.parametrize(
    ("own", "day", "expected"),
    [
        ("party-2026", date(2018, 6, 1), "party-old"),
        ("party-2026", date(2025, 12, 31), "party-old"),
        ("party-2026", date(2026, 1, 1), "party-2026"),
        ("party-2026", None, "party-2026"),
        ("party-old", date(2026, 2, 5), "party-2026"),
        ("state-2020", date(2026, 1, 1), "state-2020"),
        ("state-2020", date(2017, 1, 1), "state-2020"),
        ("youth", date(2022, 3, 24), "youth"),
    ],
)
def test_paper_takes_the_profile_of_its_date(own: str, day: date | None, expected: str) -> None:
    assert profiles.for_paper(own, day).id == expected


def test_choose_takes_the_profile_of_a_family_in_force() -> None:
    chosen = [
        profiles.choose("party", day).id for day in (date(2020, 5, 1), date(2026, 5, 1), None)
    ]
    assert chosen == ["party-old", "party-2026", "party-2026"]


def test_choose_refuses_a_date_that_no_profile_covers() -> None:
    with pytest.raises(UserError, match="state"):
        profiles.choose("state", date(2015, 1, 1))


def test_changes_of_one_office_lie_over_the_shipped_values() -> None:
    changed = profiles.load("front", {"header": {"mark": "*"}, "page": {"left_mm": 35}})
    assert (changed.header.mark, changed.page.left_mm) == ("*", 35)
    assert changed.page.right_mm == profiles.load("front").page.right_mm


def test_every_defect_is_named_with_its_key() -> None:
    with pytest.raises(UserError) as caught:
        profiles.load(
            "state-2020",
            {
                "page": {"top_mm": 2},
                "body": {"end": 3, "sise": 14},
                "title": {"rule": "zigzag"},
                "header": {"motto_styles": [], "mark_size": True},
            },
        )
    assert caught.value.what == (
        "Thể thức văn bản “state-2020” có lỗi: page.top_mm: phải từ 10 đến 50; "
        "header.mark_size: sai kiểu giá trị (bool); "
        "header.motto_styles: phải là danh sách có ít nhất một mục; "
        "title.rule: phải là một trong: line, hyphens, none; "
        "body.sise: khóa lạ; body.end: sai kiểu giá trị (int)."
    )


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"number": {"pattern": "Số {number}"}}, "number.pattern"),
        ({"annex": {"attached": "(Kèm theo {paper})"}}, "annex.attached"),
        ({"table": {"header_fill": "đỏ"}}, "table.header_fill"),
        ({"header": {"motto_lines": ["Một dòng"]}}, "header.motto_styles"),
    ],
)
def test_patterns_without_their_places_are_defects(
    changes: dict[str, dict[str, object]], key: str
) -> None:
    with pytest.raises(UserError, match=key):
        profiles.load("state-2020", changes)


def test_unknown_profile_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="khong-co"):
        profiles.load("khong-co")


def test_every_key_is_written_down_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "paper-profiles.md").read_text(encoding="utf-8")
    missing = {name for name in _keys(Profile) if f"`{name}`" not in page}
    assert missing == set()


def _keys(kind: type) -> set[str]:
    found = set()
    for name, hint in get_type_hints(kind).items():
        found.add(name)
        if is_dataclass(hint) and isinstance(hint, type):
            found |= _keys(hint)
    return found
