"""What the office sets for all its programmes: its name, who works, who issues, how it numbers.

Reading and keeping only; what each setting does is the business of the service that reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Body, Certificate
from danvan_desktop.services.certificates import RUNS_ON
from danvan_desktop.services.number_series import (
    DEFAULT_STARTS,
    NUMBERED_BY,
    TERM_STARTS,
    Series,
    series_kind,
)
from danvan_desktop.services.office import ISSUING_BODY, office, rename
from danvan_desktop.services.session import Changes, Session, Topic


@dataclass(frozen=True)
class OfficeSettings:
    """`issuing_body` empty: the body of the programme's channel issues papers.

    `register_runs_on`: the register of certificates counts on over the years. `term_starts`: first
    days of the terms by which numbers run, None to leave them as they are.
    """

    name: str
    operator: str = ""
    issuing_body: str = ""
    register_runs_on: bool = False
    term_starts: tuple[date, ...] | None = None


def read(session: Session) -> OfficeSettings:
    """The settings as they stand. Raises `UserError` before the office was made."""
    row = office(session)
    if row is None:
        raise UserError("Thư mục dữ liệu này chưa có đơn vị.")
    return OfficeSettings(
        row.name,
        row.operator,
        session.setting(ISSUING_BODY, ""),
        bool(session.setting(RUNS_ON, False)),
        tuple(date.fromisoformat(day) for day in _term_starts(session)),
    )


def save(session: Session, settings: OfficeSettings) -> Changes:
    """Keep the settings.

    Raises `FieldError` for an empty name, a body that is not ours, and for another way of counting
    certificates once numbers were given: the register must stay without gaps.
    """
    before = read(session)
    _check_body(session, settings.issuing_body)
    if settings.register_runs_on != before.register_runs_on and _has_numbers(session):
        raise FieldError(
            "register_runs_on", "Sổ đã có số giấy chứng nhận nên không đổi được cách đánh số."
        )
    changes = rename(session, settings.name, settings.operator)
    session.remember(ISSUING_BODY, settings.issuing_body)
    session.remember(RUNS_ON, settings.register_runs_on)
    if settings.term_starts is not None:
        session.remember(TERM_STARTS, sorted({day.isoformat() for day in settings.term_starts}))
    return changes


def _term_starts(session: Session) -> list[str]:
    return sorted(session.setting(TERM_STARTS, list(DEFAULT_STARTS)))


def set_issuing_body(session: Session, body: str) -> Changes:
    """Only the body that issues papers when nothing else tells. `FieldError` when not ours."""
    _check_body(session, body)
    session.remember(ISSUING_BODY, body)
    return Changes(frozenset({Topic.OFFICE, Topic.SETTINGS}), body)


def _check_body(session: Session, body: str) -> None:
    own = (Body.uid == body) & (Body.owner == session.office_uid) & ~Body.deleted
    if body and not Body.select().where(own).exists():
        raise FieldError("issuing_body", "Không còn tổ chức này trong đơn vị.")


def _has_numbers(session: Session) -> bool:
    return bool(Certificate.select().where(Certificate.owner == session.office_uid).exists())


def numbered_by(session: Session, body: str) -> Series:
    """Whether the numbers of a body's papers run by year or by term."""
    return series_kind(session, body)


def set_numbered_by(session: Session, body: str, series: Series) -> None:
    """The office's own choice for a body, in place of what its channel usually does."""
    session.remember(NUMBERED_BY, session.setting(NUMBERED_BY, {}) | {body: series.value})
