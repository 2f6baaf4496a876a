"""How the titles stand this year: counted, the quota in words, seats left, equals at the edge.

One line where no title has a rule. Numbers and words are `services/title_standing`'s; a second
round is asked for with `meet`, and the official decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton

from danvan_desktop.services.title_standing import QuotaStanding, TitleStanding
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.theme import Tone

_NAMED = 4


class TitleCard(QFrame):
    """See the module's text. `meet(uids)` asks for a meeting on the equals at an edge."""

    meet = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        theme.role(self, "card")
        self._grid = QGridLayout(self)
        edge = theme.gap()
        self._grid.setContentsMargins(edge, edge // 2, edge, edge // 2)
        self._grid.setHorizontalSpacing(edge)
        self._grid.setVerticalSpacing(edge // 3)
        self._grid.setColumnStretch(1, 1)
        self.buttons: list[QPushButton] = []
        self._lines: list[str] = []

    def show_standing(self, found: Sequence[TitleStanding], names: Mapping[str, str]) -> None:
        """Replace what is shown; `names` are those of the candidates by uid."""
        while self._grid.count():
            self._grid.takeAt(0).widget().deleteLater()
        self.buttons, self._lines = [], []
        self.setVisible(bool(found))
        ruled = [one for one in found if one.quotas or one.source]
        plain = [one for one in found if one not in ruled]
        for one in ruled:
            self._add(Tone.INFO, " - ".join(part for part in (counted(one), one.source) if part))
            for quota in one.quotas:
                self._add_quota(quota, names)
        if plain:
            self._add(None, " · ".join(counted(one) for one in plain))

    def _add_quota(self, quota: QuotaStanding, names: Mapping[str, str]) -> None:
        tone = Tone.BAD if quota.over else Tone.WARN if quota.second_round else Tone.GOOD
        button = None
        if quota.second_round:
            button = QPushButton("Đưa ra bình xét")
            button.setToolTip("Lập cuộc họp với các đăng ký bằng nhau này")
            button.clicked.connect(partial(self.meet.emit, quota.cut.tied))
            theme.role(button, "quiet")
            self.buttons.append(button)
        self._add(tone, " ".join(quota_lines(quota, names)), button)

    def _add(self, tone: Tone | None, words: str, button: QPushButton | None = None) -> None:
        row = self._grid.rowCount()
        if tone is not None:
            sign = QLabel()
            sign.setPixmap(icons.tone_pixmap(tone, theme.icon_size()))
            self._grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.append(words)
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if tone is None:
            theme.role(label, "soft")
        self._grid.addWidget(label, row, 1 if tone is not None else 0, 1, 1 if tone else 2)
        if button is not None:
            self._grid.addWidget(button, row, 2, Qt.AlignmentFlag.AlignTop)

    def texts(self) -> list[str]:
        """The lines as they read."""
        return list(self._lines)


def counted(one: TitleStanding) -> str:
    """ "Mô hình “Dân vận khéo”: 14 đăng ký, 05 đủ điều kiện, 03 trong dự thảo, 02 đã công nhận"."""
    parts = [f"{one.registered} đăng ký"]
    for count, words in (
        (one.ready, "đủ điều kiện"),
        (one.drafted, "trong dự thảo"),
        (one.recognised, "đã công nhận"),
    ):
        if count:
            parts.append(f"{count} {words}")
    return f"{one.name}: {', '.join(parts)}"


def quota_lines(quota: QuotaStanding, names: Mapping[str, str]) -> Iterator[str]:
    """The arithmetic, what is left, and who is equal at the edge."""
    where = f"{quota.unit_name}: " if quota.unit_name else ""
    state = f"vượt {quota.over}" if quota.over else f"còn {quota.left}"
    words = f"{where}{quota.words}; đã dùng {quota.taken}, {state}."
    yield words[:1].upper() + words[1:]
    cut = quota.cut
    if not cut.tied:
        return
    if quota.unranked:
        yield (
            f"Có {len(cut.tied)} đăng ký đủ điều kiện mà không chấm điểm: cần bình xét để chọn "
            f"{cut.open_seats}."
        )
        return
    shown = [f"“{names.get(uid, '')}”" for uid in cut.tied[:_NAMED]]
    more = len(cut.tied) - len(shown)
    listed = ", ".join(shown) + (f" và {more} đăng ký nữa" if more else "")
    yield f"Bằng điểm ở suất cuối: {listed}. Còn {cut.open_seats} suất: cần bình xét vòng hai."
