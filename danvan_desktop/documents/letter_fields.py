"""What a paper of words gives to an office's own Word form, under names that never change.

Owns the names (`docs/word-templates.md` lists them) and the values: each is the text as the paper
prints it, in the profile of its body. Knows nothing of Word; `word_template` puts the values in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.platypus import Flowable, Table

from danvan_desktop.documents.letter import (
    AnnexData,
    LetterData,
    addressed,
    article_lines,
    attached_line,
    base_lines,
    body_lines,
    number_line,
)
from danvan_desktop.documents.letterhead import receiver_lines, signing_lines
from danvan_desktop.documents.line_stack import in_style
from danvan_desktop.documents.paper_table import TableColumn
from danvan_desktop.documents.paragraph_text import plain
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.sheet_fields import Fields, Names, columns_of, table_rows
from danvan_desktop.documents.text_part import Text, pieces
from danvan_desktop.domain.dates import format_date, place_date

LINES: Mapping[str, str] = {
    "co_quan_cap_tren": "Cơ quan cấp trên, trên cùng bên trái",
    "co_quan_ban_hanh": "Cơ quan ban hành, dưới cơ quan cấp trên",
    "ten_co_quan": "Tên cơ quan ban hành trong câu văn",
    "so_ky_hieu": "Số, ký hiệu, có cả chữ “Số”",
    "dia_danh_ngay_thang": "Địa danh, ngày tháng năm",
    "ngay": "Ngày văn bản, dạng 05/02/2026; trống khi là dự thảo",
    "nam": "Năm của văn bản",
    "ten_loai": "Tên loại văn bản (KẾ HOẠCH, QUYẾT ĐỊNH...); công văn để trống",
    "trich_yeu": "Trích yếu nội dung; công văn có cả chữ “V/v”",
    "co_quan_quyet_dinh": "Cơ quan quyết định, trước các căn cứ hoặc trước chữ “quyết định”",
    "tham_quyen_ky": "Dòng thẩm quyền ký (T/M, TM., KT.)",
    "chuc_vu_ky": "Chức vụ người ký",
    "nguoi_ky": "Họ tên người ký",
    "xac_nhan": "Lời xác nhận, người lập bên trái chữ ký, ở báo cáo thành tích, danh sách ký nhận",
    "ten_phu_luc": "Tên phụ lục (DANH SÁCH)",
    "tieu_de_phu_luc": "Tiêu đề phụ lục",
    "kem_theo": "Dòng “Kèm theo ... số ... ngày ...” của phụ lục",
}
"""Fields of one text each: `{{ so_ky_hieu }}`."""

LISTS: Mapping[str, str] = {
    "can_cu": "Các căn cứ, mỗi căn cứ một dòng",
    "noi_nhan": "Nơi nhận, mỗi nơi một dòng",
}
"""Lists of lines: `{%p for dong in can_cu %}`, `{{ dong }}`, `{%p endfor %}`."""

TABLES: Mapping[str, str] = {
    "danh_sach": "Các dòng của bảng trong phụ lục",
    "bang": "Các dòng của bảng đầu tiên trong nội dung",
}
"""Rows of a table: `{%tr for dong in danh_sach %}`, `{{ dong.dia_chi }}`, `{%tr endfor %}`."""

BLOCKS: Mapping[str, str] = {
    "kinh_gui": "Kính gửi, Kính trình và các nơi gửi",
    "noi_dung": "Toàn bộ nội dung hoặc các điều, có cả bảng",
    "loi_van": "Như nội dung, không có bảng",
}
"""Whole paragraphs, alone in their line: `{{p noi_dung }}`."""


def names(behind: Sequence[TableColumn] = (), inside: Sequence[TableColumn] = ()) -> Names:
    """What a form of a paper of words may name: columns of the list behind it and the table in
    it."""
    tables = {"danh_sach": columns_of(behind), "bang": columns_of(inside)}
    return Names(LINES, LISTS, tables, BLOCKS, code=True)


def fields(data: LetterData, profile: Profile) -> Fields:
    """What the paper says, part by part, as it is printed."""
    inside = (
        article_lines(profile, data.articles)
        if data.articles
        else body_lines(profile, data.body, data.tables)
    )
    words = [part for part in inside if not isinstance(part, Table)]
    annex = data.annexes[0] if data.annexes else None
    return Fields(
        lines={**_head(data, profile), **_signed(data, profile), **_annex(data, annex, profile)},
        lists={
            "can_cu": tuple(_words(part) for part in base_lines(profile, data.bases)),
            "noi_nhan": _receivers(data.receivers, profile),
        },
        tables={
            "danh_sach": table_rows(annex.table.columns, annex.table.rows) if annex else (),
            "bang": table_rows(data.tables[0].columns, data.tables[0].rows) if data.tables else (),
        },
        blocks={
            "kinh_gui": addressed(
                profile, data.addressees, proposal=data.proposal, word=data.address_word
            ),
            "noi_dung": inside,
            "loi_van": words,
        },
        code=data.code,
    )


def _head(data: LetterData, profile: Profile) -> dict[str, str]:
    number = number_line(data, profile) if data.numbered else ""
    head, title, letter = profile.header, profile.title, profile.letter
    subject = in_style(data.subject, title.subject)
    if not data.kind:
        subject = in_style(f"{letter.about}{data.subject}", letter.about_style)
    deciding = data.deciding_body if data.articles else ""
    if deciding and profile.bases.deciding_body == "with_verb":
        deciding = f"{deciding.strip()} {profile.bases.verb}"
    return {
        "co_quan_cap_tren": in_style("\n".join(data.issuer.parent_lines), head.parent),
        "co_quan_ban_hanh": in_style("\n".join(data.issuer.issuer_lines), head.issuer),
        "ten_co_quan": plain(data.issuer.name),
        "so_ky_hieu": plain(number),
        "dia_danh_ngay_thang": plain(place_date(data.issuer.place, data.day, data.year)),
        "ngay": format_date(data.day) if data.day else "",
        "nam": str(data.year),
        "ten_loai": in_style(data.kind, title.kind),
        "trich_yeu": subject,
        "co_quan_quyet_dinh": in_style(deciding, profile.bases.body_line),
    }


def _signed(data: LetterData, profile: Profile) -> dict[str, str]:
    style, signed = profile.signature, data.signature
    authority, position = signing_lines(profile, signed)
    return {
        "tham_quyen_ky": in_style(authority, style.authority),
        "chuc_vu_ky": in_style(position, style.position),
        "nguoi_ky": in_style(signed.signer, style.name),
        "xac_nhan": _confirmed(data, profile),
    }


def _confirmed(data: LetterData, profile: Profile) -> str:
    if data.confirmation is None:
        return ""
    words, style = data.confirmation, profile.signature
    lines = (in_style(words.authority, style.authority), in_style(words.position, style.position))
    return "\n".join(line for line in lines if line)


def _annex(data: LetterData, annex: AnnexData | None, profile: Profile) -> dict[str, str]:
    if annex is None:
        return dict.fromkeys(("ten_phu_luc", "tieu_de_phu_luc", "kem_theo"), "")
    return {
        "ten_phu_luc": in_style(annex.kind, profile.title.kind),
        "tieu_de_phu_luc": in_style(annex.title, profile.title.subject),
        "kem_theo": in_style(attached_line(data, profile), profile.annex.attached_style),
    }


def _receivers(receivers: Sequence[str], profile: Profile) -> tuple[str, ...]:
    style = profile.receivers.item_style
    return tuple(in_style(line, style) for line in receiver_lines(profile, receivers))


def _words(part: Flowable) -> str:
    """The text of a drawn line."""
    return "".join(one.text for one in pieces(part.markup)) if isinstance(part, Text) else ""
