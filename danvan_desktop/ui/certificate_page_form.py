"""The paper of a template: its size, its border chosen by picture, its background picture.

    form = PageForm()
    form.show_template(template)
    form.edited.connect(...)             # (name, value): "name", "paper", "border", "safe", ...
    form.picture_wanted / picture_dropped

Owns labels, reading and the small pictures of the borders; nothing is stored here.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.certificate_template import (
    LARGEST_SIDE,
    SMALLEST_SIDE,
    Background,
    Border,
    CertificateTemplate,
    Fit,
    Paper,
    PaperSize,
)
from danvan_desktop.errors import FieldError
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.fields import Field, LineField, NumberField
from danvan_desktop.ui.form import Form
from danvan_desktop.ui.tick_fields import FlagField

_BORDER = int(Qt.ItemDataRole.UserRole)
_AFTER_PAPER = 3
_PAPER_NAMES = ("size", "landscape", "own_width", "own_height")


class PageForm(QScrollArea):
    """See the module's text."""

    edited = Signal(str, object)
    picture_wanted = Signal()
    picture_dropped = Signal()
    straighten_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self._template: CertificateTemplate | None = None
        self.form = Form()
        self.heading = QLabel("Viền")
        self.borders = QListWidget()
        self.picture_state = QLabel()
        self.picture_button = QPushButton(icons.icon("photo"), "Chọn ảnh...")
        self.drop_button = QPushButton(icons.icon("close"), "Bỏ ảnh")
        self.straighten_button = QPushButton(icons.icon("fit"), "Chỉnh bốn góc...")
        self._build()
        self._assemble()
        for field in self.form:
            field.changed.connect(partial(self._on_changed, field))
        self.borders.currentItemChanged.connect(self._on_border)
        self.picture_button.clicked.connect(self.picture_wanted)
        self.drop_button.clicked.connect(self.picture_dropped)
        self.straighten_button.clicked.connect(self.straighten_wanted)

    def _build(self) -> None:
        form = self.form
        form.add(LineField("name", "Tên mẫu", required=True, limit=120))
        form.add_row(
            ChoiceField("size", "Khổ giấy", [(one, one.label) for one in PaperSize]),
            ChoiceField("landscape", "Chiều giấy", [(True, "Ngang"), (False, "Dọc")]),
        )
        form.add_row(_side("own_width", "Rộng"), _side("own_height", "Cao"))
        form.add(
            NumberField(
                "safe", "Vùng an toàn cách mép", unit="mm", points=True, maximum=Decimal(80)
            )
        )
        form.add(FlagField("ground", "Vân trống đồng mờ dưới chữ"))
        form.add(
            FlagField(
                "stock",
                "Phôi in sẵn: chỉ in chữ",
                hint="Ảnh phôi nằm mờ dưới chữ để canh chỗ, không in ra giấy.",
            )
        )
        form.add(ChoiceField("fit", "Cách đặt ảnh", [(one, one.label) for one in Fit]))
        form.finish()
        for name in ("size", "landscape", "fit"):
            field = form[name]
            assert isinstance(field, ChoiceField)
            field.box.setMinimumContentsLength(6)

    def _assemble(self) -> None:
        self.borders.setAccessibleName("Viền")
        self.borders.setViewMode(QListView.ViewMode.IconMode)
        self.borders.setMovement(QListView.Movement.Static)
        self.borders.setResizeMode(QListView.ResizeMode.Adjust)
        self.borders.setWordWrap(True)
        self.borders.setSpacing(theme.gap() // 2)
        picture = QSize(theme.chars(14), round(theme.chars(14) / 1.414))
        self.borders.setIconSize(picture)
        self.borders.setGridSize(QSize(theme.chars(17), picture.height() + theme.em() * 3))
        self.borders.setMinimumHeight((picture.height() + theme.em() * 3) * 2)
        for border in Border:
            item = QListWidgetItem(border.label)
            item.setData(_BORDER, border)
            item.setToolTip(border.label)
            self.borders.addItem(item)
        self.heading.setBuddy(self.borders)
        theme.role(self.heading, "label")
        self.form.rows.insertWidget(_AFTER_PAPER, self.heading)
        self.form.rows.insertWidget(_AFTER_PAPER + 1, self.borders)
        theme.role(self.picture_state, "soft")
        self.picture_state.setWordWrap(True)
        body = QWidget()
        theme.role(body, "page")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(theme.gap(), theme.gap(), theme.gap(), theme.gap())
        layout.setSpacing(theme.gap())
        layout.addWidget(self.form)
        row = QHBoxLayout()
        for button in (self.picture_button, self.drop_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self.straighten_button.setAutoDefault(False)
        self.straighten_button.setToolTip("Cắt và nắn thẳng ảnh chụp theo bốn góc tờ phôi")
        corners = QHBoxLayout()
        corners.addWidget(self.straighten_button)
        corners.addStretch(1)
        layout.addWidget(self.picture_state)
        layout.addLayout(row)
        layout.addLayout(corners)
        layout.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)

    def draw_borders(self, draw: Callable[[Border], QImage]) -> None:
        """Give every border its small picture; `draw` is asked once for each."""
        for row in range(self.borders.count()):
            item = self.borders.item(row)
            image = draw(Border(item.data(_BORDER)))
            if not image.isNull():
                item.setIcon(QIcon(QPixmap.fromImage(image)))

    def show_template(self, template: CertificateTemplate) -> None:
        """Show what a template has now."""
        self._template = template
        paper = template.paper
        values = {
            "name": template.name,
            "size": paper.size,
            "landscape": paper.landscape,
            "own_width": Decimal(str(round(paper.own_width, 2))),
            "own_height": Decimal(str(round(paper.own_height, 2))),
            "safe": Decimal(str(round(template.safe, 2))),
            "ground": template.ground,
            "stock": template.stock,
            "fit": template.background.fit,
        }
        self._filling = True
        try:
            for field in self.form:
                self._show(field, values[field.name])
            for row in range(self.borders.count()):
                if self.borders.item(row).data(_BORDER) == template.border:
                    self.borders.setCurrentRow(row)
        finally:
            self._filling = False
        own, picture = paper.size is PaperSize.OWN, bool(template.background.sha256)
        self.form["own_width"].setVisible(own)
        self.form["own_height"].setVisible(own)
        self.form["landscape"].setVisible(not own)
        self.form["fit"].setVisible(picture)
        self.drop_button.setEnabled(picture)
        self._show_stock(template.stock, picture)
        has_border = template.border is not Border.NONE
        for widget in (self.heading, self.borders):
            widget.setVisible(has_border or not template.stock)
        self.form["ground"].setVisible(template.ground or not template.stock)

    def _show_stock(self, stock: bool, picture: bool) -> None:
        """What the picture is: of the blank, or printed under the words."""
        what = "Ảnh phôi" if stock else "Ảnh nền"
        self.picture_state.setText(f"{what}: {'đã có' if picture else 'chưa có'}")
        self.straighten_button.setVisible(stock and picture)

    def _show(self, field: Field, value: object) -> None:
        try:
            same = field.value() == value
        except FieldError:
            same = field.editor.hasFocus()
        if not same:
            field.set_value(value)

    def _on_changed(self, field: Field) -> None:
        template = self._template
        if self._filling or template is None:
            return
        try:
            value = field.value()
            if value is None:
                return
        except FieldError as error:
            field.set_problem(str(error))
            return
        field.set_problem("")
        if isinstance(value, Decimal):
            value = float(value)
        if field.name in _PAPER_NAMES:
            self.edited.emit("paper", _with(template.paper, field.name, value))
        elif field.name == "fit":
            self.edited.emit("background", Background(template.background.sha256, value))
        else:
            self.edited.emit(field.name, value)

    def _on_border(self) -> None:
        item = self.borders.currentItem()
        if item is not None and not self._filling:
            self.edited.emit("border", Border(item.data(_BORDER)))


def _with(paper: Paper, name: str, value: object) -> Paper:
    """The paper with one value changed; a paper of one's own begins with the sides it had."""
    values = {
        "size": paper.size,
        "landscape": paper.landscape,
        "own_width": paper.own_width,
        "own_height": paper.own_height,
        name: value,
    }
    if name == "size" and value is PaperSize.OWN:
        values |= {"own_width": paper.width, "own_height": paper.height}
    return Paper(**values)  # type: ignore[arg-type]


def _side(name: str, label: str) -> NumberField:
    return NumberField(
        name,
        label,
        required=True,
        points=True,
        minimum=Decimal(str(SMALLEST_SIDE)),
        maximum=Decimal(str(LARGEST_SIDE)),
        unit="mm",
    )
