"""Batches of certificates and giấy khen of real records: problems first, files, reprints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.documents import preview
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import Award
from danvan_desktop.services import (
    awards,
    certificate_batch,
    certificate_templates,
    certificates,
    paper_codes,
    print_places,
    recognition,
)
from danvan_desktop.services.awards import AwardDecision, AwardDraft
from danvan_desktop.services.certificate_batch import Order, PreparedPaper, PrintSettings
from danvan_desktop.services.certificate_papers import prefix_of
from danvan_desktop.services.paper_codes import Verdict
from tests.documents.pdf_reading import page_count, whole_text
from tests.services.judging_factories import Place, open_place
from tests.services.test_papers import recognised


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    found = open_place(tmp_path_factory.mktemp("batch") / "dữ liệu")
    yield found
    found.session.close()


@pytest.fixture(scope="module")
def given(place: Place) -> list[str]:
    """Entries of the register, one for each kind of subject."""
    _, decision = recognised(place)
    lines = recognition.decision(place.session, decision).lines
    certificates.issue(place.session, decision, [line.uid for line in lines])
    return [row.uid for row in certificates.register(place.session, place.year)]


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
    path.write_bytes(certificate_batch.preview(place.session, papers, 0).content)
    (checked,) = paper_codes.check_file(place.session, path)
    assert checked.facts.recipient == papers[0].data.recipient


def test_problems_are_told_by_paper_and_field(
    place: Place, papers: tuple[PreparedPaper, ...]
) -> None:
    bad = replace(papers[0], data=replace(papers[0].data, recipient="🌱", reason=""))
    found = certificate_batch.problems(place.session, [papers[1], bad])
    assert sorted((one.place, one.field, one.kind.label) for one in found) == [
        (1, "reason", "Thiếu dữ liệu"),
        (1, "recipient", "Không in được"),
    ]
    with pytest.raises(UserError, match="Giấy thứ 2"):
        certificate_batch.one_file(place.session, [papers[1], bad])


def test_print_order() -> None:
    many: list[PreparedPaper] = [1, 2, 3, 4, 5]  # type: ignore[list-item]
    orders = [
        certificate_batch.ordered(many, PrintSettings(two_up=True, order=order)) for order in Order
    ]
    assert orders == [(1, 2, 3, 4, 5), (5, 4, 3, 2, 1), (1, 4, 2, 5, 3)]


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


def test_two_up_and_offsets(place: Place, papers: tuple[PreparedPaper, ...]) -> None:
    session = place.session
    settings = PrintSettings(two_up=True, order=Order.STACKED, printer="Máy mẫu")
    print_places.set_offset(session, "Máy mẫu", papers[0].template.paper.words, 1.0, 2.0)
    pdf = certificate_batch.one_file(session, papers, settings).content
    assert len(preview.page_sizes(pdf)) == (len(papers) + 1) // 2
    assert certificate_batch.two_up_words(papers[0].template.paper) == "2 giấy trên 1 tờ A3"
    print_places.set_offset(session, "Máy mẫu", papers[0].template.paper.words, 0, 0)


def test_a_reprint_keeps_the_template_it_was_printed_by(place: Place, given: list[str]) -> None:
    session = place.session
    before = certificate_batch.of_certificates(session, given[:1])
    certificate_batch.keep_looks(session, before)
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
    assert "Tên tập thể, cá nhân: trái 35,5, trên 74,2 mm" in text


def test_a_spoiled_paper_given_anew_looks_as_it_did(place: Place, given: list[str]) -> None:
    session = place.session
    before = certificate_batch.of_certificates(session, given[-1:])
    certificate_batch.keep_looks(session, before)
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
    (one,) = certificate_batch.of_awards(session, [uid])
    text = " ".join(whole_text(certificate_batch.one_file(session, [one]).content).split())
    assert "TẶNG" in text
    assert "ÔNG (BÀ) TRẦN THỊ MẪU" in text
    assert "Đã có thành tích “<khéo>” & bền bỉ" in text
    assert paper_codes.check_text(session, one.data.code).verdict is Verdict.TRUE


def test_a_template_of_another_kind_is_refused(place: Place, given: list[str]) -> None:
    with pytest.raises(UserError, match="không phải mẫu giấy chứng nhận"):
        certificate_batch.of_certificates(place.session, given[:1], "award-state")


@pytest.mark.parametrize(
    ("name", "kind", "prefix"),
    [
        ("Nguyễn Văn Mẫu", SubjectKind.INDIVIDUAL, "Ông (Bà)"),
        ("Bà Trần Thị Mẫu", SubjectKind.INDIVIDUAL, ""),
        ("Bá Hộ Mẫu", SubjectKind.HOUSEHOLD, "Hộ"),
        ("Hộ ông Mẫu", SubjectKind.HOUSEHOLD, ""),
        ("Chi hội Mẫu", SubjectKind.COLLECTIVE, "Tập thể"),
    ],
)
def test_a_name_is_addressed_once(name: str, kind: SubjectKind, prefix: str) -> None:
    assert prefix_of(name, kind) == prefix
