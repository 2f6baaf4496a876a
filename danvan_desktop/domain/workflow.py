"""The state of a registration: computed from what happened, never stored.

`state(facts, judge)` looks through the eyes of one judging office, so that a registration can be
recognised in the commune while it is pending above. `TRANSITIONS` says who may do what from which
state and whether a reason is needed; `docs/workflow.md` is the same table in words. No clock is
asked: order rests on the owner's step numbers and on revisions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from danvan_desktop.errors import FieldError, UserError


class State(StrEnum):
    """Where a registration stands for one judging office."""

    REGISTERED = "registered"
    RETURNED = "returned"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    SELF_ASSESSED = "self_assessed"
    APPRAISED = "appraised"
    REVIEWED = "reviewed"
    PROPOSED = "proposed"
    NOT_RECOGNISED = "not_recognised"
    RECOGNISED = "recognised"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    State.REGISTERED: "Đang thực hiện",
    State.RETURNED: "Bị trả lại",
    State.STOPPED: "Đã dừng",
    State.WITHDRAWN: "Đã rút",
    State.SELF_ASSESSED: "Đã tự đánh giá",
    State.APPRAISED: "Đã thẩm định",
    State.REVIEWED: "Đã bình xét",
    State.PROPOSED: "Đã đề nghị công nhận",
    State.NOT_RECOGNISED: "Không công nhận",
    State.RECOGNISED: "Đã công nhận",
    State.REVOKED: "Đã thu hồi công nhận",
}


class StepKind(StrEnum):
    """Something that happened to a registration, kept as a row of the office that did it."""

    RETURNED = "returned"
    RUNNING = "running"
    FORMAL_ONLY = "formal_only"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    RESULT_REPORTED = "result_reported"
    BUILDING_CONFIRMED = "building_confirmed"
    EFFECT_CONFIRMED = "effect_confirmed"
    REVIEW_PASSED = "review_passed"
    REVIEW_INCOMPLETE = "review_incomplete"
    REVIEW_FAILED = "review_failed"
    PROPOSED = "proposed"

    @property
    def label(self) -> str:
        return _STEP_LABELS[self]


_STEP_LABELS = {
    StepKind.RETURNED: "Trả lại",
    StepKind.RUNNING: "Đang hoạt động",
    StepKind.FORMAL_ONLY: "Còn hình thức",
    StepKind.STOPPED: "Dừng thực hiện",
    StepKind.WITHDRAWN: "Rút đăng ký",
    StepKind.REINSTATED: "Khôi phục đăng ký",
    StepKind.RESULT_REPORTED: "Báo cáo kết quả",
    StepKind.BUILDING_CONFIRMED: "Xác nhận việc xây dựng",
    StepKind.EFFECT_CONFIRMED: "Xác nhận hiệu quả",
    StepKind.REVIEW_PASSED: "Bình xét: đề nghị công nhận",
    StepKind.REVIEW_INCOMPLETE: "Bình xét: cần hoàn thiện, xét lại",
    StepKind.REVIEW_FAILED: "Bình xét: không công nhận",
    StepKind.PROPOSED: "Đề nghị cấp trên công nhận",
}

ACTIVITY = frozenset({StepKind.RUNNING, StepKind.FORMAL_ONLY, StepKind.STOPPED})
_PRESENCE = frozenset({StepKind.WITHDRAWN, StepKind.REINSTATED})
_RETURN = frozenset({StepKind.RETURNED})
REVIEWS = frozenset({StepKind.REVIEW_PASSED, StepKind.REVIEW_INCOMPLETE, StepKind.REVIEW_FAILED})


class Actor(StrEnum):
    OWNER = "owner"
    """The office that made the registration."""
    JUDGE = "judge"
    """The office that judges it: the owner's own, or one above."""


@dataclass(frozen=True)
class StepFact:
    """One step: `number` counts the steps of one office for this registration."""

    kind: StepKind
    office: str
    number: int
    registration_revision: int


@dataclass(frozen=True)
class SheetFact:
    """One score sheet; `stale` when it was made on an older revision and not confirmed since."""

    office: str
    self_assessment: bool
    finished: bool
    stale: bool


@dataclass(frozen=True)
class RecognitionFact:
    """One line of a decision that counts for `office`; `issued` once it has number and date."""

    office: str
    issued: bool
    revoked: bool


@dataclass(frozen=True)
class Facts:
    """Everything a state is computed from."""

    owner: str
    revision: int
    steps: tuple[StepFact, ...] = ()
    sheets: tuple[SheetFact, ...] = ()
    recognitions: tuple[RecognitionFact, ...] = ()


