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
from danvan_desktop.services.adoption import AdoptedRow
from danvan_desktop.services.own_words import own_words
from danvan_desktop.services.paper_desk import Draft, get, row_of, year_key
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.session import Session

_SAYING_SO = ("articles", "body", "closing", "request", "content", "after")
"""Wordings that can name the paper that is replaced, the fittest first."""


def programmes_of_next_year(session: Session, uid: str) -> tuple[AdoptedRow, ...]:
    """Where a paper can be copied to: its own programme while that goes on, else those adopted
    for the year after."""
    request = get(session, uid).request
    going_on = [
        row
        for row in adoption.adopted(session)
        if row.first_year <= request.year + 1 <= row.last_year
    ]
    own = tuple(row for row in going_on if row.programme_id == request.programme_id)
    return own or tuple(going_on)


def copy_to_next_year(session: Session, uid: str, programme_id: str = "") -> Draft:
    """The same paper for the year after, its words kept with the year moved on; not yet saved.

    With `programme_id` under another programme, whose paper is named in place of the old one's;
    what else follows from the programme the editor proposes, as after any change of the records.
    """
    old = get(session, uid)
    year = old.request.year
    programme_id = programme_id or old.request.programme_id
    request = replace(
        old.request,
        year=year + 1,
        programme_id=programme_id,
        about=year_key(programme_id, year + 1),
    )
    before = _carried_out(session, old.request.programme_id)
    after = _carried_out(session, programme_id)

    def moved(text: str) -> str:
        return next_year.moved_on(text, year, before).replace(before, after)

    form = {
        ask.key: moved(old.form.get(ask.key, "")) if ask.remembered or ask.otherwise else ""
        for ask in old.spec.asks
    }
    texts, proposed = (
        {key: moved(text) for key, text in words.items()} for words in (old.texts, old.proposed)
    )
    return Draft("", request, moved(old.title), form, texts, proposed=proposed)


def _carried_out(session: Session, programme_id: str) -> str:
    """The paper of a programme as the office's papers name it."""
    plan = adoption.programme(session, programme_id)
    return own_words(session, plan, decision_wording.paper_in_words(plan))


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
        words = letter_papers.takes_place(old.filled, Signs(session).desk(row))
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
