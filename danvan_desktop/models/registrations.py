"""Initiatives, their subjects, registrations, and what is noted while they are carried out."""

from __future__ import annotations

from peewee import DateField, IntegerField, TextField

from danvan_desktop.models.base import Travelling, reference, register
from danvan_desktop.models.units import Body, Named, Unit


@register
class Initiative(Named):
    """A named way of doing; lives several years, registered anew each year."""

    kind = TextField()
    """As printed: mô hình, phần việc, việc làm, công trình."""
    unit = reference(Unit, null=True)
    started_year = IntegerField()


@register
class Subject(Named):
    """The collective, person or household: the least that identifies it, nothing more."""

    kind = TextField()
    unit = reference(Unit, null=True)
    body = reference(Body, null=True)
    position = TextField(default="")
    address = TextField(default="")


@register
class Registration(Named):
    """One initiative or person entered for one programme and year. Its state is computed.

    `name` is what lists show: the initiative's name, or the exemplar's where there is none.
    """

    initiative = reference(Initiative, null=True)
    subject = reference(Subject)
    unit = reference(Unit)
    body = reference(Body, null=True)
    programme_id = TextField()
    programme_version = IntegerField()
    programme_fingerprint = TextField()
    year = IntegerField()
    title = TextField()
    level = TextField()
    sector = TextField(default="")
    newness = TextField()
    """`new` (mới) or `sustained` (duy trì)."""
    summary = TextField()
    person_in_charge = TextField(default="")
    situation = TextField(default="")
    goals = TextField(default="")
    content = TextField(default="")
    place = TextField(default="")
    forces = TextField(default="")
    resources = TextField(default="")
    time = TextField(default="")
    products = TextField(default="")
    sustaining = TextField(default="")
    quantified_value = TextField(default="")
    registered_with = reference(Body, null=True, backref="+")
    registered_with_name = TextField(default="")
    registered_on = DateField(null=True)
    note = TextField(default="")

    class Meta:
        indexes = (
            # Lists page by the first index alone, and count by the second, which is a third of
            # its size and of its time; `deleted` is in both for that.
            (("programme_id", "year", "deleted", "sort_key", "uid"), False),
            (("programme_id", "year", "deleted"), False),
        )


@register
class Step(Travelling):
    """Something that happened to a registration: a return, a confirmation, a stop.

    `number` counts the owner's steps of that registration from 1, so that order does not rest
    on a clock. `registration_revision` is the revision the step was made on.
    """

    registration = reference(Registration)
    number = IntegerField()
    kind = TextField()
    on = DateField()
    reason = TextField(default="")
    body = reference(Body, null=True)
    by_name = TextField(default="")
    registration_revision = IntegerField()


@register
class ProgressNote(Travelling):
    registration = reference(Registration)
    on = DateField()
    text = TextField()


@register
class Evidence(Travelling):
    """A file or photo, kept in the data folder under its content hash."""

    registration = reference(Registration)
    note = reference(ProgressNote, null=True)
    criterion = TextField(default="")
    title = TextField(default="")
    file_name = TextField()
    size = IntegerField()
    sha256 = TextField(index=True)
    media_type = TextField(default="")
    on = DateField(null=True)


@register
class Story(Travelling):
    """A published piece about an initiative (tin, bài)."""

    registration = reference(Registration)
    title = TextField()
    published_in = TextField()
    on = DateField(null=True)
    link = TextField(default="")
