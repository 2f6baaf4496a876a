"""The sheet every formal paper is drawn on: margins, running text, page numbers, PDF out.

Owns who issues and who signs a paper as plain values (`IssuerData`, `SignatureData`), the styles
of running text and the making of the file. Must not know any one paper. Letterhead, title and
ending stand in `letterhead.py`, tables in `paper_table.py`; how they look comes from the profile.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A3, A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate
from reportlab.platypus.doctemplate import ActionFlowable, LayoutError

from danvan_desktop.documents import fonts
from danvan_desktop.documents.ending import Headed
from danvan_desktop.documents.paragraph_text import markup, plain, require_glyphs
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.text_part import Text
from danvan_desktop.errors import UserError

if TYPE_CHECKING:
    from danvan_desktop.documents.sheet_fields import Fields

_LONG = 3
"""From so many pages a paper has bookmarks."""
_LITTLE = 250.0
"""Points on a last page up to which a paper is tried to be set without it."""
_FEW = 6
"""Pages up to which one less is worth drawing a paper again."""
_SAFE = "Dữ liệu đã lưu vẫn còn nguyên."


ISSUER, REGISTRANT, PLACE = "Tên cơ quan ban hành", "Đơn vị, cá nhân đăng ký", "Tên đơn vị, địa bàn"
"""What the lines of an issuer are called, whoever it is."""

SIGN_BELOW = "(Ký, ghi rõ họ tên)"
"""What stands under a position whose signer writes the name by hand."""

END_SIGNS = ";,./ "
"""What is taken from the end of a text that gets the end sign of its profile."""


@dataclass(frozen=True)
class IssuerData:
    """Who issues a paper, as its header prints it.

    `parent_lines` and `issuer_lines` are the lines of the left block from the top; `name` is the
    issuer inside a sentence ("Đảng ủy xã Yên Nghĩa"); `abbreviation` its part of the number
    ("ĐU", "UBND", "MTTQ-BTT"); `place` stands before the date. `label` is what a person knows the
    issuer by: errors name it.
    """

    parent_lines: tuple[str, ...]
    issuer_lines: tuple[str, ...]
    name: str
    place: str
    abbreviation: str = ""
    label: str = ISSUER


@dataclass(frozen=True)
class SignatureData:
    """Who signs. `acting` is "", "on_behalf" (TM.), "for_head" (KT.), "by_order" (TL.),
    "by_delegation" (TUQ.) or "acting" (Q.); the profile writes it in its own way (T/M, TM.).

    `authority` is the body or head in whose place is signed ("BAN THƯỜNG VỤ"), empty when the
    signer signs in the own name; `note` is a small line such as `SIGN_BELOW`.
    """

    position: str
    signer: str = ""
    acting: str = ""
    authority: str = ""
    note: str = ""


@dataclass(frozen=True)
class PaperInfo:
    """What the PDF says about itself: the name of the paper and who issues it."""

    title: str
    author: str


def sheet_size(*, wide: bool = False, large: bool = False) -> tuple[float, float]:
    """Width and height in points: A4 upright or `wide`, or A3 where it is `large`."""
    width, height = A3 if large else A4
    return (height, width) if wide else (width, height)


def text_width(profile: Profile, *, wide: bool = False, large: bool = False) -> float:
    """Points between the left and right margin of a sheet."""
    page_width = sheet_size(wide=wide, large=large)[0]
    return float(page_width - (profile.page.left_mm + profile.page.right_mm) * mm)


def page_height(profile: Profile) -> float:
    """Points between the top and bottom margin of an upright A4 sheet."""
    return float(A4[1] - (profile.page.top_mm + profile.page.bottom_mm) * mm)


def height_of(parts: Iterable[Flowable], profile: Profile) -> float:
    """Points the parts take one under another in the text area of an upright sheet."""
    total = 0.0
    for part in parts:
        _, height = part.wrap(text_width(profile), page_height(profile))
        total += float(height + part.getSpaceBefore() + part.getSpaceAfter())
    return total


def body_style(profile: Profile, **changes: Any) -> ParagraphStyle:
    """Running text: justified, first line indented, spacing of the profile."""
    body = profile.body
    values: dict[str, Any] = {
        "fontName": fonts.TEXT,
        "bulletFontName": fonts.TEXT,
        "fontSize": body.size,
        "leading": body.leading,
        "firstLineIndent": body.first_line_mm * mm,
        "spaceAfter": body.space_after,
        "alignment": TA_JUSTIFY,
        "allowWidows": 0,
        "allowOrphans": 0,
    }
    fonts.register()
    return ParagraphStyle("body", **{**values, **changes})


def flush_style(profile: Profile, **changes: Any) -> ParagraphStyle:
    """Running text without indent, for labelled lines of forms."""
    return body_style(profile, **{"firstLineIndent": 0, "alignment": TA_LEFT, **changes})


def centred_style(profile: Profile, **changes: Any) -> ParagraphStyle:
    """A centred line inside the running text."""
    return body_style(profile, **{"firstLineIndent": 0, "alignment": TA_CENTER, **changes})


def form_style(profile: Profile, **changes: Any) -> ParagraphStyle:
    """Labelled lines of forms and sheets: a point above the tables, set closer than the body."""
    size = profile.table.size + 1
    room = profile.table.padding
    values = {"fontSize": size, "leading": size * 1.25, "spaceAfter": room, **changes}
    return flush_style(profile, **values)


def safe(label: str, text: str) -> str:
    """Markup that prints exactly `text`; refuses, by `label`, what the font cannot draw."""
    require_glyphs(label, text, fonts.TEXT)
    return markup(text, field=label)


def paragraphs(
    label: str, text: str, style: ParagraphStyle, *, lead: str = "", tail: str = ""
) -> list[Flowable]:
    """One `Paragraph` per line of `text`.

    `lead` is markup of our own before the first line, `tail` plain text after the last.
    """
    lines = [line for line in plain(text).split("\n") if line.strip()] or [""]
    lines[-1] += tail
    made = [safe(label, line) for line in lines]
    made[0] = f"{lead}{made[0]}"
    return labelled(label, [Text(line, style) for line in made])


def labelled(label: str, parts: Iterable[Flowable]) -> list[Flowable]:
    """The parts as one field of an office's own Word form; `label` is what they are called."""
    made = list(parts)
    for part in made:
        part.field_label = label
    return made


