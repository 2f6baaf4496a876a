"""What taking in a package would do, decided before anything is written.

Owns the rule of merging; `services/exchange` applies the plan. Must not read a clock, a database
or a file: two offices that see the same rows reach the same state, in whatever order they come.

The rule: a row has one owner and only the owner's rows count; the newer revision wins; the same
revision with another hash is a fork (a copied data folder) and is left to a person. A deletion is
final: a tombstone wins over any live row whatever its revision, else the outcome would depend on
the order in which files arrive. What was deleted by mistake comes back as a new row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

RowKey: TypeAlias = "tuple[str, str]"
"""Table and uid."""


@dataclass(frozen=True, slots=True)
class RowState:
    """What merging must know of a row, incoming or already here."""

    table: str
    uid: str
    owner: str
    revision: int
    deleted: bool
    hash: str
    references: tuple[RowKey, ...] = ()

    @property
    def key(self) -> RowKey:
        return self.table, self.uid


class Outcome(Enum):
    """What happens to one incoming row; the value is the word an official sees."""

    NEW = "mới"
    UPDATED = "cập nhật"
    SAME = "không đổi"
    OLDER = "bản cũ hơn"
    CONFLICT = "mâu thuẫn"
    REJECTED = "không nhận"


class Reason(Enum):
    """Why a row is not simply taken; the value is the sentence an official sees."""

    NOT_SENDER_S = "Bản ghi không thuộc đơn vị gửi."
    OWN_ROW = "Bản ghi do chính đơn vị mình lập; tệp nhận về không được sửa."
    ANOTHER_S_ROW = "Mã bản ghi này đã thuộc về đơn vị khác."
    ABOUT_ANOTHER_S = "Chỉ đơn vị ban hành mới thêm, thu hồi, ghi hỏng được giấy của mình."
    DUPLICATE = "Tệp có hai bản khác nhau của cùng một bản ghi."
    MISSING_REFERENCE = "Bản ghi nhắc tới một bản ghi không có trong tệp và không có ở đây."
    FORK = "Cùng một lần sửa nhưng hai nội dung khác nhau (có thể dữ liệu đã bị sao chép)."
    DELETED_HERE = "Đơn vị gửi đã xóa bản ghi này trước đây; bản đã xóa được giữ."


_OF_ITS_OWNER = {
    "recognition": "decision",
    "revocation": "recognition",
    "certificate": "recognition",
}
"""Tables whose rows speak of a row of another table with the word of its owner."""


@dataclass(frozen=True, slots=True)
class Step:
    """The decision on one incoming row, beside what is here now."""

    row: RowState
    outcome: Outcome
    reason: Reason | None = None
    existing: RowState | None = None


@dataclass(frozen=True)
class MergePlan:
    """All decisions, ordered by table and uid, so that two equal plans are equal."""

    steps: tuple[Step, ...]

    def of(self, outcome: Outcome) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.outcome is outcome)

    @property
    def writes(self) -> tuple[RowState, ...]:
        """The rows that will be written: new and updated, nothing else."""
        kinds = (Outcome.NEW, Outcome.UPDATED)
        return tuple(step.row for step in self.steps if step.outcome in kinds)

    def counts(self) -> dict[str, dict[Outcome, int]]:
        """Number of rows per table and outcome; every outcome is named, also with 0."""
        tables: dict[str, dict[Outcome, int]] = {}
        for step in self.steps:
            counts = tables.setdefault(step.row.table, dict.fromkeys(Outcome, 0))
            counts[step.outcome] += 1
        return tables

    def totals(self) -> dict[Outcome, int]:
        """Number of rows per outcome over all tables."""
        totals = dict.fromkeys(Outcome, 0)
        for step in self.steps:
            totals[step.outcome] += 1
        return totals


def plan(
    incoming: Iterable[RowState],
    existing: Mapping[RowKey, RowState],
    *,
    sender: str,
    receiver: str,
) -> MergePlan:
    """Decide what becomes of each incoming row; nothing is changed.

    `existing` holds what the receiver has of the rows named by the file and of those they refer
    to; `sender` and `receiver` are office uids. The result does not depend on the order of
    `incoming`, and a plan made after applying it writes nothing.
    """
    steps = [_decide(rows, existing, sender, receiver) for rows in _by_key(incoming).values()]
    kept = _without_dangling({step.row.key: step for step in steps}, existing)
    return MergePlan(tuple(kept[key] for key in sorted(kept)))


def _by_key(rows: Iterable[RowState]) -> dict[RowKey, list[RowState]]:
    groups: dict[RowKey, list[RowState]] = defaultdict(list)
    for row in rows:
        if row not in groups[row.key]:
            groups[row.key].append(row)
    return groups


def _decide(
    rows: list[RowState], existing: Mapping[RowKey, RowState], sender: str, receiver: str
) -> Step:
    row = min(rows, key=lambda each: (each.hash, each.owner, each.references))
    here = existing.get(row.key)
    refusal = _refusal(rows, here, sender, receiver) or _usurped(row, existing)
    if refusal is not None:
        return Step(row, Outcome.REJECTED, refusal, here)
    if here is None:
        return Step(row, Outcome.NEW)
    outcome, reason = _compare(row, here)
    return Step(row, outcome, reason, here)


def _refusal(
    rows: list[RowState], here: RowState | None, sender: str, receiver: str
) -> Reason | None:
    owners = {row.owner for row in rows}
    if receiver in owners or (here is not None and here.owner == receiver):
        return Reason.OWN_ROW
    if owners != {sender}:
        return Reason.NOT_SENDER_S
    if here is not None and here.owner != sender:
        return Reason.ANOTHER_S_ROW
    return Reason.DUPLICATE if len(rows) > 1 else None


def _usurped(row: RowState, existing: Mapping[RowKey, RowState]) -> Reason | None:
    """Nobody but its issuer takes a recognition back, spoils its paper or adds to its decision."""
    owners = {
        existing[key].owner
        for key in row.references
        if key[0] == _OF_ITS_OWNER.get(row.table) and key in existing
    }
    return Reason.ABOUT_ANOTHER_S if owners - {row.owner} else None


def _compare(row: RowState, here: RowState) -> tuple[Outcome, Reason | None]:
    """The rule itself, for two rows of one owner."""
    if row.revision == here.revision:
        same = row.hash == here.hash
        return (Outcome.SAME, None) if same else (Outcome.CONFLICT, Reason.FORK)
    if row.deleted != here.deleted:
        if row.deleted:
            return Outcome.UPDATED, None
        newer = row.revision > here.revision
        return (Outcome.CONFLICT, Reason.DELETED_HERE) if newer else (Outcome.OLDER, None)
    return (Outcome.UPDATED if row.revision > here.revision else Outcome.OLDER), None


def _without_dangling(
    steps: dict[RowKey, Step], existing: Mapping[RowKey, RowState]
) -> dict[RowKey, Step]:
    """Reject every row to be written whose reference will not be there, and what hangs on it.

    Rows may refer to each other in a ring: all are taken to be there until one is found missing.
    """
    result = dict(steps)
    waiting = [key for key, step in steps.items() if _dangles(step, result, existing)]
    hanging = _referred_by(steps)
    while waiting:
        key = waiting.pop()
        step = result[key]
        if step.outcome is Outcome.REJECTED:
            continue
        result[key] = Step(step.row, Outcome.REJECTED, Reason.MISSING_REFERENCE, step.existing)
        if step.existing is None:
            waiting += [other for other in hanging[key] if _writes(result[other])]
    return result


def _dangles(step: Step, steps: Mapping[RowKey, Step], existing: Mapping[RowKey, RowState]) -> bool:
    return _writes(step) and any(
        key not in existing and (key not in steps or not _writes(steps[key]))
        for key in step.row.references
    )


def _referred_by(steps: Mapping[RowKey, Step]) -> dict[RowKey, list[RowKey]]:
    referred: dict[RowKey, list[RowKey]] = defaultdict(list)
    for key, target in _links(steps):
        referred[target].append(key)
    return referred


def _links(steps: Mapping[RowKey, Step]) -> Iterator[tuple[RowKey, RowKey]]:
    for key, step in steps.items():
        for target in step.row.references:
            yield key, target


def _writes(step: Step) -> bool:
    return step.outcome in (Outcome.NEW, Outcome.UPDATED)
