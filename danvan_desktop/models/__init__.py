"""Tables, and everything that only SQLite knows. The one home of peewee.

Importing this package registers every table, parents before children, in `base.TABLES`.
"""

from danvan_desktop.models.base import TABLES, Record, Travelling
from danvan_desktop.models.evaluation import ScoreSheet
from danvan_desktop.models.exchange import DeadlineDone, ReceivedPackage, SentPackage
from danvan_desktop.models.journal import JournalChange, JournalEntry
from danvan_desktop.models.office import (
    Draft,
    KnownOffice,
    Office,
    OfficeKey,
    ProgrammeCopy,
    ProgrammeSetting,
    Setting,
)
from danvan_desktop.models.recognition import (
    Certificate,
    Decision,
    IssuedPaper,
    Recognition,
    Revocation,
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

__all__ = [
    "TABLES",
    "Body",
    "BodySuccession",
    "Certificate",
    "DeadlineDone",
    "Decision",
    "Draft",
    "Evidence",
    "Initiative",
    "IssuedPaper",
    "JournalChange",
    "JournalEntry",
    "KnownOffice",
    "Office",
    "OfficeKey",
    "ProgrammeCopy",
    "ProgrammeSetting",
    "ProgressNote",
    "ReceivedPackage",
    "Recognition",
    "Record",
    "Registration",
    "Revocation",
    "ScoreSheet",
    "SentPackage",
    "Setting",
    "Step",
    "Story",
    "Subject",
    "Travelling",
    "Unit",
    "UnitSuccession",
]
