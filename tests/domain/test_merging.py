"""Merging as a table of cases, then as laws: again, in any order, from three offices."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.merging import MergePlan, Outcome, Reason, RowKey, RowState, plan

COMMUNE, OTHER, PROVINCE = "office-commune", "office-other", "office-province"
State = dict[RowKey, RowState]


def row(
    uid: str = "a",
    revision: int = 1,
    *,
    table: str = "registrations",
    owner: str = COMMUNE,
    deleted: bool = False,
    text: str = "",
    refers: Iterable[RowKey] = (),
) -> RowState:
    content = f"{uid}/{owner}/{revision}/{deleted}/{text}"
    return RowState(table, uid, owner, revision, deleted, content, tuple(refers))


def state_of(*rows: RowState) -> State:
    return {each.key: each for each in rows}


def decide(incoming: Iterable[RowState], existing: State, sender: str = COMMUNE) -> MergePlan:
    return plan(incoming, existing, sender=sender, receiver=PROVINCE)


def apply(existing: State, made: MergePlan) -> State:
    return existing | {each.key: each for each in made.writes}


def receive(existing: State, incoming: Iterable[RowState], sender: str = COMMUNE) -> State:
    return apply(existing, decide(incoming, existing, sender))


@pytest.mark.parametrize(
    ("incoming", "here", "outcome", "reason"),
    [
        (row(), None, Outcome.NEW, None),
        (row(deleted=True), None, Outcome.NEW, None),
        (row(), row(), Outcome.SAME, None),
        (row(revision=2), row(), Outcome.UPDATED, None),
        (row(), row(revision=2), Outcome.OLDER, None),
        (row(text="x"), row(text="y"), Outcome.CONFLICT, Reason.FORK),
        (row(deleted=True), row(), Outcome.CONFLICT, Reason.FORK),
        (row(revision=2, deleted=True), row(), Outcome.UPDATED, None),
        (row(revision=2, deleted=True), row(revision=3), Outcome.UPDATED, None),
        (row(), row(revision=2, deleted=True), Outcome.OLDER, None),
        (row(revision=3), row(revision=2, deleted=True), Outcome.CONFLICT, Reason.DELETED_HERE),
        (row(owner=OTHER), None, Outcome.REJECTED, Reason.NOT_SENDER_S),
        (row(), row(owner=OTHER), Outcome.REJECTED, Reason.ANOTHER_S_ROW),
        (row(), row(owner=PROVINCE), Outcome.REJECTED, Reason.OWN_ROW),
        (row(owner=PROVINCE), None, Outcome.REJECTED, Reason.OWN_ROW),
        (row(refers=[("units", "u")]), None, Outcome.REJECTED, Reason.MISSING_REFERENCE),
        (
            row(revision=2, refers=[("units", "u")]),
            row(),
            Outcome.REJECTED,
            Reason.MISSING_REFERENCE,
        ),
        (row(refers=[("units", "u")]), row(refers=[("units", "u")]), Outcome.SAME, None),
    ],
)
def test_plan_of_one_row(
    incoming: RowState, here: RowState | None, outcome: Outcome, reason: Reason | None
) -> None:
    (step,) = decide([incoming], {} if here is None else state_of(here)).steps
    assert (step.row, step.outcome, step.reason, step.existing) == (incoming, outcome, reason, here)


def test_plan_takes_a_reference_found_in_the_file_or_here() -> None:
    unit = row("u", table="units")
    registration = row(refers=[unit.key])
    assert decide([registration, unit], {}).writes == (registration, unit)
    assert decide([registration], state_of(unit)).writes == (registration,)


def test_plan_rejects_what_hangs_on_a_rejected_row() -> None:
    unit = row("u", table="units", owner=OTHER)
    registration = row("a", refers=[unit.key])
    note = row("n", table="notes", refers=[registration.key])
    reasons = [step.reason for step in decide([note, registration, unit], {}).steps]
    missing = Reason.MISSING_REFERENCE
    assert reasons == [missing, missing, Reason.NOT_SENDER_S]


@pytest.mark.parametrize(
    ("table", "about"),
    [("revocation", "recognition"), ("certificate", "recognition"), ("recognition", "decision")],
)
def test_plan_lets_only_the_issuer_speak_of_its_decision(table: str, about: str) -> None:
    here = state_of(row("d", table=about, owner=OTHER))
    said = row("r", table=table, refers=[(about, "d")])
    (step,) = decide([said], here).steps
    assert (step.outcome, step.reason) == (Outcome.REJECTED, Reason.ABOUT_ANOTHER_S)
    own = row("r", table=table, owner=OTHER, refers=[(about, "d")])
    assert decide([own], here, sender=OTHER).writes == (own,)


def test_plan_keeps_what_hangs_on_a_row_whose_older_version_is_here() -> None:
    old = row("a")
    newer = row("a", 2, refers=[("units", "u")])
    note = row("n", table="notes", refers=[old.key])
    assert decide([newer, note], state_of(old)).writes == (note,)


def test_plan_takes_rows_that_refer_to_each_other() -> None:
    one = row("a", refers=[("registrations", "b")])
    two = row("b", refers=[("registrations", "a")])
    assert decide([one, two], {}).writes == (one, two)


def test_plan_of_two_versions_in_one_file_takes_neither() -> None:
    made = decide([row(text="x"), row(text="y")], {})
    assert [step.reason for step in made.steps] == [Reason.DUPLICATE]


def test_plan_of_one_row_given_twice_counts_it_once() -> None:
    assert decide([row(), row()], {}).writes == (row(),)


def test_plan_of_the_office_s_own_file_takes_nothing() -> None:
    made = plan([row()], {}, sender=COMMUNE, receiver=COMMUNE)
    assert [step.reason for step in made.steps] == [Reason.OWN_ROW]


def test_counts_name_every_outcome_per_table() -> None:
    made = decide([row("a"), row("b", 2), row("u", table="units")], state_of(row("b")))
    none = dict.fromkeys(Outcome, 0)
    assert made.counts() == {
        "registrations": none | {Outcome.NEW: 1, Outcome.UPDATED: 1},
        "units": none | {Outcome.NEW: 1},
    }
    assert made.totals() == none | {Outcome.NEW: 2, Outcome.UPDATED: 1}


# Laws. A history is what one office really did: each revision follows the last, deletion ends it.

uids = st.sampled_from(["a", "b", "c"])


@st.composite
def histories(draw: st.DrawFn, owner: str = COMMUNE) -> list[list[RowState]]:
    """Snapshots of one office's rows after each of its edits, as successive files hold them."""
    rows: State = {}
    snapshots: list[list[RowState]] = []
    for _ in range(draw(st.integers(1, 5))):
        uid = f"{owner}-{draw(uids)}"
        here = rows.get(("registrations", uid))
        if here is None or not here.deleted:
            revision = 1 if here is None else here.revision + 1
            gone = here is not None and draw(st.booleans())
            made = row(uid, revision, owner=owner, deleted=gone, text=draw(st.text(max_size=2)))
            rows[made.key] = made
        snapshots.append(list(rows.values()))
    return snapshots


