"""The words of a Word file, a line for each paragraph, also those in tables.

Suggested insertions count, suggested deletions do not: it is read as if all were accepted. Owns
no meaning; whose file it is and what follows from it is the service's.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from danvan_desktop.errors import UserError

_LARGEST = 100 * 1024 * 1024
"""More than this unpacked is no letter; it is refused before it is read."""
_BROKEN = (
    *(OSError, EOFError, ValueError, LookupError, SyntaxError, AttributeError),
    *(NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error),
)
"""What `zipfile` and python-docx raise for files that only look like one, or are locked."""


def paragraphs(path: Path) -> list[str]:
    """The paragraphs in their order, without empty ones. Raises `UserError` for another file."""
    from docx import Document
    from docx.oxml.ns import qn

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > _LARGEST:
                raise _unreadable()
        body = Document(str(path)).element.body
        lines = [
            "".join(_sign(node.tag, node.text) for node in line.iter(qn("w:t"), qn("w:tab")))
            for line in body.iter(qn("w:p"))
        ]
    except _BROKEN as error:
        raise _unreadable() from error
    return [" ".join(line.split()) for line in lines if line.strip()]


def _sign(tag: str, text: str | None) -> str:
    return " " if tag.endswith("}tab") else text or ""


def _unreadable() -> UserError:
    return UserError(
        "Không đọc được tệp Word này.",
        safe="Văn bản và các tệp đã lưu không thay đổi.",
        todo="Mở tệp bằng Word, lưu lại kiểu Word Document (.docx), rồi chọn lại.",
    )
