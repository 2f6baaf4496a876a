"""Numbers of papers with their signs, as the papers print them: "05-QĐ/ĐU", "05/QĐ-UBND".

    signs = Signs(session)                      # once for a list: bodies and profiles are read once
    signs.of(PaperKind.PLAN, body, "05", day)   # "05-KH/ĐU"

The rule is the paper's own: the profile of the body that issues it, on its day, and its kind. The
number alone is what the records hold; where its body is not known here, it stands as it was typed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from danvan_desktop.domain.numbering import council_sign
from danvan_desktop.domain.text import search_key
from danvan_desktop.models import Award, Body, Decision, DeskPaper, IssuedPaper
from danvan_desktop.services import kept_words, own_profiles
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_specs import DECISION_SIGN, LETTER_SIGN, SPECS
from danvan_desktop.services.paper_wordings import PROPOSER
from danvan_desktop.services.session import Session

if TYPE_CHECKING:
    from danvan_desktop.documents.profile_format import Profile

_SPECS = {one.kind: one for one in SPECS}
_SHORT = (
    ("ubnd", "uy ban nhan dan"),
    ("mttq", "mat tran to quoc"),
    ("bch", "ban chap hanh"),
    ("btv", "ban thuong vu"),
    ("vn", "viet nam"),
)


class Signs:
    """Numbers with their signs for many papers. Lives as long as one answer: no profile changes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._profiles: dict[tuple[str, str], Profile] = {}
        self._of_day: dict[tuple[str, date | None], tuple[Profile, str]] = {}

    @cached_property
    def _bodies(self) -> dict[str, Body]:
        return {body.uid: body for body in Body.select()}

    @cached_property
    def _own(self) -> list[Body]:
        mine = self._session.office_uid
        return [body for body in self._bodies.values() if body.owner == mine and not body.deleted]

    @cached_property
    def _kept(self) -> dict[str, str]:
        return kept_words.signs()

    def desk(self, row: DeskPaper) -> str:
        """The number of a paper of the desk; as it was printed once it is issued."""
        kept = self._kept.get(row.issued_id or "")
        council = json.loads(row.texts).get(PROPOSER.key, "")
        return kept or self.of(PaperKind(row.kind), row.body_id, row.number, row.date, council)

    def issued(self, row: IssuedPaper, body: str | None) -> str:
        """The number of an issued paper as it was printed, whatever became of its body since; one
        that was issued before signs were kept, as that body prints it."""
        kept = self._kept.get(row.uid)
        return kept or self.of(PaperKind(row.kind), body, row.number, row.date)

    def of(
        self, kind: PaperKind, body: str | None, number: str, day: date | None, council: str = ""
    ) -> str:
        """The number of a paper of that kind by the body of that uid, or by its council of that
        name; "" where it has none."""
        issuer = self._bodies.get(body or "")
        wanted = _SPECS.get(kind)
        if not number or issuer is None or (wanted is None and kind is not PaperKind.DECISION):
            return number
        key = issuer.uid, day
        if key not in self._of_day:
            self._of_day[key] = self._profile(issuer, day), issuer.abbreviation
        profile, own = self._of_day[key]
        sign = wanted.sign if wanted is not None else DECISION_SIGN
        if sign == LETTER_SIGN:  # a công văn: what stands there is the profile's to say
            sign = profile.letter.sign
        abbreviation = (wanted.abbreviation if wanted is not None else "") or own
        abbreviation = council_sign(council) or abbreviation
        style = profile.number
        return style.line(sign, abbreviation, number).removeprefix(style.label)

    def decision(self, row: Decision) -> str:
        """The number of a recognition decision; one from above stands as it was typed in."""
        return self.of(PaperKind.DECISION, row.body_id, row.number, row.date)

    def award(self, row: Award) -> str:
        """The number of the decision that gave an award, where one of our bodies took it."""
        number: str = row.decision_number
        giver = named(row.giver_name, self._own) if row.owner == self._session.office_uid else None
        uid = giver.uid if giver is not None else None
        return self.of(PaperKind.AWARD_DECISION, uid, number, row.decision_date)

    def _profile(self, body: Body, day: date | None) -> Profile:
        from danvan_desktop.documents import profiles

        shipped = profiles.for_paper(body.profile, day or self._session.today())
        key = body.uid, shipped.id
        if key not in self._profiles:
            self._profiles[key] = own_profiles.profile_for(self._session, body, day)
        return self._profiles[key]


def decision_words(session: Session, row: Decision) -> str:
    """One recognition decision inside a sentence: "Quyết định số 05-QĐ/ĐU"."""
    return f"Quyết định số {Signs(session).decision(row)}"


def named(name: str, bodies: Sequence[Body]) -> Body | None:
    """The body that a name as typed speaks of, short words written out; None where it is none."""
    wanted = written_out(name)
    found = [one for one in bodies if written_out(one.name) and written_out(one.name) in wanted]
    return max(found, key=lambda body: len(body.name), default=None)


def written_out(name: str) -> str:
    """The folded name, with "UBND", "MTTQ" and the like in full."""
    long = dict(_SHORT)
    return " ".join(long.get(word, word) for word in search_key(name).split())
