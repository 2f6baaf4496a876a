"""Awards in the words of papers: how many of what for whom, by which decisions, in which groups.

Owns the counting; every count is of the rows given. The order of rows is that of
`domain/awards.stage_order` and is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from danvan_desktop.domain.awards import STAGE_SUBJECTS
from danvan_desktop.domain.dates import long_date
from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.text import in_sentence, search_key
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.models import Award, Body, Decision, Recognition
from danvan_desktop.services import decision_wording, paper_signs
from danvan_desktop.services.awards import AwardRow
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.session import Session

_ABOUT = "về việc công nhận mô hình, điển hình “Dân vận khéo”"
"""What a decision from above is about, whose subject is not known here."""
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


def who(kinds: Iterable[SubjectKind]) -> str:
    """The kinds of recipients that there are: "tập thể, cá nhân"."""
    there = set(kinds)
    return ", ".join(in_sentence(one.label) for one in STAGE_SUBJECTS if one in there)


def decisions(session: Session, rows: Sequence[AwardRow]) -> str:
    """The decisions by which the rows were given, each once, the earliest first."""
    found = {
        (row.decision_date, *_by(session, row.giver_name, row.decision_number, row.decision_date))
        for row in rows
        if row.decision_number and row.decision_date
    }
    return "; ".join(_cited(number, giver, day) for day, number, giver in sorted(found))


def of_award(session: Session, award: Award) -> str:
    """The decision that gave an award: "Quyết định số 05-QĐ/ĐU ngày ... của ..."."""
    day, number = award.decision_date, award.decision_number
    return _cited(*_by(session, award.giver_name, number, day), day)


def of_decision(session: Session, decision: Decision) -> str:
    """A decision of recognition in the same words."""
    return _cited(*_recognised_by(session, decision), decision.date)


def _cited(number: str, by: str, day: date | None) -> str:
    on = f" {long_date(day)}" if day else ""
    return f"Quyết định số {number}{on}" + (f" của {by}" if by else "")


def _by(session: Session, giver: str, number: str, day: date | None) -> tuple[str, str]:
    """Number and giver of a decision; one of our own bodies with its signs and its full name."""
    own = Body.select().where((Body.owner == session.office_uid) & ~Body.deleted)
    body = paper_signs.named(giver, list(own))
    return (number, giver) if body is None else _of_own(session, body, number, day)


def _of_own(session: Session, body: Body, number: str, day: date | None) -> tuple[str, str]:
    sign = paper_signs.Signs(session).of(PaperKind.AWARD_DECISION, body.uid, number, day)
    return sign, decision_wording.signing_of(body).deciding_body


def bases(session: Session, rows: Sequence[AwardRow]) -> tuple[str, ...]:
    """The decisions that recognised those who are put forward, as bases."""
    uids = [row.recognition for row in rows if row.recognition]
    found = {
        (line.decision.date, *_recognised_by(session, line.decision), line.decision.subject)
        for line in Recognition.select().where(Recognition.uid.in_(uids))
        if line.decision.number and line.decision.date
    }
    return tuple(
        f"Căn cứ Quyết định số {number} {long_date(day)} của {by} {in_sentence(about or _ABOUT)}"
        for day, number, by, about in sorted(found)
    )


def _recognised_by(session: Session, row: Decision) -> tuple[str, str]:
    if row.body_id and row.body.owner == session.office_uid:
        return _of_own(session, row.body, row.number, row.date)
    return str(row.number), str(row.issuer_name)


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
