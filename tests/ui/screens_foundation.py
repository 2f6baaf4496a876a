"""The foundation's own widgets as pictures: the shell, a list, a form."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from danvan_desktop.domain.dates import format_date
from danvan_desktop.errors import FieldError, StorageError
from danvan_desktop.ui import icons, theme
from danvan_desktop.ui.calendar_view import DayMark, MarkKind, MonthView
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import CalendarPopup, DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.fields import LineField, NumberField, TextField
from danvan_desktop.ui.file_drop import FileDropArea
from danvan_desktop.ui.form import Form
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.messages import Messages, ReasonDialog
from danvan_desktop.ui.paper_dialog import PaperDialog
from danvan_desktop.ui.places import Place
from danvan_desktop.ui.steps import Step, StepsLine, StepState
from danvan_desktop.ui.stores import MemorySettings
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.tasks import ProgressDialog, TaskRunner
from danvan_desktop.ui.theme import Tone
from tests.screens import screen

PLACES = (
    ("overview", "Tổng quan", "overview"),
    ("registrations", "Đăng ký", "register"),
    ("follow", "Theo dõi thực hiện", "follow"),
    ("evaluation", "Đánh giá", "evaluate"),
    ("recognition", "Công nhận - Khen thưởng", "recognise"),
    ("calendar", "Lịch công việc", "calendar"),
    ("exchange", "Gửi và nhận", "exchange"),
    ("settings", "Thiết lập", "settings"),
)


@dataclass(frozen=True)
class SampleRow:
    """A registration as a list shows it."""

    number: int
    name: str
    unit: str
    sector: str
    due: date
    state: str
    tone: Tone


NAMES = (
    "Đoạn đường tự quản xanh - sạch - đẹp (mẫu)",
    "Tổ hợp tác nuôi cá lồng trên sông (mẫu)",
    "Camera an ninh, nhà nhà bình yên (mẫu)",
    "Vận động nhân dân hiến đất mở rộng đường liên thôn, chỉnh trang khu dân cư kiểu mẫu và giữ gìn"
    " nếp sống văn minh trong việc cưới, việc tang (mẫu)",
)
STATES = (
    ("Đang thực hiện", Tone.INFO),
    ("Đã công nhận", Tone.GOOD),
    ("Chưa đánh giá", Tone.WARN),
    ("Trả lại", Tone.BAD),
    ("Nháp", Tone.NEUTRAL),
)
SECTORS = ("Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị")

COLUMNS: tuple[Column[SampleRow], ...] = (
    Column("number", "STT", lambda row: str(row.number), "right", 4, sort_key=lambda r: r.number),
    Column("name", "Tên mô hình, điển hình", lambda row: row.name, width=48),
    Column("unit", "Đơn vị, cá nhân đăng ký", lambda row: row.unit, width=30),
    Column("sector", "Lĩnh vực", lambda row: row.sector, width=24),
    Column("due", "Ngày đăng ký", lambda r: format_date(r.due), width=12, sort_key=lambda r: r.due),
    Column("state", "Tình trạng", lambda row: row.state, width=18, icon=lambda row: row.tone),
)


def sample_rows(count: int) -> list[SampleRow]:
    """Rows that look like an office's list, marked as samples."""
    return [
        SampleRow(
            number + 1,
            NAMES[number % len(NAMES)],
            f"Đơn vị mẫu {number % 9 + 1}",
            SECTORS[number % len(SECTORS)],
            date(2026, number % 12 + 1, number % 28 + 1),
            *STATES[number % len(STATES)],
        )
        for number in range(count)
    ]


