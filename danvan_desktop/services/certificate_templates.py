"""Certificate templates of the office: the program's own and those it has made, and which is used.

A template is for one paper kind, and for one body and kind of subject or for all. Of those in use,
the one that names both wins, then the body, then the subject kind; without any, the program's
usual one for the body's profile. The picture is kept under its hash. Windows take the shapes from
`domain/certificate_template`; drawing is asked of `page`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from danvan_desktop.domain import certificate_checks, certificate_format
from danvan_desktop.domain.certificate_shipped import shipped, usual
from danvan_desktop.domain.certificate_template import CertificateTemplate, TemplateKind
from danvan_desktop.domain.text import checked_line, search_key
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Body, Nudge
from danvan_desktop.models import CertificateTemplate as Row
from danvan_desktop.services.kept_files import keep_content, kept_content, kept_path
from danvan_desktop.services.session import Changes, Session, Topic

_TOPICS = (Topic.CERTIFICATES,)
_SHIPPED = {one.id: one for one in shipped()}


@dataclass(frozen=True)
class TemplateRow:
    """A template as lists show it. `uid` is the row's, or the id of one of the program's own.

    `body` and `subject_kind` are "" for all; `active` when it is in use for them.
    """

    uid: str
    template: CertificateTemplate
    body: str = ""
    body_name: str = ""
    subject_kind: str = ""
    active: bool = False
    own: bool = False

    @property
    def name(self) -> str:
        return self.template.name

    @property
    def kind(self) -> TemplateKind:
        return self.template.kind

    @property
    def use_words(self) -> str:
        """For whom it is in use, in words; "" when it is not."""
        if not self.active:
            return ""
        subject = SubjectKind(self.subject_kind).label if self.subject_kind else "Mọi đối tượng"
        return f"{self.body_name or 'Mọi tổ chức'}; {subject[:1].lower()}{subject[1:]}"


def templates(session: Session, kind: TemplateKind | None = None) -> tuple[TemplateRow, ...]:
    """Own templates by name, then the program's own."""
    del session
    rows = [_row(one) for one in Row.select() if one.uid not in _SHIPPED]
    rows.sort(key=lambda one: search_key(one.name))
    every = [*rows, *(TemplateRow(one.id, one.template) for one in shipped())]
    return tuple(one for one in every if kind in (None, one.kind))


def template(session: Session, uid: str) -> TemplateRow:
    """One template. Raises `UserError` when it is gone."""
    del session
    if uid in _SHIPPED:
        return TemplateRow(uid, _SHIPPED[uid].template)
    return _row(_find(uid))


def chosen(session: Session, kind: TemplateKind, body: str, subject_kind: str = "") -> TemplateRow:
    """The template in use for a body and kind of subject, else the usual one of its profile."""
    del session
    rows = [
        _row(one)
        for one in Row.select().where(Row.kind == kind.value, Row.active)
        if one.body_id in (None, body) and one.subject_kind in ("", subject_kind)
    ]
    if rows:
        return max(rows, key=lambda one: (bool(one.body), bool(one.subject_kind), one.uid))
    one = usual(kind, _family(body))
    return TemplateRow(one.id, one.template)


def save(session: Session, value: CertificateTemplate, *, uid: str = "") -> Changes:
    """Keep a new template, or what became of an own one. `Changes.uid` is the template's.

    Raises `UserError` that names every error in it; warnings do not stop.
    """
    row = _own(uid) if uid else None
    checked = _checked(value)
    _require_free_name(checked, uid)
    values = _values(checked)
    use_case = "Sửa mẫu giấy" if uid else "Thêm mẫu giấy"
    with session.write(use_case, *_TOPICS) as work:
        if row is None:
            row = work.insert(Row, active=False, **values)
        else:
            work.update(row, **values)
        work.uid = row.uid
    return work.changes


def copy(session: Session, uid: str, name: str = "") -> Changes:
    """A new own template that begins as a copy of one of ours or the program's."""
    source = template(session, uid)
    wanted = checked_line("name", "Tên mẫu", name, limit=120)
    named = replace(source.template, name=wanted or free_name(source.name))
    return save(session, named)


def delete(session: Session, uid: str) -> Changes:
    """Take an own template away, with its nudges; papers issued by it keep theirs."""
    row = _own(uid)
    with session.write("Xóa mẫu giấy", *_TOPICS) as work:
        work.uid = uid
        for nudge in Nudge.select().where(Nudge.template == uid):
            work.remove(nudge, about=uid)
        work.remove(row)
    return work.changes


def choose(session: Session, uid: str, *, body: str = "", subject_kind: str = "") -> Changes:
    """Use a template for a body and kind of subject ("" for all), in place of what was used.

    One of the program's own is copied first, so that a new version never changes an office's paper.
    """
    if subject_kind:
        SubjectKind(subject_kind)
    source = template(session, uid)
    others = Row.select().where(
        Row.kind == source.kind.value,
        Row.active,
        Row.subject_kind == subject_kind,
        Row.body == body if body else Row.body.is_null(),
    )
    with session.write("Chọn mẫu giấy", *_TOPICS) as work:
        for other in others:
            work.update(other, active=False)
        use: dict[str, Any] = {"body": body or None, "subject_kind": subject_kind, "active": True}
        if source.own:
            row = _own(uid)
            work.update(row, **use)
        else:
            named = replace(source.template, name=free_name(source.name))
            row = work.insert(Row, **_values(named), **use)
        work.uid = row.uid
    return work.changes


