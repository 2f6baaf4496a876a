"""What the records say against a paper whose code is sound: revoked, spoiled, opened again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.paper_code import CodeFacts, CodeKind
from danvan_desktop.models import Recognition
from danvan_desktop.services import (
    awards,
    certificate_papers,
    certificates,
    decision_reopening,
    paper_codes,
    recognition,
    units,
)
from danvan_desktop.services.paper_codes import Checked, Verdict
from danvan_desktop.services.session import Topic
from tests.services import test_awards
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
    recognition.revoke(place.session, line.uid, "Không đúng (mẫu)", date(place.year, 12, 1))
    words = f"Việc công nhận đã bị thu hồi ngày 01/12/{place.year}: Không đúng (mẫu)"
    assert checked(place, text) == (Verdict.REVOKED, words)


def test_decision_that_is_open_again_does_not_count_until_issued(place: Place) -> None:
    decision, _, _ = given(place)
    view = recognition.decision(place.session, decision)
    facts = CodeFacts(
        CodeKind.DECISION.value,
        "Ban Thường vụ",
        paper_codes.paper_code.shortened(view.draft().subject),
        "",
        "05",
        date(place.year, 11, 20).isoformat(),
    )
    text = paper_codes.make(place.session, facts)
    assert checked(place, text)[0] is Verdict.TRUE
    decision_reopening.reopen(place.session, decision, "Xem lại (mẫu)")
    assert checked(place, text) == (Verdict.REVOKED, decision_reopening.REOPENED)
    recognition.set_number_and_date(place.session, decision, "05", date(place.year, 11, 20))
    assert checked(place, text)[0] is Verdict.TRUE


def test_award_that_was_taken_back_is_told(place: Place) -> None:
    test_awards.recognised(place, "Đường hoa (mẫu)")
    giver = units.bodies(place.session, own_only=True)[0].name
    drafts = [replace(draft, giver_name=giver) for draft in test_awards.drafts(place)]
    awards.propose(place.session, place.plan.id, place.year, drafts)
    (award,) = [row.uid for row in test_awards.listed(place)]
    decision = replace(test_awards.decision(place), giver_name=giver)
    awards.decide(place.session, [award], decision)
    (paper,) = certificate_papers.of_awards(place.session, [award])
    assert checked(place, paper.data.code)[0] is Verdict.TRUE
    awards.reopen(place.session, award, "Nhập nhầm (mẫu)")
    verdict, words = checked(place, paper.data.code)
    assert verdict is Verdict.REVOKED
    assert words.startswith("Khen thưởng này không còn trong danh sách")


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
