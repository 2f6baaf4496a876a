"""What holds for every test: one dressed application, and laws judged without a clock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A law is judged by its truth, never by how busy the machine is.
settings.register_profile(
    "unhurried",
    settings(),
    deadline=None,
    suppress_health_check=(*settings().suppress_health_check, HealthCheck.too_slow),
)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    """The one application of a run, dressed as ours whichever test asks for it first.

    What a test put on the clipboard goes with it. Qt's own end frees what lies there, after Python
    is gone: a QMimeData made in Python is then a death of the whole run, with nothing said.
    """
    from danvan_desktop.ui import application

    app = application.make(["tests"])
    yield app
    app.closeAllWindows()
    app.clipboard().clear()
