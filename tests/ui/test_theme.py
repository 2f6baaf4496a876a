from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QLabel

from danvan_desktop import paths
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.theme import COLOURS, Tone

UI = Path(theme.__file__).parent
LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)
DRAWINGS = sorted((paths.resources() / "icons").glob("*.svg"))


def luminance(colour: str) -> float:
    shown = QColor(colour)
    parts = (shown.redF(), shown.greenF(), shown.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", list(Tone))
def test_a_status_can_be_read_on_its_ground(tone):
    assert contrast(COLOURS.tone(tone), COLOURS.tone_soft(tone)) >= 4.5
    assert contrast(COLOURS.tone(tone), COLOURS.surface) >= 4.5


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (COLOURS.text, COLOURS.window),
        (COLOURS.text_soft, COLOURS.window),
        (COLOURS.text_soft, COLOURS.surface),
        (COLOURS.text, COLOURS.accent_soft),
        (COLOURS.accent, COLOURS.window),
        (COLOURS.accent_dark, COLOURS.accent_soft),
        (COLOURS.on_accent, COLOURS.accent),
        (COLOURS.on_accent, COLOURS.accent_dark),
        (COLOURS.bad, COLOURS.window),
    ],
)
def test_words_can_be_read(ink, ground):
    assert contrast(ink, ground) >= 4.5


def test_focus_ring_stands_out_from_every_ground():
    grounds = (COLOURS.window, COLOURS.surface, COLOURS.accent_soft)
    assert min(contrast(COLOURS.accent, ground) for ground in grounds) >= 3


def test_every_tone_has_a_sign_of_its_own():
    assert len(set(icons.TONE_ICONS.values())) == len(Tone)


def test_screen_font_is_ours_and_has_every_letter(qapp):
    font = QApplication.font()
    drawn = QRawFont.fromFont(font)
    letters = LETTERS + LETTERS.upper() + "“”–…₫"
    assert QFontInfo(font).family() == theme.FONT_FAMILY
    assert [letter for letter in letters if not drawn.supportsCharacter(ord(letter))] == []


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_drawing_is_plain_and_paints(qapp, path):
    root = ElementTree.fromstring(path.read_bytes())
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    image = icons.pixmap(path.stem, 24, COLOURS.text).toImage()
    seen = any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24))
    assert names <= {"svg", "path", "rect", "circle", "ellipse"}
    assert seen


def test_every_icon_the_windows_name_is_there():
    known = {path.stem for path in DRAWINGS}
    named = re.compile(r'icons\.(?:icon|pixmap)\(\s*"([a-z-]+)"|icons:([a-z-]+)\.svg')
    asked = {
        (path.name, first or second)
        for path in UI.glob("*.py")
        for first, second in named.findall(path.read_text(encoding="utf-8"))
    }
    assert {(where, name) for where, name in asked if name not in known} == set()


def test_missing_icon_is_empty_and_does_not_raise(qapp, caplog):
    assert not icons.icon("no-such-drawing").isNull()
    assert "no-such-drawing" in caplog.text


def test_role_given_after_the_first_painting_takes_effect(qtbot):
    label = QLabel("x")
    qtbot.addWidget(label)
    label.show()
    before = label.font().pointSizeF()
    theme.role(label, "title")
    assert label.font().pointSizeF() > before


class Told:
    """Stands for the application, which repolishes every window when it is really told."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, object]] = []

    def styleHints(self) -> Told:
        return self

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:
        self.calls.append(("scheme", scheme))

    def setFont(self, font: QFont) -> None:
        self.calls.append(("font", font.family()))

    def setPalette(self, palette: QPalette) -> None:
        self.calls.append(("palette", palette.window().color().name()))

    def setStyleSheet(self, sheet: str) -> None:
        self.calls.append(("sheet", bool(sheet)))


def test_dark_windows_is_told_that_ours_are_light_before_all_else(qapp):
    told = Told()
    theme.apply(told)
    assert told.calls[0] == ("scheme", Qt.ColorScheme.Light)


def test_font_is_given_after_the_style_sheet_which_brings_back_that_of_windows(qapp):
    told = Told()
    theme.apply(told)
    assert [name for name, _ in told.calls[1:]] == ["font", "palette", "sheet", "font"]
    assert told.calls[1] == told.calls[-1] == ("font", theme.FONT_FAMILY)
