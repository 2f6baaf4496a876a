"""The first preview of one paper in a program that has only just started.

The window's own modules are loaded as they are when an official asks for a paper. Prints
milliseconds as JSON. `library` is ReportLab and what else the program loads by itself soon after
its start (`ui.readiness`); `preview` is what comes after it: the sample decision of a body
composed from its records, drawn, opened in the preview window and its first page painted.
`second` is the same paper once more.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import deque
from functools import partial
from importlib import import_module
from pathlib import Path
from time import perf_counter

from PySide6.QtWidgets import QWidget

from benchmarks.painting import milliseconds_until_painted
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import own_profiles, papers, profile_samples, sample, units
from danvan_desktop.services.session import Session, open_session
from danvan_desktop.ui import application
from danvan_desktop.ui.messages import Messages


def shown(session: Session, kept: list[QWidget]) -> QWidget:
    """The pages of the preview window over a decision, just made; the window goes into `kept`."""
    from danvan_desktop.ui.paper_dialog import PaperDialog

    body = units.bodies(session, own_only=True)[0]
    samples = profile_samples.compose(session, body.uid)
    values = own_profiles.values(body.uid, body.profile)
    pdf = profile_samples.draw(samples, profile_samples.DECISION, body.profile, values)
    dialog = PaperDialog(None, Messages(), "Quyết định", pdf, "a.pdf")
    kept.append(dialog)
    dialog.show()
    return dialog.view.viewport()


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="danvan-bench-") as folder:
        session = open_session(DataFolder(Path(folder, "data")))
        sample.create(session)
        application.make(["benchmark"], platform="offscreen")
        import_module("danvan_desktop.ui.main_window")
        start = perf_counter()
        deque(papers.made_ready(), maxlen=0)
        found = {"library": (perf_counter() - start) * 1000}
        kept: list[QWidget] = []
        for name in ("preview", "second"):
            found[name] = milliseconds_until_painted(partial(shown, session, kept))
        session.close()
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
