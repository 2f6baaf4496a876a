"""One transaction, one journal entry, one Changes value; threads; who may change what."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from peewee import InterfaceError

from danvan_desktop.errors import UserError
from danvan_desktop.models import (
    TABLES,
    JournalEntry,
    Registration,
    Travelling,
    Unit,
    travel,
)
from danvan_desktop.services import backup, registration_list, registrations, units
from danvan_desktop.services.session import Session, Topic, open_session
from tests import factories

PLAN = factories.PROGRAMME


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = factories.make_session(tmp_path / "dữ liệu")
    yield opened
    opened.close()


def entries() -> int:
    return int(JournalEntry.select().count())


def test_every_table_is_exported_or_says_why_not() -> None:
    exported = {table.table() for table in travel.EXPORTED}
    kept = set(travel.NOT_EXPORTED)
    assert exported | kept == {table.table() for table in TABLES}
    assert exported & kept == set()
    assert all(issubclass(table, Travelling) for table in travel.EXPORTED)
    assert all(travel.NOT_EXPORTED.values())


def test_parents_come_before_children_in_the_order_of_export() -> None:
    seen: set[str] = set()
    for table in travel.EXPORTED:
        refers = {column.refers_to for column in travel.columns(table)} - {"", table.table()}
        assert refers <= seen, table.table()
        seen.add(table.table())


def test_failure_inside_a_use_case_leaves_no_row_and_no_entry(session: Session) -> None:
    before = entries(), Unit.select().count()
    with pytest.raises(RuntimeError):
        _insert_and_fail(session)
    assert (entries(), Unit.select().count()) == before
    assert session.database.transaction_depth() == 0


def _insert_and_fail(session: Session) -> None:
    with session.write("Thử", Topic.UNITS) as work:
        units.insert_unit(work, units.UnitDraft("Thôn 9", units.UnitKind.VILLAGE))
        raise RuntimeError


def test_use_case_that_changes_nothing_writes_no_entry(session: Session) -> None:
    uid = units.units(session)[0].uid
    before = entries()
    row = units.units(session)[0]
    units.edit_unit(session, uid, row.draft())
    assert entries() == before


def test_change_of_the_subject_alone_makes_a_new_revision(session: Session) -> None:
    uid = factories.register(session, factories.adopt(session, PLAN), 2026)
    draft, revision = registrations.draft_of(session, uid)
    registrations.edit(session, uid, replace(draft, address="Số 1 (mẫu)"))
    assert registrations.draft_of(session, uid)[1] == revision + 1
    registrations.edit(session, uid, replace(draft, address="Số 1 (mẫu)"))
    assert registrations.draft_of(session, uid)[1] == revision + 1


def test_kind_of_initiative_can_be_changed(session: Session) -> None:
    uid = factories.register(session, factories.adopt(session, PLAN), 2026)
    draft, _ = registrations.draft_of(session, uid)
    registrations.edit(session, uid, replace(draft, initiative_kind="Công trình"))
    assert registrations.draft_of(session, uid)[0].initiative_kind == "Công trình"


def test_row_of_another_office_cannot_be_changed_here(session: Session) -> None:
    unit = Unit.get(Unit.name == "Tổ dân phố 2")
    Unit.update(owner="khác").where(Unit.uid == unit.uid).execute()
    with pytest.raises(UserError, match="do đơn vị khác gửi lên"):
        units.edit_unit(session, unit.uid, units.UnitDraft("Tên", units.UnitKind.VILLAGE))
    with pytest.raises(UserError, match="do đơn vị khác gửi lên"):
        units.remove_unit(session, unit.uid)


def test_worker_has_a_connection_of_its_own_and_gives_it_back(session: Session) -> None:
    seen: list[object] = []

    def work() -> None:
        with session.connected():
            seen.append(session.database.connection())
            factories.register(session, factories.adopt(session, PLAN), 2026)
            with session.connected():
                pass
            assert not session.database.is_closed()
        seen.append(session.database.is_closed())

    mine = session.database.connection()
    _run(work)
    assert seen[0] is not mine
    assert seen[1] is True
    assert session.database.connection() is mine
    assert registration_list.listing(session, PLAN, 2026).count() == 1


def test_two_threads_saving_lose_nothing(session: Session) -> None:
    """The window and its worker. With more, SQLite may let one wait for longer than it has."""
    plan = factories.adopt(session, PLAN)

    def work() -> None:
        with session.connected():
            for _ in range(40):
                factories.register(session, plan, 2026)

    worker = threading.Thread(target=work)
    worker.start()
    for _ in range(40):
        factories.register(session, plan, 2026)
    worker.join()
    assert Registration.select().count() == 80
    assert backup.doctor(session) == []


def test_closed_session_cannot_be_used_by_any_thread(tmp_path: Path) -> None:
    session = factories.make_session(tmp_path)
    session.close()
    raised: list[BaseException] = []

    def work() -> None:
        try:
            units.units(session)
        except InterfaceError as error:
            raised.append(error)

    work()
    _run(work)
    assert len(raised) == 2
    open_session(session.folder).close()


def _run(work: object) -> None:
    thread = threading.Thread(target=work)  # type: ignore[arg-type]
    thread.start()
    thread.join()


def test_cancel_in_the_middle_of_a_list_saves_none(session: Session) -> None:
    plan = factories.adopt(session, PLAN)
    drafts = [factories.draft(session, plan, f"Mô hình {n} (mẫu)") for n in range(5)]

    def stop(done: int, total: int, text: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        registrations.register_many(session, PLAN, 2026, drafts, progress=stop)
    assert Registration.select().count() == 0
    registrations.register_many(session, PLAN, 2026, drafts)
    assert backup.doctor(session) == []


def test_many_settings_are_kept_together_and_found_by_their_keys(session: Session) -> None:
    values = {f"mẫu:{number}": {"số": number} for number in range(1_200)}
    session.remember_all(values)
    session.remember_all({"mẫu:0": "khác", "mẫu:mới": None})
    asked = session.settings_of([*values, "mẫu:mới", "không có"])
    assert asked == {**values, "mẫu:0": "khác", "mẫu:mới": None}
    assert session.setting("mẫu:1") == {"số": 1}


def test_a_setting_that_cannot_be_kept_keeps_none_of_its_company(session: Session) -> None:
    with pytest.raises(TypeError):
        session.remember_all({"mẫu:a": 1, "mẫu:b": object()})
    assert session.settings("mẫu:") == {}
