"""An office's own Word forms: exported, changed in Word, put in after a check, used or set aside.

Owns which papers take a form and which form holds for a body. What a form may hold is
`documents/word_form_check`. A form changes the Word file of a paper alone: the PDF stays the
program's own drawing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.domain.text import file_name
from danvan_desktop.errors import StorageError, UserError
from danvan_desktop.models import Body, WordTemplate
from danvan_desktop.saving import explain, replacing
from danvan_desktop.services.kept_files import keep_content, keeping, kept_path
from danvan_desktop.services.paper_kinds import PaperKind, Progress
from danvan_desktop.services.paper_specs import SPECS, spec
from danvan_desktop.services.session import Changes, Session, Topic

if TYPE_CHECKING:
    from danvan_desktop.documents.page import Sheet
    from danvan_desktop.documents.paper_table import TableColumn
    from danvan_desktop.documents.sheet_fields import Names
    from danvan_desktop.documents.word_form_check import Result

_SAFE = "Các mẫu đang dùng không thay đổi."


@dataclass(frozen=True)
class TemplateRow:
    """A paper and the form that a body has for it; `uid` is empty where it has none."""

    kind: str
    """Key of the form: the kind of a paper of words, or a key of `made_up_papers.FORMS`."""
    uid: str = ""
    file_name: str = ""
    added_on: date | None = None
    active: bool = False
    older: int = 0
    """Forms that were in use before and can come back."""

    @property
    def label(self) -> str:
        return label(self.kind)

    @property
    def state(self) -> str:
        if not self.uid:
            return "Mẫu của chương trình"
        return "Đang dùng mẫu riêng" if self.active else "Có mẫu riêng, chưa dùng"


@dataclass(frozen=True)
class Candidate:
    """A file that was looked through, ready to be put in when it has no defects."""

    kind: str
    file_name: str
    content: bytes
    result: Result

    @property
    def label(self) -> str:
        return label(self.kind)

    @property
    def sound(self) -> bool:
        return not self.result.defects


def kinds() -> tuple[str, ...]:
    """The papers that take a form: papers of words, then those a record draws."""
    from danvan_desktop.services.made_up_papers import FORMS

    words = [one.kind for one in SPECS if not one.of_record]
    return tuple(dict.fromkeys([*words, PaperKind.DECISION, *FORMS]))


def label(kind: str) -> str:
    """What officials call the paper of a form."""
    from danvan_desktop.services.made_up_papers import FORMS

    return FORMS[kind][0] if kind in FORMS else PaperKind(kind).label


def bodies(session: Session) -> tuple[tuple[str, str], ...]:
    """(uid, name) of the own bodies, each of which has its own forms."""
    query = Body.select().where((Body.owner == session.office_uid) & ~Body.deleted)
    return tuple((row.uid, row.name) for row in query.order_by(Body.sort_key, Body.uid))


def rows(session: Session, body: str) -> tuple[TemplateRow, ...]:
    """Each paper with the body's form for it."""
    del session  # the tables are bound to the open folder
    return tuple(_row(kind, _history(kind, body)) for kind in kinds())


def versions(session: Session, kind: str, body: str) -> tuple[TemplateRow, ...]:
    """Every form of a paper that was put in, the one in use first, then the newest."""
    del session  # the tables are bound to the open folder
    return tuple(_row(kind, [row]) for row in _history(kind, body))


def _history(kind: str, body: str) -> tuple[WordTemplate, ...]:
    query = WordTemplate.select().where(WordTemplate.kind == str(kind), WordTemplate.body == body)
    found = list(query.order_by(WordTemplate.added_on.desc(), WordTemplate.uid))
    return tuple(sorted(found, key=lambda row: not row.active))


def _row(kind: str, found: Sequence[WordTemplate]) -> TemplateRow:
    if not found:
        return TemplateRow(kind)
    row = found[0]
    return TemplateRow(kind, row.uid, row.file_name, row.added_on, row.active, len(found) - 1)


def export_name(kind: str) -> str:
    """The file name to propose."""
    return file_name(f"Mẫu {label(kind)}", "docx")


def trial_name(kind: str) -> str:
    """The file name to propose for a form filled with a made-up paper."""
    return file_name(f"Điền thử {label(kind)}", "docx")


def export(
    session: Session, kind: str, body: str, path: Path, progress: Progress | None = None
) -> None:
    """Write the form in use to `path`, the program's own with its fields where there is none.

    Raises `UserError` when the file is open in Word, `StorageError` on a full disk; what was at
    `path` stays.
    """
    found = _history(kind, body)
    own = found and found[0].active
    make = partial(_content, session, found[0]) if own else partial(own_form, session, kind, body)
    _write(make, path, progress)


