"""What is wrong with a criteria set, at the place where a person sees it.

Owns the way from the key of a defect to a node of the tree and to Vietnamese words for it. The
rules themselves are `criteria_checks`; only a whole programme knows of titles and variants
(`programme_checks`), whose defects are put into the same words by `placed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.criteria_checks import set_defects, sorted_out
from danvan_desktop.domain.criteria_format import CRITERIA_SET
from danvan_desktop.domain.criteria_tree import Path, is_section, key_of, node_at, place_of
from danvan_desktop.domain.criteria_writing import mapping_of
from danvan_desktop.domain.criterion_checks import Finding
from danvan_desktop.domain.programme_reading import Row, Table


@dataclass(frozen=True)
class SetDefect:
    """One thing wrong with a criteria set.

    `place` is the node it stands at, () for the set itself, its conditions and its ranks.
    `field` is the key inside that node ("maximum", "bands[1].low", "ranks[0].high"); `where` and
    `reason` are for people. `tolerable`: the paper itself may be so and an office may accept it
    with a reason, under `key`; `accepted` is that reason.
    """

    place: Path
    field: str
    where: str
    reason: str
    key: str
    tolerable: bool = False
    accepted: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}" if self.where else self.reason


def check_set(criteria_set: CriteriaSet, sectors: Iterable[str] = ()) -> tuple[SetDefect, ...]:
    """Every defect of a set, the accepted ones too; `sectors` are those of its programme."""
    found: list[Finding] = []

    def note(key: str, reason: str) -> None:
        found.append(Finding(key, reason))

    row: Row = Table(CriteriaSet, CRITERIA_SET).read(mapping_of(criteria_set), "", note)
    found.extend(Finding(*one) for one in set_defects(row, sectors))
    if not criteria_set.source and not criteria_set.not_in_paper:
        found.append(Finding("source", "chưa nêu văn bản và điều, mục"))
    stays, reasons = sorted_out(row, found)
    taken = [one for one in found if one.key in reasons]
    return placed(criteria_set, (*stays, *taken), reasons)


def placed(
    criteria_set: CriteriaSet, found: Iterable[Finding], reasons: Mapping[str, str]
) -> tuple[SetDefect, ...]:
    """Findings of this set with place and words, in the order of the paper, each once."""
    defects = {
        (one.key, one.reason): SetDefect(
            *place_of(one.key),
            where=place_words(criteria_set, one.key),
            reason=_reworded(criteria_set, one.reason),
            key=key_of(*place_of(one.key)),
            tolerable=one.tolerable,
            accepted=reasons.get(one.key, ""),
        )
        for one in found
    }
    return tuple(sorted(defects.values(), key=lambda one: one.place))


def open_defects(defects: Iterable[SetDefect]) -> tuple[SetDefect, ...]:
    """Those that keep a set from being used."""
    return tuple(one for one in defects if not one.accepted)


def without_stale(criteria_set: CriteriaSet, sectors: Iterable[str] = ()) -> CriteriaSet:
    """The set without reasons for defects that are no longer there."""
    found = {one.key for one in check_set(replace(criteria_set, accepted=()), sectors)}
    kept = tuple(one for one in criteria_set.accepted if key_of(*place_of(one.key)) in found)
    return replace(criteria_set, accepted=kept)


def place_words(criteria_set: CriteriaSet, key: str) -> str:
    """Where a key is, for a person: "Tiêu chí 1.2 “Tên”, khoảng thứ 2, điểm tối đa"."""
    place, field = place_of(key)
    if not place and field in _SET_KEYS:
        return _SET_KEYS[field]
    words = [node_words(criteria_set, place)] if place else []
    for name, index in _PART.findall(field):
        if index and name in _TABLES:
            words.append(_named(criteria_set, name, int(index)) if not place else "")
            if not words[-1]:
                words[-1] = f"{_TABLES[name]} thứ {int(index) + 1}"
        elif name in _KEYS:
            words.append(_KEYS[name])
    line = ", ".join(words)
    return line[:1].upper() + line[1:]


def node_words(criteria_set: CriteriaSet, place: Path) -> str:
    """A node as a person names it: "Mục I “Công tác chỉ đạo”"."""
    try:
        node = node_at(criteria_set, place)
    except IndexError:
        return ""
    kind = "Mục" if is_section(node) else "Tiêu chí"
    title = node.title if len(node.title) <= _SHOWN else node.title[:_SHOWN].rstrip() + "…"
    named = f"{kind} {node.code}".strip()
    return f"{named} “{title}”" if title else named


def _named(criteria_set: CriteriaSet, name: str, index: int) -> str:
    titles: dict[str, list[str]] = {
        "conditions": [one.title or one.code for one in criteria_set.conditions],
        "ranks": [one.name or one.code for one in criteria_set.ranks],
    }
    found = titles.get(name, [])[index : index + 1]
    return f"{_TABLES[name]} “{found[0][:_SHOWN]}”" if found else ""


def _reworded(criteria_set: CriteriaSet, reason: str) -> str:
    """The reason of a check without names of keys, which a person in the window never sees."""
    for old, new in _WORDS:
        reason = reason.replace(old, new)

    def named(match: re.Match[str]) -> str:
        words = place_words(criteria_set, match[0].removesuffix(".code"))
        return words[:1].lower() + words[1:]

    reason = _IN_REASON.sub(named, reason)
    return reason[:1].upper() + reason[1:]


_SHOWN = 60
_PART = re.compile(r"(\w+)(?:\[(\d+)\])?")
_IN_REASON = re.compile(
    r"\b(?:criteria_sets\[\d+\]\.)?\b(?:criteria|conditions|ranks)\[\d+\](?:\.\w+(?:\[\d+\])?)*"
)
_TABLES = {
    "conditions": "điều kiện",
    "items": "giấy tờ",
    "ranks": "hạng",
    "bands": "khoảng",
    "grades": "mức",
    "accepted": "lỗi đã chấp nhận",
    "clamp": "giới hạn tổng điểm",
}
_SET_KEYS = {"title": "Tên bộ tiêu chí", "code": "Mã bộ tiêu chí"}
_KEYS = {
    "code": "mã",
    "title": "nội dung",
    "name": "tên",
    "kind": "loại tiêu chí",
    "maximum": "điểm tối đa",
    "cap": "trần",
    "floor": "điểm sàn",
    "step": "bước điểm",
    "partly": "điểm đạt một phần",
    "bands": "các khoảng",
    "grades": "các mức xếp loại",
    "low": "mức dưới",
    "high": "mức trên",
    "points": "điểm",
    "plan": "kế hoạch",
    "each": "điểm mỗi lần",
    "effect": "điểm thưởng, điểm trừ",
    "deducts": "trừ dần",
    "under": "phần thiếu kế hoạch",
    "over": "phần vượt kế hoạch",
    "every": "mỗi bước",
    "sectors": "lĩnh vực",
    "subject_kinds": "đối tượng",
    "children": "các mục con",
    "criteria": "các tiêu chí",
    "conditions": "các điều kiện",
    "items": "danh mục giấy tờ",
    "at_least": "số giấy tờ phải có",
    "ranks": "các hạng",
    "passes": "hạng đạt",
    "pass_rule": "quy tắc đạt",
    "min_met": "số tiêu chí phải đạt",
    "min_points": "điểm phải đạt",
    "bonus_cap": "trần điểm thưởng",
    "bonus_counts": "tính điểm thưởng",
    "penalty_cap": "trần điểm trừ",
    "clamp": "giới hạn tổng điểm",
    "panel": "nhiều người chấm",
    "source": "văn bản, điều mục",
    "variant": "tên biến thể",
    "variant_of": "bộ tiêu chí gốc",
    "accepted": "lỗi đã chấp nhận",
    "unit": "đơn vị tính",
    "places": "số lẻ thập phân",
    "rounding": "cách làm tròn",
    "formula": "công thức",
    "inverse": "càng ít càng tốt",
    "at_plan": "phần trăm khi đạt kế hoạch",
    "guidance": "hướng dẫn",
    "reason": "lý do",
    "evidence_required": "bắt buộc minh chứng",
    "veto": "điểm liệt",
    "closed": "đầu khoảng",
    "check": "cách kiểm tra",
}
_WORDS = (
    ("thiếu khóa bắt buộc", "chưa nhập"),
    ("để trống", "chưa nhập"),
    ("có 0 mục, phải từ 1 đến 500 mục", "chưa có mục nào"),
    ("bỏ khóa high để không có giới hạn", "để trống mức trên nếu không có giới hạn"),
    ("phải lớn hơn low (", "phải lớn hơn mức dưới ("),
    ("mục có mục con thì không chấm, không ghi khóa này", "mục có mục con thì không chấm"),
    (
        "không dùng cho tiêu chí đạt, không đạt (kind = “grade”)",
        "không dùng khi chấm đạt, chưa đạt",
    ),
    ("dùng kind = “count” hoặc “quality”", "hãy chấm theo số lần hoặc theo mức"),
    ("kind = “bands”", "chấm theo khoảng"),
    ("kind = “quantity”", "so với kế hoạch"),
    ("kind = “count”", "chấm theo số lần"),
    ("kind = “points”", "chấm điểm"),
    ("kind = “grade”", "chấm đạt, chưa đạt"),
    ("kind = “quality”", "xếp mức"),
    ("“bands”", "chấm theo khoảng"),
    ("“quantity”", "so với kế hoạch"),
    ("“count”", "chấm theo số lần"),
    ("formula = “leader”", "tính theo đơn vị dẫn đầu"),
    ("formula = “share”", "tính theo tỷ lệ"),
    ("(ratio)", "(tính theo tỷ lệ)"),
    ("check = “checklist”", "kiểm tra theo danh mục giấy tờ"),
    ("phải ghi cả every và points", "phải ghi cả cỡ bước và số điểm"),
    ("không ghi khóa này", "không ghi mục này"),
    ("không có lỗi nào ở khóa này, bỏ mục này đi", "lỗi này không còn, bỏ lý do chấp nhận"),
    ("lỗi ở khóa này phải sửa, không chấp nhận được", "lỗi này phải sửa, không chấp nhận được"),
    ("mục chứa tiêu chí này là “bonus”", "mục chứa tiêu chí này là điểm thưởng"),
    ("mục chứa tiêu chí này là “penalty”", "mục chứa tiêu chí này là điểm trừ"),
    ("“collective”", "tập thể"),
    ("“individual”", "cá nhân"),
    ("“household”", "hộ gia đình"),
)
