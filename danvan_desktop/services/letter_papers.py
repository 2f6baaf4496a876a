"""Papers of words: the wording proposed from the programme and the records, and the letter drawn.

The first wording of each kind stands in `resources/templates/papers.toml`; `{name}` in it is a
fact of `letter_facts`. Everything proposed may be edited before issue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from danvan_desktop.documents.letter import LetterData, letter
from danvan_desktop.documents.page import Sheet
from danvan_desktop.domain.clock_times import parse_time, time_words
from danvan_desktop.domain.dates import long_date, parse_date
from danvan_desktop.domain.numbering import council_sign
from danvan_desktop.domain.paper_words import closed_lists, headings_with_words, numbered_on
from danvan_desktop.domain.text import lines_of
from danvan_desktop.domain.units import Channel
from danvan_desktop.errors import FieldError
from danvan_desktop.models import Body
from danvan_desktop.paths import resources
from danvan_desktop.services import (
    adoption,
    decision_wording,
    legal_bases,
    letter_facts,
    paper_codes,
    paper_parts,
    proposers,
)
from danvan_desktop.services.own_words import own_words
from danvan_desktop.services.paper_specs import Filled, Proposal, Request, spec
from danvan_desktop.services.paper_wordings import Ask
from danvan_desktop.services.proposers import Proposer
from danvan_desktop.services.session import Session

_NAMED = re.compile(r"\{([^{}]+)\}")
_OPEN = "...................."
"""Stands for what the short form has no answer to yet."""


def propose(
    session: Session,
    request: Request,
    more: Mapping[str, str] | None = None,
    key: str = "",
    bases: Sequence[str] = (),
    council: Proposer | None = None,
) -> Proposal:
    """The first wording of a paper, its facts filled in, signed as its body usually signs.

    `more` are facts of the record it is about; `key` names the wording where a kind has several;
    `bases` stand behind the general ones. Facts named like a field of the short form fill it.
    `council` puts a proposal forward that the body would put to itself.
    """
    entry, wanted = template(key or request.kind.value), spec(request.kind)
    body = Body.get_by_id(request.body)
    facts = {**letter_facts.facts(session, request), **(more or {})}
    if council is not None and not proposers.asks_itself(body, facts["above"]):
        council = None
    facts["presenter"] = council.name if council is not None else facts["issuer"]
    form = {ask.key: facts.pop(ask.key) for ask in wanted.asks if ask.key in facts}
    wording = {**entry.get("texts", {}), **entry.get(str(body.channel), {})}
    facts |= {ask.key: ask.place for ask in wanted.asks}
    texts = {name: without_empty(filled_lines(str(text), facts)) for name, text in wording.items()}
    texts |= council.texts if council is not None else {}
    signing = decision_wording.signing_of(body)
    decision = any(one.key == "articles" for one in wanted.wordings)
    texts.setdefault(
        "authority_line", signing.authority_line if decision else signing.papers_authority
    )
    texts.setdefault("position", signing.position)
    if any(one.key == "bases" for one in wanted.wordings) and "bases" not in texts:
        last = fill(str(entry.get("last_basis", "")), facts)
        texts["bases"] = "\n".join([*_bases(session, request, body), *bases, last]).strip()
    return Proposal(fill(str(entry["title"]), facts), form, texts)


def _bases(session: Session, request: Request, body: Body) -> Sequence[str]:
    """The general bases of the body on this day, and the programme's paper."""
    plan = adoption.programme(session, request.programme_id)
    channel = Channel(body.channel)
    today = session.today()
    own = legal_bases.own_texts(session, channel, today)
    unused = legal_bases.unused(session)
    found = decision_wording.bases(channel, body.name, plan, request.year, today, own, unused)[:-1]
    return [own_words(session, plan, line) for line in found]


def without_empty(text: str) -> str:
    """The text without the headings that nothing stands under, and its lists closed by a stop.

    A heading is a line "I. ..." or "1. ..." without an end sign, as `documents/letter` draws it;
    the numbers of those that stay run on without a gap.
    """
    return "\n".join(closed_lists(numbered_on(headings_with_words(text.strip().split("\n")))))


