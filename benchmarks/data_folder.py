"""Fills a data folder with as many registrations as a measurement needs.

The office and the first registration are made by the services; the rest are copies of that row
under other names, put in at once. Names begin with different words, so that name order is not the
order of insertion. The row hashes of the copies are not those of their content: fit for measuring
reads, not for `danvan doctor`.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from danvan_desktop.domain.text import search_key, sort_key
from danvan_desktop.models import Registration
from danvan_desktop.models.database import immediate, index_words, insert_rows
from danvan_desktop.services.session import Session
from tests import factories

YEAR = 2026
BEGINNINGS = (
    "Đoạn đường tự quản",
    "Ánh sáng đường quê",
    "Tổ hòa giải",
    "Vườn rau an toàn",
    "Khu dân cư không rác",
    "Hội quán nông dân",
    "Camera an ninh",
    "Mái ấm tình thương",
)


def fill(folder: Path, count: int) -> None:
    """A new data folder with an office, one programme and `count` registrations."""
    session = factories.make_session(folder)
    try:
        plan = factories.adopt(session, factories.PROGRAMME)
        uid = factories.register(session, plan, YEAR, f"{BEGINNINGS[0]} số 0 (mẫu)")
        copy_registration(session, uid, count - 1)
    finally:
        session.close()


def copy_registration(session: Session, uid: str, copies: int) -> None:
    values = dict(Registration.get_by_id(uid).__data__)
    # peewee keeps a foreign key under its field's name; the table has it with `_id`.
    columns = [Registration._meta.fields[name].column_name for name in values]
    rows = []
    for number in range(1, copies + 1):
        name = f"{BEGINNINGS[number * 7 % len(BEGINNINGS)]} số {number} (mẫu)"
        own = {"uid": str(uuid.uuid4()), "name": name, "sort_key": sort_key(name)}
        own["search_key"] = search_key(name)
        rows.append(tuple((values | own).values()))
    with immediate(session.database):
        insert_rows(session.database, Registration.table(), columns, rows)
        uid_at, key_at = list(values).index("uid"), list(values).index("search_key")
        index_words(session.database, [(row[uid_at], row[key_at]) for row in rows])
