"""What a programme's paper does not say, and what the office set for itself instead.

Some gaps have a use in the program (who recognises, certificates, deadlines) and are answered
where they are used; the others are answered in words, which papers of the office may quote.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from danvan_desktop.domain.programmes import Gap, Programme
from danvan_desktop.domain.text import checked_text
from danvan_desktop.services import adoption, authority, certificates, councils, target_settings
from danvan_desktop.services.session import Changes, Session

UNSAID = "văn bản không nêu - đơn vị tự đặt"
ANSWER_LIMIT = 2000


class GapKind(StrEnum):
    """Where a gap is answered."""

    AUTHORITY = "authority"
    CERTIFICATES = "certificates"
    DEADLINE = "deadline"
    TARGETS = "targets"
    WORDS = "words"


@dataclass(frozen=True)
class GapRow:
    """A question for the office. `answer` is in words, empty while unanswered."""

    key: str
    question: str
    source: str
    kind: GapKind
    answer: str
    said: str = ""
    """What the paper does say, where the office may still depart from it."""

    @property
    def is_open(self) -> bool:
        return not self.answer and not self.said


def gaps(session: Session, programme_id: str) -> tuple[GapRow, ...]:
    """Every gap of a programme in the order of its file.

    Who recognises and whether certificates are given is always asked, also where the paper says:
    an office may have been given more.
    """
    plan = adoption.programme(session, programme_id)
    rows = [_row(session, plan, gap) for gap in plan.gaps]
    asked = {row.kind for row in rows}
    if GapKind.AUTHORITY not in asked:
        who = "; ".join(dict.fromkeys(rule.body for rule in plan.authorities))
        question = "Quyền công nhận ngoài những nơi văn bản nêu"
        rows.insert(0, _row(session, plan, Gap("authorities", question), f"Văn bản nêu: {who}"))
    if GapKind.CERTIFICATES not in asked:
        said = "có cấp" if plan.registration.certificates else "không cấp"
        gap = Gap("registration.certificates", "Có cấp giấy chứng nhận hay không")
        rows.append(_row(session, plan, gap, f"Theo chương trình: {said}"))
    return tuple(rows)


def _row(session: Session, plan: Programme, gap: Gap, said: str = "") -> GapRow:
    kind = _kind(gap.key)
    if kind is GapKind.TARGETS and not plan.targets:
        kind = GapKind.WORDS
    answer = _answer(session, plan, gap.key, kind)
    return GapRow(gap.key, gap.question, gap.source, kind, answer, said)


def _kind(key: str) -> GapKind:
    if key == "authorities":
        return GapKind.AUTHORITY
    if key == "registration.certificates":
        return GapKind.CERTIFICATES
    if key == "targets":
        return GapKind.TARGETS
    return GapKind.DEADLINE if key.split(".")[0] == "deadlines" else GapKind.WORDS


def _answer(session: Session, plan: Programme, key: str, kind: GapKind) -> str:
    if kind is GapKind.AUTHORITY:
        return _authority_words(session, plan)
    if kind is GapKind.CERTIFICATES:
        own = adoption.answer(session, plan.id, certificates.WANTED)
        return "" if own is None else "Có cấp" if own else "Không cấp"
    if kind is GapKind.DEADLINE:
        return _deadline_words(session, plan, key)
    if kind is GapKind.TARGETS:
        own = target_settings.own_figures(session, plan.id)
        return f"Đã đặt {len(own)}/{len(plan.targets)} chỉ tiêu" if own else ""
    words = str(adoption.answer(session, plan.id, f"gap.{key}", ""))
    return words or (_council_words(session) if key == "review" else "")


def _authority_words(session: Session, plan: Programme) -> str:
    from danvan_desktop.services.units import body

    found = []
    for item in authority.answers(session, plan.id):
        titles = ", ".join(plan.title(code).name for code in item.titles)
        name = body(session, item.body).name
        found.append(f"{name} công nhận {titles} {plan.level(item.level).name.lower()}")
    return "; ".join(found)


def _council_words(session: Session) -> str:
    """Who votes and how is answered by the councils that the office keeps."""
    found = councils.councils(session, councils.CouncilKind.REVIEW)
    return "; ".join(f"{row.name} ({row.members:02d} thành viên)" for row in found)


def _deadline_words(session: Session, plan: Programme, key: str) -> str:
    own = adoption.answer(session, plan.id, "deadlines", {})
    code = key.partition(".")[2]
    dates = [value["due"] for name, value in own.items() if name.split("@")[0] == code or not code]
    if not dates:
        return ""
    return "Đã đặt ngày: " + ", ".join("/".join(reversed(day.split("-"))) for day in dates if day)


def set_words(session: Session, programme_id: str, key: str, words: str) -> Changes:
    """Answer a gap in words; empty takes the answer back. Raises `FieldError` when too long."""
    clean = checked_text("answer", "Quy định của đơn vị", words, limit=ANSWER_LIMIT)
    return adoption.set_answer(session, programme_id, f"gap.{key}", clean or None)
