"""Which papers an office can make, and what each asks for: the list behind the page “Văn bản”.

To add a paper: a `PaperKind` with its label, a `PaperSpec` below, its first wording in
`resources/templates/papers.toml`, and where records go into it a module with `propose` and
`sheet` (see `letter_papers`, which serves every paper of words alone). Holds no text of a paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_wordings import (
    ADDRESSEES,
    AFTER,
    AWARD,
    BODY,
    CLOSING,
    CONTENT,
    DAY,
    DECISION,
    GUEST,
    HOUR,
    INVITATION,
    LAST_DAY,
    LETTER,
    OPENING,
    OWN_REPORT,
    PERIOD,
    PLAN,
    PROPOSAL,
    RECEIVERS,
    SIGNING,
    SUBJECT,
    VENUE,
    Ask,
    Wording,
)
from danvan_desktop.services.session import Session

if TYPE_CHECKING:
    from danvan_desktop.documents.page import Sheet


class Scope(StrEnum):
    """What a paper is about; its `about` is that record's uid, or "year" key."""

    YEAR = "year"
    """A programme and year."""
    REGISTRATION = "registration"
    DECISION = "decision"
    MEETING = "meeting"
    COUNCIL = "council"
    VISIT = "visit"


class Group(StrEnum):
    """The stage of the work a paper belongs to, in the order of the year."""

    PLAN = "plan"
    REGISTER = "register"
    CARRY_OUT = "carry_out"
    APPRAISE = "appraise"
    MEET = "meet"
    DECIDE = "decide"
    AWARD = "award"

    @property
    def label(self) -> str:
        return _GROUPS[self]


_GROUPS = {
    Group.PLAN: "Kế hoạch, chỉ đạo",
    Group.REGISTER: "Đăng ký",
    Group.CARRY_OUT: "Thực hiện",
    Group.APPRAISE: "Thẩm định",
    Group.MEET: "Họp bình xét",
    Group.DECIDE: "Công nhận",
    Group.AWARD: "Khen thưởng",
}


DECISION_SIGN, LETTER_SIGN, TEAM_SIGN = "QĐ", "CV", "TTĐ"


@dataclass(frozen=True)
class Request:
    """Which paper is wanted: its kind, what it is about, by which body."""

    kind: PaperKind
    programme_id: str
    year: int
    about: str
    body: str


@dataclass(frozen=True)
class Proposal:
    """What the program proposes: a title for lists, the short form, the wording; `body` where the
    record says who issues it."""

    title: str
    form: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    body: str = ""


@dataclass(frozen=True)
class Filled:
    """A paper ready to be drawn. `number` empty and `day` None leave both open."""

    request: Request
    form: Mapping[str, str]
    texts: Mapping[str, str]
    number: str = ""
    day: date | None = None


class Maker(Protocol):
    """What a module of papers offers for its kinds."""

    def propose(self, session: Session, request: Request) -> Proposal: ...

    def sheet(self, session: Session, filled: Filled) -> Sheet: ...


@dataclass(frozen=True)
class PaperSpec:
    """One paper. `sign` is its part of the number (KH, TTr); `module` makes it.

    `numbered` is False for minutes and forms, which are signed and dated only; `abbreviation`
    stands for the body's in the number of those who sign for themselves.
    """

    kind: PaperKind
    group: Group
    scope: Scope
    sign: str
    wordings: tuple[Wording, ...]
    asks: tuple[Ask, ...] = ()
    module: str = "letter_papers"
    numbered: bool = True
    abbreviation: str = ""

    @property
    def name(self) -> str:
        return self.kind.label

    @property
    def of_record(self) -> bool:
        """Whether a record draws it, so that one paper of the kind is enough for each record."""
        return self.module == "record_papers"

    @property
    def issued_by_record(self) -> bool:
        """Whether the record says which body issues it."""
        return self.of_record and (
            self.scope is not Scope.YEAR or self.kind is PaperKind.VISIT_REPORT
        )

    @property
    def maker(self) -> Maker:
        return cast(Maker, import_module(f"danvan_desktop.services.{self.module}"))


def _of_record(
    kind: PaperKind,
    group: Group,
    scope: Scope,
    *wordings: Wording,
    sign: str = "",
    abbreviation: str = "",
) -> PaperSpec:
    return PaperSpec(
        kind,
        group,
        scope,
        sign,
        wordings,
        module="record_papers",
        numbered=bool(sign),
        abbreviation=abbreviation,
    )


