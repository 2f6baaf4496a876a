"""Who sits here: which assessor's sheets are filled in, in the head of “Đánh giá”.

Seen only where assessors are listed. What that person may see is `services/independence`.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from danvan_desktop.errors import DanVanError
from danvan_desktop.services import independence
from danvan_desktop.services.independence import COLLECTOR
from danvan_desktop.ui import theme
from danvan_desktop.ui.choice_box import ChoiceBox
from danvan_desktop.ui.scoring_people import COLLECTOR_WORDS
from danvan_desktop.ui.workplace import Workplace

_NOBODY = ""


class ViewerBox(QWidget):
    """`chosen` follows a choice; the pages are then to be read again."""

    chosen = Signal()

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self.box = ChoiceBox()
        self.box.setAccessibleName("Người đang chấm")
        self.box.setToolTip(
            "Chấm độc lập: điểm của người khác hiện ra sau khi hoàn thành phiếu của mình"
        )
        self.box.setMinimumContentsLength(24)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        label = QLabel("Người đang chấm")
        label.setBuddy(self.box)
        theme.role(label, "soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label)
        row.addWidget(self.box)
        self.box.activated.connect(self._on_activated)
        self.hide()

    def reload(self) -> None:
        """Offer who is listed now, and show who was chosen."""
        work = self._work
        if not work.programme_id:
            self.hide()
            return
        view = independence.viewer(work.session, work.programme_id, work.year)
        self.setVisible(view.panel.listed)
        self.box.clear()
        if not view.chosen:
            self.box.addItem("Chọn người đang chấm", _NOBODY)
        for person in view.panel.active:
            self.box.addItem(person.name, person.uid)
        self.box.addItem(COLLECTOR_WORDS, COLLECTOR)
        self.box.setCurrentIndex(max(self.box.findData(view.chosen), 0))

    def _on_activated(self, place: int) -> None:
        who = str(self.box.itemData(place))
        work = self._work
        if who == _NOBODY:
            return
        try:
            independence.choose(work.session, work.programme_id, work.year, who)
        except DanVanError as error:
            work.messages.error(self, error)
        self.chosen.emit()
