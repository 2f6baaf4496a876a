"""Every letter an official can type has a glyph in every font of the papers."""

from __future__ import annotations

import subprocess
import sys
import threading
import unicodedata

import pytest
from PIL import ImageFont
from reportlab.lib.fonts import ps2tt, tt2ps

from danvan_desktop import paths
from danvan_desktop.documents import fonts

BASES = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
VIETNAMESE = {
    case(unicodedata.normalize("NFC", base + tone))
    for base in BASES
    for tone in TONES
    for case in (str.lower, str.upper)
} | set("đĐ")
ASCII = {chr(code) for code in range(0x20, 0x7F)}
SIGNS = set("“”‘’–—…•°±×§«»\u00a0")


def test_vietnamese_letters_are_all_134() -> None:
    marked = {char for char in VIETNAMESE if ord(char) > 0x7F}
    assert len(marked) == 134


@pytest.mark.parametrize("font", sorted(fonts.FONT_FILES))
def test_missing_glyphs_every_letter_in_every_font(font: str) -> None:
    assert fonts.missing_glyphs(font, "".join(VIETNAMESE | ASCII | SIGNS)) == set()


@pytest.mark.parametrize("font", [name for name in fonts.FONT_FILES if name.startswith("Tinos")])
def test_missing_glyphs_signs_of_formal_text(font: str) -> None:
    assert fonts.missing_glyphs(font, "№₫") == set()


@pytest.mark.parametrize("font", sorted(fonts.FONT_FILES))
def test_ink_of_every_letter_stays_within_the_reach_of_its_font(font: str) -> None:
    size = 2000
    path = str(paths.resources() / "fonts" / fonts.FONT_FILES[font])
    ruler = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    reach = fonts.reach(font)
    outside = []
    for letter in sorted((VIETNAMESE | ASCII | SIGNS) - set(" \u00a0")):
        left, top, right, foot = ruler.getbbox(letter, anchor="ls")
        over = right - ruler.getlength(letter)
        if max(-left, over) > reach.side * size or -top > reach.above * size:
            outside.append(letter)
        if foot > reach.below * size:
            outside.append(letter)
    assert outside == []


def test_missing_glyphs_names_what_is_missing() -> None:
    assert fonts.missing_glyphs(fonts.TEXT, "a\n☐b😀") == {"☐", "😀"}


def test_register_family_makes_bold_and_italic_work() -> None:
    fonts.register()
    styles = [tt2ps(fonts.TEXT, bold, italic) for bold in (0, 1) for italic in (0, 1)]
    assert styles == [
        fonts.TEXT,
        fonts.TEXT_ITALIC,
        fonts.TEXT_BOLD,
        fonts.TEXT_BOLD_ITALIC,
    ]
    assert ps2tt(fonts.TEXT_BOLD) == (fonts.TEXT.lower(), 1, 0)


def test_register_from_several_threads() -> None:
    threads = [threading.Thread(target=fonts.register) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fonts.text_width("", fonts.TEXT, 12) == 0


def test_text_width_grows_with_size() -> None:
    assert fonts.text_width("Dân vận khéo", fonts.TEXT, 24) == pytest.approx(
        2 * fonts.text_width("Dân vận khéo", fonts.TEXT, 12)
    )


def test_a_decision_reads_no_face_that_it_does_not_print() -> None:
    """The first preview waits for each face that is read."""
    code = (
        "from reportlab.pdfbase import pdfmetrics\n"
        "from danvan_desktop.documents import profiles\n"
        "from danvan_desktop.documents.decision import recognition_decision\n"
        "from tests.documents import paper_factories as made\n"
        "pdf = recognition_decision(made.decision('party'), profiles.load('party-2026')).pdf()\n"
        "fonts = pdfmetrics.getRegisteredFontNames()\n"
        "sys.stdout.write(' '.join(sorted(name for name in fonts if name in FONT_FILES)))\n"
    )
    prelude = "import sys\nfrom danvan_desktop.documents.fonts import FONT_FILES\n"
    done = subprocess.run(
        [sys.executable, "-c", prelude + code], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [fonts.TEXT, fonts.TEXT_BOLD, fonts.TEXT_ITALIC]
