"""Organisations that were merged or wound up: no new record is offered them, old ones keep them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.units import BodyKind
from danvan_desktop.services import paper_desk, units
from danvan_desktop.services.councils import CouncilDraft
from danvan_desktop.services.decision_view import DecisionDraft
from danvan_desktop.services.meetings import MeetingDraft
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.units import BodyDraft
from danvan_desktop.ui.award_dialogs import _giver_field
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.council_dialog import CouncilDialog
from danvan_desktop.ui.decision_dialog import DecisionDialog
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.meeting_dialog import MeetingDialog
from danvan_desktop.ui.paper_editor import BODY, PaperEditor
from tests import factories
from tests.ui import desks

KEY = (factories.PROGRAMME, desks.YEAR)
ENDED, LATER = "Hội Nông dân đã hợp nhất (mẫu)", "Hội sắp thành lập (mẫu)"


@dataclass(frozen=True)
class Place:
    """A desk whose office has, beside those of today, an organisation that ended yesterday."""

    desk: Desk
    now: str
    ended: str
    names: list[str]


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path) -> Iterator[Place]:
    desk = desks.make_desk(tmp_path / "dữ liệu", "papers")
    session = desk.session
    there = units.bodies(session, own_only=True)
    today, one = session.today(), timedelta(days=1)
    draft = BodyDraft(ENDED, BodyKind.FARMERS_UNION, there[0].unit, abbreviation="HND")
    ended = units.add_body(session, replace(draft, valid_to=today - one)).uid
    units.add_body(session, replace(draft, name=LATER, valid_from=today + one))
    yield Place(desk, there[0].uid, ended, [row.name for row in there])
    desks.close(desk)


def _paper(place: Place, named: str) -> ChoiceField:
    draft = paper_desk.begin(place.desk.session, PaperKind.PLAN, *KEY, body=named)
    return _body_field(PaperEditor(place.desk.window, place.desk.work, draft).form[BODY])


def _council(place: Place, named: str) -> ChoiceField:
    dialog = CouncilDialog(place.desk.window, place.desk.work, CouncilDraft("Tổ", body=named))
    return _body_field(dialog.form["body"])


def _meeting(place: Place, named: str) -> ChoiceField:
    draft = MeetingDraft(*KEY, "Bình xét (mẫu)", body=named)
    return _body_field(MeetingDialog(place.desk.window, place.desk.work, draft).form["body"])


def _decision(place: Place, named: str) -> ChoiceField:
    draft = DecisionDraft(*KEY, named, (), "Về việc công nhận (mẫu)")
    dialog = DecisionDialog(place.desk.window, place.desk.work, draft, {})
    return _body_field(dialog.form["body"])


def _body_field(field: object) -> ChoiceField:
    assert isinstance(field, ChoiceField)
    return field


@pytest.mark.parametrize("made", [_paper, _council, _meeting, _decision])
def test_ended_body_is_offered_only_by_what_names_it(
    place: Place, made: Callable[[Place, str], ChoiceField]
) -> None:
    new, old = made(place, place.now), made(place, place.ended)
    assert [text for _, text in new._choices] == place.names
    assert {text for _, text in old._choices} == {ENDED, *place.names}
    assert old.value() == place.ended


def test_ended_body_is_not_offered_as_who_gives_an_award(place: Place) -> None:
    assert [name for name, _ in _giver_field(place.desk.work)._choices] == place.names
