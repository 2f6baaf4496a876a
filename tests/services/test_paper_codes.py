"""Codes on papers: signed, printed at 20 mm, scanned and checked; revoked and forged ones told."""

from __future__ import annotations

import io
import random
import shutil
import struct
import subprocess
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from docx import Document
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from danvan_desktop.documents import qr_code, qr_reading
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
    assert "chữ in trên giấy phải đúng như dưới đây" in checked.words


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
    assert (checked.facts.kind, checked.facts.decision_number) == ("D", "05-QĐ/ĐU")
    assert paper.word is not None
    pictures = Document(io.BytesIO(paper.word())).inline_shapes
    assert [round(one.width.mm) for one in pictures] == [20]


# what a code holds


def test_initiative_is_cut_at_80_letters_and_the_symbol_is_level_l(session: Session) -> None:
    assert (len(paper_code.shortened("Đường" * 40)), paper_code.shortened("Đ" * 80)) == (
        80,
        "Đ" * 80,
    )
    text = paper_codes.make(session, FACTS)
    read = zxingcpp.read_barcodes(printed(text, 300), zxingcpp.BarcodeFormat.QRCode)[0]
    assert (read.text, read.ec_level) == (text, "L")


def test_the_longest_facts_a_record_takes_are_read_back(session: Session) -> None:
    chance = random.Random(5)
    long = ["".join(chr(chance.randrange(0x1F300, 0x1F5FF)) for _ in range(250)) for _ in range(3)]
    facts = replace(
        FACTS, recipient=long[0], initiative=paper_code.shortened(long[1]), unit=long[2]
    )
    checked = paper_codes.check_text(session, paper_codes.make(session, facts))
    assert (checked.verdict, checked.facts) == (Verdict.TRUE, facts)


@pytest.mark.parametrize("letters", [200, 120, 40, 1])
def test_symbol_with_a_name_of_any_length_is_read_from_a_poor_scan(
    session: Session, tmp_path: Path, letters: int
) -> None:
    name = ("Tập thể cán bộ, đảng viên và Nhân dân liên tổ dân phố số 12, số 13 " * 3)[:letters]
    text = paper_codes.make(session, replace(FACTS, recipient=name.strip()))
    path = tmp_path / "bản quét.jpg"
    poor_scan(printed(text, 200)).save(path, quality=60)
    (checked,) = paper_codes.check_file(session, path)
    assert (checked.verdict, checked.facts.recipient) == (Verdict.TRUE, name.strip())


