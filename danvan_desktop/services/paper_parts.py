"""What every paper is given: its issuer, profile, signature, and a name for its file.

Turns records into the plain values that `documents` draws; draws nothing itself.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from danvan_desktop.documents.page import IssuerData, Sheet, SignatureData
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import file_name
from danvan_desktop.domain.units import BodyKind, UnitKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import Body, Unit
from danvan_desktop.services import own_profiles, word_templates
from danvan_desktop.services.office import ISSUING_BODY
from danvan_desktop.services.paper_kinds import Paper
from danvan_desktop.services.session import Session

_ACTING = {
    "TM": "on_behalf",
    "KT": "for_head",
    "TL": "by_order",
    "TUQ": "by_delegation",
    "Q": "acting",
}
_AUTHORITY = re.compile(r"(?i)\s*(T/?M|K/?T|T/?L|T/?U/?Q|Q)(?:\.|\s|$)\s*(.*)")
_PLACE_WORDS = re.compile(
    r"(?i)^(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|thôn|tổ dân phố)\s+"
)
_STANDING = {
    BodyKind.FRONT_COMMITTEE: "Ban Thường trực",
    BodyKind.FARMERS_UNION: "Ban Thường vụ",
    BodyKind.WOMENS_UNION: "Ban Thường vụ",
    BodyKind.VETERANS_ASSOCIATION: "Ban Thường vụ",
    BodyKind.TRADE_UNION: "Ban Thường vụ",
}
"""The standing part of a body, which issues its papers: below the body above, it needs the name."""
_BOARDS = (BodyKind.PARTY_BOARD.value, BodyKind.MASS_MOBILISATION_BOARD.value)
_RANKS = {kind.value: place for place, kind in enumerate(BodyKind)}
"""Committees before their boards, as an office lists its organisations."""


def default_body(session: Session, plan: Programme | None = None, wanted: str = "") -> Body:
    """The own body that makes papers: the `wanted` one, the one chosen for all papers, else that
    of the programme's channel, a committee before its boards and cells. One that was merged or
    wound up makes them no more unless it is wanted."""
    every = sorted(
        Body.select().where((Body.owner == session.office_uid) & ~Body.deleted),
        key=lambda row: (_RANKS[row.kind], row.sort_key, row.uid),
    )
    if not every:
        raise UserError("Đơn vị chưa có tổ chức nào.", todo="Thêm tổ chức trong Thiết lập.")
    for row in every:
        if row.uid == wanted:
            return row
    rows = [row for row in every if is_in_being(row, session.today())] or every
    chosen = session.setting(ISSUING_BODY, "")
    for row in rows:
        if row.uid == chosen:
            return row
    channel = plan.channel if plan else None
    return next((row for row in rows if row.channel == channel), rows[0])


def is_in_being(body: Body, on: date) -> bool:
    """Whether a body was there on a day: founded, neither merged nor wound up."""
    return (body.valid_from or on) <= on <= (body.valid_to or on)


def own_board(session: Session) -> Body | None:
    """The office's own board in charge of the movement, None where it has none."""
    mine = (Body.owner == session.office_uid) & ~Body.deleted & Body.kind.in_(_BOARDS)
    found = Body.select().where(mine).order_by(Body.kind.desc(), Body.sort_key)
    return next((row for row in found if is_in_being(row, session.today())), None)


def profile_of(session: Session, body: Body, day: date | None) -> Profile:
    """The body's profile in force on the paper's date, or today for a draft; in its own copy."""
    return own_profiles.profile_for(session, body, day)


def issuer_of(body: Body, name: str = "") -> IssuerData:
    """The body as its papers name it; `name` is the issuer in a sentence where it differs."""
    kind = BodyKind(body.kind)
    parent, own = body.header_parent or _parent_line(body), body.header_name
    lines: tuple[str, ...] = (own or _under(parent, body.name),)
    if not own and kind in _STANDING:
        standing = _STANDING[kind]
        lines, parent = ((standing, body.name), parent) if parent else ((standing,), body.name)
    return IssuerData(
        parent_lines=(parent,) if parent else (),
        issuer_lines=lines,
        name=name or body.name,
        place=body.place or place_of(body.unit_id),
        abbreviation=body.abbreviation,
    )


def council_of(body: Body, name: str, abbreviation: str) -> IssuerData:
    """A council or team as it signs for itself, under the body that set it up."""
    return replace(
        issuer_of(body),
        parent_lines=(body.name,),
        issuer_lines=(name,),
        name=name,
        abbreviation=abbreviation,
    )


def _under(parent: str, name: str) -> str:
    """A name without its parent's at the end, which stands above it: "Ban Xây dựng Đảng"."""
    return name.removesuffix(f" {parent}") if parent else name


def _parent_line(body: Body) -> str:
    if body.parent_id:
        return str(Body.get_by_id(body.parent_id).name)
    kind = BodyKind(body.kind)
    above = Unit.get_or_none(Unit.uid == Unit.get_by_id(body.unit_id).parent_id)
    if kind is BodyKind.PARTY_COMMITTEE and above is not None:
        return f"Đảng bộ {above.name}"
    return ""


def place_of(unit: str) -> str:
    """The place name before a date: "Yên Nghĩa" for "Phường Yên Nghĩa"."""
    row = Unit.get_by_id(unit)
    if UnitKind(row.kind).tier > 2 and row.parent_id:
        return place_of(row.parent_id)
    return _PLACE_WORDS.sub("", row.name) or str(row.name)


def signature(position: str, signer: str, authority_line: str = "") -> SignatureData:
    """A signature from the lines as typed: "T/M Ban Thường vụ", "KT. Chủ tịch", "Q." or none."""
    match = _AUTHORITY.fullmatch(authority_line)
    if match is None:
        return SignatureData(position, signer, "", authority_line.strip())
    acting = _ACTING[match[1].replace("/", "").upper()]
    return SignatureData(position, signer, acting, match[2].strip())


def paper(
    session: Session,
    body: Body,
    drawn: Sheet,
    title: str,
    *,
    number: str = "",
    day: date | None = None,
) -> Paper:
    """A finished paper with a file name made from its title; as a Word file it takes the form
    that the body has for it."""
    content, sheet = word_templates.dressed(session, body.uid, drawn).drawn()
    return Paper(content, title, file_name(title, "pdf"), number, day, sheet)


def finished(content: bytes, title: str) -> Paper:
    """A paper that is a PDF only."""
    return Paper(content, title, file_name(title, "pdf"))
