"""The one door between an official's words and a ReportLab `Paragraph`.

Owns cleaning, escaping and the limits; draws nothing. `Paragraph` reads a little language of tags:
unguarded it drops `<TT-BNV>`, embeds the picture named in `<img>` and takes quadratic time over
line breaks. After `markup` the text on the paper is the text that was typed.
"""

from __future__ import annotations

import unicodedata

from danvan_desktop.documents import fonts
from danvan_desktop.errors import UserError

MAX_CHARACTERS = 20_000
MAX_LINES = 300

_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_MARKS = frozenset({"Mn", "Me"})
_SHOWN = 30
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\t": " "})


def plain(text: str) -> str:
    """The text as it may be drawn: NFC, line ends as `\\n`, no control, bidi or zero-width signs.

    Spaces stay as they are, no-break spaces too: a paper leaves room for a number with them.
    (`domain.text` cleans what is stored; this also guards what the program composed itself.)
    """
    usual = text.isprintable() or text.replace("\n", "").replace("\u00a0", "").isprintable()
    if usual and unicodedata.is_normalized("NFC", text):
        return text
    joined = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = joined.translate(_LINE_ENDS)
    return "".join(c for c in kept if c == "\n" or unicodedata.category(c) not in _UNSEEN)


def markup(text: str, *, field: str = "Nội dung") -> str:
    """Text for a `Paragraph` that prints exactly what was typed, line ends as `<br/>`.

    `field` is the Vietnamese label used when the text is refused: more than `MAX_CHARACTERS`
    characters or `MAX_LINES` lines raise `UserError`.
    """
    cleaned = plain(text)
    if len(cleaned) > MAX_CHARACTERS:
        raise UserError(
            f"{field} dài {len(cleaned)} ký tự, nhiều hơn mức in được là {MAX_CHARACTERS}.",
            safe="Dữ liệu đã lưu vẫn còn nguyên.",
            todo="Hãy rút gọn nội dung rồi in lại.",
        )
    lines = cleaned.split("\n")
    if len(lines) > MAX_LINES:
        raise UserError(
            f"{field} có {len(lines)} dòng, nhiều hơn mức in được là {MAX_LINES}.",
            safe="Dữ liệu đã lưu vẫn còn nguyên.",
            todo="Hãy bỏ bớt các dòng trống hoặc rút gọn rồi in lại.",
        )
    return "<br/>".join(line.translate(_ESCAPES) for line in lines)


def require_glyphs(field_label: str, text: str, font_name: str) -> None:
    """Refuse what the font would draw as a box (`UserError`): field, characters, where it stands.

    A list has a hundred names under one label, so the words around the first one are said too.
    """
    words = plain(text)
    missing = fonts.missing_glyphs(font_name, words)
    if missing:
        found = [char for char in dict.fromkeys(words) if char in missing]
        seen = [char for char in found if unicodedata.category(char) not in _MARKS] or found
        shown = ", ".join(f"“{char}” (U+{ord(char):04X})" for char in seen[:5])
        raise UserError(
            f"{field_label} có ký tự không in được: {shown}.",
            safe="Dữ liệu đã lưu vẫn còn nguyên.",
            todo=f"Hãy sửa ô {field_label}, chỗ “{_around(words, seen[0])}”, "
            "bỏ ký tự đó rồi in lại.",
        )


def _around(text: str, char: str) -> str:
    """The line with the character in it, a long one shortened on both sides."""
    line = next(line for line in text.split("\n") if char in line)
    at = line.index(char)
    start, end = max(at - _SHOWN, 0), at + _SHOWN
    return f"{'…' if start else ''}{line[start:end]}{'…' if line[end:] else ''}"
