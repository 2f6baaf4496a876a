"""One element of a paper's look on a line: words, editor, what is allowed, and the way back.

    row = ProfileRow(field, default)
    row.set_value(20); row.read()        # raises FieldError for what is no number
    row.set_problem("phải từ 10 đến 50"); row.changed

Owns the editors; which elements there are is `services/profile_fields`, what is sound is the
service's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from danvan_desktop.domain.numbers import format_decimal, parse_points
from danvan_desktop.errors import FieldError
from danvan_desktop.services.profile_fields import STYLE_PARTS, FieldKind, ProfileField
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.choice_box import ChoiceBox
from danvan_desktop.ui.editors import LineEdit, PlainText
from danvan_desktop.ui.tick_fields import TickBox

_TICKS = (
    ("bold", "B", "Chữ đậm"),
    ("italic", "I", "Chữ nghiêng"),
    ("capitals", "HOA", "Chữ in hoa"),
    ("underline", "U", "Gạch chân"),
)


class _Editor(QWidget):
    """What the editors share: `read`, `show_value`, and `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.gap() // 2)

    def read(self) -> Any:
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        raise NotImplementedError


class _NumberEditor(_Editor):
    def __init__(self, field: ProfileField, label: str, tip: str = "") -> None:
        super().__init__()
        self._field = field
        self.line = LineEdit()
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setFixedWidth(theme.chars(6))
        self.line.setAccessibleName(label)
        self.line.setToolTip(tip)
        self.row.addWidget(self.line)
        if field.unit:
            unit = QLabel(field.unit)
            theme.role(unit, "soft")
            self.row.addWidget(unit)
        self.row.addStretch(1)
        self.line.textChanged.connect(self.changed)
        self.setFocusProxy(self.line)

    def read(self) -> int | float:
        typed = self.line.text().strip()
        if not typed:
            raise FieldError(self._field.key, "Chưa nhập số.")
        number = parse_points(typed, field=self._field.key, label=self._field.label)
        return int(number) if number == number.to_integral_value() else float(number)

    def show_value(self, value: Any) -> None:
        self.line.setText(format_decimal(Decimal(str(value))))


class _TextEditor(_Editor):
    def __init__(self, label: str) -> None:
        super().__init__()
        self.line = LineEdit()
        self.line.setAccessibleName(label)
        self.row.addWidget(self.line, 1)
        self.line.textChanged.connect(self.changed)
        self.setFocusProxy(self.line)

    def read(self) -> str:
        return self.line.text()

    def show_value(self, value: Any) -> None:
        self.line.setText(str(value))
        self.line.setCursorPosition(0)


class _LinesEditor(_Editor):
    def __init__(self, label: str) -> None:
        super().__init__()
        self.area = PlainText(lines=2)
        self.area.setAccessibleName(label)
        self.row.addWidget(self.area, 1)
        self.area.textChanged.connect(self.changed)
        self.setFocusProxy(self.area)

    def read(self) -> str:
        return self.area.toPlainText().strip()

    def show_value(self, value: Any) -> None:
        self.area.setPlainText(str(value))


class _WordEditor(_Editor):
    def __init__(self, field: ProfileField) -> None:
        super().__init__()
        self.box = ChoiceBox()
        self.box.setAccessibleName(field.label)
        self._words = field.words
        self.box.addItems([text for _, text in field.words])
        self.row.addWidget(self.box, 1)
        self.box.currentIndexChanged.connect(self.changed)
        self.setFocusProxy(self.box)

    def read(self) -> str:
        return self._words[self.box.currentIndex()][0]

    def show_value(self, value: Any) -> None:
        words = [word for word, _ in self._words]
        self.box.setCurrentIndex(words.index(value) if value in words else 0)


class _FlagEditor(_Editor):
    def __init__(self, label: str) -> None:
        super().__init__()
        self.box = TickBox("Có")
        self.box.setAccessibleName(label)
        self.row.addWidget(self.box)
        self.row.addStretch(1)
        self.box.toggled.connect(self.changed)
        self.setFocusProxy(self.box)

    def read(self) -> bool:
        return self.box.isChecked()

    def show_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))


class _StyleEditor(_Editor):
    """Size, smallest size, and four buttons that stay down."""

    def __init__(self, field: ProfileField) -> None:
        super().__init__()
        self.largest = _NumberEditor(_part(field), f"{field.label}, cỡ chữ", "Cỡ chữ")
        self.least = _NumberEditor(
            _part(field), f"{field.label}, cỡ nhỏ nhất", "Cỡ nhỏ nhất khi dòng quá dài"
        )
        until = QLabel("đến")
        theme.role(until, "soft")
        for one in (self.largest, until, self.least):
            self.row.addWidget(one)
        self.ticks: dict[str, QToolButton] = {}
        for name, sign, words in _TICKS:
            self.ticks[name] = self._tick(sign, f"{words}: {field.label.lower()}")
            self.row.addWidget(self.ticks[name])
        self.row.addStretch(1)
        for editor in (self.largest, self.least):
            editor.changed.connect(self.changed)
        self.setFocusProxy(self.largest)

    def _tick(self, sign: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setCheckable(True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setMinimumWidth(theme.chars(7 if len(sign) > 1 else 4))
        font = button.font()
        font.setBold(sign == "B")
        font.setItalic(sign == "I")
        font.setUnderline(sign == "U")
        button.setFont(font)
        button.toggled.connect(self.changed)
        return button

    def read(self) -> dict[str, Any]:
        ticked = {name: button.isChecked() for name, button in self.ticks.items()}
        found = {"size": self.largest.read(), "floor": self.least.read(), **ticked}
        return {part: found[part] for part in STYLE_PARTS}

    def show_value(self, value: Any) -> None:
        self.largest.show_value(value["size"])
        self.least.show_value(value["floor"])
        for name, button in self.ticks.items():
            button.setChecked(bool(value[name]))


class ProfileRow(QObject):
    """See the module's text. Lays itself into four columns of a grid."""

    changed = Signal()

    def __init__(self, field: ProfileField, default: Any) -> None:
        super().__init__()
        self.field = field
        self.default = default
        self.editor = _editor(field)
        self.label = QLabel(field.label)
        self.label.setWordWrap(True)
        self.label.setBuddy(self.editor)
        self.note = QLabel()
        self.note.setWordWrap(field.kind is not FieldKind.NUMBER)
        theme.role(self.note, "soft")
        self.back = QToolButton()
        self.back.setIcon(icons.icon("return"))
        self.back.setAccessibleName(f"Trả {field.label.lower()} về mặc định")
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        theme.role(self._problem, "problem")
        for words in (self.label, self.note, self._problem):
            words.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.hide()
        self.editor.changed.connect(self._on_changed)
        self.back.clicked.connect(self._on_back)
        self.editor.show_value(default)
        self.set_default(default)

    def lay_into(self, grid: QGridLayout) -> None:
        """Take the next two rows: the element, and the reason why it is wrong."""
        row = grid.rowCount()
        middle = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self.label, row, 0, middle)
        narrow = self.field.kind is FieldKind.NUMBER
        grid.addWidget(self.editor, row, 1, 1, 1 if narrow else 2)
        grid.addWidget(self.back, row, 3, middle)
        if narrow:
            grid.addWidget(self.note, row, 2, middle)
        else:
            grid.addWidget(self.note, row + 1, 1, 1, 3)
        grid.addWidget(self._problem, row + 2, 1, 1, 3)

    def read(self) -> Any:
        """The value; FieldError for a number that cannot be read."""
        return self.editor.read()

    def set_value(self, value: Any) -> None:
        """Show another value."""
        self.editor.show_value(value)

    def set_default(self, default: Any) -> None:
        """Another shipped value to go back to."""
        self.default = default
        self.note.setText(_allowed(self.field, default))
        self.back.setToolTip(f"Trả về mặc định: {_words(self.field, default)}")
        self._on_changed()

    def is_default(self) -> bool:
        """Whether the shipped value stands here."""
        try:
            return bool(self.read() == self.default)
        except FieldError:
            return False

    def problem(self) -> str:
        """The reason shown, "" when there is none."""
        return self._problem.text()

    def set_problem(self, text: str) -> None:
        """Say what is wrong under the editor; "" takes the words away."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anyone change."""
        self.editor.setEnabled(not read_only)
        self.back.setVisible(not read_only)

    def _on_changed(self) -> None:
        changed = not self.is_default()
        self.back.setEnabled(changed)
        self.note.setVisible(changed or self.field.kind is FieldKind.NUMBER)
        self.changed.emit()

    def _on_back(self) -> None:
        self.set_value(self.default)
        self.editor.setFocus()


def _editor(field: ProfileField) -> _Editor:
    makers: Mapping[FieldKind, Callable[[], _Editor]] = {
        FieldKind.NUMBER: lambda: _NumberEditor(field, field.label),
        FieldKind.WORD: lambda: _WordEditor(field),
        FieldKind.TEXT: lambda: _TextEditor(field.label),
        FieldKind.LINES: lambda: _LinesEditor(field.label),
        FieldKind.FLAG: lambda: _FlagEditor(field.label),
        FieldKind.STYLE: lambda: _StyleEditor(field),
    }
    return makers[field.kind]()


def _part(field: ProfileField) -> ProfileField:
    return ProfileField(field.key, field.label, FieldKind.NUMBER, "", field.low, field.high)


def _allowed(field: ProfileField, default: Any) -> str:
    """The default, and for a number its range; of other kinds it is shown where it differs."""
    if field.kind is FieldKind.NUMBER:
        span = f"{_number(field.low)} - {_number(field.high)}"
        return f"{span}; mặc định {_number(default)}"
    return f"Mặc định: {_words(field, default)}"


def _words(field: ProfileField, value: Any) -> str:
    if field.kind is FieldKind.STYLE:
        ticked = [words.lower() for name, _, words in _TICKS if value[name]]
        return ", ".join([_number(value["size"]), *(one.removeprefix("chữ ") for one in ticked)])
    if field.kind is FieldKind.FLAG:
        return "có" if value else "không"
    if field.kind is FieldKind.NUMBER:
        return _number(value)
    named = dict(field.words).get(value, str(value))
    return f"“{named}”" if named else "để trống"


def _number(value: Any) -> str:
    return format_decimal(Decimal(str(value)))
