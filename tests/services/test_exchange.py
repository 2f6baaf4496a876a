"""Sending a programme's year up and taking it in, between two real data folders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop.domain.merging import Outcome
from danvan_desktop.domain.units import BodyKind, UnitKind
from danvan_desktop.errors import UserError
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    adoption,
    backup,
    exchange,
    office,
    receiving,
    registration_list,
    registrations,
    units,
)
from danvan_desktop.services.session import Clock, Session, open_session
from tests import factories

PLAN = factories.PROGRAMME


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A file with two registrations of the ward, sent once."""
    sender = factories.make_session(tmp_path / "phường")
    plan = adoption.programme(sender, PLAN)
    for name in ("Đường hoa (mẫu)", "Tổ hòa giải (mẫu)"):
        factories.register(sender, plan, 2026, name)
    exchange.export(sender, tmp_path / "lan-1.dvk", PLAN, 2026)
    sender.close()
    return tmp_path / "lan-1.dvk"


@pytest.fixture
def province(package: Path) -> Iterator[Session]:
    """The level above, with the ward in its own tree and the programme adopted."""
    session = open_session(DataFolder(package.parent / "tỉnh"), Clock.fixed(factories.DAY))
    body = units.BodyDraft("Ban Tuyên giáo và Dân vận (mẫu)", BodyKind.PARTY_BOARD, "")
    draft = office.OfficeDraft(
        units.UnitDraft("Tỉnh Mẫu", UnitKind.PROVINCE),
        (),
        (body,),
        units_below=(units.UnitDraft("Phường Mẫu", UnitKind.WARD),),
    )
    office.create_office(session, draft)
    factories.adopt(session, PLAN)
    yield session
    session.close()
    checked = open_session(session.folder, session.clock)
    assert backup.doctor(checked) == []
    checked.close()


def receive(session: Session, path: Path) -> receiving.ReceivePlan:
    plan = receiving.examine(session, path)
    receiving.apply(session, plan, trust=True, link_to=plan.choices[0].uid)
    return plan


def test_dry_run_writes_nothing_and_counts_what_is_new(province: Session, package: Path) -> None:
    plan = receiving.examine(province, package)
    assert plan.totals[Outcome.NEW] == sum(plan.totals.values())
    assert plan.counts["Đăng ký"][Outcome.NEW] == 2
    assert [choice.name for choice in plan.choices] == ["Phường Mẫu"]
    assert registration_list.all_rows(province, PLAN, 2026) == ()


def test_received_rows_show_under_the_linked_place(province: Session, package: Path) -> None:
    receive(province, package)
    rows = registration_list.all_rows(province, PLAN, 2026)
    assert [(row.name, row.own) for row in rows] == [
        ("Đường hoa (mẫu)", False),
        ("Tổ hòa giải (mẫu)", False),
    ]
    tree = [(row.name, row.depth) for row in units.units(province)]
    assert tree == [("Tỉnh Mẫu", 0), ("Phường Mẫu", 1), ("Tổ dân phố 2", 2)]


def test_same_file_again_changes_nothing(province: Session, package: Path) -> None:
    receive(province, package)
    before = province.database.execute_sql("SELECT total_changes()").fetchone()
    again = receiving.examine(province, package)
    assert again.already_received
    assert again.totals[Outcome.SAME] == sum(again.totals.values())
    assert receiving.apply(province, again).count == 0
    assert province.database.execute_sql("SELECT total_changes()").fetchone() == before


def test_unknown_key_is_refused_until_a_person_trusts_it(province: Session, package: Path) -> None:
    plan = receiving.examine(province, package)
    with pytest.raises(UserError, match="Chưa xác nhận khóa"):
        receiving.apply(province, plan)
    assert registration_list.all_rows(province, PLAN, 2026) == ()


def test_changed_registration_arrives_as_an_update(province: Session, package: Path) -> None:
    receive(province, package)
    sender = open_session(DataFolder(package.parent / "phường"), Clock.fixed(factories.DAY))
    uid = registration_list.all_rows(sender, PLAN, 2026)[0].uid
    draft, _ = registrations.draft_of(sender, uid)
    registrations.edit(sender, uid, replace(draft, summary="Đã sửa ở phường."))
    newer = package.with_name("lan-2.dvk")
    exchange.export(sender, newer, PLAN, 2026)
    sender.close()
    reopened = reopen(province)
    plan = receiving.examine(reopened, newer)
    assert plan.counts["Đăng ký"][Outcome.UPDATED] == 1
    receiving.apply(reopened, plan)
    assert registration_list.all_rows(reopened, PLAN, 2026)[0].summary == "Đã sửa ở phường."
    older = receiving.examine(reopened, package)
    assert older.counts["Đăng ký"][Outcome.OLDER] == 1
    reopened.close()


def reopen(session: Session) -> Session:
    """The tables are bound to one folder at a time: take the binding back."""
    session.close()
    return open_session(session.folder, session.clock)


def test_own_file_is_refused(package: Path) -> None:
    sender = open_session(DataFolder(package.parent / "phường"), Clock.fixed(factories.DAY))
    with pytest.raises(UserError, match="chính đơn vị mình"):
        receiving.examine(sender, package)
    sender.close()


def test_programme_not_in_use_is_refused(package: Path) -> None:
    session = open_session(DataFolder(package.parent / "khác"), Clock.fixed(factories.DAY))
    office.create_office(session, factories.commune_draft("Phường Khác"))
    with pytest.raises(UserError, match="chưa dùng"):
        receiving.examine(session, package)
    session.close()


def test_nothing_to_send_is_said(tmp_path: Path) -> None:
    session = factories.make_session(tmp_path / "trống")
    with pytest.raises(UserError, match="Chưa có đăng ký nào"):
        exchange.export(session, tmp_path / "x.dvk", PLAN, 2026)
    assert not (tmp_path / "x.dvk").exists()
    session.close()
