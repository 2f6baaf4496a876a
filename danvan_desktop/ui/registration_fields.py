"""The fields of a registration form, in the order of the paper, from the programme's own lists.

Owns labels, hints, choices and their order; what depends on what is `registration_dialog`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from danvan_desktop.domain.programmes import HEADINGS, GivenFrom, Programme
from danvan_desktop.domain.registrations import (
    LINE_LIMIT,
    TEXT_LIMIT,
    Newness,
    RegistrationDraft,
)
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.services.initiatives import InitiativeRow
from danvan_desktop.services.units import BodyRow, UnitRow
from danvan_desktop.ui.choice_field import ChoiceField
from danvan_desktop.ui.date_field import DateField
from danvan_desktop.ui.fields import LineField, TextField
from danvan_desktop.ui.form import Form, Section

DEMANDED_LATER = "Chương trình yêu cầu; có thể bổ sung trước khi đề nghị công nhận."


@dataclass(frozen=True)
class FormLists:
    """What the form lets choose from."""

    units: Sequence[UnitRow]
    bodies: Sequence[BodyRow]
    initiatives: Sequence[InitiativeRow]


def add_fields(form: Form, plan: Programme, lists: FormLists, title: str = "") -> Section:
    """Put all fields into the form; gives back the section of the headings.

    `title` is one that the registration already aims at, and stays on offer.
    """
    _add_first(form, plan, lists, title)
    _add_subject(form)
    _add_registered(form, plan, lists)
    return _add_headings(form, plan)


def _add_first(form: Form, plan: Programme, lists: FormLists, title: str) -> None:
    form.add(LineField("name", "Tên mô hình, điển hình", limit=LINE_LIMIT))
    places = [(row.uid, row.path) for row in lists.units]
    bodies = [(row.uid, f"{row.name} ({row.unit_name})") for row in lists.bodies]
    form.add_row(
        ChoiceField("unit", "Địa bàn", places),
        ChoiceField("body", "Tổ chức, cơ quan (nếu có)", bodies),
    )
    form["unit"].set_demanded(True)  # an organisation chosen beside it gives it too
    sector = ChoiceField(
        "sector",
        "Lĩnh vực",
        [(item.code, item.name) for item in plan.sectors],
        required=bool(plan.sectors),
    )
    sector.setVisible(bool(plan.sectors))
    titles = ChoiceField("title", "Danh hiệu đề nghị", title_choices(plan, title), required=True)
    form.add_row(sector, titles)
    form.add_row(
        ChoiceField(
            "subject_kind",
            "Đối tượng",
            subject_choices(plan, ""),
            required=True,
        ),
        ChoiceField(
            "level",
            "Cấp đề nghị công nhận",
            [(item.code, item.name) for item in plan.levels],
            required=True,
        ),
    )
    form.add(TextField("summary", "Nội dung chính", required=True, limit=TEXT_LIMIT, lines=3))
    form.add_row(
        ChoiceField("newness", "Mới hay duy trì", [(new, new.label) for new in Newness]),
        ChoiceField(
            "initiative_kind",
            "Loại",
            [(kind, kind.capitalize()) for kind in plan.registration.initiative_kinds],
        ),
    )
    form["initiative_kind"].setVisible(len(plan.registration.initiative_kinds) > 1)
    form.add(
        ChoiceField(
            "initiative",
            "Duy trì mô hình đã có",
            [(row.uid, row.label) for row in lists.initiatives],
            hint="Chọn để nối với các năm trước; để trống nếu những năm trước chưa có trong máy.",
        )
    )


def _add_subject(form: Form) -> None:
    form.add_row(
        LineField(
            "subject_name",
            "Tên tập thể, cá nhân, hộ đăng ký",
            limit=LINE_LIMIT,
            hint="Để trống nếu là chính địa bàn hoặc tổ chức ở trên.",
        ),
        LineField("person_in_charge", "Người phụ trách", limit=LINE_LIMIT),
    )
    form.add_row(
        LineField("position", "Chức vụ", limit=LINE_LIMIT),
        LineField(
            "address",
            "Địa chỉ",
            limit=LINE_LIMIT,
            hint="Chỉ ghi khi khác địa bàn ở trên.",
        ),
    )
    form.add(LineField("quantified_value", "Giá trị định lượng", limit=LINE_LIMIT))


def _add_registered(form: Form, plan: Programme, lists: FormLists) -> None:
    rules = plan.registration
    asked = f"Chương trình nêu: {rules.registered_with}." if rules.registered_with else ""
    suited = [row for row in lists.bodies if row.kind in rules.registered_with_kinds]
    others = [row for row in lists.bodies if row.kind not in rules.registered_with_kinds]
    form.add_row(
        ChoiceField(
            "registered_with",
            "Đăng ký với",
            [(row.uid, row.name) for row in (*suited, *others)],
            hint=asked,
        ),
        DateField("registered_on", "Ngày đăng ký"),
    )
    form.add(
        LineField(
            "registered_with_name",
            "Nơi đăng ký khác",
            limit=LINE_LIMIT,
            hint="Ghi khi cơ quan nhận đăng ký chưa có trong danh sách trên.",
        )
    )


def _add_headings(form: Form, plan: Programme) -> Section:
    section = form.section("Các mục của bản đăng ký", folded=False)
    for key, label in HEADINGS.items():
        demanded = key in plan.registration.demanded
        hint = DEMANDED_LATER if demanded else ""
        field = TextField(key, label, limit=TEXT_LIMIT, lines=2, hint=hint)
        field.set_demanded(demanded)
        form.add(field, to=section)
    form.add(TextField("note", "Ghi chú", limit=TEXT_LIMIT, lines=2))
    return section


def title_choices(plan: Programme, kept: str = "") -> list[tuple[str, str]]:
    """Titles that a registration can aim at: those given from one, or all where none is."""
    given = [
        title
        for title in plan.titles
        if title.given_from is GivenFrom.REGISTRATION or title.code == kept
    ]
    return [(title.code, title.name) for title in given or plan.titles]


def subject_choices(plan: Programme, title: str) -> list[tuple[SubjectKind, str]]:
    """Kinds of subject that the title is offered to; without a title, all that any is."""
    titles = [item for item in plan.titles if not title or item.code == title]
    kinds = {kind for item in titles for kind in item.subject_kinds}
    return [(kind, kind.label) for kind in SubjectKind if kind in kinds]


def form_values(draft: RegistrationDraft, plan: Programme, *, new: bool) -> dict[str, Any]:
    """A draft as the form takes it; a new one begins with the choices that are most common."""
    values = dict(draft.__dict__)
    values.update({key: draft.headings.get(key, "") for key in HEADINGS})
    del values["headings"]
    if new:
        values["title"] = title_choices(plan)[0][0]
        values["level"] = plan.levels[0].code
        values["initiative_kind"] = plan.registration.initiative_kinds[0]
        kinds = [kind for kind, _ in subject_choices(plan, values["title"])]
        values["subject_kind"] = kinds[0]
    return values
