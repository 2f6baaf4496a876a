"""An office in which every text that can be typed is typed, each in a style that breaks papers.

Everything goes through the services' own doors, so what a paper must print is the text as the door
leaves it. `Says.typed` keeps what was typed by the mark of its field.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from danvan_desktop.domain.award_money import BASE_SALARY, coefficient_key
from danvan_desktop.domain.programmes import HEADINGS
from danvan_desktop.domain.sheets import MarkEntry, Stage
from danvan_desktop.domain.text import clean_text
from danvan_desktop.domain.units import BodyKind, SubjectKind, UnitKind
from danvan_desktop.domain.visits import Minutes, Recommendation
from danvan_desktop.domain.voting import Counts, Presence, Role
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    assessors,
    authority,
    awards,
    certificates,
    councils,
    dated_figures,
    evaluation,
    meeting_closing,
    meeting_items,
    meeting_votes,
    meetings,
    office,
    progress,
    public_notice,
    recognition,
    registrations,
    sample,
    units,
    visits,
)
from danvan_desktop.services.assessors import AssessorDraft
from danvan_desktop.services.authority import OfficeAuthority
from danvan_desktop.services.awards import AwardDecision, AwardDraft
from danvan_desktop.services.councils import CouncilDraft, CouncilKind, MemberDraft
from danvan_desktop.services.meeting_view import meeting
from danvan_desktop.services.meetings import Attendance
from danvan_desktop.services.public_notice import OpinionDraft
from danvan_desktop.services.session import Clock, open_session
from tests.factories import PROGRAMME, adopt
from tests.services.judging_factories import Place, full_marks

TODAY = date(2030, 12, 15)
DECIDED = date(2030, 12, 10)
NAME, LINE, PERSON, TEXT = 200, 250, 100, 4000
"""Most characters of the doors: a place or body, a line, a person, several lines."""


class Style(StrEnum):
    PLAIN = "plain"
    SIGNS = "signs"
    WORDS = "200 characters"
    JOINED = "200 characters without a space"
    ONE = "one character"
    PAGES = "three pages"
    EMOJI = "emoji"


_SIGNS = (
    '<b>Đường</b> & </para> <TT-BNV> <img src="/etc/hostname"/> 100% {year} {name} '
    "{{ body }} {% if x %} "
    "'\"\\ \u202egpj\u202c \u2067a\u2069 \u200bb\ufeff \x00\x07c\x1b[1m \u00add "
    + unicodedata.normalize("NFD", "Hòa giải ở cơ sở, thuỷ lợi, ngõ xóm")
)
_FEW_SIGNS = "<i>a & {year} {{ x }} \u202eb\u200b\x07 " + unicodedata.normalize("NFD", "Hòa")
_WORDS = "Nhân dân tự quản đường hoa kiểu mẫu sáng xanh sạch đẹp an toàn nghĩa tình, " * 4
_JOINED = "Ộ" * 250
_ONES = "ẤẦẨẪẬẮẰẲẴẶẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỲỶỸỴÝĐÁÀẢÃẠÉÈẺẼẸÍÌỈĨỊÓÒỎÕỌÚÙỦŨỤ"
_EMOJI = "🌸 hoa 👨‍👩‍👧 🇻🇳 ❤️ 中文 𝐇 ﷽"


@dataclass
class Says:
    """Makes the text of a field in one style and remembers it under the field's mark."""

    style: Style
    typed: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)

    def __call__(self, what: str, limit: int = LINE, *, long: bool = False) -> str:
        """What is typed into the field `what`; `long` for one that takes several lines."""
        assert what not in self.named, what
        return self.again(what, limit, long=long)

    def office(self, what: str) -> str:
        """What is typed into a name of the office itself: no paper has room for a long one."""
        assert what not in self.named, what
        mark = self.named[what] = f"k{len(self.typed):03d}z"
        signs = f" {_FEW_SIGNS}" if self.style is Style.SIGNS else ""
        self.typed[mark] = _next_letter(self) if self.style is Style.ONE else f"{mark}{signs}"
        return self.typed[mark]

    def again(self, what: str, limit: int = LINE, *, long: bool = False) -> str:
        """The same for a field that may be typed over."""
        mark = self.named.setdefault(what, f"k{len(self.typed):03d}z")
        self.typed[mark] = text = self._text(mark, limit, long=long)
        return text

    def narrow(self, what: str) -> str:
        """What is typed where a paper has a place of three lines: who signs, as what, to whom."""
        return self.again(what, 40 if self.style is Style.JOINED else 70)

    def _text(self, mark: str, limit: int, *, long: bool) -> str:
        if self.style is Style.ONE:
            return _next_letter(self)
        if self.style is Style.PAGES and long:
            return "\n".join(
                _sentence(mark, n) for n in range(limit // (len(_sentence(mark, 100)) + 1))
            )
        behind = {
            Style.SIGNS: _SIGNS,
            Style.WORDS: _WORDS,
            Style.JOINED: _JOINED,
            Style.EMOJI: _EMOJI,
        }
        most = min(limit, 200)
        return f"{mark} {behind.get(self.style, '')}".strip()[:most].strip()

    def said(self, what: str) -> str:
        """What was typed into a field, "" before it was."""
        return self.typed.get(self.named.get(what, ""), "")

    def lines(self, what: str) -> list[str]:
        """What a paper says of it, line by line: as cleaned at the door, then `bare`."""
        return [bare(line) for line in clean_text(self.said(what)).split("\n")]


def _next_letter(says: Says) -> str:
    return _ONES[len(says.typed) % len(_ONES)]


def bare(text: str) -> str:
    """Letters alone: no white space, no case, no stop that a sentence brings or takes away."""
    joined = "".join(unicodedata.normalize("NFC", text).split())
    return joined.upper().rstrip(".;")


def _sentence(mark: str, number: int) -> str:
    return f"{mark} câu {number:03d} Nhân dân góp công, góp của làm đường hoa, giữ gìn an ninh."


@dataclass(frozen=True)
class Hostile:
    """The office with uids of what papers are made of."""

    place: Place
    says: Says
    registrations: tuple[str, ...]
    waiting: str
    team: str
    visits: tuple[str, ...]
    meeting: str
    decision: str
    certificates: tuple[str, ...]
    awards: tuple[str, ...]
    assessor: str


def open_hostile(folder: Path, style: Style, kind: BodyKind = BodyKind.PARTY_COMMITTEE) -> Hostile:
    """One registration of each kind of subject, all the way to certificates and awards, and one
    that waits to be recognised. The office has one body, of this kind, which issues all papers."""
    says = Says(style)
    place = _office(folder, says, kind)
    session = place.session
    uids = tuple(_registered(place, says, kind.value, kind) for kind in SubjectKind)
    waiting = _registered(place, says, "waiting", SubjectKind.COLLECTIVE)
    people = _assessors(place, says)
    for number, uid in enumerate((*uids, waiting)):
        _assessed(place, says, f"sheet {number}", uid, people)
    team = _team(place, says)
    went = _visited(place, says, uids, team)
    met = _met(place, says, (*uids, waiting))
    decision = _decided(place, says, uids)
    view = recognition.decision(session, decision)
    certificates.issue(session, decision, [line.uid for line in view.lines])
    given = tuple(row.uid for row in certificates.register(session, place.year))
    return Hostile(
        place,
        says,
        uids,
        waiting,
        team,
        went,
        met,
        decision,
        given,
        _awarded(place, says),
        people[0],
    )


def _office(folder: Path, says: Says, kind: BodyKind) -> Place:
    session = open_session(DataFolder(folder), Clock.fixed(TODAY))
    draft = office.OfficeDraft(
        unit=units.UnitDraft(says.office("commune"), UnitKind.COMMUNE),
        parents=(units.UnitDraft(says.office("province"), UnitKind.PROVINCE),),
        bodies=(
            units.BodyDraft(
                says.office("body"),
                kind,
                "",
                place=says.office("place"),
                abbreviation=says.office("abbreviation"),
                header_parent=says.office("header parent"),
                header_name=says.office("header name"),
            ),
        ),
        operator="Cán bộ (mẫu)",
        units_below=(units.UnitDraft(says.office("village"), UnitKind.VILLAGE),),
    )
    office.create_office(session, draft)
    plan = adopt(session, PROGRAMME)
    body = units.bodies(session, own_only=True)[0].uid
    level, titles = plan.levels[0].code, tuple(one.code for one in plan.titles)
    authority.set_answers(session, plan.id, [OfficeAuthority(body, level, titles, "Quy chế (mẫu)")])
    return Place(session, plan, body)


def _registered(place: Place, says: Says, of: str, kind: SubjectKind) -> str:
    plan, session = place.plan, place.session
    village = next(row for row in units.units(session) if row.kind is UnitKind.VILLAGE)
    title = next(one for one in plan.titles if kind in one.subject_kinds)
    draft = registrations.RegistrationDraft(
        name=says(f"{of} initiative"),
        unit=village.uid,
        sector=plan.sectors[0].code,
        subject_kind=kind,
        summary=says(f"{of} summary", TEXT, long=True),
        title=title.code,
        level=plan.levels[0].code,
        subject_name=says.narrow(f"{of} subject"),
        position=says(f"{of} position"),
        address=says(f"{of} address"),
        person_in_charge=says(f"{of} person"),
        headings={key: says(f"{of} {key}", TEXT, long=True) for key in HEADINGS},
        quantified_value=says(f"{of} value"),
        registered_with_name=says(f"{of} registered with"),
        registered_on=date(place.year, 2, 10),
        note=says(f"{of} note", TEXT, long=True),
    )
    uid = registrations.register(session, plan.id, place.year, draft).uid
    for number in (1, 2):
        text = says(f"{of} progress {number}", 2000, long=True)
        progress.add_note(session, uid, date(place.year, 5 + number, 1), text)
    progress.add_story(
        session, uid, says(f"{of} story"), says(f"{of} published"), date(place.year, 9, 1), ""
    )
    sample.prove(session, uid)
    return uid


def _assessors(place: Place, says: Says) -> tuple[str, ...]:
    drafts = [
        AssessorDraft(
            says(f"assessor {number}", PERSON),
            says(f"assessor {number} position", NAME),
            says(f"assessor {number} unit", NAME),
        )
        for number in (1, 2)
    ]
    assessors.add(place.session, place.plan.id, place.year, drafts)
    return tuple(row.name for row in assessors.assessors(place.session, place.plan.id, place.year))


def _assessed(place: Place, says: Says, of: str, uid: str, people: tuple[str, ...]) -> None:
    for stage, person in ((Stage.SELF, ""), *((Stage.APPRAISAL, one) for one in people)):
        view = evaluation.open_sheet(place.session, uid, stage, person)
        answers = {line.condition.code: True for line in view.conditions}
        marks = full_marks(view)
        first = next(iter(marks))
        what = f"{of} {stage} {people.index(person) if person else ''}"
        marks[first] = MarkEntry(marks[first].mark, says(f"{what} beside", 200))
        remark = says(f"{what} remark", 1000, long=True)
        sheet = evaluation.save_marks(place.session, uid, stage, marks, answers, remark, person)
        evaluation.finish(place.session, sheet.uid)


def _members(says: Says, what: str) -> tuple[MemberDraft, ...]:
    roles = (Role.CHAIR, Role.SECRETARY, Role.MEMBER, Role.MEMBER, Role.MEMBER)
    return tuple(
        MemberDraft(says.narrow(f"{what} {number}"), says(f"{what} {number} position", NAME), role)
        for number, role in enumerate(roles)
    )


def _team(place: Place, says: Says) -> str:
    draft = CouncilDraft(
        says("team"),
        CouncilKind.APPRAISAL,
        place.body,
        says("team decision", 60),
        date(place.year, 3, 1),
        _members(says, "team"),
    )
    return councils.add_council(place.session, draft).uid


def _visited(place: Place, says: Says, uids: tuple[str, ...], team: str) -> tuple[str, ...]:
    session = place.session
    visits.plan(session, place.plan.id, place.year, uids, council=team, on=TODAY)
    found = tuple(row.uid for row in visits.visits(session, place.plan.id, place.year))
    for number, uid in enumerate(found):
        minutes = Minutes(
            on=TODAY,
            starts="07:30",
            ends="09:00",
            venue=says(f"visit {number} venue"),
            team=says(f"visit {number} team", TEXT, long=True),
            hosts=says(f"visit {number} hosts", TEXT, long=True),
            findings=says(f"visit {number} findings", TEXT, long=True),
            opinions=says(f"visit {number} opinions", TEXT, long=True),
            recommendation=Recommendation.COMPLETE,
            reason=says(f"visit {number} reason", TEXT, long=True),
        )
        visits.save_minutes(session, uid, minutes)
        visits.finish(session, uid)
    return found


def _met(place: Place, says: Says, uids: tuple[str, ...]) -> str:
    session = place.session
    draft = meetings.propose_meeting(session, place.plan.id, place.year)
    draft = replace(
        draft,
        subject=says("meeting"),
        on=DECIDED,
        starts="8h",
        venue=says("meeting venue"),
        members=_members(says, "member"),
        opening=says("opening", TEXT, long=True),
    )
    uid = meetings.plan_meeting(session, draft, uids).uid
    view = meeting(session, uid)
    away = [
        Attendance(view.members[3].uid, Presence.ABSENT, says("absent")),
        Attendance(view.members[4].uid, Presence.ABSENT, says("absent too")),
    ]
    meetings.set_attendance(session, uid, away)
    meeting_votes.recuse(session, view.items[0].uid, view.members[2].uid, says("interest"))
    for number, item in enumerate(view.items):
        text = says(f"discussion {number}", 2000, long=True)
        meeting_items.set_discussion(session, item.uid, text)
        meeting_votes.set_vote(session, item.uid, Counts(agreeing=2 if number == 0 else 3))
    meeting_closing.close_meeting(
        session, uid, ends="11h", conclusion=says("conclusion", TEXT, long=True)
    )
    notice = public_notice.propose_notice(session, uid)
    public_notice.set_notice(session, uid, replace(notice, place=says("notice place")))
    opinion = OpinionDraft(
        TODAY, says("opinion", 2000, long=True), says("opinion source"), "", says("answer", 2000)
    )
    public_notice.add_opinion(session, uid, opinion)
    return uid


def _decided(place: Place, says: Says, uids: tuple[str, ...]) -> str:
    session = place.session
    draft = recognition.propose_draft(session, place.plan.id, place.year, place.body, uids)
    draft = replace(
        draft,
        subject=says("decision", 500),
        bases=f"{draft.bases}\nCăn cứ {says('basis', 1000)},",
        position=says.office("decision position"),
        signer=says.narrow("decision signer"),
        receivers=f"{says.narrow('receiver')}\nLưu: Văn thư",
    )
    uid = recognition.draft_decision(session, draft).uid
    recognition.set_number_and_date(session, uid, "05", TODAY)
    return uid


def _awarded(place: Place, says: Says) -> tuple[str, ...]:
    """Two given, two proposed."""
    session, key = place.session, (place.plan.id, place.year)
    kinds = (SubjectKind.COLLECTIVE, SubjectKind.INDIVIDUAL)
    for status in ("given", "proposed"):
        drafts = [
            AwardDraft(
                says(f"{status} {kind.value}"),
                kind,
                "Giấy khen",
                says(f"{status} {kind.value} achievement", 500, long=True),
                units.bodies(session, own_only=True)[0].name,
                note=says(f"{status} {kind.value} note", 1000, long=True),
            )
            for kind in kinds
        ]
        awards.propose(session, *key, drafts)
        if status == "given":
            found = [row.uid for row in awards.awards(session, *key)]
            giver = units.bodies(session, own_only=True)[0].name
            awards.decide(session, found, AwardDecision("12", TODAY, giver, {}))
    dated_figures.set_figure(session, BASE_SALARY, "2.340.000", date(2010, 1, 1))
    for kind in kinds:
        name = coefficient_key("Giấy khen", kind.value)
        dated_figures.set_figure(session, name, "0,3", date(2010, 1, 1))
    return tuple(found)