def state(facts: Facts, judge: str) -> State:
    """Where the registration stands for the judging office `judge` (an office's uid).

    What is final wins over what is under way: recognised or revoked, then withdrawn, stopped,
    returned, then the furthest of proposed, reviewed, appraised, self-assessed, registered.
    """
    return _decided(facts, judge) or _halted(facts, judge) or _under_way(facts, judge)


def _decided(facts: Facts, judge: str) -> State | None:
    mine = [fact for fact in facts.recognitions if fact.office == judge and fact.issued]
    if any(not fact.revoked for fact in mine):
        return State.RECOGNISED
    return State.REVOKED if mine else None


def _halted(facts: Facts, judge: str) -> State | None:
    if latest(facts.steps, facts.owner, _PRESENCE) is StepKind.WITHDRAWN:
        return State.WITHDRAWN
    if activity(facts) is StepKind.STOPPED:
        return State.STOPPED
    return State.RETURNED if returned(facts, judge) else None


def _under_way(facts: Facts, judge: str) -> State:
    reviewed = review(facts, judge)
    if reviewed is StepKind.REVIEW_FAILED:
        return State.NOT_RECOGNISED
    if judge == facts.owner and _proposed(facts):
        return State.PROPOSED
    if reviewed is StepKind.REVIEW_PASSED:
        return State.REVIEWED
    sheets = [sheet for sheet in facts.sheets if sheet.finished and not sheet.stale]
    if any(not sheet.self_assessment and sheet.office == judge for sheet in sheets):
        return State.APPRAISED
    if any(sheet.self_assessment for sheet in sheets):
        return State.SELF_ASSESSED
    return State.REGISTERED


def returned(facts: Facts, judge: str) -> bool:
    """A return holds until the owner has issued a newer revision than the one returned."""
    return any(
        step.kind is StepKind.RETURNED
        and step.office == judge
        and step.registration_revision >= facts.revision
        for step in facts.steps
    )


def review(facts: Facts, judge: str) -> StepKind | None:
    """The result of the judge's last review that counts.

    A refusal holds until the judge reviews again. Any other result counts only for the revision
    it was given on, like a score sheet: what was changed since has not been reviewed.
    """
    step = _last(facts.steps, judge, REVIEWS)
    if step is None or step.kind is StepKind.REVIEW_FAILED:
        return step.kind if step else None
    return step.kind if step.registration_revision >= facts.revision else None


def _proposed(facts: Facts) -> bool:
    """What was put forward is put forward as it was: after a change it is proposed anew."""
    step = _last(facts.steps, facts.owner, {StepKind.PROPOSED})
    return step is not None and step.registration_revision >= facts.revision


def elsewhere(facts: Facts) -> dict[str, State]:
    """Where it stands for each other office that decided on it, by the office's uid.

    What an office above returned, reviewed, recognised or revoked comes back beside the owner's
    own rows and never changes the state in the owner's eyes; it is shown next to it.
    """
    offices = {fact.office for fact in facts.recognitions if fact.issued}
    offices |= {step.office for step in facts.steps if step.kind in REVIEWS | _RETURN}
    found = {office: state(facts, office) for office in sorted(offices - {facts.owner})}
    return {office: stands for office, stands in found.items() if stands in _DECIDED}


def latest(
    steps: Iterable[StepFact], office: str, kinds: frozenset[StepKind] | set[StepKind]
) -> StepKind | None:
    """The kind of the office's last step among `kinds`, by its own numbering."""
    step = _last(steps, office, kinds)
    return step.kind if step else None


def _last(
    steps: Iterable[StepFact], office: str, kinds: frozenset[StepKind] | set[StepKind]
) -> StepFact | None:
    mine = [step for step in steps if step.office == office and step.kind in kinds]
    # A copied data folder can give two steps one number: the kind settles it, not their order.
    return max(mine, key=lambda step: (step.number, step.kind), default=None)


def activity(facts: Facts) -> StepKind:
    """Running, formal only, or stopped, as the owner last noted; running until noted."""
    return latest(facts.steps, facts.owner, ACTIVITY) or StepKind.RUNNING


@dataclass(frozen=True)
class Transition:
    """An action: from which states, by whom, and whether a reason must be given."""

    action: str
    label: str
    sources: frozenset[State]
    target: State | None
    """None when the state stays as it is, or depends on what came before."""
    actor: Actor
    reason: bool = False


_OPEN = frozenset({State.REGISTERED, State.SELF_ASSESSED, State.APPRAISED, State.REVIEWED})
_BEFORE_DECISION = _OPEN | {State.PROPOSED}

TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        "edit", "Sửa đăng ký", _OPEN | {State.RETURNED, State.NOT_RECOGNISED}, None, Actor.OWNER
    ),
    Transition("return", "Trả lại", _BEFORE_DECISION, State.RETURNED, Actor.JUDGE, reason=True),
    Transition(
        "withdraw",
        "Rút đăng ký",
        _BEFORE_DECISION | {State.RETURNED, State.STOPPED},
        State.WITHDRAWN,
        Actor.OWNER,
        reason=True,
    ),
    Transition(
        "reinstate",
        "Khôi phục đăng ký",
        frozenset({State.WITHDRAWN}),
        None,
        Actor.OWNER,
        reason=True,
    ),
    Transition(
        "stop",
        "Dừng thực hiện",
        _BEFORE_DECISION | {State.RETURNED},
        State.STOPPED,
        Actor.OWNER,
        reason=True,
    ),
    Transition(
        "resume", "Tiếp tục thực hiện", frozenset({State.STOPPED}), None, Actor.OWNER, reason=True
    ),
    Transition(
        "assess_self",
        "Tự đánh giá",
        frozenset({State.REGISTERED, State.SELF_ASSESSED, State.APPRAISED}),
        None,
        Actor.OWNER,
    ),
    Transition(
        "appraise",
        "Thẩm định",
        frozenset({State.REGISTERED, State.SELF_ASSESSED, State.APPRAISED}),
        State.APPRAISED,
        Actor.JUDGE,
    ),
    Transition(
        "reopen",
        "Mở lại phiếu đánh giá",
        frozenset({State.SELF_ASSESSED, State.APPRAISED, State.REVIEWED, State.NOT_RECOGNISED}),
        None,
        Actor.JUDGE,
        reason=True,
    ),
    Transition("review", "Bình xét: đề nghị công nhận", _OPEN, State.REVIEWED, Actor.JUDGE),
    Transition(
        "review_incomplete",
        "Bình xét: cần hoàn thiện, xét lại",
        _OPEN,
        None,
        Actor.JUDGE,
        reason=True,
    ),
    Transition(
        "reject",
        "Bình xét: không công nhận",
        _OPEN | {State.PROPOSED},
        State.NOT_RECOGNISED,
        Actor.JUDGE,
        reason=True,
    ),
    Transition(
        "review_again",
        "Bình xét lại",
        frozenset({State.NOT_RECOGNISED}),
        None,
        Actor.JUDGE,
        reason=True,
    ),
    Transition(
        "propose",
        "Đề nghị cấp trên công nhận",
        frozenset({State.APPRAISED, State.REVIEWED}),
        State.PROPOSED,
        Actor.OWNER,
    ),
    Transition(
        "recognise",
        "Đưa vào quyết định công nhận",
        frozenset({State.APPRAISED, State.REVIEWED, State.PROPOSED}),
        State.RECOGNISED,
        Actor.JUDGE,
    ),
    Transition(
        "revoke",
        "Thu hồi công nhận",
        frozenset({State.RECOGNISED}),
        State.REVOKED,
        Actor.JUDGE,
        reason=True,
    ),
)


_DECIDED = frozenset(
    {State.RETURNED, State.REVIEWED, State.NOT_RECOGNISED, State.RECOGNISED, State.REVOKED}
)
_SENT_BACK = frozenset({State.RETURNED, State.NOT_RECOGNISED})


def transition(action: str) -> Transition:
    """The row of the table with that action."""
    return next(item for item in TRANSITIONS if item.action == action)


def _sent_back(item: Transition, facts: Facts, judge: str, now: State) -> bool:
    """What was put forward and came back from above is open to its owner for editing again."""
    back = item.action == "edit" and judge == facts.owner and now is State.PROPOSED
    return back and not _SENT_BACK.isdisjoint(elsewhere(facts).values())


def require(action: str, facts: Facts, judge: str, *, reason: str = "") -> Transition:
    """Raise `UserError` unless `action` may be done now and a reason is given where needed."""
    item = transition(action)
    now = state(facts, judge)
    if now not in item.sources and not _sent_back(item, facts, judge, now):
        raise UserError(
            f"Không thể “{item.label}” khi đăng ký đang ở trạng thái “{now.label}”.",
            safe="Dữ liệu không thay đổi.",
        )
    if item.reason and not reason.strip():
        raise FieldError("reason", f"Cần ghi lý do khi thực hiện “{item.label}”.")
    return item
