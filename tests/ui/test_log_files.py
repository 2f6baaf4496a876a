"""How a run ended is known to the next: closed, died with a record, or cut off."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from danvan_desktop.paths import DataFolder
from danvan_desktop.ui import start
from danvan_desktop.ui.log_files import LogFiles
from danvan_desktop.ui.start import Opening
from tests import factories
from tests.ui.answers import Answers

RUN = """
import faulthandler, os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from danvan_desktop.cli import main
from danvan_desktop.ui.main_window import MainWindow
def begin(window, before=MainWindow.start):
    before(window)
    QTimer.singleShot(0, lambda: {end})
MainWindow.start = begin
sys.exit(main(["--platform", "offscreen", "--data-dir", sys.argv[1]]))
"""
CLOSED, DIED, CUT = "window.close()", "faulthandler._sigsegv()", "os._exit(9)"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    factories.make_session(tmp_path / "Phường Mẫu").close()
    return DataFolder(tmp_path / "Phường Mẫu")


def run(folder: DataFolder, end: str) -> int:
    """The program over the folder in a process of its own, until `end`; the exit code."""
    words = [sys.executable, "-c", RUN.format(end=end), str(folder.root)]
    return subprocess.run(words, check=False, capture_output=True).returncode


def next_start(app: QApplication, folder: DataFolder, answers: Answers) -> tuple[int, str]:
    """The exit code of the next start, closed at once, and what its bottom line said."""
    opening = Opening(app, folder, answers)
    window = opening._frame.window
    said: list[str] = []
    window._status.messageChanged.connect(said.append)
    for other in app.topLevelWidgets():  # the program ends with its last window
        other.hide()
    window.place_changed.connect(lambda _place: QTimer.singleShot(0, window.close))
    return opening.run(), "".join(said)


def test_a_run_that_died_is_told_of_at_the_next_start_once(folder, qapp, answers):
    died = run(folder, DIED)
    first = next_start(qapp, folder, answers)
    second = next_start(qapp, folder, answers)
    said = [(kind, re.sub(r"\d+", "0", text)) for kind, text in answers.said]
    assert (died != 0, first, second) == (True, (0, ""), (0, ""))
    assert said == [("info", "Lần trước chương trình dừng đột ngột, lúc 0:0 ngày 0/0/0.")]


def test_the_record_says_where_it_died_and_names_no_folder_of_this_computer(folder):
    run(folder, DIED)
    logs = LogFiles(folder)
    logs.close()
    assert logs.bad_end is not None
    assert logs.bad_end.record is not None
    record = logs.bad_end.record.read_text(encoding="utf-8")
    named = re.findall(r'File "([^"]+)", line \d+ in (\S+)', record)
    assert named[-2:] == [("cli.py", "main"), ("<string>", "<module>")]
    assert [place for place, _ in named if re.search(r"[\\/]", place)] == []
    assert sorted(path.name for path in folder.logs.glob("crash*")) == [logs.bad_end.record.name]


def test_a_run_that_was_cut_off_gets_a_line_at_the_bottom(folder, qapp, answers):
    cut = run(folder, CUT)
    found = next_start(qapp, folder, answers)
    assert (cut, found) == (9, (0, f"{start._CUT_OFF} {start._NOTHING_LOST}"))
    assert answers.said == []


@pytest.mark.parametrize("name", ["crash.txt", "danvan.log"])
def test_a_record_that_cannot_be_written_is_no_reason_not_to_start(folder, qapp, answers, name):
    folder.logs.mkdir(exist_ok=True)
    held = folder.logs / name
    held.unlink(missing_ok=True)
    held.mkdir()
    assert (next_start(qapp, folder, answers), answers.said) == ((0, ""), [])


def test_an_old_record_that_cannot_be_removed_does_not_hide_the_new_one(folder):
    folder.logs.mkdir(exist_ok=True)
    for day in range(10, 15):
        (folder.logs / f"crash-2026-01-{day}-080000.txt").mkdir()
    (folder.logs / "crash.txt").write_bytes(b"versions\nFatal Python error\n")
    logs = LogFiles(folder)
    logs.close()
    assert logs.bad_end is not None
    assert logs.bad_end.record is not None
    assert logs.bad_end.record.is_file()


def test_a_run_that_was_closed_leaves_nothing_to_tell(folder, qapp, answers):
    closed = run(folder, CLOSED)
    assert (closed, sorted(folder.logs.glob("crash*"))) == (0, [])
    assert (next_start(qapp, folder, answers), answers.said) == ((0, ""), [])
