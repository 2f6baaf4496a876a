"""What narrows the comparison board: group, sector, place, kind, state, and what to look out for.

Owns the choices and whether they take a row; the words typed into the list are its own filter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from danvan_desktop.domain.numbers import format_decimal, parse_points
from danvan_desktop.domain.text import sort_key
from danvan_desktop.errors import FieldError
from danvan_desktop.services.comparison import Board
from danvan_desktop.services.comparison_rows import ComparisonRow
from danvan_desktop.services.registration_list import RegistrationRow
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_box import ChoiceBox
from danvan_desktop.ui.page_frame import WrapRow
from danvan_desktop.ui.tables import FILTER_DELAY_MS


@dataclass(frozen=True)
class Narrowed:
    """What is kept; empty and False keep everything. `above`: only a larger spread."""

    group: str = ""
    sector: str = ""
    unit: str = ""
    kind: str = ""
    state: str = ""
    ties: bool = False
    incomplete: bool = False
    apart: bool = False
    above: Decimal | None = None

    def takes(self, row: ComparisonRow) -> bool:
        item = row.registration
        return (
            self.group in ("", row.group.key)
            and self.sector in ("", item.sector)
            and self.unit in ("", item.unit)
            and self.kind in ("", item.subject_kind.value)
            and self.state in ("", item.state.value)
            and (not self.ties or row.tied)
            and (not self.incomplete or not row.complete)
            and (not self.apart or bool(row.apart))
            and (self.above is None or (row.spread is not None and row.spread > self.above))
        )


_CHOICES = (
    ("group", "Mọi danh hiệu", "Danh hiệu, bộ tiêu chí"),
    ("sector", "Mọi lĩnh vực", "Lĩnh vực"),
    ("unit", "Mọi địa bàn", "Địa bàn"),
    ("kind", "Mọi đối tượng", "Đối tượng"),
    ("state", "Mọi tình trạng", "Tình trạng"),
)


class ComparisonFilter(QWidget):
    """See the module's text. `changed` when another set of rows is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {name: ChoiceBox() for name, *_ in _CHOICES}
        self.ties = QCheckBox("Ngang nhau")
        self.incomplete = QCheckBox("Chưa đủ phiếu")
        self.apart = QCheckBox("Có phiếu lệch")
        self.above = QLineEdit()
        self._delay = QTimer(self)
        self._before = Narrowed()
        self._offered: list[RegistrationRow] = []
        self._groups: list[tuple[str, str]] = []
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        row = WrapRow(self)
        for name, every, label in _CHOICES:
            box = self.boxes[name]
            box.setAccessibleName(f"Lọc theo {label.lower()}")
            box.setToolTip(f"Lọc theo {label.lower()}")
            box.addItem(every, "")
            box.setMinimumContentsLength(11)
            box.setMaximumWidth(theme.chars(26))
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            row.addWidget(box)
        row.addStretch()
        self.ties.setToolTip("Chỉ xem các đăng ký có thứ tự ngang nhau")
        self.incomplete.setToolTip("Chỉ xem các đăng ký còn thiếu phiếu")
        self.apart.setToolTip("Chỉ xem các đăng ký có phiếu lệch nhiều so với các phiếu khác")
        for check in (self.ties, self.incomplete, self.apart):
            row.addWidget(check)
        words = QLabel("Chênh trên")
        words.setBuddy(self.above)
        self.above.setAccessibleName("Chỉ xem đăng ký có chênh lệch giữa các phiếu trên")
        self.above.setToolTip("Chỉ xem đăng ký mà các phiếu chênh nhau hơn số điểm này")
        self.above.setPlaceholderText("điểm")
        self.above.setFixedWidth(theme.chars(9))
        row.addWidget(words)
        row.addWidget(self.above)

    def _connect(self) -> None:
        self._delay.setSingleShot(True)
        self._delay.setInterval(FILTER_DELAY_MS)
        self._delay.timeout.connect(self._on_changed)
        self.above.textChanged.connect(self._on_typed)
        for box in self.boxes.values():
            box.currentIndexChanged.connect(self._on_changed)
        for check in (self.ties, self.incomplete, self.apart):
            check.toggled.connect(self._on_changed)

    # what the board uses

    def fill(self, board: Board) -> None:
        """Offer what the board has, keeping what was chosen."""
        items = [row.registration for row in board.rows]
        groups = [(group.key, group.name) for group in board.groups]
        if (_ids(items), groups) == (_ids(self._offered), self._groups):
            return
        self._offered, self._groups = items, groups
        names = {
            "group": groups,
            "sector": _found((item.sector, item.sector_name) for item in items),
            "unit": _found((item.unit, item.unit_name) for item in items),
            "kind": _found((item.subject_kind.value, item.subject_kind.label) for item in items),
            "state": _found((item.state.value, item.state.label) for item in items),
        }
        for name, every, _ in _CHOICES:
            _offer(self.boxes[name], every, names[name])
        self._before = self.narrowed()

    def narrowed(self) -> Narrowed:
        chosen = {name: box.currentData() or "" for name, box in self.boxes.items()}
        return Narrowed(
            **chosen,
            ties=self.ties.isChecked(),
            incomplete=self.incomplete.isChecked(),
            apart=self.apart.isChecked(),
            above=self._above(),
        )

    def words(self) -> tuple[str, ...]:
        """What the rows are narrowed by, for the head of a workbook."""
        said = [
            f"{label}: {self.boxes[name].currentText()}"
            for name, _, label in _CHOICES
            if self.boxes[name].currentData()
        ]
        checks = (self.ties, self.incomplete, self.apart)
        said += [f"Chỉ xem: {check.text().lower()}" for check in checks if check.isChecked()]
        above = self._above()
        if above is not None:
            said.append(f"Chỉ xem: chênh lệch giữa các phiếu trên {format_decimal(above)} điểm")
        return tuple(said)

    def clear(self) -> None:
        """Keep everything again."""
        for box in self.boxes.values():
            box.setCurrentIndex(0)
        for check in (self.ties, self.incomplete, self.apart):
            check.setChecked(False)
        self.above.clear()
        self._on_changed()

    def _above(self) -> Decimal | None:
        """The number typed; None while there is none that can be read, which the field shows."""
        text = self.above.text().strip()
        try:
            found = parse_points(text) if text else None
        except FieldError:
            found = None
        theme.set_state(self.above, "problem", bool(text) and found is None)
        return found

    def _on_typed(self) -> None:
        self._delay.start()

    def _on_changed(self) -> None:
        self._delay.stop()
        now = self.narrowed()
        if now != self._before:
            self._before = now
            self.changed.emit()


def _ids(items: Iterable[RegistrationRow]) -> set[int]:
    """Tells at once whether the very same rows are meant, which a board keeps from change to
    change."""
    return {id(item) for item in items}


def _found(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(set(pairs), key=lambda pair: (sort_key(pair[1]), pair[0]))


def _offer(box: QComboBox, every: str, choices: Sequence[tuple[str, str]]) -> None:
    """Put the choices in without telling anybody; one that would change nothing is hidden."""
    wanted = [("", every), *choices]
    have = [(box.itemData(at), box.itemText(at)) for at in range(box.count())]
    box.setVisible(len(choices) > 1)
    if wanted == have:
        return
    before = box.currentData()
    box.blockSignals(True)
    box.clear()
    for key, text in wanted:
        box.addItem(text, key)
    box.setCurrentIndex(max(box.findData(before), 0))
    box.blockSignals(False)