def _write(make: Callable[[], bytes], path: Path, progress: Progress | None) -> None:
    """Stopped before it is in place, nothing of the file is left."""
    if progress:
        progress(0, 0, "Đang tạo tệp Word")
    content = make()
    with replacing(path, opened_in="Word") as temporary:
        temporary.write_bytes(content)
        if progress:
            progress(0, 0, "Đang ghi tệp")


def own_form(session: Session, kind: str, body: str) -> bytes:
    """The program's form of a paper for a body, with its fields shown."""
    from danvan_desktop.documents.word_sheet_form import sheet_form
    from danvan_desktop.services.made_up_papers import FORMS
    from danvan_desktop.services.template_sample import record_sample

    if kind in FORMS:
        return sheet_form(record_sample(session, kind, body))
    return _letter_form(session, PaperKind(kind), body)


def _letter_form(session: Session, kind: PaperKind, body: str) -> bytes:
    from danvan_desktop.documents import word_form
    from danvan_desktop.services import letter_papers, paper_parts, reporter

    own_report = kind is not PaperKind.DECISION and spec(kind).module == "report_papers"
    profile = paper_parts.profile_of(session, Body.get_by_id(body), None)
    if own_report:
        profile = reporter.civil_profile(session.today())
    entry = letter_papers.template(kind.value)
    parts: tuple[str, ...]
    if kind is PaperKind.DECISION:
        parts, name, numbered = ("bases", "articles", "receivers"), kind.label, True
    else:
        wanted = spec(kind)
        parts = tuple(one.key for one in wanted.wordings)
        name, numbered = str(entry.get("kind", wanted.name)), bool(wanted.sign)
    return word_form.form(
        profile,
        titled=bool(name),
        parts=parts,
        annex=_annex_columns(kind),
        proposal=bool(entry.get("proposal", False)),
        numbered=numbered,
        confirmed=own_report or kind is PaperKind.AWARD_MONEY,
    )


def _annex_columns(kind: str) -> tuple[TableColumn, ...]:
    """The list behind a paper of words."""
    from danvan_desktop.documents.decision import ANNEX_COLUMNS
    from danvan_desktop.services import award_papers, proposal_papers, team_papers

    found: dict[str, tuple[TableColumn, ...]] = {
        PaperKind.DECISION: ANNEX_COLUMNS,
        PaperKind.TEAM_DECISION: team_papers.COLUMNS,
        PaperKind.RECOGNITION_PROPOSAL: proposal_papers.COLUMNS,
        PaperKind.AWARD_PROPOSAL: award_papers.LIST_COLUMNS,
        PaperKind.AWARD_DECISION: award_papers.LIST_COLUMNS,
    }
    return found.get(kind, ())


def names(kind: str) -> Names:
    """What a form of this paper may name."""
    from danvan_desktop.documents import letter_fields, sheet_fields
    from danvan_desktop.services import award_papers
    from danvan_desktop.services.made_up_papers import FORMS, plain_sheet

    if kind in FORMS:
        return sheet_fields.names(plain_sheet(kind).story)
    inside: dict[str, tuple[TableColumn, ...]] = {
        PaperKind.AWARD_MONEY: award_papers.MONEY_COLUMNS,
        PaperKind.CEREMONY_PROGRAMME: award_papers.STAGE_COLUMNS,
    }
    return letter_fields.names(_annex_columns(kind), inside.get(kind, ()))


def look_through(
    kind: str, path: Path, fonts: Collection[str], progress: Progress | None = None
) -> Candidate:
    """Check a file before use. `fonts` are the names of the fonts on this machine.

    Raises `UserError` for what is no Word file, holds macros, links or programs, or is too large.
    """
    from danvan_desktop.documents import word_safety

    try:
        if path.stat().st_size > word_safety.SIZE_LIMIT:
            raise UserError(
                f"“{path.name}” lớn hơn 10 MB.",
                safe=_SAFE,
                todo="Bỏ bớt hình ảnh trong mẫu rồi chọn lại.",
            )
        content = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"Không đọc được tệp “{path.name}”.",
            safe=_SAFE,
            todo="Đóng tệp trong Word, kiểm tra USB rồi chọn lại.",
        ) from error
    word_safety.check(content, path.name)
    if progress:
        progress(0, 0, "Đang kiểm tra từng trường")
    result = _checked(kind, content, fonts)
    return Candidate(kind, path.name, content, result)


def _checked(kind: str, content: bytes, fonts: Collection[str]) -> Result:
    from danvan_desktop.documents import word_form_check

    known = names(kind)
    return word_form_check.check(content, known, fonts, _needs(kind, known))


