"""The final result of registrations: which sheets count, and what they come to together.

FINAL is computed from the finished, fresh appraisals of this office; of listed assessors each is
waited for, and a sheet of one with an interest is kept but not counted. Results are remembered
with the open folder and computed again only where something they rest on has changed. Arithmetic
is `domain/panel`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(frozen=True, slots=True)
class CountedSheet:
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
    found = _Reader(session, row.programme_id, row.year).read({}, registration)
    if registration not in found:
        sheet_rules.rules_for(session, row, sheet_rules.subject_kind(row))
    return found[registration].row


def finals(session: Session, programme_id: str, year: int) -> dict[str, FinalRow]:
    """Final results of a programme and year by registration, those without criteria left out."""
    kept = _memory(session, programme_id, year)
    now = queries.stamp(session.database)
    if kept.stamp != now:
        kept.found = _Reader(session, programme_id, year).read(kept.found)
        kept.stamp = queries.stamp(session.database)
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
    kept.found |= _Reader(session, programme_id, year).read(kept.found, only)
    kept.stamp = (-1, -1)
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


@dataclass(frozen=True)
class _Kept:
    """A result with everything it was computed from."""

    basis: tuple[Any, ...]
    row: FinalRow


@dataclass
class _Memory:
    stamp: tuple[int, int] = (-1, -1)
    found: dict[str, _Kept] = field(default_factory=dict)


def _memory(session: Session, programme_id: str, year: int) -> _Memory:
    found: _Memory = session.memory.setdefault(("finals", programme_id, year), _Memory())
    return found


class _Reader:
    """Results of a programme and year; those whose basis is as before are taken over."""

    def __init__(self, session: Session, programme_id: str, year: int) -> None:
        self._session = session
        self._programme_id = programme_id
        self._year = year
        self._panel: PanelRow = panels.panel_of(session, programme_id, year)
        self._choices: Choices = variants.read_choices(session, programme_id)
        self._plan = adoption.programme(session, programme_id)
        self._newest = adoption.newest_copy(programme_id).fingerprint
        self._sets: dict[tuple[str, str], CriteriaSet] = {}

    def read(self, before: dict[str, _Kept], only: str = "") -> dict[str, _Kept]:
        database = self._session.database
        where = (database, self._programme_id, self._year)
        sheets: dict[str, list[AppraisalRow]] = {}
        for sheet in queries.appraisals(*where, self._session.office_uid, only):
            sheets.setdefault(sheet.registration, []).append(sheet)
        rows = queries.registrations(*where, only)
        bases = {}
        for row in rows:
            basis = self._basis(row, sheets.get(row.uid, []))
            if basis is not None:
                bases[row.uid] = basis
        old = {uid: before[uid] for uid in bases if uid in before}
        new = [row for row in rows if row.uid in bases and not _same(old, row.uid, bases)]
        totals = self._totals(new, sheets)
        made = {
            row.uid: _Kept(bases[row.uid], self._final(row, sheets.get(row.uid, []), totals))
            for row in new
        }
        return {uid: made.get(uid) or old[uid] for uid in bases}

    def _basis(self, row: AppraisedRow, sheets: Sequence[AppraisalRow]) -> tuple[Any, ...] | None:
        base = variants.base_of(self._plan, row.title, SubjectKind(row.kind))
        if base is None:
            return None
        panel = self._panel
        return (
            row.revision,
            base,
            self._choices.of(row.uid, base),
            self._newest,
            tuple(panel.excluded(row.uid)),
            panel.assessors,
            tuple((one.uid, one.row_hash) for one in sheets),
        )

    def _totals(
        self, rows: Iterable[AppraisedRow], sheets: dict[str, list[AppraisalRow]]
    ) -> dict[str, SheetTotal]:
        """Totals of the sheets that count, those not kept scored anew."""
        found, missing = {}, []
        for row in rows:
            for sheet in self._counting(row, sheets.get(row.uid, [])):
                total = sheet_totals.read(sheet)
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
        self, row: AppraisedRow, sheets: Sequence[AppraisalRow], totals: dict[str, SheetTotal]
    ) -> FinalRow:
        counting = self._counting(row, sheets)
        sets = [self._set_of(one) for one in counting] or [self._set_now(row)]
        done = {one.assessor for one in counting}
        out = self._panel.excluded(row.uid)
        expected = self._panel.count(
            row.uid, ((one.assessor, bool(one.finished)) for one in sheets)
        )
        counted = tuple(CountedSheet(one.uid, one.assessor, totals[one.uid]) for one in counting)
        return FinalRow(
            row.uid,
            scoring.final(sets[-1], [one.total for one in counted], expected),
            sets[-1],
            counted,
            tuple(one.name for one in self._panel.expected(row.uid) if one.name not in done),
            tuple(one.assessor for one in sheets if one.finished and one.assessor in out),
            any(one is not sets[0] and one != sets[0] for one in sets[1:]),
        )

    def _set_of(self, sheet: AppraisalRow) -> CriteriaSet:
        key = (sheet.fingerprint, sheet.set_code)
        if key not in self._sets:
            self._sets[key] = sheet_rules.kept_set(self._session, self._programme_id, *key)
        return self._sets[key]

    def _set_now(self, row: AppraisedRow) -> CriteriaSet:
        kind = SubjectKind(row.kind)
        base = variants.base_of(self._plan, row.title, kind)
        assert base is not None
        return self._plan.set_for(row.title, kind, self._choices.of(row.uid, base))


def _same(old: dict[str, _Kept], uid: str, bases: dict[str, tuple[Any, ...]]) -> bool:
    return uid in old and old[uid].basis == bases[uid]
