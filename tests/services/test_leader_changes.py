"""What a leader changed in Word, by every way Word has: told in words, carried into the wording."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from danvan_desktop.documents.decision import recognition_decision
from danvan_desktop.documents.letter import letter
from danvan_desktop.services import leader_changes
from danvan_desktop.services.leader_changes import Change
from danvan_desktop.services.paper_kinds import Paper, PaperKind
from tests.documents import paper_factories as made
from tests.documents.test_letter import profile, report

DATA = made.decision("party")
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paper() -> Paper:
    sheet = recognition_decision(DATA, profile("party"))
    return Paper(PaperKind.DECISION, b"", "Quyết định", "a.pdf", sheet=sheet)


def found(tmp_path: Path, change: Callable[[Any], None]) -> tuple[Change, ...]:
    own = paper()
    assert own.word is not None
    document = Document(io.BytesIO(own.word()))
    change(document)
    document.save(str(tmp_path / "sửa.docx"))
    return leader_changes.between(paper, tmp_path / "sửa.docx")


def line(document: Any, begins: str) -> Any:
    return next(one for one in document.paragraphs if one.text.startswith(begins))


def listed(document: Any) -> Any:
    """The list behind the decision."""
    return max(document.tables, key=lambda table: len(table.rows))


def suggested(kind: str, words: str) -> Any:
    text = "delText" if kind == "del" else "t"
    return parse_xml(
        f'<w:{kind} xmlns:w="{WORDS}" w:id="7" w:author="Lãnh đạo"><w:r><w:{text} '
        f'xml:space="preserve">{words}</w:{text}></w:r></w:{kind}>'
    )


def test_suggestions_that_nobody_accepted_are_read_as_accepted(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        one = line(document, "Điều 2.")
        last = one.runs[-1]
        last._r.addnext(suggested("ins", "Giao Văn phòng theo dõi."))
        last._r.addnext(suggested("del", last.text))
        last._r.addnext(suggested("moveFrom", "đã chuyển đi"))
        last.text = " "

    (one,) = found(tmp_path, change)
    assert one.new == "Điều 2. Giao Văn phòng theo dõi."
    texts, left = leader_changes.carried(
        {"articles": "\n".join(DATA.articles)}, ["articles"], [one]
    )
    assert (texts["articles"].split("\n")[1], left) == ("Giao Văn phòng theo dõi.", ())


def test_paragraph_whose_end_was_taken_out_goes_on_in_the_next(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        one = line(document, "Điều 1.")
        one._p.get_or_add_pPr().append(
            parse_xml(f'<w:rPr xmlns:w="{WORDS}"><w:del w:id="8" w:author="Lãnh đạo"/></w:rPr>')
        )

    changes = found(tmp_path, change)
    assert any(one.new.startswith("Điều 1.") and "Điều 2." in one.new for one in changes)


def test_line_break_inside_a_paragraph_parts_its_words(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        one = line(document, "Điều 1.").runs[-1]
        one.text = " Một"
        one.add_break()
        one.add_text("hai")

    (one,) = found(tmp_path, change)
    assert one.new == "Điều 1. Một hai"


def test_row_of_the_list_is_told_with_its_place_and_stays_for_the_hand(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        table = listed(document)
        table.cell(1, 1).paragraphs[0].add_run(" thêm chữ")
        table.rows[2]._tr.getparent().remove(table.rows[2]._tr)
        for number, row in enumerate(table.rows[1:], start=1):
            row.cells[0].text = f"{number}"  # the leader counts the rows anew

    changes = found(tmp_path, change)
    assert [one.where for one in changes] == ["Bảng 1, dòng 1", "Bảng 1, dòng 2"]
    name = DATA.annex_rows[0].name
    assert changes[0].words == f"Bảng 1, dòng 1. Cũ: {name}\nMới: {name} thêm chữ"
    assert changes[1].words == f"Bảng 1, dòng 2. Bỏ: {changes[1].old}"
    texts = {"articles": DATA.annex_rows[0].name}
    assert leader_changes.carried(texts, ["articles"], changes) == (texts, changes)


def test_note_in_the_margin_is_told_and_never_becomes_words(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        document.add_comment(line(document, "Điều 1.").runs, "Xem lại số lượng", "Lãnh đạo")

    (one,) = found(tmp_path, change)
    assert one.words.startswith("Ghi chú ở “Điều 1. ")
    assert one.words.endswith("”. Thêm: Xem lại số lượng")
    texts = {"articles": "\n".join(DATA.articles)}
    assert leader_changes.carried(texts, ["articles"], [one]) == (texts, (one,))


@pytest.mark.parametrize("by_style", [False, True])
@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
def test_letters_of_an_old_font_are_told_and_never_become_words(
    tmp_path: Path, font: str, by_style: bool
) -> None:
    """What shows as "Bám sát" in TCVN3 would be printed as "B¸m s¸t"."""

    def change(document: Any) -> None:
        one = line(document, "Điều 1.")
        one.runs[-1].text = " B¸m s¸t"
        if by_style:
            one.style = document.styles.add_style("Cũ", 1)
        (one.style if by_style else one.runs[-1]).font.name = font

    (one,) = found(tmp_path, change)
    assert one.words.startswith("Chữ phông TCVN3, VNI, cần gõ lại bằng Unicode. Cũ: Điều 1.")
    texts = {"articles": "\n".join(DATA.articles)}
    assert leader_changes.carried(texts, ["articles"], [one]) == (texts, (one,))


def test_words_in_a_box_are_told_once_and_never_become_words(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        boxed = "<w:txbxContent><w:p><w:r><w:t>Đã xem, đồng ý</w:t></w:r></w:p></w:txbxContent>"
        names = (
            f'xmlns:w="{WORDS}" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        )
        line(document, "Điều 1.")._p.append(
            parse_xml(
                f"<w:r {names}><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>"
                f"{boxed}</mc:Fallback></mc:AlternateContent></w:r>"
            )
        )

    (one,) = found(tmp_path, change)
    assert one.words == "Ô chữ (Text Box). Thêm: Đã xem, đồng ý"
    texts = {"articles": "\n".join(DATA.articles)}
    assert leader_changes.carried(texts, ["articles"], [one]) == (texts, (one,))


def test_one_of_several_addressees_is_carried_though_they_are_one_paragraph(
    tmp_path: Path,
) -> None:
    texts = {"addressees": "Các cơ quan\nCác thôn, tổ dân phố\nCác chi bộ"}
    data = report(kind="", addressees=tuple(texts["addressees"].split("\n")))
    sheet = letter(data, profile("state"))
    own = Paper(PaperKind.REGISTRATION_LETTER, b"", "Công văn", "a.pdf", sheet=sheet)
    document = Document(io.BytesIO(sheet.word()))
    for node in document.element.body.iter(qn("w:t")):
        node.text = (node.text or "").replace("chi bộ", "chi bộ, chi đoàn")
    document.save(str(tmp_path / "sửa.docx"))
    changes = leader_changes.between(lambda: own, tmp_path / "sửa.docx")
    said, left = leader_changes.carried(texts, ["addressees"], changes)
    assert left == ()
    assert said == {"addressees": "Các cơ quan\nCác thôn, tổ dân phố\nCác chi bộ, chi đoàn"}


def test_article_taken_out_leaves_the_others_their_words_though_counted_anew(
    tmp_path: Path,
) -> None:
    def change(document: Any) -> None:
        first = line(document, "Điều 1.")
        first._p.getparent().remove(first._p)
        for number in range(2, len(DATA.articles) + 1):
            line(document, f"Điều {number}.").runs[0].text = f"Điều {number - 1}."

    changes = found(tmp_path, change)
    texts, left = leader_changes.carried(
        {"articles": "\n".join(DATA.articles)}, ["articles"], changes
    )
    assert (texts["articles"].split("\n"), left) == (list(DATA.articles[1:]), ())


@pytest.mark.parametrize(
    ("change", "texts"),
    [
        (Change("Kính gửi: Ban Thường vụ", "Kính trình: Ban Thường vụ"), {"to": "Ban Thường vụ"}),
        (Change("Về việc công nhận mô hình của các thôn năm 2026", ""), {"subject": "công nhận"}),
    ],
)
def test_what_the_paper_puts_around_a_wording_is_left_for_the_hand(
    change: Change, texts: dict[str, str]
) -> None:
    assert leader_changes.carried(texts, list(texts), [change]) == (texts, (change,))


def test_end_sign_of_another_kind_is_not_taken_into_the_wording() -> None:
    change = Change("- Như Điều 3;", "- Như Điều 4.")
    texts = {"receivers": "Như Điều 3"}
    made_, left = leader_changes.carried(texts, ["receivers"], [change])
    assert (made_, left) == ({"receivers": "Như Điều 4"}, ())


def test_file_as_libreoffice_and_word_write_it_again_says_nothing_new(tmp_path: Path) -> None:
    """Words parted into many runs, marks set apart from their letters: the same words."""

    def change(document: Any) -> None:
        run = line(document, "Điều 2.").runs[-1]
        for text in document.element.body.iter(qn("w:t")):
            text.text = unicodedata.normalize("NFD", text.text or "")
        words, run.text = run.text, ""
        for sign in words:
            run._r.addprevious(replaced(run, sign))

    assert found(tmp_path, change) == ()


def replaced(run: Any, letter: str) -> Any:
    one = parse_xml(f'<w:r xmlns:w="{WORDS}"><w:t xml:space="preserve">x</w:t></w:r>')
    one.find(qn("w:t")).text = letter
    return one


def test_wholly_other_file_is_compared_at_once(tmp_path: Path) -> None:
    rows = tuple(
        replace(DATA.annex_rows[0], name=f"Việc {number} của hội viên") for number in range(300)
    )
    other = recognition_decision(replace(DATA, annex_rows=rows), profile("party"))
    (tmp_path / "khác.docx").write_bytes(other.word())
    changes = leader_changes.between(paper, tmp_path / "khác.docx")
    assert len([one for one in changes if one.where]) >= 300
