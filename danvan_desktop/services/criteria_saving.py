"""Saving an edited criteria set: what it will mean, then the new version of its programme.

A version that anything was made under is never changed: the set goes into a new version, and the
finished sheets keep theirs. Only a version made here that nothing refers to yet is replaced.
Unfinished sheets follow the newest version; a mark that no longer fits is open again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain.criteria import CriteriaSet, Criterion, Mark
from danvan_desktop.domain.criteria_changes import changes
from danvan_desktop.domain.criteria_places import SetDefect, open_defects, without_stale
from danvan_desktop.domain.marks import check_mark
from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.programme_checks import build
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.sheets import read_marks
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import ProgrammeCopy, ScoreSheet
from danvan_desktop.models.programme_uses import is_referred_to, unfinished_sheets
from danvan_desktop.services import adoption, variants
from danvan_desktop.services.criteria_sets import (
    SetEdit,
    SetUse,
    check,
    set_index,
    target_of,
    uses_of,
)
from danvan_desktop.services.programme_text import parsed, rewritten
from danvan_desktop.services.programmes import fingerprint
from danvan_desktop.services.session import Changes, Session, Topic

_Changed = Mapping[str, Criterion | None]
"""Criteria of a set by code, as they become; None: it is no longer asked."""
MADE_HERE = "made_here"
"""Key of the office's setting that lists the fingerprints of versions it made itself."""


@dataclass(frozen=True)
class SavePlan:
    """What saving will do, to be shown before it is done.

    `locked`: the set has sheets, so a person has to agree to a new version. `finished` sheets
    keep the rules they were made with; `unfinished` ones follow the new set, and `reopened` marks
    on them become open. `changes` says what is different; `words` are sentences on the
    consequences. While `defects` are open nothing can be saved.
    """

    version: int
    new_version: bool
    locked: bool
    finished: int
    unfinished: int
    reopened: int
    changes: tuple[str, ...]
    defects: tuple[SetDefect, ...]
    unchanged: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(_plan_words(self))


def plan_save(session: Session, edit: SetEdit) -> SavePlan:
    """What saving an edited set will do. Raises `UserError` when the programme was changed
    meanwhile."""
    edit = _tidied(session, edit)
    defects = open_defects(check(session, edit))
    target = target_of(edit)
    copy = adoption.newest_copy(edit.programme_id)
    use = uses_of(session, edit.programme_id).get(edit.code, SetUse())
    unchanged = target == parsed(copy.text)
    replaces = _replaceable(session, copy)
    reopened = (0, 0) if defects else _reopened(session, copy, build(target))
    return SavePlan(
        version=copy.version if unchanged or replaces else copy.version + 1,
        new_version=not (unchanged or replaces),
        locked=use.locked and not unchanged,
        finished=use.finished,
        unfinished=reopened[0],
        reopened=reopened[1],
        changes=_changes(edit, copy),
        defects=defects,
        unchanged=unchanged,
    )


def save(session: Session, edit: SetEdit, *, agreed: bool = False) -> Changes:
    """Save an edited or new set, as a new version of its programme where the old one was used.

    `agreed`: a person agreed to change a set that has sheets. Raises `UserError` while the set
    has open defects, when it is locked and nobody agreed, or when the programme was changed
    meanwhile.
    """
    edit = _tidied(session, edit)
    plan = plan_save(session, edit)
    _require_sound(plan.defects)
    if plan.unchanged:
        return Changes(frozenset(), "", 0)
    if plan.locked and not agreed:
        raise UserError(
            f"Bộ tiêu chí “{edit.criteria_set.title}” đang được dùng nên đã khóa.",
            safe="Bộ tiêu chí và các phiếu không thay đổi.",
            todo=f"Đồng ý lập phiên bản {plan.version} để lưu phần đã sửa.",
        )
    return _write(session, edit.programme_id, target_of(edit), plan.changes, "Sửa bộ tiêu chí")


