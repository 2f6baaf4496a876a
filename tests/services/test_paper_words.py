"""What papers say agrees with programme and records: figures, days, counts, who signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.models import Body
from danvan_desktop.services import calendar, decision_wording, paper_desk, paper_parts
from danvan_desktop.services.paper_desk import Draft
from danvan_desktop.services.paper_specs import SPECS, Scope
from danvan_desktop.services.papers import PaperKind
from tests.documents.pdf_reading import page_count
from tests.services import judging_factories
from tests.services.award_factories import give_awards, set_figures
from tests.services.judging_factories import SHIPPED, Place
from tests.services.test_paper_desk import text_of


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = judging_factories.open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def begin(place: Place, kind: PaperKind, about: str = "") -> Draft:
    return paper_desk.begin(place.session, kind, place.plan.id, place.year, about=about)


@pytest.mark.parametrize("programme", SHIPPED)
def test_plan_names_every_day_of_its_year_and_no_other(tmp_path: Path, programme: str) -> None:
    place = judging_factories.open_place(tmp_path / "d", programme)
    body = begin(place, PaperKind.PLAN).texts["body"]
    first, last = date(place.year, 1, 1), date(place.year, 12, 31)
    due = [
        item.due for item in calendar.agenda(place.session, place.plan.id, first, last) if item.due
    ]
    assert [format_date(day) in body for day in due] == [True] * len(due)
    assert "hằng năm" not in body
    assert ".." not in body
    place.session.close()


def test_registration_letter_names_the_last_day_in_time(tmp_path: Path) -> None:
    place = judging_factories.open_place(tmp_path / "d", "huyen-uy-chi-lang-2023")
    draft = begin(place, PaperKind.REGISTRATION_LETTER)
    assert draft.form["last_day"] == "trước ngày 25/02/2023 (chậm nhất hết ngày 24/02/2023)"
    assert draft.form["last_day"] in text_of(paper_desk.paper(place.session, draft))
    place.session.close()


@pytest.mark.parametrize("count", [1, 3])
def test_proposal_counts_what_its_list_holds(place: Place, count: int) -> None:
    for number in range(count):
        judging_factories.assess(place, judging_factories.register(place, f"Mô hình {number}"))
    text = text_of(paper_desk.paper(place.session, begin(place, PaperKind.RECOGNITION_PROPOSAL)))
    assert f"Đề nghị công nhận {count:02d} mô hình, điển hình của {count:02d} tập thể" in text
    assert f"- {count:02d} mô hình “Dân vận khéo” cấp xã." in text
    assert [f"{number + 1} Mô hình {number}" in text for number in range(count)] == [True] * count


def test_committee_signs_on_its_behalf_but_its_chairman_gives_awards(place: Place) -> None:
    judging_factories.assess(place, judging_factories.register(place))
    give_awards(place)
    set_figures(place.session)
    name = "Ủy ban nhân dân xã Mẫu"
    Body.update(kind="peoples_committee", channel="state", profile="state-2020", name=name).where(
        Body.uid == place.body
    ).execute()
    assert paper_parts.default_body(place.session).name == name
    signed = {
        one.kind: begin(place, one.kind).texts["authority_line"]
        for one in SPECS
        if one.scope is Scope.YEAR and one.module != "record_papers"
    }
    assert signed.pop(PaperKind.AWARD_DECISION) == ""
    assert signed.pop(PaperKind.RECOGNITION_PROPOSAL) == "TM. Tổ thẩm định"
    assert set(signed.values()) == {"TM. Ủy ban nhân dân"}
    text = text_of(paper_desk.paper(place.session, begin(place, PaperKind.AWARD_DECISION)))
    assert f"Tặng Giấy khen của Chủ tịch {name} cho" in text


def test_report_stands_under_the_name_of_who_gives_it(place: Place) -> None:
    uid = judging_factories.register(place, kind=SubjectKind.INDIVIDUAL)
    draft = begin(place, PaperKind.ACHIEVEMENT_REPORT, uid)
    text = text_of(paper_desk.paper(place.session, draft))
    assert draft.texts["signer"] == "Người đăng ký (mẫu)"
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "XÁC NHẬN CỦA NƠI Ở NGƯỜI BÁO CÁO Người đăng ký (mẫu)" in text
    assert "Chưa được công nhận, khen thưởng về thành tích này." in text


def test_words_name_what_is_asked_as_the_form_does(place: Place) -> None:
    draft = begin(place, PaperKind.CEREMONY_INVITATION)
    assert "Kính mời" in [one.label for one in draft.spec.wordings]
    assert draft.texts["addressees"] == "{Người, đơn vị được mời}"
    assert "Thời gian: {Giờ}, ngày {Ngày tổ chức}." in draft.texts["body"]
    draft = replace(draft, form={**draft.form, "guest": "Ông Mẫu", "hour": "7 giờ"})
    text = text_of(paper_desk.paper(place.session, draft))
    assert "Trân trọng kính mời: Ông Mẫu" in text
    assert "Thời gian: 07 giờ 00 phút, ngày ...................." in text


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        (["Mô hình “Dân vận khéo”"], "mô hình “Dân vận khéo”"),
        (
            ["Mô hình “Dân vận khéo”", "Mô hình “Dân vận khéo” tiêu biểu"],
            "mô hình, mô hình tiêu biểu “Dân vận khéo”",
        ),
        (["Mô hình “A”", "Điển hình “B”"], "mô hình “A”, điển hình “B”"),
        (["Mô hình", "Điển hình"], "mô hình, điển hình"),
    ],
)
def test_name_that_titles_share_is_said_once(titles: list[str], words: str) -> None:
    subject = decision_wording.subject(titles, "Cấp xã", 2026)
    assert subject == f"Về việc công nhận {words} cấp xã năm 2026"


@pytest.mark.parametrize("programme", SHIPPED)
def test_letter_of_every_programme_keeps_to_one_page(tmp_path: Path, programme: str) -> None:
    made = judging_factories.open_place(tmp_path / "dữ liệu", programme)
    paper = paper_desk.paper(made.session, begin(made, PaperKind.REGISTRATION_LETTER))
    assert page_count(paper.content) == 1
    made.session.close()
