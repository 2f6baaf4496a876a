"""What follows an earlier paper: one that takes its place, and the same for the year after.

Both are drafts with the earlier paper's words; saving and issuing them is `paper_desk`'s.
"""

from __future__ import annotations

from dataclasses import replace

from danvan_desktop.domain import next_year
from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.errors import UserError
from danvan_desktop.models import DeskPaper
from danvan_desktop.services import adoption, decision_wording, letter_papers
from danvan_desktop.services.own_words import own_words
from danvan_desktop.services.paper_desk import Draft, get, row_of, year_key
from danvan_desktop.services.session import Session

_SAYING_SO = ("articles", "body", "closing", "request", "content", "after")
"""Wordings that can name the paper that is replaced, the fittest first."""


def copy_to_next_year(session: Session, uid: str) -> Draft:
    """The same paper for the year after, its words kept with the year moved on; not yet saved."""
    old = get(session, uid)
    year = old.request.year
    request = replace(
        old.request, year=year + 1, about=year_key(old.request.programme_id, year + 1)
    )
    plan = adoption.programme(session, request.programme_id)
    carried_out = own_words(session, plan, decision_wording.paper_in_words(plan))
    moved, proposed = (
        {key: next_year.moved_on(text, year, carried_out) for key, text in words.items()}
        for words in (old.texts, old.proposed)
    )
    form = {
        ask.key: next_year.moved_on(old.form.get(ask.key, ""), year)
        if ask.remembered or ask.otherwise
        else ""
        for ask in old.spec.asks
    }
    title = next_year.moved_on(old.title, year)
    return Draft("", request, title, form, moved, proposed=proposed)


def replacement(session: Session, uid: str) -> Draft:
    """A new paper for an issued one, which its last words name; not yet saved.

    Raises `UserError` where the old one is not issued or another one replaced it before.
    """
    row, old = row_of(uid), get(session, uid)
    if not row.issued_id:
        raise UserError("Chỉ văn bản đã ban hành mới cần văn bản thay thế.")
    if DeskPaper.select().where(DeskPaper.replaces == row.issued_id).exists():
        raise UserError("Đã có văn bản thay thế văn bản này.", todo="Mở văn bản thay thế đã lập.")
    texts = dict(old.texts)
    where = next((key for key in _SAYING_SO if key in texts), "")
    if where:
        words = letter_papers.takes_place(session, old.filled)
        texts[where] = f"{texts[where].rstrip()}\n{words}".lstrip()
    return replace(
        old,
        uid="",
        texts=texts,
        stage=PaperStage.DRAFT,
        number="",
        day=None,
        replaces=row.issued_id,
    )
