"""Words kept beside a paper (`PaperWords`): those typed over proposed ones, and the proposal.

Owns reading and writing that row; which words a paper has is the paper's own matter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from danvan_desktop.domain.canonical import canonical_json
from danvan_desktop.models import PaperWords
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.session import Work

LISTED, SIGN = "listed", "sign"
"""Keys of the registrations that an issued paper lists, their uids on lines, and of its number
with the signs it was printed with."""


@dataclass(frozen=True)
class Kept:
    """`texts` as typed, and `proposed` as the program proposed them then; both by key."""

    texts: Mapping[str, str] = field(default_factory=dict)
    proposed: Mapping[str, str] = field(default_factory=dict)


def kept(kind: PaperKind, about: str) -> Kept:
    """What is kept for a paper, nothing where nobody typed anything."""
    row = _row(kind, about)
    return Kept(json.loads(row.texts), json.loads(row.proposed)) if row else Kept()


def keep(work: Work, kind: PaperKind, about: str, words: Kept) -> None:
    """Keep these words and no others; without any, nothing stays."""
    row = _row(kind, about)
    values = {"texts": _json(words.texts), "proposed": _json(words.proposed)}
    if not words.texts and not words.proposed:
        if row is not None:
            work.purge(row, about=about)
    elif row is None:
        work.insert(PaperWords, about=about, kind=kind.value, **values)
    else:
        work.update(row, about=about, **values)


def keep_list(work: Work, kind: PaperKind, about: str, uids: Sequence[str]) -> None:
    """Keep which registrations a paper lists, beside what is kept already."""
    if uids:
        before = kept(kind, about)
        texts = {**before.texts, LISTED: "\n".join(uids)}
        keep(work, kind, about, Kept(texts, before.proposed))


def keep_sign(work: Work, kind: PaperKind, issued: str, sign: str) -> None:
    """Keep the number of an issued paper as it was printed, if it has one."""
    if sign:
        keep(work, kind, issued, Kept({SIGN: sign}))


def signs() -> dict[str, str]:
    """The numbers kept so, by the issued paper."""
    rows = PaperWords.select().where(PaperWords.texts.contains(f'"{SIGN}"'))
    found = ((row.about, json.loads(row.texts).get(SIGN, "")) for row in rows)
    return {issued: str(sign) for issued, sign in found if sign}


def papers_listing(registrations: Iterable[str]) -> tuple[str, ...]:
    """The papers of the desk that list any of these registrations."""
    wanted = set(registrations)
    rows = PaperWords.select().where(PaperWords.texts.contains(f'"{LISTED}"'))
    return tuple(
        row.about for row in rows if wanted & set(json.loads(row.texts).get(LISTED, "").split())
    )


def _row(kind: PaperKind, about: str) -> PaperWords | None:
    row: PaperWords | None = PaperWords.get_or_none(
        PaperWords.about == about, PaperWords.kind == kind.value
    )
    return row


def _json(values: Mapping[str, str]) -> str:
    return canonical_json(dict(values)).decode("utf-8")