def _needs(kind: str, known: Names) -> list[str]:
    """Fields without which the paper would hardly be one."""
    needs = [name for name in ("so_ky_hieu", "noi_dung", "nguoi_ky") if name in known.lines]
    if known.code:  # a paper of words
        numbered = kind == PaperKind.DECISION or bool(spec(PaperKind(kind)).sign)
        needs = [*(["so_ky_hieu"] if numbered else []), "noi_dung", "nguoi_ky"]
    return [*needs, *(name for name, columns in known.tables.items() if columns and name != "bang")]


def put_in(session: Session, body: str, candidate: Candidate) -> Changes:
    """Keep a form and use it from now on; the one before can come back.

    Raises `UserError` that names the first defects of a form that is not sound.
    """
    if not candidate.sound:
        shown = "; ".join(str(one) for one in candidate.result.defects[:3])
        raise UserError(
            f"Mẫu chưa dùng được: {shown}.", safe=_SAFE, todo="Sửa mẫu rồi đưa vào lại."
        )
    before = _history(candidate.kind, body)
    digest = hashlib.sha256(candidate.content).hexdigest()
    same = next((row for row in before if row.sha256 == digest), None)
    if same is not None:
        keep_content(session, candidate.content)  # puts a file back that was lost
        return use(session, same.uid)
    with keeping(session) as keep, session.write("Đưa mẫu Word vào dùng", Topic.PAPERS) as work:
        keep.content(candidate.content)
        for row in before:
            work.update(row, body, active=False)
        made = work.insert(
            WordTemplate,
            about=body,
            kind=str(candidate.kind),
            body=body,
            file_name=file_name(Path(candidate.file_name).stem, "docx"),
            size=len(candidate.content),
            sha256=digest,
            added_on=session.today(),
            active=True,
        )
        work.uid = made.uid
    return work.changes


def use(session: Session, uid: str) -> Changes:
    """Use this form, whichever was in use before. Raises `UserError` when it is gone."""
    row = _stored(uid)
    others = _history(row.kind, row.body_id)
    with session.write("Dùng mẫu Word của đơn vị", Topic.PAPERS) as work:
        work.uid = uid
        for one in others:
            work.update(one, row.body_id, active=one.uid == uid)
    return work.changes


def set_aside(session: Session, uid: str) -> Changes:
    """Go back to the program's own form; this one is kept."""
    row = _stored(uid)
    with session.write("Thôi dùng mẫu Word của đơn vị", Topic.PAPERS) as work:
        work.uid = uid
        work.update(row, row.body_id, active=False)
    return work.changes


def dressed(session: Session, body: str, sheet: Sheet) -> Sheet:
    """The sheet with the body's own form in use for the paper; as it is where there is none."""
    query = WordTemplate.select().where(
        WordTemplate.kind == str(sheet.key), WordTemplate.body == body, WordTemplate.active
    )
    row = query.order_by(WordTemplate.added_on.desc()).first() if sheet.key else None
    return sheet if row is None else replace(sheet, form=partial(_content, session, row))


def try_out(
    session: Session,
    body: str,
    candidate: Candidate,
    path: Path,
    progress: Progress | None = None,
) -> None:
    """Write the form filled with a made-up paper to `path`, to be looked at in Word."""
    from danvan_desktop.services.made_up_papers import FORMS
    from danvan_desktop.services.template_sample import letter_sample, record_sample

    kind = candidate.kind
    if kind in FORMS:
        sheet = record_sample(session, kind, body)
    else:
        sheet = letter_sample(session, PaperKind(kind), body, _annex_columns(kind))
    _write(replace(sheet, form=lambda: candidate.content).word, path, progress)


def stored(session: Session, uid: str) -> Candidate:
    """A form that was put in, looked through again. Raises `StorageError` when its file is lost."""
    row = _stored(uid)
    kind, content = row.kind, _content(session, row)
    return Candidate(kind, row.file_name, content, _checked(kind, content, ()))


def _stored(uid: str) -> WordTemplate:
    row: WordTemplate | None = WordTemplate.get_or_none(WordTemplate.uid == uid)
    if row is None:
        raise UserError("Không còn mẫu này trong dữ liệu.", safe="Dữ liệu không thay đổi.")
    return row


def _content(session: Session, row: WordTemplate) -> bytes:
    path = kept_path(session, row.sha256)
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise _lost(row) from error
    except OSError as error:
        raise explain(error, path) from error
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise _lost(row)
    return content


def _lost(row: WordTemplate) -> StorageError:
    return StorageError(
        f"Tệp của mẫu Word “{row.file_name}” bị mất hoặc đã bị thay đổi.",
        safe="Nội dung các văn bản vẫn còn nguyên.",
        todo="Mở “Mẫu Word”, thôi dùng mẫu này hoặc đưa mẫu vào lại.",
    )
