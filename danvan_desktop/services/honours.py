"""What an initiative or its people were recognised and commended for, as papers name it.

Reading only, from the decisions and awards that are kept here.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.dates import long_date
from danvan_desktop.models import Award, Decision, Recognition, Registration, Revocation
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.session import Session

_NONE = "Chưa được công nhận, khen thưởng về thành tích này"


def words(session: Session, row: Registration) -> str:
    """A line for each decision, the earliest first; that there is none where there is none."""
    signs = Signs(session)
    lines = [line for _, line in sorted([*_recognised(row, signs), *_awarded(row, signs)])]
    return "\n".join(lines) or f"{_NONE}."


def _same(row: Registration) -> list[str]:
    """The registration, and those of its initiative in other years."""
    if not row.initiative_id:
        return [row.uid]
    query = Registration.select(Registration.uid).where(
        Registration.initiative == row.initiative_id, ~Registration.deleted
    )
    return [one.uid for one in query]


def _recognised(row: Registration, signs: Signs) -> Iterator[tuple[str, str]]:
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
        number = signs.decision(decided)
        yield (
            key,
            f"- Được công nhận năm {decided.year} (Quyết định số {number}{day}{whose});",
        )


def _awarded(row: Registration, signs: Signs) -> Iterator[tuple[str, str]]:
    query = Award.select().where(
        Award.registration.in_(_same(row)), Award.status == AwardStatus.GIVEN.value, ~Award.deleted
    )
    for award in query:
        day = f" {long_date(award.decision_date)}" if award.decision_date else ""
        whose = f" của {award.giver_name}" if award.giver_name else ""
        key = str(award.decision_date or "")
        yield key, f"- {award.kind} (Quyết định số {signs.award(award)}{day}{whose});"
