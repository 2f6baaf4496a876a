"""Batches of certificates and giấy khen of real records: problems first, files, reprints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.documents import preview
from danvan_desktop.domain.certificate_template import Paper, PaperSize
from danvan_desktop.domain.text import search_key
from danvan_desktop.domain.units import BodyKind, SubjectKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import Award, Recognition
from danvan_desktop.services import (
    awards,
    certificate_batch,
    certificate_templates,
    certificates,
    paper_codes,
    print_places,
    recognition,
    units,
)
from danvan_desktop.services.awards import AwardDecision, AwardDraft
from danvan_desktop.services.certificate_batch import Asked, Order, PreparedPaper, PrintSettings
from danvan_desktop.services.certificates import CertificateStatus
from danvan_desktop.services.paper_codes import Verdict
from danvan_desktop.services.units import BodyDraft
from tests.documents.pdf_reading import drawn_lines, page_count, whole_text
from tests.services.judging_factories import Place, open_place
from tests.services.test_papers import recognised


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    found = open_place(tmp_path_factory.mktemp("batch") / "dữ liệu")
    yield found
    found.session.close()


@pytest.fixture(scope="module")
def decision(place: Place) -> str:
    """Certificates were given under it, one for each kind of subject."""
    _, uid = recognised(place)
    lines = recognition.decision(place.session, uid).lines
    certificates.issue(place.session, uid, [line.uid for line in lines])
    return uid


@pytest.fixture
def given(place: Place, decision: str) -> list[str]:
    """Entries of the register, without what another test spoiled."""
    rows = certificates.register(place.session, place.year)
    return [row.uid for row in rows if row.status is CertificateStatus.VALID]


@pytest.fixture
def papers(place: Place, given: list[str]) -> tuple[PreparedPaper, ...]:
    return certificate_batch.of_certificates(place.session, given)


def test_every_paper_carries_a_code_that_is_true(
    place: Place, papers: tuple[PreparedPaper, ...]
) -> None:
    for one in papers:
        checked = paper_codes.check_text(place.session, one.data.code)
        assert checked.verdict is Verdict.TRUE
        assert checked.facts.recipient == one.data.recipient
        assert checked.facts.register_number == one.data.register_number


def test_a_printed_code_is_read_from_the_page(
    place: Place, papers: tuple[PreparedPaper, ...], tmp_path: Path
) -> None:
    path = tmp_path / "giấy.pdf"
    path.write_bytes(certificate_batch.one_file(place.session, papers[:1]).content)
    (checked,) = paper_codes.check_file(place.session, path)
    assert checked.facts.recipient == papers[0].data.recipient


def test_problems_are_told_by_paper_and_field(
    place: Place, papers: tuple[PreparedPaper, ...]
) -> None:
    bad = replace(papers[0], data=replace(papers[0].data, recipient="🌱", reason=""))
    found = certificate_batch.problems(place.session, [papers[1], bad])
    assert sorted((one.place, one.field, one.words) for one in found) == [
        (1, "reason", "Nội dung công nhận, thành tích còn trống."),
        (1, "recipient", "Tên tập thể, cá nhân có ký tự không in được: “🌱” (U+1F331)."),
    ]
    with pytest.raises(UserError, match="Giấy thứ 2"):
        certificate_batch.one_file(place.session, [papers[1], bad])


def test_print_order() -> None:
    many: list[PreparedPaper] = [1, 2, 3, 4, 5]  # type: ignore[list-item]
    orders = [
        certificate_batch.ordered(many, PrintSettings(two_up=True, order=order)) for order in Order
    ]
    assert orders == [(1, 2, 3, 4, 5), (5, 4, 3, 2, 1), (1, 4, 2, 5, 3)]


def test_nudge_holds_under_the_template_it_was_made_for_alone(
    place: Place, papers: tuple[PreparedPaper, ...]
) -> None:
    session, (first, second) = place.session, papers[:2]
    others = certificate_templates.templates(session, first.template.kind)
    other = next(row for row in others if row.uid != first.template_uid)
    print_places.set_nudge(session, first.template_uid, first.data.key, "recipient", 3, -2)
    moved = replace(first, template=other.template, template_uid=other.uid)
    known = [certificate_batch.nudges(session, some) for some in ([first, second], [moved, second])]
    print_places.set_nudge(session, first.template_uid, first.data.key, "recipient", 0, 0)
    assert known == [{first.data.key: {"recipient": (3.0, -2.0)}}, {}]


def test_each_paper_as_its_own_file(
    place: Place, papers: tuple[PreparedPaper, ...], tmp_path: Path
) -> None:
    awkward = replace(papers[0], data=replace(papers[0].data, recipient="CON: Tổ 1/2 <A>?"))
    steps: list[int] = []
    written = certificate_batch.each_file(
        place.session,
        [awkward, awkward, papers[1]],
        tmp_path,
        progress=lambda done, total, text: steps.append(done),
    )
    assert steps == [1, 2, 3]
    assert written[0].name == "01 Giấy chứng nhận CON- Tổ 1-2 -A.pdf"
    assert [page_count(path.read_bytes()) for path in written] == [1, 1, 1]


def test_one_file_on_disk_is_the_one_in_memory(
    place: Place, papers: tuple[PreparedPaper, ...], tmp_path: Path
) -> None:
    settings = PrintSettings(two_up=True, order=Order.REVERSED)
    path = tmp_path / certificate_batch.suggested_name(papers)
    made = certificate_batch.one_file(place.session, papers, settings)
    assert certificate_batch.save_file(place.session, papers, path, settings) == path
    assert (path.name, path.read_bytes()) == (made.file_name, made.content)
    bad = replace(papers[0], data=replace(papers[0].data, recipient="W" * 200))
    with pytest.raises(UserError, match="Giấy thứ 2"):
        certificate_batch.save_file(place.session, [papers[1], bad], path)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {path.name: made.content}


def test_nothing_is_written_while_a_paper_has_a_problem(
    place: Place, papers: tuple[PreparedPaper, ...], tmp_path: Path
) -> None:
    bad = replace(papers[0], data=replace(papers[0].data, recipient="W" * 200))
    with pytest.raises(UserError, match="Chưa lưu được tệp nào"):
        certificate_batch.each_file(place.session, [papers[1], bad], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_cancel_stops_the_batch(place: Place, papers: tuple[PreparedPaper, ...]) -> None:
    def stop(done: int, total: int, text: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        certificate_batch.one_file(place.session, papers, progress=stop)


def test_cancel_leaves_no_file_of_a_batch_and_the_old_ones(
    place: Place, papers: tuple[PreparedPaper, ...], tmp_path: Path
) -> None:
    first = certificate_batch.each_file(place.session, papers, tmp_path)[0]
    first.write_bytes(b"old")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    numbers = certificates.register(place.session, place.year)

    def stop(done: int, total: int, text: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        certificate_batch.each_file(place.session, papers, tmp_path, progress=stop)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert certificates.register(place.session, place.year) == numbers


def test_two_up_and_offsets(place: Place, papers: tuple[PreparedPaper, ...]) -> None:
    session = place.session
    settings = PrintSettings(two_up=True, order=Order.STACKED, printer="Máy mẫu")
    print_places.set_offset(session, "Máy mẫu", papers[0].template.paper.words, 1.0, 2.0)
    pdf = certificate_batch.one_file(session, papers, settings).content
    assert len(preview.page_sizes(pdf)) == (len(papers) + 1) // 2
    assert certificate_batch.two_up_words(papers[0].template.paper) == "2 giấy trên 1 tờ A3"
    assert certificate_batch.two_up_words(Paper(PaperSize.A3)) == ""
    print_places.set_offset(session, "Máy mẫu", papers[0].template.paper.words, 0, 0)


def test_a_reprint_keeps_the_template_it_was_printed_by(place: Place, given: list[str]) -> None:
    session = place.session
    before = certificate_batch.of_certificates(session, given[:1])
    certificate_batch.keep(session, before)
    content = certificate_batch.one_file(session, before).content
    uid = certificate_templates.copy(session, "certificate-script", "Mới đổi").uid
    certificate_templates.choose(session, uid)
    again = certificate_batch.of_certificates(session, given[:1])
    assert certificate_batch.one_file(session, again).content == content
    other = certificate_batch.of_certificates(session, given[1:2])
    assert other[0].template_uid == uid
    certificate_templates.delete(session, uid)


def test_a_trial_page_names_the_printer_and_boxes(
    place: Place, papers: tuple[PreparedPaper, ...]
) -> None:
    page = certificate_batch.trial_page(place.session, papers[0].template, "Máy mẫu")
    text = whole_text(page.content)
    assert "Máy in: Máy mẫu" in text
    assert "Tên tập thể, cá nhân: trái 35,5, trên 75,2 mm" in text


def test_a_spoiled_paper_given_anew_looks_as_it_did(place: Place, given: list[str]) -> None:
    session = place.session
    before = certificate_batch.of_certificates(session, given[-1:])
    certificate_batch.keep(session, before)
    uid = certificate_templates.choose(session, "certificate-script").uid
    anew = certificates.spoil(session, given[-1], "In lem", reissue=True).uid
    after = certificate_batch.of_certificates(session, [anew])
    assert after[0].template == before[0].template
    assert after[0].data.register_number != before[0].data.register_number
    assert after[0].data.recipient == before[0].data.recipient
    certificate_templates.delete(session, uid)


def test_award_papers_of_given_awards(place: Place) -> None:
    session = place.session
    draft = AwardDraft(
        "Trần Thị Mẫu", SubjectKind.INDIVIDUAL, "Giấy khen", "Đã có thành tích “<khéo>” & bền bỉ"
    )
    awards.propose(session, place.plan.id, place.year, [draft])
    uid = Award.get(Award.recipient_name == "Trần Thị Mẫu").uid
    with pytest.raises(UserError, match="chưa được khen thưởng"):
        certificate_batch.of_awards(session, [uid])
    decided = AwardDecision("09", date(place.year, 11, 20), "Đơn vị mẫu", {})
    awards.decide(session, [uid], decided)
    (one,) = certificate_batch.of_awards(session, [uid], Asked(signer="Người ký (mẫu)"))
    text = " ".join(drawn_lines(certificate_batch.one_file(session, [one]).content))
    assert "TẶNG" in text
    assert "Bà TRẦN THỊ MẪU" in text
    assert "Đã có thành tích “<khéo>” & bền bỉ" in text
    assert paper_codes.check_text(session, one.data.code).verdict is Verdict.TRUE


def test_a_template_of_another_kind_is_refused(place: Place, given: list[str]) -> None:
    with pytest.raises(UserError, match="không phải mẫu giấy chứng nhận"):
        certificate_batch.of_certificates(place.session, given[:1], Asked("award-state"))


def _unit(place: Place) -> str:
    return units.body(place.session, place.body).unit


def _awarded(place: Place, name: str, giver: str) -> str:
    """An individual's award, given by this body."""
    session = place.session
    draft = AwardDraft(name, SubjectKind.INDIVIDUAL, "Giấy khen", "Đã có thành tích (mẫu)")
    awards.propose(session, place.plan.id, place.year, [draft])
    uid = Award.get(Award.recipient_name == name).uid
    awards.decide(session, [uid], AwardDecision("19", date(place.year, 11, 20), giver, {}))
    return str(uid)


