"""What the records say against a paper whose code is sound: revoked, spoiled, opened again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.paper_code import CodeFacts, CodeKind
from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.domain.units import BodyKind, Channel
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Recognition, Revocation, SupersededPaper
from danvan_desktop.services import (
    award_revocation,
    awards,
    certificate_papers,
    certificates,
    decision_reopening,
    following_papers,
    paper_codes,
    paper_desk,
    recognition,
    units,
)
from danvan_desktop.services.paper_codes import Checked, Verdict
from danvan_desktop.services.paper_desk import Draft
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.session import Topic
from tests.services import test_awards
from tests.services.award_factories import give_awards
from tests.services.judging_factories import Place, assess, open_place, register
from tests.services.test_recognition import issued
from tests.services.test_sending_down import Chain, proposed, recognise_above, take


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


@pytest.fixture
def chain(tmp_path: Path) -> Iterator[Chain]:
    made = Chain(tmp_path)
    yield made
    made.close()


def given(place: Place, name: str = "Đường hoa (mẫu)") -> tuple[str, str, str]:
    """A decision, the entry of its one certificate, and the text of the printed code."""
    uid = register(place, name)
    assess(place, uid)
    decision = issued(place, uid)
    (line,) = recognition.decision(place.session, decision).lines
    certificates.issue(place.session, decision, [line.uid], on=place.session.today())
    (entry,) = certificates.of_decision(place.session, decision)
    (paper,) = certificate_papers.of_certificates(place.session, [entry.uid])
    return decision, entry.uid, paper.data.code


def checked(place: Place, text: str) -> tuple[Verdict, str]:
    found = paper_codes.check_text(place.session, text)
    return found.verdict, found.words


def test_spoiled_paper_is_told_also_after_its_name_was_put_right(place: Place) -> None:
    decision, entry, text = given(place)
    assert checked(place, text)[0] is Verdict.TRUE
    decision_reopening.reopen(place.session, decision, "Sai tên (mẫu)")
    assert checked(place, text) == (
        Verdict.REVOKED,
        f"Giấy số 01/{place.year} không còn đúng: {decision_reopening.REOPENED}",
    )
    draft = recognition.decision(place.session, decision).draft()
    subject = Recognition.get(Recognition.decision == decision).registration.subject
    with place.session.write("Sửa tên", Topic.REGISTRATIONS) as work:
        work.update(subject, name="Tên đã sửa (mẫu)")
    recognition.edit_decision(place.session, decision, draft)
    recognition.set_number_and_date(place.session, decision, "05", date(place.year, 11, 20))
    certificates.spoil(place.session, entry, "Sai tên (mẫu)", reissue=True)
    words = f"Giấy số 01/{place.year} đã được ghi hỏng: Sai tên (mẫu)"
    assert checked(place, text) == (Verdict.REVOKED, words)
    anew = next(
        row.uid
        for row in certificates.of_decision(place.session, decision)
        if row.status is certificates.CertificateStatus.VALID
    )
    (paper,) = certificate_papers.of_certificates(place.session, [anew])
    assert checked(place, paper.data.code)[0] is Verdict.TRUE


def test_revoked_recognition_revokes_its_numbered_certificate(place: Place) -> None:
    decision, _, text = given(place)
    (line,) = recognition.decision(place.session, decision).lines
    on = date(place.year, 12, 1)
    recognition.revoke(place.session, line.uid, "Không đúng (mẫu)", on, paper="QĐ 40-QĐ/ĐU")
    words = f"Việc công nhận đã bị thu hồi ngày 01/12/{place.year} (QĐ 40-QĐ/ĐU): Không đúng (mẫu)"
    assert checked(place, text) == (Verdict.REVOKED, words)


def decision_code(place: Place, decision: str) -> str:
    view = recognition.decision(place.session, decision)
    facts = CodeFacts(
        CodeKind.DECISION.value,
        "Ban Thường vụ",
        paper_codes.paper_code.shortened(view.draft().subject),
        "",
        "05",
        date(place.year, 11, 20).isoformat(),
    )
    return paper_codes.make(place.session, facts)


def test_decision_that_is_open_again_does_not_count_until_issued(place: Place) -> None:
    decision, _, _ = given(place)
    text = decision_code(place, decision)
    assert checked(place, text)[0] is Verdict.TRUE
    decision_reopening.reopen(place.session, decision, "Xem lại (mẫu)")
    assert checked(place, text) == (Verdict.REVOKED, decision_reopening.REOPENED)
    recognition.set_number_and_date(place.session, decision, "05", date(place.year, 11, 20))
    assert checked(place, text)[0] is Verdict.TRUE


def awarded(place: Place, number: str = "25/QĐ-UBND") -> tuple[str, str]:
    """An award that was given, and the text of the code on its paper."""
    giver = units.bodies(place.session, own_only=True)[0].name
    drafts = [replace(draft, giver_name=giver) for draft in test_awards.drafts(place)]
    awards.propose(place.session, place.plan.id, place.year, drafts)
    (award,) = [row.uid for row in test_awards.listed(place)]
    decision = replace(test_awards.decision(place), giver_name=giver, number=number)
    awards.decide(place.session, [award], decision)
    return award, code_of(place, award)


def code_of(place: Place, award: str) -> str:
    (paper,) = certificate_papers.of_awards(place.session, [award])
    return paper.data.code


def test_award_whose_decision_was_opened_again_is_told_until_it_is_given_again(
    place: Place,
) -> None:
    test_awards.recognised(place, "Đường hoa (mẫu)")
    award, text = awarded(place)
    assert checked(place, text)[0] is Verdict.TRUE
    again = award_revocation.reopen(place.session, award, "Nhập nhầm (mẫu)").uid
    verdict, words = checked(place, text)
    assert verdict is Verdict.REVOKED
    assert words.startswith("Khen thưởng này không còn trong danh sách")
    (row,) = test_awards.listed(place)
    giver = test_awards.decision(place)
    awards.decide(place.session, [again], replace(giver, giver_name=row.giver_name, number="26"))
    assert checked(place, text)[0] is Verdict.REVOKED
    assert checked(place, code_of(place, again))[0] is Verdict.TRUE


def test_revoked_award_is_told_with_its_day_and_reason(place: Place) -> None:
    test_awards.recognised(place, "Đường hoa (mẫu)")
    award, text = awarded(place)
    on = date(place.year, 12, 12)
    with pytest.raises(FieldError):
        award_revocation.revoke(place.session, [award], " ", on)
    with pytest.raises(FieldError):
        award_revocation.revoke(place.session, [award], "Gian dối (mẫu)", date(place.year, 12, 9))
    award_revocation.revoke(place.session, [award], "Gian dối (mẫu)", on, paper="QĐ 40/QĐ-UBND")
    assert checked(place, text) == (
        Verdict.REVOKED,
        f"Khen thưởng đã bị thu hồi ngày 12/12/{place.year} (QĐ 40/QĐ-UBND): Gian dối (mẫu)",
    )
    (row,) = test_awards.listed(place)
    assert (row.status, row.result_words) == (AwardStatus.REFUSED, "Đã thu hồi")
    with pytest.raises(UserError, match="chưa được khen thưởng"):
        award_revocation.revoke(place.session, [award], "Gian dối (mẫu)", on)


def test_revoked_award_is_told_from_another_of_the_same_name(place: Place) -> None:
    test_awards.recognised(place, "Đường hoa (mẫu)", "Tổ hòa giải (mẫu)")
    giver = units.bodies(place.session, own_only=True)[0].name
    drafts = [replace(draft, giver_name=giver) for draft in test_awards.drafts(place)]
    awards.propose(place.session, place.plan.id, place.year, drafts)
    one, two = (row.uid for row in test_awards.listed(place))
    decision = replace(test_awards.decision(place), giver_name=giver)
    awards.decide(place.session, [one, two], decision)
    codes = code_of(place, one), code_of(place, two)
    award_revocation.revoke(place.session, [one], "Gian dối (mẫu)", decision.date)
    assert [checked(place, text)[0] for text in codes] == [Verdict.REVOKED, Verdict.TRUE]


def test_certificate_whose_decision_was_numbered_otherwise_counts_no_more(place: Place) -> None:
    decision, _, text = given(place)
    decision_reopening.reopen(place.session, decision, "Sai số (mẫu)")
    recognition.set_number_and_date(place.session, decision, "06", date(place.year, 11, 21))
    verdict, words = checked(place, text)
    assert verdict is Verdict.REVOKED
    assert words.startswith(f"Giấy số 01/{place.year} không còn đúng: ")


def test_decision_that_was_numbered_otherwise_counts_no_more(place: Place) -> None:
    decision, _, _ = given(place)
    text = decision_code(place, decision)
    decision_reopening.reopen(place.session, decision, "Sai số (mẫu)")
    recognition.set_number_and_date(place.session, decision, "06", date(place.year, 11, 21))
    verdict, words = checked(place, text)
    assert (verdict, words) == (
        Verdict.REVOKED,
        "Quyết định này không còn: đơn vị đã bỏ, hoặc đã đổi số, ngày.",
    )


def test_revocation_reaches_another_office_in_a_package(chain: Chain) -> None:
    uid = proposed(chain, "Đường hoa (mẫu)")
    chain.up()
    decision = recognise_above(chain, uid)
    above = chain.province.session
    (line,) = recognition.decision(above, decision).lines
    certificates.issue(above, decision, [line.uid], on=date(chain.year, 12, 2))
    facts = paper_codes.facts_of_line(
        Recognition.get_by_id(line.uid), CodeKind.CERTIFICATE, f"01/{chain.year}"
    )
    text = paper_codes.make(above, facts)
    assert below(chain, text).verdict is Verdict.UNKNOWN_ISSUER
    path = chain.down()
    take(chain.commune.session, path)
    assert below(chain, text).verdict is Verdict.TRUE
    above = chain.province.session
    recognition.revoke(above, line.uid, "Không còn hiệu quả (mẫu)", date(chain.year, 12, 5))
    path = chain.down()
    take(chain.commune.session, path)
    found = below(chain, text)
    assert (found.verdict, found.words) == (
        Verdict.REVOKED,
        f"Việc công nhận đã bị thu hồi ngày 05/12/{chain.year}: Không còn hiệu quả (mẫu)",
    )


def below(chain: Chain, text: str) -> Checked:
    return paper_codes.check_text(chain.commune.session, text)


def test_award_revoked_below_is_revoked_above_and_an_old_file_changes_nothing(
    chain: Chain,
) -> None:
    test_awards.recognised(chain.commune, "Đường hoa (mẫu)")
    award, text = awarded(chain.commune)
    chain.up()
    old = (chain.folder / "lên.dvk").read_bytes()
    assert above(chain, text).verdict is Verdict.TRUE
    on = date(chain.year, 12, 12)
    award_revocation.revoke(chain.commune.session, [award], "Gian dối (mẫu)", on)
    chain.up()
    said = f"Khen thưởng đã bị thu hồi ngày 12/12/{chain.year}: Gian dối (mẫu)"
    found = above(chain, text)
    assert (found.verdict, found.words) == (Verdict.REVOKED, said)
    path = chain.folder / "cũ.dvk"
    path.write_bytes(old)
    take(chain.province.session, path)
    assert above(chain, text).words == said


def test_award_revoked_above_is_told_below(chain: Chain) -> None:
    uid = proposed(chain, "Đường hoa (mẫu)")
    chain.up()
    recognise_above(chain, uid)
    award, text = awarded(chain.province)
    path = chain.down()
    take(chain.commune.session, path)
    assert below(chain, text).verdict is Verdict.TRUE
    on = date(chain.year, 12, 12)
    award_revocation.revoke(chain.province.session, [award], "Gian dối (mẫu)", on)
    path = chain.down()
    take(chain.commune.session, path)
    said = f"Khen thưởng đã bị thu hồi ngày 12/12/{chain.year}: Gian dối (mẫu)"
    assert (below(chain, text).verdict, below(chain, text).words) == (Verdict.REVOKED, said)


def test_award_opened_again_below_is_told_above_also_once_it_has_another_number(
    chain: Chain,
) -> None:
    test_awards.recognised(chain.commune, "Đường hoa (mẫu)")
    award, text = awarded(chain.commune)
    chain.up()
    place = chain.commune
    again = award_revocation.reopen(place.session, award, "Nhập nhầm (mẫu)").uid
    chain.up()
    assert above(chain, text).verdict is Verdict.REVOKED
    place = chain.commune
    (row,) = test_awards.listed(place)
    decision = replace(test_awards.decision(place), giver_name=row.giver_name, number="26")
    awards.decide(place.session, [again], decision)
    fresh = code_of(place, again)
    chain.up()
    assert above(chain, text).verdict is Verdict.REVOKED
    assert above(chain, fresh).verdict is Verdict.TRUE


def test_spoiled_certificate_and_the_one_in_its_place_are_told_apart_above(chain: Chain) -> None:
    decision, entry, text = given(chain.commune)
    chain.up()
    assert above(chain, text).verdict is Verdict.TRUE
    place = chain.commune
    certificates.spoil(place.session, entry, "In lệch (mẫu)", reissue=True)
    (anew,) = [
        row.uid
        for row in certificates.of_decision(place.session, decision)
        if row.status is certificates.CertificateStatus.VALID
    ]
    (paper,) = certificate_papers.of_certificates(place.session, [anew])
    chain.up()
    found = above(chain, text)
    said = f"Giấy số 01/{chain.year} đã được ghi hỏng: In lệch (mẫu)"
    assert (found.verdict, found.words) == (Verdict.REVOKED, said)
    assert above(chain, paper.data.code).verdict is Verdict.TRUE


def test_certificate_of_a_decision_opened_below_is_told_above(chain: Chain) -> None:
    decision, _, text = given(chain.commune)
    chain.up()
    decision_reopening.reopen(chain.commune.session, decision, "Sai số (mẫu)")
    chain.up()
    number = f"Giấy số 01/{chain.year} không còn đúng"
    assert above(chain, text).words == f"{number}: {decision_reopening.REOPENED}"
    day = date(chain.year, 11, 21)
    recognition.set_number_and_date(chain.commune.session, decision, "06", day)
    chain.up()
    words = f"{number}: nay ghi theo Quyết định số 06 ngày 21/11/{chain.year}."
    assert above(chain, text).words == words


def test_nobody_but_the_issuer_takes_its_paper_back(place: Place) -> None:
    """The door refuses such a row; one that came in before there was that door does not count."""
    decision, _, text = given(place)
    (line,) = recognition.decision(place.session, decision).lines
    recognition.revoke(place.session, line.uid, "Không đúng (mẫu)", date(place.year, 12, 1))
    assert checked(place, text)[0] is Verdict.REVOKED
    Revocation.update(owner="another").execute()
    SupersededPaper.delete().execute()
    assert checked(place, text)[0] is Verdict.TRUE


def above(chain: Chain, text: str) -> Checked:
    return paper_codes.check_text(chain.province.session, text)


def signed(place: Place, draft: Draft, number: str) -> str:
    """A draft of the desk with its number and today's date."""
    session, texts = place.session, {**draft.texts, "signer": "Người ký (mẫu)"}
    uid = paper_desk.save(session, replace(draft, texts=texts)).uid
    paper_desk.move(session, uid, PaperStage.SUBMITTED)
    paper_desk.sign(session, uid, number, session.today())
    return uid


