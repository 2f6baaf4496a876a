"""Papers of every programme with the worst names: valid files, and no letter outside its place."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.errors import UserError
from danvan_desktop.services import certificates, paper_desk, papers, recognition
from danvan_desktop.services.papers import Paper, PaperKind
from tests.documents import pdf_reading as pdf
from tests.services.judging_factories import (
    SHIPPED,
    Place,
    assess,
    open_place,
    print_certificates,
    register,
)
from tests.services.test_recognition import drafted, give_authority

LONG = ("Vận động Nhân dân hiến đất mở rộng đường trục thôn, chỉnh trang ngõ xóm " * 3)[:200]
NAMES = (
    LONG.strip(),
    "Ạ",
    "Mô hình <b>số 1</b> & “khéo” <img src=x>",
    unicodedata.normalize("NFD", "Ngõ phố sạch đẹp, văn minh"),
    "Ẩn\u202e\u200b\x07 hiện \u2066hai\u2069 chiều",
)
EDGE = 0.5


@pytest.fixture(params=SHIPPED)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu", request.param)
    yield found
    found.session.close()


def made(place: Place) -> Iterator[Paper]:
    """The papers that print names: lists, forms, sheets, decisions, certificates, letters."""
    session, plan, year = place.session, place.plan, place.year
    uids = [register(place, name) for name in NAMES]
    for uid in uids:
        assess(place, uid, stage=Stage.SELF)
        assess(place, uid)
    if not plan.authorities:
        give_authority(place)
    decision = drafted(place, *uids, signer="Người ký (mẫu)")
    yield papers.registration_list_pdf(session, plan.id, year)
    for uid in uids[:3]:
        yield papers.registration_form(session, uid)
    yield papers.follow_up_sheet(session, uids[0])
    yield papers.score_sheet(session, uids[0])
    yield papers.decision(session, decision)
    for kind in (PaperKind.PLAN, PaperKind.REGISTRATION_LETTER):
        yield paper_desk.paper(session, paper_desk.begin(session, kind, plan.id, year))
    recognition.set_number_and_date(session, decision, "05", session.today())
    view = recognition.decision(session, decision)
    certificates.issue(session, decision, [line.uid for line in view.lines])
    given = [row.uid for row in certificates.register(session, year)]
    yield print_certificates(session, given)
    yield papers.certificate_register(session, year, place.body)


def crossed(content: bytes) -> list[str]:
    """Letters that lie outside their page, or across an upright rule of a table."""
    found = []
    document = pdfium.PdfDocument(content)
    for number, page in enumerate(document):
        width, height = page.get_size()
        rules = [box for box in (one.get_bounds() for one in paths(page)) if is_upright(box)]
        for letter, left, bottom, right, top in pdf.page_boxes(page):
            if left < -EDGE or bottom < -EDGE or right > width + EDGE or top > height + EDGE:
                found.append(f"{number}: {letter} outside")
            for rule in rules:
                middle = (rule[0] + rule[2]) / 2
                if left + EDGE < middle < right - EDGE and rule[1] < bottom < top < rule[3]:
                    found.append(f"{number}: {letter} across")
    document.close()
    return found


def paths(page: Any) -> Iterator[Any]:
    return page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_PATH,), max_depth=1)


def is_upright(box: tuple[float, float, float, float]) -> bool:
    return box[2] - box[0] < 2 and box[3] - box[1] > 10


def test_no_letter_leaves_its_page_or_its_cell_and_every_file_is_valid(
    place: Place, tmp_path: Path
) -> None:
    qpdf = shutil.which("qpdf")
    for number, paper in enumerate(made(place)):
        assert crossed(paper.content) == [], paper.title
        assert set(pdf.fonts_of(paper.content).values()) == {True}, paper.title
        if qpdf:
            path = tmp_path / f"{number}.pdf"
            path.write_bytes(paper.content)
            done = subprocess.run([qpdf, "--check", str(path)], capture_output=True, check=False)
            assert done.returncode == 0, (paper.title, done.stdout)


def test_name_that_the_font_cannot_draw_is_refused_by_its_field(tmp_path: Path) -> None:
    place = open_place(tmp_path / "dữ liệu")
    uid = register(place, "Ngõ hoa 🎉 khu phố")
    with pytest.raises(UserError, match="Tên mô hình"):
        papers.registration_form(place.session, uid)
    place.session.close()
