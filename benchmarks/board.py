"""The board of 2,000 registrations, nine assessors, twenty criteria: prints milliseconds as JSON.

`sum` is the built-in over every mark as Decimal, the peer. `board` puts together the totals that
finished sheets keep, ranks and places included, as the board does. `one mark` is what follows a
single mark typed on that board: its sheet, the result of its registration, all places anew.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from decimal import Decimal
from time import perf_counter

from danvan_desktop.domain.criteria import (
    CriteriaSet,
    Criterion,
    CriterionKind,
    Mark,
    Panel,
    Rank,
)
from danvan_desktop.domain.panel import FinalResult, SheetTotal, final
from danvan_desktop.domain.scoring import score
from danvan_desktop.domain.standings import Entry, Standing, standings
from danvan_desktop.domain.units import SubjectKind

REGISTRATIONS, ASSESSORS, CRITERIA = 2_000, 9, 20
ZERO = Decimal(0)


def criteria_set() -> CriteriaSet:
    """Twenty criteria of five points in four sections, with ranks."""
    sections = tuple(
        Criterion(
            str(number),
            f"Mục {number}",
            None,
            tuple(
                Criterion(
                    f"{number}.{place}",
                    f"Tiêu chí {number}.{place}",
                    CriterionKind.POINTS,
                    maximum=Decimal(5),
                    step=Decimal("0.25"),
                )
                for place in range(CRITERIA // 4)
            ),
            maximum=Decimal(25),
        )
        for number in range(4)
    )
    ranks = (
        Rank("tot", "Tốt", Decimal(80)),
        Rank("dat", "Đạt", Decimal(50), Decimal(80)),
        Rank("chua", "Chưa đạt", ZERO, Decimal(50), passes=False),
    )
    return CriteriaSet(
        "bang",
        "Bảng điểm",
        (SubjectKind.COLLECTIVE,),
        sections,
        maximum=Decimal(100),
        ranks=ranks,
        panel=Panel(),
    )


def all_marks(asked: CriteriaSet) -> list[list[dict[str, Mark]]]:
    """Marks by registration and assessor, the same on every run."""
    quarters = random.Random(1)
    codes = [leaf.code for leaf in asked.leaves()]
    return [
        [{code: Decimal(quarters.randint(0, 20)) / 4 for code in codes} for _ in range(ASSESSORS)]
        for _ in range(REGISTRATIONS)
    ]


def board(
    asked: CriteriaSet, totals: list[list[SheetTotal]]
) -> tuple[list[FinalResult], tuple[Standing, ...]]:
    results = [final(asked, sheets, ASSESSORS) for sheets in totals]
    return results, places(results)


def places(results: list[FinalResult]) -> tuple[Standing, ...]:
    return standings(
        [Entry(str(uid), one.total or ZERO, one.bonus) for uid, one in enumerate(results)]
    )


def milliseconds(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1000


def main() -> None:
    asked = criteria_set()
    marks = all_marks(asked)
    flat = [mark for sheets in marks for one in sheets for mark in one.values()]
    numbers = [mark for mark in flat if isinstance(mark, Decimal)]
    totals = [
        [
            SheetTotal(sum((mark for mark in one.values() if isinstance(mark, Decimal)), ZERO))
            for one in sheets
        ]
        for sheets in marks
    ]
    results, _ = board(asked, totals)

    def type_one_mark() -> None:
        marks[7][3]["2.1"] = Decimal("4.5")
        sheet = score(asked, marks[7][3])
        totals[7][3] = SheetTotal(sheet.total, sheet.held_back, sheet.exact, sheet.bonus)
        results[7] = final(asked, totals[7], ASSESSORS)
        places(results)

    print(
        json.dumps(
            {
                "sum": milliseconds(lambda: sum(numbers, ZERO)),
                "board": milliseconds(lambda: board(asked, totals)),
                "one mark": milliseconds(type_one_mark),
            }
        )
    )


if __name__ == "__main__":
    main()
