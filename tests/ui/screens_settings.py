"""The settings page and its dialogs as pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.units import Channel, SubjectKind
from danvan_desktop.services import (
    award_figures,
    backup,
    legal_bases,
    office_settings,
    sample,
    succession,
    target_settings,
    units,
)
from danvan_desktop.services.award_figures import FigureDraft
from danvan_desktop.services.legal_bases import BaseDraft
from danvan_desktop.services.session import Session
from danvan_desktop.ui.bases_section import BaseDialog
from danvan_desktop.ui.body_dialog import BodyDialog
from danvan_desktop.ui.care_section import CareSection
from danvan_desktop.ui.figure_dialog import FigureDialog
from danvan_desktop.ui.gap_dialogs import AuthorityDialog
from danvan_desktop.ui.office_dialog import OfficeDialog
from danvan_desktop.ui.place_dialogs import UnitDialog, UnitsPasteDialog
from danvan_desktop.ui.profile_dialog import ProfileDialog
from danvan_desktop.ui.programmes_section import ProgrammesSection
from danvan_desktop.ui.settings_page import SettingsPage
from danvan_desktop.ui.settings_section import SettingsSection
from danvan_desktop.ui.succession_dialog import SuccessionDialog
from tests.screens import screen
from tests.ui.screens_frame import LONG, desk_at


def section(key: str, *, full: bool = True) -> tuple[QWidget, SettingsSection, Session]:
    desk = desk_at("settings", full=full, day=date(2026, 10, 5) if full else date(2026, 11, 21))
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_target(key)
    return desk.window, page.section_widget(key), desk.session


@screen("settings-office")
def office() -> QWidget:
    return section("office")[0]


@screen("settings-places-full")
def places() -> QWidget:
    window, shown, session = section("places")
    home = next(row for row in units.units(session) if row.depth == 1)
    ward = replace(home.draft(), parent=home.uid)
    made = [
        units.add_unit(session, replace(ward, name=name, kind=units.UnitKind.VILLAGE)).uid
        for name in ("Thôn Đông", "Thôn Đoài", f"Thôn {LONG}")
    ]
    succession.succeed_units(
        session, made[:2], made[2], date(2026, 9, 1), "Nghị quyết số 12/NQ-HĐND (mẫu)"
    )
    shown.reload(None)
    return window


@screen("settings-places-empty")
def places_empty() -> QWidget:
    return section("places", full=False)[0]


@screen("settings-bodies")
def bodies() -> QWidget:
    return section("bodies")[0]


@screen("settings-office-dialog", size=None)
def office_dialog() -> QWidget:

    window, shown, session = section("office")
    return OfficeDialog(
        window,
        shown.work.messages,
        office_settings.read(session),
        units.bodies(session, own_only=True),
        print,
    )


@screen("settings-unit-dialog", size=None)
def unit_dialog() -> QWidget:
    window, shown, session = section("places")
    rows = units.units(session)
    draft = replace(rows[-1].draft(), name=LONG)
    return UnitDialog(window, shown.work.messages, rows, draft, new=False, submit=print)


@screen("settings-units-paste", size=None)
def units_paste() -> QWidget:
    window, shown, session = section("places")
    rows = units.units(session)
    home = next(row for row in rows if row.depth == 1)
    dialog = UnitsPasteDialog(
        window, shown.work.messages, rows, home.uid, units.UnitKind.VILLAGE, print
    )
    dialog.form["names"].set_text("1. Thôn Đông\n2. Thôn Đoài\nTổ dân phố 3\nTổ dân phố 1")
    return dialog


@screen("settings-succession", size=None)
def succession_dialog() -> QWidget:
    window, shown, session = section("places")
    rows = units.units(session)
    return SuccessionDialog(
        window,
        shown.work.messages,
        [rows[-1].name, rows[-2].name],
        [(row.uid, row.path) for row in rows],
        print,
    )


@screen("settings-body-dialog", size=None)
def body_dialog() -> QWidget:
    window, shown, session = section("bodies")
    rows = units.bodies(session)
    from danvan_desktop.services.number_series import Series
    from danvan_desktop.ui.body_dialog import BodyInput

    return BodyDialog(
        window,
        shown.work.messages,
        session,
        units.units(session),
        rows,
        BodyInput(rows[0].draft(), Series.TERM),
        uid=rows[0].uid,
        submit=print,
    )


@screen("settings-programmes")
def programmes_section() -> QWidget:
    return section("programmes")[0]


@screen("settings-programmes-outline")
def programmes_outline() -> QWidget:
    window, shown, _ = section("programmes")
    assert isinstance(shown, ProgrammesSection)
    shown.tabs.setCurrentWidget(shown.outline)
    for row in (6, 7):
        shown.outline.topLevelItem(row).setExpanded(True)
    return window


@screen("settings-programmes-targets")
def programmes_targets() -> QWidget:
    window, shown, session = section("programmes")
    assert isinstance(shown, ProgrammesSection)
    target_settings.set_figure(session, sample.DEFAULT, "ty-le-cong-nhan", Decimal("62.5"))
    shown.reload(None)
    shown.tabs.setCurrentWidget(shown.targets)
    return window


@screen("settings-authority-dialog", size=None)
def authority_dialog() -> QWidget:
    _, shown, session = section("programmes")
    work = shown.work
    return AuthorityDialog(None, work.messages, work.programme, units.bodies(session), print)


@screen("settings-care")
def care() -> QWidget:
    window, shown, session = section("care")
    assert isinstance(shown, CareSection)
    shown._on_copied(backup.automatic_backup(session))
    return window


@screen("settings-care-empty")
def care_empty() -> QWidget:
    return section("care", full=False)[0]


@screen("settings-about")
def about() -> QWidget:
    return section("about")[0]


@screen("settings-figures")
def figures() -> QWidget:
    window, shown, session = section("figures")
    since = date(2024, 7, 1)
    source = "Nghị định về mức lương cơ sở (mẫu)"
    award_figures.save(session, FigureDraft("2.340.000", since, source))
    award_figures.save(session, FigureDraft("1.800.000", date(2023, 7, 1), source))
    for kind in ("Giấy khen", "Bằng khen"):
        for subject, factor in zip(SubjectKind, ("0,3", "0,15", "0,15"), strict=True):
            award_figures.save(session, FigureDraft(factor, since, LONG, kind, subject))
    shown.reload(None)
    return window


@screen("settings-figures-empty")
def figures_empty() -> QWidget:
    return section("figures", full=False)[0]


@screen("settings-figure-dialog", size=None)
def figure_dialog() -> QWidget:
    window, shown, session = section("figures")
    kinds = award_figures.kinds(session)
    return FigureDialog(window, shown.work.messages, kinds, partial(award_figures.save, session))


def drawn_profile(kind: int = 0) -> ProfileDialog:
    window, shown, session = section("bodies")
    body = units.bodies(session, own_only=True)[0]
    dialog = ProfileDialog(window, shown.work, body)
    dialog.sample_box.setCurrentIndex(kind)
    waited = QEventLoop()
    QTimer.singleShot(1500, waited.quit)
    waited.exec()
    return dialog


@screen("settings-profile")
def profile() -> QWidget:
    dialog = drawn_profile()
    dialog.rows["page.left_mm"].set_value(35)
    dialog.rows["page.right_mm"].set_value(90)
    return dialog


@screen("settings-profile-header")
def profile_header() -> QWidget:
    dialog = drawn_profile(1)
    dialog.open_group("Tiêu đề")
    style = dialog.rows["header.motto_styles.0"]
    style.set_value({**style.default, "bold": False})
    dialog.rows["header.left_share"].set_value(0.9)
    dialog.check()
    return dialog


@screen("settings-bases")
def bases() -> QWidget:
    window, shown, session = section("bases")
    for text in ("Căn cứ Quy chế làm việc của Đảng ủy (mẫu)", f"Căn cứ {LONG}"):
        legal_bases.save(session, BaseDraft(text, Channel.PARTY, date(2025, 7, 1)))
    shown.reload(None)
    return window


@screen("settings-base-dialog", size=None)
def base_dialog() -> QWidget:
    window, shown, session = section("bases")
    return BaseDialog(window, shown.work.messages, partial(legal_bases.save, session))
