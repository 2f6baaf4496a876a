"""Numbers of papers: a series for each body and sign, by term for the Party, else by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.units import Channel
from danvan_desktop.errors import FieldError
from danvan_desktop.services import paper_desk, units
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Session
from tests import factories


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = factories.make_session(tmp_path / "dữ liệu", date(2031, 12, 15))
    yield made
    made.close()


def body_of(session: Session, channel: Channel) -> str:
    bodies = units.bodies(session, own_only=True)
    return next(row.uid for row in bodies if row.channel is channel)


def drafted(session: Session, channel: Channel, kind: PaperKind) -> str:
    draft = paper_desk.begin(
        session, kind, factories.PROGRAMME, 2026, body=body_of(session, channel)
    )
    texts = {**draft.texts, "signer": "Người ký (mẫu)"}
    return paper_desk.save(session, replace(draft, texts=texts)).uid


def proposed(session: Session, channel: Channel, day: date, kind: PaperKind) -> str:
    draft = paper_desk.get(session, drafted(session, channel, kind))
    return paper_desk.next_number(session, draft, day)


def signed(
    session: Session, channel: Channel, number: str, day: date, kind: PaperKind = PaperKind.PLAN
) -> str:
    uid = drafted(session, channel, kind)
    paper_desk.sign(session, uid, number, day)
    return uid


def test_party_counts_through_its_term(session: Session) -> None:
    signed(session, Channel.PARTY, "05-KH/ĐU", date(2026, 3, 2))
    plan = PaperKind.PLAN
    assert proposed(session, Channel.PARTY, date(2027, 3, 2), plan) == "06"
    assert proposed(session, Channel.PARTY, date(2030, 6, 30), plan) == "06"
    assert proposed(session, Channel.PARTY, date(2030, 7, 1), plan) == "01"
    with pytest.raises(FieldError, match="đã dùng"):
        signed(session, Channel.PARTY, "5", date(2029, 1, 1))
    signed(session, Channel.PARTY, "5", date(2030, 7, 1))


def test_other_bodies_count_through_the_year(session: Session) -> None:
    signed(session, Channel.FRONT, "05", date(2026, 3, 2))
    plan = PaperKind.PLAN
    assert proposed(session, Channel.FRONT, date(2026, 12, 31), plan) == "06"
    assert proposed(session, Channel.FRONT, date(2027, 1, 1), plan) == "01"
    with pytest.raises(FieldError, match="đã dùng"):
        signed(session, Channel.FRONT, "05", date(2026, 5, 2))


def test_each_body_and_each_sign_has_its_own_numbers(session: Session) -> None:
    day = date(2026, 3, 2)
    signed(session, Channel.PARTY, "05", day)
    assert proposed(session, Channel.FRONT, day, PaperKind.PLAN) == "01"
    assert proposed(session, Channel.PARTY, day, PaperKind.REGISTRATION_LETTER) == "01"
