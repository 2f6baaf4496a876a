"""Decisions, what they recognise, certificates and their register, and issued papers."""

from __future__ import annotations

from peewee import DateField, IntegerField, TextField

from danvan_desktop.models.base import Record, Travelling, reference, register
from danvan_desktop.models.registrations import Registration
from danvan_desktop.models.units import Body


@register
class Decision(Travelling):
    """A recognition decision of one of our bodies, or one taken above us and entered by hand.

    `number` and `date` stay empty until the clerk has given them. `status` is `draft` or `issued`.
    """

    programme_id = TextField()
    year = IntegerField()
    origin = TextField()
    """`own` or `above`."""
    body = reference(Body, null=True)
    issuer_name = TextField(default="")
    number = TextField(default="")
    date = DateField(null=True)
    subject = TextField()
    level = TextField()
    bases = TextField(default="")
    authority_line = TextField(default="")
    position = TextField(default="")
    signer = TextField(default="")
    receivers = TextField(default="")
    status = TextField()


@register
class Recognition(Travelling):
    """One line of a decision. Names are stored as decided: a reprint uses them, not today's."""

    decision = reference(Decision)
    registration = reference(Registration)
    position = IntegerField()
    title = TextField()
    level = TextField()
    initiative_name = TextField()
    recipient_name = TextField()
    address = TextField(default="")


@register
class Revocation(Travelling):
    recognition = reference(Recognition)
    on = DateField()
    reason = TextField()
    paper = TextField(default="")


@register
class Certificate(Travelling):
    """An entry of the register of certificates: gap-free per body, kind and year.

    A spoiled number stays as spoiled, with its reason.
    """

    recognition = reference(Recognition)
    body = reference(Body)
    series = TextField()
    year = IntegerField()
    number = IntegerField()
    issued_on = DateField(null=True)
    status = TextField()
    """`valid` or `spoiled`."""
    reason = TextField(default="")

    class Meta:
        indexes = ((("owner", "body", "series", "year", "number"), True),)


@register
class IssuedPaper(Record):
    """A paper as it left the office, under its content hash: what is reprinted is this file."""

    kind = TextField()
    about = TextField(index=True)
    """Uid of the decision, registration or certificate it is about."""
    title = TextField()
    number = TextField(default="")
    date = DateField(null=True)
    file_name = TextField()
    size = IntegerField()
    sha256 = TextField()
    replaces = reference("self", null=True)
    issued_at = TextField()


@register
class SupersededPaper(Record):
    """An issued paper that no longer says what is: something it rests on was opened again.

    `uid` is the paper's. The paper itself stays as it left the office.
    """

    on = DateField()
    reason = TextField()


@register
class Award(Travelling):
    """A commendation proposed or given (biểu dương, khen thưởng), apart from recognition.

    `status` is `proposed`, `given` or `refused`. Names are stored as on the paper.
    """

    programme_id = TextField()
    year = IntegerField()
    registration = reference(Registration, null=True)
    recognition = reference(Recognition, null=True)
    recipient_name = TextField()
    subject_kind = TextField()
    kind = TextField()
    """Giấy khen, bằng khen, ... as printed."""
    achievement = TextField()
    giver_name = TextField(default="")
    status = TextField()
    decision_number = TextField(default="")
    decision_date = DateField(null=True)
    note = TextField(default="")
