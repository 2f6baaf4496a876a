"""Making a paper beside the window and showing it before it is saved or printed.

    show_paper(work, self, "Phiếu đánh giá", partial(papers.score_sheet, session, uid))
    show_long_paper(work, self, "Giấy chứng nhận", partial(papers.certificates, session, uids))

What is wrong with a paper (a name that does not fit) is said before anything is shown. Owns the
way from a service that draws a paper to the preview; looking and printing are `paper_dialog`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.services import own_profiles
from danvan_desktop.services.papers import Paper
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace


def show_paper(work: Workplace, parent: QWidget, title: str, make: Callable[[], Paper]) -> None:
    """Draw a paper on the worker thread, then show it. An error is shown in a box."""
    show_long_paper(work, parent, title, partial(_made, make))


def show_long_paper(
    work: Workplace, parent: QWidget, title: str, make: Callable[[Progress], Paper]
) -> None:
    """As `show_paper`, for a paper that tells how far it is and can be cancelled meanwhile."""
    try:
        work.start(title, make, partial(_show, work, parent), parent)
    except DanVanError as error:
        work.messages.error(parent, error)


def _made(make: Callable[[], Paper], _progress: Progress) -> Paper:
    return make()


def _show(work: Workplace, parent: QWidget, paper: Paper) -> None:
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
            store=work.store,
        )
    except DanVanError as error:
        work.messages.error(parent, error)
        return
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
