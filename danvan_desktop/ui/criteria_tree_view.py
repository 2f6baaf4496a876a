"""A criteria set as a tree: sections, criteria, codes, maximum beside what the children sum to.

Shows a set and its defects, tells which line is chosen and where one was let go of. Owns no
change of the set: what keys and buttons do is the editor's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from danvan_desktop.domain.criteria import CriteriaSet, Criterion, Effect
from danvan_desktop.domain.criteria_places import SetDefect
from danvan_desktop.domain.criteria_tree import Path
from danvan_desktop.domain.marking_words import signed
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.section_sums import sums_of_children
from danvan_desktop.ui import criteria_spots as spots
from danvan_desktop.ui import criterion_fields as fields
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.criteria_spots import Part, Spot
from danvan_desktop.ui.table_models import plain_tooltip
from danvan_desktop.ui.theme import COLOURS, Tone

_SPOT = int(Qt.ItemDataRole.UserRole)
TITLE, KIND, MAXIMUM, SUM = range(4)
SECTION_WORD = "Mục"
_FIGURES = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HEADINGS = ("Nội dung", "Cách chấm", "Tối đa", "Cộng mục con")
_PART_ICONS = {
    Part.SET: "evaluate",
    Part.CONDITIONS: "key",
    Part.CONDITION: "check",
    Part.RANKS: "up",
    Part.PASSING: "recognise",
}


class CriteriaTree(QTreeWidget):
    """See the module's text. `dropped(source, parent, index)` are places of criteria."""

    spot_chosen = Signal(object)
    dropped = Signal(tuple, tuple, int)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[Spot, QTreeWidgetItem] = {}
        self._filling = False
        self.sectors: tuple[str, ...] = ()
        """Codes of the programme's sectors: sums may differ by sector."""
        self.setAccessibleName("Cây tiêu chí")
        self.setHeaderLabels(list(_HEADINGS))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setIconSize(QSize(theme.icon_size(), theme.icon_size()))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(round(theme.em() * 1.1))
        self.setMinimumWidth(theme.chars(62))
        self._dress_head()
        self.currentItemChanged.connect(self._on_current)
        self.itemActivated.connect(self._on_activated)

    def _dress_head(self) -> None:
        heads = self.header()
        heads.setStretchLastSection(False)
        heads.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, letters in ((KIND, 15), (MAXIMUM, 11), (SUM, 15)):
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, theme.chars(letters))
        for column in (MAXIMUM, SUM):
            self.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        self.headerItem().setToolTip(SUM, "Tổng điểm các mục con; khác điểm tối đa thì ghi rõ")

    # showing

    def show_set(
        self, criteria_set: CriteriaSet, defects: Sequence[SetDefect], chosen: Spot
    ) -> None:
        """Show this set with its defects and choose a line; tells of no choice."""
        self._filling = True
        closed = {spot for spot, item in self._items.items() if not item.isExpanded()}
        lines = list(_lines(criteria_set, self.sectors))
        if [spot for spot, _ in lines] != list(self._items):
            self._rebuild([spot for spot, _ in lines], closed)
        marks = _marks(defects)
        for spot, texts in lines:
            _dress(self._items[spot], spot, texts, marks.get(spot, ()), criteria_set)
        self.choose(chosen)
        self._filling = False

    def _rebuild(self, wanted: list[Spot], closed: set[Spot]) -> None:
        self.clear()
        self._items = {}
        for spot in wanted:
            item = QTreeWidgetItem()
            item.setData(TITLE, _SPOT, spot)
            item.setSizeHint(TITLE, QSize(0, round(theme.em() * 1.35)))
            above = _above(spot)
            if above is None:
                self.addTopLevelItem(item)
            else:
                self._items[above].addChild(item)
            self._items[spot] = item
        for spot, item in self._items.items():
            item.setExpanded(spot not in closed)

    def choose(self, spot: Spot) -> None:
        """Put the cursor on a line, the set's own when there is no such line."""
        item = self._items.get(spot) or self._items[spots.SET]
        if self.currentItem() is not item:
            self.setCurrentItem(item)
        self.scrollToItem(item)

    def chosen(self) -> Spot:
        """The line with the cursor."""
        item = self.currentItem()
        spot = item.data(TITLE, _SPOT) if item is not None else None
        return spot if isinstance(spot, Spot) else spots.SET

    def texts(self, spot: Spot) -> tuple[str, ...]:
        """What stands in a line, column by column."""
        item = self._items[spot]
        return tuple(item.text(column) for column in range(len(_HEADINGS)))

    def is_marked(self, spot: Spot) -> bool:
        """Whether a line carries the sign of a defect."""
        return bool(self._items[spot].toolTip(MAXIMUM))

    # the person's hands

    def _on_current(self) -> None:
        if not self._filling and self.currentItem() is not None:
            self.spot_chosen.emit(self.chosen())

    def _on_activated(self) -> None:
        self.opened.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where the line was let go of; the editor shows the tree anew."""
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        source = self.chosen()
        item = self.itemAt(event.position().toPoint())
        target = item.data(TITLE, _SPOT) if item is not None else None
        if source.part is not Part.CRITERION or not isinstance(target, Spot):
            return
        place = self._drop_place(target, self.dropIndicatorPosition())
        if place is not None:
            self.dropped.emit(source.path, *place)

    def _drop_place(
        self, target: Spot, where: QAbstractItemView.DropIndicatorPosition
    ) -> tuple[Path, int] | None:
        """Parent and number there of the child it goes before."""
        if target.part is not Part.CRITERION:
            return None
        parent, index = target.path[:-1], target.path[-1]
        if where == QAbstractItemView.DropIndicatorPosition.OnItem:
            item = self._items[target]
            if item.data(KIND, _SPOT):
                return target.path, item.childCount()
            return parent, index + 1
        below = where == QAbstractItemView.DropIndicatorPosition.BelowItem
        return parent, index + (1 if below else 0)


def _lines(
    criteria_set: CriteriaSet, sectors: Sequence[str]
) -> Iterator[tuple[Spot, tuple[str, ...]]]:
    """Every line in its order, with what stands in its columns."""
    total = _sums(criteria_set, (), sectors)
    yield spots.SET, ("Thông tin chung của bộ", "", _points(criteria_set.maximum), total)
    count = len(criteria_set.conditions)
    yield spots.CONDITIONS, (f"Điều kiện bắt buộc ({count})", "", "", "")
    for index, one in enumerate(criteria_set.conditions):
        yield spots.condition(index), (_named(one.code, one.title), "", "", "")
    for path, node, effect in _nodes(criteria_set.criteria, (), Effect.PART):
        sums = "" if node.kind is not None else _sums(criteria_set, path, sectors)
        yield spots.criterion(path), (*_node_texts(node, effect), sums)
    yield spots.RANKS, (f"Xếp loại ({len(criteria_set.ranks)})", "", "", "")
    yield spots.PASSING, ("Khi nào được công nhận", "", "", "")


def _nodes(
    children: Sequence[Criterion], above: Path, outer: Effect
) -> Iterator[tuple[Path, Criterion, Effect]]:
    for index, node in enumerate(children):
        path = (*above, index)
        yield path, node, node.acts_as(outer)
        yield from _nodes(node.children, path, node.inside(outer))


def _node_texts(node: Criterion, effect: Effect) -> tuple[str, str, str]:
    kind = SECTION_WORD if node.kind is None else fields.KIND_SHORT[node.kind]
    maximum = "" if node.maximum is None else signed(node.maximum, effect)
    if node.cap is not None:
        maximum = f"{maximum} (trần {format_decimal(node.cap)})".strip()
    return _named(node.code, node.title), kind, maximum


def _sums(criteria_set: CriteriaSet, path: Path, sectors: Sequence[str]) -> str:
    sums = sums_of_children(criteria_set, path, sectors)
    return " hoặc ".join(format_decimal(one) for one in sums)


def _named(code: str, title: str) -> str:
    return f"{code}. {title or '(chưa có nội dung)'}"


def _points(points: Decimal | None) -> str:
    return "" if points is None else format_decimal(points)


def _above(spot: Spot) -> Spot | None:
    if spot.part is Part.CONDITION:
        return spots.CONDITIONS
    if spot.part is Part.CRITERION and len(spot.path) > 1:
        return spots.criterion(spot.path[:-1])
    return None


def _marks(defects: Sequence[SetDefect]) -> dict[Spot, list[SetDefect]]:
    found: dict[Spot, list[SetDefect]] = {}
    for defect in defects:
        found.setdefault(spots.spot_of(defect)[0], []).append(defect)
    return found


def _dress(
    item: QTreeWidgetItem,
    spot: Spot,
    texts: tuple[str, ...],
    defects: Sequence[SetDefect],
    criteria_set: CriteriaSet,
) -> None:
    for column, text in enumerate(texts):
        if item.text(column) != text:
            item.setText(column, text)
        if column in (MAXIMUM, SUM):
            item.setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
    section = texts[KIND] == SECTION_WORD
    item.setData(KIND, _SPOT, section)
    font = item.font(TITLE)
    font.setBold(section or spot.part not in (Part.CRITERION, Part.CONDITION))
    item.setFont(TITLE, font)
    movable = Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
    plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    item.setFlags(plain | movable if spot.part is Part.CRITERION else plain)
    _dress_signs(item, spot, defects, criteria_set)
    item.setToolTip(TITLE, plain_tooltip(texts[TITLE]))


def _dress_signs(
    item: QTreeWidgetItem, spot: Spot, defects: Sequence[SetDefect], criteria_set: CriteriaSet
) -> None:
    open_ones = [one for one in defects if not one.accepted]
    words = "\n".join(one.reason for one in open_ones)
    colour = COLOURS.bad if open_ones else COLOURS.text
    for column in (MAXIMUM, SUM):
        item.setToolTip(column, plain_tooltip(words))
        item.setForeground(column, QBrush(QColor(colour)))
    if open_ones:
        item.setIcon(TITLE, icons.tone_icon(Tone.BAD))
        return
    item.setIcon(TITLE, icons.icon(_icon(spot, criteria_set)))


def _icon(spot: Spot, criteria_set: CriteriaSet) -> str:
    if spot.part is not Part.CRITERION:
        return _PART_ICONS[spot.part]
    node: Criterion | None = None
    children = criteria_set.criteria
    for index in spot.path:
        node = children[index]
        children = node.children
    return "folder" if node is None or node.kind is None else fields.KIND_ICONS[node.kind]
