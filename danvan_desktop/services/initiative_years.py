"""An initiative, or an exemplar, over the years: all that happened to it, in one view.

Puts together what registrations, sheets, decisions, certificates, awards and notes hold, own and
received. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danvan_desktop.domain.awards import AwardStatus, result_words
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.registrations import Newness
from danvan_desktop.errors import DanVanError, UserError
from danvan_desktop.models import (
    Certificate,
    Decision,
    Evidence,
    ProgressNote,
    Recognition,
    Registration,
    Revocation,
    Subject,
)
from danvan_desktop.services import adoption, awards, score_sheets
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.registration_list import RegistrationRow, listing, rows_of
from danvan_desktop.services.session import Session

_FOUND = 20
"""Registrations of one year that a search looks at."""


_SHOWN = 60
"""Registrations of one initiative that are put together, the newest; more is no initiative."""


class Happening(StrEnum):
    """What kind of thing happened; the value is its word."""

    REGISTERED = "Đăng ký"
    PROGRESS = "Thực hiện"
    RESULT = "Kết quả đánh giá"
    RECOGNISED = "Công nhận"
    REVOKED = "Thu hồi công nhận"
    CERTIFICATE = "Giấy chứng nhận"
    AWARD = "Khen thưởng"


@dataclass(frozen=True)
class YearLine:
    """One thing that happened, with its day where that is known."""

    kind: Happening
    words: str
    on: date | None = None


@dataclass(frozen=True)
class YearView:
    """One registration of the initiative with all that followed from it."""

    registration: str
    programme_id: str
    year: int
    title_name: str
    newness: Newness
    state_words: str
    recognised: bool
    awarded: bool
    halted: bool
    lines: tuple[YearLine, ...]


@dataclass(frozen=True)
class InitiativeView:
    """An initiative by its present name, year after year."""

    name: str
    kind: str
    years: tuple[YearView, ...]

    @property
    def words(self) -> str:
        """ "3 năm (2024 - 2026), 2 lần được công nhận, 1 lần khen thưởng"."""
        years = sorted({one.year for one in self.years})
        span = f"{years[0]} - {years[-1]}" if len(years) > 1 else str(years[0])
        parts = [f"{len(years)} năm ({span})"]
        recognised = sum(one.recognised for one in self.years)
        given = sum(one.awarded for one in self.years)
        parts += [f"{recognised} lần được công nhận"] if recognised else []
        parts += [f"{given} lần được khen thưởng"] if given else []
        return ", ".join(parts)


def of_registration(session: Session, uid: str) -> InitiativeView:
    """The whole life of what is registered here. Raises `UserError` when it is gone."""
    row = Registration.get_or_none((Registration.uid == uid) & ~Registration.deleted)
    if row is None:
        raise UserError("Không còn đăng ký này trong dữ liệu.")
    rows = _registrations(row)
    years = [_year(session, one) for one in rows]
    initiative = row.initiative if row.initiative_id else None
    return InitiativeView(
        initiative.name if initiative else row.subject.name,
        initiative.kind if initiative else "",
        tuple(years),
    )


def _registrations(row: Registration) -> list[Registration]:
    """Of the same initiative; without one, of a subject of that name at that place."""
    query = Registration.select(Registration, Subject).join(
        Subject, on=(Registration.subject == Subject.uid)
    )
    if row.initiative_id:
        query = query.where(Registration.initiative == row.initiative_id)
    else:
        query = query.where(
            Registration.initiative.is_null(),
            Subject.search_key == row.subject.search_key,
            Registration.unit == row.unit_id,
        )
    wanted = query.where(~Registration.deleted)
    newest = wanted.order_by(Registration.year.desc(), Registration.sort_key, Registration.uid)
    rows = list(newest.limit(_SHOWN))
    return sorted(rows, key=lambda one: (one.year, one.sort_key, one.uid))


def _year(session: Session, row: Registration) -> YearView:
    shown, signs = _shown(session, row), Signs(session)
    lines = [
        *_entered(row),
        *_progress(row.uid),
        *_results(session, row),
        *_recognitions(row.uid, signs),
        *_awards(row.uid, signs),
    ]
    kinds = [line.kind for line in lines]
    recognised = kinds.count(Happening.RECOGNISED) > kinds.count(Happening.REVOKED)
    return YearView(
        registration=row.uid,
        programme_id=row.programme_id,
        year=row.year,
        title_name=shown.title_name if shown else row.title,
        newness=Newness(row.newness),
        state_words=shown.state_words if shown else "",
        recognised=recognised,
        awarded=any(one.status == AwardStatus.GIVEN for one in awards.of_registrations([row.uid])),
        halted=bool(shown and shown.state.name in ("WITHDRAWN", "STOPPED", "REVOKED")),
        lines=tuple(lines),
    )


def _shown(session: Session, row: Registration) -> RegistrationRow | None:
    known = {one.programme_id for one in adoption.adopted(session)}
    if row.programme_id not in known:
        return None
    return next(iter(rows_of(session, row.programme_id, [row.uid])), None)


def _entered(row: Registration) -> Iterator[YearLine]:
    with_whom = f" với {row.registered_with_name}" if row.registered_with_name else ""
    newness = Newness(row.newness).label.lower()
    yield YearLine(Happening.REGISTERED, f"Đăng ký {newness}{with_whom}", row.registered_on)


def _progress(uid: str) -> Iterator[YearLine]:
    notes = list(
        ProgressNote.select()
        .where(ProgressNote.registration == uid, ~ProgressNote.deleted)
        .order_by(ProgressNote.on)
    )
    evidence = Evidence.select().where(Evidence.registration == uid, ~Evidence.deleted).count()
    if notes or evidence:
        words = f"{len(notes)} ghi chép, {evidence} minh chứng"
        yield YearLine(Happening.PROGRESS, words, notes[-1].on if notes else None)


def _results(session: Session, row: Registration) -> Iterator[YearLine]:
    try:
        final = score_sheets.final_of(session, row.uid)
    except DanVanError:
        return  # the programme or its criteria are not here any more: what was decided still is
    if final.result.finished:
        days = [
            sheet.finished_on
            for sheet in score_sheets.sheets_of(session, row.uid)
            if sheet.finished_on
        ]
        yield YearLine(Happening.RESULT, final.words, max(days, default=None))


def _recognitions(uid: str, signs: Signs) -> Iterator[YearLine]:
    query = (
        Recognition.select(Recognition, Decision)
        .join(Decision, on=(Recognition.decision == Decision.uid))
        .where(
            Recognition.registration == uid,
            Decision.status == "issued",
            ~Recognition.deleted,
            ~Decision.deleted,
        )
        .order_by(Decision.date, Recognition.uid)
    )
    for line in query:
        decision = line.decision
        words = f"Quyết định số {signs.decision(decision)} của {decision.issuer_name}"
        yield YearLine(Happening.RECOGNISED, words, decision.date)
        yield from _certificates(line.uid)
        yield from _revocations(line.uid)


def _certificates(recognition: str) -> Iterator[YearLine]:
    query = Certificate.select().where(
        Certificate.recognition == recognition,
        Certificate.status == "valid",
        ~Certificate.deleted,
    )
    for row in query.order_by(Certificate.number):
        yield YearLine(Happening.CERTIFICATE, f"Số {row.number:02d}", row.issued_on)


def _revocations(recognition: str) -> Iterator[YearLine]:
    query = Revocation.select().where(Revocation.recognition == recognition, ~Revocation.deleted)
    for row in query:
        yield YearLine(Happening.REVOKED, row.reason, row.on)


def _awards(uid: str, signs: Signs) -> Iterator[YearLine]:
    for row in awards.of_registrations([uid]):
        words = f"{result_words(AwardStatus(row.status), row.note)}: {row.kind}"
        if row.decision_number:
            day = f" ngày {format_date(row.decision_date)}" if row.decision_date else ""
            words += f", Quyết định số {signs.award(row)}{day}"
        yield YearLine(Happening.AWARD, words, row.decision_date)


@dataclass(frozen=True)
class OtherYears:
    """What a search found in years other than the one at hand; `registration` is one of them."""

    registration: str
    name: str
    years: str


def in_other_years(
    session: Session, words: str, programme_id: str, year: int
) -> tuple[OtherYears, ...]:
    """Initiatives of the programme's other years that match a search."""
    plan = adoption.programme(session, programme_id)
    found: dict[str, tuple[str, str, list[int]]] = {}
    for other in plan.years:
        if other == year:
            continue
        for row in listing(session, programme_id, other, words=words).page(0)[:_FOUND]:
            key = row.initiative or row.uid
            found.setdefault(key, (row.uid, row.name, []))[2].append(other)
    return tuple(
        OtherYears(uid, name, ", ".join(str(one) for one in years))
        for uid, name, years in found.values()
    )
