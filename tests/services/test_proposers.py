"""No body puts a proposal to itself: its council or team does, under its own header and number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop.domain.numbering import council_sign
from danvan_desktop.domain.units import BodyKind, SubjectKind
from danvan_desktop.domain.voting import Counts
from danvan_desktop.errors import FieldError
from danvan_desktop.models import DeskPaper
from danvan_desktop.services import (
    awards,
    councils,
    following_papers,
    issued_list,
    meeting_closing,
    meeting_votes,
    meetings,
    paper_desk,
    paper_list,
    paper_search,
    papers,
    units,
)
from danvan_desktop.services.awards import AwardDraft
from danvan_desktop.services.paper_desk import Draft
from danvan_desktop.services.papers import PaperKind
from tests.services.judging_factories import Place, assess, register
from tests.services.meeting_factories import COUNCIL, assessed
from tests.services.test_body_words import begin, body_of, commune
from tests.services.test_paper_desk import text_of

COMMITTEE = "Ủy ban nhân dân xã An Mẫu"
EMULATION = "Hội đồng Thi đua - Khen thưởng"


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Place]:
    found = commune(tmp_path / "dữ liệu", BodyKind.PEOPLES_COMMITTEE)
    line = AwardDraft("Tổ dân vận (mẫu)", SubjectKind.COLLECTIVE, "Giấy khen", "Thành tích (mẫu)")
    awards.propose(found.session, found.plan.id, found.year, [line])
    yield found
    found.session.close()


def printed(place: Place, draft: Draft) -> str:
    return text_of(paper_desk.paper(place.session, draft))


def signed(place: Place, draft: Draft, number: str, signer: str = "Người ký (mẫu)") -> str:
    session = place.session
    texts = {**draft.texts, "signer": signer}
    uid = paper_desk.save(session, replace(draft, texts=texts)).uid
    paper_desk.sign(session, uid, number, session.today())
    return uid


def test_awards_are_put_to_the_chairman_by_the_council_for_emulation(state: Place) -> None:
    draft = begin(state, PaperKind.AWARD_PROPOSAL)
    assert (draft.texts["proposer"], draft.texts["addressees"]) == (
        EMULATION,
        f"Chủ tịch {COMMITTEE}",
    )
    text = printed(state, draft)
    for words in (
        f"{COMMITTEE.upper()} {EMULATION.upper()} Số: /TTr-HĐTĐKT",
        f"Kính gửi: Chủ tịch {COMMITTEE}",
        f"{EMULATION} kính đề nghị Chủ tịch {COMMITTEE} xem xét, quyết định./.",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
    ):
        assert words in text
    assert "TM. ỦY BAN NHÂN DÂN" not in text


def test_committee_signs_what_it_sends_upwards_itself(state: Place) -> None:
    draft = begin(state, PaperKind.AWARD_PROPOSAL)
    above = {"addressees": "Chủ tịch Ủy ban nhân dân tỉnh Mẫu", "proposer": ""}
    text = printed(state, replace(draft, texts={**draft.texts, **above}))
    assert "/TTr-UBND" in text
    assert f"{COMMITTEE.upper()} {EMULATION.upper()}" not in text


def test_draft_of_before_keeps_the_header_it_was_worded_under(state: Place) -> None:
    session = state.session
    uid = paper_desk.save(session, begin(state, PaperKind.AWARD_PROPOSAL)).uid
    older = paper_desk.row_of(uid)
    texts = dict(paper_desk.get(session, uid).texts)
    texts.pop("proposer")
    DeskPaper.update(texts=paper_desk._json(texts)).where(DeskPaper.uid == older.uid).execute()
    draft = paper_desk.get(session, uid)
    assert "proposer" not in draft.texts
    assert "/TTr-UBND" in printed(state, draft)


def test_council_has_its_own_book_and_its_own_signer(state: Place) -> None:
    session, today = state.session, state.session.today()
    draft = begin(state, PaperKind.AWARD_PROPOSAL)
    own = replace(draft, texts={**draft.texts, "proposer": "", "authority_line": ""})
    signed(state, own, "05", "Chủ tịch (mẫu)")
    uid = signed(state, draft, "05", "Phó Chủ tịch (mẫu)")
    (shown,) = [
        row for row in paper_list.rows(session, state.plan.id, state.year) if row.uid == uid
    ]
    assert shown.number_text == "05/TTr-HĐTĐKT"
    again = begin(state, PaperKind.AWARD_PROPOSAL)
    assert again.texts["signer"] == "Phó Chủ tịch (mẫu)"
    assert begin(state, PaperKind.PLAN).texts["signer"] == "Chủ tịch (mẫu)"
    assert paper_desk.next_number(session, again, today) == "06"
    with pytest.raises(FieldError, match="Số 05 đã dùng"):
        signed(state, again, "5")


@pytest.mark.parametrize(
    ("kind", "head", "above", "signing"),
    [
        (
            BodyKind.PARTY_COMMITTEE,
            "ĐẢNG ỦY XÃ AN MẪU TỔ THẨM ĐỊNH * Số -TTr/TTĐ",
            "Kính trình: Ban Thường vụ Đảng ủy xã An Mẫu",
            "T/M TỔ THẨM ĐỊNH TỔ TRƯỞNG",
        ),
        (
            BodyKind.PEOPLES_COMMITTEE,
            f"{COMMITTEE.upper()} TỔ THẨM ĐỊNH Số: /TTr-TTĐ",
            f"Kính gửi: Chủ tịch {COMMITTEE}",
            "TM. TỔ THẨM ĐỊNH TỔ TRƯỞNG",
        ),
    ],
)
def test_recognition_is_put_to_the_only_body_by_who_appraised(
    tmp_path: Path, kind: BodyKind, head: str, above: str, signing: str
) -> None:
    place = commune(tmp_path / "dữ liệu", kind)
    assess(place, register(place))
    text = printed(place, begin(place, PaperKind.RECOGNITION_PROPOSAL))
    assert [words for words in (head, above, signing) if words not in text] == []
    place.session.close()


def test_recognition_is_put_to_the_only_body_by_the_council_that_reviewed(tmp_path: Path) -> None:
    place = commune(tmp_path / "dữ liệu", BodyKind.FRONT_COMMITTEE)
    session = place.session
    name = "Hội đồng bình xét “Dân vận khéo” xã An Mẫu"
    council = councils.add_council(session, replace(COUNCIL, name=name)).uid
    draft = meetings.propose_meeting(session, place.plan.id, place.year, council)
    meeting = meetings.plan_meeting(session, draft, assessed(place, "Mô hình (mẫu)")).uid
    meeting_votes.set_list_vote(session, meeting, Counts(agreeing=5))
    meeting_closing.close_meeting(session, meeting)
    text = printed(place, begin(place, PaperKind.RECOGNITION_PROPOSAL))
    assert f"VIỆT NAM XÃ AN MẪU {name.upper()} Số: /TTr-HĐBX" in text
    assert f"{name} kính đề nghị Ban Thường trực" in text
    assert "TM. HỘI ĐỒNG CHỦ TỊCH" in text
    session.close()


def test_body_that_another_one_decides_for_proposes_itself(tmp_path: Path) -> None:
    place = commune(tmp_path / "dữ liệu")
    assess(place, register(place))
    front = body_of(place.session, BodyKind.FRONT_COMMITTEE)
    draft = begin(place, PaperKind.RECOGNITION_PROPOSAL, body=front.uid)
    assert (draft.texts["proposer"], draft.texts["authority_line"]) == ("", "TM. Ban Thường trực")
    place.session.close()


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        (EMULATION, "HĐTĐKT"),
        (f"{EMULATION} xã An Mẫu", "HĐTĐKT"),
        ("Hội đồng bình xét năm 2026", "HĐBX"),
        ("Tổ thẩm định", "TTĐ"),
        ("", ""),
        ("Hội đồng " + "rất dài " * 50, "HĐRDRDRDRD"),
    ],
)
def test_sign_of_a_council_is_made_of_its_first_letters(name: str, sign: str) -> None:
    assert council_sign(name) == sign


def test_issued_paper_keeps_the_number_that_was_printed(state: Place) -> None:
    session = state.session
    body = body_of(session, BodyKind.PEOPLES_COMMITTEE)
    uids = [
        signed(state, begin(state, kind), "07")
        for kind in (PaperKind.PLAN, PaperKind.AWARD_PROPOSAL)
    ]
    for uid in uids:
        paper_desk.issue(session, uid)
    units.edit_body(
        session, body.uid, replace(units.body(session, body.uid).draft(), abbreviation="UBX")
    )
    shown = {"07/KH-UBND", "07/TTr-HĐTĐKT"}
    rows = paper_list.rows(session, state.plan.id, state.year)
    found = paper_search.find(session, "07", state.plan.id, state.year, 9)
    assert {row.number_text for row in rows} == shown
    assert {row.number_text for row in issued_list.all_issued(session)} == shown
    assert {one.detail.split(" ngày ")[0].split(" số ")[1] for one in found} == shown
    (plan,) = papers.issued(session, uids[0])
    assert plan.number_text == "07/KH-UBND"
    new = following_papers.replacement(session, uids[0])
    assert "thay thế Kế hoạch số 07/KH-UBND ngày" in new.texts["body"]
