"""The program's Word form of any composed paper, with its fields shown, to be changed in Word.

Owns how the labelled parts of a story (`sheet_fields`) are written as `{{ fields }}`. The story is
that of a made-up paper which has every part it can have; words without a label stay as they are.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from reportlab.platypus import Flowable, Table

from danvan_desktop.documents import sheet_fields
from danvan_desktop.documents import word_marks as marks
from danvan_desktop.documents.line_stack import InkLine
from danvan_desktop.documents.page import Sheet, body_style, safe
from danvan_desktop.documents.sheet_fields import column_name, columns_of
from danvan_desktop.documents.text_part import Text
from danvan_desktop.documents.word import Writer

_BLOCK = "{{p"


def sheet_form(sheet: Sheet) -> bytes:
    """The .docx of the first paper of the sheet, with fields in the place of its words."""
    story, *_ = sheet_fields.copies(sheet.story)
    writer = _FormWriter(sheet, story)
    writer.parts(writer.document, story)
    writer.close()
    writer.document.core_properties.title = ""
    out = io.BytesIO()
    writer.document.save(out)
    return out.getvalue()


class _FormWriter(Writer):
    """Writes the field where the paper has its words."""

    def __init__(self, sheet: Sheet, story: Sequence[Flowable]) -> None:
        super().__init__(sheet)
        self._named = {id(ink): name for ink, name, _ in sheet_fields.ink_labels(story)}
        self._said: set[str] = set()

    def parts(self, into: Any, story: Iterable[Flowable]) -> None:
        if into is not self.document:
            super().parts(into, story)
            return
        for label, run in sheet_fields.runs(story):
            if label:
                self._field(into, label, run)
            else:
                super().parts(into, run)

    def _field(self, into: Any, label: str, run: Sequence[Flowable]) -> None:
        """A labelled value on its line, or a block in a paragraph of its own."""
        first, name = run[0], column_name(label)
        style = next((one.style for one in run if isinstance(one, Text)), None)
        words = f"{_BLOCK} {name} }}}}"
        if hasattr(first, "value"):
            words = f"{safe(label, first.lead)}{{{{ {name} }}}}"
        else:
            self.rooms.above(first)
            if room := self.rooms.take():
                self._room_above(into, room)
        self._text(into, Text(words, style or body_style(self.sheet.profile)))
        if words.startswith(_BLOCK):
            self.rooms.below(0, given=True)

    def _room_above(self, into: Any, room: float) -> None:
        """A block takes the place of its line, whose own room goes with it."""
        *before, _ = into.element.body
        if before and marks.is_table(before[-1]):
            self._thin_line(into)
        if before:
            self._leave_room(into.paragraphs[-1], room)

    def _leave_room(self, line: Any, room: float) -> None:
        if line.text.startswith(_BLOCK):
            self._thin_line(self.document)
            line = self.document.paragraphs[-1]
        super()._leave_room(line, room)

    def _ink_line(self, into: Any, ink: InkLine, centred: bool, name: str) -> None:
        field = self._named.get(id(ink), "")
        if not field:
            super()._ink_line(into, ink, centred, name)
        if not field or field in self._said:
            return
        self._said.add(field)
        words = [f"{{{{ {field} }}}}"]
        if ink.label == sheet_fields.RECEIVERS:
            words = [f"{{%p for dong in {field} %}}", "{{ dong }}", "{%p endfor %}"]
        for one in words:
            super()._ink_line(into, replace(ink, text=one), centred, name)

    def _table(self, into: Any, table: Table) -> None:
        super()._table(into, table)
        if into is self.document and sheet_fields.is_rows(table):
            made = into.tables[-1]
            _, row, *others = made.rows
            for one in others:
                made._tbl.remove(one._tr)
            loop_row(made, row._tr, column_name(table.called), columns_of(table.columns))


def loop_row(table: Any, row: Any, over: str, names: Sequence[str]) -> None:
    """Make a row of a Word table one that comes again for each row of the list `over`."""
    for words, after in ((f"{{%tr for dong in {over} %}}", False), ("{%tr endfor %}", True)):
        copy = _one_cell(deepcopy(row))
        (row.addnext if after else row.addprevious)(copy)
        _fill_row(copy, [words], table)
    _fill_row(row, [f"{{{{ dong.{name} }}}}" for name in names], table)


def _one_cell(row: Any) -> Any:
    """The row as one cell across the table, so that its words stand on one line."""
    first, *others = row.findall(qn("w:tc"))
    width = sum(int(one.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for one in (first, *others))
    for one in others:
        row.remove(one)
    properties = first.get_or_add_tcPr()
    marks.put(properties, marks.element("tcW", w=str(width), type="dxa"))
    marks.put(properties, marks.element("gridSpan", val=str(len(others) + 1)))
    return row


def _fill_row(row: Any, words: Sequence[str], table: Any) -> None:
    for cell, text in zip(row.findall(qn("w:tc")), words, strict=True):
        first, *others = cell.findall(qn("w:p"))
        for one in others:
            cell.remove(one)
        say(Paragraph(first, table), text)


def say(line: Any, words: str) -> None:
    """Put the words into a line in the look of its first letters."""
    for run in line.runs[1:]:
        line._p.remove(run._r)
    (line.runs or [line.add_run()])[0].text = words