def list_page(count: int) -> QWidget:
    """A page with a title, a button and a list."""
    page = QWidget()
    title = QLabel("Đăng ký mô hình, điển hình")
    theme.role(title, "title")
    add = QPushButton(icons.icon("add", theme.COLOURS.on_accent), "Thêm đăng ký")
    theme.role(add, "primary")
    export = QPushButton(icons.icon("table"), "Xuất danh sách")
    head = QHBoxLayout()
    head.addWidget(title)
    head.addStretch(1)
    head.addWidget(export)
    head.addWidget(add)
    model: RowsModel[SampleRow] = RowsModel(COLUMNS, row_key=lambda row: row.number)
    model.set_rows(sample_rows(count))
    table = DataTable(
        model,
        name="sample",
        store=MemorySettings(),
        empty=Empty(
            "Chưa có đăng ký nào trong năm 2026",
            "Thêm từng đăng ký, hoặc dán cả bảng từ Excel.",
            "register",
            "Thêm đăng ký",
        ),
    )
    if count:
        table.view.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
        table.view.selectRow(2)
    layout = QVBoxLayout(page)
    edge = theme.gap() * 2
    layout.setContentsMargins(edge, edge, edge, theme.gap())
    layout.setSpacing(theme.gap())
    layout.addLayout(head)
    layout.addWidget(table, 1)
    return page


def window(count: int) -> MainWindow:
    """The shell with list pages in it."""
    messages = Messages()
    runner = TaskRunner(messages)
    made = MainWindow(
        [Place(key, title, icon, lambda: list_page(count)) for key, title, icon in PLACES],
        messages=messages,
        runner=runner,
        search=lambda _text: [],
    )
    runner.setParent(made)
    made.set_programmes([("a", "Phong trào thi đua “Dân vận khéo” giai đoạn 2026 - 2030 (mẫu)")])
    made.set_years(range(2026, 2031), 2026)
    made.set_office("Đơn vị mẫu - xã Mẫu")
    made.set_backup("Sao lưu gần nhất: 20/11/2026 17:05", Tone.GOOD)
    made.go("registrations")
    return made


class SampleDialog(FormDialog[dict[str, Any]]):
    """A form with every kind of field."""

    def __init__(self) -> None:
        super().__init__(None, Messages(), title="Thêm đăng ký")
        self.form.add(LineField("name", "Tên mô hình", required=True))
        self.form.add_row(
            ChoiceField("sector", "Lĩnh vực", [(s, s) for s in SECTORS], required=True),
            ChoiceField("unit", "Đơn vị", [("1", "Đơn vị mẫu 1")], editable=True),
        )
        self.form.add_row(
            DateField("day", "Ngày đăng ký", hint="Hạn đăng ký: trước ngày 25/02"),
            NumberField("value", "Giá trị quy ra tiền", unit="triệu đồng"),
        )
        self.form.add(TextField("content", "Nội dung chính", required=True, limit=2000))
        more = self.form.section("Mười mục của bản đăng ký", folded=True)
        self.form.add(TextField("goals", "Mục tiêu"), to=more)
        self.begin()

    def input(self, values: dict[str, Any]) -> dict[str, Any]:
        return values


@screen("foundation-window-full")
def window_full() -> QWidget:
    return window(64)


@screen("foundation-window-empty")
def window_empty() -> QWidget:
    return window(0)


@screen("foundation-form-empty", size=None)
def form_empty() -> QWidget:
    return SampleDialog()


@screen("foundation-form-problems", size=None)
def form_problems() -> QWidget:
    dialog = SampleDialog()
    dialog.form["name"].set_text(NAMES[3])
    dialog.form["day"].set_text("30/2/2026")
    dialog.form["content"].set_text("Vận động nhân dân góp công, góp của. " * 8)
    try:
        dialog.form.values()
    except FieldError:
        dialog.form["sector"].setFocus()
    return dialog


