"""What a table says beside a criterion, as its guidance, and the words for what was understood.

Owns which cells belong to the guidance and how long it may be.
"""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.domain.criteria import CriterionKind
from danvan_desktop.domain.table_tree import Node

LONGEST_TITLE, LONGEST_GUIDANCE = 500, 2_000
"""Characters that a programme file takes."""


def guidance_of(node: Node, kept: Sequence[str]) -> str:
    """Everything said about a node in other columns and rows; `kept` names "how" where the words
    on marking stay."""
    line = node.line
    how = line.how if "how" in kept else ""
    if node.further:
        how = ""
    parts = [how, line.rest, *node.notes, line.guidance]
    levels = [line, *node.further] if node.further else []
    parts += [
        f"{one.how}: {one.detail_text or one.cell_text}" for one in levels if one.how and one.cell
    ]
    if line.evidence:
        parts.append(f"Minh chứng: {line.evidence}")
    if line.note:
        parts.append(f"Ghi chú: {line.note}")
    if len(line.title) > LONGEST_TITLE:
        parts.insert(0, line.title)
    return "\n".join(part for part in parts if part)


def understood(kind: CriterionKind) -> str:
    """How a criterion was read."""
    words = {
        CriterionKind.BANDS: "đọc thành chấm theo khoảng",
        CriterionKind.COUNT: "đọc thành chấm theo số lần",
        CriterionKind.QUALITY: "đọc thành xếp mức",
        CriterionKind.GRADE: "đọc thành đạt, chưa đạt",
        CriterionKind.QUANTITY: "đọc thành so với kế hoạch",
        CriterionKind.POINTS: "đọc thành chấm điểm",
    }
    return words[kind]
