"""Reading decisions, their lines, revocations and certificates; rows of the tables, never views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peewee import fn

from danvan_desktop.models.recognition import (
    Award,
    Certificate,
    Decision,
    Recognition,
    Revocation,
)
from danvan_desktop.models.registrations import Initiative, Registration, Subject


def decisions(programme_id: str, year: int) -> list[Decision]:
    """Decisions of a programme and year, drafts first, then the newest date first."""
    query = Decision.select().where(
        Decision.programme_id == programme_id, Decision.year == year, ~Decision.deleted
    )
    return list(query.order_by(Decision.status, Decision.date.desc(), Decision.uid))


def decision(uid: str) -> Decision | None:
    found: Decision | None = Decision.get_or_none((Decision.uid == uid) & ~Decision.deleted)
    return found


def numbers_of(body: str, except_for: str) -> list[tuple[str, Any]]:
    """(number, date) of a body's other numbered decisions."""
    query = Decision.select(Decision.number, Decision.date).where(
        Decision.body == body, Decision.number != "", Decision.uid != except_for, ~Decision.deleted
    )
    return [(row.number, row.date) for row in query]


def last_signer(body: str) -> str:
    """Who signed the body's newest decision that names its signer."""
    wanted = (Decision.body == body) & (Decision.signer != "") & ~Decision.deleted
    newest = Decision.date.desc(nulls="last")
    row = Decision.select(Decision.signer).where(wanted).order_by(newest, Decision.uid).first()
    return "" if row is None else str(row.signer)


def lines(decision: str) -> list[Recognition]:
    """The lines of a decision with their registrations, in the order of its list."""
    query = Recognition.select(Recognition, Registration).join(
        Registration, on=(Recognition.registration == Registration.uid)
    )
    wanted = query.where(Recognition.decision == decision, ~Recognition.deleted)
    return list(wanted.order_by(Recognition.position, Recognition.uid))


def line(uid: str) -> Recognition | None:
    """One line with its decision."""
    query = Recognition.select(Recognition, Decision).join(
        Decision, on=(Recognition.decision == Decision.uid)
    )
    found: Recognition | None = query.where(Recognition.uid == uid, ~Recognition.deleted).first()
    return found


def counts(decisions: Sequence[str]) -> dict[str, int]:
    """How many lines each decision has."""
    query = (
        Recognition.select(Recognition.decision, fn.COUNT(Recognition.uid).alias("lines"))
        .where(Recognition.decision.in_(list(decisions)), ~Recognition.deleted)
        .group_by(Recognition.decision)
    )
    return {row.decision_id: row.lines for row in query}


def revocations(recognitions: Sequence[str]) -> dict[str, Revocation]:
    """Revocations by line."""
    query = Revocation.select().where(
        Revocation.recognition.in_(list(recognitions)), ~Revocation.deleted
    )
    return {row.recognition_id: row for row in query}


def given_before(owner: str = "") -> list[Recognition]:
    """Every unrevoked line of issued decisions, with what tells twins apart.

    Of one office, or of all whose decisions lie here.
    """
    revoked = Revocation.select(Revocation.recognition).where(~Revocation.deleted)
    query = (
        Recognition.select(Recognition, Decision, Registration, Subject)
        .join(Decision, on=(Recognition.decision == Decision.uid))
        .switch(Recognition)
        .join(Registration, on=(Recognition.registration == Registration.uid))
        .join(Subject, on=(Registration.subject == Subject.uid))
    )
    wanted = query.where(
        ~Recognition.deleted,
        ~Decision.deleted,
        Decision.status == "issued",
        Recognition.uid.not_in(revoked),
    )
    if owner:
        wanted = wanted.where(Recognition.owner == owner)
    return list(wanted.order_by(Decision.date, Recognition.position, Recognition.uid))


def drafted(owner: str, except_for: str = "") -> dict[str, str]:
    """Registrations in the office's draft decisions, with the uid of the draft."""
    query = Recognition.select(Recognition, Decision).join(
        Decision, on=(Recognition.decision == Decision.uid)
    )
    wanted = query.where(
        Recognition.owner == owner,
        ~Recognition.deleted,
        ~Decision.deleted,
        Decision.status == "draft",
        Decision.uid != except_for,
    )
    return {row.registration_id: row.decision_id for row in wanted}


