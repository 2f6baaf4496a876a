"""Filling the papers of a review meeting: invitation, ballots, counts, minutes, public notice.

Every number is that of the meeting's tallies (`meeting_view`), so that ballot count, minutes and
steps agree. What is not known yet stays open on the paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from danvan_desktop.documents.ballot import (
    BallotData,
    BallotItemData,
    CountMinutesData,
    CountRowData,
    ballot,
    count_minutes,
    count_opening,
    instruction,
    numbers_or_blank,
    opinion_request,
    slips,
    written_opinions,
)
from danvan_desktop.documents.invitation import InvitationData
from danvan_desktop.documents.invitation import invitation as draw_invitation
from danvan_desktop.documents.meeting import (
    DOTS,
    ItemResultData,
    MeetingMinutesData,
    NoticeData,
    NoticeRowData,
    meeting_minutes,
    minutes_closing,
    minutes_opening,
    public_notice,
)
from danvan_desktop.documents.page import SignatureData
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.forms_of_address import member_word
from danvan_desktop.domain.meeting_results import summary_words
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.units import Channel
from danvan_desktop.domain.voting import Presence, Role
from danvan_desktop.models import Body, Council
from danvan_desktop.services import adoption, decision_wording, paper_parts
from danvan_desktop.services import public_notice as notices
from danvan_desktop.services.decision_wording import Signing
from danvan_desktop.services.meeting_view import (
    ItemView,
    MeetingStatus,
    MeetingView,
    MemberRow,
    meeting,
)
from danvan_desktop.services.session import Session
from danvan_desktop.services.worded_papers import Worded


def invitation(session: Session, uid: str, *, each: bool = False) -> Worded:
    """The invitation to the members; `each` gives everybody a letter. A draft leaves number, day
    and signer open."""
    view = meeting(session, uid)
    body, signing = _issuing(session, view)
    chair, council = _one(view, Role.CHAIR), _council(view)
    invited = member_word(Channel(body.channel))
    data = InvitationData(
        issuer=paper_parts.issuer_of(body, signing.issuer),
        number="",
        day=None,
        year=view.row.year,
        subject=_meeting_subject(view),
        guests=tuple(_person(one, council) for one in view.members),
        each=each,
        on=view.row.on,
        starts=view.row.starts,
        venue=view.row.venue,
        chair=_person(chair, council) if chair else "",
        signature=SignatureData(signing.position),
        receivers=("Như kính mời", signing.receivers[-1]),
        opening=f"{signing.issuer} trân trọng kính mời:",
        request=f"Đề nghị các {invited} thu xếp công việc, dự họp đúng thời gian, thành phần.",
    )
    return Worded(
        session,
        body,
        f"Giấy mời họp {_name(view)}",
        data,
        draw_invitation,
        {
            "subject": "subject",
            "opening": "opening",
            "guests": "guests",
            "request": "request",
            "receivers": "receivers",
        },
        signing=(signing.papers_authority, signing.position),
    )


def blank_ballot(session: Session, uid: str, *, each_item: bool = False) -> Worded:
    """The ballot of a meeting: the list on one paper, or a slip for each item."""
    view = meeting(session, uid)
    body, _ = _issuing(session, view)
    data = _ballot(session, view, body)
    return Worded(
        session,
        body,
        f"Phiếu {_name(view)}",
        replace(data, instruction=instruction(data)),
        slips if each_item else ballot,
        {"subject": "subject", "instruction": "instruction"},
        own_day=True,
    )


def opinion_paper(session: Session, uid: str) -> Worded:
    """The paper for members who are asked in writing, one for each; one without a name if none."""
    view = meeting(session, uid)
    body, _ = _issuing(session, view)
    asked = [one for one in view.members if one.presence is Presence.WRITTEN]
    data = _ballot(session, view, body, tuple(one.name for one in asked))
    request = opinion_request(data, member_word(Channel(body.channel)))
    return Worded(
        session,
        body,
        f"Phiếu lấy ý kiến {_name(view)}",
        replace(data, request=request, instruction=instruction(data, written=True)),
        written_opinions,
        {"subject": "subject", "request": "request", "instruction": "instruction"},
        own_day=True,
    )


def count_paper(session: Session, uid: str) -> Worded:
    """The minutes of the count with the numbers as entered, empty before."""
    view = meeting(session, uid)
    body, _ = _issuing(session, view)
    found = view.voters
    secret = view.rules.secret or any(item.secret for item in view.items)
    data = CountMinutesData(
        issuer=paper_parts.issuer_of(body),
        subject=view.row.subject,
        day=view.row.on,
        year=view.row.year,
        secret=secret,
        starts="",
        venue=view.row.venue,
        facts=(
            f"Tổng số thành viên có quyền biểu quyết: {found.members:02d}; có mặt "
            f"{found.present:02d}; vắng {found.absent:02d}.",
            view.rules.words,
        ),
        rows=tuple(_count_row(item, secret) for item in view.items),
        notes=tuple(_notes(view)),
        chair_name=view.chair.name if view.chair else "",
    )
    return Worded(
        session,
        body,
        f"Biên bản kiểm phiếu {_name(view)}",
        replace(data, opening=count_opening(data)),
        count_minutes,
        {"subject": "subject", "opening": "opening", "content": "facts", "after": "notes"},
        own_day=True,
    )


def minutes(session: Session, uid: str) -> Worded:
    """The minutes of the meeting as it stands; open parts are left to the pen."""
    view = meeting(session, uid)
    body, signing = _issuing(session, view)
    held, council = view.row.status is not MeetingStatus.NOT_HELD, _council(view)
    data = MeetingMinutesData(
        issuer=paper_parts.issuer_of(body, signing.issuer),
        subject=_meeting_subject(view),
        year=view.row.year,
        day=view.row.on,
        starts=view.row.starts,
        ends=view.row.ends,
        venue=view.row.venue,
        chair=_person(view.chair, council) if view.chair else "",
        secretary=_named(view.secretary) if view.secretary else "",
        chair_name=view.chair.name if view.chair else "",
        secretary_name=view.secretary.name if view.secretary else "",
        present=_people(view, Presence.PRESENT, council),
        absent=_people(view, Presence.ABSENT, council),
        written=_people(view, Presence.WRITTEN, council),
        quorum=view.quorum_words if view.members else "",
        content=tuple(_content(view, held)),
        discussion=tuple(_about(item, item.discussion) for item in view.items if item.discussion),
        rows=tuple(_result_row(item) for item in view.items) if held else (),
        after=(*_notes(view), *_reasons(view)) if held else (),
        conclusion=_conclusion(view),
    )
    return Worded(
        session,
        body,
        f"Biên bản họp {_name(view)}",
        replace(data, opening=minutes_opening(data), closing=minutes_closing(data)),
        meeting_minutes,
        {
            "subject": "subject",
            "opening": "opening",
            "quorum": "quorum",
            "content": "content",
            "after": "after",
            "conclusion": "conclusion",
            "closing": "closing",
        },
        own_day=True,
    )


def notice_paper(session: Session, uid: str) -> Worded:
    """The public notice of what the meeting proposes; a draft leaves number, day, signer open."""
    view = meeting(session, uid)
    found = notices.notice(session, uid)
    body, signing = _issuing(session, view)
    data = NoticeData(
        issuer=paper_parts.issuer_of(body, signing.issuer),
        number="",
        day=None,
        year=view.row.year,
        subject="Về việc công khai danh sách mô hình, điển hình “Dân vận khéo” đề nghị công nhận "
        f"năm {view.row.year}",
        content=(_notice_opening(view, signing.issuer, len(found.items)),),
        rows=tuple(
            NoticeRowData(
                item.name,
                item.subject_name,
                item.row.unit_name if item.row else "",
                item.sector_name,
                _aim(session, view, item.given_title, item.given_level),
            )
            for item in found.items
        ),
        closing=(
            f"Thời gian công khai: {found.words or DOTS}.",
            f"Nơi công khai: {found.place or DOTS}.",
            f"Mọi ý kiến về danh sách trên gửi về {signing.issuer} trong thời gian công khai.",
        ),
        signature=SignatureData(signing.position),
        receivers=("Các đơn vị có tên trong danh sách", signing.receivers[-1]),
    )
    return Worded(
        session,
        body,
        f"Thông báo công khai danh sách {_name(view)}",
        data,
        public_notice,
        {
            "subject": "subject",
            "content": "content",
            "closing": "closing",
            "receivers": "receivers",
        },
        signing=(signing.papers_authority, signing.position),
    )


def _issuing(session: Session, view: MeetingView) -> tuple[Body, Signing]:
    if view.row.body:
        body = Body.get_by_id(view.row.body)
    else:
        plan = adoption.programme(session, view.row.programme_id)
        body = paper_parts.default_body(session, plan)
    return body, decision_wording.signing_of(body)


def _meeting_subject(view: MeetingView) -> str:
    """ "Họp bình xét ...", whether the subject was typed with the word or without."""
    typed = view.row.subject
    return typed if typed.lower().startswith("họp ") else f"Họp {in_sentence(typed)}"


def _matter(view: MeetingView) -> str:
    """What is voted on: the subject without the word that the title of the paper says already."""
    typed = view.row.subject
    matter = typed[len("bình xét ") :] if typed.lower().startswith("bình xét ") else typed
    return matter[:1].upper() + matter[1:]


def _name(view: MeetingView) -> str:
    day = f" ngày {format_date(view.row.on)}" if view.row.on else ""
    return f"bình xét{day}"


def _notice_opening(view: MeetingView, issuer: str, count: int) -> str:
    day = f" ngày {format_date(view.row.on)}" if view.row.on else ""
    return (
        f"Căn cứ kết quả cuộc họp bình xét{day}, {issuer} công khai danh sách {count:02d} mô "
        f"hình, điển hình “Dân vận khéo” đề nghị công nhận năm {view.row.year} như sau:"
    )


def _one(view: MeetingView, role: Role) -> MemberRow | None:
    return next((one for one in view.members if one.role is role), None)


def _council(view: MeetingView) -> Council | None:
    """The council that meets, where a decision has set one up: else nobody is its chairman."""
    found: Council | None = None
    if view.row.council:
        found = Council.get_or_none(Council.uid == view.row.council)
    return found if found is not None and found.decision_number else None


def _named(one: MemberRow) -> str:
    return f"{one.name}, {one.position}" if one.position else one.name


def _person(one: MemberRow, council: Council | None) -> str:
    """ "Name, position - role in the council"."""
    of_council = one.role in (Role.CHAIR, Role.DEPUTY)
    if one.role is Role.MEMBER or (of_council and council is None):
        return _named(one)
    return f"{_named(one)} - {one.role.label}"


def _people(view: MeetingView, presence: Presence, council: Council | None) -> tuple[str, ...]:
    return tuple(
        f"{_person(one, council)}{f' (lý do: {one.reason})' if one.reason else ''}"
        for one in view.members
        if one.presence is presence
    )


def _ballot(
    session: Session, view: MeetingView, body: Body, voters: tuple[str, ...] = ()
) -> BallotData:
    return BallotData(
        issuer=paper_parts.issuer_of(body),
        subject=_matter(view),
        day=view.row.on,
        year=view.row.year,
        items=tuple(
            BallotItemData(
                item.name,
                item.subject_name,
                item.assessed,
                _aim(session, view, item.title, item.level),
            )
            for item in view.standing
        ),
        signed=not view.rules.secret,
        voters=voters,
    )


def _aim(session: Session, view: MeetingView, title: str, level: str) -> str:
    """A title and its level as a cell prints them."""
    plan = adoption.programme(session, view.row.programme_id)
    if not title:
        return ""
    return f"{plan.title(title).name}, {decision_wording.level_words(plan.level(level))}"


def _count_row(item: ItemView, secret: bool) -> CountRowData:
    tally = item.tally
    if tally is None or item.void:
        blank = ("",) * (7 if secret else 4)
        return CountRowData(item.name, blank, "", "Không tính" if item.void else "")
    ballots = (tally.collected, tally.invalid, tally.valid) if secret else ()
    numbers = (tally.issued, *ballots, tally.agreeing, tally.against, tally.abstaining)
    share = f"{tally.agreeing:02d}/{tally.base:02d} ({tally.percent})"
    return CountRowData(item.name, numbers_or_blank(numbers), share, tally.outcome.label)


def _result_row(item: ItemView) -> ItemResultData:
    named = (item.name, item.subject_name, item.assessed)
    tally = item.tally
    if item.void or tally is None:
        return ItemResultData(*named, "", "", "", "", item.void or item.result_words)
    agreeing, against, other = numbers_or_blank((tally.agreeing, tally.against, tally.abstaining))
    share = f"{tally.agreeing:02d}/{tally.base:02d} ({tally.percent})"
    return ItemResultData(*named, agreeing, against, other, share, item.result_words)


def _content(view: MeetingView, held: bool) -> Iterator[str]:
    council = _council(view)
    if council is not None:
        day = f" ngày {format_date(council.decision_date)}" if council.decision_date else ""
        yield f"{council.name} được thành lập theo Quyết định số {council.decision_number}{day}."
    if view.row.follows:
        yield "Cuộc họp biểu quyết vòng hai đối với các mục để lại của cuộc họp trước."
    if view.opening:
        yield view.opening
    if not held:
        yield "Do không đủ thành phần, cuộc họp không tiến hành bình xét."
        return
    yield view.rules.words
    yield from _together(view)


def _together(view: MeetingView) -> Iterator[str]:
    """How the list was voted on: once for all, and which items apart."""
    listed = [item for item in view.standing if item.together and item.tally]
    apart = [item for item in view.standing if not item.together and item.tally]
    if listed and listed[0].tally:
        yield (
            f"Hội nghị biểu quyết chung một lần cho {len(listed):02d} mô hình, điển hình: "
            f"{listed[0].tally.words}."
        )
        if apart:
            yield f"Biểu quyết riêng: {_places(apart)}."
    other = [item for item in view.standing if item.secret != view.rules.secret]
    if other:
        yield f"{'Giơ tay' if view.rules.secret else 'Bỏ phiếu kín'}: {_places(other)}."


def _places(items: Sequence[ItemView]) -> str:
    return "số thứ tự " + ", ".join(str(item.place) for item in items)


def _notes(view: MeetingView) -> Iterator[str]:
    """Who did not vote on an item and why, and what absent members wrote, in the list's order."""
    for item in view.items:
        for one in item.recusals:
            reason = one.reason.rstrip(" .;")
            yield _about(item, f"{one.member_name} không tham gia biểu quyết; lý do: {reason}.")
        yield from _written_note(item)


