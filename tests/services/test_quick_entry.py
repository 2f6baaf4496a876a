"""Lines of the quick grid read as registrations, places found by name, pasted blocks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.registrations import Newness
from danvan_desktop.domain.units import SubjectKind, UnitKind
from danvan_desktop.errors import UserError
from danvan_desktop.services import matching, pasting, quick_entry, registration_list, units
from danvan_desktop.services.quick_entry import Cell, LineReader
from danvan_desktop.services.session import Session
from tests import factories

PLAN = factories.PROGRAMME
GOOD = ["Ngõ sạch (mẫu)", "Tổ dân phố 2", "Kinh tế", "Tập thể", "Phân loại rác.", "", ""]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = factories.make_session(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def reader(session: Session) -> LineReader:
    return LineReader(session, PLAN, 2026)


@pytest.mark.parametrize(
    "typed",
    [
        "Tổ dân phố 2",
        "tổ dân phố số 02",
        "TDP2",
        "tdp 2",
        "TO DAN PHO 2",
        "2",
        "Tô\u0309 dân phô\u0301 2",
    ],
)
def test_place_found_by_its_name_however_it_is_typed(session: Session, typed: str) -> None:
    match = matching.place_index(session).resolve(typed)
    assert match.place is not None
    assert (match.place.name, match.place.detail) == ("Tổ dân phố 2", "Phường Mẫu")


def test_place_that_is_an_organisation_gives_unit_and_body(session: Session) -> None:
    match = matching.place_index(session).resolve("đảng uỷ phường mẫu")
    body = units.bodies(session)[0]
    assert (match.unit, match.body) == (body.unit, body.uid)


def test_place_of_another_kind_is_proposed_and_not_taken(session: Session) -> None:
    match = matching.place_index(session).resolve("Thôn 2")
    assert match.place is None
    assert "Tổ dân phố 2" in [place.name for place in match.suggestions]


def test_places_added_below_the_home_unit_with_the_kind_their_name_says(session: Session) -> None:
    matching.add_places(session, ["Khu phố Đông", "Xóm Trại"])
    found = {row.name: (row.kind, row.depth) for row in units.units(session)}
    assert found["Khu phố Đông"] == (UnitKind.QUARTER, 2)
    assert found["Xóm Trại"] == (UnitKind.OTHER, 2)


def test_line_with_everything_is_sound(reader: LineReader) -> None:
    line = reader.read([*GOOD[:5], "Tổ trưởng (mẫu)", "duy trì"])
    assert line.problems == {}
    assert (line.draft.subject_kind, line.draft.newness, line.draft.person_in_charge) == (
        SubjectKind.COLLECTIVE,
        Newness.SUSTAINED,
        "Tổ trưởng (mẫu)",
    )


def test_line_with_nothing_right_has_a_reason_in_each_cell(reader: LineReader) -> None:
    line = reader.read(["", "Thôn lạ", "giáo dục", "nhóm", "", "x" * 300, "cũ"])
    assert {cell: problem.what for cell, problem in line.problems.items()} == {
        Cell.NAME: "Chưa nhập tên mô hình, điển hình.",
        Cell.PLACE: "Chưa có “Thôn lạ” trong danh sách địa bàn, tổ chức.",
        Cell.SECTOR: "Chương trình không có lĩnh vực “giáo dục”.",
        Cell.KIND: "Không rõ “nhóm” là tập thể, cá nhân hay hộ.",
        Cell.SUMMARY: "Chưa nhập nội dung chính.",
        Cell.PERSON: "Người phụ trách dài quá 250 ký tự (đang có 300).",
        Cell.NEWNESS: "Không rõ “cũ” là mới hay duy trì.",
    }
    assert [cell for cell, problem in line.problems.items() if problem.missing] == [
        Cell.NAME,
        Cell.SUMMARY,
    ]


@pytest.mark.parametrize("typed", ["VHXH", "văn hoá, xã hội", "Lĩnh vực Văn hóa - Xã hội", "vh xh"])
def test_sector_understood_by_name_code_or_letters(reader: LineReader, typed: str) -> None:
    line = reader.read([*GOOD[:2], typed, *GOOD[3:]])
    if typed == "vh xh":
        assert list(line.problems) == [Cell.SECTOR]
    else:
        assert line.shown[Cell.SECTOR] == "Văn hóa - xã hội"


def test_save_of_sound_lines_registers_all_and_of_a_faulty_one_none(
    session: Session, reader: LineReader
) -> None:
    good = reader.read(GOOD)
    with pytest.raises(UserError, match="Dòng 2: Chưa nhập nội dung chính"):
        quick_entry.save(session, PLAN, 2026, [good, reader.read([*GOOD[:4], "", "", ""])])
    assert registration_list.listing(session, PLAN, 2026).count() == 0
    quick_entry.save(session, PLAN, 2026, [good] * 37)
    assert registration_list.listing(session, PLAN, 2026).count() == 37


def test_block_with_headings_is_put_in_order_and_says_what_it_dropped() -> None:
    words = [quick_entry.HEADINGS[cell] for cell in quick_entry.COLUMNS]
    text = "STT\tLĩnh vực\tTên mô hình\tKinh phí\r\n1\tKinh tế\tNgõ sạch\t5 triệu\r\n"
    block = pasting.read_block(text, words)
    assert block == pasting.Block([["Kinh tế", "Ngõ sạch"]], (2, 0), ("STT", "Kinh phí"))


def test_block_without_headings_stays_as_it_stands() -> None:
    assert pasting.read_block("a\tb\nc\td", [("Tên",)]) == pasting.Block([["a", "b"], ["c", "d"]])
    assert pasting.read_block("", [("Tên",)]) == pasting.Block([])


def test_block_of_5001_rows_or_200_columns_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="quá lớn: hơn 5000 dòng"):
        pasting.read_block("x\n" * 5001)
    with pytest.raises(UserError, match="quá lớn: 200 cột"):
        pasting.read_block("\t".join("x" * 200))
