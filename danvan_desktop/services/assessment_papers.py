"""Filling the score sheet: self-assessment, appraisal and conclusion side by side, or blank."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from danvan_desktop.documents.page import SIGN_BELOW, SignatureData
from danvan_desktop.documents.scoring import (
    FIELD_LABELS,
    REMARK,
    ScoreLineData,
    ScoreSheetData,
)
from danvan_desktop.documents.scoring import score_sheet as draw
from danvan_desktop.documents.scoring import score_sheets as draw_many
from danvan_desktop.domain.criteria import (
    CriteriaSet,
    Criterion,
    CriterionKind,
    Effect,
    Mark,
    PassRule,
)
from danvan_desktop.domain.marking_words import how_marked, signed
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.passing import holds
from danvan_desktop.domain.scoring import Result
from danvan_desktop.domain.sheets import MarkEntry, Stage, mark_words
from danvan_desktop.errors import UserError
from danvan_desktop.models import Body, evaluation_queries
from danvan_desktop.services import adoption, evaluation, panels, paper_parts, score_sheets
from danvan_desktop.services.paper_kinds import Paper, Progress
from danvan_desktop.services.registration_list import rows_of
from danvan_desktop.services.score_sheets import FinalRow
from danvan_desktop.services.session import Session
from danvan_desktop.services.sheet_view import ConditionLine, CriterionLine, SheetView

_ANSWERS: Mapping[bool | None, str] = {True: "Đạt", False: "Không đạt", None: ""}
_ITEM_ANSWERS: Mapping[bool | None, str] = {True: "Có", False: "Thiếu", None: ""}
_PLAIN = (CriterionKind.GRADE, CriterionKind.POINTS)


def score_sheet(
    session: Session, registration: str, *, blank: bool = False, assessor: str = ""
) -> Paper:
    """One assessor's sheet. With a single appraisal that counts, the conclusion repeats it."""
    name = assessor or _one_assessor(session, registration)
    data, body = _sheet(session, registration, blank, name)
    profile = paper_parts.profile_of(session, body, data.day)
    return paper_parts.paper(session, body, draw(data, profile), f"Phiếu đánh giá {_subject(data)}")


def blank_sheets(
    session: Session,
    wanted: Sequence[tuple[str, str]],
    title: str,
    progress: Progress | None = None,
) -> Paper:
    """Blank sheets for (registration, assessor's name), one after the other in one PDF.

    An empty name is the office's joint sheet. Raises `UserError` for none.
    """
    if not wanted:
        raise UserError("Không có phiếu nào để in.", todo="Chọn người đánh giá, đăng ký khác.")
    count = len(wanted) * 2
    sheets = []
    for number, (registration, name) in enumerate(wanted, 1):
        data, body = _sheet(session, registration, True, name)
        sheets.append(data)
        _tell(progress, number, count, _subject(data))
    drawn = _told(progress, len(wanted), count)
    profile = paper_parts.profile_of(session, body, None)
    return paper_parts.paper(session, body, draw_many(sheets, profile, title, drawn), title)


def _tell(progress: Progress | None, done: int, total: int, what: str) -> None:
    if progress is not None:
        progress(done, total, what)


def _told(progress: Progress | None, before: int, total: int) -> Callable[[int], None]:
    """Told how many are drawn; it goes on where a paper set tighter is drawn again."""
    furthest = 0

    def tell(drawn: int) -> None:
        nonlocal furthest
        furthest = max(furthest, drawn)
        _tell(progress, before + furthest, total, "Đang dàn trang")

    return tell


def _subject(data: ScoreSheetData) -> str:
    return data.fields[0][1]


