"""The figures of a programme's targets as this office set them for itself.

A programme may leave a figure open or only suggest it; the office's own figure then counts
everywhere. What is reached is `domain/targets`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from danvan_desktop.domain.programmes import Programme, Target
from danvan_desktop.errors import FieldError
from danvan_desktop.services import adoption
from danvan_desktop.services.session import Changes, Session

SETTING = "targets"
MOST = Decimal(1_000_000)


def own_figures(session: Session, programme_id: str) -> dict[str, Decimal]:
    """What the office set, by code of target."""
    answers = adoption.answer(session, programme_id, SETTING, {})
    return {code: Decimal(figure) for code, figure in answers.items()}


def targets(session: Session, plan: Programme) -> tuple[Target, ...]:
    """The programme's targets with the office's figures in place of the paper's."""
    own = own_figures(session, plan.id)
    return tuple(
        replace(target, at_least=own[target.code]) if target.code in own else target
        for target in plan.targets
    )


def set_figure(session: Session, programme_id: str, code: str, at_least: Decimal | None) -> Changes:
    """Keep the office's figure for a target; None goes back to the paper's.

    Raises `FieldError` for a share over 100 %, a figure below zero or beyond a million.
    """
    plan = adoption.programme(session, programme_id)
    target = next(item for item in plan.targets if item.code == code)
    most = Decimal(100) if target.unit == "%" else MOST
    if at_least is not None and not 0 <= at_least <= most:
        raise FieldError("at_least", f"Con số phải từ 0 đến {most:f}.")
    answers = dict(adoption.answer(session, programme_id, SETTING, {}))
    answers.pop(code, None)
    if at_least is not None:
        answers[code] = f"{at_least.normalize():f}"
    return adoption.set_answer(session, programme_id, SETTING, answers or None)
