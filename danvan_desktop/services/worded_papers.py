"""A paper drawn from a record, with those of its words that the program proposes and an office
may edit.

The record's own facts (who came, how they voted, what was found) stay the record's; openings,
requests, closings, receivers and the signature are wordings like those of any letter. Edited ones
are kept with the paper of the desk about the record, and hold wherever that paper is drawn.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from danvan_desktop.documents.page import Sheet
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.domain.text import lines_of
from danvan_desktop.models import Body, DeskPaper
from danvan_desktop.services import paper_parts
from danvan_desktop.services.paper_kinds import Paper, PaperKind
from danvan_desktop.services.session import Session


@dataclass(frozen=True)
class Worded:
    """See the module's text.

    `data` is what `draw` takes. `words` are the names of its fields that hold wordings, text or
    lines, by the key of the wording. `signing` is the authority line and the position that are
    proposed for `data.signature`, None where the record says who signs; `own_day` where the
    paper has the day of its record, not that of its number. `profile` gives the look on a day
    where it is not the body's.
    """

    session: Session
    body: Body
    title: str
    data: Any
    draw: Callable[[Any, Profile], Sheet]
    words: Mapping[str, str]
    signing: tuple[str, str] | None = None
    own_day: bool = False
    profile: Callable[[date | None], Profile] | None = None

    def texts(self) -> dict[str, str]:
        """The wordings as proposed, lines joined."""
        found = {key: _text(getattr(self.data, name)) for key, name in self.words.items()}
        if self.signing is not None:
            found["authority_line"], found["position"] = self.signing
        return found

    def sheet(
        self, texts: Mapping[str, str], *, number: str = "", day: date | None = None
    ) -> Sheet:
        """The paper with `texts` in the place of what is proposed."""
        given = {**self.texts(), **texts}
        values: dict[str, Any] = {
            name: _as(getattr(self.data, name), given[key]) for key, name in self.words.items()
        }
        if self.signing is not None:
            values["signature"] = paper_parts.signature(
                given["position"], given.get("signer", ""), given["authority_line"]
            )
        values["day"] = self._day(day)
        if number:
            values["number"] = number
        look = self.profile or partial(paper_parts.profile_of, self.session, self.body)
        return self.draw(replace(self.data, **values), look(self._day(day)))

    def edited(self, kind: PaperKind, about: str, day: date | None = None) -> Paper:
        """The paper with the words of the newest paper of the desk about the record."""
        query = DeskPaper.select().where(
            DeskPaper.kind == kind.value, DeskPaper.about == about, DeskPaper.programme_id != ""
        )
        row = query.order_by(DeskPaper.changed_at.desc(), DeskPaper.uid).first()
        drawn = self.sheet(json.loads(row.texts) if row is not None else {}, day=day)
        return paper_parts.paper(self.session, self.body, drawn, self.title, day=self._day(day))

    def _day(self, day: date | None) -> date | None:
        own: date | None = self.data.day
        return own if self.own_day else day


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _as(pattern: str | tuple[str, ...], text: str) -> str | tuple[str, ...]:
    """Text as the field has it: as it stands, or by lines."""
    if isinstance(pattern, str):
        return text
    return lines_of(text)
