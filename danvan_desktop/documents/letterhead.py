"""Head and foot of a formal paper: letterhead, number, title, signatures, receivers.

Owns the blocks that make a Party paper differ from a State paper, drawn from the profile alone.
Must not know what a paper is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from danvan_desktop.documents import fonts, qr_code
from danvan_desktop.documents.line_stack import (
    Column,
    Ink,
    InkCode,
    InkGap,
    InkLine,
    InkRule,
    LineStack,
    SideBySide,
    face_name,
    fitted_lines,
    in_style,
    spaced_line,
    stack_height,
)
from danvan_desktop.documents.page import (
    IssuerData,
    SignatureData,
    outlined,
    sheet_size,
    text_width,
)
from danvan_desktop.documents.paragraph_text import require_glyphs
from danvan_desktop.documents.profile_format import Profile, TextStyle
from danvan_desktop.domain.dates import place_date
from danvan_desktop.errors import UserError

_COLUMN_GAP = 4 * mm
_BEFORE_NUMBER = 4
_BEFORE_SUBJECT = 6
"""Points between the number of a letter and its subject (NĐ 30/2020, Phụ lục I)."""
_LEAST_LEFT_SHARE = 0.3
_USUAL_LINES, _MOST_LINES = 3, 5
"""Lines of one name in the header; only one that is longer than usual takes more."""
_FOOT_LIMIT = 0.7
"""Share of a page that the foot may take; the rest is for the lines it must not part from."""


def number_text(profile: Profile, issuer: IssuerData, kind: str, number: str) -> str:
    """The number line of a paper: `Số 05-QĐ/ĐU`, `Số: 05/QĐ-UBND`, open on a draft."""
    return profile.number.line(kind, issuer.abbreviation, number)


def letterhead(
    profile: Profile,
    issuer: IssuerData,
    *,
    number: str | None,
    day: date | None,
    year: int | None,
    about: str = "",
    wide: bool = False,
) -> Flowable:
    """Both header blocks with number and place-date under them.

    `number` is the whole number line, None for a paper without a number; `day` None leaves day
    and month open with `year` printed; `about` is the subject of a letter, under its number.
    Raises `UserError` naming the part that does not fit.
    """
    width = text_width(profile, wide=wide)
    written = place_date(issuer.place, day, year)
    share = _left_share(profile, issuer, number, about, written, width)
    left_width, right_width = share * width - _COLUMN_GAP, (1 - share) * width
    left = _issuer_block(profile, issuer, left_width)
    right = _motto_block(profile, right_width)
    level = max(stack_height(left), stack_height(right)) + _BEFORE_NUMBER
    left += [InkGap(level - stack_height(left))]
    right += [InkGap(level - stack_height(right))]
    left += _number_block(profile, number, about, left_width)
    right += spaced_line("Địa danh, ngày tháng", written, profile.place_date, right_width)
    after = InkGap(profile.header.gap_after * _wide_share(wide))
    left.append(after)
    right.append(after)
    gap = _COLUMN_GAP / width
    return SideBySide(
        [
            Column(tuple(left), share - gap),
            Column((), gap),
            Column(tuple(right), 1 - share),
        ]
    )


def _left_share(
    profile: Profile,
    issuer: IssuerData,
    number: str | None,
    about: str,
    written: str,
    width: float,
) -> float:
    """The issuer's share of the width: the profile's, or less where the date of a place with a
    long name then stands on one line in its size and the left side keeps its sizes too."""
    own, style = profile.header.left_share, profile.place_date
    needed = fonts.text_width(in_style(written, style), face_name(style), style.size) + 1
    share = 1 - needed / width
    if not _LEAST_LEFT_SHARE <= share < own:
        return own

    def sizes(share: float) -> set[float]:
        inside = share * width - _COLUMN_GAP
        left = _issuer_block(profile, issuer, inside, lines=_USUAL_LINES)
        left += _number_block(profile, number, about, inside)
        return {ink.size for ink in left if isinstance(ink, InkLine)}

    try:
        return share if sizes(share) <= sizes(own) else own
    except UserError:
        return own


def _number_block(profile: Profile, number: str | None, about: str, width: float) -> list[Ink]:
    block: list[Ink] = []
    if number is not None:
        block += spaced_line("Số, ký hiệu", number, profile.number.style, width)
    if about:
        subject = f"{profile.letter.about}{about}"
        style = profile.letter.about_style
        block.append(InkGap(_BEFORE_SUBJECT))
        block += fitted_lines("Trích yếu nội dung", subject, style, width, max_lines=6)
    return block


def _wide_share(wide: bool) -> float:
    """Gaps are halved on a wide sheet, where height is what a list lacks."""
    return 0.5 if wide else 1.0


def _issuer_block(
    profile: Profile, issuer: IssuerData, width: float, *, lines: int = _MOST_LINES
) -> list[Ink]:
    head = profile.header
    block: list[Ink] = []
    for line in issuer.parent_lines:
        block += _head_lines("Tên cơ quan cấp trên", line, head.parent, width, profile, lines)
    for line in issuer.issuer_lines:
        block += _head_lines(issuer.label, line, head.issuer, width, profile, lines)
    if head.mark:
        label, size = "Dấu dưới tên cơ quan", head.mark_size
        block.append(_signs(label, head.mark, size, size * 1.1, width))
    return block + _rule_under(block, head.issuer_rule)


def _motto_block(profile: Profile, width: float) -> list[Ink]:
    head = profile.header
    block: list[Ink] = []
    for line, style in zip(head.motto_lines, head.motto_styles, strict=True):
        block += _head_lines("Tiêu đề bên phải", line, style, width, profile, _USUAL_LINES)
    return block + _rule_under(block, head.motto_rule)


def _head_lines(
    label: str, text: str, style: TextStyle, width: float, profile: Profile, lines: int
) -> list[InkLine]:
    factor = profile.header.line_factor
    return fitted_lines(label, text, style, width, max_lines=lines, factor=factor)


def _signs(label: str, text: str, size: float, leading: float, width: float) -> InkLine:
    """Signs of the profile as they stand there: never smaller, never broken."""
    require_glyphs(label, text, fonts.TEXT)
    line = InkLine(text, fonts.TEXT, size, leading)
    if line.width > width:
        raise UserError(
            f"{label} quá dài để in vừa chỗ ({len(text)} ký tự).",
            safe="Dữ liệu đã lưu vẫn còn nguyên.",
            todo=f"Hãy rút gọn mục {label} trong thể thức văn bản rồi in lại.",
        )
    return line


def _rule_under(block: Sequence[Ink], share: float) -> list[Ink]:
    last = block[-1] if block else None
    if share == 0 or not isinstance(last, InkLine):
        return []
    return [InkRule(last.width * share, before=3.0, after=4.0)]


def title_block(
    profile: Profile, kind: str, subject: str, *, attached: str = "", wide: bool = False
) -> Flowable:
    """Kind of paper in capitals, its subject, of a list also the paper it is `attached` to, and
    the profile's short rule under them all."""
    style = profile.title
    width = text_width(profile, wide=wide)
    block: list[Ink] = [InkGap(style.gap_before * _wide_share(wide))]
    block += fitted_lines("Tên loại văn bản", kind, style.kind, width)
    if subject:
        block += fitted_lines("Trích yếu nội dung", subject, style.subject, width, max_lines=8)
    if attached:
        block += _formal_lines("Dòng kèm theo", attached, profile.annex.attached_style, width)
    if style.rule == "line":
        block += _rule_under(block, style.rule_share)
    elif style.rule == "hyphens":
        size = style.subject.size
        block.append(_signs("Các dấu gạch nối", style.hyphens, size, size, width))
    block.append(InkGap(style.gap_after))
    return outlined(LineStack(block), ". ".join(part for part in (kind, subject) if part))


