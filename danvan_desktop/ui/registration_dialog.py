"""The full form of a registration, new or to be changed.

What must be there comes first; the ten headings are folded away unless the programme demands
them. What keeps it from being saved stands beside its field; what the programme still demands
before it can be put forward is one calm line and keeps nobody from saving. The rules themselves are
`domain/registrations`; laying the fields out is `registration_fields`.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.domain.programmes import HEADINGS
from danvan_desktop.domain.registrations import Newness, RegistrationDraft, missing, problems
from danvan_desktop.domain.text import search_key
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError
from danvan_desktop.services import initiatives, quick_entry, registrations, units
from danvan_desktop.services.session import Changes
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.dialogs import Banner, FormDialog
from danvan_desktop.ui.registration_fields import (
    DEMANDED_LATER,
    FormLists,
    add_fields,
    form_values,
    subject_choices,
)
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

LOOK_AGAIN_MS = 200


class RegistrationDialog(FormDialog[RegistrationDraft]):
    """See the module's text. `uid` is the registration to change, "" for a new one."""

    def __init__(self, parent: QWidget | None, work: Workplace, *, uid: str = "") -> None:
        self._plan = work.programme
        self._year = work.year
        self._session = work.session
        self._uid = uid
        self._first = RegistrationDraft()
        self._revision = 0
        if uid:
            self._first, self._revision = registrations.draft_of(work.session, uid)
        super().__init__(
            parent,
            work.messages,
            title="Sửa đăng ký" if uid else f"Thêm đăng ký năm {work.year}",
            submit=self._save,
            drafts=work.drafts,
            draft_key=f"registration.{uid or f'{work.programme_id}.{work.year}'}",
        )
        self._lists = self._read_lists()
        self._taken = quick_entry.names_taken(work.session, work.programme_id, work.year)
        self._still = Banner("", Tone.INFO)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LOOK_AGAIN_MS)
        self._later.timeout.connect(self._on_look_again)
        self._headings = add_fields(self.form, self._plan, self._lists, self._first.title)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.count() - 1, self._still)  # above the buttons, always in sight
        self.form.set_values(form_values(self._first, self._plan, new=not uid))
        self._headings.set_folded(not self._plan.registration.demanded)
        self.form.changed.connect(self._later.start)
        for name in ("title", "newness", "initiative", "body", "sector", "subject_kind"):
            self.form[name].changed.connect(partial(self._on_chosen, name))
        self._offer_subject_kinds()
        self._fit_fields()
        self._on_look_again()
        self.begin()

    def _read_lists(self) -> FormLists:
        """Places and organisations of today, and those the registration already names."""
        today, first = self._session.today(), self._first
        named = {first.unit, first.body, first.registered_with}
        every = units.units(self._session)
        now = {row.uid for row in units.units(self._session, on=today)}
        bodies = units.bodies(self._session)
        return FormLists(
            [row for row in every if row.uid in now or row.uid in named],
            [row for row in bodies if (row.valid_to or today) >= today or row.uid in named],
            initiatives.own(self._session),
        )

    # values

    def input(self, values: dict[str, Any]) -> RegistrationDraft:
        draft = self._draft(values)
        found = problems(draft, self._plan, self._year)
        for problem in found:
            if problem.field in values:
                self.form[problem.field].set_problem(problem.what)
        if found:
            raise found[0]
        return draft

    def _draft(self, values: dict[str, Any]) -> RegistrationDraft:
        """The form's values in the shape of the domain; a heading is one of the form's fields."""
        plain: dict[str, Any] = {key: values[key] or "" for key in values.keys() - HEADINGS.keys()}
        plain["headings"] = {key: values[key] for key in HEADINGS}
        plain["subject_kind"] = values["subject_kind"] or SubjectKind.COLLECTIVE
        plain["newness"] = values["newness"] or Newness.NEW
        plain["registered_on"] = values["registered_on"]
        plain["unit"] = values["unit"] or self._unit_of(values["body"])
        return RegistrationDraft(**plain)

    def _unit_of(self, body: str | None) -> str:
        return next((row.unit for row in self._lists.bodies if row.uid == body), "")

    def _typed(self) -> RegistrationDraft:
        """What stands in the form now, as far as it can be read; for what is still missing."""
        values: dict[str, Any] = {}
        for field in self.form:
            try:
                values[field.name] = field.value()
            except FieldError:
                values[field.name] = None
        texts = {key: str(values[key] or "") for key in HEADINGS}
        return self._draft(values | texts)

    def _save(self, draft: RegistrationDraft) -> Changes:
        if self._uid:
            return registrations.edit(
                self._session, self._uid, draft, expected_revision=self._revision
            )
        return registrations.register(self._session, self._plan.id, self._year, draft)

    # how fields depend on each other

    def _on_chosen(self, name: str) -> None:
        if name == "title":
            self._offer_subject_kinds()
        elif name == "initiative":
            self._take_initiative()
        elif name == "body" and not self.form["unit"].text():
            self.form["unit"].set_value(self._unit_of(self._value("body")))
        self._fit_fields()

    def _value(self, name: str) -> Any:
        try:
            return self.form[name].value()
        except FieldError:
            return None

    def _offer_subject_kinds(self) -> None:
        field = self.form["subject_kind"]
        assert isinstance(field, ChoiceField)
        before = self._value("subject_kind")
        choices = subject_choices(self._plan, self._value("title") or "")
        field.set_choices(choices)
        if before not in [key for key, _ in choices]:
            field.set_value(choices[0][0] if len(choices) == 1 else None)

    def _take_initiative(self) -> None:
        """Take over from the earlier initiative what has not been typed yet."""
        chosen = self._value("initiative")
        found = next((row for row in self._lists.initiatives if row.uid == chosen), None)
        if found is None:
            return
        for name, value in (("name", found.name), ("unit", found.unit)):
            if not self.form[name].text():
                self.form[name].set_value(value)
        if "initiative_kind" in [field.name for field in self.form]:
            self.form["initiative_kind"].set_value(found.kind)

    def _fit_fields(self) -> None:
        """Show and mark the fields that the choices above them ask for."""
        kind = self._value("subject_kind") or SubjectKind.COLLECTIVE
        person = kind is not SubjectKind.COLLECTIVE
        self.form["name"].set_demanded(not person)
        self.form["subject_name"].set_demanded(person)
        self.form["position"].setVisible(kind is SubjectKind.INDIVIDUAL)
        sustained = self._value("newness") is Newness.SUSTAINED
        self.form["initiative"].setVisible(sustained and not self._uid)
        value = self.form["quantified_value"]
        wanted = self._value("sector") in self._plan.registration.quantified_sectors
        value.set_demanded(wanted)
        value.set_hint(
            DEMANDED_LATER
            if wanted
            else "Con số kiểm đếm được: số tiền, số hộ, số km, số ngày công."
        )

    def _on_look_again(self) -> None:
        """Say what the programme still demands, and how many headings have text."""
        draft = self._typed()
        still = missing(draft, self._plan)
        words = " ".join(problem.what for problem in still)
        self._still.show_text(f"Có thể lưu ngay và bổ sung sau. {words}", Tone.INFO)
        self._still.setVisible(bool(still))
        self._warn_of_twin(draft.name)
        filled = sum(bool(text.strip()) for text in draft.headings.values())
        self._headings.set_note(f"({filled}/{len(HEADINGS)} mục đã có nội dung)")

    def _warn_of_twin(self, name: str) -> None:
        """A name that stands in the list already may be meant, so it is only said."""
        place = self._taken.get(search_key(name), "") if name and not self._uid else ""
        self.form["name"].set_hint(
            f"Năm {self._year} đã có đăng ký trùng tên ({place})." if place else ""
        )
