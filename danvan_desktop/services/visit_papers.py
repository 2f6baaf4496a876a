"""Filling the papers of appraisal on the spot: minutes, schedule and report, from the visits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from danvan_desktop.documents.page import Sheet, SignatureData
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.visit import (
    CheckLineData,
    ReportRowData,
    ScheduleRowData,
    VisitMinutesData,
    VisitReportData,
    VisitScheduleData,
    visit_closing,
    visit_day,
    visit_minutes,
    visit_opening,
    visit_report,
    visit_schedule,
)
from danvan_desktop.domain.clock_times import time_words
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.sheets import Stage, mark_words
from danvan_desktop.domain.text import lines_of
from danvan_desktop.domain.visits import Recommendation
from danvan_desktop.errors import UserError
from danvan_desktop.models import Body, Council
from danvan_desktop.services import (
    adoption,
    decision_wording,
    evaluation,
    paper_parts,
    score_sheets,
    visits,
)
from danvan_desktop.services.paper_kinds import Paper, Progress
from danvan_desktop.services.paper_specs import TEAM_SIGN
from danvan_desktop.services.session import Session
from danvan_desktop.services.sheet_view import SheetView
from danvan_desktop.services.visits import VisitRow
from danvan_desktop.services.worded_papers import Worded

_TEAM = "Tổ thẩm định"
_ANSWERS: Mapping[bool | None, str] = {True: "Đạt", False: "Không đạt", None: ""}
_OPEN_TEAM_ADDRESSEE = "Cơ quan có thẩm quyền công nhận"


def minutes(session: Session, uid: str) -> Worded:
    """The minutes of one visit as keyed in."""
    row = visits.visit(session, uid)
    body = _body(session, row.council, _plan(session, row))
    said = row.minutes
    data = replace(
        _heading(session, row, body),
        ends=said.ends,
        hosts=lines_of(said.hosts),
        findings=said.findings,
        opinions=said.opinions,
        recommendation=said.recommendation.label if said.recommendation else "",
        reason=said.reason,
        photos=row.photos,
    )
    return Worded(
        session,
        body,
        f"Biên bản thẩm định {row.registration.name}",
        replace(data, closing=visit_closing(data)),
        _one_visit,
        {"opening": "opening", "closing": "closing"},
        own_day=True,
    )


def _one_visit(data: VisitMinutesData, profile: Profile) -> Sheet:
    return visit_minutes([data], profile)


def blank_minutes(session: Session, uids: Sequence[str], progress: Progress | None = None) -> Paper:
    """Minutes to take along, one visit after the other: criteria listed, the rest for the pen."""
    found = []
    for number, uid in enumerate(uids, 1):
        row = visits.visit(session, uid)
        if progress is not None:
            progress(number, len(uids), row.registration.name)
        body = _body(session, row.council, _plan(session, row))
        checks = tuple(_checks(_sheet(session, row, Stage.APPRAISAL)))
        found.append(replace(_heading(session, row, body), checks=checks))
    profile = paper_parts.profile_of(session, body, None)
    title = f"Biên bản thẩm định để trắng {row.registration.name if len(uids) == 1 else ''}"
    return paper_parts.paper(session, body, visit_minutes(found, profile), title.strip())


def _heading(session: Session, row: VisitRow, body: Body) -> VisitMinutesData:
    """What is known before the trip."""
    said = row.minutes
    data = VisitMinutesData(
        issuer=paper_parts.issuer_of(body),
        year=score_sheets.find_registration(row.registration.uid).year,
        team_name=row.council_name or _TEAM,
        name=row.registration.name,
        subject=row.registration.subject_name,
        address=row.registration.address or row.registration.unit_name,
        day=said.on,
        starts=said.starts,
        venue=said.venue,
        team=lines_of(said.team),
        own_result=_own_result(session, row),
    )
    return replace(data, opening=visit_opening(data), closing=visit_closing(data))


def schedule(session: Session, programme_id: str, year: int, by: str = "") -> Worded:
    """The schedule of all visits of a programme and year."""
    plan = adoption.programme(session, programme_id)
    rows = _some(visits.visits(session, programme_id, year))
    body = paper_parts.default_body(session, plan, by)
    signing = decision_wording.signing_of(body)
    data = VisitScheduleData(
        issuer=paper_parts.issuer_of(body),
        day=None,
        year=year,
        rows=tuple(
            ScheduleRowData(
                visit_day(row.minutes.on),
                time_words(row.minutes.starts) if row.minutes.starts else "",
                row.registration.name,
                row.registration.subject_name,
                row.minutes.venue or row.registration.address or row.registration.unit_name,
                row.council_name,
            )
            for row in rows
        ),
        signature=SignatureData(signing.position),
        receivers=("Các đơn vị có tên", signing.receivers[-1]),
    )
    return Worded(
        session,
        body,
        f"Lịch thẩm định thực tế năm {year}",
        data,
        visit_schedule,
        {"receivers": "receivers"},
        signing=(signing.papers_authority, signing.position),
    )


def report(session: Session, programme_id: str, year: int) -> Worded:
    """The report on all finished visits to the body that decides; a draft leaves number and day
    open.

    Raises `UserError` while no visit is finished.
    """
    plan = adoption.programme(session, programme_id)
    every = _some(visits.visits(session, programme_id, year))
    done = [row for row in every if row.finished]
    if not done:
        raise UserError(
            "Chưa có biên bản thẩm định nào hoàn thành.",
            todo="Nhập và hoàn thành biên bản các cuộc thẩm định trước khi lập báo cáo.",
        )
    team = next((row.council for row in done if row.council), "")
    body = _body(session, team, plan)
    deciding = decision_wording.signing_of(body).deciding_body
    data = VisitReportData(
        issuer=paper_parts.council_of(body, _TEAM, TEAM_SIGN),
        number="",
        day=None,
        year=year,
        subject_line=f"Kết quả thẩm định mô hình, điển hình “Dân vận khéo” năm {year}",
        addressees=(deciding or _OPEN_TEAM_ADDRESSEE,),
        opening=_opening(team, every, done),
        body="\n".join(_parts(done)),
        rows=tuple(_report_row(session, row) for row in done),
        signature=SignatureData("Tổ trưởng"),
        receivers=("Như trên", "Lưu: Tổ thẩm định"),
    )
    return Worded(
        session,
        body,
        f"Báo cáo kết quả thẩm định năm {year}",
        data,
        visit_report,
        {
            "subject": "subject_line",
            "addressees": "addressees",
            "opening": "opening",
            "body": "body",
            "receivers": "receivers",
        },
        signing=(f"TM. {_TEAM}", "Tổ trưởng"),
    )


def _body(session: Session, council: str, plan: Programme) -> Body:
    """The team's own body where it names one, else the office's."""
    row = Council.get_or_none(Council.uid == council) if council else None
    chosen = row.body if row is not None and row.body_id else None
    return chosen or paper_parts.default_body(session, plan)


def _plan(session: Session, row: VisitRow) -> Programme:
    registration = score_sheets.find_registration(row.registration.uid)
    return adoption.programme(session, registration.programme_id)


def _some(rows: Sequence[VisitRow]) -> Sequence[VisitRow]:
    if not rows:
        raise UserError(
            "Chưa xếp lịch thẩm định thực tế nào.", todo="Chọn mô hình, điển hình để xếp lịch."
        )
    return rows


def _own_result(session: Session, row: VisitRow) -> str:
    view = _sheet(session, row, Stage.SELF)
    return view.result_words if view and view.finished else "Chưa có phiếu tự đánh giá"


def _sheet(session: Session, row: VisitRow, stage: Stage) -> SheetView | None:
    """The registration's sheet, None where its programme has no criteria for it."""
    try:
        return evaluation.open_sheet(session, row.registration.uid, stage)
    except UserError:
        return None


