"""Certificate templates as files: given to another office, and taken in.

Owns what is checked before a template from outside is kept. The bytes are
`exchange/template_file`'s, keeping is `certificate_templates`'.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from danvan_desktop.domain import certificate_format
from danvan_desktop.domain.certificate_template import CertificateTemplate
from danvan_desktop.domain.text import file_name
from danvan_desktop.errors import UserError
from danvan_desktop.saving import replacing
from danvan_desktop.services import certificate_templates
from danvan_desktop.services.session import Changes, Session

SUFFIX = ".dvm"
_SAFE = "Các mẫu đang dùng không thay đổi."


def suggested_name(name: str) -> str:
    """ "Mẫu giấy - Giấy chứng nhận của xã.dvm"."""
    return file_name(f"Mẫu giấy - {name}", SUFFIX)


def export_file(session: Session, uid: str, path: Path) -> None:
    """Write a template with its picture as one file, whole or not at all."""
    from danvan_desktop.exchange import template_file

    template = certificate_templates.template(session, uid).template
    file = template_file.TemplateFile(
        certificate_format.to_json(template).encode("utf-8"),
        certificate_templates.picture(session, template.background.sha256),
    )
    content = template_file.pack(file)
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def read_file(path: Path) -> tuple[CertificateTemplate, bytes]:
    """The template and picture in a file, every part checked; nothing is kept.

    Raises `UserError` for a file that is not ours, broken, too large, or says what it may not.
    """
    from danvan_desktop.documents import certificate_picture
    from danvan_desktop.exchange import template_file

    file = template_file.unpack(_content(path, template_file.MOST_BYTES))
    template = certificate_format.from_json(file.definition)
    if not certificate_format.is_canonical(file.definition):
        raise UserError("Tệp mẫu giấy không đúng dạng.", safe=_SAFE, todo="Xuất lại mẫu.")
    digest = hashlib.sha256(file.picture).hexdigest() if file.picture else ""
    if digest != template.background.sha256:
        raise UserError("Ảnh nền trong tệp không phải của mẫu này.", safe=_SAFE)
    if file.picture and not certificate_picture.is_made_safe(file.picture):
        raise UserError("Ảnh nền trong tệp mẫu giấy bị hỏng.", safe=_SAFE)
    return template, file.picture


def import_file(session: Session, path: Path) -> Changes:
    """Take a template in as an own one that is not in use yet. `Changes.uid` is its uid.

    Where its name is taken it gets another. Raises `UserError` as `read_file` does, and for a
    template that cannot stand on its paper.
    """
    template, picture = read_file(path)
    if picture:
        certificate_templates.keep_picture(session, picture)
    name = certificate_templates.free_name(template.name)
    return certificate_templates.save(session, replace(template, name=name))


def _content(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise UserError(
            f"Không đọc được tệp “{path.name}”.",
            safe=_SAFE,
            todo="Kiểm tra USB hoặc quyền đọc rồi chọn lại.",
        ) from error
