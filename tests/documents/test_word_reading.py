"""Word files from outside, read as lines: long lists in the time that their length asks for."""

from __future__ import annotations

import time
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from danvan_desktop.documents.word_reading import lines

_CELLS = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>" * 2


def listed(path: Path, rows: int) -> Path:
    """A Word file with a list of that many rows under its header."""
    document = Document()
    head = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{_CELLS.format('TT', 'Tên')}</w:tr>"
    under = (f"<w:tr>{_CELLS.format(number, 'Mô hình')}</w:tr>" for number in range(1, rows + 1))
    table = parse_xml(f"<w:tbl {nsdecls('w')}>{head}{''.join(under)}</w:tbl>")
    document.element.body.insert(0, table)
    document.save(str(path))
    return path


def seconds(path: Path, rows: int) -> float:
    listed(path, rows)
    start = time.thread_time()
    found = lines(path)
    assert (found[0].text, found[0].where) == ("TT | Tên", "Bảng 1, dòng 0")
    assert (found[-1].text, found[-1].where) == (f"{rows} | Mô hình", f"Bảng 1, dòng {rows}")
    return time.thread_time() - start


def test_list_is_read_in_the_time_of_its_length(tmp_path: Path) -> None:
    """From every row the whole list was looked through: 64 times as long for 8 times as many."""
    short = seconds(tmp_path / "ngắn.docx", 1000)
    assert seconds(tmp_path / "dài.docx", 8000) < 30 * short
