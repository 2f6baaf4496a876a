"""Appraisal on the spot: visits planned, put in order, keyed in from paper minutes, finished.

What makes minutes complete is `domain/visits`; the papers are `visit_papers`. A finished visit is
locked: opening it again needs a reason. Its recommendation is said to the body that decides and
changes no state by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from danvan_desktop.domain.clock_times import parse_time
from danvan_desktop.domain.text import checked_line, checked_text
from danvan_desktop.domain.visits import Minutes, Recommendation, VisitState, problems, visit_state
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import UserError
from danvan_desktop.models import Council, CouncilMember, Evidence, Visit, VisitPhoto
from danvan_desktop.services import locks, progress
from danvan_desktop.services.kept_files import keeping
from danvan_desktop.services.registration_list import RegistrationRow, all_rows, rows_of
from danvan_desktop.services.session import Changes, Session, Topic

_ENDED = frozenset({State.WITHDRAWN, State.STOPPED, State.RECOGNISED, State.REVOKED})
_LIMIT = 4000


@dataclass(frozen=True)
class VisitRow:
    """One visit as lists show it."""

    uid: str
    registration: RegistrationRow
    council: str
    council_name: str
    state: VisitState
    minutes: Minutes
    photos: int
    finished_on: date | None

    @property
    def finished(self) -> bool:
        return self.state is VisitState.DONE

    @property
    def recommendation_words(self) -> str:
        wanted = self.minutes.recommendation
        return wanted.label if wanted and self.finished else ""


@dataclass(frozen=True)
class Team:
    """An appraisal team to choose for visits; `members` with their roles, a line each."""

    uid: str
    name: str
    members: str


def visits(session: Session, programme_id: str, year: int) -> tuple[VisitRow, ...]:
    """The visits of a programme and year in the order of the schedule."""
    rows = list(
        Visit.select()
        .where(Visit.programme_id == programme_id, Visit.year == year)
        .order_by(Visit.place, Visit.uid)
    )
    found = {
        row.uid: row
        for row in rows_of(session, programme_id, list({row.registration_id for row in rows}))
    }
    teams = {team.uid: team.name for team in teams_of()}
    photos = _photo_counts([row.uid for row in rows])
    return tuple(
        VisitRow(
            uid=row.uid,
            registration=found[row.registration_id],
            council=row.council_id or "",
            council_name=teams.get(row.council_id or "", ""),
            state=visit_state(row.on, row.finished, session.today()),
            minutes=minutes_of(row),
            photos=photos.get(row.uid, 0),
            finished_on=row.finished_on,
        )
        for row in rows
        if row.registration_id in found
    )


def visit(session: Session, uid: str) -> VisitRow:
    """One visit. Raises `UserError` when it is gone."""
    row = _get(uid)
    return next(one for one in visits(session, row.programme_id, row.year) if one.uid == uid)


def to_visit(session: Session, programme_id: str, year: int) -> tuple[RegistrationRow, ...]:
    """The registrations that may be visited and are on no schedule yet, in name order."""
    planned = {one.registration.uid for one in visits(session, programme_id, year)}
    return tuple(
        row
        for row in all_rows(session, programme_id, year)
        if row.uid not in planned and row.state not in _ENDED
    )


def teams_of() -> tuple[Team, ...]:
    """The office's appraisal teams in use, those that sit no more left out."""
    councils = Council.select().where(Council.kind == "appraisal", Council.active)
    return tuple(
        Team(row.uid, row.name, _member_lines(row.uid)) for row in councils.order_by(Council.name)
    )


def _member_lines(council: str) -> str:
    members = CouncilMember.select().where(CouncilMember.council == council)
    return "\n".join(
        ", ".join(part for part in (row.name, row.position) if part)
        for row in members.order_by(CouncilMember.place)
    )


def plan(
    session: Session,
    programme_id: str,
    year: int,
    registrations: Sequence[str],
    *,
    council: str = "",
    on: date | None = None,
) -> Changes:
    """Put registrations on the schedule, after those that are there; one on it stays as it is."""
    if not registrations:
        raise UserError("Chưa chọn mô hình, điển hình nào để thẩm định.")
    there = visits(session, programme_id, year)
    known = {one.registration.uid for one in there}
    team = next((one.members for one in teams_of() if one.uid == council), "")
    with session.write("Xếp lịch thẩm định", Topic.VISITS) as work:
        for place, uid in enumerate(registrations, len(there) + 1):
            if uid in known:
                continue
            row = work.insert(
                Visit,
                about=uid,
                programme_id=programme_id,
                year=year,
                place=place,
                council=council or None,
                registration=uid,
                on=on,
                team=team,
            )
            work.uid = row.uid
    return work.changes


def reschedule(
    session: Session, uids: Sequence[str], on: date | None, starts: str = "", venue: str = ""
) -> Changes:
    """Give visits their day, hour and place. Raises `UserError` for one with finished minutes."""
    hour = parse_time(starts, field="starts", label="Giờ bắt đầu")
    where = checked_line("venue", "Địa điểm", venue)
    with session.write("Sửa lịch thẩm định", Topic.VISITS) as work:
        for uid in uids:
            row = _open(uid)
            work.uid = uid
            work.update(row, about=row.registration_id, on=on, starts=hour, venue=where)
    return work.changes


