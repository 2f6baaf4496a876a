"""“Đề nghị công nhận”: who can be recognised, what stands against it, what to heed.

The official selects lines and drafts a decision of an own body, or enters one taken above. Reasons
and warnings are `services/candidates`'; this part shows them.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import DanVanError, UserError
from danvan_desktop.services import (
    authority,
    recognition,
    registration_list,
    registrations,
    second_rounds,
    title_standing,
    units,
)
from danvan_desktop.services import candidates as candidate_service
from danvan_desktop.services.authority import Power
from danvan_desktop.services.candidates import Candidate
from danvan_desktop.services.decision_view import LineDraft
from danvan_desktop.services.likeness import Names
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.ui import theme
from danvan_desktop.ui.above_dialog import AboveDialog
from danvan_desktop.ui.candidate_columns import COLUMNS, candidate_key
from danvan_desktop.ui.decision_dialog import DecisionDialog
from danvan_desktop.ui.dialogs import Banner
from danvan_desktop.ui.empty_view import Empty
from danvan_desktop.ui.paper_links import open_new_paper
from danvan_desktop.ui.table_models import RowsModel
from danvan_desktop.ui.tables import DataTable
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.title_card import TitleCard
from danvan_desktop.ui.workplace import Workplace

NOTHING = Empty(
    "Chưa có đăng ký nào đã thẩm định",
    "Thẩm định và hoàn thành phiếu ở “Đánh giá”; đăng ký nào đạt sẽ hiện ở đây để lập quyết định.",
    "recognise",
    "Đến Đánh giá",
)
ALL_DECIDED = Empty(
    "Không còn đăng ký nào chờ công nhận",
    "Các đăng ký đạt của năm này đã có quyết định. Đăng ký thẩm định thêm sẽ hiện ở đây.",
    "recognise",
)
_DRAFTED = "Đã lưu dự thảo. Xem, in, trình ký, rồi bấm “Nhập số, ngày”."


class CandidatesPart(QWidget):
    """See the module's text. `decided(uid)` once a draft or a decision from above was kept."""

    decided = Signal(str)

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._powers: dict[str, tuple[Power, ...]] = {}
        self._dialog: DecisionDialog | AboveDialog | None = None
        self._model = RowsModel(COLUMNS, row_key=candidate_key)
        self.table: DataTable[Candidate] = DataTable(
            self._model, name="candidates", store=work.store, empty=NOTHING
        )
        self.banner = Banner("", Tone.INFO)
        self.settings_button = self.banner.add_button("Mở Thiết lập", self._on_settings)
        self.titles = TitleCard()
        self._names_index: Names | None = None
        self.details = QLabel()
        self.ready_button = QPushButton("Chọn mọi dòng đủ điều kiện")
        self.above_button = QPushButton("Nhập quyết định cấp trên")
        self.propose_button = QPushButton("Đề nghị cấp trên")
        self.paper_button = QPushButton("Lập tờ trình")
        self.draft_button = QPushButton("Lập quyết định")
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        theme.role(self.draft_button, "primary")
        self.draft_button.setToolTip("Lập dự thảo quyết định cho các dòng đang chọn (Ctrl+L)")
        self.above_button.setToolTip(
            "Cấp trên đã ra quyết định cho các dòng đang chọn: nhập số, ngày của quyết định đó"
        )
        self.propose_button.setToolTip(
            "Ghi là đã đề nghị cấp trên công nhận các dòng đang chọn (Ctrl+Shift+L)"
        )
        self.paper_button.setToolTip("Tờ trình đề nghị công nhận kèm danh sách, soạn ở “Văn bản”")
        for button in self._buttons():
            self.table.bar.addWidget(button)
        card = QFrame()
        theme.role(card, "card")
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setWordWrap(True)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(theme.gap(), theme.gap() // 2, theme.gap(), theme.gap() // 2)
        inner.addWidget(self.details)
        self._card = card
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.gap())
        layout.addWidget(self.banner)
        layout.addWidget(self.titles)
        layout.addWidget(self.table, 1)
        layout.addWidget(card)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.ready_button,
            self.paper_button,
            self.propose_button,
            self.above_button,
            self.draft_button,
        )

    def _connect(self) -> None:
        self.table.selection_changed.connect(self._show_details)
        self.table.opened.connect(self._on_opened)
        self.table.empty_pressed.connect(self._on_evaluation)
        self.ready_button.clicked.connect(self.select_ready)
        self.above_button.clicked.connect(self._on_above)
        self.propose_button.clicked.connect(self._on_propose)
        self.draft_button.clicked.connect(self._on_draft)
        self.paper_button.clicked.connect(self._on_paper)
        self.titles.meet.connect(self._on_meet)
        add = self.table.add_action
        add("Lập quyết định", self._on_draft, icon="recognise", shortcut="Ctrl+L")
        add("Đề nghị cấp trên", self._on_propose, icon="send", shortcut="Ctrl+Shift+L")
        add("Lập tờ trình", self._on_paper, icon="file", needs_rows=False)
        add("Nhập quyết định cấp trên", self._on_above, icon="receive")
        add("Mở hồ sơ đăng ký", self._on_record, icon="register")

    def _on_paper(self) -> None:
        """The proposal to recognise, with the list of all who passed."""
        open_new_paper(self._work, PaperKind.RECOGNITION_PROPOSAL)

    def reload(self) -> None:
        """Read the candidates and powers again."""
        work = self._work
        rows: tuple[Candidate, ...] = ()
        if work.programme_id:
            rows = candidate_service.candidates(work.session, work.programme_id, work.year)
            self._powers = authority.own_powers(work.session, work.programme)
        self.table.set_empty(NOTHING if rows or not self._some_recognised() else ALL_DECIDED)
        self._model.set_rows(rows)
        self._names_index = None
        self._show_titles(rows)
        for button in self._buttons():
            button.setEnabled(bool(rows))
        self._show_powers()
        self._show_details()

    def _some_recognised(self) -> bool:
        work = self._work
        every = registration_list.all_rows(work.session, work.programme_id, work.year)
        return any(row.recognised for row in every)

    def select_ready(self) -> None:
        """Select every line that nothing stands against."""
        picked = QItemSelection()
        last = len(COLUMNS) - 1
        for number, row in enumerate(self._model.shown()):
            if row.ready:
                picked.select(self._model.index(number, 0), self._model.index(number, last))
        selection = self.table.view.selectionModel()
        if not picked.isEmpty():
            first = picked.indexes()[0]
            selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        selection.select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.table.view.setFocus()

    def ready_count(self) -> int:
        return sum(row.ready for row in self._model.shown())

    def _show_powers(self) -> None:
        work = self._work
        if not work.programme_id:
            self.banner.hide()
            return
        names = {row.uid: row.name for row in units.offered_bodies(work.session)}
        words = [
            f"{names[body]}: {_power_words(work.programme, power)}"
            for body, powers in self._powers.items()
            for power in powers
            if body in names
        ]
        if words:
            self.banner.show_text("\n".join(words), Tone.INFO)
        else:
            self.banner.show_text(
                "Chưa ghi đơn vị được công nhận cấp nào theo chương trình này. Nếu cấp trên quyết "
                "định: bấm “Đề nghị cấp trên”, gửi tờ trình, danh sách và tệp dữ liệu lên; khi có "
                "quyết định thì nhận tệp kết quả, hoặc bấm “Nhập quyết định cấp trên”. Nếu đơn vị "
                "quyết định: ghi thẩm quyền và căn cứ trong Thiết lập.",
                Tone.WARN,
            )
        self.settings_button.setVisible(not words)
        self.propose_button.setVisible(not words)
        self.banner.show()

    def _show_titles(self, rows: tuple[Candidate, ...]) -> None:
        """How many each title has, its quota, and who is equal at the edge."""
        work = self._work
        found = (
            title_standing.standing(work.session, work.programme_id, work.year, rows)
            if work.programme_id
            else ()
        )
        self.titles.show_standing(found, self._names())

    def _show_details(self) -> None:
        row = self.table.current_row()
        warnings = [*row.warnings, *self._near(row)] if row is not None else []
        self._card.setVisible(row is not None and bool(row.reasons or warnings))
        if row is not None:
            lines = [row.registration.name, *(f"Chưa được: {reason}" for reason in row.reasons)]
            lines += [f"Lưu ý: {warning}" for warning in warnings]
            self.details.setText("\n".join(lines))

    def _near(self, row: Candidate) -> tuple[str, ...]:
        """Names that are nearly the same, looked for when a line is chosen."""
        if self._names_index is None:
            self._names_index = Names(self._work.session, self._work.year)
        return self._names_index.near(row.registration.uid)

    # slots

    def _chosen(self) -> list[Candidate]:
        """The selected lines; says so when nothing is selected."""
        rows = self.table.selected_rows()
        if not rows:
            nothing = UserError(
                "Chưa chọn đăng ký nào.",
                todo="Chọn một hoặc nhiều dòng (Ctrl, Shift), hoặc “Chọn mọi dòng đủ điều kiện”.",
            )
            self._work.messages.error(self, nothing)
        return rows

    def _on_draft(self) -> None:
        rows = self._chosen()
        against = next((row for row in rows if not row.ready), None)
        if against is not None:
            refused = UserError(
                f"“{against.registration.name}”: {against.reasons[0]}",
                safe="Dữ liệu không thay đổi.",
                todo="Bỏ chọn dòng này hoặc bổ sung phần còn thiếu rồi lập quyết định.",
            )
            self._work.messages.error(self, refused)
        elif rows:
            self._open_draft(rows)

    def _open_draft(self, rows: list[Candidate]) -> None:
        work = self._work
        try:
            draft = recognition.propose_draft(
                work.session,
                work.programme_id,
                work.year,
                self._body_for(rows[0]),
                [row.registration.uid for row in rows],
            )
            dialog = DecisionDialog(self, work, draft, self._names())
        except DanVanError as error:
            work.messages.error(self, error)
            return
        self._show(dialog)

    def _on_propose(self) -> None:
        """Where an office above decides, its own last step: put forward, all or none."""
        rows = self._chosen()
        work = self._work
        uids = [row.registration.uid for row in rows]
        propose = partial(registrations.record_steps, work.session, uids, StepKind.PROPOSED)
        if rows and work.run(self, propose):
            work.say(f"Đã ghi đề nghị cấp trên công nhận {len(rows)} đăng ký.")

    def _on_meet(self, uids: tuple[str, ...]) -> None:
        """A meeting on equals at the edge of a quota, with the council's usual members."""
        work = self._work
        if not work.messages.confirm(
            self,
            f"Lập cuộc họp bình xét vòng hai với {len(uids)} đăng ký bằng nhau?",
            detail="Thành viên, quy tắc biểu quyết lấy theo hội đồng; sửa được trước khi họp.",
            yes="Lập cuộc họp",
        ):
            return
        made = work.run(self, partial(second_rounds.plan, work.session, list(uids)))
        if made:
            work.say("Đã lập cuộc họp vòng hai.")
            work.go("review", made.uid)

    def _on_above(self) -> None:
        rows = self._chosen()
        if not rows:
            return
        lines = [
            LineDraft(row.registration.uid, row.registration.title, row.registration.level)
            for row in rows
        ]
        others = units.offered_bodies(self._work.session, own_only=False)
        issuers = dict.fromkeys(
            [rule.body for rule in self._work.programme.authorities if rule.body]
            + [row.name for row in others if not row.own]
        )
        self._show(AboveDialog(self, self._work, lines, self._names(), list(issuers)))

    def _show(self, dialog: DecisionDialog | AboveDialog) -> None:
        self._dialog = dialog
        dialog.accepted.connect(self._on_decided)
        dialog.open()

    def _on_decided(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            self._work.broadcast(dialog.result_value)
            self.decided.emit(dialog.result_value.uid)
            draft = isinstance(dialog, DecisionDialog)
            self._work.say(_DRAFTED if draft else "Đã nhập quyết định của cấp trên.")

    def _body_for(self, row: Candidate) -> str:
        """The own body that may give the title at the level, else the first of the office."""
        item = row.registration
        bodies = units.offered_bodies(self._work.session)
        there = {one.uid for one in bodies}
        for body, powers in self._powers.items():
            if body in there and authority.may_give(powers, item.level, item.title):
                return body
        if not bodies:
            raise UserError(
                "Đơn vị chưa có cơ quan, tổ chức nào để ban hành quyết định.",
                todo="Thêm cơ quan của đơn vị trong Thiết lập.",
            )
        return bodies[0].uid

    def _names(self) -> dict[str, str]:
        return {row.registration.uid: row.registration.name for row in self._model.shown()}

    def _on_opened(self, row: Candidate) -> None:
        self._work.go("evaluation", row.registration.uid)

    def _on_record(self) -> None:
        rows = self.table.selected_rows()
        if rows:
            self._work.go("registrations", rows[0].registration.uid)

    def _on_evaluation(self) -> None:
        self._work.go("evaluation", "")

    def _on_settings(self) -> None:
        self._work.go("settings", "")


def _power_words(plan: Programme, power: Power) -> str:
    titles = ", ".join(title.name for title in plan.titles if title.code in power.titles)
    level = next((level.name for level in plan.levels if level.code == power.level), power.level)
    by = "đơn vị tự đặt" if power.set_by_office else power.source
    return (
        f"được công nhận {titles} - {level} ({by})" if by else f"được công nhận {titles} - {level}"
    )
