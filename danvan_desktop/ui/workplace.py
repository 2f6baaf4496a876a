"""What every page is handed: the open session, programme and year, and the doors of the window.

    class CalendarPage(QWidget):
        def __init__(self, work: Workplace) -> None: ...
        def reload(self, changes: Changes | None) -> None:      # None: read everything again
            if changes is not None and not changes.concern(Topic.CALENDAR): return
            items = calendar.agenda(self._work.session, self._work.programme_id, ...)
        def _on_done(self) -> None:
            if self._work.run(self, partial(calendar.mark_done, self._work.session, ...)):
                self._work.say("Đã đánh dấu hoàn thành.")

`run` calls one use case on the main thread, shows its error in a box, and broadcasts its Changes to
all pages. Long work goes through `start`, beside the window. Owns no widget and no rule.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.errors import DanVanError, UserError
from danvan_desktop.services import adoption
from danvan_desktop.services.session import Changes, Session
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.stores import Drafts, SettingsStore
from danvan_desktop.ui.tasks import Progress, TaskRunner

if TYPE_CHECKING:
    from danvan_desktop.domain.programmes import Programme


def _ignore(*_: object) -> None:
    """Stands in for the window in tests of a single page."""


@dataclass
class Workplace:
    """See the module's text. `window` fills in the doors when it has been made."""

    session: Session
    messages: Messages
    runner: TaskRunner
    store: SettingsStore
    drafts: Drafts
    programme_id: str = ""
    year: int = 0
    broadcast: Callable[[Changes | None], None] = field(default=_ignore)
    go: Callable[[str, str], None] = field(default=_ignore)
    """Place key and uid of a record in it, "" for none."""
    say: Callable[[str], None] = field(default=_ignore)

    @property
    def programme(self) -> Programme:
        """The chosen programme. Raises `UserError` when none is adopted."""
        return adoption.programme(self.session, self.programme_id)

    def run(self, parent: QWidget, use_case: Callable[[], Changes]) -> Changes | None:
        """Carry out one use case; None when it was refused, which the official has then read."""
        try:
            changes = use_case()
        except DanVanError as error:
            self.messages.error(parent, error)
            return None
        self.broadcast(changes)
        return changes

    def start(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        parent: QWidget | None,
    ) -> None:
        """Long work on the worker thread, with a connection of its own; `done` on this one.

        Over `parent` its progress is shown, with a way to stop it; None for work nobody asked for.
        Nothing begins while other asked work runs, which the official has then read.
        """

        def connected(progress: Progress) -> Any:
            with self.session.connected():
                return work(progress)

        try:
            self.runner.start(title, connected, done=done, parent=parent)
        except UserError as error:
            self.messages.error(parent, error)
