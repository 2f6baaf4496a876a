"""Papers of a commune that carries out a programme from above, as its first start sets it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from danvan_desktop.domain.forms_of_address import bare_name
from danvan_desktop.domain.office_names import place_name, propose_bodies
from danvan_desktop.domain.units import BodyKind, Channel, SubjectKind, UnitKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import Certificate
from danvan_desktop.services import (
    addressees,
    adoption,
    authority,
    awards,
    certificates,
    decision_wording,
    following_papers,
    gaps,
    own_words,
    paper_desk,
    papers,
    plan_words,
    recognition,
    registrations,
    units,
)
from danvan_desktop.services.authority import OfficeAuthority
from danvan_desktop.services.awards import AwardDraft
from danvan_desktop.services.certificate_contents import CertificateContents
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Session
from danvan_desktop.services.units import BodyDraft
from tests.factories import adopt
from tests.services.commune_offices import commune_office
from tests.services.judging_factories import Place, assess, draft_of
from tests.services.test_paper_desk import text_of

FRONT, CHI_LANG = "mttq-cu-jut-2020", "huyen-uy-chi-lang-2023"


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Session]:
    session = commune_office(tmp_path, BodyKind.FRONT_COMMITTEE, "Cư Jút", 2020)
    adopt(session, FRONT)
    yield session
    session.close()


def _words(session: Session, kind: PaperKind, programme: str, year: int, **about: str) -> str:
    return "\n".join(paper_desk.begin(session, kind, programme, year, **about).texts.values())


def test_plan_of_a_commune_gives_no_work_to_those_above_it(tmp_path: Path) -> None:
    session = commune_office(tmp_path, BodyKind.PARTY_COMMITTEE, "Chi Lăng", 2023)
    adopt(session, CHI_LANG)
    words = _words(session, PaperKind.PLAN, CHI_LANG, 2023)
    for theirs in ("đoàn thể huyện", "xã hội huyện", "Công an huyện", "các xã, thị trấn"):
        assert theirs not in words
    assert "1. Đảng ủy xã An Mẫu\n- Chỉ tiêu: đăng ký" in words
    assert "ít nhất 05 mô hình, điển hình;" in words
    session.close()


def test_what_a_commune_sends_upwards_is_its_own_duty_in_its_plan(tmp_path: Path) -> None:
    session = commune_office(tmp_path, BodyKind.PARTY_COMMITTEE, "Chi Lăng", 2023)
    adopt(session, CHI_LANG)
    words = _words(session, PaperKind.PLAN, CHI_LANG, 2023)
    assert "2. Ban Thường vụ Đảng ủy xã An Mẫu\n- Đăng ký, tổng hợp danh sách" in words
    assert "Các đơn vị\n- Đăng ký" not in words
    session.close()


def test_form_goes_to_whom_the_programme_names_for_its_level(tmp_path: Path) -> None:
    session = commune_office(tmp_path, BodyKind.PARTY_COMMITTEE, "Chi Lăng", 2023)
    plan = adopt(session, CHI_LANG)
    below, above = (addressees.registered_with(session, plan, one.name) for one in plan.levels)
    assert below == "Ban Thường vụ Đảng ủy xã An Mẫu"
    assert above == "Ban Thường vụ Huyện ủy Chi Lăng (qua Ban Dân vận Huyện ủy)"
    session.close()


def test_proposal_goes_to_the_committee_that_the_programme_names_for_communes(
    tmp_path: Path,
) -> None:
    session = commune_office(tmp_path, BodyKind.PEOPLES_COMMITTEE, "Chi Lăng", 2023)
    plan = adopt(session, CHI_LANG)
    body = units.bodies(session, own_only=True)[0].uid
    told = addressees.decides(session, plan, body, [("mo-hinh", "co-so")])
    assert told == "Ban Thường vụ Đảng ủy xã An Mẫu"
    assert addressees.decides(session, plan, body, [("mo-hinh", "huyen")]) == ""
    session.close()


def test_party_committee_puts_nothing_to_its_front_or_its_board(tmp_path: Path) -> None:
    session = commune_office(tmp_path, BodyKind.PARTY_COMMITTEE, "Mẫu", 2026)
    plan = adopt(session, "xa-phuong-2026-2030")
    home = next(row.uid for row in units.units(session) if row.kind is UnitKind.COMMUNE)
    (committee,) = units.bodies(session, own_only=True)
    front = units.add_body(session, BodyDraft("MTTQ xã", BodyKind.FRONT_COMMITTEE, home)).uid
    board = units.add_body(session, BodyDraft("Ban Mẫu", BodyKind.PARTY_BOARD, home)).uid
    for body in (committee.uid, front, board):
        told = addressees.decides(session, plan, body, [("mo-hinh", "xa")])
        assert told == "Ban Thường vụ Đảng ủy xã An Mẫu"
    session.close()


def test_nothing_is_put_to_a_committee_that_was_merged(tmp_path: Path) -> None:
    session = commune_office(tmp_path, BodyKind.PEOPLES_COMMITTEE, "Chi Lăng", 2023)
    plan = adopt(session, CHI_LANG)
    (body,) = units.bodies(session, own_only=True)
    yesterday = session.today() - timedelta(days=1)
    merged = BodyDraft("Đảng ủy xã Cũ", BodyKind.PARTY_COMMITTEE, body.unit, valid_to=yesterday)
    units.add_body(session, merged)
    told = addressees.decides(session, plan, body.uid, [("mo-hinh", "co-so")])
    with_whom = addressees.registered_with(session, plan, plan.levels[0].name)
    assert (told, "xã Cũ" in with_whom) == ("Ban Thường vụ Đảng ủy xã An Mẫu", False)
    session.close()


@pytest.mark.parametrize(
    ("channel", "who"),
    [
        (Channel.PARTY, "Văn phòng, các cơ quan tham mưu, giúp việc của Đảng ủy xã An Mẫu"),
        (Channel.STATE, "Thủ trưởng các cơ quan, đơn vị liên quan"),
        (Channel.FRONT, "Các cơ quan, đơn vị liên quan"),
    ],
)
def test_decision_is_carried_out_by_the_offices_its_body_has(channel: Channel, who: str) -> None:
    assert decision_wording.carries_out(channel, "Đảng ủy xã An Mẫu").startswith(who)


@pytest.mark.parametrize(
    ("who", "above"),
    [
        ("Ủy ban MTTQ và các tổ chức chính trị - xã hội huyện", True),
        ("Hội Nông dân các huyện, thị xã, thành phố", True),
        ("Ban Dân vận Huyện ủy", True),
        ("Đảng ủy các xã, thị trấn", False),
        ("Cán bộ, đảng viên trong cơ quan Ủy ban MTTQ huyện, xã, thị trấn", False),
        ("Các cơ sở Đoàn", False),
        ("Tập thể, cá nhân đã đăng ký", False),
    ],
)
def test_who_stands_above_a_commune_is_told_from_the_words(who: str, above: bool) -> None:
    assert own_words.stands_above(who) is above


def test_plan_of_the_front_names_itself_and_whose_paper_it_carries_out(front: Session) -> None:
    words = _words(front, PaperKind.PLAN, FRONT, 2020)
    above = "Ban Thường trực Ủy ban MTTQ huyện Cư Jút"
    assert "1. Ban Thường trực Ủy ban MTTQ Việt Nam xã An Mẫu\n" in words
    assert "2. Cán bộ, đảng viên trong cơ quan Ủy ban MTTQ xã An Mẫu\n" in words
    assert f"gửi {above}: trước ngày 10/11/2020" in words
    assert f"{above} (báo cáo)\n" in words
    assert "hộ gia đình" not in words  # the programme has none


def test_number_of_the_programmes_paper_that_the_office_typed_stands_in_its_papers(
    front: Session,
) -> None:
    gaps.set_words(front, FRONT, "paper.number", "số 12/HD-MTTQ-BTT ngày 05/6/2020")
    said = "Hướng dẫn số 12/HD-MTTQ-BTT ngày 05/6/2020 của Ban Thường trực Ủy ban MTTQ huyện"
    for kind in (PaperKind.PLAN, PaperKind.REGISTRATION_LETTER):
        assert f"Thực hiện {said} Cư Jút" in _words(front, kind, FRONT, 2020)


def test_replacement_of_a_letter_names_the_number_that_stood_on_it(front: Session) -> None:
    draft = paper_desk.begin(front, PaperKind.REGISTRATION_LETTER, FRONT, 2020)
    saved = paper_desk.save(front, draft)
    paper_desk.sign(front, saved.uid, "15", date(2020, 11, 30), signer="Người ký (mẫu)")
    paper_desk.issue(front, saved.uid)
    printed = text_of(paper_desk.paper(front, paper_desk.get(front, saved.uid)))
    body = following_papers.replacement(front, saved.uid).texts["body"]
    assert "Số: 15/MTTQ-BTT" in printed
    assert "Công văn này thay thế Công văn số 15/MTTQ-BTT ngày 30 tháng 11 năm 2020" in body


@pytest.fixture
def recognised(front: Session) -> tuple[Session, str, str]:
    """A village itself, recognised and given an award by the Front: registration, decision."""
    body = units.bodies(front, own_only=True)[0]
    place = Place(front, adoption.programme(front, FRONT), body.uid)
    draft = draft_of(place, "Đoạn đường tự quản", SubjectKind.COLLECTIVE, 0)
    own = replace(draft, subject_name="Thôn Mẫu", person_in_charge="Bà Trần Thị Mẫu, Trưởng thôn")
    uid = registrations.register(front, FRONT, 2020, own).uid
    assess(place, uid)
    powers = OfficeAuthority(body.uid, "xa", ("dien-hinh",), "Quy chế (mẫu)")
    authority.set_answers(front, FRONT, [powers])
    words = recognition.propose_draft(front, FRONT, 2020, body.uid, [uid])
    made = recognition.draft_decision(front, replace(words, signer="Người ký (mẫu)")).uid
    recognition.set_number_and_date(front, made, "06", front.today())
    (one,) = awards.proposable(front, FRONT, 2020)
    award = AwardDraft(
        one.recipient_name,
        one.subject_kind,
        "Giấy khen",
        one.achievement,
        giver_name=body.name,
        registration=one.registration,
        recognition=one.recognition,
    )
    awards.propose(front, FRONT, 2020, [award])
    return front, uid, made


def test_award_decision_begins_as_that_of_the_giver(
    recognised: tuple[Session, str, str],
) -> None:
    session, *_ = recognised
    front = units.bodies(session, own_only=True)[0]
    state = propose_bodies(place_name(UnitKind.COMMUNE, "An Mẫu"))
    draft = next(one for one in state if one.kind is BodyKind.PEOPLES_COMMITTEE)
    home = next(row.uid for row in units.units(session) if row.kind is UnitKind.COMMUNE)
    committee = units.add_body(session, BodyDraft(draft.name, draft.kind, home)).uid
    begun = paper_desk.begin(session, PaperKind.AWARD_DECISION, FRONT, 2020)
    assert begun.request.body == front.uid
    other = AwardDraft("Ông Mẫu", SubjectKind.INDIVIDUAL, "Giấy khen", "Có công", draft.name)
    awards.propose(session, FRONT, 2020, [other, replace(other, recipient_name="Bà Mẫu")])
    begun = paper_desk.begin(session, PaperKind.AWARD_DECISION, FRONT, 2020)
    assert begun.request.body == committee
    assert "cho 02 cá nhân" in begun.texts["articles"]


def test_signer_of_the_bodys_decisions_is_proposed_for_the_next(
    recognised: tuple[Session, str, str],
) -> None:
    session, uid, _ = recognised
    body = units.bodies(session, own_only=True)[0].uid
    assert recognition.propose_draft(session, FRONT, 2020, body, [uid]).signer == "Người ký (mẫu)"


def test_award_papers_cite_the_decision_by_its_subject_and_go_to_the_giver(
    recognised: tuple[Session, str, str],
) -> None:
    session, *_ = recognised
    decision = _words(session, PaperKind.AWARD_DECISION, FRONT, 2020)
    assert (
        "Căn cứ Quyết định số 06/QĐ-MTTQ-BTT ngày 01 tháng 12 năm 2020 của Ban Thường trực Ủy ban "
        "MTTQ Việt Nam xã An Mẫu về việc công nhận điển hình “Dân vận khéo” cấp xã năm 2020\n"
    ) in decision
    assert decision.index("Như Điều 3") < decision.index("Thường trực Đảng ủy (báo cáo)")
    proposal = paper_desk.begin(session, PaperKind.AWARD_PROPOSAL, FRONT, 2020).texts
    assert proposal["addressees"] == "Ban Thường trực Ủy ban MTTQ Việt Nam xã An Mẫu"
    (row,) = awards.awards(session, FRONT, 2020)
    assert "thực hiện nội dung “Đoạn đường tự quản”" in row.achievement


def test_achievement_report_names_titles_with_the_full_number_of_their_decisions(
    recognised: tuple[Session, str, str],
) -> None:
    session, uid, _ = recognised
    draft = paper_desk.begin(session, PaperKind.ACHIEVEMENT_REPORT, FRONT, 2020, about=uid)
    assert (
        "- Được công nhận điển hình “Dân vận khéo” cấp xã năm 2020 (Quyết định số 06/QĐ-MTTQ-BTT "
        "ngày 01 tháng 12 năm 2020 của Ban Thường trực Ủy ban MTTQ Việt Nam xã An Mẫu)"
    ) in draft.texts["body"]
    assert draft.texts["signer"] == "Trần Thị Mẫu"
    assert text_of(paper_desk.paper(session, draft)).startswith("XÃ AN MẪU")


def test_report_of_a_party_cell_has_the_partys_head_in_an_office_of_the_front(
    front: Session,
) -> None:
    place = Place(front, adoption.programme(front, FRONT), "")
    draft = draft_of(place, "Chi bộ bốn tốt", SubjectKind.COLLECTIVE, 0)
    cell = replace(draft, subject_name="Chi bộ thôn Mẫu")
    uid = registrations.register(front, FRONT, 2020, cell).uid
    report = paper_desk.begin(front, PaperKind.RESULT_REPORT, FRONT, 2020, about=uid)
    drawn = text_of(paper_desk.paper(front, report))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in drawn
    assert "CỘNG HÒA" not in drawn


@pytest.mark.parametrize(
    ("who", "kind", "head", "look"),
    [
        ("Thôn Mẫu", SubjectKind.COLLECTIVE, "XÃ AN MẪU THÔN MẪU", "CỘNG HÒA XÃ HỘI"),
        ("Chi bộ thôn Mẫu", SubjectKind.COLLECTIVE, "CHI BỘ THÔN MẪU", "ĐẢNG CỘNG SẢN"),
        ("Bà Trần Thị Mẫu", SubjectKind.INDIVIDUAL, "XÃ AN MẪU THÔN MẪU", "CỘNG HÒA XÃ HỘI"),
    ],
)
def test_form_is_headed_by_who_registers_and_sent_to_the_office(
    front: Session, who: str, kind: SubjectKind, head: str, look: str
) -> None:
    place = Place(front, adoption.programme(front, FRONT), "")
    draft = replace(draft_of(place, "Đoạn đường tự quản", kind, 0), subject_name=who)
    uid = registrations.register(front, FRONT, 2020, draft).uid
    drawn = text_of(papers.registration_form(front, uid))
    assert head in drawn
    assert look in drawn
    assert "BAN THƯỜNG TRỰC" not in drawn
    assert "Kính gửi: Ban Thường trực Ủy ban MTTQ Việt Nam xã An Mẫu" in drawn


def test_recipient_that_is_a_place_is_not_named_again_as_its_address(
    recognised: tuple[Session, str, str],
) -> None:
    session, _, made = recognised
    lines = recognition.decision(session, made).lines
    certificates.issue(session, made, [line.uid for line in lines])
    (row,) = Certificate.select()
    said = CertificateContents(session).of(row)
    assert (said.recipient, said.address) == ("Thôn Mẫu", "")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Bà Trần Thị Mẫu, Trưởng thôn", "Trần Thị Mẫu"),
        ("Trần Văn Mẫu", "Trần Văn Mẫu"),
        ("Đồng chí Bà Văn Mẫu", "Bà Văn Mẫu"),
        ("Hộ ông Phạm Văn Mẫu", "Phạm Văn Mẫu"),
        ("Hộ gia đình tổ dân phố 10", "Hộ gia đình tổ dân phố 10"),
        ("Ban công tác Mặt trận", "Ban công tác Mặt trận"),
        ("", ""),
    ],
)
def test_name_under_a_signature_stands_alone(typed: str, name: str) -> None:
    assert bare_name(typed) == name


def test_registering_without_a_date_opens_the_dates_of_a_plan(front: Session) -> None:
    plan = adoption.programme(front, FRONT)
    assert [line.split(":")[0] for line in plan_words.dates(front, plan, 2020)] == [
        "- Đăng ký nội dung, việc làm, mô hình",
        "- Báo cáo kết quả thực hiện",
    ]


@pytest.mark.parametrize("kind", [SubjectKind.COLLECTIVE, SubjectKind.INDIVIDUAL])
def test_letter_no_font_has_in_who_registers_is_told_under_its_own_name(
    front: Session, kind: SubjectKind
) -> None:
    place = Place(front, adoption.programme(front, FRONT), "")
    draft = replace(draft_of(place, "Đoạn đường tự quản", kind, 0), subject_name="Tổ 🌸 Mẫu")
    uid = registrations.register(front, FRONT, 2020, draft).uid
    with pytest.raises(UserError, match=r"^Đơn vị, cá nhân đăng ký có ký tự không in được: “🌸”"):
        papers.registration_form(front, uid)