def centred_lines(
    profile: Profile, label: str, text: str, style: TextStyle, *, gap: float = 6, keep: bool = False
) -> Flowable:
    """Centred formal lines such as the deciding body; `keep` binds them to what follows."""
    block = _formal_lines(label, text, style, text_width(profile))
    return LineStack([*block, InkGap(gap)], keep_with_next=keep)


def _formal_lines(label: str, text: str, style: TextStyle, width: float) -> list[InkLine]:
    return [ink for line in text.split("\n") for ink in spaced_line(label, line, style, width)]


def signing_lines(profile: Profile, signed: SignatureData) -> tuple[str, str]:
    """Authority line and position in the profile's short forms: ("T/M Ban Thường vụ", "Bí thư").

    The short form stands before the authority line, and before the position where there is none.
    """
    short = str(getattr(profile.signature.acting, signed.acting)) if signed.acting else ""
    if signed.authority:
        return short + signed.authority, signed.position
    return "", short + signed.position


def signature_stack(
    profile: Profile, data: SignatureData, width: float, space_mm: float
) -> list[Ink]:
    """Authority line, position, room for signature and seal, name; inside `width` points."""
    style = profile.signature
    authority, position = signing_lines(profile, data)
    block: list[Ink] = []
    if authority:
        block += fitted_lines("Thẩm quyền ký", authority, style.authority, width)
    if position.strip():
        block += fitted_lines("Chức vụ người ký", position, style.position, width)
    if data.note:
        block += fitted_lines("Chú thích chữ ký", data.note, style.note, width)
    block.append(InkGap(space_mm * mm))
    if data.signer.strip():
        block += fitted_lines("Họ tên người ký", data.signer, style.name, width)
    return block