@screen("foundation-calendar")
def month() -> QWidget:
    page = QWidget()
    today = date(2026, 2, 20)
    view = MonthView(today)
    kinds = list(MarkKind)
    marks = [
        DayMark(date(2026, 2, 24), "Gửi danh sách đăng ký về Huyện ủy (mẫu)", MarkKind.DUE, "a"),
        DayMark(date(2026, 2, 24), "Báo cáo quý I (mẫu)", MarkKind.UPCOMING, "b"),
    ]
    marks += [DayMark(date(2026, 2, 10), f"Việc mẫu {n}", kinds[n % 5], str(n)) for n in range(7)]
    marks += [DayMark(date(2026, 2, 3 + 5 * n), "Việc mẫu", kinds[n], str(n)) for n in range(5)]
    view.show_marks(marks)
    steps = StepsLine()
    steps.show_steps(
        [
            Step("Đăng ký", StepState.DONE, "12/02/2026"),
            Step("Thực hiện", StepState.DONE, "từ 15/02/2026"),
            Step("Đánh giá", StepState.NOW, "còn 2 tiêu chí"),
            Step("Bình xét", StepState.TODO),
            Step("Công nhận", StepState.TODO),
        ]
    )
    layout = QVBoxLayout(page)
    layout.addWidget(steps)
    layout.addWidget(view, 1)
    return page


@screen("foundation-files", size=None)
def files() -> QWidget:
    form = Form()
    form.add(FileDropArea("photos", "Ảnh minh chứng", Messages(), hint="Kèm ngày chụp nếu có."))
    full = FileDropArea("files", "Tệp minh chứng", Messages())
    full.set_value([Path("anh-duong-hoa.jpg"), Path("Báo cáo kết quả (mẫu).docx")])
    full.set_problem("Không nhận ghi-am.mp3: chỉ nhận .jpg, .png, .pdf, .docx.")
    form.add(full)
    form.finish()
    form.resize(720, 380)
    return form


def sample_pdf() -> bytes:
    """Three pages, the last one flat."""
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=A4)
    for number, size in enumerate((A4, A4, landscape(A4)), 1):
        canvas.setPageSize(size)
        canvas.setFont("Helvetica", 14)
        for line in range(20):
            canvas.drawString(80, size[1] - 80 - line * 22, f"Trang {number}, line {line + 1}")
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


@screen("foundation-paper")
def paper() -> QWidget:
    return PaperDialog(None, Messages(), "Danh sách (mẫu)", sample_pdf(), "danh-sach.pdf")


@screen("foundation-reason", size=None)
def reason() -> QWidget:
    return ReasonDialog(None, "Trả lại đăng ký", "Vì sao trả lại 3 đăng ký đã chọn?", "Trả lại")


@screen("foundation-progress", size=None)
def progress() -> QWidget:
    dialog = ProgressDialog("In giấy chứng nhận")
    dialog.show_progress(12, 40, "Đang vẽ giấy chứng nhận")
    return dialog


@screen("foundation-date-popup", size=None)
def date_popup() -> QWidget:
    popup = CalendarPopup(None)
    popup.calendar.setSelectedDate(QDate(2026, 2, 24))
    popup.setWindowFlag(Qt.WindowType.Popup, False)
    return popup


@screen("foundation-confirm", size=None)
def confirm() -> QWidget:
    return Messages().confirm_box(
        None,
        "Xóa 3 đăng ký đã chọn?",
        detail="Đăng ký đã xóa vẫn còn trong nhật ký của đơn vị.",
        yes="Xóa",
        danger=True,
    )[0]


@screen("foundation-error", size=None)
def error() -> QWidget:
    return Messages().error_box(
        None,
        StorageError(
            "Ổ đĩa đã đầy, chưa ghi được tệp “danh-sach-dang-ky-2026.xlsx”.",
            safe="Dữ liệu của đơn vị vẫn nguyên vẹn.",
            todo="Giải phóng dung lượng hoặc chọn nơi lưu khác, rồi thực hiện lại.",
        ),
    )


@screen("foundation-long-error", size=None)
def long_error() -> QWidget:
    return Messages().error_box(
        None, StorageError("Không nhận được: " + NAMES[3] + ". " + NAMES[3])
    )


@screen("foundation-menu", size=None)
def menu() -> QWidget:
    page = list_page(3)
    table = page.findChild(DataTable)
    assert isinstance(table, DataTable)
    table.add_action("Mở hồ sơ", page.update, icon="edit", shortcut="F2")
    table.add_action("Trả lại...", page.update, icon="return")
    shown = table.menu()
    shown.setParent(None)
    shown.page = page  # type: ignore[attr-defined]
    return shown
