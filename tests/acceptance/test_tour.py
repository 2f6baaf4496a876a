"""The tour as it is run on a bare machine: what it leaves is opened again and read.

Two programmes by default: one where the office itself decides, one where the level above does.
`DANVAN_TOUR=all` walks through every shipped programme.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from danvan_desktop.exchange.package import read_package
from danvan_desktop.services import exchange, programmes, sample, signing

SOME = ("huyen-doan-tho-xuan-2022-2025", "xa-phuong-2026-2030")
WALKED = (
    tuple(source.id for source in programmes.shipped())
    if os.environ.get("DANVAN_TOUR") == "all"
    else SOME
)
PAPERS = {
    "bien-ban-hop-binh-xet.pdf",
    "bien-ban-kiem-phieu.pdf",
    "danh-sach-dang-ky.pdf",
    "giay-chung-nhan.pdf",
    "giay-moi-hop.pdf",
    "phieu-binh-xet.pdf",
    "phieu-dang-ky.pdf",
    "phieu-danh-gia.pdf",
    "phieu-theo-doi.pdf",
    "quyet-dinh-du-thao.pdf",
    "quyet-dinh.pdf",
    "thong-bao-cong-khai.pdf",
    "ke-hoach.pdf",
    "ke-hoach-ban-scan.pdf",
}
HEADER = [
    "STT",
    "Tên mô hình, điển hình",
    "Lĩnh vực",
    "Đơn vị, cá nhân đăng ký",
    "Địa chỉ",
    "Người phụ trách",
    "Nội dung chính",
    "Mới/duy trì",
    "Cấp đề nghị công nhận",
    "Ghi chú",
]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tour of the programmes, as a command of its own process."""
    folder = tmp_path_factory.mktemp("tour")
    chosen = [word for name in WALKED for word in ("--programme", name)]
    ended = subprocess.run(
        [sys.executable, "-m", "danvan_desktop", "tour", str(folder), *chosen],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=280 if WALKED == SOME else 600,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return folder


@pytest.fixture(scope="module")
def summary(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return found


def of(summary: dict[str, Any], programme: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in summary["programmes"] if one["programme"] == programme
    )
    return found


def text_of(path: Path) -> str:
    """All words of a PDF, spaces made single."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


@pytest.mark.timeout(620)
def test_the_summary_says_who_played_and_what_was_done(summary: dict[str, Any]) -> None:
    assert (summary["ok"], summary["failure"]) == (True, "")
    assert [one["programme"] for one in summary["programmes"]] == list(WALKED)
    for one in summary["programmes"]:
        found = sample.sample(one["programme"])
        assert one["today"] == found.today.isoformat()
        assert one["registrations"] == len(found.lines) >= 3
        deciding = {role for role, office in one["offices"].items() if office["decides"]}
        assert deciding == {found.decides}
        assert one["offices"]["lower"]["name"] == found.lower.bodies[0].name
        steps = one["steps"]
        decision = steps.index(f"{found.decides}: decision")
        assert steps[decision - 1] == f"{found.decides}: review meeting"
        assert steps.index("lower: export") < steps.index("upper: receive")
        comes_back = "lower: decision from above" in steps
        assert comes_back == (found.decides == "upper")


@pytest.mark.parametrize("programme", WALKED)
def test_every_file_is_in_the_summary_with_its_size(
    out: Path, summary: dict[str, Any], programme: str
) -> None:
    listed = {one["name"]: one for one in of(summary, programme)["files"]}
    there = {path.name: path.stat().st_size for path in (out / programme).iterdir()}
    assert {name: one["bytes"] for name, one in listed.items()} == there
    assert {name for name in there if name.endswith(".pdf")} == PAPERS
    for name in PAPERS:
        assert listed[name]["pages"] == len(PdfReader(out / programme / name).pages)
    pictures = sorted(name for name in there if name.endswith(".png"))
    assert [int(name[:2]) for name in pictures] == [*range(1, len(pictures) + 1)]


@pytest.mark.parametrize("programme", WALKED)
def test_pictures_hold_more_than_a_blank_window(out: Path, programme: str) -> None:
    for path in sorted((out / programme).glob("*.png")):
        data = path.read_bytes()
        assert (data[:8], len(data) > 8_000) == (b"\x89PNG\r\n\x1a\n", True), path.name


@pytest.mark.parametrize("programme", WALKED)
def test_the_list_and_the_decision_name_everything(out: Path, programme: str) -> None:
    found = sample.sample(programme)
    for name in ("danh-sach-dang-ky.pdf", "quyet-dinh.pdf", "bien-ban-kiem-phieu.pdf"):
        words = text_of(out / programme / name)
        missing = [line["name"] for line in found.lines if line["name"] not in words]
        assert missing == [], name


@pytest.mark.parametrize("programme", WALKED)
def test_number_and_date_are_open_in_the_draft_and_filled_after(out: Path, programme: str) -> None:
    found = sample.sample(programme)
    draft = text_of(out / programme / "quyet-dinh-du-thao.pdf")
    issued = text_of(out / programme / "quyet-dinh.pdf")
    day = found.today
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    dated = f"ngày {day.day:02d} tháng {month} năm {day.year}"
    # Once it stands among the bases, as the day of the meeting's minutes.
    assert (draft.count(dated), issued.count(dated) > 1) == (1, True)
    assert "Người ký (mẫu)" in issued


@pytest.mark.parametrize("programme", WALKED)
def test_each_recipient_has_a_certificate_of_one_page(out: Path, programme: str) -> None:
    found = sample.sample(programme)
    pages = PdfReader(out / programme / "giay-chung-nhan.pdf").pages
    assert len(pages) == len(found.lines)
    words = [" ".join(page.extract_text().split()) for page in pages]
    assert all("GIẤY CHỨNG NHẬN" in text for text in words)
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {
        (842, 595)
    }


@pytest.mark.parametrize("programme", WALKED)
def test_the_workbook_holds_the_registrations(out: Path, programme: str) -> None:
    found = sample.sample(programme)
    sheet = openpyxl.load_workbook(out / programme / "danh-sach-dang-ky.xlsx").active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = rows.index(HEADER)
    names = [row[1] for row in rows[start + 1 :] if isinstance(row[0], int)]
    assert sorted(names) == sorted(line["name"] for line in found.lines)
    assert sheet.print_title_rows == f"${start + 1}:${start + 1}"
    assert sheet.page_setup.orientation == "landscape"
    assert not any(isinstance(cell, datetime) for row in rows[:start] for cell in row)


@pytest.mark.parametrize("programme", WALKED)
def test_the_package_is_signed_and_holds_the_records(out: Path, programme: str) -> None:
    found = sample.sample(programme)
    path = out / programme / f"{programme}-{found.year}.dvk"
    package = read_package(path, signing.verify, exchange.schemas())
    assert (package.header.programme_id, package.header.year) == (programme, found.year)
    assert package.header.home.name == found.lower.unit.name
    names = {row.fields["name"] for row in package.tables["registration"]}
    assert names == {line["name"] for line in found.lines}
    assert len(package.tables["decision"]) == (1 if found.decides == "lower" else 0)
