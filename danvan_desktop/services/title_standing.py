"""How each title of a programme stands in a year: registered, recognised, seats taken and left.

Counts and ranks what `candidates` found; the arithmetic of quotas is `domain/quotas`. It decides
nothing: who is ranked inside is shown, equals at the edge are named for a second round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from danvan_desktop.domain.programmes import GivenFrom, Programme, Title, When
from danvan_desktop.domain.quotas import Base, Cut, Quota, Scope, cut, seats
from danvan_desktop.domain.quotas import words as quota_words
from danvan_desktop.domain.standings import Entry
from danvan_desktop.domain.text import in_sentence, sort_key
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import State
from danvan_desktop.models import Unit, recognition_queries
from danvan_desktop.services import adoption
from danvan_desktop.services.candidates import Candidate, candidates
from danvan_desktop.services.registration_list import RegistrationRow, all_rows
from danvan_desktop.services.session import Session

_GONE = frozenset({State.WITHDRAWN, State.STOPPED})


@dataclass(frozen=True)
class QuotaStanding:
    """One quota, in one unit where it holds by unit. `cut` ranks those that are ready now.

    `taken` are in issued decisions or drafts. `unranked`: nobody has points, so the meeting alone
    can choose where more are ready than seats are left.
    """

    words: str
    unit: str
    unit_name: str
    kinds: tuple[SubjectKind, ...]
    seats: int
    taken: int
    cut: Cut
    unranked: bool = False

    @property
    def left(self) -> int:
        return max(self.seats - self.taken, 0)

    @property
    def over(self) -> int:
        """By how many the decisions go beyond the quota."""
        return max(self.taken - self.seats, 0)

    @property
    def second_round(self) -> bool:
        """Whether a meeting has to choose among equals."""
        return bool(self.cut.tied)


@dataclass(frozen=True)
class TitleStanding:
    """A title in a year. `source` says what it is given from and when, "" when there is no rule."""

    title: str
    name: str
    source: str
    registered: int
    recognised: int
    drafted: int
    ready: int
    quotas: tuple[QuotaStanding, ...]


def standing(
    session: Session, programme_id: str, year: int, found: Sequence[Candidate]
) -> tuple[TitleStanding, ...]:
    """Every title that is registered, recognised or has a quota; `found` are the candidates."""
    plan = adoption.programme(session, programme_id)
    rows = [row for row in all_rows(session, programme_id, year) if row.state not in _GONE]
    counts = _Counts(session, plan, year, rows)
    shown = [_title(counts, plan, title, found) for title in plan.titles]
    return tuple(one for one in shown if one.registered or one.recognised or one.quotas)


@dataclass(frozen=True)
class QuotaSeats:
    """How many a quota lets be given a title, whoever is ranked for it."""

    title: str
    words: str
    unit: str
    kinds: tuple[SubjectKind, ...]
    seats: int

    def covers(self, row: RegistrationRow) -> bool:
        return (
            row.title == self.title
            and (not self.kinds or row.subject_kind in self.kinds)
            and (not self.unit or row.unit == self.unit)
        )


def quota_seats(
    session: Session, programme_id: str, year: int, rows: Sequence[RegistrationRow]
) -> tuple[QuotaSeats, ...]:
    """The seats of every quota; `rows` are the registrations of the year that are at hand."""
    plan = adoption.programme(session, programme_id)
    if not any(title.quotas for title in plan.titles):
        return ()
    counts = _Counts(session, plan, year, [row for row in rows if row.state not in _GONE])
    found = []
    for title in plan.titles:
        for quota in title.quotas:
            for unit in counts.units(quota, title):
                base = counts.base(title, quota, unit)
                where = f"{counts.unit_name(unit)}: " if unit else ""
                words = where + quota_words(quota, base)
                count = seats(quota, base)
                found.append(QuotaSeats(title.code, words, unit, quota.subject_kinds, count))
    return tuple(found)


def over_quota(
    session: Session, plan: Programme, year: int, titles: Mapping[str, str], decision: str = ""
) -> list[str]:
    """Which quotas a decision would go beyond: `titles` by registration are its lines.

    `decision` is the draft that is edited: what it holds so far is not counted twice.
    """
    rows = [row for row in all_rows(session, plan.id, year) if row.state not in _GONE]
    counts = _Counts(session, plan, year, rows, decision)
    problems = []
    for title in plan.titles:
        mine = [uid for uid, code in titles.items() if code == title.code]
        for quota in title.quotas if mine else ():
            for unit in counts.units(quota, title):
                before = counts.taken(title, quota, unit)
                more = [uid for uid in mine if counts.inside(uid, quota, unit)]
                base = counts.base(title, quota, unit)
                if more and before + len(more) > seats(quota, base):
                    where = f" ở {counts.unit_name(unit)}" if unit else ""
                    problems.append(
                        f"{title.name}{where}: {quota_words(quota, base)}; đã có {before}, "
                        f"quyết định này thêm {len(more)}."
                    )
    return problems


class _Counts:
    """What quotas are taken of and what fills them, counted once."""

    def __init__(
        self,
        session: Session,
        plan: Programme,
        year: int,
        rows: Sequence[RegistrationRow],
        decision: str = "",
    ) -> None:
        self.rows = {row.uid: row for row in rows}
        self._plan = plan
        self._given = [
            line
            for line in recognition_queries.given_before(session.office_uid)
            if line.decision.programme_id == plan.id
        ]
        self.given = {
            (line.registration_id, line.title) for line in self._given if line.decision.year == year
        }
        drafts = recognition_queries.drafted_titles(session.office_uid, plan.id, year, decision)
        self.drafted = set(drafts.items())
        self._year = year
        self._units = list(Unit.select().where(Unit.owner == session.office_uid, ~Unit.deleted))
        self._names = {row.uid: row.name for row in self._units}

    def registered(self, title: Title) -> list[str]:
        return [row.uid for row in self.rows.values() if row.title == title.code]

    def inside(self, uid: str, quota: Quota, unit: str) -> bool:
        row = self.rows.get(uid)
        if row is None:
            return False
        kind_fits = not quota.subject_kinds or row.subject_kind in quota.subject_kinds
        return kind_fits and (not unit or row.unit == unit)

    def taken(self, title: Title, quota: Quota, unit: str) -> int:
        holders = {uid for uid, code in self.given | self.drafted if code == title.code}
        return sum(self.inside(uid, quota, unit) for uid in holders)

    def base(self, title: Title, quota: Quota, unit: str) -> int:
        """What a percentage is taken of; for a yearly title what was recognised in the year."""
        if quota.of is Base.UNITS:
            parents = {row.parent_id for row in self._units}
            return sum(row.uid not in parents for row in self._units)
        if quota.of is Base.RECOGNISED:
            years = None if title.when is When.REVIEW else self._year
            holders = [
                line
                for line in self._given
                if line.title in title.from_titles and years in (None, line.decision.year)
            ]
            kinds = quota.subject_kinds
            return sum(
                (not kinds or line.registration.subject.kind in kinds)
                and (not unit or line.registration.unit_id == unit)
                for line in holders
            )
        return sum(self.inside(uid, quota, unit) for uid in self.registered(title))

    def units(self, quota: Quota, title: Title) -> list[str]:
        """Where the quota holds by itself: "" for the whole."""
        if quota.scope is Scope.ALL:
            return [""]
        found = {self.rows[uid].unit for uid in self.registered(title)}
        return sorted(found, key=lambda unit: (sort_key(self.unit_name(unit)), unit))

    def unit_name(self, uid: str) -> str:
        return self._names.get(uid, "")


def _title(
    counts: _Counts, plan: Programme, title: Title, found: Sequence[Candidate]
) -> TitleStanding:
    ready = [item for item in found if item.ready and item.registration.title == title.code]
    given = Counter(code for _, code in counts.given)
    drafted = Counter(code for _, code in counts.drafted)
    return TitleStanding(
        title=title.code,
        name=title.name,
        source=source_words(plan, title),
        registered=len(counts.registered(title)),
        recognised=given[title.code],
        drafted=drafted[title.code],
        ready=len(ready),
        quotas=tuple(
            _quota(counts, title, quota, unit, ready)
            for quota in title.quotas
            for unit in counts.units(quota, title)
        ),
    )


def _quota(
    counts: _Counts, title: Title, quota: Quota, unit: str, ready: Sequence[Candidate]
) -> QuotaStanding:
    base = counts.base(title, quota, unit)
    allowed = seats(quota, base)
    taken = counts.taken(title, quota, unit)
    wanted = [item for item in ready if counts.inside(item.registration.uid, quota, unit)]
    totals = {item.registration.uid: _total(item) for item in wanted}
    entries = [Entry(uid, total or Decimal(0)) for uid, total in totals.items()]
    return QuotaStanding(
        words=quota_words(quota, base),
        unit=unit,
        unit_name=counts.unit_name(unit),
        kinds=quota.subject_kinds,
        seats=allowed,
        taken=taken,
        cut=cut(entries, max(allowed - taken, 0)),
        unranked=bool(totals) and all(total is None for total in totals.values()),
    )


def _total(item: Candidate) -> Decimal | None:
    return item.final.result.total if item.final else None


def source_words(plan: Programme, title: Title) -> str:
    """What the title is given from and when, where the programme says so."""
    parts = []
    if title.given_from is GivenFrom.RECOGNITION:
        names = ", ".join(in_sentence(plan.title(code).name) for code in title.from_titles)
        parts.append(f"xét từ {names} đã được công nhận")
    if title.when is When.REVIEW:
        parts.append("chỉ xét khi sơ kết, tổng kết")
    return "; ".join(parts)


def of_year(session: Session, programme_id: str, year: int) -> tuple[TitleStanding, ...]:
    """`standing` with the candidates of now."""
    return standing(session, programme_id, year, candidates(session, programme_id, year))
