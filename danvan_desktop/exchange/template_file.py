"""A certificate template as one file (`.dvm`): its definition and its background picture.

Owns the bytes. It is the container of our other files with a mark of its own: a length for every
part, nothing outside them, and in place of the signature the SHA-256 of all bytes before it twice,
since a template names no office and only has to arrive whole. What the parts may say is checked by
those who know: `certificate_format` and `certificate_picture`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from danvan_desktop.errors import UserError
from danvan_desktop.exchange import container
from danvan_desktop.exchange.container import Section

SUFFIX = ".dvm"
MAGIC = b"\x89DVM\r\n\x1a\n"
MOST_BYTES = 48 * 1024 * 1024
_DEFINITION, _PICTURE = "definition", "picture"


@dataclass(frozen=True)
class TemplateFile:
    """The definition as canonical JSON, and the picture's bytes, b"" for none."""

    definition: bytes
    picture: bytes = b""


def pack(file: TemplateFile) -> bytes:
    """The bytes of the file; the same for the same template."""
    sections = [Section(_DEFINITION, file.definition)]
    if file.picture:
        sections.append(Section(_PICTURE, file.picture))
    return container.pack(sections, _seal, MAGIC)


def unpack(content: bytes) -> TemplateFile:
    """Take a file apart. Raises `UserError` for anything but a whole, unchanged template file."""
    if not content.startswith(MAGIC):
        raise UserError(
            "Tệp này không phải là tệp mẫu giấy (.dvm).",
            safe="Các mẫu đang dùng không thay đổi.",
            todo="Chọn tệp .dvm do chức năng “Xuất mẫu” tạo ra.",
        )
    if len(content) > MOST_BYTES:
        raise UserError(
            "Tệp mẫu giấy lớn quá mức cho phép.",
            safe="Các mẫu đang dùng không thay đổi.",
            todo="Xuất lại mẫu với ảnh nền nhỏ hơn.",
        )
    found = container.unpack(content, {_DEFINITION, _PICTURE}, MAGIC)
    if found.signature != _seal(found.signed) or _DEFINITION not in found.sections:
        raise UserError(
            "Tệp mẫu giấy đã bị thay đổi hoặc hỏng khi chép.",
            safe="Các mẫu đang dùng không thay đổi.",
            todo="Chép lại hoặc xuất lại tệp từ máy đã làm ra mẫu.",
        )
    return TemplateFile(found.sections[_DEFINITION], found.sections.get(_PICTURE, b""))


def _seal(signed: bytes) -> bytes:
    digest = hashlib.sha256(signed).digest()
    return digest + digest
