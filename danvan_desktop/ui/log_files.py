"""The log and the crash record of a data folder, open as long as the window is.

Logs carry ids and counts, never names or values.
"""

from __future__ import annotations

import faulthandler
import logging
from logging.handlers import RotatingFileHandler

from danvan_desktop.paths import DataFolder


class LogFiles:
    """Takes the program's log, and what Python can still say in a hard crash."""

    def __init__(self, folder: DataFolder) -> None:
        folder.logs.mkdir(parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(
            folder.logs / "danvan.log", maxBytes=512_000, backupCount=3, encoding="utf-8"
        )
        self._handler.setFormatter(
            logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
        )
        root = logging.getLogger()
        root.addHandler(self._handler)
        root.setLevel(logging.INFO)
        self._crash = (folder.logs / "crash.txt").open("w", encoding="utf-8")
        faulthandler.enable(self._crash)

    def close(self) -> None:
        """Stop writing to the folder."""
        faulthandler.disable()
        self._crash.close()
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()
