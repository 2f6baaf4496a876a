"""Places and organisations: the tree, and the bodies that issue papers.

Who took over from whom is `succession`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from danvan_desktop.domain.text import checked_line
from danvan_desktop.domain.units import BodyKind, Channel, UnitKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Body, KnownOffice, Office, Unit
from danvan_desktop.services.session import Changes, Session, Topic, Work
from danvan_desktop.services.unit_rules import (
    USES_OF_BODY,
    USES_OF_UNIT,
    existing,
    is_used,
    refuse_cycle,
)

NAME_LIMIT = 200


@dataclass(frozen=True)
class UnitDraft:
    """What a person enters for a place. `parent` is the uid of the place above, empty for none."""

    name: str
    kind: UnitKind
    parent: str = ""
    code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class BodyDraft:
    """What a person enters for an organisation. Empty header lines follow the names."""

    name: str
    kind: BodyKind
    unit: str
    parent: str = ""
    channel: Channel = Channel.OTHER
    abbreviation: str = ""
    profile: str = ""
    header_parent: str = ""
    header_name: str = ""
    place: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class UnitRow:
    """A place as lists show it. `depth` counts from 0 at the top of the tree."""

    uid: str
    name: str
    kind: UnitKind
    parent: str
    path: str
    depth: int
    own: bool
    code: str
    valid_from: date | None
    valid_to: date | None

    def draft(self) -> UnitDraft:
        return UnitDraft(
            self.name, self.kind, self.parent, self.code, self.valid_from, self.valid_to
        )


@dataclass(frozen=True)
class BodyRow:
    """An organisation as lists show it."""

    uid: str
    name: str
    kind: BodyKind
    channel: Channel
    unit: str
    unit_name: str
    parent: str
    own: bool
    abbreviation: str
    profile: str
    header_parent: str
    header_name: str
    place: str
    valid_from: date | None
    valid_to: date | None

    def draft(self) -> BodyDraft:
        return BodyDraft(
            self.name,
            self.kind,
            self.unit,
            self.parent,
            self.channel,
            self.abbreviation,
            self.profile,
            self.header_parent,
            self.header_name,
            self.place,
            self.valid_from,
            self.valid_to,
        )


def units(session: Session, *, on: date | None = None) -> tuple[UnitRow, ...]:
    """The tree in reading order: each place, then those below it in natural order.

    A sender's home unit is not shown beside the node of ours that it was linked to: what lies
    below it stands under that node. With `on`, only places valid on that day.
    """
    rows = list(Unit.select().where(~Unit.deleted).order_by(Unit.sort_key, Unit.uid))
    links = _links()
    hidden = _linked_away(rows, links)
    known = {row.uid for row in rows} - hidden
    below: dict[str, list[Unit]] = {}
    for row in rows:
        if row.uid in hidden:
            continue
        parent = links.get(row.parent_id) or row.parent_id or ""
        below.setdefault(parent if parent in known else "", []).append(row)
    found = _in_reading_order(session, below)
    return tuple(row for row in found if on is None or _valid(row.valid_from, row.valid_to, on))


def _links() -> dict[str, str]:
    """Senders' home units with the node of our own tree that each was linked to."""
    linked = KnownOffice.select().where(KnownOffice.linked_unit.is_null(False))
    return {office.home_unit: office.linked_unit_id for office in linked}


def _linked_away(rows: Sequence[Unit], links: dict[str, str]) -> set[str]:
    """Linked home units and the places their senders have above them."""
    parents = {row.uid: row.parent_id for row in rows}
    hidden: set[str] = set()
    for home in links:
        uid: str | None = home
        while uid and uid not in hidden:
            hidden.add(uid)
            uid = parents.get(uid)
    return hidden


def _in_reading_order(session: Session, below: dict[str, list[Unit]]) -> list[UnitRow]:
    """Without recursion: a received tree may be deeper than Python's stack."""
    found: list[UnitRow] = []
    waiting = [(unit, "", 0) for unit in reversed(below.get("", []))]
    while waiting:
        unit, path, depth = waiting.pop()
        row = _unit_row(session, unit, path, depth)
        found.append(row)
        waiting += [(each, row.path, depth + 1) for each in reversed(below.get(unit.uid, []))]
    return found


def _unit_row(session: Session, unit: Unit, path: str, depth: int) -> UnitRow:
    return UnitRow(
        uid=unit.uid,
        name=unit.name,
        kind=UnitKind(unit.kind),
        parent=unit.parent_id or "",
        path=f"{unit.name}, {path}" if path else unit.name,
        depth=depth,
        own=unit.owner == session.office_uid,
        code=unit.code,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
    )


def _valid(start: date | None, end: date | None, on: date) -> bool:
    return (start is None or start <= on) and (end is None or on <= end)


def bodies(session: Session, *, own_only: bool = False) -> tuple[BodyRow, ...]:
    """All organisations in natural order; with `own_only` those this office entered."""
    query = Body.select(Body, Unit).join(Unit, on=(Body.unit == Unit.uid)).where(~Body.deleted)
    if own_only:
        query = query.where(Body.owner == session.office_uid)
    return tuple(_body_row(session, row) for row in query.order_by(Body.sort_key, Body.uid))


def offered_bodies(session: Session, *named: str, own_only: bool = True) -> tuple[BodyRow, ...]:
    """Organisations to choose from for what is made today: those there are, and those of the uids
    that the record already names, which keeps them."""
    today = session.today()
    every = bodies(session, own_only=own_only)
    return tuple(
        row for row in every if _valid(row.valid_from, row.valid_to, today) or row.uid in named
    )


