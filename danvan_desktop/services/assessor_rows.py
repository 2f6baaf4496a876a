"""What the window of a `.dvp` file lists: whose file it is, its sheets and how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danvan_desktop.exchange.assessor_records import FileSheet


class DeskStatus(StrEnum):
    """How far one sheet of the file is."""

    NONE = "Chưa đánh giá"
    OPEN = "Đang đánh giá"
    DONE = "Đã hoàn thành"
    DECLINED = "Không đánh giá"


@dataclass(frozen=True)
class DeskRow:
    """One registration of the file, as the list shows it."""

    number: int
    uid: str
    name: str
    subject_name: str
    place: str
    title_name: str
    status: DeskStatus
    result_words: str
    reason: str


@dataclass(frozen=True)
class DeskFacts:
    """Whose file it is; `fingerprint` is of the office's key, to be compared by telephone."""

    office_name: str
    programme_name: str
    year: int
    assessor: str
    position: str
    sequence: int
    made_on: date
    fingerprint: str


@dataclass(frozen=True)
class FileLook:
    """What a file is before it is opened: one that comes back, or one with marks in it."""

    answer: bool
    begun: bool
    office_uid: str


def status_of(sheet: FileSheet | None) -> DeskStatus:
    """How far a sheet is; none while nothing was ever saved of it."""
    if sheet is None:
        return DeskStatus.NONE
    if sheet.declined:
        return DeskStatus.DECLINED
    if sheet.finished:
        return DeskStatus.DONE
    empty = sheet.marks == "{}" and sheet.conditions == "{}" and not sheet.remark
    return DeskStatus.NONE if empty else DeskStatus.OPEN
