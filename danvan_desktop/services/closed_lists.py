"""Which columns hold a code of a list that is closed in the program, and which list.

Used to refuse a code from outside that we do not know, and to show a known one in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.meeting_results import Result
from danvan_desktop.domain.registrations import Newness
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.units import BodyKind, Channel, SubjectKind, UnitKind
from danvan_desktop.domain.voting import Presence, Role
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.services.certificates import CertificateStatus
from danvan_desktop.services.decision_view import DecisionStatus, Origin

CLOSED: Mapping[tuple[str, str], type[StrEnum]] = {
    ("unit", "kind"): UnitKind,
    ("body", "kind"): BodyKind,
    ("body", "channel"): Channel,
    ("subject", "kind"): SubjectKind,
    ("registration", "newness"): Newness,
    ("step", "kind"): StepKind,
    ("score_sheet", "stage"): Stage,
    ("decision", "origin"): Origin,
    ("decision", "status"): DecisionStatus,
    ("certificate", "status"): CertificateStatus,
    ("meeting_item", "result"): Result,
    ("meeting_member", "presence"): Presence,
    ("meeting_member", "role"): Role,
    ("council_member", "role"): Role,
    ("award", "status"): AwardStatus,
    ("award", "subject_kind"): SubjectKind,
}
"""By table and column."""
