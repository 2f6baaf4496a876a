"""Pictures of registering: the list full and empty, the form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import FieldError
from danvan_desktop.services import registrations
from danvan_desktop.ui.carry_dialog import CarryDialog
from danvan_desktop.ui.registration_dialog import RegistrationDialog
from danvan_desktop.ui.registrations_page import RegistrationsPage
from danvan_desktop.ui.step_dialogs import StepDialog
from tests import factories
from tests.screens import screen
from tests.ui import desks


def _kept(desk: desks.Desk) -> QWidget:
    desk.window.setProperty("desk", desk)  # alive as long as the window
    return desk.window


@screen("registrations-empty")
def registrations_empty() -> QWidget:
    return _kept(desks.make_desk(desks.new_folder(), "registrations"))


@screen("registrations-full")
def registrations_full() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "registrations")
    uids = desks.fill(desk.session)
    registrations.record_step(desk.session, uids[1], StepKind.RETURNED, reason="Thiếu sản phẩm.")
    registrations.record_step(desk.session, uids[2], StepKind.WITHDRAWN, reason="Trùng.")
    desk.window.broadcast(None)
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    page.list_view.table.select(uids[4])
    return _kept(desk)


@screen("registrations-narrowed")
def registrations_narrowed() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "registrations")
    desks.fill(desk.session)
    desk.window.broadcast(None)
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    page.list_view.table.state.setCurrentIndex(3)
    return _kept(desk)


@screen("registration-dialog-new", size=None)
def dialog_new() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "registrations")
    dialog = RegistrationDialog(None, desk.work)
    dialog.setProperty("desk", desk)
    return dialog


@screen("registration-dialog-problems", size=None)
def dialog_problems() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "registrations")
    dialog = RegistrationDialog(None, desk.work)
    dialog.form["name"].set_text(desks.LONG)
    dialog.form["registered_on"].set_text("31/2/2026")
    dialog.form["unit"].set_text("Thôn không có")
    try:
        dialog.form.values()
    except FieldError:
        dialog.setProperty("desk", desk)
    return dialog


def _of_programme(programme_id: str, sector: str) -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "registrations", programme_id=programme_id)
    dialog = RegistrationDialog(desk.window, desk.work)
    dialog.form["name"].set_text("Nhà nông thu gom vỏ bao thuốc (mẫu)")
    if sector:
        dialog.form["sector"].set_value(sector)
    dialog._on_look_again()
    dialog.setProperty("desk", desk)
    return dialog


@screen("registration-dialog-farmers", size=None)
def dialog_farmers() -> QWidget:
    return _of_programme("hoi-nong-dan-bac-ninh-2021-2025", "kinh-te")


@screen("registration-dialog-headings", size=None)
def dialog_headings() -> QWidget:
    dialog = _of_programme("ban-dan-van-tinh-uy-2016-2020", "")
    assert isinstance(dialog, RegistrationDialog)
    bar = dialog._scroll.verticalScrollBar()
    bar.rangeChanged.connect(lambda _least, most: bar.setValue(most))
    return dialog


@screen("registration-dialog-no-sectors", size=None)
def dialog_no_sectors() -> QWidget:
    return _of_programme("mttq-cu-jut-2020", "")


@screen("registration-step", size=None)
def step() -> QWidget:
    return StepDialog(
        None,
        desks.Answers(),
        title="Trả lại",
        about="“Đoạn đường tự quản (mẫu)”.",
        today=factories.DAY,
    )


@screen("registration-sustain", size=None)
def sustain() -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "registrations")
    desks.fill(desk.session)
    return CarryDialog(None, desk.work, from_year=desks.YEAR)


def _quick(text: str, place: tuple[int, int]) -> QWidget:
    desk = desks.make_desk(desks.new_folder(), "registrations")
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    page.show_quick_entry()
    assert page.quick_entry is not None
    if text:
        page.quick_entry.grid.paste_text(text)
        page.quick_entry.grid.go(*place)
    return _kept(desk)


@screen("registrations-quick-empty")
def quick_empty() -> QWidget:
    return _quick("", (0, 0))


@screen("registrations-quick-full")
def quick_full() -> QWidget:
    lines = [
        f"Ngõ sạch số {n} (mẫu)\tTổ dân phố {2 if n % 2 else 10}\tKT\ttập thể\tPhân loại rác."
        for n in range(1, 15)
    ]
    lines[3] = f"{desks.LONG}\tTổ dân phố 5\tgiáo dục\tnhóm\t\t\tcũ"
    lines[6] = "Ngõ sạch số 1 (mẫu)\t\tVHXH\tHộ\tGiữ vệ sinh chung trong ngõ, trồng hoa."
    return _quick("\n".join(lines), (3, 1))
