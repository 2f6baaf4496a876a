"""The door to the papers: what can be printed, and the issued file that is printed again.

Drawing needs heavy libraries, so the modules that fill and draw a paper are loaded when one is
first asked for; this one may be imported at start-up. Each function gives the PDF of now; once a
decision has number and date and its paper was issued, the stored file is what comes back. Papers of
the desk have their door in `paper_desk`, certificates and award papers in `certificate_batch`.
Whoever prints finds the kinds of papers (`paper_kinds`) here too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.services.paper_kinds import REPLACED as REPLACED
from danvan_desktop.services.paper_kinds import IssuedRow as IssuedRow
from danvan_desktop.services.paper_kinds import Paper as Paper
from danvan_desktop.services.paper_kinds import PaperKind as PaperKind
from danvan_desktop.services.paper_kinds import Progress as Progress
from danvan_desktop.services.session import Changes, Session

if TYPE_CHECKING:
    from danvan_desktop.services.comparison import Board
    from danvan_desktop.services.worded_papers import Worded

FORM_LAYOUTS = {
    "full": "Phiếu đầy đủ, mười mục",
    "table": "Biểu chín ô",
    "short": "Phiếu ngắn, bảy mục",
}
"""The layouts of the registration form an office chooses among."""


def made_ready() -> Iterator[None]:
    """Load what papers are drawn with, a piece at each step; see `documents.readiness`."""
    from danvan_desktop.documents import readiness

    yield from readiness.pieces()


def registration_form(
    session: Session, registration: str, *, blank: bool = False, layout: str = ""
) -> Paper:
    """The registration form, filled; `blank` leaves the headings to the pen.

    `layout` is a key of `FORM_LAYOUTS`, empty for the one the office chose last.
    """
    from danvan_desktop.services import registration_papers

    made = registration_papers.form(session, registration, blank=blank, layout=layout)
    return made.edited(PaperKind.REGISTRATION_FORM, registration)


def choose_form_layout(session: Session, layout: str) -> None:
    """Remember the layout of the registration form that this office prints."""
    from danvan_desktop.services.registration_papers import FORM_LAYOUT

    session.remember(FORM_LAYOUT, layout)


def registration_list_pdf(session: Session, programme_id: str, year: int) -> Paper:
    """The list of all registrations of a programme and year, withdrawn ones left out."""
    from danvan_desktop.services import registration_papers

    made = registration_papers.list_pdf(session, programme_id, year)
    return _of_year(made, PaperKind.REGISTRATION_LIST, programme_id, year)


def _of_year(made: Worded, kind: PaperKind, programme_id: str, year: int) -> Paper:
    """A paper of a year as of today, in the words of the desk."""
    from danvan_desktop.services.paper_desk import year_key

    return made.edited(kind, year_key(programme_id, year), made.session.today())


def registration_list_workbook(session: Session, programme_id: str, year: int, path: Path) -> None:
    """The same list as a workbook at `path`, written whole or not at all."""
    from danvan_desktop.services import registration_papers

    registration_papers.list_workbook(session, programme_id, year, path)


def registration_list_name(year: int, ext: str) -> str:
    """The file name to propose for the list."""
    from danvan_desktop.services import registration_papers

    return registration_papers.list_name(year, ext)


def follow_up_sheet(session: Session, registration: str) -> Paper:
    """One page on which the work of a registration is followed."""
    from danvan_desktop.services import registration_papers

    made = registration_papers.follow_up(session, registration)
    return made.edited(PaperKind.FOLLOW_UP, registration, session.today())


def score_sheet(
    session: Session, registration: str, *, blank: bool = False, assessor: str = ""
) -> Paper:
    """The score sheet with its three stages side by side; `blank` is for scoring by hand."""
    from danvan_desktop.services import assessment_papers

    return assessment_papers.score_sheet(session, registration, blank=blank, assessor=assessor)


def blank_score_sheets(
    session: Session,
    programme_id: str,
    year: int,
    people: Sequence[str],
    progress: Progress | None = None,
) -> Paper:
    """Blank sheets of these assessors for everything they are to assess, as one PDF."""
    from danvan_desktop.services import assessor_papers

    return assessor_papers.blank_sheets(session, programme_id, year, people, progress)


def blank_sheets_of(
    session: Session,
    registrations: Sequence[str],
    assessor: str = "",
    progress: Progress | None = None,
) -> Paper:
    """Blank sheets of some registrations for one assessor, by name; "" is the joint sheet."""
    from danvan_desktop.services import assessment_papers

    wanted = [(uid, assessor) for uid in registrations]
    return assessment_papers.blank_sheets(session, wanted, "Phiếu đánh giá để trắng", progress)


def blank_score_files(
    session: Session,
    programme_id: str,
    year: int,
    people: Sequence[str],
    folder: Path,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """The same, one file for each assessor in `folder`."""
    from danvan_desktop.services import assessor_papers

    return assessor_papers.blank_files(session, programme_id, year, people, folder, progress)


def score_tables(
    session: Session,
    programme_id: str,
    year: int,
    people: Sequence[str],
    progress: Progress | None = None,
    *,
    large: bool = False,
) -> Paper:
    """A table to score on for each of these assessors, A4 wide or A3 wide."""
    from danvan_desktop.services import assessor_papers

    return assessor_papers.mark_tables(
        session, programme_id, year, people, large=large, progress=progress
    )


def visit_minutes(session: Session, visit: str) -> Paper:
    """The minutes of an appraisal on the spot, as keyed in."""
    from danvan_desktop.services import visit_papers

    return visit_papers.minutes(session, visit).edited(PaperKind.VISIT_MINUTES, visit)


def blank_visit_minutes(
    session: Session, visits: Sequence[str], progress: Progress | None = None
) -> Paper:
    """Minutes to write on, one visit after the other."""
    from danvan_desktop.services import visit_papers

    return visit_papers.blank_minutes(session, visits, progress)


def visit_schedule(session: Session, programme_id: str, year: int) -> Paper:
    """When which initiative is visited."""
    from danvan_desktop.services import visit_papers

    made = visit_papers.schedule(session, programme_id, year)
    return _of_year(made, PaperKind.VISIT_SCHEDULE, programme_id, year)


def visit_report(session: Session, programme_id: str, year: int) -> Paper:
    """What the appraisal team found, reported to the body that decides."""
    from danvan_desktop.services import visit_papers
    from danvan_desktop.services.visits import report_key

    made = visit_papers.report(session, programme_id, year)
    return made.edited(PaperKind.VISIT_REPORT, report_key(programme_id, year))


def comparison_summary(session: Session, board: Board, uids: Sequence[str]) -> Paper:
    """The summary of results: the rows of the board that are seen, one column per assessor."""
    from danvan_desktop.services import comparison_papers

    made = comparison_papers.summary(session, board, uids)
    return _of_year(made, PaperKind.SUMMARY, board.programme_id, board.year)


def comparison_workbook(
    session: Session, board: Board, uids: Sequence[str], path: Path, notes: Sequence[str] = ()
) -> None:
    """The same rows as a workbook at `path`, and every assessor's sheet on a second sheet of it."""
    from danvan_desktop.services import comparison_papers

    comparison_papers.workbook(session, board, uids, path, notes)


