"""The criteria editor as a window: opening, saving, drafts, closing, and the tools beside it.

    open_editor(parent, work, criteria_sets.open_set(work.session, programme_id, code))

Nothing is stored before Lưu. A set in use is saved as a new version of its programme, after a
person has read what that means. What is typed and not saved is kept as a draft every few seconds.
Owns that flow; editing itself is `criteria_editing`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import (
    criteria_drafts,
    criteria_files,
    criteria_import,
    criteria_saving,
    criteria_sets,
)
from danvan_desktop.services.criteria_import import Naming, Proposal, TableGrid
from danvan_desktop.services.criteria_saving import SavePlan
from danvan_desktop.services.criteria_sets import SetView
from danvan_desktop.ui import criteria_edits
from danvan_desktop.ui import criteria_spots as spots
from danvan_desktop.ui.criteria_editing import CriteriaEditing
from danvan_desktop.ui.criteria_edits import Edited
from danvan_desktop.ui.criteria_table_dialog import CriteriaTableDialog
from danvan_desktop.ui.criteria_try_dialog import TryDialog
from danvan_desktop.ui.criteria_versions_dialog import CriteriaVersionsDialog
from danvan_desktop.ui.dialogs import DRAFT_EVERY_MS
from danvan_desktop.ui.edit_history import History
from danvan_desktop.ui.workplace import Workplace

_SHOWN_CHANGES = 12
_READ_PATTERNS = "Bảng tiêu chí, dữ liệu bộ tiêu chí (*.xlsx *.xlsm *.toml)"
_WRITE_PATTERNS = "Bảng tính Excel (*.xlsx);;Dữ liệu bộ tiêu chí (*.toml)"


def open_editor(parent: QWidget, work: Workplace, view: SetView) -> CriteriaEditor:
    """Show the editor over `parent`, filling the screen."""
    editor = CriteriaEditor(parent, work, view)
    editor.open()
    return editor


class CriteriaEditor(CriteriaEditing):
    """See the module's text."""

    def __init__(self, parent: QWidget | None, work: Workplace, view: SetView) -> None:
        self._keeper = QTimer()
        super().__init__(parent, work, view)
        self._keeper.setParent(self)
        self._keeper.setSingleShot(True)
        self._keeper.setInterval(DRAFT_EVERY_MS)
        self._keeper.timeout.connect(self.keep_draft)
        self.touched.connect(self._on_touched)
        banner = self.frame.draft_banner
        banner.add_button("Dùng lại", self._on_draft_used)
        banner.add_button("Bỏ đi", self._on_draft_dropped)
        banner.setVisible(self._kept() is not None)

    def _slots(self) -> dict[str, Callable[[], object]]:
        return {
            **super()._slots(),
            "save": self.save,
            "try_out": self._on_try_out,
            "versions": self._on_versions,
            "paste": self._on_paste,
            "copy_table": self._on_copy_table,
            "import_file": self.import_file,
            "export_file": self._on_export,
        }

    # saving

    def save(self) -> bool:
        """Save, after telling what it means where the set is in use; False when it is not done."""
        if not self.is_changed():
            return True
        if self.panel.unreadable():
            self._leave_form()
            return False
        try:
            plan = criteria_saving.plan_save(self._work.session, self.edit())
        except DanVanError as error:
            self._work.messages.error(self, error)
            return False
        if plan.defects:
            self._refuse(plan)
            return False
        if plan.locked and not self._agreed(plan):
            return False
        save = partial(criteria_saving.save, self._work.session, self.edit(), agreed=plan.locked)
        if self._work.run(self, save) is None:
            return False
        self._saved_as(plan)
        return True

    def _refuse(self, plan: SavePlan) -> None:
        count = len(plan.defects)
        self.keep_draft()
        self._work.messages.info(
            self,
            f"Còn {count} chỗ cần sửa nên chưa lưu được.",
            "Phần đang sửa được giữ làm nháp. Sửa từng chỗ trong danh sách bên dưới; chỗ nào văn "
            "bản ghi đúng như vậy thì bấm “Chấp nhận, ghi lý do”.",
        )
        self._on_jump(plan.defects[0])

    def _agreed(self, plan: SavePlan) -> bool:
        changes = [f"- {line}" for line in plan.changes[:_SHOWN_CHANGES]]
        if len(plan.changes) > _SHOWN_CHANGES:
            changes.append(f"- và {len(plan.changes) - _SHOWN_CHANGES} thay đổi khác")
        detail = "\n".join([*plan.words, "", *changes]).strip()
        return self._work.messages.confirm(
            self,
            f"Lưu thành phiên bản {plan.version}?",
            detail=detail,
            yes="Lưu thành phiên bản mới",
        )

    def _saved_as(self, plan: SavePlan) -> None:
        code = self.now.criteria_set.code
        self._drop_draft()
        self._view = criteria_sets.open_set(self._work.session, self._view.edit.programme_id, code)
        spot = self.now.spot
        self._saved = self._opened(self._view)
        self._history = History(self._saved.chosen(self._saved.criteria_set, spot))
        self._offer()
        self._show_all()
        words = f" thành phiên bản {plan.version}" if plan.new_version else ""
        self._work.say(f"Đã lưu bộ tiêu chí{words}.")
        self.frame.say(f"Đã lưu{words}.")

    # drafts

    def keep_draft(self) -> None:
        """Keep what is not saved, if anything is."""
        self._keeper.stop()
        if self.is_changed():
            criteria_drafts.keep(self._work.session, self.edit())

    def _drop_draft(self) -> None:
        self._keeper.stop()
        edit = self._view.edit
        criteria_drafts.drop(self._work.session, edit.programme_id, edit.code)

    def _kept(self) -> Edited | None:
        """What a draft holds, None when it is what is saved."""
        edit = self._view.edit
        kept = criteria_drafts.kept(self._work.session, edit.programme_id, edit.code)
        if kept is None:
            return None
        found = Edited(kept.criteria_set, links=kept.links)
        return None if found == self._saved else found

    def _on_touched(self) -> None:
        if not self.frame.draft_banner.isVisible():
            self._keeper.start()

    def _on_draft_used(self) -> None:
        kept = self._kept()
        self.frame.draft_banner.hide()
        if kept is not None:
            self._history.record(kept)
            self._show_all()

    def _on_draft_dropped(self) -> None:
        self.frame.draft_banner.hide()
        self._drop_draft()

    # tools

    def _on_try_out(self) -> None:
        self._leave_form()
        TryDialog(self, self._work, self._view.programme, self.now.criteria_set).open()

    def _on_copy_table(self) -> None:
        text = criteria_files.table_text(criteria_edits.part_of(self.now))
        QGuiApplication.clipboard().setText(text)
        self.frame.say("Đã chép thành bảng; dán được vào Excel, Word hoặc bộ tiêu chí khác.")

    def _on_paste(self) -> None:
        """A table on the clipboard, through the same preview as a file."""
        text = QGuiApplication.clipboard().text()
        self._ask_table(lambda: (criteria_import.read_pasted(text),))

    def import_file(self) -> None:
        """A workbook, through the preview of its sheets; or the data of a set as it is."""
        path = self._work.messages.open_file(self, "Lấy bảng từ tệp", _READ_PATTERNS)
        if path is None:
            return
        if path.suffix.lower() == criteria_files.DATA_SUFFIX:
            self._take_data(path)
        else:
            self._ask_table(partial(criteria_import.read_workbook, path))

    def _take_data(self, path: Path) -> None:
        try:
            sets = criteria_files.read_sets(path)
        except DanVanError as error:
            self._work.messages.error(self, error)
            return
        place: int | None = 0
        if len(sets) > 1:
            titles = [one.title or one.code for one in sets]
            place = self._work.messages.choose(self, "Lấy bộ tiêu chí nào trong tệp?", titles)
        if place is not None:
            self._on_taken(sets[place])

    def _ask_table(self, read: Callable[[], tuple[TableGrid, ...]]) -> None:
        try:
            grids = read()
        except DanVanError as error:
            self._work.messages.error(self, error)
            return
        now = self.now.criteria_set
        naming = Naming(now.code, now.title, now.subject_kinds, now.source)
        sectors = tuple(self._view.sectors)
        dialog = CriteriaTableDialog(self, grids, naming, sectors, begun=bool(now.criteria))
        dialog.taken.connect(self._on_table)
        dialog.open()

    def _on_table(self, read: Proposal, whole: bool) -> None:
        count = sum(1 for _ in read.criteria_set.leaves())
        if self.change(partial(criteria_edits.with_table, read=read, whole=whole)):
            self.frame.say(f"Đã lấy {count} tiêu chí. Ctrl+Z để bỏ.")

    def _on_export(self) -> None:
        """The set as it stands: a workbook to read, or its data to be taken in whole."""
        now = self.now.criteria_set
        name = criteria_files.suggested_name(now, criteria_files.WORKBOOK_SUFFIX)
        path = self._work.messages.save_file(self, "Xuất bộ tiêu chí", name, _WRITE_PATTERNS)
        if path is None:
            return
        try:
            criteria_files.export_set(path, now, self._view.programme.issuer.name)
        except (DanVanError, OSError) as error:
            self._work.messages.error(self, error)
            return
        self.frame.say(f"Đã xuất ra tệp {path.name}.")

    def _on_versions(self) -> None:
        edit = self._view.edit
        dialog = CriteriaVersionsDialog(self, self._work, edit.programme_id, edit.code)
        dialog.taken.connect(self._on_taken)
        dialog.open()

    def _on_taken(self, criteria_set: CriteriaSet) -> None:
        same_code = replace(criteria_set, code=self.now.criteria_set.code)
        self.change(partial(Edited.chosen, criteria_set=same_code, spot=spots.SET))

    # closing

    def _may_close(self) -> bool:
        if not self.is_changed():
            return True
        choices = ["Lưu", "Giữ làm nháp rồi đóng", "Đóng, bỏ phần vừa sửa"]
        chosen = self._work.messages.choose(self, "Bộ tiêu chí có phần sửa chưa lưu.", choices)
        if chosen is None or (chosen == 0 and not self.save()):
            return False
        if chosen == 1:
            self.keep_draft()
        elif chosen == 2:
            self._drop_draft()
        return True

    def reject(self) -> None:
        """Esc goes from the form back to the tree, from there it closes."""
        focus = self.focusWidget()
        if focus is not None and self.panel.isAncestorOf(focus):
            self.tree.setFocus()
        elif self._may_close():
            self._keeper.stop()
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            self._keeper.stop()
            event.accept()
            self.done(0)
        else:
            event.ignore()
