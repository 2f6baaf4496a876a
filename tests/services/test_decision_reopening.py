"""An issued decision opened again: the number stays, what was printed is marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.services import (
    certificates,
    decision_reopening,
    exchange,
    journal,
    papers,
    recognition,
    registrations,
)
from danvan_desktop.services.decision_view import AboveDraft, AboveResult, LineDraft
from tests.services.judging_factories import Place, assess, open_place, print_certificates, register
from tests.services.test_recognition import issued, state


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def decided(place: Place, *names: str) -> tuple[str, list[str]]:
    """An issued decision with certificates, and the registrations on it."""
    uids = [register(place, name) for name in names]
    for uid in uids:
        assess(place, uid)
    decision = issued(place, *uids)
    lines = recognition.decision(place.session, decision).lines
    certificates.issue(place.session, decision, [line.uid for line in lines])
    return decision, uids


def marks(place: Place) -> list[str]:
    return [row.mark for row in certificates.register(place.session, place.year)]


def test_reopened_decision_keeps_its_number_and_marks_what_was_printed(place: Place) -> None:
    session = place.session
    decision, (uid,) = decided(place, "Đường hoa (mẫu)")
    papers.issue_decision(session, decision)
    decision_reopening.reopen(session, decision, "Sai tên đơn vị (mẫu)")
    view = recognition.decision(session, decision)
    assert (view.row.status.value, view.row.number) == ("draft", "05")
    assert state(place, uid) is State.APPRAISED
    assert [row.standing for row in papers.issued(session, decision)] == [
        "Không còn đúng: Sai tên đơn vị (mẫu)"
    ]
    assert marks(place) == [decision_reopening.REOPENED]
    assert "Mở lại quyết định công nhận" in [
        row.use_case for row in journal.history(session, decision)
    ]


def test_reissued_unchanged_makes_certificates_right_again(place: Place) -> None:
    session = place.session
    decision, (uid,) = decided(place, "Đường hoa (mẫu)")
    papers.issue_decision(session, decision)
    day = recognition.decision(session, decision).row.date
    assert day is not None
    decision_reopening.reopen(session, decision, "Xem lại (mẫu)")
    recognition.set_number_and_date(session, decision, "05", day)
    assert (marks(place), state(place, uid)) == ([""], State.RECOGNISED)
    papers.issue_decision(session, decision)
    assert [row.standing for row in papers.issued(session, decision)] == [""]


def test_changed_line_marks_its_certificate_for_good(place: Place) -> None:
    session = place.session
    decision, _uids = decided(place, "Đường hoa (mẫu)", "Tổ hòa giải (mẫu)")
    decision_reopening.reopen(session, decision, "Bỏ một dòng (mẫu)")
    draft = recognition.decision(session, decision).draft()
    edited = replace(draft, lines=draft.lines[:1], override_reason="Mẫu")
    recognition.edit_decision(session, decision, edited)
    recognition.set_number_and_date(session, decision, "05", date(place.year, 11, 20))
    assert marks(place) == ["", "Đã đưa ra khỏi quyết định."]
    second = certificates.register(session, place.year)[1]
    with pytest.raises(UserError, match="không còn đúng"):
        print_certificates(session, [second.uid])
    with pytest.raises(UserError, match="đưa ra khỏi quyết định"):
        certificates.spoil(session, second.uid, "Sai (mẫu)", reissue=True)
    certificates.spoil(session, second.uid, "Sai (mẫu)")
    assert marks(place) == ["", ""]


def test_other_number_marks_every_certificate(place: Place) -> None:
    decision, _ = decided(place, "Đường hoa (mẫu)")
    decision_reopening.reopen(place.session, decision, "Sai số (mẫu)")
    recognition.set_number_and_date(place.session, decision, "06", date(place.year, 11, 20))
    assert marks(place) == ["Số, ngày quyết định đã thay đổi."]


def test_reopening_needs_a_reason_and_an_issued_decision(place: Place) -> None:
    decision, _ = decided(place, "Đường hoa (mẫu)")
    with pytest.raises(FieldError):
        decision_reopening.reopen(place.session, decision, " ")
    decision_reopening.reopen(place.session, decision, "Xem lại (mẫu)")
    with pytest.raises(UserError, match="đang là dự thảo"):
        decision_reopening.reopen(place.session, decision, "Xem lại (mẫu)")
    with pytest.raises(UserError, match="không bỏ được"):
        recognition.withdraw_draft(place.session, decision)


def test_reopened_decision_is_still_sent_so_that_the_receiver_learns_of_it(place: Place) -> None:
    decision, _ = decided(place, "Đường hoa (mẫu)")
    decision_reopening.reopen(place.session, decision, "Xem lại (mẫu)")
    sent = exchange.select(place.session, place.plan.id, place.year)
    assert [row.status for row in sent["decision"].values()] == ["draft"]


def test_withdrawn_meanwhile_is_named_when_the_decision_is_issued(place: Place) -> None:
    decision, (uid,) = decided(place, "Đường hoa (mẫu)")
    decision_reopening.reopen(place.session, decision, "Xem lại (mẫu)")
    registrations.record_step(place.session, uid, StepKind.WITHDRAWN, reason="Thôi (mẫu)")
    with pytest.raises(UserError, match="“Đường hoa \\(mẫu\\)”: Không thể"):
        recognition.set_number_and_date(place.session, decision, "05", date(place.year, 11, 20))


def above(place: Place, uid: str, *others: AboveResult) -> AboveDraft:
    return AboveDraft(
        programme_id=place.plan.id,
        year=place.year,
        issuer_name="Tỉnh ủy Mẫu",
        number="12-QĐ/TU",
        date=date(place.year, 12, 1),
        lines=(LineDraft(uid, "mo-hinh", "tinh"),),
        others=others,
    )


def put_forward(place: Place, *names: str) -> list[str]:
    uids = [register(place, name) for name in names]
    for uid in uids:
        assess(place, uid)
        registrations.record_step(place.session, uid, StepKind.PROPOSED)
    return uids


def test_partly_recognised_list_from_above(place: Place) -> None:
    one, two, three = put_forward(place, "Một (mẫu)", "Hai (mẫu)", "Ba (mẫu)")
    recognition.enter_from_above(
        place.session,
        above(
            place,
            one,
            AboveResult(two, StepKind.REVIEW_FAILED, "Chưa nhân rộng (mẫu)"),
            AboveResult(three, StepKind.RETURNED, "Bổ sung minh chứng (mẫu)"),
        ),
    )
    assert [state(place, uid) for uid in (one, two, three)] == [
        State.RECOGNISED,
        State.NOT_RECOGNISED,
        State.RETURNED,
    ]


def test_refused_above_without_a_reason_changes_nothing(place: Place) -> None:
    one, two = put_forward(place, "Một (mẫu)", "Hai (mẫu)")
    with pytest.raises(FieldError, match="Cần ghi lý do"):
        recognition.enter_from_above(
            place.session, above(place, one, AboveResult(two, StepKind.REVIEW_FAILED, ""))
        )
    assert recognition.decisions(place.session, place.plan.id, place.year) == ()


def test_decision_from_above_is_entered_once(place: Place) -> None:
    one, two = put_forward(place, "Một (mẫu)", "Hai (mẫu)")
    recognition.enter_from_above(place.session, above(place, one))
    with pytest.raises(FieldError, match="đã được nhập"):
        recognition.enter_from_above(place.session, above(place, two))