def drafted_titles(
    owner: str, programme_id: str, year: int, except_for: str = ""
) -> dict[str, str]:
    """Titles in the office's draft decisions of a programme and year, by registration."""
    query = Recognition.select(Recognition, Decision).join(
        Decision, on=(Recognition.decision == Decision.uid)
    )
    wanted = query.where(
        Recognition.owner == owner,
        ~Recognition.deleted,
        ~Decision.deleted,
        Decision.status == "draft",
        Decision.programme_id == programme_id,
        Decision.year == year,
        Decision.uid != except_for,
    )
    return {row.registration_id: row.title for row in wanted}


def initiative_names(registrations: Sequence[Registration]) -> dict[str, str]:
    """Names of the initiatives these registrations belong to, by the initiative's uid."""
    uids = [row.initiative_id for row in registrations if row.initiative_id]
    query = Initiative.select(Initiative.uid, Initiative.name).where(Initiative.uid.in_(uids))
    return {row.uid: row.name for row in query}


def certificates(year: int, owner: str) -> list[Certificate]:
    """The office's register of a year with lines and decisions, in the order of the numbers."""
    query = _certificates().where(
        Certificate.year == year, Certificate.owner == owner, ~Certificate.deleted
    )
    return list(query.order_by(Certificate.body, Certificate.series, Certificate.number))


def certificate(uid: str) -> Certificate | None:
    found: Certificate | None = (
        _certificates().where(Certificate.uid == uid, ~Certificate.deleted).first()
    )
    return found


def certificates_in(uids: Sequence[str]) -> list[Certificate]:
    """Given certificates with all that their papers name, in the order of the register."""
    query = (
        Certificate.select(Certificate, Recognition, Decision, Registration, Subject, Initiative)
        .join(Recognition, on=(Certificate.recognition == Recognition.uid))
        .join(Decision, on=(Recognition.decision == Decision.uid))
        .switch(Recognition)
        .join(Registration, on=(Recognition.registration == Registration.uid))
        .join(Subject, on=(Registration.subject == Subject.uid))
        .switch(Registration)
        .left_outer_join(Initiative, on=(Registration.initiative == Initiative.uid))
    )
    wanted = query.where(Certificate.uid.in_(list(uids)), ~Certificate.deleted)
    return list(wanted.order_by(Certificate.body, Certificate.year, Certificate.number))


def awards_in(uids: Sequence[str]) -> list[Award]:
    """Awards with all that their papers name, in no order."""
    query = (
        Award.select(Award, Recognition, Registration, Subject)
        .left_outer_join(Recognition, on=(Award.recognition == Recognition.uid))
        .left_outer_join(Registration, on=(Recognition.registration == Registration.uid))
        .left_outer_join(Subject, on=(Registration.subject == Subject.uid))
    )
    return list(query.where(Award.uid.in_(list(uids)), ~Award.deleted))


def certificates_of(decision: str) -> list[Certificate]:
    """Certificates of a decision's lines, spoiled ones included, in the order of the numbers."""
    query = _certificates().where(Recognition.decision == decision, ~Certificate.deleted)
    return list(query.order_by(Certificate.number))


def entries_numbered(owner: str, number: int) -> list[Certificate]:
    """The office's entries of that number, whatever the body, series and year."""
    return list(
        _certificates().where(
            Certificate.owner == owner, Certificate.number == number, ~Certificate.deleted
        )
    )


def entries(owner: str, body: str, series: str, year: int | None) -> list[int]:
    """Numbers used in a register, of one year or (None) of all."""
    query = Certificate.select(Certificate.number).where(
        Certificate.owner == owner, Certificate.body == body, Certificate.series == series
    )
    if year is not None:
        query = query.where(Certificate.year == year)
    return [row.number for row in query]


def _certificates() -> Any:
    return (
        Certificate.select(Certificate, Recognition, Decision)
        .join(Recognition, on=(Certificate.recognition == Recognition.uid))
        .join(Decision, on=(Recognition.decision == Decision.uid))
    )
