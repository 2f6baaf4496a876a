"""Where print lands: how far a printer shifts a size of paper, and fields nudged by hand.

Owns both tables. The file keeps hundredths of a millimetre; everybody else speaks millimetres.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from danvan_desktop.domain.text import checked_line
from danvan_desktop.errors import FieldError
from danvan_desktop.models import Nudge, PrinterOffset
from danvan_desktop.services import certificate_templates
from danvan_desktop.services.session import Changes, Session, Topic

ELSEWHERE = ""
"""The printer of a file that is printed on another computer; its offsets are kept as one's own."""
MOST = 50.0
"""Millimetres; what is further off is another template."""
_TOPICS = (Topic.CERTIFICATES,)


def offset(session: Session, printer: str, paper: str) -> tuple[float, float]:
    """Millimetres to the right and down for a printer and paper (`Paper.words`); 0 unless set."""
    del session
    row = PrinterOffset.get_or_none(PrinterOffset.printer == printer, PrinterOffset.paper == paper)
    return (row.right / 100, row.down / 100) if row is not None else (0.0, 0.0)


def set_offset(session: Session, printer: str, paper: str, right: float, down: float) -> Changes:
    """Keep how far everything shall be shifted on a printer; 0 and 0 take it away."""
    name = checked_line("printer", "Máy in", printer, limit=250)
    values: dict[str, Any] = {
        "right": _hundredths("right", right),
        "down": _hundredths("down", down),
    }
    row = PrinterOffset.get_or_none(PrinterOffset.printer == name, PrinterOffset.paper == paper)
    with session.write("Chỉnh lệch máy in", *_TOPICS) as work:
        if row is None and any(values.values()):
            row = work.insert(PrinterOffset, printer=name, paper=paper, **values)
        elif row is not None and any(values.values()):
            work.update(row, **values)
        elif row is not None:
            work.remove(row)
        work.uid = row.uid if row is not None else ""
    return work.changes


def nudges(
    session: Session, papers: Collection[tuple[str, str]]
) -> Mapping[str, Mapping[str, tuple[float, float]]]:
    """By the key of a paper, then the id of a field: millimetres to the right and down.

    `papers` are (uid of the template, key of the paper): what was moved under one template says
    nothing of another.
    """
    del session
    wanted = set(papers)
    templates = list({template for template, _ in wanted})
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for row in Nudge.select().where(Nudge.template.in_(templates)):
        if (row.template_id, row.recipient) in wanted:
            found.setdefault(row.recipient, {})[row.field] = (row.right / 100, row.down / 100)
    return found


def set_nudge(
    session: Session, template: str, key: str, field: str, right: float, down: float
) -> Changes:
    """Move one field of one recipient's paper; 0 and 0 put it back.

    `template` is the uid of the template the paper is printed by, `key` the paper's.
    """
    values: dict[str, Any] = {
        "right": _hundredths("right", right),
        "down": _hundredths("down", down),
    }
    certificate_templates.keep_for_nudges(session, template)
    row = Nudge.get_or_none(
        Nudge.template == template, Nudge.recipient == key, Nudge.field == field
    )
    with session.write("Chỉnh chỗ chữ trên giấy", *_TOPICS) as work:
        if row is None and any(values.values()):
            row = work.insert(
                Nudge, about=key, template=template, recipient=key, field=field, **values
            )
        elif row is not None and any(values.values()):
            work.update(row, about=key, **values)
        elif row is not None:
            work.remove(row, about=key)
        work.uid = key
    return work.changes


def _hundredths(field: str, value: float) -> int:
    if not -MOST <= value <= MOST:
        raise FieldError(field, f"Chỉ dịch được từ -{MOST:g} đến {MOST:g} mm.")
    return round(value * 100)
