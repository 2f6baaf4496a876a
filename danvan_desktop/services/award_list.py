"""The list of awards of a year as a workbook: who is proposed or given what, by which decision."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.domain.programmes import name_in_year
from danvan_desktop.domain.text import file_name
from danvan_desktop.models import Office
from danvan_desktop.services import adoption, awards
from danvan_desktop.services.session import Session

TITLE = "Danh sách khen thưởng “Dân vận khéo”"


def name(session: Session, programme_id: str, year: int) -> str:
    """The file name to propose."""
    del session, programme_id
    return file_name(f"{TITLE} năm {year}", "xlsx")


def workbook(session: Session, programme_id: str, year: int, path: Path) -> None:
    """Write the list at `path`, whole or not at all."""
    from danvan_desktop.exchange.workbook import Column, ColumnKind, TableSheet, write_table

    plan = adoption.programme(session, programme_id)
    columns = (
        Column("STT", 5, ColumnKind.INTEGER),
        Column("Tập thể, cá nhân", 26),
        Column("Đối tượng", 12, ColumnKind.CENTRED),
        Column("Thành tích", 40),
        Column("Hình thức khen thưởng", 14, ColumnKind.CENTRED),
        Column("Cơ quan khen thưởng", 24),
        Column("Kết quả", 15, ColumnKind.CENTRED),
        Column("Quyết định", 24),
        Column("Ghi chú", 16),
    )
    rows = [
        (
            number,
            row.recipient_name,
            row.subject_kind.label,
            row.achievement,
            row.kind,
            row.giver_name,
            row.result_words,
            row.decision_words,
            row.note,
        )
        for number, row in enumerate(awards.awards(session, programme_id, year), 1)
    ]
    notes = (name_in_year(plan.name, year),)
    sheet = TableSheet(f"{TITLE} năm {year}", columns, rows, notes, Office.get().name)
    write_table(path, sheet)
