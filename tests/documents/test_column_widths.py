"""Columns of a list give room to a long text, and keep their shares where there is none."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from danvan_desktop.documents import profiles
from danvan_desktop.documents.column_widths import by_shares, fitted
from danvan_desktop.documents.paper_table import TableColumn, TableRow
from danvan_desktop.documents.registration import LIST_COLUMNS, registration_list
from tests.documents import paper_factories as made
from tests.documents import pdf_reading as pdf

NOTE = " ".join(f"ghi{number:04d}" for number in range(500))
WIDTH, SIZE, PADDING = 700.0, 11.0, 3.0


def rows(note: str) -> list[TableRow]:
    usual = ("1", "Đoạn đường tự quản", "Kinh tế", "Chi hội", "Thôn 1", "Tổ trưởng", "Việc")
    return [TableRow((*usual, "Mới", "Cấp xã", words)) for words in ("", note, "")]


@pytest.mark.parametrize("note", ["", "Duy trì năm thứ hai"])
def test_table_without_a_long_text_keeps_its_shares_and_print(note: str) -> None:
    shares = by_shares(LIST_COLUMNS, WIDTH)
    assert fitted(LIST_COLUMNS, rows(note), WIDTH, SIZE, PADDING) == (shares, SIZE)


def test_long_note_takes_room_from_all_and_no_column_loses_half() -> None:
    shares = by_shares(LIST_COLUMNS, WIDTH)
    widths, size = fitted(LIST_COLUMNS, rows(NOTE), WIDTH, SIZE, PADDING)
    assert sum(widths) == pytest.approx(WIDTH)
    assert widths[-1] > 5 * shares[-1]
    assert all(now > was / 2 for now, was in zip(widths, shares, strict=True))
    assert size == 9


def test_text_that_fits_a_page_when_it_has_room_keeps_its_print() -> None:
    _, size = fitted(LIST_COLUMNS, rows(NOTE[:1200]), WIDTH, SIZE, PADDING)
    assert size == SIZE


def test_table_too_narrow_for_its_words_keeps_its_shares() -> None:
    columns = [TableColumn("A" * 60, 1), TableColumn("Ghi chú", 1)]
    found, _ = fitted(columns, [TableRow(("một", NOTE))], 300, SIZE, PADDING)
    assert found == [150, 150]


def test_list_with_long_notes_prints_every_word_on_few_pages() -> None:
    listed = tuple(replace(row, note=NOTE) for row in made.registration_rows(5))
    data = made.registration_list("state", rows=listed)
    pages = pdf.page_texts(registration_list(data, profiles.load("state-2020")).pdf())
    found = Counter(re.findall(r"ghi\d{4}", " ".join(pages)))
    assert found == dict.fromkeys(NOTE.split(), len(listed))
    assert len(pages) < 3 * len(listed)
    assert all("STT" in page for page in pages)
