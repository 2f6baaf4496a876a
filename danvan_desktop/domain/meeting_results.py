"""What a review meeting may conclude on one item, and what that means for its registration.

The proposed result follows from the vote. A result against the vote is refused unless the rules of
the meeting let the council conclude otherwise (`free_results`), and then it needs a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.vote_rules import VoteRules
from danvan_desktop.domain.voting import Outcome, Tally
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import FieldError


class Result(StrEnum):
    """What the meeting concluded on one item; empty in the file until it did."""

    RECOGNISED = "recognised"
    LOWER = "lower"
    AGAIN = "again"
    SECOND_ROUND = "second_round"
    NOT_RECOGNISED = "not_recognised"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def step(self) -> StepKind | None:
        """The step that closing the meeting writes; none where a second round is to come."""
        return _STEPS[self]

    @property
    def needs_reason(self) -> bool:
        return self in _NEGATIVE


_LABELS = {
    Result.RECOGNISED: "Đề nghị công nhận",
    Result.LOWER: "Đề nghị công nhận ở danh hiệu, cấp thấp hơn",
    Result.AGAIN: "Hoàn thiện, xét lại",
    Result.SECOND_ROUND: "Biểu quyết vòng hai",
    Result.NOT_RECOGNISED: "Không công nhận",
}
_STEPS = {
    Result.RECOGNISED: StepKind.REVIEW_PASSED,
    Result.LOWER: StepKind.REVIEW_PASSED,
    Result.AGAIN: StepKind.REVIEW_INCOMPLETE,
    Result.SECOND_ROUND: None,
    Result.NOT_RECOGNISED: StepKind.REVIEW_FAILED,
}
_NEGATIVE = frozenset({Result.LOWER, Result.AGAIN, Result.NOT_RECOGNISED})
_FOLLOWING = {
    Outcome.CARRIED: (Result.RECOGNISED, Result.LOWER, Result.SECOND_ROUND),
    Outcome.NOT_CARRIED: (Result.NOT_RECOGNISED, Result.AGAIN, Result.SECOND_ROUND),
    Outcome.SECOND_ROUND: (Result.SECOND_ROUND, Result.AGAIN),
    Outcome.OPEN: (Result.AGAIN, Result.SECOND_ROUND),
}


def proposed(found: Tally) -> Result | None:
    """What the vote says; None while a tie waits for the chair."""
    return None if found.outcome is Outcome.OPEN else _FOLLOWING[found.outcome][0]


def allowed(
    rules: VoteRules, found: Tally | None, *, beyond_quota: bool = False
) -> tuple[Result, ...]:
    """What may be concluded: without a vote only to see the item again.

    `beyond_quota`: more was voted through than may be given, so that it may be refused too.
    """
    if found is None:
        return (Result.AGAIN,)
    if rules.free_results or (beyond_quota and found.carried):
        return tuple(Result)
    return _FOLLOWING[found.outcome]


def summary_words(results: Sequence[Result]) -> str:
    """How many items came to which result, in the order of the list of results."""
    counts = Counter(results)
    parts = [f"{in_sentence(one.label)} {counts[one]:02d}" for one in Result if counts[one]]
    return f"Kết quả bình xét {len(results):02d} mô hình, điển hình: {'; '.join(parts)}."


def check_result(
    rules: VoteRules,
    found: Tally | None,
    result: Result,
    reason: str,
    *,
    beyond_quota: bool = False,
) -> None:
    """Raise `FieldError` for a result against the vote, or a negative one without a reason."""
    if result not in allowed(rules, found, beyond_quota=beyond_quota):
        said = found.why if found else "Chưa nhập kết quả biểu quyết."
        raise FieldError(
            "result",
            f"Kết luận “{result.label}” không theo kết quả biểu quyết. {said}",
            todo="Chọn kết luận theo kết quả biểu quyết, hoặc cho phép kết luận khác trong quy "
            "tắc của cuộc họp.",
        )
    against = found is not None and result not in _FOLLOWING[found.outcome]
    if (result.needs_reason or against) and not reason.strip():
        raise FieldError("reason", f"Cần ghi lý do khi kết luận “{result.label}”.")
