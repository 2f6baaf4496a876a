"""Files in the data folder, each under the SHA-256 of its content and never changed there.

Owns copying in and where a file lies. What a file is evidence of is for `progress`, what was
issued for `issued_papers`.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvan_desktop.domain.text import file_name
from danvan_desktop.errors import UserError
from danvan_desktop.models.copies import file_hash
from danvan_desktop.saving import explain, replacing
from danvan_desktop.services.session import Session

EVIDENCE_LIMIT = 50 * 1024 * 1024
"""Largest evidence file, bytes."""
_SAFE = "Chưa có tệp nào được thêm."


@dataclass(frozen=True)
class KeptFile:
    """A file as it was taken in; `name` is its own name, made safe for every system.

    `day` is when a photo was taken, else when the file was last changed.
    """

    name: str
    size: int
    sha256: str
    day: date


def kept_path(session: Session, digest: str) -> Path:
    """Where content with this hash lies in the data folder."""
    return session.folder.files / digest[:2] / digest


def kept_content(path: Path) -> bytes | None:
    """What lies at a kept path; None where it is gone or is no longer what was kept."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == path.name else None


class Keeping:
    """Files kept by a use case that is under way."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._new: list[Path] = []

    def file(self, path: Path) -> KeptFile:
        """Copy a file into the data folder; content that lies there already is not copied again.

        Raises `UserError` when it is not a file, is empty, larger than `EVIDENCE_LIMIT`, cannot be
        read or changes meanwhile, and `StorageError` when our disk is full.
        """
        self._session.check_writable()
        size, digest = _measured(path)
        target = kept_path(self._session, digest)
        if not target.exists():
            _copy(path, target, digest)
            self._new.append(target)
        name = file_name(path.stem, path.suffix.lstrip("."))
        return KeptFile(name, size, digest, _day(path))

    def content(self, content: bytes) -> str:
        """As `keep_content`."""
        return keep_content(self._session, content, self._new)

    def undo(self) -> None:
        """Take away what was not there before."""
        for path in self._new:
            with suppress(OSError):
                path.unlink()
                path.parent.rmdir()


@contextmanager
def keeping(session: Session) -> Iterator[Keeping]:
    """Keep files that a use case names; when it fails, those that it brought go again."""
    keep = Keeping(session)
    try:
        yield keep
    except BaseException:
        keep.undo()
        raise


def keep_content(session: Session, content: bytes, new: list[Path] | None = None) -> str:
    """Keep what the program made under its SHA-256, which is returned; whole or not at all.

    What was not there before is added to `new`.
    """
    digest = hashlib.sha256(content).hexdigest()
    target = kept_path(session, digest)
    fresh = not target.exists()
    if target.exists() and hashlib.sha256(target.read_bytes()).hexdigest() == digest:
        return digest
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explain(error, target) from error
    with replacing(target) as temporary:
        temporary.write_bytes(content)
    if new is not None and fresh:
        new.append(target)
    return digest


def _day(path: Path) -> date:
    from danvan_desktop.documents.pictures import taken_on

    changed = max(path.stat().st_mtime, 0.0)  # Windows counts no days before 1970
    return taken_on(path) or date.fromtimestamp(changed)


def _measured(path: Path) -> tuple[int, str]:
    try:
        size = path.stat().st_size if path.is_file() else -1
        if size < 0:
            raise UserError(
                f"“{path.name}” không phải là tệp, hoặc không còn ở đó.",
                safe=_SAFE,
                todo="Chọn từng tệp, không chọn thư mục; kiểm tra USB nếu tệp nằm trên USB.",
            )
        if size == 0 or size > EVIDENCE_LIMIT:
            raise UserError(
                f"Tệp “{path.name}” {'rỗng' if size == 0 else 'lớn hơn 50 MB'}.",
                safe=_SAFE,
                todo="Kiểm tra lại tệp; ảnh, video lớn cần thu nhỏ trước.",
            )
        return size, file_hash(path)
    except OSError as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> UserError:
    return UserError(
        f"Không đọc được tệp “{path.name}”.",
        safe=_SAFE,
        todo="Kiểm tra USB, quyền đọc hoặc đóng chương trình đang mở tệp.",
    )


def _copy(path: Path, target: Path, digest: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explain(error, target) from error
    with replacing(target) as temporary:
        shutil.copyfile(path, temporary)
        if file_hash(temporary) != digest:
            raise UserError(
                f"Tệp “{path.name}” thay đổi trong lúc đang chép.",
                safe=_SAFE,
                todo="Đóng chương trình đang ghi tệp đó rồi thêm lại.",
            )
