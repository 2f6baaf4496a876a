"""Appraisal on the spot: the visits of an appraisal team, what was found, and the photos."""

from __future__ import annotations

from peewee import BooleanField, DateField, IntegerField, TextField

from danvan_desktop.models.base import Record, reference, register
from danvan_desktop.models.councils import Council
from danvan_desktop.models.registrations import Evidence, Registration


@register
class Visit(Record):
    """One visit to one registration, planned and then keyed in from the paper minutes.

    `recommendation` is empty until it is done: `propose`, `complete` or `refuse`.
    """

    programme_id = TextField()
    year = IntegerField()
    place = IntegerField()
    council = reference(Council, null=True)
    registration = reference(Registration)
    on = DateField(null=True)
    starts = TextField(default="")
    ends = TextField(default="")
    venue = TextField(default="")
    team = TextField(default="")
    """Who took part for the team, a line each."""
    hosts = TextField(default="")
    """Who took part for the place, a line each."""
    findings = TextField(default="")
    opinions = TextField(default="")
    """What the people who were asked said."""
    recommendation = TextField(default="")
    reason = TextField(default="")
    finished = BooleanField(default=False)
    finished_on = DateField(null=True)


@register
class VisitPhoto(Record):
    """A photo taken on a visit; the file itself is evidence of the registration."""

    visit = reference(Visit)
    evidence = reference(Evidence)
