"""Pictures of evidence at the size they are shown.

Owns reading a kept file, which has no ending, without ever holding the whole of a large picture.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImageReader, QPixmap

MOST_MEGABYTES = 256
"""A picture that would need more than this to be read is shown by its sign alone."""


def thumbnail(path: Path | None, room: QSize) -> QPixmap:
    """The picture within `room` logical pixels, upright; null when it cannot be read."""
    if path is None:
        return QPixmap()
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    wanted = QSize(round(room.width() * ratio), round(room.height() * ratio))
    size = reader.size()
    if size.isValid() and (size.width() > wanted.width() or size.height() > wanted.height()):
        reader.setScaledSize(size.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return QPixmap()
    shown = QPixmap.fromImage(image)
    if shown.width() > wanted.width() or shown.height() > wanted.height():
        shown = shown.scaled(
            wanted,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    shown.setDevicePixelRatio(ratio)
    return shown
