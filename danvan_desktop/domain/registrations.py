"""A registration as a person enters it, and what is wrong with it or still missing.

`problems` keep a registration from being saved; `missing` lists what the programme demands before
it can be put forward, and never stands in the way of a first quick entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from danvan_desktop.domain.programmes import HEADINGS, Programme
from danvan_desktop.domain.text import checked_line, checked_text
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError

LINE_LIMIT = 250
TEXT_LIMIT = 4000


class Newness(StrEnum):
    NEW = "new"
    SUSTAINED = "sustained"

    @property
    def label(self) -> str:
        return "Mới" if self is Newness.NEW else "Duy trì"


@dataclass(frozen=True)
class RegistrationDraft:
    """The values of the form. Uids are empty where nothing is chosen.

    `name` is the initiative's; it stays empty for an exemplar who is a person or household and
    is then listed under the subject's name.
    """

    name: str = ""
    unit: str = ""
    sector: str = ""
    subject_kind: SubjectKind = SubjectKind.COLLECTIVE
    summary: str = ""
    title: str = ""
    level: str = ""
    initiative: str = ""
    """Uid of an initiative registered before, which this registration sustains."""
    initiative_kind: str = ""
    subject_name: str = ""
    position: str = ""
    address: str = ""
    body: str = ""
    newness: Newness = Newness.NEW
    person_in_charge: str = ""
    headings: dict[str, str] = field(default_factory=dict)
    """Texts by the keys of `HEADINGS`."""
    quantified_value: str = ""
    registered_with: str = ""
    registered_with_name: str = ""
    registered_on: date | None = None
    note: str = ""

    @property
    def listed_name(self) -> str:
        return self.name.strip() or self.subject_name.strip()


_LINES = (
    ("name", "Tên mô hình, điển hình"),
    ("subject_name", "Tên tập thể, cá nhân, hộ"),
    ("position", "Chức vụ"),
    ("address", "Địa chỉ"),
    ("person_in_charge", "Người phụ trách"),
    ("quantified_value", "Giá trị định lượng"),
    ("registered_with_name", "Nơi đăng ký"),
)
_TEXTS = (("summary", "Nội dung chính"), ("note", "Ghi chú"))


def problems(draft: RegistrationDraft, programme: Programme, year: int) -> list[FieldError]:
    """Everything that keeps the draft from being saved, in the order of the form.

    Required are the name, the place, the sector where the programme has any, the kind of subject
    and the short content; codes must be the programme's own and the year within its period.
    """
    return [*_text_problems(draft), *_choice_problems(draft, programme, year)]


def _text_problems(draft: RegistrationDraft) -> Iterator[FieldError]:
    if not draft.listed_name:
        yield FieldError("name", "Chưa nhập tên mô hình, điển hình.")
    if not draft.unit:
        yield FieldError("unit", "Chưa chọn đơn vị, địa bàn.")
    if not draft.summary.strip():
        yield FieldError("summary", "Chưa nhập nội dung chính.")
    for name, label in _LINES:
        yield from _too_long(checked_line, name, label, getattr(draft, name), LINE_LIMIT)
    for name, label in _TEXTS:
        yield from _too_long(checked_text, name, label, getattr(draft, name), TEXT_LIMIT)
    for key, text in draft.headings.items():
        yield from _too_long(checked_text, key, HEADINGS[key], text, TEXT_LIMIT)


def _too_long(
    check: Callable[..., str], name: str, label: str, value: str, limit: int
) -> Iterator[FieldError]:
    try:
        check(name, label, value, limit=limit)
    except FieldError as error:
        yield error


def _choice_problems(
    draft: RegistrationDraft, programme: Programme, year: int
) -> Iterator[FieldError]:
    if year not in programme.years:
        yield FieldError(
            "year",
            f"Năm {year} nằm ngoài thời gian của chương trình "
            f"({programme.first_year} - {programme.last_year}).",
        )
    sectors = {sector.code for sector in programme.sectors}
    if sectors and draft.sector not in sectors:
        yield FieldError("sector", "Chưa chọn lĩnh vực.")
    if draft.level not in {level.code for level in programme.levels}:
        yield FieldError("level", "Chưa chọn cấp đề nghị công nhận.")
    titles = {title.code: title for title in programme.titles}
    title = titles.get(draft.title)
    if title is None:
        yield FieldError("title", "Chưa chọn danh hiệu đề nghị.")
    elif draft.subject_kind not in title.subject_kinds:
        yield FieldError(
            "subject_kind",
            f"Chương trình không có tiêu chí “{title.name}” cho "
            f"{draft.subject_kind.label.lower()}.",
        )


def missing(draft: RegistrationDraft, programme: Programme) -> list[FieldError]:
    """What the programme still demands before the registration can be put forward."""
    rules = programme.registration
    found = [
        FieldError(key, f"Chương trình yêu cầu mục “{HEADINGS[key]}”.")
        for key in rules.demanded
        if not draft.headings.get(key, "").strip()
    ]
    if draft.sector in rules.quantified_sectors and not draft.quantified_value.strip():
        sector = programme.sector(draft.sector).name.lower()
        found.append(
            FieldError("quantified_value", f"Lĩnh vực {sector} phải có giá trị định lượng cụ thể.")
        )
    if rules.registered_with and not (draft.registered_with or draft.registered_with_name.strip()):
        found.append(
            FieldError("registered_with", f"Chưa ghi nơi đăng ký: {rules.registered_with}.")
        )
    elif rules.registered_with and draft.registered_on is None:
        found.append(FieldError("registered_on", "Chưa ghi ngày đăng ký."))
    return found
