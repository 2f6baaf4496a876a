"""Our start-up: the program itself on a given folder. Says when its window is painted.

python -m benchmarks.start_ours FOLDER              painted for the first time
python -m benchmarks.start_ours FOLDER furnished    painted with the first page in it
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from benchmarks.painting import NextPaint
from benchmarks.start_empty import say_painted

QT_LOOP = QApplication.exec


def watch_first_paint(*_: object) -> int:
    """Stands in for Qt's event loop: watches the window, then runs the loop as it is."""
    NextPaint(main_window(), say_painted)
    return int(QT_LOOP())


def watch_first_page(*_: object) -> int:
    main_window().place_changed.connect(on_page)
    return int(QT_LOOP())


def on_page(_key: str) -> None:
    NextPaint(main_window(), say_painted)


def main_window():  # type: ignore[no-untyped-def]
    from danvan_desktop.ui.main_window import MainWindow

    (window,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    return window


def main(folder: str, until: str = "painted") -> int:
    from danvan_desktop.cli import main as start

    watch = watch_first_page if until == "furnished" else watch_first_paint
    QApplication.exec = watch  # type: ignore[method-assign,assignment]
    return start(["--data-dir", folder])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
