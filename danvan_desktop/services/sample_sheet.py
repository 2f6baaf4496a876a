"""A score sheet over a criteria set that is not stored anywhere: to try it out while it is edited.

Gives the same view that the scoring dialog shows of a real sheet, with no registration behind it.
Nothing is read from the data folder and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from danvan_desktop.domain import sheets
from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.criteria_tree import nodes
from danvan_desktop.domain.marking_words import effects
from danvan_desktop.domain.marks import applicable
from danvan_desktop.domain.scoring import Result
from danvan_desktop.domain.sheets import MarkEntry, Stage
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import UserError
from danvan_desktop.services.criteria_sets import try_out
from danvan_desktop.services.sheet_view import (
    ConditionLine,
    CriterionLine,
    EvidenceRow,
    ItemLine,
    SheetView,
)

ASSUMED = EvidenceRow("", "Chấm thử: coi như đã có minh chứng", "", "", "", None)


@dataclass(frozen=True)
class SampleSheet(SheetView):
    """A view whose result never fails, whatever the unfinished set makes of the marks."""

    def live(self, marks: Mapping[str, MarkEntry], conditions: Mapping[str, bool | None]) -> Result:
        answers = {code: answer for code, answer in conditions.items() if answer is not None}
        tried = try_out(
            self.criteria_set,
            sheets.given_marks(marks),
            answers,
            sector=self.sector,
            subject_kind=self.subject_kind,
        )
        return self.result if tried.result is None else tried.result


def sample_sheet(criteria_set: CriteriaSet, sector: str, kind: SubjectKind) -> SampleSheet:
    """An empty sheet for a subject of this kind and sector.

    Raises `UserError` while the set cannot be scored with, which says why.
    """
    tried = try_out(criteria_set, {}, {}, sector=sector, subject_kind=kind)
    if tried.result is None:
        raise UserError(
            tried.reason or "Bộ tiêu chí chưa đủ để chấm thử.",
            safe="Phần đang soạn không thay đổi.",
            todo="Sửa những chỗ nêu trong danh sách kiểm tra.",
        )
    return SampleSheet(
        uid="",
        registration="",
        registration_name="Hồ sơ chấm thử",
        subject_name="",
        subject_kind=kind,
        sector=sector,
        stage=Stage.APPRAISAL,
        assessor="",
        programme_id="",
        programme_version=0,
        criteria_set=criteria_set,
        lines=tuple(_lines(criteria_set, sector, kind)),
        conditions=tuple(_conditions(criteria_set)),
        remark="",
        evidence=(),
        result=tried.result,
        result_words="",
        finished=False,
        finished_on=None,
        stale=False,
        state=State.REGISTERED,
        why_not="",
        own=True,
    )


def _lines(criteria_set: CriteriaSet, sector: str, kind: SubjectKind) -> Iterator[CriterionLine]:
    asked = {leaf.code for leaf in applicable(criteria_set.criteria, sector, kind)}
    does = effects(criteria_set)
    for path, node in nodes(criteria_set):
        if any(leaf.code in asked for leaf in node.leaves()):
            files = (ASSUMED,) if node.evidence_required else ()
            depth = len(path) - 1
            yield CriterionLine(node, depth, None, "", None, "", files, does[node.code])


def _conditions(criteria_set: CriteriaSet) -> Iterator[ConditionLine]:
    for one in criteria_set.conditions:
        items = tuple(ItemLine(one.answer_code(item), item, None, None) for item in one.items)
        yield ConditionLine(one, None, False, None, items)
