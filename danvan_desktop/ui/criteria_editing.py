"""Editing a criteria set on screen: what keys, buttons and fields do to it, check and undo.

Owns the way from a hand to a new set and back to the screen. What a change means is
`criteria_edits`, rules are the domain's; opening, saving and closing are `criteria_editor`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.criteria_format import SECTION_DEPTH
from danvan_desktop.domain.criteria_places import SetDefect, check_set, open_defects
from danvan_desktop.domain.criteria_tree import (
    Direction,
    Path,
    accept,
    is_section,
    node_at,
    withdraw,
)
from danvan_desktop.errors import DanVanError
from danvan_desktop.services import criteria_sets
from danvan_desktop.services.criteria_sets import SetEdit, SetView
from danvan_desktop.ui import criteria_edits
from danvan_desktop.ui import criteria_spots as spots
from danvan_desktop.ui.criteria_edits import Edited
from danvan_desktop.ui.criteria_frame import CriteriaFrame
from danvan_desktop.ui.criteria_keys import make_actions
from danvan_desktop.ui.criteria_spots import Part, Spot
from danvan_desktop.ui.edit_history import History
from danvan_desktop.ui.workplace import Workplace

CHECK_AFTER_MS = 150
"""The whole set is checked when nobody has typed for so long."""


class CriteriaEditing(QDialog):
    """See the module's text. `touched` after each change."""

    touched = Signal()

    def __init__(self, parent: QWidget | None, work: Workplace, view: SetView) -> None:
        super().__init__(parent)
        self._work = work
        self._view = view
        self._saved = self._opened(view)
        self._history = History(self._saved)
        self._defects: tuple[SetDefect, ...] = ()
        self._defect_at = -1
        self._checker = QTimer(self)
        self._checker.setSingleShot(True)
        self._checker.setInterval(CHECK_AFTER_MS)
        self._checker.timeout.connect(self.check)
        self.frame = CriteriaFrame(self)
        self.tree, self.panel = self.frame.tree, self.frame.panel
        self.actions_by_name = make_actions(self, self.tree, self._slots())
        self._connect()
        self._offer()
        self.frame.dress(self.actions_by_name)
        state = self.now
        self.panel.show_spot(state.criteria_set, state.links, state.spot)
        self._show_state()
        self.tree.setFocus()
        QTimer.singleShot(0, self.check)

    def _connect(self) -> None:
        self.setWindowTitle("Soạn bộ tiêu chí")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.tree.spot_chosen.connect(self._on_spot)
        self.tree.dropped.connect(self._on_dropped)
        self.tree.opened.connect(self._on_opened)
        self.panel.edited.connect(self._on_edited)
        self.frame.defects.jump.connect(self._on_jump)
        self.frame.defects.accept_wanted.connect(self._on_accept)
        self.frame.defects.withdraw_wanted.connect(self._on_withdraw)
        self.frame.close_button.clicked.connect(self.reject)

    def _slots(self) -> dict[str, Callable[[], object]]:
        steps = {"up": Direction.UP, "down": Direction.DOWN, "into": Direction.IN}
        steps["out"] = Direction.OUT
        return {
            "add": self._on_add,
            "add_section": self._on_add_section,
            "add_condition": partial(self.change, criteria_edits.added_condition, True),
            "copy": partial(self.change, criteria_edits.copied, True),
            "sum": self._on_sum,
            "renumber": partial(self.change, criteria_edits.renumbered),
            "delete": self._on_delete,
            "undo": self._on_undo,
            "redo": self._on_redo,
            "next_defect": self._on_next_defect,
            "switch": self._on_switch,
            **{
                name: partial(self.change, partial(criteria_edits.stepped, way=way))
                for name, way in steps.items()
            },
        }

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room = self.screen().availableGeometry()
        self.resize(room.width(), room.height() - self.frame.title_bar())
        self.move(room.topLeft())

    # what is edited

    @property
    def now(self) -> Edited:
        """The set as it stands, and the chosen line."""
        return self._history.state

    def edit(self) -> SetEdit:
        """What the services take."""
        state = self.now
        return replace(self._view.edit, criteria_set=state.criteria_set, links=state.links)

    def is_changed(self) -> bool:
        """True when something differs from what is saved."""
        now, saved = self.now, self._saved
        copied = not self._view.edit.code and bool(now.criteria_set.criteria)
        return copied or (now.criteria_set, now.links) != (saved.criteria_set, saved.links)

    def _opened(self, view: SetView) -> Edited:
        return Edited(view.edit.criteria_set, spots.SET, view.edit.links)

    def _offer(self) -> None:
        view = self._view
        kinds = view.edit.criteria_set.subject_kinds
        titles = [
            ((title.code, kind), f"{title.name}: {kind.label.lower()}")
            for title in view.titles
            for kind in dict.fromkeys((*title.sets, *kinds))
        ]
        sets = [
            (one.code, one.title)
            for one in view.programme.criteria_sets
            if one.code != view.edit.code and not one.variant_of
        ]
        self.tree.sectors = tuple(view.sectors)
        self.panel.offer(view.sectors, titles, sets)

    def change(self, change: Callable[[Edited], Edited], go: bool = False) -> bool:
        """One change of the tree; `go`: the cursor then goes into the form of what is new."""
        self._leave_form()
        try:
            after = change(self.now)
        except DanVanError as error:
            self._work.messages.error(self, error)
            return False
        if after == self.now:
            return False
        self._history.record(after)
        self.touched.emit()
        self._show_all()
        if go:
            self.panel.go_to()
        return True

    def _on_edited(self, name: str) -> None:
        """Something was typed into the form."""
        state = self.now
        criteria_set = self.panel.applied(state.criteria_set)
        links = state.links
        if state.spot == spots.SET:
            links = frozenset(self.panel.set_form.links.value())
        after = replace(state, criteria_set=criteria_set, links=links)
        if after != state:
            self._history.record(after, f"{state.spot}.{name}")
            self.touched.emit()
        if name in ("kind", "subject_kinds"):
            self._show_all()
            return
        self._show_state()
        self._checker.start()

    # showing

    def _show_all(self) -> None:
        """Show the form of the chosen line anew, and all the rest."""
        state = self.now
        self.panel.show_spot(state.criteria_set, state.links, state.spot)
        self.check()

    def check(self) -> None:
        """Check the set as it stands, now instead of a moment after the last key."""
        self._checker.stop()
        self._defects = self._found()
        self.frame.defects.show_defects(self._defects)
        self.panel.show_defects(self._defects)
        self._show_state()

    def _found(self) -> tuple[SetDefect, ...]:
        edit = self.edit()
        try:
            return criteria_sets.check(self._work.session, edit)
        except DanVanError as error:
            self.frame.say(error.what)  # the programme was changed elsewhere: saving says more
            return check_set(edit.criteria_set, self._view.sectors)

    def _show_state(self) -> None:
        state = self.now
        self.tree.show_set(state.criteria_set, self._defects, state.spot)
        self._show_actions()
        self.frame.show_head(self._view, state.criteria_set, changed=self.is_changed())
        if self._work.session.view_only:
            self.frame.show_view_only()

    def _show_actions(self) -> None:
        part = self.now.spot.part
        for name in ("copy", "delete", "up", "down"):
            self.actions_by_name[name].setEnabled(part in (Part.CRITERION, Part.CONDITION))
        for name in ("into", "out"):
            self.actions_by_name[name].setEnabled(part is Part.CRITERION)
        self.actions_by_name["undo"].setEnabled(self._history.can_undo)
        self.actions_by_name["redo"].setEnabled(self._history.can_redo)
        self.actions_by_name["versions"].setEnabled(bool(self._view.edit.code))
        self.actions_by_name["next_defect"].setEnabled(bool(open_defects(self._defects)))

    def _on_spot(self, spot: Spot) -> None:
        self._leave_form()
        self._choose(spot)

    def _choose(self, spot: Spot) -> None:
        self._history.replace(replace(self.now, spot=spot))
        self._history.pause()
        self._show_all()

    def _leave_form(self) -> None:
        """What cannot be read is said before the form shows another line."""
        wrong = self.panel.unreadable()
        if wrong:
            words = "; ".join(error.what for error in wrong)
            self.frame.say(f"Chưa nhận: {words} Giá trị trước đó được giữ nguyên.")
        else:
            self.frame.say("")

    # keys and buttons

    def _on_add(self) -> None:
        if self.now.spot.part in (Part.CONDITION, Part.CONDITIONS):
            self.change(criteria_edits.added_condition, True)
            return
        kind = criteria_edits.usual_kind(self.now)
        self.change(partial(criteria_edits.added, kind=kind), True)

    def _on_add_section(self) -> None:
        """A section beside the chosen one; inside it only while that is still empty."""
        state = self.now
        inside = False
        if state.spot.part is Part.CRITERION:
            node = node_at(state.criteria_set, state.spot.path)
            inside = (
                is_section(node) and not node.children and len(state.spot.path) < SECTION_DEPTH - 1
            )
        self.change(partial(criteria_edits.added, kind=None, inside=inside), True)

    def _on_sum(self) -> None:
        sectors = tuple(self._view.sectors)
        if not self.change(partial(criteria_edits.summed, sectors=sectors)):
            self.frame.say("Không có gì để đổi: đã bằng tổng mục con, hoặc chưa có điểm.")

    def _on_delete(self) -> None:
        spot = self.now.spot
        if spot.part is Part.CRITERION:
            node = node_at(self.now.criteria_set, spot.path)
            inner = sum(1 for _ in node.leaves()) if node.children else 0
            more = f" cùng {inner} tiêu chí trong đó" if inner else ""
            words = f"Đã xóa “{node.code}. {node.title}”{more}. Ctrl+Z để lấy lại."
        else:
            words = "Đã xóa điều kiện. Ctrl+Z để lấy lại."
        if self.change(criteria_edits.deleted):
            self.frame.say(words)

    def _on_dropped(self, source: Path, parent: Path, index: int) -> None:
        self.change(partial(criteria_edits.dropped, source=source, parent=parent, index=index))

    def _on_undo(self) -> None:
        if self._history.undo() is not None:
            self.touched.emit()
            self._show_all()

    def _on_redo(self) -> None:
        if self._history.redo() is not None:
            self.touched.emit()
            self._show_all()

    def _on_opened(self) -> None:
        self.panel.go_to()

    def _on_switch(self) -> None:
        if self.panel.isAncestorOf(self.focusWidget() or self.tree):
            self.tree.setFocus()
        else:
            self.panel.go_to()

    # defects

    def _on_jump(self, defect: SetDefect) -> None:
        spot, field = spots.spot_of(defect)
        self._leave_form()
        self._choose(spot)
        self.panel.go_to(field)

    def _on_next_defect(self) -> None:
        self.check()
        left = open_defects(self._defects)
        if left:
            self._defect_at = (self._defect_at + 1) % len(left)
            self._on_jump(left[self._defect_at])

    def _on_accept(self, defect: SetDefect) -> None:
        question = f"{defect}. Vì sao giữ nguyên như vậy?"
        reason = self._work.messages.ask_reason(
            self, "Chấp nhận chỗ này", question, yes="Chấp nhận"
        )
        if reason is not None:
            changed = accept(self.now.criteria_set, defect.key, reason)
            self.change(partial(with_set, criteria_set=changed))

    def _on_withdraw(self, defect: SetDefect) -> None:
        changed = withdraw(self.now.criteria_set, defect.key)
        self.change(partial(with_set, criteria_set=changed))


def with_set(now: Edited, criteria_set: CriteriaSet) -> Edited:
    """Another set of the same shape."""
    return replace(now, criteria_set=criteria_set)
