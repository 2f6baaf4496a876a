"""What a composed paper gives to an office's own Word form: names, and the values behind them.

Owns how the labelled parts of a story become fields. A value is what the paper prints, so a form
cannot say anything else than the paper. Names come from the labels, without marks, and never
change: `docs/word-templates.md` lists them. Knows nothing of Word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Table

from danvan_desktop.documents.ending import Ending
from danvan_desktop.documents.form_fields import TickBox
from danvan_desktop.documents.line_stack import InkLine, LineStack, SideBySide
from danvan_desktop.documents.page import ISSUER, PLACE, REGISTRANT, RestartNumbers
from danvan_desktop.documents.paper_table import PaperTable, TableColumn, TableRow
from danvan_desktop.documents.paragraph_text import plain
from danvan_desktop.domain.text import search_key

INKS: Mapping[str, tuple[str, str]] = {
    "Tên cơ quan cấp trên": ("co_quan_cap_tren", "Cơ quan cấp trên, trên cùng bên trái"),
    **dict.fromkeys(
        (ISSUER, REGISTRANT, PLACE),
        ("co_quan_ban_hanh", "Cơ quan ban hành, dưới cơ quan cấp trên"),
    ),
    "Số, ký hiệu": ("so_ky_hieu", "Số, ký hiệu, có cả chữ “Số”"),
    "Địa danh, ngày tháng": ("dia_danh_ngay_thang", "Địa danh, ngày tháng năm"),
    "Tên loại văn bản": ("ten_loai", "Tên loại văn bản (BIÊN BẢN, PHIẾU ĐĂNG KÝ...)"),
    "Trích yếu nội dung": ("trich_yeu", "Trích yếu nội dung, dưới tên loại"),
    "Dòng kèm theo": ("kem_theo", "Dòng “Kèm theo ...” dưới trích yếu"),
    "Thẩm quyền ký": ("tham_quyen_ky", "Dòng thẩm quyền ký (T/M, TM., KT.)"),
    "Chức vụ người ký": ("chuc_vu_ky", "Chức vụ người ký"),
    "Chú thích chữ ký": ("chu_thich_ky", "Dòng “(Ký, ghi rõ họ tên)”"),
    "Họ tên người ký": ("nguoi_ky", "Họ tên người ký"),
}
"""Short formal lines by the label they are set with: name of the field and its meaning."""

RECEIVERS = "Nơi nhận"
CODE = "ma_qr"
"""Field of the QR symbol."""
SIGNING = ("Thẩm quyền ký", "Chức vụ người ký", "Chú thích chữ ký", "Họ tên người ký")
_WHOLE = {
    "toan_bo_noi_dung": "Toàn bộ nội dung giữa trích yếu và chữ ký, có cả bảng",
    "loi_van": "Như toàn bộ nội dung, không có bảng",
}
_TICK = "☐"
_DOTS = "." * 60


@dataclass(frozen=True)
class Fields:
    """The values of one paper by name; `code` is the text of its QR symbol, "" without one."""

    lines: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, tuple[Mapping[str, str], ...]]
    blocks: Mapping[str, Sequence[Flowable]]
    code: str = ""


@dataclass(frozen=True)
class Names:
    """What a form may name: lines, lists and blocks with their meaning, tables with their
    columns; `code` where there may be a QR symbol."""

    lines: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    blocks: Mapping[str, str] = field(default_factory=dict)
    code: bool = False


def column_name(words: str) -> str:
    """The name of a field: "Tên mô hình, điển hình" is `ten_mo_hinh_dien_hinh`."""
    return search_key(words).replace(" ", "_")


def columns_of(columns: Sequence[TableColumn]) -> tuple[str, ...]:
    """The names of the columns of a table."""
    return tuple(column_name(column.header) for column in columns)


def table_rows(
    columns: Sequence[TableColumn], rows: Sequence[TableRow]
) -> tuple[Mapping[str, str], ...]:
    """The rows by the names of their columns; the last cell of a short row is its last column."""
    names = columns_of(columns)
    return tuple(
        {
            **dict.fromkeys(names, ""),
            **{name: _cell(cell) for name, cell in zip(names, row.cells, strict=False)},
        }
        for row in rows
    )


def _cell(cell: str | Flowable) -> str:
    if isinstance(cell, str):
        return plain(cell)
    return _TICK if isinstance(cell, TickBox) else ""


def copies(story: Sequence[Flowable]) -> list[list[Flowable]]:
    """The papers of a file that holds several, each of which counts its own pages."""
    made: list[list[Flowable]] = [[]]
    for part in story:
        if not isinstance(part, RestartNumbers):
            made[-1].append(part)
        elif made[-1]:
            while made[-1] and isinstance(made[-1][-1], PageBreak):
                made[-1].pop()
            made.append([])
    return made


def flat(story: Iterable[Flowable]) -> Iterator[Flowable]:
    """The parts one after another, what is bound together taken apart."""
    for part in story:
        if isinstance(part, Ending):
            yield from flat([*part.parts, part.foot])
        elif isinstance(part, KeepTogether):
            yield from flat(part._content)
        elif not isinstance(part, CondPageBreak):
            yield part


def runs(story: Iterable[Flowable]) -> Iterator[tuple[str, list[Flowable]]]:
    """Parts in the order of the paper, those of one label together; "" has none."""
    for label, run in groupby(flat(story), lambda part: str(getattr(part, "field_label", ""))):
        yield label, list(run)


def is_rows(part: Flowable) -> bool:
    """Whether a form can go through the rows of this table."""
    return isinstance(part, PaperTable) and not getattr(part, "field_label", "")


def ink_labels(story: Iterable[Flowable]) -> Iterator[tuple[InkLine, str, str]]:
    """(line, name, label) of each formal line that is a field.

    Of several signatures the one on the right has the plain names, those left of it `_2`, `_3`.
    """
    for part in flat(story):
        stacks = [part.stack] if isinstance(part, LineStack) else []
        if isinstance(part, SideBySide):
            stacks = [column.stack for column in reversed(part.columns)]
        signed = 0
        for stack in stacks:
            lines = [ink for ink in stack if isinstance(ink, InkLine) and ink.label]
            signed += any(ink.label in SIGNING for ink in lines)
            for ink in lines:
                ending = f"_{signed}" if ink.label in SIGNING and signed > 1 else ""
                if ink.label in INKS:
                    yield ink, INKS[ink.label][0] + ending, ink.label
                elif ink.label == RECEIVERS:
                    yield ink, column_name(RECEIVERS), ink.label


def names(story: Sequence[Flowable]) -> Names:
    """What a form of this paper may name, when its story has every part it can have."""
    lines, blocks, lists = {}, dict(_WHOLE), {}
    tables: dict[str, tuple[str, ...]] = {}
    for _, name, label in ink_labels(story):
        if label == RECEIVERS:
            lists[name] = "Nơi nhận, mỗi nơi một dòng"
        else:
            lines[name] = INKS[label][1] + (
                f" thứ {name[-1]}, từ phải" if name[-1].isdigit() else ""
            )
    for label, parts in runs(story):
        if label:
            (lines if hasattr(parts[0], "value") else blocks)[column_name(label)] = label
        for part in parts:
            if is_rows(part):
                name = column_name(part.called)
                tables[name] = columns_of(part.columns)
                blocks[f"ca_{name}"] = f"Cả bảng “{part.called}”, có dòng đầu"
    return Names(lines, lists, tables, blocks)


def fields(story: Sequence[Flowable]) -> Fields:
    """What the paper says, part by part, as it is printed."""
    found: dict[str, list[str]] = {}
    for ink, name, _ in ink_labels(story):
        found.setdefault(name, []).extend([ink.whole] if ink.whole else [])
    receivers = column_name(RECEIVERS)
    lines = {name: "\n".join(words) for name, words in found.items() if name != receivers}
    inside = [part for part in flat(story) if not isinstance(part, LineStack | SideBySide)]
    blocks: dict[str, Sequence[Flowable]] = {
        "toan_bo_noi_dung": inside,
        "loi_van": [part for part in inside if not isinstance(part, Table)],
    }
    tables = {}
    for label, parts in runs(story):
        if label and hasattr(parts[0], "value"):
            lines[column_name(label)] = plain(parts[0].value).strip() or _DOTS
        elif label:
            name = column_name(label)
            blocks[name] = [*blocks.get(name, ()), *parts]
        for part in parts:
            if is_rows(part):
                name = column_name(part.called)
                tables[name] = table_rows(part.columns, part.rows)
                blocks[f"ca_{name}"] = [part]
    return Fields(lines, {receivers: tuple(found.get(receivers, ()))}, tables, blocks)
