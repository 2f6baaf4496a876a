"""Papers for scoring by hand: blank sheets of assessors, and one table for each of them.

Chooses who gets a sheet for what: nobody gets one for a registration with a declared interest.
Filling a single sheet is `assessment_papers`, drawing is `documents`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from danvan_desktop.documents.page import SIGN_BELOW, SignatureData
from danvan_desktop.documents.score_matrix import (
    MatrixColumnData,
    MatrixGroupData,
    MatrixRowData,
    ScoreMatrixData,
    score_matrices,
)
from danvan_desktop.domain.criteria import CriteriaSet, CriterionKind
from danvan_desktop.domain.marking_words import effects, signed
from danvan_desktop.domain.marks import applicable
from danvan_desktop.domain.programmes import name_in_year
from danvan_desktop.domain.text import file_name
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import UserError
from danvan_desktop.saving import replacing
from danvan_desktop.services import (
    adoption,
    assessment_papers,
    assessors,
    panels,
    paper_parts,
    score_sheets,
)
from danvan_desktop.services.panels import PanelRow, assessor_row
from danvan_desktop.services.paper_kinds import Paper, Progress
from danvan_desktop.services.registration_list import RegistrationRow, rows_of
from danvan_desktop.services.session import Session
from danvan_desktop.services.sheet_rules import JOINT_ASSESSOR

_CLOSED = frozenset({State.WITHDRAWN, State.STOPPED})
_GRADE_NOTE = "Ghi Đ: đạt; P: đạt một phần; K: chưa đạt. Ô có dấu – thì không đánh giá."
_POINTS_NOTE = "Ghi điểm vào từng ô, số thập phân dùng dấu phẩy. Ô có dấu – thì không chấm."


def blank_sheets(
    session: Session,
    programme_id: str,
    year: int,
    people: Sequence[str],
    progress: Progress | None = None,
) -> Paper:
    """Blank sheets of these assessors (uids) for everything they are to assess, as one PDF.

    Nobody given: the office's joint sheets. Raises `UserError` when there is nothing to print.
    """
    panel = panels.panel_of(session, programme_id, year)
    rows = _rows(session, programme_id, year)
    names = [assessors.get(uid).name for uid in people] or [""]
    wanted = [(row.uid, name) for name in names for row in _asked(panel, rows, name)]
    who = names[0] if len(names) == 1 and names[0] else f"{len(names)} người"
    title = f"Phiếu trắng của {who}" if people else "Phiếu trắng"
    return assessment_papers.blank_sheets(session, wanted, f"{title} năm {year}", progress)


def blank_files(
    session: Session,
    programme_id: str,
    year: int,
    people: Sequence[str],
    folder: Path,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """As `blank_sheets`, one file for each assessor in `folder`, each written whole.

    Files that are finished stay when the work is cancelled.
    """
    made = []
    for number, uid in enumerate(people):
        name = assessors.get(uid).name
        if progress is not None:
            progress(number, len(people), name)
        paper = blank_sheets(
            session, programme_id, year, [uid], _stoppable(progress, number, people)
        )
        path = folder / file_name(f"Phiếu trắng {name} năm {year}", "pdf")
        if path in made:  # two long names that begin alike, or differ in a sign no file name has
            path = folder / file_name(f"{number + 1:02d} Phiếu trắng {name} năm {year}", "pdf")
        with replacing(path) as temporary:
            temporary.write_bytes(paper.content)
        made.append(path)
    return tuple(made)


def _stoppable(progress: Progress | None, number: int, people: Sequence[str]) -> Progress | None:
    """Passes on what is done inside one assessor's file, so that it can be stopped there too."""
    if progress is None:
        return None
    report = progress

    def tell(_done: int, _total: int, what: str) -> None:
        report(number, len(people), what)

    return tell


