from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from danvan_desktop.errors import FieldError
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.fields import LineField, NumberField, TextField
from danvan_desktop.ui.form import Form

SECTORS = [("KT", "Kinh tế"), ("VHXH", "Văn hóa - xã hội"), ("QPAN", "Quốc phòng - an ninh")]


def made_form(qtbot) -> Form:
    form = Form()
    form.add(LineField("name", "Tên mô hình", required=True, limit=20))
    more = form.section("Thêm", folded=True)
    form.add(DateField("day", "Ngày đăng ký"), to=more)
    form.add_row(ChoiceField("sector", "Lĩnh vực", SECTORS), NumberField("value", "Giá trị"))
    form.finish()
    qtbot.addWidget(form)
    form.show()
    return form


def test_line_pasted_with_line_breaks_is_one_clean_line(qtbot):
    field = LineField("name", "Tên")
    qtbot.addWidget(field)
    field.set_text("  Đường\u200b hoa\u202e\n  đẹp ")
    assert field.value() == "Đường hoa đẹp"


def test_line_over_its_limit_is_refused_not_cut(qtbot):
    field = LineField("name", "Tên", limit=5)
    qtbot.addWidget(field)
    field.set_text("Đường hoa")
    with pytest.raises(FieldError):
        field.value()
    assert field.text() == "Đường hoa"


def test_enter_in_a_line_goes_to_the_next_field(qtbot):
    form = made_form(qtbot)
    qtbot.keyClicks(form["name"].editor, "Ao ca")
    qtbot.keyClick(form["name"].editor, Qt.Key.Key_Return)
    assert form["name"].text() == "Ao ca"


def test_book_pasted_by_mistake_is_cut_and_refused_by_the_field(qtbot):
    field = TextField("summary", "Nội dung", limit=4000)
    qtbot.addWidget(field)
    data = QMimeData()
    data.setText("chữ " * 2_500_000)
    start = time.thread_time()
    field.area.insertFromMimeData(data)
    assert time.thread_time() - start < 5
    with pytest.raises(FieldError, match=r"dài quá 4\.000 ký tự"):
        field.value()


def test_text_pasted_from_word_keeps_words_only(qtbot):
    field = TextField("content", "Nội dung")
    qtbot.addWidget(field)
    data = QMimeData()
    data.setText("Mục 1\r\n\r\n\r\n\r\n\r\nMục\u00a02")
    data.setHtml("<b>Mục 1</b><p>Mục 2")
    field.area.insertFromMimeData(data)
    assert field.value() == "Mục 1\n\n\nMục 2"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("5/3/2026", date(2026, 3, 5)),
        ("05-03-2026", date(2026, 3, 5)),
        ("05032026", date(2026, 3, 5)),
        ("", None),
    ],
)
def test_date_is_read_as_typed(qtbot, typed, read):
    field = DateField("day", "Ngày")
    qtbot.addWidget(field)
    field.set_text(typed)
    assert field.value() == read


def test_date_is_written_out_when_the_field_is_left(qtbot):
    field = DateField("day", "Ngày")
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, "5/3/2026")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.text() == "05/03/2026"


def test_date_no_calendar_has_is_said_beside_the_field(qtbot):
    field = DateField("day", "Ngày đăng ký")
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, "30/2/2026")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert "30/02/2026" in field.problem()
    assert field.text() == "30/2/2026"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("9,5", Decimal("9.5")), ("9.5", Decimal("9.5")), ("1.234,5", Decimal("1234.5"))],
)
def test_number_takes_comma_and_dot(qtbot, typed, read):
    field = NumberField("value", "Giá trị")
    qtbot.addWidget(field)
    field.set_text(typed)
    assert field.value() == read


@pytest.mark.parametrize("typed", ["9,555", "-1", "101", "chín"])
def test_number_out_of_its_rules_is_refused(qtbot, typed):
    field = NumberField("value", "Giá trị", maximum=Decimal(100))
    qtbot.addWidget(field)
    field.set_text(typed)
    with pytest.raises(FieldError) as refused:
        field.value()
    assert refused.value.field == "value"


def test_choice_is_found_by_typing_without_marks(qtbot):
    field = ChoiceField("sector", "Lĩnh vực", SECTORS)
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.box.lineEdit(), "van hoa")
    qtbot.keyClick(field.box.lineEdit(), Qt.Key.Key_Return)
    assert field.value() == "VHXH"


