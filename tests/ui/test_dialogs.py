from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFileDialog, QMessageBox

from danvan_desktop.errors import FieldError, StorageError, UserError
from danvan_desktop.ui import hands
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.messages import BUG_WHAT, Messages, ReasonDialog, error_parts


class UnitDialog(FormDialog[tuple[str, str]]):
    """A small dialog as a page would write one."""

    def __init__(self, messages: Messages, **more: Any) -> None:
        super().__init__(None, messages, title="Đơn vị", draft_key="unit.new", **more)
        self.form.add(LineField("name", "Tên", required=True))
        self.form.add(TextField("note", "Ghi chú"))
        self.begin()

    def input(self, values: dict[str, Any]) -> tuple[str, str]:
        return (values["name"], values["note"])


def shown(qtbot, answers, **more) -> UnitDialog:
    dialog = UnitDialog(answers, **more)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def test_save_gives_the_input_and_what_submit_returned(qtbot, answers):
    taken: list[tuple[str, str]] = []

    def submit(given: tuple[str, str]) -> str:
        taken.append(given)
        return "uid-1"

    dialog = shown(qtbot, answers, submit=submit)
    dialog.form["name"].set_text(" Thôn  mẫu ")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert (taken, dialog.given, dialog.result_value) == (
        [("Thôn mẫu", "")],
        ("Thôn mẫu", ""),
        "uid-1",
    )
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_empty_required_field_keeps_the_dialog_open(qtbot, answers):
    dialog = shown(qtbot, answers)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert dialog.form["name"].problem() != ""


def test_enter_in_a_field_never_closes(qtbot, answers):
    dialog = shown(qtbot, answers)
    qtbot.keyClicks(dialog.form["name"].editor, "Thon mau")
    qtbot.keyClick(dialog.form["name"].editor, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.form.mark_saved()


@pytest.mark.parametrize(
    "error",
    [UserError("Trùng tên."), StorageError("Ổ đĩa đã đầy."), FieldError("other", "Không hợp lệ.")],
)
def test_error_of_the_service_is_told_and_nothing_is_lost(qtbot, answers, error):
    def submit(_given: tuple[str, str]) -> None:
        raise error

    dialog = shown(qtbot, answers, submit=submit)
    dialog.form["name"].set_text("Thôn mẫu")
    dialog.accept()
    assert answers.said == [("error", error.what)]
    assert (dialog.isVisible(), dialog.form["name"].text()) == (True, "Thôn mẫu")
    dialog.form.mark_saved()


def test_field_error_of_the_service_stands_beside_its_field(qtbot, answers):
    def submit(_given: tuple[str, str]) -> None:
        raise FieldError("name", "Tên này đã có.")

    dialog = shown(qtbot, answers, submit=submit)
    dialog.form["name"].set_text("Thôn mẫu")
    dialog.accept()
    assert dialog.form["name"].problem() == "Tên này đã có."
    dialog.form.mark_saved()


def test_escape_asks_only_when_something_was_typed(qtbot, answers):
    dialog = shown(qtbot, answers)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert (dialog.isVisible(), answers.said) == (False, [])


def test_escape_then_cancel_stays(qtbot, answers):
    dialog = shown(qtbot, answers)
    dialog.form["name"].set_text("Thôn mẫu")
    answers.will("choose", None)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert (dialog.isVisible(), dialog.form["name"].text()) == (True, "Thôn mẫu")
    dialog.form.mark_saved()


def test_closing_with_the_cross_keeps_a_draft_when_wanted(qtbot, answers, drafts):
    dialog = shown(qtbot, answers, drafts=drafts)
    dialog.form["name"].set_text("Thôn mẫu")
    answers.will("choose", 1)
    dialog.close()
    again = shown(qtbot, answers, drafts=drafts)
    again._on_draft_used()
    assert not dialog.isVisible()
    assert again.form["name"].text() == "Thôn mẫu"
    again.form.mark_saved()


def test_draft_is_kept_while_typing_without_closing(qtbot, answers, drafts):
    dialog = shown(qtbot, answers, drafts=drafts)
    dialog.form["name"].set_text("Thôn mẫu")
    hands.until(lambda: "unit.new" in drafts.values, "kept")
    assert drafts.values["unit.new"]["name"] == "Thôn mẫu"
    dialog.form.mark_saved()


def test_saving_drops_the_draft(qtbot, answers, drafts):
    drafts.keep("unit.new", {"name": "Cũ"})
    dialog = shown(qtbot, answers, drafts=drafts)
    dialog.form["name"].set_text("Thôn mẫu")
    dialog.accept()
    assert drafts.values == {}


def test_error_of_a_bug_says_what_is_safe_and_shows_no_values():
    what, rest = error_parts(ValueError("Nguyễn Văn A"))
    assert what == BUG_WHAT
    assert "Nguyễn" not in rest


def test_reason_cannot_be_empty(qtbot):
    dialog = ReasonDialog(None, "Trả lại", "Vì sao trả lại?", "Trả lại")
    qtbot.addWidget(dialog)
    enabled = [dialog._yes.isEnabled()]
    for text in ("  \n ", " Thiếu xác nhận "):
        dialog._text.setPlainText(text)
        enabled.append(dialog._yes.isEnabled())
    assert (enabled, dialog.reason()) == ([False, False, True], "Thiếu xác nhận")


def press(qtbot, key: Qt.Key) -> None:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    qtbot.keyClick(box, key)


def test_confirm_of_danger_stays_on_escape_and_on_enter(qtbot):
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        QTimer.singleShot(50, lambda key=key: press(qtbot, key))
        assert not Messages().confirm(None, "Xóa 3 dòng?", yes="Xóa", danger=True)


def test_names_in_a_box_are_plain_text(qtbot):
    seen: list[tuple[Qt.TextFormat, str]] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append((box.textFormat(), box.text()))
        box.close()

    QTimer.singleShot(50, look)
    Messages().info(None, "Mô hình <b>A & B</b>")
    assert seen == [(Qt.TextFormat.PlainText, "Mô hình <b>A & B</b>")]


def test_standard_buttons_speak_vietnamese(qtbot):
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.Save | kinds.Yes | kinds.Close)
    qtbot.addWidget(box)
    assert sorted(button.text().replace("&", "") for button in box.buttons()) == sorted(
        ["Đồng ý", "Hủy", "Lưu", "Có", "Đóng"]
    )


