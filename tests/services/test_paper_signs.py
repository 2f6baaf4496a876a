"""Numbers as an official reads them: with the signs of body and kind, as the paper prints them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain import paper_code
from danvan_desktop.domain.units import BodyKind
from danvan_desktop.models import Award, Registration
from danvan_desktop.services import (
    awards,
    certificate_papers,
    certificates,
    following_papers,
    honours,
    issued_list,
    paper_codes,
    paper_desk,
    paper_list,
    paper_parts,
    paper_search,
    papers,
    recognition,
)
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.papers import PaperKind
from tests.services import judging_factories
from tests.services.award_factories import give_awards
from tests.services.judging_factories import Place
from tests.services.test_body_words import body_of, commune
from tests.services.test_paper_desk import text_of
from tests.services.test_paper_standing import given
from tests.services.test_sending_down import Chain, proposed, recognise_above, take


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = commune(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def issued(place: Place, kind: PaperKind, body: BodyKind, number: str = "05") -> str:
    session = place.session
    draft = paper_desk.begin(
        session, kind, place.plan.id, place.year, body=body_of(session, body).uid
    )
    texts = {**draft.texts, "signer": "Người ký (mẫu)"}
    uid = paper_desk.save(session, replace(draft, texts=texts)).uid
    paper_desk.sign(session, uid, number, session.today())
    paper_desk.issue(session, uid)
    return uid


@pytest.mark.parametrize(
    ("kind", "body", "typed", "shown"),
    [
        (PaperKind.PLAN, BodyKind.PARTY_COMMITTEE, "05", "05-KH/ĐU"),
        (PaperKind.PLAN, BodyKind.PEOPLES_COMMITTEE, "05", "05/KH-UBND"),
        (PaperKind.PLAN, BodyKind.FRONT_COMMITTEE, "249", "249/KH-MTTQ-BTT"),
        (PaperKind.PLAN, BodyKind.FARMERS_UNION, "05", "05-KH/HND"),
        (PaperKind.REGISTRATION_LETTER, BodyKind.PARTY_COMMITTEE, "05", "05-CV/ĐU"),
        (PaperKind.REGISTRATION_LETTER, BodyKind.PEOPLES_COMMITTEE, "05", "05/UBND"),
        (PaperKind.REGISTRATION_LETTER, BodyKind.PEOPLES_COMMITTEE, "05/UBND-VX", "05/UBND-VX"),
    ],
)
def test_lists_show_the_number_that_stands_on_the_paper(
    place: Place, kind: PaperKind, body: BodyKind, typed: str, shown: str
) -> None:
    session = place.session
    uid = issued(place, kind, body, typed)
    (row,) = paper_list.rows(session, place.plan.id, place.year)
    (listed,) = issued_list.all_issued(session)
    (of_record,) = papers.issued(session, uid)
    (found,) = paper_search.find(session, shown, place.plan.id, place.year, 5)
    assert (row.number, row.number_text, listed.number_text) == (typed, shown, shown)
    assert (of_record.number_text, f"số {shown} ngày" in found.detail) == (shown, True)
    assert shown in text_of(papers.reprint(session, listed.uid))


def test_draft_has_no_number_to_show(place: Place) -> None:
    draft = paper_desk.begin(place.session, PaperKind.PLAN, place.plan.id, place.year)
    paper_desk.save(place.session, draft)
    (row,) = paper_list.rows(place.session, place.plan.id, place.year)
    assert row.number_text == ""


def test_report_of_a_team_bears_the_sign_of_the_team(place: Place) -> None:
    signs, body = Signs(place.session), body_of(place.session, BodyKind.PARTY_COMMITTEE).uid
    assert signs.of(PaperKind.VISIT_REPORT, body, "03", place.session.today()) == "03-BC/TTĐ"


def test_paper_of_an_older_day_has_the_signs_of_its_day(place: Place) -> None:
    signs, body = Signs(place.session), body_of(place.session, BodyKind.PARTY_COMMITTEE).uid
    assert signs.of(PaperKind.PLAN, body, "16", date(2018, 3, 5)) == "16 - KH/ĐU"


def test_body_with_its_own_copy_of_the_profile_is_followed(place: Place) -> None:
    from danvan_desktop.services import own_profiles

    row = body_of(place.session, BodyKind.PARTY_COMMITTEE)
    profile = paper_parts.profile_of(place.session, row, place.session.today()).id
    values = own_profiles.values(row.uid, profile)
    values["number"] = {**values["number"], "pattern": "Số {number}/{kind}.{issuer}"}
    own_profiles.save(place.session, row.uid, profile, values)
    number = Signs(place.session).of(PaperKind.PLAN, row.uid, "05", place.session.today())
    assert number == "05/KH.ĐU"


def test_state_letter_is_named_by_its_own_number_in_what_replaces_it(place: Place) -> None:
    uid = issued(place, PaperKind.REGISTRATION_LETTER, BodyKind.PEOPLES_COMMITTEE)
    words = following_papers.replacement(place.session, uid).texts["body"].splitlines()[-1]
    assert words.startswith("Công văn này thay thế Công văn số 05/UBND ngày ")


def test_decision_is_named_in_full_wherever_it_is_read(place: Place) -> None:
    session, key = place.session, (place.plan.id, place.year)
    decision, _, _ = given(place)
    papers.issue_decision(session, decision)
    (row,) = recognition.decisions(session, *key)
    (entry,) = certificates.register(session, place.year)
    (one,) = awards.proposable(session, *key)
    (listed,) = issued_list.all_issued(session)
    registration = Registration.get()
    assert (row.number, row.number_text, entry.decision_number) == ("05", "05-QĐ/ĐU", "05-QĐ/ĐU")
    assert one.decision.startswith("Quyết định số 05-QĐ/ĐU ngày ")
    assert "(Quyết định số 05-QĐ/ĐU ngày " in honours.words(session, registration)
    assert listed.title.startswith("Quyết định 05-QĐ/ĐU ")
    assert issued_list.name_of(listed).count("05-QĐ/ĐU") == 1


@pytest.mark.parametrize(
    ("giver", "shown"),
    [
        ("Đảng ủy xã An Mẫu", "12-QĐ/ĐU"),
        ("Chủ tịch UBND xã An Mẫu", "12/QĐ-UBND"),
        ("Tỉnh ủy Mẫu", "12"),
        ("Hội đồng thi đua (mẫu)", "12"),
    ],
)
def test_award_has_the_signs_of_the_body_of_ours_that_gave_it(
    place: Place, giver: str, shown: str
) -> None:
    row = Award(
        owner=place.session.office_uid,
        giver_name=giver,
        decision_number="12",
        decision_date=place.session.today(),
    )
    assert Signs(place.session).award(row) == shown


def test_list_of_awards_shows_the_number_in_full(tmp_path: Path) -> None:
    place = judging_factories.open_place(tmp_path / "d")
    give_awards(place)
    found = {row.decision_words for row in awards.awards(place.session, place.plan.id, place.year)}
    place.session.close()
    assert found == {"", "Số 12 - QĐ/ĐU ngày 05/01/2015"}


def test_check_of_a_paper_of_ours_shows_the_number_in_full(place: Place) -> None:
    _, _, text = given(place)
    found = paper_codes.check_text(place.session, text)
    assert paper_code.read(text).facts.decision_number == "05"
    assert (found.facts.decision_number, "Quyết định số 05-QĐ/ĐU ngày" in found.facts.about) == (
        "05-QĐ/ĐU",
        True,
    )


def test_check_shows_the_number_alone_until_a_package_brings_the_decision(tmp_path: Path) -> None:
    chain = Chain(tmp_path)
    uid = proposed(chain, "Đường hoa (mẫu)")
    chain.up()
    decision = recognise_above(chain, uid)
    above = chain.province.session
    day = recognition.decision(above, decision).row.date
    assert day is not None
    recognition.set_number_and_date(above, decision, "07", day, reason="Ghi số theo sổ (mẫu)")
    (line,) = recognition.decision(above, decision).lines
    certificates.issue(above, decision, [line.uid], on=date(chain.year, 12, 2))
    (entry,) = certificates.of_decision(above, decision)
    (paper,) = certificate_papers.of_certificates(above, [entry.uid])
    number = recognition.decision(above, decision).row.number_text
    before = paper_codes.check_text(chain.commune.session, paper.data.code)
    path = chain.down()
    take(chain.commune.session, path)
    after = paper_codes.check_text(chain.commune.session, paper.data.code)
    chain.close()
    assert (before.facts.decision_number, after.facts.decision_number) == ("07", number)
