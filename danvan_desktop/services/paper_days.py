"""When a paper came to each of its stages, from the journal."""

from __future__ import annotations

from datetime import date, datetime

from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.models import JournalChange, JournalEntry
from danvan_desktop.services.session import Session


def stage_days(session: Session, uid: str) -> dict[PaperStage, date]:
    """The last day on which the paper came to a stage; stages it never had are left out."""
    del session  # the tables are bound to the open folder
    query = (
        JournalChange.select(JournalChange, JournalEntry)
        .join(JournalEntry, on=(JournalChange.entry == JournalEntry.uid))
        .where(JournalChange.record == uid)
        .order_by(JournalEntry.number)
    )
    found: dict[PaperStage, date] = {}
    for line in query:
        stage = PaperStage.DRAFT.value if not line.field else line.new
        if line.field in ("", "stage") and stage in set(PaperStage):
            found[PaperStage(stage)] = datetime.fromisoformat(line.entry.at).astimezone().date()
    return found