def body(session: Session, uid: str) -> BodyRow:
    """One organisation. Raises `UserError` when it is gone."""
    row = Body.get_or_none(Body.uid == uid)
    if row is None:
        raise UserError("Không còn tổ chức này trong dữ liệu.")
    return _body_row(session, row)


def _body_row(session: Session, row: Body) -> BodyRow:
    return BodyRow(
        uid=row.uid,
        name=row.name,
        kind=BodyKind(row.kind),
        channel=Channel(row.channel),
        unit=row.unit_id,
        unit_name=row.unit.name,
        parent=row.parent_id or "",
        own=row.owner == session.office_uid,
        abbreviation=row.abbreviation,
        profile=row.profile,
        header_parent=row.header_parent,
        header_name=row.header_name,
        place=row.place,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def add_unit(session: Session, draft: UnitDraft) -> Changes:
    with session.write("Thêm địa bàn", Topic.UNITS) as work:
        work.uid = insert_unit(work, draft)
    return work.changes


def add_units(session: Session, drafts: Sequence[UnitDraft]) -> Changes:
    """Several places at once, as pasted from a list; all of them or none."""
    with session.write("Thêm danh sách địa bàn", Topic.UNITS) as work:
        for draft in drafts:
            insert_unit(work, draft)
    return work.changes


def insert_unit(work: Work, draft: UnitDraft) -> str:
    """Add a place inside a use case that is under way. Returns its uid."""
    return work.insert(Unit, **_unit_values(draft)).uid


def edit_unit(session: Session, uid: str, draft: UnitDraft) -> Changes:
    """Change a place of ours. Raises `FieldError` when it would stand below itself."""
    with session.write("Sửa địa bàn", Topic.UNITS) as work:
        row = existing(Unit, uid)
        refuse_cycle(Unit, uid, draft.parent, "Địa bàn không thể nằm dưới chính nó.")
        work.uid = uid
        work.update(row, **_unit_values(draft))
    return work.changes


def remove_unit(session: Session, uid: str) -> Changes:
    """Take away a place that nothing refers to; otherwise give it an end date instead."""
    with session.write("Xóa địa bàn", Topic.UNITS) as work:
        row = existing(Unit, uid)
        linked = KnownOffice.select().where(KnownOffice.linked_unit == uid).exists()
        home = Office.select().where(Office.home_unit == uid).exists()
        if linked or home or is_used(USES_OF_UNIT, uid):
            raise UserError(
                "Địa bàn này đang được dùng nên không xóa được.",
                safe="Dữ liệu không thay đổi.",
                todo="Nếu địa bàn đã sáp nhập hoặc giải thể, hãy ghi ngày hết hiệu lực.",
            )
        work.uid = uid
        work.remove(row)
    return work.changes


def _unit_values(draft: UnitDraft) -> dict[str, Any]:
    _check_dates(draft.valid_from, draft.valid_to)
    return {
        "name": checked_line("name", "Tên địa bàn", draft.name, required=True, limit=NAME_LIMIT),
        "kind": draft.kind.value,
        "parent": draft.parent or None,
        "code": checked_line("code", "Mã địa bàn", draft.code, limit=20),
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
    }


def _check_dates(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise FieldError("valid_to", "Ngày hết hiệu lực phải sau ngày bắt đầu.")


def add_body(session: Session, draft: BodyDraft) -> Changes:
    with session.write("Thêm tổ chức", Topic.UNITS) as work:
        work.uid = insert_body(work, draft)
    return work.changes


def insert_body(work: Work, draft: BodyDraft) -> str:
    """Add an organisation inside a use case that is under way. Returns its uid."""
    return work.insert(Body, **_body_values(draft)).uid


def edit_body(session: Session, uid: str, draft: BodyDraft) -> Changes:
    """Change an organisation of ours. Raises `FieldError` when it would stand below itself."""
    with session.write("Sửa tổ chức", Topic.UNITS) as work:
        row = existing(Body, uid)
        refuse_cycle(Body, uid, draft.parent, "Tổ chức không thể nằm dưới chính nó.")
        work.uid = uid
        work.update(row, **_body_values(draft))
    return work.changes


def remove_body(session: Session, uid: str) -> Changes:
    """Take away an organisation that nothing refers to, and that is not our last one."""
    with session.write("Xóa tổ chức", Topic.UNITS) as work:
        row = existing(Body, uid)
        others = (Body.owner == session.office_uid) & (Body.uid != uid) & ~Body.deleted
        if is_used(USES_OF_BODY, uid) or not Body.select().where(others).exists():
            raise UserError(
                "Tổ chức này đang được dùng nên không xóa được.",
                safe="Dữ liệu không thay đổi.",
                todo="Nếu tổ chức đã giải thể, hãy ghi ngày hết hiệu lực.",
            )
        work.uid = uid
        work.remove(row)
    return work.changes


def _body_values(draft: BodyDraft) -> dict[str, Any]:
    _check_dates(draft.valid_from, draft.valid_to)
    if not draft.unit:
        raise FieldError("unit", "Chưa chọn địa bàn của tổ chức.")
    texts = {
        name: checked_line(name, label, getattr(draft, name), limit=NAME_LIMIT)
        for name, label in (
            ("abbreviation", "Ký hiệu văn bản"),
            ("header_parent", "Dòng cơ quan cấp trên"),
            ("header_name", "Dòng tên cơ quan"),
            ("place", "Địa danh"),
        )
    }
    texts["abbreviation"] = texts["abbreviation"] or draft.kind.abbreviation
    return {
        "name": checked_line("name", "Tên tổ chức", draft.name, required=True, limit=NAME_LIMIT),
        "kind": draft.kind.value,
        "channel": draft.channel.value,
        "unit": draft.unit,
        "parent": draft.parent or None,
        "profile": draft.profile or draft.kind.profile,
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
        **texts,
    }
