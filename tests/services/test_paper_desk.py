"""A paper from its first wording to the kept file, over a real data folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.services import (
    backup,
    decision_wording,
    following_papers,
    paper_desk,
    paper_files,
    paper_list,
)
from danvan_desktop.services.paper_desk import Draft
from danvan_desktop.services.paper_specs import SPECS, Scope
from danvan_desktop.services.papers import Paper, PaperKind
from tests import factories
from tests.documents.pdf_reading import whole_text
from tests.services import judging_factories
from tests.services.award_factories import give_awards, set_figures
from tests.services.judging_factories import SHIPPED, Place
from tests.services.test_visits import make_team

OF_A_YEAR = [one.kind for one in SPECS if one.scope is Scope.YEAR and one.module != "record_papers"]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = judging_factories.open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def begin(place: Place, kind: PaperKind = PaperKind.PLAN) -> Draft:
    return paper_desk.begin(place.session, kind, place.plan.id, place.year)


def saved(place: Place, kind: PaperKind = PaperKind.PLAN) -> str:
    draft = begin(place, kind)
    texts = {**draft.texts, "signer": "Người ký (mẫu)"}
    return paper_desk.save(place.session, replace(draft, texts=texts)).uid


def text_of(paper: Paper) -> str:
    return whole_text(paper.content)


@pytest.mark.parametrize("programme", SHIPPED)
@pytest.mark.parametrize("kind", OF_A_YEAR)
def test_every_paper_of_a_year_is_proposed_and_drawn(
    tmp_path: Path, programme: str, kind: PaperKind
) -> None:
    place = judging_factories.open_place(tmp_path / "d", programme)
    judging_factories.assess(place, judging_factories.register(place))
    give_awards(place)
    set_figures(place.session)
    draft = begin(place, kind)
    paper = paper_desk.paper(place.session, draft)
    text = text_of(paper)
    assert str(place.year) in text
    assert "{" not in text
    assert paper.word is not None
    assert paper.word()[:2] == b"PK"
    place.session.close()


@pytest.mark.parametrize("kind", list(SubjectKind))
@pytest.mark.parametrize("paper", [PaperKind.RESULT_REPORT, PaperKind.ACHIEVEMENT_REPORT])
def test_report_on_each_kind_of_subject_takes_its_facts_from_the_registration(
    place: Place, paper: PaperKind, kind: SubjectKind
) -> None:
    uid = judging_factories.register(place, "Vườn hoa chung (mẫu)", kind=kind)
    draft = paper_desk.begin(place.session, paper, place.plan.id, place.year, about=uid)
    text = text_of(paper_desk.paper(place.session, draft))
    assert "120 triệu đồng/năm" in text
    assert "{" not in text
    with pytest.raises(UserError, match="từ một hồ sơ"):
        begin(place, paper)


def test_short_form_is_remembered_and_fills_the_wording(place: Place) -> None:
    session, key = place.session, (place.plan.id, place.year)
    uid = judging_factories.register(place)
    draft = paper_desk.begin(session, PaperKind.ACHIEVEMENT_REPORT, *key, about=uid)
    form = {"period": "năm 2030", "award": "giấy khen của xã"}
    kept = paper_desk.save(session, replace(draft, form=form)).uid
    text = text_of(paper_desk.paper(session, paper_desk.get(session, kept)))
    assert "tặng giấy khen của xã cho Tập thể thôn 1 (mẫu)" in text
    assert paper_desk.begin(session, PaperKind.ACHIEVEMENT_REPORT, *key, about=uid).form == form


def test_proposal_lists_who_passed_and_counts_them(place: Place) -> None:
    with pytest.raises(UserError, match="Chưa có mô hình"):
        begin(place, PaperKind.RECOGNITION_PROPOSAL)
    passed = judging_factories.register(place, "Mô hình A (mẫu)")
    judging_factories.register(place, "Mô hình B (mẫu)")
    judging_factories.assess(place, passed)
    text = text_of(paper_desk.paper(place.session, begin(place, PaperKind.RECOGNITION_PROPOSAL)))
    assert "Tổng số đăng ký trong năm: 02" in text
    assert "Đề nghị công nhận 01 mô hình, điển hình" in text
    assert "1 Mô hình A (mẫu)" in text
    assert "Mô hình B (mẫu)" not in text
    assert "Kính trình:" in text


def test_team_decision_lists_the_members_of_the_team(place: Place) -> None:
    team = make_team(place.session)
    key = (place.plan.id, place.year)
    draft = paper_desk.begin(place.session, PaperKind.TEAM_DECISION, *key, about=team)
    text = text_of(paper_desk.paper(place.session, draft))
    assert "gồm 03 thành viên (có danh sách kèm theo)" in text
    assert "1 Thành viên 1 (mẫu) Cán bộ Đảng ủy" in text


def test_wording_is_kept_as_edited(place: Place) -> None:
    draft = begin(place)
    uid = paper_desk.save(
        place.session, replace(draft, texts={**draft.texts, "body": "Lời riêng của xã."})
    ).uid
    again = paper_desk.get(place.session, uid)
    assert again.texts["body"] == "Lời riêng của xã."
    assert "Lời riêng của xã" in text_of(paper_desk.paper(place.session, again))


def test_draft_leaves_number_and_date_open(place: Place) -> None:
    text = text_of(paper_desk.paper(place.session, begin(place)))
    assert "Số -KH/" in text
    assert f"ngày tháng năm {place.year}" in text


def test_signed_paper_carries_number_and_date_and_is_closed(place: Place) -> None:
    session, uid = place.session, saved(place)
    paper_desk.move(session, uid, PaperStage.SUBMITTED)
    paper_desk.sign(session, uid, "05", session.today())
    signed = paper_desk.get(session, uid)
    assert (signed.stage, signed.number) == (PaperStage.SIGNED, "05")
    assert "Số 05-KH/" in text_of(paper_desk.paper(session, signed))
    with pytest.raises(UserError, match="không sửa nội dung được"):
        paper_desk.save(session, signed)


def test_number_taken_in_the_series_is_refused(place: Place) -> None:
    session = place.session
    first, second = saved(place), saved(place)
    paper_desk.sign(session, first, "05", session.today())
    draft = paper_desk.get(session, second)
    assert paper_desk.next_number(session, draft, session.today()) == "06"
    with pytest.raises(FieldError, match="đã dùng"):
        paper_desk.sign(session, second, "5", session.today())
    assert paper_desk.get(session, second).stage is PaperStage.DRAFT


def test_missing_signer_and_future_day_are_named(place: Place) -> None:
    session = place.session
    uid = paper_desk.save(session, begin(place)).uid
    with pytest.raises(FieldError) as caught:
        paper_desk.sign(session, uid, "05", session.today())
    assert caught.value.field == "signer"
    with pytest.raises(FieldError) as caught:
        paper_desk.sign(session, saved(place), "05", session.today() + timedelta(days=1))
    assert caught.value.field == "date"


def test_issued_paper_is_the_kept_file_from_then_on(place: Place) -> None:
    session, uid = place.session, saved(place)
    paper_desk.sign(session, uid, "05", session.today())
    before = paper_desk.paper(session, paper_desk.get(session, uid))
    paper_desk.issue(session, uid)
    again = paper_desk.paper(session, paper_desk.get(session, uid))
    assert again.content == before.content
    with pytest.raises(UserError, match="Đã ban hành"):
        paper_desk.move(session, uid, PaperStage.DRAFT, "Sửa lại")
    with pytest.raises(UserError, match="không xóa được"):
        paper_desk.remove(session, uid)
    assert backup.doctor(session) == []


def test_two_papers_of_a_kind_do_not_replace_each_other(place: Place) -> None:
    session = place.session
    for number in ("05", "06"):
        uid = saved(place, PaperKind.REGISTRATION_LETTER)
        paper_desk.sign(session, uid, number, session.today())
        paper_desk.issue(session, uid)
    rows = paper_list.rows(session, place.plan.id, place.year)
    assert sorted((row.number, row.stage) for row in rows) == [
        ("05", PaperStage.ISSUED),
        ("06", PaperStage.ISSUED),
    ]


def test_leaders_word_file_takes_a_submitted_paper_back(place: Place, tmp_path: Path) -> None:
    session, uid = place.session, saved(place)
    changed = tmp_path / "kế hoạch đã sửa.docx"
    drawn = paper_desk.paper(session, paper_desk.get(session, uid))
    assert drawn.word is not None
    changed.write_bytes(drawn.word())
    with pytest.raises(UserError, match="không chuyển sang"):
        paper_files.put_back(session, uid, changed)
    paper_desk.move(session, uid, PaperStage.SUBMITTED)
    paper_files.put_back(session, uid, changed)
    assert paper_desk.get(session, uid).stage is PaperStage.RETURNED
    (file,) = paper_files.files(session, uid)
    assert (file.file_name, file.path.read_bytes()) == (changed.name, changed.read_bytes())
    paper_desk.remove(session, uid)
    assert paper_list.rows(session, place.plan.id, place.year) == ()


def test_signed_paper_goes_back_to_draft_only_with_a_reason(place: Place) -> None:
    session, uid = place.session, saved(place)
    paper_desk.sign(session, uid, "05", session.today())
    with pytest.raises(FieldError):
        paper_desk.move(session, uid, PaperStage.DRAFT)
    paper_desk.move(session, uid, PaperStage.DRAFT, "Ghi nhầm ngày")
    again = paper_desk.get(session, uid)
    assert (again.stage, again.number, again.day) == (PaperStage.DRAFT, "", None)


def test_signer_of_the_last_paper_is_proposed(place: Place) -> None:
    saved(place)
    assert begin(place, PaperKind.REGISTRATION_LETTER).texts["signer"] == "Người ký (mẫu)"


def test_copy_for_the_next_year_moves_the_year_on(place: Place) -> None:
    uid = saved(place)
    copy = following_papers.copy_to_next_year(place.session, uid)
    assert copy.request.year == place.year + 1
    assert str(place.year + 1) in copy.texts["subject"]
    assert str(place.year) not in copy.texts["subject"]


def test_copy_out_of_an_ended_programme_names_the_paper_of_the_next_one(place: Place) -> None:
    session, ended, following = (
        place.session,
        "ban-dan-van-tinh-uy-2016-2020",
        "hoi-nong-dan-bac-ninh-2021-2025",
    )
    old = factories.adopt(session, ended)
    draft = paper_desk.begin(session, PaperKind.PLAN, ended, 2020)
    uid = paper_desk.save(session, draft).uid
    assert following_papers.programmes_of_next_year(session, uid) == ()
    new = factories.adopt(session, following)
    (row,) = following_papers.programmes_of_next_year(session, uid)
    copy = following_papers.copy_to_next_year(session, uid, row.programme_id)
    assert (copy.request.programme_id, copy.request.year) == (following, 2021)
    assert copy.request.about == paper_desk.year_key(following, 2021)
    words = "\n".join(copy.texts.values())
    before, after = (decision_wording.paper_in_words(plan) for plan in (old, new))
    assert before in "\n".join(draft.texts.values())
    assert before not in words
    assert after in words
    assert "năm 2021" in copy.texts["subject"]


def test_copy_stays_in_its_programme_while_that_goes_on(place: Place) -> None:
    session, own = place.session, factories.adopt(place.session, "huyen-doan-tho-xuan-2022-2025")
    factories.adopt(session, "hoi-nong-dan-bac-ninh-2021-2025")
    uid = paper_desk.save(session, paper_desk.begin(session, PaperKind.PLAN, own.id, 2024)).uid
    (row,) = following_papers.programmes_of_next_year(session, uid)
    assert row.programme_id == own.id
