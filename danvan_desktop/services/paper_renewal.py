"""Words of a draft against its records: what the program would propose now, and what changed.

The list behind a paper is always that of now, so the counts in its words must not stay behind.
Owns finding it; taking it over is the editor's, saving `paper_desk`'s.
"""

from __future__ import annotations

from collections.abc import Mapping

from danvan_desktop.domain.renewed_words import Renewal, renewed
from danvan_desktop.errors import UserError
from danvan_desktop.services import paper_desk
from danvan_desktop.services.paper_desk import Draft
from danvan_desktop.services.session import Session

_BY_HAND = frozenset({"signer"})
"""Wordings that say nothing of a record."""


def proposals(session: Session, draft: Draft) -> Mapping[str, str]:
    """What the program would propose today, by key; nothing where the records are not that far."""
    request = draft.request
    if draft.just_begun:
        return draft.proposed
    try:
        fresh = paper_desk.begin(
            session,
            request.kind,
            request.programme_id,
            request.year,
            about=request.about,
            body=request.body,
        )
    except UserError:
        return {}
    return fresh.texts


def behind(session: Session, uid: str) -> bool:
    """Whether the records say something else than when the words of a paper were proposed.

    Lists of a year are drawn anew each time and have no words about their rows.
    """
    draft = paper_desk.get(session, uid)
    if draft.spec.of_record and not draft.spec.issued_by_record:
        return False
    return bool(renewals(draft, proposals(session, draft)))


def made_from(draft: Draft, fresh: Mapping[str, str]) -> Mapping[str, str]:
    """The proposal that the words were made from; an older paper kept none, and words that are
    those of now count as proposed now."""
    same = {key: text for key, text in fresh.items() if draft.texts.get(key) == text}
    return {**same, **draft.proposed}


def renewals(draft: Draft, fresh: Mapping[str, str]) -> dict[str, Renewal]:
    """By key what `fresh` says otherwise than the proposal the words were made from."""
    found = {
        key: renewed(before, fresh[key], draft.texts.get(key, ""))
        for key, before in draft.proposed.items()
        if key in fresh and key not in _BY_HAND
    }
    return {key: one for key, one in found.items() if one.found}


def words(found: Mapping[str, Renewal]) -> str:
    """The changes as lines, before and now."""
    pairs = [pair for one in found.values() for pair in (*one.taken, *one.left)]
    return "\n".join(_pair(before, now) for before, now in dict.fromkeys(pairs))


def left(found: Mapping[str, Renewal]) -> dict[str, Renewal]:
    """What is left to be changed by hand once everything else was taken over."""
    return {key: Renewal(one.text, (), one.left) for key, one in found.items() if one.left}


def _pair(before: str, now: str) -> str:
    if not before:
        return f"Thêm: {now}"
    return f"Bỏ: {before}" if not now else f"Cũ: {before}\nMới: {now}"
