"""The assessors of a programme and year: who they are, what they may not judge, their sheets.

A score sheet keeps its assessor's name as signed (`evaluation`); what only this office needs to
know of it stands here beside it and never travels.
"""

from __future__ import annotations

from typing import ClassVar

from peewee import BooleanField, DateField, IntegerField, TextField

from danvan_desktop.models.base import Record, reference, register
from danvan_desktop.models.registrations import Registration


@register
class Assessor(Record):
    """A person who assesses, in the order of the list. `name` is unique in programme and year."""

    programme_id = TextField()
    year = IntegerField()
    place = IntegerField()
    name = TextField()
    position = TextField(default="")
    unit_name = TextField(default="")
    active = BooleanField(default=True)

    class Meta:
        indexes = ((("programme_id", "year", "name"), True),)


@register
class Interest(Record):
    """A declared interest: this assessor does not assess that registration."""

    assessor = reference(Assessor)
    registration = reference(Registration)
    reason = TextField()
    on = DateField()

    class Meta:
        indexes = ((("assessor", "registration"), True),)


@register
class SheetOrigin(Record):
    """How a sheet came about; `uid` is the sheet's. `source` is `screen`, `paper` or `file`."""

    assessor = reference(Assessor, null=True)
    source = TextField()
    paper_total = IntegerField(null=True)
    """The sum written on the paper sheet, hundredths of a point."""


@register
class SheetTotal(Record):
    """What a finished sheet comes to before rounding; `uid` is the sheet's.

    Kept so that a board of thousands scores nothing anew. It counts only while `sheet_hash` is
    the hash of the sheet's row. `exact` and `bonus` are decimal text, empty without points.
    """

    json_columns: ClassVar[frozenset[str]] = frozenset()

    sheet_hash = TextField()
    exact = TextField(default="")
    bonus = TextField(default="")
    reasons = TextField(default="[]")
    """JSON array: what holds a pass back, in the words of the sheet."""


@register
class AssessorFile(Record):
    """A file of blank sheets that was made for one assessor, and what became of it.

    `public_key` belongs to the key pair made for this file alone, in hexadecimal: what comes back
    is signed with the other half. `contents` is what was sent: registrations with their revision.
    """

    json_columns: ClassVar[frozenset[str]] = frozenset({"contents"})

    assessor = reference(Assessor)
    programme_id = TextField()
    programme_version = IntegerField()
    programme_fingerprint = TextField()
    year = IntegerField()
    sequence = IntegerField()
    public_key = TextField()
    contents = TextField(default="{}")
    sha256 = TextField()
    made_at = TextField()
    returned_sha256 = TextField(default="")
    returned_edition = IntegerField(default=0)
    """How often the file had been saved when what was taken last was written."""
    returned_at = TextField(null=True)


@register
class VariantChoice(Record):
    """Which variant of a criteria set one registration is judged by; `uid` is its uid."""

    registration = reference(Registration, unique=True)
    set_code = TextField()
