"""Every shipped font draws every Vietnamese letter, in every style.

A missing glyph is drawn as an empty box and nobody is told, so it is looked for here, in the files.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from danvan_desktop.paths import resources

FONTS = resources() / "fonts"
STYLES = [
    "BeVietnamPro-Bold",
    "BeVietnamPro-Italic",
    "BeVietnamPro-Medium",
    "BeVietnamPro-Regular",
    "BeVietnamPro-SemiBold",
    "DancingScript-Bold",
    "DancingScript-Regular",
    "GreatVibes-Regular",
    "PinyonScript-Regular",
    "Tinos-Bold",
    "Tinos-BoldItalic",
    "Tinos-Italic",
    "Tinos-Regular",
]
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # level and the five tone marks
PUNCTUATION = "“”‘’–—…•§°±×«»"


def vietnamese_letters() -> set[str]:
    """The 134 letters, both cases, that Vietnamese adds to the Latin alphabet."""
    small = {unicodedata.normalize("NFC", v + tone) for v in "aăâeêioôơuưy" for tone in TONES}
    small |= {"đ"}
    return {letter for letter in small | {s.upper() for s in small} if ord(letter) > 127}


def missing(font: Path, letters: set[str]) -> list[str]:
    """Letters without a glyph of their own, or with one that takes no room."""
    face = TTFontFile(str(font))
    return sorted(
        letter
        for letter in letters
        if not face.charToGlyph.get(ord(letter)) or face.charWidths.get(ord(letter), 0) <= 0
    )


def test_the_alphabet_of_this_test_is_whole() -> None:
    assert len(vietnamese_letters()) == 134


def test_the_folder_holds_exactly_the_named_styles() -> None:
    assert sorted(file.stem for file in FONTS.glob("*.ttf")) == STYLES


@pytest.mark.parametrize("style", STYLES)
def test_every_letter_has_a_glyph(style: str) -> None:
    ascii_letters = {chr(code) for code in range(0x20, 0x7F)}
    letters = vietnamese_letters() | ascii_letters | set(PUNCTUATION)
    assert missing(FONTS / f"{style}.ttf", letters) == []


@pytest.mark.parametrize("style", [s for s in STYLES if s.startswith("Tinos")])
def test_formal_text_has_the_number_and_money_signs(style: str) -> None:
    assert missing(FONTS / f"{style}.ttf", set("№₫")) == []


@pytest.mark.parametrize("style", STYLES)
def test_the_name_inside_the_file_is_the_file_name(style: str) -> None:
    assert TTFontFile(str(FONTS / f"{style}.ttf")).name.decode() == style


@pytest.mark.parametrize("family", sorted({style.split("-")[0] for style in STYLES}))
def test_each_family_has_its_licence_beside_it(family: str) -> None:
    text = (FONTS / f"OFL-{family}.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
