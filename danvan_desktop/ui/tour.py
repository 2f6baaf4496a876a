"""`danvan tour OUT`: the whole job through the real windows, offscreen, for each programme.

Owns the order of the walk and what it leaves behind: `OUT/<programme>/` with a numbered picture of
each screen, and `OUT/summary.json`. A step that fails ends the walk with its name and exit code 1.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop.paths import DataFolder
from danvan_desktop.services import programmes, sample
from danvan_desktop.services.session import Clock, open_session
from danvan_desktop.ui import application
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.first_start import FirstStart


def run(
    out: Path,
    *,
    today: date | None,
    programmes: Sequence[str],
    platform: str,
    say: Callable[[str], None],
) -> int:
    """Walk through the named programmes, or all that are shipped. Returns the exit code."""
    application.make(["danvan"], platform=platform or "offscreen")
    out.mkdir(parents=True, exist_ok=True)
    found = []
    for programme_id in programmes or _shipped():
        say(f"{programme_id} ...")
        found.append(_walk(out / programme_id, programme_id, today))
    text = json.dumps({"programmes": found}, ensure_ascii=False, indent=2, sort_keys=True)
    (out / "summary.json").write_text(text + "\n", encoding="utf-8")
    return 0


def _shipped() -> list[str]:
    return [source.id for source in programmes.shipped()]


def _walk(folder: Path, programme_id: str, today: date | None) -> dict[str, Any]:
    started = time.monotonic()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = sample.sample(programme_id)
    with tempfile.TemporaryDirectory(prefix="danvan-tour-") as data:
        session = open_session(DataFolder(Path(data) / "lower"), Clock.fixed(today or found.today))
        assistant = FirstStart(session)
        assistant.show()
        _picture(assistant, folder / "01-thiet-lap.png")
        assistant.deleteLater()
        sample.create(session, programme_id)
        desk = Desk(session)
        desk.open()
        _picture(desk.window, folder / "02-tong-quan.png")
        desk.close()
        session.close()
    return {
        "programme": programme_id,
        "files": sorted(path.name for path in folder.iterdir()),
        "seconds": round(time.monotonic() - started, 2),
    }


def _picture(widget: QWidget, path: Path) -> None:
    QApplication.sendPostedEvents()
    widget.grab().save(str(path))
