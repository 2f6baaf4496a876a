"""Places (địa bàn) and organisations (tổ chức), with what came before and after them."""

from __future__ import annotations

from typing import Any, ClassVar

from peewee import DateField, TextField

from danvan_desktop.domain.text import search_key, sort_key
from danvan_desktop.models.base import Travelling, reference, register


class Named(Travelling):
    """A row with a name to search and sort by."""

    name = TextField()
    search_key = TextField(index=True)
    sort_key = TextField()

    derived: ClassVar[frozenset[str]] = frozenset({"search_key", "sort_key"})

    @classmethod
    def derive(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {"search_key": search_key(values["name"]), "sort_key": sort_key(values["name"])}


@register
class Unit(Named):
    """A place or sub-unit in a tree of any depth."""

    parent = reference("self", null=True)
    kind = TextField()
    code = TextField(default="")
    """Official code of the place, if known. A name is never a key."""
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)


@register
class Body(Named):
    """An organisation of a channel at a unit; issues papers."""

    unit = reference(Unit)
    parent = reference("self", null=True)
    kind = TextField()
    channel = TextField()
    abbreviation = TextField(default="")
    """The body's part of a paper's number, for example ĐU or UBND."""
    profile = TextField()
    """Id of the document profile its papers use."""
    header_parent = TextField(default="")
    header_name = TextField(default="")
    """What a paper's header prints, where it differs from the parent's and the own name."""
    place = TextField(default="")
    """The place name in a paper's place-date line."""
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)


@register
class UnitSuccession(Travelling):
    """`successor` took over from `predecessor` on a day (sáp nhập, chia tách, đổi tên)."""

    predecessor = reference(Unit, backref="+")
    successor = reference(Unit, backref="+")
    on = DateField(null=True)
    paper = TextField(default="")


@register
class BodySuccession(Travelling):
    predecessor = reference(Body, backref="+")
    successor = reference(Body, backref="+")
    on = DateField(null=True)
    paper = TextField(default="")
