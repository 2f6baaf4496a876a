"""Texts of old fonts are told from Unicode Vietnamese, which has some of their signs too."""

from __future__ import annotations

import pytest

from danvan_desktop.domain.legacy_look import looks_old


@pytest.mark.parametrize(
    "text",
    [
        "B¸m s¸t nhiÖm vô träng t©m",
        "Baùm saùt nhieäm vuï troïng taâm cuûa xaõ",
        "Tuân thủ quy định\nBaùm saùt nhieäm vuï troïng taâm\ncuûa xaõ ñaùnh giaù",
    ],
)
def test_old_letters_are_seen_also_beside_unicode(text: str) -> None:
    assert looks_old(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dân quân tự vệ, tuyển quân, quân sự địa phương, tuân thủ kế hoạch mùa xuân",
        "- Huân chương, tuân thủ, quân dân",
        "Loan, Hoà, Thuý: công khai, dân chủ",
    ],
)
def test_unicode_words_with_signs_of_vni_are_not_old(text: str) -> None:
    assert not looks_old(text)
