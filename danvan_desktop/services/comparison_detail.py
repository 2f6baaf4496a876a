"""One registration of the board criterion by criterion, all assessors side by side.

Every figure is that of the sheets themselves (`sheet_rules.compute`); only the mean of a
criterion and the points between its highest and lowest are made here. Shows nothing of marks that
are hidden from who looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from danvan_desktop.domain.criteria import CriteriaSet, Criterion, CriterionKind
from danvan_desktop.domain.marks import applicable
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.passing import holds
from danvan_desktop.domain.scoring import Result
from danvan_desktop.domain.sheets import MarkEntry, from_hundredths, mark_words
from danvan_desktop.models import Registration, ScoreSheet, evaluation_queries
from danvan_desktop.models import comparison_queries as queries
from danvan_desktop.services import score_sheets
from danvan_desktop.services.comparison_rows import ComparisonRow
from danvan_desktop.services.score_sheets import Entered
from danvan_desktop.services.session import Session

_HUNDREDTH = Decimal("0.01")
_ANSWERS: Mapping[bool | None, str] = {True: "Đạt", False: "Không đạt", None: ""}


@dataclass(frozen=True, slots=True)
class DetailCell:
    """What one sheet gives: its words, and its points where it has any."""

    words: str = ""
    points: Decimal | None = None


@dataclass(frozen=True)
class DetailLine:
    """A condition, a section, a criterion or the total. `cells` has one for each assessor.

    `mean` is of the sheets, to two decimals; `spread` lies between the highest and the lowest. On
    the line of the total `mean` is the result itself.
    """

    code: str
    title: str
    depth: int
    strong: bool
    maximum: Decimal | None
    cells: tuple[DetailCell, ...]
    mean: Decimal | None = None
    spread: Decimal | None = None
    own: DetailCell = DetailCell()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Detail:
    """`assessors` are those whose sheets count. `hidden`: there are sheets that may not be seen."""

    row: ComparisonRow
    assessors: tuple[str, ...] = ()
    lines: tuple[DetailLine, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class _Read:
    """A sheet with what it comes to."""

    entered: Entered
    result: Result
    total: Decimal | None


def detail(session: Session, row: ComparisonRow) -> Detail:
    """The finished sheets that count, line by line, with the self-assessment beside them."""
    if row.hidden:
        return Detail(row, hidden=True)
    criteria_set = row.group.criteria_set
    if criteria_set is None:
        return Detail(row)
    registration = score_sheets.find_registration(row.uid)
    stored = {sheet.uid: sheet for sheet in evaluation_queries.sheets(row.uid)}
    shown = [one for one in row.counted if one.uid in stored]
    sheets = _Sheets(session, registration)
    reads = [sheets.read(stored[one.uid]) for one in shown]
    mine = _own(session, registration)
    own = sheets.read(stored[mine]) if mine in stored else None
    lines = (
        *_conditions(criteria_set, reads, own),
        *_criteria(criteria_set, registration, reads, own),
        *([_total(criteria_set, row, reads, own)] if criteria_set.has_points else []),
    )
    return Detail(row, tuple(one.assessor for one in shown), lines)


class _Sheets:
    """Reads the sheets of one registration, the rules of each version once."""

    def __init__(self, session: Session, registration: Registration) -> None:
        self._session = session
        self._registration = registration
        self._kind = score_sheets.subject_kind(registration)
        self._sets: dict[tuple[str, str], CriteriaSet] = {}

    def read(self, sheet: ScoreSheet) -> _Read:
        row, kind = self._registration, self._kind
        key = (sheet.programme_fingerprint, sheet.set_code)
        if key not in self._sets:
            rules = score_sheets.rules_for(self._session, row, kind, sheet)
            self._sets[key] = rules.criteria_set
        entered = score_sheets.read_sheet(sheet, self._sets[key])
        result = score_sheets.compute(self._sets[key], row, kind, entered)
        return _Read(entered, result, from_hundredths(sheet.total))


def _own(session: Session, registration: Registration) -> str:
    """Uid of the finished self-assessment of whoever registered, "" for none."""
    where = (session.database, registration.programme_id, registration.year)
    found = queries.beside(*where, session.office_uid, registration.uid)
    return next((one.uid for one in found if one.stage == "self" and one.finished), "")


def _conditions(
    criteria_set: CriteriaSet, reads: Sequence[_Read], own: _Read | None
) -> Iterator[DetailLine]:
    for condition in criteria_set.conditions:
        answers = [holds(condition, one.entered.conditions) for one in reads]
        mine = holds(condition, own.entered.conditions) if own else None
        cells = tuple(DetailCell(_ANSWERS[answer]) for answer in answers)
        title = f"Điều kiện: {condition.title}"
        own_cell = DetailCell(_ANSWERS[mine])
        yield DetailLine("", title, 0, strong=False, maximum=None, cells=cells, own=own_cell)


def _criteria(
    criteria_set: CriteriaSet,
    registration: Registration,
    reads: Sequence[_Read],
    own: _Read | None,
) -> Iterator[DetailLine]:
    kind = score_sheets.subject_kind(registration)
    asked = {leaf.code for leaf in applicable(criteria_set.criteria, registration.sector, kind)}
    for criterion, depth in _nodes(criteria_set.criteria, asked, 0):
        cells = tuple(_cell(criterion, one) for one in reads)
        points = [cell.points for cell in cells if cell.points is not None]
        yield DetailLine(
            criterion.code,
            criterion.title,
            depth,
            criterion.is_section,
            criterion.maximum if criterion.cap is None else criterion.cap,
            cells,
            _mean(points) if len(points) == len(cells) else None,
            max(points) - min(points) if len(points) > 1 else None,
            _cell(criterion, own) if own else DetailCell(),
            tuple(_remark(one, criterion.code) for one in reads),
        )


def _nodes(
    criteria: Sequence[Criterion], asked: set[str], depth: int
) -> Iterator[tuple[Criterion, int]]:
    for criterion in criteria:
        if any(leaf.code in asked for leaf in criterion.leaves()):
            yield criterion, depth
            yield from _nodes(criterion.children, asked, depth + 1)


def _cell(criterion: Criterion, read: _Read) -> DetailCell:
    """The points, and behind them the mark where it is another figure."""
    if criterion.is_section:
        section = read.result.sections.get(criterion.code)
        points = section.points if section else None
        return DetailCell("" if points is None else format_decimal(points), points)
    words = mark_words(read.entered.marks.get(criterion.code, MarkEntry()).mark)
    points = read.result.points.get(criterion.code)
    if points is None:
        return DetailCell(words)
    shown = format_decimal(points)
    plain = criterion.kind is CriterionKind.POINTS
    return DetailCell(shown if plain else f"{shown} ({words})", points)


def _remark(read: _Read, code: str) -> str:
    return read.entered.marks.get(code, MarkEntry()).remark


def _mean(points: Sequence[Decimal]) -> Decimal | None:
    if not points:
        return None
    mean = sum(points, Decimal(0)) / len(points)
    return mean.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)


def _total(
    criteria_set: CriteriaSet, row: ComparisonRow, reads: Sequence[_Read], own: _Read | None
) -> DetailLine:
    totals = tuple(DetailCell(_points(one.total), one.total) for one in reads)
    own_total = own.total if own else None
    return DetailLine(
        "",
        "Tổng điểm",
        0,
        strong=True,
        maximum=criteria_set.maximum,
        cells=totals,
        mean=row.total,
        spread=row.spread,
        own=DetailCell(_points(own_total), own_total),
    )


def _points(total: Decimal | None) -> str:
    return "" if total is None else format_decimal(total)
