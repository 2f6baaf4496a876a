"""A composed paper as a Word file: the same parts as the PDF, as real styles, tables and sections.

Owns the way from each part of a story to WordprocessingML, and nothing of what a paper says. A
part it does not know is a fault of the program. Texts are those of the story letter by letter, so
that the Word file says what the PDF says.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Table

from danvan_desktop.documents import qr_code
from danvan_desktop.documents import word_marks as marks
from danvan_desktop.documents.ending import Ending
from danvan_desktop.documents.form_fields import DottedLines, Space, TickBox
from danvan_desktop.documents.line_stack import Ink, InkCode, InkGap, InkLine, LineStack, SideBySide
from danvan_desktop.documents.page import RestartNumbers, Sheet, text_width
from danvan_desktop.documents.paragraph_text import plain
from danvan_desktop.documents.text_part import Text, pieces

FONT = "Times New Roman"
"""What every Word has; Tinos, which the PDF embeds, has its widths."""

_LANGUAGE = "vi-VN"
_RULE = 0.7
_ENDING_GAP = 8.0
_CODE_PIXELS = 600
_TICK = "☐"
_STYLES = {"body": "Văn bản", "cell": "Ô trong bảng", "line": "Dòng tiêu đề, chữ ký"}
_ALIGNED = {
    TA_CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    TA_JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
    TA_RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def word_file(sheet: Sheet) -> bytes:
    """The sheet as a .docx, its pages, margins and page numbers as on the PDF."""
    writer = _Writer(sheet)
    writer.parts(writer.document, sheet.story)
    out = io.BytesIO()
    writer.document.save(out)
    return out.getvalue()


class _Writer:
    """Writes parts one after another into a document or into a cell of it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.width = text_width(sheet.profile, wide=sheet.wide)
        self.document: Any = Document()
        self._room = 0.0
        self._breaks = False
        self._writers: Mapping[type, Callable[[Any, Any], None]] = {
            Text: self._text,
            Ending: self._ending,
            KeepTogether: self._together,
            LineStack: self._stack,
            SideBySide: self._side_by_side,
            Table: self._table,
            DottedLines: self._dots,
            TickBox: self._tick,
            Space: self._space,
            PageBreak: self._page_break,
            RestartNumbers: self._restart,
            CondPageBreak: self._nothing,
        }
        self._set_up()

    # the file

    def _set_up(self) -> None:
        info = self.document.core_properties
        info.title, info.author = plain(self.sheet.info.title), plain(self.sheet.info.author)
        info.language = _LANGUAGE
        info.comments = ""
        normal = self.document.styles["Normal"]
        normal.font.size = Pt(self.sheet.profile.body.size)
        marks.set_fonts(normal.element.get_or_add_rPr(), FONT)
        marks.set_language(normal.element.get_or_add_rPr(), _LANGUAGE)
        for name in _STYLES.values():
            style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            style.quick_style = True
        self._section(self.document.sections[0])

    def _section(self, section: Any) -> None:
        """Page, margins, and the number at the top of every page but the first."""
        page, (width, height) = self.sheet.profile.page, A4
        if self.sheet.wide:
            section.orientation, width, height = WD_ORIENT.LANDSCAPE, height, width
        section.page_width, section.page_height = Pt(width), Pt(height)
        section.left_margin, section.right_margin = Mm(page.left_mm), Mm(page.right_mm)
        section.top_margin, section.bottom_margin = Mm(page.top_mm), Mm(page.bottom_mm)
        number = self.sheet.profile.page_number
        section.header_distance = Mm(max(number.from_top_mm - 3, 0))
        section.different_first_page_header_footer = True
        section.header.is_linked_to_previous = False
        line = section.header.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run()
        run.font.size = Pt(number.size)
        marks.add_page_number(line, run)

    # parts

    def parts(self, into: Any, story: Iterable[Flowable]) -> None:
        for part in story:
            self._part(into, part)

    def _part(self, into: Any, part: Flowable) -> None:
        for kind in type(part).__mro__:
            if kind in self._writers:
                self._writers[kind](into, part)
                return
        raise TypeError(f"no Word form for {type(part).__name__}")

    def _text(self, into: Any, text: Text) -> None:
        style = text.style
        line = self._line(into, style.name)
        form = line.paragraph_format
        form.alignment = _ALIGNED.get(style.alignment)
        form.first_line_indent = Pt(style.firstLineIndent)
        form.left_indent = Pt(style.leftIndent)
        form.keep_with_next = bool(getattr(style, "keepWithNext", 0)) or None
        form.space_before = Pt(text.getSpaceBefore() + self._taken_room())
        form.space_after = Pt(style.spaceAfter)
        form.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
        form.line_spacing = Pt(style.leading)
        for piece in pieces(text.markup):
            self._run(line, piece.text, style, piece.bold, piece.italic)

    def _run(self, line: Any, text: str, style: ParagraphStyle, bold: bool, italic: bool) -> None:
        run = line.add_run()
        run.font.size = Pt(style.fontSize)
        run.bold = bold or "Bold" in style.fontName or None
        run.italic = italic or "Italic" in style.fontName or None
        if text == "\n":
            run.add_break()
        else:
            run.text = text

    def _ending(self, into: Any, ending: Ending) -> None:
        self._part(into, ending.last)
        self._room += _ENDING_GAP
        self._part(into, ending.foot)

    def _together(self, into: Any, group: KeepTogether) -> None:
        self.parts(into, group._content)

    def _stack(self, into: Any, stack: LineStack) -> None:
        self._inks(into, stack.stack, self.width, centred=True)

    def _side_by_side(self, into: Any, row: SideBySide) -> None:
        shares = [column.share for column in row.columns]
        table = self._new_table(into, 1, shares, None, 0.0)
        for cell, column in zip(table.rows[0].cells, row.columns, strict=True):
            self._room = 0.0
            self._inks(cell, column.stack, column.share * self.width, centred=column.centred)
            _drop_first(cell)
            cell.paragraphs[-1].paragraph_format.space_after = Pt(self._room)
        marks.keep_row_whole(table.rows[0])
        self._room = 0.0

    def _inks(self, into: Any, stack: Sequence[Ink], width: float, *, centred: bool) -> None:
        """Short lines one under another; gaps become the room above the next."""
        for ink in stack:
            if isinstance(ink, InkGap):
                self._room += max(ink.height, 0.0)
            elif isinstance(ink, InkLine):
                self._ink_line(into, ink, centred)
            elif isinstance(ink, InkCode):
                self._code(into, ink)
            else:
                line = self._line(into, "line")
                line.paragraph_format.space_before = Pt(self._taken_room() + ink.before)
                side = Pt(max(width - ink.length, 0) / 2)
                line.paragraph_format.left_indent = side if centred else Pt(0)
                line.paragraph_format.right_indent = side if centred else Pt(width - ink.length)
                self._exact(line, ink.after)
                marks.rule(line, _RULE)

    def _ink_line(self, into: Any, ink: InkLine, centred: bool) -> None:
        line = self._line(into, "line")
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        line.paragraph_format.space_before = Pt(self._taken_room())
        line.paragraph_format.keep_with_next = True
        line.paragraph_format.line_spacing = Pt(ink.leading)
        run = line.add_run(ink.text)
        run.font.size = Pt(ink.size)
        run.bold = "Bold" in ink.font or None
        run.italic = "Italic" in ink.font or None
        run.underline = ink.underline or None

    def _code(self, into: Any, ink: InkCode) -> None:
        line = self._line(into, "line")
        line.paragraph_format.space_before = Pt(self._taken_room() + ink.before)
        out = io.BytesIO()
        qr_code.picture(ink.text).resize((_CODE_PIXELS, _CODE_PIXELS), 0).save(out, "PNG")
        out.seek(0)
        line.add_run().add_picture(out, width=Pt(ink.side))

    def _table(self, into: Any, table: Table) -> None:
        cells, widths = table._cellvalues, table._colWidths
        total = sum(widths)
        padding = self.sheet.profile.table.padding
        made = self._new_table(
            into,
            len(cells),
            [width / total for width in widths],
            self.sheet.profile.table.line_width,
            padding,
        )
        for number, values in enumerate(cells):
            self._row(made.rows[number], values, table, number)
        for start, end in _spans(table):
            made.cell(start[1], start[0]).merge(made.cell(end[1], end[0]))
        self._room = 0.0

    def _row(self, row: Any, values: Sequence[Any], table: Table, number: int) -> None:
        if number < table.repeatRows:
            marks.repeat_row(row)
        marks.keep_row_whole(row)
        height = table._argH[number] if table._argH else None
        if height:
            marks.set_row_height(row, height)
        for cell, value in zip(row.cells, values, strict=True):
            self._room = 0.0
            if number < table.repeatRows:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            content = value if isinstance(value, list | tuple) else [value]
            self.parts(cell, [one for one in content if isinstance(one, Flowable)])
            _drop_first(cell)

    def _new_table(
        self, into: Any, rows: int, shares: Sequence[float], line: float | None, padding: float
    ) -> Any:
        if into is self.document:
            table = into.add_table(rows, len(shares))
        else:
            table = into.add_table(rows, len(shares), Pt(self.width))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        marks.set_table_borders(table, line, padding)
        for place, share in enumerate(shares):
            table.columns[place].width = Pt(share * self.width)
            for row in table.rows:
                row.cells[place].width = Pt(share * self.width)
        return table

    def _dots(self, into: Any, dots: DottedLines) -> None:
        for number in range(dots.count):
            line = self._line(into, "body")
            form = line.paragraph_format
            form.space_before = Pt(self._taken_room())
            self._exact(line, dots.leading)
            form.tab_stops.add_tab_stop(
                Pt(self.width - 1), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
            )
            label = f"{dots.label} " if dots.label and number == 0 else ""
            run = line.add_run(f"{label}\t")
            run.font.size = Pt(dots.size)

    def _tick(self, into: Any, _box: TickBox) -> None:
        line = self._line(into, "cell")
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        marks.set_fonts(line.add_run(_TICK)._r.get_or_add_rPr(), "Segoe UI Symbol")

    def _space(self, _into: Any, space: Space) -> None:
        self._room += space.height

    def _page_break(self, _into: Any, _part: PageBreak) -> None:
        """The next line begins a page; a section that restarts its numbers begins one anyway."""
        self._breaks = True

    def _restart(self, into: Any, _part: RestartNumbers) -> None:
        self._breaks = False
        section = into.add_section(WD_SECTION.NEW_PAGE)
        self._section(section)
        marks.restart_numbers(section)

    def _nothing(self, _into: Any, _part: Flowable) -> None:
        """Word keeps headings with what follows by itself."""

    def _line(self, into: Any, style: str) -> Any:
        line = into.add_paragraph(style=_STYLES[style])
        line.paragraph_format.space_before = Pt(0)
        line.paragraph_format.space_after = Pt(0)
        if self._breaks:
            line.paragraph_format.page_break_before = True
            self._breaks = False
        return line

    def _exact(self, line: Any, height: float) -> None:
        line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        line.paragraph_format.line_spacing = Pt(max(height, 1))

    def _taken_room(self) -> float:
        room, self._room = self._room, 0.0
        return room


def _drop_first(cell: Any) -> None:
    """Word gives each new cell an empty line; it goes where there are others."""
    if len(cell.paragraphs) > 1 and not cell.paragraphs[0].runs:
        cell._tc.remove(cell.paragraphs[0]._p)


def _spans(table: Table) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """(column, row) of first and last cell of each span."""
    columns, rows = len(table._colWidths), len(table._cellvalues)
    return [
        ((start[0] % columns, start[1] % rows), (end[0] % columns, end[1] % rows))
        for _, start, end in table._spanCmds
    ]