def test_a_chairmans_award_paper_is_signed_in_nobodys_place(place: Place) -> None:
    session = place.session
    body = BodyDraft("Ủy ban nhân dân Phường Mẫu", BodyKind.PEOPLES_COMMITTEE, _unit(place))
    units.add_body(session, body)
    for number, giver in enumerate(
        ("Ủy ban nhân dân Phường Mẫu", "Chủ tịch UBND Phường Mẫu", "UBND Phường Mẫu")
    ):
        uid = _awarded(place, f"Người {number} Mẫu", giver)
        (one,) = certificate_batch.of_awards(session, [uid], Asked(signer="Người ký"))
        assert one.data.top_line == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        assert search_key(one.data.issuer).startswith("chu tich u")
        assert (one.data.authority, one.data.position) == ("", "CHỦ TỊCH")
        (one,) = certificate_batch.of_awards(session, [uid], Asked(signer="Người ký", deputy=True))
        assert (one.data.authority, one.data.position) == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_a_party_award_paper_speaks_for_the_committee(place: Place) -> None:
    body = BodyDraft("Đảng ủy Phường Mẫu", BodyKind.PARTY_COMMITTEE, _unit(place))
    units.add_body(place.session, body)
    uid = _awarded(place, "Đảng viên Mẫu", "Đảng ủy Phường Mẫu")
    (one,) = certificate_batch.of_awards(place.session, [uid])
    assert one.data.top_line == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert one.data.issuer == "BAN THƯỜNG VỤ ĐẢNG ỦY PHƯỜNG MẪU"
    assert (one.data.authority, one.data.position) == ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")
    (one,) = certificate_batch.of_awards(place.session, [uid], Asked(signer="", deputy=True))
    assert (one.data.authority, one.data.position) == ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")


