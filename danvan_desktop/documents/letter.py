"""A paper of words: plan, letter, report, proposal, notice, invitation, decision of any kind.

Owns the order of the parts and the few signs in the text that become headings; the words come in
`LetterData`, the look from the profile. Papers with a form of their own have their own modules.

In `body` a line is a paragraph. "I. ..." is a heading, "1. ..." without an end sign a smaller one,
"{bảng}" stands where the next table goes. Decisions give `articles` instead of a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, PageBreak

from danvan_desktop.documents import fonts
from danvan_desktop.documents.ending import keep_with_foot
from danvan_desktop.documents.form_fields import part_heading
from danvan_desktop.documents.letterhead import (
    centred_lines,
    foot,
    letterhead,
    number_text,
    signatures,
    title_block,
)
from danvan_desktop.documents.page import (
    END_SIGNS,
    IssuerData,
    PaperInfo,
    RestartNumbers,
    Sheet,
    SignatureData,
    body_style,
    centred_style,
    flush_style,
    labelled,
    paragraphs,
    safe,
    text_width,
)
from danvan_desktop.documents.paper_table import TableColumn, TableRow, paper_table
from danvan_desktop.documents.paragraph_text import plain
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.text_part import Text
from danvan_desktop.documents.tightening import tightening
from danvan_desktop.domain.dates import long_date

if TYPE_CHECKING:
    from danvan_desktop.documents.sheet_fields import Fields

TABLE_MARK = "{bảng}"
_LETTER = "Công văn"
"""What a letter is called, which prints no kind."""
_HEADING = re.compile(r"[IVX]+\.\s")
_SUBHEADING = re.compile(r"\d+(\.\d+)*\.\s[^.;:]{1,200}$")


@dataclass(frozen=True)
class TableData:
    """A table of the paper, its header row repeated on every page."""

    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class AnnexData:
    """A list behind the paper, on pages of its own; `kind` is its title in capitals."""

    kind: str
    title: str
    table: TableData


@dataclass(frozen=True)
class LetterData:
    """Everything such a paper prints.

    `kind` empty makes a letter (công văn), whose `subject` stands under the number, with the sign
    of letters in the profile. `number` empty and `day` None leave both open, with `year` in the
    date; not `numbered`, there is no number at all. `code` is the text of the QR symbol
    under the receivers. `addressees` are written after `address_word`, else the profile's word;
    `proposal` takes the word of proposals. `deciding_body` is asked for where there are
    `articles`, which come without "Điều n.". A `confirmation` stands where receivers would.
    """

    issuer: IssuerData
    kind: str
    kind_sign: str
    number: str
    day: date | None
    year: int
    subject: str
    signature: SignatureData
    receivers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    proposal: bool = False
    address_word: str = ""
    bases: tuple[str, ...] = ()
    deciding_body: str = ""
    articles: tuple[str, ...] = ()
    body: str = ""
    tables: tuple[TableData, ...] = ()
    annexes: tuple[AnnexData, ...] = ()
    numbered: bool = True
    confirmation: SignatureData | None = None
    code: str = ""

    @property
    def title(self) -> str:
        subject = f"{self.subject[:1].lower()}{self.subject[1:]}"
        return f"{self.kind or _LETTER} {subject}"


@tightening
def letter(data: LetterData, profile: Profile) -> Sheet:
    """The paper, A4 upright (NĐ 30/2020, Phụ lục I, III; Party: HD 05-HD/VPTW of 2026).

    Raises `UserError` naming the part that cannot be printed as it is.
    """
    about = "" if data.kind else data.subject
    story: list[Flowable] = [
        letterhead(
            profile,
            data.issuer,
            number=number_line(data, profile) if data.numbered else None,
            day=data.day,
            year=data.year,
            about=about,
        )
    ]
    if data.kind:
        story.append(title_block(profile, data.kind, data.subject))
    word = data.address_word
    story += addressed(profile, data.addressees, proposal=data.proposal, word=word)
    if data.articles:
        story += deciding_part(profile, data.bases, data.deciding_body)
        inside = article_lines(profile, data.articles)
    else:
        story += base_lines(profile, data.bases)
        inside = body_lines(profile, data.body, data.tables)
    if data.confirmation:
        end = signatures(profile, (data.confirmation, data.signature))
    else:
        end = foot(profile, data.signature, data.receivers, code=data.code)
    story += keep_with_foot(inside, end) if inside else [end]
    for annex in data.annexes:
        story += _annex(data, annex, profile)
    info = PaperInfo(data.title, data.issuer.name)
    return Sheet(story, profile, info, fields=partial(_fields, data, profile))


def _fields(data: LetterData, profile: Profile) -> Fields:
    from danvan_desktop.documents.letter_fields import fields

    return fields(data, profile)


def addressed(
    profile: Profile, names: Sequence[str], *, proposal: bool = False, word: str = ""
) -> list[Flowable]:
    """ "Kính gửi: ..." on one line; several as a list whose dashes stand under its colon, both
    together in the middle (NĐ 30/2020, Phụ lục I). `word` replaces the profile's."""
    named = [name.strip().rstrip(";.,") for name in names if name.strip()]
    if not named:
        return []
    usual = profile.letter.proposal_address if proposal else profile.letter.address
    label = "Kính gửi"
    word = word or usual
    printed = safe(label, word)
    if len(named) == 1:
        line = Text(f"{printed}: {safe(label, named[0])}", centred_style(profile, spaceAfter=10))
        return labelled(label, [line])
    lines = "<br/>".join(f"- {safe(label, name)};" for name in named)
    width, size = text_width(profile), profile.body.size
    before = min(fonts.text_width(plain(word), fonts.TEXT, size), width / 2)
    longest = max(fonts.text_width(plain(f"- {name};"), fonts.TEXT, size) for name in named)
    start = max(0.0, (width - before - longest) / 2)
    made = [
        Text(f"{printed}:", flush_style(profile, leftIndent=start, spaceAfter=2)),
        Text(f"{lines[:-1]}.", flush_style(profile, leftIndent=start + before, spaceAfter=10)),
    ]
    return labelled(label, made)


