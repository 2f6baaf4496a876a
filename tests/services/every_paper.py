"""One commune with its records for a year, and every paper that can be made of them, by any body.

`COMMUNE` has usual names, `LONG` the longest that occur. Offices and roles, no people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.units import BodyKind, Channel, SubjectKind
from danvan_desktop.domain.visits import Minutes, Recommendation
from danvan_desktop.domain.voting import Counts, Presence
from danvan_desktop.services import (
    awards,
    comparison,
    meeting_closing,
    meeting_votes,
    meetings,
    paper_desk,
    papers,
    recognition,
    units,
    visits,
)
from danvan_desktop.services.awards import AwardDecision, AwardDraft
from danvan_desktop.services.meetings import Attendance
from danvan_desktop.services.office import ISSUING_BODY
from danvan_desktop.services.paper_specs import SPECS, Scope
from danvan_desktop.services.papers import FORM_LAYOUTS, Paper
from tests.services.award_factories import set_figures
from tests.services.judging_factories import Place, assess, open_place, register
from tests.services.meeting_factories import MEMBERS
from tests.services.test_visits import make_team

WORKS = (
    "Đoạn đường tự quản thôn Đông (mẫu)",
    "Ngõ xóm sạch, nhà ngăn nắp (mẫu)",
    "Camera an ninh “Mắt thần khu dân cư” (mẫu)",
    "Góp ngày công, hiến đất mở rộng đường trục thôn, chỉnh trang ngõ xóm sáng - xanh - sạch - đẹp "
    "- an toàn gắn với xây dựng nông thôn mới kiểu mẫu (mẫu)",
    "Vườn mẫu, hàng rào xanh (mẫu)",
)


@dataclass(frozen=True)
class Names:
    """How a body is called on its papers."""

    kind: BodyKind
    name: str
    parent: str
    own: str
    sign: str
    channel: Channel = Channel.PARTY
    profile: str = ""


COMMUNE = (
    Names(BodyKind.PARTY_COMMITTEE, "Đảng ủy xã Yên Nghĩa", "Đảng bộ tỉnh Mẫu", "", "ĐU"),
    Names(
        BodyKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân xã Yên Nghĩa", "", "", "UBND", Channel.STATE
    ),
    Names(
        BodyKind.FRONT_COMMITTEE,
        "Ủy ban MTTQ Việt Nam xã Yên Nghĩa",
        "",
        "",
        "MTTQ-BTT",
        Channel.FRONT,
    ),
    Names(
        BodyKind.YOUTH_UNION,
        "Đoàn TNCS Hồ Chí Minh xã Yên Nghĩa",
        "Tỉnh Đoàn Mẫu",
        "Ban Chấp hành Đoàn xã Yên Nghĩa",
        "ĐTN",
        Channel.YOUTH,
    ),
    Names(
        BodyKind.FARMERS_UNION,
        "Hội Nông dân xã Yên Nghĩa",
        "Hội Nông dân tỉnh Mẫu",
        "Hội Nông dân xã Yên Nghĩa",
        "HND",
        Channel.FARMERS,
    ),
    Names(BodyKind.WOMENS_UNION, "Hội Liên hiệp Phụ nữ xã Yên Nghĩa", "", "", "HPN", Channel.WOMEN),
    Names(
        BodyKind.PARTY_BOARD,
        "Ban Xây dựng Đảng Đảng ủy xã Yên Nghĩa",
        "Đảng ủy xã Yên Nghĩa",
        "Ban Xây dựng Đảng",
        "BXDĐ",
    ),
    Names(
        BodyKind.PARTY_COMMITTEE,
        "Đảng ủy xã Yên Nghĩa (cũ)",
        "Đảng bộ tỉnh Mẫu",
        "Đảng ủy xã Yên Nghĩa",
        "ĐU",
        profile="party-old",
    ),
)
LONG = (
    Names(
        BodyKind.PARTY_COMMITTEE,
        "Đảng ủy phường Phan Rang - Tháp Chàm Đông Bắc",
        "Đảng bộ Thành phố Hồ Chí Minh",
        "",
        "ĐU",
    ),
    Names(
        BodyKind.PEOPLES_COMMITTEE,
        "Ủy ban nhân dân phường Phan Rang - Tháp Chàm Đông Bắc",
        "Ủy ban nhân dân Thành phố Hồ Chí Minh",
        "",
        "UBND",
        Channel.STATE,
    ),
    Names(
        BodyKind.FRONT_COMMITTEE,
        "Ủy ban Mặt trận Tổ quốc Việt Nam đặc khu Côn Đảo và các đơn vị trực thuộc",
        "",
        "",
        "MTTQ-BTT",
        Channel.FRONT,
    ),
)


@dataclass(frozen=True)
class Year:
    """A place with its records, and the bodies that can issue papers of them."""

    place: Place
    bodies: tuple[str, ...]
    registrations: tuple[str, ...]
    visit: str
    meeting: str
    council: str
    decision: str


def open_year(folder: Path, bodies: tuple[Names, ...] = COMMUNE) -> Year:
    """A commune at the end of a year of work: judged, met, decided, awards proposed and given."""
    place = open_place(folder)
    session, key = place.session, (place.plan.id, place.year)
    own = tuple(_body(place, names) for names in bodies)
    kinds = [kind for kind in SubjectKind if _titles(place, kind)]
    found = [
        register(
            place,
            name,
            kind=kinds[index % len(kinds)],
            sector=index % max(len(place.plan.sectors), 1),
        )
        for index, name in enumerate(WORKS)
    ]
    team = make_team(session)
    visits.plan(session, *key, found[:2], council=team, on=session.today())
    visited = visits.visits(session, *key)[0].uid
    visits.save_minutes(session, visited, _minutes(place))
    visits.finish(session, visited)
    for uid in found:
        assess(place, uid, stage=Stage.SELF)
        assess(place, uid)
    met = _met(place, found)
    draft = recognition.propose_draft(session, *key, place.body, found[:4])
    signed = replace(draft, signer="Người ký (mẫu)", override_reason="Theo chỉ đạo (mẫu)")
    decision = recognition.draft_decision(session, signed).uid
    _awards(place)
    return Year(place, own, tuple(found), visited, met, team, decision)


def _body(place: Place, names: Names) -> str:
    session = place.session
    home = next(row for row in units.bodies(session, own_only=True) if row.uid == place.body)
    draft = units.BodyDraft(
        names.name,
        names.kind,
        home.unit,
        channel=names.channel,
        abbreviation=names.sign,
        profile=names.profile,
        header_parent=names.parent,
        header_name=names.own,
        place="Yên Nghĩa",
    )
    return units.add_body(session, draft).uid


def _titles(place: Place, kind: SubjectKind) -> bool:
    return any(kind in title.subject_kinds for title in place.plan.titles)


def _minutes(place: Place) -> Minutes:
    return Minutes(
        on=place.session.today(),
        starts="7h30",
        ends="9:15",
        venue="Nhà văn hóa thôn Đông",
        team="Thành viên 1 (mẫu), Cán bộ Đảng ủy\nThành viên 2 (mẫu), Công chức xã",
        hosts="Trưởng thôn (mẫu)\nBí thư chi bộ (mẫu)",
        findings="Đường dài 1.200 m, có 40 hộ tham gia tự quản; hai bên trồng hoa.",
        opinions="Nhân dân đồng tình, đề nghị nhân rộng ra các thôn bên cạnh.",
        recommendation=Recommendation.PROPOSE,
    )


def _met(place: Place, found: list[str]) -> str:
    session = place.session
    draft = meetings.propose_meeting(session, place.plan.id, place.year)
    draft = replace(
        draft, members=MEMBERS, venue="Hội trường Đảng ủy xã", starts="8h", on=session.today()
    )
    uid = meetings.plan_meeting(session, draft, found).uid
    from danvan_desktop.services.meeting_view import meeting

    view = meeting(session, uid)
    away = [Attendance(view.members[3].uid, Presence.ABSENT, "đi công tác")]
    meetings.set_attendance(session, uid, away)
    for item in meeting(session, uid).items:
        meeting_votes.set_vote(session, item.uid, Counts(agreeing=4, against=0))
    meeting_closing.close_meeting(session, uid, ends="11h")
    return uid


def _awards(place: Place) -> None:
    session, key = place.session, (place.plan.id, place.year)
    set_figures(session)
    kinds = (SubjectKind.COLLECTIVE, SubjectKind.INDIVIDUAL)
    for given in (True, False):
        drafts = [
            AwardDraft(
                f"{kind.label} {'đã nhận' if given else 'đề nghị'} {number} (mẫu)",
                kind,
                "Giấy khen",
                "Có thành tích xuất sắc trong phong trào thi đua “Dân vận khéo” năm 2030 (mẫu)",
                "Đảng ủy xã Yên Nghĩa",
            )
            for number in range(1, 4)
            for kind in kinds
        ]
        awards.propose(session, *key, drafts)
        if given:
            wanted = [row.uid for row in awards.awards(session, *key)]
            awards.decide(
                session,
                wanted,
                AwardDecision("12", session.today(), "Đảng ủy xã Yên Nghĩa", {}),
            )


def every_paper(year: Year, body: str, *, day: date | None = None) -> Iterator[tuple[str, Paper]]:
    """Every paper of the year as this body makes it, by a short name; drafts without `day`."""
    year.place.session.remember(ISSUING_BODY, body)
    yield from _desk_papers(year, body, day)
    yield from _record_papers(year)


def _desk_papers(year: Year, body: str, day: date | None) -> Iterator[tuple[str, Paper]]:
    place, session = year.place, year.place.session
    about = {
        Scope.YEAR: "",
        Scope.REGISTRATION: year.registrations[3],
        Scope.DECISION: year.decision,
        Scope.MEETING: year.meeting,
        Scope.COUNCIL: year.council,
        Scope.VISIT: year.visit,
    }
    for spec in SPECS:
        draft = paper_desk.begin(
            session, spec.kind, place.plan.id, place.year, about=about[spec.scope], body=body
        )
        texts = {**draft.texts}
        if "signer" in texts:
            texts["signer"] = "Người ký (mẫu)"
        number = "05" if day and spec.numbered else ""
        yield (
            spec.kind.value,
            paper_desk.paper(session, replace(draft, texts=texts, number=number, day=day)),
        )


def _record_papers(year: Year) -> Iterator[tuple[str, Paper]]:
    place, session = year.place, year.place.session
    key = (place.plan.id, place.year)
    one = year.registrations[0]
    for layout in FORM_LAYOUTS:
        yield f"form-{layout}", papers.registration_form(session, one, layout=layout)
        yield (
            f"form-{layout}-blank",
            papers.registration_form(session, one, layout=layout, blank=True),
        )
    yield "list", papers.registration_list_pdf(session, *key)
    yield "follow-up", papers.follow_up_sheet(session, one)
    yield "score-sheet", papers.score_sheet(session, one)
    yield "score-sheet-blank", papers.score_sheet(session, one, blank=True)
    yield "visit-blank", papers.blank_visit_minutes(session, [year.visit])
    yield "visit-schedule", papers.visit_schedule(session, *key)
    board = comparison.board(session, *key)
    yield "summary", papers.comparison_summary(session, board, [row.uid for row in board.rows])
    yield "ballot", papers.ballot(session, year.meeting)
    yield "ballot-slips", papers.ballot(session, year.meeting, each_item=True)
    yield "invitation-each", papers.meeting_invitation(session, year.meeting, each=True)
    yield "opinion", papers.written_opinion(session, year.meeting)
    yield "meeting-minutes", papers.meeting_minutes(session, year.meeting)
    yield "decision", papers.decision(session, year.decision)
