"""How a batch of certificates is printed: template, paper, order, printer and its offsets, pages.

    options = BatchOptions(); options.changed.connect(...); options.settings()

Owns labels and reading; what is remembered and where is the window's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from danvan_desktop.errors import FieldError
from danvan_desktop.services.certificate_batch import Order, PrintSettings
from danvan_desktop.services.print_places import ELSEWHERE
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.fields import LineField, NumberField
from danvan_desktop.ui.form import Form
from danvan_desktop.ui.tick_fields import FlagField

_FILE = "Lưu PDF, in ở máy khác"
USUAL_TEMPLATE = "Mẫu đang dùng của từng giấy"
_WAYS = ((False, "Giấy trắng: in cả hình"), (True, "Phôi in sẵn: chỉ in chữ"))
_MOST_SHIFT = Decimal(50)


@dataclass(frozen=True)
class PageRange:
    """Sheets from 1, both ends; `last` 0 for the last one."""

    first: int = 1
    last: int = 0
    copies: int = 1


class BatchOptions(QScrollArea):
    """See the module's text."""

    template_changed = Signal()
    settings_changed = Signal()
    offset_edited = Signal()
    signer_edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.test_button = QPushButton(icons.icon("table"), "In trang thử")
        self.templates_button = QPushButton(icons.icon("edit"), "Mẫu giấy...")
        self._filling = False
        self._build()
        self._assemble()
        self._connect()

    def _build(self) -> None:
        form = self.form
        form.add(ChoiceField("template", "Mẫu", [("", USUAL_TEMPLATE)]))
        form.add(LineField("signer", "Họ tên người ký", limit=100, hint="In dưới chức vụ."))
        form.add(FlagField("deputy", "Cấp phó ký"))
        form.add(ChoiceField("stock", "In lên", _WAYS))
        form.add(ChoiceField("order", "Thứ tự in", [(one, one.label) for one in Order]))
        form.add(FlagField("two_up", "Hai giấy trên một tờ"))
        form.add(ChoiceField("printer", "Máy in"))
        form.add_row(_shift("right", "Dịch sang phải"), _shift("down", "Dịch xuống dưới"))
        form.add_row(
            _number("first", "Từ tờ", "1"),
            _number("last", "Đến tờ", "cuối"),
            _number("copies", "Số bản", "1"),
        )
        form.finish()
        for name in ("template", "stock", "order", "printer"):
            field = form[name]
            assert isinstance(field, ChoiceField)
            field.box.setMinimumContentsLength(8)
        form["stock"].set_value(False)
        form["order"].set_value(Order.GIVEN)
        form["template"].set_value("")
        form["printer"].set_hint(
            "Độ lệch dưới đây nhớ riêng từng máy in, khổ giấy, có trong cả tệp PDF. "
            "Số âm: sang trái, lên."
        )

    def _assemble(self) -> None:
        self.test_button.setToolTip("Lưới ô 5 mm và khung các ô chữ, để đo độ lệch (Ctrl+T)")
        body = QWidget()
        theme.role(body, "page")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(theme.gap(), 0, theme.gap(), theme.gap())
        layout.setSpacing(theme.gap())
        layout.addWidget(self.form)
        row = QHBoxLayout()
        for button in (self.test_button, self.templates_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setMinimumWidth(theme.chars(39))

    def _connect(self) -> None:
        form = self.form
        form["template"].changed.connect(self._on_template)
        for name in ("stock", "order", "two_up", "printer"):
            form[name].changed.connect(self._on_settings)
        signer = form["signer"]
        assert isinstance(signer, LineField)
        signer.line.editingFinished.connect(self.signer_edited)
        form["deputy"].changed.connect(self._on_deputy)
        for name in ("right", "down"):
            field = form[name]
            assert isinstance(field, NumberField)
            field.line.editingFinished.connect(self.offset_edited)

    # filling

    def offer_templates(self, templates: Sequence[tuple[str, str]]) -> None:
        """Templates to choose from, by uid; the choice stays if it is still there."""
        field = self.form["template"]
        assert isinstance(field, ChoiceField)
        self._filling = True
        field.set_choices([("", USUAL_TEMPLATE), *templates])
        if self.value("template") is None:
            field.set_value("")
        self._filling = False

    def offer_printers(self, names: Sequence[str], usual: str) -> None:
        """The printers of this computer, and the one to begin with."""
        field = self.form["printer"]
        assert isinstance(field, ChoiceField)
        self._filling = True
        field.set_choices([*((name, name) for name in names), (ELSEWHERE, _FILE)])
        known = usual if usual in names else next(iter(names), ELSEWHERE)
        field.set_value(known)
        self._filling = False

    def put(self, name: str, value: object) -> None:
        """Put a value into a box without telling of it."""
        self._filling = True
        self.form[name].set_value(value)
        self._filling = False

    def show_offset(self, right: float, down: float) -> None:
        """The offsets of the chosen printer, mm."""
        self.put("right", Decimal(str(right)))
        self.put("down", Decimal(str(down)))

    def name_two_up(self, words: str) -> None:
        """What two on a sheet means for this paper; "" where there is no such sheet."""
        field = self.form["two_up"]
        assert isinstance(field, FlagField)
        field.box.setText(words)
        field.setVisible(bool(words))
        if not words:
            self.put("two_up", False)

    # reading

    def value(self, name: str) -> object:
        """A box's value; None while it cannot be read."""
        try:
            return self.form[name].value()
        except FieldError:
            return None

    def settings(self) -> PrintSettings:
        """What is chosen now."""
        order = self.value("order")
        return PrintSettings(
            stock=bool(self.value("stock")),
            two_up=bool(self.value("two_up")),
            order=order if isinstance(order, Order) else Order.GIVEN,
            printer=self.printer(),
        )

    def printer(self) -> str:
        """The printer whose offsets hold; `ELSEWHERE` for a file."""
        return str(self.value("printer") or ELSEWHERE)

    def signer(self) -> tuple[str, bool]:
        """Who signs, as typed, "" for nobody yet; and whether it is a deputy."""
        return str(self.value("signer") or ""), bool(self.value("deputy"))

    def show_signer(self, signer: str, deputy: bool | None) -> None:
        """Ask for the signer; `deputy` is None where records say who signs as what."""
        self.put("signer", signer)
        self.put("deputy", bool(deputy))
        self.form["signer"].setVisible(True)
        self.form["deputy"].setVisible(deputy is not None)

    def hide_signer(self) -> None:
        """The records name the signer."""
        self.form["signer"].setVisible(False)
        self.form["deputy"].setVisible(False)

    def template(self) -> str:
        """The uid of the template for all, "" for each its own."""
        return str(self.value("template") or "")

    def offset(self) -> tuple[float, float]:
        """Millimetres to the right and down. Raises `FieldError` for what cannot be read."""
        right, down = self.form["right"].value(), self.form["down"].value()
        return float(right or 0), float(down or 0)

    def pages(self) -> PageRange:
        """Which sheets, and how often. Raises `FieldError`."""
        first, last, copies = (self.form[name].value() for name in ("first", "last", "copies"))
        if first and last and last < first:
            raise FieldError("last", "Tờ cuối phải từ tờ đầu trở đi.")
        return PageRange(int(first or 1), int(last or 0), int(copies or 1))

    def _on_template(self) -> None:
        if not self._filling and self.value("template") is not None:
            self.template_changed.emit()

    def _on_settings(self) -> None:
        if not self._filling:
            self.settings_changed.emit()

    def _on_deputy(self) -> None:
        if not self._filling:
            self.signer_edited.emit()


def _shift(name: str, label: str) -> NumberField:
    return NumberField(
        name, label, points=True, minimum=-_MOST_SHIFT, maximum=_MOST_SHIFT, unit="mm"
    )


def _number(name: str, label: str, usual: str) -> NumberField:
    field = NumberField(name, label, places=0, minimum=Decimal(1), maximum=Decimal(9999))
    field.line.setPlaceholderText(usual)
    field.line.setMinimumWidth(theme.chars(9))
    return field
