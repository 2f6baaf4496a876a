"""The Word files opened by a word processor say what the PDFs say, and have no empty page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from danvan_desktop.paths import resources
from tests.documents import pdf_reading as pdf
from tests.documents.test_word import sheets

SOFFICE = shutil.which("soffice")
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>{0}</dir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match>
</fontconfig>"""


def words(content: bytes) -> set[str]:
    """Every word, whatever comes again on later pages; dots to write on and boxes left out."""
    return set(re.sub(r"[.…_☐]{2,}|☐", " ", pdf.whole_text(content)).split())


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not on this machine")
@pytest.mark.timeout(240)
def test_every_paper_opens_with_the_words_of_its_pdf(tmp_path: Path) -> None:
    made = sheets("party")
    opened = converted({name: sheet.word() for name, sheet in made.items()}, tmp_path)
    for name, sheet in made.items():
        assert differences(sheet.pdf(), opened[name]) == [], name


def converted(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Word files as LibreOffice prints them, with our font in the place of Times New Roman."""
    assert SOFFICE is not None
    paths = []
    for name, content in files.items():
        paths.append(folder / f"{name}.docx")
        paths[-1].write_bytes(content)
    (folder / "fonts.conf").write_text(FONTS.format(resources() / "fonts"), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = ["--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        [SOFFICE, profile, *out, *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=220,
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
    )
    return {name: (folder / f"{name}.pdf").read_bytes() for name in files}


def differences(printed: bytes, opened: bytes) -> list[str]:
    """Words of one that the other has not, and pages with nothing on them."""
    empty = [page for page in pdf.page_texts(opened) if len(page) < 4]
    return [*missing(printed, opened), *missing(opened, printed), *(["an empty page"] * len(empty))]


def missing(one: bytes, other: bytes) -> set[str]:
    """Words of one that are not in the other, where a narrow column may part a word in two."""
    letters = "".join(pdf.whole_text(other).split())
    return {word for word in words(one) if word not in letters and not word.isdigit()}