def _written_note(item: ItemView) -> Iterator[str]:
    """Inside the numbers of the table, or told beside them, as the denominator says."""
    counts, tally = item.counts, item.tally
    if tally is None or not counts.written_sent or item.void:
        return
    inside = "đã tính trong kết quả" if tally.written_counted else "không tính vào kết quả"
    yield _about(
        item,
        f"lấy ý kiến bằng văn bản {counts.written_sent:02d}, thu về "
        f"{counts.written_returned or 0:02d}, đồng ý {counts.written_agreeing or 0:02d}, không "
        f"đồng ý {counts.written_against or 0:02d} ({inside}).",
    )


def _reasons(view: MeetingView) -> Iterator[str]:
    for item in view.standing:
        if item.result is not None and item.reason:
            reason = item.reason.rstrip(" .;")
            yield _about(item, f"{in_sentence(item.result_words)}; lý do: {reason}.")


def _about(item: ItemView, words: str) -> str:
    return f"{item.place}. {item.name}: {words}"


def _conclusion(view: MeetingView) -> str:
    """The results in numbers once the meeting is closed, and what was typed."""
    lines = []
    if view.row.status is MeetingStatus.CLOSED:
        lines.append(summary_words([item.result for item in view.standing if item.result]))
    lines.append(view.conclusion)
    return "\n".join(line for line in lines if line)
