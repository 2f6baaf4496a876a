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
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import serialize_for_reading
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Table

from danvan_desktop.documents import qr_code
from danvan_desktop.documents import word_marks as marks
from danvan_desktop.documents import word_styles as styles
from danvan_desktop.documents.ending import Ending
from danvan_desktop.documents.form_fields import DottedLines, Space, TickBox
from danvan_desktop.documents.line_stack import (
    Ink,
    InkCode,
    InkGap,
    InkLine,
    LineStack,
    SideBySide,
    is_title,
)
from danvan_desktop.documents.page import RestartNumbers, Sheet, text_width
from danvan_desktop.documents.paper_table import spans
from danvan_desktop.documents.scoring import Drawn
from danvan_desktop.documents.text_part import Piece, Text, pieces
from danvan_desktop.documents.word_rooms import Rooms

_RULE = 0.7
_LEAST = 1.0
"""Points that a line of a Word file is high at least."""
_SLACK = 3.0
"""Points by which the foot may be lower, so that the line Word wants under it has its room."""
_TICK, _TICK_SIZE = "☐", 15
_CODE_WORDS = "Mã QR để kiểm tra văn bản"
_PARAGRAPH = qn("w:p")


def word_file(sheet: Sheet) -> bytes:
    """The sheet as a .docx, its pages, margins and page numbers as on the PDF."""
    writer = Writer(sheet)
    writer.parts(writer.document, sheet.story)
    writer.close()
    out = io.BytesIO()
    writer.document.save(out)
    return out.getvalue()


def blocks_xml(sheet: Sheet, blocks: Mapping[str, Sequence[Flowable]], form: Any) -> dict[str, str]:
    """Each block as Word paragraphs and tables, to be put into this form of the same sheet."""
    writer = Writer(sheet, styles.ids_in(form, sheet.profile))
    return {name: writer.taken_out(parts) for name, parts in blocks.items()}


