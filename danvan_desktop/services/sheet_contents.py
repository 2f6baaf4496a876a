"""What a `.dvp` file says of each registration: enough to judge it by, and no more.

The person in charge and what others have marked never go along; the self-assessment and files of
evidence only where the office wants. Making and noting the file is `sheet_files`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from danvan_desktop.domain.programmes import HEADINGS
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.exchange.assessor_records import FileEvidence, FileRegistration, FileText
from danvan_desktop.models import Evidence, Registration, evaluation_queries
from danvan_desktop.models.copies import file_hash
from danvan_desktop.services import adoption, score_sheets
from danvan_desktop.services.kept_files import kept_path
from danvan_desktop.services.registration_list import RegistrationRow, rows_of
from danvan_desktop.services.session import Session
from danvan_desktop.services.sheet_files import FileOptions

EVIDENCE_EACH = 5 * 1024 * 1024
"""Largest file of evidence that goes along, bytes; a file is sent by e-mail or Zalo."""
EVIDENCE_ALL = 20 * 1024 * 1024
"""All evidence of one file together, bytes."""


@dataclass(frozen=True)
class Given:
    """What goes into one file; `left_out` names evidence that was too large."""

    programme: str
    registrations: tuple[FileRegistration, ...]
    files: bytes = field(repr=False)
    left_out: tuple[str, ...]


class _Files:
    """The bytes of evidence one after the other, each content once."""

    def __init__(self, session: Session, *, wanted: bool) -> None:
        self._session = session
        self._wanted = wanted
        self._starts: dict[str, int] = {}
        self.data = bytearray()
        self.left_out: list[str] = []

    def start(self, row: Evidence) -> int | None:
        """Where a file begins, None when it does not go along."""
        if not self._wanted:
            return None
        if row.sha256 not in self._starts:
            path = kept_path(self._session, row.sha256)
            if not self._fits(path, row):
                self.left_out.append(row.file_name)
                return None
            self._starts[row.sha256] = len(self.data)
            self.data += path.read_bytes()
        return self._starts[row.sha256]

    def _fits(self, path: Path, row: Evidence) -> bool:
        if row.size > EVIDENCE_EACH or len(self.data) + row.size > EVIDENCE_ALL:
            return False
        return path.is_file() and file_hash(path) == row.sha256


def contents(
    session: Session, programme_id: str, registrations: Sequence[str], options: FileOptions
) -> Given:
    """The registrations in the order of the list, under the newest version of the programme."""
    files = _Files(session, wanted=options.with_evidence)
    order = rows_of(session, programme_id, registrations)
    rows = {row.uid: row for row in evaluation_queries.registrations_of(list(registrations))}
    given = [_registration(session, item, rows[item.uid], files, options) for item in order]
    text = adoption.newest_copy(programme_id).text
    return Given(text, tuple(given), bytes(files.data), tuple(files.left_out))


def _registration(
    session: Session, item: RegistrationRow, row: Registration, files: _Files, options: FileOptions
) -> FileRegistration:
    kind = score_sheets.subject_kind(row)
    criteria_set = score_sheets.rules_for(session, row, kind).criteria_set
    taken = evaluation_queries.steps_taken(row.uid, score_sheets.CONFIRMATIONS)
    known = score_sheets.known_from_records(row, taken)
    own = _self_assessment(row) if options.with_self else None
    return FileRegistration(
        evidence=[_evidence(one, files) for one in evaluation_queries.evidence(row.uid)],
        known=[one.code for one in criteria_set.conditions if one.check in known],
        name=item.name,
        newness=item.newness.label,
        place=item.place_name,
        revision=row.revision,
        sector=item.sector,
        sector_name=item.sector_name,
        self_conditions=own.conditions if own else "{}",
        self_marks=own.marks if own else "{}",
        self_remark=own.remark if own else "",
        set_code=criteria_set.code,
        subject_kind=kind.value,
        subject_name=item.subject_name,
        texts=[FileText(heading=heading, text=text) for heading, text in _texts(row)],
        title_name=item.title_name,
        uid=row.uid,
    )


def _texts(row: Registration) -> Iterator[tuple[str, str]]:
    if row.summary:
        yield "Nội dung chính", row.summary
    for key, heading in HEADINGS.items():
        if text := getattr(row, key):
            yield heading, text
    if row.quantified_value:
        yield "Giá trị định lượng", row.quantified_value


def _self_assessment(row: Registration) -> Any:
    """The subject's own finished sheet, None when there is none."""
    return next(
        (
            sheet
            for sheet in evaluation_queries.sheets(row.uid)
            if sheet.stage == Stage.SELF and sheet.owner == row.owner and sheet.finished
        ),
        None,
    )


def _evidence(row: Evidence, files: _Files) -> FileEvidence:
    return FileEvidence(
        criterion=row.criterion,
        file_name=row.file_name,
        media_type=row.media_type,
        on=row.on,
        sha256=row.sha256,
        size=row.size,
        start=files.start(row),
        title=row.title,
        uid=row.uid,
    )
