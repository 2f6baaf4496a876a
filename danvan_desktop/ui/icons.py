"""Our own line drawings as icons, in any colour of the theme.

Owns reading `resources/icons/*.svg` (24 x 24, strokes in `currentColor`) and keeping what was
drawn. To add one: put the file there, drawn by us, and name it here by its file name:

    icons.icon("add")                      for a button
    icons.icon("bell", COLOURS.accent)     in a colour
    icons.tone_icon(Tone.WARN)             the sign of a status
    icons.pixmap("calendar", 48)           larger, for an empty page
"""

from __future__ import annotations

import logging
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from danvan_desktop import paths
from danvan_desktop.ui import theme
from danvan_desktop.ui.theme import COLOURS, Tone

log = logging.getLogger(__name__)

TONE_ICONS = {
    Tone.NEUTRAL: "dot",
    Tone.INFO: "info",
    Tone.GOOD: "check-circle",
    Tone.WARN: "clock",
    Tone.BAD: "alert",
}


@cache
def _drawing(name: str) -> str:
    path = paths.resources() / "icons" / f"{name}.svg"
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        log.warning("icon %s is missing", name)
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>'


@cache
def pixmap(name: str, side: int, colour: str = COLOURS.text_soft) -> QPixmap:
    """The drawing `name` at `side` logical pixels, sharp on the screen's scale."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    drawn = QPixmap(round(side * ratio), round(side * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    source = _drawing(name).replace("currentColor", colour)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source.encode("utf-8"))).render(
        painter, QRectF(0, 0, drawn.width(), drawn.height())
    )
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@cache
def icon(name: str, colour: str = COLOURS.text_soft, chosen: str = "") -> QIcon:
    """The drawing as an icon; `chosen` is its colour when selected or switched on."""
    side = theme.icon_size()
    made = QIcon(pixmap(name, side, colour))
    made.addPixmap(pixmap(name, side, COLOURS.text_off), QIcon.Mode.Disabled)
    made.addPixmap(pixmap(name, side, chosen or colour), QIcon.Mode.Selected)
    return made


def tone_icon(tone: Tone) -> QIcon:
    """The sign of a status, in its colour."""
    return icon(TONE_ICONS[tone], COLOURS.tone(tone))


def tone_pixmap(tone: Tone, side: int) -> QPixmap:
    """The sign of a status as a picture of `side` pixels."""
    return pixmap(TONE_ICONS[tone], side, COLOURS.tone(tone))
