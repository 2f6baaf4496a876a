"""Awards (khen thưởng): their states, and who usually gives what to whom.

Owns the words of the warnings, and the order in which awards are read out, handed over on the
stage and printed: the same on every list. An award is apart from recognition: it is proposed,
usually for those who were recognised and for people who steered the movement, and given or
refused by a decision of its own. The warnings never forbid: practice differs, and the office
knows better.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.text import person_sort_key, search_key, sort_key
from danvan_desktop.domain.units import SubjectKind

PRAISE, CERTIFICATE_OF_MERIT = "Giấy khen", "Bằng khen"
KINDS: tuple[str, ...] = (PRAISE, CERTIFICATE_OF_MERIT, "Biểu dương")
"""Proposed in this order; any other wording may be typed."""

STAGE_SUBJECTS = (SubjectKind.COLLECTIVE, SubjectKind.HOUSEHOLD, SubjectKind.INDIVIDUAL)
"""Who comes before whom on the stage."""

_HIGHEST_FIRST = tuple(search_key(kind) for kind in (CERTIFICATE_OF_MERIT, PRAISE, "Biểu dương"))
_PARTY_GIVERS = ("dang uy", "tinh uy", "thanh uy", "huyen uy", "ban thuong vu", "chi bo")
_COMMUNE_GIVERS = (" xa ", " phuong ", " dac khu ", " thi tran ")
_PARTY_WORDS = ("chi bo", "dang bo", "dang uy", "dang vien", "bi thu", "cap uy")


class AwardStatus(StrEnum):
    """An award is proposed first, then given or refused."""

    PROPOSED = "proposed"
    GIVEN = "given"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return _LABELS[self]


_TAKEN_BACK = "Thu hồi ngày"
_LABELS = {
    AwardStatus.PROPOSED: "Đề nghị",
    AwardStatus.GIVEN: "Đã khen thưởng",
    AwardStatus.REFUSED: "Không khen thưởng",
}


def revocation_note(on: date, reason: str, paper: str = "") -> str:
    """The note of an award that was given and taken back: what travels, and old copies show too."""
    by = f" ({paper})" if paper else ""
    return f"{_TAKEN_BACK} {format_date(on)}{by}: {reason}"


def is_revoked(status: AwardStatus, note: str) -> bool:
    """Whether an award was taken back, rather than refused from the start."""
    return status is AwardStatus.REFUSED and note.startswith(f"{_TAKEN_BACK} ")


def result_words(status: AwardStatus, note: str) -> str:
    """What came of a proposal, in the words of the lists."""
    return "Đã thu hồi" if is_revoked(status, note) else status.label


def stage_order(kind: str, subject: SubjectKind, name: str) -> tuple[int, str, int, str]:
    """Key of an award among others: the higher award first, then collectives, households, people.

    Other wordings than bằng khen, giấy khen and biểu dương come between the last two, by name;
    people are sorted by given name.
    """
    folded = search_key(kind)
    rank = _HIGHEST_FIRST.index(folded) * 2 if folded in _HIGHEST_FIRST else 3
    by_name = person_sort_key if subject is SubjectKind.INDIVIDUAL else sort_key
    return rank, folded, STAGE_SUBJECTS.index(subject), by_name(name)


def kind_warnings(kind: str, giver: str, recipient: str) -> Iterator[str]:
    """What is unusual about a body giving this kind to this recipient, by the names as typed.

    Bằng khen are given from the province up, a commune gives giấy khen. A Party committee's goes
    to Party organisations and members; others get that of the chairman of the People's Committee,
    of the Front or of their own union.
    """
    by = f" {search_key(giver)} "
    if search_key(kind) == search_key(CERTIFICATE_OF_MERIT) and _any(by, _COMMUNE_GIVERS):
        yield "Bằng khen do cấp tỉnh trở lên tặng; cấp xã tặng giấy khen."
    party = _any(by, _PARTY_GIVERS)
    if party and not _any(f" {search_key(recipient)} ", _PARTY_WORDS):
        yield (
            "Giấy khen của cấp ủy thường tặng tổ chức đảng, đảng viên; tập thể, cá nhân khác "
            "thường do Chủ tịch Ủy ban nhân dân, Mặt trận hoặc đoàn thể của mình khen."
        )


def _any(words: str, parts: tuple[str, ...]) -> bool:
    return any(part in words for part in parts)
