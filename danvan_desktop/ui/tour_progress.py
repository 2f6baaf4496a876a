"""The tour follows the work: a note with a photo, confirmations, the record, the quiet ones."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.services import progress
from danvan_desktop.services.registration_list import all_rows
from danvan_desktop.services.sample import Sample
from danvan_desktop.ui import hands
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.follow_up_page import FollowUpPage
from danvan_desktop.ui.progress_dialogs import NoteDialog, NotedStepDialog
from danvan_desktop.ui.record_view import RecordView
from danvan_desktop.ui.tour_album import Album
from danvan_desktop.ui.tour_records import page_of, save_paper

NOTE = "Đã họp dân, thống nhất cách làm và phân công từng hộ (mẫu)."


def follow_work(album: Album, desk: Desk, found: Sample, scratch: Path) -> None:
    """A note with a photo in the first record, its history, then the page of all."""
    rows = all_rows(desk.session, found.programme, found.year)
    record = _record(desk, rows[0].uid)
    album.picture(desk.window, "ho-so-thong-tin")
    record.tabs.setCurrentWidget(record.progress)
    photo = draw_photo(scratch / "ảnh.png")

    def write(dialog: NoteDialog) -> None:
        dialog.form["text"].set_text(NOTE)
        album.picture(dialog, "ghi-chu-tien-do")
        dialog.save_button.click()
        album.messages.check()

    with hands.on(NoteDialog, write):
        record.progress.drop_photos([photo])
    notes = progress.notes(desk.session, rows[0].uid)
    album.expect([note.text for note in notes], [NOTE], "notes")
    album.picture(desk.window, "ho-so-tien-do")
    record.tabs.setCurrentWidget(record.history)
    album.picture(desk.window, "ho-so-lich-su")
    record.back_button.click()
    desk.window.go("follow_up")
    page = desk.window.page("follow_up")
    assert isinstance(page, FollowUpPage)
    page.table.select_key(rows[0].uid)
    album.picture(desk.window, "theo-doi-thuc-hien")
    save_paper(album, page.print_button.click, "phieu-theo-doi")


def confirm_all(album: Album, desk: Desk, found: Sample) -> None:
    """Building and effect, where the programme wants them confirmed before a proposal."""
    if not found.confirmed_by:
        return
    for row in all_rows(desk.session, found.programme, found.year):
        record = _record(desk, row.uid)
        for kind in (StepKind.BUILDING_CONFIRMED, StepKind.EFFECT_CONFIRMED):
            _confirm(album, record, kind, found.confirmed_by)
    album.picture(desk.window, "ho-so-da-xac-nhan")


def propose_all(album: Album, desk: Desk, found: Sample) -> None:
    """Everything that passed here is put forward to the level that decides."""
    for row in all_rows(desk.session, found.programme, found.year):
        _confirm(album, _record(desk, row.uid), StepKind.PROPOSED, found.lower.name)
    album.picture(desk.window, "ho-so-de-nghi-cap-tren")
    states = {row.state for row in all_rows(desk.session, found.programme, found.year)}
    album.expect(states, {State.PROPOSED}, "states")


def _confirm(album: Album, record: RecordView, kind: StepKind, by_name: str) -> None:
    def note(dialog: NotedStepDialog) -> None:
        dialog.form["kind"].set_value(kind)
        dialog.form["by_name"].set_text(by_name)
        dialog.save_button.click()
        album.messages.check()

    with hands.on(NotedStepDialog, note):
        record.act.on_note_step()


def _record(desk: Desk, uid: str) -> RecordView:
    page = page_of(desk)
    page.show_record(uid)
    record = page.record
    assert record is not None
    return record


def draw_photo(path: Path) -> Path:
    """A picture that is plainly a sample."""
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("#dfe8df"))
    painter = QPainter(image)
    painter.setPen(QColor("#22683f"))
    font = painter.font()
    font.setPointSize(36)
    painter.setFont(font)
    painter.drawText(QRect(0, 0, 800, 600), Qt.AlignmentFlag.AlignCenter, "Ảnh mẫu")
    painter.end()
    if not image.save(str(path)):
        raise OSError(f"cannot write {path.name}")
    return path
