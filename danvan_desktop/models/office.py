"""The office that uses this data folder, the offices it knows, its settings and drafts."""

from __future__ import annotations

from peewee import DateField, IntegerField, TextField

from danvan_desktop.models.base import Record, reference, register
from danvan_desktop.models.units import Unit


@register
class Office(Record):
    """One row: this data folder's office. Owner of the records made here."""

    name = TextField()
    home_unit = reference(Unit)
    public_key = TextField()
    """Ed25519, 32 bytes in hexadecimal."""
    made_on = DateField()


@register
class OfficeKey(Record):
    """The private signing key: in backups, never in a package. A backup is a secret."""

    private_key = TextField()


@register
class KnownOffice(Record):
    """An office whose files we take in; `uid` is that office's own."""

    name = TextField()
    public_key = TextField()
    trusted_on = DateField()
    home_unit = TextField()
    """Uid of its home unit among the sender's rows."""
    linked_unit = reference(Unit, null=True)
    """The node of our own tree that a person linked its home unit to."""
    last_sequence = IntegerField(default=0)


@register
class Setting(Record):
    """`uid` is the setting's key, `value` is JSON."""

    value = TextField()


@register
class Draft(Record):
    """Unsaved text of a form, kept on close and after a crash; `uid` is the form's key."""

    payload = TextField()
    saved_at = TextField()


@register
class ProgrammeCopy(Record):
    """A programme as the office adopted it, whole, so that old results keep their rules."""

    programme_id = TextField(index=True)
    version = IntegerField()
    fingerprint = TextField()
    text = TextField()
    adopted_on = DateField()


@register
class ProgrammeSetting(Record):
    """The office's answer to what a programme's paper does not say, or leaves to it."""

    programme_id = TextField(index=True)
    key = TextField()
    value = TextField()
