"""What becomes of a `.dvp` file that was chosen or dropped: marked here, or taken back.

    door = SheetFileDoor(self, work)
    door.open(path)                       # either way, or the reason why not
    SheetFileDrops(window, door)          # anywhere on the window

A blank file, or one that is being marked, opens the assessor's window; what came back opens the
table of what it would do. Owns the way, not the rules.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.ui.file_drop import paths_of
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from danvan_desktop.services.sheet_return import ReturnPlan
    from danvan_desktop.ui.assessor_window import AssessorWindow
    from danvan_desktop.ui.sheet_return_dialog import SheetReturnDialog

PATTERN = "Tệp phiếu đánh giá (*.dvp)"
ENDING = ".dvp"


class SheetFileDoor(QObject):
    """See the module's text. `shown` is what was opened last."""

    def __init__(self, parent: QWidget, work: Workplace) -> None:
        super().__init__(parent)
        self._parent = parent
        self._work = work
        self.shown: AssessorWindow | SheetReturnDialog | None = None

    def open(self, path: Path) -> None:
        """Show what the file is for; of one that this office's assessor is marking, ask."""
        from danvan_desktop.services import assessor_desk

        try:
            look = assessor_desk.looked_at(path)
        except DanVanError as error:
            self._work.messages.error(self._parent, error)
            return
        if look.answer:
            self.take_back(path)
        elif look.begun and look.office_uid == self._work.session.office_uid:
            self._ask(path)
        else:
            self.mark(path)

    def _ask(self, path: Path) -> None:
        question = "Tệp phiếu này đang được chấm. Làm gì với tệp?"
        choices = ["Nhận các phiếu đã hoàn thành", "Chấm tiếp"]
        chosen = self._work.messages.choose(self._parent, question, choices)
        if chosen is not None:
            (self.take_back, self.mark)[chosen](path)

    def take_back(self, path: Path) -> None:
        """Check the file beside the window, then show what taking it would do, or why not."""
        work = self._work
        work.start("Kiểm tra tệp", partial(self._examine, path), self._on_examined, self._parent)

    def _examine(self, path: Path, progress: Progress) -> ReturnPlan | DanVanError:
        """Runs on the worker. A refusal is a result, to be said like one."""
        from danvan_desktop.services import sheet_return

        progress(0, 0, "Đang kiểm tra chữ ký và từng phiếu")
        work = self._work
        try:
            return sheet_return.examine(work.session, path, work.programme_id, work.year)
        except DanVanError as error:
            return error

    def _on_examined(self, found: ReturnPlan | DanVanError) -> None:
        from danvan_desktop.ui.sheet_return_dialog import SheetReturnDialog

        if isinstance(found, DanVanError):
            self._work.messages.error(self._parent, found)
            return
        self.shown = SheetReturnDialog(self._parent, self._work, found)
        self.shown.open()

    def mark(self, path: Path) -> None:
        """Open the window in which the sheets of the file are marked."""
        from danvan_desktop.services.assessor_desk import open_sheets
        from danvan_desktop.ui.assessor_window import AssessorWindow

        work = self._work
        try:
            desk = open_sheets(path, work.session.clock)
        except DanVanError as error:
            work.messages.error(self._parent, error)
            return
        self.shown = AssessorWindow(desk, work.messages, work.store, self._parent.window())
        self.shown.show()


class SheetFileDrops(QObject):
    """Lets `.dvp` files be dropped anywhere on a window."""

    def __init__(self, window: QWidget, opened: Callable[[Path], None]) -> None:
        super().__init__(window)
        self._opened = opened
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if isinstance(event, QDragEnterEvent) and _sheet_file(event):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            path = _sheet_file(event)
            if path is not None:
                event.acceptProposedAction()
                self._opened(path)
                return True
        return False


def _sheet_file(event: QDropEvent) -> Path | None:
    """The one `.dvp` file that is dragged, None for anything else."""
    paths = paths_of(event.mimeData())
    if len(paths) == 1 and paths[0].suffix.lower() == ENDING:
        return paths[0]
    return None
