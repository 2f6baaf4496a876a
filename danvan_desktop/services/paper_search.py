"""Papers found by kind, number, day or subject, for the search on top of the window.

Looks among all that were issued, of every year, and those on their way in the year at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.domain.text import search_key
from danvan_desktop.models import DeskPaper, IssuedPaper
from danvan_desktop.services import issued_papers
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.session import Session


@dataclass(frozen=True)
class FoundPaper:
    """A paper with the words that tell it apart; `uid` is what the page “Văn bản” shows."""

    uid: str
    title: str
    detail: str


def find(
    session: Session, words: str, programme_id: str, year: int, most: int
) -> tuple[FoundPaper, ...]:
    """At most `most` papers with every one of the words, those on their way first, then the
    newest."""
    wanted = search_key(words).split()
    if not wanted:
        return ()
    found = []
    for paper, key in _papers(session, programme_id, year):
        if all(word in key for word in wanted):
            found.append(paper)
            if len(found) == most:
                break
    return tuple(found)


def _papers(session: Session, programme_id: str, year: int) -> Iterator[tuple[FoundPaper, str]]:
    signs, issuers = Signs(session), issued_papers.issuing_bodies()
    desk = DeskPaper.select().where(
        DeskPaper.programme_id == programme_id,
        DeskPaper.year == year,
        DeskPaper.stage != PaperStage.ISSUED.value,
    )
    for row in desk.order_by(DeskPaper.changed_at.desc(), DeskPaper.uid):
        yield _found(row, signs.desk(row), PaperStage(row.stage).label)
    issued = IssuedPaper.select().order_by(IssuedPaper.issued_at.desc(), IssuedPaper.uid)
    for row in issued.iterator():
        body = issuers.get(row.uid) or issuers.get(row.about)
        yield _found(row, signs.issued(row, body), PaperStage.ISSUED.label)


def _found(row: DeskPaper | IssuedPaper, number: str, stage: str) -> tuple[FoundPaper, str]:
    label, day = PaperKind(row.kind).label, _day(row.date)
    named = f"{label} số {number}" if number else label
    detail = " - ".join(part for part in (f"{named}{day}", stage) if part)
    return FoundPaper(row.uid, row.title, detail), search_key(f"{named} {day} {row.title}")


def _day(day: date | None) -> str:
    return f" ngày {format_date(day)}" if day else ""
