"""Fit or fail: makes a text fit its place on the paper, or refuses it by the field's name.

Owns measuring and line breaking for text that is drawn straight on a canvas. Nothing here draws,
and nothing is ever cut off or laid over something else (guide: long names shrink step by step to a
stated floor, then wrap, then are refused).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from danvan_desktop.documents import fonts
from danvan_desktop.documents.paragraph_text import plain, require_glyphs
from danvan_desktop.errors import UserError

STEP = 0.5
"""Points taken off at each try; finer steps cannot be seen on paper."""

MAX_CHARACTERS = 2_000
"""No place on a paper takes more; beyond it nothing is measured, so a huge text costs nothing."""

_LONE_WORD_COST = 0.35
_SPLIT_TERM_COST = 0.12
_SPLIT_PLACE_COST = 0.06
_PHRASE_END_GAIN = 0.1
_READABILITY_POINTS = 2.0
_SLACK = 1e-6


_COMPOUNDS = """
an ninh, an toàn, ban chấp hành, ban chỉ huy quân sự, ban công tác mặt trận, ban thường trực,
ban thường vụ, bảo vệ, bản sắc, cá nhân, cán bộ, chi bộ, chi đoàn, chi hội, chính quyền, cơ sở,
công an, công nhận, công tác, cựu chiến binh, dân cư, dân phố, dân số, dân tộc, dân vận khéo,
danh hiệu, đảng bộ, đảng ủy, đảng viên, đặc khu, điển hình, đoàn kết, đoàn phường,
đoàn thanh niên, đoàn xã, đơn vị, đời sống, đường làng, gia đình, giao thông, giữ gìn,
hộ gia đình, hội đồng, hợp tác xã,
khu dân cư, khu phố, liên chi hội, mặt trận, mô hình, môi trường, nhân dân, nông dân, nông
nghiệp, nông thôn mới, phụ nữ, phong trào, quân sự, quần chúng, sản xuất, thanh niên, thành
phố, thi đua, thị trấn, thị xã, thôn xóm, thực hiện, thường trực, thường vụ, tiểu học, tổ
dân phố, tổ quốc, trật tự, trung học cơ sở, trường học, tuyên truyền, tự quản, ủy ban nhân
dân, vận động, văn hóa, văn minh, vệ sinh, việt nam, xã hội, xây dựng, an giang, bắc ninh,
cà mau, cao bằng, cần thơ, đà nẵng, đắk lắk, điện biên, đồng nai, đồng tháp, gia lai, hà
nội, hà tĩnh, hải phòng, hồ chí minh, hưng yên, khánh hòa, lai châu, lạng sơn, lào cai, lâm
đồng, nghệ an, ninh bình, phú thọ, quảng ngãi, quảng ninh, quảng trị, sơn la, tây ninh, thái
nguyên, thanh hóa, tuyên quang, vĩnh long
"""
_TERMS = frozenset(
    pair
    for term in _COMPOUNDS.split(",")
    for pair in zip(term.split(), term.split()[1:], strict=False)
)
"""Syllables that make one word in the names we print: a line end between them reads badly."""

_PLACES = frozenset(
    ("tỉnh", "phố", "huyện", "quận", "trấn", "xã", "phường", "khu", "thôn", "bản", "ấp")
)
"""What stands before the name of a place, which it should not be parted from."""


@dataclass(frozen=True)
class FittedText:
    """Lines to be drawn at `size` points, `leading` points from one baseline to the next."""

    lines: tuple[str, ...]
    size: float
    leading: float


def fit_line(
    field_label: str,
    text: str,
    font: str,
    size: float,
    width: float,
    floor: float,
    max_lines: int = 1,
    leading: float = 1.2,
) -> FittedText:
    """One line if it can be: shrink to `floor`, then wrap to `max_lines` at the floor, then refuse.

    `width`, `size` and `floor` are points, `leading` a multiple of the size. Raises `UserError`
    naming `field_label` when the text does not fit or the font lacks one of its letters.
    """
    words = _words(field_label, _bounded(field_label, text, max_lines), font)
    measured = _measured(tuple(words), font)
    for at in _sizes(size, floor):
        if _joined(measured.unit, measured.space, 0, len(words)) * at <= width + _SLACK:
            return FittedText((" ".join(words),), at, at * leading)
    lines = break_lines(words, font, floor, width, max_lines)
    if lines is None:
        raise _too_long(field_label, len(" ".join(words)), max_lines)
    return FittedText(lines, floor, floor * leading)


def fit_block(
    field_label: str,
    text: str,
    font: str,
    size: float,
    width: float,
    floor: float,
    max_lines: int,
    leading: float = 1.2,
) -> FittedText:
    """The largest size from `size` down to `floor` at which the text takes at most `max_lines`.

    For text that is meant to run over several lines; a line end in it is kept. Up to two points
    are given up where the lines then end between words and not inside one. Units and errors as in
    `fit_line`.
    """
    known = _bounded(field_label, text, max_lines)
    clauses = [_words(field_label, clause, font) for clause in known.split("\n")]
    best: FittedText | None = None
    splits = 0
    for at in _sizes(size, floor):
        if best is not None and (not splits or at < best.size - _READABILITY_POINTS):
            break
        lines = _break_clauses(clauses, font, at, width, max_lines)
        if lines is not None and (best is None or _split_terms(lines) < splits):
            best, splits = FittedText(lines, at, at * leading), _split_terms(lines)
    if best is not None:
        return best
    raise _too_long(field_label, len(known), max_lines)


def break_lines(
    words: Sequence[str], font: str, size: float, width: float, max_lines: int
) -> tuple[str, ...] | None:
    """Fewest balanced lines no wider than `width`, or None when `max_lines` are not enough.

    A word is broken only when it is wider than a whole line. Among equal line counts the lines
    come out near one length, rather after a comma, and no line holds one word alone if avoidable.
    """
    measured = _measured(tuple(words), font)
    if measured.widest * size > width + _SLACK:
        pieces = tuple(part for word in words for part in _pieces(word, font, size, width))
        measured = _measured(pieces, font)
    if not measured.pieces:
        return ("",) if max_lines > 0 else None
    whole = _joined(measured.unit, measured.space, 0, len(measured.pieces)) * size
    for count in range(1, max_lines + 1):
        if whole - (count - 1) * measured.space * size > count * width + _SLACK:
            continue
        lines = _balanced(measured, width / size, count)
        if lines is not None:
            return lines
    return None


def _break_clauses(
    clauses: Sequence[Sequence[str]], font: str, size: float, width: float, max_lines: int
) -> tuple[str, ...] | None:
    lines: list[str] = []
    for words in clauses:
        broken = break_lines(words, font, size, width, max_lines - len(lines))
        if broken is None:
            return None
        lines.extend(broken)
    return tuple(lines)


def _split_terms(lines: Sequence[str]) -> int:
    ends = itertools.pairwise(lines)
    return sum(_is_term(line.split()[-1:], after.split()[:1]) for line, after in ends)


def _is_term(first: Sequence[str], second: Sequence[str]) -> bool:
    return (*map(str.lower, first), *map(str.lower, second)) in _TERMS


def _bounded(field_label: str, text: str, max_lines: int) -> str:
    if len(text) > MAX_CHARACTERS:
        raise _too_long(field_label, len(text), max_lines)
    return plain(text)


def _words(field_label: str, text: str, font: str) -> list[str]:
    require_glyphs(field_label, text, font)
    # A no-break space keeps its two words together: only real white space separates.
    return [word for word in text.replace("\n", " ").split(" ") if word]


def _sizes(size: float, floor: float) -> Iterator[float]:
    steps = int((size - floor) / STEP + _SLACK)
    yield from (size - STEP * step for step in range(steps + 1))
    if size - STEP * steps > floor + _SLACK:
        yield floor


@dataclass(frozen=True)
class _Measured:
    """Pieces with their widths at 1 point: `unit[i]` is the width of the first i of them.

    `ends[i]` is what it costs to end a line behind the first i, `widest` the widest piece.
    """

    pieces: tuple[str, ...]
    unit: tuple[float, ...]
    ends: tuple[float, ...]
    space: float
    widest: float


@lru_cache(maxsize=256)
def _measured(pieces: tuple[str, ...], font: str) -> _Measured:
    face = fonts.face(font)
    widths = [face.stringWidth(piece, 1) for piece in pieces]
    return _Measured(
        pieces,
        tuple(itertools.accumulate(widths, initial=0.0)),
        tuple(_end_cost(pieces, end) for end in range(len(pieces) + 1)),
        _space(font),
        max(widths, default=0.0),
    )


@cache
def _space(font: str) -> float:
    return fonts.text_width(" ", font, 1)


def _joined(unit: Sequence[float], space: float, start: int, end: int) -> float:
    return unit[end] - unit[start] + space * max(end - start - 1, 0)


def _pieces(word: str, font: str, size: float, width: float) -> list[str]:
    if fonts.text_width(word, font, size) <= width + _SLACK:
        return [word]
    pieces = [""]
    for char in word:
        if pieces[-1] and fonts.text_width(pieces[-1] + char, font, size) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _balanced(measured: _Measured, limit: float, count: int) -> tuple[str, ...] | None:
    """The best division into exactly `count` lines: least sum of squared gaps, or None."""
    unit, space, ends = measured.unit, measured.space, measured.ends
    total = len(measured.pieces)
    if count > total:
        return None
    most = limit + _SLACK
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(count):
        row: dict[int, tuple[float, int]] = {}
        for start, (cost, _from) in best[-1].items():
            for end in range(start + 1, total + 1):
                wide = unit[end] - unit[start] + space * (end - start - 1)
                if wide > most:
                    break
                here = cost + (1 - wide / limit) ** 2 + ends[end]
                if end - start == 1 and total > 1:
                    here += _LONE_WORD_COST
                if end not in row or here < row[end][0]:
                    row[end] = (here, start)
        best.append(row)
    return _trace(measured.pieces, best) if total in best[-1] else None


def _end_cost(pieces: Sequence[str], end: int) -> float:
    """What speaks against a line end behind the first `end` pieces; below 0 for it."""
    if not 0 < end < len(pieces):
        return 0.0
    cost = -_PHRASE_END_GAIN if pieces[end - 1][-1] in ",;:.-" else 0.0
    if _is_term(pieces[end - 1 : end], pieces[end : end + 1]):
        return cost + _SPLIT_TERM_COST
    return cost + _SPLIT_PLACE_COST if _in_a_place(pieces, end) else cost


def _in_a_place(pieces: Sequence[str], end: int) -> bool:
    """Whether the end parts "xã" from its name, the name's first two words, or leads a dash."""
    if pieces[end] == "-":
        return True
    if not pieces[end][:1].isupper():
        return False
    *before, last = pieces[max(end - 2, 0) : end]
    inside = bool(before) and before[0].lower() in _PLACES and last[:1].isupper()
    return inside or last.lower() in _PLACES


def _trace(pieces: Sequence[str], best: Sequence[dict[int, tuple[float, int]]]) -> tuple[str, ...]:
    lines: list[str] = []
    end = len(pieces)
    for row in reversed(best[1:]):
        start = row[end][1]
        lines.append(" ".join(pieces[start:end]))
        end = start
    return tuple(reversed(lines))


def _too_long(field_label: str, length: int, max_lines: int) -> UserError:
    return UserError(
        f"{field_label} quá dài để in vừa chỗ ({length} ký tự, tối đa {max_lines} dòng).",
        safe="Dữ liệu đã lưu vẫn còn nguyên.",
        todo=f"Hãy rút gọn ô {field_label} rồi in lại.",
    )
