"""`danvan --selftest FILE`: does this installation work here? Never asks, never shows a box.

The checks without a window are `services.self_checks`; here are the application, its fonts and
the main window. Works in a temporary folder only and leaves the office's data alone. Needs no
standard output: a windowed program on Windows has none.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from danvan_desktop import paths
from danvan_desktop.saving import replacing
from danvan_desktop.services import self_checks
from danvan_desktop.services.self_checks import Trial
from danvan_desktop.ui import application, places_of_work, theme
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.theme import Tone


class Unattended(Messages):
    """Nobody is there to press a button: a box is a failure, with the text it would show."""

    def _box(self, parent: QWidget | None, tone: Tone, text: str, detail: str = "") -> QMessageBox:
        del parent, tone
        raise RuntimeError(f"{text} {detail}".strip())


def run(file: Path, *, platform: str = "") -> int:
    """Write the results to `file` as JSON. Returns 0 when every check held, else 1.

    `platform` is Qt's platform name, `offscreen` where there is no display.
    """
    with tempfile.TemporaryDirectory(prefix="danvan-selftest-", ignore_cleanup_errors=True) as work:
        trial = Trial(Path(work))
        results = _results(trial, platform)
        trial.close()
    passed = not any(results.values())
    report = {
        **self_checks.versions(),
        "qt": qVersion(),
        "checks": {name: why or "ok" for name, why in results.items()},
        "ok": passed,
    }
    text = json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True)
    with replacing(file) as temporary:
        temporary.write_text(text + "\n", encoding="utf-8")
    return 0 if passed else 1


def _results(trial: Trial, platform: str) -> dict[str, str]:
    """Reason of failure by check, "" for one that held; the window is tried on filled data."""

    def check_application(trial: Trial) -> None:
        del trial
        application.make(["danvan"], platform=platform)

    found = _tried({"application": check_application, "fonts": _check_fonts}, trial)
    for name, why in self_checks.run_all(trial):
        found[name] = why
        if name == "sheet" and not found["application"]:
            found |= _tried({"window": _check_window}, trial)
    return found


def _tried(checks: dict[str, Callable[[Trial], None]], trial: Trial) -> dict[str, str]:
    return {name: self_checks.reason(check, trial) for name, check in checks.items()}


def _check_fonts(trial: Trial) -> None:
    del trial
    family = theme.load_fonts(paths.resources() / "fonts")
    if family != theme.FONT_FAMILY:
        raise RuntimeError(f"font {family!r}")


def _check_window(trial: Trial) -> None:
    """Every place of the window is made and painted over the sample office; no slot fails."""
    raised: list[BaseException] = []
    before, sys.excepthook = sys.excepthook, lambda *found: raised.append(found[1])
    try:
        _paint(Desk(trial.office, messages=Unattended()))
    finally:
        sys.excepthook = before
    if raised:
        raise raised[0]


def _paint(desk: Desk) -> None:
    desk.open()
    try:
        for key in places_of_work.KEYS:
            desk.window.go(key)
            if desk.window.grab().isNull():
                raise RuntimeError(key)
    finally:
        desk.close()
