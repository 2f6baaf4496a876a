"""The papers of the desk as their list shows them, and whether one of a kind is there already.

Reads only; the papers themselves are `paper_desk`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.models import Body, DeskFile, DeskPaper
from danvan_desktop.services import issued_papers
from danvan_desktop.services.paper_desk import SCAN, whole_year
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.paper_specs import Scope, spec
from danvan_desktop.services.session import Session


@dataclass(frozen=True)
class DeskRow:
    """A paper as the list shows it; `scan` says whether the stamped true paper is kept."""

    uid: str
    kind: PaperKind
    title: str
    stage: PaperStage
    number: str
    number_text: str
    """The number as the paper prints it, with its signs."""
    date: date | None
    about: str
    body_name: str
    issued: str
    scan: bool
    standing: str = ""
    """What became of an issued one: replaced, or no longer right; "" while it stands."""


def rows(session: Session, programme_id: str, year: int) -> tuple[DeskRow, ...]:
    """The papers of a programme and year, the last changed first."""
    signs = Signs(session)
    query = DeskPaper.select().where(DeskPaper.programme_id == programme_id, DeskPaper.year == year)
    found = list(query.order_by(DeskPaper.changed_at.desc(), DeskPaper.uid))
    names = {body.uid: body.name for body in Body.select(Body.uid, Body.name)}
    scans = {file.paper_id for file in DeskFile.select().where(DeskFile.role == SCAN)}
    standing = issued_papers.standing([row.issued_id for row in found if row.issued_id])
    return tuple(
        DeskRow(
            uid=row.uid,
            kind=PaperKind(row.kind),
            title=row.title,
            stage=PaperStage(row.stage),
            number=row.number,
            number_text=signs.desk(row),
            date=row.date,
            about=row.about,
            body_name=names.get(row.body_id, ""),
            issued=row.issued_id or "",
            scan=row.uid in scans,
            standing=standing.get(row.issued_id, ""),
        )
        for row in found
    )


def earlier(
    kind: PaperKind, programme_id: str, year: int, about: str
) -> tuple[str, PaperStage] | None:
    """The newest paper that a record draws and that exists already, with its stage, so that no
    second one is begun unawares; None where there is none, or several are usual."""
    wanted = spec(kind)
    if not wanted.of_record:
        return None
    query = DeskPaper.select().where(
        DeskPaper.kind == kind.value,
        DeskPaper.programme_id == programme_id,
        DeskPaper.year == year,
        DeskPaper.about == (about or whole_year(kind, programme_id, year)),
    )
    row = query.order_by(DeskPaper.changed_at.desc(), DeskPaper.uid).first()
    if row is None or (row.stage == PaperStage.ISSUED and wanted.scope is Scope.YEAR):
        return None
    return row.uid, PaperStage(row.stage)