def mark_tables(
    session: Session,
    programme_id: str,
    year: int,
    people: Sequence[str],
    *,
    large: bool = False,
    progress: Progress | None = None,
) -> Paper:
    """One table for each of these assessors: registrations as rows, criteria as columns.

    A4 wide, or A3 wide when `large`; nobody given: one for the whole office. Raises `UserError`
    when there is nothing to assess.
    """
    panel = panels.panel_of(session, programme_id, year)
    rows = _rows(session, programme_id, year)
    if not rows:
        raise UserError("Năm này chưa có đăng ký để đánh giá.", todo="Đăng ký mô hình trước.")
    plan = adoption.programme(session, programme_id)
    body = paper_parts.default_body(session, plan)
    finals = score_sheets.finals(session, programme_id, year)
    sets = {uid: one.criteria_set for uid, one in finals.items()}
    tables = []
    for number, uid in enumerate(people or ("",), 1):
        person = assessor_row(assessors.get(uid)) if uid else None
        name = person.name if person else ""
        if progress is not None:
            progress(number, max(len(people), 1), name or JOINT_ASSESSOR)
        tables.append(
            ScoreMatrixData(
                issuer=paper_parts.issuer_of(body),
                year=year,
                subject_line=name_in_year(plan.name, year),
                groups=tuple(_groups(_asked(panel, rows, name), sets)),
                signature=SignatureData("Người đánh giá", name, note=SIGN_BELOW),
                fields=(("Người đánh giá", person.words),) if person else (),
                notes=tuple(_notes(panel, rows, sets, name)),
            )
        )
    profile = paper_parts.profile_of(session, body, None)
    title = f"Bảng chấm {tables[0].signature.signer or JOINT_ASSESSOR} năm {year}"
    if len(tables) > 1:
        title = f"Bảng chấm của {len(tables)} người năm {year}"
    return paper_parts.paper(
        session, body, score_matrices(tables, profile, title, large=large), title
    )


def _rows(session: Session, programme_id: str, year: int) -> tuple[RegistrationRow, ...]:
    """What is to be assessed, in name order."""
    found = score_sheets.finals(session, programme_id, year)
    items = rows_of(session, programme_id, list(found))
    return tuple(item for item in items if item.state not in _CLOSED)


def _asked(
    panel: PanelRow, rows: Sequence[RegistrationRow], name: str
) -> tuple[RegistrationRow, ...]:
    return tuple(row for row in rows if name not in panel.excluded(row.uid))


def _groups(
    rows: Sequence[RegistrationRow], sets: dict[str, CriteriaSet]
) -> Iterator[MatrixGroupData]:
    """One group for each criteria set, in the order in which they first come."""
    by_code: dict[str, list[RegistrationRow]] = {}
    for row in rows:
        by_code.setdefault(sets[row.uid].code, []).append(row)
    for mine in by_code.values():
        criteria_set = sets[mine[0].uid]
        yield MatrixGroupData(
            criteria_set.title,
            tuple(_columns(criteria_set)),
            tuple(_row(number, row, criteria_set) for number, row in enumerate(mine, 1)),
            criteria_set.has_points,
        )


def _columns(criteria_set: CriteriaSet) -> Iterator[MatrixColumnData]:
    """Conditions, then criteria; a section begins at the first criterion of its branch."""
    for number, condition in enumerate(criteria_set.conditions, 1):
        code = f"ĐK{number}"
        if not condition.items:
            yield MatrixColumnData(code, condition.title)
        for item in condition.items:
            yield MatrixColumnData(f"{code}{item.code}", item.title)
    found = effects(criteria_set)
    for branch in criteria_set.criteria:
        for place, leaf in enumerate(branch.leaves()):
            most = leaf.maximum if leaf.cap is None else leaf.cap
            points = most is not None and leaf.kind is not None
            words = signed(most, found[leaf.code]) if points and most is not None else ""
            yield MatrixColumnData(leaf.code, leaf.title, words, section=place == 0)


def _row(number: int, row: RegistrationRow, criteria_set: CriteriaSet) -> MatrixRowData:
    asked = {leaf.code for leaf in applicable(criteria_set.criteria, row.sector, row.subject_kind)}
    conditions = {column.code for column in _columns(criteria_set) if column.code.startswith("ĐK")}
    return MatrixRowData(str(number), row.name, row.subject_name, frozenset(asked | conditions))


def _notes(
    panel: PanelRow, rows: Sequence[RegistrationRow], sets: dict[str, CriteriaSet], name: str
) -> Iterator[str]:
    kinds = {leaf.kind for one in sets.values() for leaf in one.leaves()}
    if kinds - {CriterionKind.GRADE}:
        yield _POINTS_NOTE
    if CriterionKind.GRADE in kinds or any(one.conditions for one in sets.values()):
        yield _GRADE_NOTE
    out = [row.name for row in rows if name in panel.excluded(row.uid)]
    if out:
        yield f"Không đánh giá vì có lợi ích liên quan: {'; '.join(out)}."
