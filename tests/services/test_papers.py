"""Papers filled from records of every shipped programme, read back from the PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError, StorageError, UserError
from danvan_desktop.services import certificates, issued_list, paper_files, papers, recognition
from danvan_desktop.services.papers import PaperKind
from tests.documents.pdf_reading import drawn_lines, page_count, whole_text
from tests.services.judging_factories import (
    SHIPPED,
    Place,
    assess,
    open_place,
    print_certificates,
    register,
)
from tests.services.test_recognition import drafted, give_authority


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def recognised(place: Place) -> tuple[list[str], str]:
    """Registrations of every kind of subject, and the issued decision on them."""
    kinds = [
        kind for kind in SubjectKind if any(kind in one.subject_kinds for one in place.plan.titles)
    ]
    uids = [register(place, f"Mô hình {kind.label} <số 1> & “khéo”", kind=kind) for kind in kinds]
    for uid in uids:
        assess(place, uid, stage=Stage.SELF)
        assess(place, uid)
    if not place.plan.authorities:
        give_authority(place)
    decision = drafted(place, *uids, signer="Người ký (mẫu)")
    recognition.set_number_and_date(place.session, decision, "05", date(place.year, 11, 20))
    return uids, decision


@pytest.mark.parametrize("programme_id", SHIPPED)
def test_every_paper_of_every_programme_is_made(tmp_path: Path, programme_id: str) -> None:
    place = open_place(tmp_path / "dữ liệu", programme_id)
    session, year = place.session, place.year
    uids, decision = recognised(place)
    view = recognition.decision(session, decision)
    certificates.issue(session, decision, [line.uid for line in view.lines])
    given = [row.uid for row in certificates.register(session, year)]
    form = whole_text(papers.registration_form(session, uids[0]).content)
    assert "PHIẾU ĐĂNG KÝ" in form
    listed = whole_text(papers.registration_list_pdf(session, place.plan.id, year).content)
    assert all(line.name in listed for line in view.lines)
    sheet = whole_text(papers.score_sheet(session, uids[0]).content)
    assert "Đạt khi" in sheet
    blank = papers.score_sheet(session, uids[0], blank=True)
    assert page_count(blank.content) >= 1
    text = whole_text(papers.decision(session, decision).content)
    assert "QUYẾT ĐỊNH" in text
    assert "Người ký (mẫu)" in text
    batch = print_certificates(session, given)
    assert page_count(batch.content) == len(uids)
    assert f"01/{year}" in " ".join(drawn_lines(batch.content))
    book = whole_text(papers.certificate_register(session, year, place.body).content)
    assert "Quyết định công nhận" in book
    assert page_count(papers.follow_up_sheet(session, uids[0]).content) == 1
    session.close()


def test_draft_prints_with_number_and_date_open(place: Place) -> None:
    uid = register(place)
    assess(place, uid)
    decision = drafted(place, uid)
    paper = papers.decision(place.session, decision)
    assert "ngày tháng năm 2030" in whole_text(paper.content)
    assert "dự thảo" in paper.file_name
    with pytest.raises(UserError, match="chưa có số, ngày"):
        papers.issue_decision(place.session, decision)


def test_issued_decision_is_printed_from_the_stored_file(place: Place) -> None:
    _, decision = recognised(place)
    papers.issue_decision(place.session, decision)
    (row,) = papers.issued(place.session, decision)
    stored = (
        place.session.folder.files
        / ""
        / next(
            path.relative_to(place.session.folder.files)
            for path in place.session.folder.files.rglob("*")
            if path.is_file() and path.read_bytes().startswith(b"%PDF")
        )
    )
    assert papers.decision(place.session, decision).content == stored.read_bytes()
    assert papers.issue_decision(place.session, decision).count == 0
    assert (row.number_text, row.kind, row.replaced) == ("05-QĐ/ĐU", PaperKind.DECISION, False)
    stored.write_bytes(stored.read_bytes() + b"\n")
    with pytest.raises(StorageError, match="bị thay đổi"):
        papers.reprint(place.session, row.uid)


def test_issued_decision_keeps_its_word_file_beside_the_pdf(place: Place) -> None:
    _, decision = recognised(place)
    drawn = papers.decision(place.session, decision)
    papers.issue_decision(place.session, decision)
    stored = papers.decision(place.session, decision)
    assert (stored.sheet, drawn.word is None, stored.word is None) == (None, False, False)
    assert drawn.word is not None
    assert stored.word is not None
    assert lines_of(stored.word()) == lines_of(drawn.word())
    (listed,) = issued_list.all_issued(place.session)
    (file,) = paper_files.files(place.session, listed.desk)
    assert (listed.word, file.role_words, file.path_ending) == (
        True,
        "Bản Word đã ban hành",
        "docx",
    )
    file.path.write_bytes(b"other")
    with pytest.raises(StorageError, match="bị thay đổi"):
        stored.word()


def lines_of(word: bytes) -> list[str]:
    """The words of each paragraph; two files of the same paper differ in the time they bear."""
    return [line.text for line in Document(io.BytesIO(word)).element.body.iter(qn("w:t"))]


def test_replacement_names_the_paper_before_it_and_needs_a_reason(place: Place) -> None:
    _, decision = recognised(place)
    papers.issue_decision(place.session, decision)
    day = date(2030, 11, 21)
    recognition.set_number_and_date(place.session, decision, "06", day, reason="Gõ nhầm số")
    assert papers.decision(place.session, decision).number == "06"
    with pytest.raises(FieldError):
        papers.issue_decision(place.session, decision)
    papers.issue_decision(place.session, decision, reason="Đính chính số")
    rows = {row.number_text: row for row in papers.issued(place.session, decision)}
    assert rows["06-QĐ/ĐU"].replaces == rows["05-QĐ/ĐU"].uid
    assert (rows["05-QĐ/ĐU"].replaced, rows["06-QĐ/ĐU"].replaced) == (True, False)


def test_workbook_has_the_registrations_of_the_list(place: Place, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    for number in range(3):
        register(place, f"=Mô hình {number} (mẫu)")
    target = tmp_path / "Danh sách.xlsx"
    papers.registration_list_workbook(place.session, place.plan.id, place.year, target)
    cells = [cell for row in load_workbook(target).active.values for cell in row]
    assert [cell for cell in cells if str(cell).startswith("=Mô hình")] == [
        f"=Mô hình {number} (mẫu)" for number in range(3)
    ]


def test_spoiled_certificate_is_not_printed_again(place: Place) -> None:
    _, decision = recognised(place)
    line = recognition.decision(place.session, decision).lines[0]
    certificates.issue(place.session, decision, [line.uid])
    (row,) = certificates.register(place.session, place.year)
    certificates.spoil(place.session, row.uid, "In lệch (mẫu)")
    with pytest.raises(UserError, match="đã ghi hỏng"):
        print_certificates(place.session, [row.uid])


def test_old_decision_of_the_party_keeps_its_old_number_form(tmp_path: Path) -> None:
    place = open_place(tmp_path, "huyen-uy-chi-lang-2023")
    _, decision = recognised(place)
    assert "Số 05 - QĐ/ĐU" in whole_text(papers.decision(place.session, decision).content)
    place.session.close()


def test_long_name_that_cannot_fit_is_refused_by_name(place: Place) -> None:
    uid = register(place)
    assess(place, uid)
    decision = drafted(place, uid)
    draft = replace(
        recognition.decision(place.session, decision).draft(), authority_line="T/M " + "Ban " * 60
    )
    recognition.edit_decision(place.session, decision, draft)
    with pytest.raises(UserError):
        papers.decision(place.session, decision)