class Writer:
    """Writes parts one after another into a document or into a cell of it.

    `ids` are those of the named styles where the parts are to stand in another file.
    """

    def __init__(self, sheet: Sheet, ids: Mapping[str, str] | None = None) -> None:
        self.sheet = sheet
        self.width = text_width(sheet.profile, wide=sheet.wide, large=sheet.large)
        self.document: Any = Document()
        self.looks = styles.set_up(self.document, sheet.profile)
        self._styles = ids or styles.ids_in(self.document, sheet.profile)
        self._names = {style: name for name, style in self._styles.items()}
        self.rooms = Rooms()
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
            Drawn: self._nothing,
        }
        self._set_up()

    # the file

    def _set_up(self) -> None:
        styles.set_info(self.document, self.sheet)
        styles.set_page(self.document.sections[0], self.sheet)

    def close(self) -> None:
        """What comes last; a table cannot end a file, and Word's own line might begin a page."""
        *made, _ = self.document.element.body
        if made and marks.is_table(made[-1]):
            self._thin_line(self.document)

    def taken_out(self, parts: Sequence[Flowable]) -> str:
        """The parts as XML; nothing of them stays in the file."""
        self.parts(self.document, parts)
        self.close()
        self.rooms.clear()
        self._breaks = False
        *made, _ = self.document.element.body
        for one in made:
            self.document.element.body.remove(one)
        return "".join(serialize_for_reading(one) for one in made)

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
        style, found = text.style, list(pieces(text.markup))
        words = "".join(piece.text for piece in found)
        name = styles.name_of(style, words, in_table=into is not self.document)
        line, usual = self._line(into, name), self.looks[name]
        styles.set_line(line.paragraph_format, style, usual.style)
        self.rooms.above(text)
        if before := self.rooms.take():
            line.paragraph_format.space_before = Pt(before)
        self.rooms.below(style.spaceAfter, given=True)
        for piece in found:
            self._run(line, piece, style, usual.style)

    def _run(self, line: Any, piece: Piece, style: ParagraphStyle, base: ParagraphStyle) -> None:
        """Only what differs from the named style is said of the letters themselves."""
        run = line.add_run()
        if style.fontSize != base.fontSize:
            run.font.size = Pt(style.fontSize)
        bold = piece.bold or "Bold" in style.fontName
        if bold != ("Bold" in base.fontName):
            run.bold = bold
        run.italic = piece.italic or "Italic" in style.fontName or None
        if piece.text == "\n":
            run.add_break()
        else:
            run.text = piece.text

    def _ending(self, into: Any, ending: Ending) -> None:
        """The last paragraph, or the last rows, go along with the signature."""
        self.parts(into, ending.parts)
        *_, last, _ = into.element.body
        marks.keep_end(last)
        if marks.is_table(last):
            self._thin_line(into)
            into.paragraphs[-1].paragraph_format.keep_with_next = True
        self._part(into, ending.foot)

    def _together(self, into: Any, group: KeepTogether) -> None:
        """Every line but those of the last part is kept with what follows it."""
        *first, last = group._content
        before = set(into._element.iter(_PARAGRAPH))
        self.parts(into, first)
        for line in set(into._element.iter(_PARAGRAPH)) - before:
            Paragraph(line, into).paragraph_format.keep_with_next = True
        self._part(into, last)

    def _stack(self, into: Any, stack: LineStack) -> None:
        """A block of formal lines; the first is what Word's navigation shows."""
        name = styles.TITLE if is_title(stack.stack) else styles.LINE
        self.rooms.above(stack)
        self._inks(into, stack.stack, self.width, centred=True, first=name)

    def _side_by_side(self, into: Any, row: SideBySide) -> None:
        widths = [column.share * self.width for column in row.columns]
        self.rooms.above(row)
        table = self._new_table(into, 1, widths, None, 0.0)
        for cell, column in zip(table.rows[0].cells, row.columns, strict=True):
            self.rooms.clear()
            self._inks(cell, column.stack, column.share * self.width, centred=column.centred)
            marks.drop_first_line(cell)
            cell.paragraphs[-1].paragraph_format.keep_with_next = None
        marks.keep_row_whole(table.rows[0])
        heights = [sum(ink.height for ink in column.stack) for column in row.columns]
        marks.set_row_height(table.rows[0], max(heights) - _SLACK)
        self.rooms.clear()

    def _inks(
        self,
        into: Any,
        stack: Sequence[Ink],
        width: float,
        *,
        centred: bool,
        first: str = styles.LINE,
    ) -> None:
        """Short lines one under another; gaps become the room above the next."""
        name = first
        for ink in stack:
            if isinstance(ink, InkGap):
                self.rooms.add(max(ink.height, 0.0))
            elif isinstance(ink, InkLine):
                self._ink_line(into, ink, centred, name)
                name = styles.LINE
            elif isinstance(ink, InkCode):
                self._code(into, ink)
            else:
                line = self._line(into, styles.LINE)
                lower = max(ink.after, _LEAST)
                above = self.rooms.take() + ink.height - lower - _RULE
                line.paragraph_format.space_before = Pt(max(above, 0))
                side = Pt(max(width - ink.length, 0) / 2)
                line.paragraph_format.left_indent = side if centred else Pt(0)
                line.paragraph_format.right_indent = side if centred else Pt(width - ink.length)
                self._exact(line, lower)
                marks.rule(line, _RULE)

    def _ink_line(self, into: Any, ink: InkLine, centred: bool, name: str) -> None:
        line = self._line(into, name)
        if not centred:
            line.alignment = WD_ALIGN_PARAGRAPH.LEFT
        if room := self.rooms.take():
            line.paragraph_format.space_before = Pt(room)
        line.paragraph_format.keep_with_next = True
        if ink.leading <= ink.size:  # a rule of hyphens
            self._exact(line, ink.leading)
        else:
            line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
            line.paragraph_format.line_spacing = Pt(ink.leading)
        run = line.add_run(ink.text)
        run.font.size = Pt(ink.size)
        run.bold = "Bold" in ink.font or None
        run.italic = "Italic" in ink.font or None
        run.underline = ink.underline or None

    def _code(self, into: Any, ink: InkCode) -> None:
        line = self._line(into, styles.LINE)
        line.alignment = WD_ALIGN_PARAGRAPH.LEFT
        line.paragraph_format.space_before = Pt(self.rooms.take() + ink.before)
        run = line.add_run()
        run.add_picture(io.BytesIO(qr_code.png(ink.text)), width=Pt(ink.side))
        marks.describe_picture(run, _CODE_WORDS)

    def _table(self, into: Any, table: Table) -> None:
        cells, widths, style = table._cellvalues, table._colWidths, self.sheet.profile.table
        self.rooms.above(table)
        made = self._new_table(into, len(cells), widths, style.line_width, style.padding)
        for number, (row, values) in enumerate(zip(made.rows, cells, strict=True)):
            self._row(row, values, table, number)
        for start, end in spans(table):
            made.cell(start[1], start[0]).merge(made.cell(end[1], end[0]))
        if table.getKeepWithNext():
            marks.keep(made._tbl)
        self.rooms.clear()
        self.rooms.below(table.getSpaceAfter(), given=False)

    def _row(self, row: Any, values: Sequence[Any], table: Table, number: int) -> None:
        if number < table.repeatRows:
            marks.repeat_row(row)
        marks.keep_row_whole(row)
        height = table._argH[number] if table._argH else None
        if height:
            marks.set_row_height(row, height)
        for cell, value in zip(row.cells, values, strict=True):
            self.rooms.clear()
            if number < table.repeatRows:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                if fill := self.sheet.profile.table.header_fill:
                    marks.set_cell_fill(cell, fill)
            content = value if isinstance(value, list | tuple) else [value]
            cell.paragraphs[0]._p.style = self._styles[styles.CELL]  # what is typed into it later
            self.parts(cell, [one for one in content if isinstance(one, Flowable)])
            marks.drop_first_line(cell)

    def _new_table(
        self, into: Any, rows: int, widths: Sequence[float], line: float | None, padding: float
    ) -> Any:
        """An empty table, its columns `widths` points; two in a row would grow into one."""
        if into is self.document:
            *before, _ = into.element.body
            if before and marks.is_table(before[-1]):
                self._thin_line(into)
            if before and (room := self.rooms.take()):
                self._leave_room(into.paragraphs[-1], room)
            table = into.add_table(rows, len(widths))
        else:
            table = into.add_table(rows, len(widths), Pt(sum(widths)))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        marks.set_table(table, sum(widths), line, padding)
        for place, width in enumerate(widths):
            table.columns[place].width = Pt(width)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Pt(width)
        return table

    def _leave_room(self, line: Any, room: float) -> None:
        """A table has no room above it in Word; the line before it has it below."""
        after = line.paragraph_format.space_after
        usual = self.looks[self._names[line._p.style]].style.spaceAfter
        line.paragraph_format.space_after = Pt((usual if after is None else after.pt) + room)

    def _dots(self, into: Any, dots: DottedLines) -> None:
        self.rooms.above(dots)
        width = self.width
        if into is not self.document:
            width = into.width.pt - 2 * self.sheet.profile.table.padding
        for number in range(dots.count):
            line = self._line(into, styles.BODY)
            form = line.paragraph_format
            form.first_line_indent, form.space_after = Pt(0), Pt(0)
            form.space_before = Pt(self.rooms.take())
            self._exact(line, dots.leading)
            form.tab_stops.add_tab_stop(Pt(width - 1), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            label = dots.label if number == 0 else ""
            if label:
                form.first_line_indent = Pt(dots.indent)
            run = line.add_run(f"{label} ")
            run.font.size = Pt(dots.size if label else _LEAST)
            line.add_run("\t").font.size = Pt(dots.size)

    def _tick(self, into: Any, _box: TickBox) -> None:
        line = self._line(into, styles.CELL)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(_TICK)
        run.font.size = Pt(_TICK_SIZE)
        self._exact(line, self.looks[styles.CELL].style.leading)
        marks.set_fonts(run._r.get_or_add_rPr(), "Segoe UI Symbol")

    def _space(self, _into: Any, space: Space) -> None:
        self.rooms.above(space)
        self.rooms.add(space.height)

    def _page_break(self, _into: Any, _part: PageBreak) -> None:
        """The next line begins a page; a section that restarts its numbers begins one anyway."""
        self._breaks = True
        self.rooms.clear()

    def _restart(self, into: Any, _part: RestartNumbers) -> None:
        """A new section; the line that ends the old one is its last, never an empty page."""
        self._breaks = False
        self.rooms.clear()
        *before, _ = into.element.body
        if not before:
            return
        if marks.is_table(before[-1]):
            self._thin_line(into)
        last = into.paragraphs[-1]
        section = into.add_section()
        marks.move_section_end(into.paragraphs[-1]._p, last)
        styles.set_page(section, self.sheet)
        marks.restart_numbers(section)

    def _nothing(self, _into: Any, _part: Flowable) -> None:
        """Word keeps headings with what follows by itself; progress is told of the PDF alone."""

    def _line(self, into: Any, name: str) -> Any:
        line = into.add_paragraph()
        line._p.style = self._styles[name]  # python-docx looks through all styles each time
        if self._breaks:
            line.paragraph_format.page_break_before = True
            self._breaks = False
        return line

    def _thin_line(self, into: Any) -> None:
        """A line of one point, where Word wants a paragraph and the paper has none."""
        breaks, self._breaks = self._breaks, False
        line = into.add_paragraph()
        line._p.style = self._styles[styles.LINE]
        self._exact(line, 1)
        line.paragraph_format.keep_with_next = None
        self._breaks = breaks

    def _exact(self, line: Any, height: float) -> None:
        line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        line.paragraph_format.line_spacing = Pt(max(height, _LEAST))