def plan_delete(session: Session, programme_id: str, code: str) -> tuple[str, ...]:
    """Why a set cannot be deleted, in sentences; none when it can."""
    plan = adoption.programme(session, programme_id)
    return tuple(_kept_by(session, plan, code))


def delete(session: Session, programme_id: str, code: str) -> Changes:
    """Take a set out of the newest version. Finished sheets keep theirs in the older one.

    Raises `UserError` while a title is judged by it, another set is a variant of it, or an
    unfinished sheet follows it.
    """
    plan = adoption.programme(session, programme_id)
    reasons = tuple(_kept_by(session, plan, code))
    if reasons:
        raise UserError(
            "\n".join(reasons), safe="Bộ tiêu chí không thay đổi.", todo="Bỏ các liên kết đó trước."
        )
    mapping = parsed(adoption.newest_copy(programme_id).text)
    index = set_index(mapping, code)
    if index is None:
        return Changes(frozenset(), "", 0)
    title = mapping["criteria_sets"].pop(index)["title"]
    return _write(
        session, programme_id, mapping, (f"Bỏ bộ tiêu chí “{title}”.",), "Xóa bộ tiêu chí"
    )


def _write(
    session: Session,
    programme_id: str,
    target: dict[str, Any],
    lines: tuple[str, ...],
    use_case: str,
) -> Changes:
    copy = adoption.newest_copy(programme_id)
    replaces = _replaceable(session, copy)
    target["version"] = copy.version if replaces else copy.version + 1
    text = rewritten(copy.text, target)
    mark = fingerprint(text)
    with session.write(
        use_case, Topic.PROGRAMMES, Topic.SHEETS, Topic.REGISTRATIONS, Topic.CALENDAR
    ) as work:
        if replaces:
            work.remove(copy)
        row = work.insert(
            ProgrammeCopy,
            programme_id=programme_id,
            version=target["version"],
            fingerprint=mark,
            text=text,
            adopted_on=session.today(),
        )
        for line in lines:
            work.note(row.uid, "criteria", None, line, table=row.table())
        gone = copy.fingerprint if replaces else ""
        own = [one for one in _made_here(session, programme_id) if one != gone]
        adoption.keep_answer(work, programme_id, MADE_HERE, [*own, mark])
        work.uid = row.uid
    return work.changes


def _made_here(session: Session, programme_id: str) -> list[str]:
    found: list[str] = adoption.answer(session, programme_id, MADE_HERE, [])
    return found


def _replaceable(session: Session, copy: ProgrammeCopy) -> bool:
    """Whether a version was made here and nothing was made under it."""
    own = copy.fingerprint in _made_here(session, copy.programme_id)
    return own and not is_referred_to(copy.fingerprint)


def _tidied(session: Session, edit: SetEdit) -> SetEdit:
    plan = adoption.programme(session, edit.programme_id)
    sectors = [one.code for one in plan.sectors]
    return edit.with_set(without_stale(edit.criteria_set, sectors))


def _changes(edit: SetEdit, copy: ProgrammeCopy) -> tuple[str, ...]:
    plan = adoption.programme_by_text(copy.fingerprint, copy.text)
    before = next((one for one in plan.criteria_sets if one.code == edit.code), None)
    if before is None:
        return (f"Thêm bộ tiêu chí “{edit.criteria_set.title}”.", *_link_changes(edit, plan))
    return (*changes(before, edit.criteria_set), *_link_changes(edit, plan))


def _link_changes(edit: SetEdit, plan: Programme) -> Iterator[str]:
    for title in plan.titles:
        for kind in SubjectKind:
            held = bool(edit.code) and title.criteria.get(kind) == edit.code
            wanted = (title.code, kind) in edit.links
            if wanted and not held:
                yield f"Dùng cho danh hiệu “{title.name}”, {kind.label.lower()}."
            elif held and not wanted:
                yield f"Thôi dùng cho danh hiệu “{title.name}”, {kind.label.lower()}."


