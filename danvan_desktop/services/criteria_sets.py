"""Criteria sets of the programmes an office works with: looked at, opened, checked and tried out.

What an editor holds is a `SetEdit`: the set as it is being changed and the titles it is for.
Nothing here writes; saving is `criteria_saving`, other versions and programmes are
`criteria_versions`, files are `criteria_files`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Any

from danvan_desktop.domain import scoring
from danvan_desktop.domain.best_marks import best_mark
from danvan_desktop.domain.criteria import CriteriaSet, Criterion, CriterionKind, Effect, Mark
from danvan_desktop.domain.criteria_places import SetDefect, check_set, placed
from danvan_desktop.domain.criteria_writing import mapping_of
from danvan_desktop.domain.criterion_checks import Finding
from danvan_desktop.domain.marking_words import effects
from danvan_desktop.domain.marks import check_mark
from danvan_desktop.domain.programme_checks import inspect
from danvan_desktop.domain.programmes import Defect, Programme
from danvan_desktop.domain.scoring import Result
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models.programme_uses import sheet_counts
from danvan_desktop.services import adoption
from danvan_desktop.services.programme_text import parsed
from danvan_desktop.services.session import Session

Link = tuple[str, SubjectKind]
"""A title, by its code, and a kind of subject that a set is the criteria for."""


@dataclass(frozen=True)
class SetUse:
    """How many sheets a set has, as it is in the newest version of its programme."""

    finished: int = 0
    unfinished: int = 0

    @property
    def locked(self) -> bool:
        """A change of such a set makes a new version of the programme."""
        return bool(self.finished or self.unfinished)

    @property
    def words(self) -> str:
        """Why a set is locked, "" when it is not."""
        if not self.locked:
            return ""
        open_words = f", {self.unfinished} phiếu chưa hoàn thành" if self.unfinished else ""
        return f"Đang dùng cho {self.finished} phiếu đã hoàn thành{open_words}"


@dataclass(frozen=True)
class SetRow:
    """A set as lists show it; `titles` are the names of the titles it is for."""

    programme_id: str
    code: str
    title: str
    subject_kinds: tuple[SubjectKind, ...]
    titles: tuple[str, ...]
    criteria: int
    conditions: int
    criteria_set: CriteriaSet
    use: SetUse

    @property
    def variant(self) -> str:
        return self.criteria_set.variant


@dataclass(frozen=True)
class TitleChoice:
    """A title that a set can be linked to, with the kinds of subject and their sets now."""

    code: str
    name: str
    sets: Mapping[SubjectKind, str]


@dataclass(frozen=True)
class SetEdit:
    """A set that is being edited. `code` is its code in the version of `fingerprint` it was
    opened from, "" for a new one; `links` are the titles and kinds it is the criteria for."""

    programme_id: str
    fingerprint: str
    code: str
    criteria_set: CriteriaSet
    links: frozenset[Link] = frozenset()

    def with_set(self, criteria_set: CriteriaSet) -> SetEdit:
        return replace(self, criteria_set=criteria_set)


@dataclass(frozen=True)
class SetView:
    """What an editor opens: the edit as it stands saved, and what the programme gives to it."""

    edit: SetEdit
    programme: Programme
    version: int
    use: SetUse
    titles: tuple[TitleChoice, ...]
    sectors: Mapping[str, str]
    """Code and name of every sector."""


@dataclass(frozen=True)
class TryOut:
    """What sample marks come to. `refused` says, by code, why a mark does not count; `result` is
    None with the reason in `reason` while the set cannot be scored with."""

    result: Result | None
    refused: Mapping[str, str]
    reason: str = ""


def sets(session: Session, programme_id: str) -> tuple[SetRow, ...]:
    """The sets of the newest version of an adopted programme, in its order."""
    plan = adoption.programme(session, programme_id)
    uses = uses_of(session, programme_id)
    return tuple(
        SetRow(
            programme_id,
            one.code,
            one.title,
            one.subject_kinds,
            tuple(title.name for title in plan.titles if one.code in title.criteria.values()),
            sum(1 for _ in one.leaves()),
            len(one.conditions),
            one,
            uses.get(one.code, SetUse()),
        )
        for one in plan.criteria_sets
    )


def open_set(session: Session, programme_id: str, code: str) -> SetView:
    """One set for editing. Raises `UserError` when the programme has none with this code."""
    plan = adoption.programme(session, programme_id)
    found = next((one for one in plan.criteria_sets if one.code == code), None)
    if found is None:
        raise UserError(f"Chương trình không còn bộ tiêu chí “{code}”.")
    use = uses_of(session, programme_id).get(code, SetUse())
    return _view(plan, code, found, _links(plan, code), use)


def new_set(session: Session, programme_id: str, base: CriteriaSet | None = None) -> SetView:
    """A set that is not in the programme yet: empty, or with the contents of `base`."""
    plan = adoption.programme(session, programme_id)
    taken = {one.code for one in plan.criteria_sets}
    if base is None:
        start = Criterion("1", "", CriterionKind.POINTS)
        base = CriteriaSet("bo-tieu-chi", "", tuple(SubjectKind), (start,))
    fresh = replace(base, code=free_code(base.code, taken))
    return _view(plan, "", fresh, frozenset(), SetUse())


def uses_of(session: Session, programme_id: str) -> dict[str, SetUse]:
    """How many sheets each set of the newest version has, by code.

    A sheet counts when the set it was made with is still the same, and while it is unfinished.
    """
    plan = adoption.programme(session, programme_id)
    now = {one.code: one for one in plan.criteria_sets}
    finished: Counter[str] = Counter()
    unfinished: Counter[str] = Counter()
    for row in sheet_counts(programme_id):
        if not row.finished:
            unfinished[row.set_code] += row.count
        elif row.set_code in now:
            then = adoption.programme_as_of(session, programme_id, row.fingerprint)
            same = any(one == now[row.set_code] for one in then.criteria_sets)
            finished[row.set_code] += row.count if same else 0
    return {code: SetUse(finished[code], unfinished[code]) for code in now}


def check(session: Session, edit: SetEdit) -> tuple[SetDefect, ...]:
    """Everything wrong with an edited set in its programme, the accepted defects too."""
    plan = adoption.programme(session, edit.programme_id)
    inside = check_set(edit.criteria_set, [one.code for one in plan.sectors])
    known = {(one.key, one.reason) for one in inside}
    around = [one for one in _around(edit) if (one.key, one.reason) not in known]
    return (*inside, *around, *_code_defects(session, plan, edit))


def try_out(
    criteria_set: CriteriaSet,
    marks: Mapping[str, Mark],
    conditions: Mapping[str, bool] | None = None,
    *,
    sector: str = "",
    subject_kind: SubjectKind | None = None,
) -> TryOut:
    """What sample marks come to under a set that is being edited. Never raises.

    A mark that its criterion cannot be given is left out and named in `refused`.
    """
    leaves = {leaf.code: leaf for leaf in criteria_set.leaves()}
    refused: dict[str, str] = {}
    sound = {}
    for code, mark in marks.items():
        try:
            check_mark(leaves[code], mark)
            sound[code] = mark
        except FieldError as error:
            refused[code] = error.what
        except (KeyError, ArithmeticError, TypeError, ValueError):
            refused[code] = "Tiêu chí này chưa nhập đủ để chấm."
    try:
        result = scoring.score(
            criteria_set, sound, conditions, sector=sector, subject_kind=subject_kind
        )
    except (UserError, ArithmeticError, KeyError, TypeError, ValueError, StopIteration):
        reason = "Bộ tiêu chí còn lỗi nên chưa chấm thử được. Sửa các lỗi nêu ở dưới rồi thử lại."
        return TryOut(None, refused, reason)
    return TryOut(result, refused)


def sample_marks(criteria_set: CriteriaSet) -> dict[str, Mark]:
    """The best mark of every criterion that can be marked as it stands, to start a try-out."""
    does = effects(criteria_set)
    found: dict[str, Mark] = {}
    for leaf in criteria_set.leaves():
        with suppress(ArithmeticError, IndexError, TypeError, ValueError):
            found[leaf.code] = best_mark(leaf, does.get(leaf.code, Effect.PART))
    return found


def target_of(edit: SetEdit, text: str | None = None) -> dict[str, Any]:
    """The mapping of the whole programme with the edited set and its links in it."""
    mapping = parsed(text_of(edit) if text is None else text)
    rows, code = mapping["criteria_sets"], edit.criteria_set.code
    index = set_index(mapping, edit.code)
    if index is None:
        rows.append(mapping_of(edit.criteria_set))
    else:
        same = _set_in(edit) == edit.criteria_set
        rows[index] = rows[index] if same else mapping_of(edit.criteria_set)
        _rename(mapping, edit.code, code)
    for title in mapping["titles"]:
        kinds = {str(kind) for name, kind in edit.links if name == title["code"]}
        held = {kind: found for kind, found in title["criteria"].items() if found != code}
        wanted = held | dict.fromkeys(kinds, code)
        title["criteria"] = {kind: wanted[kind] for kind in map(str, SubjectKind) if kind in wanted}
    return mapping


def set_index(mapping: Mapping[str, Any], code: str) -> int | None:
    """Where a set stands among those of a programme, None when it is not there."""
    codes = [row["code"] for row in mapping["criteria_sets"]]
    return codes.index(code) if code in codes else None


def text_of(edit: SetEdit) -> str:
    """The text of the version that an edit was opened from."""
    copy = adoption.newest_copy(edit.programme_id)
    if copy.fingerprint != edit.fingerprint:
        raise UserError(
            "Chương trình đã được sửa ở nơi khác trong lúc bạn đang sửa bộ tiêu chí này.",
            safe="Chưa có gì bị ghi đè; phần đang sửa vẫn còn trên màn hình.",
            todo="Xuất bộ tiêu chí đang sửa ra tệp, mở lại bộ tiêu chí, rồi nhập tệp đó vào.",
        )
    return str(copy.text)


def free_code(code: str, taken: Container[str]) -> str:
    """The code, or with a number behind it while another set has it."""
    numbered = (f"{code}-{number}" for number in count(2))
    return next(one for one in chain([code], numbered) if one not in taken)


def _view(
    plan: Programme, code: str, criteria_set: CriteriaSet, links: frozenset[Link], use: SetUse
) -> SetView:
    copy = adoption.newest_copy(plan.id)
    return SetView(
        SetEdit(plan.id, copy.fingerprint, code, criteria_set, links),
        plan,
        copy.version,
        use,
        tuple(TitleChoice(one.code, one.name, one.criteria) for one in plan.titles),
        {one.code: one.name for one in plan.sectors},
    )


def _links(plan: Programme, code: str) -> frozenset[Link]:
    return frozenset(
        (title.code, kind)
        for title in plan.titles
        for kind, found in title.criteria.items()
        if found == code
    )


def _set_in(edit: SetEdit) -> CriteriaSet | None:
    plan = adoption.programme_by_text(edit.fingerprint, text_of(edit))
    return next((one for one in plan.criteria_sets if one.code == edit.code), None)


def _rename(mapping: dict[str, Any], old: str, new: str) -> None:
    for title in mapping["titles"]:
        title["criteria"] = {
            kind: new if code == old else code for kind, code in title["criteria"].items()
        }
    for row in mapping["criteria_sets"]:
        if row.get("variant_of") == old:
            row["variant_of"] = new


def _code_defects(session: Session, plan: Programme, edit: SetEdit) -> Iterator[SetDefect]:
    """The code of a set stays while sheets or the choice of a variant name it."""
    if edit.code in ("", edit.criteria_set.code):
        return
    use = uses_of(session, plan.id).get(edit.code, SetUse())
    if use.locked or any(edit.code in (one.code, one.variant_of) for one in _parted(plan)):
        words = f"Đã có phiếu hoặc biến thể theo mã “{edit.code}” nên phải giữ mã này"
        yield SetDefect((), "code", "Mã bộ tiêu chí", words, "code")


def _parted(plan: Programme) -> Iterator[CriteriaSet]:
    """The sets that are variants or have some."""
    bases = {one.variant_of for one in plan.criteria_sets if one.variant_of}
    return (one for one in plan.criteria_sets if one.variant_of or one.code in bases)


def _around(edit: SetEdit) -> Iterator[SetDefect]:
    """What only the whole programme shows: links, variants, sectors, a code that is taken."""
    mapping = target_of(edit)
    place = set_index(mapping, edit.criteria_set.code)
    index = len(mapping["criteria_sets"]) - 1 if not edit.code else place
    start = f"criteria_sets[{index}]."
    for one in inspect(mapping).defects:
        if one.key.startswith(start):
            found = Finding(one.key.removeprefix(start), one.reason)
            yield from placed(edit.criteria_set, [found], {})
        else:
            yield _outside(mapping, one)


def _outside(mapping: Mapping[str, Any], defect: Defect) -> SetDefect:
    match = _TITLE_KEY.match(defect.key)
    titles = mapping["titles"]
    where = f"Danh hiệu “{titles[int(match[1])]['name']}”" if match else "Chương trình"
    (shown,) = placed(_NO_SET, [Finding("", defect.reason)], {})
    return replace(shown, key=defect.key, where=where)


_TITLE_KEY = re.compile(r"titles\[(\d+)\]")
_NO_SET = CriteriaSet("", "", (), ())
