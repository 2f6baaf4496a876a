"""The door to message boxes for tests and the tour: answers from a script, keeps what was said.

    answers.will("confirm", True)
    answers.will("save_file", tmp_path / "list.xlsx")
    ...
    assert answers.said == [("error", "Chưa nhập tên mô hình.")]

A question without a prepared answer fails the test, so nothing hangs in a modal box.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.ui.messages import Messages, error_parts


class Answers(Messages):
    """See the module's text. Answers are given in the order they were prepared, by kind."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self._prepared: list[tuple[str, Any]] = []

    def will(self, kind: str, answer: Any) -> None:
        """Prepare the answer to the next question of this kind."""
        self._prepared.append((kind, answer))

    def left(self) -> list[str]:
        """Kinds of the answers nobody asked for."""
        return [kind for kind, _ in self._prepared]

    def error(self, parent: QWidget | None, error: BaseException) -> None:
        self.said.append(("error", error_parts(error)[0]))

    def info(self, parent: QWidget | None, text: str, detail: str = "") -> None:
        self.said.append(("info", text))

    def confirm(self, parent: QWidget | None, question: str, **_more: Any) -> bool:
        return bool(self._take("confirm", question))

    def choose(
        self, parent: QWidget | None, question: str, choices: Sequence[str], *, detail: str = ""
    ) -> int | None:
        answer: int | None = self._take("choose", question)
        assert answer is None or 0 <= answer < len(choices), choices
        return answer

    def ask_reason(
        self, parent: QWidget | None, title: str, question: str, *, yes: str = ""
    ) -> str | None:
        answer: str | None = self._take("ask_reason", title)
        return answer

    def open_file(self, parent: QWidget | None, title: str, patterns: str) -> Path | None:
        answer: Path | None = self._take("open_file", title)
        return answer

    def open_files(self, parent: QWidget | None, title: str, patterns: str) -> list[Path]:
        return list(self._take("open_files", title))

    def save_file(
        self, parent: QWidget | None, title: str, suggested: str, patterns: str
    ) -> Path | None:
        answer: Path | None = self._take("save_file", suggested)
        return answer

    def choose_folder(self, parent: QWidget | None, title: str) -> Path | None:
        answer: Path | None = self._take("choose_folder", title)
        return answer

    def _take(self, kind: str, words: str) -> Any:
        self.said.append((kind, words))
        for place, (prepared, answer) in enumerate(self._prepared):
            if prepared == kind:
                del self._prepared[place]
                return answer
        raise AssertionError(f"no answer prepared for {kind}: {words}")
