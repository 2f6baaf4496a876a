"""A thousand certificates in one file: ours, and a bare ReportLab canvas that draws the same page.

Prints milliseconds of processor time and memory as JSON:
`python -m benchmarks.certificates SIDE [COUNT]`. The bare canvas knows every place and size
beforehand, reuses the drawing as a form and places the same ready-made QR pictures; ours fits
every word. Making and signing codes is `codes`; `word` is LibreOffice turning as many pages of a
Word file into a PDF: the same words and codes, the drawing as a picture in the page header.
"""

from __future__ import annotations

import gc
import io
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from math import inf
from pathlib import Path
from time import process_time
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from danvan_desktop.documents import fonts, preview, qr_code
from danvan_desktop.documents.certificate import (
    CertificatePaper,
    certificates,
    draw_fixed,
    write_certificates,
)
from danvan_desktop.documents.certificate_data import CertificateData, lead_line
from danvan_desktop.documents.certificate_layout import MM, Layout, lay_out
from danvan_desktop.domain.certificate_shipped import usual
from danvan_desktop.domain.certificate_template import TemplateKind

COUNT = 1_000
TEMPLATE = usual(TemplateKind.CERTIFICATE, "party").template
_NAMES = (
    "Chi hội Nông dân thôn {n}",
    "Ban Công tác Mặt trận khu dân cư số {n} phường Đơn Vị Mẫu",
    "Nguyễn Thị Mẫu {n}",
    "Liên chi hội Nông dân - Phụ nữ - Cựu chiến binh và Ban Công tác Mặt trận khu dân cư {n}",
)
_REASON = (
    "Có mô hình “Vận động nhân dân hiến đất, góp công mở rộng đường giao thông số {n}”\n"
    "được công nhận danh hiệu mô hình “Dân vận khéo” cấp xã năm 2026"
)


def papers(count: int) -> list[CertificateData]:
    """Recipients of four lengths, each with a code of the length of a signed one."""
    return [_recipient(n) for n in range(1, count + 1)]


def _recipient(n: int) -> CertificateData:
    return CertificateData(
        key=str(n),
        top_line="ĐẢNG CỘNG SẢN VIỆT NAM",
        issuer="BAN THƯỜNG VỤ ĐẢNG ỦY XÃ ĐƠN VỊ MẪU",
        lead=lead_line("Tập thể"),
        recipient=_NAMES[n % len(_NAMES)].format(n=n),
        address="Xã Đơn Vị Mẫu, tỉnh Mẫu",
        reason=_REASON.format(n=n),
        decision_number="05-QĐ/ĐU",
        decision_date=date(2026, 2, 5),
        place="Đơn Vị Mẫu",
        issued_on=date(2026, 2, 5),
        authority="T/M BAN THƯỜNG VỤ",
        position="BÍ THƯ",
        signer="Người ký (mẫu)",
        register_number=f"{n}/2026",
        code=f"DVK:{n:04d}" + "A1B2C3D4E5" * 33,
    )


class _Recipients(Sequence[CertificatePaper]):
    """As many papers as wanted, none of them kept."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place: Any) -> Any:
        if place >= self._count:
            raise IndexError(place)
        return CertificatePaper(_recipient(place + 1), TEMPLATE)


def ready_pictures(batch: list[CertificateData]) -> dict[str, Any]:
    """The QR pictures by their text, made beforehand for both sides."""
    return {data.code: qr_code.picture(data.code) for data in batch}


def ours(count: int) -> dict[str, float]:
    """Milliseconds of the program's own door."""
    batch = papers(count)
    pictures = ready_pictures(batch)
    qr_code.picture = pictures.__getitem__  # both sides place the same ready pictures
    drawn = [CertificatePaper(data, TEMPLATE) for data in batch]
    spent, size = _timed(lambda: certificates(drawn))
    return {"ms": spent, "bytes": size}


def memory(count: int) -> dict[str, float]:
    """The most memory that drawing them into a file took, MiB over what the process had before.

    Each recipient is made up when it is asked for, so that only the drawing is measured.
    """
    fonts.register()
    gc.collect()
    before = _memory()
    with tempfile.TemporaryFile() as target:
        write_certificates(target, _Recipients(count))
        return {"memory": _memory() - before, "bytes": float(target.tell())}


def bare(count: int) -> dict[str, float]:
    """Milliseconds of a canvas told beforehand where every line stands."""
    batch = papers(count)
    pictures = ready_pictures(batch)
    layouts = [lay_out(TEMPLATE, data) for data in batch]
    spent, size = _timed(lambda: _bare(layouts, pictures))
    return {"ms": spent, "bytes": size}


