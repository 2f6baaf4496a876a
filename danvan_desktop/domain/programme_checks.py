"""Finding every defect of a programme file, and building the programme when there is none.

Owns the rules between tables: codes, references, period, dates, sources. The shape of each
table is `programme_format`, the rules inside a criteria set `criteria_checks`. Reads no file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from danvan_desktop.domain import deadlines
from danvan_desktop.domain.criteria import ConditionCheck
from danvan_desktop.domain.criteria_checks import set_defects, sorted_out
from danvan_desktop.domain.criterion_checks import Finding, Found, repeated_codes
from danvan_desktop.domain.deadline_wording import wording_fault
from danvan_desktop.domain.programme_format import PROGRAMME
from danvan_desktop.domain.programme_reading import Row, made
from danvan_desktop.domain.programmes import Defect, GivenFrom, Measure, Programme
from danvan_desktop.domain.quotas import Base
from danvan_desktop.domain.review_format import review_defects

NOT_SAID = "văn bản không nêu"


def check(mapping: object, *, file: str = "") -> list[Defect]:
    """Every defect of a mapping as TOML gives it; empty when it can be used.

    Never raises, whatever the mapping holds. `file` is put into each defect as it is.
    """
    return examine(mapping, file=file)[1]


def build(mapping: object) -> Programme:
    """The programme of a mapping in which `check` finds nothing; else `ValueError`."""
    programme, defects = examine(mapping)
    if programme is None:
        raise ValueError("; ".join(str(defect) for defect in defects[:5]))
    return programme


def examine(mapping: object, *, file: str = "") -> tuple[Programme | None, list[Defect]]:
    """`check` and `build` in one reading: the programme is None when there are defects."""
    found = inspect(mapping, file=file)
    return found.programme, found.defects


@dataclass(frozen=True)
class Inspection:
    """The programme, when nothing stands against it; what does; and what the office accepted."""

    programme: Programme | None
    defects: list[Defect]
    accepted: list[Defect]


def inspect(mapping: object, *, file: str = "") -> Inspection:
    """As `examine`, with the defects that a criteria set accepts, each with its reason."""
    found: list[Finding] = []

    def note(key: str, reason: str) -> None:
        found.append(Finding(key, reason))

    row = PROGRAMME.read(mapping, "", note)
    reasons: dict[str, str] = {}
    if isinstance(row, Row):
        for rule in _RULES:
            found.extend(Finding(*one) for one in rule(row))
        accepted = [one for one in found if one.tolerable]
        for item in row.rows("criteria_sets"):
            found, taken = sorted_out(item, found)
            reasons |= taken
        accepted = [one for one in accepted if one.key in reasons]
    else:
        accepted = []
    # The same place may be reached by two rules with one reason: say it once.
    defects = [Defect(file, one.key, one.reason) for one in dict.fromkeys(found)]
    return Inspection(
        None if defects else cast(Programme, made(row)),
        defects,
        [Defect(file, one.key, one.reason, reasons[one.key]) for one in dict.fromkeys(accepted)],
    )


def _codes(row: Row, name: str) -> set[str] | None:
    """Codes of the tables in a list; None when one of them has no sound code."""
    if name in row.wrong:
        return None
    rows = row.rows(name)
    codes: set[str] = {item["code"] for item in rows if "code" in item}
    return codes if all("code" in item for item in rows) else None


def _period_defects(row: Row) -> Found:
    first, last = row.get("first_year"), row.get("last_year")
    if first is None or last is None:
        return
    if last < first:
        yield "last_year", f"phải từ {first} trở đi"
    issued = row.get("paper", {}).get("date")
    if issued is not None and issued.year > last >= first:
        yield "paper.date", f"ngày văn bản sau giai đoạn {first}-{last}"


def _code_defects(row: Row) -> Found:
    for name in ("levels", "titles", "sectors", "criteria_sets", "deadlines", "targets"):
        yield from repeated_codes(row.rows(name))
    yield from repeated_codes(row.rows("levels"), "rank")
    yield from repeated_codes(row.rows("gaps"), "key")


_REFERENCES = (
    ("authorities", "level", "levels", "cấp"),
    ("authorities", "titles", "titles", "danh hiệu"),
    ("titles", "from_titles", "titles", "danh hiệu"),
    ("targets", "level", "levels", "cấp"),
    ("targets", "sectors", "sectors", "lĩnh vực"),
)


def _reference_defects(row: Row) -> Found:
    for table, name, target, noun in _REFERENCES:
        for item in row.rows(table):
            yield from _unknown(row, item, name, target, noun)
    if "registration" in row:
        yield from _unknown(row, row["registration"], "quantified_sectors", "sectors", "lĩnh vực")
    for item in row.rows("criteria_sets"):
        for node in _all_nodes(item.rows("criteria")):
            yield from _unknown(row, node, "sectors", "sectors", "lĩnh vực")


def _unknown(row: Row, item: Row, name: str, target: str, noun: str) -> Found:
    known = _codes(row, target)
    if known is None or name not in item:
        return
    value = item[name]
    for code in (value,) if isinstance(value, str) else value:
        if code not in known:
            yield item.at(name), f"không có {noun} nào mang mã “{code}”"


def _all_nodes(rows: list[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        yield from _all_nodes(row.rows("children"))


def _title_defects(row: Row) -> Found:
    sets = {item["code"]: item for item in row.rows("criteria_sets") if "code" in item}
    complete = _codes(row, "criteria_sets") is not None
    for title in row.rows("titles"):
        if "criteria" in title and not title["criteria"] and not title.wrong:
            yield title.at("criteria"), "chưa có bộ tiêu chí cho loại chủ thể nào"
        for kind, code in title.get("criteria", {}).items():
            key = f"{title.at('criteria')}.{kind}"
            if code in sets:
                kinds = sets[code].get("subject_kinds", ())
                if kind not in kinds and "subject_kinds" not in sets[code].wrong:
                    yield key, f"bộ tiêu chí “{code}” không dành cho “{kind}”"
            elif complete:
                yield key, f"không có bộ tiêu chí nào mang mã “{code}”"
            if code in sets and "variant_of" in sets[code]:
                yield key, "phải là bộ tiêu chí gốc, không phải biến thể"
        yield from _origin_defects(title)
        for quota in title.rows("quotas"):
            yield from _quota_defects(quota, title)


def _quota_defects(quota: Row, title: Row) -> Found:
    number, percent = quota.get("number"), quota.get("percent")
    if not {"number", "percent"} & quota.wrong and (number is None) == (percent is None):
        yield quota.key, "phải ghi number hoặc percent, không ghi cả hai"
        return
    for name in ("of", "rounding"):
        if percent is not None and name not in quota and name not in quota.wrong:
            yield quota.at(name), "tỷ lệ thì phải ghi tính trên số nào (of) và cách làm tròn"
        elif percent is None and name in quota:
            yield quota.at(name), "chỉ dùng với percent"
    if quota.get("of") is Base.RECOGNISED and not title.get("from_titles"):
        yield quota.at("of"), "danh hiệu không lấy từ danh hiệu nào (from_titles)"
    least, most = quota.get("at_least"), quota.get("at_most")
    if least is not None and most is not None and least > most:
        yield quota.at("at_most"), f"phải từ {least} trở lên"


def _variant_defects(row: Row) -> Found:
    sets = {item["code"]: item for item in row.rows("criteria_sets") if "code" in item}
    complete = _codes(row, "criteria_sets") is not None
    for item in row.rows("criteria_sets"):
        base = item.get("variant_of")
        if base is None:
            continue
        if "variant" not in item and "variant" not in item.wrong:
            yield item.at("variant"), "biến thể phải có tên, ví dụ “Xã miền núi”"
        if base not in sets:
            if complete:
                yield item.at("variant_of"), f"không có bộ tiêu chí nào mang mã “{base}”"
        elif "variant_of" in sets[base] or sets[base] is item:
            yield item.at("variant_of"), "phải là bộ tiêu chí gốc, không phải biến thể"
        elif {*sets[base].get("subject_kinds", ())} - {*item.get("subject_kinds", ())}:
            yield item.at("subject_kinds"), f"phải có đủ đối tượng của bộ tiêu chí “{base}”"


def _origin_defects(title: Row) -> Found:
    before = title.get("from_titles", ())
    if title.get("code") in before:
        yield title.at("from_titles"), "không thể lấy từ chính danh hiệu này"
    if {"given_from", "from_titles"} & title.wrong:
        return
    recognised = title.get("given_from") is GivenFrom.RECOGNITION
    if recognised and not before:
        yield title.at("from_titles"), "lấy từ nơi đã công nhận thì phải nêu danh hiệu nào"
    if before and not recognised:
        yield title.at("from_titles"), "chỉ dùng khi given_from = “recognition”"


def _criteria_defects(row: Row) -> Found:
    sectors = sorted(_codes(row, "sectors") or ())
    confirmed = {
        str(item.get("kind"))
        for item in row.get("registration", Row("", dict)).rows("confirmations")
    }
    for item in row.rows("criteria_sets"):
        yield from set_defects(item, sectors)
        for condition in item.rows("conditions"):
            yield from _confirmation_defects(condition, confirmed)


_CONFIRMED = {
    ConditionCheck.BUILDING_CONFIRMED: "building",
    ConditionCheck.EFFECT_CONFIRMED: "effect",
}


def _confirmation_defects(condition: Row, confirmed: set[str]) -> Found:
    wanted = _CONFIRMED.get(condition.get("check", ConditionCheck.MANUAL))
    if wanted is not None and wanted not in confirmed:
        reason = f"cần một mục [[registration.confirmations]] có kind = “{wanted}”"
        yield condition.at("check"), reason


def _deadline_defects(row: Row) -> Found:
    for item in row.rows("deadlines"):
        if item.wrong:
            continue
        if fault := wording_fault(item):
            yield item.at(fault[0]), fault[1]
            continue
        rule: deadlines.DeadlineRule = made(item)
        for name, reason in deadlines.faults(rule):
            yield item.at(name), reason
        if rule.not_in_paper and rule.is_dated:
            yield item.at("not_in_paper"), f"{NOT_SAID} thì không ghi ngày, tháng"
        yield from _year_defects(row, item, rule)


def _year_defects(row: Row, item: Row, rule: deadlines.DeadlineRule) -> Found:
    first, last = row.get("first_year"), row.get("last_year")
    if first is None or last is None or last < first:
        return
    if rule.year is not None and not first <= rule.year <= last:
        yield item.at("year"), f"năm {rule.year} ngoài giai đoạn {first}-{last}"
    once = rule.recurrence is deadlines.Recurrence.ONCE
    if once and rule.is_dated and rule.year is None and first != last:
        yield item.at("year"), "hạn một lần trong giai đoạn nhiều năm phải có năm"


_SHARES = (Measure.RECOGNISED_SHARE, Measure.UNITS_WITH, Measure.UNITS_WITH_SECTORS)


def _target_defects(row: Row) -> Found:
    for item in row.rows("targets"):
        if item.wrong:
            continue
        least, measure = item.get("at_least"), item["measure"]
        if least is None and not item.get("set_by_office"):
            yield (
                item.at("at_least"),
                "thiếu con số; nếu đơn vị tự đặt thì ghi set_by_office = true",
            )
        if least is not None and measure in _SHARES and least > 100:
            yield item.at("at_least"), "tỷ lệ phải từ 0 đến 100"
        if measure in _SHARES and item["unit"] != "%":
            yield item.at("unit"), "chỉ tiêu theo tỷ lệ thì đơn vị tính là “%”"
        if measure is Measure.UNITS_WITH_SECTORS and not item.get("sectors"):
            yield item.at("sectors"), "thiếu các lĩnh vực phải có mô hình"


_OFFICE = ("set_by_office", "not_in_paper")
_SOURCED = ("titles", "criteria_sets", "authorities", "deadlines", "targets", "papers")


def _source_defects(row: Row) -> Found:
    """Each rule names the paper and article it comes from, unless the office sets it itself."""
    for name in _SOURCED:
        for item in row.rows(name):
            if not item.get("source") and not any(item.get(flag) for flag in _OFFICE):
                yield item.at("source"), "chưa nêu văn bản và điều, mục"
    registration = row.get("registration")
    if registration and not registration.get("source"):
        yield registration.at("source"), "chưa nêu văn bản và điều, mục"


def _gap_defects(row: Row) -> Found:
    """What the paper does not say is written down as such, never just left out."""
    said = {gap.get("key") for gap in row.rows("gaps")}
    for name in ("sectors", "authorities"):
        if not row.get(name) and name not in row.wrong and name not in said:
            yield name, f"không có mục nào; nếu {NOT_SAID}, thêm [[gaps]] có key = “{name}”"


_RULES: tuple[Callable[[Any], Found], ...] = (
    _period_defects,
    _code_defects,
    _reference_defects,
    _title_defects,
    _variant_defects,
    _criteria_defects,
    _deadline_defects,
    _target_defects,
    review_defects,
    _source_defects,
    _gap_defects,
)
