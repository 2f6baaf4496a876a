"""The final result of registrations: which sheets count, and what they come to together.

FINAL is computed from the finished, fresh appraisals of this office; of listed assessors each is
waited for, and a sheet of one with an interest is kept but not counted. Results are remembered
with the open folder and computed again only where something they rest on has changed. Arithmetic
is `domain/panel`.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from danvan_desktop.domain import scoring
from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.panel import FinalResult, SheetTotal
from danvan_desktop.domain.sheets import result_words
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.models import Registration, ScoreSheet
from danvan_desktop.models import panel_queries as queries
from danvan_desktop.models.panel_queries import AppraisalRow, AppraisedRow
from danvan_desktop.services import adoption, panels, sheet_rules, sheet_totals, variants
from danvan_desktop.services.panels import PanelRow
from danvan_desktop.services.session import Changes, Session
from danvan_desktop.services.variants import Choices


class CountedSheet(NamedTuple):
    """A finished sheet that counts, in the order in which `FinalResult.outliers` counts."""

    uid: str
    assessor: str
    total: SheetTotal


@dataclass(frozen=True)
class FinalRow:
    """FINAL of one registration.

    `waiting` are the assessors whose sheets are not in, `left_out` those whose finished sheet does
    not count because of an interest. `mixed`: the sheets were made with different criteria.
    """

    registration: str
    result: FinalResult
    criteria_set: CriteriaSet
    counted: tuple[CountedSheet, ...] = ()
    waiting: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    mixed: bool = False

    @property
    def words(self) -> str:
        return result_words(self.result, self.criteria_set)

    @property
    def count_words(self) -> str:
        """ "2/3" of the sheets; empty where one sheet is all there is to be."""
        result = self.result
        return "" if result.expected == 1 else f"{result.finished}/{result.expected}"


def final_of(session: Session, registration: str) -> FinalRow:
    """The final result of one registration; open while no appraisal is finished.

    Raises `UserError` when the programme has no criteria for it.
    """
    row = sheet_rules.find_registration(registration)
    alone = _Memory()
    reader = _Reader(session, row.programme_id, row.year)
    alone.shared = reader.shared
    reader.bring_up_to_date(alone, registration)
    if registration not in alone.found:
        sheet_rules.rules_for(session, row, sheet_rules.subject_kind(row))
    return alone.found[registration].row


def finals(session: Session, programme_id: str, year: int) -> dict[str, FinalRow]:
    """Final results of a programme and year by registration, those without criteria left out."""
    kept = _memory(session, programme_id, year)
    if kept.stamp is None or kept.stamp != _stamp(session):
        with _no_collection():
            _Reader(session, programme_id, year).bring_up_to_date(kept)
        kept.stamp = _stamp(session)
    return {uid: one.row for uid, one in kept.found.items()}


def finals_after(
    session: Session, programme_id: str, year: int, changes: Changes
) -> dict[str, FinalRow]:
    """As `finals`, after one use case about one sheet or registration: reads no other again.

    For a board that is shown while marks are typed. What it cannot place is read in full.
    """
    kept = _memory(session, programme_id, year)
    only = registration_of(changes)
    if not only or not kept.found:
        return finals(session, programme_id, year)
    _Reader(session, programme_id, year).bring_up_to_date(kept, only)
    kept.stamp = None
    return {uid: one.row for uid, one in kept.found.items()}


def registration_of(changes: Changes) -> str:
    """The one registration that a use case was about, "" when it was more or something else."""
    if not changes.uid or changes.count > _OF_ONE:
        return ""
    sheet = ScoreSheet.get_or_none(ScoreSheet.uid == changes.uid)
    if sheet is not None:
        return str(sheet.registration_id)
    found = Registration.get_or_none(Registration.uid == changes.uid)
    return changes.uid if found is not None and not found.deleted else ""


_OF_ONE = 4
"""Rows that a use case about one sheet writes at most."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A result with what it was computed from."""

    basis: tuple[Any, ...]
    row: FinalRow


@dataclass
class _Memory:
    """Results of a programme and year; `shared` is what all of them rest on."""

    stamp: tuple[int, int] | None = None
    shared: tuple[Any, ...] = ()
    found: dict[str, _Kept] = field(default_factory=dict)


def _stamp(session: Session) -> tuple[int, int] | None:
    """What tells whether anything was written since; None beside the thread of the window, whose
    connection counts from the beginning again."""
    if threading.current_thread() is not threading.main_thread():
        return None
    return queries.stamp(session.database)


