"""A paper's Word form with its fields shown, for the office to change in Word.

Owns how the program's own form becomes one with `{{ fields }}`: the paper is composed from marks
in the place of its words and written as ever, then each marked line is given its field.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from danvan_desktop.documents.letter import AnnexData, LetterData, TableData, letter
from danvan_desktop.documents.page import IssuerData, SignatureData
from danvan_desktop.documents.paper_table import TableColumn, TableRow
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.sheet_fields import CODE, columns_of
from danvan_desktop.documents.word_marks import is_table
from danvan_desktop.documents.word_sheet_form import loop_row, say

_YEAR = 2026
_ROW, _TABLE_MARK = "ZQR", "ZQTAB"
_NAME, _ABOUT = "XÃ YÊN BÌNH", "mô hình, điển hình “Dân vận khéo” năm"
"""Behind a mark, so that the rule under it is as long as under the usual name and subject."""
_MARKS = (
    ("ZQNAME", "kem_theo", "line"),
    ("ZQUP", "co_quan_cap_tren", "line"),
    ("ZQOWN", "co_quan_ban_hanh", "line"),
    ("ZQNO", "so_ky_hieu", "line"),
    ("ZQPLACE", "dia_danh_ngay_thang", "line"),
    ("ZQKIND", "ten_loai", "line"),
    ("ZQABOUT", "trich_yeu", "line"),
    ("ZQTO", "kinh_gui", "block"),
    ("ZQBASE", "can_cu", "list"),
    ("ZQWHO", "co_quan_quyet_dinh", "line"),
    ("ZQIN", "noi_dung", "block"),
    ("ZQAUTH", "tham_quyen_ky", "line"),
    ("ZQPOS", "chuc_vu_ky", "line"),
    ("ZQSIGN", "nguoi_ky", "line"),
    ("ZQCONF", "xac_nhan", "line"),
    ("ZQGET", "noi_nhan", "list"),
    ("ZQANNEX", "ten_phu_luc", "line"),
    ("ZQLIST", "tieu_de_phu_luc", "line"),
)
"""What stands in the paper, the field it becomes, and how that field is written."""


def form(
    profile: Profile,
    *,
    titled: bool,
    parts: Sequence[str],
    annex: Sequence[TableColumn] = (),
    proposal: bool = False,
    numbered: bool = True,
    confirmed: bool = False,
) -> bytes:
    """The .docx of a paper in this profile with fields in the place of its words.

    `titled` is False for a letter; `parts` are the keys of its wording (`addressees`, `bases`,
    `articles`, `body`, `receivers`); `annex` the columns of the list behind it; `confirmed` where
    someone confirms it on the left of the signature.
    """
    row = TableRow(tuple(f"{_ROW}{place}" for place in range(len(annex))))
    table = TableData(tuple(annex), (row,))
    articles = "articles" in parts
    data = LetterData(
        issuer=IssuerData(("ZQUP",), (f"ZQOWN {_NAME}",), "ZQNAME", "ZQPLACE"),
        kind="ZQKIND" if titled else "",
        kind_sign="",
        number="ZQNO/ZQNO",
        day=None,
        year=_YEAR,
        subject=f"ZQABOUT {_ABOUT}" if titled else "ZQABOUT",
        signature=SignatureData("ZQPOS", "ZQSIGN", "", "ZQAUTH"),
        receivers=("ZQGET",) if "receivers" in parts else (),
        addressees=("ZQTO",) if "addressees" in parts else (),
        proposal=proposal,
        bases=("ZQBASE",) if "bases" in parts else (),
        deciding_body="ZQWHO",
        articles=("ZQIN",) if articles else (),
        body="" if articles else "ZQIN",
        annexes=(AnnexData("ZQANNEX", f"ZQLIST {_ABOUT}", table),) if annex else (),
        numbered=numbered,
        code="" if confirmed else "ZQ",
        confirmation=SignatureData("", authority="ZQCONF") if confirmed else None,
    )
    document = Document(io.BytesIO(letter(data, profile).word()))
    document.core_properties.title = ""
    _write_rows(document, columns_of(annex))
    _join_attached(document)
    for line in list(document.element.body.iter(qn("w:p"))):
        _write_line(Paragraph(line, document))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _join_attached(document: Any) -> None:
    """The line "(Kèm theo ...)" is one field, however many lines the profile gives it."""
    lines = document.paragraphs
    for line, following in pairwise(lines):
        if line.text.startswith("(") and "ZQNO" in line.text:
            line.runs[0].text = "ZQNAME"
            if "ZQNAME" in following.text:
                line.paragraph_format.space_after = following.paragraph_format.space_after
                following._p.getparent().remove(following._p)
            return


def _write_line(line: Any) -> None:
    """The field of a marked line in the look of its first letters."""
    if line._p.find(f".//{qn('w:drawing')}") is not None:
        say(line, f"{{{{ {CODE} }}}}")
        return
    text = line.text
    found = next(((name, how) for mark, name, how in _MARKS if mark in text), None)
    if found is None:
        return
    name, how = found
    if how == "line":
        say(line, f"{{{{ {name} }}}}")
    elif how == "block":
        _give_room_away(line)
        say(line, f"{{{{p {name} }}}}")
    else:
        for words, place in ((f"{{%p for dong in {name} %}}", 0), ("{%p endfor %}", 1)):
            copy = Paragraph(deepcopy(line._p), line._parent)
            say(copy, words)
            (line._p.addprevious if place == 0 else line._p.addnext)(copy._p)
        say(line, "{{ dong }}")


def _give_room_away(line: Any) -> None:
    """A block takes the place of its line, whose room above is left by the line before it."""
    room, above = line.paragraph_format.space_before, line._p.getprevious()
    if room and above is not None and not is_table(above):
        form = Paragraph(above, line._parent).paragraph_format
        form.space_after = (form.space_after or 0) + room


def _write_rows(document: Any, names: Sequence[str]) -> None:
    """The row of the list behind the paper, with the loop around it."""
    for table in document.tables:
        for row in table.rows:
            if row.cells[0].text.startswith(_ROW):
                loop_row(table, row._tr, "danh_sach", names)
                return
