"""Who puts a proposal forward where the body that decides would put it to itself: its council.

A tờ trình goes to who decides. An office with one body has nobody above or beside it to ask; there
the council that reviewed, the team that appraised, or the council for emulation of a People's
Committee presents it to the body. Owns these proposals only; the clerk edits every line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from danvan_desktop.domain.text import search_key
from danvan_desktop.domain.units import BodyKind
from danvan_desktop.models import Body
from danvan_desktop.services import decision_wording
from danvan_desktop.services.councils import CouncilKind

_EMULATION = "Hội đồng Thi đua - Khen thưởng"
"""Advises the chairman of a People's Committee, who also chairs it: his deputy signs for it."""
_TEAM = search_key("Tổ")


@dataclass(frozen=True)
class Proposer:
    """A council or team as it signs: its name, and the lines over the signer's name."""

    name: str
    authority_line: str
    position: str

    @property
    def texts(self) -> Mapping[str, str]:
        """The wordings of a proposal that follow from who puts it forward."""
        return {
            "proposer": self.name,
            "authority_line": self.authority_line,
            "position": self.position,
        }


def for_award(body: Body) -> Proposer:
    """Who proposes awards to the body that gives them."""
    if BodyKind(body.kind) is BodyKind.PEOPLES_COMMITTEE:
        return Proposer(_EMULATION, "KT. Chủ tịch", "Phó Chủ tịch")
    return reviewed_by(CouncilKind.REVIEW.label)


def reviewed_by(council: str) -> Proposer:
    """A council led by its chairman, or a team led by its leader, by its name."""
    if search_key(council).split()[:1] == [_TEAM]:
        return Proposer(council, f"TM. {CouncilKind.APPRAISAL.label}", "Tổ trưởng")
    return Proposer(council, "TM. Hội đồng", "Chủ tịch")


def asks_itself(body: Body, above: str) -> bool:
    """Whether a proposal to `above` would go to the body that makes it."""
    signing = decision_wording.signing_of(body)
    own = (signing.deciding_body, signing.issuer, body.name)
    return search_key(above) in {search_key(one) for one in own}
