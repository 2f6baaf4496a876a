"""Every element of the table of papers, measured on the finished page in every profile."""

from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.documents import profiles
from danvan_desktop.documents.decision import recognition_decision
from danvan_desktop.documents.letter import LetterData, letter
from danvan_desktop.documents.profile_format import Profile
from tests.documents import paper_factories as made
from tests.documents import pdf_reading as pdf

CLOSE = 0.5 * pdf.MM
WIDTH, HEIGHT = 210 * pdf.MM, 297 * pdf.MM
IDS = profiles.profile_ids()
LINE = "đoạn văn dài để đo khoảng cách giữa các dòng của phần nội dung trên trang giấy "
LONG = made.annex_rows(60)


def profile_of(profile_id: str) -> Profile:
    return profiles.load(profile_id)


def printed(profile_id: str, **changes: Any) -> bytes:
    profile = profile_of(profile_id)
    return recognition_decision(made.decision(profile.family, **changes), profile).pdf()


def text_letter(profile_id: str, body: str) -> bytes:
    profile = profile_of(profile_id)
    base = made.decision(profile.family)
    return letter(
        LetterData(
            issuer=base.issuer,
            kind="Kế hoạch",
            kind_sign="KH",
            number="05",
            day=base.day,
            year=2026,
            subject="Thực hiện phong trào thi đua",
            signature=base.signature,
            receivers=base.receivers,
            body=body,
        ),
        profile,
    ).pdf()


def baselines(content: bytes, page: int = 0) -> list[float]:
    """Where the lines of a page stand, from the top, in points from the bottom of the sheet."""
    found = {round(box[2], 1) for box in pdf.char_boxes(content, page) if box[0] in "anmoiru"}
    lines: list[float] = []
    for height in sorted(found, reverse=True):
        if not lines or lines[-1] - height > 3:
            lines.append(height)
    return lines


@pytest.mark.parametrize("profile_id", IDS)
def test_text_keeps_the_four_margins(profile_id: str) -> None:
    page = profile_of(profile_id).page
    content = text_letter(profile_id, "\n".join([LINE * 6] * 30))
    boxes = pdf.char_boxes(content, 1)
    body = [box for box in boxes if box[4] < HEIGHT - page.top_mm * pdf.MM + 1]
    assert min(box[1] for box in body) == pytest.approx(page.left_mm * pdf.MM, abs=CLOSE)
    assert max(box[3] for box in body) == pytest.approx(WIDTH - page.right_mm * pdf.MM, abs=CLOSE)
    assert max(box[4] for box in body) <= HEIGHT - page.top_mm * pdf.MM + CLOSE
    assert min(box[2] for box in body) >= page.bottom_mm * pdf.MM - CLOSE


@pytest.mark.parametrize("profile_id", IDS)
def test_first_line_and_line_spacing_are_those_of_the_profile(profile_id: str) -> None:
    profile = profile_of(profile_id)
    content = text_letter(profile_id, f"Nhân dân {LINE * 5}\nHai dòng {LINE * 3}")
    begin = pdf.word_box(content, "Nhân dân đoạn")
    left = (profile.page.left_mm + profile.body.first_line_mm) * pdf.MM
    assert begin[0] == pytest.approx(left, abs=CLOSE)
    lines = [one for one in baselines(content) if one <= begin[1] + 1][:4]
    steps = [upper - lower for upper, lower in pairwise(lines)]
    assert steps == pytest.approx([profile.body.leading] * 3, abs=CLOSE)


@pytest.mark.parametrize("profile_id", IDS)
def test_annex_repeats_its_header_row_and_the_number_stands_top_centre(profile_id: str) -> None:
    profile = profile_of(profile_id)
    content = printed(profile_id, annex_rows=LONG)
    pages = [pdf.page_text(content, page) for page in range(pdf.page_count(content))]
    annex = [page for page, text in enumerate(pages) if "STT Tên mô hình" in text]
    assert annex == list(range(1, len(pages)))
    assert len(annex) > 2
    top = HEIGHT - profile.page_number.from_top_mm * pdf.MM
    middle = (WIDTH + (profile.page.left_mm - profile.page.right_mm) * pdf.MM) / 2
    restarts = profile.page_number.annex_restarts
    for page in annex[1:]:
        number = str(page if restarts else page + 1)
        found = [box for box in pdf.char_boxes(content, page) if box[2] > top - 8]
        assert "".join(box[0] for box in found) == number
        assert (found[0][1] + found[-1][3]) / 2 == pytest.approx(middle, abs=CLOSE)
        height = (found[0][2] + found[0][4]) / 2
        assert height == pytest.approx(top, abs=CLOSE)


def lines_of(content: bytes) -> list[str]:
    return [line.strip() for line in pdf.page_texts(content)[0].split("\n") if line.strip()]


def test_old_party_paper_differs_in_its_number_alone() -> None:
    new, old = (lines_of(printed(one)) for one in ("party-2026", "party-old"))
    differing = [(a, b) for a, b in zip(new, old, strict=True) if a != b]
    assert differing == [("Số 05-QĐ/ĐU", "Số 05 - QĐ/ĐU")]


def test_long_paper_has_bookmarks_and_a_short_one_has_none() -> None:
    long, short = printed("state-2020", annex_rows=LONG), printed("state-2020", annex_rows=())
    found = pdf.reader(long).outline
    assert [str(one.title) for one in found] == [
        f"Quyết định. {made.decision().subject}",
        f"Danh sách. {made.decision().annex_title}",
    ]
    assert [pdf.reader(long).get_destination_page_number(one) for one in found] == [0, 1]
    assert pdf.reader(short).outline == []


def test_headings_of_a_long_paper_stand_under_its_title() -> None:
    body = "\n".join(f"{number}. PHẦN\n" + "\n".join([LINE * 4] * 12) for number in ("I", "II"))
    outline = pdf.reader(text_letter("party-2026", body)).outline
    assert [one.title for one in outline[1]] == ["I. PHẦN", "II. PHẦN"]


@pytest.mark.parametrize("profile_id", IDS)
@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_file_is_valid_and_says_what_it_is(profile_id: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    content = printed(profile_id, annex_rows=LONG)
    path.write_bytes(content)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    source = pdf.reader(content)
    assert source.metadata is not None
    assert source.metadata.title == made.decision(profile_of(profile_id).family).subject.replace(
        "Về", "Quyết định về", 1
    )
    assert source.metadata.author == made.ISSUERS[profile_of(profile_id).family].name
    assert source.trailer["/Root"]["/Lang"] == "vi"
    assert set(pdf.fonts_of(content).values()) == {True}
