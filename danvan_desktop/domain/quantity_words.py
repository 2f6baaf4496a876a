"""A quantity held against a plan, in the words of a paper and those `marking_words` writes.

Owns the reading of those words alone. The formulas are `quantities`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.criteria import CriterionKind, Formula, Inverse, Measure, Steps
from danvan_desktop.domain.level_words import DASHES, TRIMMED, Rule, levels_of, rule_of_levels
from danvan_desktop.domain.point_words import NUMBER, folded, number


def read_quantity(text: str) -> Rule | None:
    """The rule of a quantity, None when the text is something else."""
    plain = folded(text).translate(DASHES)
    printed = _PRINTED.fullmatch(plain.strip(TRIMMED))
    if printed:
        return Rule(CriterionKind.QUANTITY, {"maximum": number(printed["points"])})
    match = _QUANTITY.fullmatch(plain.strip(TRIMMED))
    if match is None:
        return None
    start = len(plain) - len(plain.lstrip(TRIMMED))
    values = _formula(match)
    if match["bands"]:
        bands = rule_of_levels(levels_of(text[match.start("bands") + start :]))
        if bands is None or bands.kind is not CriterionKind.BANDS:
            return None
        values |= {name: value for name, value in bands.values.items() if name != "unit"}
    if match["unit"]:
        where = match.start("unit") + start
        values["unit"] = text[where : where + len(match["unit"])]
    return Rule(CriterionKind.QUANTITY, values)


def _formula(match: re.Match[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if match["plan"]:
        values["plan"] = _figure(match["plan"])
    if match["less"]:
        values["inverse"] = Inverse.RATIO
    if match["maximum"] or match["best"]:
        values["maximum"] = number(match["maximum"] or match["best"])
    if match["reached"]:
        values["formula"] = Formula.REACHED
    if match["leading"]:
        values |= {"formula": Formula.LEADER, "at_plan": number(match["leading"])}
    for name in ("under", "over"):
        steps = _STEPS[name].fullmatch(match[name] or "")
        if steps:
            values[name] = _steps(steps)
    return values


def _steps(match: re.Match[str]) -> Steps:
    cap = number(match["cap"]) if match["cap"] else None
    if not match["every"]:
        return Steps(cap=cap)
    by = Measure.PERCENT if match["by"].strip() == "%" else Measure.UNIT
    return Steps(number(match["every"]), by, number(match["points"]), cap)


def _figure(words: str) -> Decimal:
    return Decimal(words.replace(".", "").replace(",", "."))


_PRINTED = re.compile(
    r"(?:dat|hoan thanh|thuc hien)(?: tu)?(?: 100%)?(?: tro len)?(?: so)? (?:ke hoach|chi tieu)"
    r"[^;\d]{0,30}?\s*[:,]?\s*(?:thi |duoc |cham |tinh )*"
    rf"(?P<points>{NUMBER})\s*(?:diem|d)\b[,;.]?"
    r"[^;\d]{0,40}?(?:khong dat|thap hon|chua dat|duoi|con lai|khong hoan thanh)[^;\d]{0,60}?"
    r"(?:theo )?ty le(?: phan tram| %| tuong ung| hoan thanh| dat duoc)*"
)
_QUANTITY = re.compile(
    rf"ghi ket qua(?: va ke hoach)?(?: \((?P<unit>[^)]+)\))?"
    rf"(?:, ke hoach la (?P<plan>[\d.,]+))?"
    rf"(?:, khi vuot ke hoach thi them ket qua cua don vi dan dau)?"
    rf"(?P<less>, cang it cang tot)?; "
    rf"(?:diem theo phan tram ke hoach: (?P<bands>.+)"
    rf"|dat ke hoach duoc (?P<leading>{NUMBER})% so diem, dan dau duoc [+-]?(?P<best>{NUMBER}) diem"
    rf"|dat ke hoach duoc [+-]?(?P<maximum>{NUMBER}) diem, "
    rf"(?:(?P<share>khong dat thi tinh theo ty le)|(?P<reached>khong dat duoc 0 diem)"
    rf"|(?P<under>moi [^,]+ thieu tru {NUMBER} diem(?:, nhieu nhat {NUMBER} diem)?)))"
    rf"(?:, vuot ke hoach (?P<over>.+))?"
)
_STEPS = {
    name: re.compile(
        rf"(?:moi (?P<every>{NUMBER})(?P<by>%| [^,]+?) {side} {does} (?P<points>{NUMBER}) diem"
        rf"|{does} theo ty le)(?:, nhieu nhat (?P<cap>{NUMBER}) diem)?"
    )
    for name, side, does in (("under", "thieu", "tru"), ("over", "vuot", "cong"))
}