def test_an_award_of_a_body_that_is_not_ours_is_not_printed_under_our_header(
    place: Place,
) -> None:
    uid = _awarded(place, "Người khác Mẫu", "Chủ tịch UBND tỉnh Mẫu Khác")
    with pytest.raises(UserError, match="không có trong danh sách tổ chức"):
        certificate_batch.of_awards(place.session, [uid])


def test_a_missing_signer_is_a_problem_of_each_paper(place: Place) -> None:
    uid = _awarded(place, "Người chưa ký Mẫu", "Đơn vị mẫu")
    papers = certificate_batch.of_awards(place.session, [uid])
    found = certificate_batch.problems(place.session, papers)
    assert [(one.field, one.words) for one in found] == [("signer", "Người ký còn trống.")]


def test_the_signer_of_a_body_is_remembered(place: Place) -> None:
    session = place.session
    uid = _awarded(place, "Người nhớ Mẫu", "Đơn vị mẫu")
    papers = certificate_batch.of_awards(session, [uid])
    certificate_batch.remember_signer(session, papers, "Người ký một", True)
    (one,) = certificate_batch.of_awards(session, [uid])
    assert (one.data.signer, one.deputy, one.unsigned) == ("Người ký một", True, True)
    certificate_batch.remember_signer(session, papers, "", False)


