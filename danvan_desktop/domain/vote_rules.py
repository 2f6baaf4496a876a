"""The rules of a vote: of what a share is taken, how much is needed, who votes, what a tie is.

Owns the settings alone, how they are written and what they say in Vietnamese. What a vote comes to
under them is `voting`. Shares are exact fractions: 66,67 % on paper is 2/3 here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from danvan_desktop.domain.numbers import format_decimal, parse_points
from danvan_desktop.errors import FieldError

_FRACTION = re.compile(r"\s*([0-9]{1,3})\s*/\s*([0-9]{1,3})\s*")
_WHOLE = re.compile(r"\s*([0-9]{1,3})\s*")
_USUAL = (2, 3, 4)
_SHARE_TODO = "Nhập như 1/2, 2/3, 3/4 hoặc 75%."


class Denominator(StrEnum):
    """Of what the share of those agreeing is taken."""

    MEMBERS = "members"
    """All members; absent ones are asked in writing."""
    PRESENT = "present"
    """Members in the room. What absent ones wrote is told, but not counted."""
    COLLECTED = "collected"
    """Ballots collected, invalid ones staying in."""
    VALID = "valid"
    """Valid ballots."""

    @property
    def label(self) -> str:
        return _DENOMINATORS[self]


_DENOMINATORS = {
    Denominator.MEMBERS: "số thành viên có quyền biểu quyết",
    Denominator.PRESENT: "số thành viên có mặt",
    Denominator.COLLECTED: "số phiếu thu về",
    Denominator.VALID: "số phiếu hợp lệ",
}


class TieRule(StrEnum):
    """What follows when as many are for as against where a majority decides."""

    CHAIR = "chair"
    NOT_CARRIED = "not_carried"
    SECOND_ROUND = "second_round"

    @property
    def label(self) -> str:
        return _TIES[self]


_TIES = {
    TieRule.CHAIR: "theo phía có ý kiến của người chủ trì",
    TieRule.NOT_CARRIED: "coi là không đạt",
    TieRule.SECOND_ROUND: "biểu quyết lại vòng hai",
}


@dataclass(frozen=True)
class Quorum:
    """How many members with a vote must be in the room: a share of them, or a number."""

    share: Fraction | None = Fraction(1, 2)
    number: int | None = None
    strict: bool = True
    """More than so many; else at least so many."""

    def needed(self, members: int) -> int:
        """The smallest number present that is enough, of so many members with a vote."""
        bound = Fraction(self.number) if self.number is not None else members * _share(self.share)
        return least(bound, strict=self.strict)

    @property
    def words(self) -> str:
        lead = "trên" if self.strict else "ít nhất"
        if self.number is not None:
            return f"{lead} {self.number:02d} thành viên"
        return f"{lead} {share_text(_share(self.share))} số thành viên có quyền biểu quyết"

    @property
    def text(self) -> str:
        """As it is written in a programme or a field: "2/3", "75%", "4"."""
        return str(self.number) if self.number is not None else share_text(_share(self.share))


@dataclass(frozen=True)
class VoteRules:
    """The settings of a meeting's votes; the defaults are those of the simple mode."""

    denominator: Denominator = Denominator.PRESENT
    threshold: Fraction = Fraction(1, 2)
    strict: bool = True
    """More than the threshold (`>`); else at least as much (`>=`)."""
    secret: bool = False
    whole_list: bool = True
    """One show of hands for the whole list; else a vote on each item."""
    quorum: Quorum = Quorum()
    secretary_votes: bool = True
    written: bool = False
    """Absent members are asked in writing."""
    tie: TieRule = TieRule.NOT_CARRIED
    recused_leave: bool = True
    """A recused member leaves the denominator; else stays in it without a voice."""
    free_results: bool = False
    """The council may conclude otherwise than the vote says, with a reason."""

    @property
    def majority(self) -> bool:
        """Whether a majority decides: only there can as many for as against be a tie."""
        return self.threshold == Fraction(1, 2)

    @property
    def threshold_words(self) -> str:
        lead = "trên" if self.strict else "từ"
        tail = "" if self.strict else " trở lên"
        return f"{lead} {share_text(self.threshold)}{tail}"

    def needed(self, base: int) -> int:
        """The smallest number agreeing that carries, of so many in the denominator."""
        return least(base * self.threshold, strict=self.strict)

    @property
    def words(self) -> str:
        """The rule in one sentence, as the minutes print it."""
        how = "bỏ phiếu kín" if self.secret else "biểu quyết bằng hình thức giơ tay"
        scope = "chung cho cả danh sách" if self.whole_list else "đối với từng mô hình, điển hình"
        needed = f"đạt khi có {self.threshold_words} {self.denominator.label} đồng ý"
        tie = f"; số phiếu ngang nhau thì {self.tie.label}" if self.majority else ""
        return f"Hội nghị {how} {scope}; {needed}{tie}."


