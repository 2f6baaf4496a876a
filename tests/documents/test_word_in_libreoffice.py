"""The Word files opened by a word processor say what the PDFs say, and have no empty page."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.documents import pdf_reading as pdf
from tests.documents.test_word import sheets

SOFFICE = shutil.which("soffice")


def words(content: bytes) -> set[str]:
    """Every word, whatever comes again on later pages; dots to write on and boxes left out."""
    return set(re.sub(r"[.…_☐]{2,}|☐", " ", pdf.whole_text(content)).split())


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not on this machine")
@pytest.mark.timeout(240)
def test_every_paper_opens_with_the_words_of_its_pdf(tmp_path: Path) -> None:
    assert SOFFICE is not None
    made = sheets("party")
    files = []
    for name, sheet in made.items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(sheet.word())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [
            SOFFICE,
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=200,
    )
    for name, sheet in made.items():
        opened = (tmp_path / f"{name}.pdf").read_bytes()
        assert missing(sheet.pdf(), opened) == set(), name
        assert missing(opened, sheet.pdf()) == set(), name
        assert [page for page in pdf.page_texts(opened) if len(page) < 4] == [], name


def missing(one: bytes, other: bytes) -> set[str]:
    """Words of one that are not in the other, where a narrow column may part a word in two."""
    letters = "".join(pdf.whole_text(other).split())
    return {word for word in words(one) if word not in letters and not word.isdigit()}
