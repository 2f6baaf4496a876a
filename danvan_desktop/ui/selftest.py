"""`danvan --selftest FILE`: does this installation work here? Never asks, never shows a box.

Each check is a function that raises when something is wrong; the file says which held. Works in a
temporary folder only and leaves the office's data alone.
"""

from __future__ import annotations

import json
import platform as machine
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import qVersion

from danvan_desktop import __version__, paths
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import backup, exchange, papers, programmes, registration_list, sample
from danvan_desktop.services.session import Session, open_session
from danvan_desktop.ui import application, theme
from danvan_desktop.ui.desk import Desk


def run(path: Path, *, platform: str = "") -> int:
    """Write the results to `path` as JSON. Returns 0 when every check held, else 1."""
    with tempfile.TemporaryDirectory(prefix="danvan-selftest-") as scratch:
        results = _results(Path(scratch), platform)
    failed = [name for name, reason in results.items() if reason]
    report = {
        "version": __version__,
        "python": sys.version.split()[0],
        "qt": qVersion(),
        "system": machine.platform(),
        "resources": str(paths.resources()),
        "checks": {name: reason or "ok" for name, reason in results.items()},
        "ok": not failed,
    }
    text = json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
    return 1 if failed else 0


def _results(scratch: Path, platform: str) -> dict[str, str]:
    """Reason of failure by check, "" for one that held; all are tried."""
    found = {
        "application": _tried(lambda: application.make(["danvan"], platform=platform)),
        "fonts": _tried(_check_fonts),
        "programmes": _tried(_check_programmes),
    }
    session: list[Session] = []
    found["database"] = _tried(lambda: session.append(_open(scratch)))
    if session:
        found["window"] = _tried(lambda: _check_window(session[0]))
        found["papers"] = _tried(lambda: _check_papers(session[0], scratch))
        found["package"] = _tried(lambda: _check_package(session[0], scratch))
        found["backup"] = _tried(lambda: backup.backup(session[0], scratch / "sao lưu"))
        found["doctor"] = _tried(lambda: _check_doctor(session[0]))
        session[0].close()
    return found


def _tried(check: Callable[[], Any]) -> str:
    """Any failure is the result of this check, whatever it is: the next check still runs."""
    try:
        check()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _check_fonts() -> None:
    family = theme.load_fonts(paths.resources() / "fonts")
    if family != theme.FONT_FAMILY:
        raise RuntimeError(f"font {family!r}")


def _check_programmes() -> None:
    for source in programmes.shipped():
        programmes.shipped_programme(source.id)


def _open(scratch: Path) -> Session:
    """A folder whose name is as bad as Windows allows."""
    session = open_session(DataFolder(scratch / "Dữ liệu & số 1 #mẫu"))
    sample.create(session)
    return session


def _check_window(session: Session) -> None:
    desk = Desk(session)
    desk.open()
    desk.close()


def _check_papers(session: Session, scratch: Path) -> None:
    row = registration_list.all_rows(session, sample.DEFAULT, _year())[0]
    if not papers.registration_form(session, row.uid).content.startswith(b"%PDF"):
        raise RuntimeError("registration form")
    path = scratch / "danh sách.xlsx"
    papers.registration_list_workbook(session, sample.DEFAULT, _year(), path)


def _check_package(session: Session, scratch: Path) -> None:
    exchange.export(session, scratch / "gói.dvk", sample.DEFAULT, _year())


def _check_doctor(session: Session) -> None:
    problems = backup.doctor(session)
    if problems:
        raise RuntimeError("; ".join(problems))


def _year() -> int:
    return sample.sample(sample.DEFAULT).year
