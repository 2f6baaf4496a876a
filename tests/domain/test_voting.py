"""Votes: the same ballots under four denominators, numbers that cannot be, laws of the count."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.meeting_results import Result, allowed, check_result, proposed
from danvan_desktop.domain.vote_rules import (
    Denominator,
    Quorum,
    TieRule,
    VoteRules,
    from_values,
    parse_quorum,
    parse_share,
    share_text,
    to_values,
)
from danvan_desktop.domain.voting import (
    Counts,
    Outcome,
    Presence,
    Role,
    Seat,
    Voters,
    percent_text,
    quorate,
    quorum_words,
    tally,
    voters,
)
from danvan_desktop.errors import FieldError

TWO_THIRDS = VoteRules(threshold=Fraction(2, 3), strict=False, secret=True, written=True)


# A council of 15: 12 in the room, 3 absent of whom 2 are asked in writing.
COUNCIL = Voters(members=15, present=12, written=2)
BALLOTS = Counts(
    issued=12,
    collected=11,
    invalid=2,
    agreeing=8,
    against=1,
    written_sent=2,
    written_returned=2,
    written_agreeing=1,
    written_against=1,
)


@pytest.mark.parametrize(
    ("denominator", "base", "agreeing", "percent", "carried"),
    [
        (Denominator.MEMBERS, 15, 9, "60%", False),
        (Denominator.PRESENT, 12, 8, "66,67%", True),
        (Denominator.COLLECTED, 13, 9, "69,23%", True),
        (Denominator.VALID, 11, 9, "81,82%", True),
    ],
)
def test_same_ballots_under_each_denominator(
    denominator: Denominator, base: int, agreeing: int, percent: str, carried: bool
) -> None:
    found = tally(replace(TWO_THIRDS, denominator=denominator), COUNCIL, BALLOTS)
    assert (found.base, found.agreeing, found.percent, found.carried) == (
        base,
        agreeing,
        percent,
        carried,
    )


# A youth branch as a published guide to counting gives it: 20 members, 19 came and were given a
# ballot, 18 came back, 2 of them invalid; "more than half of the ballots collected" is 10 of 18.
BRANCH = Voters(members=20, present=19)


@pytest.mark.parametrize(
    ("agreeing", "denominator", "share", "carried"),
    [
        (10, Denominator.MEMBERS, "50%", False),
        (10, Denominator.PRESENT, "52,63%", True),
        (10, Denominator.COLLECTED, "55,56%", True),
        (10, Denominator.VALID, "62,5%", True),
        (9, Denominator.MEMBERS, "45%", False),
        (9, Denominator.PRESENT, "47,37%", False),
        (9, Denominator.COLLECTED, "50%", False),
        (9, Denominator.VALID, "56,25%", True),
    ],
)
def test_published_count_of_a_branch(
    agreeing: int, denominator: Denominator, share: str, carried: bool
) -> None:
    counts = Counts(issued=19, collected=18, valid=16, invalid=2, agreeing=agreeing)
    found = tally(VoteRules(denominator=denominator, secret=True), BRANCH, counts)
    assert (found.percent, found.carried) == (share, carried)
    if denominator is Denominator.COLLECTED:
        assert found.needed == 10


@pytest.mark.parametrize(
    ("threshold", "strict", "agreeing", "carried"),
    [
        ("2/3", False, 6, True),
        ("2/3", True, 6, False),
        ("66,67%", False, 6, False),
        ("75%", False, 7, True),
        ("75%", False, 6, False),
        ("1/2", True, 5, True),
        ("3/4", True, 7, True),
    ],
)
def test_threshold_is_exact(threshold: str, strict: bool, agreeing: int, carried: bool) -> None:
    rules = VoteRules(threshold=parse_share(threshold), strict=strict)
    found = tally(rules, Voters(9, 9), Counts(agreeing=agreeing))
    assert found.carried is carried


def test_words_of_a_vote() -> None:
    found = tally(VoteRules(), Voters(5, 4), Counts(agreeing=3, against=1))
    assert found.words == "03/04 số thành viên có mặt đồng ý (75%)"
    assert found.why == ("03/04 số thành viên có mặt đồng ý (75%); cần trên 1/2, tức từ 03: đạt.")


def test_written_opinions_are_not_counted_among_those_present() -> None:
    rules = replace(TWO_THIRDS, denominator=Denominator.PRESENT)
    found = tally(rules, COUNCIL, BALLOTS)
    assert (found.written_counted, found.issued, found.agreeing) == (False, 12, 8)


@pytest.mark.parametrize(
    ("tie", "chair", "outcome"),
    [
        (TieRule.CHAIR, True, Outcome.CARRIED),
        (TieRule.CHAIR, False, Outcome.NOT_CARRIED),
        (TieRule.CHAIR, None, Outcome.OPEN),
        (TieRule.NOT_CARRIED, True, Outcome.NOT_CARRIED),
        (TieRule.SECOND_ROUND, None, Outcome.SECOND_ROUND),
    ],
)
def test_tie(tie: TieRule, chair: bool | None, outcome: Outcome) -> None:
    counts = Counts(agreeing=2, against=2, chair_agrees=chair)
    assert tally(VoteRules(tie=tie), Voters(5, 4), counts).outcome is outcome


def test_tie_below_half_is_not_settled_by_the_chair() -> None:
    counts = Counts(agreeing=2, against=2, chair_agrees=True)
    rules = VoteRules(tie=TieRule.CHAIR)
    assert tally(rules, Voters(5, 5), counts).outcome is Outcome.NOT_CARRIED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"issued": 13}, "issued"),
        ({"issued": 10}, "collected"),
        ({"collected": 13}, "collected"),
        ({"invalid": 12}, "invalid"),
        ({"agreeing": 10}, "agreeing"),
        ({"against": 2}, "against"),
        ({"valid": 10}, "valid"),
        ({"agreeing": None}, "agreeing"),
        ({"issued": None}, "issued"),
        ({"collected": None}, "collected"),
        ({"against": -1}, "against"),
        ({"written_sent": 3}, "written_sent"),
        ({"written_returned": 3}, "written_returned"),
        ({"written_invalid": 3}, "written_invalid"),
        ({"written_agreeing": 3}, "written_agreeing"),
        ({"written_against": 2}, "written_against"),
    ],
)
def test_numbers_that_cannot_be(changes: dict[str, int], field: str) -> None:
    with pytest.raises(FieldError) as caught:
        tally(TWO_THIRDS, COUNCIL, replace(BALLOTS, **changes))
    assert caught.value.field == field


def _seats(*presences: Presence) -> list[Seat]:
    roles = [Role.CHAIR, Role.SECRETARY, *[Role.MEMBER] * len(presences)]
    return [Seat(str(n), roles[n], presence) for n, presence in enumerate(presences)]


def test_voters_without_the_secretary_and_with_a_recusal() -> None:
    here, away = Presence.PRESENT, Presence.ABSENT
    seats = _seats(here, here, here, away, Presence.WRITTEN)
    rules = VoteRules(secretary_votes=False, written=True, denominator=Denominator.MEMBERS)
    found = voters(seats, rules, recused={"1", "2", "4"})
    assert found == Voters(
        members=4, present=2, written=1, recused=2, recused_present=1, recused_written=1
    )
    assert (found.in_room, found.asked) == (1, 0)
    counts = Counts(agreeing=1)
    assert tally(rules, found, counts).base == 2
    assert tally(replace(rules, recused_leave=False), found, counts).base == 4


@pytest.mark.parametrize(
    ("text", "strict", "present", "enough"),
    [
        ("1/2", True, 3, True),
        ("1/2", True, 2, False),
        ("2/3", False, 4, True),
        ("2/3", False, 3, False),
        ("5", False, 4, False),
        ("4", True, 5, True),
        ("90%", False, 4, False),
    ],
)
def test_quorum(text: str, strict: bool, present: int, enough: bool) -> None:
    rules = VoteRules(quorum=parse_quorum(text, strict=strict))
    assert quorate(Voters(5, present), rules) is enough


def test_words_of_the_rules() -> None:
    assert VoteRules().words == (
        "Hội nghị biểu quyết bằng hình thức giơ tay chung cho cả danh sách; đạt khi có trên 1/2 số "
        "thành viên có mặt đồng ý; số phiếu ngang nhau thì coi là không đạt."
    )
    assert replace(TWO_THIRDS, whole_list=False, denominator=Denominator.MEMBERS).words == (
        "Hội nghị bỏ phiếu kín đối với từng mô hình, điển hình; đạt khi có từ 2/3 trở lên số "
        "thành viên có quyền biểu quyết đồng ý."
    )


def test_quorum_words() -> None:
    assert quorum_words(Voters(5, 2), VoteRules()) == (
        "Có mặt 02/05 thành viên có quyền biểu quyết, không đủ thành phần "
        "(cần trên 1/2 số thành viên có quyền biểu quyết, tức từ 03 thành viên)."
    )


@pytest.mark.parametrize("text", ["", "0/3", "4/3", "3/0", "abc", "0%", "101%", "0,5"])
def test_share_that_cannot_be_read(text: str) -> None:
    with pytest.raises(FieldError):
        parse_share(text)


def test_results_follow_the_vote() -> None:
    rules = VoteRules()
    carried = tally(rules, Voters(5, 5), Counts(agreeing=4))
    failed = tally(rules, Voters(5, 5), Counts(agreeing=2))
    assert (proposed(carried), proposed(failed)) == (Result.RECOGNISED, Result.NOT_RECOGNISED)
    assert allowed(rules, None) == (Result.AGAIN,)
    with pytest.raises(FieldError) as caught:
        check_result(rules, failed, Result.RECOGNISED, "")
    assert caught.value.field == "result"
    with pytest.raises(FieldError) as caught:
        check_result(rules, failed, Result.AGAIN, " ")
    assert caught.value.field == "reason"
    free = replace(rules, free_results=True)
    check_result(free, failed, Result.RECOGNISED, "Hội nghị thống nhất xem xét thêm minh chứng")


numbers = st.integers(0, 30)
shares = st.fractions(min_value=Fraction(1, 50), max_value=1, max_denominator=60)
rule_sets = st.builds(
    VoteRules,
    denominator=st.sampled_from(Denominator),
    threshold=shares,
    strict=st.booleans(),
    secret=st.booleans(),
    whole_list=st.booleans(),
    quorum=st.one_of(
        st.builds(Quorum, shares, st.none(), st.booleans()),
        st.builds(Quorum, st.none(), st.integers(1, 30), st.booleans()),
    ),
    secretary_votes=st.booleans(),
    written=st.booleans(),
    tie=st.sampled_from(TieRule),
    recused_leave=st.booleans(),
    free_results=st.booleans(),
)


@st.composite
def votes(draw: st.DrawFn) -> tuple[Voters, Counts]:
    members = draw(st.integers(1, 30))
    present = draw(st.integers(0, members))
    written = draw(st.integers(0, members - present))
    issued = draw(st.integers(0, present))
    collected = draw(st.integers(0, issued))
    invalid = draw(st.integers(0, collected))
    agreeing = draw(st.integers(0, collected - invalid))
    against = draw(st.integers(0, collected - invalid - agreeing))
    sent = draw(st.integers(0, written))
    returned = draw(st.integers(0, sent))
    yes = draw(st.integers(0, returned))
    counts = Counts(
        issued, collected, None, invalid, agreeing, against, sent, returned, 0, yes, returned - yes
    )
    return Voters(members, present, written), counts


@given(rule_sets)
def test_rules_survive_writing(rules: VoteRules) -> None:
    assert from_values(to_values(rules)) == rules


@given(shares)
def test_share_survives_writing(share: Fraction) -> None:
    assert parse_share(share_text(share)) == share


@given(rule_sets, votes())
def test_parts_add_up_and_the_share_decides(rules: VoteRules, vote: tuple[Voters, Counts]) -> None:
    found = tally(rules, *vote)
    assert found.valid + found.invalid == found.collected <= found.issued
    assert found.agreeing + found.against + found.abstaining == found.valid
    assert found.abstaining >= 0
    assert 0 <= found.share <= 1
    if found.base:
        reached = found.share > rules.threshold if rules.strict else found.share >= rules.threshold
        assert reached == (found.agreeing >= found.needed)
        assert found.carried == reached


@given(rule_sets, votes())
def test_one_more_agreeing_never_loses(rules: VoteRules, vote: tuple[Voters, Counts]) -> None:
    seats, counts = vote
    assert counts.agreeing is not None
    assert counts.collected is not None
    room = counts.collected - (counts.invalid or 0) - counts.agreeing - (counts.against or 0)
    if room and tally(rules, seats, counts).carried:
        more = replace(counts, agreeing=counts.agreeing + 1)
        assert tally(rules, seats, more).carried


@given(votes())
def test_stricter_denominators_never_carry_more(vote: tuple[Voters, Counts]) -> None:
    """Of the room alone: valid is at most collected, that at most present, that at most all."""
    seats, counts = vote
    room = replace(
        counts, written_sent=0, written_returned=0, written_agreeing=0, written_against=0
    )
    order = (Denominator.VALID, Denominator.COLLECTED, Denominator.PRESENT, Denominator.MEMBERS)
    found = [tally(VoteRules(denominator=one, secret=True), seats, room) for one in order]
    shares_found = [one.share for one in found if one.base]
    assert shares_found == sorted(shares_found, reverse=True)


@given(shares)
def test_printed_percentage_is_within_half_a_hundredth(share: Fraction) -> None:
    text = percent_text(share).removesuffix("%").replace(".", "").replace(",", ".")
    assert abs(Fraction(text) - share * 100) <= Fraction(1, 200)
