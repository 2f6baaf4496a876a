"""The start: an empty window at once, then the folder behind it, or the reason why not."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtCore import QTimer

from danvan_desktop.paths import DataFolder
from danvan_desktop.ui.session_stores import SessionSettings
from danvan_desktop.ui.start import Opening, call_running
from tests import factories

# What no official should wait for before the window is on screen.
LATER = (
    *("peewee", "playhouse", "sqlcipher3", "danvan_desktop.services.session"),
    *("reportlab", "pypdfium2", "openpyxl", "xlsxwriter", "lxml", "msgspec", "zstandard"),
    *("rapidfuzz", "cryptography", "hashlib", "tomllib", "tomlkit"),
)


def test_the_window_is_shown_before_anything_that_reads_data_is_imported():
    ask = (
        "import sys; from danvan_desktop import cli; import danvan_desktop.ui.start;"
        f"print([name for name in {LATER} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_opening_a_folder_shows_its_first_page_in_the_window(qapp, tmp_path, answers):
    session = factories.make_session(tmp_path / "data")
    SessionSettings(session).write(f"year.{factories.PROGRAMME}", "2027")
    session.close()
    opening = Opening(qapp, DataFolder(tmp_path / "data"), answers)
    window = opening._frame.window
    for other in qapp.topLevelWidgets():  # the program ends with its last window
        other.hide()
    seen = []

    def look(place: str) -> None:
        seen.append((place, window.isVisible(), window.context()))
        QTimer.singleShot(0, window.close)

    window.place_changed.connect(look)
    code = opening.run()
    assert (code, seen) == (0, [("overview", True, (factories.PROGRAMME, 2027))])
    # What lived with the window went with it, while the program still copies the day's work.
    assert not call_running(DataFolder(tmp_path / "data"))
    assert opening.children() == []


def test_opening_a_damaged_folder_says_so_over_the_empty_window_and_ends(qapp, tmp_path, answers):
    folder = DataFolder(tmp_path)
    folder.database.write_bytes(b"not a database" * 100)
    opening = Opening(qapp, folder, answers)
    code = opening.run()
    assert (code, [kind for kind, _ in answers.said]) == (1, ["error"])


def test_the_list_of_places_opens_nothing_before_there_is_data(qapp, tmp_path, answers):
    opening = Opening(qapp, DataFolder(tmp_path), answers)
    window = opening._frame.window
    window.show()
    window._list.setCurrentRow(2)
    pages = dict(window._pages)
    opening._frame.close()
    assert pages == {}
