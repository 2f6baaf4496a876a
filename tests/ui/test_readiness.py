"""What papers are drawn with is loaded before anybody asks, and never in the way."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtCore import QObject

from danvan_desktop.documents import fonts
from danvan_desktop.ui import readiness


def test_all_that_a_paper_is_drawn_with_is_loaded_piece_by_piece():
    ask = (
        "import sys; from danvan_desktop.services import papers; pieces = papers.made_ready();"
        "print('reportlab' in sys.modules, sum(1 for _ in pieces));"
        "from reportlab.pdfbase import pdfmetrics;"
        "print('pypdfium2' in sys.modules, *pdfmetrics.getRegisteredFontNames())"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    first, second = done.stdout.splitlines()
    assert first == "False 6"
    assert second.split()[0] == "True"
    assert set(fonts.RUNNING) <= set(second.split())


def test_pieces_are_loaded_one_after_another_while_the_window_waits(qtbot, monkeypatch):
    monkeypatch.setattr(readiness, "AFTER_MS", 5)
    monkeypatch.setattr(readiness, "BETWEEN_MS", 5)
    loaded = []
    owner = QObject()
    readiness.Readiness((loaded.append(number) for number in range(3)), owner)
    assert loaded == []
    qtbot.waitUntil(lambda: loaded == [0, 1, 2])


def test_a_piece_that_cannot_be_loaded_is_told_when_a_paper_is_asked_for(
    qtbot, monkeypatch, caplog
):
    monkeypatch.setattr(readiness, "AFTER_MS", 5)

    def broken():
        raise ImportError("reportlab")
        yield

    owner = QObject()
    readiness.Readiness(broken(), owner)
    qtbot.waitUntil(lambda: "cannot be made ready: ImportError" in caplog.text)
