"""The paper of a certificate template with its fields on it, in millimetres.

    canvas = CertificateCanvas()
    canvas.show_state(state, bad={"name"})       # boxes; the chosen ones with handles
    canvas.show_picture(image)                   # the paper as the engine draws it, under the boxes
    canvas.placed.connect(...)                   # {id: Spot} while fields are dragged
    canvas.drag_ended.connect(...)               # the mouse let go: one step of undo

Mouse: drag a field or a handle, click, Ctrl+click for several, drag over empty paper to choose what
lies there; Alt lets nothing catch. Keys: arrows move by 1 mm, with Shift by 0.1 mm; Ctrl+arrows
make larger or smaller; Tab goes from field to field. Changes no template: what is wanted is told by
signals. Lines to catch on are `certificate_guides`.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from danvan_desktop.domain.certificate_template import TemplateField
from danvan_desktop.ui import theme
from danvan_desktop.ui.certificate_edits import Edited, Spot
from danvan_desktop.ui.certificate_grips import CURSORS, around, grips, stretched
from danvan_desktop.ui.certificate_guides import Guide, Guides
from danvan_desktop.ui.theme import COLOURS

STEP, FINE_STEP = 1.0, 0.1
"""Millimetres an arrow key moves by, alone and with Shift."""
NEAR_PIXELS = 6
HANDLE_PIXELS = 8
LEAST_ZOOM, MOST_ZOOM = 0.5, 16.0
"""Pixels per millimetre."""
_ROOM = 5.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CertificateCanvas(QGraphicsView):
    """See the module's text."""

    chosen = Signal(tuple)
    placed = Signal(dict)
    drag_ended = Signal()
    nudged = Signal(float, float)
    grown = Signal(float, float)
    opened = Signal(str)
    removed = Signal()
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self._state: Edited | None = None
        self._bad: frozenset[str] = frozenset()
        self._picture = QImage()
        self._start: QPointF | None = None
        self._grip = ""
        self._before: dict[str, Spot] = {}
        self._band: QRectF | None = None
        self._lines: tuple[Guide, ...] = ()
        self._fits = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setBackgroundBrush(QColor(COLOURS.line))
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setAccessibleName("Trang giấy")
        self.setMinimumSize(theme.chars(34), theme.em() * 12)

    # showing

    def show_state(self, state: Edited, bad: Collection[str] = ()) -> None:
        """Show the fields of a state; `bad` are the ids of those that have an error."""
        before = self._state
        self._state, self._bad = state, frozenset(bad)
        paper = state.template.paper
        room = QRectF(0, 0, paper.width, paper.height).adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM)
        if room != self._scene.sceneRect():
            self._scene.setSceneRect(room)
            self._fit_if_wanted()
        if before is None or before.chosen != state.chosen:
            self._describe()
        self.viewport().update()

    def show_picture(self, image: QImage) -> None:
        """The drawn paper under the boxes; a null image shows a white one."""
        self._picture = image
        self.viewport().update()

    @property
    def zoom(self) -> float:
        """Pixels on the screen for a millimetre."""
        return self.transform().m11()

    def set_zoom(self, zoom: float) -> None:
        """Show a millimetre as so many pixels from now on."""
        self._fits = False
        self._scale(zoom)

    def fit(self) -> None:
        """The whole paper in sight, also when the window changes."""
        self._fits = True
        self._fit_if_wanted()

    def zoom_in(self) -> None:
        self.set_zoom(self.zoom * 1.25)

    def zoom_out(self) -> None:
        self.set_zoom(self.zoom / 1.25)

    def _scale(self, zoom: float) -> None:
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self.resetTransform()
        self.scale(zoom, zoom)
        self.zoom_changed.emit(zoom)

    def _fit_if_wanted(self) -> None:
        rect = self._scene.sceneRect()
        if not self._fits or rect.isEmpty() or self._start is not None:
            return
        view = self.viewport().size()
        self._scale(min((view.width() - 2) / rect.width(), (view.height() - 2) / rect.height()))

    def _describe(self) -> None:
        """Tell a screen reader which fields are chosen, and where."""
        fields = self._state.fields if self._state else ()
        words = [f"{one.label}, {one.x:g} × {one.y:g} mm" for one in fields]
        self.setAccessibleDescription("; ".join(words) or "Chưa chọn ô nào")

    # places on the screen

    def spot_on_screen(self, key: str) -> QRectF:
        """Where a field's box is, in the viewport's pixels."""
        assert self._state is not None
        one = self._state.template.field(key)
        corner = self.mapFromScene(QPointF(one.x, one.y))
        end = self.mapFromScene(QPointF(one.right, one.bottom))
        return QRectF(QPointF(corner), QPointF(end))

    def _field_at(self, at: QPointF) -> TemplateField | None:
        """The smallest shown field under a point, so that none hides behind a larger one."""
        if self._state is None:
            return None
        under = [
            one
            for one in self._state.template.fields
            if one.x <= at.x() <= one.right and one.y <= at.y() <= one.bottom
        ]
        return min(under, key=lambda one: one.width * one.height, default=None)

    def _grip_at(self, at: QPointF) -> str:
        """Which handle of the one chosen field is under a point: of "l", "r", "t", "b"."""
        only = self._state.only if self._state else None
        if only is None:
            return ""
        reach = HANDLE_PIXELS / self.zoom
        across, down = min(reach, only.width / 3), min(reach, only.height / 3)
        ways = {
            grip: abs(place.x() - at.x()) + abs(place.y() - at.y())
            for grip, place in grips(Spot.of(only)).items()
            if abs(place.x() - at.x()) <= across and abs(place.y() - at.y()) <= down
        }
        return min(ways, key=lambda grip: ways[grip], default="")

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._state is None:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = self.mapToScene(event.position().toPoint())
        self._start, self._grip = at, self._grip_at(at)
        if not self._grip:
            self._press(at, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        self._before = {one.id: Spot.of(one) for one in self._state.fields}

    def _press(self, at: QPointF, several: bool) -> None:
        assert self._state is not None
        found = self._field_at(at)
        if found is None:
            self._band = QRectF(at, at)
            if not several:
                self.chosen.emit(())
        elif several:
            known = self._state.chosen
            left = tuple(one for one in known if one != found.id)
            self.chosen.emit(left if found.id in known else (*known, found.id))
        elif found.id not in self._state.chosen:
            self.chosen.emit((found.id,))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.mapToScene(event.position().toPoint())
        if self._start is None:
            self._show_cursor(at)
            return
        if self._band is not None:
            self._band = QRectF(self._start, at).normalized()
            self.viewport().update()
            return
        moved = at - self._start
        if abs(moved.x()) + abs(moved.y()) < 2 / self.zoom and not self._lines:
            return
        free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._drag(moved, 0.0 if free else NEAR_PIXELS / self.zoom)

    def _drag(self, moved: QPointF, near: float) -> None:
        assert self._state is not None
        if not self._before:
            return
        guides = Guides(self._state.template, set(self._before))
        if self._grip:
            key, spot = next(iter(self._before.items()))
            wanted = stretched(spot, self._grip, moved)
            caught, self._lines = guides.catch_size(wanted, self._grip, near)
            self.placed.emit({key: caught})
            return
        bound = around(list(self._before.values()))
        wanted = Spot(bound.x + moved.x(), bound.y + moved.y(), bound.width, bound.height)
        (right, down), self._lines = guides.catch_move(wanted, near)
        right, down = moved.x() + right, moved.y() + down
        self.placed.emit(
            {
                key: Spot(spot.x + right, spot.y + down, spot.width, spot.height)
                for key, spot in self._before.items()
            }
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._start is None:
            super().mouseReleaseEvent(event)
            return
        band = self._band
        self._start, self._grip, self._band, self._lines, self._before = None, "", None, (), {}
        if band is not None and self._state is not None and band.width() > 1:
            inside = [
                one.id
                for one in self._state.template.fields
                if band.intersects(QRectF(one.x, one.y, one.width, one.height))
            ]
            self.chosen.emit(tuple(inside))
        else:
            self.drag_ended.emit()
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._field_at(self.mapToScene(event.position().toPoint()))
        if found is not None:
            self.opened.emit(found.id)

    def _show_cursor(self, at: QPointF) -> None:
        grip = self._grip_at(at)
        shape = CURSORS.get(grip)
        if shape is None:
            found = self._field_at(at) is not None
            shape = Qt.CursorShape.SizeAllCursor if found else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_in() if event.angleDelta().y() > 0 else self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_if_wanted()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        arrow = _ARROWS.get(key)
        only = self._state.only if self._state else None
        if arrow is not None and self._state is not None and self._state.chosen:
            by = FINE_STEP if held & Qt.KeyboardModifier.ShiftModifier else STEP
            tell = self.grown if held & Qt.KeyboardModifier.ControlModifier else self.nudged
            tell.emit(arrow[0] * by, arrow[1] * by)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and only is not None:
            self.opened.emit(only.id)
        elif key == Qt.Key.Key_Escape and self._state is not None and self._state.chosen:
            self.chosen.emit(())
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes through the fields, and on to the next widget after the last one."""
        ids = [one.id for one in self._state.template.fields] if self._state else []
        here = self._state.chosen if self._state else ()
        place = ids.index(here[0]) if here and here[0] in ids else (-1 if forwards else len(ids))
        to = place + (1 if forwards else -1)
        if not 0 <= to < len(ids):
            return super().focusNextPrevChild(forwards)
        self.chosen.emit((ids[to],))
        return True

    # drawing

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, QColor(COLOURS.line))
        if self._state is None:
            return
        paper = self._state.template.paper
        sheet = QRectF(0, 0, paper.width, paper.height)
        painter.fillRect(sheet, QColor("#ffffff"))
        if not self._picture.isNull():
            painter.drawImage(sheet, self._picture)
        painter.setPen(_pen(COLOURS.line_strong))
        painter.drawRect(sheet)

    def drawForeground(self, painter: QPainter, _rect: QRectF | QRect) -> None:
        if self._state is None:
            return
        template = self._state.template
        paper, safe = template.paper, template.safe
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(COLOURS.info, Qt.PenStyle.DotLine))
        painter.drawRect(QRectF(safe, safe, paper.width - 2 * safe, paper.height - 2 * safe))
        for one in template.fields:
            if one.id not in self._state.chosen:
                self._draw_box(painter, one, chosen=False)
        for one in self._state.fields:
            self._draw_box(painter, one, chosen=True)
        self._draw_lines(painter, paper.width, paper.height)
        if self._state.only is not None:
            self._draw_handles(painter, Spot.of(self._state.only))

    def _draw_box(self, painter: QPainter, one: TemplateField, *, chosen: bool) -> None:
        bad = one.id in self._bad
        colour = COLOURS.bad if bad else COLOURS.accent if chosen else COLOURS.text_off
        line = Qt.PenStyle.SolidLine if chosen or bad else Qt.PenStyle.DashLine
        box = QRectF(one.x, one.y, one.width, one.height)
        if bad or (chosen and self._state is not None and self._state.only is None):
            wash = QColor(colour)
            wash.setAlpha(28)
            painter.fillRect(box, wash)
        painter.setPen(_pen(colour, line, 2.0 if chosen else 1.0))
        painter.drawRect(box)
        if not one.visible:
            painter.drawLine(box.topLeft(), box.bottomRight())

    def _draw_lines(self, painter: QPainter, width: float, height: float) -> None:
        painter.setPen(_pen("#c026a0"))
        for guide in self._lines:
            if guide.upright:
                painter.drawLine(QPointF(guide.at, 0), QPointF(guide.at, height))
            else:
                painter.drawLine(QPointF(0, guide.at), QPointF(width, guide.at))
        if self._band is not None:
            painter.setPen(_pen(COLOURS.accent, Qt.PenStyle.DashLine))
            painter.drawRect(self._band)

    def _draw_handles(self, painter: QPainter, spot: Spot) -> None:
        side = HANDLE_PIXELS / self.zoom
        painter.setPen(_pen(COLOURS.accent))
        painter.setBrush(QColor(COLOURS.surface))
        for place in grips(spot).values():
            painter.drawRect(QRectF(place.x() - side / 2, place.y() - side / 2, side, side))


def _pen(colour: str, line: Qt.PenStyle = Qt.PenStyle.SolidLine, width: float = 1.0) -> QPen:
    """A pen of so many pixels, whatever the zoom."""
    pen = QPen(QColor(colour), width, line)
    pen.setCosmetic(True)
    return pen
