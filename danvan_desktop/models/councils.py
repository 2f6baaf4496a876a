"""Councils and appraisal teams as an office keeps them from one year to the next."""

from __future__ import annotations

from typing import ClassVar

from peewee import BooleanField, DateField, IntegerField, TextField

from danvan_desktop.models.base import Record, reference, register
from danvan_desktop.models.units import Body


@register
class Council(Record):
    """`kind` is `review` (họp bình xét) or `appraisal` (thẩm định thực tế).

    `rules` are the settings of a vote, by key; empty keys leave the programme's default.
    """

    json_columns: ClassVar[frozenset[str]] = frozenset({"rules"})

    kind = TextField()
    name = TextField()
    body = reference(Body, null=True)
    decision_number = TextField(default="")
    decision_date = DateField(null=True)
    rules = TextField(default="{}")
    active = BooleanField(default=True)


@register
class CouncilMember(Record):
    """`role` is `chair`, `deputy`, `secretary` or `member`."""

    council = reference(Council)
    place = IntegerField()
    name = TextField()
    position = TextField(default="")
    role = TextField()
