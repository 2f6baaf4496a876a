"""Reading sheets with what they stand on, for one registration or a whole programme and year.

Returns rows of the tables, never views; what they mean is for the services.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from danvan_desktop.models.evaluation import ScoreSheet
from danvan_desktop.models.registrations import Evidence, Registration, Step, Subject

_AT_ONCE = 500


def registrations(programme_id: str, year: int) -> list[Registration]:
    """Registrations with their subjects, in name order."""
    query = Registration.select(Registration, Subject).join(
        Subject, on=(Registration.subject == Subject.uid)
    )
    wanted = query.where(*_inside(programme_id, year))
    return list(wanted.order_by(Registration.sort_key, Registration.uid))


def registration(uid: str) -> Registration | None:
    """One registration with its subject, None when it is gone."""
    query = Registration.select(Registration, Subject).join(
        Subject, on=(Registration.subject == Subject.uid)
    )
    found: Registration | None = query.where(Registration.uid == uid, ~Registration.deleted).first()
    return found


def registrations_of(uids: Sequence[str]) -> list[Registration]:
    """Given registrations with their subjects, in the order given; missing ones left out."""
    query = Registration.select(Registration, Subject).join(
        Subject, on=(Registration.subject == Subject.uid)
    )
    found: dict[str, Registration] = {}
    for start in range(0, len(uids), _AT_ONCE):
        some = list(uids[start : start + _AT_ONCE])
        wanted = query.where(Registration.uid.in_(some), ~Registration.deleted)
        found |= {row.uid: row for row in wanted}
    return [found[uid] for uid in uids if uid in found]


def sheets(registration: str) -> list[ScoreSheet]:
    query = ScoreSheet.select().where(ScoreSheet.registration == registration, ~ScoreSheet.deleted)
    return list(query.order_by(ScoreSheet.stage, ScoreSheet.assessor, ScoreSheet.uid))


def sheets_of(uids: Sequence[str]) -> list[ScoreSheet]:
    """Given sheets; those taken away are left out."""
    found: list[ScoreSheet] = []
    for start in range(0, len(uids), _AT_ONCE):
        some = list(uids[start : start + _AT_ONCE])
        found += list(ScoreSheet.select().where(ScoreSheet.uid.in_(some), ~ScoreSheet.deleted))
    return found


def sheets_in(programme_id: str, year: int) -> list[ScoreSheet]:
    """All sheets of a programme and year, each registration's together."""
    query = ScoreSheet.select().where(
        ScoreSheet.registration.in_(_uids(programme_id, year)), ~ScoreSheet.deleted
    )
    return list(
        query.order_by(
            ScoreSheet.registration, ScoreSheet.stage, ScoreSheet.assessor, ScoreSheet.uid
        )
    )


def sheets_by(programme_id: str, year: int, assessor: str) -> list[ScoreSheet]:
    """All sheets of a programme and year that are signed with one name."""
    query = ScoreSheet.select().where(
        ScoreSheet.registration.in_(_uids(programme_id, year)),
        ScoreSheet.assessor == assessor,
        ~ScoreSheet.deleted,
    )
    return list(query.order_by(ScoreSheet.registration, ScoreSheet.stage, ScoreSheet.uid))


def steps_taken(registration: str, kinds: Collection[str]) -> set[str]:
    """Which of these kinds of step a registration has had."""
    query = Step.select(Step.kind).where(
        Step.registration == registration, Step.kind.in_(list(kinds)), ~Step.deleted
    )
    return {step.kind for step in query}


def steps_taken_in(programme_id: str, year: int, kinds: Collection[str]) -> dict[str, set[str]]:
    """As `steps_taken`, for every registration that has any."""
    query = Step.select(Step.registration, Step.kind).where(
        Step.registration.in_(_uids(programme_id, year)), Step.kind.in_(list(kinds)), ~Step.deleted
    )
    found: dict[str, set[str]] = {}
    for step in query:
        found.setdefault(step.registration_id, set()).add(step.kind)
    return found


def evidence(registration: str) -> list[Evidence]:
    query = Evidence.select().where(Evidence.registration == registration, ~Evidence.deleted)
    return list(query.order_by(Evidence.on, Evidence.file_name, Evidence.uid))


def evidence_codes(registration: str) -> set[str]:
    """The criteria that a registration has evidence for."""
    return {row.criterion for row in evidence(registration) if row.criterion}


def evidence_codes_in(programme_id: str, year: int) -> dict[str, set[str]]:
    """As `evidence_codes`, for every registration that has any."""
    query = Evidence.select(Evidence.registration, Evidence.criterion).where(
        Evidence.registration.in_(_uids(programme_id, year)),
        Evidence.criterion != "",
        ~Evidence.deleted,
    )
    found: dict[str, set[str]] = {}
    for row in query:
        found.setdefault(row.registration_id, set()).add(row.criterion)
    return found


def _inside(programme_id: str, year: int) -> tuple[Any, ...]:
    return (
        Registration.programme_id == programme_id,
        Registration.year == year,
        ~Registration.deleted,
    )


def _uids(programme_id: str, year: int) -> Any:
    return Registration.select(Registration.uid).where(*_inside(programme_id, year))
