"""Colours, sizes and fonts of every window, and nothing that knows what a window shows.

`apply(app)` is called once, by `ui.application`. Pages take from here:

    theme.COLOURS.text_soft          a colour as "#rrggbb"
    theme.em()                       one line of text in pixels; multiples of it are all sizes
    theme.gap()                      the distance between two neighbours
    theme.Tone.WARN                  what a status means; `icons.tone_icon(tone)` is its sign
    theme.role(label, "title")       a label's place in the order of type

Labels know the roles `title` (one for a page), `heading` (one for a section), `soft`
(side remarks), `strong`, `problem`; buttons `primary`, `danger`, `quiet`; frames `card`, `bar`,
`banner`. A status is always a word with a sign; colour only helps.
"""

from __future__ import annotations

import enum
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop import paths
from danvan_desktop.ui.style_sheet import STYLE

FONT_FAMILY = "Be Vietnam Pro"
FONT_POINTS = 10.0
FONT_STYLES = ("Regular", "SemiBold", "Bold")


class Tone(enum.Enum):
    """What a status means to the reader. Each tone has its own sign beside the word."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Colours:
    """One set of colours. `accent` is the only strong one; tones are for signs and pills."""

    window: str = "#f5f4f2"
    surface: str = "#ffffff"
    raised: str = "#faf9f8"
    line: str = "#dedbd6"
    line_strong: str = "#b9b4ad"
    text: str = "#20242a"
    text_soft: str = "#5c626b"
    text_off: str = "#9a9ea5"
    accent: str = "#a3212e"
    accent_dark: str = "#841823"
    accent_soft: str = "#f8eaeb"
    on_accent: str = "#ffffff"
    neutral: str = "#5c626b"
    neutral_soft: str = "#eeecea"
    info: str = "#27598c"
    info_soft: str = "#e6eff8"
    good: str = "#22683f"
    good_soft: str = "#e5f2ea"
    warn: str = "#8a5300"
    warn_soft: str = "#fcf0dc"
    bad: str = "#b3261e"
    bad_soft: str = "#fbe9e7"
    mark: str = "#ffefae"
    mark_here: str = "#ffc95c"

    def tone(self, tone: Tone) -> str:
        """Colour of the sign and the word of a status."""
        return str(getattr(self, tone.value))

    def tone_soft(self, tone: Tone) -> str:
        """Ground behind the word of a status."""
        return str(getattr(self, f"{tone.value}_soft"))


COLOURS = Colours()


def em() -> int:
    """Height of a line of text in pixels, the unit of every size on screen."""
    return QFontMetrics(QApplication.font()).height()


def gap() -> int:
    """Distance between neighbours: half a line."""
    return max(6, em() // 2)


def chars(count: int) -> int:
    """Width in pixels of about `count` letters."""
    return QFontMetrics(QApplication.font()).averageCharWidth() * count


def bold_width(words: str) -> int:
    """Width in pixels of words in the bold of headings."""
    font = QFont(QApplication.font())
    font.setWeight(QFont.Weight.DemiBold)
    return QFontMetrics(font).horizontalAdvance(words)


def role(widget: QWidget, name: str) -> QWidget:
    """Give a widget its role in the style sheet (see the module's text); returns it."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        set_state(widget, "role", name)
    else:
        widget.setProperty("role", name)
    return widget


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and draw the widget anew if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    QWidget.update(widget)  # a list has an update() of its own, for one index


def load_fonts(folder: Path) -> str:
    """Load the screen fonts from bytes and return the family; "" when they are not there.

    Qt cannot open a font by a path that has Vietnamese letters on Windows, so bytes it is.
    """
    family = ""
    for style in FONT_STYLES:
        for path in sorted(folder.rglob(f"BeVietnamPro*{style}.ttf")):
            number = QFontDatabase.addApplicationFontFromData(path.read_bytes())
            names = QFontDatabase.applicationFontFamilies(number)
            family = family or (names[0] if names else "")
    return family


def palette(colours: Colours) -> QPalette:
    """The palette that agrees with the style sheet, for what Fusion draws itself."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.raised,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.text_off,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.ToolTipBase: colours.text,
        QPalette.ColorRole.ToolTipText: colours.surface,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Dark: colours.line_strong,
    }
    for name, colour in roles.items():
        made.setColor(name, QColor(colour))
    for name in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.text_off))
    return made


def style_sheet(colours: Colours, line: int) -> str:
    """The style sheet for a set of colours and a line height in pixels."""
    sizes = {
        "p1": max(2, line // 8),
        "p2": max(4, line // 4),
        "p3": max(6, line * 3 // 8),
        "p4": max(8, line // 2),
        "p6": max(12, line * 3 // 4),
        # One less for a focus ring of two pixels in the place of a border of one.
        "f2": max(3, line // 4 - 1),
        "f3": max(5, line * 3 // 8 - 1),
        "f6": max(11, line * 3 // 4 - 1),
        "line_height": line,
        "control": line + 2 * max(4, line // 4) + 2,
        "words": line * 18,
        "icon": icon_size_for(line),
        "scroll": max(10, line * 5 // 8),
    }
    return STYLE.substitute(asdict(colours), **sizes)


def icon_size_for(line: int) -> int:
    """Side of a small sign beside text of a given line height."""
    return max(16, round(line * 0.95))


def icon_size() -> int:
    """Side of a small sign beside text, in pixels."""
    return icon_size_for(em())


def apply(app: QApplication, colours: Colours = COLOURS, points: float = FONT_POINTS) -> None:
    """Our font, our palette, our style sheet; made for Fusion."""
    app.styleHints().setColorScheme(Qt.ColorScheme.Light)  # in a dark Windows boxes lose their edge
    family = load_fonts(paths.resources() / "fonts")
    font = QFont(family) if family else app.font()
    font.setPointSizeF(points)
    app.setFont(font)
    app.setPalette(palette(colours))
    QDir.setSearchPaths("icons", [str(paths.resources() / "icons")])
    app.setStyleSheet(style_sheet(colours, em()))
    app.setFont(font)  # again: with a style sheet, lists and menus are given the font of Windows
