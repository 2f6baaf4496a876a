"""What earlier papers tell a new one: the short form and signer of last time, numbers in use.

A series of numbers is that of a body, a sign (QĐ, BC, TTr) and a year or term, as the clerk's
books are: reports of two kinds share one, and so do all decisions of a body.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from danvan_desktop.domain.text import search_key
from danvan_desktop.models import DeskPaper, recognition_queries
from danvan_desktop.services import number_series
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_specs import DECISION_SIGN, SPECS, Request, spec
from danvan_desktop.services.session import Session

_CEREMONY = (PaperKind.CEREMONY_INVITATION, PaperKind.CEREMONY_PROGRAMME)
_WHEN_AND_WHERE = ("hour", "day", "venue")


def last_form(request: Request) -> dict[str, str]:
    """What the short form of the last paper of this kind and body said."""
    query = DeskPaper.select().where(
        DeskPaper.kind == request.kind.value, DeskPaper.body == request.body
    )
    found = query.order_by(DeskPaper.changed_at.desc(), DeskPaper.uid).first()
    return dict(json.loads(found.form)) if found is not None else {}


def ceremony_form(request: Request) -> dict[str, str]:
    """Hour, day and venue as another paper of this year's ceremony has them."""
    if request.kind not in _CEREMONY:
        return {}
    query = DeskPaper.select().where(
        DeskPaper.kind.in_([kind.value for kind in _CEREMONY]),
        DeskPaper.programme_id == request.programme_id,
        DeskPaper.year == request.year,
        DeskPaper.body == request.body,
    )
    found = query.order_by(DeskPaper.changed_at.desc(), DeskPaper.uid).first()
    form = json.loads(found.form) if found is not None else {}
    return {key: form[key] for key in _WHEN_AND_WHERE if form.get(key)}


def last_signer(body: str, proposer: str = "") -> str:
    """Who signed the last paper of the body, or of that council of it, that names anybody."""
    query = DeskPaper.select().where(DeskPaper.body == body)
    for row in query.order_by(DeskPaper.changed_at.desc(), DeskPaper.uid):
        texts = json.loads(row.texts)
        if texts.get("signer") and _is_by(texts, proposer):
            return str(texts["signer"])
    return ""


def _is_by(texts: Mapping[str, str], proposer: str) -> bool:
    """Whether a paper is that council's; "" is the body itself."""
    return search_key(texts.get("proposer", "")) == search_key(proposer)


def first_signed(kind: PaperKind, programme_id: str, year: int) -> date | None:
    """The day of the earliest paper of this kind that was signed for a programme and year."""
    query = DeskPaper.select(DeskPaper.date).where(
        DeskPaper.kind == kind.value, DeskPaper.programme_id == programme_id, DeskPaper.year == year
    )
    return min((row.date for row in query if row.date), default=None)


def numbers(
    session: Session, request: Request, uid: str, day: date, proposer: str = ""
) -> list[str]:
    """Numbers of other papers in the series that `day` falls into; `uid` is left out. A council
    that signs for itself keeps its own book."""
    found = [
        (row.number, row.date)
        for row in DeskPaper.select().where(
            DeskPaper.kind.in_(_kinds(request)),
            DeskPaper.body == request.body,
            DeskPaper.number != "",
        )
        if row.uid != uid and row.date and _is_by(json.loads(row.texts), proposer)
    ]
    if spec(request.kind).sign == DECISION_SIGN:
        decisions = recognition_queries.numbers_of(request.body, "")
        found += [(number, on) for number, on in decisions if on]
    wanted = number_series.period(session, request.body, day)
    return [
        number for number, on in found if number_series.period(session, request.body, on) == wanted
    ]


def _kinds(request: Request) -> list[str]:
    """The kinds whose numbers run together with those of this one."""
    sign = spec(request.kind).sign
    together = [one.kind.value for one in SPECS if sign and one.sign == sign]
    return together or [request.kind.value]
