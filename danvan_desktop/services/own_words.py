"""A programme that is written for any commune, in the words of this one.

The programme shipped for communes says "xã, phường" and "cơ quan làm đầu mối" where its office is
meant. Owns putting the office's own names there; what a programme of one issuer says stays.
"""

from __future__ import annotations

import re

from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.units import UnitKind
from danvan_desktop.models import Office, Unit
from danvan_desktop.services import paper_parts
from danvan_desktop.services.session import Session

_ANY = "xã, phường"
_LEAD = re.compile(rf"[Cc]ơ quan làm đầu mối của {_ANY}")


def own_words(session: Session, plan: Programme, text: str, body: str = "") -> str:
    """`text` of a programme for any commune with the names of ours; `body` leads where the
    office has no board of its own."""
    home = _home(session)
    if home is None or _ANY not in plan.issuer.name or UnitKind(home.kind).tier != 2:
        return text
    board = paper_parts.own_board(session)
    lead = str(board.name) if board is not None else body
    if lead:
        text = _LEAD.sub(lead, text)
    own = in_sentence(home.name)
    return text.replace(_ANY, own).replace(_ANY[:1].upper() + _ANY[1:], home.name)


def _home(session: Session) -> Unit | None:
    row = Office.get_or_none(Office.uid == session.office_uid)
    return None if row is None else Unit.get_by_id(row.home_unit_id)
