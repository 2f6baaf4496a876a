"""What the tour leaves behind: numbered pictures, papers, and what each file is.

Owns the folder of one programme and the record of its steps. A step that fails raises
`StepFailed` with its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.services.paper_pages import PaperPages
from danvan_desktop.ui import hands
from danvan_desktop.ui.tour_messages import TourMessages


class StepFailed(Exception):  # noqa: N818 - it is the step that failed
    """A step of the tour did not end as it must."""

    def __init__(self, programme: str, step: str, cause: BaseException) -> None:
        self.programme = programme
        self.step = step
        super().__init__(f"{programme}: {step}: {type(cause).__name__}: {cause}")


@dataclass
class Album:
    """The folder of one programme. `messages` answers the questions of the windows in it."""

    programme: str
    folder: Path
    messages: TourMessages
    steps: list[str] = field(default_factory=list)
    _pictures: int = 0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One named step: whatever goes wrong in it, a message of error too, names it."""
        try:
            yield
            self.messages.check()
        except Exception as error:
            raise StepFailed(self.programme, name, error) from error
        self.steps.append(name)

    def picture(self, widget: QWidget, name: str) -> None:
        """The window as it stands now, under the next number."""
        hands.settle()
        self._pictures += 1
        path = self.folder / f"{self._pictures:02d}-{name}.png"
        if not widget.grab().save(str(path)):
            raise OSError(f"cannot write {path.name}")

    def path(self, name: str) -> Path:
        """Where a file of this programme goes."""
        return self.folder / name

    def expect(self, found: object, wanted: object, what: str) -> None:
        """Raise `AssertionError` unless what was made is what had to be made."""
        if found != wanted:
            raise AssertionError(f"{what}: {found!r}, not {wanted!r}")

    def files(self) -> list[dict[str, Any]]:
        """Every file with its size, and its pages where it is a PDF."""
        return [_described(path) for path in sorted(self.folder.iterdir())]


def _described(path: Path) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": path.name, "bytes": path.stat().st_size}
    if path.suffix == ".pdf":
        facts["pages"] = len(PaperPages(path.read_bytes()).sizes)
    return facts
