"""What was sent, what was received, and which deadlines are done."""

from __future__ import annotations

from peewee import DateField, IntegerField, TextField

from danvan_desktop.models.base import Record, reference, register
from danvan_desktop.models.office import KnownOffice


@register
class SentPackage(Record):
    programme_id = TextField()
    year = IntegerField()
    sequence = IntegerField()
    addressee = TextField(default="")
    file_name = TextField()
    sha256 = TextField()
    rows = IntegerField()
    sent_at = TextField()


@register
class ReceivedPackage(Record):
    office = reference(KnownOffice)
    programme_id = TextField()
    year = IntegerField()
    sequence = IntegerField()
    sha256 = TextField(index=True)
    outcome = TextField()
    """Counts per table and category, as JSON."""
    received_at = TextField()


@register
class DeadlineDone(Record):
    """A deadline of a programme marked as done, by hand or by what was sent."""

    programme_id = TextField(index=True)
    deadline = TextField()
    due = DateField(null=True)
    year = IntegerField()
    done_on = DateField()
    note = TextField(default="")
    package = reference(SentPackage, null=True)
