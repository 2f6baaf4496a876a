"""The office is made whole or not at all; the file it can be made from names what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop.domain.units import BodyKind, Channel, UnitKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import JournalEntry, OfficeKey, Setting, Unit
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import backup, office, signing, units
from danvan_desktop.services.session import Clock, Session, open_session
from tests import factories

PAGE = Path(__file__).parents[2] / "docs" / "office-file.md"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Session]:
    session = open_session(DataFolder(tmp_path / "dữ liệu"), Clock.fixed(factories.DAY))
    yield session
    assert backup.doctor(session) == []
    session.close()


def nothing_was_made(session: Session) -> None:
    assert office.office(session) is None
    assert (session.office_uid, session.operator) == ("", "")
    counts = [table.select().count() for table in (Unit, OfficeKey, Setting, JournalEntry)]
    assert counts == [0, 0, 0, 0]


def test_office_has_its_units_bodies_key_and_operator(empty: Session) -> None:
    office.create_office(empty, factories.commune_draft())
    made = office.office(empty)
    assert made is not None
    assert (made.name, made.home_unit_name, made.operator) == (
        "Đảng ủy Phường Mẫu",
        "Phường Mẫu",
        "Cán bộ phụ trách (mẫu)",
    )
    signature = signing.sign(office.private_key(empty), b"x")
    assert signing.verify(bytes.fromhex(made.public_key), b"x", signature)
    channels = [(row.kind, row.channel) for row in units.bodies(empty, own_only=True)]
    assert channels == [
        (BodyKind.PARTY_COMMITTEE, Channel.PARTY),
        (BodyKind.FRONT_COMMITTEE, Channel.FRONT),
    ]
    assert JournalEntry.get().operator == "Cán bộ phụ trách (mẫu)"


@pytest.mark.parametrize(
    "change",
    [
        {"bodies": ()},
        {"unit": units.UnitDraft(" ", UnitKind.WARD)},
        {"name": "x" * 300},
        {"operator": "x" * 200},
        {"units_below": (units.UnitDraft("", UnitKind.VILLAGE),)},
    ],
)
def test_wrong_field_makes_no_office(empty: Session, change: dict[str, object]) -> None:
    with pytest.raises(FieldError):
        office.create_office(empty, replace(factories.commune_draft(), **change))
    nothing_was_made(empty)
    office.create_office(empty, factories.commune_draft())


@pytest.mark.parametrize("after", ["_insert_units", "insert_body"])
def test_failure_half_way_makes_no_office(
    empty: Session, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    real = getattr(office, after)

    def fail(*args: object) -> object:
        real(*args)
        raise MemoryError

    monkeypatch.setattr(office, after, fail)
    with pytest.raises(MemoryError):
        office.create_office(empty, factories.commune_draft())
    nothing_was_made(empty)


def test_failure_at_the_very_end_makes_no_office(
    empty: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Session, key: str, value: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Session, "remember", fail)
    with pytest.raises(MemoryError):
        office.create_office(empty, factories.commune_draft())
    nothing_was_made(empty)


def test_second_office_in_a_folder_is_refused(empty: Session) -> None:
    office.create_office(empty, factories.commune_draft())
    with pytest.raises(UserError, match="đã có đơn vị"):
        office.create_office(empty, factories.commune_draft("Phường Khác"))
    assert [row.name for row in units.units(empty)][1] == "Phường Mẫu"


def test_private_key_is_in_no_log_and_no_representation(
    empty: Session, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    office.create_office(empty, factories.commune_draft())
    key = office.private_key(empty).hex()
    assert key not in caplog.text
    assert "Phường" not in caplog.text
    assert key not in repr(office.office(empty))


def test_file_of_the_page_makes_the_office_it_shows(empty: Session, tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    path = tmp_path / "đơn vị.toml"
    path.write_text(text, encoding="utf-8")
    office.create_office(empty, office.read_office_file(path))
    assert [row.name for row in units.units(empty)] == ["Tỉnh Mẫu", "Xã Mẫu", "Thôn 1"]
    front = next(row for row in units.bodies(empty) if row.kind is BodyKind.FRONT_COMMITTEE)
    assert front.header_parent == "Mặt trận Tổ quốc Việt Nam tỉnh Mẫu"


def test_page_lists_every_kind() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for kinds in (UnitKind, BodyKind, Channel):
        assert [kind for kind in kinds if f"`{kind.value}`" not in text] == []


GOOD = """
[unit]
name = "Xã Mẫu"
kind = "commune"
[[bodies]]
name = "Đảng ủy xã Mẫu"
kind = "party_committee"
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "thiếu mục unit"),
        ('[unit]\nname = "Xã"\nkind = "commune"\n', "thiếu mục bodies"),
        ("unit = [", "dòng 1"),
        (GOOD.replace('"commune"', '"xã"'), "mục unit.kind là “xã”, phải là một trong: province"),
        (GOOD.replace('name = "Xã Mẫu"', ""), "thiếu mục unit.name"),
        (GOOD.replace('name = "Xã Mẫu"', "name = 5"), "mục unit.name phải là chữ"),
        (GOOD.replace("[[bodies]]", "[bodies]"), "mục bodies phải là danh sách bảng"),
        ('unit = "Xã Mẫu"\n' + GOOD.split("[[")[0].replace("[unit]", "[x]"), "không có mục x"),
        (GOOD + 'profil = "front"\n', "không có mục bodies[0].profil; các mục là: name, kind"),
        (GOOD + 'profile = "khong-co"\n', "mục bodies[0].profile là “khong-co”"),
        (GOOD + 'channel = "đảng"\n', "mục bodies[0].channel là “đảng”"),
        ('operator = ["a"]\n' + GOOD, "mục operator phải là chữ"),
    ],
)
def test_office_file_names_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "đơn vị.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as error:
        office.read_office_file(path)
    assert words in error.value.what
    assert path.name in error.value.what
    assert error.value.todo


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"\x00" * 10])
def test_office_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "đơn vị.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError, match=r"đơn vị\.toml"):
        office.read_office_file(path)