def poor_scan(page: Image.Image) -> Image.Image:
    """Blurred, two degrees askew, grey and noisy, as an old office scanner gives it."""
    blurred = page.filter(ImageFilter.GaussianBlur(0.8))
    askew = blurred.rotate(2, expand=True, fillcolor=235, resample=Image.Resampling.BICUBIC)
    grey = askew.point([30 + value * 4 // 5 for value in range(256)])
    noise = Image.effect_noise(grey.size, 8)
    return ImageChops.add(grey, noise, scale=1, offset=-128)


def test_every_letter_changed_is_told_and_never_called_true(session: Session) -> None:
    text = paper_codes.make(session, FACTS)
    found = Counter()
    for place in range(len(paper_code.PREFIX), len(text)):
        other = "A" if text[place] != "A" else "B"
        found[verdict_of(session, text[:place] + other + text[place + 1 :])] += 1
    assert found[Verdict.TRUE] == 0
    # The key's name is 12 letters of the text; the version is the first one and a half.
    assert found[Verdict.CHANGED] > len(text) - 24


def verdict_of(session: Session, text: str) -> Verdict | None:
    try:
        return paper_codes.check_text(session, text).verdict
    except UserError:
        return None


def test_code_broken_into_lines_by_a_letter_is_still_true(session: Session) -> None:
    text = paper_codes.make(session, FACTS)
    lines = "\n".join(text[start : start + 40] for start in range(0, len(text), 40))
    assert paper_codes.check_text(session, f"  {lines}\r\n").verdict is Verdict.TRUE


# files from anywhere


def test_text_longer_than_any_symbol_is_told_at_once(session: Session) -> None:
    start = time.thread_time()
    found = paper_codes.check_text(session, "DVK:" + "A" * 10_000_000)
    with pytest.raises(UserError, match="không phải do chương trình"):
        paper_codes.check_text(session, "x" * 10_000_000)
    assert found.verdict is Verdict.CHANGED
    assert time.thread_time() - start < 1


def test_signs_that_a_messenger_puts_into_a_code_do_no_harm(session: Session) -> None:
    text = paper_codes.make(session, FACTS)
    sent = f"\ufeff{text[:40]}\u200b{text[40:90]}\u2060{text[90:]}\u200d"
    assert paper_codes.check_text(session, sent).verdict is Verdict.TRUE


def test_code_typed_through_a_vietnamese_keyboard_is_not_called_changed(session: Session) -> None:
    text = paper_codes.make(session, FACTS)
    typed = text[:60] + "Â" + text[62:]
    with pytest.raises(UserError, match="bộ gõ đã đổi chữ") as caught:
        paper_codes.check_text(session, typed)
    assert "UniKey" in caught.value.todo


def test_facts_of_a_stranger_are_shown_without_signs_that_hide(session: Session) -> None:
    facts = CodeFacts("C", "\x1b[31m\u202eTổ \x00 tự quản\u200b", "a\u2028b")
    pair = signing.generate()
    before = paper_code.unsigned(facts, pair.public)
    text = paper_code.text_of(before, signing.sign(pair.private, paper_code.to_sign(before)))
    found = paper_codes.check_text(session, text)
    assert found.verdict is Verdict.UNKNOWN_ISSUER
    assert (found.facts.recipient, found.facts.initiative) == ("[31mTổ tự quản", "a b")


def test_picture_with_a_code_from_elsewhere_is_told(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "áp phích.png"
    printed("https://example.invalid", 300).save(path)
    with pytest.raises(UserError, match="là của nơi khác"):
        paper_codes.check_file(session, path)


def test_several_codes_on_a_page_are_each_told_also_beside_a_broken_one(
    session: Session, tmp_path: Path
) -> None:
    text = paper_codes.make(session, FACTS)
    codes = [text, text[:-30], "DVK: KHONG PHAI", "https://example.invalid"]
    page = Image.new("L", (1600, 500), 255)
    for place, one in enumerate(codes):
        page.paste(qr_code.picture(one).resize((340, 340), 0), (40 + place * 390, 80))
    path = tmp_path / "bốn mã.png"
    page.save(path)
    found = [one.verdict for one in paper_codes.check_file(session, path)]
    assert Counter(found) == Counter({Verdict.TRUE: 1, Verdict.CHANGED: 2})


def test_scan_of_fifty_pages_is_read_page_by_page_with_progress(
    session: Session, tmp_path: Path
) -> None:
    texts = [
        paper_codes.make(session, replace(FACTS, register_number=f"{n:02d}/2026"))
        for n in range(1, 51)
    ]
    canvas = Canvas(str(tmp_path / "năm mươi trang.PDF"), pagesize=(60 * mm, 60 * mm))
    for text in texts:
        qr_code.draw(canvas, text, 20 * mm, 20 * mm, qr_code.SIDE_MM * mm)
        canvas.showPage()
    canvas.save()
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int, _what: str) -> None:
        told.append((done, total))

    found = paper_codes.check_file(session, tmp_path / "năm mươi trang.PDF", progress)
    numbers = [one.facts.register_number for one in found]
    assert numbers == [f"{n:02d}/2026" for n in range(1, 51)]
    assert told == [(n, 50) for n in range(1, 51)]


def test_pages_of_a_tiff_are_all_read(session: Session, tmp_path: Path) -> None:
    sheets = [
        printed(paper_codes.make(session, replace(FACTS, recipient=name)), 200)
        for name in ("Một (mẫu)", "Hai (mẫu)")
    ]
    path = tmp_path / "máy quét.tif"
    sheets[0].save(path, save_all=True, append_images=sheets[1:])
    found = [one.facts.recipient for one in paper_codes.check_file(session, path)]
    assert found == ["Một (mẫu)", "Hai (mẫu)"]


def test_scan_in_65536_greys_is_read(session: Session, tmp_path: Path) -> None:
    page = printed(paper_codes.make(session, FACTS), 300)
    page.convert("I").point(lambda grey: grey * 257).convert("I;16").save(tmp_path / "quét.png")
    (checked,) = paper_codes.check_file(session, tmp_path / "quét.png")
    assert checked.verdict is Verdict.TRUE


def test_a3_at_600_dpi_is_read(session: Session, tmp_path: Path) -> None:
    page = Image.new("L", (9921, 7016), 255)
    page.paste(printed(paper_codes.make(session, FACTS), 600), (700, 5000))
    path = tmp_path / "khổ A3.jpg"
    page.save(path)
    assert [one.verdict for one in paper_codes.check_file(session, path)] == [Verdict.TRUE]


def test_pdf_under_the_name_of_a_picture_is_read(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "bản quét.jpg"
    printed(paper_codes.make(session, FACTS), 300).save(path, "PDF")
    assert [one.verdict for one in paper_codes.check_file(session, path)] == [Verdict.TRUE]


def huge_png(path: Path) -> None:
    """A picture of 40,000 x 40,000 points in a few bytes, as somebody might send it."""
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    data = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + data)


def huge_page(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=(14_000, 14_000))
    canvas.showPage()
    canvas.save()


def many_pages(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=(100, 100))
    for _ in range(qr_reading.MOST_PAGES + 1):
        canvas.showPage()
    canvas.save()


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("rất lớn.png", huge_png, "quá lớn"),
        ("trang rất lớn.pdf", huge_page, "Không thấy mã nào"),
        ("nhiều trang.pdf", many_pages, "chỉ đọc tệp đến 300 trang"),
        ("cắt cụt.jpg", lambda path: path.write_bytes(b"\xff\xd8\xff\xe0abc"), "Không đọc được"),
        ("cắt cụt.pdf", lambda path: path.write_bytes(b"%PDF-1.4 abc"), "tệp hỏng"),
        ("không có gì.png", lambda path: path.write_bytes(b""), "Không đọc được"),
        ("không còn.png", lambda path: None, "Không tìm thấy tệp"),
        ("một điểm.png", lambda path: Image.new("L", (1, 1)).save(path), "Không đọc được"),
        ("thư mục.png", lambda path: path.mkdir(), "Không đọc được"),
    ],
)
def test_hostile_file_is_refused_in_words(
    session: Session, tmp_path: Path, name: str, make: Callable[[Path], None], said: str
) -> None:
    make(tmp_path / name)
    with pytest.raises(UserError, match=said):
        paper_codes.check_file(session, tmp_path / name)


def test_draft_of_a_decision_carries_no_code(place: Place, tmp_path: Path) -> None:
    uid = judging_factories.register(place)
    judging_factories.assess(place, uid)
    path = tmp_path / "dự thảo.pdf"
    path.write_bytes(papers.decision(place.session, drafted(place, uid)).content)
    with pytest.raises(UserError, match="Không thấy mã nào"):
        paper_codes.check_file(place.session, path)
