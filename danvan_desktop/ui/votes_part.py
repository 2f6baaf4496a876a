"""Step 3, “Biểu quyết”: the counts, for the whole list at once or item by item, and the results.

Enter records a vote and goes to the next item; F-keys and letters set what was concluded. What
follows from a vote is proposed by `services/meeting_votes`, which also refuses what cannot be.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QTabBar

from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.voting import Counts
from danvan_desktop.errors import FieldError
from danvan_desktop.services import meeting_quotas, meeting_votes
from danvan_desktop.services.meeting_view import ItemView, MeetingView
from danvan_desktop.ui import theme
from danvan_desktop.ui.counts_box import CountsBox
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.item_dialogs import DiscussionDialog, ItemDialog, RecusalDialog, ResultDialog
from danvan_desktop.ui.meeting_step import MeetingStep
from danvan_desktop.ui.page_frame import WrapRow
from danvan_desktop.ui.settings_section import button
from danvan_desktop.ui.table_models import Column, RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

LIST, EACH = range(2)
NOTHING = Empty("Chưa có nội dung để biểu quyết", "Chọn nội dung ở bước 2 (Alt+2).", "table")
RESULTS = (
    (Result.RECOGNISED, "Đề nghị công nhận", "F6", "D"),
    (Result.LOWER, "Đề nghị ở danh hiệu, cấp thấp hơn...", "F7", "H"),
    (Result.AGAIN, "Hoàn thiện, xét lại...", "F8", "X"),
    (Result.NOT_RECOGNISED, "Không công nhận...", "F9", "K"),
    (Result.SECOND_ROUND, "Biểu quyết vòng hai", "F12", "2"),
)
_TONES = {
    Result.RECOGNISED: Tone.GOOD,
    Result.LOWER: Tone.GOOD,
    Result.AGAIN: Tone.WARN,
    Result.SECOND_ROUND: Tone.WARN,
    Result.NOT_RECOGNISED: Tone.BAD,
}


def _result_icon(row: ItemView) -> Tone | None:
    return _TONES[row.result] if row.result else None


def _note(row: ItemView) -> str:
    out = [f"{one.member_name} không biểu quyết ({one.reason})" for one in row.recusals]
    return "; ".join([*([row.void] if row.void else []), *out, row.reason or row.discussion]).strip(
        "; "
    )


COLUMNS: tuple[Column[ItemView], ...] = (
    Column("place", "STT", lambda row: str(row.place), "right", 5, sort=False),
    Column("name", "Mô hình, điển hình", lambda row: row.name, width=42, sort=False),
    Column("assessed", "Thẩm định", lambda row: row.assessed, width=16, sort=False, spare=True),
    Column("vote", "Biểu quyết", lambda row: row.vote_words, width=40, sort=False),
    Column(
        "result", "Kết luận", lambda row: row.result_words, width=28, sort=False, icon=_result_icon
    ),
    Column("note", "Lý do, ghi chú", _note, width=30, sort=False),
)


def _key(row: ItemView) -> str:
    return row.uid


class VotesPart(MeetingStep):
    """See the module's text."""

    def __init__(self, work: Workplace) -> None:
        super().__init__(work)
        self.modes = QTabBar()
        self.rule = QLabel()
        self.box = CountsBox()
        self.quota = Banner("", Tone.WARN)
        self.hold_button = self.quota.add_button("Kết luận theo số lượng", self._on_hold)
        self._of = ""  # the item whose counts stand in the box, "" for the whole list
        self._meeting = ""
        self._moving = False
        self._model = RowsModel(COLUMNS, row_key=_key)
        self.table: DataTable[ItemView] = DataTable(
            self._model, name="meeting.votes", store=work.store, empty=NOTHING
        )
        self.menu_button = QPushButton("Kết luận")
        self._assemble()
        self._add_keys()
        self.modes.currentChanged.connect(self._on_mode)
        self.table.selection_changed.connect(self._on_selection)
        self.table.opened.connect(self._on_row)
        self.box.entered.connect(self._on_entered)

    def _assemble(self) -> None:
        self.modes.addTab("Chung cả danh sách")
        self.modes.addTab("Từng mục")
        self.modes.setDrawBase(False)
        self.modes.setAccessibleName("Cách biểu quyết")
        self.modes.setTabToolTip(LIST, "Một lần giơ tay cho cả danh sách (Ctrl+L)")
        self.modes.setTabToolTip(EACH, "Nhập số phiếu từng mục, Enter sang mục sau (Ctrl+L)")
        theme.role(self.rule, "soft")
        self.rule.setWordWrap(True)
        head = WrapRow()
        head.addWidget(self.modes)
        self.discuss_button = button(
            "Thảo luận...", self._on_discuss, icon="note", tip="Ghi ý kiến thảo luận (F4)"
        )
        self.recuse_button = button(
            "Không biểu quyết...", self._on_recuse, tip="Thành viên không biểu quyết mục này (F3)"
        )
        for one in (self.discuss_button, self.recuse_button, self.menu_button):
            self.table.bar.addWidget(one)
        self.rows.addLayout(head)
        self.rows.addWidget(self.rule)
        self.rows.addWidget(self.box)
        self.rows.addWidget(self.quota)
        self.rows.addWidget(self.table, 1)

    def _add_keys(self) -> None:
        menu = QMenu(self)
        for result, words, key, letter in RESULTS:
            conclude = partial(self.conclude, result)
            menu.addAction(f"{words}\t{key}", conclude)
            self.table.add_action(words, conclude, shortcut=letter)
            self.key(key, conclude)
        menu.addSeparator()
        menu.addAction("Kết luận mọi mục theo kết quả biểu quyết", self._on_accept_all)
        menu.addAction("Bỏ kết quả biểu quyết", self._on_clear)
        menu.addAction("Bỏ ghi không tham gia biểu quyết", self._on_take_back)
        self.menu_button.setMenu(menu)
        self.menu_button.setProperty("menu", True)
        self.table.add_action("Ghi ý kiến thảo luận...", self._on_discuss, icon="note")
        self.table.add_action("Thành viên không biểu quyết...", self._on_recuse, icon="person")
        self.table.add_action(
            "Bỏ kết quả biểu quyết", self._on_clear, icon="delete", shortcut="Del"
        )
        self.key("F3", self._on_recuse)
        self.key("F4", self._on_discuss)
        self.key("Ctrl+L", self._on_other_mode)

    # what the desk calls

    def show_view(self, view: MeetingView) -> None:
        first = self._meeting != view.row.uid
        self.view, self._meeting = view, view.row.uid
        self.rule.setText(view.rules.words)
        self._moving = True
        self._model.set_rows(view.items)
        if view.items and (first or not self.table.selected_numbers()):
            self.table.select_row(0)
        if first:
            self._of = ""
            whole = view.rules.whole_list and not view.rules.secret
            self.modes.setCurrentIndex(LIST if whole else EACH)
        self.modes.setTabEnabled(LIST, not view.rules.secret)
        self._moving = False
        self._show_again(first)
        self._show_quota(view)
        for one in (self.discuss_button, self.recuse_button, self.menu_button):
            one.setEnabled(self.writable and bool(view.items))

    def take_focus(self) -> None:
        if self.writable and self.box.names() and self.view is not None and self.view.items:
            self.box.take_focus()
        else:
            self.table.view.setFocus()

    def leave(self) -> bool:
        return self._keep()

    def _show_quota(self, view: MeetingView) -> None:
        """Say where more was voted through than a quota holds."""
        over = [one for one in meeting_quotas.edges(self.work.session, view) if one.exceeded]
        beyond = meeting_quotas.beyond(over)
        passed = (Result.RECOGNISED, Result.LOWER)
        wrong = [item for item in view.items if item.uid in beyond and item.result in passed]
        self.quota.setVisible(bool(wrong))
        self.hold_button.setEnabled(self.writable)
        if wrong:
            edge = over[0]
            where = f" ({edge.unit_name})" if edge.unit_name else ""
            words = (
                f"{edge.title_name}{where}: {edge.words}, còn {edge.left:02d} suất; "
                f"{len(wrong):02d} mục vượt số lượng hoặc ngang phiếu ở suất cuối."
            )
            self.quota.show_text(words, Tone.WARN)

    def _on_hold(self) -> None:
        if self.writable and self._keep():
            self.do(meeting_quotas.hold_to_quotas, self._meeting)

    # the box of counts

    @property
    def together(self) -> bool:
        """Whether the whole list is voted on at once."""
        return self.modes.currentIndex() == LIST

    def _item(self) -> ItemView | None:
        rows = self.table.selected_rows()
        return rows[0] if rows else None

    def _show_again(self, first: bool) -> None:
        """What is typed and not yet recorded stays, also when something else has changed."""
        before, typed = self._of, self.box.texts() if self.box.is_changed() else None
        self._show_box()
        if typed is not None and not first and self._of == before:
            self.box.set_texts(typed)

    def _show_box(self) -> None:
        view = self.view
        if view is None:
            return
        self.box.set_read_only(not self.writable)
        if self.together:
            self._show_list(view)
        else:
            self._show_item(view)

    def _show_list(self, view: MeetingView) -> None:
        self._of = ""
        items = meeting_votes.voted_together(view)
        if not items:
            why = "Không còn mục nào biểu quyết chung; các mục đã biểu quyết từng mục."
            self.box.show_nothing("Biểu quyết chung cả danh sách", why)
            return
        title = f"Biểu quyết chung cả danh sách: {len(items)} mục"
        apart = len(view.standing) - len(items)
        if apart:
            title += f", còn {apart} mục biểu quyết riêng"
        counts = meeting_votes.list_counts(view) or Counts()
        preview = partial(meeting_votes.preview_list, view)
        self.box.show_vote(title, view.rules, view.voters, counts, preview)

    def _show_item(self, view: MeetingView) -> None:
        item = self._item()
        if item is None or item.void:
            self._of = ""
            self.box.show_nothing(
                item.name if item else "Biểu quyết từng mục",
                item.void if item else "Chọn một mục ở dưới.",
            )
            return
        self._of = item.uid
        title = f"Mục {item.place}/{len(view.items)}: {item.name}"
        rules = replace(view.rules, secret=item.secret)
        if rules != view.rules:
            title += " (bỏ phiếu kín)" if item.secret else " (giơ tay)"
        preview = partial(meeting_votes.preview, view, item.uid)
        self.box.show_vote(title, rules, item.voters, item.counts, preview)

    def _keep(self) -> bool:
        """Record what is typed, if anything was; False when a number cannot be."""
        if not self.writable or self.view is None or not self.box.is_changed():
            return True
        try:
            counts = self.box.counts()
        except FieldError as error:
            self.work.messages.error(self, error)
            self.box.take_focus()
            return False
        return self._record(counts)

    def _record(self, counts: Counts) -> bool:
        assert self.view is not None
        if self._of:
            return self.do(meeting_votes.set_vote, self._of, counts)
        return self.do(meeting_votes.set_list_vote, self.view.row.uid, counts)

    def _on_entered(self) -> None:
        if not self.writable or self.view is None:
            return
        counts = self.box.counts()
        together = self.together
        if not self._record(counts):
            return
        if together:
            self.work.say("Đã ghi kết quả biểu quyết cho cả danh sách.")
            self.table.view.setFocus()
        else:
            self._go_down()

    def _go_down(self) -> None:
        """The next item; after the last one, the list."""
        numbers = self.table.selected_numbers()
        if numbers and numbers[0] + 1 < self._model.rowCount():
            self.table.select_row(numbers[0] + 1)
            self.box.take_focus()
        else:
            self.work.say("Đã nhập xong các mục.")
            self.table.view.setFocus()

    def _on_other_mode(self) -> None:
        self.modes.setCurrentIndex(EACH if self.together else LIST)

    def _on_mode(self) -> None:
        if self._moving:
            return
        if not self._keep():
            self._moving = True
            self.modes.setCurrentIndex(EACH if self.together else LIST)
            self._moving = False
            return
        self._show_box()
        self.take_focus()

    def _on_selection(self) -> None:
        if self._moving or self.together or self.view is None:
            return
        item = self._item()
        if item is not None and item.uid == self._of:
            return
        before, wanted = self._of, item.uid if item else ""
        if not self._keep():
            self._select(before)
            return
        self._select(wanted)
        self._show_box()

    def _select(self, uid: str) -> None:
        self._moving = True
        self.table.select_key(uid)
        self._moving = False

    def _on_row(self, _row: ItemView) -> None:
        self.modes.setCurrentIndex(EACH)
        self.box.take_focus()

    # conclusions

    def conclude(self, result: Result) -> None:
        """What the meeting concluded on the selected items."""
        rows = self.table.selected_rows()
        if not self.writable or not rows or not self._keep():
            return
        if not result.needs_reason:
            for row in rows:
                if not self.do(meeting_votes.set_result, row.uid, result, row.reason):
                    return
        elif len(rows) == 1:
            self._ask(ResultDialog(self, self.work, self._fresh(rows[0]), result))
        else:
            self._conclude_many(rows, result)

    def _fresh(self, row: ItemView) -> ItemView:
        assert self.view is not None
        return self.view.item(row.uid)

    def _conclude_many(self, rows: list[ItemView], result: Result) -> None:
        reason = self.work.messages.ask_reason(
            self, result.label, f"Lý do cho {len(rows)} mục đã chọn?", yes="Kết luận"
        )
        for row in rows if reason else ():
            if not self.do(meeting_votes.set_result, row.uid, result, reason):
                return

    def _ask(self, dialog: ItemDialog) -> None:
        if dialog.ask() is not None:
            self.work.broadcast(dialog.result_value)

    def _on_discuss(self) -> None:
        if (item := self._item()) and self.writable and self._keep():
            self._ask(DiscussionDialog(self, self.work, self._fresh(item)))

    def _on_recuse(self) -> None:
        if (item := self._item()) and self.writable and self._keep() and self.view is not None:
            self._ask(RecusalDialog(self, self.work, self.view, self._fresh(item)))

    def _on_take_back(self) -> None:
        if (item := self._item()) and self.writable:
            for recusal in item.recusals:
                self.do(meeting_votes.take_back_recusal, recusal.uid)

    def _on_accept_all(self) -> None:
        if self.writable and self._keep():
            self.do(meeting_votes.accept_proposed, self._meeting)

    def _on_clear(self) -> None:
        rows = [row.uid for row in self.table.selected_rows() if row.counts.entered]
        if self.writable and rows:
            self.do(meeting_votes.clear_votes, rows)
