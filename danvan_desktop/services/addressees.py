"""To whom the papers of a body go: who is put a request to, who is reported to.

Owns proposals only, from the programme, the office's powers and the body's place; the clerk edits
every line. The lists of receivers they go into are `decision_wording.signing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from danvan_desktop.domain.office_names import party_name, place_name, propose_bodies
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import search_key
from danvan_desktop.domain.units import BodyKind, Channel, UnitKind
from danvan_desktop.models import Body, Unit
from danvan_desktop.services import authority, decision_wording, paper_parts
from danvan_desktop.services.session import Session

_BOARDS = (BodyKind.PARTY_BOARD, BodyKind.MASS_MOBILISATION_BOARD)
_UNIONS = (
    *(BodyKind.FARMERS_UNION, BodyKind.WOMENS_UNION, BodyKind.YOUTH_UNION),
    *(BodyKind.VETERANS_ASSOCIATION, BodyKind.TRADE_UNION),
)
"""Whose papers go up step by step, to the body that their head names above them."""
_PUT_FORWARD = ("proposal", "report", "registration_list")
"""Kinds of paper that go to who decides, the surest first."""
_OTHERS = "cơ quan, đơn vị, tổ chức chính trị - xã hội"
_BRANCHES = ("Các chi hội trực thuộc", "Các cơ sở Hội")
_BELOW = {
    Channel.PARTY.value: (f"Các chi bộ, {_OTHERS}", f"Các cấp ủy trực thuộc, {_OTHERS}"),
    Channel.STATE.value: (f"Các {_OTHERS}", f"Các {_OTHERS}"),
    Channel.FRONT.value: (
        "Các tổ chức thành viên, Ban Công tác Mặt trận",
        "Các tổ chức thành viên, Ủy ban MTTQ cấp dưới",
    ),
    Channel.FARMERS.value: _BRANCHES,
    Channel.WOMEN.value: _BRANCHES,
    Channel.VETERANS.value: _BRANCHES,
    Channel.YOUTH.value: ("Các chi đoàn, đơn vị trực thuộc", "Các cơ sở Đoàn"),
    Channel.TRADE_UNION.value: ("Các công đoàn cơ sở", "Các công đoàn cấp dưới"),
}
"""By channel: of a commune's body, of a body above it."""


def above(plan: Programme, body: Body) -> str:
    """Whom the body proposes to: its parent, a board its committee, else who receives the
    programme's own papers."""
    if body.parent_id:
        parent = Body.get_by_id(body.parent_id)
        return decision_wording.signing_of(parent).deciding_body
    if BodyKind(body.kind) in _BOARDS and body.header_parent:
        committee = BodyKind.PARTY_COMMITTEE
        return decision_wording.signing(committee, body.header_parent).deciding_body
    if passed_on := next_above(plan, body):
        return passed_on
    receivers = {rule.kind: rule.receiver for rule in reversed(plan.papers) if rule.receiver}
    found = (receivers[kind] for kind in _PUT_FORWARD if kind in receivers)
    return with_place(plan, _without_way(next(found, ""))) or "Cơ quan có thẩm quyền"


def next_above(plan: Programme, body: Body) -> str:
    """Who passes a union's papers on where it does not stand right below the programme's issuer:
    that of the district under a plan of the province; "" elsewhere."""
    kind, parent = BodyKind(body.kind), search_key(body.header_parent)
    issuer = search_key(plan.issuer.name)
    if kind not in _UNIONS or body.channel != plan.channel or not parent:
        return ""
    if parent in issuer or search_key(body.name) in issuer:
        return ""
    return decision_wording.signing(kind, body.header_parent).deciding_body


def with_place(plan: Programme, receiver: str) -> str:
    """A receiver as the programme names it, "Ban Thường vụ Huyện ủy", with the name of the place
    where it is the issuer."""
    short, rest = _without_way(receiver), receiver[len(_without_way(receiver)) :]
    whole = f"{plan.issuer.name} ".startswith(f"{short} ") and bool(short)
    return f"{plan.issuer.name}{rest}" if whole else receiver


def registered_with(session: Session, plan: Programme, level: str) -> str:
    """With whom is registered at a level of that name: whom the programme names for it, else our
    own body of a kind it names, else the one that makes our papers."""
    for part in plan.registration.registered_with.split(";"):
        where, said, whom = part.partition(":")
        if said and search_key(where) == search_key(level):
            return with_place(plan, whom.strip())
    own = Body.select().where((Body.owner == session.office_uid) & ~Body.deleted)
    kinds, today = list(plan.registration.registered_with_kinds), session.today()
    there = (body for body in own if paper_parts.is_in_being(body, today))
    suited = [body for body in there if body.kind in kinds]
    chosen = min(suited, key=lambda body: kinds.index(BodyKind(body.kind)), default=None)
    return decision_wording.signing_of(chosen or paper_parts.default_body(session, plan)).issuer


