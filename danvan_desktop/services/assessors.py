"""The list of assessors of a programme and year: kept, ordered, taken over, pasted.

Who is to assess what is read through `panels`; interests are `interests`. A name on the list is
the name its sheets are signed with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.text import checked_line, clean_line
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import (
    Assessor,
    AssessorFile,
    Council,
    CouncilMember,
    Interest,
    ScoreSheet,
    SheetOrigin,
    evaluation_queries,
)
from danvan_desktop.services import panels, pasting
from danvan_desktop.services.panels import AssessorRow
from danvan_desktop.services.session import Changes, Session, Topic
from danvan_desktop.services.sheet_rules import JOINT_ASSESSOR

_TOPICS = (Topic.SHEETS, Topic.REGISTRATIONS)
_HEADINGS = (
    ("Họ và tên", "Họ tên", "Tên", "Người đánh giá", "Người chấm", "Thành viên"),
    ("Chức vụ", "Chức danh", "Chức vụ, đơn vị"),
    ("Đơn vị", "Cơ quan", "Đơn vị công tác", "Nơi công tác"),
)
_NUMBER_HEADINGS = frozenset({"stt", "tt", "số tt"})


@dataclass(frozen=True)
class AssessorDraft:
    """What a person types of an assessor."""

    name: str
    position: str = ""
    unit_name: str = ""


@dataclass(frozen=True)
class Source:
    """A list that may be taken over: a saved council, or an earlier year of the programme."""

    uid: str
    label: str
    drafts: tuple[AssessorDraft, ...]


def assessors(session: Session, programme_id: str, year: int) -> tuple[AssessorRow, ...]:
    """The list in its order, those who no longer take part included."""
    return panels.panel_of(session, programme_id, year).assessors


def add(session: Session, programme_id: str, year: int, drafts: Sequence[AssessorDraft]) -> Changes:
    """Add people at the end of the list, all of them or none.

    Raises `FieldError` on `name` without a name, or for a name that is listed already.
    """
    names = {clean_line(one.name).casefold() for one in assessors(session, programme_id, year)}
    checked = []
    for draft in drafts:
        checked.append(_checked(draft, names))
        names.add(checked[-1].name.casefold())
    return _insert(session, programme_id, year, checked)


def take_over(
    session: Session, programme_id: str, year: int, drafts: Iterable[AssessorDraft]
) -> Changes:
    """Add those who are not listed yet; `count` of the answer says how many there were."""
    names = {one.name.casefold() for one in assessors(session, programme_id, year)}
    new = []
    for draft in drafts:
        if clean_line(draft.name).casefold() not in names:
            new.append(_checked(draft, names))
            names.add(new[-1].name.casefold())
    if not new:
        return Changes(frozenset(), "", 0)
    return _insert(session, programme_id, year, new)


def _insert(
    session: Session, programme_id: str, year: int, drafts: Sequence[AssessorDraft]
) -> Changes:
    last = max((one.place for one in assessors(session, programme_id, year)), default=0)
    with session.write("Thêm người đánh giá", *_TOPICS) as work:
        for place, draft in enumerate(drafts, last + 1):
            row = work.insert(
                Assessor, programme_id=programme_id, year=year, place=place, **vars(draft)
            )
            work.uid = row.uid if len(drafts) == 1 else ""
    return work.changes


def edit(session: Session, uid: str, draft: AssessorDraft) -> Changes:
    """Change name, position or unit; unfinished sheets follow a changed name.

    Raises `FieldError` on `name` when finished sheets are signed with the old one.
    """
    row = get(uid)
    others = {
        one.name.casefold()
        for one in assessors(session, row.programme_id, row.year)
        if one.uid != uid
    }
    clean = _checked(draft, others)
    sheets = sheets_of(session, row) if clean.name != row.name else []
    finished = sum(sheet.finished for sheet in sheets)
    if finished:
        raise FieldError(
            "name",
            f"Đã có {finished} phiếu hoàn thành mang tên “{row.name}”.",
            todo="Ngừng người này rồi thêm tên mới, hoặc mở lại các phiếu đó kèm lý do.",
        )
    with session.write("Sửa người đánh giá", *_TOPICS) as work:
        work.uid = uid
        work.update(row, **vars(clean))
        for sheet in sheets:
            work.update(sheet, about=sheet.registration_id, assessor=clean.name)
    return work.changes


def move(session: Session, uid: str, by: int) -> Changes:
    """Put one `by` places further down, or up where it is negative; the order of the papers."""
    row = get(uid)
    listed = [one.uid for one in assessors(session, row.programme_id, row.year)]
    place = listed.index(uid)
    listed.insert(min(max(place + by, 0), len(listed) - 1), listed.pop(place))
    with session.write("Xếp lại người đánh giá", *_TOPICS) as work:
        work.uid = uid
        for number, one in enumerate(listed, 1):
            work.update(get(one), place=number)
    return work.changes


def set_active(session: Session, uid: str, active: bool) -> Changes:
    """Let one take part no longer, or again. Finished sheets count on; none is waited for."""
    name = "Cho người đánh giá tham gia lại" if active else "Ngừng người đánh giá"
    with session.write(name, *_TOPICS) as work:
        work.uid = uid
        work.update(get(uid), active=active)
    return work.changes


def remove(session: Session, uid: str) -> Changes:
    """Take somebody off the list who has done nothing yet.

    Raises `UserError` when sheets, interests or files hang on the name.
    """
    row = get(uid)
    if _is_used(session, row):
        raise UserError(
            f"“{row.name}” đã có phiếu, tệp hoặc khai báo lợi ích nên không xóa được.",
            safe="Danh sách người đánh giá giữ nguyên.",
            todo="Dùng “Ngừng tham gia”; phiếu đã hoàn thành vẫn được tính.",
        )
    with session.write("Xóa người đánh giá", *_TOPICS) as work:
        work.remove(row)
    return work.changes


def _is_used(session: Session, row: Assessor) -> bool:
    on_tables = any(
        table.select().where(table.assessor == row.uid).exists()
        for table in (Interest, AssessorFile, SheetOrigin)
    )
    return on_tables or bool(sheets_of(session, row))


def get(uid: str) -> Assessor:
    found: Assessor | None = Assessor.get_or_none(Assessor.uid == uid)
    if found is None:
        raise UserError("Không còn người đánh giá này trong danh sách.")
    return found


def sheets_of(session: Session, row: Assessor) -> list[ScoreSheet]:
    """Every appraisal of this office that is signed with the assessor's name."""
    return [
        sheet
        for sheet in evaluation_queries.sheets_in(row.programme_id, row.year)
        if sheet.stage == Stage.APPRAISAL
        and sheet.owner == session.office_uid
        and sheet.assessor == row.name
    ]


