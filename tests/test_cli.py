"""Every command as it is typed: what it prints, what it leaves, how it exits."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop import __version__
from danvan_desktop.cli import main
from danvan_desktop.domain.paper_code import CodeFacts
from danvan_desktop.domain.units import BodyKind, UnitKind
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    office,
    paper_codes,
    received,
    registration_list,
    sample,
    units,
)
from danvan_desktop.services.session import open_session

Run = Callable[..., tuple[int, str, str]]
PROGRAMME = sample.DEFAULT
YEAR = sample.sample(PROGRAMME).year
OFFICE = """
name = "Đảng ủy xã An Mẫu"
operator = "Cán bộ (mẫu)"
parents = [{ name = "Tỉnh Mẫu", kind = "province" }]
unit = { name = "Xã An Mẫu", kind = "commune" }
units_below = [{ name = "Thôn Một", kind = "village" }]
bodies = [{ name = "Đảng ủy xã An Mẫu", kind = "party_committee", header_parent = "Tỉnh ủy Mẫu" }]
"""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command over the folder `Dữ liệu`, or over `folder`; exit code, output, errors."""

    def command(*words: str | Path, folder: str = "Dữ liệu") -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--data-dir", str(tmp_path / folder), *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def package(run: Run, tmp_path: Path) -> Path:
    """A file that the sample office sends up."""
    path = tmp_path / "gửi lên.dvk"
    assert run("init", "--sample", folder="Cấp dưới")[0] == 0
    assert run("export", path, "--programme", PROGRAMME, "--year", YEAR, folder="Cấp dưới")[0] == 0
    return path


@pytest.fixture
def upper(tmp_path: Path) -> Path:
    """Data folder of the level above."""
    session = open_session(DataFolder(tmp_path / "Cấp trên"))
    sample.create(session, PROGRAMME, "upper")
    session.close()
    return tmp_path / "Cấp trên"


def key_of(folder: Path) -> str:
    session = open_session(DataFolder(folder))
    key = received.own_fingerprint(session)
    session.close()
    return key


def names_in(folder: Path) -> set[str]:
    session = open_session(DataFolder(folder))
    found = {row.name for row in registration_list.all_rows(session, PROGRAMME, YEAR)}
    session.close()
    return found


# init


def test_init_makes_the_office_of_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "đơn vị.toml"
    path.write_text(OFFICE, encoding="utf-8")
    code, out, _ = run("init", "--office", path)
    assert (code, out.strip()) == (
        0,
        f"Đã tạo đơn vị “Đảng ủy xã An Mẫu” trong {tmp_path / 'Dữ liệu'}.",
    )
    session = open_session(DataFolder(tmp_path / "Dữ liệu"))
    row = office.office(session)
    kinds = [(unit.name, unit.kind) for unit in units.units(session)]
    (body,) = units.bodies(session)
    session.close()
    assert row is not None
    assert (row.operator, body.kind, body.header_parent) == (
        "Cán bộ (mẫu)",
        BodyKind.PARTY_COMMITTEE,
        "Tỉnh ủy Mẫu",
    )
    assert kinds == [
        ("Tỉnh Mẫu", UnitKind.PROVINCE),
        ("Xã An Mẫu", UnitKind.COMMUNE),
        ("Thôn Một", UnitKind.VILLAGE),
    ]


