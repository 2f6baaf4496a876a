"""A Party paper and a State paper of one decision differ in the elements of the table, in no other.

The same words are printed by both. What is compared: words, faces and sizes, where each element
stands across the page and how far under the one above it. Millimetres.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from danvan_desktop.documents import profiles
from danvan_desktop.documents.decision import recognition_decision
from tests.documents import paper_factories as made
from tests.documents import pdf_reading as pdf
from tests.documents.pdf_reading import Line

REGULAR, BOLD = "Tinos-Regular", "Tinos-Bold"
ITALIC, BOLD_ITALIC = "Tinos-Italic", "Tinos-BoldItalic"
TOP = 297 * pdf.MM
SAME: dict[str, Any] = {
    "issuer": made.ISSUERS["party"],
    "signature": made.SIGNATURES["party"],
    "deciding_body": made.BODIES["party"],
}
ELEMENTS = {
    # name: (Party's first letters, State's, the element above, "" for the edge of the sheet)
    "parent": ("ĐẢNG BỘ", "ĐẢNG BỘ", ""),
    "issuer": ("ĐẢNG ỦY XÃ", "ĐẢNG ỦY XÃ", "parent"),
    "motto": ("ĐẢNG CỘNG SẢN", "CỘNG HÒA", ""),
    "number": ("Số 05", "Số: 05", "issuer"),
    "place and date": ("Yên Nghĩa, ngày", "Yên Nghĩa, ngày", "issuer"),
    "kind": ("QUYẾT ĐỊNH", "QUYẾT ĐỊNH", "number"),
    "subject": ("Về việc", "Về việc", "kind"),
    "first basis": ("- Căn cứ chức năng", "Căn cứ chức năng", "subject"),
    "second basis": ("- Căn cứ kế hoạch", "Căn cứ kế hoạch", "first basis"),
    "article": ("Điều 2.", "Điều 2.", "end of article 1"),
    "end of article 1": ("sách kèm theo", "danh sách kèm theo", "begin of article 1"),
    "begin of article 1": ("Điều 1.", "Điều 1.", ""),
    "line of an article": ("mô hình; bộ phận", "mô hình; bộ phận", "article"),
    "authority": ("T/M BAN", "TM. BAN", "last line"),
    "last line": ("sách chịu trách nhiệm", "sách chịu trách nhiệm", ""),
    "position": ("BÍ THƯ", "BÍ THƯ", "authority"),
    "signer": ("Người ký", "Người ký", "position"),
    "receivers": ("Nơi nhận:", "Nơi nhận:", "last line"),
    "first receiver": ("- Như Điều 3", "- Như Điều 3", "receivers"),
    "second receiver": ("- Thường trực", "- Thường trực", "first receiver"),
}
CENTRED = {"parent", "issuer", "motto", "number", "place and date", "kind", "subject"}
CENTRED |= {"authority", "position", "signer"}
FOLLOWED = {"parent", "motto"}
"""Measured from the edge; others without an element above are only ends of a run of text."""


@cache
def paper(profile_id: str) -> bytes:
    return recognition_decision(made.decision(**SAME), profiles.load(profile_id)).pdf()


def both(read: Any) -> tuple[Any, Any]:
    return read(paper("party-2026")), read(paper("state-2020"))


def test_words_differ_in_title_number_signs_and_their_order() -> None:
    party, state = both(lambda one: Counter(pdf.page_text(one).split()))
    only_party = "* - ----- 05-QĐ/ĐU Nghĩa, SẢN Số T/M ký. ĐẢNG"
    only_state = "05/QĐ-ĐU CHỦ HÒA Hạnh HỘI NGHĨA Nghĩa. Số: TM. Tự XÃ do ký./. lập phúc Độc"
    assert sorted((party - state).elements()) == only_party.split()
    assert sorted((state - party).elements()) == only_state.split()


def test_faces_and_sizes_differ_where_the_table_says() -> None:
    party, state = both(pdf.faces)
    found = {key: (party[key], state[key]) for key in party.keys() & state.keys()}
    assert {key: pair for key, pair in found.items() if pair[0] != pair[1]} == {
        "ĐẢNG BỘ TỈNH MẪU": ((REGULAR, 14), (REGULAR, 12)),
        "ĐẢNG ỦY XÃ YÊN NGHĨA": ((BOLD, 14), (BOLD, 12)),
        "Yên Nghĩa, ngày 05 tháng 02 năm 2026": ((ITALIC, 14), (ITALIC, 13)),
        "QUYẾT ĐỊNH": ((BOLD, 16), (BOLD, 14)),
        "BÍ THƯ": ((REGULAR, 14), (BOLD, 14)),
        "Nơi nhận:": ((REGULAR, 14), (BOLD_ITALIC, 12)),
        "- Như Điều 3;": ((REGULAR, 12), (REGULAR, 11)),
        "- Thường trực Đảng ủy xã (báo cáo);": ((REGULAR, 12), (REGULAR, 11)),
        "- Lưu: Văn thư.": ((REGULAR, 12), (REGULAR, 11)),
    }


def places(column: int, lines: list[Line]) -> dict[str, tuple[float, float]]:
    """Of each element: where it stands across, and its distance from the one above, 0 if none."""
    found = {
        name: next(one for one in lines if one.text.startswith(words[column]))
        for name, words in ELEMENTS.items()
    }
    made: dict[str, tuple[float, float]] = {}
    for name, line in found.items():
        above = ELEMENTS[name][2]
        across = line.middle if name in CENTRED else line.left
        top = found[above].baseline if above else TOP if name in FOLLOWED else line.baseline
        made[name] = (round(across / pdf.MM, 1), round((top - line.baseline) / pdf.MM, 1))
    return made


def test_places_differ_where_the_table_says() -> None:
    lines = both(pdf.text_lines)
    party, state = (places(column, one) for column, one in enumerate(lines))
    assert {name: (party[name], state[name]) for name in party if party[name] != state[name]} == {
        # left block: 48 and 40 hundredths of the width; 14 and 12 points; an asterisk or a rule
        "parent": ((67.6, 24.6), (61.0, 24.0)),
        "issuer": ((67.6, 5.9), (61.0, 5.1)),
        "motto": ((152.1, 25.0), (145.5, 24.0)),
        "number": ((67.6, 12.8), (61.0, 9.7)),
        "place and date": ((152.1, 12.8), (145.5, 9.7)),
        # title of 16 and 14 points, a rule of hyphens or a line
        "kind": ((112.5, 14.3), (112.5, 13.6)),
        "subject": ((112.5, 6.1), (112.5, 5.9)),
        # the deciding body before the bases, or with the verb behind them; first line 10 or 12.7
        "first basis": ((40.0, 14.7), (42.7, 22.4)),
        # lines of 20 and 18 points
        "second basis": ((40.0, 9.2), (42.7, 8.5)),
        "begin of article 1": ((40.0, 0.0), (42.7, 0.0)),
        "end of article 1": ((30.0, 7.1), (30.0, 6.3)),
        "article": ((40.0, 9.2), (42.7, 8.5)),
        "line of an article": ((30.0, 7.1), (30.0, 6.3)),
        "authority": ((153.7, 9.6), (153.7, 8.9)),
        "receivers": ((30.0, 9.6), (30.0, 8.2)),
        "first receiver": ((30.0, 5.3), (30.0, 4.7)),
        "second receiver": ((30.0, 5.1), (30.0, 4.7)),
    }


def test_rules_differ_where_the_table_says() -> None:
    """(left, right) of each: under the issuer, the motto, the title; under "Nơi nhận"."""
    party, state = (
        [(round(one.left / pdf.MM, 1), round(one.right / pdf.MM, 1)) for one in rules]
        for rules in both(pdf.rules)
    )
    assert party == [(115.6, 188.6), (30.0, 49.8)]
    assert state == [(50.6, 71.4), (117.4, 173.6), (85.2, 139.8)]


def test_the_list_behind_it_differs_by_its_place_down_the_page_alone() -> None:
    party, state = (
        Counter((one.text.strip(), round(one.left / pdf.MM, 1)) for one in lines)
        for lines in both(lambda one: pdf.text_lines(one, 1))
    )
    assert sorted(text for text, _ in party - state) == [
        "(Kèm theo Quyết định số 05-QĐ/ĐU ngày 05 tháng 02 năm 2026",
        "-----",
        "2",
        "DANH SÁCH",
    ]
    assert sorted(text for text, _ in state - party) == [
        "(Kèm theo Quyết định số 05/QĐ-ĐU ngày 05 tháng 02 năm 2026",
        "DANH SÁCH",
    ]
    tables = both(
        lambda one: [rule.baseline for rule in pdf.rules(one, 1) if rule.right - rule.left > 400]
    )
    assert len({round((a - b) / pdf.MM, 1) for a, b in zip(*tables, strict=True)}) == 1
