"""Loads what papers are drawn with while nothing is asked of the window.

The first paper would otherwise wait for it. Owns only the moments: some time after the start,
and between two pieces enough of it for what is typed. Runs on the main thread, since Python's
imports beside a window are no quicker and a collector must not run there.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Slot

log = logging.getLogger(__name__)

AFTER_MS = 1_500
BETWEEN_MS = 100


class Readiness(QObject):
    """Goes through `pieces`, one at a time, as long as its parent lives."""

    def __init__(self, pieces: Iterator[None], parent: QObject) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)
        self._timer.start(AFTER_MS)

    @Slot()
    def _on_time(self) -> None:
        try:
            next(self._pieces)
        except StopIteration:
            return
        except (ImportError, OSError) as error:  # told when a paper is asked for
            log.warning("papers cannot be made ready: %s", type(error).__name__)
            return
        self._timer.start(BETWEEN_MS)
