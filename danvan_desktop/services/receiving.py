"""Receiving: check a file, say what it would do, and do it once a person agrees.

`examine` writes nothing. `apply` makes a verified backup, then writes everything in one
transaction; the same file again changes nothing. A row of another office is stored as it came:
the receiver adds its own rows beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan_desktop.domain import merging
from danvan_desktop.domain.merging import MergePlan, Outcome, RowState
from danvan_desktop.domain.text import search_key
from danvan_desktop.errors import UserError
from danvan_desktop.models import KnownOffice, Office, ReceivedPackage, Unit, travel
from danvan_desktop.models.database import index_words
from danvan_desktop.services.adoption import adopted
from danvan_desktop.services.backup import automatic_backup
from danvan_desktop.services.exchange import references, schemas
from danvan_desktop.services.session import Changes, Session, Topic, Work, plain_text

Progress = Callable[[int, int, str], None]

TABLE_LABELS = {
    "unit": "Địa bàn",
    "body": "Tổ chức",
    "unit_succession": "Kế thừa địa bàn",
    "body_succession": "Kế thừa tổ chức",
    "initiative": "Mô hình",
    "subject": "Tập thể, cá nhân, hộ",
    "registration": "Đăng ký",
    "step": "Bước xử lý",
    "progress_note": "Ghi chú tiến độ",
    "evidence": "Minh chứng",
    "story": "Tin, bài",
    "score_sheet": "Phiếu đánh giá",
    "decision": "Quyết định",
    "recognition": "Công nhận",
    "revocation": "Thu hồi",
    "certificate": "Giấy chứng nhận",
}


@dataclass(frozen=True)
class RowNotice:
    """A row that is not simply taken, and why."""

    table: str
    name: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True)
class UnitChoice:
    """A place of ours that the sender's home unit may be linked to."""

    uid: str
    name: str


@dataclass(frozen=True)
class ReceivePlan:
    """What a sound file would do. `counts` is by the table's label, then outcome."""

    path: Path
    office_uid: str
    office_name: str
    home_unit_name: str
    programme_id: str
    programme_name: str
    year: int
    sequence: int
    made_on: str
    fingerprint: str
    trusted: bool
    already_received: bool
    linked_unit: str
    choices: tuple[UnitChoice, ...]
    counts: Mapping[str, Mapping[Outcome, int]]
    notices: tuple[RowNotice, ...]
    warnings: tuple[str, ...]
    merge: MergePlan
    package: Any

    @property
    def totals(self) -> dict[Outcome, int]:
        return self.merge.totals()


def examine(session: Session, path: Path) -> ReceivePlan:
    """Check a file and plan what it would do; nothing is written.

    Raises `UserError` for a file that is damaged, changed, of a newer version, of this office
    itself, of a programme this office does not use, or whose sender's key is not the known one.
    """
    from danvan_desktop.exchange.package import read_package
    from danvan_desktop.services import signing

    package = read_package(path, signing.verify, schemas())
    header = package.header
    programme_name = _programme_name(session, header.programme_id)
    known = _check_sender(session, header)
    states = _states(package.tables)
    merge = merging.plan(
        states, _existing(states), sender=header.office_uid, receiver=session.office_uid
    )
    return ReceivePlan(
        path=path,
        office_uid=header.office_uid,
        office_name=header.office_name,
        home_unit_name=", ".join((header.home.name, *header.home.parents)),
        programme_id=header.programme_id,
        programme_name=programme_name,
        year=header.year,
        sequence=header.sequence,
        made_on=header.made_on.isoformat(),
        fingerprint=signing.fingerprint(header.public_key),
        trusted=known is not None,
        already_received=ReceivedPackage.select()
        .where(ReceivedPackage.sha256 == package.sha256)
        .exists(),
        linked_unit=(known.linked_unit_id or "") if known else "",
        choices=_choices(session, header),
        counts={TABLE_LABELS[table]: found for table, found in merge.counts().items()},
        notices=_notices(package.tables, merge),
        warnings=_warnings(session, header, known),
        merge=merge,
        package=package,
    )


