"""Older versions of a programme, what changed between them, and sets to start a new one from.

Reads only. Every version that something was made under is kept whole (`adoption`); a set taken
from there or from another programme is a new set of this one (`criteria_sets.new_set`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.criteria_changes import changes, differing
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.models import ProgrammeCopy
from danvan_desktop.models.programme_uses import sheet_counts
from danvan_desktop.services import adoption, programmes
from danvan_desktop.services.session import Session


@dataclass(frozen=True)
class VersionRow:
    """One version of a programme: since when it is here, how many sheets were finished by it, and
    what its criteria sets changed from the version before it."""

    programme_id: str
    version: int
    fingerprint: str
    adopted_on: date
    finished: int
    newest: bool
    changes: tuple[str, ...]

    @property
    def words(self) -> str:
        return f"Phiên bản {self.version}, từ ngày {self.adopted_on:%d/%m/%Y}"


@dataclass(frozen=True)
class SetSource:
    """A set that a new one can be started from. `where` names programme and version."""

    programme_id: str
    version: int
    fingerprint: str
    code: str
    title: str
    subject_kinds: tuple[SubjectKind, ...]
    where: str
    adopted: bool
    """False: of a programme that comes with the program and is not used here."""


def versions(session: Session, programme_id: str) -> tuple[VersionRow, ...]:
    """Every version of a programme that is kept here, the newest first."""
    del session
    copies = _copies(programme_id)
    finished: dict[str, int] = {}
    for row in sheet_counts(programme_id):
        if row.finished:
            finished[row.fingerprint] = finished.get(row.fingerprint, 0) + row.count
    rows = []
    before: Programme | None = None
    for copy in copies:
        plan = _plan(copy)
        lines = () if before is None else differing(before.criteria_sets, plan.criteria_sets)
        rows.append(
            VersionRow(
                programme_id,
                copy.version,
                copy.fingerprint,
                copy.adopted_on,
                finished.get(copy.fingerprint, 0),
                copy is copies[-1],
                lines,
            )
        )
        before = plan
    return tuple(reversed(rows))


def changes_between(
    session: Session, programme_id: str, old: str, new: str, code: str = ""
) -> tuple[str, ...]:
    """What changed from one fingerprint to another, of one set or of all of them."""
    before = adoption.programme_as_of(session, programme_id, old)
    after = adoption.programme_as_of(session, programme_id, new)
    if not code:
        return differing(before.criteria_sets, after.criteria_sets)
    first, second = _find(before, code), _find(after, code)
    if first is None or second is None:
        kept = [one for one in (first,) if one], [one for one in (second,) if one]
        return differing(*kept)
    return changes(first, second)


def set_as_of(session: Session, programme_id: str, fingerprint: str, code: str) -> CriteriaSet:
    """A set as it stands in one version. Raises `KeyError` when that version has none."""
    found = _find(adoption.programme_as_of(session, programme_id, fingerprint), code)
    if found is None:
        raise KeyError(code)
    return found


def sources(session: Session) -> tuple[SetSource, ...]:
    """Every set of every version here, newest first, then of the programmes that come along."""
    here = [row.programme_id for row in adoption.adopted(session)]
    return (*_adopted_sources(here), *_shipped_sources(here))


def set_of_source(session: Session, source: SetSource) -> CriteriaSet:
    """The contents of a source, for `criteria_sets.new_set`."""
    if source.adopted:
        return set_as_of(session, source.programme_id, source.fingerprint, source.code)
    plan = programmes.shipped_programme(source.programme_id)
    return plan.criteria_set(source.code)


def _adopted_sources(ids: list[str]) -> Iterator[SetSource]:
    for programme_id in ids:
        for copy in reversed(_copies(programme_id)):
            yield from _sources(_plan(copy), copy.fingerprint, adopted=True)


def _shipped_sources(here: list[str]) -> Iterator[SetSource]:
    for one in programmes.shipped():
        if one.id not in here:
            plan = programmes.shipped_programme(one.id)
            yield from _sources(plan, programmes.fingerprint(one.text), adopted=False)


def _sources(plan: Programme, mark: str, *, adopted: bool) -> Iterator[SetSource]:
    where = f"{plan.name}, phiên bản {plan.version}"
    for one in plan.criteria_sets:
        yield SetSource(
            plan.id, plan.version, mark, one.code, one.title, one.subject_kinds, where, adopted
        )


def _find(plan: Programme, code: str) -> CriteriaSet | None:
    return next((one for one in plan.criteria_sets if one.code == code), None)


def _plan(copy: ProgrammeCopy) -> Programme:
    return adoption.programme_by_text(copy.fingerprint, copy.text)


def _copies(programme_id: str) -> list[ProgrammeCopy]:
    query = ProgrammeCopy.select().where(ProgrammeCopy.programme_id == programme_id)
    return list(query.order_by(ProgrammeCopy.version))
