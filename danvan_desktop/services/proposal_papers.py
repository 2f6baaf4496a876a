"""The proposal to recognise (tờ trình đề nghị công nhận) with its list, from the candidates.

The list is who stands ready for a decision or was put forward, with the title and level that the
review meeting concluded, else those aimed at, and the vote where one was held. Its numbers are
those of the pages “Bình xét” and “Công nhận”.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from danvan_desktop.documents.letter import AnnexData, TableData, letter
from danvan_desktop.documents.page import Sheet
from danvan_desktop.documents.paper_table import (
    RECIPIENTS,
    TableColumn,
    TableRow,
    without_empty,
)
from danvan_desktop.domain.awards import STAGE_SUBJECTS
from danvan_desktop.domain.dates import long_date
from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import in_sentence, sort_key
from danvan_desktop.domain.voting import Tally
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import UserError
from danvan_desktop.models import Council
from danvan_desktop.services import (
    addressees,
    adoption,
    award_words,
    candidates,
    decision_wording,
    letter_papers,
    meeting_outcomes,
    meeting_view,
    paper_parts,
    proposers,
)
from danvan_desktop.services.addresses import addresses_of
from danvan_desktop.services.candidates import Candidate
from danvan_desktop.services.councils import CouncilKind
from danvan_desktop.services.meeting_outcomes import Outcome
from danvan_desktop.services.meeting_view import MeetingView
from danvan_desktop.services.paper_specs import Filled, Proposal, Request
from danvan_desktop.services.session import Session

_VOTE = "Kết quả bình xét"
COLUMNS = (
    TableColumn("STT", 11, centred=True),
    TableColumn("Tên mô hình, điển hình", 40),
    TableColumn(RECIPIENTS, 30),
    TableColumn("Địa chỉ", 22),
    TableColumn("Danh hiệu, cấp đề nghị", 34),
    TableColumn("Kết quả thẩm định", 20),
    TableColumn(_VOTE, 20, centred=True),
)


@dataclass(frozen=True)
class _List:
    """Who is put forward, with what the meetings said of each."""

    session: Session
    plan: Programme
    items: tuple[Candidate, ...]
    outcomes: Mapping[str, Outcome]

    @cached_property
    def meetings(self) -> tuple[MeetingView, ...]:
        """The meetings that concluded on somebody of the list, the earliest first."""
        uids = {one.meeting for one in self.outcomes.values()}
        found = [meeting_view.meeting(self.session, uid) for uid in uids]
        return tuple(sorted(found, key=lambda view: view.row.number))

    def codes(self, item: Candidate) -> tuple[str, str]:
        """Title and level: what the meeting gave, else what was aimed at."""
        found, row = self.outcomes.get(item.registration.uid), item.registration
        title = found.title if found and found.title else row.title
        return title, found.level if found and found.level else row.level

    def aim(self, item: Candidate) -> str:
        """ "mô hình “Dân vận khéo” cấp xã"."""
        title, level = self.codes(item)
        words = decision_wording.level_words(self.plan.level(level))
        return f"{in_sentence(self.plan.title(title).name)} {words}"

    def vote(self, item: Candidate) -> str:
        """ "05/05 (100%)", "" where no numbers were entered."""
        uid = item.registration.uid
        found = self.outcomes.get(uid)
        for view in self.meetings:
            for one in view.standing:
                if found and view.row.uid == found.meeting and one.registration == uid:
                    return _share(one.tally)
        return ""


def propose(session: Session, request: Request) -> Proposal:
    """Raises `UserError` while nothing stands ready to be proposed."""
    found = _list(session, request)
    held = [view for view in found.meetings if view.row.on is not None]
    aims = (found.codes(item) for item in found.items)
    decider = addressees.decides(session, found.plan, request.body, aims)
    facts = {
        **({"above": decider} if decider else {}),
        "count": two_digits(len(found.items)),
        "counted": "\n".join(_counted(found)),
        "by_subject": _by_subject(found.items),
        "steps": "đăng ký, thẩm định, bình xét" if held else "đăng ký, thẩm định",
        "meetings": "\n".join(_meeting_words(view, found) for view in held),
        "papers": "\n".join(_papers(found.items, held)),
    }
    council = proposers.reviewed_by(_council(held))
    return letter_papers.propose(session, request, facts, council=council)


def sheet(session: Session, filled: Filled) -> Sheet:
    """The proposal with its list as the candidates stand now."""
    found = _list(session, filled.request)
    columns, rows = without_empty(COLUMNS, list(_rows(found)), _VOTE)
    annex = AnnexData(
        "Danh sách",
        f"Đề nghị công nhận mô hình, điển hình “Dân vận khéo” năm {filled.request.year}",
        TableData(tuple(columns), tuple(rows)),
    )
    data = replace(letter_papers.letter_data(filled), annexes=(annex,))
    profile = paper_parts.profile_of(session, letter_papers.body_of(filled), filled.day)
    return letter(data, profile)


def _council(held: Sequence[MeetingView]) -> str:
    """Who reviewed, else appraised: the council of the last meeting, by its name where it has
    one."""
    if not held:
        return CouncilKind.APPRAISAL.label
    row = Council.get_or_none(Council.uid == held[-1].row.council)
    return str(row.name) if row is not None else CouncilKind.REVIEW.label


def proposed(session: Session, request: Request) -> tuple[Candidate, ...]:
    """Who is put forward: what passed, or was proposed already."""
    every = candidates.candidates(session, request.programme_id, request.year)
    found = [
        item
        for item in every
        if item.registration.state in (State.REVIEWED, State.PROPOSED) or item.ready
    ]
    if not found:
        raise UserError(
            "Chưa có mô hình, điển hình nào đủ điều kiện để đề nghị công nhận.",
            todo="Hoàn thành phiếu thẩm định hoặc kết thúc cuộc họp bình xét trước.",
        )
    return tuple(found)


def _list(session: Session, request: Request) -> _List:
    """By title and level as they are proposed, collectives first, then by name."""
    items = proposed(session, request)
    plan = adoption.programme(session, request.programme_id)
    outcomes = meeting_outcomes.outcomes(session, [one.registration.uid for one in items])
    found = _List(session, plan, items, outcomes)
    titles = [title.code for title in plan.titles]

    def place(item: Candidate) -> tuple[object, ...]:
        row = item.registration
        subject = STAGE_SUBJECTS.index(row.subject_kind)
        return (titles.index(row.title), found.aim(item), subject, sort_key(row.name), row.uid)

    return replace(found, items=tuple(sorted(items, key=place)))


def _counted(found: _List) -> Iterator[str]:
    for words, count in Counter(found.aim(item) for item in found.items).items():
        yield f"- {two_digits(count)} {words};"


def _by_subject(items: Sequence[Candidate]) -> str:
    """ "02 tập thể, 01 cá nhân" of those who are put forward."""
    counts = Counter(item.registration.subject_kind for item in items)
    return ", ".join(
        f"{two_digits(counts[kind])} {in_sentence(kind.label)}"
        for kind in STAGE_SUBJECTS
        if counts[kind]
    )


def _meeting_words(view: MeetingView, found: _List) -> str:
    named = {uid for uid, one in found.outcomes.items() if one.meeting == view.row.uid}
    agreed = sum(item.registration.uid in named for item in found.items)
    voted = any(item.tally for item in view.standing)
    how = "; kết quả biểu quyết ghi trong danh sách kèm theo" if voted else ""
    return (
        f"Cuộc họp bình xét {long_date(view.row.on)} đã xem xét {two_digits(len(view.standing))} "
        f"mô hình, điển hình, thống nhất đề nghị công nhận {two_digits(agreed)}{how}."
    )


def _papers(items: Sequence[Candidate], held: Sequence[MeetingView]) -> Iterator[str]:
    who = award_words.who(item.registration.subject_kind for item in items)
    yield f"- Báo cáo kết quả của {who} được đề nghị;"
    yield "- Phiếu thẩm định, bảng tổng hợp kết quả thẩm định;"
    for view in held:
        yield f"- Biên bản họp bình xét {long_date(view.row.on)};"


def _share(tally: Tally | None) -> str:
    if tally is None:
        return ""
    return f"{two_digits(tally.agreeing)}/{two_digits(tally.base)} ({tally.percent})"


def _rows(found: _List) -> Iterator[TableRow]:
    places = addresses_of(
        item.registration.unit for item in found.items if not item.registration.address
    )
    for number, item in enumerate(found.items, start=1):
        aim, row = found.aim(item), item.registration
        yield TableRow(
            (
                str(number),
                row.name,
                row.subject_name,
                row.address or places[row.unit],
                f"{aim[:1].upper()}{aim[1:]}",
                item.result_words,
                found.vote(item),
            )
        )
