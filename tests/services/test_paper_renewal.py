"""A draft whose records moved on: what changed is found, taken over, and edited words stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop.models import PaperWords
from danvan_desktop.services import following_papers, paper_desk, paper_renewal
from danvan_desktop.services.paper_desk import Draft
from danvan_desktop.services.papers import PaperKind
from tests.services import judging_factories
from tests.services.judging_factories import Place

KIND = PaperKind.RECOGNITION_PROPOSAL
OWN = "Câu này do cán bộ viết thêm."


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = judging_factories.open_place(tmp_path / "dữ liệu")
    pass_one(found, "Mô hình A (mẫu)")
    yield found
    found.session.close()


def pass_one(place: Place, name: str) -> None:
    judging_factories.assess(place, judging_factories.register(place, name))


def edited(place: Place) -> str:
    """A saved proposal with a sentence of the office's own. Returns its uid."""
    draft = paper_desk.begin(place.session, KIND, place.plan.id, place.year)
    body = f"{draft.texts['body']}\n{OWN}"
    return paper_desk.save(place.session, replace(draft, texts={**draft.texts, "body": body})).uid


def found(place: Place, draft: Draft) -> dict[str, str]:
    fresh = paper_renewal.proposals(place.session, draft)
    return {key: one.text for key, one in paper_renewal.renewals(draft, fresh).items()}


def test_nothing_is_said_while_the_records_stand(place: Place) -> None:
    draft = paper_desk.get(place.session, edited(place))
    assert found(place, draft) == {}


def test_counts_follow_and_the_own_sentence_stays(place: Place) -> None:
    uid = edited(place)
    pass_one(place, "Mô hình B (mẫu)")
    draft = paper_desk.get(place.session, uid)
    fresh = paper_renewal.proposals(place.session, draft)
    assert found(place, draft) == {"body": f"{fresh['body']}\n{OWN}"}
    changed = paper_renewal.words(paper_renewal.renewals(draft, fresh))
    assert "Cũ: Tổng số đăng ký trong năm: 01 mô hình" in changed
    assert "Mới: Tổng số đăng ký trong năm: 02 mô hình" in changed


def test_a_paper_that_was_brought_up_to_date_says_nothing_more(place: Place) -> None:
    uid = edited(place)
    pass_one(place, "Mô hình B (mẫu)")
    draft = paper_desk.get(place.session, uid)
    fresh = paper_renewal.proposals(place.session, draft)
    texts = {**draft.texts, **found(place, draft)}
    paper_desk.save(place.session, replace(draft, texts=texts, proposed=fresh))
    assert found(place, paper_desk.get(place.session, uid)) == {}


def test_replacement_and_copy_know_what_they_were_made_from(place: Place) -> None:
    uid = edited(place)
    draft = paper_desk.get(place.session, uid)
    texts = {**draft.texts, "signer": "Người ký (mẫu)"}
    paper_desk.save(place.session, replace(draft, texts=texts))
    paper_desk.sign(place.session, uid, "05", place.session.today())
    paper_desk.issue(place.session, uid)
    pass_one(place, "Mô hình B (mẫu)")
    again = following_papers.replacement(place.session, uid)
    body = found(place, again)["body"]
    assert "02 mô hình" in body
    assert OWN in body
    assert body.splitlines()[-1].startswith("Tờ trình này thay thế")


def test_copy_for_the_next_year_shows_the_figures_of_that_year(place: Place) -> None:
    key = (place.plan.id, place.year - 1)
    about = judging_factories.register(place, "Mô hình năm trước (mẫu)", year=key[1])
    judging_factories.assess(place, about)
    uid = paper_desk.save(place.session, paper_desk.begin(place.session, KIND, *key)).uid
    pass_one(place, "Mô hình B (mẫu)")
    copied = following_papers.copy_to_next_year(place.session, uid)
    assert "Tổng số đăng ký trong năm: 01" in copied.texts["body"]
    assert "Tổng số đăng ký trong năm: 02" in found(place, copied)["body"]


def test_older_paper_without_a_kept_proposal_is_left_alone(place: Place) -> None:
    uid = edited(place)
    PaperWords.delete().execute()
    pass_one(place, "Mô hình B (mẫu)")
    draft = paper_desk.get(place.session, uid)
    assert found(place, draft) == {}
    fresh = paper_renewal.proposals(place.session, draft)
    assert "subject" in paper_renewal.made_from(draft, fresh)
    assert "body" not in paper_renewal.made_from(draft, fresh)


def test_removed_draft_leaves_no_words(place: Place) -> None:
    paper_desk.remove(place.session, edited(place))
    assert PaperWords.select().count() == 0
