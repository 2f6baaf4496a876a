"""The word before a name: proposed where custom is clear, never twice, never a sex that is kept."""

from __future__ import annotations

import pytest

from danvan_desktop.domain import forms_of_address
from danvan_desktop.domain.forms_of_address import CHOICES
from danvan_desktop.domain.units import Channel, SubjectKind
from danvan_desktop.errors import FieldError

PERSON, HOUSEHOLD = SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("Nguyễn Văn Mẫu", PERSON, "Ông"),
        ("Nguyễn Thị Mẫu", PERSON, "Bà"),
        ("Nguyễn Mẫu", PERSON, "Ông (bà)"),
        ("Văn Mẫu An", PERSON, "Ông (bà)"),
        ("Trần Mẫu Thị", PERSON, "Ông (bà)"),
        ("Bà Trần Thị Mẫu", PERSON, ""),
        ("Bá Thị Mẫu", PERSON, "Bà"),
        ("Bàng Thị Mẫu", PERSON, "Bà"),
        ("Nguyễn Văn Mẫu", HOUSEHOLD, "Gia đình ông"),
        ("Bá Mẫu", HOUSEHOLD, "Gia đình ông (bà)"),
        ("Hộ ông Mẫu", HOUSEHOLD, ""),
        ("Chi hội Mẫu", SubjectKind.COLLECTIVE, ""),
    ],
)
def test_a_word_is_proposed_from_the_name(name: str, kind: SubjectKind, words: str) -> None:
    assert forms_of_address.proposed(name, kind) == words


@pytest.mark.parametrize(
    ("name", "kind", "channel", "words"),
    [
        ("Nguyễn Thị Mẫu", PERSON, Channel.YOUTH, "Đồng chí"),
        ("Anh Nguyễn Văn Mẫu", PERSON, Channel.YOUTH, ""),
        ("Nguyễn Văn Mẫu", HOUSEHOLD, Channel.YOUTH, "Gia đình ông"),
        ("Nguyễn Thị Mẫu", PERSON, Channel.FARMERS, "Bà"),
    ],
)
def test_members_of_the_youth_union_are_comrades_on_its_papers(
    name: str, kind: SubjectKind, channel: Channel, words: str
) -> None:
    assert forms_of_address.proposed(name, kind, channel) == words


def test_what_is_proposed_can_be_chosen() -> None:
    for kind, choices in CHOICES.items():
        for name in ("Nguyễn Văn Mẫu", "Nguyễn Thị Mẫu", "Nguyễn Mẫu"):
            assert forms_of_address.proposed(name, kind) in choices


def test_own_words_are_short_and_clean() -> None:
    assert forms_of_address.checked("  Thượng  tọa\n") == "Thượng tọa"
    with pytest.raises(FieldError):
        forms_of_address.checked("x" * 41)
