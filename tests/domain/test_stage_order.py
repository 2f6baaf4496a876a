"""The one order of awards on the stage, on lists and at the printer."""

from __future__ import annotations

from itertools import permutations

from danvan_desktop.domain.awards import stage_order
from danvan_desktop.domain.units import SubjectKind

ORDERED = (
    ("Bằng khen", SubjectKind.INDIVIDUAL, "Người Z (mẫu)"),
    ("Giấy khen", SubjectKind.COLLECTIVE, "Thôn 2"),
    ("Giấy khen", SubjectKind.COLLECTIVE, "Thôn 10"),
    ("Giấy khen", SubjectKind.HOUSEHOLD, "Hộ A (mẫu)"),
    ("Giấy khen", SubjectKind.INDIVIDUAL, "Trần Văn An"),
    ("Giấy khen", SubjectKind.INDIVIDUAL, "Lê Thị Bình"),
    ("Thư khen", SubjectKind.COLLECTIVE, "Thôn 1"),
    ("Biểu dương", SubjectKind.COLLECTIVE, "Thôn 1"),
)


def test_awards_are_ordered_by_kind_subject_and_name() -> None:
    some = [*ORDERED[:2], ORDERED[3], ORDERED[5], ORDERED[7]]
    mixed_up = (*ORDERED[4:], *ORDERED[:4])
    assert sorted(mixed_up, key=lambda one: stage_order(*one)) == list(ORDERED)
    for mixed in permutations(some):
        assert sorted(mixed, key=lambda one: stage_order(*one)) == some
