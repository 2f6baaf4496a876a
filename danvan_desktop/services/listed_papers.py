"""Which registrations a paper of a year lists, so that it is marked when one is opened again.

A paper about a record is marked through that record (`locks`); one about a whole year keeps its
list when it is issued. Owns reading the list; marking is `locks.supersede`.
"""

from __future__ import annotations

from danvan_desktop.services import award_papers, comparison, proposal_papers, visits
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_specs import Filled
from danvan_desktop.services.session import Session

_OF_AWARDS = (PaperKind.AWARD_PROPOSAL, PaperKind.AWARD_DECISION)


def listed(session: Session, filled: Filled) -> tuple[str, ...]:
    """Uids of the registrations that the paper says something of; empty for any other paper."""
    request = filled.request
    key = (request.programme_id, request.year)
    if request.kind is PaperKind.RECOGNITION_PROPOSAL:
        found = [one.registration.uid for one in proposal_papers.proposed(session, request)]
    elif request.kind in _OF_AWARDS:
        rows = award_papers.listed(session, request, filled.number, filled.day)
        found = [row.registration for row in rows]
    elif request.kind is PaperKind.SUMMARY:
        found = [row.registration.uid for row in comparison.board(session, *key).rows]
    elif request.kind is PaperKind.VISIT_REPORT:
        found = [row.registration.uid for row in visits.visits(session, *key) if row.finished]
    else:
        return ()
    return tuple(dict.fromkeys(uid for uid in found if uid))
