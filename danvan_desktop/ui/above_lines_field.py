"""What a decision from above says of each registration that was put forward, as a field.

Recognised with title and level, not recognised, or returned to be completed; the last two with
the reason from the paper. Whether a line may stand there is the services' to say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import FieldError
from danvan_desktop.services.decision_view import AboveResult, LineDraft
from danvan_desktop.ui import theme
from danvan_desktop.ui.lines_field import LEVEL, NAME, TITLE, ChoiceCells, Choices, LinesField

RESULT, REASON = range(3, 5)
RECOGNISED = "recognised"
RESULTS: Choices = (
    (RECOGNISED, "Công nhận"),
    (StepKind.REVIEW_FAILED.value, "Không công nhận"),
    (StepKind.RETURNED.value, "Trả lại, hoàn thiện"),
)
_CODE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class AboveLine:
    """One line as it stands in the table."""

    line: LineDraft
    result: str = RECOGNISED
    reason: str = ""


class AboveLinesField(LinesField):
    """`value()` is a tuple of `AboveLine`; a line without recognition needs its reason."""

    def __init__(
        self, name: str, label: str, names: Mapping[str, str], titles: Choices, levels: Choices
    ) -> None:
        self._extra: dict[str, AboveLine] = {}
        super().__init__(name, label, names, titles, levels)

    def _dress(self, titles: Choices, levels: Choices) -> None:
        self.table.setColumnCount(5)
        super()._dress(titles, levels)
        heads = ["Mô hình, điển hình", "Danh hiệu", "Cấp", "Kết quả", "Lý do"]
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setItemDelegateForColumn(RESULT, ChoiceCells(RESULTS, self.table))
        self.table.setColumnWidth(TITLE, theme.chars(20))
        self.table.setColumnWidth(LEVEL, theme.chars(9))
        self.table.setColumnWidth(RESULT, theme.chars(19))
        self.table.setColumnWidth(REASON, theme.chars(24))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.table.setToolTip("F2 hoặc bấm đúp vào danh hiệu, cấp, kết quả, lý do để sửa")

    def value(self) -> tuple[AboveLine, ...]:  # type: ignore[override]
        found = self.answers()
        if not found:
            raise FieldError(self.name, "Chưa chọn đăng ký nào.")
        for one in found:
            if one.result != RECOGNISED and not one.reason.strip():
                name = self._names.get(one.line.registration, "")
                raise FieldError(self.name, f"“{name}”: cần ghi lý do không được công nhận.")
        return found

    def answers(self) -> tuple[AboveLine, ...]:
        """What stands in the table."""
        return tuple(self._answer(row) for row in range(self.table.rowCount()))

    def text(self) -> str:
        return json.dumps(
            [
                [one.line.registration, one.line.title, one.line.level, one.result, one.reason]
                for one in self.answers()
            ]
        )

    def set_text(self, text: str) -> None:
        try:
            entries = [[str(part) for part in entry] for entry in json.loads(text)]
            found = [AboveLine(LineDraft(*entry[:3]), *entry[3:]) for entry in entries]
        except (ValueError, TypeError):
            return
        self.set_answers([one for one in found if one.line.registration in self._names])

    def set_answers(self, found: Sequence[AboveLine]) -> None:
        """Show these lines with their results."""
        self._extra = {one.line.registration: one for one in found}
        self.set_value([one.line for one in found])

    def _answer(self, row: int) -> AboveLine:
        result = self.table.model().index(row, RESULT).data(_CODE)
        reason = self.table.item(row, REASON)
        return AboveLine(self._line(row), str(result), reason.text() if reason else "")

    def _put(self, row: int, line: LineDraft) -> None:
        super()._put(row, line)
        known = self._extra.get(line.registration, AboveLine(line))
        words = dict(RESULTS).get(known.result, "")
        result = QTableWidgetItem(words)
        result.setData(_CODE, known.result)
        self.table.setItem(row, RESULT, result)
        self.table.setItem(row, REASON, QTableWidgetItem(known.reason))

    def _move(self, by: int) -> None:
        self._keep()
        super()._move(by)

    def _on_drop(self) -> None:
        self._keep()
        super()._on_drop()

    def _keep(self) -> None:
        """What was answered, so that moving or leaving out a line does not lose it."""
        self._extra = {one.line.registration: one for one in self.answers()}


def split(found: Sequence[AboveLine]) -> tuple[tuple[LineDraft, ...], tuple[AboveResult, ...]]:
    """Lines that are recognised, and what the others came back as."""
    lines = tuple(one.line for one in found if one.result == RECOGNISED)
    others = tuple(
        AboveResult(one.line.registration, StepKind(one.result), one.reason)
        for one in found
        if one.result != RECOGNISED
    )
    return lines, others
