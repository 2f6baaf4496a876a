"""Places of a board and the edge of a quota: what is shown, whatever the order given."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.comparison import Entrant, Side, placed

TOTALS = {"a": "95", "b": "90", "c": "90", "d": "90", "e": "80,5".replace(",", ".")}


def entrants(**held: bool) -> list[Entrant]:
    return [
        Entrant(uid, Decimal(total), free=not held.get(uid, False)) for uid, total in TOTALS.items()
    ]


def test_equals_show_the_places_they_take_together() -> None:
    words = {uid: one.words for uid, one in placed(entrants()).items()}
    assert words == {"a": "1", "b": "2-4", "c": "2-4", "d": "2-4", "e": "5"}


def test_without_a_quota_nobody_has_a_side() -> None:
    assert {one.side for one in placed(entrants()).values()} == {None}


def test_equals_across_the_edge_are_named_and_not_chosen() -> None:
    sides = {uid: one.side for uid, one in placed(entrants(), 2).items()}
    assert sides == {
        "a": Side.INSIDE,
        "b": Side.TIED,
        "c": Side.TIED,
        "d": Side.TIED,
        "e": Side.OUTSIDE,
    }


def test_what_is_held_back_keeps_its_place_and_leaves_its_seat() -> None:
    found = placed(entrants(a=True), 3)
    assert (found["a"].place, found["a"].side) == (1, None)
    assert {found[uid].side for uid in "bcd"} == {Side.INSIDE}
    assert found["e"].side is Side.OUTSIDE


def test_bonus_outside_the_total_parts_equals() -> None:
    found = placed([Entrant("a", Decimal(9)), Entrant("b", Decimal(9), Decimal(1))])
    assert (found["b"].words, found["a"].words) == ("1", "2")


@given(
    st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=12),
    st.integers(0, 8),
    st.randoms(),
)
def test_places_do_not_depend_on_the_order(rows, seats, random) -> None:  # type: ignore[no-untyped-def]
    found = [Entrant(str(at), Decimal(total), free=free) for at, (total, free) in enumerate(rows)]
    shuffled = random.sample(found, len(found))
    assert placed(shuffled, seats) == placed(found, seats)


@given(st.lists(st.integers(0, 4), max_size=12), st.integers(0, 8))
def test_no_more_than_the_seats_are_inside(totals: list[int], seats: int) -> None:
    found = placed([Entrant(str(at), Decimal(one)) for at, one in enumerate(totals)], seats)
    inside = sum(one.side is Side.INSIDE for one in found.values())
    tied = sum(one.side is Side.TIED for one in found.values())
    assert inside <= seats
    assert inside + tied >= min(seats, len(totals))