def _programme_name(session: Session, programme_id: str) -> str:
    for row in adopted(session):
        if row.programme_id == programme_id:
            return row.name
    raise UserError(
        f"Tệp thuộc chương trình “{programme_id}” mà đơn vị chưa dùng.",
        safe="Chưa có dữ liệu nào được nhận vào.",
        todo="Thêm chương trình đó trong mục Thiết lập rồi nhận lại tệp.",
    )


def _check_sender(session: Session, header: Any) -> KnownOffice | None:
    if header.office_uid == session.office_uid:
        raise UserError(
            "Tệp này do chính đơn vị mình xuất ra.",
            safe="Chưa có dữ liệu nào được nhận vào.",
            todo="Chọn tệp do đơn vị khác gửi.",
        )
    known: KnownOffice | None = KnownOffice.get_or_none(KnownOffice.uid == header.office_uid)
    if known is not None and known.public_key != header.public_key.hex():
        raise UserError(
            f"Khóa ký của tệp không phải khóa đã biết của “{known.name}”.",
            safe="Chưa có dữ liệu nào được nhận vào.",
            todo="Gọi điện cho đơn vị gửi để hỏi; tệp có thể bị giả mạo.",
        )
    return known


def _warnings(session: Session, header: Any, known: KnownOffice | None) -> tuple[str, ...]:
    found = []
    mine = {row.programme_id: row for row in adopted(session)}[header.programme_id]
    if header.programme_fingerprint != mine.fingerprint:
        found.append(
            f"Đơn vị gửi dùng phiên bản {header.programme_version} của chương trình, "
            f"ở đây dùng phiên bản {mine.version} với nội dung khác."
        )
    last = known.last_sequence if known else 0
    if header.sequence <= last:
        found.append(
            f"Đây là tệp gửi lần {header.sequence}, trước đó đã nhận lần {last}: "
            "bản mới hơn đang có được giữ nguyên."
        )
    elif header.sequence > last + 1:
        found.append(f"Chưa nhận tệp lần {last + 1} đến {header.sequence - 1} của đơn vị này.")
    return tuple(found)


def _choices(session: Session, header: Any) -> tuple[UnitChoice, ...]:
    """Our own places of the same name and kind, for the link; a name alone is never a key."""
    query = Unit.select().where(
        (Unit.owner == session.office_uid)
        & ~Unit.deleted
        & (Unit.search_key == search_key(header.home.name))
        & (Unit.kind == header.home.kind)
    )
    return tuple(UnitChoice(row.uid, row.name) for row in query.order_by(Unit.uid))


def _states(tables: Mapping[str, Any]) -> list[RowState]:
    found = []
    for table, rows in tables.items():
        refers = [c for c in travel.columns(travel.BY_NAME[table]) if c.refers_to]
        for row in rows:
            targets = tuple((c.refers_to, row.fields[c.name]) for c in refers if row.fields[c.name])
            found.append(
                RowState(table, row.uid, row.owner, row.revision, row.deleted, row.hash, targets)
            )
    return found


def _existing(states: list[RowState]) -> dict[tuple[str, str], RowState]:
    wanted: dict[str, set[str]] = {}
    for state in states:
        for table, uid in (state.key, *state.references):
            wanted.setdefault(table, set()).add(uid)
    found = {}
    for table, uids in wanted.items():
        for row in travel.with_uids(travel.BY_NAME[table], uids):
            found[table, row.uid] = RowState(
                table,
                row.uid,
                row.owner,
                row.revision,
                row.deleted,
                row.row_hash,
                tuple(references(row)),
            )
    return found


