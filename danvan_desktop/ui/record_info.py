"""What was entered for one registration, to be read.

Owns laying facts out as label and words; changing them is the form's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.programmes import HEADINGS, Programme
from danvan_desktop.domain.registrations import RegistrationDraft
from danvan_desktop.services.registration_list import RegistrationRow
from danvan_desktop.ui import theme

Fact = tuple[str, str]
NOTHING = "Chưa ghi"


class FactsGrid(QFrame):
    """Labels at the left, words at the right, as a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "card")
        self._grid = QGridLayout(self)
        edge = theme.gap() * 2
        self._grid.setContentsMargins(edge, edge, edge, edge)
        self._grid.setHorizontalSpacing(theme.gap() * 3)
        self._grid.setVerticalSpacing(theme.gap())
        self._grid.setColumnStretch(1, 1)
        self._facts: list[Fact] = []

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Replace what is shown; an empty text is shown as not yet written."""
        self._facts = list(facts)
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for number, (name, words) in enumerate(facts):
            label, text = QLabel(name), QLabel(words or NOTHING)
            theme.role(label, "soft")
            theme.role(text, "" if words else "soft")
            for shown in (label, text):
                shown.setTextFormat(Qt.TextFormat.PlainText)
                shown.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            text.setWordWrap(True)
            text.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            text.setAccessibleName(f"{name}: {words or NOTHING}")
            label.setMinimumWidth(theme.chars(30))
            self._grid.addWidget(label, number, 0)
            self._grid.addWidget(text, number, 1)

    def facts(self) -> list[Fact]:
        """What is shown now."""
        return list(self._facts)


class InfoTab(QScrollArea):
    """The facts of a registration, and under them the headings of its paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = FactsGrid()
        self.headings = FactsGrid()
        body = QWidget()
        theme.role(body, "page")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, theme.gap(), theme.gap(), theme.gap())
        layout.setSpacing(theme.gap())
        layout.addWidget(self.facts)
        layout.addWidget(self.headings)
        layout.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_record(
        self, row: RegistrationRow, draft: RegistrationDraft, plan: Programme, registered: str
    ) -> None:
        """`registered` is the name of whom it was registered with."""
        self.facts.show_facts(list(_facts(row, draft, plan, registered)))
        demanded = plan.registration.demanded
        self.headings.show_facts(
            [
                (label, draft.headings.get(key, ""))
                for key, label in HEADINGS.items()
                if draft.headings.get(key) or key in demanded
            ]
        )
        self.headings.setVisible(bool(self.headings.facts()))


def _facts(
    row: RegistrationRow, draft: RegistrationDraft, plan: Programme, registered: str
) -> Iterator[Fact]:
    kind = f" ({draft.initiative_kind})" if draft.initiative_kind else ""
    yield "Tên mô hình, điển hình", f"{row.name}{kind}"
    yield "Đối tượng", f"{row.subject_kind.label}: {row.subject_name}"
    yield "Đơn vị, địa bàn", _joined(row.body_name, row.unit_name)
    if plan.sectors:
        yield "Lĩnh vực", row.sector_name
    yield "Danh hiệu đề nghị", f"{row.title_name}, {row.level_name}"
    yield "Nội dung chính", row.summary
    yield "Mới hay duy trì", row.newness.label
    yield "Người phụ trách", _joined(row.person_in_charge, draft.position)
    if draft.address:
        yield "Địa chỉ", draft.address
    if draft.quantified_value or row.sector in plan.registration.quantified_sectors:
        yield "Giá trị định lượng", draft.quantified_value
    day = format_date(draft.registered_on) if draft.registered_on else ""
    yield "Đã đăng ký với", _joined(registered, f"ngày {day}" if day else "")
    if draft.note:
        yield "Ghi chú", draft.note


def _joined(*parts: str) -> str:
    return ", ".join(dict.fromkeys(part for part in parts if part))
