"""Starts the window of a `.dvp` file alone: no data folder is made, opened or needed.

What came back from an assessor is for the office: it is handed to the office's own window.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.errors import DanVanError
from danvan_desktop.paths import DataFolder
from danvan_desktop.ui import application
from danvan_desktop.ui.messages import LAST_FOLDER, Messages
from danvan_desktop.ui.stores import MemorySettings

if TYPE_CHECKING:
    from danvan_desktop.ui.assessor_window import AssessorWindow

log = logging.getLogger(__name__)


def start(path: Path, folder: DataFolder, *, platform: str = "") -> int:
    """Run until the window is closed. Returns the exit code, 1 when the file is not opened."""
    app = application.make(sys.argv[:1], platform=platform)
    store = MemorySettings()
    store.write(LAST_FOLDER, str(path.parent))
    messages = Messages(store)
    hook = application.ExceptionHook(messages, app)
    hook.install()
    try:
        if folder.database.exists() and _is_answer(path):
            from danvan_desktop.ui import start as office

            return office.start(folder, platform=platform, file=path)
        window = open_window(path, messages, store)
    except DanVanError as error:
        log.warning("sheet file not opened: %s", type(error).__name__)
        messages.error(None, error)
        return 1
    window.show()
    return app.exec()


def open_window(path: Path, messages: Messages, store: MemorySettings) -> AssessorWindow:
    """The window of a file, not yet shown. Raises `UserError` when there is nothing to mark."""
    from danvan_desktop.services.assessor_desk import open_sheets
    from danvan_desktop.ui.assessor_window import AssessorWindow

    return AssessorWindow(open_sheets(path), messages, store)


def _is_answer(path: Path) -> bool:
    from danvan_desktop.services.assessor_desk import looked_at

    return looked_at(path).answer
