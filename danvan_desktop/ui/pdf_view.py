"""`PdfView`: the pages of a paper under one another, as they will be printed.

    view = PdfView()
    view.show_pages(PaperPages(paper.content))       # of services.paper_pages
    view.set_zoom(1.0)  view.fit_width()  view.fit_page()  view.go_to(3)
    view.page_changed.connect(...)                   # number from 0, when scrolling
    view.mark(found, found[0])                       # colour over words, the first of them in sight

A page is rendered when it comes into sight, for the screen's own scale, and the last few are
kept. A page that cannot be rendered says so in its place. Owns looking; the window around it
(saving, printing) is `paper_dialog`.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QWidget

from danvan_desktop.ui import theme
from danvan_desktop.ui.theme import COLOURS

log = logging.getLogger(__name__)

MM_PER_INCH = 25.4
KEPT_PAGES = 8
ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


class Place(Protocol):
    """Somewhere on a page; `services.paper_pages` gives it where words stand."""

    @property
    def page(self) -> int: ...
    @property
    def boxes(self) -> tuple[tuple[float, float, float, float], ...]: ...


class Rendered(Protocol):
    """A page as pixels; `services.paper_pages` gives it."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def stride(self) -> int: ...
    @property
    def rgb_bytes(self) -> bytes: ...


class Pages(Protocol):
    """What is shown: sizes in millimetres and a way to render one page."""

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]: ...

    def render(self, index: int, dots_per_inch: float) -> Rendered: ...


def page_image(rendered: Rendered) -> QImage:
    """The pixels as a picture of their own; the bytes may go away afterwards."""
    shared = QImage(
        rendered.rgb_bytes,
        rendered.width,
        rendered.height,
        rendered.stride,
        QImage.Format.Format_RGB888,
    )
    return shared.copy()


