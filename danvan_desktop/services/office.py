"""The office of this data folder: made once at first start, with its unit, bodies and key."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from danvan_desktop.domain.text import checked_line
from danvan_desktop.domain.units import BodyKind, Channel
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Office, OfficeKey, Unit
from danvan_desktop.services.session import Changes, Session, Topic, Work
from danvan_desktop.services.units import BodyDraft, UnitDraft, insert_body, insert_unit

ISSUING_BODY = "issuing_body"
"""Setting: uid of the body whose papers the office makes when nothing else tells."""

CHANNEL_OF_KIND = {
    BodyKind.PARTY_COMMITTEE: Channel.PARTY,
    BodyKind.PARTY_BOARD: Channel.PARTY,
    BodyKind.MASS_MOBILISATION_BOARD: Channel.PARTY,
    BodyKind.PARTY_CELL: Channel.PARTY,
    BodyKind.MASS_MOBILISATION_GROUP: Channel.PARTY,
    BodyKind.PEOPLES_COMMITTEE: Channel.STATE,
    BodyKind.POLICE: Channel.STATE,
    BodyKind.ARMY: Channel.STATE,
    BodyKind.SCHOOL: Channel.STATE,
    BodyKind.FRONT_COMMITTEE: Channel.FRONT,
    BodyKind.FRONT_WORK_COMMITTEE: Channel.FRONT,
    BodyKind.FARMERS_UNION: Channel.FARMERS,
    BodyKind.WOMENS_UNION: Channel.WOMEN,
    BodyKind.YOUTH_UNION: Channel.YOUTH,
    BodyKind.VETERANS_ASSOCIATION: Channel.VETERANS,
    BodyKind.TRADE_UNION: Channel.TRADE_UNION,
}


@dataclass(frozen=True)
class OfficeDraft:
    """What the first start asks. `parents` run from the province down to just above `unit`.

    The first of `bodies` is the one that issues papers by default; their `unit` is ignored.
    """

    unit: UnitDraft
    parents: tuple[UnitDraft, ...]
    bodies: tuple[BodyDraft, ...]
    operator: str = ""
    name: str = ""
    units_below: tuple[UnitDraft, ...] = ()


@dataclass(frozen=True)
class OfficeRow:
    uid: str
    name: str
    home_unit: str
    home_unit_name: str
    public_key: str
    operator: str


def create_office(session: Session, draft: OfficeDraft) -> Changes:
    """Make the office, its places, its bodies and its key, in one transaction.

    Raises `UserError` when the folder has an office already, `FieldError` for a wrong field.
    """
    from danvan_desktop.services import signing

    if session.office_uid:
        raise UserError("Thư mục dữ liệu này đã có đơn vị.", safe="Dữ liệu không thay đổi.")
    if not draft.bodies:
        raise FieldError("bodies", "Chưa chọn tổ chức nào của đơn vị.")
    keys = signing.generate()
    name = checked_line("name", "Tên đơn vị", draft.name or draft.bodies[0].name, required=True)
    operator = checked_line("operator", "Người sử dụng", draft.operator, limit=100)
    session.office_uid, session.operator = str(uuid.uuid4()), operator
    try:
        with session.write("Thiết lập đơn vị", Topic.OFFICE, Topic.UNITS) as work:
            home = _insert_units(work, draft)
            bodies = [
                insert_body(work, replace(body, unit=home, channel=_channel(body)))
                for body in draft.bodies
            ]
            work.insert(
                Office,
                uid=session.office_uid,
                name=name,
                home_unit=home,
                public_key=keys.public.hex(),
                made_on=session.today(),
            )
            work.insert(OfficeKey, uid=session.office_uid, private_key=keys.private.hex())
            work.uid = session.office_uid
            session.remember("operator", operator)
            session.remember(ISSUING_BODY, bodies[0])
    except BaseException:
        session.office_uid, session.operator = "", ""
        raise
    return work.changes


def _insert_units(work: Work, draft: OfficeDraft) -> str:
    above = ""
    for unit in (*draft.parents, draft.unit):
        above = insert_unit(work, replace(unit, parent=above))
    for unit in draft.units_below:
        insert_unit(work, replace(unit, parent=above))
    return above


def _channel(body: BodyDraft) -> Channel:
    return CHANNEL_OF_KIND.get(body.kind, body.channel)


def office(session: Session) -> OfficeRow | None:
    """This folder's office, None before the first start is finished."""
    row = Office.get_or_none()
    if row is None:
        return None
    unit = Unit.get_by_id(row.home_unit_id)
    return OfficeRow(
        row.uid, row.name, row.home_unit_id, unit.name, row.public_key, session.operator
    )


def private_key(session: Session) -> bytes:
    """The signing key of this office, 32 bytes. Never shown, logged or exported."""
    return bytes.fromhex(OfficeKey.get_by_id(session.office_uid).private_key)


def rename(session: Session, name: str, operator: str) -> Changes:
    """Change the office's display name and who is working."""
    clean = checked_line("name", "Tên đơn vị", name, required=True)
    person = checked_line("operator", "Người sử dụng", operator, limit=100)
    with session.write("Sửa thông tin đơn vị", Topic.OFFICE) as work:
        work.update(Office.get(), name=clean)
        session.remember("operator", person)
    session.reload_identity()
    return work.changes


def read_office_file(path: Path) -> OfficeDraft:
    """An office described in TOML (`danvan init --office FILE`): see `docs/office-file.md`.

    Raises `UserError` naming what is wrong.
    """
    from danvan_desktop.services import office_file

    return office_file.read(path)