def _sheet(
    session: Session, registration: str, blank: bool, assessor: str
) -> tuple[ScoreSheetData, Body]:
    """What one sheet prints, and the body that makes it."""
    view = evaluation.open_sheet(session, registration, Stage.APPRAISAL, assessor)
    final = score_sheets.final_of(session, registration)
    row = score_sheets.find_registration(registration)
    plan = adoption.programme(session, row.programme_id)
    body = paper_parts.default_body(session, plan)
    day = None if blank else view.finished_on
    points = view.criteria_set.has_points
    concluded = view.finished and final.result.finished == 1
    data = ScoreSheetData(
        issuer=paper_parts.issuer_of(body),
        day=day,
        year=row.year,
        subject_line=view.criteria_set.title,
        points=points,
        lines=tuple(_lines(view, concluded, blank)),
        signatures=_signatures(session, view),
        fields=_fields(session, view),
        conditions=tuple(_conditions(view, concluded)),
        totals=_totals(view, final) if points else (),
        rule=_rule_words(view.criteria_set),
        result="" if blank else _conclusion(final),
        remarks=_remarks(view, blank),
        by_hand=blank,
    )
    return data, body


def _signatures(session: Session, view: SheetView) -> tuple[SignatureData, ...]:
    """A listed assessor signs alone, by name; the joint sheet is signed by both sides."""
    row = score_sheets.find_registration(view.registration)
    person = panels.panel_of(session, row.programme_id, row.year).named(view.assessor)
    if person is not None:
        return (SignatureData("Người đánh giá", person.name, note=SIGN_BELOW),)
    return (
        SignatureData("Đại diện đơn vị tự đánh giá", note=SIGN_BELOW),
        SignatureData("Người thẩm định", note=SIGN_BELOW),
    )


def _remarks(view: SheetView, blank: bool) -> tuple[tuple[str, str], ...]:
    """Room for a remark on a blank sheet; on a filled one only what was written."""
    if blank:
        return ((REMARK, ""),)
    return ((REMARK, view.remark),) if view.remark else ()


def _one_assessor(session: Session, registration: str) -> str:
    """The assessor of the only own appraisal; empty (the joint sheet) when there are more."""
    own = [
        sheet.assessor
        for sheet in evaluation_queries.sheets(registration)
        if sheet.stage == Stage.APPRAISAL and sheet.owner == session.office_uid
    ]
    return own[0] if len(own) == 1 else ""


def _fields(session: Session, view: SheetView) -> tuple[tuple[str, str], ...]:
    (item,) = rows_of(session, view.programme_id, [view.registration])
    texts = (
        view.registration_name,
        f"{view.subject_name} ({view.subject_kind.label})",
        item.unit_name,
        item.sector_name,
        view.assessor,
    )
    found = zip(FIELD_LABELS, texts, strict=True)
    return tuple((label, text) for label, text in found if text)


def _lines(view: SheetView, concluded: bool, blank: bool) -> Iterator[ScoreLineData]:
    own = _self_result(view)
    points = view.criteria_set.has_points
    for line in view.lines:
        criterion = line.criterion
        given = _mark_cell(line, line.mark, view.result)
        marks = (_mark_cell(line, line.self_mark, own), given, given if concluded else "")
        rule = how_marked(criterion, line.effect) if _needs_rule(criterion, blank) else ""
        yield ScoreLineData(
            number=criterion.code,
            text=f"{criterion.title}. {rule}" if rule else criterion.title,
            marks=marks,
            maximum=_maximum(line) if points else "",
            note=line.remark,
            section=criterion.is_section,
        )


def _needs_rule(criterion: Criterion, blank: bool) -> bool:
    """A sheet for the pen says how a criterion is marked that is not marked in its own points."""
    return blank and criterion.kind not in _PLAIN


def _maximum(line: CriterionLine) -> str:
    criterion = line.criterion
    most = criterion.maximum if criterion.cap is None else criterion.cap
    return "" if most is None else signed(most, line.effect)