any_row = st.builds(
    row,
    uids,
    st.integers(1, 3),
    owner=st.sampled_from([COMMUNE, OTHER, PROVINCE]),
    deleted=st.booleans(),
    text=st.sampled_from(["", "x"]),
    refers=st.lists(st.tuples(st.just("registrations"), uids), max_size=2),
)
any_rows = st.lists(any_row, max_size=6)
any_state = st.lists(any_row, max_size=4).map(lambda rows: state_of(*rows))


@given(any_rows, any_state)
def test_receiving_again_changes_nothing(rows: list[RowState], existing: State) -> None:
    once = receive(existing, rows)
    again = decide(rows, once)
    assert again.writes == ()
    assert apply(once, again) == once


@given(any_rows, any_state, st.randoms())
def test_plan_does_not_depend_on_the_order_of_rows(
    rows: list[RowState], existing: State, random: object
) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert decide(shuffled, existing) == decide(rows, existing)


@given(any_rows, any_state)
def test_plan_never_touches_a_row_of_another_office(rows: list[RowState], existing: State) -> None:
    after = receive(existing, rows)
    for key, here in existing.items():
        if here.owner != COMMUNE:
            assert after[key] == here


@given(any_rows, any_state)
def test_plan_never_leaves_a_new_row_without_what_it_refers_to(
    rows: list[RowState], existing: State
) -> None:
    made = decide(rows, existing)
    after = apply(existing, made)
    assert [key for each in made.writes for key in each.references if key not in after] == []


@given(any_rows, any_state)
def test_plan_is_what_happens(rows: list[RowState], existing: State) -> None:
    made = decide(rows, existing)
    after = apply(existing, made)
    changed = {key for key in after if after[key] != existing.get(key)}
    totals = made.totals()
    assert changed == {each.key for each in made.writes}
    assert len(changed) == totals[Outcome.NEW] + totals[Outcome.UPDATED]


@settings(max_examples=60)
@given(histories())
def test_files_of_one_office_in_any_order_end_in_its_last_state(
    snapshots: list[list[RowState]],
) -> None:
    last = state_of(*snapshots[-1])
    for order in permutations(snapshots[-4:] if len(snapshots) > 4 else snapshots):
        state: State = {}
        for rows in order:
            state = receive(state, rows)
        assert state == last


@settings(max_examples=40)
@given(histories(COMMUNE), histories(OTHER), histories("office-third"))
def test_files_of_three_offices_in_all_orders_reach_one_state(
    first: list[list[RowState]], second: list[list[RowState]], third: list[list[RowState]]
) -> None:
    files = [
        (sender, rows)
        for sender, snapshots in ((COMMUNE, first), (OTHER, second), ("office-third", third))
        for rows in snapshots[-2:]
    ]
    states = []
    for order in list(permutations(files))[::7]:
        state: State = {}
        for sender, rows in order:
            state = receive(state, rows, sender)
        states.append(state)
    assert all(state == states[0] for state in states)
