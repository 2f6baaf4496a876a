"""Papers of a year that were issued before their list was kept: it is read from their own files.

The Word file that was kept with an issued paper has a cell for each name. A registration counts as
listed where its name stands in a cell of its own and its subject's name beside it (on papers of
awards, the recipient's). A paper without a readable Word file says nothing, and is not marked.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator

from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.domain.text import search_key
from danvan_desktop.errors import UserError
from danvan_desktop.models import Award, DeskFile, DeskPaper, Registration
from danvan_desktop.services import kept_words
from danvan_desktop.services.kept_files import kept_path
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Session

log = logging.getLogger(__name__)

_OF_AWARDS = (PaperKind.AWARD_PROPOSAL, PaperKind.AWARD_DECISION)
_KINDS = (
    PaperKind.RECOGNITION_PROPOSAL,
    PaperKind.SUMMARY,
    PaperKind.VISIT_REPORT,
    *_OF_AWARDS,
)
_WORD = "word"


def papers_listing(session: Session, registrations: Collection[str]) -> tuple[str, ...]:
    """The papers of the desk without a kept list whose Word file names any of these."""
    wanted = list(Registration.select().where(Registration.uid.in_(list(registrations))))
    years = {(row.programme_id, row.year) for row in wanted}
    return tuple(
        paper.uid
        for paper in _without_list()
        if (paper.programme_id, paper.year) in years and _names_any(session, paper, wanted)
    )


def _without_list() -> Iterator[DeskPaper]:
    query = DeskPaper.select().where(
        DeskPaper.stage == PaperStage.ISSUED.value,
        DeskPaper.kind.in_([kind.value for kind in _KINDS]),
    )
    for paper in query:
        if kept_words.LISTED not in kept_words.kept(PaperKind(paper.kind), paper.uid).texts:
            yield paper


def _names_any(session: Session, paper: DeskPaper, wanted: Collection[Registration]) -> bool:
    lines = frozenset(_lines(session, paper))
    of_awards = paper.kind in _OF_AWARDS
    return bool(lines) and any(
        names <= lines for row in wanted for names in _names(row, of_awards=of_awards)
    )


def _names(row: Registration, *, of_awards: bool) -> Iterator[set[str]]:
    """What stands in cells of a paper that lists it: all of one of these."""
    if of_awards:
        for award in Award.select().where(Award.registration == row.uid, ~Award.deleted):
            yield {search_key(award.recipient_name)}
    else:
        yield {search_key(row.name), search_key(row.subject.name)}


def _lines(session: Session, paper: DeskPaper) -> Iterator[str]:
    """The paragraphs of its Word file, folded; none where it cannot be read."""
    from danvan_desktop.documents.word_reading import paragraphs

    file = DeskFile.get_or_none(DeskFile.paper == paper.uid, DeskFile.role == _WORD)
    if file is None:
        return
    try:
        yield from map(search_key, paragraphs(kept_path(session, file.sha256)))
    except UserError:
        log.warning("the list of an older paper cannot be read")
