"""Codes on papers: signed, printed at 20 mm, scanned and checked; revoked and forged ones told."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from PIL import Image, ImageFilter
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from danvan_desktop.documents import qr_code
from danvan_desktop.domain import paper_code
from danvan_desktop.domain.paper_code import CodeFacts, CodeKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import KnownOffice, Recognition
from danvan_desktop.services import paper_codes, papers, recognition, signing
from danvan_desktop.services.paper_codes import Verdict
from danvan_desktop.services.session import Session, Topic
from tests import factories
from tests.services import judging_factories
from tests.services.judging_factories import Place
from tests.services.test_recognition import drafted, issued

FACTS = CodeFacts(
    CodeKind.CERTIFICATE.value,
    "Ban Công tác Mặt trận Tổ dân phố Quyết Thắng (mẫu)",
    paper_code.shortened(
        "Đoạn đường nông dân tự quản, hàng rào xanh, đường có hoa, nhà có số " * 2
    ),
    "Phường Yên Nghĩa",
    "05-QĐ/ĐU",
    "2026-10-15",
    "12/2026",
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = judging_factories.open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


@pytest.fixture
def session(place: Place) -> Session:
    return place.session


def printed(text: str, dots_per_inch: int, blur: float = 0.0) -> Image.Image:
    """The symbol on a page at 20 mm, as a scanner would see it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(60 * mm, 60 * mm))
    qr_code.draw(canvas, text, 20 * mm, 20 * mm, qr_code.SIDE_MM * mm)
    canvas.save()
    page: Any = pypdfium2.PdfDocument(out.getvalue())[0]
    scan = page.render(scale=dots_per_inch / 72).to_pil().convert("L")
    return scan.filter(ImageFilter.GaussianBlur(blur)) if blur else scan


def test_true_code_names_its_office(session: Session) -> None:
    checked = paper_codes.check_text(session, paper_codes.make(session, FACTS))
    assert (checked.verdict, checked.facts) == (Verdict.TRUE, FACTS)
    assert checked.issuer in checked.words


def test_changed_facts_are_told(session: Session) -> None:
    code = paper_code.read(paper_codes.make(session, FACTS))
    other = replace(FACTS, recipient="Người khác (mẫu)")
    key = bytes.fromhex(paper_codes.Office.get().public_key)
    forged = paper_code.text_of(paper_code.unsigned(other, key), code.signature)
    assert paper_codes.check_text(session, forged).verdict is Verdict.CHANGED


def test_key_nobody_told_us_of_is_unknown_until_its_office_is(session: Session) -> None:
    pair = signing.generate()
    before = paper_code.unsigned(FACTS, pair.public)
    text = paper_code.text_of(before, signing.sign(pair.private, paper_code.to_sign(before)))
    assert paper_codes.check_text(session, text).verdict is Verdict.UNKNOWN_ISSUER
    with session.write("Biết thêm đơn vị", Topic.EXCHANGE) as work:
        work.insert(
            KnownOffice,
            name="Phường Khác (mẫu)",
            public_key=pair.public.hex(),
            trusted_on=factories.DAY,
            home_unit="x",
        )
    checked = paper_codes.check_text(session, text)
    assert (checked.verdict, checked.issuer) == (Verdict.TRUE, "Phường Khác (mẫu)")


def test_revoked_recognition_revokes_its_papers(place: Place) -> None:
    session = place.session
    uid = judging_factories.register(place)
    judging_factories.assess(place, uid)
    line = decided(place, uid)
    facts = paper_codes.facts_of_line(line, CodeKind.CERTIFICATE)
    text = paper_codes.make(session, facts)
    assert paper_codes.check_text(session, text).verdict is Verdict.TRUE
    recognition.revoke(session, line.uid, "Báo cáo không đúng (mẫu)", session.today())
    checked = paper_codes.check_text(session, text)
    assert checked.verdict is Verdict.REVOKED
    assert "Báo cáo không đúng (mẫu)" in checked.words


def decided(place: Place, registration: str) -> Recognition:
    issued(place, registration)
    return Recognition.get(Recognition.registration == registration)


def test_symbol_of_20_mm_is_read_at_200_dpi_and_blurred(session: Session, tmp_path: Path) -> None:
    text = paper_codes.make(session, FACTS)
    path = tmp_path / "bản quét.png"
    printed(text, 200, blur=0.8).save(path)
    (checked,) = paper_codes.check_file(session, path)
    assert (checked.verdict, checked.facts) == (Verdict.TRUE, FACTS)


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbar is not installed here")
def test_symbol_is_read_by_another_reader_at_300_dpi(session: Session, tmp_path: Path) -> None:
    text = paper_codes.make(session, FACTS)
    path = tmp_path / "scan.png"
    printed(text, 300).save(path)
    command = ["zbarimg", "-q", "--raw", str(path)]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert found.strip() == text


def test_scanned_page_as_pdf_is_read(session: Session, tmp_path: Path) -> None:
    text = paper_codes.make(session, FACTS)
    path = tmp_path / "bản quét.pdf"
    printed(text, 300).save(path)
    assert [one.verdict for one in paper_codes.check_file(session, path)] == [Verdict.TRUE]


@pytest.mark.parametrize("name", ["ảnh.png", "ảnh.pdf"])
def test_broken_picture_is_refused_in_words(session: Session, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"khong phai anh")
    with pytest.raises(UserError, match="Không đọc được"):
        paper_codes.check_file(session, path)


def test_picture_without_a_code_is_told(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "trắng.png"
    Image.new("L", (300, 300), 255).save(path)
    with pytest.raises(UserError, match="Không thấy mã nào"):
        paper_codes.check_file(session, path)


def test_issued_decision_carries_a_code_that_is_read_from_its_page(
    place: Place, tmp_path: Path
) -> None:
    session = place.session
    uid = judging_factories.register(place)
    judging_factories.assess(place, uid)
    line = decided(place, uid)
    paper = papers.decision(session, line.decision_id)
    path = tmp_path / "quyết định.pdf"
    path.write_bytes(paper.content)
    (checked,) = paper_codes.check_file(session, path)
    assert checked.verdict is Verdict.TRUE
    assert (checked.facts.kind, checked.facts.decision_number) == ("D", "05")
    assert paper.word is not None
    pictures = Document(io.BytesIO(paper.word())).inline_shapes
    assert [round(one.width.mm) for one in pictures] == [20]


def test_draft_of_a_decision_carries_no_code(place: Place, tmp_path: Path) -> None:
    uid = judging_factories.register(place)
    judging_factories.assess(place, uid)
    path = tmp_path / "dự thảo.pdf"
    path.write_bytes(papers.decision(place.session, drafted(place, uid)).content)
    with pytest.raises(UserError, match="Không thấy mã nào"):
        paper_codes.check_file(place.session, path)
