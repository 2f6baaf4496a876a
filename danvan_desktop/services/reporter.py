"""Who registers and reports: a collective, person or household as the issuer of its own paper.

Owns its head and the look it has: an organisation of the Party, the Front or a union stands below
that of its commune and has its look; everybody else has the national one.
"""

from __future__ import annotations

from datetime import date

from danvan_desktop.documents import profiles
from danvan_desktop.documents.page import PLACE, REGISTRANT, IssuerData
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.domain.office_names import place_name, propose_bodies
from danvan_desktop.domain.text import search_key
from danvan_desktop.domain.units import BodyKind, SubjectKind, UnitKind
from danvan_desktop.models import Body, Registration, Unit
from danvan_desktop.services import paper_parts
from danvan_desktop.services.office import CHANNEL_OF_KIND
from danvan_desktop.services.session import Session

_CIVIL = "state-2020"
_LINES: dict[BodyKind, tuple[str, ...]] = {
    BodyKind.PARTY_COMMITTEE: ("chi bo", "dang bo", "dang uy"),
    BodyKind.YOUTH_UNION: ("chi doan", "lien chi doan", "doan xa", "doan phuong", "doan tncs"),
    BodyKind.FARMERS_UNION: ("chi hoi nong dan", "to hoi nong dan"),
    BodyKind.WOMENS_UNION: ("chi hoi phu nu", "chi hoi lien hiep phu nu", "to phu nu"),
    BodyKind.VETERANS_ASSOCIATION: ("chi hoi cuu chien binh",),
    BodyKind.FRONT_COMMITTEE: ("ban cong tac mat tran",),
}
"""How the names of a line's organisations begin, by the kind of body of their commune."""


def profile(session: Session, row: Registration, body: Body, day: date | None) -> Profile:
    """The look of the paper; an organisation of a line has that of `body`, the office's own,
    where it is of the same line."""
    on = day or session.today()
    line = _line(row.subject.name)
    if line is None:
        return civil_profile(on)
    if body.channel == CHANNEL_OF_KIND[line].value:
        return paper_parts.profile_of(session, body, day)
    return profiles.for_paper(line.profile, on)


def with_own_head(row: Registration) -> Body | None:
    """The organisation that registers, where its papers have a head of their own: a cell or branch
    that was only listed by its name is headed as its line is."""
    body = row.body if row.body_id else None
    if body is None or body.header_parent or body.header_name:
        return body
    return None if body.name == row.subject.name and _line(body.name) is not None else body


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
        line = _line(own)
        parent = place.name if line is None else _head_of(line, unit, own)
    else:
        parent, own = (above.name if below_commune and above else ""), unit.name
    return IssuerData(
        parent_lines=(parent,) if search_key(parent) not in search_key(own) else (),
        issuer_lines=(own,),
        name=row.subject.name,
        place=paper_parts.place_of(row.unit_id),
        label=REGISTRANT if collective else PLACE,
    )


def _line(name: str) -> BodyKind | None:
    """The kind of body that leads the line an organisation of that name belongs to."""
    key = search_key(name)
    return next((kind for kind, words in _LINES.items() if key.startswith(words)), None)


def _head_of(line: BodyKind, unit: Unit, own: str) -> str:
    """The line's body in the commune that an organisation stands in, as papers are headed by it;
    "" where the organisation is that body."""
    while UnitKind(unit.kind).tier > 2 and unit.parent_id:
        unit = Unit.get_by_id(unit.parent_id)
    kind = UnitKind(unit.kind)
    if kind.tier > 2:
        return str(unit.name)
    named = next(one for one in propose_bodies(place_name(kind, unit.name)) if one.kind is line)
    head = named.header_name or named.name
    return "" if search_key(own) in search_key(head) else head