def _memory(session: Session, programme_id: str, year: int) -> _Memory:
    found: _Memory = session.memory.setdefault(("finals", programme_id, year), _Memory())
    return found


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep Python's collector away from thousands of rows that are all kept.

    It would look through them again and again, a quarter of the time, and find nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Reader:
    """Results of a programme and year; those whose basis is as before are taken over."""

    def __init__(self, session: Session, programme_id: str, year: int) -> None:
        self._session = session
        self._where = (session.database, programme_id, year)
        self._programme_id = programme_id
        self._panel: PanelRow = panels.panel_of(session, programme_id, year)
        self._active = tuple(one.name for one in self._panel.active)
        self._choices: Choices = variants.read_choices(session, programme_id)
        self._plan = adoption.programme(session, programme_id)
        self._sets: dict[tuple[str, str], CriteriaSet] = {}
        self._bases: dict[tuple[str, str], str | None] = {}
        newest = adoption.newest_copy(programme_id).fingerprint
        self.shared = (newest, self._panel.assessors, self._choices.office)

    def bring_up_to_date(self, memory: _Memory, only: str = "") -> None:
        """Compute what has changed in `memory`, of all registrations or of one."""
        if memory.shared != self.shared:
            memory.found, memory.shared, only = {}, self.shared, ""
        sheets = self._sheets(only)
        rows = queries.registrations(*self._where, only)
        found, new = {}, []
        for row in rows:
            basis = self._basis(row, sheets.get(row.uid, ()))
            if basis is None:
                continue
            before = memory.found.get(row.uid)
            if before is not None and before.basis == basis:
                found[row.uid] = before
            else:
                new.append((row, basis))
                found[row.uid] = _NOT_YET  # keeps its place in name order
        self._make(new, sheets, found, only)
        memory.found = memory.found | found if only else found

    def _sheets(self, only: str) -> dict[str, list[AppraisalRow]]:
        """Appraisals by registration, each registration's by assessor."""
        found: dict[str, list[AppraisalRow]] = {}
        for sheet in queries.appraisals(*self._where, self._session.office_uid, only):
            found.setdefault(sheet.registration, []).append(sheet)
        for some in found.values():
            some.sort(key=_by_assessor)
        return found

    def _basis(self, row: AppraisedRow, sheets: Sequence[AppraisalRow]) -> tuple[Any, ...] | None:
        base = self._base(row)
        if base is None:
            return None
        return (
            row.revision,
            base,
            self._choices.own.get(row.uid),
            tuple(self._panel.excluded(row.uid)),
            tuple([one.row_hash for one in sheets]),
        )

    def _base(self, row: AppraisedRow) -> str | None:
        key = (row.title, row.kind)
        if key not in self._bases:
            self._bases[key] = variants.base_of(self._plan, row.title, SubjectKind(row.kind))
        return self._bases[key]

    def _make(
        self,
        new: Sequence[tuple[AppraisedRow, tuple[Any, ...]]],
        sheets: dict[str, list[AppraisalRow]],
        found: dict[str, _Kept],
        only: str,
    ) -> None:
        if not new:
            return
        counting = {row.uid: self._counting(row, sheets.get(row.uid, ())) for row, _ in new}
        totals = self._totals(counting, only if len(new) > 1 else new[0][0].uid)
        for row, basis in new:
            made = self._final(row, sheets.get(row.uid, ()), counting[row.uid], totals)
            found[row.uid] = _Kept(basis, made)

    def _totals(self, counting: dict[str, list[AppraisalRow]], only: str) -> dict[str, SheetTotal]:
        """Totals of the sheets that count, those not kept scored anew."""
        kept = queries.kept_totals(*self._where, only)
        found, missing = {}, []
        for sheets in counting.values():
            for sheet in sheets:
                total = sheet_totals.read(sheet, kept.get(sheet.uid))
                if total is None:
                    missing.append(sheet.uid)
                else:
                    found[sheet.uid] = total
        return found | sheet_totals.rebuild(self._session, missing)

    def _counting(self, row: AppraisedRow, sheets: Sequence[AppraisalRow]) -> list[AppraisalRow]:
        out = self._panel.excluded(row.uid)
        return [
            one
            for one in sheets
            if one.finished and one.revision == row.revision and one.assessor not in out
        ]

    def _final(
        self,
        row: AppraisedRow,
        sheets: Sequence[AppraisalRow],
        counting: Sequence[AppraisalRow],
        totals: dict[str, SheetTotal],
    ) -> FinalRow:
        keys = list(dict.fromkeys([(one.fingerprint, one.set_code) for one in counting]))
        sets = [self._set_of(key) for key in keys] or [self._set_now(row)]
        done = {one.assessor for one in counting}
        out = self._panel.excluded(row.uid)
        counted = tuple([CountedSheet(one.uid, one.assessor, totals[one.uid]) for one in counting])
        waiting = tuple([name for name in self._active if name not in done and name not in out])
        return FinalRow(
            row.uid,
            scoring.final(sets[-1], [one.total for one in counted], self._expected(row, sheets)),
            sets[-1],
            counted,
            waiting,
            tuple([one.assessor for one in sheets if one.finished and one.assessor in out]),
            any(one is not sets[0] and one != sets[0] for one in sets[1:]),
        )

    def _expected(self, row: AppraisedRow, sheets: Sequence[AppraisalRow]) -> int:
        names = [(one.assessor, bool(one.finished)) for one in sheets]
        return self._panel.count(row.uid, names)

    def _set_of(self, key: tuple[str, str]) -> CriteriaSet:
        """The set of a fingerprint and code."""
        if key not in self._sets:
            self._sets[key] = sheet_rules.kept_set(self._session, self._programme_id, *key)
        return self._sets[key]

    def _set_now(self, row: AppraisedRow) -> CriteriaSet:
        base = self._base(row)
        assert base is not None
        code = self._choices.of(row.uid, base)
        return self._plan.set_for(row.title, SubjectKind(row.kind), code)


def _by_assessor(sheet: AppraisalRow) -> tuple[str, str]:
    return sheet.assessor, sheet.uid


_NOT_YET: Any = None
