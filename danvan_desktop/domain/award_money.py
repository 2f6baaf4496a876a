"""Money of an award: coefficient x base salary, rounded up to 10,000 đồng.

Owns that rule alone (NĐ 98/2023/NĐ-CP; since 1/7/2025 NĐ 152/2025/NĐ-CP). Coefficients and
the base salary are dated figures of the office.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from danvan_desktop.domain.text import search_key

BASE_SALARY = "base_salary"
_STEP = 10_000


def money(coefficient: Decimal, base_salary: int) -> int:
    """Đồng for one award: 0.15 x 2,340,000 = 351,000, rounded up to 360,000."""
    steps = (coefficient * base_salary / _STEP).to_integral_value(ROUND_CEILING)
    return int(steps) * _STEP


def coefficient_key(kind: str, subject_kind: str) -> str:
    """Under which key the coefficient of a kind of award for a kind of subject is kept."""
    return f"coefficient:{search_key(kind)}:{subject_kind}"
