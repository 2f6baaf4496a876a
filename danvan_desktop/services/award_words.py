"""Awards in the words of papers: how many of what for whom, by which decisions, in which groups.

Owns the counting; every count is of the rows given. The order of rows is that of
`domain/awards.stage_order` and is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from danvan_desktop.domain.awards import STAGE_SUBJECTS
from danvan_desktop.domain.dates import long_date
from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.text import in_sentence, search_key
from danvan_desktop.domain.units import BodyKind, SubjectKind
from danvan_desktop.models import Decision, Recognition
from danvan_desktop.services import decision_wording
from danvan_desktop.services.awards import AwardRow

_PRAISE_ALOUD = "bieu duong"
"""An award that is no paper: one is commended, nothing is handed over."""


def counted(rows: Sequence[AwardRow]) -> str:
    """ "Giấy khen cho 02 tập thể, 01 cá nhân; biểu dương 01 hộ gia đình"."""
    return "; ".join(
        f"biểu dương {_subjects(some)}"
        if search_key(kind) == _PRAISE_ALOUD
        else f"{kind} cho {_subjects(some)}"
        for kind, some in _by_kind(rows)
    )


def given(rows: Sequence[AwardRow], giver: str) -> str:
    """What a decision does: "Tặng Giấy khen của <giver> cho 02 tập thể; biểu dương 01 cá nhân"."""
    parts = []
    for kind, some in _by_kind(rows):
        if search_key(kind) == _PRAISE_ALOUD:
            parts.append(f"biểu dương {_subjects(some)}")
        else:
            whose = "" if " của " in kind else f" của {giver}"
            parts.append(f"tặng {kind}{whose} cho {_subjects(some)}")
    words = "; ".join(parts)
    return words[:1].upper() + words[1:]


def who(rows: Sequence[AwardRow]) -> str:
    """The kinds of recipients that there are: "tập thể, cá nhân"."""
    there = {row.subject_kind for row in rows}
    return ", ".join(in_sentence(one.label) for one in STAGE_SUBJECTS if one in there)


def decisions(rows: Sequence[AwardRow]) -> str:
    """The decisions by which the rows were given, each once, the earliest first."""
    found = {
        (row.decision_date, row.decision_number, row.giver_name)
        for row in rows
        if row.decision_number and row.decision_date
    }
    return "; ".join(
        f"Quyết định số {number} {long_date(day)}" + (f" của {giver}" if giver else "")
        for day, number, giver in sorted(found)
    )


def bases(rows: Sequence[AwardRow]) -> tuple[str, ...]:
    """The decisions that recognised those who are put forward, as bases."""
    uids = [row.recognition for row in rows if row.recognition]
    found = {
        (line.decision.date, line.decision.number, _decided_by(line.decision))
        for line in Recognition.select().where(Recognition.uid.in_(uids))
        if line.decision.number and line.decision.date
    }
    return tuple(
        f"Căn cứ Quyết định số {number} {long_date(day)} của {by} về việc công nhận mô hình, "
        "điển hình “Dân vận khéo”"
        for day, number, by in sorted(found)
    )


def _decided_by(row: Decision) -> str:
    if row.issuer_name or not row.body_id:
        return str(row.issuer_name)
    body = row.body
    return decision_wording.signing(BodyKind(body.kind), body.name).deciding_body


def groups(rows: Sequence[AwardRow]) -> tuple[tuple[str, tuple[AwardRow, ...]], ...]:
    """The rows parted by subject, and by award where there are several, each with its words."""
    several = len({row.kind for row in rows}) > 1

    def words(row: AwardRow) -> str:
        return f"{row.kind} - {row.subject_kind.label}" if several else row.subject_kind.label

    return tuple((name, tuple(some)) for name, some in groupby(rows, key=words))


def _by_kind(rows: Sequence[AwardRow]) -> list[tuple[str, tuple[AwardRow, ...]]]:
    return [(kind, tuple(some)) for kind, some in groupby(rows, key=lambda row: row.kind)]


def _subjects(rows: Sequence[AwardRow]) -> str:
    counts: Counter[SubjectKind] = Counter(row.subject_kind for row in rows)
    return ", ".join(
        f"{two_digits(counts[one])} {in_sentence(one.label)}"
        for one in STAGE_SUBJECTS
        if counts[one]
    )
