"""Making a paper beside the window and handing it over.

Owns the way from a service that draws a paper to the official's eyes and disk.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.saving import replacing
from danvan_desktop.services.papers import Paper
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace


def show_paper(work: Workplace, parent: QWidget, title: str, make: Callable[[], Paper]) -> None:
    """Draw a paper on the worker thread, then show it. An error is shown in a box."""
    work.start(title, partial(_made, make), partial(_show, work, parent), parent)


def _made(make: Callable[[], Paper], _progress: Progress) -> Paper:
    return make()


def _show(work: Workplace, parent: QWidget, paper: Paper) -> None:
    path = work.messages.save_file(parent, paper.title, paper.file_name, "Tệp PDF (*.pdf)")
    if path is None:
        return
    try:
        _write(path, paper.content)
    except DanVanError as error:
        work.messages.error(parent, error)
        return
    work.say(f"Đã lưu {path.name}.")


def _write(path: Path, content: bytes) -> None:
    with replacing(path) as temporary:
        temporary.write_bytes(content)
