"""The tour's first steps at one office: the assistant, places, header lines, authority.

Everything is entered through the real dialogs, from the sample of the programme.
"""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt

from danvan_desktop.domain.office_names import ProposedBody, place_name
from danvan_desktop.services import authority, units
from danvan_desktop.services.office import OfficeDraft
from danvan_desktop.services.sample import Sample
from danvan_desktop.services.session import Session
from danvan_desktop.services.units import UnitDraft
from danvan_desktop.ui import hands
from danvan_desktop.ui.bodies_section import BodiesSection
from danvan_desktop.ui.body_dialog import BodyDialog
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.first_start import FirstStart
from danvan_desktop.ui.first_start_steps import OfficeStep
from danvan_desktop.ui.gap_dialogs import AuthorityDialog
from danvan_desktop.ui.place_dialogs import UnitsPasteDialog
from danvan_desktop.ui.places_section import PlacesSection
from danvan_desktop.ui.programmes_section import ProgrammesSection
from danvan_desktop.ui.settings_page import SettingsPage
from danvan_desktop.ui.settings_section import SettingsSection
from danvan_desktop.ui.tour_album import Album

BASIS = "Phân công của cấp có thẩm quyền (mẫu)"


def first_start(album: Album, session: Session, office: OfficeDraft, found: Sample) -> None:
    """The three steps of the assistant, typed and finished."""
    dialog = FirstStart(session, album.messages)
    dialog.show()
    _fill_office(dialog.office_step, office)
    album.picture(dialog, "thiet-lap-don-vi")
    dialog.next_button.click()
    album.messages.check()
    dialog.programme_step.choose(found.programme)
    album.picture(dialog, "thiet-lap-chuong-trinh")
    dialog.next_button.click()
    dialog.year_step.year.set_value(found.year)
    album.picture(dialog, "thiet-lap-nam")
    dialog.next_button.click()
    album.expect(bool(session.office_uid), True, "office")
    dialog.deleteLater()


def _fill_office(step: OfficeStep, office: OfficeDraft) -> None:
    step.kind.set_value(office.unit.kind)
    hands.type_text(step.place.line, place_name(office.unit.kind, office.unit.name).own)
    for field, tier in ((step.province, 0), (step.district, 1)):
        above = next((unit.name for unit in office.parents if unit.kind.tier == tier), "")
        field.set_text(above)
    step.operator.set_text(office.operator)
    (body,) = office.bodies
    for row in range(step.bodies.list.count()):
        item = step.bodies.list.item(row)
        proposed: ProposedBody = item.data(Qt.ItemDataRole.UserRole)
        wanted = proposed.kind is body.kind
        item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
        if wanted:
            item.setText(body.name)


def settings_of(desk: Desk, section: str) -> SettingsSection:
    """One section of the settings, in sight."""
    desk.window.go("settings", section)
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    return page.section_widget(section)


def add_places(album: Album, desk: Desk, office: OfficeDraft) -> None:
    """The places below, pasted as lists, one list for each kind."""
    places = settings_of(desk, "places")
    assert isinstance(places, PlacesSection)
    below = sorted(office.units_below, key=_kind)
    for _, group in groupby(below, key=_kind):
        drafts = list(group)

        def fill(dialog: UnitsPasteDialog, drafts: list[UnitDraft] = drafts) -> None:
            dialog.form["kind"].set_value(drafts[0].kind)
            dialog.form["names"].set_text("\n".join(draft.name for draft in drafts))
            album.picture(dialog, "dia-ban-dan-danh-sach")
            dialog.save_button.click()

        places.table.view.clearSelection()
        with hands.on(UnitsPasteDialog, fill):
            places.paste_button.click()
    album.picture(desk.window, "dia-ban")
    names = {row.name for row in units.units(desk.session)}
    album.expect({draft.name for draft in below} <= names, True, "places")


def _kind(draft: UnitDraft) -> str:
    return draft.kind.value


def set_header(album: Album, desk: Desk, office: OfficeDraft) -> None:
    """What the body's papers print at the head."""
    bodies = settings_of(desk, "bodies")
    assert isinstance(bodies, BodiesSection)
    (body,) = units.bodies(desk.session, own_only=True)
    (wanted,) = office.bodies
    bodies.table.select_key(body.uid)

    def fill(dialog: BodyDialog) -> None:
        for name in ("abbreviation", "header_parent", "header_name", "place"):
            dialog.form[name].set_text(getattr(wanted, name) or getattr(body, name))
        dialog.form["profile"].set_value(wanted.profile or body.profile)
        album.picture(dialog, "to-chuc-dau-van-ban")
        dialog.save_button.click()

    with hands.on(BodyDialog, fill):
        bodies.edit_button.click()


def set_authority(album: Album, desk: Desk, found: Sample) -> None:
    """What the paper leaves open: this office decides, on its own authority."""
    if found.authority is None:
        return
    section = settings_of(desk, "programmes")
    assert isinstance(section, ProgrammesSection)
    section.gaps.table.select_key("authorities")
    answer = found.authority

    def fill(dialog: AuthorityDialog) -> None:
        dialog.form["level"].set_value(answer["level"])
        dialog.form["titles"].set_value(tuple(answer["titles"]))
        dialog.form["basis"].set_text(BASIS)
        album.picture(dialog, "quyen-cong-nhan")
        dialog.save_button.click()

    with hands.on(AuthorityDialog, fill):
        section.gaps.answer_button.click()
    album.picture(desk.window, "chuong-trinh-don-vi-tu-dat")
    kept = authority.answers(desk.session, found.programme)
    album.expect(len(kept), 1, "authority")
