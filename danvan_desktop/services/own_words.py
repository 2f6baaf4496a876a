"""A programme that is written for any commune, in the words of this one.

The programme shipped for communes says "xã, phường" and "cơ quan làm đầu mối" where its office is
meant, one from above "các xã, thị trấn". Owns putting the office's own names there, and the number
of the programme's paper that the office typed in; what else a programme says stays.
"""

from __future__ import annotations

import re

from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.units import UnitKind
from danvan_desktop.models import Office, Unit
from danvan_desktop.services import adoption, paper_parts
from danvan_desktop.services.decision_wording import paper_in_words
from danvan_desktop.services.session import Session

NUMBER_ANSWER = "gap.paper.number"
"""Where the office's answer is kept to which number and day the programme's paper has."""
_ANY = "xã, phường"
_COMMUNES = re.compile(r"(?:huyện, )?(?:các )?xã(?:, phường)?, thị trấn|các xã, phường")
_BASE_UNION = re.compile(r"(?i)\b(?:các )?cơ sở Đoàn\b")
_ABOVE = re.compile(r"(?i)\b(?:tỉnh|thành|huyện|quận)\b")
_COMMUNE = re.compile(r"(?i)(?<!thị )\b(?:xã(?! hội)|phường|cơ sở)\b")
_LEAD = re.compile(rf"[Cc]ơ quan làm đầu mối của {_ANY}")


def own_words(session: Session, plan: Programme, text: str, body: str = "") -> str:
    """`text` of a programme for any commune with the names of ours; `body` leads where the
    office has no board of its own."""
    if typed := str(adoption.answer(session, plan.id, NUMBER_ANSWER, "")).strip():
        bare, numbered = paper_in_words(plan), paper_in_words(plan, typed)
        text = text.replace(bare, numbered)
    home = _home(session)
    if home is None or _ANY not in plan.issuer.name or UnitKind(home.kind).tier != 2:
        return text
    board = paper_parts.own_board(session)
    lead = str(board.name) if board is not None else body
    if lead:
        text = _LEAD.sub(lead, text)
    own = in_sentence(home.name)
    return text.replace(_ANY, own).replace(_ANY[:1].upper() + _ANY[1:], home.name)


def commune(session: Session) -> str:
    """The office's commune inside a sentence, "" for an office that is none."""
    home = _home(session)
    return in_sentence(home.name) if home is not None and UnitKind(home.kind).tier == 2 else ""


def says_communes(words: str) -> bool:
    """Whether a programme from above speaks of all its communes there."""
    return bool(_COMMUNES.search(words))


def of_commune(words: str, place: str) -> str:
    """Those words about one of them: "Đảng ủy các xã, thị trấn" is "Đảng ủy xã An Mẫu", and the
    Youth Union's "cơ sở Đoàn" is "Đoàn xã An Mẫu"."""
    return _BASE_UNION.sub(f"Đoàn {place}", _COMMUNES.sub(place, words))


def is_ours(who: str) -> bool:
    """Whether a programme speaks of the commune itself there, alone or among all tiers."""
    return who.lower() == _ANY or who.startswith("Các cấp ")


def stands_above(who: str) -> bool:
    """Whether somebody a programme gives work to stands above communes, which cannot hand it on."""
    return bool(_ABOVE.search(who)) and not _COMMUNE.search(who)


def _home(session: Session) -> Unit | None:
    row = Office.get_or_none(Office.uid == session.office_uid)
    return None if row is None else Unit.get_by_id(row.home_unit_id)
