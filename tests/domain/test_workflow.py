"""Every state, every transition from every state, and the laws behind them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain import workflow
from danvan_desktop.domain.workflow import (
    TRANSITIONS,
    Actor,
    Facts,
    RecognitionFact,
    SheetFact,
    State,
    StepFact,
    StepKind,
)
from danvan_desktop.errors import FieldError, UserError

OWN, ABOVE = "commune", "province"
PAGE = Path(__file__).parents[2] / "docs" / "workflow.md"


def step(facts: Facts, kind: StepKind, office: str = OWN) -> Facts:
    """The same facts with one more step of the office, made on the revision of now."""
    numbers = [each.number for each in facts.steps if each.office == office]
    added = StepFact(kind, office, max(numbers, default=0) + 1, facts.revision)
    return replace(facts, steps=(*facts.steps, added))


def sheet(facts: Facts, *, own: bool, office: str = OWN) -> Facts:
    return replace(facts, sheets=(*facts.sheets, SheetFact(office, own, True, False)))


def edited(facts: Facts) -> Facts:
    """A newer revision: the sheets made before are stale."""
    stale = tuple(replace(each, stale=True) for each in facts.sheets)
    return replace(facts, revision=facts.revision + 1, sheets=stale)


NEW = Facts(OWN, 1)
SELF = sheet(NEW, own=True)
APPRAISED = sheet(SELF, own=False)
REVIEWED = step(APPRAISED, StepKind.REVIEW_PASSED)
RECOGNISED = replace(REVIEWED, recognitions=(RecognitionFact(OWN, True, False),))

IN_STATE = {
    State.REGISTERED: NEW,
    State.RETURNED: step(APPRAISED, StepKind.RETURNED),
    State.STOPPED: step(APPRAISED, StepKind.STOPPED),
    State.WITHDRAWN: step(APPRAISED, StepKind.WITHDRAWN),
    State.SELF_ASSESSED: SELF,
    State.APPRAISED: APPRAISED,
    State.REVIEWED: REVIEWED,
    State.PROPOSED: step(REVIEWED, StepKind.PROPOSED),
    State.NOT_RECOGNISED: step(APPRAISED, StepKind.REVIEW_FAILED),
    State.RECOGNISED: RECOGNISED,
    State.REVOKED: replace(REVIEWED, recognitions=(RecognitionFact(OWN, True, True),)),
}

_STEPS = {
    "return": StepKind.RETURNED,
    "withdraw": StepKind.WITHDRAWN,
    "reinstate": StepKind.REINSTATED,
    "stop": StepKind.STOPPED,
    "resume": StepKind.RUNNING,
    "review": StepKind.REVIEW_PASSED,
    "review_incomplete": StepKind.REVIEW_INCOMPLETE,
    "reject": StepKind.REVIEW_FAILED,
    "review_again": StepKind.REVIEW_PASSED,
    "propose": StepKind.PROPOSED,
}
_OTHER: dict[str, Callable[[Facts], Facts]] = {
    "edit": edited,
    "assess_self": lambda facts: sheet(facts, own=True),
    "appraise": lambda facts: sheet(facts, own=False),
    "reopen": lambda facts: replace(
        facts, sheets=tuple(replace(each, finished=False) for each in facts.sheets)
    ),
    "recognise": lambda facts: replace(
        facts, recognitions=(RecognitionFact(facts.owner, True, False),)
    ),
    "revoke": lambda facts: replace(
        facts, recognitions=(RecognitionFact(facts.owner, True, True),)
    ),
}


def done(action: str, facts: Facts) -> Facts:
    """The facts after the action was done."""
    kind = _STEPS.get(action)
    return step(facts, kind) if kind else _OTHER[action](facts)


FOLLOWS = {
    ("edit", State.REGISTERED): State.REGISTERED,
    ("edit", State.RETURNED): State.REGISTERED,
    ("edit", State.SELF_ASSESSED): State.REGISTERED,
    ("edit", State.APPRAISED): State.REGISTERED,
    ("edit", State.REVIEWED): State.REGISTERED,
    ("edit", State.NOT_RECOGNISED): State.NOT_RECOGNISED,
    ("reinstate", State.WITHDRAWN): State.APPRAISED,
    ("resume", State.STOPPED): State.APPRAISED,
    ("assess_self", State.REGISTERED): State.SELF_ASSESSED,
    ("assess_self", State.SELF_ASSESSED): State.SELF_ASSESSED,
    ("assess_self", State.APPRAISED): State.APPRAISED,
    ("reopen", State.SELF_ASSESSED): State.REGISTERED,
    ("reopen", State.APPRAISED): State.REGISTERED,
    ("reopen", State.REVIEWED): State.REVIEWED,
    ("reopen", State.NOT_RECOGNISED): State.NOT_RECOGNISED,
    ("review_incomplete", State.REGISTERED): State.REGISTERED,
    ("review_incomplete", State.SELF_ASSESSED): State.SELF_ASSESSED,
    ("review_incomplete", State.APPRAISED): State.APPRAISED,
    ("review_incomplete", State.REVIEWED): State.APPRAISED,
    ("review_again", State.NOT_RECOGNISED): State.REVIEWED,
}
"""Where the transitions without a fixed target lead."""

WALK = [(item, state) for item in TRANSITIONS for state in State]


@pytest.mark.parametrize("state", list(State))
def test_facts_give_the_state(state: State) -> None:
    assert workflow.state(IN_STATE[state], OWN) is state


@pytest.mark.parametrize(("item", "state"), WALK, ids=lambda value: str(value)[:40])
def test_transition_from_every_state_is_allowed_or_refused(
    item: workflow.Transition, state: State
) -> None:
    facts = IN_STATE[state]
    if state not in item.sources:
        with pytest.raises(UserError) as refused:
            workflow.require(item.action, facts, OWN, reason="Có lý do.")
        assert refused.value.what == (
            f"Không thể “{item.label}” khi đăng ký đang ở trạng thái “{state.label}”."
        )
        return
    assert workflow.require(item.action, facts, OWN, reason="Có lý do.") is item
    reached = workflow.state(done(item.action, facts), OWN)
    assert reached is (item.target or FOLLOWS[item.action, state])


@pytest.mark.parametrize("item", TRANSITIONS, ids=lambda item: item.action)
def test_reason_is_asked_exactly_where_the_table_says(item: workflow.Transition) -> None:
    facts = IN_STATE[next(iter(item.sources))]
    if not item.reason:
        assert workflow.require(item.action, facts, OWN) is item
        return
    for empty in ("", "  \n"):
        with pytest.raises(FieldError, match="Cần ghi lý do") as asked:
            workflow.require(item.action, facts, OWN, reason=empty)
        assert asked.value.field == "reason"


def test_every_step_back_needs_a_reason() -> None:
    back = {"return", "withdraw", "stop", "reopen", "reject", "review_incomplete", "revoke"}
    assert {item.action for item in TRANSITIONS if item.reason} == back | {
        "reinstate",
        "resume",
        "review_again",
    }


def test_no_state_is_a_dead_end_but_revoked() -> None:
    dead = {state for state in State if not any(state in item.sources for item in TRANSITIONS)}
    assert dead == {State.REVOKED}


def test_return_is_answered_by_a_newer_revision_only() -> None:
    facts = step(NEW, StepKind.RETURNED)
    assert workflow.state(facts, OWN) is State.RETURNED
    assert workflow.state(step(facts, StepKind.RUNNING), OWN) is State.RETURNED
    assert workflow.state(edited(facts), OWN) is State.REGISTERED


def test_passed_review_of_an_older_revision_does_not_let_recognise() -> None:
    changed = edited(REVIEWED)
    with pytest.raises(UserError):
        workflow.require("recognise", changed, OWN)
    assert workflow.review(changed, OWN) is None


def test_recognised_here_while_registered_above() -> None:
    assert workflow.state(RECOGNISED, OWN) is State.RECOGNISED
    assert workflow.state(RECOGNISED, ABOVE) is State.SELF_ASSESSED


def test_draft_decision_recognises_nobody() -> None:
    drafted = replace(REVIEWED, recognitions=(RecognitionFact(OWN, False, False),))
    assert workflow.state(drafted, OWN) is State.REVIEWED


KINDS = st.sampled_from(list(StepKind))


@st.composite
def histories(draw: st.DrawFn) -> Facts:
    """Any history of two offices, numbered per office as the services number it."""
    revision = draw(st.integers(1, 4))
    steps = []
    for office in (OWN, ABOVE):
        kinds = draw(st.lists(KINDS, max_size=8))
        made_on = draw(st.lists(st.integers(1, revision), min_size=8, max_size=8))
        steps += [StepFact(k, office, n, made_on[n - 1]) for n, k in enumerate(kinds, 1)]
    flags = st.booleans()
    offices = st.sampled_from([OWN, ABOVE])
    sheets = draw(st.lists(st.builds(SheetFact, offices, flags, flags, flags), max_size=4))
    lines = draw(st.lists(st.builds(RecognitionFact, offices, flags, flags), max_size=3))
    return Facts(OWN, revision, tuple(steps), tuple(sheets), tuple(lines))


@given(histories(), st.randoms(use_true_random=False))
def test_state_does_not_depend_on_the_order_in_which_rows_are_read(facts: Facts, random) -> None:  # type: ignore[no-untyped-def]
    mixed = [list(facts.steps), list(facts.sheets), list(facts.recognitions)]
    for rows in mixed:
        random.shuffle(rows)
    shuffled = replace(
        facts, steps=tuple(mixed[0]), sheets=tuple(mixed[1]), recognitions=tuple(mixed[2])
    )
    for judge in (OWN, ABOVE):
        assert workflow.state(shuffled, judge) is workflow.state(facts, judge)
        assert workflow.review(shuffled, judge) is workflow.review(facts, judge)


@given(histories())
def test_nothing_done_above_changes_what_the_owner_sees(facts: Facts) -> None:
    own = replace(
        facts,
        steps=tuple(each for each in facts.steps if each.office == OWN),
        sheets=tuple(each for each in facts.sheets if each.office == OWN or each.self_assessment),
        recognitions=tuple(each for each in facts.recognitions if each.office == OWN),
    )
    assert workflow.state(facts, OWN) is workflow.state(own, OWN)


@given(histories(), KINDS)
def test_review_below_does_not_judge_for_the_office_above(facts: Facts, kind: StepKind) -> None:
    if kind in (StepKind.WITHDRAWN, StepKind.REINSTATED, *workflow.ACTIVITY):
        return  # the owner's own withdrawal and activity are facts for everybody
    before = workflow.state(facts, ABOVE)
    assert workflow.state(step(facts, kind, OWN), ABOVE) is before


@given(histories())
def test_unissued_and_stale_count_for_nothing(facts: Facts) -> None:
    with_drafts = replace(
        facts,
        sheets=(
            *facts.sheets,
            SheetFact(OWN, False, True, True),
            SheetFact(OWN, True, False, False),
        ),
        recognitions=(*facts.recognitions, RecognitionFact(OWN, False, False)),
    )
    assert workflow.state(with_drafts, OWN) is workflow.state(facts, OWN)


def test_what_was_put_forward_and_came_back_may_be_edited() -> None:
    proposed = step(REVIEWED, StepKind.PROPOSED)
    with pytest.raises(UserError):
        workflow.require("edit", proposed, OWN)
    for kind in (StepKind.RETURNED, StepKind.REVIEW_FAILED):
        back = step(proposed, kind, ABOVE)
        assert workflow.require("edit", back, OWN).action == "edit"
        assert workflow.state(back, OWN) is State.PROPOSED
    assert workflow.state(edited(back), OWN) is State.REGISTERED


def test_elsewhere_is_what_offices_above_decided() -> None:
    assert workflow.elsewhere(RECOGNISED) == {}
    above = replace(RECOGNISED, recognitions=(RecognitionFact(ABOVE, True, False),))
    assert workflow.elsewhere(above) == {ABOVE: State.RECOGNISED}
    returned = step(RECOGNISED, StepKind.RETURNED, ABOVE)
    assert workflow.elsewhere(returned) == {ABOVE: State.RETURNED}
    assert workflow.elsewhere(edited(returned)) == {}


@given(histories())
def test_elsewhere_says_what_state_says(facts: Facts) -> None:
    found = workflow.elsewhere(facts)
    assert set(found) <= {ABOVE}
    assert all(workflow.state(facts, office) is stands for office, stands in found.items())


def _table(heading: str) -> list[list[str]]:
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_page_lists_every_transition_as_it_is() -> None:
    written = [
        (
            action.strip("`"),
            label,
            frozenset(State(name) for name in re.split(r",\s*", sources)),
            None if target == "-" else State(target),
            Actor(actor),
            {"yes": True, "no": False}[reason],
        )
        for action, label, sources, target, actor, reason in _table("Transitions")
    ]
    assert written == [
        (t.action, t.label, t.sources, t.target, t.actor, t.reason) for t in TRANSITIONS
    ]


def test_page_lists_every_state_in_the_order_of_precedence() -> None:
    rows = {code.strip("`"): label for code, label, _ in _table("States")}
    assert rows == {state.value: state.label for state in State}
    order = list(rows)
    everything = Facts(
        OWN,
        1,
        sheets=(SheetFact(OWN, True, True, False), SheetFact(OWN, False, True, False)),
        recognitions=(RecognitionFact(OWN, True, False),),
    )
    assert workflow.state(everything, OWN) == order[0]


@pytest.mark.parametrize("kind", list(StepKind))
def test_step_kinds_and_states_have_vietnamese_labels(kind: StepKind) -> None:
    assert kind.label
    assert kind.label != kind.value
