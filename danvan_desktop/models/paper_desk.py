"""Papers on their way: drafted, submitted, changed by the leader, signed, issued; and their looks.

An issued paper as such stands in `recognition.IssuedPaper`; here is what leads to it, and what an
office has made its own: copies of profiles, Word templates, certificate templates, printer offsets.
"""

from __future__ import annotations

from typing import ClassVar

from peewee import BooleanField, DateField, IntegerField, TextField

from danvan_desktop.models.base import Record, reference, register
from danvan_desktop.models.recognition import IssuedPaper
from danvan_desktop.models.units import Body


@register
class DeskPaper(Record):
    """A paper the office is making. `kind` is a paper kind, `about` the record it is about.

    `stage` is `draft`, `submitted`, `returned` (changed by the leader), `signed` or `issued`.
    `form` holds what only this paper needs, `texts` the wording as edited; both by key.
    """

    json_columns: ClassVar[frozenset[str]] = frozenset({"form", "texts"})

    kind = TextField()
    programme_id = TextField(default="")
    year = IntegerField()
    body = reference(Body, null=True)
    about = TextField(index=True)
    title = TextField()
    stage = TextField()
    form = TextField(default="{}")
    texts = TextField(default="{}")
    number = TextField(default="")
    date = DateField(null=True)
    issued = reference(IssuedPaper, null=True)
    replaces = reference(IssuedPaper, null=True, backref="+")
    changed_at = TextField()

    class Meta:
        indexes = ((("programme_id", "year", "kind"), False),)


@register
class DeskFile(Record):
    """A file that belongs to a paper, kept under its content hash.

    `role` is `leader` (the Word file as the leader changed it), `scan` (the stamped true paper) or
    `word` (the Word file as it was issued).
    """

    paper = reference(DeskPaper)
    role = TextField()
    file_name = TextField()
    size = IntegerField()
    sha256 = TextField(index=True)
    added_at = TextField()


@register
class PaperWords(Record):
    """Words that belong to a paper beside its own row, by key.

    `about` is the paper of the desk, or the decision that is worded on its own page. `texts` is
    what the office typed in the place of proposed words that have no column; `proposed` is what
    the program proposed when the words were last taken over, so that what changed since is seen.
    Of an issued paper, `texts` is the number as it was printed.
    """

    json_columns: ClassVar[frozenset[str]] = frozenset({"texts", "proposed"})

    kind = TextField()
    about = TextField()
    texts = TextField(default="{}")
    proposed = TextField(default="{}")

    class Meta:
        indexes = ((("about", "kind"), True),)


@register
class ProfileCopy(Record):
    """A body's own copy of a profile, whole, as TOML; `profile` is the id it was copied from."""

    body = reference(Body)
    profile = TextField()
    text = TextField()
    changed_on = DateField()

    class Meta:
        indexes = ((("body", "profile"), True),)


@register
class WordTemplate(Record):
    """A Word file that an office puts in the place of the program's own form of a paper kind."""

    kind = TextField()
    body = reference(Body, null=True)
    file_name = TextField()
    size = IntegerField()
    sha256 = TextField(index=True)
    added_on = DateField()
    active = BooleanField(default=True)


@register
class CertificateTemplate(Record):
    """How a certificate looks, as JSON; `background` is the hash of its picture, empty for none.

    `subject_kind` empty: for every kind of subject; `body` null: for every body.
    """

    json_columns: ClassVar[frozenset[str]] = frozenset({"definition"})

    name = TextField()
    kind = TextField()
    body = reference(Body, null=True)
    subject_kind = TextField(default="")
    definition = TextField()
    background = TextField(default="")
    active = BooleanField(default=True)


@register
class PrinterOffset(Record):
    """How far a printer shifts what it prints on a size of paper, hundredths of a millimetre."""

    printer = TextField()
    paper = TextField()
    right = IntegerField()
    down = IntegerField()

    class Meta:
        indexes = ((("printer", "paper"), True),)


@register
class Nudge(Record):
    """One field of one recipient's certificate moved by hand, hundredths of a millimetre.

    `recipient` is the uid of the recognition or award, `field` the field's id in the template.
    """

    template = reference(CertificateTemplate)
    recipient = TextField(index=True)
    field = TextField()
    right = IntegerField()
    down = IntegerField()


@register
class DatedFigure(Record):
    """A figure that holds from a day on (base salary, coefficient of an award), with its source.

    `value` is decimal text; `key` names the figure.
    """

    key = TextField()
    value = TextField()
    valid_from = DateField()
    source = TextField(default="")

    class Meta:
        indexes = ((("key", "valid_from"), True),)
