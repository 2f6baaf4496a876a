"""Which stage of a paper may follow which, and when a reason is due."""

from __future__ import annotations

import pytest

from danvan_desktop.domain.paper_stages import PaperStage, require_stage
from danvan_desktop.errors import FieldError, UserError

DRAFT, SUBMITTED, RETURNED, SIGNED, ISSUED = PaperStage


def may_follow(now: PaperStage, wanted: PaperStage) -> bool:
    try:
        require_stage(now, wanted, "Lý do (mẫu)")
    except UserError:
        return False
    return True


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (DRAFT, [SUBMITTED, SIGNED]),
        (SUBMITTED, [DRAFT, RETURNED, SIGNED]),
        (RETURNED, [SUBMITTED, SIGNED]),
        (SIGNED, [DRAFT, ISSUED]),
        (ISSUED, []),
    ],
)
def test_only_these_stages_follow(now: PaperStage, wanted: list[PaperStage]) -> None:
    assert [stage for stage in PaperStage if may_follow(now, stage)] == wanted


def test_only_taking_a_signed_paper_back_needs_a_reason() -> None:
    require_stage(SUBMITTED, DRAFT)
    with pytest.raises(FieldError) as caught:
        require_stage(SIGNED, DRAFT, " ")
    assert caught.value.field == "reason"
