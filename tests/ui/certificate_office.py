"""A desk with certificates in the register and awards given, for tests of their windows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_desktop.services import certificates, recognition, units
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.recognition_page import RecognitionPage
from tests import factories
from tests.services.judging_factories import Place, assess
from tests.ui import desks

YEAR, PLAN = desks.YEAR, factories.PROGRAMME


def make_office(folder: Path, answers: Messages, count: int = 3) -> Desk:
    """The window at "Công nhận", with `count` certificates of one decision."""
    made = desks.make_desk(folder, "recognition", answers)
    uids = desks.fill_plain(made.session, count)
    body = units.bodies(made.session, own_only=True)[0].uid
    for uid in uids:
        assess(Place(made.session, made.work.programme, body), uid)
    draft = recognition.propose_draft(made.session, PLAN, YEAR, body, uids)
    decision = recognition.draft_decision(made.session, draft).uid
    recognition.set_number_and_date(made.session, decision, "05", date(YEAR, 11, 10))
    lines = [one.uid for one in recognition.decision(made.session, decision).lines]
    certificates.issue(made.session, decision, lines, on=made.session.today())
    page_of(made).reload(None)
    return made


def page_of(desk: Desk) -> RecognitionPage:
    page = desk.window.page("recognition")
    assert isinstance(page, RecognitionPage)
    return page