def test_a_reprint_says_what_was_printed_until_the_records_are_asked_for(place: Place) -> None:
    session = place.session
    uid = _awarded(place, "Lê Thị In Lại", "Đơn vị mẫu")
    printed = certificate_batch.of_awards(session, [uid], Asked(signer="Người ký một"))
    certificate_batch.keep(session, printed)
    certificate_batch.remember_signer(session, printed, "Người ký hai", False)
    Award.update(achievement="Lời khác").where(Award.uid == uid).execute()
    (again,) = certificate_batch.of_awards(session, [uid])
    assert (again.data, again.outdated) == (printed[0].data, True)
    (fresh,) = certificate_batch.of_awards(session, [uid], Asked(fresh=True))
    assert (fresh.data.reason, fresh.data.signer) == ("Lời khác", "Người ký hai")
    assert not fresh.outdated
    certificate_batch.remember_signer(session, printed, "", False)


def test_a_chosen_word_before_a_name_stays_with_the_paper_and_its_bearer(
    place: Place, given: list[str]
) -> None:
    session = place.session
    rows = certificates.register(session, place.year)
    valid = [row.uid for row in rows if row.status is CertificateStatus.VALID]
    before = certificate_batch.of_certificates(session, valid)
    people = [one for one in before if one.bearer.kind is SubjectKind.INDIVIDUAL]
    certificate_batch.choose_prefix(session, people, "Đồng chí")
    after = {one.data.key: one.data for one in certificate_batch.of_certificates(session, valid)}
    assert people
    assert len(valid) == len(given)
    for one in before:
        chosen = one in people
        assert (after[one.data.key].prefix == "Đồng chí") is chosen
        assert (after[one.data.key].lead == "Chứng nhận đồng chí") is chosen
    line = Recognition.get_by_id(people[0].data.key)
    draft = AwardDraft(
        *(line.recipient_name, SubjectKind.INDIVIDUAL, "Giấy khen", "Thành tích", "Đơn vị mẫu"),
        recognition=line.uid,
    )
    awards.propose(session, place.plan.id, place.year, [draft])
    uid = Award.get(Award.recognition == line.uid).uid
    awards.decide(session, [uid], AwardDecision("77", date(place.year, 11, 20), "Đơn vị mẫu", {}))
    (award,) = certificate_batch.of_awards(session, [uid])
    assert award.data.prefix == "Đồng chí"
