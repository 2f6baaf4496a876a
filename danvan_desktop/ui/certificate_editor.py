"""The template editor as a window: the paper with its fields, forms beside it, checks below.

    editor = CertificateEditor(parent, work, template, uid="")      # "" : not saved yet
    editor.saved.connect(...)                                       # uid
    editor.open()

Nothing is stored before Lưu mẫu; every change is a step of undo. What the paper shows is drawn by
the engine that prints. Owns that flow; arithmetic is `certificate_edits`, places are
`certificate_frame`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.domain.certificate_checks import TemplateProblem
from danvan_desktop.domain.certificate_shipped import shipped
from danvan_desktop.domain.certificate_template import CertificateTemplate, Source
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import certificate_templates, certificate_trial
from danvan_desktop.ui import certificate_edits as edits
from danvan_desktop.ui import icons
from danvan_desktop.ui.certificate_blank import BlankPicture
from danvan_desktop.ui.certificate_edits import Edited
from danvan_desktop.ui.certificate_frame import FIELD_TAB, PAGE_TAB, CertificateFrame
from danvan_desktop.ui.certificate_live_page import LivePage
from danvan_desktop.ui.certificate_use_dialog import UseDialog
from danvan_desktop.ui.edit_history import History
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

_MM_PER_INCH = 25.4


class CertificateEditor(QDialog):
    """See the module's text."""

    saved = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        template: CertificateTemplate,
        uid: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Mẫu giấy")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._work = work
        self._uid = uid
        self._kept = template if uid else None
        self._history: History[Edited] = History(Edited(template))
        self._borders_drawn = False
        self._actions: dict[str, QAction] = {}
        self.frame = CertificateFrame(self)
        self.live = LivePage(self, work, self.frame, template)
        self.blank = BlankPicture(self, work)
        self.use_dialog: UseDialog | None = None
        self._make_actions()
        self._connect()
        self.frame.tabs.setCurrentIndex(PAGE_TAB if not template.fields else FIELD_TAB)
        self._show()
        screen = self.screen().availableSize()
        self.resize(screen.width() - 40, screen.height() - 60)
        self.frame.canvas.setFocus()

    # state

    @property
    def now(self) -> Edited:
        """The template as it stands, and what is chosen."""
        return self._history.state

    def is_changed(self) -> bool:
        """Whether something is not saved."""
        return self.now.template != self._kept

    def change(self, made: Edited, key: str = "") -> None:
        """Take a new state as a step of undo; the same key goes on with the last step."""
        if made.template == self.now.template:
            self._history.replace(made)
        else:
            self._history.record(made, key)
        self._show()

    # building

    def _make_actions(self) -> None:
        slots: dict[str, tuple[str, str, str, Callable[[], object]]] = {
            "double": ("Nhân đôi ô", "copy", "Ctrl+D", self._on_double),
            "delete": ("Xóa ô", "delete", "Ctrl+Delete", self._on_delete),
            "up": ("Chuyển ô lên trong danh sách", "up", "Ctrl+PgUp", partial(self._on_shift, -1)),
            "down": ("Chuyển ô xuống", "down", "Ctrl+PgDown", partial(self._on_shift, 1)),
            "centre": ("Đưa ô vào giữa trang", "fit", "Ctrl+G", self._on_centre),
            "undo": ("Hoàn tác", "return", "Ctrl+Z", self._on_undo),
            "redo": ("Làm lại", "reload", "Ctrl+Y", self._on_redo),
            "zoom_out": ("Thu nhỏ", "zoom-out", "Ctrl+-", self.frame.canvas.zoom_out),
            "zoom_in": ("Phóng to", "zoom-in", "Ctrl++", self.frame.canvas.zoom_in),
            "fit": ("Vừa cả trang", "file", "Ctrl+0", self.frame.canvas.fit),
        }
        for name, (words, icon, keys, slot) in slots.items():
            action = QAction(icons.icon(icon), words, self)
            action.setShortcut(QKeySequence(keys))
            action.setToolTip(f"{words} ({keys})")
            action.triggered.connect(slot)
            self.addAction(action)
            self._actions[name] = action
        add = []
        for source in Source:
            action = QAction(source.label, self)
            action.triggered.connect(partial(self.add, source))
            add.append((source, action))
        self.frame.dress(self._actions, add)
        for one in shipped():
            if one.template.kind is self.now.template.kind:
                take = partial(self.take_look, one.template)
                self.frame.look_menu.addAction(one.template.name).triggered.connect(take)

    def _connect(self) -> None:
        frame, canvas = self.frame, self.frame.canvas
        canvas.chosen.connect(self.choose)
        canvas.placed.connect(self._on_placed)
        canvas.drag_ended.connect(self._on_drag_ended)
        canvas.nudged.connect(self._on_nudged)
        canvas.grown.connect(self._on_grown)
        canvas.opened.connect(self._on_opened)
        canvas.removed.connect(self._on_delete)
        canvas.zoom_changed.connect(self._on_zoom)
        frame.tabs.currentChanged.connect(self._on_tab)
        frame.fields.itemSelectionChanged.connect(self._on_list)
        frame.field_form.edited.connect(self._on_field_value)
        frame.page_form.edited.connect(self._on_page_value)
        frame.page_form.picture_wanted.connect(self.blank.choose)
        frame.page_form.picture_dropped.connect(self.blank.drop)
        frame.page_form.straighten_wanted.connect(self.blank.straighten)
        frame.problems.itemActivated.connect(self._on_problem)
        frame.problems.itemClicked.connect(self._on_problem)
        frame.preview_button.clicked.connect(self._on_preview)
        frame.save_button.clicked.connect(self.save)
        frame.use_button.clicked.connect(self._on_use)
        frame.close_button.clicked.connect(self.close)
        self.live.problems_changed.connect(self._show)
        for keys, slot in (
            ("Ctrl+S", self.save),
            ("Ctrl+A", self._on_all),
            ("Ctrl+Shift+Z", self._on_redo),
            ("Ctrl+P", self._on_preview),
            ("Ctrl+N", frame.add_button.showMenu),
            ("F4", self._on_next_problem),
            ("F6", self._on_side),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    # showing

    def _show(self) -> None:
        state, frame = self.now, self.frame
        problems = self.problems()
        tones = {one.field: Tone.WARN for one in problems}
        tones |= {one.field: Tone.BAD for one in problems if not one.warning}
        bad = [field for field, tone in tones.items() if tone is Tone.BAD]
        frame.canvas.show_state(state, bad)
        frame.show_fields(state, tones)
        frame.show_problems(problems)
        frame.field_form.show_field(state.only, len(state.chosen))
        frame.page_form.show_template(state.template)
        frame.title.setText(f"Mẫu {state.template.kind.label.lower()}")
        words = [state.template.name, state.template.paper.words, self._kept_words()]
        frame.state.setText(" · ".join(words))
        self._show_actions()
        self.live.show(state.template)

    def _kept_words(self) -> str:
        """Whether it is saved, and for whom papers are printed by it."""
        if self.is_changed():
            return "chưa lưu"
        used = certificate_templates.template(self._work.session, self._uid).use_words
        return f"đã lưu, dùng cho {used[:1].lower()}{used[1:]}" if used else "đã lưu, chưa dùng"

    def _show_actions(self) -> None:
        some = bool(self.now.chosen)
        for name in ("double", "delete", "centre"):
            self._actions[name].setEnabled(some)
        for name in ("up", "down"):
            self._actions[name].setEnabled(self.now.only is not None)
        self._actions["undo"].setEnabled(self._history.can_undo)
        self._actions["redo"].setEnabled(self._history.can_redo)

    def problems(self) -> tuple[TemplateProblem, ...]:
        """What is wrong with the template, and with the paper shown by it."""
        found = certificate_templates.problems(self.now.template)
        known = {one.field for one in found if not one.warning}
        shown = {one.id for one in self.now.template.fields}
        trial = [
            TemplateProblem(field, words, warning=True)
            for field, words in self.live.problems.items()
            if field not in known and field in shown
        ]
        return (*found, *trial)

    # fields

    def choose(self, ids: tuple[str, ...]) -> None:
        """Choose these fields; a step of undo begins with the next change."""
        self._history.pause()
        self._history.replace(edits.choose(self.now, ids))
        if ids:
            self.frame.tabs.setCurrentIndex(FIELD_TAB)
        self._show()

    def add(self, source: Source) -> None:
        """A new field in the middle of the paper, chosen."""
        self.change(edits.added(self.now, source))
        self.frame.tabs.setCurrentIndex(FIELD_TAB)
        self.frame.canvas.setFocus()

    def take_look(self, look: CertificateTemplate, *_: object) -> None:
        """Everything as in one of the program's own templates; the name and the paper stay.

        So does the blank that only words are printed on, with its picture.
        """
        now = self.now.template
        fitted = edits.on_paper(Edited(look), now.paper).template
        if now.stock:
            fitted = edits.on_stock(fitted, now.background)
        self.change(Edited(replace(fitted, name=now.name)))

    def _on_list(self) -> None:
        self.choose(self.frame.chosen_fields())

    def _on_placed(self, spots: dict[str, edits.Spot]) -> None:
        self.change(edits.placed(self.now, spots), "drag")

    def _on_drag_ended(self) -> None:
        self._history.pause()

    def _on_nudged(self, right: float, down: float) -> None:
        self.change(edits.moved(self.now, right, down), "nudge")

    def _on_grown(self, wider: float, taller: float) -> None:
        self.change(edits.grown(self.now, wider, taller), "grow")

    def _on_opened(self, key: str) -> None:
        self.choose((key,))
        only = self.now.only
        form = self.frame.field_form.form
        form["text" if only is not None and only.source is Source.TEXT else "x"].setFocus()

    def _on_delete(self) -> None:
        self.change(edits.removed(self.now))

    def _on_double(self) -> None:
        self.change(edits.doubled(self.now))

    def _on_shift(self, by: int) -> None:
        self.change(edits.shifted(self.now, by))

    def _on_centre(self) -> None:
        self.change(edits.centred(self.now))

    def _on_all(self) -> None:
        self.choose(tuple(one.id for one in self.now.template.fields))

    def _on_undo(self) -> None:
        if self._history.undo() is not None:
            self._show()

    def _on_redo(self) -> None:
        if self._history.redo() is not None:
            self._show()

    def _on_field_value(self, name: str, value: Any) -> None:
        self.change(edits.changed(self.now, {name: value}), f"field {name} {self.now.chosen}")

    # the page

    def _on_tab(self, place: int) -> None:
        """The borders are drawn when they are first looked at."""
        if place == PAGE_TAB and not self._borders_drawn:
            self._borders_drawn = True
            self.frame.page_form.draw_borders(self.live.border_picture)

    def _on_page_value(self, name: str, value: Any) -> None:
        if name == "paper":
            self.change(edits.on_paper(self.now, value), "paper")
        else:
            self.change(edits.set_template(self.now, **{name: value}), f"page {name}")

    # looking

    def _on_zoom(self, zoom: float) -> None:
        self.frame.size.setText(f"{round(zoom / self.logicalDpiX() * _MM_PER_INCH * 100)} %")

    def _on_problem(self) -> None:
        field = self.frame.problem_field()
        if field:
            self.choose((field,))
            self.frame.canvas.setFocus()

    def _on_next_problem(self) -> None:
        found = self.frame.problems
        if found.count():
            found.setCurrentRow((found.currentRow() + 1) % found.count())
            self._on_problem()

    def _on_side(self) -> None:
        """Between the paper and the form beside it."""
        if self.frame.canvas.hasFocus():
            self.frame.tabs.setFocus()
        else:
            self.frame.canvas.setFocus()

    def _on_preview(self) -> None:
        from danvan_desktop.ui.paper_dialog import PaperDialog

        try:
            made = certificate_trial.trial(
                self._work.session, self.now.template, self.live.who, printed=True
            )
            title = f"Xem trước: {self.now.template.name}"
            dialog = PaperDialog(self, self._work.messages, title, made.content, "mau-giay.pdf")
        except DanVanError as error:
            self._work.messages.error(self, error)
            return
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # saving and closing

    def save(self) -> bool:
        """Keep the template; False when it is refused, with the first error's field chosen."""
        template = self.now.template
        save = partial(certificate_templates.save, self._work.session, template, uid=self._uid)
        changes = self._work.run(self, save)
        if changes is None:
            errors = [one for one in self.problems() if not one.warning and one.field]
            if errors:
                self.choose((errors[0].field,))
            return False
        self._uid = changes.uid or self._uid
        self._kept = certificate_templates.template(self._work.session, self._uid).template
        self._history.replace(Edited(self._kept, self.now.chosen))
        self._show()
        self.saved.emit(self._uid)
        self._work.say(f"Đã lưu mẫu “{template.name}”.")
        return True

    def _on_use(self) -> None:
        """Print papers by it from now on; it is saved first, so that it is what was looked at."""
        if self.is_changed() and not self.save():
            return
        row = certificate_templates.template(self._work.session, self._uid)
        self.use_dialog = UseDialog(self, self._work, row)
        self.use_dialog.accepted.connect(self._on_used)
        self.use_dialog.open()

    def _on_used(self) -> None:
        dialog, self.use_dialog = self.use_dialog, None
        if dialog is not None:
            self._work.broadcast(dialog.result_value)
            self._show()
            self.saved.emit(self._uid)

    def _may_close(self) -> bool:
        if not self.is_changed():
            return True
        choices = ["Lưu mẫu", "Đóng, bỏ phần vừa sửa"]
        chosen = self._work.messages.choose(self, "Mẫu giấy có phần sửa chưa lưu.", choices)
        return self.save() if chosen == 0 else chosen == 1

    def reject(self) -> None:
        """Esc leaves the form for the paper, and from there closes."""
        focus = self.focusWidget()
        if focus is not None and focus is not self.frame.canvas and self.isAncestorOf(focus):
            self.frame.canvas.setFocus()
        elif self._may_close():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            event.accept()
            self.done(0)
        else:
            event.ignore()
