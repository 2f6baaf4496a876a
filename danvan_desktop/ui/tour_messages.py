"""Answers the questions of the windows during the tour; an error message fails the step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.ui.messages import Messages, error_parts


class TourMessages(Messages):
    """Says yes, saves where it is told, and keeps every error until `check`."""

    def __init__(self) -> None:
        super().__init__()
        self._errors: list[str] = []
        self.save_to: Path | None = None
        """Where the next file is saved; used once."""

    def check(self) -> None:
        """Raise `AssertionError` with what an official would have read."""
        errors, self._errors = self._errors, []
        if errors:
            raise AssertionError("; ".join(errors))

    def error(self, parent: QWidget | None, error: BaseException) -> None:
        del parent
        self._errors.append(error_parts(error)[0])

    def info(self, parent: QWidget | None, text: str, detail: str = "") -> None:
        del parent, text, detail

    def confirm(self, parent: QWidget | None, question: str, **_more: Any) -> bool:
        del parent, question
        return True

    def choose(
        self, parent: QWidget | None, question: str, choices: Sequence[str], *, detail: str = ""
    ) -> int | None:
        self._errors.append(f"{question} {' / '.join(choices)} {detail}")
        del parent
        return None

    def save_file(
        self, parent: QWidget | None, title: str, suggested: str, patterns: str
    ) -> Path | None:
        del parent, suggested, patterns
        path, self.save_to = self.save_to, None
        if path is None:
            self._errors.append(f"nobody told where to save: {title}")
        return path
