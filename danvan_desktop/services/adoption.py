"""Programmes this office works with: each adopted whole, so that old results keep their rules.

Reading and checking files is `services.programmes`; here a checked programme is put into the
data folder, and the office's answers to what its paper leaves open are kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from danvan_desktop.domain.programmes import Programme
from danvan_desktop.errors import UserError
from danvan_desktop.models import ProgrammeCopy, ProgrammeSetting
from danvan_desktop.services.programmes import fingerprint, read_text
from danvan_desktop.services.session import Changes, Session, Topic, Work


@dataclass(frozen=True)
class AdoptedRow:
    """A programme in the data folder, newest version of each."""

    programme_id: str
    version: int
    fingerprint: str
    name: str
    first_year: int
    last_year: int


def adopt(session: Session, text: str, file: str = "") -> Changes:
    """Take a programme into the data folder; the same content again changes nothing.

    Raises `ProgrammeDefects` when the text has defects, `UserError` when the same version was
    adopted with other content: a changed programme needs a higher version.
    """
    programme = read_text(text, file)
    mark = fingerprint(text)
    copies = _copies(programme.id)
    if any(copy.fingerprint == mark for copy in copies):
        return Changes(frozenset(), copies[0].uid, 0)
    if any(copy.version >= programme.version for copy in copies):
        raise UserError(
            f"Chương trình “{programme.name}” phiên bản {programme.version} đã có "
            "với nội dung khác.",
            safe="Chương trình đang dùng không thay đổi.",
            todo="Tăng số phiên bản (version) trong tệp rồi thêm lại.",
        )
    with session.write("Thêm chương trình", Topic.PROGRAMMES, Topic.CALENDAR) as work:
        row = work.insert(
            ProgrammeCopy,
            programme_id=programme.id,
            version=programme.version,
            fingerprint=mark,
            text=text,
            adopted_on=session.today(),
        )
        work.uid = row.uid
    return work.changes


def adopted(session: Session) -> tuple[AdoptedRow, ...]:
    """The programmes of this office, the latest period first."""
    del session  # the tables are bound to the open folder
    newest: dict[str, ProgrammeCopy] = {}
    for copy in ProgrammeCopy.select().order_by(ProgrammeCopy.version):
        newest[copy.programme_id] = copy
    rows = []
    for copy in newest.values():
        programme = _parse(copy.fingerprint, copy.text)
        rows.append(
            AdoptedRow(
                copy.programme_id,
                copy.version,
                copy.fingerprint,
                programme.name,
                programme.first_year,
                programme.last_year,
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.last_year, row.programme_id)))


def programme(session: Session, programme_id: str) -> Programme:
    """The newest adopted version. Raises `UserError` when the office has not adopted it."""
    del session
    copies = _copies(programme_id)
    if not copies:
        raise UserError(
            f"Đơn vị chưa dùng chương trình “{programme_id}”.",
            todo="Thêm chương trình trong mục Thiết lập.",
        )
    return _parse(copies[0].fingerprint, copies[0].text)


def programme_as_of(session: Session, programme_id: str, mark: str) -> Programme:
    """The version with this fingerprint: what an old sheet or registration was made with."""
    copy = ProgrammeCopy.get_or_none(
        (ProgrammeCopy.programme_id == programme_id) & (ProgrammeCopy.fingerprint == mark)
    )
    return _parse(copy.fingerprint, copy.text) if copy else programme(session, programme_id)


def newest_copy(programme_id: str) -> ProgrammeCopy:
    """The row behind `programme`, for its version and fingerprint."""
    copies = _copies(programme_id)
    if not copies:
        raise UserError(f"Đơn vị chưa dùng chương trình “{programme_id}”.")
    return copies[0]


def programme_by_text(mark: str, text: str) -> Programme:
    """The programme of an adopted text, read once for each fingerprint."""
    return _parse(mark, text)


def _copies(programme_id: str) -> list[ProgrammeCopy]:
    query = ProgrammeCopy.select().where(ProgrammeCopy.programme_id == programme_id)
    return list(query.order_by(ProgrammeCopy.version.desc()))


@lru_cache(maxsize=32)
def _parse(mark: str, text: str) -> Programme:
    return read_text(text, f"{mark[:8]}.toml")


def answer(session: Session, programme_id: str, key: str, default: Any = None) -> Any:
    """What the office set for something its paper leaves open."""
    row = _setting_row(programme_id, key)
    del session
    return default if row is None else json.loads(row.value)


def set_answer(session: Session, programme_id: str, key: str, value: Any) -> Changes:
    """Keep the office's answer; None takes it back."""
    if value is None and _setting_row(programme_id, key) is None:
        return Changes(frozenset(), "", 0)
    with session.write("Đặt quy định riêng của đơn vị", Topic.PROGRAMMES, Topic.CALENDAR) as work:
        keep_answer(work, programme_id, key, value)
    return work.changes


def keep_answer(work: Work, programme_id: str, key: str, value: Any) -> None:
    """As `set_answer`, inside a use case that is under way."""
    row = _setting_row(programme_id, key)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    if row is None and value is not None:
        work.insert(ProgrammeSetting, programme_id=programme_id, key=key, value=text)
    elif row is not None and value is None:
        work.remove(row)
    elif row is not None:
        work.update(row, value=text)


def _setting_row(programme_id: str, key: str) -> ProgrammeSetting | None:
    row: ProgrammeSetting | None = ProgrammeSetting.get_or_none(
        (ProgrammeSetting.programme_id == programme_id) & (ProgrammeSetting.key == key)
    )
    return row
