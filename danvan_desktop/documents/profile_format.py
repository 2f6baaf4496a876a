"""The shape of a profile: every element that makes one body's papers differ from another's.

Owns the dataclasses and the range or words each value may have. Reading and checking a file is
`profiles.py`. Lengths are millimetres (`..._mm`) or points (the rest).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated


@dataclass(frozen=True)
class Between:
    """Marks a number of a profile: the range it must lie in, both ends allowed."""

    low: float
    high: float


@dataclass(frozen=True)
class OneOf:
    """Marks a word of a profile: the words it may be."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class TextStyle:
    """One kind of line: size in points, and the smallest size a long line may shrink to."""

    size: Annotated[float, Between(6, 60)]
    floor: Annotated[float, Between(6, 60)]
    bold: bool
    italic: bool
    capitals: bool
    underline: bool


@dataclass(frozen=True)
class PageStyle:
    """Paper margins (NĐ 30/2020, Phụ lục I; Party: QĐ 399-QĐ/TW) and the font family."""

    top_mm: Annotated[float, Between(10, 50)]
    bottom_mm: Annotated[float, Between(10, 50)]
    left_mm: Annotated[float, Between(10, 50)]
    right_mm: Annotated[float, Between(10, 50)]
    font: Annotated[str, OneOf(("Tinos",))]


@dataclass(frozen=True)
class HeaderStyle:
    """The two blocks at the head of a paper. A rule's share is of the line above it; 0 is none.

    `motto_lines` are the lines of the right block (national or Party title); each takes the style
    of the same place in `motto_styles`. `mark` is the `*` or `***` under the issuer.
    """

    left_share: Annotated[float, Between(0.25, 0.6)]
    parent: TextStyle
    issuer: TextStyle
    issuer_rule: Annotated[float, Between(0, 1)]
    mark: str
    mark_size: Annotated[float, Between(6, 30)]
    motto_lines: tuple[str, ...]
    motto_styles: tuple[TextStyle, ...]
    motto_rule: Annotated[float, Between(0, 1)]
    line_factor: Annotated[float, Between(1, 2)]
    gap_after: Annotated[float, Between(0, 60)]


@dataclass(frozen=True)
class NumberStyle:
    """The number of a paper; `{number}`, `{kind}` and `{issuer}` are filled in.

    `plain` is the form without a kind (letters), `label` stands before a number the clerk typed
    in full. On a draft the number is left open, `blank_width` spaces wide.
    """

    pattern: str
    plain: str
    label: str
    blank_width: Annotated[int, Between(1, 20)]
    style: TextStyle

    def line(self, kind: str, issuer: str, number: str) -> str:
        """The number line: `Số 05-QĐ/ĐU`, `Số: 05/QĐ-UBND`, `Số: 05/UBND` without a kind; open
        where `number` is empty.

        A number typed with its signs ("05/QĐ-UBND") stands as typed behind the label.
        """
        typed = number.strip()
        if "/" in typed or "-" in typed:
            return self.label + typed
        filled = (self.pattern if kind else self.plain).replace(
            "{number}", typed or " " * self.blank_width
        )
        return filled.replace("{kind}", kind).replace("{issuer}", issuer)


@dataclass(frozen=True)
class TitleStyle:
    """Kind of paper, its subject, and the short rule under both (line, hyphens or none)."""

    kind: TextStyle
    subject: TextStyle
    rule: Annotated[
        str,
        OneOf(
            (
                "line",
                "hyphens",
                "none",
            )
        ),
    ]
    rule_share: Annotated[float, Between(0, 1)]
    hyphens: str
    gap_before: Annotated[float, Between(0, 60)]
    gap_after: Annotated[float, Between(0, 60)]


@dataclass(frozen=True)
class BodyStyle:
    """Running text; `end` closes the last paragraph of the paper.

    The least room between lines and paragraphs is for a paper that runs a little over a page.
    """

    size: Annotated[float, Between(10, 20)]
    leading: Annotated[float, Between(10, 40)]
    least_leading: Annotated[float, Between(10, 40)]
    first_line_mm: Annotated[float, Between(0, 30)]
    space_after: Annotated[float, Between(0, 24)]
    least_space_after: Annotated[float, Between(0, 24)]
    end: str


@dataclass(frozen=True)
class BasesStyle:
    """Legal bases of a decision, and where the deciding body's line stands."""

    prefix: str
    italic: bool
    separator: str
    last: str
    deciding_body: Annotated[
        str,
        OneOf(
            (
                "before_bases",
                "with_verb",
            )
        ),
    ]
    body_line: TextStyle
    verb: str
    article_label: str


@dataclass(frozen=True)
class ActingStyle:
    """The short forms before the authority line."""

    on_behalf: str
    for_head: str
    by_order: str
    by_delegation: str
    acting: str


@dataclass(frozen=True)
class SignatureStyle:
    """Authority line, position, room for signature and seal, name.

    `form_space_mm` is the room on forms and sheets, where signatures stand side by side.
    """

    acting: ActingStyle
    authority: TextStyle
    position: TextStyle
    name: TextStyle
    note: TextStyle
    space_mm: Annotated[float, Between(10, 60)]
    form_space_mm: Annotated[float, Between(10, 60)]
    share: Annotated[float, Between(0.3, 0.7)]


@dataclass(frozen=True)
class ReceiversStyle:
    """The block "Nơi nhận" at the foot."""

    heading: str
    heading_style: TextStyle
    item_style: TextStyle
    prefix: str
    separator: str
    last: str


@dataclass(frozen=True)
class PageNumberStyle:
    """Page number, top centre from page 2; `annex_restarts` gives each annex its own count."""

    size: Annotated[float, Between(8, 16)]
    from_top_mm: Annotated[float, Between(5, 25)]
    annex_restarts: bool


@dataclass(frozen=True)
class AnnexStyle:
    """Head of an annex; `{paper}`, `{number}`, `{date}` and `{issuer}` are filled in."""

    attached: str
    attached_style: TextStyle


@dataclass(frozen=True)
class LetterStyle:
    """To whom a paper is addressed, and the subject line of a letter (công văn).

    A proposal may be addressed with a word of its own (Kính trình); `about` stands before the
    subject of a letter, which has no title, under its number; `sign` is the letter's part of the
    number, empty where letters have none.
    """

    proposal_address: str
    address: str
    about: str
    sign: str
    about_style: TextStyle


@dataclass(frozen=True)
class TableStyle:
    """Tables of every paper; `wide_size` is for tables across a wide sheet."""

    size: Annotated[float, Between(8, 14)]
    wide_size: Annotated[float, Between(8, 14)]
    padding: Annotated[float, Between(1, 8)]
    least_padding: Annotated[float, Between(1, 8)]
    line_width: Annotated[float, Between(0.1, 2)]
    header_fill: str


@dataclass(frozen=True)
class Profile:
    """Everything that makes a Party paper differ from a State paper, as plain values.

    `family` groups the profiles of one kind of body over time; `valid_from` and `valid_to` are
    the paper dates it is meant for (None is open).
    """

    id: str
    name: str
    family: str
    source: str
    valid_from: date | None
    valid_to: date | None
    page: PageStyle
    header: HeaderStyle
    number: NumberStyle
    place_date: TextStyle
    title: TitleStyle
    body: BodyStyle
    bases: BasesStyle
    signature: SignatureStyle
    receivers: ReceiversStyle
    page_number: PageNumberStyle
    annex: AnnexStyle
    letter: LetterStyle
    table: TableStyle
