"""What an initiative or its people were recognised and commended for, as papers name it.

Reading only, from the decisions and awards that are kept here.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.dates import long_date
from danvan_desktop.models import Award, Decision, Recognition, Registration, Revocation

_NONE = "Chưa được công nhận, khen thưởng về thành tích này"


def words(row: Registration) -> str:
    """A line for each decision, the earliest first; that there is none where there is none."""
    lines = [line for _, line in sorted([*_recognised(row), *_awarded(row)])]
    return "\n".join(lines) or f"{_NONE}."


def _same(row: Registration) -> list[str]:
    """The registration, and those of its initiative in other years."""
    if not row.initiative_id:
        return [row.uid]
    query = Registration.select(Registration.uid).where(
        Registration.initiative == row.initiative_id, ~Registration.deleted
    )
    return [one.uid for one in query]


def _recognised(row: Registration) -> Iterator[tuple[str, str]]:
    query = (
        Recognition.select(Recognition, Decision)
        .join(Decision, on=(Recognition.decision == Decision.uid))
        .where(
            Recognition.registration.in_(_same(row)),
            Recognition.uid.not_in(Revocation.select(Revocation.recognition)),
            ~Recognition.deleted,
            Decision.number != "",
        )
    )
    for line in query:
        decided = line.decision
        by = decided.issuer_name or (decided.body.name if decided.body_id else "")
        day = f" {long_date(decided.date)}" if decided.date else ""
        whose = f" của {by}" if by else ""
        key = str(decided.date or "")
        yield (
            key,
            f"- Được công nhận năm {decided.year} (Quyết định số {decided.number}{day}{whose});",
        )


def _awarded(row: Registration) -> Iterator[tuple[str, str]]:
    query = Award.select().where(
        Award.registration.in_(_same(row)), Award.status == AwardStatus.GIVEN.value, ~Award.deleted
    )
    for award in query:
        day = f" {long_date(award.decision_date)}" if award.decision_date else ""
        whose = f" của {award.giver_name}" if award.giver_name else ""
        key = str(award.decision_date or "")
        yield key, f"- {award.kind} (Quyết định số {award.decision_number}{day}{whose});"
