"""Base salary and coefficients of awards as the settings list them, with the money they make.

Owns which figures there are and what stands beside them; keeping a figure is `dated_figures`, the
rule of the money `domain/award_money`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from danvan_desktop.domain.award_money import BASE_SALARY, coefficient_key, money
from danvan_desktop.domain.awards import KINDS
from danvan_desktop.domain.text import checked_line, in_sentence, search_key
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError
from danvan_desktop.models import Award
from danvan_desktop.services import dated_figures
from danvan_desktop.services.dated_figures import FigureRow
from danvan_desktop.services.session import Changes, Session

_KINDS_TYPED = "award_figure_kinds"
"""Setting: kinds of award typed by the office, with their marks, by search key."""


class Standing(Enum):
    """Whether a figure holds today."""

    NOW = "Đang áp dụng"
    LATER = "Sẽ áp dụng"
    PAST = "Đã thay"


@dataclass(frozen=True)
class FigureLine:
    """A figure with what it makes. `subject_kind` None: the base salary.

    `money` is đồng for one award on `today`, or on the day nearest to it on which the figure
    holds; None for the base salary, and where no base salary was set by then.
    """

    uid: str
    kind: str
    subject_kind: SubjectKind | None
    value: Decimal
    valid_from: date
    valid_to: date | None
    source: str
    standing: Standing
    money: int | None

    @property
    def name(self) -> str:
        if self.subject_kind is None:
            return "Lương cơ sở"
        return f"Hệ số {in_sentence(self.kind)}, {self.subject_kind.label.lower()}"


@dataclass(frozen=True)
class FigureDraft:
    """What is typed; `kind` and `subject_kind` only for a coefficient."""

    value: str
    valid_from: date
    source: str = ""
    kind: str = ""
    subject_kind: SubjectKind | None = None


def lines(session: Session) -> tuple[FigureLine, ...]:
    """Every figure, the base salary first, then by kind and subject; the newest of each first."""
    rows = dated_figures.figures()
    names = _kind_names(session)
    order: dict[SubjectKind | None, int] = {None: 0}
    order.update((kind, place) for place, kind in enumerate(SubjectKind, start=1))
    made = list(_lines(rows, names, session.today()))
    made.sort(key=lambda line: -line.valid_from.toordinal())
    made.sort(key=lambda line: (order[line.subject_kind] > 0, line.kind, order[line.subject_kind]))
    return tuple(made)


def kinds(session: Session) -> tuple[str, ...]:
    """Kinds of award to choose among: the usual ones, and those the office gave."""
    return tuple(_kind_names(session).values())


def save(session: Session, draft: FigureDraft) -> Changes:
    """Set a figure from a day on. Raises `FieldError` for what is no sound figure."""
    key = BASE_SALARY
    if draft.subject_kind is not None:
        kind = checked_line("kind", "Hình thức khen thưởng", draft.kind, required=True, limit=100)
        key = coefficient_key(kind, draft.subject_kind.value)
        _remember(session, kind)
    return dated_figures.set_figure(session, key, draft.value, draft.valid_from, draft.source)


def change(session: Session, uid: str, draft: FigureDraft) -> Changes:
    """Put other values in place of a figure's, also from another day on.

    Raises `FieldError` where that day has another figure already.
    """
    rows = dated_figures.figures()
    old = next((row for row in rows if row.uid == uid), None)
    if old is None or old.valid_from == draft.valid_from:
        return save(session, draft)
    if any(row.key == old.key and row.valid_from == draft.valid_from for row in rows):
        raise FieldError("valid_from", "Ngày này đã có mức khác.")
    changes = save(session, draft)
    dated_figures.remove(session, uid)
    return changes


def _lines(rows: Iterable[FigureRow], names: dict[str, str], today: date) -> Iterator[FigureLine]:
    rows = tuple(rows)
    for row in rows:
        later = [one.valid_from for one in rows if one.key == row.key]
        after = min((day for day in later if day > row.valid_from), default=None)
        until = after - timedelta(days=1) if after else None
        kind, subject = _parts(row.key)
        amount = None
        if subject is not None:
            on = max(row.valid_from, min(today, until or today))
            base = dated_figures.value_on(BASE_SALARY, on)
            amount = money(row.value, int(base)) if base is not None else None
        yield FigureLine(
            row.uid,
            names.get(kind, kind),
            subject,
            row.value,
            row.valid_from,
            until,
            row.source,
            _standing(row.valid_from, until, today),
            amount,
        )


def _standing(first: date, last: date | None, today: date) -> Standing:
    if first > today:
        return Standing.LATER
    return Standing.PAST if last is not None and last < today else Standing.NOW


def _parts(key: str) -> tuple[str, SubjectKind | None]:
    if key == BASE_SALARY:
        return "", None
    _, kind, subject = key.split(":")
    return kind, SubjectKind(subject)


def _kind_names(session: Session) -> dict[str, str]:
    given = [row.kind for row in Award.select(Award.kind).where(~Award.deleted).distinct()]
    typed: dict[str, str] = session.setting(_KINDS_TYPED, {})
    usual = {search_key(kind): kind for kind in KINDS}
    return {**{search_key(kind): kind for kind in given}, **typed, **usual}


def _remember(session: Session, kind: str) -> None:
    if search_key(kind) not in _kind_names(session):
        typed: dict[str, str] = session.setting(_KINDS_TYPED, {})
        session.remember(_KINDS_TYPED, {**typed, search_key(kind): kind})
