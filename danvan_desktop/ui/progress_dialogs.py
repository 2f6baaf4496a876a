"""Small dialogs of the work that goes on: a note with photos, evidence, a story, a step.

Own asking; keeping is `services/progress` and `services/registrations`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import FieldError
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.evidence_files import PATTERNS
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.file_drop import PICTURES, FileDropArea
from danvan_desktop.ui.workplace import Workplace

NOTE_LIMIT = 4_000
PHOTO_PATTERNS = "Ảnh (*.jpg *.jpeg *.png *.webp *.bmp *.gif *.tif *.tiff)"


@dataclass(frozen=True)
class NoteInput:
    """What was done, when, and the photos of it."""

    on: date
    text: str
    photos: tuple[Path, ...] = ()


class NoteDialog(FormDialog[NoteInput]):
    """A progress note, new or to be changed; photos can be dragged in with a new one."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        *,
        about: str,
        submit: Callable[[NoteInput], Any] | None = None,
        photos: Sequence[Path] = (),
        note: NoteInput | None = None,
        draft_key: str = "",
    ) -> None:
        title = "Sửa ghi chú tiến độ" if note else "Ghi chú tiến độ"
        super().__init__(
            parent,
            work.messages,
            title=title,
            submit=submit,
            drafts=work.drafts,
            draft_key=draft_key,
        )
        self._today = work.session.today()
        text = TextField(
            "text", "Đã làm được gì", required=True, limit=NOTE_LIMIT, lines=5, hint=about
        )
        self.form.add(text)
        self.form.add(DateField("on", "Ngày", required=True))
        self._photos: FileDropArea | None = None
        if note is None:
            self._photos = FileDropArea(
                "photos",
                "Ảnh kèm theo",
                work.messages,
                patterns=PHOTO_PATTERNS,
                endings=PICTURES,
                hint="Kéo ảnh từ máy tính vào khung. Ảnh được chép vào dữ liệu của đơn vị.",
            )
            self.form.add(self._photos)
        self.form.set_values({"on": note.on, "text": note.text} if note else {"on": self._today})
        self.begin()
        if self._photos is not None:
            self._photos.add_files(photos)
        text.setFocus()

    def input(self, values: dict[str, Any]) -> NoteInput:
        if values["on"] > self._today:
            raise FieldError("on", "Ngày ghi chú không thể ở tương lai.")
        return NoteInput(values["on"], values["text"], values.get("photos", ()))


@dataclass(frozen=True)
class EvidenceInput:
    """Files that show something, for one criterion where it is named."""

    files: tuple[Path, ...]
    criterion: str
    title: str


class EvidenceDialog(FormDialog[EvidenceInput]):
    """Files as evidence. `criteria` are (code, words) of the registration's set."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        *,
        criteria: Sequence[tuple[str, str]],
        submit: Callable[[EvidenceInput], Any] | None = None,
        files: Sequence[Path] = (),
    ) -> None:
        super().__init__(parent, work.messages, title="Thêm minh chứng", submit=submit)
        area = FileDropArea("files", "Tệp", work.messages, patterns=PATTERNS, required=True)
        self.form.add(area)
        self.form.add(LineField("title", "Tên minh chứng", hint="Để trống thì dùng tên tệp."))
        choice = ChoiceField(
            "criterion",
            "Cho tiêu chí",
            criteria,
            hint="Để trống nếu minh chứng cho cả mô hình, điển hình.",
        )
        self.form.add(choice)
        choice.setVisible(bool(criteria))
        self.begin()
        area.add_files(files)

    def input(self, values: dict[str, Any]) -> EvidenceInput:
        return EvidenceInput(values["files"], values["criterion"] or "", values["title"])


@dataclass(frozen=True)
class StoryInput:
    """A published piece: its title, where, when, and its address."""

    title: str
    published_in: str
    on: date | None
    link: str


class StoryDialog(FormDialog[StoryInput]):
    """A piece of news or an article about the initiative."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        *,
        submit: Callable[[StoryInput], Any] | None = None,
        draft_key: str = "",
    ) -> None:
        super().__init__(
            parent,
            work.messages,
            title="Thêm tin, bài",
            submit=submit,
            drafts=work.drafts,
            draft_key=draft_key,
        )
        self._today = work.session.today()
        self.form.add(LineField("title", "Tên tin, bài", required=True))
        self.form.add_row(
            LineField("published_in", "Nơi đăng", required=True, hint="Báo, đài, trang, bản tin."),
            DateField("on", "Ngày đăng"),
        )
        self.form.add(LineField("link", "Đường dẫn (nếu có)", limit=500))
        self.begin()

    def input(self, values: dict[str, Any]) -> StoryInput:
        if values["on"] is not None and values["on"] > self._today:
            raise FieldError("on", "Ngày đăng không thể ở tương lai.")
        return StoryInput(**values)


@dataclass(frozen=True)
class NotedStep:
    """A step that somebody took: which, when, who, and what is to be said of it."""

    kind: StepKind
    on: date
    by_name: str
    reason: str


REASONED = (StepKind.FORMAL_ONLY, StepKind.STOPPED)
"""Steps that need their cause."""


class NotedStepDialog(FormDialog[NotedStep]):
    """Notes a step out of some: a report, a confirmation, how the work goes."""

    def __init__(
        self,
        parent: QWidget | None,
        work: Workplace,
        *,
        title: str,
        kinds: Sequence[StepKind],
        about: str,
        submit: Callable[[NotedStep], Any] | None = None,
    ) -> None:
        super().__init__(parent, work.messages, title=title, submit=submit)
        self._today = work.session.today()
        self.form.add(
            ChoiceField(
                "kind", "Nội dung", [(k, k.label) for k in kinds], required=True, hint=about
            )
        )
        self.form.add_row(
            DateField("on", "Ngày", required=True),
            LineField("by_name", "Người hoặc cơ quan thực hiện"),
        )
        self.form.add(TextField("reason", "Nguyên nhân, ghi chú", limit=NOTE_LIMIT, lines=3))
        self.form["kind"].changed.connect(self._on_kind)
        self.form.set_values({"kind": kinds[0], "on": self._today})
        self._on_kind()
        self.begin()

    def _on_kind(self) -> None:
        try:
            kind = self.form["kind"].value()
        except FieldError:
            return
        self.form["reason"].set_required(kind in REASONED)

    def input(self, values: dict[str, Any]) -> NotedStep:
        if values["on"] > self._today:
            raise FieldError("on", "Ngày ghi nhận không thể ở tương lai.")
        return NotedStep(**values)