def test_decision_of_the_desk_counts_from_its_issue_until_it_is_replaced(
    place: Place, tmp_path: Path
) -> None:
    give_awards(place)
    session, pdf = place.session, tmp_path / "quyết định.pdf"

    def read() -> tuple[Verdict, str, str]:
        (found,) = paper_codes.check_file(session, pdf)
        return found.verdict, found.facts.decision_number, found.words

    draft = paper_desk.begin(session, PaperKind.AWARD_DECISION, place.plan.id, place.year)
    uid = signed(place, draft, "20")
    sign = Signs(session).desk(paper_desk.row_of(uid))
    pdf.write_bytes(paper_desk.paper(session, paper_desk.get(session, uid)).content)
    assert read() == (Verdict.REVOKED, sign, "Quyết định này chưa ban hành.")
    paper_desk.issue(session, uid)
    assert read()[:2] == (Verdict.TRUE, sign)
    later = signed(place, following_papers.replacement(session, uid), "21")
    assert read()[0] is Verdict.TRUE
    paper_desk.issue(session, later, reason="Sai tên (mẫu)")
    words = "Quyết định này đã được thay thế bằng Quyết định số 21-QĐ/ĐU."
    assert read() == (Verdict.REVOKED, sign, words)


def test_decision_of_the_desk_is_told_from_that_of_another_body_with_its_number(
    place: Place,
) -> None:
    give_awards(place)
    session, kind = place.session, PaperKind.AWARD_DECISION
    home = units.bodies(session, own_only=True)[0].unit
    committee = units.BodyDraft("Ủy ban nhân dân xã Mẫu", BodyKind.PEOPLES_COMMITTEE, home)
    state = units.add_body(session, replace(committee, channel=Channel.STATE)).uid
    drafts = [
        paper_desk.begin(session, kind, place.plan.id, place.year, body=body)
        for body in (place.body, state)
    ]
    party, other = (signed(place, draft, "20") for draft in drafts)
    paper_desk.issue(session, party)
    codes = [
        paper_codes.of_decision(session, decider, drafts[0].texts["subject"], "20", session.today())
        for decider in ("Ban Thường vụ Đảng ủy xã Mẫu", "Chủ tịch Ủy ban nhân dân xã Mẫu")
    ]
    assert [checked(place, code)[0] for code in codes] == [Verdict.TRUE, Verdict.REVOKED]
    paper_desk.issue(session, other)
    assert [checked(place, code)[0] for code in codes] == [Verdict.TRUE, Verdict.TRUE]


def test_decision_of_the_desk_taken_back_to_its_draft_counts_no_more(place: Place) -> None:
    give_awards(place)
    session = place.session
    draft = paper_desk.begin(session, PaperKind.AWARD_DECISION, place.plan.id, place.year)
    text = paper_codes.of_decision(
        session, "Ban Thường vụ", draft.texts["subject"], "20", session.today()
    )
    assert checked(place, text) == (
        Verdict.REVOKED,
        "Quyết định này không còn: đơn vị đã bỏ, hoặc đã đổi số, ngày.",
    )
    assert paper_codes.of_decision(session, "Ban Thường vụ", "khen thưởng", "", None) == ""
