"""The invitation to a review meeting: who is asked to come, when, where, to talk about what.

One letter names everybody, or each member is given one of his own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, PageBreak

from danvan_desktop.documents.ending import keep_with_foot
from danvan_desktop.documents.form_fields import as_body, field_lines, people_lines
from danvan_desktop.documents.letterhead import foot, letterhead, number_text, title_block
from danvan_desktop.documents.page import (
    END_SIGNS,
    IssuerData,
    PaperInfo,
    RestartNumbers,
    Sheet,
    SignatureData,
    body_style,
    paragraphs,
    text_width,
)
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.tightening import tightening
from danvan_desktop.domain.clock_times import time_words
from danvan_desktop.domain.dates import long_date

KIND, KIND_SIGN = "Giấy mời", "GM"
_BLANK_NAMES = 3


@dataclass(frozen=True)
class InvitationData:
    """Everything an invitation prints. `guests` are lines of people; `each` a letter for each.
    `opening` stands before them, `request` behind time and place."""

    issuer: IssuerData
    number: str
    day: date | None
    year: int
    subject: str
    guests: tuple[str, ...]
    each: bool
    on: date | None
    starts: str
    venue: str
    chair: str
    signature: SignatureData
    receivers: tuple[str, ...] = ()
    opening: str = ""
    request: str = ""


@tightening
def invitation(data: InvitationData, profile: Profile) -> Sheet:
    """The letter, or one after the other, each page numbered anew, A4 upright."""
    story: list[Flowable] = []
    for guests in [(one,) for one in data.guests] if data.each else [data.guests]:
        if story:
            story += [PageBreak(), RestartNumbers()]
        story += _letter(data, profile, guests)
    info = PaperInfo(f"{KIND} {data.subject}", data.issuer.name)
    return Sheet(story, profile, info, key="invitation")


def _letter(data: InvitationData, profile: Profile, guests: Sequence[str]) -> list[Flowable]:
    number = number_text(profile, data.issuer, KIND_SIGN, data.number)
    style = body_style(profile)
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=number, day=data.day, year=data.year),
        title_block(profile, KIND, data.subject),
        *paragraphs("Lời mời", data.opening, style),
        *people_lines(profile, "Người được mời", guests, _BLANK_NAMES),
        *field_lines(profile, _fields(data), width=text_width(profile), **as_body(profile)),
        *paragraphs("Đề nghị", data.request.rstrip(END_SIGNS), style, tail=profile.body.end),
    ]
    return keep_with_foot(story, foot(profile, data.signature, data.receivers))


def _fields(data: InvitationData) -> list[tuple[str, str]]:
    """What the letter says; empty values become dots."""
    when = ""
    if data.on is not None:
        when = f"{time_words(data.starts)}, {long_date(data.on, data.year)}"
    return [
        ("Nội dung", data.subject),
        ("Thời gian", when),
        ("Địa điểm", data.venue),
        ("Chủ trì", data.chair),
    ]
