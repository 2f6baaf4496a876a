"""The articles of a recognition decision: proposed from its list, edited, kept beside it.

As long as nobody edits them they follow the list; what was typed stays, with the proposal it was
made from, so that a count that changed since is seen (`domain/renewed_words`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.renewed_words import renewed
from danvan_desktop.domain.text import checked_text
from danvan_desktop.domain.units import Channel
from danvan_desktop.models import Body
from danvan_desktop.services import decision_wording, kept_words
from danvan_desktop.services.kept_words import Kept
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.session import Work

_KEY = "articles"
_LIMIT = 10_000


@dataclass(frozen=True)
class Articles:
    """One article a line, without "Điều n.": `text` as it stands, `made_from` the proposal it was
    edited from, `proposed` what the list makes of it now."""

    text: str
    made_from: str
    proposed: str

    @property
    def behind(self) -> bool:
        """Whether the list makes something else of them now than when they were edited."""
        return renewed(self.made_from, self.proposed, self.text).found


def propose(plan: Programme, body: str, year: int, given: Iterable[tuple[str, str]]) -> str:
    """The articles for what is `given`, pairs of title and level; "" while the list is empty."""
    pairs = list(given)
    if not pairs:
        return ""
    counts = Counter(title for title, _ in pairs)
    names = {title.code: title.name for title in plan.titles}
    row = Body.get_by_id(body)
    levels = [level for level in plan.levels if level.code in {level for _, level in pairs}]
    lines = decision_wording.articles(
        {names.get(code, code): counts[code] for code in [*names, *counts] if counts[code]},
        decision_wording.level_name(levels),
        year,
        decision_wording.carries_out(Channel(row.channel), row.name),
        decision_wording.subjects(plan),
    )
    return "\n".join(lines)


def stored(decision: str, proposed: str) -> Articles:
    """Those of a decision, whose list makes `proposed` now."""
    kept = kept_words.kept(PaperKind.DECISION, decision)
    made_from = kept.proposed.get(_KEY, proposed)
    return Articles(kept.texts.get(_KEY, proposed), made_from, proposed)


def keep(work: Work, decision: str, text: str, made_from: str, proposed: str) -> None:
    """Keep edited articles; an untouched proposal, or none, follows the list."""
    typed = checked_text(_KEY, "Các điều", text, limit=_LIMIT)
    words = Kept()
    if typed and typed not in (proposed, made_from):
        words = Kept({_KEY: typed}, {_KEY: made_from or proposed})
    kept_words.keep(work, PaperKind.DECISION, decision, words)
