"""The comparison board: every registration of a programme and year, assessors side by side.

Reads the results (`final_results`) with what stands beside them and puts each group in order; it
scores nothing and decides nothing. `board` reads everything, `refreshed` only the registration
that a use case was about. Marks hidden by independent scoring (`independence`) are left out here
already. One registration criterion by criterion is `comparison_detail`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

from danvan_desktop.domain.comparison import Side, grade_counts, placed
from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.sheets import Stage, from_hundredths
from danvan_desktop.domain.text import person_sort_key
from danvan_desktop.domain.workflow import State
from danvan_desktop.models import comparison_queries as queries
from danvan_desktop.models.comparison_queries import SheetRow
from danvan_desktop.services import adoption, final_results, independence, panels
from danvan_desktop.services.comparison_quotas import edges
from danvan_desktop.services.comparison_rows import (
    CLOSED,
    NO_CRITERIA,
    OLD_VERSION,
    CellStatus,
    ComparisonRow,
    Group,
    OwnScore,
)
from danvan_desktop.services.final_results import FinalRow
from danvan_desktop.services.independence import Viewer
from danvan_desktop.services.registration_list import RegistrationRow, all_rows, rows_of
from danvan_desktop.services.session import Changes, Session, Topic
from danvan_desktop.services.sheet_rules import JOINT_ASSESSOR

_EVERYTHING = (Topic.PROGRAMMES, Topic.PANEL, Topic.EXCHANGE, Topic.UNITS, Topic.OFFICE)


@dataclass(frozen=True)
class Board:
    """All rows, by group and then from the first place down. `assessors` are the columns, `order`
    has the number of each registration in name order."""

    programme_id: str
    year: int
    rows: tuple[ComparisonRow, ...]
    assessors: tuple[str, ...]
    groups: tuple[Group, ...]
    viewer: Viewer
    order: Mapping[str, int]

    @cached_property
    def hidden(self) -> int:
        """Of how many registrations the marks are hidden from who looks."""
        return sum(row.hidden for row in self.rows)

    @cached_property
    def _by_uid(self) -> Mapping[str, ComparisonRow]:
        return {row.registration.uid: row for row in self.rows}

    def row(self, uid: str) -> ComparisonRow | None:
        return self._by_uid.get(uid)


def board(session: Session, programme_id: str, year: int) -> Board:
    """Every registration of a programme and year but the withdrawn ones."""
    with _uncollected():
        return _read(session, programme_id, year)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Thousands of values are made here that all stay: looking for garbage among them again and
    again finds none and takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(session: Session, programme_id: str, year: int) -> Board:
    viewer = independence.viewer(session, programme_id, year)
    finals = final_results.finals(session, programme_id, year)
    items = [
        item for item in all_rows(session, programme_id, year) if item.state is not State.WITHDRAWN
    ]
    rows = _Reader(session, programme_id, year, viewer, finals).rows(items)
    order = {item.uid: place for place, item in enumerate(items)}
    return _arranged(session, programme_id, year, rows, viewer, order)


def refreshed(session: Session, before: Board, changes: Changes) -> Board:
    """The board after a use case: one about one registration reads no other again."""
    programme_id, year = before.programme_id, before.year
    uid = "" if changes.concern(*_EVERYTHING) else final_results.registration_of(changes)
    old = before.row(uid)
    items = rows_of(session, programme_id, [uid]) if old is not None else ()
    if old is None or not items or not _in_its_place(old.registration, items[0]):
        return board(session, programme_id, year)
    finals = final_results.finals_after(session, programme_id, year, changes)
    panel = panels.panel_of(session, programme_id, year)
    viewer = _seen(replace(before.viewer, panel=panel), finals.get(uid))
    reader = _Reader(session, programme_id, year, viewer, finals, only=uid)
    same = items[0] == old.registration
    (row,) = reader.rows([old.registration] if same else items)
    if replace(row, placed=old.placed, side=old.side, group=old.group) == old:
        return before
    rows = [row if one is old else one for one in before.rows]
    rows.sort(key=lambda one: before.order[one.registration.uid])
    names = before.assessors if set(row.assessors) == set(old.assessors) else ()
    return _arranged(session, programme_id, year, rows, viewer, before.order, names)


def _in_its_place(old: RegistrationRow, new: RegistrationRow) -> bool:
    """Whether a registration is still on the board, at the same place in name order."""
    return new.state is not State.WITHDRAWN and new.name == old.name


def _seen(viewer: Viewer, final: FinalRow | None) -> Viewer:
    """The same who, with the registration added or taken away whose own sheet was finished."""
    if final is None or not viewer.name:
        return viewer
    own = any(one.assessor == viewer.name for one in final.counted)
    uid = final.registration
    done = viewer.finished | {uid} if own else viewer.finished - {uid}
    return replace(viewer, finished=done)


class _Reader:
    """Rows of a programme and year, or of `only` one registration."""

    def __init__(
        self,
        session: Session,
        programme_id: str,
        year: int,
        viewer: Viewer,
        finals: Mapping[str, FinalRow],
        only: str = "",
    ) -> None:
        where = (session.database, programme_id, year)
        self._viewer = viewer
        self._finals = finals
        self._groups: dict[str, Group] = {}
        self._plan = adoption.programme(session, programme_id)
        self._own: dict[str, SheetRow] = {}
        self._open: dict[str, list[SheetRow]] = {}
        for row in queries.beside(*where, session.office_uid, only):
            if row.stage == Stage.SELF:
                self._own[row.registration] = row
            else:
                self._open.setdefault(row.registration, []).append(row)
        asked = [finals[only]] if only in finals else finals.values()
        sets = {id(one.criteria_set): one.criteria_set for one in asked}
        graded = {one.code for one in sets.values() if not one.has_points}
        self._marks = queries.marks(*where, graded, only)

    def rows(self, items: Iterable[RegistrationRow]) -> list[ComparisonRow]:
        return [self._row(item) for item in items]

    def _row(self, item: RegistrationRow) -> ComparisonRow:
        final = self._finals.get(item.uid)
        group = self._group(item, final.criteria_set if final else None)
        notes = [item.state.label] if item.state in CLOSED else []
        if final is None:
            return ComparisonRow(item, group, expected=0, notes=(*notes, NO_CRITERIA))
        if final.mixed:
            notes.append(OLD_VERSION)
        result = final.result
        complete = result.finished >= result.expected
        hidden = not self._viewer.sees_result(item.uid, complete=complete)
        return ComparisonRow(
            item,
            group,
            final.counted,
            self._others(final),
            {} if hidden or group.has_points else self._grades(final),
            None if hidden else result,
            self._own_score(item.uid, final.criteria_set),
            result.finished,
            result.expected,
            hidden,
            tuple(notes),
        )

    def _others(self, final: FinalRow) -> dict[str, CellStatus]:
        """How far those are whose sheets do not count."""
        found = dict.fromkeys(final.waiting, CellStatus.WAITING)
        for row in self._open.get(final.registration, ()):
            found[row.assessor] = CellStatus.STALE if row.finished else CellStatus.OPEN
        out = self._viewer.panel.excluded(final.registration)
        return found | dict.fromkeys(out, CellStatus.INTEREST)

    def _grades(self, final: FinalRow) -> dict[str, str]:
        return {one.uid: self._marks[one.uid] for one in final.counted if one.uid in self._marks}

    def _own_score(self, uid: str, criteria_set: CriteriaSet) -> OwnScore | None:
        row: SheetRow | None = self._own.get(uid)
        if row is None:
            return None
        if not row.finished:
            return OwnScore(CellStatus.OPEN)
        if not row.fresh:
            return OwnScore(CellStatus.STALE)
        marks = None if row.total is not None else self._marks.get(row.uid)
        return OwnScore(
            CellStatus.COUNTED,
            from_hundredths(row.total),
            None if marks is None else grade_counts(marks),
            None if row.passed is None else bool(row.passed),
            row.set_code == criteria_set.code,
        )

    def _group(self, item: RegistrationRow, criteria_set: CriteriaSet | None) -> Group:
        key = group_key(item.title, criteria_set)
        if key not in self._groups:
            name = _group_name(self._plan, item, criteria_set)
            self._groups[key] = Group(key, item.title, name, criteria_set)
        return self._groups[key]


def group_key(title: str, criteria_set: CriteriaSet | None) -> str:
    """Totals of one title, set and maximum are compared; of another version with another maximum
    they are not."""
    if criteria_set is None:
        return f"{title}||"
    return f"{title}|{criteria_set.code}|{criteria_set.maximum or ''}"


def _group_name(plan: Programme, item: RegistrationRow, criteria_set: CriteriaSet | None) -> str:
    """The title, and what tells its criteria sets apart where it has several."""
    title = next((one for one in plan.titles if one.code == item.title), None)
    if title is None or criteria_set is None:
        return item.title_name
    codes = set(title.criteria.values())
    variants = [one for code in codes for one in plan.variants(code)]
    if len(codes) == 1 and not variants:
        return item.title_name
    return f"{item.title_name} - {criteria_set.variant or criteria_set.title}"


def _arranged(
    session: Session,
    programme_id: str,
    year: int,
    rows: Sequence[ComparisonRow],
    viewer: Viewer,
    order: Mapping[str, int],
    names: tuple[str, ...] = (),
) -> Board:
    """Places inside each group, sides of the quotas, and everything in order; `rows` come in name
    order. `names` are the columns where they are known."""
    plan = adoption.programme(session, programme_id)
    by_group: dict[str, list[ComparisonRow]] = {}
    for row in rows:
        by_group.setdefault(row.group.key, []).append(row)
    found = edges(session, programme_id, year, rows)
    ordered: list[ComparisonRow] = []
    groups = []
    for group in _in_order(plan, by_group):
        words = found.words.get(group.title, "")
        group = replace(group, quota_words=words, lined=group.title not in found.parted)
        groups.append(group)
        ordered += _placed(group, by_group[group.key], found.sides)
    columns = names or _columns(rows, viewer)
    return Board(programme_id, year, tuple(ordered), columns, tuple(groups), viewer, order)


def _in_order(plan: Programme, by_group: Mapping[str, Sequence[ComparisonRow]]) -> list[Group]:
    """Groups in the order of the programme's titles and sets, the newest of twins kept."""
    titles = [title.code for title in plan.titles]
    sets = [one.code for one in plan.criteria_sets]

    def order(group: Group) -> tuple[int, int, str]:
        code = group.criteria_set.code if group.criteria_set else ""
        return (_at(titles, group.title), _at(sets, code), group.key)

    return sorted((found[0].group for found in by_group.values()), key=order)


def _at(codes: Sequence[str], code: str) -> int:
    return codes.index(code) if code in codes else len(codes)


def _placed(
    group: Group, rows: Sequence[ComparisonRow], sides: Mapping[str, Side]
) -> list[ComparisonRow]:
    """The rows of a group from the first place down, those without a place in name order."""
    found = placed(entrant for row in rows if (entrant := row.entrant) is not None)
    made = []
    for row in rows:
        uid = row.registration.uid
        place, side = found.get(uid), sides.get(uid)
        same = row.placed == place and row.side == side and row.group == group
        made.append(row if same else replace(row, placed=place, side=side, group=group))
    last = len(made) + 1
    return sorted(made, key=lambda row: row.placed.place if row.placed else last)


def _columns(rows: Iterable[ComparisonRow], viewer: Viewer) -> tuple[str, ...]:
    """The assessors in the order of the list, then whoever else has a sheet, by given name."""
    listed = [one.name for one in viewer.panel.active]
    others = {name for row in rows for name in row.assessors} - set(listed)
    more = sorted(others, key=lambda name: (name != JOINT_ASSESSOR, person_sort_key(name), name))
    return (*listed, *more)
