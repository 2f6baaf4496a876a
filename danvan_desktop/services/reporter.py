"""Who registers and reports: a collective, person or household as the issuer of its own paper.

Owns its head and the look it has: the national one, the Party's for an organisation of the Party.
"""

from __future__ import annotations

from datetime import date

from danvan_desktop.documents import profiles
from danvan_desktop.documents.page import PLACE, REGISTRANT, IssuerData
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.domain.office_names import party_name, place_name
from danvan_desktop.domain.text import search_key
from danvan_desktop.domain.units import BodyKind, Channel, SubjectKind, UnitKind
from danvan_desktop.models import Body, Registration, Unit
from danvan_desktop.services import paper_parts
from danvan_desktop.services.session import Session

_CIVIL = "state-2020"
_PARTY_WORDS = ("chi bo", "dang bo", "dang uy")


def profile(session: Session, row: Registration, body: Body, day: date | None) -> Profile:
    """The look of the paper; an organisation of the Party has that of `body`, the office's own,
    where it is the Party's too."""
    on = day or session.today()
    if not _is_party(row.subject.name):
        return civil_profile(on)
    if body.channel == Channel.PARTY.value:
        return paper_parts.profile_of(session, body, day)
    return profiles.for_paper(BodyKind.PARTY_CELL.profile, on)


def civil_profile(day: date) -> Profile:
    """The look of what collectives, people and households of no profile of their own issue."""
    return profiles.for_paper(_CIVIL, day)


def issuer(row: Registration) -> IssuerData:
    """The collective itself; a person or household stands under the place where it lives."""
    unit = Unit.get_by_id(row.unit_id)
    above = Unit.get_or_none(Unit.uid == unit.parent_id) if unit.parent_id else None
    below_commune = above is not None and UnitKind(unit.kind).tier > 2
    collective = SubjectKind(row.subject.kind) is SubjectKind.COLLECTIVE
    if collective:
        own = row.subject.name
        place = above if above is not None and below_commune and own == unit.name else unit
        parent = _party_above(unit) if _is_party(own) else place.name
    else:
        parent, own = (above.name if below_commune and above else ""), unit.name
    return IssuerData(
        parent_lines=(parent,) if search_key(parent) not in search_key(own) else (),
        issuer_lines=(own,),
        name=row.subject.name,
        place=paper_parts.place_of(row.unit_id),
        label=REGISTRANT if collective else PLACE,
    )


def _is_party(name: str) -> bool:
    return search_key(name).startswith(_PARTY_WORDS)


def _party_above(unit: Unit) -> str:
    """The Party committee of the commune that an organisation stands in."""
    while UnitKind(unit.kind).tier > 2 and unit.parent_id:
        unit = Unit.get_by_id(unit.parent_id)
    kind = UnitKind(unit.kind)
    return party_name(place_name(kind, unit.name)) if kind.tier <= 2 else str(unit.name)
