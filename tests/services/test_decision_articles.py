"""The articles of a decision: proposed from its list, kept as edited, on PDF and Word alike."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from danvan_desktop.models import PaperWords
from danvan_desktop.services import decision_reopening, papers, recognition
from danvan_desktop.services.papers import Paper
from tests.documents.pdf_reading import whole_text
from tests.services.judging_factories import Place, assess, open_place, register

OWN = "Công nhận các mô hình có tên trong danh sách.\nGiao Văn phòng theo dõi."


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def ready(place: Place, count: int) -> list[str]:
    uids = [register(place, f"Mô hình số {number} (mẫu)") for number in range(1, count + 1)]
    for uid in uids:
        assess(place, uid)
    return uids


def draft(place: Place, uids: list[str], **changes: str) -> str:
    made = recognition.propose_draft(place.session, place.plan.id, place.year, place.body, uids)
    signed = {"signer": "Người ký (mẫu)", "override_reason": "Cấp trên giao (mẫu)"}
    values = {**signed, **changes}
    return recognition.draft_decision(place.session, replace(made, **values)).uid


def pdf_text(paper: Paper) -> str:
    return whole_text(paper.content)


def word_text(paper: Paper) -> str:
    assert paper.word is not None
    found = docx.Document(io.BytesIO(paper.word())).paragraphs
    return " ".join(" ".join(one.text for one in found).split())


def test_untouched_articles_follow_the_list_and_nothing_is_kept(place: Place) -> None:
    uids = ready(place, 2)
    uid = draft(place, uids)
    view = recognition.decision(place.session, uid)
    assert view.articles.text == view.articles.proposed
    assert "02 mô hình" in view.articles.text
    recognition.edit_decision(
        place.session, uid, replace(view.draft(), lines=view.draft().lines[:1])
    )
    assert "01 mô hình" in recognition.decision(place.session, uid).articles.text
    assert PaperWords.select().count() == 0


def test_edited_articles_are_on_pdf_and_word_and_stay_after_the_issue(place: Place) -> None:
    uid = draft(place, ready(place, 1), articles=OWN)
    paper = papers.decision(place.session, uid)
    for text in (pdf_text(paper), word_text(paper)):
        assert "Điều 1. Công nhận các mô hình có tên trong danh sách." in text
        assert "Điều 2. Giao Văn phòng theo dõi" in text
        assert "Điều 3. " not in text
    recognition.set_number_and_date(place.session, uid, "05", date(place.year, 11, 20))
    papers.issue_decision(place.session, uid)
    kept = papers.decision(place.session, uid)
    assert "Giao Văn phòng theo dõi" in pdf_text(kept)
    decision_reopening.reopen(place.session, uid, "Sửa lời")
    assert recognition.decision(place.session, uid).articles.text == OWN
    (issued,) = papers.issued(place.session, uid)
    assert papers.reprint(place.session, issued.uid).content == kept.content


def test_articles_taken_back_to_the_proposal_follow_again(place: Place) -> None:
    uid = draft(place, ready(place, 2), articles=OWN)
    view = recognition.decision(place.session, uid)
    back = replace(view.draft(), articles=view.articles.proposed)
    recognition.edit_decision(place.session, uid, back)
    assert PaperWords.select().count() == 0


def test_edited_articles_know_the_proposal_they_were_made_from(place: Place) -> None:
    uids = ready(place, 2)
    uid = draft(place, uids, articles=OWN)
    before = recognition.decision(place.session, uid)
    shorter = replace(before.draft(), lines=before.draft().lines[:1])
    recognition.edit_decision(place.session, uid, shorter)
    after = recognition.decision(place.session, uid).articles
    assert (after.text, after.made_from) == (OWN, before.articles.proposed)
    assert "01 mô hình" in after.proposed


def test_withdrawn_draft_leaves_no_words(place: Place) -> None:
    uid = draft(place, ready(place, 1), articles=OWN)
    recognition.withdraw_draft(place.session, uid)
    assert PaperWords.select().count() == 0
