"""The columns of the list of those who can be recognised.

Owns how a candidate reads in a list; what is done with them is `candidates_part`.
"""

from __future__ import annotations

from danvan_desktop.services.candidates import Candidate
from danvan_desktop.ui.table_models import Column
from danvan_desktop.ui.theme import Tone


def candidate_key(row: Candidate) -> str:
    return row.registration.uid


def _ready_words(row: Candidate) -> str:
    return "Đủ điều kiện" if row.ready else row.reasons[0]


def _warning_words(row: Candidate) -> str:
    more = f" (+{len(row.warnings) - 1})" if len(row.warnings) > 1 else ""
    return f"{row.warnings[0]}{more}" if row.warnings else ""


def _place_words(row: Candidate) -> str:
    if row.place is None:
        return ""
    return f"{row.place} ({row.equals} bằng nhau)" if row.equals > 1 else str(row.place)


def _place_key(row: Candidate) -> int:
    return row.place if row.place is not None else 1_000_000


def _result_icon(row: Candidate) -> Tone | None:
    passed = row.final.result.passed if row.final else None
    return None if passed is None else Tone.GOOD if passed else Tone.BAD


COLUMNS: tuple[Column[Candidate], ...] = (
    Column("name", "Tên mô hình, điển hình", lambda row: row.registration.name, width=36),
    Column(
        "subject",
        "Đơn vị, cá nhân",
        lambda row: row.registration.subject_name,
        width=22,
        spare=True,
    ),
    Column("title", "Danh hiệu", lambda row: row.registration.title_name, width=20, spare=True),
    Column("level", "Cấp", lambda row: row.registration.level_name, width=12, spare=True),
    Column("result", "Kết quả", lambda row: row.result_words, width=14, icon=_result_icon),
    Column("place", "Xếp thứ", _place_words, width=9, spare=True, sort_key=_place_key),
    Column(
        "ready",
        "Công nhận được",
        _ready_words,
        width=22,
        icon=lambda row: Tone.GOOD if row.ready else Tone.BAD,
        tooltip=lambda row: "\n".join(row.reasons) or "Đủ điều kiện",
    ),
    Column(
        "warnings",
        "Lưu ý",
        _warning_words,
        width=22,
        icon=lambda row: Tone.WARN if row.warnings else None,
        tooltip=lambda row: "\n".join(row.warnings),
    ),
)
