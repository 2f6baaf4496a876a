"""Dialogs of appraisal on the spot: choosing what is visited, day and hour, the minutes.

Own asking; what makes minutes complete is `domain/visits`, keeping is `services/visits`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from danvan_desktop.domain.clock_times import parse_time
from danvan_desktop.domain.visits import Minutes, Recommendation
from danvan_desktop.services import visits
from danvan_desktop.services.registration_list import RegistrationRow
from danvan_desktop.services.session import Changes
from danvan_desktop.services.visits import Team, VisitRow
from danvan_desktop.ui import theme
from danvan_desktop.ui.check_list_field import CheckListField
from danvan_desktop.ui.choice_field import ChoiceField, pick_width
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.file_drop import PICTURES, FileDropArea
from danvan_desktop.ui.progress_dialogs import PHOTO_PATTERNS
from danvan_desktop.ui.workplace import Workplace

_LIMIT = 4_000
_TIME_HINT = "Ví dụ 7h30 hoặc 14:00."


@dataclass(frozen=True)
class PlanInput:
    """What is put on the schedule; `council` "" when no team is chosen."""

    registrations: tuple[str, ...]
    council: str
    on: date | None


class PlanDialog(FormDialog[PlanInput]):
    """Which registrations are visited, by which team, from which day."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        rows: Sequence[RegistrationRow],
        teams: Sequence[Team],
        *,
        submit: Callable[[PlanInput], Any] | None = None,
    ) -> None:
        super().__init__(parent, work.messages, title="Xếp lịch thẩm định thực tế", submit=submit)
        chosen = CheckListField(
            "registrations",
            "Mô hình, điển hình",
            nothing="Chưa chọn mô hình, điển hình nào.",
            hint="Bỏ dấu ở những nơi không thẩm định thực tế.",
        )
        chosen.set_choices([(row.uid, f"{row.name} - {row.subject_name}") for row in rows])
        self.form.add(chosen)
        team = ChoiceField(
            "council",
            "Tổ thẩm định",
            [(one.uid, one.name) for one in teams],
            hint="" if teams else "Chưa có tổ thẩm định nào được lưu; có thể ghi tên ở biên bản.",
        )
        self.form.add_row(team, DateField("on", "Ngày", hint="Để trống nếu chưa xếp được ngày."))
        if len(teams) == 1:
            team.set_value(teams[0].uid)
        self.form.mark_saved()
        self.begin()

    def input(self, values: dict[str, Any]) -> PlanInput:
        return PlanInput(values["registrations"], values["council"] or "", values["on"])


@dataclass(frozen=True)
class ScheduleInput:
    """Day, hour and place of one visit or of several."""

    on: date | None
    starts: str
    venue: str


