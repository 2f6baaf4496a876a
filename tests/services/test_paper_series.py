"""Numbers of papers: a series for each body and sign, by term for the Party, else by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.units import Channel
from danvan_desktop.errors import FieldError
from danvan_desktop.models import Decision, DeskPaper
from danvan_desktop.services import number_series, paper_desk, paper_memory, units
from danvan_desktop.services.paper_specs import Request
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Session, Topic
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


def kept(session: Session, kind: PaperKind, number: str, day: date) -> None:
    """A paper of the Party body that was signed, whatever record it is about."""
    with session.write("Thử", Topic.PAPERS) as work:
        work.insert(
            DeskPaper,
            about="x",
            kind=kind.value,
            programme_id=factories.PROGRAMME,
            year=day.year,
            body=body_of(session, Channel.PARTY),
            number=number,
            date=day,
            title=kind.label,
            stage="signed",
            changed_at=session.now_text(),
        )


def taken(session: Session, kind: PaperKind, day: date) -> list[str]:
    body = body_of(session, Channel.PARTY)
    request = Request(kind, factories.PROGRAMME, day.year, "x", body)
    return sorted(paper_memory.numbers(session, request, "", day))


def test_papers_of_two_kinds_with_one_sign_share_a_book(session: Session) -> None:
    day = date(2026, 3, 2)
    kept(session, PaperKind.RECOGNITION_PROPOSAL, "05", day)
    kept(session, PaperKind.AWARD_PROPOSAL, "06", day)
    kept(session, PaperKind.VISIT_REPORT, "07", day)
    assert taken(session, PaperKind.RECOGNITION_PROPOSAL, day) == ["05", "06"]
    assert taken(session, PaperKind.AWARD_PROPOSAL, day) == ["05", "06"]
    assert taken(session, PaperKind.VISIT_REPORT, day) == ["07"]


def test_decisions_of_the_desk_and_of_recognition_share_a_book(session: Session) -> None:
    day = date(2026, 3, 2)
    kept(session, PaperKind.AWARD_DECISION, "05", day)
    with session.write("Thử", Topic.DECISIONS) as work:
        body = body_of(session, Channel.PARTY)
        common = {
            "programme_id": factories.PROGRAMME,
            "year": 2026,
            "body": body,
            "origin": "own",
            "subject": "Công nhận (mẫu)",
            "level": "xa",
        }
        made = work.insert(Decision, number="06", date=day, status="issued", **common)
        draft = work.insert(Decision, status="draft", **common)
    assert taken(session, PaperKind.AWARD_DECISION, day) == ["05", "06"]
    assert sorted(number_series.series_of(session, draft, day)) == ["05", "06"]
    assert number_series.series_of(session, made, day) == ["05"]