def _notices(tables: Mapping[str, Any], merge: MergePlan) -> tuple[RowNotice, ...]:
    names = {
        (table, row.uid): str(row.fields.get("name") or row.fields.get("title") or "")
        for table, rows in tables.items()
        for row in rows
    }
    return tuple(
        RowNotice(
            TABLE_LABELS[step.row.table],
            names.get(step.row.key, ""),
            step.outcome,
            step.reason.value if step.reason else "",
        )
        for step in merge.steps
        if step.outcome in (Outcome.CONFLICT, Outcome.REJECTED)
    )


def apply(
    session: Session,
    plan: ReceivePlan,
    *,
    trust: bool = False,
    link_to: str = "",
    progress: Progress | None = None,
) -> Changes:
    """Do what the plan says. `trust` means a person compared the fingerprint by telephone.

    Raises `UserError` when the key is neither known nor trusted now, or when the data changed
    since the plan was made. Nothing is written then.
    """
    if not (plan.trusted or trust):
        raise UserError(
            f"Chưa xác nhận khóa của “{plan.office_name}”.",
            safe="Chưa có dữ liệu nào được nhận vào.",
            todo="Gọi điện cho đơn vị gửi, so dấu khóa rồi xác nhận.",
        )
    if plan.already_received and not plan.merge.writes:
        return Changes(frozenset(), plan.office_uid, 0)
    if examine(session, plan.path).merge != plan.merge:
        raise UserError(
            "Dữ liệu đã thay đổi sau khi kiểm tra tệp.",
            safe="Chưa có dữ liệu nào được nhận vào.",
            todo="Kiểm tra lại tệp rồi xác nhận.",
        )
    automatic_backup(session)
    topics = (Topic.EXCHANGE, Topic.REGISTRATIONS, Topic.UNITS, Topic.DECISIONS, Topic.SHEETS)
    with session.write("Nhận tệp từ đơn vị khác", *topics) as work:
        work.uid = plan.office_uid
        known = _remember_office(work, plan, link_to)
        _write_rows(work, plan, progress)
        work.insert(
            ReceivedPackage,
            office=known.uid,
            programme_id=plan.programme_id,
            year=plan.year,
            sequence=plan.sequence,
            sha256=plan.package.sha256,
            outcome=json.dumps(
                {key.name.lower(): count for key, count in plan.totals.items()}, sort_keys=True
            ),
            received_at=session.now_text(),
        )
    return work.changes


def _remember_office(work: Work, plan: ReceivePlan, link_to: str) -> KnownOffice:
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


def _write_rows(work: Work, plan: ReceivePlan, progress: Progress | None) -> None:
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


def matches(plan: ReceivePlan, typed: str) -> bool:
    """Whether the fingerprint that a person typed is that of the file's key."""
    from danvan_desktop.services import signing

    return bool(typed) and signing.matches_fingerprint(plan.package.header.public_key, typed)


def report(plan: ReceivePlan) -> dict[str, Any]:
    """The plan as plain values, for a machine to read."""
    return {
        "office": plan.office_name,
        "office_uid": plan.office_uid,
        "programme": plan.programme_id,
        "year": plan.year,
        "sequence": plan.sequence,
        "fingerprint": plan.fingerprint,
        "trusted": plan.trusted,
        "already_received": plan.already_received,
        "totals": {outcome.name.lower(): count for outcome, count in plan.totals.items()},
        "notices": [
            {"table": n.table, "name": n.name, "outcome": n.outcome.value, "reason": n.reason}
            for n in plan.notices
        ],
        "warnings": list(plan.warnings),
    }


def summary(plan: ReceivePlan) -> list[str]:
    """The plan in lines for a person."""
    lines = [
        f"{plan.office_name}: {plan.programme_name}, năm {plan.year}, lần gửi {plan.sequence}.",
        f"Dấu khóa: {plan.fingerprint}" + ("" if plan.trusted else " (chưa xác nhận)"),
        ", ".join(f"{outcome.value}: {count}" for outcome, count in plan.totals.items()),
    ]
    if plan.already_received:
        lines.append("Tệp này đã nhận trước đây.")
    return [*lines, *plan.warnings, *(f"{n.table} “{n.name}”: {n.reason}" for n in plan.notices)]
