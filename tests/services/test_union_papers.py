"""Papers of the Youth Union and the Farmers' Union of a commune, under a plan from above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop.domain.units import BodyKind, SubjectKind, UnitKind
from danvan_desktop.models import Body
from danvan_desktop.services import (
    addressees,
    adoption,
    authority,
    awards,
    certificate_batch,
    certificates,
    decision_articles,
    decision_wording,
    paper_desk,
    papers,
    recognition,
    registrations,
    units,
)
from danvan_desktop.services.authority import OfficeAuthority
from danvan_desktop.services.awards import AwardDecision, AwardDraft
from danvan_desktop.services.paper_parts import issuer_of
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Session
from danvan_desktop.services.units import BodyDraft
from tests.factories import adopt
from tests.services.commune_offices import commune_office
from tests.services.judging_factories import Place, assess, draft_of, register
from tests.services.test_paper_desk import text_of

YOUTH, FARMERS = "huyen-doan-tho-xuan-2022-2025", "hoi-nong-dan-bac-ninh-2021-2025"
FARMERS_HEAD = "HỘI NÔNG DÂN XÃ AN MẪU"


@pytest.fixture
def youth(tmp_path: Path) -> Iterator[Session]:
    session = commune_office(tmp_path, BodyKind.YOUTH_UNION, "Thọ Xuân", 2024)
    adopt(session, YOUTH)
    yield session
    session.close()


@pytest.fixture
def farmers(tmp_path: Path) -> Iterator[Session]:
    session = commune_office(tmp_path, BodyKind.FARMERS_UNION, "Lương Tài", 2023)
    adopt(session, FARMERS)
    yield session
    session.close()


def _registered(session: Session, programme: str, year: int, who: str) -> str:
    place = Place(session, adoption.programme(session, programme), "")
    draft = draft_of(place, "Đường hoa (mẫu)", SubjectKind.COLLECTIVE, 0)
    named = replace(draft, subject_name=who)
    return registrations.register(session, programme, year, named).uid


def test_plan_of_the_commune_names_its_own_union_where_all_of_them_are_meant(
    youth: Session,
) -> None:
    body = paper_desk.begin(youth, PaperKind.PLAN, YOUTH, 2024).texts["body"]
    assert "cơ sở Đoàn" not in body
    assert "II. CHỈ TIÊU\n- Đoàn xã An Mẫu xây dựng được mô hình;\n" in body
    assert "- Đoàn xã An Mẫu: tỷ lệ tập hợp, đoàn kết thanh niên đạt từ 80% trở lên" in body
    assert "1. Đoàn xã An Mẫu\n- Chỉ tiêu: xây dựng được mô hình;\n" in body


def test_duty_of_all_tiers_is_the_communes_own_in_its_plan(farmers: Session) -> None:
    body = paper_desk.begin(farmers, PaperKind.PLAN, FARMERS, 2023).texts["body"]
    assert "1. Ban Thường vụ Hội Nông dân xã An Mẫu\n- Rà soát, đăng ký" in body


@pytest.mark.parametrize("kind", [PaperKind.RESULT_REPORT, PaperKind.ACHIEVEMENT_REPORT, None])
def test_paper_of_a_youth_cell_is_headed_by_its_union(
    youth: Session, kind: PaperKind | None
) -> None:
    uid = _registered(youth, YOUTH, 2024, "Chi đoàn thôn Mẫu")
    if kind is None:
        drawn = text_of(papers.registration_form(youth, uid))
    else:
        begun = paper_desk.begin(youth, kind, YOUTH, 2024, about=uid)
        drawn = text_of(paper_desk.paper(youth, begun))
    assert drawn.startswith("BAN CHẤP HÀNH ĐOÀN XÃ AN MẪU CHI ĐOÀN THÔN MẪU *** ĐOÀN TNCS HỒ CHÍ")
    assert "CỘNG HÒA" not in drawn


@pytest.mark.parametrize(
    ("who", "head"),
    [
        ("Đoàn xã An Mẫu", "ĐOÀN XÃ AN MẪU *** ĐOÀN TNCS HỒ CHÍ MINH"),
        ("Chi hội Nông dân thôn Mẫu", f"{FARMERS_HEAD} CHI HỘI NÔNG DÂN THÔN MẪU * CỘNG HÒA"),
        ("Chi hội Phụ nữ thôn Mẫu", "PHỤ NỮ XÃ AN MẪU CHI HỘI PHỤ NỮ THÔN MẪU CỘNG HÒA"),
        ("Tổ liên gia số 1 (mẫu)", "THÔN MẪU TỔ LIÊN GIA SỐ 1 (MẪU) CỘNG HÒA"),
    ],
)
def test_head_of_who_registers_follows_the_line_its_name_tells(
    youth: Session, who: str, head: str
) -> None:
    uid = _registered(youth, YOUTH, 2024, who)
    assert head in text_of(papers.registration_form(youth, uid))


def test_cell_that_is_listed_among_the_organisations_is_headed_as_its_line(youth: Session) -> None:
    village = next(row.uid for row in units.units(youth) if row.kind is UnitKind.VILLAGE)
    cell = BodyDraft("Chi đoàn thôn Mẫu", BodyKind.BRANCH, village)
    listed = units.add_body(youth, cell).uid
    place = Place(youth, adoption.programme(youth, YOUTH), "")
    draft = draft_of(place, "Đường hoa (mẫu)", SubjectKind.COLLECTIVE, 0)
    own = replace(draft, subject_name="", body=listed)
    uid = registrations.register(youth, YOUTH, 2024, own).uid
    drawn = text_of(papers.registration_form(youth, uid))
    assert "BAN CHẤP HÀNH ĐOÀN XÃ AN MẪU CHI ĐOÀN THÔN MẪU *** ĐOÀN TNCS HỒ CHÍ" in drawn
    units.edit_body(youth, listed, replace(cell, header_name="BCH Chi đoàn", place="Mẫu"))
    assert "BCH CHI ĐOÀN CỘNG HÒA" in text_of(papers.registration_form(youth, uid))


def test_what_the_office_itself_registers_goes_to_who_stands_above(youth: Session) -> None:
    place = Place(youth, adoption.programme(youth, YOUTH), "")
    draft = draft_of(place, "Đường hoa (mẫu)", SubjectKind.COLLECTIVE, 0)
    own = replace(draft, subject_name="", body=Body.get().uid)
    uid = registrations.register(youth, YOUTH, 2024, own).uid
    drawn = text_of(papers.registration_form(youth, uid))
    assert "Kính gửi: Ban Thường vụ Huyện Đoàn Thọ Xuân" in drawn


def test_report_of_a_person_names_the_title_and_not_the_person_as_what_was_done(
    youth: Session,
) -> None:
    place = Place(youth, adoption.programme(youth, YOUTH), "")
    draft = draft_of(place, "Nguyễn Thị Mẫu", SubjectKind.INDIVIDUAL, 0)
    person = replace(draft, name="", subject_name="Nguyễn Thị Mẫu", title="dien-hinh")
    uid = registrations.register(youth, YOUTH, 2024, person).uid
    told = paper_desk.begin(youth, PaperKind.ACHIEVEMENT_REPORT, YOUTH, 2024, about=uid).texts
    assert "cá nhân đăng ký xây dựng điển hình “Dân vận khéo”.\n" in told["body"]
    result = paper_desk.begin(youth, PaperKind.RESULT_REPORT, YOUTH, 2024, about=uid).texts
    assert result["subject"] == "Kết quả xây dựng điển hình “Dân vận khéo” năm 2024"
    assert result["body"].endswith("công nhận điển hình “Dân vận khéo” theo quy định.")


def test_decision_names_titles_in_the_order_of_the_programme(youth: Session) -> None:
    plan = adoption.programme(youth, YOUTH)
    body = Body.get().uid
    assert decision_wording.titles_of(plan, ["dien-hinh", "mo-hinh", "dien-hinh"]) == [
        "Mô hình “Dân vận khéo”",
        "Điển hình “Dân vận khéo”",
    ]
    given = [("dien-hinh", "huyen"), ("mo-hinh", "huyen"), ("dien-hinh", "huyen")]
    first = decision_articles.propose(plan, body, 2024, given).split("\n")[0]
    assert first.startswith("Công nhận 01 mô hình “Dân vận khéo”, 02 điển hình “Dân vận khéo” cấp")


def test_list_goes_to_the_district_by_its_name(youth: Session) -> None:
    _registered(youth, YOUTH, 2024, "Chi đoàn thôn Mẫu")
    drawn = text_of(papers.registration_list_pdf(youth, YOUTH, 2024))
    assert "- Ban Thường vụ Huyện Đoàn Thọ Xuân;" in drawn


def test_papers_of_a_commune_go_to_the_district_under_a_plan_of_the_province(
    farmers: Session,
) -> None:
    plan, body = adoption.programme(farmers, FARMERS), Body.get()
    district = "Ban Thường vụ Hội Nông dân huyện Lương Tài"
    assert addressees.above(plan, body) == district
    told = paper_desk.begin(farmers, PaperKind.PLAN, FARMERS, 2023).texts["receivers"]
    assert told.split("\n")[0] == f"{district} (báo cáo)"
    _registered(farmers, FARMERS, 2023, "Chi hội Nông dân thôn Mẫu")
    assert f"- {district};" in text_of(papers.registration_list_pdf(farmers, FARMERS, 2023))


def test_body_right_below_the_issuer_reports_to_the_issuer(youth: Session) -> None:
    plan, body = adoption.programme(youth, YOUTH), Body.get()
    assert addressees.next_above(plan, body) == ""
    assert addressees.carried_out(plan, body) == "Ban Thường vụ Huyện Đoàn Thọ Xuân"


def test_standing_committee_has_a_line_of_its_own_in_the_head(farmers: Session) -> None:
    issuer = issuer_of(Body.get())
    assert issuer.parent_lines == ("Hội Nông dân huyện Lương Tài",)
    assert issuer.issuer_lines == ("Ban Thường vụ", "Hội Nông dân xã An Mẫu")


def test_letter_of_the_farmers_union_says_its_kind_in_the_number(farmers: Session) -> None:
    begun = paper_desk.begin(farmers, PaperKind.REGISTRATION_LETTER, FARMERS, 2023)
    assert "-CV/HND" in text_of(paper_desk.paper(farmers, begun))


def test_invitation_to_the_ceremony_names_only_who_may_be_awarded(youth: Session) -> None:
    body = paper_desk.begin(youth, PaperKind.CEREMONY_INVITATION, YOUTH, 2024).texts["body"]
    assert "khen thưởng tập thể, cá nhân có thành tích" in body


def test_certificate_and_award_paper_of_a_youth_union_call_a_member_comrade(
    youth: Session,
) -> None:
    plan, body = adoption.programme(youth, YOUTH), Body.get()
    place = Place(youth, plan, body.uid)
    uid = register(place, kind=SubjectKind.INDIVIDUAL, year=2024)
    assess(place, uid)
    powers = OfficeAuthority(body.uid, "co-so", ("dien-hinh",), "Quy chế (mẫu)")
    authority.set_answers(youth, YOUTH, [powers])
    words = recognition.propose_draft(youth, YOUTH, 2024, body.uid, [uid])
    made = recognition.draft_decision(youth, replace(words, signer="Người ký (mẫu)")).uid
    recognition.set_number_and_date(youth, made, "06", youth.today())
    certificates.issue(youth, made, [one.uid for one in recognition.decision(youth, made).lines])
    (entry,) = certificates.register(youth, 2024)
    (paper,) = certificate_batch.of_certificates(youth, [entry.uid])
    assert (paper.data.prefix, paper.data.lead) == ("Đồng chí", "Chứng nhận đồng chí")
    given = AwardDraft(
        *("Nguyễn Thị Mẫu", SubjectKind.INDIVIDUAL, "Giấy khen", "Thành tích"),
        giver_name=body.name,
    )
    awards.propose(youth, YOUTH, 2024, [given])
    (award,) = awards.awards(youth, YOUTH, 2024)
    awards.decide(youth, [award.uid], AwardDecision("07", youth.today(), body.name, {}))
    (paper,) = certificate_batch.of_awards(youth, [award.uid])
    assert paper.data.prefix == "Đồng chí"