def _checks(view: SheetView | None) -> Iterator[CheckLineData]:
    """Conditions, then criteria, with what the subject says of itself."""
    if view is None:
        return
    for line in view.conditions:
        yield CheckLineData("", line.condition.title, _ANSWERS[line.self_answer])
    for one in view.lines:
        if not one.criterion.is_section:
            own = mark_words(one.self_mark)
            yield CheckLineData(one.criterion.code, one.criterion.title, own)


def _opening(team: str, every: Sequence[VisitRow], done: Sequence[VisitRow]) -> str:
    days = sorted(row.minutes.on for row in done if row.minutes.on)
    span = f"ngày {format_date(days[0])}"
    if days[-1] != days[0]:
        span = f"từ {span} đến ngày {format_date(days[-1])}"
    decision = _decision_words(team)
    return (
        f"{decision}Tổ thẩm định đã thẩm định thực tế {two_digits(len(done))} trên "
        f"{two_digits(len(every))} mô hình, điển hình có trong lịch ({span}). "
        "Kết quả cụ thể như sau:"
    )


def _decision_words(team: str) -> str:
    row = Council.get_or_none(Council.uid == team) if team else None
    if row is None or not row.decision_number:
        return ""
    day = f" ngày {format_date(row.decision_date)}" if row.decision_date else ""
    return f"Thực hiện Quyết định số {row.decision_number}{day} về việc thành lập tổ thẩm định, "


def _parts(done: Sequence[VisitRow]) -> Iterator[str]:
    """What stands behind the table, headings and lines."""
    counts = [
        f"{wanted.label}: {two_digits(found)}"
        for wanted in Recommendation
        if (found := sum(row.minutes.recommendation is wanted for row in done))
    ]
    reasons = [
        f"- {row.registration.name}: {row.minutes.reason.rstrip(' .;')}."
        for row in done
        if row.minutes.reason
    ]
    yield "I. TỔNG HỢP ĐỀ NGHỊ"
    yield "; ".join(counts) + "."
    if reasons:
        yield "II. LÝ DO CÒN PHẢI HOÀN THIỆN HOẶC KHÔNG ĐỀ NGHỊ"
        yield from reasons
    yield f"{'III' if reasons else 'II'}. KIẾN NGHỊ"
    yield "Tổ thẩm định báo cáo để cơ quan có thẩm quyền tổ chức bình xét, quyết định."


def _report_row(session: Session, row: VisitRow) -> ReportRowData:
    final = score_sheets.final_of(session, row.registration.uid)
    return ReportRowData(
        row.registration.name,
        row.registration.subject_name,
        visit_day(row.minutes.on),
        final.words or "Chưa có phiếu thẩm định",
        row.recommendation_words,
    )
