"""Writing what a plan says: the sender, its rows, and the copies that were not taken.

Runs inside the one transaction of `receiving.apply`; decides nothing by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from danvan_desktop.domain.canonical import canonical_json
from danvan_desktop.domain.merging import Outcome
from danvan_desktop.domain.text import search_key
from danvan_desktop.models import JournalChange, KnownOffice, travel
from danvan_desktop.models.database import index_words
from danvan_desktop.services.receive_plan import TABLE_LABELS, ReceivePlan
from danvan_desktop.services.received import CONFLICT
from danvan_desktop.services.session import Session, Work, plain_text

Progress = Callable[[int, int, str], None]


def remember_office(work: Work, plan: ReceivePlan, link_to: str) -> KnownOffice:
    """Keep who sent a package: name, key, and under which unit of ours it stands."""
    header = plan.package.header
    known: KnownOffice | None = KnownOffice.get_or_none(KnownOffice.uid == plan.office_uid)
    if known is None:
        return work.insert(
            KnownOffice,
            uid=plan.office_uid,
            name=header.office_name,
            public_key=header.public_key.hex(),
            trusted_on=work.session.today(),
            home_unit=header.home.uid,
            linked_unit=link_to or None,
            last_sequence=header.sequence,
        )
    work.update(
        known,
        name=header.office_name,
        home_unit=header.home.uid,
        linked_unit=known.linked_unit_id or link_to or None,
        last_sequence=max(known.last_sequence, header.sequence),
    )
    return known


def write_rows(work: Work, plan: ReceivePlan, progress: Progress | None) -> None:
    """New rows in bulk, changed ones one by one with what was there before in the journal."""
    wanted = {state.key for state in plan.merge.writes}
    changed = {step.row.key for step in plan.merge.of(Outcome.UPDATED)}
    for number, table in enumerate(travel.EXPORTED, 1):
        name = table.table()
        rows = [
            travel.row_of(table, _values(row))
            for row in plan.package.tables.get(name, ())
            if (name, row.uid) in wanted
        ]
        new = [row for row in rows if (name, row.uid) not in changed]
        travel.store(work.session.database, table, new)
        if new:
            work.note(plan.office_uid, f"nhận mới: {TABLE_LABELS[name]}", None, str(len(new)))
        for row in rows:
            if (name, row.uid) in changed:
                _overwrite(work, table, row)
        if name == "registration":
            _index(work.session, plan)
        if progress:
            progress(number, len(travel.EXPORTED), TABLE_LABELS[name])


def _values(row: Any) -> dict[str, Any]:
    return {
        "uid": row.uid,
        "owner": row.owner,
        "revision": row.revision,
        "deleted": row.deleted,
        "row_hash": row.hash,
        **row.fields,
    }


def _overwrite(work: Work, table: Any, row: Any) -> None:
    """The owner's newer revision takes the place of the older; the journal keeps the old values."""
    before, after = table.get_by_id(row.uid).fields(), row.fields()
    about = after.get("registration") or row.uid
    for name, value in after.items():
        if before[name] != value:
            work.note(about, name, plain_text(before[name]), plain_text(value))
    if row.deleted:
        work.note(about, "deleted", None, "đơn vị gửi đã xóa")
    row.save()


def _index(session: Session, plan: ReceivePlan) -> None:
    subjects = {row.uid: row.fields["name"] for row in plan.package.tables.get("subject", ())}
    words = []
    for row in plan.package.tables.get("registration", ()):
        fields = row.fields
        parts = (fields["name"], subjects.get(fields["subject"], ""), fields["person_in_charge"])
        text = "" if row.deleted else search_key(" ".join((*parts, fields["summary"])))
        words.append((row.uid, text))
    index_words(session.database, words)


def keep_conflicts(work: Work, plan: ReceivePlan) -> None:
    """Keep both copies of a row that came with other content under the same revision.

    Ours stays in its table; the other goes whole into the journal of its record, once.
    """
    rows = {(name, row.uid): row for name, found in plan.package.tables.items() for row in found}
    for step in plan.merge.of(Outcome.CONFLICT):
        name, uid = step.row.key
        came = rows[step.row.key]
        here = travel.BY_NAME[name].get_by_id(uid)
        received = _whole(came, came.fields)
        known = JournalChange.select().where(
            (JournalChange.record == uid)
            & (JournalChange.field == CONFLICT)
            & (JournalChange.new == received)
        )
        if not known.exists():
            about = here.fields().get("registration") or uid
            kept = _whole(here, here.fields())
            work.note(about, CONFLICT, kept, received, table=name, record=uid)


def _whole(row: Any, fields: Any) -> str:
    """A row with its identity as canonical JSON text."""
    identity = {"uid": row.uid, "owner": row.owner, "revision": row.revision}
    return canonical_json({**identity, "deleted": row.deleted, "fields": fields}).decode("utf-8")
