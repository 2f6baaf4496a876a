"""What was taken in, from whom, and what could not be settled without a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from danvan_desktop.models import JournalChange, JournalEntry, KnownOffice, Office, ReceivedPackage
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
