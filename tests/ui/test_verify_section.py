"""“Kiểm tra giấy” over a real data folder: pasted text, pictures, what is no code."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from danvan_desktop.domain import paper_code
from danvan_desktop.domain.paper_code import CodeFacts
from danvan_desktop.services import paper_codes, signing
from danvan_desktop.ui import hands
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.verify_section import VerifySection
from tests.services.test_paper_codes import FACTS, printed
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.scoring_factories import settle


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "dữ liệu", "settings", answers)
    yield made
    desks.close(made)


@pytest.fixture
def section(desk: Desk) -> Iterator[VerifySection]:
    made = VerifySection(desk.work)
    made.show()
    yield made
    made.deleteLater()


def said(section: VerifySection) -> list[str]:
    settle()
    widgets = [section.results.itemAt(place).widget() for place in range(section.results.count())]
    return [
        label.text()
        for widget in widgets
        if widget is not None
        for label in [widget, *widget.findChildren(QLabel)]
        if isinstance(label, QLabel) and label.text()
    ]


def test_pasted_code_is_said_to_be_true_with_its_facts(desk: Desk, section: VerifySection) -> None:
    section.code.setPlainText(paper_codes.make(desk.session, FACTS))
    section.check_button.click()
    found = said(section)
    assert found[0].startswith("Giấy đúng. Giấy do ")
    assert FACTS.recipient in found
    assert "15/10/2026" in found


def test_picture_of_a_paper_is_read(
    desk: Desk, section: VerifySection, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "ảnh chụp.png"
    printed(paper_codes.make(desk.session, FACTS), 300).save(path)
    answers.will("open_files", [path])
    section.drop.button.click()
    read(desk)
    assert said(section)[0].startswith("Giấy đúng.")


def read(desk: Desk) -> None:
    hands.until(lambda: not desk.runner.busy, "the file is read")


def test_letter_changed_in_a_pasted_code_is_said_to_be_changed(
    desk: Desk, section: VerifySection
) -> None:
    text = code(desk)
    section.code.setPlainText(text[:40] + ("A" if text[40] != "A" else "B") + text[41:])
    section.check_button.click()
    (words,) = said(section)
    assert words.startswith("Nội dung đã bị sửa.")


def test_unknown_issuer_is_said_with_what_the_paper_says(
    desk: Desk, section: VerifySection
) -> None:
    pair = signing.generate()
    before = paper_code.unsigned(FACTS, pair.public)
    signature = signing.sign(pair.private, paper_code.to_sign(before))
    section.code.setPlainText(paper_code.text_of(before, signature))
    section.check_button.click()
    found = said(section)
    assert found[0].startswith("Chưa biết cơ quan cấp.")
    assert FACTS.recipient in found


def test_scan_with_several_codes_is_summed_up(
    desk: Desk, section: VerifySection, answers: Answers, tmp_path: Path
) -> None:
    text = code(desk)
    sheets = [printed(one, 300) for one in (text, text[:-6])]
    path = tmp_path / "máy quét.pdf"
    sheets[0].save(path, save_all=True, append_images=sheets[1:])
    section.drop.files.emit([path])
    read(desk)
    found = said(section)
    assert found[0] == "2 mã: 1 giấy đúng, 1 đã bị sửa."
    assert found[1].startswith("Nội dung đã bị sửa.")


def test_several_pictures_are_all_read_and_told_by_their_names(
    desk: Desk, section: VerifySection, answers: Answers, tmp_path: Path
) -> None:
    text = code(desk)
    names = ("một.png", "hai.png", "ba.png", "bốn.png")
    for name, one in zip(names, (text, text[:-6], "https://x.invalid", ""), strict=True):
        if one:
            printed(one, 300).save(tmp_path / name)
    section.drop.files.emit([tmp_path / name for name in names])
    read(desk)
    found = [words for words in said(section) if ": " in words]
    assert [words.partition(".png: ")[0] for words in found[1:]] == ["hai", "một"]
    assert found[0] == "2 mã: 1 giấy đúng, 1 đã bị sửa."
    assert answers.said[-1] == ("error", "Không kiểm tra được 2 tệp.")


@pytest.mark.parametrize("box", ["drop", "code"])
def test_picture_on_the_clipboard_is_pasted(
    desk: Desk, section: VerifySection, tmp_path: Path, box: str
) -> None:
    path = tmp_path / "màn hình.png"
    printed(code(desk), 200).save(path)
    data = QMimeData()
    data.setImageData(QImage(str(path)))
    QGuiApplication.clipboard().setMimeData(data)
    target = getattr(section, box)
    target.setFocus()
    QTest.keyClick(target, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    read(desk)
    assert said(section)[0].startswith("Giấy đúng.")
    assert section.code.toPlainText() == ""


def test_book_pasted_by_mistake_does_not_hold_the_window(
    section: VerifySection, answers: Answers
) -> None:
    data = QMimeData()
    data.setText("DVK:" + "A" * 10_000_000)
    start = time.thread_time()
    section.code.insertFromMimeData(data)
    section.check_button.click()
    settle()
    assert said(section)[0].startswith("Nội dung đã bị sửa.")
    assert time.thread_time() - start < 5


def test_file_that_cannot_be_read_clears_what_was_shown(
    desk: Desk, section: VerifySection, answers: Answers, tmp_path: Path
) -> None:
    section.show_results((paper_codes.check_text(desk.session, code(desk)),))
    path = tmp_path / "hỏng.jpg"
    path.write_bytes(b"khong phai anh")
    section.drop.files.emit([path])
    read(desk)
    assert said(section) == []
    assert "Không đọc được" in str(answers.said[-1])


def test_text_that_is_no_code_is_told_and_clears_what_was_shown(
    desk: Desk, section: VerifySection, answers: Answers
) -> None:
    section.show_results((paper_codes.check_text(desk.session, code(desk)),))
    section.code.setPlainText("không phải mã")
    section.check_button.click()
    assert said(section) == []
    assert answers.said[-1][0] == "error"


def code(desk: Desk) -> str:
    return paper_codes.make(desk.session, CodeFacts("C", "Tổ tự quản (mẫu)"))
