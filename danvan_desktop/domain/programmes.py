"""A programme: one plan or guidance paper of one issuer for a year or a period, as data.

Owns the shapes. `programme_checks.check` finds every defect of a mapping read from TOML and
`programme_checks.build` makes these classes from one that has none. Nothing here reads a file.
Which keys a file may have is `programme_format`, described for people in
docs/programme-format.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.deadlines import DeadlineRule
from danvan_desktop.domain.quotas import Quota
from danvan_desktop.domain.review_rules import ReviewRules
from danvan_desktop.domain.units import BodyKind, Channel, SubjectKind


@dataclass(frozen=True)
class Issuer:
    """Who issued the paper, as the paper prints it."""

    name: str
    channel: Channel
    parent: str = ""
    place: str = ""


@dataclass(frozen=True)
class Paper:
    """The paper a programme is made from. Number and date are optional: most texts lack them."""

    kind: str
    title: str
    number: str = ""
    date: date | None = None
    based_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Level:
    """A tier, named by the programme ("cấp cơ sở"). `rank` 0 is the lowest."""

    code: str
    name: str
    rank: int


SHARED_SECTORS: dict[str, str] = {
    "KT": "Kinh tế",
    "VHXH": "Văn hóa - xã hội",
    "QPAN": "Quốc phòng - an ninh",
    "HTCT": "Xây dựng hệ thống chính trị",
    "KHAC": "Lĩnh vực khác",
}
"""The codes shared by all programmes, so that figures of several can be put side by side."""


@dataclass(frozen=True)
class Sector:
    """A field of work in the programme's own order and wording."""

    code: str
    name: str
    shared: str
    """A key of `SHARED_SECTORS`."""


class When(StrEnum):
    YEARLY = "yearly"
    REVIEW = "review"
    """Only at a sơ kết or tổng kết."""


class GivenFrom(StrEnum):
    REGISTRATION = "registration"
    RECOGNITION = "recognition"
    """Only something recognised before."""


@dataclass(frozen=True)
class Title:
    """What is recognised: a mô hình, a tiêu biểu, a điển hình."""

    code: str
    name: str
    criteria: dict[SubjectKind, str]
    """Criteria set per kind of subject; a kind that is missing is not offered."""
    when: When = When.YEARLY
    given_from: GivenFrom = GivenFrom.REGISTRATION
    from_titles: tuple[str, ...] = ()
    quotas: tuple[Quota, ...] = ()
    source: str = ""

    @property
    def subject_kinds(self) -> tuple[SubjectKind, ...]:
        return tuple(kind for kind in SubjectKind if kind in self.criteria)


@dataclass(frozen=True)
class Authority:
    """Who recognises which titles at which level, and whose."""

    body_kinds: tuple[BodyKind, ...]
    level: str
    titles: tuple[str, ...]
    body: str
    """The deciding body in the paper's words."""
    unit_tier: int | None = None
    """Tier of the place of that body (0 province, 1 district, 2 commune), None for any."""
    scope: str = ""
    source: str = ""


HEADINGS: dict[str, str] = {
    "situation": "Thực trạng, lý do",
    "goals": "Mục tiêu",
    "content": "Nội dung và cách thức thực hiện",
    "place": "Địa bàn, đối tượng",
    "forces": "Lực lượng (chủ trì, phối hợp, tham gia)",
    "resources": "Nguồn lực",
    "time": "Thời gian thực hiện",
    "products": "Sản phẩm, kết quả kiểm đếm được",
    "sustaining": "Khả năng duy trì, nhân rộng",
}
"""The headings of a registration form beside the name, by the column that keeps each."""


class ConfirmationKind(StrEnum):
    BUILDING = "building"
    EFFECT = "effect"

    @property
    def label(self) -> str:
        return "Xác nhận việc xây dựng" if self is self.BUILDING else "Xác nhận hiệu quả"


@dataclass(frozen=True)
class ConfirmationRule:
    """At proposal this must have been confirmed by somebody."""

    kind: ConfirmationKind
    by: str
    source: str = ""


@dataclass(frozen=True)
class RegistrationRules:
    """What the programme demands of a registration."""

    initiative_kinds: tuple[str, ...] = ("mô hình",)
    """Kinds as printed: mô hình, phần việc, việc làm, công trình."""
    demanded: tuple[str, ...] = ()
    """Keys of `HEADINGS` that must be filled in."""
    quantified_sectors: tuple[str, ...] = ()
    """Sectors in which an initiative must carry a quantified value."""
    registered_with: str = ""
    registered_with_kinds: tuple[BodyKind, ...] = ()
    confirmations: tuple[ConfirmationRule, ...] = ()
    requirements: tuple[str, ...] = ()
    """What every initiative must live up to, in short words."""
    plan_required: bool = False
    stories_asked: bool = False
    certificates: bool = True
    """Whether certificates are printed by default; an office may choose otherwise."""
    source: str = ""


