"""Which body may recognise what: the programme's own rule, and what the office set for itself.

An office answers what its paper leaves open under the key "authority" of its programme settings;
nothing is assumed beyond both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.programmes import Authority, Programme
from danvan_desktop.domain.text import checked_line
from danvan_desktop.domain.units import BodyKind, UnitKind
from danvan_desktop.errors import FieldError
from danvan_desktop.models import Body, Unit
from danvan_desktop.services import adoption
from danvan_desktop.services.session import Changes, Session

SETTING = "authority"


@dataclass(frozen=True)
class Power:
    """A body may give `titles` at `level`. `set_by_office` when the paper does not say so."""

    level: str
    titles: tuple[str, ...]
    scope: str
    source: str
    set_by_office: bool = False


@dataclass(frozen=True)
class OfficeAuthority:
    """The office's own answer: this body gives these titles at this level, on that basis."""

    body: str
    level: str
    titles: tuple[str, ...]
    basis: str


def authority(session: Session, plan: Programme, body: str) -> tuple[Power, ...]:
    """What a body may give under a programme; empty when neither paper nor office says."""
    row = Body.get_by_id(body)
    tier = UnitKind(Unit.get_by_id(row.unit_id).kind).tier
    written = [
        Power(rule.level, rule.titles, rule.scope, rule.source)
        for rule in plan.authorities
        if _is_meant(rule, BodyKind(row.kind), tier)
    ]
    own = [
        Power(answer.level, answer.titles, "", answer.basis, set_by_office=True)
        for answer in answers(session, plan.id)
        if answer.body == body
    ]
    return (*written, *own)


def may_give(powers: Sequence[Power], level: str, title: str) -> bool:
    """Whether one of the powers reaches to the title at the level."""
    return any(power.level == level and title in power.titles for power in powers)


def own_powers(session: Session, plan: Programme) -> dict[str, tuple[Power, ...]]:
    """Powers of every body of this office, by the body's uid."""
    rows = Body.select().where((Body.owner == session.office_uid) & ~Body.deleted)
    return {row.uid: authority(session, plan, row.uid) for row in rows}


def answers(session: Session, programme_id: str) -> tuple[OfficeAuthority, ...]:
    """What the office set for itself."""
    return tuple(
        OfficeAuthority(one["body"], one["level"], tuple(one["titles"]), one["basis"])
        for one in adoption.answer(session, programme_id, SETTING, [])
    )


def set_answers(session: Session, programme_id: str, answers: Sequence[OfficeAuthority]) -> Changes:
    """Keep the office's answers in place of the earlier ones.

    Raises `FieldError` for a level or title the programme does not have, or without a basis.
    """
    plan = adoption.programme(session, programme_id)
    levels = {level.code for level in plan.levels}
    titles = {title.code for title in plan.titles}
    kept = []
    for answer in answers:
        if answer.level not in levels:
            raise FieldError("level", "Chưa chọn cấp công nhận.")
        if not answer.titles or not titles.issuperset(answer.titles):
            raise FieldError("titles", "Chưa chọn danh hiệu được công nhận.")
        basis = checked_line("basis", "Căn cứ", answer.basis, required=True)
        kept.append(
            {
                "body": answer.body,
                "level": answer.level,
                "titles": list(answer.titles),
                "basis": basis,
            }
        )
    return adoption.set_answer(session, programme_id, SETTING, kept or None)


def _is_meant(rule: Authority, kind: BodyKind, tier: int) -> bool:
    return kind in rule.body_kinds and rule.unit_tier in (None, tier)
