"""What the sections of a `.dvp` file say, as they are written in it.

Members stand in alphabetical order, so that encoding a struct is canonical. Owns no check beyond
shapes and types; those are `assessor_file`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

_LONGEST_TEXT = 200_000
_Text = Annotated[str, msgspec.Meta(max_length=_LONGEST_TEXT)]
_Line = Annotated[str, msgspec.Meta(max_length=2_000)]
_Short = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
_Identity = Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-Za-z-]{1,64}\Z")]
_Hash = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_Year = Annotated[int, msgspec.Meta(ge=1900, le=2999)]
_Count = Annotated[int, msgspec.Meta(ge=1, le=2**31)]
_Size = Annotated[int, msgspec.Meta(ge=0, le=2**40)]


class BlankHeader(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Who sends which sheets to whom. `sequence` counts the office's files of programme and year.

    `public_key` is the public half of the key made for this file, in hexadecimal.
    """

    app_version: _Short
    assessor: _Short
    contents_bytes: _Size = 0
    kind: Literal["blank"] = "blank"
    made_on: date
    office_name: _Short
    office_uid: _Short
    position: _Line
    programme_bytes: _Size = 0
    programme_fingerprint: _Hash
    programme_id: _Short
    programme_version: _Count
    public_key: _Hash
    sequence: _Count
    year: _Year


class AnswerHeader(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Of work and answer. `edition` counts from 1 how often the file was saved or written back, so
    that of two that come back it is known which is the later."""

    app_version: _Short
    assessor: _Short
    edition: _Count
    kind: Literal["work", "answer"]
    made_on: date
    marks_bytes: _Size = 0
    office_name: _Short
    office_uid: _Short
    programme_fingerprint: _Hash
    programme_id: _Short
    programme_version: _Count
    sequence: _Count
    source_sha256: _Hash
    year: _Year


class FileEvidence(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A file shown beside a criterion; `start` is its place in `files`, null when left out."""

    criterion: _Line
    file_name: _Line
    media_type: _Line
    on: date | None
    sha256: _Hash
    size: _Size
    start: _Size | None
    title: _Line
    uid: _Identity


class FileText(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One heading of the registration form and what was written under it."""

    heading: _Line
    text: _Text


class FileRegistration(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One registration to be assessed, and what an assessor is to see of it.

    `known` are the conditions that the office's records bear out. The self-assessment is empty
    where the office keeps it back.
    """

    evidence: list[FileEvidence]
    known: list[_Short]
    name: _Line
    newness: _Line
    place: _Line
    revision: _Count
    sector: _Line
    sector_name: _Line
    self_conditions: _Text
    self_marks: _Text
    self_remark: _Text
    set_code: _Short
    subject_kind: _Short
    subject_name: _Line
    texts: list[FileText]
    title_name: _Line
    uid: _Identity


class FileSheet(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One sheet. `declined` is the reason of an assessor who may not judge, and then no mark."""

    conditions: _Text
    declined: _Text
    finished: bool
    finished_on: date | None
    marks: _Text
    registration: _Identity
    remark: _Text
    revision: _Count
    set_code: _Short


class Contents(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    registrations: list[FileRegistration]


class Sheets(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    sheets: list[FileSheet]
