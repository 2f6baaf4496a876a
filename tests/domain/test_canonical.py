"""One value, one text, one hash."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

import pytest

from danvan_desktop.domain.canonical import canonical_json, row_hash


def test_canonical_json_sorts_keys_and_leaves_no_spaces() -> None:
    value = {"b": [1, True, None], "a": "Dân vận", "c": date(2026, 2, 5)}
    assert canonical_json(value) == '{"a":"Dân vận","b":[1,true,null],"c":"2026-02-05"}'.encode()


@pytest.mark.parametrize("value", [1.0, float("nan"), datetime(2026, 1, 1), {1: 2}, "\ud800", {3}])
def test_canonical_json_of_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical_json([value])


def test_row_hash_changes_with_each_part() -> None:
    base = row_hash("u", "o", 1, False, {"a": "x"})
    others = {
        row_hash("v", "o", 1, False, {"a": "x"}),
        row_hash("u", "p", 1, False, {"a": "x"}),
        row_hash("u", "o", 2, False, {"a": "x"}),
        row_hash("u", "o", 1, True, {"a": "x"}),
        row_hash("u", "o", 1, False, {"a": "y"}),
    }
    assert len({base, *others}) == 6


def test_row_hash_is_that_of_the_written_form() -> None:
    text = '{"deleted":false,"fields":{"a":"Đ","b":null},"owner":"o","revision":1,"uid":"u"}'
    expected = hashlib.sha256(text.encode()).hexdigest()
    assert row_hash("u", "o", 1, False, {"b": None, "a": "Đ"}) == expected
