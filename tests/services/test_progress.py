"""Notes, evidence and stories: kept once by content, refused by name, never half."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Evidence
from danvan_desktop.services import backup, kept_files, progress
from danvan_desktop.services.session import Session
from tests import factories

DAY = factories.DAY


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = factories.make_session(tmp_path / "Dữ liệu & số #1")
    yield opened
    assert backup.doctor(opened) == []
    opened.close()


@pytest.fixture
def registration(session: Session) -> str:
    return factories.register(session, factories.adopt(session, factories.PROGRAMME), 2026)


def kept(session: Session) -> list[str]:
    return sorted(path.name for path in session.folder.files.glob("*/*"))


def written(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def test_evidence_lies_under_the_hash_of_its_content(
    session: Session, registration: str, tmp_path: Path
) -> None:
    photo = written(tmp_path, "Ảnh đường hoa.JPG", b"\xff\xd8 photo")
    progress.add_evidence(session, registration, (photo,), criterion="TC1", title="Ảnh (mẫu)")
    (row,) = progress.evidence(session, registration)
    digest = hashlib.sha256(photo.read_bytes()).hexdigest()
    assert (row.file_name, row.size, row.media_type, row.criterion, row.is_picture) == (
        *("Ảnh đường hoa.JPG", photo.stat().st_size, "image/jpeg", "TC1", True),
    )
    assert row.path is not None
    assert row.path.name == digest
    assert row.path.read_bytes() == photo.read_bytes()


def test_same_content_under_two_names_is_kept_once(
    session: Session, registration: str, tmp_path: Path
) -> None:
    paths = tuple(written(tmp_path, name, b"x" * 1000) for name in ("một.pdf", "hai.pdf"))
    progress.add_evidence(session, registration, paths)
    progress.add_evidence(session, registration, paths[:1])
    assert len(progress.evidence(session, registration)) == 3
    assert len(kept(session)) == 1


def test_evidence_with_the_day_of_a_camera_without_a_clock_is_taken(
    session: Session, registration: str, tmp_path: Path
) -> None:
    """Windows' Python knows no days before 1970."""
    photo = written(tmp_path, "ảnh.jpg", b"\xff\xd8 photo")
    os.utime(photo, (-86_400, -86_400))
    progress.add_evidence(session, registration, (photo,))
    assert [row.file_name for row in progress.evidence(session, registration)] == ["ảnh.jpg"]


def test_removed_evidence_leaves_the_file_others_name(
    session: Session, registration: str, tmp_path: Path
) -> None:
    paths = tuple(written(tmp_path, name, b"x" * 1000) for name in ("một.pdf", "hai.pdf"))
    progress.add_evidence(session, registration, paths)
    first, second = progress.evidence(session, registration)
    progress.remove_evidence(session, first.uid)
    (left,) = progress.evidence(session, registration)
    assert left.uid == second.uid
    assert left.path is not None
    with pytest.raises(UserError, match="Không còn bản ghi này"):
        progress.remove_evidence(session, first.uid)


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [("rỗng.pdf", 0, "rỗng"), ("lớn.mp4", kept_files.EVIDENCE_LIMIT + 1, "lớn hơn 50 MB")],
)
def test_empty_and_huge_files_are_refused_by_name(
    session: Session, registration: str, tmp_path: Path, name: str, size: int, words: str
) -> None:
    good = written(tmp_path, "tốt.pdf", b"x")
    bad = written(tmp_path, name, b"")
    with bad.open("wb") as file:
        file.truncate(size)
    with pytest.raises(UserError) as error:
        progress.add_evidence(session, registration, (good, bad))
    assert name in error.value.what
    assert words in error.value.what
    assert progress.evidence(session, registration) == ()