def _reopened(session: Session, copy: ProgrammeCopy, after: Programme) -> tuple[int, int]:
    """Own unfinished sheets whose set changes, and how many of their marks no longer fit."""
    before = adoption.programme_by_text(copy.fingerprint, copy.text)
    affected: dict[tuple[str, str], _Changed | None] = {}
    sheets = marks = 0
    for sheet in unfinished_sheets(copy.programme_id, session.office_uid):
        row = sheet.registration
        kind = SubjectKind(row.subject.kind)
        old = variants.set_for(session, before, row, kind)
        new = variants.set_for(session, after, row, kind)
        pair = (old.code if old else "", new.code if new else "")
        if pair not in affected:
            affected[pair] = _affected(old, new)
        changed = affected[pair]
        if changed is not None:
            sheets += 1
            marks += _lost(sheet, changed)
    return sheets, marks


def _affected(
    old: CriteriaSet | None, new: CriteriaSet | None
) -> dict[str, Criterion | None] | None:
    """The criteria of the old set that are other ones or gone in the new; None: nothing changed."""
    if old is None or old == new:
        return None
    kept = {leaf.code: leaf for leaf in new.leaves()} if new else {}
    return {leaf.code: kept.get(leaf.code) for leaf in old.leaves() if kept.get(leaf.code) != leaf}


def _lost(sheet: ScoreSheet, changed: _Changed) -> int:
    given = {code: one.mark for code, one in read_marks(sheet.marks).items() if code in changed}
    return sum(mark is not None and not _fits(changed[code], mark) for code, mark in given.items())


def _fits(leaf: Criterion | None, mark: Mark) -> bool:
    if leaf is None:
        return False
    try:
        check_mark(leaf, mark)
    except FieldError:
        return False
    return True


def _require_sound(defects: tuple[SetDefect, ...]) -> None:
    if defects:
        count = two_digits(len(defects))
        raise UserError(
            "\n".join([f"Bộ tiêu chí còn {count} lỗi:", *(f"- {one}" for one in defects[:10])]),
            safe="Bộ tiêu chí đang dùng không thay đổi.",
            todo="Sửa từng lỗi, hoặc chấp nhận kèm lý do lỗi do chính văn bản ghi như vậy.",
        )


def _kept_by(session: Session, plan: Programme, code: str) -> Iterator[str]:
    for title in plan.titles:
        if code in title.criteria.values():
            yield f"Danh hiệu “{title.name}” đang xét theo bộ tiêu chí này."
    for one in plan.criteria_sets:
        if one.variant_of == code:
            yield f"“{one.title}” là biến thể của bộ tiêu chí này."
    if len(plan.criteria_sets) == 1:
        yield "Chương trình phải có ít nhất một bộ tiêu chí."
    unfinished = uses_of(session, plan.id).get(code, SetUse()).unfinished
    if unfinished:
        yield f"Còn {two_digits(unfinished)} phiếu chưa hoàn thành theo bộ tiêu chí này."


def _plan_words(plan: SavePlan) -> Iterator[str]:
    if plan.unchanged:
        yield "Không có gì thay đổi."
        return
    if plan.new_version:
        yield f"Lập phiên bản {plan.version} của chương trình; phiên bản trước vẫn được giữ."
    else:
        yield f"Sửa trong phiên bản {plan.version}, chưa có phiếu, đăng ký nào theo phiên bản này."
    if plan.finished:
        count = two_digits(plan.finished)
        yield f"{count} phiếu đã hoàn thành giữ nguyên kết quả theo bộ tiêu chí cũ."
    if plan.unfinished:
        count = two_digits(plan.unfinished)
        yield f"{count} phiếu chưa hoàn thành sẽ theo bộ tiêu chí mới."
    if plan.reopened:
        count = two_digits(plan.reopened)
        yield f"{count} mục đã đánh giá trên các phiếu đó không còn phù hợp, phải đánh giá lại."