_OF_RECORDS = (
    _of_record(
        PaperKind.REGISTRATION_FORM, Group.REGISTER, Scope.REGISTRATION, SUBJECT, ADDRESSEES
    ),
    _of_record(
        PaperKind.REGISTRATION_LIST,
        Group.REGISTER,
        Scope.YEAR,
        SUBJECT,
        Wording("attached", "Dòng kèm theo dưới tên danh sách"),
        RECEIVERS,
        *SIGNING,
    ),
    _of_record(PaperKind.FOLLOW_UP, Group.CARRY_OUT, Scope.REGISTRATION),
    _of_record(PaperKind.SCORE_SHEET, Group.APPRAISE, Scope.REGISTRATION),
    _of_record(PaperKind.SUMMARY, Group.APPRAISE, Scope.YEAR, AFTER),
    _of_record(PaperKind.VISIT_SCHEDULE, Group.APPRAISE, Scope.YEAR, RECEIVERS, *SIGNING),
    _of_record(PaperKind.VISIT_MINUTES, Group.APPRAISE, Scope.VISIT, OPENING, CLOSING),
    _of_record(
        PaperKind.VISIT_REPORT,
        Group.APPRAISE,
        Scope.YEAR,
        *(SUBJECT, ADDRESSEES, OPENING, BODY, RECEIVERS, *SIGNING),
        sign="BC",
        abbreviation=TEAM_SIGN,
    ),
    _of_record(
        PaperKind.INVITATION,
        Group.MEET,
        Scope.MEETING,
        SUBJECT,
        OPENING,
        Wording("guests", "Người được mời", 4),
        Wording("request", "Lời đề nghị", 2),
        RECEIVERS,
        *SIGNING,
        sign="GM",
    ),
    _of_record(
        PaperKind.BALLOT,
        Group.MEET,
        Scope.MEETING,
        SUBJECT,
        Wording("instruction", "Cách ghi phiếu", 2),
    ),
    _of_record(
        PaperKind.WRITTEN_OPINION,
        Group.MEET,
        Scope.MEETING,
        SUBJECT,
        Wording("request", "Lời đề nghị", 3),
        Wording("instruction", "Cách ghi phiếu", 2),
    ),
    _of_record(
        PaperKind.COUNT_MINUTES, Group.MEET, Scope.MEETING, SUBJECT, OPENING, CONTENT, AFTER
    ),
    _of_record(
        PaperKind.MEETING_MINUTES,
        Group.MEET,
        Scope.MEETING,
        SUBJECT,
        OPENING,
        Wording("quorum", "Thành phần dự họp", 2),
        CONTENT,
        AFTER,
        Wording("conclusion", "Kết luận", 4),
        CLOSING,
    ),
    _of_record(
        PaperKind.PUBLIC_NOTICE,
        Group.MEET,
        Scope.MEETING,
        *(SUBJECT, CONTENT, CLOSING, RECEIVERS, *SIGNING),
        sign="TB",
    ),
    _of_record(PaperKind.CERTIFICATE_REGISTER, Group.DECIDE, Scope.YEAR, *SIGNING),
)
"""Papers drawn from a record: their facts are the record's, the words around them are wordings."""


SPECS: tuple[PaperSpec, ...] = (
    PaperSpec(PaperKind.PLAN, Group.PLAN, Scope.YEAR, "KH", PLAN),
    PaperSpec(
        PaperKind.REGISTRATION_LETTER,
        Group.PLAN,
        Scope.YEAR,
        LETTER_SIGN,
        LETTER,
        (LAST_DAY,),
    ),
    PaperSpec(
        PaperKind.TEAM_DECISION,
        Group.APPRAISE,
        Scope.COUNCIL,
        DECISION_SIGN,
        DECISION,
        module="team_papers",
    ),
    PaperSpec(
        PaperKind.RESULT_REPORT,
        Group.CARRY_OUT,
        Scope.REGISTRATION,
        "",
        OWN_REPORT,
        module="report_papers",
        numbered=False,
    ),
    PaperSpec(
        PaperKind.RECOGNITION_PROPOSAL,
        Group.DECIDE,
        Scope.YEAR,
        "TTr",
        PROPOSAL,
        module="proposal_papers",
    ),
    PaperSpec(
        PaperKind.ACHIEVEMENT_REPORT,
        Group.CARRY_OUT,
        Scope.REGISTRATION,
        "",
        OWN_REPORT,
        (PERIOD, AWARD),
        module="report_papers",
        numbered=False,
    ),
    PaperSpec(
        PaperKind.AWARD_PROPOSAL, Group.AWARD, Scope.YEAR, "TTr", PROPOSAL, module="award_papers"
    ),
    PaperSpec(
        PaperKind.AWARD_DECISION,
        Group.AWARD,
        Scope.YEAR,
        DECISION_SIGN,
        DECISION,
        module="award_papers",
    ),
    PaperSpec(
        PaperKind.AWARD_MONEY,
        Group.AWARD,
        Scope.YEAR,
        "",
        (SUBJECT, BODY, *SIGNING),
        module="award_papers",
        numbered=False,
    ),
    PaperSpec(
        PaperKind.CEREMONY_INVITATION,
        Group.AWARD,
        Scope.YEAR,
        "GM",
        INVITATION,
        (GUEST, HOUR, DAY, VENUE),
        module="award_papers",
    ),
    PaperSpec(
        PaperKind.CEREMONY_PROGRAMME,
        Group.AWARD,
        Scope.YEAR,
        "",
        (SUBJECT, BODY, *SIGNING),
        (HOUR, DAY, VENUE),
        module="award_papers",
        numbered=False,
    ),
    *_OF_RECORDS,
)


def spec(kind: PaperKind) -> PaperSpec:
    """What is known of a kind of paper that an office makes on the desk."""
    return next(one for one in SPECS if one.kind is kind)
