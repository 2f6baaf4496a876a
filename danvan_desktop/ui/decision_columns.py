"""The columns of the list of decisions, and of the lines of one.

Owns how a decision and a line of it read in a list; what is done with them is `decisions_part`.
"""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.services.decision_view import DecisionRow, DecisionStatus, RecognitionRow
from danvan_desktop.ui.table_models import Column
from danvan_desktop.ui.theme import Tone


def decision_key(row: DecisionRow) -> str:
    return row.uid


@dataclass(frozen=True)
class ListedLine:
    """A line of a decision with the number of the certificate given for it."""

    line: RecognitionRow
    certificate: str
    mark: str = ""
    """Why that certificate is no longer right."""


def line_key(row: ListedLine) -> str:
    return row.line.uid


def _position(row: ListedLine) -> str:
    return str(row.line.position)


def _day(row: DecisionRow) -> str:
    return format_date(row.date) if row.date else ""


def origin_words(row: DecisionRow) -> str:
    """Who issued it, and whether it was typed in here or came by file."""
    return row.origin.label if row.own else "Nhận theo tệp"


def _tone(row: DecisionRow) -> Tone:
    return Tone.WARN if row.status is DecisionStatus.DRAFT else Tone.GOOD


def _line_status(row: ListedLine) -> str:
    line = row.line
    if line.revoked_on is None:
        return f"Giấy chứng nhận: {in_sentence(row.mark)}" if row.mark else ""
    return f"Đã thu hồi {format_date(line.revoked_on)}: {line.revoked_reason}"


COLUMNS: tuple[Column[DecisionRow], ...] = (
    Column("status", "Tình trạng", lambda row: row.status_words, width=16, icon=_tone),
    Column("number", "Số", lambda row: row.number_text, width=9, firm=True),
    Column("date", "Ngày", _day, width=11, sort_key=lambda row: row.date or row.number),
    Column("subject", "Trích yếu", lambda row: row.subject, width=40),
    Column("issuer", "Cơ quan ban hành", lambda row: row.issuer_name, width=24, spare=True),
    Column("origin", "Nguồn", origin_words, width=18, spare=True),
    Column("level", "Cấp", lambda row: row.level_name, width=12, spare=True),
    Column("count", "Số lượng", lambda row: str(row.count), "right", 9, sort_key=lambda r: r.count),
)


LINE_COLUMNS: tuple[Column[ListedLine], ...] = (
    Column("position", "STT", _position, "right", 5, sort_key=lambda row: row.line.position),
    Column("name", "Được công nhận", lambda row: row.line.name, width=38),
    Column(
        "recipient", "Đơn vị, cá nhân", lambda row: row.line.recipient_name, width=24, spare=True
    ),
    Column("title", "Danh hiệu", lambda row: row.line.title_name, width=22),
    Column("level", "Cấp", lambda row: row.line.level_name, width=11, spare=True),
    Column("certificate", "Giấy chứng nhận", lambda row: row.certificate, width=15),
    Column(
        "status",
        "Ghi chú",
        _line_status,
        width=20,
        icon=lambda row: Tone.BAD if row.line.revoked_on else Tone.WARN if row.mark else None,
    ),
)
