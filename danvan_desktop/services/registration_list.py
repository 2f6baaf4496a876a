"""Lists of registrations: counted, fetched by pages, searched, each row with its state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.domain import workflow
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.registrations import Newness
from danvan_desktop.domain.text import in_sentence, search_key
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import Facts, State, StepKind
from danvan_desktop.models import KnownOffice, registration_queries
from danvan_desktop.models.registration_queries import Key, Selection
from danvan_desktop.services.adoption import programme
from danvan_desktop.services.facts import facts_of_many
from danvan_desktop.services.session import Session

PAGE_ROWS = 100
KEY_EVERY = 1000
AT_ONCE = 5000
"""Rows read together where all of them are wanted; SQLite takes so many parameters at most."""


@dataclass(frozen=True)
class RegistrationRow:
    """A registration as lists show it; codes beside the programme's words for them."""

    uid: str
    name: str
    sector: str
    sector_name: str
    subject_kind: SubjectKind
    subject_name: str
    address: str
    unit: str
    unit_name: str
    body_name: str
    newness: Newness
    title: str
    title_name: str
    level: str
    level_name: str
    summary: str
    person_in_charge: str
    registered_on: date | None
    state: State
    activity: StepKind
    last_note_on: date | None
    own: bool
    initiative: str
    revision: int
    above: State | None = None
    """What an office above decided on it and sent back."""
    above_name: str = ""

    @property
    def outcome(self) -> State:
        """Where it stands once what came back on our proposal is counted in."""
        waiting = self.state is State.PROPOSED
        return self.above if waiting and self.above is not None else self.state

    @property
    def recognised(self) -> bool:
        return State.RECOGNISED in (self.state, self.above)

    @property
    def sent_back(self) -> bool:
        """Whether our proposal came back, so that the registration may be edited again."""
        return self.outcome in (State.RETURNED, State.NOT_RECOGNISED)

    @property
    def state_words(self) -> str:
        """The state in our eyes, and what came back from above beside it."""
        if self.above is None:
            return self.state.label
        return f"{self.state.label}; cấp trên: {in_sentence(self.above.label)}"

    @property
    def place_name(self) -> str:
        """Organisation and place, as a list prints who registered."""
        return self.body_name or self.unit_name


