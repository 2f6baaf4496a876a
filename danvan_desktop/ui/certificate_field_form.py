"""What the chosen field of a template says and looks like, typed beside the page.

    form = FieldForm()
    form.show_field(field)                       # None: nothing, or several, are chosen
    form.edited.connect(...)                     # (name, value) of what was typed, when readable

Owns labels and reading; nothing is stored. A value that cannot be read is said at its box and told
to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from danvan_desktop.domain.certificate_template import (
    FACTS,
    FONT_FAMILIES,
    GOLD,
    INK,
    RED,
    Align,
    Slide,
    Source,
    Stand,
    TemplateField,
)
from danvan_desktop.errors import FieldError
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.fields import Field, NumberField, TextField
from danvan_desktop.ui.form import Form
from danvan_desktop.ui.tick_fields import FlagField

COLOUR_NAMES = ((INK, "Đen"), (RED, "Đỏ"), (GOLD, "Vàng đồng"), ("#1F3A6E", "Xanh đậm"))
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_FLAGS = (
    ("bold", "Đậm"),
    ("italic", "Nghiêng"),
    ("capitals", "In hoa"),
    ("rule", "Gạch chân"),
    ("prefix", "Thêm Ông, Bà, Gia đình ông trước tên"),
    ("required", "Bắt buộc có"),
    ("printed", "Đã in sẵn trên phôi"),
    ("visible", "Hiện trên giấy"),
)


class FieldForm(QScrollArea):
    """See the module's text."""

    edited = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self.form = Form()
        self.heading = QLabel()
        self.nothing = QLabel(
            "Chưa chọn ô nào.\nBấm vào một ô trên trang giấy, hoặc chọn trong danh sách bên trái."
        )
        self._build()
        self._assemble()

    def _build(self) -> None:
        form = self.form
        form.add(ChoiceField("source", "Ô này ghi", [(one, one.label) for one in Source]))
        facts = ", ".join(f"{{{name}}}" for name in FACTS.values())
        form.add(TextField("text", "Chữ tự nhập", limit=1000, lines=2, hint=f"Điền được: {facts}"))
        form.add_row(_millimetres("x", "Cách mép trái"), _millimetres("y", "Cách mép trên"))
        form.add_row(_millimetres("width", "Rộng"), _millimetres("height", "Cao"))
        form.add(ChoiceField("font", "Phông chữ", list(FONT_FAMILIES.items())))
        form.add_row(_points("size", "Cỡ chữ"), _points("wrap_size", "Cỡ khi xuống dòng"))
        form.add_row(_points("floor", "Cỡ nhỏ nhất"), _count("max_lines", "Số dòng tối đa"))
        form.add_row(
            _points("line_factor", "Giãn dòng"),
            ChoiceField("colour", "Màu chữ", _colours(), editable=True),
        )
        form.add_row(
            ChoiceField("align", "Căn ngang", [(one, one.label) for one in Align]),
            ChoiceField("stand", "Căn dọc", [(one, one.label) for one in Stand]),
        )
        form.add(ChoiceField("slide", "Khi ô bên cạnh trống", [(one, one.label) for one in Slide]))
        for first, second in zip(_FLAGS[:4:2], _FLAGS[1:4:2], strict=True):
            form.add_row(FlagField(*first), FlagField(*second))
        for name, label in _FLAGS[4:]:
            form.add(FlagField(name, label))
        form.finish()
        for field in form:
            field.changed.connect(partial(self._on_changed, field))

    def _assemble(self) -> None:
        theme.role(self.heading, "heading")
        theme.role(self.nothing, "soft")
        self.heading.setWordWrap(True)
        self.nothing.setWordWrap(True)
        for name in ("source", "font", "align", "stand", "slide", "colour"):
            field = self.form[name]
            assert isinstance(field, ChoiceField)
            field.box.setMinimumContentsLength(6)
        body = QWidget()
        theme.role(body, "page")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(theme.gap(), theme.gap(), theme.gap(), theme.gap())
        layout.setSpacing(theme.gap())
        for widget in (self.heading, self.nothing, self.form):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)

    def show_field(self, field: TemplateField | None, count: int = 0) -> None:
        """Show the only chosen field; without one, say that `count` are chosen."""
        self.form.setVisible(field is not None)
        self.heading.setVisible(field is not None or count > 1)
        self.nothing.setVisible(field is None)
        if field is None:
            self.heading.setText(f"Đang chọn {count} ô")
            self.nothing.setText(_SEVERAL if count > 1 else _NONE)
            return
        self.heading.setText(field.label)
        self._filling = True
        try:
            for one in self.form:
                self._show(one, field)
        finally:
            self._filling = False
        self.form["text"].setVisible(field.source is Source.TEXT)
        self.form["prefix"].setVisible(field.source is Source.RECIPIENT)
        self._show_letters(field.source is not Source.CODE)

    def _show(self, one: Field, field: TemplateField) -> None:
        value = getattr(field, one.name)
        if isinstance(value, float):
            value = Decimal(str(round(value, 2)))
        if one.name == "colour":
            value = dict(COLOUR_NAMES).get(value, value)
        try:
            same = one.value() == value
        except FieldError:
            same = False
        if not (same or (one.editor.hasFocus() and one.problem())):
            one.set_value(value)
        one.set_problem("")

    def _show_letters(self, shown: bool) -> None:
        """A code has no letters: hide what is about them."""
        for name in _LETTERS:
            self.form[name].setVisible(shown)

    def _on_changed(self, field: Field) -> None:
        if self._filling:
            return
        try:
            value = field.value()
            if value is None:
                return
            made = _READ.get(field.name, _as_is)(value)
        except FieldError as error:
            field.set_problem(str(error))
            return
        field.set_problem("")
        self.edited.emit(field.name, made)


_LETTERS = (
    *("font", "size", "wrap_size", "floor", "max_lines", "line_factor", "colour"),
    *("align", "stand", "bold", "italic", "capitals", "rule"),
)
_NONE = "Chưa chọn ô nào.\nBấm vào một ô trên trang giấy, hoặc chọn trong danh sách bên trái."
_SEVERAL = "Phím mũi tên dời cả nhóm. Chọn một ô để sửa chữ và cỡ chữ."


def _millimetres(name: str, label: str) -> NumberField:
    low = Decimal(-1000) if name in "xy" else Decimal(1)
    return NumberField(
        name, label, required=True, points=True, minimum=low, maximum=Decimal(1000), unit="mm"
    )


def _points(name: str, label: str) -> NumberField:
    low = Decimal("0.8") if name == "line_factor" else Decimal(1)
    high = Decimal(3) if name == "line_factor" else Decimal(300)
    return NumberField(name, label, required=True, points=True, minimum=low, maximum=high)


def _count(name: str, label: str) -> NumberField:
    return NumberField(
        name, label, required=True, places=0, minimum=Decimal(1), maximum=Decimal(20)
    )


def _colours() -> list[tuple[str, str]]:
    return [(words, words) for _, words in COLOUR_NAMES]


def _colour(words: str) -> str:
    known = {name: colour for colour, name in COLOUR_NAMES}
    if words in known:
        return known[words]
    if not _COLOUR.fullmatch(words):
        raise FieldError("colour", "Chọn màu trong danh sách, hoặc gõ mã như #B31217.")
    return words.upper()


def _as_is(value: Any) -> Any:
    return value


_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("x", "y", "width", "height", "size", "wrap_size", "floor"), float),
    "line_factor": float,
    "max_lines": int,
    "colour": _colour,
}