class ScheduleDialog(FormDialog[ScheduleInput]):
    """Day, hour and place."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        rows: Sequence[VisitRow],
        *,
        submit: Callable[[ScheduleInput], Any] | None = None,
    ) -> None:
        super().__init__(parent, work.messages, title="Ngày, giờ, địa điểm", submit=submit)
        first = rows[0].minutes
        self.form.add_row(
            DateField("on", "Ngày"), LineField("starts", "Giờ bắt đầu", hint=_TIME_HINT)
        )
        self.form.add(LineField("venue", "Địa điểm", hint=_about(rows)))
        self.form.set_values({"on": first.on, "starts": first.starts, "venue": first.venue})
        self.begin()

    def input(self, values: dict[str, Any]) -> ScheduleInput:
        parse_time(values["starts"], field="starts", label="Giờ bắt đầu")
        return ScheduleInput(values["on"], values["starts"], values["venue"])


def _about(rows: Sequence[VisitRow]) -> str:
    return rows[0].registration.name if len(rows) == 1 else f"Áp dụng cho {len(rows)} nơi đã chọn."


class MinutesDialog(FormDialog[tuple[Minutes, tuple[Path, ...]]]):
    """The minutes of a visit, keyed in from paper; saved half done, or finished and locked."""

    def __init__(self, parent: QWidget | None, work: Workplace, row: VisitRow) -> None:
        super().__init__(
            parent,
            work.messages,
            title="Biên bản thẩm định thực tế",
            submit=self._keep,
            drafts=work.drafts,
            draft_key=f"visit.{row.uid}",
        )
        self._session = work.session
        self._row = row
        self._finishing = False
        self.finish_button = QPushButton("Lưu và hoàn thành")
        self._build(work)
        said = row.minutes
        self.form.set_values(
            {
                "on": said.on,
                "starts": said.starts,
                "ends": said.ends,
                "venue": said.venue,
                "team": said.team,
                "hosts": said.hosts,
                "findings": said.findings,
                "opinions": said.opinions,
                "recommendation": said.recommendation,
                "reason": said.reason,
            }
        )
        if row.finished:
            self._lock()
        self.begin()

    def _build(self, work: Workplace) -> None:
        form, row = self.form, self._row
        about = QLabel(f"{row.registration.name} - {row.registration.subject_name}")
        about.setWordWrap(True)
        about.setTextFormat(Qt.TextFormat.PlainText)
        theme.role(about, "strong")
        form.rows.addWidget(about)
        form.add_row(
            DateField("on", "Ngày"),
            LineField("starts", "Từ", hint=_TIME_HINT),
            LineField("ends", "Đến"),
        )
        form.add(LineField("venue", "Địa điểm"))
        form.add_row(
            TextField(
                "team", "Người của tổ thẩm định", limit=_LIMIT, lines=3, hint="Mỗi dòng một người."
            ),
            TextField("hosts", "Đại diện đơn vị, cơ sở", limit=_LIMIT, lines=3),
        )
        form.add(TextField("findings", "Kết quả thẩm định thực tế", limit=_LIMIT, lines=5))
        form.add(TextField("opinions", "Ý kiến của người dân, cơ sở", limit=_LIMIT, lines=2))
        choices = [(one, one.label) for one in Recommendation]
        form.add_row(
            pick_width(ChoiceField("recommendation", "Đề nghị của tổ", choices), 30),
            TextField("reason", "Lý do", limit=_LIMIT, lines=2),
        )
        self.photos = FileDropArea(
            "photos",
            f"Ảnh chụp tại cơ sở (đã có {row.photos})" if row.photos else "Ảnh chụp tại cơ sở",
            work.messages,
            patterns=PHOTO_PATTERNS,
            endings=PICTURES,
            hint="Ảnh được lưu cùng minh chứng của mô hình, điển hình.",
        )
        form.add(self.photos)
        self.finish_button.setAutoDefault(False)
        self.finish_button.setToolTip("Khóa biên bản; muốn sửa phải mở lại kèm lý do")
        self.finish_button.clicked.connect(self._on_finish)
        self.buttons.insertWidget(1, self.finish_button)

    def _lock(self) -> None:
        self.form.set_read_only(True)
        self.save_button.hide()
        self.finish_button.hide()
        self.cancel_button.setText("Đóng")

    def input(self, values: dict[str, Any]) -> tuple[Minutes, tuple[Path, ...]]:
        photos = values.pop("photos", ()) or ()
        return Minutes(**values), tuple(photos)

    def _keep(self, given: tuple[Minutes, tuple[Path, ...]]) -> Changes:
        minutes, photos = given
        changes = visits.save_minutes(self._session, self._row.uid, minutes, photos)
        self.photos.set_value(())
        if self._finishing:
            return visits.finish(self._session, self._row.uid)
        return changes

    def _on_finish(self) -> None:
        self._finishing = True
        self.accept()
        self._finishing = False


def ask_plan(parent: QWidget, work: Workplace) -> PlanDialog:
    """The dialog that puts what is not yet visited on the schedule."""
    session, key = work.session, (work.programme_id, work.year)

    def keep(given: PlanInput) -> Changes:
        return visits.plan(session, *key, given.registrations, council=given.council, on=given.on)

    return PlanDialog(parent, work, visits.to_visit(session, *key), visits.teams_of(), submit=keep)


def ask_schedule(parent: QWidget, work: Workplace, rows: Sequence[VisitRow]) -> ScheduleDialog:
    """The dialog for day, hour and place of these visits."""
    keep = partial(_reschedule, work, tuple(row.uid for row in rows))
    return ScheduleDialog(parent, work, rows, submit=keep)


def _reschedule(work: Workplace, uids: tuple[str, ...], given: ScheduleInput) -> Changes:
    return visits.reschedule(work.session, uids, given.on, given.starts, given.venue)