def codes(count: int) -> dict[str, float]:
    """Milliseconds for one code: facts packed, signed, made into a picture."""
    from danvan_desktop.domain.paper_code import CodeFacts, CodeKind
    from danvan_desktop.paths import DataFolder
    from danvan_desktop.services import paper_codes
    from danvan_desktop.services.session import open_session
    from tests.services.judging_factories import open_place

    with tempfile.TemporaryDirectory(prefix="danvan-bench-") as folder:
        open_place(Path(folder, "f")).session.close()
        session = open_session(DataFolder(Path(folder, "f")))
        facts = [
            CodeFacts(
                kind=CodeKind.CERTIFICATE.value,
                recipient=data.recipient,
                initiative=data.reason[:80],
                unit=data.address,
                decision_number=data.decision_number,
                decided_on="2026-02-05",
                register_number=data.register_number or "",
            )
            for data in papers(count)
        ]
        start = process_time()
        for one in facts:
            qr_code.picture(paper_codes.make(session, one))
        spent = (process_time() - start) * 1000 / count
        session.close()
    return {"ms": spent}


def word(count: int) -> dict[str, float]:
    """Milliseconds of LibreOffice for a Word file of as many pages; infinite without it."""
    office = shutil.which("soffice")
    if office is None:
        return {"ms": inf}
    with tempfile.TemporaryDirectory(prefix="danvan-bench-") as folder:
        path = Path(folder, "giay.docx")
        _word_file(count, path)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        wanted = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, path]
        subprocess.run(wanted, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        made = len(preview.page_sizes(path.with_suffix(".pdf").read_bytes()))
        if made != count:
            raise AssertionError(f"{made} pages for {count} certificates")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"ms": spent * 1000}


def _word_file(count: int, path: Path) -> None:
    from docx import Document
    from docx.enum.text import WD_BREAK
    from docx.shared import Mm, Pt, RGBColor

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = section.header_distance = Mm(8)
    drawing = io.BytesIO(_drawing_as_picture())
    section.header.paragraphs[0].add_run().add_picture(drawing, width=Mm(60))
    for place, data in enumerate(papers(count)):
        for line in lay_out(TEMPLATE, data).lines:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(line.text)
            run.font.size, run.font.name = Pt(min(line.size, 20)), "Times New Roman"
            run.font.color.rgb = RGBColor.from_string(line.colour[1:])
        picture = io.BytesIO()
        qr_code.picture(data.code).save(picture, "PNG")
        run = document.add_paragraph().add_run()
        run.add_picture(picture, width=Mm(20))
        if place < count - 1:
            run.add_break(WD_BREAK.PAGE)
    document.save(str(path))


def _drawing_as_picture() -> bytes:
    from PIL import Image

    page = preview.render_page(_bare([Layout((), ())], {}), 0, 150 / 72)
    image = Image.frombuffer(
        "RGB", (page.width, page.height), page.rgb_bytes, "raw", "RGB", page.stride, 1
    )
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def _bare(layouts: list[Layout], pictures: dict[str, Any]) -> bytes:
    target = io.BytesIO()
    size = (TEMPLATE.paper.width * MM, TEMPLATE.paper.height * MM)
    canvas: Any = Canvas(target, pagesize=size, pageCompression=1, invariant=1)
    draw_fixed(canvas, TEMPLATE, b"", "drawing")
    for layout in layouts:
        canvas.doForm("drawing")
        for placed in layout.placed:
            for line in placed.lines:
                canvas.setFillColor(HexColor(line.colour))
                canvas.setFont(line.font, line.size)
                canvas.drawCentredString(line.x + line.width / 2, line.y, line.text)
            for rule in placed.rules:
                canvas.line(rule.x, rule.y, rule.x + rule.width, rule.y)
            if placed.symbol is not None:
                code = placed.symbol
                reader = ImageReader(pictures[code.text])
                canvas.drawImage(reader, code.x, code.y, code.side, code.side)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _timed(work: Callable[[], bytes]) -> tuple[float, float]:
    fonts.register()
    gc.collect()
    start = process_time()
    size = len(work())
    return (process_time() - start) * 1000, float(size)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    sides = {"ours": ours, "bare": bare, "memory": memory, "codes": codes, "word": word}
    side = sides[sys.argv[1]]
    print(json.dumps(side(int(sys.argv[2]) if len(sys.argv) > 2 else COUNT)))


if __name__ == "__main__":
    main()
