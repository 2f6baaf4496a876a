"""Which tables go into a package, with their columns, and which do not, and why.

A test puts every table in one of the two, so that a new table cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import BooleanField, DateField, ForeignKeyField, IntegerField

from danvan_desktop.models.base import IDENTITY, Record, Travelling
from danvan_desktop.models.database import insert_rows
from danvan_desktop.models.evaluation import ScoreSheet
from danvan_desktop.models.recognition import Award, Certificate, Decision, Recognition, Revocation
from danvan_desktop.models.registrations import (
    Evidence,
    Initiative,
    ProgressNote,
    Registration,
    Step,
    Story,
    Subject,
)
from danvan_desktop.models.units import Body, BodySuccession, Unit, UnitSuccession

EXPORTED: tuple[type[Travelling], ...] = (
    Unit,
    Body,
    UnitSuccession,
    BodySuccession,
    Initiative,
    Subject,
    Registration,
    Step,
    ProgressNote,
    Evidence,
    Story,
    ScoreSheet,
    Decision,
    Recognition,
    Revocation,
    Certificate,
    Award,
)
"""Parents before children."""

SINCE: Mapping[str, int] = {"award": 2}
"""Format of packages in which a table first travelled, where that is not the first."""

NOT_EXPORTED: Mapping[str, str] = {
    "office": "the header of a package says who sends it",
    "office_key": "private key",
    "known_office": "whom this office trusts is its own matter",
    "setting": "settings of this computer",
    "draft": "unsaved text",
    "programme_copy": "programmes travel as files of their own",
    "programme_setting": "the office's own answers to what a paper leaves open",
    "assessor": "who assesses is this office's own matter; a sheet names its assessor",
    "interest": "declared to this office only",
    "sheet_origin": "how a sheet was keyed in is this office's own matter",
    "sheet_total": "computed from the sheet, which is sent",
    "assessor_file": "history of this office's sheets by file",
    "variant_choice": "each office that judges chooses for itself",
    "council": "the office's own list of members",
    "council_member": "the office's own list of members",
    "meeting": "the votes stay with the council; its result is sent as a step",
    "meeting_member": "who sat and who was absent stays with the council",
    "meeting_item": "the votes stay with the council; its result is sent as a step",
    "recusal": "declared to the council only",
    "opinion": "what neighbours said stays with the council",
    "visit": "the minutes stay with the team; its result goes into the proposal",
    "visit_photo": "the photo itself is evidence, which is sent",
    "desk_paper": "papers on their way stay here; what they decide is sent",
    "desk_file": "files of papers stay here",
    "paper_words": "words of papers stay here; what they decide is sent",
    "profile_copy": "how this office's papers look",
    "word_template": "how this office's papers look",
    "certificate_template": "travels as a file of its own",
    "printer_offset": "of this office's printers",
    "nudge": "of this office's certificates",
    "dated_figure": "figures this office set",
    "superseded_paper": "marks files that stay here",
    "issued_paper": "the file stays here; the decision itself is sent",
    "sent_package": "history of this office's sending",
    "received_package": "history of this office's receiving",
    "deadline_done": "the receiver judges what is in time by what it received",
    "journal_entry": "who typed what is this office's own matter",
    "journal_change": "who typed what is this office's own matter",
}

PORTION = 20_000
"""Bound values in one statement; SQLite takes 32,766."""

BY_NAME: Mapping[str, type[Travelling]] = {table.table(): table for table in EXPORTED}


@dataclass(frozen=True)
class Column:
    """A column that travels: `kind` is text, integer, boolean, date or reference."""

    name: str
    kind: str
    optional: bool
    refers_to: str = ""


def columns(table: type[Record]) -> tuple[Column, ...]:
    """The travelling columns of a table beside its identity and the derived ones."""
    found = []
    for name in table._meta.sorted_field_names:
        if name in IDENTITY or name in table.derived:
            continue
        field = table._meta.fields[name]
        target = field.rel_model.table() if isinstance(field, ForeignKeyField) else ""
        found.append(Column(name, _kind(field), field.null, target))
    return tuple(found)


def _kind(field: Any) -> str:
    kinds = {
        ForeignKeyField: "reference",
        BooleanField: "boolean",
        IntegerField: "integer",
        DateField: "date",
    }
    return next((kind for cls, kind in kinds.items() if isinstance(field, cls)), "text")


def row_of(table: type[Travelling], values: Mapping[str, Any]) -> Travelling:
    """A row from travelling values, with its derived columns; not saved."""
    row = table(**values)
    for name, value in table.derive(row.fields()).items():
        setattr(row, name, value)
    return row


def store(database: Any, table: type[Record], rows: Sequence[Record]) -> None:
    """Insert rows as they are, in bulk."""
    fields = table._meta.sorted_fields
    names = [field.column_name for field in fields]
    values = [[field.db_value(row.__data__.get(field.name)) for field in fields] for row in rows]
    insert_rows(database, table.table(), names, values)


def having(table: type[Travelling], column: str, uids: Iterable[str], owner: str) -> list[Any]:
    """Rows of `owner` whose `column` is one of `uids`, deleted ones too, in order of uid."""
    wanted = sorted(uids)
    field = table._meta.fields[column]
    found: list[Any] = []
    for start in range(0, len(wanted), PORTION):
        some = field.in_(wanted[start : start + PORTION])
        found += list(table.select().where((table.owner == owner) & some).order_by(table.uid))
    return found


def with_uids(table: type[Travelling], uids: Iterable[str]) -> list[Any]:
    """Rows by uid, whoever owns them, read in portions that SQLite takes."""
    wanted = sorted(uids)
    found: list[Any] = []
    for start in range(0, len(wanted), PORTION):
        found += list(table.select().where(table.uid.in_(wanted[start : start + PORTION])))
    return found
