"""What was taken in, from whom, and what could not be settled without a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from danvan_desktop.models import JournalChange, JournalEntry, KnownOffice, Office, ReceivedPackage
from danvan_desktop.services.journal_words import JournalWords, field_label
from danvan_desktop.services.session import Session

CONFLICT = "conflict"
"""Field name of the journal line that keeps the copy which was not taken."""


@dataclass(frozen=True)
class ConflictRow:
    """A record that came with another content under the same revision; both are kept.

    `kept` is the row in the tables, `received` the one that came, each as canonical JSON.
    """

    table: str
    uid: str
    about: str
    received_at: str
    kept: str
    received: str


def conflicts(session: Session) -> tuple[ConflictRow, ...]:
    """Every copy that was not taken in since the same revision was here already, newest first."""
    del session
    query = (
        JournalChange.select(JournalChange, JournalEntry)
        .join(JournalEntry, on=(JournalChange.entry == JournalEntry.uid))
        .where(JournalChange.field == CONFLICT)
        .order_by(JournalEntry.number.desc(), JournalChange.uid)
    )
    return tuple(
        ConflictRow(
            line.table_name, line.record, line.about, line.entry.at, line.old or "", line.new or ""
        )
        for line in query
    )


@dataclass(frozen=True)
class Difference:
    """One field in which the two copies of a conflict differ, in an official's words."""

    label: str
    kept: str
    received: str


def conflict_name(row: ConflictRow) -> str:
    """What the record is called, as far as the copy that is kept says."""
    fields = json.loads(row.kept)["fields"]
    return str(fields.get("name") or fields.get("subject_name") or fields.get("number") or "")


def differences(session: Session, row: ConflictRow) -> tuple[Difference, ...]:
    """The fields of a conflict that differ, in the order of their labels."""
    kept, came = json.loads(row.kept), json.loads(row.received)
    words = JournalWords(session, row.about)
    found = [
        Difference(
            field_label(name),
            _shown(words, row.table, name, kept["fields"].get(name)),
            _shown(words, row.table, name, came["fields"].get(name)),
        )
        for name in sorted(kept["fields"].keys() | came["fields"].keys())
        if kept["fields"].get(name) != came["fields"].get(name)
    ]
    if kept["deleted"] != came["deleted"]:
        yes = {True: "đã xóa", False: "đang còn"}
        found.append(Difference("Xóa", yes[kept["deleted"]], yes[came["deleted"]]))
    return tuple(found)


def _shown(words: JournalWords, table: str, field: str, value: object) -> str:
    if value is None or value == "":
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return words.shown(table, field, text) or ""


@dataclass(frozen=True)
class KnownOfficeRow:
    """An office whose files are taken in."""

    uid: str
    name: str
    fingerprint: str
    trusted_on: str
    linked_unit_name: str
    last_sequence: int


def known_offices(session: Session) -> tuple[KnownOfficeRow, ...]:
    """Offices we received from, by name."""
    from danvan_desktop.services import signing

    del session
    return tuple(
        KnownOfficeRow(
            row.uid,
            row.name,
            signing.fingerprint(bytes.fromhex(row.public_key)),
            row.trusted_on.isoformat(),
            row.linked_unit.name if row.linked_unit_id else "",
            row.last_sequence,
        )
        for row in KnownOffice.select().order_by(KnownOffice.name)
    )


@dataclass(frozen=True)
class ReceivedRow:
    office_name: str
    programme_id: str
    year: int
    sequence: int
    received_at: str
    outcome: Mapping[str, int]


def received(session: Session) -> tuple[ReceivedRow, ...]:
    """Files taken in, the newest first."""
    del session
    query = ReceivedPackage.select().order_by(ReceivedPackage.received_at.desc())
    return tuple(
        ReceivedRow(
            row.office.name,
            row.programme_id,
            row.year,
            row.sequence,
            row.received_at,
            json.loads(row.outcome),
        )
        for row in query
    )


def own_fingerprint(session: Session) -> str:
    """Our own key as it is read out over the telephone."""
    from danvan_desktop.services import signing

    del session
    return signing.fingerprint(bytes.fromhex(Office.get().public_key))
