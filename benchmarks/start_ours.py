"""Our start-up: the program itself on a given folder, stopped when its window is painted."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.painting import NextPaint
from benchmarks.start_empty import say_painted


def run_until_painted(*_: object) -> int:
    """Stands in for Qt's event loop: watches the window, then runs the loop as it is."""
    (window,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow))
    NextPaint(window, say_painted)
    return int(QT_LOOP())


QT_LOOP = QApplication.exec


def main(folder: str) -> int:
    from danvan_desktop.__main__ import main as start

    QApplication.exec = run_until_painted  # type: ignore[method-assign,assignment]
    return start(["--data-dir", folder])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
