"""The tour's registrations: one in the full form, the others in the grid, papers and workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QGuiApplication

from danvan_desktop.domain.programmes import HEADINGS
from danvan_desktop.domain.registrations import Newness, RegistrationDraft
from danvan_desktop.services import pasting, registration_list, registrations, sample, units
from danvan_desktop.services.quick_entry import COLUMNS, Cell
from danvan_desktop.services.quick_entry import HEADINGS as GRID_HEADINGS
from danvan_desktop.services.sample import Sample
from danvan_desktop.ui import hands
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.paper_dialog import PaperDialog
from danvan_desktop.ui.registration_dialog import LOOK_AGAIN_MS, RegistrationDialog
from danvan_desktop.ui.registrations_page import RegistrationsPage
from danvan_desktop.ui.tour_album import Album


def page_of(desk: Desk) -> RegistrationsPage:
    """The page of registrations, at its list."""
    desk.window.go("registrations")
    page = desk.window.page("registrations")
    assert isinstance(page, RegistrationsPage)
    page.show_list()
    return page


def register_all(album: Album, desk: Desk, found: Sample) -> None:
    """Every registration of the sample: the first in the form, what the grid can hold in it."""
    drafts = sample.draft_registrations(desk.session, found.programme)
    first = drafts[0]
    in_grid = [one for one in drafts[1:] if _fits_grid(one, first)]
    in_form = [first, *(one for one in drafts[1:] if one not in in_grid)]
    page_of(desk)
    album.picture(desk.window, "dang-ky-trong")
    for number, draft in enumerate(in_form):
        with_picture = "dang-ky-phieu-day-du" if number == 0 else ""
        _enter_in_form(album, desk, draft, with_picture)
    if in_grid:
        _enter_in_grid(album, desk, in_grid)
        for draft in in_grid:
            _complete(album, desk, draft)
    rows = registration_list.all_rows(desk.session, found.programme, found.year)
    album.expect(
        sorted(row.name for row in rows),
        sorted(draft.listed_name for draft in drafts),
        "registrations",
    )
    album.picture(desk.window, "dang-ky-danh-sach")


def _fits_grid(draft: RegistrationDraft, first: RegistrationDraft) -> bool:
    """The grid enters lines of one title and level, without what only the form asks."""
    return (draft.title, draft.level) == (first.title, first.level) and bool(draft.name)


def _enter_in_form(album: Album, desk: Desk, draft: RegistrationDraft, picture: str) -> None:
    def fill(dialog: RegistrationDialog) -> None:
        _fill_form(dialog, draft)
        if picture:
            hands.settle(LOOK_AGAIN_MS + 50)
            album.picture(dialog, picture)
        dialog.save_button.click()
        album.messages.check()

    with hands.on(RegistrationDialog, fill):
        page_of(desk).list_view.add_button.click()


def _fill_form(dialog: RegistrationDialog, draft: RegistrationDraft) -> None:
    """The draft's values in the order of the form; the name is typed key by key."""
    form = dialog.form
    for name in ("title", "subject_kind", "level", "unit", "sector"):
        form[name].set_value(getattr(draft, name) or None)
    name_line = form["name"]
    name_line.set_text("")
    hands.type_text(name_line.editor, draft.name)
    for field in ("summary", "subject_name", "position", "person_in_charge", "address"):
        form[field].set_text(getattr(draft, field))
    for field in ("quantified_value", "registered_with_name"):
        form[field].set_text(getattr(draft, field))
    if draft.initiative_kind:
        form["initiative_kind"].set_value(draft.initiative_kind)
    form["registered_on"].set_value(draft.registered_on)
    for key in HEADINGS:
        form[key].set_text(draft.headings.get(key, ""))


def _enter_in_grid(album: Album, desk: Desk, drafts: list[RegistrationDraft]) -> None:
    """A block as it is copied from Excel, with its headings, pasted and saved."""
    page = page_of(desk)
    page.show_quick_entry()
    entry = page.quick_entry
    assert entry is not None
    entry.title.setCurrentIndex(entry.title.findData(drafts[0].title))
    entry.level.setCurrentIndex(entry.level.findData(drafts[0].level))
    heads = [GRID_HEADINGS[cell][0] for cell in COLUMNS]
    block = [heads, *([_cell(desk, draft, cell) for cell in COLUMNS] for draft in drafts)]
    QGuiApplication.clipboard().setText(pasting.write_block(block))
    entry.grid.paste()
    album.picture(desk.window, "dang-ky-nhap-nhanh")
    entry.save_button.click()
    album.messages.check()


def _cell(desk: Desk, draft: RegistrationDraft, cell: Cell) -> str:
    plan = desk.work.programme
    texts: dict[Cell, Callable[[], str]] = {
        Cell.NAME: lambda: draft.name,
        Cell.PLACE: lambda: next(
            row.name for row in units.units(desk.session) if row.uid == draft.unit
        ),
        Cell.SECTOR: lambda: plan.sector(draft.sector).name if draft.sector else "",
        Cell.KIND: lambda: draft.subject_kind.label,
        Cell.SUMMARY: lambda: draft.summary,
        Cell.PERSON: lambda: draft.person_in_charge,
        Cell.NEWNESS: lambda: Newness.NEW.label,
    }
    return texts[cell]()


def _complete(album: Album, desk: Desk, draft: RegistrationDraft) -> None:
    """What the grid does not ask for, in the full form of the line it made."""
    page = page_of(desk)
    rows = registration_list.all_rows(desk.session, desk.work.programme_id, desk.work.year)
    uid = next(row.uid for row in rows if row.name == draft.name)
    page.list_view.table.select(uid)

    def fill(dialog: RegistrationDialog) -> None:
        _fill_form(dialog, draft)
        dialog.save_button.click()
        album.messages.check()

    with hands.on(RegistrationDialog, fill):
        page.list_view.edit_button.click()
    kept, _ = registrations.draft_of(desk.session, uid)
    wanted = replace(draft, initiative=kept.initiative, headings=kept.headings)
    album.expect((kept.name, kept.subject_name), (wanted.name, wanted.subject_name), "completed")


def print_papers(album: Album, desk: Desk) -> None:
    """Registration form of the first line, the list as PDF, the list as workbook."""
    page = page_of(desk)
    rows = registration_list.all_rows(desk.session, desk.work.programme_id, desk.work.year)
    page.list_view.table.select(rows[0].uid)
    actions = page.list_view.actions_on_rows
    save_paper(album, actions.on_print_form, "phieu-dang-ky")
    save_paper(album, actions.on_print_list, "danh-sach-dang-ky")
    album.messages.save_to = album.path("danh-sach-dang-ky.xlsx")
    page.list_view.export_button.click()
    hands.until(lambda: not desk.runner.busy, "workbook")
    album.expect(album.path("danh-sach-dang-ky.xlsx").exists(), True, "workbook")


def save_paper(album: Album, show: Callable[[], object], name: str) -> None:
    """Show a paper in the preview, picture it, save it as PDF."""

    def keep(dialog: PaperDialog) -> None:
        dialog.view.fit_page()
        hands.settle(60)
        album.picture(dialog, f"xem-truoc-{name}")
        album.messages.save_to = album.path(f"{name}.pdf")
        dialog.save_button.click()
        dialog.close_button.click()

    with hands.on(PaperDialog, keep):
        show()
    album.messages.check()
    album.expect(album.path(f"{name}.pdf").exists(), True, name)