class RegistrationList:
    """Rows of one programme and year in name order, by pages of `PAGE_ROWS`.

    The count is known at once; a key is remembered every `KEY_EVERY` rows when a page beyond the
    first is asked for, so that a jump costs no more than a step.
    """

    def __init__(self, session: Session, selection: Selection) -> None:
        self._session = session
        self._selection = selection
        self._programme = programme(session, selection.programme_id)
        self._keys: list[Key] | None = None
        self._count: int | None = None

    def count(self) -> int:
        """How many rows there were when first asked; a change needs a new list."""
        if self._count is None:
            self._count = registration_queries.count(self._session.database, self._selection)
        return self._count

    def exceeds(self, rows: int) -> bool:
        """Whether there are more than `rows`, much sooner known than how many there are."""
        return registration_queries.exceeds(self._session.database, self._selection, rows)

    def page(self, index: int) -> tuple[RegistrationRow, ...]:
        """Rows `index * PAGE_ROWS` and on; fewer or none at the end."""
        start = index * PAGE_ROWS
        after, skip = self._key_before(start)
        found = registration_queries.page(
            self._session.database, self._selection, after, skip, PAGE_ROWS
        )
        return _rows(self._session, self._programme, found)

    def _key_before(self, start: int) -> tuple[Key | None, int]:
        if start < KEY_EVERY:
            return None, start
        if self._keys is None:
            self.remember_keys()
        keys = self._keys or []
        number = min(start // KEY_EVERY, len(keys))
        return (keys[number - 1] if number else None), start - number * KEY_EVERY

    def remember_keys(self) -> None:
        """Find the page keys now; a window calls it once it has painted."""
        self._keys = registration_queries.keys(self._session.database, self._selection, KEY_EVERY)


def listing(
    session: Session,
    programme_id: str,
    year: int,
    *,
    sector: str = "",
    title: str = "",
    unit: str = "",
    words: str = "",
) -> RegistrationList:
    """A list narrowed by what is given; `words` are folded and matched by their beginnings."""
    selection = Selection(programme_id, year, sector, title, unit, search_key(words))
    return RegistrationList(session, selection)


def all_rows(session: Session, programme_id: str, year: int) -> tuple[RegistrationRow, ...]:
    """Every registration of a programme and year, in name order."""
    selection = Selection(programme_id, year)
    count = registration_queries.count(session.database, selection)
    found = registration_queries.page(session.database, selection, None, 0, count)
    plan = programme(session, programme_id)
    parts = (found[start : start + AT_ONCE] for start in range(0, count, AT_ONCE))
    return tuple(row for part in parts for row in _rows(session, plan, part))


def rows_of(
    session: Session, programme_id: str, uids: Sequence[str]
) -> tuple[RegistrationRow, ...]:
    """Given registrations as rows, in name order."""
    found = registration_queries.by_uids(session.database, uids)
    return _rows(session, programme(session, programme_id), found)


def _rows(
    session: Session, plan: Programme, found: Sequence[dict[str, Any]]
) -> tuple[RegistrationRow, ...]:
    uids = [row["uid"] for row in found]
    facts = facts_of_many(session, uids)
    notes = registration_queries.last_notes(session.database, uids)
    sectors = {sector.code: sector.name for sector in plan.sectors}
    titles = {title.code: title.name for title in plan.titles}
    levels = {level.code: level.name for level in plan.levels}
    above = _above(session, facts)
    return tuple(
        RegistrationRow(
            uid=row["uid"],
            name=row["name"],
            sector=row["sector"],
            sector_name=sectors.get(row["sector"], row["sector"]),
            subject_kind=SubjectKind(row["subject_kind"]),
            subject_name=row["subject_name"],
            address=row["address"],
            unit=row["unit_id"],
            unit_name=row["unit_name"],
            body_name=row["body_name"] or "",
            newness=Newness(row["newness"]),
            title=row["title"],
            title_name=titles.get(row["title"], row["title"]),
            level=row["level"],
            level_name=levels.get(row["level"], row["level"]),
            summary=row["summary"],
            person_in_charge=row["person_in_charge"],
            registered_on=_day(row["registered_on"]),
            state=workflow.state(facts[row["uid"]], session.office_uid),
            activity=workflow.activity(facts[row["uid"]]),
            last_note_on=_day(notes.get(row["uid"])),
            own=row["owner"] == session.office_uid,
            initiative=row["initiative_id"] or "",
            revision=row["revision"],
            above=above.get(row["uid"], (None, ""))[0],
            above_name=above.get(row["uid"], (None, ""))[1],
        )
        for row in found
    )


def _above(session: Session, facts: dict[str, Facts]) -> dict[str, tuple[State, str]]:
    """What came back on registrations of ours: the most final of it, and whose word it is."""
    found = {
        uid: next(iter(sorted(known.items(), key=_finality)))
        for uid, one in facts.items()
        if one.owner == session.office_uid and (known := workflow.elsewhere(one))
    }
    if not found:
        return {}
    rows = KnownOffice.select(KnownOffice.uid, KnownOffice.name)
    names = {row.uid: row.name for row in rows}
    return {uid: (state, names.get(office, "")) for uid, (office, state) in found.items()}


_FINAL = (
    State.RECOGNISED,
    State.REVOKED,
    State.NOT_RECOGNISED,
    State.RETURNED,
    State.REVIEWED,
)


def _finality(item: tuple[str, State]) -> tuple[int, str]:
    return _FINAL.index(item[1]), item[0]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
