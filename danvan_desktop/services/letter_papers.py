"""Papers of words: the wording proposed from the programme and the records, and the letter drawn.

The first wording of each kind stands in `resources/templates/papers.toml`; `{name}` in it is a
fact of `letter_facts`. Everything proposed may be edited before issue.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from danvan_desktop.documents.letter import LetterData, letter
from danvan_desktop.documents.page import Sheet
from danvan_desktop.domain.units import BodyKind
from danvan_desktop.models import Body
from danvan_desktop.paths import resources
from danvan_desktop.services import adoption, decision_wording, letter_facts, paper_parts
from danvan_desktop.services.paper_specs import Filled, Proposal, Request, spec
from danvan_desktop.services.session import Session

_OPEN = "...................."
"""Stands for what the short form has no answer to yet."""


def propose(
    session: Session, request: Request, more: Mapping[str, str] | None = None, key: str = ""
) -> Proposal:
    """The first wording of a paper, its facts filled in, signed as its body usually signs.

    `more` are facts of the record it is about; `key` names the wording where a kind has several.
    """
    entry = template(key or request.kind.value)
    facts = {**letter_facts.facts(session, request), **(more or {})}
    body = Body.get_by_id(request.body)
    signing = decision_wording.signing(BodyKind(body.kind), body.name)
    texts = {key: fill(str(value), facts) for key, value in entry.get("texts", {}).items()}
    texts.setdefault("authority_line", signing.authority_line)
    texts.setdefault("position", signing.position)
    if any(one.key == "bases" for one in spec(request.kind).wordings):
        plan = adoption.programme(session, request.programme_id)
        bases = decision_wording.bases(plan.channel, body.name, plan, request.year, session.today())
        texts.setdefault("bases", "\n".join(bases[:-1]))
    return Proposal(fill(str(entry["title"]), facts), {}, texts)


def sheet(session: Session, filled: Filled) -> Sheet:
    """The paper as a letter in the profile of its body on its date."""
    profile = paper_parts.profile_of(session, body_of(filled), filled.day)
    return letter(letter_data(filled), profile)


def letter_data(filled: Filled) -> LetterData:
    """What the wording makes of a letter; makers of papers with tables add them to it."""
    texts, wanted = filled.texts, spec(filled.request.kind)
    asked = {ask.key: filled.form.get(ask.key, "") or _OPEN for ask in wanted.asks}
    body = body_of(filled)
    signing = decision_wording.signing(BodyKind(body.kind), body.name)
    entry = template(filled.request.kind.value)
    kind = entry.get("kind", wanted.name)
    return LetterData(
        issuer=paper_parts.issuer_of(body),
        kind=str(kind),
        kind_sign=wanted.sign,
        number=filled.number,
        day=filled.day,
        year=filled.request.year,
        subject=fill(texts.get("subject", ""), asked),
        signature=paper_parts.signature(
            texts.get("position", ""), texts.get("signer", ""), texts.get("authority_line", "")
        ),
        receivers=lines(texts.get("receivers", "")),
        addressees=lines(fill(texts.get("addressees", ""), asked)),
        proposal=bool(entry.get("proposal", False)),
        bases=lines(texts.get("bases", "")),
        deciding_body=signing.deciding_body,
        articles=lines(fill(texts.get("articles", ""), asked)),
        body=fill(texts.get("body", ""), asked),
        numbered=bool(wanted.sign),
    )


def body_of(filled: Filled) -> Body:
    found: Body = Body.get_by_id(filled.request.body)
    return found


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def fill(text: str, facts: Mapping[str, str]) -> str:
    """`{name}` replaced by its fact; a name that is no fact stays as it stands."""
    for name, fact in facts.items():
        text = text.replace("{" + name + "}", fact)
    return text


def template(kind: str) -> Mapping[str, Any]:
    """The first wording of a kind of paper, an empty one where there is none."""
    found: Mapping[str, Any] = _templates().get(kind, {"title": ""})
    return found


@cache
def _templates() -> Mapping[str, Any]:
    import tomllib

    path = resources() / "templates" / "papers.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
