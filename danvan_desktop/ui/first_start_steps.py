"""The three steps of the first start: the office, the programme, the year.

Each step is a widget with `check()`, which raises the first thing that is wrong after showing it
beside its field. Owns what is typed and chosen; makes nothing, that is `first_start`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.office_names import PlaceName, place_name, propose_bodies
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.units import UnitKind
from danvan_desktop.errors import DanVanError, FieldError, UserError
from danvan_desktop.services import programmes, sample
from danvan_desktop.services.office import OfficeDraft
from danvan_desktop.services.units import UnitDraft
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.bodies_field import BodiesField
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.fields import LineField
from danvan_desktop.ui.form import Form
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.theme import Tone

KINDS = (
    UnitKind.COMMUNE,
    UnitKind.WARD,
    UnitKind.SPECIAL_ZONE,
    UnitKind.PROVINCE,
    UnitKind.CITY,
    UnitKind.DISTRICT,
    UnitKind.TOWNSHIP,
)
PROGRAMME_FILES = "Tệp chương trình (*.toml)"


@dataclass(frozen=True)
class ChosenProgramme:
    """A programme that can be adopted: what it says, its text and the name of its file."""

    programme: Programme
    text: str
    file: str


class OfficeStep(QWidget):
    """Step 1: kind of place, names, organisations, who works here."""

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.kind = ChoiceField(
            "kind", "Loại đơn vị", [(kind, kind.label) for kind in KINDS], required=True
        )
        self.place = LineField("name", "Tên", required=True, limit=100, placeholder="An Bình")
        self.province = LineField("province", "Tỉnh, thành phố", required=True, limit=100)
        self.district = LineField(
            "district",
            "Thuộc huyện (chỉ khi làm theo văn bản trước 01/7/2025)",
            limit=100,
            placeholder="Bỏ trống với xã, phường hai cấp",
        )
        self.operator = LineField(
            "operator", "Người sử dụng", limit=100, placeholder="Có thể bỏ trống; ghi vào nhật ký"
        )
        self.bodies = BodiesField()
        self.form.add_row(self.kind, self.place)
        self.form.add_row(self.province, self.district)
        self.form.add(self.operator)
        self.form.add(self.bodies)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        self.kind.set_value(UnitKind.COMMUNE)
        self.kind.changed.connect(self._on_named)
        self.place.changed.connect(self._on_named)
        self.province.changed.connect(self._on_named)
        self.district.changed.connect(self._on_named)
        self._on_named()
        self.bodies.list.item(0).setCheckState(Qt.CheckState.Checked)

    def start(self) -> None:
        """Where typing begins."""
        self.place.setFocus()

    def check(self) -> None:
        """Raise the first FieldError, all of them shown."""
        self.form.values()

    def draft(self) -> OfficeDraft:
        """What was entered, for `office.create_office`."""
        values = self.form.values()
        name = self._name(values["kind"], values["name"])
        return OfficeDraft(
            unit=UnitDraft(name.full, values["kind"]),
            parents=self._parents(),
            bodies=values["bodies"],
            operator=values["operator"],
        )

    def _parents(self) -> tuple[UnitDraft, ...]:
        if not self.province.isVisibleTo(self):
            return ()
        above = (self._province(), self._district())
        return tuple(UnitDraft(name.full, name.kind) for name in above if name is not None)

    def _name(self, kind: UnitKind, typed: str) -> PlaceName:
        name = place_name(kind, typed)
        if not name.own:
            raise FieldError("name", "Chưa nhập tên riêng của đơn vị.")
        return name

    def _district(self) -> PlaceName | None:
        typed = self.district.text().strip()
        if not typed or not self.district.isVisibleTo(self):
            return None
        return place_name(UnitKind.DISTRICT, typed)

    def _province(self) -> PlaceName | None:
        typed = self.province.text().strip()
        if not typed:
            return None
        city = place_name(UnitKind.CITY, typed)
        is_city = city.full.casefold() == typed.casefold()
        return city if is_city else place_name(UnitKind.PROVINCE, typed)

    def _on_named(self) -> None:
        kind = next((kind for kind in KINDS if kind.label == self.kind.text()), None)
        if kind is None:
            return
        below = kind.tier > 0
        self.province.setVisible(below)
        self.province.set_required(below)
        self.district.setVisible(kind.tier > 1)
        name = place_name(kind, self.place.text().strip() or "…")
        self.bodies.propose(
            propose_bodies(name, (self._district() or self._province()) if below else None)
        )


class ProgrammeStep(QWidget):
    """Step 2: a programme that comes with the program, or a file of one's own."""

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self._messages = messages
        self.list = QListWidget()
        self.own_file = QPushButton("Chọn tệp chương trình khác...")
        self.defects = QPlainTextEdit()
        self._facts = QLabel()
        self._build()
        self._assemble()
        for item in _shipped():
            self._add(item)
        self.list.setCurrentRow(0)

    def _build(self) -> None:
        self.list.setAccessibleName("Chương trình")
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSpacing(3)
        self.list.setMinimumHeight(theme.em() * 7)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.own_file.setIcon(icons.icon("open"))
        self.own_file.setAutoDefault(False)
        self.own_file.clicked.connect(self._on_own_file)
        self._facts.setWordWrap(True)
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        theme.role(self._facts, "soft")
        self.defects.setReadOnly(True)
        self.defects.setAccessibleName("Lỗi của tệp chương trình")
        self.defects.setMaximumHeight(theme.em() * 7)
        self.defects.hide()

    def _assemble(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self.list, 1)
        layout.addWidget(self._facts)
        layout.addWidget(self.defects)
        row = QHBoxLayout()
        row.addWidget(self.own_file)
        row.addStretch(1)
        layout.addLayout(row)

    def start(self) -> None:
        self.list.setFocus()

    def check(self) -> None:
        """Raise UserError while nothing is chosen."""
        if self.chosen() is None:
            raise UserError(
                "Chưa chọn chương trình.", todo="Chọn một chương trình trong danh sách."
            )

    def chosen(self) -> ChosenProgramme | None:
        """The chosen programme, None when there is none."""
        item = self.list.currentItem()
        found: ChosenProgramme | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        return found

    def choose(self, programme_id: str) -> None:
        """Choose a programme of the list by its id."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole).programme.id == programme_id:
                self.list.setCurrentRow(row)

    def _add(self, item: ChosenProgramme) -> None:
        plan = item.programme
        period = (
            f"năm {plan.first_year}"
            if plan.first_year == plan.last_year
            else f"{plan.first_year} - {plan.last_year}"
        )
        entry = QListWidgetItem(f"{plan.name}\n{plan.issuer.name} · {period}")
        entry.setData(Qt.ItemDataRole.UserRole, item)
        entry.setToolTip(item.file)
        self.list.addItem(entry)

    def _on_chosen(self) -> None:
        item = self.chosen()
        if item is None:
            return
        plan = item.programme
        facts = [
            f"{plan.paper.kind} của {plan.issuer.name}.",
            f"{len(plan.titles)} danh hiệu, {len(plan.criteria_sets)} bộ tiêu chí,",
            f"{len(plan.deadlines)} mốc thời gian, {len(plan.targets)} chỉ tiêu.",
        ]
        if plan.gaps:
            facts.append(
                f"Văn bản không nêu {len(plan.gaps)} điều - đơn vị tự đặt trong Thiết lập."
            )
        self._facts.setText(" ".join(facts))

    def _on_own_file(self) -> None:
        path = self._messages.open_file(self, "Chọn tệp chương trình", PROGRAMME_FILES)
        if path is None:
            return
        try:
            plan = programmes.read_file(path)
            text = path.read_text(encoding="utf-8-sig")
        except DanVanError as error:
            self.defects.setPlainText(str(error))
            theme.set_state(self.defects, "problem", True)
            self.defects.show()
            return
        self.defects.hide()
        self._add(ChosenProgramme(plan, text, path.name))
        self.list.setCurrentRow(self.list.count() - 1)


def _shipped() -> list[ChosenProgramme]:
    """Those that come with the program, the one for a commune of today first."""
    found = [
        ChosenProgramme(programmes.shipped_programme(item.id), item.text, item.path.name)
        for item in programmes.shipped()
    ]
    return sorted(found, key=lambda item: (item.programme.id != sample.DEFAULT, item.programme.id))


class YearStep(QWidget):
    """Step 3: the year to begin with, sample data, and what will be made."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder
        self.year = ChoiceField("year", "Năm làm việc", required=True)
        self.year.box.setMaximumWidth(theme.chars(24))
        self.with_sample = QCheckBox("Thêm số liệu mẫu để làm quen")
        self._note = QLabel(
            "Số liệu mẫu có chữ “mẫu” trong tên, gỡ được bất cứ lúc nào ở trang Tổng quan."
        )
        theme.role(self._note, "soft")
        self._note.setWordWrap(True)
        self._summary = QLabel()
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap())
        for widget in (self.year, self.with_sample, self._note, self._card()):
            layout.addWidget(widget)
        layout.addStretch(1)

    def _card(self) -> QFrame:
        card = QFrame()
        theme.role(card, "card")
        heading = QLabel("Chương trình sẽ thiết lập")
        theme.role(heading, "heading")
        sign = QLabel()
        sign.setPixmap(icons.tone_pixmap(Tone.INFO, theme.icon_size()))
        head = QHBoxLayout()
        head.addWidget(sign)
        head.addWidget(heading, 1)
        layout = QVBoxLayout(card)
        layout.setSpacing(theme.gap())
        layout.addLayout(head)
        layout.addWidget(self._summary)
        return card

    def show_choices(self, plan: Programme, draft: OfficeDraft, today_year: int) -> None:
        """Years of the programme, and what will be made."""
        years = [(year, str(year)) for year in plan.years]
        before = self.year.text()
        self.year.set_choices(years)
        if before not in {text for _, text in years}:
            self.year.set_value(min(max(today_year, plan.first_year), plan.last_year))
        offered = sample.has_sample(plan.id)
        self.with_sample.setEnabled(offered)
        self.with_sample.setChecked(self.with_sample.isChecked() and offered)
        place = ", ".join([draft.unit.name, *(unit.name for unit in reversed(draft.parents))])
        lines = [
            f"Đơn vị: {draft.bodies[0].name}",
            f"Địa bàn: {place}",
            *(f"Tổ chức: {body.name}" for body in draft.bodies[1:]),
            f"Chương trình: {plan.name}",
            f"Thư mục dữ liệu: {self._folder}",
        ]
        self._summary.setText("\n".join(lines))

    def start(self) -> None:
        self.year.setFocus()

    def check(self) -> None:
        """Raise FieldError for a year the programme does not have, shown at the field."""
        try:
            self.year.value()
        except FieldError as error:
            self.year.set_problem(str(error))
            raise
