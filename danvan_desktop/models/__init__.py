"""Tables, and everything that only SQLite knows. The one home of peewee.

Importing this package registers every table, parents before children, in `base.TABLES`.
"""

from danvan_desktop.models.base import TABLES, Record, Travelling
from danvan_desktop.models.councils import Council, CouncilMember
from danvan_desktop.models.evaluation import ScoreSheet
from danvan_desktop.models.exchange import DeadlineDone, ReceivedPackage, SentPackage
from danvan_desktop.models.journal import JournalChange, JournalEntry
from danvan_desktop.models.meetings import (
    Meeting,
    MeetingItem,
    MeetingMember,
    Opinion,
    Recusal,
)
from danvan_desktop.models.office import (
    Draft,
    KnownOffice,
    Office,
    OfficeKey,
    ProgrammeCopy,
    ProgrammeSetting,
    Setting,
)
from danvan_desktop.models.panel import (
    Assessor,
    AssessorFile,
    Interest,
    SheetOrigin,
    SheetTotal,
    VariantChoice,
)
from danvan_desktop.models.paper_desk import (
    CertificateTemplate,
    DatedFigure,
    DeskFile,
    DeskPaper,
    Nudge,
    PaperWords,
    PrinterOffset,
    ProfileCopy,
    WordTemplate,
)
from danvan_desktop.models.recognition import (
    Award,
    Certificate,
    Decision,
    IssuedPaper,
    Recognition,
    Revocation,
    SupersededPaper,
)
from danvan_desktop.models.registrations import (
    Evidence,
    Initiative,
    ProgressNote,
    Registration,
    Step,
    Story,
    Subject,
)
from danvan_desktop.models.units import Body, BodySuccession, Unit, UnitSuccession
from danvan_desktop.models.visits import Visit, VisitPhoto

__all__ = [
    "TABLES",
    "Assessor",
    "AssessorFile",
    "Award",
    "Body",
    "BodySuccession",
    "Certificate",
    "CertificateTemplate",
    "Council",
    "CouncilMember",
    "DatedFigure",
    "DeadlineDone",
    "Decision",
    "DeskFile",
    "DeskPaper",
    "Draft",
    "Evidence",
    "Initiative",
    "Interest",
    "IssuedPaper",
    "JournalChange",
    "JournalEntry",
    "KnownOffice",
    "Meeting",
    "MeetingItem",
    "MeetingMember",
    "Nudge",
    "Office",
    "OfficeKey",
    "Opinion",
    "PaperWords",
    "PrinterOffset",
    "ProfileCopy",
    "ProgrammeCopy",
    "ProgrammeSetting",
    "ProgressNote",
    "ReceivedPackage",
    "Recognition",
    "Record",
    "Recusal",
    "Registration",
    "Revocation",
    "ScoreSheet",
    "SentPackage",
    "Setting",
    "SheetOrigin",
    "SheetTotal",
    "Step",
    "Story",
    "Subject",
    "SupersededPaper",
    "Travelling",
    "Unit",
    "UnitSuccession",
    "VariantChoice",
    "Visit",
    "VisitPhoto",
    "WordTemplate",
]