def carried_out(plan: Programme, body: Body) -> str:
    """The body above whose paper the body carries out, in its own line; "" elsewhere. That of the
    Party is told by its standing committee (`receivers`)."""
    if body.channel == Channel.PARTY.value or body.channel != plan.channel:
        return ""
    if search_key(body.name) in search_key(plan.issuer.name):
        return ""
    return next_above(plan, body) or plan.issuer.name


def decides(session: Session, plan: Programme, body: str, aims: Iterable[tuple[str, str]]) -> str:
    """Who may give all these titles at these levels: an own body, one that ranks before `body` if
    there is one, else the commune's that the programme names; "" where it is nobody of the commune.
    """
    wanted = set(aims)
    able = [
        Body.get_by_id(uid)
        for uid, powers in authority.own_powers(session, plan).items()
        if all(authority.may_give(powers, level, title) for title, level in wanted)
    ]
    there = [one for one in able if paper_parts.is_in_being(one, session.today())]
    if there:
        return decision_wording.signing_of(_first_asked(there, body)).deciding_body
    return _named_for_communes(plan, Body.get_by_id(body), wanted)


def _first_asked(able: Sequence[Body], body: str) -> Body:
    """The Party committee before its boards, before the others: nobody asks who ranks after it
    for what it may give itself."""
    ranks = {kind.value: place for place, kind in enumerate(BodyKind)}
    first = min(able, key=lambda one: ranks[one.kind])
    own = next((one for one in able if one.uid == body), first)
    return first if ranks[first.kind] < ranks[own.kind] else own


def _named_for_communes(plan: Programme, body: Body, wanted: set[tuple[str, str]]) -> str:
    """The body that decides in every commune under the programme, by the name it has in ours."""
    unit = Unit.get_by_id(body.unit_id)
    kind = UnitKind(unit.kind)
    if kind.tier != 2:
        return ""
    named = {one.kind: one.name for one in propose_bodies(place_name(kind, unit.name))}
    for rule in plan.authorities:
        every = all(level == rule.level and title in rule.titles for title, level in wanted)
        if rule.unit_tier == 2 and every and rule.body_kinds[0] in named:
            found = rule.body_kinds[0]
            return decision_wording.signing(found, named[found]).deciding_body
    return ""


def gives(body: Body, awards: Sequence[str]) -> str:
    """Who gives all these awards where that is certain, else "": a giấy khen for everybody is
    the commune chairman's, unless it names its giver."""
    if not awards or not all(search_key(one).startswith("giay khen") for one in awards):
        return ""
    named = {one.partition(" của ")[2] for one in awards}
    if named != {""}:
        return named.pop() if len(named) == 1 else ""
    unit = Unit.get_by_id(body.unit_id)
    kind = UnitKind(unit.kind)
    return (
        f"Chủ tịch Ủy ban nhân dân {place_name(kind, unit.name).inside}" if kind.tier == 2 else ""
    )


def below(body: Body) -> str:
    """Who carries out what the body plans: the organisations of its own line below it."""
    commune = UnitKind(Unit.get_by_id(body.unit_id).kind).tier >= 2
    in_commune, above_it = _BELOW.get(body.channel, _BELOW[Channel.PARTY.value])
    return in_commune if commune else above_it


def places(body: Body) -> str:
    """The places below a commune, told by its Party committee and its People's Committee."""
    commune = UnitKind(Unit.get_by_id(body.unit_id).kind).tier == 2
    told = body.channel in (Channel.PARTY.value, Channel.STATE.value)
    return "Các thôn, tổ dân phố" if commune and told else ""


def receivers(body: Body) -> tuple[str, ...]:
    """The usual receivers of the body's papers, the committees reported to by their names."""
    usual = decision_wording.signing_of(body).receivers
    named = {
        "Cấp ủy cấp trên (báo cáo)": body.header_parent,
        "Thường trực cấp ủy (báo cáo)": _own_committee(body),
    }
    return tuple(
        f"Thường trực {named[line]} (báo cáo)" if named.get(line) else line for line in usual
    )


def _own_committee(body: Body) -> str:
    """ "Đảng ủy" in a commune, "Huyện ủy", "Tỉnh ủy" above it."""
    unit = Unit.get_by_id(body.unit_id)
    kind = UnitKind(unit.kind)
    if kind.tier > 2:
        return ""
    place = place_name(kind, unit.name)
    return party_name(place).removesuffix(f" {place.inside}").removesuffix(f" {place.own}")


def _without_way(receiver: str) -> str:
    """ "Ban Thường vụ Huyện ủy (qua Ban Dân vận)" without the way a paper takes."""
    return receiver.split(" (")[0].strip()