@pytest.mark.parametrize("text", ["", "name = ", 'unit = { name = "Xã", kind = "planet" }\n'])
def test_init_refuses_a_faulty_file_and_makes_nothing(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "don-vi.toml"
    path.write_text(text, encoding="utf-8")
    code, out, err = run("init", "--office", path)
    assert (code, out) == (1, "")
    assert "don-vi.toml" in err
    assert not (tmp_path / "Dữ liệu").exists()


def test_init_a_second_time_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("init", "--sample")
    before = names_in(tmp_path / "Dữ liệu")
    code, _, err = run("init", "--sample")
    assert (code, err.splitlines()[0]) == (1, "Thư mục dữ liệu này đã có đơn vị.")
    assert names_in(tmp_path / "Dữ liệu") == before


# programmes


def test_programmes_lists_what_is_shipped(run: Run) -> None:
    code, out, _ = run("programmes")
    assert code == 0
    assert [line.split("\t")[0] for line in out.splitlines()] == [
        "ban-dan-van-tinh-uy-2016-2020",
        "hoi-nong-dan-bac-ninh-2021-2025",
        "huyen-doan-tho-xuan-2022-2025",
        "huyen-uy-chi-lang-2023",
        "mttq-cu-jut-2020",
        "xa-phuong-2026-2030",
    ]


def test_check_programme_of_all_shipped_files_finds_nothing(run: Run) -> None:
    files = sorted(Path("resources/programmes").glob("*.toml"))
    code, out, _ = run("check-programme", *files)
    assert code == 0
    assert out.splitlines()[-1] == "Không có lỗi trong 6 tệp."


def test_check_programme_names_file_key_and_reason(run: Run, tmp_path: Path) -> None:
    source = Path(f"resources/programmes/{PROGRAMME}.toml").read_text(encoding="utf-8")
    path = tmp_path / "sai.toml"
    path.write_text(source.replace("last_year = 2030", "last_year = 2020"), encoding="utf-8")
    code, out, _ = run("check-programme", path)
    assert code == 1
    assert all(line.startswith(f"{path}: ") for line in out.splitlines())
    assert any(line.split(": ")[1] == "last_year" for line in out.splitlines())


def test_check_programme_of_a_missing_file_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "không có.toml"
    assert run("check-programme", path)[:2] == (1, f"{path}: không tìm thấy tệp\n")


# export and receive


def test_export_without_an_office_says_what_to_do(run: Run, tmp_path: Path) -> None:
    code, out, err = run("export", tmp_path / "x.dvk", "--programme", PROGRAMME, "--year", YEAR)
    assert (code, out) == (1, "")
    assert err.splitlines()[0] == f"Chưa có dữ liệu trong thư mục {tmp_path / 'Dữ liệu'}."
    assert not (tmp_path / "Dữ liệu").exists()


@pytest.mark.parametrize(
    ("programme", "year", "place"),
    [
        (PROGRAMME, YEAR, "không có thư mục này/x.dvk"),
        ("khong-co", YEAR, "x.dvk"),
        (PROGRAMME, 2029, "x.dvk"),
    ],
)
def test_export_that_cannot_be_done_leaves_no_file(
    run: Run, tmp_path: Path, programme: str, year: int, place: str
) -> None:
    run("init", "--sample")
    code, out, err = run("export", tmp_path / place, "--programme", programme, "--year", year)
    assert (code, out) == (1, "")
    assert err
    assert list(tmp_path.rglob("*.dvk")) == []


def test_receive_dry_run_tells_and_changes_no_byte(
    run: Run, package: Path, upper: Path, tmp_path: Path
) -> None:
    before = (upper / "danvan.db").read_bytes()
    result = tmp_path / "kết quả.json"
    code, out, _ = run("receive", package, "--dry-run", "--json", result, folder="Cấp trên")
    found: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    assert (code, found["sound"], found["applied"], found["trusted"]) == (0, True, False, False)
    assert found["totals"]["new"] == 22
    assert f"Dấu khóa: {found['fingerprint']} (chưa xác nhận)" in out.splitlines()
    assert (upper / "danvan.db").read_bytes() == before


def test_receive_needs_the_key_that_was_compared(
    run: Run, package: Path, upper: Path, tmp_path: Path
) -> None:
    code, _, err = run("receive", package, "--trust", "11111 " * 8, folder="Cấp trên")
    assert code == 1
    assert err.splitlines()[0] == "Chưa xác nhận khóa của “Đảng ủy phường Bình Mẫu”."
    assert names_in(upper) == set()
    key = key_of(tmp_path / "Cấp dưới")
    code, _, _ = run("receive", package, "--trust", key.replace(" ", "-"), folder="Cấp trên")
    assert code == 0
    assert names_in(upper) == names_in(tmp_path / "Cấp dưới")


def test_receive_of_the_same_file_again_changes_nothing(
    run: Run, package: Path, upper: Path, tmp_path: Path
) -> None:
    key = key_of(tmp_path / "Cấp dưới")
    run("receive", package, "--trust", key, folder="Cấp trên")
    before = names_in(upper)
    result = tmp_path / "lần hai.json"
    code, out, _ = run("receive", package, "--json", result, folder="Cấp trên")
    assert (code, json.loads(result.read_text(encoding="utf-8"))["changed"]) == (0, 0)
    assert "Tệp này đã nhận trước đây." in out.splitlines()
    assert names_in(upper) == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:-3],
        lambda data: data + b"\0",
        lambda data: data[:300] + bytes([data[300] ^ 4]) + data[301:],
    ],
)
def test_receive_of_a_spoiled_file_fails_and_says_so_in_json(
    run: Run, package: Path, upper: Path, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    package.write_bytes(spoil(package.read_bytes()))
    result = tmp_path / "kết quả.json"
    code, out, err = run("receive", package, "--json", result, folder="Cấp trên")
    found = json.loads(result.read_text(encoding="utf-8"))
    assert (code, out, found["sound"], found["applied"]) == (1, "", False, False)
    assert found["error"] == err.rstrip("\n")
    assert names_in(upper) == set()


# codes on papers


def test_code_of_a_paper_is_checked_as_text(run: Run, tmp_path: Path) -> None:
    run("init", "--sample")
    text = signed_code(tmp_path / "Dữ liệu")
    code, out, _ = run("verify", text)
    assert (code, out.split(".")[0]) == (0, "Giấy đúng: Tổ tự quản (mẫu)")
    assert run("verify", text[:-4])[0] == 1


def test_code_of_another_office_is_not_called_true(run: Run, tmp_path: Path) -> None:
    run("init", "--sample")
    run("init", "--sample", folder="Nơi khác")
    code, out, _ = run("verify", signed_code(tmp_path / "Nơi khác"))
    assert (code, out.split(":")[0]) == (1, "Chưa biết cơ quan cấp")


def test_code_is_checked_while_a_window_works_in_the_folder(run: Run, tmp_path: Path) -> None:
    run("init", "--sample")
    text = signed_code(tmp_path / "Dữ liệu")
    session = open_session(DataFolder(tmp_path / "Dữ liệu"))
    try:
        code, out, _ = run("verify", text)
    finally:
        session.close()
    assert (code, out.splitlines()[1]) == (0, "    Giấy chứng nhận")


def test_text_that_is_neither_code_nor_file_is_told(run: Run) -> None:
    run("init", "--sample")
    for text in ("không có.jpg", "", "xin chào", "x" * 5000):
        code, _, err = run("verify", text)
        said = f"“{text[:60]}” không phải là mã của chương trình, và không có tệp tên đó."
        assert (code, err.splitlines()[0]) == (1, said)


def test_file_that_holds_no_code_is_told(run: Run, tmp_path: Path) -> None:
    run("init", "--sample")
    path = tmp_path / "ảnh.png"
    path.write_bytes(b"khong phai anh")
    code, _, err = run("verify", path)
    assert (code, err.splitlines()[0]) == (1, "Không đọc được ảnh “ảnh.png”.")


def signed_code(folder: Path) -> str:
    session = open_session(DataFolder(folder))
    text = paper_codes.make(session, CodeFacts("C", "Tổ tự quản (mẫu)"))
    session.close()
    return text


# backup and doctor


def test_backup_makes_a_copy_with_its_hash_and_warns(run: Run, tmp_path: Path) -> None:
    run("init", "--sample")
    code, out, _ = run("backup", tmp_path / "USB")
    (copy,) = (tmp_path / "USB").glob("*.db")
    assert (code, copy.stat().st_size > 0) == (0, True)
    assert "mật" in out.splitlines()[1]


def test_doctor_of_sound_data_exits_with_zero(run: Run) -> None:
    run("init", "--sample")
    assert run("doctor")[:2] == (0, "Dữ liệu nguyên vẹn.\n")


def test_doctor_finds_what_was_changed_outside_the_program(run: Run, tmp_path: Path) -> None:
    run("init", "--sample")
    database = sqlite3.connect(tmp_path / "Dữ liệu" / "danvan.db")
    database.execute("UPDATE registration SET name = 'Đổi lén' WHERE rowid = 1")
    database.commit()
    database.close()
    code, out, _ = run("doctor")
    assert (code, out) == (1, "Bảng registration: 1 dòng bị thay đổi ngoài chương trình.\n")


def test_doctor_of_a_truncated_file_exits_with_one(run: Run, tmp_path: Path) -> None:
    run("init", "--sample")
    path = tmp_path / "Dữ liệu" / "danvan.db"
    path.write_bytes(path.read_bytes()[:5000])
    code, out, err = run("doctor")
    assert (code, out) == (1, "")
    assert err


# the rest


def test_commands_refuse_while_the_folder_is_open(run: Run, tmp_path: Path) -> None:
    run("init", "--sample")
    session = open_session(DataFolder(tmp_path / "Dữ liệu"))
    try:
        code, out, err = run("doctor")
    finally:
        session.close()
    assert (code, out) == (1, "")
    assert err.startswith("Thư mục dữ liệu đang được mở trên máy ")


@pytest.mark.parametrize("words", [["khong-co-lenh"], ["export"], ["init"], ["receive"]])
def test_wrong_words_exit_with_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


def test_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert (ended.value.code, capsys.readouterr().out.strip()) == (0, __version__)


def test_tour_of_an_unknown_programme_says_so(run: Run, tmp_path: Path) -> None:
    code, _, err = run("tour", tmp_path / "tour", "--programme", "khong-co")
    assert (code, err.splitlines()[0]) == (1, "Chương trình này không có số liệu mẫu.")
    assert not (tmp_path / "tour").exists()


def test_output_stays_readable_where_the_console_is_not_utf_8(tmp_path: Path) -> None:
    """As on Windows with another code page: no traceback, exit code as it should be."""
    path = tmp_path / "không có.toml"
    ended = subprocess.run(
        [sys.executable, "-m", "danvan_desktop", "check-programme", str(path)],
        env=dict(os.environ, LC_ALL="C.UTF-8", PYTHONIOENCODING="cp1252", PYTHONUTF8="0"),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (ended.returncode, ended.stderr) == (1, b"")
    assert ended.stdout.decode("utf-8").rstrip() == f"{path}: không tìm thấy tệp"
