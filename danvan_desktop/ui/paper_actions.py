"""What can be done with a paper of the desk, each as one slot for a button, a key or a menu line.

From beginning it to the stamped scan, and what comes after: replaced, copied to the next year.
Owns dialogs and questions; what a stage allows is `domain/paper_stages`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.errors import DanVanError, UserError
from danvan_desktop.services import (
    following_papers,
    leader_changes,
    paper_desk,
    paper_files,
    paper_list,
    paper_renewal,
    paper_subjects,
)
from danvan_desktop.services.adoption import AdoptedRow
from danvan_desktop.services.leader_changes import Change
from danvan_desktop.services.paper_desk import Draft
from danvan_desktop.services.paper_list import DeskRow
from danvan_desktop.services.paper_specs import Scope, spec
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Changes
from danvan_desktop.ui.changes_box import SIGN_ANYWAY, UPDATE
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.paper_editor import PaperEditor
from danvan_desktop.ui.paper_window import show_paper
from danvan_desktop.ui.sign_dialog import SignDialog
from danvan_desktop.ui.subject_dialog import SubjectDialog
from danvan_desktop.ui.tasks import Progress
from danvan_desktop.ui.workplace import Workplace

WORD_FILES = "Tệp Word (*.docx)"
SCAN_FILES = "Bản scan (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)"
_BACK_TO_DRAFT = "Đưa về dự thảo..."
_SHOWN, _LINE = 4, 160
"""Changes of the leader that a question names, and how much of each line."""


class PaperActions(QObject):
    """See the module's text. `kept(uid)` names the paper to be shown: saved, or on its way."""

    kept = Signal(str)

    def __init__(
        self, work: Workplace, owner: QWidget, chosen: Callable[[], DeskRow | None]
    ) -> None:
        super().__init__(owner)
        self._work = work
        self._owner = owner
        self._chosen = chosen
        self._dialog: QDialog | None = None

    # beginning and wording

    def begin(self, kind: PaperKind, about: str = "") -> None:
        """Begin a paper; where it needs a record and none is named, ask for it."""
        work, wanted = self._work, spec(kind)
        if wanted.scope is not Scope.YEAR and not about:
            self._ask_subject(kind)
            return
        before = paper_list.earlier(kind, work.programme_id, work.year, about)
        if before is not None and not self._begin_beside(*before):
            return
        make = partial(
            paper_desk.begin, work.session, kind, work.programme_id, work.year, about=about
        )
        if draft := self._made(make):
            self._edit(draft)

    def _begin_beside(self, uid: str, stage: PaperStage) -> bool:
        """Go on with the paper that the record has already; True when a second one is wanted."""
        self.kept.emit(uid)
        if stage is not PaperStage.ISSUED:
            self.on_edit()
            return False
        chosen = self._work.messages.choose(
            self._owner,
            "Văn bản này của hồ sơ đã ban hành.",
            ["Lập văn bản thay thế", "Lập thêm văn bản mới"],
        )
        if chosen == 0:
            self.on_replace()
        return chosen == 1

    def _ask_subject(self, kind: PaperKind) -> None:
        work, wanted = self._work, spec(kind)
        found = paper_subjects.subjects(work.session, wanted.scope, work.programme_id, work.year)
        what = paper_subjects.SCOPE_WORDS[wanted.scope]
        if not found:
            missing = UserError(
                f"Năm này chưa có {what} nào để lập “{wanted.name}”.",
                todo=paper_subjects.WHERE_TO_BEGIN[wanted.scope],
            )
            work.messages.error(self._owner, missing)
            return
        dialog = SubjectDialog(self._owner, wanted.name, what, found)
        self._dialog = dialog
        dialog.accepted.connect(partial(self._on_subject, kind))
        dialog.open()

    def _on_subject(self, kind: PaperKind) -> None:
        dialog, self._dialog = self._dialog, None
        if isinstance(dialog, SubjectDialog):
            self.begin(kind, dialog.chosen())

    def _made(self, make: Callable[[], Draft]) -> Draft | None:
        try:
            return make()
        except DanVanError as error:
            self._work.messages.error(self._owner, error)
            return None

    def _edit(self, draft: Draft) -> None:
        self._show(PaperEditor(self._owner, self._work, draft), "Đã lưu văn bản.")

    def _show(self, dialog: FormDialog[Any], words: str) -> None:
        self._dialog = dialog
        dialog.accepted.connect(partial(self._on_saved, words))
        dialog.open()

    def _on_saved(self, words: str) -> None:
        dialog, self._dialog = self._dialog, None
        if isinstance(dialog, FormDialog):
            self._tell(words, dialog.result_value)

    def _tell(self, words: str, changes: Changes) -> None:
        self._work.broadcast(changes)
        self._work.say(words)
        self.kept.emit(changes.uid)

    def on_edit(self) -> None:
        """Edit the words of a draft; another one is only looked at."""
        row = self._chosen()
        if row is None:
            return
        if not row.stage.open_for_words:
            self.on_view()
        elif draft := self._made(partial(paper_desk.get, self._work.session, row.uid)):
            self._edit(draft)

    def on_view(self) -> None:
        """Look at the paper, print it, save it as PDF or Word."""
        if row := self._chosen():
            show_paper(self._work, self._owner, row.kind.label, partial(self._drawn, row.uid))

    def _drawn(self, uid: str) -> Any:
        return paper_desk.paper(self._work.session, paper_desk.get(self._work.session, uid))

    # the way to its issue

    def _run(self, use_case: Callable[[], Changes], words: str) -> None:
        changes = self._work.run(self._owner, use_case)
        if changes is not None:
            self._work.say(words)
            self.kept.emit(changes.uid)

    def _begin(self, title: str, keep: Callable[[], Changes], words: str) -> None:
        """Carry out a use case that may last, beside the window."""

        def work(_progress: Progress) -> Changes:
            return keep()

        self._start(title, work, partial(self._tell, words))

    def _start(
        self, title: str, work: Callable[[Progress], Any], done: Callable[[Any], None]
    ) -> None:
        self._work.start(title, work, done, self._owner)

    def _open(self, title: str, patterns: str) -> Path | None:
        return self._work.messages.open_file(self._owner, title, patterns)

    def on_submit(self) -> None:
        """Hand it to the leader for signing, up to date or knowingly not."""
        row = self._chosen()
        if row is not None and self._up_to_date(row, "Vẫn trình ký"):
            self._when_heard(row, "Vẫn trình ký", partial(self._submit, row.uid))

    def _submit(self, uid: str) -> None:
        move = partial(paper_desk.move, self._work.session, uid, PaperStage.SUBMITTED)
        self._run(move, "Đã ghi nhận trình ký.")

    def _when_heard(self, row: DeskRow, go_on: str, then: Callable[[], None]) -> None:
        """Go on once nothing that the leader changed in Word is left out, or knowingly so."""
        if row.stage is not PaperStage.RETURNED:
            then()
        elif draft := self._made(partial(paper_desk.get, self._work.session, row.uid)):
            find = partial(leader_changes.changes, self._work.session, draft)
            self._start("Đối chiếu bản Word lãnh đạo sửa", find, partial(self._heard, go_on, then))

    def _heard(self, go_on: str, then: Callable[[], None], left: tuple[Change, ...]) -> None:
        chosen: int | None = 1
        if left:
            chosen = self._work.messages.choose(
                self._owner,
                f"Còn {len(left)} chỗ lãnh đạo đã sửa chưa có trong nội dung.",
                ["Mở để đưa vào nội dung", go_on],
                detail="\n".join(
                    _cut(line) for one in left[:_SHOWN] for line in one.words.split("\n")
                ),
            )
        if chosen == 0:
            self.on_edit()
        elif chosen == 1:
            then()

    def _up_to_date(self, row: DeskRow, go_on: str) -> bool:
        """False when its records changed since and its words are to be brought up to date first:
        at once, or once it is a draft again."""
        if not paper_renewal.behind(self._work.session, row.uid):
            return True
        chosen = self._work.messages.choose(
            self._owner,
            "Hồ sơ đã đổi từ khi lời văn này được đề xuất.",
            [UPDATE if row.stage.open_for_words else _BACK_TO_DRAFT, go_on],
        )
        if chosen == 0:
            (self.on_edit if row.stage.open_for_words else self.on_draft)()
        return chosen == 1

    def on_put_back(self) -> None:
        """Put back the Word file that the leader changed."""
        row = self._chosen()
        path = self._open("Chọn tệp Word lãnh đạo đã sửa", WORD_FILES) if row else None
        if row is not None and path is not None:
            keep = partial(paper_files.put_back, self._work.session, row.uid, path)
            self._begin("Nhận bản Word đã sửa", keep, "Đã lưu bản lãnh đạo sửa.")

    def on_sign(self) -> None:
        """Type in number and date as the clerk gave them."""
        row = self._chosen()
        if row is None or not self._up_to_date(row, SIGN_ANYWAY):
            return
        self._when_heard(row, SIGN_ANYWAY, partial(self._sign, row.uid))

    def _sign(self, uid: str) -> None:
        if draft := self._made(partial(paper_desk.get, self._work.session, uid)):
            self._show(SignDialog(self._owner, self._work, draft), "Đã nhập số, ngày.")

    def on_draft(self) -> None:
        """Take it back to the draft; one that was signed only with a reason."""
        row = self._chosen()
        if row is None:
            return
        reason: str | None = ""
        if row.stage is PaperStage.SIGNED:
            reason = self._work.messages.ask_reason(
                self._owner,
                "Đưa về dự thảo",
                f"Vì sao đưa “{row.title}” về dự thảo? Số và ngày đã nhập sẽ bỏ trống.",
                yes="Đưa về dự thảo",
            )
        if reason is not None:
            move = partial(paper_desk.move, self._work.session, row.uid, PaperStage.DRAFT, reason)
            self._run(move, "Đã đưa về dự thảo.")

    def on_issue(self) -> None:
        """Draw it once more, keep the file, and let it stand from then on."""
        row = self._chosen()
        if row is None:
            return
        reason = self._why_issue(row)
        if reason is None:
            return

        issue = partial(paper_desk.issue, self._work.session, row.uid, reason=reason)
        words = "Đã ban hành. Hãy đính kèm bản scan có dấu khi nhận lại."
        self._begin("Ban hành văn bản", issue, words)

    def _why_issue(self, row: DeskRow) -> str | None:
        """The reason of a replacement, "" for another paper; None where the person thinks again."""
        if paper_desk.get(self._work.session, row.uid).replaces:
            return self._work.messages.ask_reason(
                self._owner,
                "Văn bản thay thế",
                "Vì sao thay thế văn bản đã ban hành? Văn bản cũ vẫn được giữ nguyên.",
                yes="Ban hành",
            )
        sure = self._work.messages.confirm(
            self._owner,
            f"Ban hành “{row.title}”?",
            detail="Từ đó văn bản không sửa được nữa; cần đổi thì lập văn bản thay thế.",
            yes="Ban hành",
        )
        return "" if sure else None

    def on_scan(self) -> None:
        """Keep the stamped true paper beside it."""
        row = self._chosen()
        path = self._open("Chọn bản scan có dấu", SCAN_FILES) if row else None
        if row is not None and path is not None:
            keep = partial(paper_files.attach_scan, self._work.session, row.uid, path)
            self._begin("Đính kèm bản scan", keep, "Đã lưu bản scan có dấu.")

    # what comes after

    def on_replace(self) -> None:
        """Begin a new paper that names this one and takes its place."""
        if row := self._chosen():
            make = partial(following_papers.replacement, self._work.session, row.uid)
            if draft := self._made(make):
                self._edit(draft)

    def on_next_year(self) -> None:
        """Begin the same paper for the year after, in a programme of that year."""
        row = self._chosen()
        if row is None:
            return
        found = following_papers.programmes_of_next_year(self._work.session, row.uid)
        if not found:
            over = UserError(
                f"Chương trình này kết thúc năm {self._work.year} và đơn vị chưa dùng chương trình "
                "nào của năm sau để chép sang.",
                todo="Thêm chương trình của giai đoạn mới trong Thiết lập rồi chép lại.",
            )
            self._work.messages.error(self._owner, over)
            return
        chosen = self._programme_among(found)
        if chosen is None:
            return
        copy = following_papers.copy_to_next_year
        if draft := self._made(partial(copy, self._work.session, row.uid, chosen.programme_id)):
            self._edit(draft)

    def _programme_among(self, found: Sequence[AdoptedRow]) -> AdoptedRow | None:
        """The one found without asking, where it is the window's own; None when cancelled."""
        if found[0].programme_id == self._work.programme_id:
            return found[0]
        asked = self._work.messages.choose(
            self._owner,
            "Chép sang chương trình nào của năm sau?",
            [row.name for row in found],
            detail="Văn bản được lưu ở chương trình và năm đó.",
        )
        return None if asked is None else found[asked]

    def on_remove(self) -> None:
        """Throw away a draft, after asking."""
        row = self._chosen()
        if row is None:
            return
        sure = self._work.messages.confirm(
            self._owner,
            f"Xóa “{row.title}”?",
            detail="Nội dung đã soạn và các tệp của văn bản này không lấy lại được.",
            yes="Xóa văn bản",
            danger=True,
        )
        if sure:
            remove = partial(paper_desk.remove, self._work.session, row.uid)
            self._run(remove, "Đã xóa dự thảo.")


def _cut(line: str) -> str:
    return line if len(line) <= _LINE else f"{line[:_LINE].rstrip()}…"