def release(session: Session, uid: str) -> Changes:
    """Use a template no more; the next in order, or the program's usual one, takes its place."""
    row = _own(uid)
    with session.write("Thôi dùng mẫu giấy", *_TOPICS) as work:
        work.uid = uid
        work.update(row, active=False)
    return work.changes


def problems(value: CertificateTemplate) -> tuple[certificate_checks.TemplateProblem, ...]:
    """What is wrong with a template as it stands in the editor, errors first."""
    return certificate_checks.problems(value)


def take_picture(session: Session, path: Path) -> str:
    """Keep a background picture, made safe; returns its hash, to be put into the template.

    Raises `UserError` for what is no picture, is broken, too large or too small.
    """
    from danvan_desktop.documents import certificate_picture

    try:
        with path.open("rb") as file:
            content = file.read(certificate_picture.MOST_BYTES + 1)
    except OSError as error:
        raise UserError(
            f"Không đọc được tệp “{path.name}”.", todo="Kiểm tra USB hoặc chọn tệp khác."
        ) from error
    return keep_picture(session, certificate_picture.made_safe(content, path.name))


def keep_picture(session: Session, content: bytes) -> str:
    """Keep bytes of a picture that was made safe under their hash."""
    session.check_writable()
    return keep_content(session, content)


def picture(session: Session, digest: str) -> bytes:
    """A kept background picture, checked against its hash; b"" for an empty hash.

    Raises `UserError` when the file is gone or was changed.
    """
    if not digest:
        return b""
    content = kept_content(kept_path(session, digest))
    if content is None:
        raise UserError(
            "Ảnh nền của mẫu giấy bị mất hoặc đã bị thay đổi.",
            safe="Các ô chữ của mẫu vẫn còn nguyên.",
            todo="Khôi phục thư mục files từ bản sao lưu, hoặc chọn lại ảnh nền cho mẫu.",
        )
    return content


def pictures(session: Session, *values: CertificateTemplate) -> Mapping[str, bytes]:
    """The background pictures of templates by their hash, each read once."""
    digests = {one.background.sha256 for one in values} - {""}
    return {digest: picture(session, digest) for digest in sorted(digests)}


def keep_for_nudges(session: Session, uid: str) -> str:
    """The row that nudges of a template hang on; made for one of the program's own when first
    needed. Its uid is the template's."""
    if uid in _SHIPPED and Row.get_or_none(Row.uid == uid) is None:
        with session.write("Chỉnh chỗ chữ trên giấy", *_TOPICS) as work:
            values = _values(_SHIPPED[uid].template)
            work.uid = work.insert(Row, uid=uid, active=False, **values).uid
    return uid


def _row(row: Row) -> TemplateRow:
    body = row.body_id or ""
    return TemplateRow(
        row.uid,
        certificate_format.from_json(row.definition),
        body,
        str(row.body.name) if body else "",
        row.subject_kind,
        row.active,
        own=True,
    )


def _values(value: CertificateTemplate) -> dict[str, Any]:
    return {
        "name": value.name,
        "kind": value.kind.value,
        "definition": certificate_format.to_json(value),
        "background": value.background.sha256,
    }


def _checked(value: CertificateTemplate) -> CertificateTemplate:
    """The template as it will be read again: every value within its rule, and sound on paper."""
    name = checked_line("name", "Tên mẫu", value.name, required=True, limit=120)
    read = certificate_format.from_json(certificate_format.to_json(replace(value, name=name)))
    found = certificate_checks.errors(read)
    if found:
        raise UserError(
            "Mẫu giấy chưa lưu được:\n" + "\n".join(one.words for one in found[:12]),
            safe="Mẫu đã lưu trước đó vẫn còn nguyên.",
            todo="Sửa các ô nêu trên rồi lưu lại.",
        )
    return read


def _require_free_name(value: CertificateTemplate, uid: str) -> None:
    if search_key(value.name) in _taken_names(uid):
        raise FieldError("name", f"Đã có mẫu giấy tên “{value.name}”.", todo="Đặt tên khác.")


def free_name(name: str) -> str:
    """The name itself while no template has it, else with "(bản riêng)" behind it."""
    taken = _taken_names()
    if search_key(name) not in taken:
        return name
    stem = name[:100]
    found = f"{stem} (bản riêng)"
    number = 2
    while search_key(found) in taken:
        found = f"{stem} (bản riêng {number})"
        number += 1
    return found


def _taken_names(except_for: str = "") -> set[str]:
    names = [row.name for row in Row.select() if row.uid != except_for and row.uid not in _SHIPPED]
    return {search_key(name) for name in (*names, *(one.template.name for one in shipped()))}


def _find(uid: str) -> Row:
    row: Row | None = Row.get_or_none(Row.uid == uid)
    if row is None:
        raise UserError("Không còn mẫu giấy này trong dữ liệu.", todo="Chọn mẫu khác.")
    return row


def _own(uid: str) -> Row:
    if uid in _SHIPPED:
        raise UserError(
            "Mẫu có sẵn của chương trình không sửa hoặc xóa được.",
            todo="Tạo bản riêng từ mẫu này rồi sửa bản đó.",
        )
    return _find(uid)


def _family(body: str) -> str:
    from danvan_desktop.documents import profiles

    row = Body.get_or_none(Body.uid == body)
    return profiles.for_paper(row.profile, None).family if row is not None else ""
