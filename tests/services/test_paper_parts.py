"""How papers are signed: the lines a clerk types, and what each profile prints of them."""

from __future__ import annotations

import pytest

from danvan_desktop.documents import profiles
from danvan_desktop.documents.letterhead import signing_lines
from danvan_desktop.services.paper_parts import signature


@pytest.mark.parametrize(
    ("typed", "party", "state"),
    [
        ("T/M Ban Thường vụ", "T/M Ban Thường vụ", "TM. Ban Thường vụ"),
        ("TM. Ủy ban nhân dân", "T/M Ủy ban nhân dân", "TM. Ủy ban nhân dân"),
        ("k/t trưởng ban", "K/T trưởng ban", "KT. trưởng ban"),
        ("KT. Chủ tịch", "K/T Chủ tịch", "KT. Chủ tịch"),
        ("T/L Ban Thường vụ", "T/L Ban Thường vụ", "TL. Ban Thường vụ"),
        ("TUQ. Chủ tịch", "T/UQ Chủ tịch", "TUQ. Chủ tịch"),
        ("Quyền Chủ tịch", "Quyền Chủ tịch", "Quyền Chủ tịch"),
        ("Tổ trưởng", "Tổ trưởng", "Tổ trưởng"),
    ],
)
def test_authority_line_is_written_the_way_of_the_profile(
    typed: str, party: str, state: str
) -> None:
    signed = signature("Phó Chủ tịch", "Người ký (mẫu)", typed)
    written = [signing_lines(profiles.load(one), signed) for one in ("party-2026", "state-2020")]
    assert written == [(party, "Phó Chủ tịch"), (state, "Phó Chủ tịch")]


@pytest.mark.parametrize(
    ("typed", "position"), [("Q.", "Q. Chủ tịch"), ("KT.", "KT. Chủ tịch"), ("", "Chủ tịch")]
)
def test_short_form_alone_stands_before_the_position(typed: str, position: str) -> None:
    state = profiles.load("state-2020")
    assert signing_lines(state, signature("Chủ tịch", "", typed)) == ("", position)
