"""Random criteria sets with every kind of criterion, and random sound marks for them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from danvan_desktop.domain.criteria import (
    Band,
    CriteriaSet,
    Criterion,
    CriterionKind,
    Effect,
    Formula,
    Grade,
    GradeLevel,
    Inverse,
    Mark,
    Measure,
    Merge,
    Panel,
    QualityGrade,
    Quantity,
    Rounding,
    Steps,
)
from danvan_desktop.domain.units import SubjectKind

D = Decimal
wholes = st.integers(1, 40).map(D)
cents = st.integers(0, 4_000).map(lambda value: D(value) / 100)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def leaves(draw: st.DrawFn, code: str, *, effect: Effect = Effect.PART) -> Criterion:
    kinds = [kind for kind in CriterionKind if effect is Effect.PART or kind is not kind.GRADE]
    kind = draw(st.sampled_from(kinds))
    maximum = draw(wholes)
    more: dict[str, object] = {"maximum": maximum, "effect": effect}
    if kind is CriterionKind.GRADE:
        more["partly"] = draw(maybe(st.just(maximum / 2)))
        more["maximum"] = draw(maybe(st.just(maximum)))
    elif kind is CriterionKind.BANDS:
        more["bands"] = (Band(D(0), D(50), D(0)), Band(D(50), None, maximum))
    elif kind is CriterionKind.COUNT:
        more |= {"each": draw(wholes), "deducts": draw(st.booleans())}
    elif kind is CriterionKind.QUALITY:
        more["grades"] = (GradeLevel("A", maximum), GradeLevel("B", maximum / 4))
    elif kind is CriterionKind.QUANTITY:
        more |= {
            "formula": draw(st.sampled_from(Formula)),
            "inverse": draw(maybe(st.sampled_from(Inverse))),
        }
        if more["formula"] is Formula.SHARE and effect is Effect.PART:
            step = Steps(D(3), draw(st.sampled_from(Measure)), D("0.7"), D(5))
            more["over"] = draw(maybe(st.just(step)))
    return Criterion(code, f"Tiêu chí {code}", kind, **more)  # type: ignore[arg-type]


@st.composite
def sections(draw: st.DrawFn, code: str) -> Criterion:
    effect = draw(st.sampled_from(Effect))
    deducts = effect is Effect.PART and draw(st.booleans())
    inside = Effect.PENALTY if deducts else effect
    children = [
        draw(leaves(f"{code}.{number}", effect=inside)) for number in range(draw(st.integers(1, 3)))
    ]
    return Criterion(
        code,
        f"Mục {code}",
        None,
        tuple(children),
        effect=effect,
        deducts=deducts,
        maximum=D(60) if deducts else None,
        cap=None if deducts else draw(maybe(wholes)),
    )


@st.composite
def criteria_sets(draw: st.DrawFn) -> CriteriaSet:
    """A set as `scoring` takes it; sums need not agree with a maximum."""
    effects = st.sampled_from(Effect)
    criteria = [
        draw(sections(str(number)) if draw(st.booleans()) else leaves(str(number), effect=effect))
        for number, effect in enumerate(draw(st.lists(effects, min_size=1, max_size=5)))
    ]
    return CriteriaSet(
        "x",
        "Thử",
        (SubjectKind.COLLECTIVE,),
        tuple(criteria),
        maximum=draw(maybe(st.just(D(100)))),
        places=draw(st.integers(0, 2)),
        rounding=draw(st.sampled_from(Rounding)),
        clamp=draw(maybe(st.just((D(5), D(90))))),
        bonus_cap=draw(maybe(wholes)),
        penalty_cap=draw(maybe(wholes)),
        bonus_counts=draw(st.booleans()),
        panel=Panel(draw(st.sampled_from(Merge)), draw(st.booleans())),
    )


@st.composite
def marks_for(draw: st.DrawFn, leaf: Criterion) -> Mark:
    if leaf.kind is CriterionKind.GRADE:
        partly = leaf.maximum is None or leaf.partly is not None
        return draw(st.sampled_from([one for one in Grade if partly or one is not Grade.PARTLY]))
    if leaf.kind is CriterionKind.QUALITY:
        return QualityGrade(draw(st.sampled_from("AB")))
    if leaf.kind is CriterionKind.QUANTITY:
        return Quantity(draw(cents), draw(cents), draw(cents))
    if leaf.kind is CriterionKind.COUNT:
        return D(draw(st.integers(0, 9)))
    figure = draw(cents)
    return min(figure, leaf.maximum or figure) if leaf.kind is CriterionKind.POINTS else figure


@st.composite
def marked(draw: st.DrawFn) -> tuple[CriteriaSet, dict[str, Mark]]:
    """A set with a full sheet."""
    criteria_set = draw(criteria_sets())
    return criteria_set, {leaf.code: draw(marks_for(leaf)) for leaf in criteria_set.leaves()}