@pytest.mark.parametrize("name", ["không có.pdf", "thư mục"])
def test_missing_file_and_folder_are_refused(
    session: Session, registration: str, tmp_path: Path, name: str
) -> None:
    (tmp_path / "thư mục").mkdir()
    with pytest.raises(UserError, match="không phải là tệp"):
        progress.add_note(session, registration, DAY, "Ghi chú.", (tmp_path / name,))
    assert progress.notes(session, registration) == ()
    assert kept(session) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param(
            *("CON.txt", "CON_.txt"),
            marks=pytest.mark.skipif(sys.platform == "win32", reason="no such file on Windows"),
        ),
        ("a\u202egpj.exe", "agpj.exe"),
        ("x" * 240 + ".pdf", None),
        ("Kê\u0301t quả.pdf", "Kết quả.pdf"),
    ],
)
def test_file_names_are_made_safe(
    session: Session, registration: str, tmp_path: Path, name: str, shown: str | None
) -> None:
    progress.add_evidence(session, registration, (written(tmp_path / "vào", name, b"x"),))
    (row,) = progress.evidence(session, registration)
    assert len(row.file_name.encode()) <= 255
    if shown is not None:
        assert row.file_name == shown


def test_file_that_changes_while_it_is_copied_is_refused(
    session: Session, registration: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video = written(tmp_path, "đang ghi.mp4", b"x" * 100)
    real = kept_files.shutil.copyfile

    def copy(source: Path, target: Path) -> None:
        video.write_bytes(b"y" * 200)
        real(source, target)

    monkeypatch.setattr(kept_files.shutil, "copyfile", copy)
    with pytest.raises(UserError, match="thay đổi trong lúc đang chép"):
        progress.add_evidence(session, registration, (video,))
    assert kept(session) == []


def test_note_with_photos_and_its_changes(
    session: Session, registration: str, tmp_path: Path
) -> None:
    photo = written(tmp_path, "ảnh.png", b"\x89PNG")
    uid = progress.add_note(session, registration, DAY, "Đã trồng hoa.", (photo,)).uid
    progress.edit_note(session, uid, DAY, "Đã trồng 200 m hoa.")
    (note,) = progress.notes(session, registration)
    assert (note.text, [each.file_name for each in note.photos]) == (
        "Đã trồng 200 m hoa.",
        ["ảnh.png"],
    )
    progress.remove_note(session, uid)
    assert progress.notes(session, registration) == ()
    assert len(progress.evidence(session, registration)) == 1


@pytest.mark.parametrize(
    ("days", "text", "field"), [(1, "Ghi chú.", "on"), (0, "  ", "text"), (0, "x" * 4001, "text")]
)
def test_wrong_note_is_refused_when_new_and_when_edited(
    session: Session, registration: str, days: int, text: str, field: str
) -> None:
    uid = progress.add_note(session, registration, DAY, "Đúng.").uid
    day = DAY + timedelta(days=days)
    with pytest.raises(FieldError) as new:
        progress.add_note(session, registration, day, text)
    with pytest.raises(FieldError) as edited:
        progress.edit_note(session, uid, day, text)
    assert (new.value.field, edited.value.field) == (field, field)
    assert [note.text for note in progress.notes(session, registration)] == ["Đúng."]


def test_stories_are_listed_and_removed(session: Session, registration: str) -> None:
    for title in ("Bài một (mẫu)", "Bài hai (mẫu)"):
        progress.add_story(session, registration, title, "Trang tin (mẫu)", DAY, "https://x.vn")
    first = progress.stories(session, registration)[0]
    progress.remove_story(session, first.uid)
    assert len(progress.stories(session, registration)) == 1
    with pytest.raises(FieldError):
        progress.add_story(session, registration, "", "Trang tin", None, "")


def test_nothing_is_noted_for_a_registration_that_is_gone(session: Session) -> None:
    for add in (
        lambda: progress.add_note(session, "không có", DAY, "Ghi chú."),
        lambda: progress.add_story(session, "không có", "Bài", "Báo", None, ""),
        lambda: progress.add_evidence(session, "không có", ()),
    ):
        with pytest.raises(UserError, match="Không còn đăng ký này"):
            add()
    assert Evidence.select().count() == 0


def test_quiet_registration_is_shown_after_ninety_days(session: Session, registration: str) -> None:
    progress.add_note(session, registration, DAY - timedelta(days=90), "Lâu rồi.")
    (row,) = progress.followed(session, factories.PROGRAMME, 2026)
    assert (row.quiet_days, row.is_quiet) == (90, True)
    progress.add_note(session, registration, DAY - timedelta(days=89), "Mới hơn.")
    (row,) = progress.followed(session, factories.PROGRAMME, 2026)
    assert (row.quiet_days, row.is_quiet) == (89, False)
