"""`PaperEditor`: the words of a paper at the left, the real page beside them.

The short form asks what only this paper needs, the wordings are proposed and may be edited; every
change is seen on the page a moment later. What is typed is kept as a draft until it is saved, also
after a crash. Owns no rule: saving is `paper_desk.save`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.errors import FieldError
from danvan_desktop.services import leader_changes, paper_desk, paper_renewal, units
from danvan_desktop.services.paper_desk import Draft
from danvan_desktop.services.paper_wordings import SIGNING, Wording
from danvan_desktop.services.session import Changes
from danvan_desktop.ui import theme
from danvan_desktop.ui.changes_box import ChangesBox
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.dialogs import FormDialog
from danvan_desktop.ui.fields import Field, LineField, TextField
from danvan_desktop.ui.form import Section
from danvan_desktop.ui.leader_word import LeaderWord
from danvan_desktop.ui.paper_preview import LivePreview
from danvan_desktop.ui.proposed_words import ProposedWords, follow_articles, replace_words
from danvan_desktop.ui.workplace import Workplace

TITLE, BODY = "list_title", "issuing_body"
LIMIT = 20_000
_LEFT_CHARS = 62


def draft_key(draft: Draft) -> str:
    """Where what is typed into this paper is kept until it is saved."""
    if draft.uid:
        return f"paper.{draft.uid}"
    return f"paper.new.{draft.request.kind.value}.{draft.request.about}"


class PaperEditor(FormDialog[Draft]):
    """See the module's text. Shown with `open()`; what was saved is `result_value`."""

    def __init__(self, parent: QWidget | None, work: Workplace, draft: Draft) -> None:
        self._work = work
        self._draft = draft
        self._body = draft.request.body
        super().__init__(
            parent,
            work.messages,
            title=draft.spec.name,
            submit=self._save,
            drafts=work.drafts,
            draft_key=draft_key(draft),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.preview = LivePreview(work)
        self.renewal = ChangesBox(
            "Các chỗ hồ sơ đã đổi",
            "Cập nhật vào nội dung",
            "Đổi số liệu trong lời văn, giữ những chữ đã sửa (Ctrl+Z để lấy lại)",
        )
        self._fresh = paper_renewal.proposals(work.session, draft)
        self._proposed = paper_renewal.made_from(draft, self._fresh)
        self.words: dict[str, ProposedWords] = {}
        self._split()
        self._fill_form()
        self._show_leader()
        self._show_renewal()
        self.begin()
        self._fill_screen()
        self.form.changed.connect(self._on_edited)
        self.finished.connect(self.preview.stop)
        self._on_edited()
        self._first_field().setFocus()

    # building

    def _split(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.replaceWidget(self._scroll, split)
        layout.setStretchFactor(split, 1)
        split.addWidget(self._scroll)
        split.addWidget(self.preview)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.chars(_LEFT_CHARS), theme.chars(90)])
        self.preview.setMinimumWidth(theme.chars(40))

    def _fill_form(self) -> None:
        draft, form = self._draft, self.form
        bodies = units.offered_bodies(self._work.session, draft.request.body)
        if len(bodies) > 1 and not draft.spec.issued_by_record:
            choices = [(row.uid, row.name) for row in bodies]
            choice = form.add(ChoiceField(BODY, "Cơ quan ban hành", choices, required=True))
            choice.set_value(draft.request.body)
            choice.changed.connect(self._on_body)
        if draft.spec.asks:
            asked = form.section("Phần cần điền")
            for ask in draft.spec.asks:
                field = LineField(ask.key, ask.label, limit=1_000, hint=ask.hint)
                self._add(field, draft.form.get(ask.key, ""), asked)
        wordings = [one for one in draft.spec.wordings if one not in SIGNING]
        if wordings:
            words = form.section("Nội dung văn bản")
            for one in wordings:
                text = draft.texts.get(one.key, "")
                worded = _wording_field(one)
                self._add_words(worded, text, words)
                if any(ask.place in text for ask in draft.spec.asks):
                    worded.set_hint("Chữ trong ngoặc { } được điền từ “Phần cần điền” ở trên.")
        if any(one in SIGNING for one in draft.spec.wordings):
            signing = form.section("Ký văn bản")
            for one in SIGNING:
                field = LineField(one.key, one.label, limit=200)
                self._add_words(field, draft.texts.get(one.key, ""), signing)
        listed = form.section("Trong danh sách văn bản", folded=bool(wordings))
        self._add(LineField(TITLE, "Tên văn bản", required=True, limit=300), draft.title, listed)

    def _add(self, field: Field, text: str, section: Section) -> None:
        self.form.add(field, to=section)
        field.set_value(text)

    def _add_words(self, field: Field, text: str, section: Section) -> None:
        self._add(field, text, section)
        self.words[field.name] = ProposedWords(field, self._fresh.get(field.name, ""))

    def _fill_screen(self) -> None:
        screen = self.screen().availableSize()
        self.resize(min(theme.chars(190), screen.width() - 40), screen.height() - 60)

    def _first_field(self) -> Field:
        return next(iter(self.form))

    def _show_leader(self) -> None:
        """A paper that came back shows what was changed in its Word file."""
        fields = [self.form[one.key] for one in self._draft.spec.wordings]
        self.leader = LeaderWord(self, self._work, fields)
        self.form.rows.insertWidget(0, self.leader.box)
        if self._draft.stage is PaperStage.RETURNED:
            self.leader.read(partial(leader_changes.changes, self._work.session, self._draft))

    def _show_renewal(self) -> None:
        """A draft whose records changed since its words were proposed shows what changed."""
        self.form.rows.insertWidget(0, self.renewal)
        self.renewal.carry.connect(self._on_renew)
        self._list_renewals(self._draft)

    def _list_renewals(self, draft: Draft) -> None:
        found = paper_renewal.renewals(draft, self._fresh)
        title = "Hồ sơ, căn cứ đã đổi từ khi lời văn này được đề xuất"
        self.renewal.show_changes(title, paper_renewal.words(found))

    # values

    def input(self, values: dict[str, Any]) -> Draft:
        return self._with({name: value or "" for name, value in values.items()})

    def _with(self, values: dict[str, str]) -> Draft:
        draft = self._draft
        request = replace(draft.request, body=values.get(BODY, draft.request.body))
        return replace(
            draft,
            request=request,
            title=values.get(TITLE, draft.title),
            form={ask.key: values.get(ask.key, "") for ask in draft.spec.asks},
            texts={one.key: values.get(one.key, "") for one in draft.spec.wordings},
            proposed=self._proposed,
        )

    def _as_typed(self) -> Draft:
        """The paper with what stands in the fields now; what cannot be read is left open."""
        values: dict[str, str] = {}
        for field in self.form:
            try:
                values[field.name] = field.value() or ""
            except FieldError:
                values[field.name] = ""
        if not values.get(BODY, "x"):
            del values[BODY]
        return self._with(values)

    def _save(self, draft: Draft) -> Changes:
        try:
            return paper_desk.save(self._work.session, draft)
        except FieldError as error:
            renamed = {"title": TITLE}.get(error.field, error.field)
            raise FieldError(renamed, str(error)) from error

    # slots

    def _on_renew(self) -> None:
        found = paper_renewal.renewals(self._as_typed(), self._fresh)
        self._put({key: one.text for key, one in found.items()})
        self._proposed = self._fresh
        left = paper_renewal.left(found)
        title = "Các chỗ đã được sửa lời, cần sửa số liệu bằng tay"
        self.renewal.show_changes(title, paper_renewal.words(left), offered=False)

    def _put(self, texts: Mapping[str, str]) -> None:
        for key, text in texts.items():
            if text != self.form[key].text():
                replace_words(self.form[key], text)

    def _on_edited(self) -> None:
        if "articles" in self.words:
            follow_articles(self.form["articles"], self.words["receivers"])
        self.preview.draw(partial(paper_desk.paper, self._work.session, self._as_typed()))

    def _on_body(self) -> None:
        """Another body words and signs in its own way, as long as nobody typed anything else."""
        typed = self._as_typed()
        if typed.request.body == self._body:
            return
        self._body = typed.request.body
        other = replace(typed, just_begun=False)
        self._fresh = paper_renewal.proposals(self._work.session, other)
        followed = {
            key: self._fresh.get(key, "")
            for key, words in self.words.items()
            if words.propose(self._fresh.get(key, ""))
        }
        self._proposed = {**self._proposed, **followed}
        self._list_renewals(self._as_typed())


def _wording_field(one: Wording) -> Field:
    if one.lines == 1:
        return LineField(one.key, one.label, limit=1_000)
    return TextField(one.key, one.label, limit=LIMIT, lines=one.lines)
