"""Programme files as they are read: what is shipped, what is refused, the fingerprint."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from danvan_desktop.domain.programmes import Defect
from danvan_desktop.services import programmes
from danvan_desktop.services.programmes import ProgrammeDefects

COMMUNE = "xa-phuong-2026-2030"


def commune_text() -> str:
    return next(source.text for source in programmes.shipped() if source.id == COMMUNE)


def test_shipped_file_has_no_defects() -> None:
    assert programmes.check_files(source.path for source in programmes.shipped()) == []


def test_shipped_id_and_name_are_those_in_the_file() -> None:
    read = [programmes.shipped_programme(source.id) for source in programmes.shipped()]
    assert [(one.id, one.name) for one in read] == [
        (source.id, source.name) for source in programmes.shipped()
    ]


def test_shipped_programme_of_unknown_id() -> None:
    with pytest.raises(KeyError):
        programmes.shipped_programme("khong-co")


def test_fingerprint_ignores_comments_spacing_and_key_order() -> None:
    one = 'a = 10\nb = "x"\n[c]\nd = 1.50\n'
    other = '# ghi chú\nb   =  "x"\n\na = 10.0\n[c]\nd = 1.5 # điểm\n'
    assert programmes.fingerprint(one) == programmes.fingerprint(other)


@pytest.mark.parametrize(
    "changed",
    ['a = "10"', "a = 100", "a = 1", "a = 0.1", "a = -10", "a = true", "a = [10]", "b = 10"],
)
def test_fingerprint_of_other_content_differs(changed: str) -> None:
    assert programmes.fingerprint(changed) != programmes.fingerprint("a = 10")


def test_fingerprint_of_text_and_of_its_mapping_agree() -> None:
    mapping = {"a": Decimal("0.50"), "b": [0, Decimal("1e999999999")]}
    assert programmes.fingerprint(mapping) == programmes.fingerprint(
        "b = [0, 1e999999999]\na = 0.5"
    )


def defects(text: str) -> list[Defect]:
    with pytest.raises(ProgrammeDefects) as caught:
        programmes.read_text(text, "tep.toml")
    return list(caught.value.defects)


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ('id = "x"\nname = "y', "dòng 2", "thiếu dấu nháy đóng"),
        ("id = x", "dòng 1, cột 6", "giá trị viết sai; chữ phải đặt trong dấu nháy"),
        ("a = 1\na = 2\n\n", "dòng 2, cột 6", "khóa này đã ghi ở trên"),
        ("a = 2023-02-29", "dòng 1, cột 5", "ngày không có trong lịch"),
        ("a = 1\n[a]\n", "dòng 2, cột 3", "khóa này đã ghi ở trên"),
        ("[a]\n[a]\n", "dòng 2, cột 3", "bảng này đã ghi ở trên"),
        ("[a\n", "dòng 1, cột 3", "thiếu dấu ] đóng tên bảng"),
        ("a = [1, 2\n", "dòng 1", "thiếu dấu ] đóng danh sách"),
        ("a = { b = 1", "dòng 1", "thiếu dấu } đóng bảng"),
        ("tên = 1", "dòng 1, cột 2", "thiếu dấu = sau tên khóa"),
        (
            "a = 1,5",
            "dòng 1, cột 6",
            "thừa chữ sau giá trị; số thập phân viết 1.5, ngày viết 2026-03-05",
        ),
        (f"a = {'9' * 5000}", "dòng 1", "không hiểu được dòng này"),
    ],
)
def test_read_text_of_wrong_syntax(text: str, key: str, reason: str) -> None:
    wanted = Defect("tep.toml", key, f"sai cú pháp TOML: {reason}")
    assert defects(text) == [wanted]


def test_read_text_of_brackets_nested_too_deep() -> None:
    found = defects("a = " + "[" * 50_000)
    assert found == [Defect("tep.toml", "", "các dấu ngoặc lồng nhau quá sâu")]


def test_fingerprint_tells_a_date_from_the_same_words() -> None:
    day, words = "a = 2026-03-05", 'a = "2026-03-05"'
    assert programmes.fingerprint(day) != programmes.fingerprint(words)


def test_fingerprint_of_what_is_no_toml() -> None:
    with pytest.raises(ProgrammeDefects):
        programmes.fingerprint("a = ")


def test_read_text_that_is_too_long() -> None:
    found = defects("#" * 1_000_001)
    assert found == [Defect("tep.toml", "", "dài hơn 1.000.000 ký tự")]


def test_read_text_refuses_with_every_defect_in_words() -> None:
    text = commune_text().replace('level = "xa"', 'level = "huyen"')
    with pytest.raises(ProgrammeDefects) as caught:
        programmes.read_text(text, "xa.toml")
    assert [defect.key for defect in caught.value.defects] == [
        "authorities[0].level",
        "targets[2].level",
    ]
    assert str(caught.value).splitlines()[:3] == [
        "Tệp chương trình có 2 lỗi:",
        "xa.toml: authorities[0].level: không có cấp nào mang mã “huyen”",
        "xa.toml: targets[2].level: không có cấp nào mang mã “huyen”",
    ]


def test_read_text_says_how_many_defects_are_left_out() -> None:
    with pytest.raises(ProgrammeDefects) as caught:
        programmes.read_text("\n".join(f"khoa_{number} = 1" for number in range(30)))
    assert len(caught.value.defects) == 42
    assert "… và 22 lỗi nữa" in str(caught.value).splitlines()


def test_read_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "xã.toml"
    path.write_text("\ufeff" + commune_text(), encoding="utf-8")
    assert programmes.read_file(path) == programmes.shipped_programme(COMMUNE)


@pytest.mark.parametrize(
    ("content", "key", "reason"),
    [
        (None, "", "không tìm thấy tệp"),
        (b"id = 'x'\nname = '\xe0'", "dòng 2", "tệp không ghi bằng bảng mã UTF-8"),
        (b"#" * 1_000_001, "", "tệp lớn hơn 1.000.000 byte"),
    ],
)
def test_check_files_that_cannot_be_read(
    tmp_path: Path, content: bytes | None, key: str, reason: str
) -> None:
    path = tmp_path / "tep.toml"
    if content is not None:
        path.write_bytes(content)
    assert programmes.check_files([path]) == [Defect(str(path), key, reason)]


def test_check_files_of_a_folder(tmp_path: Path) -> None:
    assert programmes.check_files([tmp_path]) == [Defect(str(tmp_path), "", "không đọc được")]


def test_check_files_names_each_of_two_files_of_one_name(tmp_path: Path) -> None:
    files = [tmp_path / folder / "tep.toml" for folder in ("a", "b")]
    for path in files:
        path.parent.mkdir()
        path.write_text("id = 1", encoding="utf-8")
    found = programmes.check_files(files)
    assert [one.file for one in found if one.key == "id"] == [str(path) for path in files]


def test_read_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeDefects) as caught:
        programmes.read_file(tmp_path / "tep.toml")
    assert [one.reason for one in caught.value.defects] == ["không tìm thấy tệp"]


def test_accepted_defects_are_found_beside_the_others(tmp_path: Path) -> None:
    table = Path(__file__).parents[1] / "domain" / "tables" / "tong-70.toml"
    text = table.read_text(encoding="utf-8")
    accepted = 'accepted = [{ key = "maximum", reason = "Giữ theo văn bản" }]\n'
    marked = tmp_path / "giu.toml"
    marked.write_text(text.replace("places = 0\n", "places = 0\n" + accepted), encoding="utf-8")
    found = programmes.look_through([table, marked])
    said = "tổng điểm các mục con là 65, khác điểm tối đa 70"
    key = "criteria_sets[0].maximum"
    assert found.defects == [Defect(str(table), key, said)]
    assert found.accepted == [Defect(str(marked), key, said, "Giữ theo văn bản")]
    assert programmes.read_file(marked).criteria_sets[0].accepted[0].reason == "Giữ theo văn bản"
