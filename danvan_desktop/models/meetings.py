"""Review meetings: who sat, what was voted on with which counts, and the public notice."""

from __future__ import annotations

from typing import ClassVar

from peewee import BooleanField, DateField, IntegerField, TextField

from danvan_desktop.models.base import Record, reference, register
from danvan_desktop.models.councils import Council
from danvan_desktop.models.registrations import Registration, Step
from danvan_desktop.models.units import Body


@register
class Meeting(Record):
    """One review meeting. `rules` are the settings of its votes as they stood, by key.

    `round` 2 is a second vote on what was tied at a quota in the meeting `follows`.
    """

    json_columns: ClassVar[frozenset[str]] = frozenset({"rules"})

    programme_id = TextField()
    year = IntegerField()
    number = IntegerField()
    """Counts the office's meetings of that programme and year from 1."""
    round = IntegerField(default=1)
    follows = reference("self", null=True)
    body = reference(Body, null=True)
    council = reference(Council, null=True)
    subject = TextField()
    on = DateField(null=True)
    starts = TextField(default="")
    ends = TextField(default="")
    venue = TextField(default="")
    rules = TextField(default="{}")
    opening = TextField(default="")
    conclusion = TextField(default="")
    closed = BooleanField(default=False)
    closed_on = DateField(null=True)
    held = BooleanField(default=True)
    """False when it was closed without results, since too few members came."""
    notice_from = DateField(null=True)
    notice_days = IntegerField(null=True)
    notice_working = BooleanField(default=False)
    """Days are counted without Saturdays and Sundays."""
    notice_place = TextField(default="")
    notice_closed_on = DateField(null=True)
    notice_result = TextField(default="")

    class Meta:
        indexes = ((("programme_id", "year", "number"), False),)


@register
class MeetingMember(Record):
    """`presence` is `present`, `absent` or `written` (absent, asked in writing)."""

    meeting = reference(Meeting)
    place = IntegerField()
    name = TextField()
    position = TextField(default="")
    role = TextField()
    presence = TextField()
    reason = TextField(default="")


@register
class MeetingItem(Record):
    """One registration put to the vote. Counts are null while they are not entered.

    The counts of the room and those of members asked in writing stand apart, as on the paper.
    `result` is empty until decided: `recognised`, `lower`, `again`, `second_round` or
    `not_recognised`; `given_title` and `given_level` are what it was then proposed for.
    `together` when the counts are those of one vote on the whole list. `void` says, once the
    meeting is closed, why its vote does not count; `step` is what the result wrote.
    """

    meeting = reference(Meeting)
    place = IntegerField()
    registration = reference(Registration)
    registration_revision = IntegerField()
    title = TextField()
    level = TextField()
    discussion = TextField(default="")
    secret = BooleanField(default=False)
    together = BooleanField(default=False)
    issued = IntegerField(null=True)
    collected = IntegerField(null=True)
    invalid = IntegerField(null=True)
    agreeing = IntegerField(null=True)
    against = IntegerField(null=True)
    written_sent = IntegerField(null=True)
    written_returned = IntegerField(null=True)
    written_invalid = IntegerField(null=True)
    written_agreeing = IntegerField(null=True)
    written_against = IntegerField(null=True)
    chair_agrees = BooleanField(null=True)
    """The chair's side, where a tie is settled by it."""
    result = TextField(default="")
    given_title = TextField(default="")
    given_level = TextField(default="")
    reason = TextField(default="")
    void = TextField(default="")
    step = reference(Step, null=True)


@register
class Recusal(Record):
    """A member who does not vote on one item, and why."""

    item = reference(MeetingItem)
    member = reference(MeetingMember)
    reason = TextField()


@register
class Opinion(Record):
    """What was said during the public notice, and how it was answered. No names are asked."""

    meeting = reference(Meeting)
    item = reference(MeetingItem, null=True)
    """The item it is about; empty when it is about the list."""
    on = DateField()
    source = TextField(default="")
    text = TextField()
    answer = TextField(default="")
