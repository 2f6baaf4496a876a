"""The Word file of a paper is made beside the window, which answers meanwhile; whole or nothing."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import docx
import pytest

from danvan_desktop.errors import UserError
from danvan_desktop.services import papers
from danvan_desktop.services.papers import Paper
from danvan_desktop.ui import hands
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.paper_dialog import PaperDialog
from danvan_desktop.ui.paper_window import show_paper
from danvan_desktop.ui.tasks import ProgressDialog
from tests import factories
from tests.ui import desks
from tests.ui.test_papers_page import answers, quiet

ROWS = 60


class Held:
    """Making a Word file that goes on when the test says so."""

    def __init__(self, make: Callable[[], bytes]) -> None:
        self._make = make
        self.thread: threading.Thread | None = None
        self.go_on = threading.Event()

    def __call__(self) -> bytes:
        self.thread = threading.current_thread()
        assert self.go_on.wait(20)
        return self._make()


@pytest.fixture
def desk(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "dữ liệu", "registrations")
    desks.fill_plain(made.session, ROWS)
    yield made
    quiet(made)
    desks.close(made)


def listed(desk: Desk) -> Paper:
    return papers.registration_list_pdf(desk.session, factories.PROGRAMME, desks.YEAR)


def shown(desk: Desk, paper: Paper, word: Callable[[], bytes]) -> PaperDialog:
    dialog = PaperDialog(
        desk.window,
        desk.messages,
        paper.title,
        paper.content,
        paper.file_name,
        word,
        work=desk.work,
    )
    dialog.open()
    return dialog


def lines(content: bytes) -> list[list[str]]:
    tables = docx.Document(io.BytesIO(content)).tables
    return [
        [cell.text for cell in row.cells] for row in max(tables, key=lambda t: len(t.rows)).rows
    ]


def progress_over(dialog: PaperDialog) -> ProgressDialog | None:
    return next((one for one in dialog.findChildren(ProgressDialog) if one.isVisible()), None)


def test_list_is_saved_for_word_from_the_preview_that_officials_open(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "danh sách.docx"
    answers(desk).will("save_file", path)
    paper = listed(desk)

    def save(dialog: PaperDialog) -> None:
        dialog.word_button.click()
        assert desk.runner.busy
        quiet(desk)
        dialog.close_button.click()

    with hands.on(PaperDialog, save):
        show_paper(desk.work, desk.window, "Danh sách đăng ký", partial(listed, desk))
    assert paper.word is not None
    assert lines(path.read_bytes()) == lines(paper.word())
    assert [kind for kind, _ in answers(desk).said] == ["save_file"]


def test_window_answers_while_the_word_file_is_made(desk: Desk, tmp_path: Path) -> None:
    paper = listed(desk)
    assert paper.word is not None
    word, path, told = Held(paper.word), tmp_path / "danh sách.docx", []
    dialog = shown(desk, paper, word)
    dialog.given_out.connect(partial(told.append, "given out"))
    answers(desk).will("save_file", path)
    dialog.word_button.click()
    hands.until(lambda: word.thread is not None, "word begun")
    dialog.view.zoom_in()
    dialog.word_button.click()  # one at a time: nothing is asked again
    dialog.close_button.click()
    hands.until(lambda: progress_over(dialog) is not None, "progress shown")
    assert (dialog.isVisible(), path.exists(), told) == (True, False, [])
    assert word.thread is not threading.main_thread()
    word.go_on.set()
    quiet(desk)
    assert (lines(path.read_bytes()), told) == (lines(paper.word()), ["given out"])
    assert progress_over(dialog) is None
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_stopped_word_file_leaves_the_old_one_and_the_preview(desk: Desk, tmp_path: Path) -> None:
    paper = listed(desk)
    assert paper.word is not None
    word, folder = Held(paper.word), tmp_path / "nơi lưu"
    folder.mkdir()
    path = folder / "danh sách.docx"
    path.write_bytes(b"old")
    dialog = shown(desk, paper, word)
    answers(desk).will("save_file", path)
    dialog.word_button.click()
    hands.until(lambda: progress_over(dialog) is not None, "progress shown")
    over = progress_over(dialog)
    assert over is not None
    over.reject()
    word.go_on.set()
    quiet(desk)
    assert [(one.name, one.read_bytes()) for one in folder.iterdir()] == [(path.name, b"old")]
    assert [kind for kind, _ in answers(desk).said] == ["save_file"]
    assert dialog.isVisible()
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_word_file_that_cannot_be_made_is_said_and_the_preview_may_be_closed(
    desk: Desk, tmp_path: Path
) -> None:
    def refused() -> bytes:
        raise UserError("Không đọc được mẫu Word của đơn vị.")

    dialog = shown(desk, listed(desk), refused)
    answers(desk).will("save_file", tmp_path / "a.docx")
    dialog.word_button.click()
    quiet(desk)
    assert answers(desk).said[1:] == [("error", "Không đọc được mẫu Word của đơn vị.")]
    assert not (tmp_path / "a.docx").exists()
    dialog.close_button.click()
    assert not dialog.isVisible()