class Measure(StrEnum):
    """What a target counts."""

    BUILT = "built"
    REGISTERED = "registered"
    RECOGNISED = "recognised"
    RECOGNISED_SHARE = "recognised_share"
    """Percentage of the registered that are recognised."""
    UNITS_WITH = "units_with"
    """Percentage of the units that have at least one."""
    UNITS_WITH_SECTORS = "units_with_sectors"
    """Percentage of the units that have one in every named sector."""
    MANUAL = "manual"
    """Cannot be counted from records; a person enters it."""


@dataclass(frozen=True)
class Target:
    """A figure the programme sets (chỉ tiêu)."""

    code: str
    title: str
    measure: Measure
    who: str
    unit: str
    at_least: Decimal | None = None
    per: str = ""
    level: str = ""
    """Counts what reaches this level or a higher one; empty means any level."""
    sectors: tuple[str, ...] = ()
    source: str = ""
    set_by_office: bool = False


PAPER_KINDS: dict[str, str] = {
    "plan": "Kế hoạch của đơn vị",
    "registration_form": "Phiếu đăng ký",
    "registration_list": "Danh sách đăng ký",
    "initiative_plan": "Kế hoạch xây dựng mô hình",
    "achievement_report": "Báo cáo kết quả của tập thể, cá nhân đăng ký",
    "confirmation": "Xác nhận việc xây dựng và hiệu quả",
    "proposal": "Tờ trình đề nghị công nhận",
    "report": "Báo cáo kết quả phong trào",
    "story": "Tin, bài",
}
"""Kinds of paper a programme may ask for or set a deadline for."""


@dataclass(frozen=True)
class PaperRule:
    """A paper the programme asks for; `kind` is a key of `PAPER_KINDS`."""

    kind: str
    title: str
    receiver: str = ""
    source: str = ""


@dataclass(frozen=True)
class Gap:
    """What the paper does not say and the office sets itself: shown as
    "văn bản không nêu - đơn vị tự đặt", never a defect."""

    key: str
    question: str
    source: str = ""


@dataclass(frozen=True)
class Programme:
    """Everything the program knows of one paper."""

    id: str
    version: int
    name: str
    issuer: Issuer
    paper: Paper
    first_year: int
    last_year: int
    levels: tuple[Level, ...]
    titles: tuple[Title, ...]
    criteria_sets: tuple[CriteriaSet, ...]
    sectors: tuple[Sector, ...] = ()
    authorities: tuple[Authority, ...] = ()
    deadlines: tuple[DeadlineRule, ...] = ()
    targets: tuple[Target, ...] = ()
    papers: tuple[PaperRule, ...] = ()
    receivers: tuple[str, ...] = ()
    registration: RegistrationRules = field(default_factory=RegistrationRules)
    review: ReviewRules = field(default_factory=ReviewRules)
    gaps: tuple[Gap, ...] = ()
    notes: str = ""

    @property
    def channel(self) -> Channel:
        return self.issuer.channel

    def title(self, code: str) -> Title:
        return next(title for title in self.titles if title.code == code)

    def level(self, code: str) -> Level:
        return next(level for level in self.levels if level.code == code)

    def sector(self, code: str) -> Sector:
        return next(sector for sector in self.sectors if sector.code == code)

    def criteria_set(self, code: str) -> CriteriaSet:
        return next(item for item in self.criteria_sets if item.code == code)

    def set_for(self, title_code: str, kind: SubjectKind, variant: str = "") -> CriteriaSet:
        """The criteria set for a title and a kind of subject, or the variant of it chosen.

        A `variant` that is none of that set leaves it as it is. Raises `KeyError` when the title
        is not offered to that kind.
        """
        code = self.title(title_code).criteria[kind]
        chosen = [one for one in self.variants(code) if one.code == variant]
        return chosen[0] if chosen else self.criteria_set(code)

    def variants(self, set_code: str) -> tuple[CriteriaSet, ...]:
        """The sets to choose from where one has variants, itself first; none where it has not."""
        others = tuple(one for one in self.criteria_sets if one.variant_of == set_code)
        return (self.criteria_set(set_code), *others) if others else ()

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)


def name_in_year(name: str, year: int) -> str:
    """A programme's name with the year, unless the name of a one-year programme says it."""
    return name if re.findall(r"\d{4}", name) == [str(year)] else f"{name}, năm {year}"


@dataclass(frozen=True)
class Defect:
    """One thing wrong with a programme file; `key` like `criteria_sets[0].criteria[2].maximum`.

    `accepted` is the office's reason for taking it as it is; only such a one may be in use.
    """

    file: str
    key: str
    reason: str
    accepted: str = ""

    def __str__(self) -> str:
        parts = (self.file, self.key, self.reason)
        note = f" (đã chấp nhận: {self.accepted})" if self.accepted else ""
        return ": ".join(part for part in parts if part) + note
