"""Makes `fixtures/v<N>.db.gz`: a file of the present schema version with rows in every table.

Run on purpose only, `python -m tests.models.make_fixture`, and never again once that version was
released: from then on the file is what offices have, and only a migration may make it new.
"""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path
from typing import Any

from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.models import TABLES, Record
from danvan_desktop.models.migrations import SCHEMA_VERSION
from danvan_desktop.models.travel import columns
from danvan_desktop.services import drafts, progress, registrations
from danvan_desktop.services.session import Session, Topic
from tests import factories

FIXTURES = Path(__file__).parent / "fixtures"
EVIDENCE = "Minh chứng (mẫu)\n".encode()

_CODES = {
    ("score_sheet", "stage"): "appraisal",
    ("score_sheet", "marks"): "{}",
    ("score_sheet", "conditions"): "{}",
    ("decision", "origin"): "own",
    ("decision", "status"): "issued",
    ("certificate", "status"): "valid",
    ("issued_paper", "kind"): "decision",
    ("received_package", "outcome"): '{"new":1}',
    ("programme_setting", "value"): '"mẫu"',
    ("council", "kind"): "review",
    ("council", "rules"): "{}",
    ("council_member", "role"): "chair",
    ("meeting", "rules"): "{}",
    ("meeting_member", "role"): "chair",
    ("meeting_member", "presence"): "present",
    ("meeting_item", "result"): "recognised",
    ("assessor_file", "contents"): "{}",
    ("sheet_origin", "source"): "paper",
    ("sheet_total", "exact"): "1.5",
    ("sheet_total", "bonus"): "0",
    ("sheet_total", "reasons"): "[]",
    ("visit", "recommendation"): "propose",
    ("desk_paper", "stage"): "draft",
    ("desk_paper", "form"): "{}",
    ("desk_paper", "texts"): "{}",
    ("desk_file", "role"): "scan",
    ("paper_words", "texts"): "{}",
    ("paper_words", "proposed"): "{}",
    ("certificate_template", "definition"): "{}",
    ("certificate_template", "background"): "",
    ("dated_figure", "value"): "1",
    ("award", "subject_kind"): "collective",
    ("award", "status"): "given",
}
"""Columns whose text is a code or JSON; any other text column takes a sample text."""


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        session = factories.make_session(Path(scratch) / "dữ liệu")
        fill(session, Path(scratch))
        made = Path(scratch) / "made.db"
        session.database.execute_sql("VACUUM INTO ?", (str(made),))
        session.close()
        FIXTURES.mkdir(exist_ok=True)
        fixture(SCHEMA_VERSION).write_bytes(gzip.compress(made.read_bytes(), mtime=0))


def fixture(version: int) -> Path:
    return FIXTURES / f"v{version}.db.gz"


def unpack(version: int, path: Path) -> None:
    """Put the file of a version at `path`."""
    path.write_bytes(gzip.decompress(fixture(version).read_bytes()))


def fill(session: Session, scratch: Path) -> None:
    """Records by the use cases where there are some, and one row in each table still empty."""
    plan = factories.adopt(session, factories.PROGRAMME)
    uid = factories.register(session, plan, 2026, "Đoạn đường tự quản (mẫu)")
    factories.register(session, plan, 2026, "Tổ hòa giải (mẫu)")
    photo = scratch / "minh chứng.txt"
    photo.write_bytes(EVIDENCE)
    progress.add_note(session, uid, factories.DAY, "Đã làm xong một đoạn (mẫu).", (photo,))
    progress.add_story(session, uid, "Bài viết (mẫu)", "Trang tin (mẫu)", factories.DAY, "")
    registrations.record_step(session, uid, StepKind.RESULT_REPORTED)
    drafts.keep(session, "registration", {"name": "Đang nhập (mẫu)"})
    fill_empty(session)


def fill_empty(session: Session) -> None:
    """One row in each table that has none."""
    with session.write("Dữ liệu mẫu cho mọi bảng", Topic.OFFICE) as work:
        for table in TABLES:
            if not table.select().exists():
                work.insert(table, **sample_values(table))


def sample_values(table: type[Record]) -> dict[str, Any]:
    """A value for every column that must have one; references go to the first row there is."""
    values: dict[str, Any] = {}
    for column in columns(table):
        if column.kind == "reference":
            field = table._meta.fields[column.name]
            row = None if field.rel_model is table else field.rel_model.select().first()
            values[column.name] = row.uid if row else None
        elif column.kind == "text":
            values[column.name] = _CODES.get((table.table(), column.name), "Mẫu")
        else:
            values[column.name] = {"integer": 1, "boolean": True, "date": factories.DAY}[
                column.kind
            ]
    if table.table() in ("issued_paper", "desk_file", "word_template"):
        values |= {"sha256": _evidence_hash(), "size": len(EVIDENCE)}
    return values


def _evidence_hash() -> str:
    import hashlib

    return hashlib.sha256(EVIDENCE).hexdigest()


if __name__ == "__main__":
    main()