def outlined(part: Flowable, words: str, level: int = 0) -> Flowable:
    """The part as a place of the bookmarks that a long paper gets: a title (`level` 0), or a
    heading under the last one (1); before any title headings stand at the top."""
    part.outline = (plain(words), level)
    return part


class RestartNumbers(Flowable):  # type: ignore[misc]
    """Begins a new count of pages on the page it lands on (annexes of State papers)."""

    width = height = 0

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        document = self.canv._doctemplate
        document.pages_before = document.page - 1


class _Pages(BaseDocTemplate):  # type: ignore[misc]
    """ReportLab's document with one frame inside the margins and the number on later pages."""

    def __init__(
        self, out: io.BytesIO, profile: Profile, info: PaperInfo, size: tuple[float, float]
    ) -> None:
        page = profile.page
        self.profile = profile
        self.pages_before = 0
        self.outline: list[tuple[str, str, int]] = []
        self.a_little_over = False
        """Whether what stands between two page breaks ends near the top of a further page."""
        self._begun, self._page, self._used = 1, 1, 0.0
        fonts.register()
        super().__init__(
            out,
            pagesize=size,
            title=plain(info.title),
            author=plain(info.author),
            creator="Dân Vận Khéo Desktop",
            lang="vi",
            displayDocTitle=1,
            invariant=1,
            initialFontName=fonts.TEXT,
            keepTogetherClass=Headed,
        )
        frame = Frame(
            page.left_mm * mm,
            page.bottom_mm * mm,
            size[0] - (page.left_mm + page.right_mm) * mm,
            size[1] - (page.top_mm + page.bottom_mm) * mm,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self.addPageTemplates(PageTemplate("sheet", [frame], onPageEnd=self._number))

    def afterFlowable(self, part: Flowable) -> None:  # noqa: N802 (ReportLab's own name)
        """Called by ReportLab for each part that was drawn."""
        if isinstance(part, PageBreak):
            self._ended_a_run()
        elif not isinstance(part, ActionFlowable):
            self._page, self._used = self.page, self.frame._y2 - self.frame._y
        mark = getattr(part, "outline", None)
        if mark is not None:
            key = f"place-{len(self.outline)}"
            self.canv.bookmarkHorizontal(key, 0, self.frame._y + part.height)
            self.outline.append((key, *mark))

    def _ended_a_run(self) -> None:
        """Note how the pages since the last page break were filled."""
        more = 0 < self._page - self._begun < _FEW
        self.a_little_over = self.a_little_over or (more and self._used <= _LITTLE)
        self._begun = self._page + 1

    def _endBuild(self) -> None:  # noqa: N802 (ReportLab's own name)
        self._ended_a_run()
        if self.page >= _LONG and len(self.outline) > 1:
            titled = False
            for key, words, level in self.outline:
                titled = titled or level == 0
                self.canv.addOutlineEntry(words, key, level if titled else 0, closed=False)
            self.canv.showOutline()
        super()._endBuild()

    def build_once(self, story: Sequence[Flowable]) -> None:
        """Build and leave the parts as they were: ReportLab writes into them what it put off and
        kept together, which would make a second drawing of them fail."""
        undo: list[tuple[Any, ...]] = []
        self._multiBuildEdits = undo.append
        try:
            self.build(list(story))
        finally:
            for change, *values in reversed(undo):
                change(*values)

    def _number(self, canvas: Any, document: Any) -> None:
        number = document.page - self.pages_before
        if number < 2:
            return
        style = self.profile.page_number
        width, height = self.pagesize
        middle = (width + (self.profile.page.left_mm - self.profile.page.right_mm) * mm) / 2
        canvas.setFont(fonts.TEXT, style.size)
        canvas.drawCentredString(
            middle, height - style.from_top_mm * mm - style.size / 3, f"{number}"
        )


@dataclass(frozen=True, eq=False)
class Sheet:
    """A paper composed but not yet drawn: its parts from top to bottom, for PDF or for Word."""

    story: Sequence[Flowable]
    profile: Profile
    info: PaperInfo
    wide: bool = False
    large: bool = False
    """A3 in place of A4."""
    key: str = ""
    """Which Word form of an office fits it; "" for papers that take none."""
    fields: Callable[[], Fields] | None = None
    """What such a form is filled with, None where the parts themselves tell it."""
    form: Callable[[], bytes] | None = None
    """Reads the office's own Word form, which stands in the place of the program's."""
    tighter: Callable[[], Sheet] | None = None
    """The same paper set a step tighter, None where it cannot be."""

    def drawn(self) -> tuple[bytes, Sheet]:
        """PDF bytes and the sheet they show: set tighter where it runs a little over a page and
        that saves the page.

        Raises `UserError` when a part that must stay together is taller than a page.
        """
        content, pages = self._drawn()
        step = self
        while pages.a_little_over and step.tighter is not None:
            step = step.tighter()
            sheet = replace(self, story=step.story, profile=step.profile, tighter=None)
            saving, fewer = sheet._drawn()
            if fewer.page < pages.page:
                return saving, sheet
        return content, self

    def pdf(self) -> bytes:
        """The paper as PDF bytes; the same story gives the same bytes. Raises as `drawn` does."""
        return self.drawn()[0]

    def _drawn(self) -> tuple[bytes, _Pages]:
        out = io.BytesIO()
        size = sheet_size(wide=self.wide, large=self.large)
        pages = _Pages(out, self.profile, self.info, size)
        try:
            pages.build_once(self.story)
        except LayoutError as error:
            raise UserError(
                f"“{self.info.title}” có một phần dài hơn một trang giấy nên không in được.",
                safe=_SAFE,
                todo="Hãy rút gọn nội dung dài nhất rồi in lại.",
            ) from error
        return out.getvalue(), pages

    def word(self) -> bytes:
        """The same paper as a Word file (.docx), to be finished in Word."""
        if self.form is not None:
            from danvan_desktop.documents.word_template import filled

            return filled(self.form(), self)
        from danvan_desktop.documents.word import word_file

        return word_file(self)
