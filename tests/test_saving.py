"""A file is written whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from danvan_desktop import saving
from danvan_desktop.errors import StorageError, UserError
from danvan_desktop.saving import replacing, replacing_many


def test_replacing_puts_the_new_file_in_place(tmp_path: Path) -> None:
    target = tmp_path / "Tài liệu & số #1.txt"
    target.write_bytes(b"old")
    with replacing(target) as temporary:
        temporary.write_bytes(b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {target.name: b"new"}


def test_replacing_after_an_error_leaves_the_old_file_alone(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError):
        _write_half(target)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": b"old"}


@pytest.mark.parametrize("times", [1, 5])
def test_replacing_waits_for_an_antivirus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    held = _hold(monkeypatch, times)
    with replacing(tmp_path / "a.txt") as temporary:
        temporary.write_bytes(b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert len(held) == times + 1


def test_replacing_a_file_that_stays_open_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hold(monkeypatch, 99)
    (tmp_path / "a.xlsx").write_bytes(b"old")
    with (
        pytest.raises(UserError, match=r"Tệp “a\.xlsx” đang mở trong Excel"),
        replacing(tmp_path / "a.xlsx", opened_in="Excel") as temporary,
    ):
        temporary.write_bytes(b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_replacing_in_a_missing_folder_is_the_official_s_to_mend(tmp_path: Path) -> None:
    with (
        pytest.raises(UserError, match="Không tìm thấy thư mục"),
        replacing(tmp_path / "usb" / "a.txt") as temporary,
    ):
        temporary.write_bytes(b"new")


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (errno.ENOSPC, StorageError, "Ổ đĩa đã đầy"),
        (errno.EROFS, UserError, "Không được phép ghi"),
        (errno.EACCES, UserError, "Không được phép ghi"),
        (errno.EIO, StorageError, "ổ đĩa báo lỗi"),
        (errno.ENAMETOOLONG, UserError, "Không đặt được tên tệp"),
        (errno.EINVAL, UserError, "Không đặt được tên tệp"),
    ],
)
def test_explain_says_what_is_safe(
    tmp_path: Path, code: int, kind: type[Exception], words: str
) -> None:
    error = saving.explain(OSError(code, "x"), tmp_path / "a.txt")
    assert type(error) is kind
    assert words in error.what
    assert error.safe
    assert error.todo


def test_path_too_long_for_windows_is_not_called_a_missing_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_LONG_PATH", len(str(tmp_path)) + 50)
    not_found = FileNotFoundError(errno.ENOENT, "not found")
    assert "quá dài" in saving.explain(not_found, tmp_path / f"{'a' * 60}.pdf").what
    assert "Không tìm thấy" in saving.explain(not_found, tmp_path / "a.pdf").what
    assert "Không tìm thấy" in saving.explain(not_found, tmp_path / ("u" * 60) / "a.pdf").what


def test_replacing_a_folder_or_a_read_only_file_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hold(monkeypatch, 99)
    (tmp_path / "a.pdf").mkdir()
    (tmp_path / "b.pdf").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    for name, words in (("a.pdf", "đã có một thư mục tên “a"), ("b.pdf", "chỉ cho đọc")):
        with (
            pytest.raises(UserError, match=words),
            replacing(tmp_path / name) as temporary,
        ):
            temporary.write_bytes(b"new")


def _hold(monkeypatch: pytest.MonkeyPatch, times: int) -> list[Path]:
    """Let the first `times` replacements fail as Windows does while a file is held."""
    calls: list[Path] = []
    real = Path.replace

    def replace(source: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) <= times:
            raise PermissionError(errno.EACCES, "held")
        return real(source, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(saving, "_WAITS", (0.001,) * 6)
    return calls


def _write_half(target: Path) -> None:
    with replacing(target) as temporary:
        temporary.write_bytes(b"half")
        raise RuntimeError


def test_many_files_are_put_in_place_together(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    with replacing_many(tmp_path, ["a.txt", "b.txt"]) as making:
        for name in ("a.txt", "b.txt"):
            making.joinpath(name).write_bytes(b"new")
            assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.txt": b"new",
        "b.txt": b"new",
    }


def test_of_many_files_none_is_left_after_an_error(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"old")
    with pytest.raises(StorageError, match="Ổ đĩa đã đầy"):
        _write_one_of_two(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b.txt": b"old"}


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere an open file can be replaced")
def test_of_many_files_none_is_replaced_while_one_is_open_elsewhere(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"old")
    with (
        (tmp_path / "b.txt").open("rb"),
        pytest.raises(UserError, match=r"Tệp “b\.txt” đang mở trong chương trình khác"),
        replacing_many(tmp_path, ["a.txt", "b.txt"]),
    ):
        pytest.fail("nothing is made before all can be replaced")
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"old"}


def _write_one_of_two(folder: Path) -> None:
    with replacing_many(folder, ["a.txt", "b.txt"]) as making:
        making.joinpath("a.txt").write_bytes(b"new")
        raise OSError(errno.ENOSPC, "full")
