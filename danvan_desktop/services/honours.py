"""What an initiative or its people were recognised and commended for, as papers name it.

Reading only, from the decisions and awards that are kept here.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.models import Award, Decision, Recognition, Registration, Revocation
from danvan_desktop.services import adoption, award_words, decision_wording
from danvan_desktop.services.session import Session

_NONE = "Chưa được công nhận, khen thưởng về thành tích này"


def words(session: Session, row: Registration) -> str:
    """A line for each decision, the earliest first; that there is none where there is none."""
    lines = [line for _, line in sorted([*_recognised(session, row), *_awarded(session, row)])]
    return "\n".join(lines) or f"{_NONE}."


def _same(row: Registration) -> list[str]:
    """The registration, and those of its initiative in other years."""
    if not row.initiative_id:
        return [row.uid]
    query = Registration.select(Registration.uid).where(
        Registration.initiative == row.initiative_id, ~Registration.deleted
    )
    return [one.uid for one in query]


def _recognised(session: Session, row: Registration) -> Iterator[tuple[str, str]]:
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
        plan = adoption.programme(session, decided.programme_id)
        title = in_sentence(plan.title(line.title).name)
        level = decision_wording.level_words(plan.level(line.level))
        by = award_words.of_decision(session, decided)
        key = str(decided.date or "")
        yield key, f"- Được công nhận {title} {level} năm {decided.year} ({by});"


def _awarded(session: Session, row: Registration) -> Iterator[tuple[str, str]]:
    query = Award.select().where(
        Award.registration.in_(_same(row)), Award.status == AwardStatus.GIVEN.value, ~Award.deleted
    )
    for award in query:
        by = award_words.of_award(session, award)
        key = str(award.decision_date or "")
        yield key, f"- {award.kind} ({by});"
