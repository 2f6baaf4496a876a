"""Fills a data folder with a judged year: registrations, assessors, their finished sheets.

The programme has one set of twenty criteria of five points in four sections. Sheets are put in at
once, with marks, totals and hashes as `evaluation.finish` writes them, but without a journal.
"""

from __future__ import annotations

import random
import uuid
from decimal import Decimal
from pathlib import Path

from benchmarks.data_folder import copy_registration
from danvan_desktop.domain.sheets import MarkEntry, hundredths, marks_text
from danvan_desktop.models import Registration, ScoreSheet, SheetTotal
from danvan_desktop.models.database import immediate, insert_rows
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import adoption, assessors, office
from danvan_desktop.services.session import Clock, Session, open_session
from tests import factories

PROGRAMME, YEAR = "bang-lon-mau", 2026
SECTIONS, IN_SECTION = 4, 5
NAMES = tuple(f"Người chấm {number} (mẫu)" for number in range(1, 10))

_HEAD = f"""format = 1
id = "{PROGRAMME}"
version = 1
name = "Bảng điểm lớn (mẫu)"
first_year = {YEAR}
last_year = {YEAR}

[issuer]
name = "Xã Mẫu"
channel = "party"

[paper]
kind = "Kế hoạch"
title = "Chấm điểm"

[[levels]]
code = "co-so"
name = "Cấp cơ sở"
rank = 0

[[gaps]]
key = "sectors"
question = "Lĩnh vực nào?"

[[gaps]]
key = "authorities"
question = "Ai công nhận?"

[[titles]]
code = "mo-hinh"
name = "Mô hình"
source = "Kế hoạch, 1"
[titles.criteria]
collective = "diem"

[[criteria_sets]]
code = "diem"
title = "Bảng điểm"
subject_kinds = ["collective"]
maximum = 100
places = 2
source = "Kế hoạch, phụ lục"
ranks = [
    {{ code = "tot", name = "Tốt", low = 80 }},
    {{ code = "dat", name = "Đạt", low = 50, high = 80 }},
    {{ code = "chua", name = "Chưa đạt", low = 0, high = 50, passes = false }},
]
"""


def programme_text() -> str:
    """The programme as its file says it."""
    lines = [_HEAD]
    for section in range(1, SECTIONS + 1):
        lines.append(
            f'[[criteria_sets.criteria]]\ncode = "{section}"\ntitle = "Mục {section}"\n'
            f'maximum = {5 * IN_SECTION}\nsource = "Kế hoạch, phụ lục"\n'
        )
        for number in range(1, IN_SECTION + 1):
            lines.append(
                f'[[criteria_sets.criteria.children]]\ncode = "{section}.{number}"\n'
                f'title = "Tiêu chí {section}.{number}"\nkind = "points"\nmaximum = 5\n'
                'step = 0.25\nsource = "Kế hoạch, phụ lục"\n'
            )
    return "\n".join(lines)


def open_year(folder: Path) -> Session:
    """A new folder with the office and the programme. The caller closes it."""
    session = open_session(DataFolder(folder), Clock.fixed(factories.DAY))
    office.create_office(session, factories.commune_draft())
    adoption.adopt(session, programme_text(), "bang-lon.toml")
    return session


def fill(folder: Path, count: int) -> None:
    """`count` registrations with a finished sheet of every assessor for all but the first."""
    session = open_year(folder)
    try:
        plan = adoption.programme(session, PROGRAMME)
        first = factories.register(session, plan, YEAR, "Đoạn đường tự quản số 0 (mẫu)")
        copy_registration(session, first, count - 1)
        drafts = [assessors.AssessorDraft(name) for name in NAMES]
        assessors.add(session, PROGRAMME, YEAR, drafts)
        _fill_sheets(session, [leaf.code for leaf in plan.criteria_sets[0].leaves()], first)
    finally:
        session.close()


def _fill_sheets(session: Session, codes: list[str], without: str) -> None:
    chance = random.Random(1)
    mark = adoption.newest_copy(PROGRAMME).fingerprint
    sheets, totals = [], []
    for row in Registration.select(Registration.uid, Registration.revision):
        for name in NAMES if row.uid != without else ():
            sheets.append(_sheet(session, row, name, mark, codes, chance))
            totals.append(_total(sheets[-1]))
    with immediate(session.database):
        for table, rows in ((ScoreSheet, sheets), (SheetTotal, totals)):
            columns = [one.column_name for one in table._meta.sorted_fields]
            names = [one.name for one in table._meta.sorted_fields]
            values = [tuple(row.__data__.get(name) for name in names) for row in rows]
            insert_rows(session.database, table.table(), columns, values)


def _sheet(
    session: Session,
    row: Registration,
    name: str,
    mark: str,
    codes: list[str],
    chance: random.Random,
) -> ScoreSheet:
    marks = {code: MarkEntry(Decimal(chance.randint(0, 20)) / 4) for code in codes}
    total = sum((one.mark for one in marks.values() if isinstance(one.mark, Decimal)), Decimal(0))
    sheet = ScoreSheet(
        uid=str(uuid.UUID(int=chance.getrandbits(128))),
        owner=session.office_uid,
        registration=row.uid,
        registration_revision=row.revision,
        stage="appraisal",
        assessor=name,
        programme_id=PROGRAMME,
        programme_version=1,
        programme_fingerprint=mark,
        set_code="diem",
        marks=marks_text(marks),
        finished=True,
        finished_on=session.today(),
        total=hundredths(total),
        passed=total >= 50,
    )
    sheet.row_hash = sheet.compute_hash()
    return sheet


def _total(sheet: ScoreSheet) -> SheetTotal:
    exact = str(Decimal(sheet.total or 0) / 100)
    row = SheetTotal(uid=sheet.uid, sheet_hash=sheet.row_hash, exact=exact)
    row.row_hash = row.compute_hash()
    return row