def _checked(draft: AssessorDraft, taken: Iterable[str]) -> AssessorDraft:
    name = checked_line("name", "Họ và tên", draft.name, required=True, limit=100)
    if name.casefold() in taken:
        raise FieldError(
            "name",
            f"“{name}” đã có trong danh sách.",
            todo="Nếu là hai người trùng tên, ghi thêm chức vụ hoặc đơn vị vào sau tên.",
        )
    if name == JOINT_ASSESSOR:
        raise FieldError("name", f"“{JOINT_ASSESSOR}” là tên của phiếu chung, hãy ghi họ tên.")
    return AssessorDraft(
        name,
        checked_line("position", "Chức vụ", draft.position, limit=200),
        checked_line("unit_name", "Đơn vị", draft.unit_name, limit=200),
    )


# lists to take over


def sources(session: Session, programme_id: str, year: int) -> tuple[Source, ...]:
    """The latest earlier year of the programme that has a list, then the saved councils."""
    found = []
    query = Assessor.select(Assessor.year).where(
        Assessor.programme_id == programme_id, Assessor.year < year
    )
    earlier = max((row.year for row in query), default=None)
    if earlier is not None:
        rows = [one for one in assessors(session, programme_id, earlier) if one.active]
        drafts = tuple(AssessorDraft(one.name, one.position, one.unit_name) for one in rows)
        found.append(Source(str(earlier), f"Năm {earlier}: {len(drafts)} người", drafts))
    for council in Council.select().where(Council.active).order_by(Council.name):
        drafts = _members(council)
        found.append(Source(council.uid, f"{council.name}: {len(drafts)} người", drafts))
    return tuple(found)


def _members(council: Council) -> tuple[AssessorDraft, ...]:
    query = CouncilMember.select().where(CouncilMember.council == council.uid)
    return tuple(
        AssessorDraft(one.name, one.position)
        for one in query.order_by(CouncilMember.place, CouncilMember.uid)
    )


def read_lines(text: str) -> tuple[AssessorDraft, ...]:
    """People from pasted lines or cells: name, position, unit; a number before them is dropped.

    A row of headings is understood whatever its order. Empty lines are left out.
    """
    block = pasting.read_block(text, _HEADINGS)
    drafts = []
    for cells in block.rows:
        by_place = dict(zip(block.columns or range(len(cells)), cells, strict=False))
        if block.columns is None:
            by_place = dict(enumerate(_without_number(cells)))
        values = [clean_line(by_place.get(place, "")) for place in range(3)]
        if values[0] and values[0].casefold() not in _NUMBER_HEADINGS:
            drafts.append(AssessorDraft(*values))
    return tuple(drafts)


def _without_number(cells: Sequence[str]) -> list[str]:
    """ "1", "Nguyễn Văn A" and "1. Nguyễn Văn A" both begin with the name."""
    kept = list(cells)
    if len(kept) > 1 and (kept[0].strip(" .)").isdigit() or not kept[0].strip()):
        kept = kept[1:]
    first = kept[0].strip() if kept else ""
    head, _, rest = first.partition(" ")
    if rest and head.rstrip(".)-").isdigit():
        first = rest
    if len(kept) == 1 and "," in first:
        first, *more = (part.strip() for part in first.split(",", 2))
        return [first, *more]
    return [first, *kept[1:]] if kept else []
