"""The decision that sets up an appraisal team or a council, its members as a list behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from danvan_desktop.documents.letter import AnnexData, TableData, letter
from danvan_desktop.documents.page import Sheet
from danvan_desktop.documents.paper_table import TableColumn, TableRow
from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.voting import Role
from danvan_desktop.services import councils, letter_papers, paper_parts, paper_signs
from danvan_desktop.services.councils import CouncilKind
from danvan_desktop.services.paper_specs import Filled, Proposal, Request
from danvan_desktop.services.session import Session, Work

COLUMNS = (
    TableColumn("STT", 12, centred=True),
    TableColumn("Họ và tên", 50),
    TableColumn("Chức vụ, đơn vị", 70),
    TableColumn("Nhiệm vụ", 38),
)


def propose(session: Session, request: Request) -> Proposal:
    """The wording of the decision that sets a council or team up, its size counted."""
    found = councils.council(session, request.about)
    members = f" gồm {two_digits(len(found.members))} thành viên (có danh sách kèm theo)"
    named = f"năm {request.year}{members if found.members else ''}"
    name = found.row.name
    of_year = name if str(request.year) in name else f"{name} năm {request.year}"
    facts = {"team": name, "team_of_year": of_year, "in_year": named}
    return letter_papers.propose(session, request, facts)


def sheet(session: Session, filled: Filled) -> Sheet:
    """The decision with its members as a list behind it, each with the duty of the role."""
    found = councils.council(session, filled.request.about)
    rows = tuple(
        TableRow((str(number), member.name, member.position, _duty(found.row.kind, member.role)))
        for number, member in enumerate(found.members, start=1)
    )
    annex = AnnexData("Danh sách", found.row.name, TableData(COLUMNS, rows))
    data = letter_papers.with_code(session, letter_papers.letter_data(filled))
    data = replace(data, annexes=(annex,) if rows else ())
    profile = paper_parts.profile_of(session, letter_papers.body_of(filled), filled.day)
    return letter(data, profile)


def keep_sign(
    session: Session, work: Work, request: Request, number: str, day: date | None
) -> None:
    """Write number and day of the decision to the team it sets up, whose papers quote them."""
    sign = paper_signs.Signs(session).of(request.kind, request.body, number, day)
    row = councils.find(request.about)
    work.update(row, about=row.uid, decision_number=sign, decision_date=day)


_IN_A_TEAM = {Role.CHAIR: "Tổ trưởng", Role.DEPUTY: "Tổ phó"}


def _duty(kind: CouncilKind, role: Role) -> str:
    """A council is led by its chairman, a team by its leader."""
    in_team = _IN_A_TEAM if kind is CouncilKind.APPRAISAL else {}
    return in_team.get(role, role.label)
