"""Proposed words meet edited ones and newer proposals: nothing typed is lost, counts follow."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.renewed_words import Renewal, renewed

BEFORE = "Công nhận 05 mô hình cấp xã năm 2026 (có danh sách kèm theo).\nCác tập thể duy trì."
NOW = "Công nhận 06 mô hình cấp xã năm 2026 (có danh sách kèm theo).\nCác tập thể duy trì."


def test_count_follows_inside_a_line_that_was_edited_elsewhere() -> None:
    typed = "Công nhận 05 mô hình cấp xã trong năm 2026.\nCác tập thể duy trì.\nThêm một điều."
    found = renewed(BEFORE, NOW, typed)
    assert found.text == typed.replace("05", "06")
    assert found.taken == ((BEFORE.split("\n")[0], NOW.split("\n")[0]),)
    assert found.left == ()


def test_changes_of_several_lengths_each_go_to_their_own_place() -> None:
    before = "Công nhận 05 mô hình.\nKhen 02 tập thể.\nGiao 03 tổ thực hiện."
    now = "Công nhận 05 mô hình, 01 điển hình.\nKhen 02 tập thể.\nGiao 04 tổ thực hiện."
    typed = f"{before}\nThêm một điều."
    assert renewed(before, now, typed).text == f"{now}\nThêm một điều."


def test_count_that_somebody_wrote_otherwise_is_left_to_a_person() -> None:
    typed = BEFORE.replace("05 mô hình", "năm mô hình")
    found = renewed(BEFORE, NOW, typed)
    assert (found.text, found.taken) == (typed, ())
    assert found.left == ((BEFORE.split("\n")[0], NOW.split("\n")[0]),)


def test_words_that_nobody_edited_become_the_new_ones() -> None:
    assert renewed(BEFORE, NOW, BEFORE).text == NOW


def test_nothing_is_found_without_a_change_or_an_earlier_proposal() -> None:
    assert [renewed(BEFORE, BEFORE, "x").found, renewed("", NOW, "x").found] == [False, False]
    assert renewed(BEFORE, NOW, NOW) == Renewal(NOW)


def test_line_that_was_added_goes_behind_its_neighbour() -> None:
    found = renewed("Một\nHai", "Một\nMột rưỡi\nHai", "Một\nHai\nBa của tôi")
    assert found.text == "Một\nMột rưỡi\nHai\nBa của tôi"
    assert found.taken == (("", "Một rưỡi"),)


words = st.lists(st.sampled_from(["một", "hai", "ba", "05", "\n", "."]), max_size=12).map(" ".join)


@given(words, words, words)
def test_words_are_never_lost_without_being_said(before: str, now: str, typed: str) -> None:
    found = renewed(before, now, typed)
    if before == now or not before:
        assert found == Renewal(typed)
    if typed == before and before:
        assert found.text == now
    if not found.taken:
        assert found.text in (typed, now)
