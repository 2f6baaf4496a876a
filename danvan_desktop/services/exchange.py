"""Sending: one programme and year of this office as a signed `.dvk` file.

Receiving is `services.receiving`. What goes up is in `models.travel`: own rows of that programme
and year and what they refer to; never the journal, drafts, settings or the private key. What goes
down to an office that sent its registrations is `services.sending_down`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan_desktop import __version__
from danvan_desktop.errors import UserError
from danvan_desktop.models import (
    Award,
    Decision,
    KnownOffice,
    Office,
    Recognition,
    Registration,
    SentPackage,
    Unit,
    travel,
)
from danvan_desktop.services import sending_down
from danvan_desktop.services.adoption import newest_copy, programme
from danvan_desktop.services.office import private_key
from danvan_desktop.services.receive_plan import TABLE_LABELS
from danvan_desktop.services.session import Session, Topic

Progress = Callable[[int, int, str], None]
Selected = dict[str, dict[str, Any]]
"""Rows by table and uid."""


@dataclass(frozen=True)
class SentRow:
    """A file that was sent; `sha256` is of its bytes."""

    sequence: int
    programme_id: str
    year: int
    file_name: str
    rows: int
    sha256: str
    sent_at: str
    addressee: str


def suggested_name(session: Session, programme_id: str, year: int, for_office: str = "") -> str:
    """A file name that says who sends what, and down to whom; safe on Windows."""
    from danvan_desktop.domain.text import file_name

    office = Office.get()
    whom = f" - kết quả của {sending_down.office_name(for_office)}" if for_office else ""
    count = _next(session, for_office)
    return file_name(f"{office.name}{whom} - {programme_id} - {year} - lần {count}", "dvk")


def export(
    session: Session,
    path: Path,
    programme_id: str,
    year: int,
    addressee: str = "",
    for_office: str = "",
) -> SentRow:
    """Write the file, open it again and compare, and note that it was sent.

    With `for_office`, the uid of an office that sent its registrations, the file goes down to it.
    Raises `UserError` when there is nothing to send or the place refuses the file, `StorageError`
    when the disk is full. Nothing is noted then.
    """
    from danvan_desktop.exchange.package import write_package
    from danvan_desktop.services import signing

    if for_office:
        addressee = sending_down.office_name(for_office)
    selected = _selected(session, programme_id, year, for_office)
    key = private_key(session)
    tables = {table: _rows(rows.values()) for table, rows in selected.items()}
    written = write_package(
        path,
        _header(session, programme_id, year, addressee, for_office),
        tables,
        lambda data: signing.sign(key, data),
        schemas(),
    )
    use_case = "Xuất tệp gửi xuống" if for_office else "Xuất tệp gửi cấp trên"
    with session.write(use_case, Topic.EXCHANGE, Topic.CALENDAR) as work:
        row = work.insert(
            SentPackage,
            programme_id=programme_id,
            year=year,
            sequence=_next(session, for_office),
            addressee=for_office or addressee,
            file_name=path.name,
            sha256=written.sha256,
            rows=sum(len(rows) for rows in tables.values()),
            sent_at=session.now_text(),
        )
    return _sent_row(row, _known_names())


def _selected(session: Session, programme_id: str, year: int, for_office: str) -> Selected:
    """What the file will hold; `UserError` when that is nothing."""
    plan = programme(session, programme_id)
    if for_office:
        selected = sending_down.select(session, programme_id, year, for_office)
        if not selected:
            raise UserError(
                f"Chưa có kết quả nào của chương trình “{plan.name}” năm {year} để gửi xuống "
                "đơn vị này.",
                todo="Ban hành quyết định, ghi kết quả bình xét hoặc trả lại đăng ký trước.",
            )
        return selected
    selected = select(session, programme_id, year)
    if not selected.get("registration"):
        raise UserError(
            f"Chưa có đăng ký nào của chương trình “{plan.name}” năm {year} để gửi.",
            todo="Nhập đăng ký trước, hoặc chọn năm khác.",
        )
    return selected


def sent(session: Session) -> tuple[SentRow, ...]:
    """Files sent by this office, the newest first."""
    del session
    query = SentPackage.select().order_by(SentPackage.sent_at.desc(), SentPackage.sequence.desc())
    names = _known_names()
    return tuple(_sent_row(row, names) for row in query)


def _known_names() -> dict[str, str]:
    return {row.uid: row.name for row in KnownOffice.select(KnownOffice.uid, KnownOffice.name)}


def _sent_row(row: SentPackage, names: dict[str, str]) -> SentRow:
    return SentRow(
        row.sequence,
        row.programme_id,
        row.year,
        row.file_name,
        row.rows,
        row.sha256,
        row.sent_at,
        names.get(row.addressee, row.addressee),
    )


def _next(session: Session, for_office: str = "") -> int:
    """Files are counted per receiver: those that go up together, those down for each office."""
    del session
    below = [row.uid for row in KnownOffice.select(KnownOffice.uid)]
    query = SentPackage.select().order_by(SentPackage.sequence.desc())
    if for_office:
        newest = query.where(SentPackage.addressee == for_office).first()
    else:
        newest = query.where(SentPackage.addressee.not_in(below)).first()
    return newest.sequence + 1 if newest else 1


def schemas() -> Sequence[Any]:
    """The shapes of all travelling tables, for the reader and writer of packages."""
    from danvan_desktop.exchange.rows import Field, Kind, TableSchema

    return [
        TableSchema(
            table.table(),
            {
                column.name: Field(Kind(column.kind), column.optional, column.refers_to)
                for column in travel.columns(table)
            },
            travel.SINCE.get(table.table(), 1),
        )
        for table in travel.EXPORTED
    ]


def _header(
    session: Session, programme_id: str, year: int, addressee: str, for_office: str = ""
) -> Any:
    from danvan_desktop.exchange.package import HomeUnit, PackageHeader

    office = Office.get()
    home = Unit.get_by_id(office.home_unit_id)
    copy = newest_copy(programme_id)
    return PackageHeader(
        office_uid=office.uid,
        office_name=office.name,
        home=HomeUnit(
            home.uid, home.kind, home.name, tuple(u.name for u in _above(home)), home.code or None
        ),
        public_key=bytes.fromhex(office.public_key),
        programme_id=programme_id,
        programme_version=copy.version,
        programme_fingerprint=copy.fingerprint,
        year=year,
        sequence=_next(session, for_office),
        made_on=session.today(),
        app_version=__version__,
        addressee=addressee or None,
        for_office=for_office or None,
    )


def _above(unit: Unit) -> list[Unit]:
    """The places above, nearest first."""
    found = []
    while unit.parent_id:
        unit = unit.parent
        found.append(unit)
    return found


def select(session: Session, programme_id: str, year: int) -> Selected:
    """The rows that go into a file: see the module. Deleted ones go as tombstones."""
    owner = session.office_uid
    registrations = list(
        Registration.select().where(
            (Registration.owner == owner)
            & (Registration.programme_id == programme_id)
            & (Registration.year == year)
        )
    )
    uids = [row.uid for row in registrations]
    selected: Selected = {"registration": {row.uid: row for row in registrations}}
    for table in ("step", "progress_note", "evidence", "story", "score_sheet"):
        _add(selected, travel.having(travel.BY_NAME[table], "registration", uids, owner))
    sheets = selected.get("score_sheet", {})
    selected["score_sheet"] = {uid: row for uid, row in sheets.items() if row.finished}
    _select_decisions(selected, uids, owner)
    _add(selected, _awards(programme_id, year, owner))
    _add_referred(selected, owner)
    return {table: rows for table, rows in selected.items() if rows}


def _select_decisions(selected: Selected, registrations: list[str], owner: str) -> None:
    lines = travel.having(Recognition, "registration", registrations, owner)
    decided = travel.having(Decision, "uid", {line.decision_id for line in lines}, owner)
    # One that was opened again keeps its number, and the receiver must learn of it.
    issued = {row.uid for row in decided if row.status == "issued" or row.number}
    lines = [line for line in lines if line.decision_id in issued]
    recognised = [line.uid for line in lines]
    _add(selected, [row for row in decided if row.uid in issued])
    _add(selected, lines)
    for table in ("revocation", "certificate"):
        _add(selected, travel.having(travel.BY_NAME[table], "recognition", recognised, owner))


def _awards(programme_id: str, year: int, owner: str) -> list[Award]:
    """Also those of people who steered the movement, who have no registration."""
    query = Award.select().where(
        Award.owner == owner, Award.programme_id == programme_id, Award.year == year
    )
    return list(query.order_by(Award.uid))


def _add(selected: Selected, rows: Iterable[Any]) -> None:
    for row in rows:
        selected.setdefault(row.table(), {})[row.uid] = row


def _add_referred(selected: Selected, owner: str) -> None:
    """Follow every reference until nothing new is found, so that no row dangles."""
    waiting = [row for rows in list(selected.values()) for row in rows.values()]
    _add(selected, succession := _successions(owner))
    waiting += succession
    home = Unit.get_by_id(Office.get().home_unit_id)
    _add(selected, [home])
    waiting.append(home)
    while waiting:
        row = waiting.pop()
        for table, uid in references(row):
            if uid in selected.get(table, {}):
                continue
            found = travel.BY_NAME[table].get_by_id(uid)
            _add(selected, [found])
            waiting.append(found)


def _successions(owner: str) -> list[Any]:
    tables = (travel.BY_NAME["unit_succession"], travel.BY_NAME["body_succession"])
    return [row for table in tables for row in table.select().where(table.owner == owner)]


def references(row: Any) -> list[tuple[str, str]]:
    """(table, uid) of every row that this one refers to."""
    fields = row.fields()
    return [
        (column.refers_to, fields[column.name])
        for column in travel.columns(type(row))
        if column.refers_to and fields[column.name]
    ]


def _rows(rows: Iterable[Any]) -> list[Any]:
    from danvan_desktop.exchange.rows import Row

    return [
        Row(row.uid, row.owner, row.revision, row.deleted, row.row_hash, row.fields())
        for row in rows
    ]


def preview(session: Session, programme_id: str, year: int) -> tuple[tuple[str, int], ...]:
    """What a file for the office above would hold: table by table its label and number of rows."""
    try:
        selected = _selected(session, programme_id, year, "")
    except UserError:
        return ()
    return tuple(
        (TABLE_LABELS[table.table()], len(selected[table.table()]))
        for table in travel.EXPORTED
        if selected.get(table.table())
    )
