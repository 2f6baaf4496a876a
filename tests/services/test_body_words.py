"""Papers speak as the body that issues them: header, issuer, addressee, receivers, own names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.office_names import place_name, propose_bodies
from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.domain.units import BodyKind, SubjectKind, UnitKind
from danvan_desktop.models import Body
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    addressees,
    awards,
    councils,
    following_papers,
    meetings,
    office,
    paper_desk,
    paper_parts,
    papers,
    recognition,
    units,
)
from danvan_desktop.services.awards import AwardDraft
from danvan_desktop.services.councils import CouncilDraft, CouncilKind, MemberDraft
from danvan_desktop.services.paper_desk import Draft
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Clock, Session, open_session
from tests import factories
from tests.services import judging_factories
from tests.services.judging_factories import Place, assess, register
from tests.services.meeting_factories import MEMBERS
from tests.services.test_paper_desk import text_of

COMMUNE = place_name(UnitKind.COMMUNE, "An Mẫu")
PROVINCE = place_name(UnitKind.PROVINCE, "Mẫu")
BOARD = "Ban Xây dựng Đảng Đảng ủy xã An Mẫu"


def commune(folder: Path, *kinds: BodyKind) -> Place:
    """An office with these bodies as the first start proposes them, all for no kinds."""
    bodies = tuple(
        units.BodyDraft(
            one.name,
            one.kind,
            "",
            abbreviation=one.abbreviation,
            header_parent=one.header_parent,
            header_name=one.header_name,
            place=one.place,
        )
        for one in propose_bodies(COMMUNE, PROVINCE)
        if not kinds or one.kind in kinds
    )
    session = open_session(DataFolder(folder), Clock.fixed(date(2030, 11, 21)))
    draft = office.OfficeDraft(
        unit=units.UnitDraft(COMMUNE.full, UnitKind.COMMUNE),
        parents=(units.UnitDraft(PROVINCE.full, UnitKind.PROVINCE),),
        bodies=bodies,
        units_below=(units.UnitDraft("Thôn 1", UnitKind.VILLAGE),),
    )
    office.create_office(session, draft)
    plan = factories.adopt(session, factories.PROGRAMME)
    return Place(session, plan, paper_parts.default_body(session, plan).uid)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = commune(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def body_of(session: Session, kind: BodyKind) -> Body:
    del session
    row: Body = Body.get(Body.kind == kind.value)
    return row


def begin(place: Place, kind: PaperKind, about: str = "", body: str = "") -> Draft:
    year = place.year
    return paper_desk.begin(place.session, kind, place.plan.id, year, about=about, body=body)


def test_committee_comes_before_its_board_as_issuer(place: Place) -> None:
    assert Body.get_by_id(place.body).name == "Đảng ủy xã An Mẫu"


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        (BodyKind.PARTY_BOARD, ["Đảng ủy xã An Mẫu", "Ban Xây dựng Đảng"]),
        (
            BodyKind.FARMERS_UNION,
            ["Hội Nông dân tỉnh Mẫu", "Ban Thường vụ", "Hội Nông dân xã An Mẫu"],
        ),
        (BodyKind.FRONT_COMMITTEE, ["Ủy ban MTTQ Việt Nam xã An Mẫu", "Ban Thường trực"]),
    ],
)
def test_header_names_the_commune_once(place: Place, kind: BodyKind, head: list[str]) -> None:
    issuer = paper_parts.issuer_of(body_of(place.session, kind))
    assert [*issuer.parent_lines, *issuer.issuer_lines] == head


def test_programme_for_any_commune_names_ours(place: Place) -> None:
    body = begin(place, PaperKind.PLAN).texts["body"]
    named = "Kế hoạch của Đảng ủy xã An Mẫu về thực hiện phong trào thi đua “Dân vận khéo”"
    assert body.startswith(f"Thực hiện {named} giai đoạn 2026 - 2030, Ban Thường vụ")
    assert "xã, phường" not in body
    assert f"đăng ký, gửi {BOARD}: chậm nhất ngày 28/02/2030" in body
    assert body.count("(chậm nhất hết ngày 14/03/2030)") == 1


def test_board_proposes_to_its_committee_and_chairman_gives_giay_khen(place: Place) -> None:
    assess(place, register(place))
    draft = begin(place, PaperKind.RECOGNITION_PROPOSAL)
    assert Body.get_by_id(draft.request.body).name == BOARD
    assert draft.texts["addressees"] == "Ban Thường vụ Đảng ủy xã An Mẫu"
    draft_award = AwardDraft("Ông Mẫu", SubjectKind.INDIVIDUAL, "Giấy khen", "Có công (mẫu)")
    awards.propose(place.session, place.plan.id, place.year, [draft_award])
    chairman = "Chủ tịch Ủy ban nhân dân xã An Mẫu"
    assert begin(place, PaperKind.AWARD_PROPOSAL).texts["addressees"] == chairman


@pytest.mark.parametrize(
    ("kinds", "giver"),
    [
        (["Giấy khen"], "Chủ tịch Ủy ban nhân dân xã An Mẫu"),
        (["Giấy khen của Đoàn xã An Mẫu"], "Đoàn xã An Mẫu"),
        (["Giấy khen", "Bằng khen"], ""),
        ([], ""),
    ],
)
def test_giver_of_an_award_is_proposed_where_it_is_certain(
    place: Place, kinds: list[str], giver: str
) -> None:
    assert addressees.gives(Body.get_by_id(place.body), kinds) == giver


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (BodyKind.PARTY_COMMITTEE, "Thường trực Tỉnh ủy Mẫu (báo cáo)"),
        (BodyKind.PARTY_BOARD, "Thường trực Đảng ủy (báo cáo)"),
        (BodyKind.YOUTH_UNION, "Thường trực Đảng ủy (báo cáo)"),
    ],
)
def test_committee_reported_to_is_named(place: Place, kind: BodyKind, line: str) -> None:
    assert line in addressees.receivers(body_of(place.session, kind))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            BodyKind.PARTY_COMMITTEE,
            "Các chi bộ, cơ quan, đơn vị, tổ chức chính trị - xã hội\nCác thôn, tổ dân phố",
        ),
        (BodyKind.YOUTH_UNION, "Các chi đoàn, đơn vị trực thuộc"),
        (BodyKind.FARMERS_UNION, "Các chi hội trực thuộc"),
        (BodyKind.FRONT_COMMITTEE, "Các tổ chức thành viên, Ban Công tác Mặt trận"),
    ],
)
def test_body_writes_to_its_own_line(place: Place, kind: BodyKind, words: str) -> None:
    body = body_of(place.session, kind).uid
    draft = begin(place, PaperKind.REGISTRATION_LETTER, body=body)
    assert draft.texts["addressees"] == words
    plan = begin(place, PaperKind.PLAN, body=body)
    assert f"{words.splitlines()[0]} (thực hiện)" in plan.texts["receivers"]


def test_programme_without_sectors_lists_none(tmp_path: Path) -> None:
    place = judging_factories.open_place(tmp_path / "d", "mttq-cu-jut-2020")
    body = begin(place, PaperKind.PLAN).texts["body"]
    assert "lĩnh vực sau" not in body
    assert "II. NỘI DUNG\nCác đơn vị, cá nhân chọn nội dung" in body
    place.session.close()


def test_annex_names_who_decides_and_the_decision_its_first_day(place: Place) -> None:
    members = (MemberDraft("Người thứ nhất (mẫu)"),)
    team = CouncilDraft("Tổ thẩm định", kind=CouncilKind.APPRAISAL, members=members)
    uid = councils.add_council(place.session, team).uid
    text = text_of(paper_desk.paper(place.session, begin(place, PaperKind.TEAM_DECISION, uid)))
    assert "của Ban Thường vụ Đảng ủy xã An Mẫu)" in text
    assert "Quyết định có hiệu lực kể từ ngày ký." in text


def test_signed_decision_is_quoted_by_its_team(place: Place) -> None:
    members = (MemberDraft("Người thứ nhất (mẫu)"),)
    team = CouncilDraft("Tổ thẩm định", kind=CouncilKind.APPRAISAL, members=members)
    council = councils.add_council(place.session, team).uid
    draft = begin(place, PaperKind.TEAM_DECISION, council)
    draft = replace(draft, texts={**draft.texts, "signer": "Người ký (mẫu)"})
    uid = paper_desk.save(place.session, draft).uid
    today = place.session.today()

    def quoted() -> tuple[str, date | None]:
        row = councils.council(place.session, council).row
        return row.decision_number, row.decision_date

    paper_desk.sign(place.session, uid, "12", today)
    assert quoted() == ("12-QĐ/ĐU", today)
    paper_desk.move(place.session, uid, PaperStage.DRAFT, "Sửa thành viên (mẫu)")
    assert quoted() == ("", None)


def test_recognition_is_named_with_its_whole_sign(place: Place) -> None:
    uid = register(place)
    assess(place, uid)
    session, year = place.session, place.year
    draft = recognition.propose_draft(session, place.plan.id, year, place.body, [uid])
    decision = recognition.draft_decision(session, draft).uid
    recognition.set_number_and_date(session, decision, "15", session.today())
    give_recognised(place)
    bases = begin(place, PaperKind.AWARD_DECISION).texts["bases"]
    day = "ngày 21 tháng 11 năm 2030"
    assert f"Quyết định số 15-QĐ/ĐU {day} của Ban Thường vụ Đảng ủy xã An Mẫu" in bases


def give_recognised(place: Place) -> None:
    year = place.year
    (one,) = awards.proposable(place.session, place.plan.id, year)
    draft = AwardDraft(
        one.recipient_name,
        one.subject_kind,
        "Giấy khen",
        one.achievement,
        registration=one.registration,
        recognition=one.recognition,
    )
    awards.propose(place.session, place.plan.id, year, [draft])


def test_replacement_names_the_old_paper_in_full(place: Place) -> None:
    draft = begin(place, PaperKind.REGISTRATION_LETTER)
    draft = replace(draft, texts={**draft.texts, "signer": "Người ký (mẫu)"})
    uid = paper_desk.save(place.session, draft).uid
    paper_desk.sign(place.session, uid, "05", place.session.today())
    paper_desk.issue(place.session, uid)
    words = following_papers.replacement(place.session, uid).texts["body"].splitlines()[-1]
    assert words == (
        "Công văn này thay thế Công văn số 05-CV/ĐU ngày 21 tháng 11 năm 2030 của "
        "Ban Thường vụ Đảng ủy xã An Mẫu."
    )


def test_peoples_committee_invites_on_its_behalf(tmp_path: Path) -> None:
    place = commune(tmp_path / "d", BodyKind.PEOPLES_COMMITTEE)
    uid = register(place, year=place.year)
    assess(place, uid)
    draft = meetings.propose_meeting(place.session, place.plan.id, place.year)
    draft = replace(draft, members=MEMBERS, venue="Hội trường (mẫu)", starts="8h")
    meeting = meetings.plan_meeting(place.session, draft, [uid]).uid
    text = text_of(papers.meeting_invitation(place.session, meeting))
    assert "Ủy ban nhân dân xã An Mẫu trân trọng kính mời" in text
    assert "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH" in text
    place.session.close()


def test_first_body_of_the_first_start_issues_papers(tmp_path: Path) -> None:
    draft = factories.commune_draft()
    session = open_session(DataFolder(tmp_path / "d"), Clock.fixed(factories.DAY))
    office.create_office(session, replace(draft, bodies=draft.bodies[::-1]))
    assert paper_parts.default_body(session).name == "Ủy ban MTTQ Việt Nam Phường Mẫu"
    session.close()
