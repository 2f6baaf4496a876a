"""What changed between two versions of a criteria set, in words an official reads.

Owns the comparison and its sentences. A criterion is the same as long as its code is; one that
has a new code and the old words was renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.criteria import Condition, CriteriaSet, Criterion, Effect, Rank
from danvan_desktop.domain.criteria_tree import Path, is_section, nodes
from danvan_desktop.domain.marking_words import how_marked
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.text import search_key

Placed = Mapping[str, tuple[str, int, Criterion]]
"""By code: the code of the section it stands in, its place there, and itself."""

_NUMBERS = {
    "maximum": "điểm tối đa",
    "cap": "trần",
    "floor": "điểm sàn",
    "step": "bước điểm",
    "partly": "điểm đạt một phần",
    "plan": "kế hoạch",
    "each": "điểm mỗi lần",
}
_WORDS = {"title": "nội dung", "unit": "đơn vị tính", "guidance": "hướng dẫn", "source": "nguồn"}
_FLAGS = {"veto": "điểm liệt", "evidence_required": "bắt buộc có minh chứng"}
_EFFECTS = {Effect.PART: "điểm thường", Effect.BONUS: "điểm thưởng", Effect.PENALTY: "điểm trừ"}
_SET_NUMBERS = {
    "maximum": "Điểm tối đa của bộ tiêu chí",
    "bonus_cap": "Trần điểm thưởng",
    "penalty_cap": "Trần điểm trừ",
    "places": "Số chữ số lẻ của tổng điểm",
}
_SET_OTHERS = {
    "rounding": "Cách làm tròn tổng điểm",
    "clamp": "Giới hạn tổng điểm",
    "panel": "Cách tính khi nhiều người chấm",
    "bonus_counts": "Cách tính điểm thưởng vào tổng",
    "subject_kinds": "Đối tượng áp dụng",
    "accepted": "Lỗi của văn bản được chấp nhận",
    "variant": "Tên biến thể",
    "variant_of": "Bộ tiêu chí gốc của biến thể",
    "source": "Văn bản, điều mục của bộ tiêu chí",
    "orientation": "Tính chất định hướng",
    "not_in_paper": "Ghi chú văn bản không nêu tiêu chí",
}
_SHOWN = 80


def changes(old: CriteriaSet, new: CriteriaSet) -> tuple[str, ...]:
    """One sentence for each difference, in the order of the paper; none when they are equal."""
    return tuple(_changes(old, new))


def _changes(old: CriteriaSet, new: CriteriaSet) -> Iterator[str]:
    if old.code != new.code:
        yield f"Mã bộ tiêu chí: {old.code} → {new.code}."
    if old.title != new.title:
        yield f"Tên bộ tiêu chí: “{_short(old.title)}” → “{_short(new.title)}”."
    for name, label in _SET_NUMBERS.items():
        yield from _number(label, getattr(old, name), getattr(new, name))
    for name, label in _SET_OTHERS.items():
        if getattr(old, name) != getattr(new, name):
            yield f"{label} thay đổi."
    yield from _condition_changes(old.conditions, new.conditions)
    yield from _tree_changes(old, new)
    yield from _rank_changes(old.ranks, new.ranks)
    if old.pass_rule != new.pass_rule:
        yield from _rule_changes(old, new)


def _tree_changes(old: CriteriaSet, new: CriteriaSet) -> Iterator[str]:
    before, after = _placed(old), _placed(new)
    renamed = _renamed(before, after)
    for code, (_, _, node) in before.items():
        if code not in after and code not in renamed:
            yield f"Bỏ {_named(node)}."
    moved = {*_out_of_order(before, after)}
    back = {new_code: old_code for old_code, new_code in renamed.items()}
    for code, (section, _, node) in after.items():
        earlier = before.get(back.get(code, code))
        if earlier is None:
            yield f"Thêm {_named(node)}{_worth(node)}."
            continue
        if code in back:
            yield f"Đổi mã {_noun(node)} “{_short(node.title)}”: {back[code]} → {code}."
        if renamed.get(earlier[0], earlier[0]) != section:
            yield f"Chuyển {_named(node)} {_into(section, after)}."
        elif code in moved:
            yield f"Đổi thứ tự {_named(node)}."
        yield from _node_changes(earlier[2], node)


def _node_changes(old: Criterion, new: Criterion) -> Iterator[str]:
    about = _named(new)
    name = about[:1].upper() + about[1:]
    if is_section(old) != is_section(new):
        yield f"{name}: chuyển thành {'mục' if is_section(new) else 'tiêu chí được chấm'}."
    for key, label in _WORDS.items():
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            yield f"{_code_words(new)}: {label} {_text_change(before, after)}."
    for key, label in _NUMBERS.items():
        yield from _number(f"{name}: {label}", getattr(old, key), getattr(new, key))
    for key, label in _FLAGS.items():
        if getattr(old, key) != getattr(new, key):
            yield f"{name}: {'thêm' if getattr(new, key) else 'bỏ'} {label}."
    if old.effect is not new.effect:
        yield f"{name}: {_EFFECTS[old.effect]} → {_EFFECTS[new.effect]}."
    for key, label in (("sectors", "lĩnh vực"), ("subject_kinds", "đối tượng")):
        if getattr(old, key) != getattr(new, key):
            yield f"{name}: {label} áp dụng thay đổi."
    yield from _marking_change(name, old, new)


def _marking_change(name: str, old: Criterion, new: Criterion) -> Iterator[str]:
    """A change of how it is marked that no sentence above says."""
    same = {key: getattr(new, key) for key in (*_NUMBERS, *_WORDS, *_FLAGS)}
    same |= {"effect": new.effect, "sectors": new.sectors, "subject_kinds": new.subject_kinds}
    rest = replace(old, **same, code=new.code, children=new.children)
    if is_section(old) or is_section(new) or rest == new:
        return
    before, after = how_marked(rest, new.effect), how_marked(new, new.effect)
    if before != after and before and after:
        yield f"{name}: cách chấm “{before}” → “{after}”"
    else:
        yield f"{name}: cách chấm thay đổi."


def _condition_changes(old: tuple[Condition, ...], new: tuple[Condition, ...]) -> Iterator[str]:
    before, after = {one.code: one for one in old}, {one.code: one for one in new}
    for code, one in before.items():
        if code not in after:
            yield f"Bỏ điều kiện “{_short(one.title)}”."
    for code, one in after.items():
        if code not in before:
            yield f"Thêm điều kiện “{_short(one.title)}”."
        elif before[code].title != one.title:
            yield f"Điều kiện {code}: nội dung {_text_change(before[code].title, one.title)}."
        elif before[code] != one:
            yield f"Điều kiện “{_short(one.title)}” thay đổi cách kiểm tra hoặc hướng dẫn."
    shared = [code for code in before if code in after]
    if shared != [code for code in after if code in before]:
        yield "Đổi thứ tự các điều kiện."


def _rank_changes(old: tuple[Rank, ...], new: tuple[Rank, ...]) -> Iterator[str]:
    before, after = {one.code: one for one in old}, {one.code: one for one in new}
    for code, one in before.items():
        if code not in after:
            yield f"Bỏ hạng “{one.name}”."
    for code, one in after.items():
        if code not in before:
            yield f"Thêm hạng “{one.name}” ({_range(one)})."
        elif before[code] != one:
            earlier = before[code]
            yield (
                f"Hạng “{earlier.name}” ({_range(earlier)}) → “{one.name}” ({_range(one)})"
                f"{_passing(earlier, one)}."
            )


def _rule_changes(old: CriteriaSet, new: CriteriaSet) -> Iterator[str]:
    before, after = old.pass_rule, new.pass_rule
    yield from _number("Điểm phải đạt để được xét", before.min_points, after.min_points)
    if replace(before, min_points=after.min_points) != after:
        yield "Quy tắc đạt thay đổi."


def _placed(criteria_set: CriteriaSet) -> Placed:
    codes: dict[Path, str] = {(): ""}
    found = {}
    for path, node in nodes(criteria_set):
        codes[path] = node.code
        found[node.code] = (codes[path[:-1]], path[-1], node)
    return found


def _renamed(before: Placed, after: Placed) -> dict[str, str]:
    """Old code to new one, for nodes that kept their words and lost their code."""
    free: dict[str, str] = {}
    for code, (_, _, node) in after.items():
        if code not in before and search_key(node.title):
            free.setdefault(search_key(node.title), code)
    found = {}
    for code, (_, _, node) in before.items():
        if code not in after and search_key(node.title) in free:
            found[code] = free.pop(search_key(node.title))
    return found


def _out_of_order(before: Placed, after: Placed) -> Iterator[str]:
    """The fewest nodes whose move explains the new order of what stayed in its section."""
    sections: dict[str, list[str]] = {}
    for code, (section, _, _) in after.items():
        if code in before and before[code][0] == section:
            sections.setdefault(section, []).append(code)
    for codes in sections.values():
        kept = {*_longest_run(codes, [before[code][1] for code in codes])}
        yield from (code for code in codes if code not in kept)


def _longest_run(codes: list[str], places: list[int]) -> list[str]:
    best: list[list[str]] = []
    for index, code in enumerate(codes):
        runs = [best[one] for one in range(index) if places[one] < places[index]]
        best.append([*max(runs, key=len, default=[]), code])
    return max(best, key=len, default=[])


def _number(label: str, old: Any, new: Any) -> Iterator[str]:
    if old == new:
        return
    if old is None:
        yield f"{label}: thêm {_figure(new)}."
    elif new is None:
        yield f"{label}: bỏ (trước là {_figure(old)})."
    else:
        yield f"{label}: {_figure(old)} → {_figure(new)}."


def _figure(value: Decimal | int) -> str:
    return format_decimal(value)


def _named(node: Criterion) -> str:
    return f"{_noun(node)} {node.code} “{_short(node.title)}”"


def _code_words(node: Criterion) -> str:
    noun = _noun(node)
    return f"{noun[:1].upper()}{noun[1:]} {node.code}"


def _noun(node: Criterion) -> str:
    return "mục" if is_section(node) else "tiêu chí"


def _worth(node: Criterion) -> str:
    return "" if node.maximum is None else f" ({format_decimal(node.maximum)} điểm)"


def _into(section: str, after: Placed) -> str:
    return f"vào {_named(after[section][2])}" if section in after else "ra ngoài các mục"


def _text_change(old: str, new: str) -> str:
    if not old:
        return f"thêm “{_short(new)}”"
    return f"“{_short(old)}” → “{_short(new)}”" if new else f"bỏ “{_short(old)}”"


def _range(rank: Rank) -> str:
    low = f"từ {format_decimal(rank.low)}"
    return low if rank.high is None else f"{low} đến dưới {format_decimal(rank.high)}"


def _passing(old: Rank, new: Rank) -> str:
    if old.passes == new.passes:
        return ""
    return ", nay là hạng đạt" if new.passes else ", nay là hạng không đạt"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + "…"


def differing(old: Iterable[CriteriaSet], new: Iterable[CriteriaSet]) -> tuple[str, ...]:
    """What changed between the sets of two versions of a programme, set by set."""
    before, after = {one.code: one for one in old}, {one.code: one for one in new}
    lines = [f"Bỏ bộ tiêu chí “{before[code].title}”." for code in before if code not in after]
    for code, one in after.items():
        if code not in before:
            lines.append(f"Thêm bộ tiêu chí “{one.title}”.")
        else:
            lines += [f"{one.title}: {line}" for line in changes(before[code], one)]
    return tuple(lines)