def sheet(session: Session, filled: Filled) -> Sheet:
    """The paper as a letter in the profile of its body on its date."""
    profile = paper_parts.profile_of(session, body_of(filled), filled.day)
    return letter(letter_data(filled), profile)


def letter_data(filled: Filled) -> LetterData:
    """What the wording makes of a letter; makers of papers with tables add them to it."""
    texts, wanted = filled.texts, spec(filled.request.kind)
    asked = {name: _asked(ask, filled) for ask in wanted.asks for name in (ask.label, ask.key)}
    body = body_of(filled)
    signing = decision_wording.signing_of(body)
    entry = template(filled.request.kind.value)
    kind = entry.get("kind", wanted.name)
    issuer = signing.deciding_body if "articles" in texts else signing.issuer
    proposer = " ".join(lines_of(texts.get("proposer", "")))
    return LetterData(
        issuer=(
            paper_parts.council_of(body, proposer, council_sign(proposer))
            if proposer
            else paper_parts.issuer_of(body, issuer)
        ),
        kind=str(kind),
        kind_sign=wanted.sign,
        number=filled.number,
        day=filled.day,
        year=filled.request.year,
        subject=fill(texts.get("subject", ""), asked),
        signature=paper_parts.signature(
            texts.get("position", ""), texts.get("signer", ""), texts.get("authority_line", "")
        ),
        receivers=lines_of(texts.get("receivers", "")),
        addressees=lines_of(fill(texts.get("addressees", ""), asked)),
        proposal=bool(entry.get("proposal", False)),
        address_word=str(entry.get("address", "")),
        bases=lines_of(texts.get("bases", "")),
        deciding_body=signing.deciding_body,
        articles=lines_of(fill(texts.get("articles", ""), asked)),
        body=fill(texts.get("body", ""), asked),
        numbered=bool(wanted.sign),
    )


def with_code(session: Session, data: LetterData) -> LetterData:
    """A decision with its signed code, once it has number and day."""
    body, subject = data.deciding_body, data.subject
    return replace(
        data, code=paper_codes.of_decision(session, body, subject, data.number, data.day)
    )


def _asked(ask: Ask, filled: Filled) -> str:
    """What was typed, a day and an hour in words; else what the paper says without it."""
    typed = filled.form.get(ask.key, "").strip()
    if not typed:
        return ask.otherwise.replace("{year}", str(filled.request.year)) or _OPEN
    try:
        if ask.key == "hour":
            return time_words(parse_time(typed))
        if ask.key != "day":
            return typed
        return long_date(parse_date(typed)).removeprefix("ngày ")
    except FieldError:  # words like "15 và 16 tháng 10", "đầu giờ chiều" stay as typed
        return typed.removeprefix("ngày ")


def takes_place(old: Filled, sign: str) -> str:
    """ "Kế hoạch này thay thế Kế hoạch số 05-KH/ĐU ngày 05 tháng 02 năm 2026 của ..."."""
    data = letter_data(old)
    name = data.kind or "Công văn"
    number = f" số {sign}" if sign else ""
    day = f" {long_date(old.day)}" if old.day else ""
    return f"{name} này thay thế {name}{number}{day} của {data.issuer.name}."


def body_of(filled: Filled) -> Body:
    """The body whose paper it is."""
    found: Body = Body.get_by_id(filled.request.body)
    return found


def fill(text: str, facts: Mapping[str, str]) -> str:
    """`{name}` replaced by its fact; a name that is no fact stays as it stands, in a fact too."""
    return _NAMED.sub(lambda found: facts.get(found[1], found[0]), text)


def filled_lines(text: str, facts: Mapping[str, str]) -> str:
    """As `fill`, without the lines that name a fact of which nothing is known."""
    empty = [f"{{{name}}}" for name, fact in facts.items() if not fact]
    kept = [line for line in text.split("\n") if not any(name in line for name in empty)]
    return fill("\n".join(kept), facts)


def template(kind: str) -> Mapping[str, Any]:
    """The first wording of a kind of paper, an empty one where there is none."""
    found: Mapping[str, Any] = _templates().get(kind, {"title": ""})
    return found


@cache
def _templates() -> Mapping[str, Any]:
    import tomllib

    path = resources() / "templates" / "papers.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
