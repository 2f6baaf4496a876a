"""The shipped programmes against the papers they come from: every count, date and figure.

The expected values were read from the papers, not from the files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from danvan_desktop.domain.criteria import CriteriaSet, Criterion
from danvan_desktop.domain.deadlines import occurrences
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services import programmes

FARMERS = "hoi-nong-dan-bac-ninh-2021-2025"
DISTRICT = "huyen-uy-chi-lang-2023"
FRONT = "mttq-cu-jut-2020"
YOUTH = "huyen-doan-tho-xuan-2022-2025"
BOARD = "ban-dan-van-tinh-uy-2016-2020"
COMMUNE = "xa-phuong-2026-2030"
SEEDS = (BOARD, FARMERS, YOUTH, DISTRICT, FRONT)

COLLECTIVE, INDIVIDUAL, HOUSEHOLD = SubjectKind


def test_shipped_programmes_are_the_five_seeds_and_the_commune() -> None:
    assert [source.id for source in programmes.shipped()] == [*SEEDS, COMMUNE]


@dataclass(frozen=True)
class Origin:
    programme: str
    channel: str
    period: tuple[int, int]
    kind: str
    issued: date | None
    based_on: int
    receivers: int


@pytest.mark.parametrize(
    "origin",
    [
        Origin(FARMERS, "farmers", (2021, 2025), "Kế hoạch", date(2021, 3, 15), 1, 10),
        Origin(DISTRICT, "party", (2023, 2023), "Kế hoạch", None, 2, 8),
        Origin(FRONT, "front", (2020, 2020), "Hướng dẫn", None, 2, 7),
        Origin(YOUTH, "youth", (2022, 2025), "Kế hoạch", None, 2, 4),
        Origin(BOARD, "party", (2016, 2020), "Hướng dẫn", None, 2, 9),
    ],
    ids=lambda origin: origin.programme,
)
def test_paper_of_a_seed(origin: Origin) -> None:
    one = programmes.shipped_programme(origin.programme)
    assert origin == Origin(
        one.id,
        one.channel.value,
        (one.first_year, one.last_year),
        one.paper.kind,
        one.paper.date,
        len(one.paper.based_on),
        len(one.receivers),
    )
    assert one.paper.number == ""
    assert "paper.number" in {gap.key for gap in one.gaps}


@pytest.mark.parametrize(
    ("programme", "sectors"),
    [
        (
            FARMERS,
            [
                ("Phát triển kinh tế", "KT"),
                ("Văn hoá - xã hội", "VHXH"),
                ("An ninh - quốc phòng", "QPAN"),
                ("Xây dựng hệ thống chính trị", "HTCT"),
            ],
        ),
        (
            DISTRICT,
            [
                ("Củng cố và xây dựng hệ thống chính trị", "HTCT"),
                ("Phát triển kinh tế", "KT"),
                ("Văn hóa - xã hội", "VHXH"),
                ("An ninh - quốc phòng", "QPAN"),
            ],
        ),
        (FRONT, []),
        (
            YOUTH,
            [
                ("Phát triển kinh tế", "KT"),
                ("Văn hóa - xã hội", "VHXH"),
                ("Quốc phòng - an ninh", "QPAN"),
                ("Xây dựng hệ thống chính trị vững mạnh", "HTCT"),
            ],
        ),
        (
            BOARD,
            [
                ("Phát triển kinh tế", "KT"),
                ("Văn hóa - xã hội", "VHXH"),
                ("An ninh - quốc phòng", "QPAN"),
                ("Xây dựng hệ thống chính trị", "HTCT"),
            ],
        ),
    ],
)
def test_sectors_in_the_order_of_the_paper(programme: str, sectors: list[tuple[str, str]]) -> None:
    found = programmes.shipped_programme(programme).sectors
    assert [(sector.name, sector.shared) for sector in found] == sectors


def offered(one: Programme) -> dict[tuple[str, SubjectKind], tuple[int, int]]:
    """By title and kind of subject: how many conditions, how many criteria."""
    found = {}
    for title in one.titles:
        for kind in title.subject_kinds:
            criteria_set = one.set_for(title.code, kind)
            leaves = len(list(criteria_set.leaves()))
            found[title.code, kind] = (len(criteria_set.conditions), leaves)
    return found


@pytest.mark.parametrize(
    ("programme", "expected"),
    [
        (
            FARMERS,
            {
                ("mo-hinh", COLLECTIVE): (0, 4),
                ("mo-hinh", INDIVIDUAL): (0, 4),
                ("dien-hinh", COLLECTIVE): (0, 7),
                ("dien-hinh", INDIVIDUAL): (0, 5),
            },
        ),
        (
            DISTRICT,
            {
                ("mo-hinh", COLLECTIVE): (3, 1),
                ("mo-hinh", INDIVIDUAL): (3, 1),
                ("dien-hinh", COLLECTIVE): (3, 1),
                ("dien-hinh", INDIVIDUAL): (3, 1),
            },
        ),
        (FRONT, {("dien-hinh", COLLECTIVE): (1, 4), ("dien-hinh", INDIVIDUAL): (3, 4)}),
        (
            YOUTH,
            {
                ("mo-hinh", COLLECTIVE): (3, 5),
                ("dien-hinh", COLLECTIVE): (3, 5),
                ("dien-hinh", INDIVIDUAL): (0, 3),
            },
        ),
        (
            BOARD,
            {
                ("mo-hinh", COLLECTIVE): (3, 5),
                ("mo-hinh", INDIVIDUAL): (3, 5),
                ("dien-hinh", COLLECTIVE): (4, 3),
                ("dien-hinh", INDIVIDUAL): (4, 3),
            },
        ),
        (
            COMMUNE,
            {
                ("mo-hinh", COLLECTIVE): (2, 6),
                ("mo-hinh", INDIVIDUAL): (2, 6),
                ("mo-hinh", HOUSEHOLD): (2, 6),
                ("tieu-bieu", COLLECTIVE): (3, 11),
                ("tieu-bieu", INDIVIDUAL): (3, 11),
                ("tieu-bieu", HOUSEHOLD): (3, 11),
                ("dien-hinh", COLLECTIVE): (2, 5),
                ("dien-hinh", INDIVIDUAL): (2, 4),
                ("dien-hinh", HOUSEHOLD): (2, 4),
            },
        ),
    ],
)
def test_titles_with_their_conditions_and_criteria(
    programme: str, expected: dict[tuple[str, SubjectKind], tuple[int, int]]
) -> None:
    assert offered(programmes.shipped_programme(programme)) == expected


@pytest.mark.parametrize("programme", SEEDS)
def test_no_seed_gives_points_and_all_pass_by_default_rule(programme: str) -> None:
    one = programmes.shipped_programme(programme)
    assert [criteria_set.has_points for criteria_set in one.criteria_sets] == [False] * len(
        one.criteria_sets
    )
    rules = {criteria_set.pass_rule for criteria_set in one.criteria_sets}
    assert [(rule.all_conditions, rule.max_not_met, rule.max_partly) for rule in rules] == [
        (True, 0, None)
    ]
    assert "pass_rule" in {gap.key for gap in one.gaps}


@dataclass(frozen=True)
class Due:
    """A deadline in one year: the last day in time, or None, and the due date as worded."""

    code: str
    last_on_time: date | None
    due: date | None
    receiver: str
    source: str


def dues(programme: str, year: int) -> list[Due]:
    one = programmes.shipped_programme(programme)
    start, end = date(one.first_year, 1, 1), date(one.last_year, 12, 31)
    return [
        Due(rule.code, found.last_on_time, found.due, rule.receiver, rule.source)
        for rule in one.deadlines
        for found in occurrences(rule, year, start, end)
    ]


COMMITTEE = "Ban Thường vụ Huyện ủy (qua Ban Dân vận Huyện ủy)"
LEAGUE = "Ban Thường vụ Huyện Đoàn"


@pytest.mark.parametrize(
    ("programme", "year", "expected"),
    [
        (
            FARMERS,
            2021,
            [
                Due(
                    "dang-ky-2021",
                    date(2021, 3, 25),
                    date(2021, 3, 26),
                    "Ban Xây dựng Hội, Hội Nông dân tỉnh",
                    "Kế hoạch, III.2",
                ),
                Due("ra-soat-dang-ky", None, None, "Cơ quan dân vận cùng cấp", "Kế hoạch, II.1.3"),
                Due(
                    "bao-cao",
                    date(2021, 9, 19),
                    date(2021, 9, 20),
                    "Hội Nông dân tỉnh (qua Ban Xây dựng Hội)",
                    "Kế hoạch, III.2",
                ),
                Due("bieu-duong", None, date(2021, 10, 15), "", "Kế hoạch, III.2"),
            ],
        ),
        (
            FARMERS,
            2025,
            [
                Due("ra-soat-dang-ky", None, None, "Cơ quan dân vận cùng cấp", "Kế hoạch, II.1.3"),
                Due(
                    "bao-cao",
                    date(2025, 9, 19),
                    date(2025, 9, 20),
                    "Hội Nông dân tỉnh (qua Ban Xây dựng Hội)",
                    "Kế hoạch, III.2",
                ),
                Due("bieu-duong", None, date(2025, 10, 15), "", "Kế hoạch, III.2"),
            ],
        ),
        (
            DISTRICT,
            2023,
            [
                Due(
                    "dang-ky",
                    date(2023, 2, 24),
                    date(2023, 2, 25),
                    "Ban Dân vận Huyện ủy",
                    "Kế hoạch, III.2",
                ),
                Due(
                    "bao-cao",
                    date(2023, 10, 24),
                    date(2023, 10, 25),
                    COMMITTEE,
                    "Kế hoạch, III.2",
                ),
                Due("so-ket", None, None, "Ban Thường vụ Huyện ủy", "Kế hoạch, IV.1"),
            ],
        ),
        (
            FRONT,
            2020,
            [
                Due(
                    "bao-cao",
                    date(2020, 11, 9),
                    date(2020, 11, 10),
                    "Ban Thường trực Ủy ban MTTQ huyện",
                    "Hướng dẫn, IV (phần kết)",
                ),
                Due("dang-ky", None, None, "", "Hướng dẫn, IV.1 và IV.2"),
            ],
        ),
        (
            YOUTH,
            2024,
            [
                Due(
                    "dang-ky",
                    date(2024, 1, 14),
                    date(2024, 1, 15),
                    LEAGUE,
                    "Kế hoạch, IV (Tổ chức thực hiện), 2",
                ),
                Due(
                    "bao-cao",
                    date(2024, 11, 14),
                    date(2024, 11, 15),
                    f"{LEAGUE} (qua Văn phòng Huyện Đoàn)",
                    "Kế hoạch, IV (Tổ chức thực hiện), 2",
                ),
            ],
        ),
        (
            BOARD,
            2018,
            [
                Due("bao-cao-ket-qua", None, None, "Hệ thống dân vận", "Hướng dẫn, III.2.1"),
                Due(
                    "hoi-nghi-bao-cao",
                    date(2018, 9, 30),
                    date(2018, 10, 1),
                    "",
                    "Hướng dẫn, III.2.1",
                ),
                Due("cong-nhan-mo-hinh", None, date(2018, 10, 31), "", "Hướng dẫn, III.2.1"),
                Due("cong-nhan-dien-hinh", None, None, "", "Hướng dẫn, III.2.2"),
            ],
        ),
    ],
)
def test_deadlines_of_a_year(programme: str, year: int, expected: list[Due]) -> None:
    assert dues(programme, year) == expected


@pytest.mark.parametrize(
    ("programme", "expected"),
    [
        (FARMERS, []),
        (FRONT, []),
        (BOARD, []),
        (
            DISTRICT,
            [
                ("built", "mỗi đơn vị", 1, "mô hình, điển hình", "", 0),
                ("recognised", "mỗi Đảng ủy", 1, "mô hình, điển hình", "huyen", 0),
                ("registered", "mỗi Đảng ủy xã, thị trấn", 5, "mô hình, điển hình", "co-so", 0),
                ("recognised_share", "số mô hình đã đăng ký", 50, "%", "co-so", 0),
            ],
        ),
        (
            YOUTH,
            [
                ("units_with", "", 100, "%", "", 0),
                ("units_with_sectors", "", 100, "%", "", 4),
                ("manual", "", 100, "%", "", 0),
                ("manual", "", 80, "%", "", 0),
            ],
        ),
    ],
)
def test_targets_of_a_seed(
    programme: str, expected: list[tuple[str, str, int, str, str, int]]
) -> None:
    one = programmes.shipped_programme(programme)
    assert expected == [
        (
            target.measure.value,
            target.per,
            target.at_least,
            target.unit,
            target.level,
            len(target.sectors),
        )
        for target in one.targets
    ]
    assert ("targets" in {gap.key for gap in one.gaps}) == (not expected)


@pytest.mark.parametrize(
    ("programme", "expected"),
    [
        (FARMERS, []),
        (FRONT, []),
        (YOUTH, []),
        (
            DISTRICT,
            [
                (("mass_mobilisation_board",), 1, "huyen", ("mo-hinh", "dien-hinh")),
                (("party_committee",), 2, "co-so", ("mo-hinh", "dien-hinh")),
            ],
        ),
        (
            BOARD,
            [
                (("mass_mobilisation_board",), 0, "tinh", ("dien-hinh",)),
                (("party_committee",), 0, "huyen", ("mo-hinh", "dien-hinh")),
                (
                    (
                        "front_committee",
                        "farmers_union",
                        "womens_union",
                        "youth_union",
                        "veterans_association",
                        "trade_union",
                    ),
                    0,
                    "tinh",
                    ("mo-hinh", "dien-hinh"),
                ),
                (("party_committee",), 1, "huyen", ("mo-hinh", "dien-hinh")),
            ],
        ),
    ],
)
def test_who_recognises(
    programme: str, expected: list[tuple[tuple[str, ...], int, str, tuple[str, ...]]]
) -> None:
    one = programmes.shipped_programme(programme)
    assert expected == [
        (tuple(kind.value for kind in rule.body_kinds), rule.unit_tier, rule.level, rule.titles)
        for rule in one.authorities
    ]
    assert ("authorities" in {gap.key for gap in one.gaps}) == (not expected)


def test_what_registration_asks_for() -> None:
    farmers = programmes.shipped_programme(FARMERS).registration
    assert farmers.quantified_sectors == ("kinh-te",)
    assert len(farmers.requirements) == 4
    assert programmes.shipped_programme(DISTRICT).registration.requirements == (
        "Chủ trương phù hợp",
        "Vận động chuyên sâu",
        "Cán bộ đi đầu",
        "Nhân dân đồng thuận",
    )
    front = programmes.shipped_programme(FRONT).registration
    assert front.initiative_kinds == ("nội dung", "việc làm", "mô hình")
    assert front.stories_asked
    youth = programmes.shipped_programme(YOUTH).registration
    assert [kind.value for kind in youth.registered_with_kinds] == [
        "party_committee",
        "peoples_committee",
        "youth_union",
    ]
    assert [rule.kind.value for rule in youth.confirmations] == ["building", "effect"]
    board = programmes.shipped_programme(BOARD).registration
    assert board.plan_required
    assert board.demanded == ("situation", "content", "place")


def test_exemplars_of_the_board_come_from_recognised_initiatives_at_a_review() -> None:
    title = programmes.shipped_programme(BOARD).title("dien-hinh")
    assert (title.when, title.given_from, title.from_titles) == (
        "review",
        "recognition",
        ("mo-hinh",),
    )


def test_criteria_that_are_orientation_or_not_in_the_paper() -> None:
    farmers = programmes.shipped_programme(FARMERS)
    assert [one.orientation for one in farmers.criteria_sets] == [False, True, True]
    district = programmes.shipped_programme(DISTRICT)
    assert [one.not_in_paper for one in district.criteria_sets] == [True]


@pytest.mark.parametrize("programme", SEEDS)
def test_every_rule_of_a_seed_names_its_paper(programme: str) -> None:
    one = programmes.shipped_programme(programme)
    rules = [
        *one.titles,
        *one.authorities,
        *one.deadlines,
        *one.targets,
        *one.papers,
        *one.registration.confirmations,
        one.registration,
        *(part for criteria_set in one.criteria_sets for part in _parts(criteria_set)),
    ]
    assert {rule.source.partition(",")[0] for rule in rules} <= {
        "Kế hoạch",
        "Phụ lục Kế hoạch",
        "Hướng dẫn",
    }


def _parts(criteria_set: CriteriaSet) -> list[object]:
    return [
        criteria_set,
        *criteria_set.conditions,
        *(node for criterion in criteria_set.criteria for node in _nodes(criterion)),
    ]


def _nodes(criterion: Criterion) -> list[Criterion]:
    return [criterion, *(node for child in criterion.children for node in _nodes(child))]


def test_dates_and_targets_of_the_commune_are_its_own_to_set() -> None:
    one = programmes.shipped_programme(COMMUNE)
    assert {rule.set_by_office for rule in (*one.deadlines, *one.targets)} == {True}
    assert [level.name for level in one.levels] == ["Cấp xã", "Cấp tỉnh"]
    assert one.registration.certificates


def test_points_table_of_the_commune() -> None:
    table = programmes.shipped_programme(COMMUNE).criteria_set("tieu-bieu")
    assert [section.maximum for section in table.criteria] == [15, 25, 40, 20]
    assert table.maximum == Decimal(100)
    assert [(rank.low, rank.passes) for rank in table.ranks] == [
        (90, True),
        (80, True),
        (65, False),
        (0, False),
    ]