class PdfView(QAbstractScrollArea):
    """See the module's text."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Pages | None = None
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._zoom = 1.0
        self._fit = "width"
        self._kept: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._current = 0
        self._marked: tuple[Place, ...] = ()
        self._at: Place | None = None
        self._margin = theme.gap() * 2
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Xem trước văn bản")
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # what is shown

    def show_pages(self, pages: Pages) -> None:
        """Show another paper from its first page; an unreadable one raises the provider's error."""
        self._sizes = tuple(pages.sizes)
        self._pages = pages
        self._kept.clear()
        self.mark((), None)
        self.verticalScrollBar().setValue(0)
        self._lay_out()

    @property
    def pages(self) -> Pages | None:
        """What is shown, None before anything is."""
        return self._pages

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def current(self) -> int:
        """The page in sight, from 0."""
        return self._current

    def go_to(self, index: int) -> None:
        """Scroll to the top of a page."""
        if 0 <= index < self.count:
            self.verticalScrollBar().setValue(self._tops()[index] - self._margin)

    def mark(self, places: Sequence[Place], at: Place | None) -> None:
        """Lay colour over these places, more of it over `at`, which is brought into sight."""
        self._marked, self._at = tuple(places), at
        if at is not None and at.boxes:
            rect = self._box(self._page_rect(at.page, self._tops()[at.page]), at.boxes[0])
            if not self.viewport().rect().contains(rect):
                room, bars = self.viewport().size(), self._bars()
                bars[0].setValue(bars[0].value() + rect.center().x() - room.width() // 2)
                bars[1].setValue(bars[1].value() + rect.center().y() - room.height() // 3)
        self.viewport().update()

    def _bars(self) -> tuple[QScrollBar, QScrollBar]:
        return self.horizontalScrollBar(), self.verticalScrollBar()

    # zoom

    @property
    def zoom(self) -> float:
        """1.0 is the paper's own size on the screen."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Show at this size from now on; what is in the middle stays there."""
        self._fit = ""
        if self._sizes:
            self._set(zoom, self.viewport().height() // 2)

    def fit_width(self) -> None:
        """As wide as the window, also when it changes."""
        self._fit = "width"
        self._lay_out()

    def fit_page(self) -> None:
        """One whole page in sight, also when the window changes."""
        self._fit = "page"
        self._lay_out()

    def zoom_in(self) -> None:
        """The next larger step."""
        self.set_zoom(next((step for step in ZOOMS if step > self._zoom + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """The next smaller step."""
        self.set_zoom(next((s for s in reversed(ZOOMS) if s < self._zoom - 0.01), ZOOMS[0]))

    # placing

    def _dots(self) -> float:
        """Logical dots per inch at the present zoom."""
        return self.logicalDpiX() * self._zoom

    def _page_size(self, index: int) -> QSize:
        width, height = self._sizes[index]
        scale = self._dots() / MM_PER_INCH
        return QSize(max(1, round(width * scale)), max(1, round(height * scale)))

    def _tops(self) -> list[int]:
        tops, top = [], self._margin
        for index in range(self.count):
            tops.append(top)
            top += self._page_size(index).height() + self._margin
        return tops

    def _page_rect(self, index: int, top: int) -> QRect:
        size = self._page_size(index)
        room = self.viewport().width()
        left = max(self._margin, (room - size.width()) // 2) - self.horizontalScrollBar().value()
        return QRect(left, top - self.verticalScrollBar().value(), size.width(), size.height())

    def _box(self, page: QRect, box: tuple[float, float, float, float]) -> QRect:
        """A box of a page, in millimetres, where it is seen."""
        left, top, width, height = (round(side * self._dots() / MM_PER_INCH) for side in box)
        return QRect(page.left() + left, page.top() + top, width, height).adjusted(-2, -2, 2, 2)

    def _set(self, zoom: float, kept: int) -> None:
        """Show at this size; what is `kept` pixels below the upper edge stays there."""
        bar = self.verticalScrollBar()
        before = self._tops()
        page = max((at for at, top in enumerate(before) if top <= bar.value() + kept), default=0)
        inches = (bar.value() + kept - before[page]) / self._dots()
        zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        if abs(zoom - self._zoom) > 0.001:
            self._zoom = zoom
            self.zoom_changed.emit(zoom)
        self._size_bars()
        bar.setValue(self._tops()[page] + round(inches * self._dots()) - kept)
        self.viewport().update()

    def _lay_out(self) -> None:
        if not self._sizes:
            self.viewport().update()
            return
        here = self._current
        self._set(self._fitting_zoom() if self._fit else self._zoom, self._margin)
        if self._fit == "page":
            self.go_to(here)

    def _fitting_zoom(self) -> float:
        width = max(size[0] for size in self._sizes) / MM_PER_INCH * self.logicalDpiX()
        height = max(size[1] for size in self._sizes) / MM_PER_INCH * self.logicalDpiX()
        across = (self.viewport().width() - 2 * self._margin) / width
        down = (self.viewport().height() - 2 * self._margin) / height
        return min(across, 2.0) if self._fit == "width" else min(across, down)

    def _size_bars(self) -> None:
        tops = self._tops()
        bottom = tops[-1] + self._page_size(self.count - 1).height() + self._margin
        widest = max(self._page_size(index).width() for index in range(self.count))
        view = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, bottom - view.height()))
        down.setPageStep(view.height())
        down.setSingleStep(theme.em() * 3)
        across.setRange(0, max(0, widest + 2 * self._margin - view.width()))
        across.setPageStep(view.width())

    # painting

    def _image(self, index: int) -> QImage:
        ratio = self.devicePixelRatioF()
        key = (index, round(self._dots() * ratio, 2))
        image = self._kept.get(key)
        if image is None:
            assert self._pages is not None
            image = page_image(self._pages.render(index, self._dots() * ratio))
            image.setDevicePixelRatio(ratio)
            self._kept[key] = image
            while len(self._kept) > KEPT_PAGES:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return image

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(COLOURS.line))
        for index, top in enumerate(self._tops()):
            rect = self._page_rect(index, top)
            if rect.intersects(event.rect()):
                self._paint_page(painter, index, rect)
        painter.end()

    def _paint_page(self, painter: QPainter, index: int, rect: QRect) -> None:
        painter.fillRect(rect, QColor(COLOURS.surface))
        try:
            # Never squeezed into `rect`: it may be a pixel smaller, and a row of letters would go.
            painter.drawImage(rect.topLeft(), self._image(index))
        except Exception as error:
            log.error("page %d cannot be shown: %s", index, type(error).__name__)
            painter.setPen(QColor(COLOURS.bad))
            words = f"Không hiển thị được trang {index + 1}."
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
        self._paint_marks(painter, index, rect)
        painter.setPen(QColor(COLOURS.line_strong))
        painter.drawRect(rect)

    def _paint_marks(self, painter: QPainter, index: int, rect: QRect) -> None:
        # As a marker pen does: the letters under the colour stay as dark as they are.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for place in self._marked:
            if place.page == index:
                colour = QColor(COLOURS.mark_here if place is self._at else COLOURS.mark)
                for box in place.boxes:
                    painter.fillRect(self._box(rect, box), colour)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_in() if event.angleDelta().y() > 0 else self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        moves = {
            Qt.Key.Key_PageDown: bar.value() + bar.pageStep(),
            Qt.Key.Key_PageUp: bar.value() - bar.pageStep(),
            Qt.Key.Key_Down: bar.value() + bar.singleStep(),
            Qt.Key.Key_Up: bar.value() - bar.singleStep(),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bar.maximum(),
        }
        to = moves.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(to)

    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        above = [index for index, top in enumerate(self._tops()) if top <= middle]
        now = above[-1] if above else 0
        if now != self._current:
            self._current = now
            self.page_changed.emit(now)

    def sizeHint(self) -> QSize:
        return QSize(theme.chars(90), theme.em() * 36)
