"""Places of a board and the edge of a quota: what is shown, whatever the order given."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.comparison import (
    Entrant,
    GradeCounts,
    Side,
    grade_counts,
    placed,
    sides,
)
from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.sheets import MarkEntry, marks_text
from danvan_desktop.domain.standings import Entry

TOTALS = {"a": "95", "b": "90", "c": "90", "d": "90", "e": "80,5".replace(",", ".")}


def entrants(**held: bool) -> list[Entrant]:
    return [
        Entrant(Entry(uid, Decimal(total)), free=not held.get(uid, False))
        for uid, total in TOTALS.items()
    ]


def test_equals_show_the_places_they_take_together() -> None:
    words = {uid: one.words for uid, one in placed(entrants()).items()}
    assert words == {"a": "1", "b": "2-4", "c": "2-4", "d": "2-4", "e": "5"}


def test_equals_across_the_edge_are_named_and_not_chosen() -> None:
    assert sides(entrants(), 2) == {
        "a": Side.INSIDE,
        "b": Side.TIED,
        "c": Side.TIED,
        "d": Side.TIED,
        "e": Side.OUTSIDE,
    }


def test_what_is_held_back_keeps_its_place_and_leaves_its_seat() -> None:
    assert placed(entrants(a=True))["a"].place == 1
    inside = dict.fromkeys("bcd", Side.INSIDE)
    assert sides(entrants(a=True), 3) == {**inside, "e": Side.OUTSIDE}


def test_bonus_outside_the_total_parts_equals() -> None:
    found = placed([Entrant(Entry("a", Decimal(9))), Entrant(Entry("b", Decimal(9), Decimal(1)))])
    assert (found["b"].words, found["a"].words) == ("1", "2")


@given(
    st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=12),
    st.integers(0, 8),
    st.randoms(),
)
def test_places_do_not_depend_on_the_order(rows, seats, random) -> None:  # type: ignore[no-untyped-def]
    found = [
        Entrant(Entry(str(at), Decimal(total)), free=free) for at, (total, free) in enumerate(rows)
    ]
    shuffled = random.sample(found, len(found))
    assert placed(shuffled) == placed(found)
    assert sides(shuffled, seats) == sides(found, seats)


@given(st.lists(st.integers(0, 4), max_size=12), st.integers(0, 8))
def test_no_more_than_the_seats_are_inside(totals: list[int], seats: int) -> None:
    found = sides([Entrant(Entry(str(at), Decimal(one))) for at, one in enumerate(totals)], seats)
    inside = sum(one is Side.INSIDE for one in found.values())
    tied = sum(one is Side.TIED for one in found.values())
    assert inside <= seats
    assert inside + tied >= min(seats, len(totals))


def test_grades_of_a_sheet_are_counted_from_its_stored_marks() -> None:
    entries = {
        "1": MarkEntry(Grade.MET),
        "2": MarkEntry(Grade.PARTLY, "Còn một hộ"),
        "3": MarkEntry(Grade.MET),
        "4": MarkEntry(None, "chưa chấm"),
    }
    found = grade_counts(marks_text(entries))
    assert found == GradeCounts(2, 1, 0)
    assert (found.words, found.in_full) == ("2/3", "2 đạt, 1 đạt một phần")
    assert grade_counts("") == GradeCounts()
