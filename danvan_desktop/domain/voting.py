"""What a vote comes to: who may vote, what was counted, the exact share, carried or not and why.

The only arithmetic on votes in the program: ballots, minutes and notices print what `tally` gives.
A vote is decided on the exact fraction. The percentage on paper is rounded once, half up, to two
decimals (2/3 is printed 66,67 %) and decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.vote_rules import Denominator, TieRule, VoteRules
from danvan_desktop.errors import FieldError

_HALF = Fraction(1, 2)


class Role(StrEnum):
    CHAIR = "chair"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"

    @property
    def label(self) -> str:
        return _ROLES[self]


_ROLES = {
    Role.CHAIR: "Chủ tịch Hội đồng",
    Role.DEPUTY: "Phó Chủ tịch Hội đồng",
    Role.SECRETARY: "Thư ký",
    Role.MEMBER: "Thành viên",
}


class Presence(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"
    WRITTEN = "written"
    """Absent, asked in writing."""

    @property
    def label(self) -> str:
        return _PRESENCES[self]


_PRESENCES = {
    Presence.PRESENT: "Có mặt",
    Presence.ABSENT: "Vắng",
    Presence.WRITTEN: "Vắng, lấy ý kiến bằng văn bản",
}


@dataclass(frozen=True)
class Seat:
    """One member at a meeting, as far as a vote needs it."""

    uid: str
    role: Role
    presence: Presence


@dataclass(frozen=True)
class Voters:
    """How many may vote on one item. The recused stand inside the numbers before them."""

    members: int
    """Members with a vote."""
    present: int
    written: int = 0
    recused: int = 0
    recused_present: int = 0
    recused_written: int = 0

    @property
    def in_room(self) -> int:
        """Who may be given a ballot, or raise a hand."""
        return self.present - self.recused_present

    @property
    def asked(self) -> int:
        """Who may be sent a paper."""
        return self.written - self.recused_written

    @property
    def absent(self) -> int:
        return self.members - self.present


def voters(seats: Sequence[Seat], rules: VoteRules, recused: Collection[str] = ()) -> Voters:
    """The numbers of one item from the list of members; `recused` are uids of seats."""
    voting = [seat for seat in seats if rules.secretary_votes or seat.role is not Role.SECRETARY]
    present = {seat.uid for seat in voting if seat.presence is Presence.PRESENT}
    written = {seat.uid for seat in voting if seat.presence is Presence.WRITTEN}
    out = {seat.uid for seat in voting} & set(recused)
    return Voters(
        members=len(voting),
        present=len(present),
        written=len(written) if rules.written else 0,
        recused=len(out),
        recused_present=len(present & out),
        recused_written=len(written & out) if rules.written else 0,
    )


def quorate(found: Voters, rules: VoteRules) -> bool:
    """Whether enough members are in the room. Recusals of single items do not touch it."""
    return found.present > 0 and found.present >= rules.quorum.needed(found.members)


def quorum_words(found: Voters, rules: VoteRules) -> str:
    """ "Có mặt 04/05 thành viên có quyền biểu quyết, đủ thành phần (cần trên 1/2 ...)"."""
    enough = "đủ thành phần" if quorate(found, rules) else "không đủ thành phần"
    return (
        f"Có mặt {found.present:02d}/{found.members:02d} thành viên có quyền biểu quyết, "
        f"{enough} (cần {rules.quorum.words}, tức từ "
        f"{rules.quorum.needed(found.members):02d} thành viên)."
    )


@dataclass(frozen=True)
class Counts:
    """What was counted on one item; the room and the written opinions stand apart.

    None where nothing was entered. `valid` is only checked against the rest: some count it, some
    do not. By show of hands everyone in the room who may vote counts as having voted.
    """

    issued: int | None = None
    collected: int | None = None
    valid: int | None = None
    invalid: int | None = None
    agreeing: int | None = None
    against: int | None = None
    written_sent: int | None = None
    written_returned: int | None = None
    written_invalid: int | None = None
    written_agreeing: int | None = None
    written_against: int | None = None
    chair_agrees: bool | None = None

    @property
    def entered(self) -> bool:
        """Whether those agreeing were entered: nothing can be said before."""
        return self.agreeing is not None


class Outcome(StrEnum):
    CARRIED = "carried"
    NOT_CARRIED = "not_carried"
    SECOND_ROUND = "second_round"
    """A tie that the rules send to a second vote."""
    OPEN = "open"
    """A tie for the chair to settle, whose side was not noted."""

    @property
    def label(self) -> str:
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.CARRIED: "Đạt",
    Outcome.NOT_CARRIED: "Không đạt",
    Outcome.SECOND_ROUND: "Ngang phiếu, biểu quyết lại",
    Outcome.OPEN: "Ngang phiếu, chờ ý kiến chủ trì",
}


@dataclass(frozen=True)
class Tally:
    """What one vote comes to. Numbers of the room and of the written opinions are together,
    where the denominator counts the written ones; `base` is the denominator."""

    voters: Voters
    issued: int
    collected: int
    valid: int
    invalid: int
    agreeing: int
    against: int
    abstaining: int
    """Valid, but neither for nor against."""
    written_counted: bool
    base: int
    needed: int
    share: Fraction
    outcome: Outcome
    words: str
    """ "04/05 số thành viên có mặt đồng ý (80%)"."""
    why: str
    """The whole reasoning in a sentence."""

    @property
    def carried(self) -> bool:
        return self.outcome is Outcome.CARRIED

    @property
    def percent(self) -> str:
        return percent_text(self.share)


def percent_text(share: Fraction) -> str:
    """The share as printed: half up to two decimals, without idle zeros: "66,67%", "80%"."""
    hundredths = (share * 20_000 + 1) // 2
    return f"{format_decimal(Decimal(int(hundredths)) / 100)}%"


def tally(rules: VoteRules, found: Voters, counts: Counts) -> Tally:
    """What the counts come to under the rules.

    Raises `FieldError` on the field (a name of `Counts`) of a number that is missing or cannot be.
    """
    room = _room(rules, found, counts)
    letters = _letters(found, counts)
    counted = rules.denominator is not Denominator.PRESENT and bool(counts.written_sent)
    whole = room.plus(letters) if counted else room
    base = _base(rules, found, whole)
    share = Fraction(whole.agreeing, base) if base else Fraction(0)
    outcome, why = _decide(rules, whole, base, share, counts.chair_agrees)
    return Tally(
        voters=found,
        issued=whole.issued,
        collected=whole.collected,
        valid=whole.valid,
        invalid=whole.invalid,
        agreeing=whole.agreeing,
        against=whole.against,
        abstaining=whole.valid - whole.agreeing - whole.against,
        written_counted=counted,
        base=base,
        needed=rules.needed(base),
        share=share,
        outcome=outcome,
        words=_words(rules, whole.agreeing, base, share),
        why=why,
    )


@dataclass(frozen=True)
class _Papers:
    """Ballots of the room, or papers of those asked in writing, after every check."""

    issued: int = 0
    collected: int = 0
    invalid: int = 0
    agreeing: int = 0
    against: int = 0

    @property
    def valid(self) -> int:
        return self.collected - self.invalid

    def plus(self, other: _Papers) -> _Papers:
        return _Papers(
            self.issued + other.issued,
            self.collected + other.collected,
            self.invalid + other.invalid,
            self.agreeing + other.agreeing,
            self.against + other.against,
        )


def _room(rules: VoteRules, found: Voters, counts: Counts) -> _Papers:
    """What was voted in the room. By hand, what was not entered follows from who is there."""
    by_hand = not rules.secret
    issued = _number("issued", "Số phiếu phát ra", counts.issued, found.in_room, by_hand)
    collected = _number("collected", "Số phiếu thu về", counts.collected, issued, by_hand)
    _at_most("issued", "Số phiếu phát ra", issued, found.in_room, "số người được biểu quyết có mặt")
    _at_most("collected", "Số phiếu thu về", collected, issued, "số phiếu phát ra")
    if counts.invalid is None and counts.valid is not None:
        _at_most("valid", "Số phiếu hợp lệ", counts.valid, collected, "số phiếu thu về")
        invalid = collected - counts.valid
    else:
        invalid = _number("invalid", "Số phiếu không hợp lệ", counts.invalid, 0, True)
    _at_most("invalid", "Số phiếu không hợp lệ", invalid, collected, "số phiếu thu về")
    papers = _sides("", counts.agreeing, counts.against, issued, collected, invalid)
    if counts.valid is not None and counts.valid + invalid != collected:
        raise FieldError(
            "valid",
            f"Số phiếu hợp lệ {counts.valid} cộng không hợp lệ {invalid} "
            f"khác số phiếu thu về {collected}.",
        )
    return papers


def _letters(found: Voters, counts: Counts) -> _Papers:
    """What the members asked in writing answered."""
    sent = _number("written_sent", "Số phiếu lấy ý kiến gửi đi", counts.written_sent, 0, True)
    returned = _number("written_returned", "Số phiếu gửi về", counts.written_returned, 0, True)
    invalid = _number(
        "written_invalid", "Số phiếu gửi về không hợp lệ", counts.written_invalid, 0, True
    )
    _at_most(
        "written_sent",
        "Số phiếu lấy ý kiến gửi đi",
        sent,
        found.asked,
        "số thành viên vắng được lấy ý kiến",
    )
    _at_most("written_returned", "Số phiếu gửi về", returned, sent, "số phiếu gửi đi")
    _at_most("written_invalid", "Số phiếu không hợp lệ", invalid, returned, "số phiếu gửi về")
    agreeing = counts.written_agreeing if counts.written_agreeing is not None else 0
    return _sides("written_", agreeing, counts.written_against, sent, returned, invalid)


def _sides(
    prefix: str,
    agreeing: int | None,
    against: int | None,
    issued: int,
    collected: int,
    invalid: int,
) -> _Papers:
    valid = collected - invalid
    yes = _number(f"{prefix}agreeing", "Số đồng ý", agreeing, None, False)
    no = _number(f"{prefix}against", "Số không đồng ý", against, 0, True)
    _at_most(f"{prefix}agreeing", "Số đồng ý", yes, valid, "số phiếu hợp lệ")
    if yes + no > valid:
        raise FieldError(
            f"{prefix}against",
            f"Đồng ý {yes} cộng không đồng ý {no} vượt quá số phiếu hợp lệ {valid}.",
        )
    return _Papers(issued, collected, invalid, yes, no)


def _number(field: str, label: str, value: int | None, missing: int | None, may_miss: bool) -> int:
    if value is None:
        if may_miss and missing is not None:
            return missing
        raise FieldError(field, f"{label}: chưa nhập số.")
    if value < 0:
        raise FieldError(field, f"{label} không được âm.")
    return value


def _at_most(field: str, label: str, value: int, limit: int, of: str) -> None:
    if value > limit:
        raise FieldError(field, f"{label} {value} vượt quá {of} {limit}.")


def _base(rules: VoteRules, found: Voters, whole: _Papers) -> int:
    if rules.denominator is Denominator.COLLECTED:
        return whole.collected
    if rules.denominator is Denominator.VALID:
        return whole.valid
    if rules.denominator is Denominator.PRESENT:
        return found.in_room if rules.recused_leave else found.present
    return found.members - (found.recused if rules.recused_leave else 0)


def _words(rules: VoteRules, agreeing: int, base: int, share: Fraction) -> str:
    if not base:
        return f"Không có {rules.denominator.label.removeprefix('số ')}"
    return f"{agreeing:02d}/{base:02d} {rules.denominator.label} đồng ý ({percent_text(share)})"


def _decide(
    rules: VoteRules, whole: _Papers, base: int, share: Fraction, chair: bool | None
) -> tuple[Outcome, str]:
    words = _words(rules, whole.agreeing, base, share)
    rule = f"cần {rules.threshold_words}, tức từ {rules.needed(base):02d}"
    if base and whole.agreeing >= rules.needed(base):
        return Outcome.CARRIED, f"{words}; {rule}: đạt."
    tied = whole.agreeing == whole.against > 0 and rules.majority
    if not base or not tied or rules.tie is TieRule.NOT_CARRIED:
        return Outcome.NOT_CARRIED, f"{words}; {rule}: không đạt."
    if rules.tie is TieRule.SECOND_ROUND:
        return Outcome.SECOND_ROUND, f"{words}; số phiếu ngang nhau: biểu quyết lại vòng hai."
    return _chair_decides(words, share, chair)


def _chair_decides(words: str, share: Fraction, chair: bool | None) -> tuple[Outcome, str]:
    """The chair's side settles a tie only where the half is reached: it is not a vote more."""
    if share != _HALF:
        return (
            Outcome.NOT_CARRIED,
            f"{words}; số phiếu ngang nhau nhưng chưa được một nửa: không đạt.",
        )
    if chair is None:
        return Outcome.OPEN, f"{words}; số phiếu ngang nhau, chưa ghi ý kiến của người chủ trì."
    side, result = ("đồng ý", "đạt") if chair else ("không đồng ý", "không đạt")
    outcome = Outcome.CARRIED if chair else Outcome.NOT_CARRIED
    return outcome, f"{words}; số phiếu ngang nhau, người chủ trì {side}: {result}."
