"""How a criterion is marked, read from the sentences of a paper.

Owns the way from words to a kind: so many points each time, steps, caps, what stands behind a
rule. Levels are `level_words`, plan against achieved is `quantity_words`. It reads what people
print and what `marking_words` writes; what it does not wholly understand it leaves to the
assessor: the words then stay guidance and the criterion takes points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.criteria import Criterion, CriterionKind, Effect
from danvan_desktop.domain.level_words import DASHES, TRIMMED, Rule, levels_of, rule_of_levels
from danvan_desktop.domain.marking_words import how_marked
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.point_words import NUMBER, folded, number
from danvan_desktop.domain.quantity_words import read_quantity

LONGEST = 2_000
"""Characters of a text on marking; a longer one is no rule."""


def read_rule(text: str, maximum: Decimal | None = None) -> Rule | None:
    """The rule that a text wholly is, None when it is more or something else.

    `maximum` is what the points column says.
    """
    if len(text) > LONGEST:
        return None
    text, extra = _without_riders(text)
    rule = _plain_rule(text, maximum)
    if rule is None and extra and not text.strip(" .,;"):
        rule = Rule(CriterionKind.GRADE if maximum is None else CriterionKind.POINTS)
    return rule and Rule(rule.kind, {**rule.values, **extra}, rule.settled, rule.sign)


def read_section(text: str) -> dict[str, Any]:
    """What the words beside a section say: cap, floor, effect, whether points are taken off it.

    Only the words that `section_words` writes; anything else gives nothing.
    """
    plain, values = _without_riders(text)
    match = _SECTION.fullmatch(folded(plain).translate(DASHES).strip(TRIMMED))
    if match is None:
        return {}
    if match["cap"]:
        values["cap"] = number(match["cap"])
    if match["deducts"]:
        values["deducts"] = True
    return values


def section_words(section: Criterion) -> str:
    """How a section gives its points, in words that `read_section` reads."""
    parts = ["Trừ dần."] if section.deducts else []
    if section.cap is not None:
        parts.append(f"Nhiều nhất {format_decimal(section.cap)} điểm.")
    if section.floor is not None:
        parts.append(f"Dưới {format_decimal(section.floor)} điểm là không đạt.")
    return " ".join([*parts, *_ridden(section)])


def criterion_words(criterion: Criterion, effect: Effect = Effect.PART) -> str:
    """How a criterion is marked, in words that `read_rule` reads; `effect` with its sections."""
    return " ".join(part for part in (how_marked(criterion, effect), *_ridden(criterion)) if part)


def _without_riders(text: str) -> tuple[str, dict[str, Any]]:
    """The text without what stands behind its rule, and what that says."""
    values: dict[str, Any] = {}
    for pattern, name, value in _RIDERS:
        match = pattern.search(folded(text).translate(DASHES))
        if match:
            values[name] = number(match["points"]) if value is None else value
            text = text[: match.start()]
    return text, values


def _ridden(node: Criterion) -> Iterator[str]:
    if node.effect is not Effect.PART:
        yield "Điểm thưởng." if node.effect is Effect.BONUS else "Điểm trừ."
    if node.veto:
        yield "Điểm liệt."
    if node.evidence_required:
        yield "Phải có minh chứng."


def _plain_rule(text: str, maximum: Decimal | None) -> Rule | None:
    plain = folded(text).translate(DASHES)
    if not plain.strip(TRIMMED):
        return None
    found = _points_rule(plain) or _count_rule(plain, text) or read_quantity(text)
    if found:
        return found
    match = _BANDS_BEFORE.match(plain)
    levels = levels_of(text[match.end() :] if match else text)
    return rule_of_levels(levels, maximum) if len(levels) > 1 else None


def _points_rule(plain: str) -> Rule | None:
    match = _POINTS_RULE.fullmatch(plain.strip(TRIMMED))
    if match is None or not any(match.groupdict().values()):
        return None
    values = {
        name: number(words)
        for name, words in match.groupdict().items()
        if words and name in ("maximum", "step")
    }
    signs = {"cong": Effect.BONUS, "thuon": Effect.BONUS, "tru": Effect.PENALTY}
    sign = signs.get((match["sign"] or "")[:5].strip(), Effect.PART)
    return Rule(CriterionKind.POINTS, values, sign=sign)


def _count_rule(plain: str, text: str) -> Rule | None:
    start = len(plain) - len(plain.lstrip(TRIMMED))
    body = plain.strip(TRIMMED)
    match = next((found for one in _COUNT_RULES if (found := one.fullmatch(body))), None)
    if match is None:
        return None
    groups = match.groupdict()
    where = match.start("unit") + start
    unit = text[where : where + len(groups["unit"])].strip(" ,:")
    values: dict[str, Any] = {
        "each": number(groups["points"]),
        "unit": "" if unit == "lần" else unit,
    }
    if groups.get("most"):
        values["maximum"] = number(groups["most"])
    does = groups.get("does") or ""
    sign = Effect.PENALTY if "tru" in does else Effect.BONUS if _ADDS.search(does) else Effect.PART
    if groups.get("whole"):
        values |= {"maximum": number(groups["whole"]), "deducts": True}
        sign = Effect.PART
    return Rule(CriterionKind.COUNT, values, sign=sign)


_ADDS = re.compile(r"cong|thuong")
_MOST = r"(?:toi da|khong qua|cao nhat|nhieu nhat|nhung khong qua|khong vuot qua)"
_RIDERS: tuple[tuple[re.Pattern[str], str, Any], ...] = (
    (re.compile(r"(?:^|[.;])\s*(?:phai )?co minh chung\.?\s*$"), "evidence_required", True),
    (re.compile(r"(?:^|[.;])\s*diem liet\.?\s*$"), "veto", True),
    (re.compile(r"(?:^|[.;])\s*diem thuong\.?\s*$"), "effect", Effect.BONUS),
    (re.compile(r"(?:^|[.;])\s*diem tru\.?\s*$"), "effect", Effect.PENALTY),
    (
        re.compile(rf"[,;.]?\s*duoi (?P<points>{NUMBER}) diem (?:la|thi) khong dat\.?\s*$"),
        "floor",
        None,
    ),
)
"""What may stand behind a rule, the last first."""
_POINTS_RULE = re.compile(
    rf"(?:(?:cham diem|(?P<sign>diem cong|diem thuong|diem tru)?,?\s*(?:{_MOST}\s*"
    rf"(?P<maximum>{NUMBER})\s*(?:diem|d)\b)?))?"
    rf"(?:[,;.]?\s*(?:buoc|cham theo buoc|le)\s*(?P<step>{NUMBER})(?:\s*(?:diem|d))?)?"
    r"(?:,?\s*ghi so duong)?"
)
_DOES = r"(?P<does>(?:thi |duoc |bi |cham |tinh |cong them |cong |tru |thuong |diem |cho |la )*)"
_CAP = (
    rf"(?:\s*[,;.(]*\s*(?:tong (?:so )?diem )?{_MOST}\s*(?:la )?"
    rf"(?P<most>{NUMBER})\s*(?:diem|d)\b\)?)?"
)
_COUNTED_UNIT = r"(?:(?:mot|01|1)\s+)?(?P<unit>[a-z][^\d;:.]{0,60}?)"
_COUNT_RULES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:ghi so nguyen:\s*)?(?:cu )?(?:moi|cu|them) {_COUNTED_UNIT}\s*[,:]?\s*{_DOES}"
        rf"(?P<points>{NUMBER})\s*(?:diem|d)\b{_CAP}",
        rf"(?P<about>[a-z][^\d;:.]{{0,60}}?) (?:moi|mot|0?1) {_COUNTED_UNIT}\s*[,:]?\s*"
        rf"(?P<does>bi tru |tru )(?P<points>{NUMBER})\s*(?:diem|d)\b{_CAP}",
        rf"(?:ghi so nguyen:\s*)?co (?P<whole>{NUMBER}) diem, moi {_COUNTED_UNIT} tru "
        rf"(?P<points>{NUMBER}) diem",
        rf"(?P<does>tru |cong |thuong )?\s*(?P<points>{NUMBER})\s*(?:diem|d)\s*(?:/|cho moi|moi)\s*"
        rf"{_COUNTED_UNIT}\s*{_CAP}",
    )
)
_SECTION = re.compile(rf"(?P<deducts>tru dan\.?)?\s*(?:nhieu nhat (?P<cap>{NUMBER}) diem\.?)?")
_BANDS_BEFORE = re.compile(r"^\s*ghi (?:ty le %|so [^,]+), diem theo muc:\s*")
