"""Making a paper beside the window and showing it before it is saved or printed.

    show_paper(work, self, "Phiếu đánh giá", partial(papers.score_sheet, session, uid))
    show_long_paper(work, self, "Phiếu đánh giá", partial(papers.blank_sheets_of, session, uids))

What is wrong with a paper (a name that does not fit) is said before anything is shown. Owns the
way from a service that draws a paper to the preview; looking and printing are `paper_dialog`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.services import own_profiles
from danvan_desktop.services.papers import Paper, PaperKind
from danvan_desktop.ui import icons
from danvan_desktop.ui.paper_links import open_new_paper
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace

OnDesk = tuple[PaperKind, str]
"""A paper of the desk: its kind and the record it is about, "" for a year's."""


def show_paper(
    work: Workplace,
    parent: QWidget,
    title: str,
    make: Callable[[], Paper],
    desk: OnDesk | None = None,
) -> None:
    """Draw a paper on the worker thread, then show it. An error is shown in a box.

    `desk` leads from the preview to the page “Văn bản”, where its words are edited and it is
    signed, numbered and kept.
    """
    _start(work, parent, title, partial(_made, make), desk)


def show_long_paper(
    work: Workplace,
    parent: QWidget,
    title: str,
    make: Callable[[Progress], Paper],
    given_out: Callable[[], None] | None = None,
) -> None:
    """As `show_paper`, for a paper that tells how far it is and can be cancelled meanwhile.

    `given_out` is told when it was saved or printed from the preview.
    """
    _start(work, parent, title, make, None, given_out)


def _start(
    work: Workplace,
    parent: QWidget,
    title: str,
    make: Callable[[Progress], Paper],
    desk: OnDesk | None,
    given_out: Callable[[], None] | None = None,
) -> None:
    work.start(title, make, partial(_show, work, parent, desk, given_out), parent)


def _made(make: Callable[[], Paper], _progress: Progress) -> Paper:
    return make()


def _show(
    work: Workplace,
    parent: QWidget,
    desk: OnDesk | None,
    given_out: Callable[[], None] | None,
    paper: Paper,
) -> None:
    from danvan_desktop.ui.paper_dialog import PaperDialog

    for words in own_profiles.take_warnings(work.session):
        work.messages.info(parent, words)
    try:
        dialog = PaperDialog(
            parent,
            work.messages,
            paper.title,
            paper.content,
            paper.file_name,
            paper.word,
            work=work,
        )
    except DanVanError as error:
        work.messages.error(parent, error)
        return
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if given_out is not None:
        dialog.given_out.connect(given_out)
    if desk is not None and not work.session.view_only:
        button = QPushButton(icons.icon("edit"), "Soạn, trình ký...")
        button.setToolTip("Sửa lời văn, trình ký, nhập số, ban hành ở “Văn bản”")
        button.setAutoDefault(False)
        button.clicked.connect(partial(_to_desk, work, dialog, desk))
        dialog.bar.addWidget(button)
    dialog.open()


def _to_desk(work: Workplace, dialog: QDialog, desk: OnDesk) -> None:
    dialog.accept()
    open_new_paper(work, *desk)
