"""What goes back to an office below: what this office decided on the registrations it sent.

Owns which rows a file sent down holds and which offices one can be made for. The file itself is
written by `exchange.export`, read by `receiving` as any other, with the same checks of trust; the
office below keeps our rows beside its own and never changes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain.workflow import State, StepKind, state
from danvan_desktop.errors import UserError
from danvan_desktop.models import (
    Award,
    Body,
    Decision,
    KnownOffice,
    Office,
    Recognition,
    Registration,
    Step,
    Unit,
    travel,
)
from danvan_desktop.services.facts import facts_of_many
from danvan_desktop.services.session import Session

Selected = dict[str, dict[str, Any]]
"""Rows by table and uid."""

TABLES = frozenset(
    {"unit", "body", "step", "decision", "recognition", "revocation", "certificate", "award"}
)
"""What a file sent down may hold: never a registration, a sheet or a note."""

_TOLD = frozenset(
    {
        StepKind.RETURNED.value,
        StepKind.REVIEW_PASSED.value,
        StepKind.REVIEW_INCOMPLETE.value,
        StepKind.REVIEW_FAILED.value,
    }
)


@dataclass(frozen=True)
class BelowRow:
    """An office that sent registrations, and how many of them have what result here."""

    uid: str
    name: str
    registrations: int
    recognised: int
    refused: int
    returned: int

    @property
    def waiting(self) -> int:
        """Registrations on which nothing can be told yet."""
        return self.registrations - self.recognised - self.refused - self.returned


def offices_below(session: Session, programme_id: str, year: int) -> tuple[BelowRow, ...]:
    """The offices whose registrations of that programme and year lie here, by name."""
    query = Registration.select(Registration.uid, Registration.owner).where(
        Registration.programme_id == programme_id,
        Registration.year == year,
        Registration.owner != session.office_uid,
        ~Registration.deleted,
    )
    senders: dict[str, list[str]] = {}
    for row in query:
        senders.setdefault(row.owner, []).append(row.uid)
    known = KnownOffice.select().where(KnownOffice.uid.in_(list(senders)))
    found = [_below(session, office, senders[office.uid]) for office in known]
    return tuple(sorted(found, key=lambda row: row.name))


def _below(session: Session, office: KnownOffice, uids: list[str]) -> BelowRow:
    states = [state(facts, session.office_uid) for facts in facts_of_many(session, uids).values()]
    return BelowRow(
        office.uid,
        office.name,
        len(uids),
        states.count(State.RECOGNISED),
        states.count(State.NOT_RECOGNISED) + states.count(State.REVOKED),
        states.count(State.RETURNED),
    )


def office_name(uid: str) -> str:
    """The name of an office that sent a file. Raises `UserError` for one that never did."""
    known = KnownOffice.get_or_none(KnownOffice.uid == uid)
    if known is None:
        raise UserError(
            "Chưa nhận tệp nào của đơn vị này nên chưa gửi kết quả xuống được.",
            todo="Nhận tệp của đơn vị đó trước.",
        )
    return str(known.name)


def select(session: Session, programme_id: str, year: int, office: str) -> Selected:
    """Our rows about the registrations of an office: see the module. Tombstones go too."""
    owner = session.office_uid
    query = Registration.select(Registration.uid).where(
        Registration.owner == office,
        Registration.programme_id == programme_id,
        Registration.year == year,
    )
    uids = [row.uid for row in query]
    selected: Selected = {}
    steps = travel.having(Step, "registration", uids, owner)
    _add(selected, [row for row in steps if row.kind in _TOLD])
    lines = travel.having(Recognition, "registration", uids, owner)
    decided = travel.having(Decision, "uid", {line.decision_id for line in lines}, owner)
    told = {row.uid for row in decided if row.status == "issued" or row.number}
    kept = [line for line in lines if line.decision_id in told]
    _add(selected, [row for row in decided if row.uid in told])
    _add(selected, kept)
    for table in ("revocation", "certificate"):
        rows = travel.having(travel.BY_NAME[table], "recognition", [one.uid for one in kept], owner)
        _add(selected, rows)
    _add(selected, travel.having(Award, "registration", uids, owner))
    if selected:
        _add_issuers(selected, owner)
    return selected


def _add_issuers(selected: Selected, owner: str) -> None:
    """The bodies that decided, and the places they and this office stand at."""
    bodies = {
        uid
        for table in ("decision", "step", "certificate")
        for row in selected.get(table, {}).values()
        if (uid := row.body_id)
    }
    waiting = set(bodies)
    found: list[Any] = []
    while waiting:
        rows = travel.with_uids(Body, waiting)
        found += rows
        known = {row.uid for row in found}
        waiting = {row.parent_id for row in rows if row.parent_id} - known
    _add(selected, [row for row in found if row.owner == owner])
    places = {row.unit_id for row in found} | {_home().uid}
    _add(selected, _with_parents(places, owner))


def _with_parents(uids: Iterable[str], owner: str) -> list[Any]:
    found: dict[str, Any] = {}
    waiting = set(uids)
    while waiting:
        rows = travel.with_uids(Unit, waiting)
        found |= {row.uid: row for row in rows}
        waiting = {row.parent_id for row in rows if row.parent_id} - found.keys()
    return [row for row in found.values() if row.owner == owner]


def _home() -> Unit:
    return Unit.get_by_id(Office.get().home_unit_id)


def _add(selected: Selected, rows: Iterable[Any]) -> None:
    for row in rows:
        selected.setdefault(row.table(), {})[row.uid] = row