def test_context_menu_of_a_line_speaks_vietnamese(qtbot):
    field = LineField("name", "Tên")
    qtbot.addWidget(field)
    menu = field.line.createStandardContextMenu()
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert words == ["Hoàn tác", "Làm lại", "Cắt", "Sao chép", "Dán", "Xóa", "Chọn tất cả"]
    menu.move(QPoint(0, 0))
    menu.deleteLater()


class Chosen(Messages):
    """Messages that confirm as told, and keep what was asked."""

    def __init__(self, agrees: bool = True) -> None:
        super().__init__()
        self.asked: list[str] = []
        self._agrees = agrees

    def confirm(self, parent: object, question: str, **_more: Any) -> bool:
        self.asked.append(question)
        return self._agrees


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("Tờ trình.pdf", "Tờ trình.pdf"),
        ("TO TRINH.PDF", "TO TRINH.PDF"),
        ("Tờ trình", "Tờ trình.pdf"),
        ("Tờ trình ngày 5.11", "Tờ trình ngày 5.11.pdf"),
    ],
)
def test_file_to_save_gets_the_ending_that_was_not_typed(qapp, tmp_path, monkeypatch, typed, saved):
    choose = lambda *asked: (str(tmp_path / typed), asked[3])  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    messages = Chosen()
    assert messages.save_file(None, "Lưu", "a.pdf", "Tệp PDF (*.pdf)") == tmp_path / saved
    assert messages.asked == []


@pytest.mark.parametrize("agrees", [True, False])
def test_file_whose_ending_was_added_is_not_replaced_unasked(qapp, tmp_path, monkeypatch, agrees):
    kept = tmp_path / "Tờ trình.pdf"
    kept.write_bytes(b"old")
    choose = lambda *asked: (str(tmp_path / "Tờ trình"), asked[3])  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    messages = Chosen(agrees)
    found = messages.save_file(None, "Lưu", "a.pdf", "Tệp PDF (*.pdf)")
    assert found == (kept if agrees else None)
    assert messages.asked == ["Tệp “Tờ trình.pdf” đã có. Thay bằng tệp mới?"]