def _mark_cell(line: CriterionLine, mark: Mark | None, result: Result) -> str:
    """The points a mark gives, and behind them the mark where it is another figure; of a full
    section what it gives under its cap."""
    criterion, words = line.criterion, mark_words(mark)
    if criterion.is_section:
        section = result.sections.get(criterion.code)
        given = section.points if section is not None and section.complete else None
        return "" if given is None else signed(given, line.effect)
    points = result.points.get(criterion.code)
    if mark is None or points is None:
        return words
    shown = signed(points, line.effect)
    if criterion.kind is CriterionKind.POINTS:
        return shown
    words = words.replace(" (", "; ").removesuffix(")")
    over = result.over.get(criterion.code)
    return (
        f"{shown} ({words}; thưởng {signed(over, Effect.BONUS)})" if over else f"{shown} ({words})"
    )


def _conditions(view: SheetView, concluded: bool) -> Iterator[ScoreLineData]:
    """Every condition, a checklist with its items below it."""
    for number, line in enumerate(view.conditions, 1):
        given, own = _answer(line, own=False), _answer(line, own=True)
        marks = (_ANSWERS[own], _ANSWERS[given], _ANSWERS[given] if concluded else "")
        yield ScoreLineData(str(number), line.condition.title, marks)
        for item in line.items:
            words = _ITEM_ANSWERS[item.answer]
            marks = (_ITEM_ANSWERS[item.self_answer], words, words if concluded else "")
            yield ScoreLineData(f"{number}{item.item.code}", item.item.title, marks)


def _answer(line: ConditionLine, *, own: bool) -> bool | None:
    """Whether a condition holds, a checklist by its items."""
    answers = {item.code: item.self_answer if own else item.answer for item in line.items}
    answers[line.condition.code] = line.self_answer if own else line.answer
    return holds(line.condition, answers)


def _self_result(view: SheetView) -> Result:
    """What the self-assessment beside an appraisal comes to."""
    own = {
        line.criterion.code: MarkEntry(line.self_mark)
        for line in view.lines
        if line.self_mark is not None
    }
    return view.live(own, {})


def _totals(view: SheetView, final: FinalRow) -> tuple[ScoreLineData, ...]:
    own = _self_result(view)
    totals = (
        own.so_far if own.points else None,
        view.result.so_far if view.result.points else None,
        final.result.total,
    )
    words = ["" if total is None else format_decimal(total) for total in totals]
    maximum = view.criteria_set.maximum
    return (
        ScoreLineData(
            "",
            "Tổng điểm",
            (words[0], words[1], words[2]),
            "" if maximum is None else format_decimal(maximum),
            section=True,
        ),
    )


def _conclusion(final: FinalRow) -> str:
    result = final.result
    if result.finished > 1 or result.finished < result.expected:
        counted = f" ({result.finished}/{result.expected} phiếu thẩm định)"
    else:
        counted = ""
    reasons = " ".join(result.reasons)
    words = final.words or ("Chưa thống nhất." if result.finished else "")
    return f"{words}{counted if words else ''}{' - ' if words and reasons else ''}{reasons}"


def _rule_words(criteria_set: CriteriaSet) -> str:
    """The pass rule in words, as the foot of the sheet prints it."""
    rule: PassRule = criteria_set.pass_rule
    parts = []
    if rule.all_conditions and criteria_set.conditions:
        parts.append("bảo đảm tất cả điều kiện bắt buộc")
    if rule.min_points is not None:
        parts.append(f"tổng từ {format_decimal(rule.min_points)} điểm")
    if rule.min_met is not None:
        parts.append(f"đạt ít nhất {rule.min_met} tiêu chí")
    if rule.max_not_met is not None and not criteria_set.has_points:
        most = rule.max_not_met
        parts.append(
            f"không quá {most} tiêu chí chưa đạt" if most else "không có tiêu chí chưa đạt"
        )
    if rule.max_partly is not None:
        parts.append(f"không quá {rule.max_partly} tiêu chí đạt một phần")
    return f"Đạt khi {', '.join(parts)}." if parts else ""