def comparison_workbook_name(board: Board) -> str:
    """The file name to propose for it."""
    from danvan_desktop.services import comparison_papers

    return comparison_papers.workbook_name(board)


def meeting_invitation(session: Session, meeting: str, *, each: bool = False) -> Paper:
    """The invitation to a review meeting; `each` gives every member a letter."""
    from danvan_desktop.services import meeting_papers

    made = meeting_papers.invitation(session, meeting, each=each)
    return made.edited(PaperKind.INVITATION, meeting)


def ballot(session: Session, meeting: str, *, each_item: bool = False) -> Paper:
    """The ballot of a review meeting: the list on one paper, or a slip for each item."""
    from danvan_desktop.services import meeting_papers

    made = meeting_papers.blank_ballot(session, meeting, each_item=each_item)
    return made.edited(PaperKind.BALLOT, meeting)


def written_opinion(session: Session, meeting: str) -> Paper:
    """The paper for members asked in writing, a page for each."""
    from danvan_desktop.services import meeting_papers

    made = meeting_papers.opinion_paper(session, meeting)
    return made.edited(PaperKind.WRITTEN_OPINION, meeting)


def count_minutes(session: Session, meeting: str) -> Paper:
    """The minutes of the count, empty before the vote."""
    from danvan_desktop.services import meeting_papers

    return meeting_papers.count_paper(session, meeting).edited(PaperKind.COUNT_MINUTES, meeting)


def meeting_minutes(session: Session, meeting: str) -> Paper:
    """The minutes of a review meeting as it stands."""
    from danvan_desktop.services import meeting_papers

    return meeting_papers.minutes(session, meeting).edited(PaperKind.MEETING_MINUTES, meeting)


def public_notice(session: Session, meeting: str) -> Paper:
    """The list made public after a review meeting."""
    from danvan_desktop.services import meeting_papers

    return meeting_papers.notice_paper(session, meeting).edited(PaperKind.PUBLIC_NOTICE, meeting)


def decision(session: Session, uid: str) -> Paper:
    """The decision with its annex: the stored file once it was issued, else the draft of now."""
    from danvan_desktop.services import decision_papers, issued_papers

    stored = issued_papers.current(session, PaperKind.DECISION, uid)
    return stored or decision_papers.decision(session, uid)


def certificate_register(session: Session, year: int, body: str) -> Paper:
    """The register of certificates of a body and year, spoiled numbers included."""
    from danvan_desktop.services import decision_papers

    made = decision_papers.register(session, year, body)
    return made.edited(PaperKind.CERTIFICATE_REGISTER, "", session.today())


def issue_paper(
    session: Session, kind: PaperKind, about: str, paper: Paper, *, reason: str = ""
) -> Changes:
    """Keep a paper as it leaves the office; what is printed again is this file.

    A second one for the same record replaces the first by naming it, and needs a reason. The same
    content again changes nothing.
    """
    from danvan_desktop.services import issued_papers

    return issued_papers.issue(session, kind, about, paper, reason=reason)


def issue_decision(session: Session, uid: str, *, reason: str = "") -> Changes:
    """Draw an issued decision as it stands and keep it. Raises `UserError` without number."""
    from danvan_desktop.services import decision_papers

    paper = decision_papers.decision(session, uid, for_issue=True)
    return issue_paper(session, PaperKind.DECISION, uid, paper, reason=reason)


def issued(session: Session, about: str) -> tuple[IssuedRow, ...]:
    """The papers kept for a record, the newest first."""
    from danvan_desktop.services import issued_papers

    return issued_papers.rows(session, about)


def reprint(session: Session, uid: str) -> Paper:
    """The stored file of an issued paper, checked against its hash.

    Raises `StorageError` when the file is gone or is no longer what was issued.
    """
    from danvan_desktop.services import issued_papers

    return issued_papers.reprint(session, uid)
