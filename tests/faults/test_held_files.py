"""A file from outside that cannot be read is let go at once.

On Windows nobody can save over a file that is open, while the message asks for exactly that.
"""

from __future__ import annotations

import gc
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from danvan_desktop.documents import word_reading
from danvan_desktop.errors import UserError
from danvan_desktop.exchange import table_workbook

TYPES = "[Content_Types].xml"
BROKEN: dict[str, tuple[Callable[[Path], object], str, Mapping[str, str]]] = {
    "Word file without types": (word_reading.lines, "tệp.docx", {"word/document.xml": "<x/>"}),
    "Word file cut short": (word_reading.lines, "tệp.docx", {TYPES: "<x"}),
    "workbook without types": (table_workbook.read_tables, "tệp.xlsx", {"xl/workbook.xml": "<x/>"}),
    "workbook cut short": (
        table_workbook.read_tables,
        "tệp.xlsx",
        {"xl/workbook.xml": "<x", TYPES: "<x"},
    ),
    "old name of a workbook": (
        table_workbook.read_tables,
        "tệp.xls",
        {"xl/workbook.xml": "<x/>", TYPES: "<x/>"},
    ),
}


@pytest.mark.parametrize(("read", "name", "parts"), BROKEN.values(), ids=BROKEN)
def test_broken_file_is_refused_in_words_and_let_go(
    tmp_path: Path, read: Callable[[Path], object], name: str, parts: Mapping[str, str]
) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    with pytest.raises(UserError) as shown:  # alive as long as its message is on the screen
        read(path)
    assert shown.value.todo
    assert held(path) == []
    path.unlink()


def held(path: Path) -> list[object]:
    """The readers of a file that nobody closed."""
    readers = (one for one in gc.get_objects() if isinstance(one, io.BufferedReader))
    return [one for one in readers if not one.closed and str(one.name) == str(path)]


def test_word_file_that_is_held_by_word_is_to_be_closed_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "held", str(path), mode)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UserError, match=r"Không đọc được tệp “tệp\.docx”: có thể") as shown:
        word_reading.lines(tmp_path / "tệp.docx")
    assert shown.value.todo == "Đóng tệp đó trong Word rồi chọn lại."
