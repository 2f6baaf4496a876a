"""An office's own Word form: exported, looked through, filled; and everything it may not hold."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from danvan_desktop.documents import word_form, word_form_check, word_safety, word_template
from danvan_desktop.documents.decision import ANNEX_COLUMNS, recognition_decision
from danvan_desktop.documents.letter import letter
from danvan_desktop.documents.letter_fields import BLOCKS, LINES, LISTS, TABLES, names
from danvan_desktop.documents.page import Sheet
from danvan_desktop.errors import UserError
from danvan_desktop.paths import resources
from tests.documents import paper_factories as made
from tests.documents.test_letter import profile, report

NAMES = names(ANNEX_COLUMNS)
TABLE = report().tables[0].columns
FAMILIES = ("party", "state", "front", "youth", "farmers")


def exported(family: str = "state") -> bytes:
    parts = ("bases", "articles", "receivers")
    return word_form.form(profile(family), titled=True, parts=parts, annex=ANNEX_COLUMNS)


def filled(content: bytes, sheet: Sheet) -> bytes:
    return word_template.filled(content, sheet)


def lines(content: bytes) -> list[str]:
    body = Document(io.BytesIO(content)).element.body
    return [
        "".join("\n" if node.tag == qn("w:br") else node.text or "" for node in _letters(line))
        for line in body.iter(qn("w:p"))
    ]


def _letters(line: Any) -> list[Any]:
    return [node for node in line.iter() if node.tag in (qn("w:t"), qn("w:br"))]


def words(content: bytes) -> list[str]:
    return sorted(" ".join(lines(content)).split())


def document(*texts: str) -> bytes:
    """A form of our own of these lines, behind everything a paper needs."""
    opened = Document()
    for text in ("{{ so_ky_hieu }}", "{{p noi_dung }}", "{{ nguoi_ky }}", *texts):
        opened.add_paragraph(text)
    return saved(opened)


def saved(opened: Any) -> bytes:
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def defects(content: bytes) -> list[str]:
    word_safety.check(content, "mẫu.docx")
    return [str(one) for one in word_form_check.check(content, NAMES, ()).defects]


@pytest.mark.parametrize("family", FAMILIES)
def test_exported_form_is_sound_and_filled_says_what_the_program_says(family: str) -> None:
    sheet = recognition_decision(replace(made.decision(family), code="MÃ"), profile(family))
    content = exported(family)
    word_safety.check(content, "mẫu.docx")
    found = word_form_check.check(content, NAMES, ())
    assert (found.defects, found.warnings) == ((), ())
    assert words(filled(content, sheet)) == words(sheet.word())
    assert len(Document(io.BytesIO(filled(content, sheet))).inline_shapes) == 1


def test_exported_letter_is_sound_and_filled_says_what_the_program_says() -> None:
    data = report(kind="", addressees=("Các thôn", "Các chi bộ"))
    sheet = letter(data, profile("state"))
    parts = ("addressees", "body", "receivers")
    content = word_form.form(profile("state"), titled=False, parts=parts)
    assert word_form_check.check(content, names(), ()).defects == ()
    assert words(filled(content, sheet)) == words(sheet.word())


def test_form_in_the_place_of_the_program_is_what_the_sheet_gives() -> None:
    sheet = letter(report(), profile("party"))
    own = document("Lời riêng của xã: {{ trich_yeu }}")
    assert "Lời riêng của xã: Kết quả phong trào (mẫu)" in lines(
        replace(sheet, form=lambda: own).word()
    )


def without_sectors(family: str = "state") -> Sheet:
    data = made.decision(family)
    rows = tuple(replace(row, sector="") for row in data.annex_rows)
    return recognition_decision(replace(data, annex_rows=rows), profile(family))


def list_of(content: bytes) -> Any:
    """The table with most rows: the list behind the paper."""
    return max(Document(io.BytesIO(content)).tables, key=lambda table: len(table.rows))


def test_column_that_the_paper_leaves_out_goes_with_its_header_and_width() -> None:
    sheet = without_sectors()
    own, form = list_of(sheet.word()), list_of(filled(exported(), sheet))
    assert [[cell.text for cell in row.cells] for row in form.rows] == [
        [cell.text for cell in row.cells] for row in own.rows
    ]
    for row in form.rows:
        widths = [cell.width.pt for cell in row.cells]
        assert widths == pytest.approx([cell.width.pt for cell in own.rows[0].cells], abs=0.2)
    assert "Lĩnh vực" in [
        cell.text
        for cell in list_of(
            filled(exported(), recognition_decision(made.decision("state"), profile("state")))
        )
        .rows[0]
        .cells
    ]


def test_column_goes_from_under_a_header_that_spans_it_and_another() -> None:
    opened = Document(io.BytesIO(exported()))
    (table,) = [one for one in opened.tables if one.rows[0].cells[0].text == "STT"]
    head = table.add_row()
    head.cells[3].merge(head.cells[4]).text = "Ở đâu, về việc gì"
    table._tbl.tr_lst[0].addprevious(head._tr)
    form = list_of(filled(saved(opened), without_sectors()))
    first, second = form.rows[:2]
    assert len(first._tr.tc_lst) == len(second._tr.tc_lst) == len(form.columns) == 6
    assert [cell.text for cell in first.cells] == ["", "", "", "Ở đâu, về việc gì", "", ""]
    assert [cell.width for cell in first.cells] == [cell.width for cell in second.cells]


def block_looks(content: bytes) -> list[tuple[str, Any]]:
    """Name of the style, and its first indent, of each line of the block."""
    lines_ = [one for one in Document(io.BytesIO(content)).paragraphs if "Điều" in one.text]
    return [(one.style.name, one.style.paragraph_format.first_line_indent) for one in lines_]


def test_block_takes_the_styles_of_a_form_whose_word_processor_named_them_anew() -> None:
    """LibreOffice leaves the letters with marks out of the ids of styles; the names stay."""
    sheet = recognition_decision(made.decision("state"), profile("state"))
    opened = Document(io.BytesIO(exported()))
    style = opened.styles["Văn bản"]
    for line in opened.element.body.iter(qn("w:pStyle")):
        if line.get(qn("w:val")) == style.style_id:
            line.set(qn("w:val"), "Vnbn")
    style.element.set(qn("w:styleId"), "Vnbn")
    assert block_looks(filled(saved(opened), sheet)) == block_looks(sheet.word()) != []


def test_block_brings_its_styles_into_a_file_that_has_none_of_them() -> None:
    sheet = recognition_decision(made.decision("state"), profile("state"))
    assert block_looks(filled(document(), sheet)) == block_looks(sheet.word())


def test_room_between_the_parts_of_a_form_is_that_of_the_paper() -> None:
    sheet = recognition_decision(made.decision("party"), profile("party"))
    rooms = []
    for content in (sheet.word(), filled(exported("party"), sheet)):
        opened = Document(io.BytesIO(content))
        (listed,) = [one for one in opened.tables if one.rows[0].cells[0].text == "STT"]
        over = Paragraph(listed._tbl.getprevious(), opened).paragraph_format.space_after
        (first,) = [one for one in opened.paragraphs if one.text.startswith("Điều 1")]
        head = Paragraph(first._p.getprevious(), opened).paragraph_format.space_after
        first_room = first.paragraph_format.space_before
        rooms.append((over, (head or 0) + (first_room or 0)))
    assert rooms[0] == rooms[1]


def test_table_inside_the_text_can_be_looped_over_by_column() -> None:
    own = document(
        "{%p for dong in bang %}", "{{ dong.stt }} = {{ dong.noi_dung }}", "{%p endfor %}"
    )
    assert word_form_check.check(own, names(inside=TABLE), ()).defects == ()
    assert "1 = Một việc (mẫu)" in lines(filled(own, letter(report(), profile("party"))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ ten_xa }}", "Đoạn 4: “{{ ten_xa }}”: không có trường này"),
        (
            "{{ trich_yeuu }}",
            "Đoạn 4: “{{ trich_yeuu }}”: không có trường này; có phải “trich_yeu”?",
        ),
        ("{{ noi_dung }}", "Đoạn 4: “{{ noi_dung }}” phải viết là “{{p noi_dung }}”"),
        ("{{ can_cu }}", "Đoạn 4: “{{ can_cu }}” là danh sách, phải đặt trong dòng lặp"),
        ("{{ nguoi_ky", "Đoạn 4: dấu “{{” không thành một trường trọn vẹn trong một đoạn"),
        ("{%p for dong in can_cu %}", "Đoạn 4: thiếu dòng kết thúc lặp “endfor”"),
    ],
)
def test_field_that_is_not_known_is_named_with_its_place(text: str, said: str) -> None:
    assert defects(document(text)) == [said]


@pytest.mark.parametrize(
    "typed",
    [
        "{{ so ky hieu }}",
        "{{ So_ky_hieu }}",
        "{{ số ký hiệu }}",
        unicodedata.normalize("NFD", "{{ số ký hiệu }}"),
        "{{ “so_ky_hieu” }}",
        "{{ so–ky–hieu }}",
        "{{ so_ky\u200b_hieu }}",
        "{{{ so_ky_hieu }}}",
    ],
)
def test_field_typed_as_words_is_told_how_it_is_written(typed: str) -> None:
    (said,) = defects(document(typed))
    assert said.endswith("không phải một trường; có phải “{{ so_ky_hieu }}”?")


@pytest.mark.parametrize("typed", ["{ so_ky_hieu }", "{ { so_ky_hieu } }", "«so_ky_hieu»"])
def test_name_of_a_field_that_would_be_printed_as_words_is_refused(typed: str) -> None:
    said = "“so_ky_hieu” sẽ in nguyên như chữ; viết là “{{ so_ky_hieu }}”"
    assert defects(document(typed)) == [f"Đoạn 4: {said}"]


def rows_with(content: bytes, words: str) -> tuple[Any, list[Any]]:
    opened = Document(io.BytesIO(content))
    rows = [row for table in opened.tables for row in table.rows if words in row.cells[0].text]
    return opened, rows


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("{%tr for", "“{{ dong.stt }}” phải nằm giữa dòng “for” và dòng “endfor”"),
        ("dong.stt", "dòng lặp không có trường nào ở giữa, danh sách sẽ bị trống"),
        ("{%tr endfor", "thiếu dòng kết thúc lặp “endfor”"),
    ],
)
def test_row_of_a_loop_that_was_deleted_is_missed(gone: str, said: str) -> None:
    opened, rows = rows_with(exported(), gone)
    for row in rows:
        row._tr.getparent().remove(row._tr)
    found = defects(saved(opened))
    assert found[0] == f"Bảng 3, dòng 2, ô 1: {said}"


def test_loop_of_lines_from_one_cell_to_another_is_refused() -> None:
    opened, rows = rows_with(exported(), "{%tr")
    for row in rows:
        line = row.cells[0].paragraphs[0]
        line.runs[0].text = line.text.replace("{%tr", "{%p")
    (found,) = defects(saved(opened))
    assert "phải đứng liền nhau, hoặc trong cùng một ô" in found
    (outside,) = defects(document("{%tr for a in can_cu %}", "{{ a }}", "{%tr endfor %}"))
    assert "phải đứng trong một dòng của bảng" in outside


def test_cell_whose_list_is_empty_keeps_a_line_for_word() -> None:
    opened = Document(io.BytesIO(document()))
    cell = opened.add_table(1, 1).cell(0, 0)
    cell.text = "{%p for dong in can_cu %}"
    for words_ in ("{{ dong }}", "{%p endfor %}"):
        cell.add_paragraph(words_)
    sheet = letter(replace(report(), bases=()), profile("state"))
    *_, table = Document(io.BytesIO(filled(saved(opened), sheet))).tables
    assert [line.text for line in table.cell(0, 0).paragraphs] == [""]


_CHANGE = (
    '<w:{0} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="9" '
    'w:author="Lãnh đạo"><w:r><w:{1}>{{{{ ten_xa</w:{1}></w:r></w:{0}>'
)


@pytest.mark.parametrize(("kind", "text"), [("ins", "t"), ("del", "delText")])
def test_form_with_changes_that_wait_for_acceptance_is_told_to_accept_them(
    kind: str, text: str
) -> None:
    opened = Document(io.BytesIO(document()))
    opened.paragraphs[0]._p.append(parse_xml(_CHANGE.format(kind, text)))
    assert "Chấp nhận tất cả thay đổi" in defects(saved(opened))[0]


_FRAME = (
    '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:sdtContent/></w:sdt>"
)
"""A content control, as Word puts it around what is to be typed."""


def test_field_in_a_frame_of_a_cell_is_found_with_its_place() -> None:
    opened = Document(io.BytesIO(document()))
    cell = opened.add_table(1, 1).cell(0, 0)
    (line,) = cell.paragraphs
    line.text = "{{ danh_sachh }} {{ so_ky_hieu }}"
    frame = parse_xml(_FRAME)
    line._p.addprevious(frame)
    frame[0].append(line._p)
    cell.add_paragraph()
    assert defects(saved(opened)) == [
        "Bảng 1, dòng 1, ô 1: “{{ danh_sachh }}”: không có trường này; có phải “danh_sach”?"
    ]


def test_form_with_comments_is_warned_that_each_paper_will_have_them() -> None:
    opened = Document(io.BytesIO(document()))
    opened.add_comment(opened.paragraphs[0].runs, "Sửa chỗ này", "Lãnh đạo")
    found = word_form_check.check(saved(opened), names(), ())
    assert [one.place for one in found.warnings] == ["Ghi chú (Comment)"]


def test_font_of_a_style_that_no_line_has_is_no_matter() -> None:
    opened = Document(io.BytesIO(document()))
    opened.styles["Quote"].font.name = "Phông Lạ"
    assert word_form_check.check(saved(opened), names(), ()).warnings == ()
    opened.paragraphs[0].style = opened.styles["Quote"]
    (found,) = word_form_check.check(saved(opened), names(), ()).warnings
    assert "Phông Lạ" in str(found)


def test_unknown_field_in_a_table_and_a_header_is_named_with_its_place() -> None:
    opened = Document(io.BytesIO(document()))
    table = opened.add_table(2, 2)
    table.cell(1, 1).text = "{{ ten_xa }}"
    opened.sections[0].header.paragraphs[0].text = "{{ ten_tinh }}"
    places = [one.partition(":")[0] for one in defects(saved(opened))]
    assert places == ["Bảng 1, dòng 2, ô 2", "Đầu trang"]


CODE = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ so_ky_hieu.__class__ }}",
    "{{ so_ky_hieu|upper }}",
    "{{ 'a' * 999999999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ self }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{% import os %}",
    "{% include 'x' %}",
    "{% set a = 1 %}",
    "{% if true %}có{% endif %}",
    "{% for a in range(999999999) %}x{% endfor %}",
    "{%p for a in 'x' * 999999999 %}",
    "{% macro a() %}{% endmacro %}",
    "{% raw %}x{% endraw %}",
    "{# ghi chú #}",
    "{{r nguoi_ky }}",
    "{% vm %}",
    "{% colspan 3 %}",
    "{{ nguoi_ky",
    "nguoi_ky }}",
]


@pytest.mark.parametrize("text", CODE)
def test_code_in_a_form_is_refused(text: str) -> None:
    assert defects(document(text)) != []


@pytest.mark.parametrize("text", CODE)
def test_code_cut_into_pieces_or_hidden_is_refused(text: str) -> None:
    runs = Document(io.BytesIO(document()))
    line = runs.add_paragraph()
    for letter_ in text:
        line.add_run(letter_)
    box = Document(io.BytesIO(document()))
    box.core_properties.title = text
    header = Document(io.BytesIO(document()))
    header.sections[0].footer.paragraphs[0].text = text
    for opened in (runs, box, header):
        assert defects(saved(opened)) != []


def test_code_across_two_paragraphs_or_in_a_description_is_refused() -> None:
    across = Document(io.BytesIO(document("{", "{ ''.__class__ }}")))
    assert defects(saved(across)) != []
    picture = Document(io.BytesIO(document()))
    logo = next((resources() / "icons").rglob("*.png"), None)
    if logo is not None:
        picture.add_picture(str(logo))
        for shape in picture.element.iter(qn("wp:docPr")):
            shape.set("descr", "{{ ''.__class__ }}")
        assert defects(saved(picture)) != []


def test_loop_in_a_loop_is_refused() -> None:
    nested = ["{%p for a in can_cu %}", "{%p for b in can_cu %}", "{{ b }}"]
    found = defects(document(*nested, "{%p endfor %}", "{%p endfor %}"))
    assert found[0] == "Đoạn 5: “{%p for b in can_cu %}” nằm trong một dòng lặp khác"


def test_thousands_of_fields_are_refused() -> None:
    found = defects(document(*["{{ nguoi_ky }}" * 50] * 20))
    assert any("quá 400 trường" in one for one in found)


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn & Trần <Công ty>",
        "{{ ''.__class__ }}",
        "{% for a in range(9) %}x{% endfor %}",
        "{{ nguoi_ky }}",
        "</w:t></w:r></w:p>",
        "&amp;&lt",
        "A" * 190,
        "Ă",
    ],
)
def test_values_are_text_and_never_read_as_a_form(name: str) -> None:
    data = report(body=f"Nội dung {name}", receivers=(name,))
    data = replace(data, signature=replace(data.signature, signer=name))
    own = document("{%p for dong in noi_nhan %}", "{{ dong }}", "{%p endfor %}")
    found = lines(filled(own, letter(report(), profile("state")).__class__(**_sheet(data))))
    assert name in found
    assert f"- {name}." in found
    assert f"Nội dung {name}./." in found


def _sheet(data: Any) -> dict[str, Any]:
    """The sheet with the words of `data`, drawn or not: the PDF may refuse a long name."""
    from danvan_desktop.documents.letter_fields import fields

    plain = letter(report(), profile("state"))
    values = fields(data, profile("state"))
    return {
        "story": plain.story,
        "profile": plain.profile,
        "info": plain.info,
        "fields": lambda: values,
    }


def test_marks_set_apart_come_together_and_signs_that_are_not_seen_go() -> None:
    data = report()
    data = replace(
        data, signature=replace(data.signature, signer="Le\u0302\u0301 \u202eVăn\u200b 🙂")
    )
    sheet = Sheet(**_sheet(data))
    assert "Lế Văn 🙂" in lines(filled(document(), sheet))


def test_fonts_that_are_missing_are_warned_about() -> None:
    opened = Document(io.BytesIO(document()))
    for name in (".VnTime", "Phông Lạ", "Phông Có Sẵn"):
        run = opened.add_paragraph().add_run("x")
        run.font.name = name
    found = word_form_check.check(saved(opened), names(), ("Phông Có Sẵn",)).warnings
    assert [str(one).partition("”")[0] for one in found if one.place == "Phông chữ"] == [
        "Phông chữ: “.VnTime",
        "Phông chữ: “Phông Lạ",
    ]


def test_form_without_what_a_paper_needs_is_warned_about() -> None:
    opened = Document()
    opened.add_paragraph("Trống")
    needs = ("so_ky_hieu", "noi_dung", "danh_sach")
    found = word_form_check.check(saved(opened), names(), (), needs).warnings
    assert [str(one).partition("”")[0] for one in found] == [
        f"Trường: mẫu không có “{name}" for name in needs
    ]
    assert word_form_check.check(document("{{p loi_van }}"), names(), (), needs[:2]).warnings == ()


# the container


def repacked(change: Callable[[dict[str, bytes]], None], content: bytes = b"") -> bytes:
    with zipfile.ZipFile(io.BytesIO(content or document())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _macro(parts: dict[str, bytes]) -> None:
    parts["word/vbaProject.bin"] = b"x"


def _macro_type(parts: dict[str, bytes]) -> None:
    name = "[Content_Types].xml"
    parts[name] = parts[name].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )


def _link(parts: dict[str, bytes]) -> None:
    name = "word/_rels/document.xml.rels"
    link = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image" Target="http://vi.du/a.png" TargetMode="External"/></Relationships>'
    )
    parts[name] = parts[name].replace(b"</Relationships>", link)


def _relation(kind: str, target: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        settings = kind == "attachedTemplate"
        name = f"word/_rels/{'settings' if settings else 'document'}.xml.rels"
        made = (
            '<Relationship Id="rId98" TargetMode="External" Type="http://schemas.openxmlformats.org'
            f'/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
        )
        empty = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b"</Relationships>"
        )
        parts[name] = parts.get(name, empty).replace(b"</Relationships>", made.encode())
        if settings:
            parts["word/settings.xml"] = parts["word/settings.xml"].replace(
                b"<w:proofState",
                b'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006'
                b'/relationships" r:id="rId98"/><w:proofState',
            )

    return change


def _joined(parts: dict[str, bytes]) -> None:
    _relation("aFChunk", "chunk.html")(parts)
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b' TargetMode="External"', b"")
    parts["word/chunk.html"] = b"<b>x</b>"


def _strict(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )


def _in_words(field: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        name = "word/document.xml"
        parts[name] = parts[name].replace(b"<w:sectPr", field + b"<w:sectPr", 1)

    return change


_QUOTED = b"<w:p><w:fldSimple w:instr='&#73;NCLUDETEXT \"c:\\a.docx\"'/></w:p>"
_RENAMED = (
    b'<w:p xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:r>'
    b"<x:instrText>DDEAUTO c:\\a</x:instrText></x:r></w:p>"
)


def _entity(parts: dict[str, bytes]) -> None:
    name = "word/document.xml"
    parts[name] = parts[name].replace(
        b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1
    )


def _wide(parts: dict[str, bytes]) -> None:
    name = "word/document.xml"
    parts[name] = parts[name].decode("utf-8").replace("UTF-8", "UTF-16").encode("utf-16")


def _program(parts: dict[str, bytes]) -> None:
    parts["word/embeddings/oleObject1.bin"] = b"x"


def _fetch(parts: dict[str, bytes]) -> None:
    name = "word/document.xml"
    field = (
        b"<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r>"
        b"<w:r><w:instrText>PICTURE x</w:instrText></w:r></w:p><w:sectPr"
    )
    parts[name] = parts[name].replace(b"<w:sectPr", field, 1)


def _bomb(parts: dict[str, bytes]) -> None:
    parts["word/media/image1.png"] = b"0" * (11 * 1024 * 1024)


def _many(parts: dict[str, bytes]) -> None:
    parts.update({f"word/media/{number}.png": b"x" for number in range(500)})


def _none(parts: dict[str, bytes]) -> None:
    del parts["word/document.xml"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_macro, "có macro"),
        (_macro_type, "có macro"),
        (_link, "liên kết hoặc hình ảnh nằm ngoài tệp"),
        (_entity, "khai báo không được phép"),
        (_wide, "bảng mã lạ"),
        (_program, "chương trình nhúng"),
        (_fetch, "lấy dữ liệu từ bên ngoài"),
        (_in_words(_QUOTED), "lấy dữ liệu từ bên ngoài"),
        (_in_words(_RENAMED), "lấy dữ liệu từ bên ngoài"),
        (_relation("hyperlink", "mailto:xa@vi.du"), "có siêu liên kết “mailto:xa@vi.du”"),
        (_relation("attachedTemplate", "http://vi.du/a.dotm"), "gắn với một tệp mẫu"),
        (_joined, "có tệp khác ghép bên trong"),
        (_strict, "kiểu Strict Open XML"),
        (_bomb, "quá nhiều dữ liệu nén"),
        (_many, "quá nhiều dữ liệu nén"),
        (_none, "không phải tệp Word"),
    ],
)
def test_container_that_is_more_than_a_form_is_refused(
    change: Callable[[dict[str, bytes]], None], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        word_safety.check(repacked(change), "mẫu.docx")


def test_note_of_the_template_a_file_began_with_is_taken_and_never_handed_on() -> None:
    note = _relation("attachedTemplate", "file:///C:/Users/xa/Templates/Normal.dotm")
    content = repacked(note, document())
    assert defects(content) == []
    made = filled(content, letter(report(), profile("party")))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert "word/_rels/settings.xml.rels" not in archive.namelist()
        assert b"attachedTemplate" not in archive.read("word/settings.xml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không phải tệp Word"),
        (b"PK\x03\x04", "không phải tệp Word"),
        (b"%PDF-1.7", "không phải tệp Word"),
        (b"\xd0\xcf\x11\xe0rest", "kiểu cũ"),
        (b"x" * (word_safety.SIZE_LIMIT + 1), "lớn hơn 10 MB"),
    ],
)
def test_file_that_is_no_word_file_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        word_safety.check(content, "mẫu.docx")


def test_every_cut_of_a_form_is_refused_or_read_without_a_fault() -> None:
    content = exported()
    for end in range(0, len(content), 1500):
        try:
            word_safety.check(content[:end], "mẫu.docx")
            word_form_check.check(content[:end], NAMES, ())
        except UserError:
            continue


def test_names_of_fields_are_parted_from_each_other() -> None:
    every = [*LINES, *LISTS, *TABLES, *BLOCKS]
    assert len(set(every)) == len(every)
