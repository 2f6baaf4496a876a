"""The hands that work windows wait for what was meant, however the turns of the loop fall."""

from __future__ import annotations

import pytest

from danvan_desktop.ui import hands


def test_until_waits_on_for_what_held_at_a_look_and_no_more_after_it(qapp: object) -> None:
    seen = iter([False, True, False, True, True])
    hands.until(lambda: next(seen), "idle")
    assert list(seen) == []


def test_until_says_what_never_came(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "PATIENCE_MS", 30)
    with pytest.raises(hands.TooLongError, match="idle"):
        hands.until(lambda: False, "idle")
