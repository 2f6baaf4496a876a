"""The lines of a decision as they are written: added, changed, taken out.

A line keeps its identity as long as its registration is on the list; a certificate given for a
line that now reads otherwise, or is gone, is marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from danvan_desktop.models import Recognition, recognition_queries
from danvan_desktop.services.addresses import address_of
from danvan_desktop.services.decision_reopening import mark_certificate
from danvan_desktop.services.decision_view import LineDraft
from danvan_desktop.services.recognition_checks import registration_rows
from danvan_desktop.services.session import Work


def write_lines(work: Work, decision: str, lines: Sequence[LineDraft]) -> None:
    """Make the lines of a decision these, in this order; unchanged ones keep their identity."""
    before = {row.registration_id: row for row in recognition_queries.lines(decision)}
    for line in before.keys() - {line.registration for line in lines}:
        mark_certificate(work, before[line].uid, "Đã đưa ra khỏi quyết định.")
        work.remove(before[line], about=line)
    rows = registration_rows([line.registration for line in lines])
    names = recognition_queries.initiative_names(rows)
    for position, (line, row) in enumerate(zip(lines, rows, strict=True), 1):
        values = {
            "position": position,
            "title": line.title,
            "level": line.level,
            "initiative_name": names.get(row.initiative_id or "", ""),
            "recipient_name": row.subject.name,
            "address": row.subject.address or address_of(row.unit_id),
        }
        if row.uid in before:
            known = before[row.uid]
            if _reads_otherwise(known, values):
                mark_certificate(work, known.uid, "Nội dung công nhận đã thay đổi.")
            work.update(known, about=row.uid, **values)
        else:
            values |= {"decision": decision, "registration": row.uid}
            work.insert(Recognition, about=row.uid, **values)


_ON_CERTIFICATE = ("title", "level", "initiative_name", "recipient_name", "address")


def _reads_otherwise(line: Recognition, values: dict[str, Any]) -> bool:
    """Whether a certificate of the line would now read otherwise."""
    return any(getattr(line, name) != values[name] for name in _ON_CERTIFICATE)
