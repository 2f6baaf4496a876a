"""Decisions and their lines as forms, lists and papers take them.

Plain values and how they are made from rows; writing decisions is `recognition`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.registrations import Newness
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.models import Decision, Recognition, Revocation
from danvan_desktop.services.decision_articles import Articles
from danvan_desktop.services.session import Session


class DecisionStatus(StrEnum):
    """A decision is a draft until the clerk has given number and date."""

    DRAFT = "draft"
    ISSUED = "issued"

    @property
    def label(self) -> str:
        return "Dự thảo" if self is self.DRAFT else "Đã ban hành"


class Origin(StrEnum):
    """Whether one of our bodies decided, or a body above whose decision is entered here."""

    OWN = "own"
    ABOVE = "above"

    @property
    def label(self) -> str:
        return "Đơn vị ban hành" if self is self.OWN else "Cấp trên ban hành"


@dataclass(frozen=True)
class LineDraft:
    """One registration in a decision, with the title and level it is given."""

    registration: str
    title: str
    level: str


@dataclass(frozen=True)
class DecisionDraft:
    """What a person enters for a decision of an own body; number and date come later.

    `bases` and `receivers` have one item a line. `authority_line` is as printed ("T/M Ban Thường
    vụ", "KT. Chủ tịch"), empty when the signer signs in the own name. `override_reason` is needed
    when neither the programme nor the office gives the body that title at that level. `articles`
    empty are those that the list makes; edited ones were `made_from` an earlier proposal.
    """

    programme_id: str
    year: int
    body: str
    lines: tuple[LineDraft, ...]
    subject: str
    bases: str = ""
    authority_line: str = ""
    position: str = ""
    signer: str = ""
    receivers: str = ""
    override_reason: str = ""
    articles: str = ""
    made_from: str = ""


@dataclass(frozen=True)
class AboveResult:
    """A registration that was put forward and that the decision does not recognise.

    `kind` is `REVIEW_FAILED` (refused) or `RETURNED` (to be completed); both need a reason.
    """

    registration: str
    kind: StepKind
    reason: str


@dataclass(frozen=True)
class AboveDraft:
    """A decision taken above us, entered by hand from its paper; `others` came back without."""

    programme_id: str
    year: int
    issuer_name: str
    number: str
    date: date
    lines: tuple[LineDraft, ...]
    subject: str = ""
    others: tuple[AboveResult, ...] = ()


@dataclass(frozen=True)
class RecognitionRow:
    """A line of a decision, names as decided."""

    uid: str
    registration: str
    position: int
    title: str
    title_name: str
    level: str
    level_name: str
    initiative_name: str
    recipient_name: str
    address: str
    sector_name: str
    newness: Newness
    revoked_on: date | None
    revoked_reason: str

    @property
    def name(self) -> str:
        return self.initiative_name or self.recipient_name


@dataclass(frozen=True)
class DecisionRow:
    """A decision as lists show it."""

    uid: str
    programme_id: str
    year: int
    origin: Origin
    status: DecisionStatus
    body: str
    issuer_name: str
    number: str
    number_text: str
    """The number as the decision prints it, with its signs."""
    date: date | None
    subject: str
    level_name: str
    count: int
    own: bool

    @property
    def status_words(self) -> str:
        """A draft that has a number was issued before and opened again."""
        reopened = self.status is DecisionStatus.DRAFT and self.number
        return "Đang mở lại" if reopened else self.status.label


@dataclass(frozen=True)
class DecisionView:
    """A decision with its lines and the texts of its paper."""

    row: DecisionRow
    lines: tuple[RecognitionRow, ...]
    bases: str
    authority_line: str
    position: str
    signer: str
    receivers: str
    articles: Articles

    def draft(self) -> DecisionDraft:
        """The values for the form."""
        return DecisionDraft(
            programme_id=self.row.programme_id,
            year=self.row.year,
            body=self.row.body,
            lines=tuple(
                LineDraft(line.registration, line.title, line.level) for line in self.lines
            ),
            subject=self.row.subject,
            bases=self.bases,
            authority_line=self.authority_line,
            position=self.position,
            signer=self.signer,
            receivers=self.receivers,
            articles=self.articles.text,
            made_from=self.articles.made_from,
        )


def decision_row(
    session: Session, plan: Programme, row: Decision, count: int, number_text: str
) -> DecisionRow:
    """A decision as lists show it; `count` is how many it recognises."""
    levels = {level.code: level.name for level in plan.levels}
    return DecisionRow(
        uid=row.uid,
        programme_id=row.programme_id,
        year=row.year,
        origin=Origin(row.origin),
        status=DecisionStatus(row.status),
        body=row.body_id or "",
        issuer_name=row.issuer_name,
        number=row.number,
        number_text=number_text,
        date=row.date,
        subject=row.subject,
        level_name=levels.get(row.level, row.level),
        count=count,
        own=row.owner == session.office_uid,
    )


def line_row(plan: Programme, line: Recognition, revoked: Revocation | None) -> RecognitionRow:
    """One line of a decision, and whether it was taken back."""
    titles = {title.code: title.name for title in plan.titles}
    levels = {level.code: level.name for level in plan.levels}
    sectors = {sector.code: sector.name for sector in plan.sectors}
    registration = line.registration
    return RecognitionRow(
        uid=line.uid,
        registration=registration.uid,
        position=line.position,
        title=line.title,
        title_name=titles.get(line.title, line.title),
        level=line.level,
        level_name=levels.get(line.level, line.level),
        initiative_name=line.initiative_name,
        recipient_name=line.recipient_name,
        address=line.address,
        sector_name=sectors.get(registration.sector, registration.sector),
        newness=Newness(registration.newness),
        revoked_on=revoked.on if revoked else None,
        revoked_reason=revoked.reason if revoked else "",
    )