def least(bound: Fraction, *, strict: bool) -> int:
    """The smallest whole number above a bound, or not below it."""
    floor = bound.numerator // bound.denominator
    return floor + 1 if strict or bound != floor else floor


def _share(share: Fraction | None) -> Fraction:
    return share if share is not None else Fraction(0)


def parse_share(text: str, field: str = "threshold", label: str = "Tỷ lệ") -> Fraction:
    """An exact share above 0 and at most 1 from "2/3", "75%" or "66,67 %". Raises `FieldError`."""
    match = _FRACTION.fullmatch(text)
    if match and int(match[2]):
        found = Fraction(int(match[1]), int(match[2]))
    elif "%" in text:
        found = Fraction(parse_points(text.replace("%", ""), field=field, label=label)) / 100
    else:
        raise FieldError(field, f"{label} “{text.strip()[:30]}” không đọc được.", todo=_SHARE_TODO)
    if not 0 < found <= 1:
        raise FieldError(field, f"{label} phải lớn hơn 0 và không quá 100%.", todo=_SHARE_TODO)
    return found


def parse_quorum(text: str, *, strict: bool) -> Quorum:
    """A quorum from a share ("2/3", "75%") or a number of members ("4"). Raises `FieldError`."""
    match = _WHOLE.fullmatch(text)
    if match is None:
        return Quorum(parse_share(text, "quorum", "Số thành viên cần có mặt"), None, strict)
    if not int(match[1]):
        raise FieldError("quorum", "Số thành viên cần có mặt phải từ 1 trở lên.")
    return Quorum(None, int(match[1]), strict)


def share_text(share: Fraction) -> str:
    """ "2/3", or a percentage where that is exact and the fraction is no usual one: "85%"."""
    hundredths = share * 10_000
    if share.denominator not in _USUAL and hundredths.denominator == 1:
        return f"{format_decimal(Decimal(int(hundredths)) / 100)}%"
    return f"{share.numerator}/{share.denominator}"


def to_values(rules: VoteRules) -> dict[str, Any]:
    """The rules as plain values by key, for a council, a meeting or a programme."""
    return {
        "denominator": rules.denominator.value,
        "threshold": share_text(rules.threshold),
        "strict": rules.strict,
        "secret": rules.secret,
        "whole_list": rules.whole_list,
        "quorum": rules.quorum.text,
        "quorum_strict": rules.quorum.strict,
        "secretary_votes": rules.secretary_votes,
        "written": rules.written,
        "tie": rules.tie.value,
        "recused_leave": rules.recused_leave,
        "free_results": rules.free_results,
    }


def from_values(values: Mapping[str, Any]) -> VoteRules:
    """The rules that `to_values` wrote; keys that are not there are as usual.

    Raises `FieldError` for a share that cannot be read.
    """
    base = VoteRules()
    flags = ("strict", "secret", "whole_list", "secretary_votes", "written")
    kept: dict[str, Any] = {
        key: bool(values[key]) for key in (*flags, "recused_leave", "free_results") if key in values
    }
    if kept.get("secret") and "whole_list" not in values:
        kept["whole_list"] = False
    if "denominator" in values:
        kept["denominator"] = Denominator(values["denominator"])
    if "tie" in values:
        kept["tie"] = TieRule(values["tie"])
    if "threshold" in values:
        kept["threshold"] = parse_share(str(values["threshold"]), label="Tỷ lệ cần đạt")
    strict = bool(values.get("quorum_strict", base.quorum.strict))
    quorum = str(values.get("quorum", base.quorum.text))
    kept["quorum"] = parse_quorum(quorum, strict=strict)
    return replace(base, **kept)
