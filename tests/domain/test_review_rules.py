"""The `[review]` table of a programme: every defect, and what a sound one becomes."""

from __future__ import annotations

import copy
from fractions import Fraction
from typing import Any

import pytest

from danvan_desktop.domain.programme_checks import build, check
from danvan_desktop.domain.review_rules import ReviewRules
from danvan_desktop.domain.vote_rules import Denominator, Quorum, TieRule, VoteRules
from danvan_desktop.domain.voting import Role
from tests.domain.programme_mapping import REMOVED, Case, ready, with_value

REVIEW = {
    "members": 5,
    "denominator": "members",
    "threshold": "2/3",
    "comparison": "at_least",
    "quorum": "4",
    "quorum_comparison": "at_least",
    "secret": True,
    "secretary_votes": False,
    "written": True,
    "tie": "chair",
    "recused_leave": False,
    "free_results": True,
    "notice_days": 5,
    "notice_working_days": True,
    "seats": [
        {"role": "chair", "position": "Bí thư Đảng ủy"},
        {"role": "member", "position": "Chủ tịch Ủy ban MTTQ"},
    ],
    "source": "Quy chế, Điều 5",
}
_TODO = "Nhập như 1/2, 2/3, 3/4 hoặc 75%."
REVIEWS: list[Case] = [
    ("review.source", REMOVED, "review.source", "chưa nêu văn bản và điều, mục"),
    (
        "review.threshold",
        "hai phần ba",
        "review.threshold",
        f"Tỷ lệ “hai phần ba” không đọc được. {_TODO}",
    ),
    (
        "review.threshold",
        "3/2",
        "review.threshold",
        f"Tỷ lệ phải lớn hơn 0 và không quá 100%. {_TODO}",
    ),
    (
        "review.quorum",
        "đa số",
        "review.quorum",
        f"Số thành viên cần có mặt “đa số” không đọc được. {_TODO}",
    ),
    ("review.quorum", "0", "review.quorum", "Số thành viên cần có mặt phải từ 1 trở lên."),
    ("review.quorum", "6", "review.quorum", "quá số thành viên của hội đồng (5)"),
    (
        "review.whole_list",
        True,
        "review.whole_list",
        "bỏ phiếu kín thì không biểu quyết chung cả danh sách",
    ),
    ("review.notice_days", REMOVED, "review.notice_days", "thiếu số ngày công khai"),
    (
        "review.members",
        1,
        "review.seats",
        "có 2 người, hội đồng chỉ có 1 thành viên",
    ),
    ("review.seats[1].role", "chair", "review.seats[1].role", "chỉ một người là Chủ tịch Hội đồng"),
]


def reviewed(**changes: Any) -> dict[str, Any]:
    return ready() | {"review": copy.deepcopy(REVIEW) | changes}


@pytest.mark.parametrize(("path", "value", "key", "reason"), REVIEWS)
def test_check_finds_exactly_the_defect(path: str, value: object, key: str, reason: str) -> None:
    mapping = reviewed(quorum="1/2") if path == "review.members" else reviewed()
    found = check(with_value(mapping, path, value))
    assert [(one.key, one.reason) for one in found] == [(key, reason)]


def test_sound_table_becomes_rules() -> None:
    found = build(reviewed()).review
    assert found.votes == VoteRules(
        denominator=Denominator.MEMBERS,
        threshold=Fraction(2, 3),
        strict=False,
        secret=True,
        whole_list=False,
        quorum=Quorum(None, 4, False),
        secretary_votes=False,
        written=True,
        tie=TieRule.CHAIR,
        recused_leave=False,
        free_results=True,
    )
    assert [(seat.role, seat.position) for seat in found.all_seats] == [
        (Role.CHAIR, "Bí thư Đảng ủy"),
        (Role.MEMBER, "Chủ tịch Ủy ban MTTQ"),
        (Role.MEMBER, ""),
        (Role.MEMBER, ""),
        (Role.SECRETARY, ""),
    ]


def test_programme_that_says_nothing_has_the_simple_mode() -> None:
    found = build(ready()).review
    assert found == ReviewRules()
    assert [seat.role for seat in found.all_seats] == [
        Role.CHAIR,
        Role.MEMBER,
        Role.MEMBER,
        Role.MEMBER,
        Role.SECRETARY,
    ]
    assert (found.votes.whole_list, found.votes.secret) == (True, False)


def test_office_may_set_the_table_where_the_paper_is_silent() -> None:
    mapping = reviewed(source="", set_by_office=True)
    assert check(mapping) == []