def test_choice_that_begins_with_what_is_typed_comes_before_others_that_hold_it(qtbot):
    bodies = [(1, "Ban Xây dựng Đảng Đảng ủy xã Mẫu"), (2, "Đảng ủy xã Mẫu")]
    field = ChoiceField("body", "Cơ quan ban hành", bodies)
    qtbot.addWidget(field)
    field.set_text("dang uy")
    assert field.value() == 2


def test_choice_not_in_the_list_is_refused(qtbot):
    field = ChoiceField("sector", "Lĩnh vực", SECTORS)
    qtbot.addWidget(field)
    field.set_text("Thể thao")
    with pytest.raises(FieldError):
        field.value()


def test_editable_choice_takes_other_words(qtbot):
    field = ChoiceField("unit", "Đơn vị", [("a", "Đơn vị mẫu 1")], editable=True)
    qtbot.addWidget(field)
    field.set_text("Đơn vị mẫu 2")
    assert field.value() == "Đơn vị mẫu 2"


def test_form_shows_every_reason_and_raises_the_first(qtbot):
    form = made_form(qtbot)
    form["day"].set_text("32/1/2026")
    with pytest.raises(FieldError) as refused:
        form.values()
    shown = {field.name: bool(field.problem()) for field in form}
    assert refused.value.field == "name"
    assert shown == {"name": True, "day": True, "sector": False, "value": False}


def test_form_opens_the_folded_section_of_a_problem(qtbot):
    form = made_form(qtbot)
    form.show_problem(FieldError("day", "Ngày đăng ký: sau hạn."))
    assert form["day"].isVisible()
    assert form["day"].problem() == "Ngày đăng ký: sau hạn."


def test_form_without_the_field_leaves_the_error_to_the_caller(qtbot):
    form = made_form(qtbot)
    assert form.show_problem(FieldError("other", "x")) is False


def test_typing_takes_the_reason_away(qtbot):
    form = made_form(qtbot)
    form["name"].set_problem("Chưa nhập tên mô hình.")
    qtbot.keyClicks(form["name"].editor, "A")
    assert form["name"].problem() == ""


def test_form_values_round_trip_and_count_as_saved(qtbot):
    form = made_form(qtbot)
    values = {
        "name": "Ao cá",
        "day": date(2026, 3, 5),
        "sector": "KT",
        "value": Decimal("1.5"),
    }
    form.set_values(values)
    assert form.values() == values
    assert not form.is_changed()


def test_every_field_has_an_accessible_name(qtbot):
    form = made_form(qtbot)
    assert [field.editor.accessibleName() for field in form] == [
        "Tên mô hình (bắt buộc)",
        "Ngày đăng ký",
        "Lĩnh vực",
        "Giá trị",
    ]


DATES = [("a", "Quyết định (số, ngày, cơ quan)"), ("b", "Ngày quyết định"), ("c", "Năm")]


def shown_choice(qapp: QApplication) -> Iterator[ChoiceField]:
    made = ChoiceField("source", "Ô này ghi", DATES)
    made.show()
    made.activateWindow()
    yield made
    made.deleteLater()


choice = pytest.fixture(shown_choice)


def listed(field: ChoiceField) -> list[str]:
    model = field.box.completer().popup().model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_click_on_a_choice_shows_the_whole_list(choice: ChoiceField) -> None:
    choice.set_value("c")
    line = choice.box.lineEdit()
    assert line is not None
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    popup = choice.box.completer().popup()
    assert popup.isVisible()
    assert listed(choice) == [words for _, words in DATES]
    popup.hide()


def test_enter_takes_the_match_that_begins_as_typed(choice: ChoiceField) -> None:
    line = choice.box.lineEdit()
    assert line is not None
    line.setFocus()
    QTest.keyClicks(line, "ngay quyet")
    assert listed(choice) == ["Ngày quyết định", "Quyết định (số, ngày, cơ quan)"]
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert (choice.value(), choice.problem()) == ("b", "")
    assert not choice.box.completer().popup().isVisible()


def test_arrows_go_on_from_what_is_chosen(choice: ChoiceField) -> None:
    choice.set_value("b")
    line = choice.box.lineEdit()
    assert line is not None
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    popup = choice.box.completer().popup()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert choice.value() == "c"
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    for letter in "quyet":
        QTest.keyClick(popup, letter)
    assert listed(choice) == ["Quyết định (số, ngày, cơ quan)", "Ngày quyết định"]
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert choice.value() == "a"
