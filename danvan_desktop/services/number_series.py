"""Which papers share a series of numbers, so that one number is not given twice.

State papers count anew each year from 01; Party and Youth Union papers run per term, other bodies
per year unless the office says otherwise. Numbers themselves are the clerk's (`domain/numbering`).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from danvan_desktop.domain import numbering
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.text import search_key
from danvan_desktop.domain.units import Channel
from danvan_desktop.errors import FieldError
from danvan_desktop.models import Award, Body, Decision, DeskPaper, recognition_queries
from danvan_desktop.services.session import Session

TERM_STARTS = "term_starts"
"""Setting: first days of the terms (nhiệm kỳ) of the office's Party bodies, ISO dates."""
NUMBERED_BY = "numbered_by"
"""Setting: what a body's numbers run by, `year` or `term`, by the body's uid."""

DEFAULT_STARTS = ("2010-07-01", "2015-07-01", "2020-07-01", "2025-07-01", "2030-07-01")
_BY_TERM = frozenset({Channel.PARTY, Channel.YOUTH})


class Series(StrEnum):
    """What the numbers of a body begin anew with."""

    YEAR = "year"
    TERM = "term"


def check_number(session: Session, decision: Decision, number: str, on: date) -> str:
    """The number as typed, cleaned; `FieldError` when unreadable or taken in its series.

    A decision taken above us is in nobody's series here.
    """
    clean = numbering.written_number(number, label="Số quyết định")
    if decision.body_id is None:
        numbering.parse_number(clean, label="Số quyết định")
    else:
        taken = series_of(session, decision, on)
        numbering.check_not_taken(clean, taken, label="Số quyết định")
    return clean


def series_of(session: Session, decision: Decision, on: date) -> list[str]:
    """Numbers of the other decisions that share a series with this one when dated `on`."""
    if decision.body_id is None:
        return []
    kind = series_kind(session, decision.body_id)
    wanted = _period(session, kind, on)
    found = recognition_queries.numbers_of(decision.body_id, decision.uid)
    found += _desk_decisions(decision.body_id)
    return [number for number, day in found if day and _period(session, kind, day) == wanted]


def _desk_decisions(body: str) -> list[tuple[str, date | None]]:
    """Numbers of the body's decisions made as papers: they stand in the same book."""
    from danvan_desktop.services.paper_specs import DECISION_SIGN, SPECS

    kinds = [one.kind.value for one in SPECS if one.sign == DECISION_SIGN]
    query = DeskPaper.select(DeskPaper.number, DeskPaper.date).where(
        DeskPaper.body == body, DeskPaper.kind.in_(kinds), DeskPaper.number != ""
    )
    return [(row.number, row.date) for row in query]


def series_kind(session: Session, body: str) -> Series:
    """Whether a body's numbers run by year or by term."""
    chosen = session.setting(NUMBERED_BY, {}).get(body)
    if chosen:
        return Series(chosen)
    by_term = Channel(Body.get_by_id(body).channel) in _BY_TERM
    return Series.TERM if by_term else Series.YEAR


def period(session: Session, body: str, on: date) -> str:
    """The year or term in which the body's numbers count, for a paper dated `on`."""
    return _period(session, series_kind(session, body), on)


def _period(session: Session, kind: Series, on: date) -> str:
    if kind is Series.YEAR:
        return str(on.year)
    starts = sorted(session.setting(TERM_STARTS, list(DEFAULT_STARTS)))
    return max((start for start in starts if start <= on.isoformat()), default="")


def check_award_number(number: str, on: date, giver: str) -> str:
    """The number of an award decision, cleaned.

    All awards of one decision share it; `FieldError` where that body used it on another day of
    the year.
    """
    clean = numbering.written_number(number, label="Số quyết định")
    numbering.parse_number(clean, label="Số quyết định")
    wanted = search_key(giver)
    query = Award.select().where(Award.decision_number != "", ~Award.deleted)
    for row in query:
        day: date = row.decision_date or on
        is_taken = numbering.is_same(clean, row.decision_number) and day != on
        if is_taken and search_key(row.giver_name) == wanted and day.year == on.year:
            raise FieldError(
                "number",
                f"Số {clean} của {row.giver_name} đã dùng cho quyết định khen thưởng ngày "
                f"{format_date(day)}.",
            )
    return clean
