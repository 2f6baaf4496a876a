"""The head of a paper as an organisation would print it, to be looked at while it is set up.

Draws with the same code as the papers themselves, so that what is shown is what is printed.
"""

from __future__ import annotations

from danvan_desktop.models import Body
from danvan_desktop.services.session import Session
from danvan_desktop.services.units import BodyDraft


def header(session: Session, draft: BodyDraft, uid: str) -> bytes:
    """A PDF whose first lines are the head of a decision of this body, with number and date open.

    `uid` is the body that is being changed, whose own copy of the profile counts; "" for a new one.
    Raises `UserError` naming the part that does not fit its half of the page.
    """
    from danvan_desktop.documents.letterhead import letterhead, number_text
    from danvan_desktop.documents.page import PaperInfo, Sheet
    from danvan_desktop.services.own_profiles import profile_for
    from danvan_desktop.services.paper_parts import issuer_of

    body = Body(
        uid=uid,
        profile=draft.profile or draft.kind.profile,
        name=draft.name.strip() or "…",
        kind=draft.kind.value,
        unit=draft.unit,
        parent=draft.parent or None,
        abbreviation=draft.abbreviation.strip() or draft.kind.abbreviation,
        header_parent=draft.header_parent.strip(),
        header_name=draft.header_name.strip(),
        place=draft.place.strip(),
    )
    profile = profile_for(session, body, None)
    issuer = issuer_of(body)
    number = number_text(profile, issuer, "QĐ", "")
    head = letterhead(profile, issuer, number=number, day=None, year=session.today().year)
    return Sheet([head], profile, PaperInfo("Tiêu đề văn bản", issuer.name)).pdf()
