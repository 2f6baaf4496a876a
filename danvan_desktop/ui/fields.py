"""Fields of a form: label, required mark, editor, and the reason beside it when it is wrong.

    name = LineField("name", "Tên mô hình", required=True, limit=250)
    content = TextField("content", "Nội dung chính", limit=2000, lines=4)
    sector = ChoiceField("sector", "Lĩnh vực", [("KT", "Kinh tế"), ...], required=True)
    due = DateField("due", "Hạn")
    value = NumberField("value", "Giá trị (triệu đồng)", places=2)

Every field has: `name`; `value()` that gives the cleaned value or raises `FieldError(name, ...)`;
`set_value(value)`; `set_problem(text)` ("" takes it away); `text()` / `set_text(text)` for drafts;
`set_read_only(bool)`; the signal `changed`. What is allowed beyond empty, too long and unreadable
is the domain's to say: the service's `FieldError.field` is the field's `name`.

Dates and choices are in `date_field`, `choice_field`; files in `file_drop`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from danvan_desktop.domain.numbers import format_decimal, parse_decimal, parse_points
from danvan_desktop.domain.text import (
    checked_line,
    checked_text,
    hidden_count,
    in_sentence,
)
from danvan_desktop.errors import FieldError
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.editors import LineEdit, PlainText
from danvan_desktop.ui.theme import Tone

REQUIRED_MARK = " *"


class Field(QWidget):
    """What all fields share. A subclass builds `editor` and reads and writes its value."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        label: str,
        editor: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.label = label
        self.required = required
        self.editor = editor
        self._label = QLabel()
        self._note = QLabel(hint)
        self._problem = QLabel()
        self._sign = QLabel()
        self._hint = hint
        self.setFocusProxy(editor)
        self._assemble()

    def _assemble(self) -> None:
        self.set_required(self.required)
        theme.role(self._label, "label")
        theme.role(self._note, "soft")
        theme.role(self._problem, "problem")
        self._label.setBuddy(self.editor)
        for words in (self._label, self._note, self._problem):
            words.setTextFormat(Qt.TextFormat.PlainText)
        for words in (self._note, self._problem):
            words.setWordWrap(True)
        self._sign.setPixmap(icons.tone_pixmap(Tone.BAD, theme.icon_size()))
        self.editor.setAccessibleDescription(self._hint)
        self._head = QHBoxLayout()
        self._head.addWidget(self._label)
        self._head.addStretch(1)
        reason = QHBoxLayout()
        reason.setSpacing(theme.gap() // 2)
        reason.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        reason.addWidget(self._problem, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(max(2, theme.gap() // 3))
        layout.addLayout(self._head)
        layout.addWidget(self._box())
        layout.addWidget(self._note)
        layout.addLayout(reason)
        self._note.setVisible(bool(self._hint))
        self.set_problem("")

    def _box(self) -> QWidget:
        """The widget to lay out; another than the editor when something stands beside it."""
        return self.editor

    def value(self) -> Any:
        """The cleaned value; raises FieldError when it is missing, too long or unreadable."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value as `value()` would give it; None empties the field."""
        raise NotImplementedError

    def text(self) -> str:
        """What stands in the field, as typed; for drafts and for "has anything changed"."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Put back what `text()` gave."""
        raise NotImplementedError

    def tab_stops(self) -> Sequence[QWidget]:
        """Where Tab stops in this field, in order."""
        return (self.editor,)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anyone type."""
        self.editor.setEnabled(not read_only)

    def set_required(self, required: bool) -> None:
        """Mark the field as needed, or not."""
        self.required = required
        self._label.setText(self.label + (REQUIRED_MARK if required else ""))
        name = f"{self.label} (bắt buộc)" if required else self.label
        self.editor.setAccessibleName(name)

    def set_label(self, label: str) -> None:
        """Change the words over the editor."""
        self.label = label
        self.set_required(self.required)

    def set_demanded(self, demanded: bool) -> None:
        """Mark the field like a required one, yet let it be saved empty for now."""
        self.set_required(demanded)
        self.required = False

    def set_hint(self, hint: str) -> None:
        """The soft line under the editor."""
        self._hint = hint
        self._note.setText(hint)
        self._note.setVisible(bool(hint) and not self._problem.text())

    def add_to_head(self, widget: QWidget) -> None:
        """Put something at the right end of the label's line."""
        self._head.addWidget(widget)

    def set_problem(self, text: str) -> None:
        """Say beside the field what is wrong with it; "" takes the words away."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self._sign.setVisible(bool(text))
        self._note.setVisible(bool(self._hint) and not text)
        self.editor.setAccessibleDescription(text or self._hint)
        theme.set_state(self.editor, "problem", bool(text))

    def problem(self) -> str:
        """The words shown now, "" when there are none."""
        return self._problem.text()

    def say_hidden(self, typed: str) -> None:
        """Say under the editor that invisible characters will be left out; else show the hint."""
        count = hidden_count(typed)
        words = f"Có {count} ký tự ẩn, sẽ được bỏ khi lưu." if count else self._hint
        if words != self._note.text():
            self._note.setText(words)
            self._note.setVisible(bool(words) and not self._problem.text())

    def _missing(self) -> FieldError:
        return FieldError(self.name, f"Chưa nhập {in_sentence(self.label)}.")

    def _on_edited(self) -> None:
        if self.problem():
            self.set_problem("")
        self.changed.emit()


class OneLineField(Field):
    """A field typed into one line; what was typed is kept as it stands until it is read."""

    line: LineEdit

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        self.line.setText(text)

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)
        theme.set_state(self.line, "readOnly", read_only)


class ReadField(OneLineField):
    """One line that is read as a number or a date, and written the usual way when it is left."""

    def _shown(self, value: Any) -> str:
        """A value the usual way."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else self._shown(value))

    def _on_finished(self) -> None:
        try:
            value = self.value() if self.line.text().strip() else None
        except FieldError as error:
            self.set_problem(str(error))
            return
        if value is not None and self.line.text() != self._shown(value):
            self.line.setText(self._shown(value))


class LineField(OneLineField):
    """One line of text, cleaned; too long is said, never cut."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        limit: int = 250,
        hint: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.line = LineEdit()
        self.line.setPlaceholderText(placeholder)
        self.limit = limit
        super().__init__(name, label, self.line, required=required, hint=hint, parent=parent)
        self.line.textChanged.connect(self._on_edited)
        self.line.textChanged.connect(self.say_hidden)

    def value(self) -> str:
        return checked_line(
            self.name, self.label, self.line.text(), required=self.required, limit=self.limit
        )

    def set_value(self, value: str | None) -> None:
        self.set_text(value or "")

    def set_text(self, text: str) -> None:
        super().set_text(text)
        self.line.setCursorPosition(0)


class TextField(Field):
    """Room for a long text, with a count of its characters once it gets near the limit."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        limit: int = 5000,
        lines: int = 4,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.area = PlainText(lines=lines)
        self.limit = limit
        self._count = QLabel()
        super().__init__(name, label, self.area, required=required, hint=hint, parent=parent)
        theme.role(self._count, "soft")
        self._head.addWidget(self._count)
        self.area.textChanged.connect(self._on_edited)
        self._show_count()

    def value(self) -> str:
        return checked_text(
            self.name, self.label, self.text(), required=self.required, limit=self.limit
        )

    def set_value(self, value: str | None) -> None:
        self.set_text(value or "")

    def text(self) -> str:
        return self.area.toPlainText()

    def set_text(self, text: str) -> None:
        self.area.setPlainText(text)

    def set_read_only(self, read_only: bool) -> None:
        self.area.setReadOnly(read_only)
        theme.set_state(self.area, "readOnly", read_only)

    def _on_edited(self) -> None:
        super()._on_edited()
        self._show_count()
        self.say_hidden(self.text())

    def _show_count(self) -> None:
        length = len(self.text())
        over = length > self.limit
        theme.set_state(self._count, "role", "problem" if over else "soft")
        shown = f"{format_decimal(length)}/{format_decimal(self.limit)} ký tự"
        self._count.setText(f"Quá dài: {shown}" if over else shown if length else "")


class NumberField(ReadField):
    """A number with comma or dot. `points`: read "1.234" as a decimal, nobody scores thousands."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        required: bool = False,
        places: int = 2,
        points: bool = False,
        minimum: Decimal | None = Decimal(0),
        maximum: Decimal | None = None,
        unit: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.line = LineEdit()
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setMaximumWidth(theme.chars(22))
        self._places = places
        self._points = points
        self._minimum = minimum
        self._maximum = maximum
        self._unit = QLabel(unit)
        super().__init__(name, label, self.line, required=required, hint=hint, parent=parent)
        self.line.textChanged.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)

    def _box(self) -> QWidget:
        theme.role(self._unit, "soft")
        return beside(self.line, self._unit)

    def value(self) -> Decimal | None:
        typed = self.line.text().strip()
        if not typed:
            if self.required:
                raise self._missing()
            return None
        read = parse_points if self._points else parse_decimal
        number = read(typed, field=self.name, label=self.label)
        self._check(number)
        return number

    def _check(self, number: Decimal) -> None:
        exponent = number.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self._places:
            many = f"tối đa {self._places} chữ số thập phân" if self._places else "là số nguyên"
            raise FieldError(self.name, f"{self.label}: cần {many}.")
        if self._minimum is not None and number < self._minimum:
            least = format_decimal(self._minimum)
            raise FieldError(self.name, f"{self.label}: không được nhỏ hơn {least}.")
        if self._maximum is not None and number > self._maximum:
            most = format_decimal(self._maximum)
            raise FieldError(self.name, f"{self.label}: không được lớn hơn {most}.")

    def _shown(self, value: Decimal | int) -> str:
        return format_decimal(value)


def beside(editor: QWidget, *others: QWidget) -> QWidget:
    """An editor with something to its right, as one widget; room is left after the last."""
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.gap() // 2)
    layout.addWidget(editor, 1)
    for other in others:
        layout.addWidget(other)
    if editor.maximumWidth() < 10_000:
        layout.addStretch(1)
    return box
