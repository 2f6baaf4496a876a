"""Score sheets: one assessor's marks for one registration at one stage."""

from __future__ import annotations

from typing import ClassVar

from peewee import BooleanField, DateField, IntegerField, TextField

from danvan_desktop.models.base import Travelling, reference, register
from danvan_desktop.models.registrations import Registration


@register
class ScoreSheet(Travelling):
    """`marks` and `conditions` are canonical JSON objects by criterion and condition code.

    A mark is `{"mark": value, "remark": text}` with a value as `domain/marks_text` writes it, a
    condition `true` or `false`. `total` is in hundredths of a point, null for a set without points.
    """

    json_columns: ClassVar[frozenset[str]] = frozenset({"marks", "conditions"})

    registration = reference(Registration)
    registration_revision = IntegerField()
    stage = TextField()
    assessor = TextField()
    programme_id = TextField()
    programme_version = IntegerField()
    programme_fingerprint = TextField()
    set_code = TextField()
    marks = TextField(default="{}")
    conditions = TextField(default="{}")
    remark = TextField(default="")
    finished = BooleanField(default=False)
    finished_on = DateField(null=True)
    total = IntegerField(null=True)
    passed = BooleanField(null=True)
    rank = TextField(default="")