def move(session: Session, uid: str, by: int) -> Changes:
    """Put a visit earlier (`by` -1) or later (1) in the schedule."""
    row = _get(uid)
    order = [one.uid for one in visits(session, row.programme_id, row.year)]
    at = order.index(uid)
    to = min(max(at + by, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    with session.write("Đổi thứ tự thẩm định", Topic.VISITS) as work:
        work.uid = uid
        for place, one in enumerate(order, 1):
            visit_row = _get(one)
            work.update(visit_row, about=visit_row.registration_id, place=place)
    return work.changes


def remove(session: Session, uids: Sequence[str]) -> Changes:
    """Take visits off the schedule. Raises `UserError` for one with finished minutes."""
    with session.write("Bỏ khỏi lịch thẩm định", Topic.VISITS) as work:
        for uid in uids:
            row = _open(uid)
            for link in VisitPhoto.select().where(VisitPhoto.visit == uid):
                work.purge(link, about=row.registration_id)
            work.purge(row, about=row.registration_id)
    return work.changes


def save_minutes(
    session: Session, uid: str, minutes: Minutes, new_photos: tuple[Path, ...] = ()
) -> Changes:
    """Keep minutes as far as they are keyed in; photos become evidence of the registration.

    Raises `FieldError` on a field that cannot be kept, `UserError` for a finished visit.
    """
    row = _open(uid)
    values = _checked(minutes)
    topics = (Topic.VISITS, Topic.PROGRESS)
    with keeping(session) as keep, session.write("Nhập biên bản thẩm định", *topics) as work:
        kept = [keep.file(path) for path in new_photos]
        work.uid = uid
        work.update(row, about=row.registration_id, **values)
        for file in kept:
            evidence = progress.insert_evidence(
                work, row.registration_id, file, title="Ảnh thẩm định thực tế"
            )
            work.insert(VisitPhoto, about=row.registration_id, visit=uid, evidence=evidence.uid)
    return work.changes


def finish(session: Session, uid: str) -> Changes:
    """Lock the minutes of a visit. Raises the first `FieldError` of what is missing."""
    row = _open(uid)
    for problem in problems(minutes_of(row), session.today()):
        raise problem
    with session.write("Hoàn thành biên bản thẩm định", Topic.VISITS) as work:
        work.uid = uid
        work.update(row, about=row.registration_id, finished=True, finished_on=session.today())
    return work.changes


def reopen(session: Session, uid: str, reason: str) -> Changes:
    """Open finished minutes again. Raises `FieldError` without a reason."""
    why = checked_text("reason", "Lý do", reason, required=True, limit=1000)
    row = _get(uid)
    with session.write("Mở lại biên bản thẩm định", Topic.VISITS, reason=why) as work:
        work.uid = uid
        work.update(row, about=row.registration_id, finished=False, finished_on=None)
        key = report_key(row.programme_id, row.year)
        locks.supersede(work, (uid, key), why, [row.registration_id])
    return work.changes


def report_key(programme_id: str, year: int) -> str:
    """What the papers about all visits of a programme and year are about."""
    return f"visits:{programme_id}:{year}"


def minutes_of(row: Visit) -> Minutes:
    return Minutes(
        on=row.on,
        starts=row.starts,
        ends=row.ends,
        venue=row.venue,
        team=row.team,
        hosts=row.hosts,
        findings=row.findings,
        opinions=row.opinions,
        recommendation=Recommendation(row.recommendation) if row.recommendation else None,
        reason=row.reason,
    )


def _checked(minutes: Minutes) -> dict[str, Any]:
    return {
        "on": minutes.on,
        "starts": parse_time(minutes.starts, field="starts", label="Giờ bắt đầu"),
        "ends": parse_time(minutes.ends, field="ends", label="Giờ kết thúc"),
        "venue": checked_line("venue", "Địa điểm", minutes.venue),
        "team": checked_text("team", "Tổ thẩm định", minutes.team, limit=_LIMIT),
        "hosts": checked_text("hosts", "Đại diện cơ sở", minutes.hosts, limit=_LIMIT),
        "findings": checked_text("findings", "Kết quả thẩm định", minutes.findings, limit=_LIMIT),
        "opinions": checked_text("opinions", "Ý kiến", minutes.opinions, limit=_LIMIT),
        "recommendation": minutes.recommendation.value if minutes.recommendation else "",
        "reason": checked_text("reason", "Lý do", minutes.reason, limit=_LIMIT),
    }


def _photo_counts(uids: Sequence[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    links = VisitPhoto.select(VisitPhoto.visit, Evidence.deleted).join(Evidence)
    for link in links.where(VisitPhoto.visit.in_(list(uids)), ~Evidence.deleted):
        counts[link.visit_id] = counts.get(link.visit_id, 0) + 1
    return counts


def _get(uid: str) -> Visit:
    row: Visit | None = Visit.get_or_none(Visit.uid == uid)
    if row is None:
        raise UserError("Không còn lần thẩm định này trong lịch.", safe="Dữ liệu không thay đổi.")
    return row


def _open(uid: str) -> Visit:
    row = _get(uid)
    if row.finished:
        raise UserError(
            "Biên bản thẩm định này đã hoàn thành và được khóa.",
            safe="Dữ liệu không thay đổi.",
            todo="Mở lại biên bản, ghi lý do, rồi sửa.",
        )
    return row
