"""The peer of start-up: an empty Qt window. Says `painted` on stdout when it is, and ends."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.painting import NextPaint


def say_painted() -> None:
    sys.stdout.write("painted\n")
    sys.stdout.flush()
    QApplication.quit()


def main() -> None:
    app = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    paint = NextPaint(window, say_painted)
    window.show()
    app.exec()
    paint.deleteLater()


if __name__ == "__main__":
    main()
