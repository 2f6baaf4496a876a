"""Papers of awards: lists and sums agree with the records; money on the decision's date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.award_money import BASE_SALARY, coefficient_key
from danvan_desktop.domain.units import BodyKind, Channel, SubjectKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.services import award_papers, awards, dated_figures, paper_desk, units
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.units import BodyDraft
from tests.services import judging_factories
from tests.services.award_factories import DECIDED, give_awards, set_figures
from tests.services.judging_factories import Place
from tests.services.test_paper_desk import text_of


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = judging_factories.open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def drawn(place: Place, kind: PaperKind, **form: str) -> str:
    draft = paper_desk.begin(place.session, kind, place.plan.id, place.year)
    return text_of(paper_desk.paper(place.session, replace(draft, form={**draft.form, **form})))


@pytest.mark.parametrize("kind", [PaperKind.AWARD_PROPOSAL, PaperKind.AWARD_MONEY])
def test_paper_without_awards_says_what_comes_first(place: Place, kind: PaperKind) -> None:
    with pytest.raises(UserError, match="Chưa có khen thưởng nào"):
        drawn(place, kind)


def test_proposal_and_decision_list_what_is_proposed(place: Place) -> None:
    give_awards(place)
    for kind in (PaperKind.AWARD_PROPOSAL, PaperKind.AWARD_DECISION):
        text = drawn(place, kind)
        assert "cho 01 tập thể, 01 cá nhân" in text
        assert "I Tập thể (01) 1 Tập thể đề nghị 1 (mẫu)" in text
        assert "II Cá nhân (01) 2 Cá nhân đề nghị 2 (mẫu)" in text
        assert "đã nhận" not in text


def test_signed_decision_lists_those_it_gave_and_a_draft_those_proposed(place: Place) -> None:
    give_awards(place)
    session, plan = place.session, place.plan
    request = paper_desk.begin(session, PaperKind.AWARD_DECISION, plan.id, place.year).request

    def listed(number: str, day: date | None) -> list[str]:
        rows = award_papers.listed(session, request, number, day)
        return [row.recipient_name.split()[-3] for row in rows]

    assert listed("", None) == ["nghị"] * 2
    assert listed("12", DECIDED) == ["nhận"] * 2
    assert listed("13", DECIDED) == ["nghị"] * 2


def test_money_is_that_of_the_decisions_date_and_adds_up(place: Place) -> None:
    give_awards(place)
    with pytest.raises(UserError, match="Lương cơ sở áp dụng cho ngày"):
        drawn(place, PaperKind.AWARD_MONEY)
    set_figures(place.session)
    dated_figures.set_figure(place.session, BASE_SALARY, "9.000.000", date(DECIDED.year, 12, 31))
    text = drawn(place, PaperKind.AWARD_MONEY)
    assert "0,3 710.000" in text
    assert "0,15 360.000" in text
    assert "Cộng 1.070.000" in text
    assert "tính theo lương cơ sở 2.340.000 đồng" in text
    assert "NGƯỜI LẬP DANH SÁCH" in text
    assert "Bằng chữ: Một triệu không trăm bảy mươi nghìn đồng." in text
    decision = "Quyết định số 12 - QĐ/ĐU ngày 05 tháng 01 năm 2015"
    assert f"Kèm theo {decision} của Ban Thường vụ Đảng ủy xã Mẫu." in text


def test_coefficient_that_is_not_set_is_named(place: Place) -> None:
    give_awards(place)
    dated_figures.set_figure(place.session, BASE_SALARY, "2.340.000", date(2010, 1, 1))
    with pytest.raises(UserError, match="Hệ số giấy khen cho"):
        drawn(place, PaperKind.AWARD_MONEY)


def test_ceremony_papers_carry_hour_day_and_place(place: Place) -> None:
    give_awards(place)
    form = {"hour": "07 giờ 30 phút", "day": "15/10/2030", "venue": "Hội trường xã (mẫu)"}
    text = drawn(place, PaperKind.CEREMONY_INVITATION, guest="Các chi bộ (mẫu)", **form)
    assert "Trân trọng kính mời: Các chi bộ (mẫu)" in text
    assert "Thời gian: 07 giờ 30 phút, ngày 15 tháng 10 năm 2030." in text
    text = drawn(place, PaperKind.CEREMONY_PROGRAMME, **form)
    assert "Địa điểm: Hội trường xã (mẫu)." in text


def test_programme_of_the_ceremony_takes_hour_day_and_place_of_the_invitation(place: Place) -> None:
    give_awards(place)
    key = (place.plan.id, place.year)
    form = {"hour": "7h30", "day": "15/10/2030", "venue": "Hội trường xã (mẫu)"}
    first = paper_desk.begin(place.session, PaperKind.CEREMONY_INVITATION, *key)
    paper_desk.save(place.session, replace(first, form={**first.form, **form}))
    second = paper_desk.begin(place.session, PaperKind.CEREMONY_PROGRAMME, *key)
    assert second.form == form
    text = text_of(paper_desk.paper(place.session, second))
    assert "Thời gian: 07 giờ 30 phút, ngày 15 tháng 10 năm 2030." in text
    assert "Địa điểm: Hội trường xã (mẫu)." in text
    later = paper_desk.begin(place.session, PaperKind.CEREMONY_INVITATION, key[0], key[1] - 1)
    assert {name: later.form[name] for name in form} == {**form, "day": ""}


def test_order_of_the_ceremony_is_the_order_of_the_list(place: Place) -> None:
    give_awards(place)
    text = drawn(place, PaperKind.CEREMONY_PROGRAMME)
    given = [
        row.recipient_name
        for row in awards.awards(place.session, place.plan.id, place.year)
        if row.decision_number
    ]
    places = [text.index(name) for name in given]
    assert places == sorted(places)


def test_several_awards_are_counted_by_kind_and_subject(place: Place) -> None:
    kinds = (
        ("Giấy khen", SubjectKind.INDIVIDUAL),
        ("Giấy khen", SubjectKind.COLLECTIVE),
        ("Biểu dương", SubjectKind.HOUSEHOLD),
        ("Bằng khen", SubjectKind.COLLECTIVE),
    )
    drafts = [
        awards.AwardDraft(f"Tên {number} (mẫu)", subject, kind, "Thành tích (mẫu)")
        for number, (kind, subject) in enumerate(kinds, 1)
    ]
    awards.propose(place.session, place.plan.id, place.year, drafts)
    text = drawn(place, PaperKind.AWARD_DECISION)
    giver = "của Ban Thường vụ Đảng ủy xã Mẫu"
    assert (
        f"Tặng Bằng khen {giver} cho 01 tập thể; tặng Giấy khen {giver} cho 01 tập thể, "
        "01 cá nhân; biểu dương 01 hộ gia đình có thành tích"
    ) in text
    assert "I Bằng khen - Tập thể (01) 1 Tên 4 (mẫu)" in text
    assert "IV Biểu dương - Hộ gia đình (01) 4 Tên 3 (mẫu)" in text


def test_figure_of_a_day_is_changed_not_doubled(place: Place) -> None:
    day = date(2024, 7, 1)
    for typed in ("2.340.000", "2.500.000"):
        dated_figures.set_figure(place.session, BASE_SALARY, typed, day, "Nghị định (mẫu)")
    (row,) = dated_figures.figures(BASE_SALARY)
    assert (row.value, row.valid_from) == (2_500_000, day)
    assert dated_figures.value_on(BASE_SALARY, date(2024, 6, 30)) is None
    with pytest.raises(FieldError):
        dated_figures.set_figure(place.session, BASE_SALARY, "0", day)
    dated_figures.remove(place.session, row.uid)
    assert dated_figures.figures() == ()


def test_key_of_a_coefficient_names_kind_and_subject() -> None:
    key = coefficient_key("Giấy khen", SubjectKind.COLLECTIVE.value)
    assert key == "coefficient:giay khen:collective"


def test_awards_are_decided_as_the_factories_say(place: Place) -> None:
    give_awards(place)
    rows = awards.awards(place.session, place.plan.id, place.year)
    assert sorted(row.decision_number for row in rows) == ["", "", "12", "12"]


def test_state_award_decision_is_the_chairmans_own_and_never_on_behalf(place: Place) -> None:
    give_awards(place)
    session = place.session
    home = units.bodies(session, own_only=True)[0].unit
    committee = BodyDraft("Ủy ban nhân dân xã Mẫu", BodyKind.PEOPLES_COMMITTEE, home)
    body = units.add_body(session, replace(committee, channel=Channel.STATE)).uid
    kind = PaperKind.AWARD_DECISION
    draft = paper_desk.begin(session, kind, place.plan.id, place.year, body=body)
    text = text_of(paper_desk.paper(session, draft))
    assert "TM." not in text
    assert "KT. CHỦ TỊCH" not in text
    wrong = replace(draft, texts={**draft.texts, "authority_line": "TM. Ủy ban nhân dân"})
    with pytest.raises(FieldError, match="không ghi “TM"):
        paper_desk.paper(session, wrong)


def test_ceremony_lets_those_speak_who_are_honoured(place: Place) -> None:
    give_awards(place)
    set_figures(place.session)
    text = drawn(
        place, PaperKind.CEREMONY_PROGRAMME, hour="7 giờ", day="15/10/2030", venue="Xã (mẫu)"
    )
    assert "5. Đại diện tập thể, cá nhân được khen thưởng phát biểu" in text
