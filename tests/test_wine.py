"""The pins of the tests under Wine; running them needs Wine, see docs/windows.md."""

from __future__ import annotations

import re

from installers import wine


def test_wheels_for_windows_are_all_pins_without_their_markers() -> None:
    constraints = "# exact\nclick==8.5.1\ncolorama==0.4.6; sys_platform == 'win32'\n\n"
    assert wine.wanted_wheels(constraints) == "click==8.5.1\ncolorama==0.4.6\n"


def test_interpreter_is_pinned_by_its_hash() -> None:
    text = (wine.INPUTS / "interpreter.txt").read_text(encoding="utf-8")
    (pin,) = (line for line in text.splitlines() if not line.startswith("#"))
    assert re.fullmatch(r"[a-z-]+==[\d.]+ --hash=sha256:[0-9a-f]{64}", pin)
