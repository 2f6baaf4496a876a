"""Who changed what and when: one entry per use case, one line per changed field."""

from __future__ import annotations

from peewee import IntegerField, TextField

from danvan_desktop.models.base import Record, reference, register


@register
class JournalEntry(Record):
    number = IntegerField(unique=True)
    """Counts up by one; order does not rest on the clock."""
    at = TextField()
    """UTC, ISO 8601, to the second."""
    operator = TextField(default="")
    use_case = TextField()
    reason = TextField(default="")


@register
class JournalChange(Record):
    """`field` is empty for a record that was made; `old` and `new` are text or null."""

    entry = reference(JournalEntry)
    table_name = TextField()
    record = TextField(index=True)
    about = TextField(index=True)
    """Uid of the registration or decision in whose history the line is shown."""
    field = TextField(default="")
    old = TextField(null=True)
    new = TextField(null=True)
