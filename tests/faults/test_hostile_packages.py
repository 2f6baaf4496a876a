"""What a damaged, foreign, forged or repeated file does to the office that takes it in: nothing."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.domain.merging import Outcome
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import StorageError, UserError
from danvan_desktop.exchange.refusals import PackageError, Refusal
from danvan_desktop.models import KnownOffice, Registration, Unit, travel
from danvan_desktop.models.copies import table_counts
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    adoption,
    backup,
    exchange,
    journal,
    progress,
    receiving,
    registration_list,
    registrations,
    units,
)
from danvan_desktop.services.received import Difference, conflicts, differences
from danvan_desktop.services.session import Session
from tests import factories
from tests.faults.packages import (
    Forge,
    Tables,
    change_first,
    changed,
    forged,
    make_province,
    reopen,
)
from tests.services import judging_factories

PLAN = factories.PROGRAMME


@pytest.fixture
def ward(tmp_path: Path) -> DataFolder:
    """A closed ward with two registrations, a step, a note with a photo, and a finished sheet."""
    session = factories.make_session(tmp_path / "phường")
    plan = adoption.programme(session, PLAN)
    uid = factories.register(session, plan, 2026, "Đường hoa (mẫu)")
    factories.register(session, plan, 2026, "Tổ hòa giải (mẫu)")
    registrations.record_step(session, uid, StepKind.RESULT_REPORTED)
    photo = tmp_path / "ảnh.png"
    photo.write_bytes(b"\x89PNG")
    progress.add_note(session, uid, factories.DAY, "Đã xong.", (photo,))
    place = judging_factories.Place(session, plan, units.bodies(session)[0].uid)
    judging_factories.assess(place, uid)
    session.close()
    return session.folder


@pytest.fixture
def province(tmp_path: Path) -> DataFolder:
    return make_province(tmp_path / "tỉnh")


@pytest.fixture
def package(ward: DataFolder, tmp_path: Path) -> Path:
    return sent(ward, tmp_path / "lan-1.dvk")


def sent(folder: DataFolder, path: Path) -> Path:
    session = reopen(folder)
    exchange.export(session, path, PLAN, 2026)
    session.close()
    return path


def forge_file(folder: DataFolder, path: Path, forge: Forge, **options: Any) -> Path:
    session = reopen(folder)
    forged(session, path, forge, **options)
    session.close()
    return path


@pytest.fixture
def receiver(province: DataFolder, package: Path) -> Iterator[Session]:
    session = reopen(province)
    yield session
    assert backup.doctor(session) == []
    session.close()


def receive(session: Session, path: Path) -> receiving.ReceivePlan:
    plan = receiving.examine(session, path)
    receiving.apply(session, plan, trust=True)
    return plan


def state(session: Session) -> dict[str, list[tuple[str, str]]]:
    """Every travelling row with its hash."""
    return {
        table.table(): [(row.uid, row.row_hash) for row in table.select().order_by(table.uid)]
        for table in travel.EXPORTED
    }


def refused(session: Session, path: Path) -> PackageError:
    """The refusal of a file, checked to have written nothing and to say what to do."""
    before = table_counts(session.database)
    with pytest.raises(PackageError) as error:
        receiving.examine(session, path)
    assert table_counts(session.database) == before
    assert error.value.what
    assert error.value.safe == "Dữ liệu của đơn vị chưa bị thay đổi gì."
    assert error.value.todo
    return error.value


def test_file_cut_at_every_two_percent_is_refused(receiver: Session, package: Path) -> None:
    whole = package.read_bytes()
    for share in range(0, 100, 2):
        package.write_bytes(whole[: len(whole) * share // 100])
        assert refused(receiver, package).refusal in (
            *(Refusal.EMPTY, Refusal.TRUNCATED, Refusal.NOT_A_PACKAGE),
        )


def test_no_bit_can_be_changed(receiver: Session, package: Path) -> None:
    whole = package.read_bytes()
    chance = random.Random(1)
    for _ in range(300):
        spoiled = bytearray(whole)
        at = chance.randrange(len(whole) * 8)
        spoiled[at // 8] ^= 1 << at % 8
        package.write_bytes(bytes(spoiled))
        refused(receiver, package)


@pytest.mark.parametrize("extra", [b"\x00", b"x" * 1000, b"PK\x05\x06"])
def test_nothing_can_be_appended_or_put_in_front(
    receiver: Session, package: Path, extra: bytes
) -> None:
    whole = package.read_bytes()
    package.write_bytes(whole + extra)
    assert refused(receiver, package).refusal is Refusal.APPENDED
    package.write_bytes(extra + whole)
    assert refused(receiver, package).refusal is Refusal.NOT_A_PACKAGE


@pytest.mark.parametrize("name", ["không có.dvk", "thư mục"])
def test_missing_file_and_folder_are_said(receiver: Session, package: Path, name: str) -> None:
    (package.parent / "thư mục").mkdir()
    with pytest.raises(UserError, match="Không đọc được tệp"):
        receiving.examine(receiver, package.with_name(name))


def own_uid(tables: Tables, sender: str) -> None:
    """A deep ring: each of two places stands below the other."""
    first, second = list(tables["unit"])[:2]
    tables["unit"][first] = changed(tables["unit"][first], parent=second)
    tables["unit"][second] = changed(tables["unit"][second], parent=first)


@pytest.mark.parametrize(
    ("forge", "words"),
    [
        (change_first("step", kind="khác"), "mục kind có giá trị lạ “khác”"),
        (change_first("unit", kind="planet"), "mục kind có giá trị lạ"),
        (change_first("registration", newness=""), "mục newness có giá trị lạ"),
        (change_first("score_sheet", stage="x"), "mục stage có giá trị lạ"),
        (change_first("score_sheet", marks="{"), "kết quả theo tiêu chí không đọc được"),
        (change_first("score_sheet", marks="[]"), "kết quả theo tiêu chí không đọc được"),
        (change_first("score_sheet", marks="[" * 100_000), "không đọc được"),
        (change_first("score_sheet", marks='{"a":{"mark":NaN,"remark":""}}'), "không đọc được"),
        (change_first("score_sheet", marks='{"a":{"mark":"đạt","remark":""}}'), "không đọc được"),
        (change_first("score_sheet", conditions='{"a":1}'), "điều kiện không đọc được"),
        (change_first("evidence", sha256="../../../etc/passwd"), "mã của tệp minh chứng"),
        (change_first("registration", name="x" * 5000), "mục name dài 5000 ký tự"),
        (change_first("registration", name="một\nhai"), "mục name có dấu xuống dòng"),
        (change_first("registration", summary="x" * 50_000), "mục summary dài"),
        (change_first("registration", year=2027), "bản ghi thuộc năm 2027"),
        (change_first("registration", programme_id="khac"), "bản ghi thuộc chương trình “khac”"),
        (own_uid, "có nơi nằm dưới chính nó"),
    ],
)
def test_signed_nonsense_is_refused_whole(
    receiver: Session, ward: DataFolder, package: Path, forge: Forge, words: str
) -> None:
    receiver.close()
    forge_file(ward, package, forge)
    receiver.__dict__.update(reopen(receiver.folder).__dict__)
    error = refused(receiver, package)
    assert error.refusal is Refusal.CONTENT
    assert words in error.what


def test_row_of_a_third_office_is_rejected_and_the_rest_taken(
    province: DataFolder, ward: DataFolder, tmp_path: Path
) -> None:
    forge = change_first("registration", owner="một đơn vị khác".replace(" ", "-").encode().hex())
    path = forge_file(ward, tmp_path / "giả.dvk", forge)
    session = reopen(province)
    plan = receive(session, path)
    assert plan.counts["Đăng ký"][Outcome.REJECTED] == 1
    assert plan.counts["Đăng ký"][Outcome.NEW] == 1
    assert "Bản ghi không thuộc đơn vị gửi." in {notice.reason for notice in plan.notices}
    assert Registration.select().count() == 1
    assert backup.doctor(session) == []
    session.close()


def test_sender_cannot_overwrite_a_row_of_the_receiver(
    province: DataFolder, ward: DataFolder, tmp_path: Path
) -> None:
    session = reopen(province)
    mine = Unit.get(Unit.name == "Phường Mẫu")
    mine_uid, mine_hash, me = mine.uid, mine.row_hash, session.office_uid
    session.close()

    def forge(tables: Tables, sender: str) -> None:
        row = next(iter(tables["unit"].values()))
        for owner in (sender, me):
            stolen = changed(replace(row, uid=mine_uid), owner=owner, revision=99, name="Bị sửa")
            tables["unit"][mine_uid] = stolen

    path = forge_file(ward, tmp_path / "giả.dvk", forge)
    session = reopen(province)
    plan = receive(session, path)
    assert "Bản ghi do chính đơn vị mình lập; tệp nhận về không được sửa." in {
        notice.reason for notice in plan.notices
    }
    assert Unit.get_by_id(mine_uid).row_hash == mine_hash
    session.close()


def test_impostor_with_another_key_is_refused(
    province: DataFolder, ward: DataFolder, package: Path
) -> None:
    session = reopen(province)
    receive(session, package)
    session.close()
    forge_file(
        ward, package, change_first("registration", name="Giả", revision=9), key=bytes(range(32))
    )
    session = reopen(province)
    before = state(session)
    with pytest.raises(UserError, match="Khóa ký của tệp không phải khóa đã biết") as error:
        receiving.examine(session, package)
    assert "giả mạo" in error.value.todo
    assert state(session) == before
    session.close()


def test_place_to_link_must_be_ours(receiver: Session, package: Path) -> None:
    plan = receiving.examine(receiver, package)
    with pytest.raises(UserError, match="không có trong danh mục"):
        receiving.apply(receiver, plan, trust=True, link_to="không có")
    assert KnownOffice.select().count() == 0
    assert Registration.select().count() == 0


def test_file_exchanged_after_the_check_is_not_taken_in(
    province: DataFolder, ward: DataFolder, package: Path
) -> None:
    session = reopen(province)
    plan = receiving.examine(session, package)
    session.close()
    forge_file(ward, package, change_first("registration", name="Đã đổi"))
    session = reopen(province)
    with pytest.raises(UserError, match="đã thay đổi sau khi kiểm tra"):
        receiving.apply(session, plan, trust=True)
    assert Registration.select().count() == 0
    session.close()


def test_full_disk_while_receiving_takes_in_nothing(
    province: DataFolder, ward: DataFolder, tmp_path: Path
) -> None:
    session = reopen(ward)
    plan = adoption.programme(session, PLAN)
    drafts = [factories.draft(session, plan, f"Mô hình {n} (mẫu)") for n in range(80)]
    registrations.register_many(session, PLAN, 2026, drafts)
    exchange.export(session, tmp_path / "lớn.dvk", PLAN, 2026)
    session.close()
    session = reopen(province)
    receipt = receiving.examine(session, tmp_path / "lớn.dvk")
    before = state(session)
    pages = session.database.execute_sql("PRAGMA page_count").fetchone()[0]
    session.database.execute_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="đầy"):
        receiving.apply(session, receipt, trust=True)
    assert state(session) == before
    assert receiving.received(session) == ()
    session.database.execute_sql("PRAGMA max_page_count = 1000000")
    receiving.apply(session, receipt, trust=True)
    assert Registration.select().count() == 82
    assert backup.doctor(session) == []
    session.close()


def edit_at_the_ward(folder: DataFolder, words: str) -> None:
    session = reopen(folder)
    uid = registration_list.all_rows(session, PLAN, 2026)[0].uid
    draft, _ = registrations.draft_of(session, uid)
    registrations.edit(session, uid, replace(draft, summary=words))
    session.close()


def test_any_order_of_arrival_gives_the_same_rows(
    ward: DataFolder, package: Path, tmp_path: Path
) -> None:
    files = [package]
    for number in (2, 3):
        edit_at_the_ward(ward, f"Lần sửa {number}.")
        files.append(sent(ward, tmp_path / f"lan-{number}.dvk"))
    states = []
    for number, order in enumerate(itertools.permutations(files)):
        folder = make_province(tmp_path / f"tỉnh {number}")
        session = reopen(folder)
        for path in (*order, order[0]):
            receive(session, path)
        theirs = Unit.owner != session.office_uid
        found = state(session)
        found["unit"] = [(u.uid, u.row_hash) for u in Unit.select().where(theirs).order_by("uid")]
        found["body"] = []
        states.append(found)
        assert registration_list.all_rows(session, PLAN, 2026)[0].summary == "Lần sửa 3."
        session.close()
    assert all(each == states[0] for each in states)


def test_gap_and_replay_are_said(
    province: DataFolder, ward: DataFolder, package: Path, tmp_path: Path
) -> None:
    for number in (2, 3):
        edit_at_the_ward(ward, f"Lần sửa {number}.")
        third = sent(ward, tmp_path / f"lan-{number}.dvk")
    session = reopen(province)
    receive(session, package)
    assert "Chưa nhận tệp lần 2 đến 2 của đơn vị này." in receive(session, third).warnings
    older = receiving.examine(session, package)
    assert older.warnings == (
        "Đây là tệp gửi lần 1, trước đó đã nhận lần 3: bản mới hơn đang có được giữ nguyên.",
    )
    assert older.merge.writes == ()
    session.close()


@pytest.fixture
def forked(province: DataFolder, ward: DataFolder, package: Path, tmp_path: Path) -> Session:
    """A province that took in revision 2, and then a file with another revision 2."""
    edit_at_the_ward(ward, "Sửa trên máy thứ nhất.")
    second = sent(ward, tmp_path / "lan-2.dvk")
    fork = forge_file(
        ward,
        tmp_path / "sao chép.dvk",
        lambda tables, sender: _fork(tables),
    )
    session = reopen(province)
    receive(session, second)
    plan = receive(session, fork)
    assert plan.counts["Đăng ký"][Outcome.CONFLICT] == 1
    yield session  # type: ignore[misc]
    assert backup.doctor(session) == []
    session.close()


def _fork(tables: Tables) -> None:
    uid = next(uid for uid, row in tables["registration"].items() if row.revision == 2)
    row = tables["registration"][uid]
    tables["registration"][uid] = changed(row, summary="Sửa trên máy thứ hai.")


def test_both_copies_of_a_fork_are_kept_for_a_person(forked: Session, tmp_path: Path) -> None:
    (found,) = conflicts(forked)
    assert "Sửa trên máy thứ nhất." in found.kept
    assert "Sửa trên máy thứ hai." in found.received
    row = Registration.get_by_id(found.uid)
    assert row.summary == "Sửa trên máy thứ nhất."
    assert found.kept.startswith('{"deleted":false,"fields":{')
    shown = [line for line in journal.history(forked, found.about) if "Mâu thuẫn" in line.field]
    assert [(line.old, line.new) for line in shown] == [(found.kept, found.received)]
    assert differences(forked, found) == (
        Difference("Nội dung chính", "Sửa trên máy thứ nhất.", "Sửa trên máy thứ hai."),
    )
    receive(forked, tmp_path / "sao chép.dvk")
    assert conflicts(forked) == (found,)


def test_fork_is_settled_when_its_owner_edits_again(
    forked: Session, ward: DataFolder, tmp_path: Path
) -> None:
    forked.close()
    edit_at_the_ward(ward, "Bản thống nhất.")
    last = sent(ward, tmp_path / "lan-4.dvk")
    forked.__dict__.update(reopen(forked.folder).__dict__)
    receive(forked, last)
    assert registration_list.all_rows(forked, PLAN, 2026)[0].summary == "Bản thống nhất."
