"""The code on every shipped template under every border, read off the whole page as scanned."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from danvan_desktop.documents import qr_code
from danvan_desktop.documents.certificate import CertificatePaper, certificates
from danvan_desktop.documents.certificate_data import CertificateData
from danvan_desktop.documents.certificate_layout import MM, lay_out
from danvan_desktop.domain import paper_code
from danvan_desktop.domain.certificate_shipped import shipped
from danvan_desktop.domain.certificate_template import Border, CertificateTemplate
from danvan_desktop.domain.paper_code import CodeFacts, CodeKind

TEMPLATES = {one.id: one.template for one in shipped()}
FACTS = CodeFacts(
    CodeKind.CERTIFICATE.value,
    "Liên chi hội Nông dân - Phụ nữ và Ban Công tác Mặt trận khu dân cư số 7 (mẫu)",
    paper_code.shortened("Vận động nhân dân hiến đất, góp công mở rộng đường giao thông " * 2),
    "Xã Đơn Vị Mẫu, tỉnh Mẫu",
    "05-QĐ/ĐU",
    "2026-02-05",
    "12/2026",
)


def code() -> str:
    """As long as a signed one; nobody checks the signature here."""
    chance = random.Random(1)
    return paper_code.text_of(
        paper_code.unsigned(FACTS, chance.randbytes(32)), chance.randbytes(64)
    )


def paper(template: CertificateTemplate) -> CertificatePaper:
    data = CertificateData(
        top_line="ĐẢNG CỘNG SẢN VIỆT NAM",
        issuer="BAN THƯỜNG VỤ ĐẢNG ỦY XÃ ĐƠN VỊ MẪU",
        recipient=FACTS.recipient,
        reason=FACTS.initiative,
        decision_number=FACTS.decision_number,
        decision_date=date(2026, 2, 5),
        place="Đơn Vị Mẫu",
        issued_on=date(2026, 2, 5),
        position="BÍ THƯ",
        signer="Người ký (mẫu)",
        register_number=FACTS.register_number,
        code=code(),
    )
    return CertificatePaper(data, template)


def scanned(template: CertificateTemplate, dots_per_inch: int) -> Image.Image:
    """The whole page in grey."""
    with pypdfium2.PdfDocument(certificates([paper(template)])) as document:
        page = document[0].render(scale=dots_per_inch / 72, grayscale=True)
        return page.to_pil().convert("L")


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_code_is_read_at_200_dpi_and_blurred_under_every_border(name: str) -> None:
    for border in Border:
        page = scanned(replace(TEMPLATES[name], border=border), 200)
        blurred = page.filter(ImageFilter.GaussianBlur(0.8))
        found = zxingcpp.read_barcodes(blurred, zxingcpp.BarcodeFormat.QRCode)
        assert [one.text for one in found] == [code()], border


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_code_is_20_mm_wide_without_its_quiet_zone(name: str) -> None:
    one = paper(TEMPLATES[name])
    (symbol,) = [placed.symbol for placed in lay_out(one.template, one.data).own if placed.symbol]
    assert symbol.side == pytest.approx(qr_code.SIDE_MM * MM)


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbar is not installed here")
@pytest.mark.parametrize("name", ["certificate-party", "award-party-a3"])
def test_another_reader_finds_the_code_on_a_page_full_of_drum_circles(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "trang.png"
    scanned(replace(TEMPLATES[name], border=Border.DRUM), 300).save(path, compress_level=1)
    command = ["zbarimg", "-q", "--raw", str(path)]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert found.strip() == code()