def signatures(
    profile: Profile, blocks: Sequence[SignatureData | None], *, wide: bool = False
) -> Flowable:
    """Several signatures next to each other, equal widths, names on one level; None is a gap."""
    width = text_width(profile, wide=wide)
    share = 1 / len(blocks)
    inside, space = width * share - _COLUMN_GAP, profile.signature.form_space_mm
    stacks: list[list[Ink]] = [
        signature_stack(profile, data, inside, space) if data else [InkGap(0)] for data in blocks
    ]
    return SideBySide([Column(tuple(stack), share) for stack in _level_names(stacks)])


def _level_names(stacks: list[list[Ink]]) -> list[list[Ink]]:
    """Heads of unlike height get their difference as room, so that the names stand in line."""
    heads = [_head_height(stack) for stack in stacks]
    tallest = max(heads)
    for stack, head in zip(stacks, heads, strict=True):
        place = next(i for i, ink in enumerate(stack) if isinstance(ink, InkGap))
        stack.insert(place, InkGap(tallest - head))
    return stacks


def _head_height(stack: Sequence[Ink]) -> float:
    place = next(i for i, ink in enumerate(stack) if isinstance(ink, InkGap))
    return stack_height(stack[:place])


def foot(
    profile: Profile,
    signature: SignatureData,
    receivers: Sequence[str],
    *,
    code: str = "",
    wide: bool = False,
) -> Flowable:
    """Receivers on the left, under them a QR symbol of `code`; the signature on the right.

    Raises `UserError` naming "Nơi nhận" when the list is too long to stay beside the signature.
    """
    width = text_width(profile, wide=wide)
    share = profile.signature.share
    left = _receivers_stack(profile, receivers, width * (1 - share) - _COLUMN_GAP)
    if code:
        left.append(InkCode(code, qr_code.SIDE_MM * mm))
    if stack_height(left) > sheet_size(wide=wide)[1] * _FOOT_LIMIT:
        raise UserError(
            "Nơi nhận quá dài để in cùng trang với chữ ký.",
            safe="Dữ liệu đã lưu vẫn còn nguyên.",
            todo="Hãy gộp bớt các nơi nhận rồi in lại.",
        )
    right = signature_stack(profile, signature, width * share, profile.signature.space_mm)
    return SideBySide([Column(tuple(left), 1 - share, centred=False), Column(tuple(right), share)])


def _receivers_stack(profile: Profile, receivers: Sequence[str], width: float) -> list[Ink]:
    style, lines = profile.receivers, receiver_lines(profile, receivers)
    if not lines:
        return []
    label = "Đầu mục nơi nhận"
    block: list[Ink] = list(fitted_lines(label, style.heading, style.heading_style, width))
    for line in lines:
        block += fitted_lines("Nơi nhận", line, style.item_style, width, max_lines=4)
    return block


def receiver_lines(profile: Profile, receivers: Sequence[str]) -> list[str]:
    """Each receiver with the profile's signs around it, empty ones left out."""
    style = profile.receivers
    named = [item.strip().rstrip(";.,") for item in receivers if item.strip()]
    return [
        *(f"{style.prefix}{item}{style.separator}" for item in named[:-1]),
        *(f"{style.prefix}{item}{style.last}" for item in named[-1:]),
    ]
