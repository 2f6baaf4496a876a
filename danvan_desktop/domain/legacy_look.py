"""Whether a text looks like TCVN3 or VNI: letters of old fonts read as Western ones.

Owns the suspicion alone; it turns nothing into Unicode.
"""

from __future__ import annotations

import re

_TCVN3 = "µ¸¶·¹¨»¾¼½Æ©ÇËÐÑÎÏªÖØÜÞßäëåæçîïñöøûüþ®«¬¦§¡¢£¤¥"
"""Signs that TCVN3 puts in the place of Vietnamese letters and that Unicode Vietnamese has not."""
_WORD = re.compile(rf"[A-Za-zàáâãèéêìíòóôõùúý]*[{_TCVN3}][A-Za-z{_TCVN3}]*")
_VNI = re.compile(r"[AaEeOoUuIiYyÖöÔô][ùøûõïéèúüëÙØÛÕÏÉÈÚÜËâäàåáãêôö](?=[a-z\s]|$)")
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
"""Letters that no text in VNI has: "quân, tuân, xuân" are strange only without them."""
_LEAST = 3
"""A stray sign is no old font."""


def looks_old(text: str) -> bool:
    """Whether several words hold letters that only an old font shows as Vietnamese."""
    words = [word for word in _WORD.findall(text) if any(char.isascii() for char in word)]
    if len(words) >= _LEAST:
        return True
    lines = [line for line in text.splitlines() if not _UNICODE.search(line)]
    strange = [
        word for line in lines for word in line.split() if _VNI.search(word) and _has_vni(word)
    ]
    return len(strange) >= _LEAST


def _has_vni(word: str) -> bool:
    """VNI writes a tone as a letter of its own behind the vowel: "Tieâu", "ñaùnh"."""
    return any(sign in word for sign in "ñÑöÖôÔïÏëËüÜäÄåÅûÛøØ") or bool(
        re.search(r"[aeouAEOU][âÂùÙõÕ]", word)
    )
