"""The log and the crash record of a data folder, open as long as the window is.

Logs carry ids and counts, never names or values. `crash.txt` is there while the window is open and
goes when it is closed, so that a start that finds one knows how the run before ended: cut off
(power, task manager), or died, when Python could still write down where. What it wrote is kept as
`crash-<time>.txt`, without the folders of this computer, which hold somebody's name.
"""

from __future__ import annotations

import faulthandler
import logging
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import FileIO
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import qVersion

from danvan_desktop import __version__
from danvan_desktop.errors import DanVanError
from danvan_desktop.paths import DataFolder
from danvan_desktop.saving import replacing

log = logging.getLogger(__name__)

_KEPT = 5
_FOLDERS = re.compile(r'File "[^"]*[\\/]')


@dataclass(frozen=True)
class BadEnd:
    """A run that was not closed; `record` says where it died, None when it was cut off."""

    when: datetime
    record: Path | None


class LogFiles:
    """Takes the program's log, and what Python can still say in a hard crash.

    `bad_end` is how the run before ended, None when it was closed.
    """

    def __init__(self, folder: DataFolder) -> None:
        folder.logs.mkdir(parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(
            folder.logs / "danvan.log", "a", 512_000, backupCount=3, encoding="utf-8", delay=True
        )
        self._handler.setFormatter(
            logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
        )
        root = logging.getLogger()
        root.addHandler(self._handler)
        root.setLevel(logging.INFO)
        path = folder.logs / "crash.txt"
        self.bad_end = _bad_end(path)
        self._crash: FileIO | None = None
        with suppress(OSError):  # a full disk or a held file is no reason not to start
            self._crash = path.open("wb", buffering=0)
            faulthandler.enable(self._crash)
            self._crash.write(_versions().encode("utf-8"))

    def close(self) -> None:
        """Stop writing to the folder: this run ended as it should."""
        faulthandler.disable()
        if self._crash is not None:
            self._crash.close()
            with suppress(OSError):
                Path(self._crash.name).unlink()
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()


def _versions() -> str:
    """The first line of a record, there before anything happens."""
    return f"{__version__}, Python {sys.version}, {sys.platform}, Qt {qVersion()}\n"


def _bad_end(path: Path) -> BadEnd | None:
    """What the run before left, its record kept under a name of its own."""
    try:
        when = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # there is none, or it is held for a moment: no reason not to start
        return None
    if not text.partition("\n")[2]:
        log.warning("the run before was cut off")
        return BadEnd(when, None)
    log.warning("the run before died")
    kept = path.with_name(f"crash-{when:%Y-%m-%d-%H%M%S}.txt")
    try:
        with replacing(kept) as temporary:
            temporary.write_text(_FOLDERS.sub('File "', text), encoding="utf-8")
    except DanVanError as error:
        log.warning("crash record not kept: %s", type(error).__name__)
        return BadEnd(when, None)
    for old in sorted(path.parent.glob("crash-*.txt"))[:-_KEPT]:
        with suppress(OSError):  # one that is open elsewhere goes another time
            old.unlink(missing_ok=True)
    return BadEnd(when, kept)
