"""Filling the papers of a review meeting: invitation, ballots, counts, minutes, public notice.

Every number is that of the meeting's tallies (`meeting_view`), so that ballot count, minutes and
steps agree. What is not known yet stays open on the paper.
"""

from __future__ import annotations

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
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.units import Channel
from danvan_desktop.domain.voting import Presence, Role
from danvan_desktop.models import Body
from danvan_desktop.services import adoption, decision_wording, meeting_words, paper_parts
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
    chair, council = _one(view, Role.CHAIR), meeting_words.council_of(view)
    invited = member_word(Channel(body.channel))
    data = InvitationData(
        issuer=paper_parts.issuer_of(body, signing.issuer),
        number="",
        day=None,
        year=view.row.year,
        subject=_meeting_subject(view),
        guests=tuple(meeting_words.person(one, council) for one in view.members),
        each=each,
        on=view.row.on,
        starts=view.row.starts,
        venue=view.row.venue,
        chair=meeting_words.person(chair, council) if chair else "",
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
        notes=tuple(meeting_words.notes(view)),
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
    held, council = view.row.status is not MeetingStatus.NOT_HELD, meeting_words.council_of(view)
    data = MeetingMinutesData(
        issuer=paper_parts.issuer_of(body, signing.issuer),
        subject=_meeting_subject(view),
        year=view.row.year,
        day=view.row.on,
        starts=view.row.starts,
        ends=view.row.ends,
        venue=view.row.venue,
        chair=meeting_words.person(view.chair, council) if view.chair else "",
        secretary=meeting_words.named(view.secretary) if view.secretary else "",
        chair_name=view.chair.name if view.chair else "",
        secretary_name=view.secretary.name if view.secretary else "",
        present=meeting_words.people(view, Presence.PRESENT, council),
        absent=meeting_words.people(view, Presence.ABSENT, council),
        written=meeting_words.people(view, Presence.WRITTEN, council),
        quorum=view.quorum_words if view.members else "",
        content=tuple(meeting_words.content(view, held)),
        discussion=tuple(
            meeting_words.about(item, item.discussion) for item in view.items if item.discussion
        ),
        rows=tuple(_result_row(item) for item in view.items) if held else (),
        after=(*meeting_words.notes(view), *meeting_words.reasons(view)) if held else (),
        conclusion=meeting_words.conclusion(view),
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