def base_lines(profile: Profile, bases: Sequence[str]) -> list[Flowable]:
    """The legal bases, each with the profile's sign at its beginning and end."""
    style = profile.bases
    changes = {"fontName": fonts.TEXT_ITALIC} if style.italic else {}
    named = [base.strip().rstrip(END_SIGNS) for base in bases if base.strip()]
    made: list[Flowable] = []
    for index, base in enumerate(named):
        end = style.last if index == len(named) - 1 else style.separator
        text = f"{style.prefix}{base}"
        made += paragraphs("Căn cứ", text, body_style(profile, **changes), tail=end)
    return made


def deciding_part(profile: Profile, bases: Sequence[str], body: str) -> list[Flowable]:
    """Who decides, the bases, and the verb, in the profile's order."""
    style, lines = profile.bases, base_lines(profile, bases)
    label = "Cơ quan quyết định"
    if style.deciding_body == "with_verb":
        words = f"{body.strip()} {style.verb}".strip()
        return [*lines, centred_lines(profile, label, words, style.body_line, keep=True)]
    return [
        centred_lines(profile, label, body, style.body_line, gap=10),
        *lines,
        centred_lines(profile, label, style.verb, style.body_line, keep=True),
    ]


def article_lines(profile: Profile, articles: Sequence[str]) -> list[Flowable]:
    """ "Điều n. ..." for each, the last one closed by the profile's end sign."""
    made: list[Flowable] = []
    for index, article in enumerate(articles, start=1):
        label = profile.bases.article_label.replace("{number}", str(index))
        last = index == len(articles)
        made += paragraphs(
            f"Điều {index}",
            article.strip().rstrip(END_SIGNS) if last else article.strip(),
            body_style(profile),
            lead=f"<b>{safe('Nhãn điều', label)}</b> ",
            tail=profile.body.end if last else "",
        )
    return made


def body_lines(profile: Profile, body: str, tables: Sequence[TableData]) -> list[Flowable]:
    """The text as paragraphs, headings and tables; the last paragraph gets the end sign."""
    left = list(tables)
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    made: list[Flowable] = []
    for place, line in enumerate(lines):
        last = place == len(lines) - 1
        if line == TABLE_MARK:
            if left:
                made.append(_drawn(profile, left.pop(0)))
        else:
            made += _line(profile, line, profile.body.end if last else "")
    return [*made, *(_drawn(profile, table) for table in left)]


def _line(profile: Profile, line: str, end: str) -> Iterator[Flowable]:
    if _HEADING.match(line):
        yield part_heading(profile, line, indented=True)
    elif _SUBHEADING.fullmatch(line) and not end:
        style = body_style(profile, fontName=fonts.TEXT_BOLD, keepWithNext=1)
        yield Text(safe("Đề mục", line), style)
    else:
        text = line.rstrip(END_SIGNS) if end else line
        yield from paragraphs("Nội dung", text, body_style(profile), tail=end)


def _drawn(profile: Profile, table: TableData) -> Flowable:
    return paper_table(profile, table.columns, table.rows, text_width(profile))


def _annex(data: LetterData, annex: AnnexData, profile: Profile) -> list[Flowable]:
    story: list[Flowable] = [PageBreak()]
    if profile.page_number.annex_restarts:
        story.append(RestartNumbers())
    return [
        *story,
        title_block(profile, annex.kind, annex.title, attached=attached_line(data, profile)),
        _drawn(profile, annex.table),
    ]


def attached_line(data: LetterData, profile: Profile) -> str:
    """ "(Kèm theo Quyết định số 05-QĐ/ĐU ngày 05 tháng 02 năm 2026 của ...)"; open on a draft."""
    number = number_line(data, profile).removeprefix(profile.number.label)
    day = long_date(data.day, data.year).removeprefix("ngày").removeprefix(" ")
    text = profile.annex.attached.replace("{paper}", data.kind or _LETTER)
    text = text.replace("{number}", number).replace("{date}", day)
    return text.replace("{issuer}", data.issuer.name)


def number_line(data: LetterData, profile: Profile) -> str:
    """The number of the paper; a letter has the profile's sign of letters."""
    sign = data.kind_sign if data.kind else profile.letter.sign
    return number_text(profile, data.issuer, sign, data.number)
