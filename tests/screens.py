"""Every page and dialog as a picture: `python -m tests.screens build/screens [NAME ...]`.

A screen is a function that makes a widget, put into the registry by name:

    from tests.screens import screen

    @screen("registrations-full")
    def registrations_full() -> QWidget: ...

in a module `tests/ui/screens_<noun>.py`; those modules are found by themselves. Windows and pages
are drawn at 1366x768 logical pixels, dialogs (`@screen(name, size=None)`) at their own size. Each
scale (100, 125, 150 %) needs its own process, because Qt reads QT_SCALE_FACTOR once; at 125 and
150 % the same 1366x768 physical pixels leave less room, as on a real laptop.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SCREEN = (1366, 768)
SCALES = (100, 125, 150)
Maker = Callable[[], "QWidget"]


@dataclass(frozen=True)
class Screen:
    """A widget to draw; `size` None leaves it its own."""

    name: str
    make: Maker
    size: tuple[int, int] | None


REGISTRY: dict[str, Screen] = {}


def screen(name: str, *, size: tuple[int, int] | None = SCREEN) -> Callable[[Maker], Maker]:
    """Put the decorated function into the registry."""

    def enlist(make: Maker) -> Maker:
        assert name not in REGISTRY, name
        REGISTRY[name] = Screen(name, make, size)
        return make

    return enlist


def find_screens() -> None:
    """Import every `tests/ui/screens_*.py`."""
    for path in sorted((Path(__file__).parent / "ui").glob("screens_*.py")):
        importlib.import_module(f"tests.ui.{path.stem}")


def laptop(folder: Path) -> Path:
    """Tell the offscreen platform of a laptop's screen, so that dialogs find their true room."""
    width, height = SCREEN
    screens = [{"name": "laptop", "x": 0, "y": 0, "width": width, "height": height}]
    path = folder / "screen.json"
    path.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    return path


def draw(folder: Path, scale: int, names: list[str]) -> int:
    """Draw the screens at the scale this process was started with; the number of failures."""
    from PySide6.QtCore import QEventLoop, QTimer

    from danvan_desktop.ui import application

    app = application.make(["screens"], platform=f"offscreen:configfile={laptop(folder)}")
    importlib.import_module("tests.screens").find_screens()
    registry = importlib.import_module("tests.screens").REGISTRY
    failures = 0
    for made in registry.values():
        if names and not any(made.name.startswith(name) for name in names):
            continue
        try:
            widget = made.make()
        except Exception as error:
            sys.stderr.write(f"{made.name}: {type(error).__name__}: {error}\n")
            failures += 1
            continue
        if made.size is not None:
            widget.resize(made.size[0] * 100 // scale, made.size[1] * 100 // scale)
        widget.show()
        settle = QEventLoop()
        QTimer.singleShot(150, settle.quit)
        settle.exec()
        widget.grab().save(str(folder / f"{made.name}@{scale}.png"))
        widget.hide()  # close() would ask whether to keep what is typed
        widget.deleteLater()
        app.sendPostedEvents()
    return failures


def main(argv: list[str]) -> int:
    """Draw everything, or what begins with the given names, at every scale."""
    folder = Path(argv[0] if argv else "build/screens")
    folder.mkdir(parents=True, exist_ok=True)
    if "SCREENS_SCALE" in os.environ:
        return draw(folder, int(os.environ["SCREENS_SCALE"]), argv[1:])
    failures = 0
    for scale in SCALES:
        environment = dict(
            os.environ,
            SCREENS_SCALE=str(scale),
            QT_SCALE_FACTOR=str(scale / 100),
            QT_QPA_PLATFORM="offscreen",
        )
        command = [sys.executable, "-m", "tests.screens", str(folder), *argv[1:]]
        failures += subprocess.run(command, env=environment, check=False).returncode
    return failures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
