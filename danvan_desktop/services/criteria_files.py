"""A criteria set as a file that another office takes in: its data whole, or a workbook to read.

Owns both files. The data file (`.toml`) holds everything of a set; the workbook what a table can
say, and comes back through `criteria_import`. What is read is a proposal; nothing is saved here.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.criteria_format import CRITERIA_SET
from danvan_desktop.domain.criteria_writing import mapping_of, set_of
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.programme_reading import Table
from danvan_desktop.domain.programmes import Defect
from danvan_desktop.domain.table_writing import COLUMNS, table_of
from danvan_desktop.domain.text import file_name
from danvan_desktop.errors import UserError
from danvan_desktop.exchange import grid_text
from danvan_desktop.saving import replacing
from danvan_desktop.services.programme_text import written
from danvan_desktop.services.programmes import ProgrammeDefects, read_toml

DATA_SUFFIX, WORKBOOK_SUFFIX = ".toml", ".xlsx"
_WIDTHS = (7, 5, 45, 9, 40, 40, 20)


def suggested_name(criteria_set: CriteriaSet, suffix: str) -> str:
    """A file name for a set: "Bộ tiêu chí - Thang điểm mô hình.xlsx"."""
    return file_name(f"Bộ tiêu chí - {criteria_set.title or criteria_set.code}", suffix)


def export_set(path: Path, criteria_set: CriteriaSet, issuer: str = "") -> None:
    """Write a set by the ending of the path: `.xlsx` as a workbook, anything else as data.

    Raises `UserError` when the file is open elsewhere, `StorageError` when the disk fails.
    """
    if path.suffix.lower() == WORKBOOK_SUFFIX:
        _write_workbook(path, criteria_set, issuer)
        return
    text = written({"format": 1, "criteria_sets": [mapping_of(criteria_set)]})
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def table_text(criteria_set: CriteriaSet) -> str:
    """The table of a set for the clipboard: Excel and Word show it, and an editor reads it back."""
    rows = [COLUMNS, *(tuple(map(_cell, row)) for row in table_of(criteria_set))]
    return grid_text.to_block(rows)


def _cell(value: str | int | Decimal | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else format_decimal(value)


def read_sets(path: Path) -> tuple[CriteriaSet, ...]:
    """The sets of a data file, or of a whole programme file.

    Sums and ranges that do not agree are shown by the check of the set; a file that cannot be
    read as sets raises `ProgrammeDefects` with every reason.
    """
    mapping, defects = read_toml(path)
    if mapping is None:
        raise ProgrammeDefects(defects)
    rows = mapping.get("criteria_sets")
    if not isinstance(rows, list) or not rows:
        raise UserError(
            f"Tệp {path.name} không có bộ tiêu chí nào.",
            safe="Bộ tiêu chí không thay đổi.",
            todo="Chọn tệp bộ tiêu chí hoặc tệp chương trình (.toml).",
        )
    return tuple(_read(path.name, index, row) for index, row in enumerate(rows))


def _read(file: str, index: int, row: Any) -> CriteriaSet:
    defects: list[Defect] = []

    def note(key: str, reason: str) -> None:
        defects.append(Defect(file, key, reason))

    Table(CriteriaSet, CRITERIA_SET).read(row, f"criteria_sets[{index}]", note)
    if defects:
        raise ProgrammeDefects(defects)
    return set_of(row)


def _write_workbook(path: Path, criteria_set: CriteriaSet, issuer: str) -> None:
    from danvan_desktop.exchange.workbook import Column, ColumnKind, criteria_sheet

    text = ColumnKind.TEXT
    kinds = (ColumnKind.CENTRED, ColumnKind.INTEGER, text, ColumnKind.DECIMAL, text, text, text)
    columns = [Column(*one) for one in zip(COLUMNS, _WIDTHS, kinds, strict=True)]
    criteria_sheet(path, criteria_set.title, columns, table_of(criteria_set), issuer)
