"""The writing side of one use case: every row it makes, changes or removes, and the journal of it.

Made by `Session.write` only, which gives the transaction. Must not begin or end one itself.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from danvan_desktop.errors import UserError
from danvan_desktop.models import JournalChange, JournalEntry, Record, Travelling
from danvan_desktop.models.travel import store
from danvan_desktop.services.changes import Changes, Topic

if TYPE_CHECKING:
    from danvan_desktop.services.session import Session

Row = TypeVar("Row", bound=Record)


@dataclass
class Work:
    """The writing side of one use case; made by `Session.write` only."""

    session: Session
    use_case: str
    topics: frozenset[Topic]
    reason: str
    uid: str = ""
    count: int = 0
    _lines: list[dict[str, Any]] = field(default_factory=list)

    def insert(self, table: type[Row], about: str = "", **values: Any) -> Row:
        """Add a row of this office. `about` is the record in whose history it is shown."""
        if "about" in table._meta.fields:  # a table that itself keeps what it is about
            values["about"] = about
        row = table(uid=values.pop("uid", "") or str(uuid.uuid4()), **values)
        if isinstance(row, Travelling):
            row.owner = row.owner or self.session.office_uid
        self._seal(row)
        row.save(force_insert=True)
        self._line(row, about, "", None, label_of(row))
        return row

    def update(self, row: Record, about: str = "", **values: Any) -> bool:
        """Change fields of a row, journalling old and new of each. False when nothing differs.

        Raises `UserError` for a row of another office: only its owner may change it.
        """
        self.check_owner(row)
        before = row.fields()
        for name, value in values.items():
            setattr(row, name, value)
        after = row.fields()
        changed = [name for name in after if plain_text(before[name]) != plain_text(after[name])]
        if not changed:
            return False
        if isinstance(row, Travelling):
            row.revision += 1
        self._seal(row)
        row.save()
        for name in changed:
            for field_name, old, new in _lines_of(row, name, before[name], after[name]):
                self._line(row, about, field_name, old, new)
        return True

    def touch(self, row: Travelling) -> None:
        """Raise a row's revision since something that belongs to it was changed."""
        self.check_owner(row)
        row.revision += 1
        self._seal(row)
        row.save()

    def remove(self, row: Record, about: str = "") -> None:
        """Take a row away: a travelling one stays as a tombstone, any other is deleted."""
        self.check_owner(row)
        self._line(row, about, "deleted", label_of(row), None)
        if not isinstance(row, Travelling):
            row.delete_instance()
            return
        row.deleted = True
        row.revision += 1
        self._seal(row)
        row.save()

    def purge(self, row: Record, about: str = "") -> None:
        """Delete a row for good: only what was never sent, such as sample data."""
        self.check_owner(row)
        self._line(row, about, "deleted", label_of(row), None)
        row.delete_instance()

    def check_owner(self, row: Record) -> None:
        if isinstance(row, Travelling) and row.owner != self.session.office_uid:
            raise UserError(
                "Bản ghi này do đơn vị khác gửi lên, chỉ đơn vị đó sửa được.",
                safe="Dữ liệu không thay đổi.",
                todo="Trả lại kèm lý do để đơn vị gửi sửa và gửi lại.",
            )

    def note(
        self,
        about: str,
        field_name: str,
        old: str | None,
        new: str | None,
        *,
        table: str = "",
        record: str = "",
    ) -> None:
        """A journal line that is not a column: files taken in, rows applied from a package."""
        self._lines.append(
            {
                "table_name": table,
                "record": record or about,
                "about": about,
                "field": field_name,
                "old": old,
                "new": new,
            }
        )

    @property
    def changes(self) -> Changes:
        return Changes(self.topics, self.uid, max(self.count, 1))

    def finish(self) -> None:
        """Write the journal entry, last thing in the transaction."""
        if not self._lines:
            return
        newest = JournalEntry.select().order_by(JournalEntry.number.desc()).first()
        entry = JournalEntry(
            uid=str(uuid.uuid4()),
            number=newest.number + 1 if newest else 1,
            at=self.session.now_text(),
            operator=self.session.operator,
            use_case=self.use_case,
            reason=self.reason,
        )
        entry.row_hash = entry.compute_hash()
        entry.save(force_insert=True)
        store(self.session.database, JournalChange, [*self._sealed_lines(entry.uid)])

    def _sealed_lines(self, entry: str) -> Iterator[JournalChange]:
        """The lines as rows; their uids sort in the order in which they were noted."""
        for number, values in enumerate(self._lines, 1):
            line = JournalChange(uid=f"{entry}-{number:07d}", entry=entry, **values)
            line.row_hash = line.compute_hash()
            yield line

    def _seal(self, row: Record) -> None:
        for name, value in row.derive(row.fields()).items():
            setattr(row, name, value)
        row.row_hash = row.compute_hash()
        self.count += 1

    def _line(self, row: Record, about: str, name: str, old: str | None, new: str | None) -> None:
        self._lines.append(
            {
                "table_name": row.table(),
                "record": row.uid,
                "about": about or row.uid,
                "field": name,
                "old": old,
                "new": new,
            }
        )


def plain_text(value: Any) -> str | None:
    """A column's value as the journal keeps it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "có" if value else "không"
    return value.isoformat() if isinstance(value, date) else str(value)


def _lines_of(
    row: Record, name: str, old: Any, new: Any
) -> Iterator[tuple[str, str | None, str | None]]:
    """(field, old, new) as the journal keeps them: a JSON column gives a line per changed key."""
    if name not in row.json_columns:
        yield name, plain_text(old), plain_text(new)
        return
    before, after = json.loads(old or "{}"), json.loads(new or "{}")
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield f"{name}.{key}", _json_text(before.get(key)), _json_text(after.get(key))


def _json_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def label_of(row: Record) -> str:
    """What the journal calls a row: its name or title, else its kind."""
    for name in ("name", "title", "text", "file_name", "kind"):
        value = row.fields().get(name)
        if value:
            return str(value)
    return row.table()
