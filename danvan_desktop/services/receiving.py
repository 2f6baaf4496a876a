"""Receiving: check a file, say what it would do, and do it once a person agrees.

`examine` writes nothing. `apply` makes a verified backup, then writes everything in one
transaction; the same file again changes nothing. A row of another office is stored as it came:
the receiver adds its own rows beside it. Two contents of one revision are both kept: ours in the
table, the other in the journal (`received.conflicts`), until the sender edits the row again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from danvan_desktop.domain import merging
from danvan_desktop.domain.merging import MergePlan, Outcome, RowState
from danvan_desktop.domain.text import search_key
from danvan_desktop.errors import UserError
from danvan_desktop.models import KnownOffice, ReceivedPackage, Registration, Unit, travel
from danvan_desktop.services import taking_in
from danvan_desktop.services.adoption import adopted
from danvan_desktop.services.backup import automatic_backup
from danvan_desktop.services.exchange import references, schemas
from danvan_desktop.services.receive_plan import (
    TABLE_LABELS,
    ReceivePlan,
    RowNotice,
    UnitChoice,
    matches,
    report,
    summary,
)
from danvan_desktop.services.received import (
    KnownOfficeRow,
    ReceivedRow,
    known_offices,
    own_fingerprint,
    received,
)
from danvan_desktop.services.session import Changes, Session, Topic
from danvan_desktop.services.taking_in import Progress

__all__ = [
    "KnownOfficeRow",
    "ReceivePlan",
    "ReceivedRow",
    "RowNotice",
    "UnitChoice",
    "apply",
    "examine",
    "known_offices",
    "matches",
    "own_fingerprint",
    "received",
    "report",
    "summary",
]


def examine(session: Session, path: Path) -> ReceivePlan:
    """Check a file and plan what it would do; nothing is written.

    Raises `UserError` for a file that is damaged, changed, of a newer version, of this office
    itself, of a programme this office does not use, or whose sender's key is not the known one.
    """
    from danvan_desktop.exchange.package import read_package
    from danvan_desktop.services import incoming_checks, signing

    package = read_package(path, signing.verify, schemas())
    header = package.header
    incoming_checks.check(header, package.tables)
    programme_name = _programme_name(session, header.programme_id)
    known = _check_sender(session, header)
    _check_addressee(session, header)
    states = _states(package.tables)
    incoming_checks.check_about_us(header, package.tables, _own_registrations(session, states))
    merge = merging.plan(
        states, _existing(states), sender=header.office_uid, receiver=session.office_uid
    )
    found = merge.counts()
    received = ReceivedPackage.select().where(ReceivedPackage.sha256 == package.sha256)
    already = bool(received.exists())
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
        from_above=bool(header.for_office),
        already_received=already,
        linked_unit=(known.linked_unit_id or "") if known else "",
        choices=_choices(session, header),
        counts={TABLE_LABELS[table]: found[table] for table in TABLE_LABELS if table in found},
        notices=_notices(package.tables, merge),
        warnings=_warnings(session, header, known, already),
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


def _check_addressee(session: Session, header: Any) -> None:
    """A file sent down is for one office alone."""
    if header.for_office and header.for_office != session.office_uid:
        raise UserError(
            f"Tệp này “{header.office_name}” gửi cho “{header.addressee or 'đơn vị khác'}”, "
            "không phải cho đơn vị mình.",
            safe="Chưa có dữ liệu nào được nhận vào.",
            todo="Xin cấp trên gửi đúng tệp của đơn vị mình.",
        )


def _own_registrations(session: Session, states: list[RowState]) -> set[str]:
    """Registrations of ours that the file says something about."""
    named = {uid for state in states for table, uid in state.references if table == "registration"}
    return {
        row.uid for row in travel.with_uids(Registration, named) if row.owner == session.office_uid
    }


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


def _warnings(
    session: Session, header: Any, known: KnownOffice | None, already: bool
) -> tuple[str, ...]:
    """What a person should know first; the newest file once more is no older file."""
    found = []
    mine = {row.programme_id: row for row in adopted(session)}[header.programme_id]
    if header.programme_fingerprint != mine.fingerprint:
        found.append(
            f"Đơn vị gửi dùng phiên bản {header.programme_version} của chương trình, "
            f"ở đây dùng phiên bản {mine.version} với nội dung khác."
        )
    last = known.last_sequence if known else 0
    if header.sequence <= last and not (already and header.sequence == last):
        found.append(
            f"Đây là tệp gửi lần {header.sequence}, trước đó đã nhận lần {last}: "
            "bản mới hơn đang có được giữ nguyên."
        )
    if header.sequence > last + 1:
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

    Raises `UserError` when the key is neither known nor trusted now, when `link_to` is no place
    of ours, or when the data or the file changed since the plan was made. Nothing is written then.
    """
    if not (plan.trusted or trust):
        raise UserError(
            f"Chưa xác nhận khóa của “{plan.office_name}”.",
            safe="Chưa có dữ liệu nào được nhận vào.",
            todo="Gọi điện cho đơn vị gửi, so dấu khóa rồi xác nhận.",
        )
    if plan.already_received and not plan.merge.writes:
        return Changes(frozenset(), plan.office_uid, 0)
    session.check_writable()
    _check_link(session, link_to)
    again = examine(session, plan.path)
    if (again.merge, again.package.sha256) != (plan.merge, plan.package.sha256):
        raise UserError(
            "Dữ liệu hoặc tệp đã thay đổi sau khi kiểm tra.",
            safe="Chưa có dữ liệu nào được nhận vào.",
            todo="Kiểm tra lại tệp rồi xác nhận.",
        )
    automatic_backup(session)
    topics = (Topic.EXCHANGE, Topic.REGISTRATIONS, Topic.UNITS, Topic.DECISIONS, Topic.SHEETS)
    use_case = "Nhận kết quả từ cấp trên" if plan.from_above else "Nhận tệp từ đơn vị khác"
    with session.write(use_case, *topics, Topic.AWARDS) as work:
        work.uid = plan.office_uid
        known = taking_in.remember_office(work, plan, link_to)
        taking_in.write_rows(work, plan, progress)
        taking_in.keep_conflicts(work, plan)
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


def _check_link(session: Session, uid: str) -> None:
    if not uid:
        return
    own = (Unit.uid == uid) & (Unit.owner == session.office_uid) & ~Unit.deleted
    if not Unit.select().where(own).exists():
        raise UserError(
            "Địa bàn được chọn để ghép không có trong danh mục của đơn vị.",
            safe="Chưa có dữ liệu nào được nhận vào.",
            todo="Chọn lại địa bàn, hoặc thêm địa bàn đó trước.",
        )
