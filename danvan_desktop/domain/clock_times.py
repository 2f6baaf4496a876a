"""Times of day as officials type and print them: 7h30, 07:30, 07 giờ 30 phút.

Owns reading and writing one time of day, kept as "HH:MM"; knows no dates.
"""

from __future__ import annotations

import re

from danvan_desktop.errors import FieldError

_TIME = re.compile(r"([0-9]{1,2})(?:(?:h|g|:|\.|giờ)(?:([0-9]{1,2})(?:p|phút)?)?)?")
_SPACES = re.compile(r"\s+")


def parse_time(text: str, *, field: str = "time", label: str = "Giờ") -> str:
    """Read "7h30", "7:30", "7 giờ 30 phút" or "14" as "HH:MM"; nothing typed stays empty.

    Raises `FieldError` for a time that no clock shows.
    """
    typed = _SPACES.sub("", text).lower()
    if not typed:
        return ""
    match = _TIME.fullmatch(typed)
    hour, minute = (int(part or 0) for part in match.groups()) if match else (24, 0)
    if hour > 23 or minute > 59:
        what = f"{label} “{text.strip()[:20]}” không đọc được."
        raise FieldError(field, what, todo="Nhập như 7h30 hoặc 14:00.")
    return f"{hour:02d}:{minute:02d}"


def time_words(time: str) -> str:
    """ "07:30" as a paper says it: "07 giờ 30 phút"; room for the pen where there is none."""
    hour, minute = time.split(":") if time else ("......", "......")
    return f"{hour} giờ {minute} phút"
