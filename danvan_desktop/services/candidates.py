"""Who can be recognised now: registrations with their result, what is against it, what to heed.

Reasons keep a registration out of a decision; warnings are shown and left to the official.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from danvan_desktop.domain import registrations as registration_rules
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.programmes import ConfirmationKind, GivenFrom, Programme, When
from danvan_desktop.domain.standings import Entry, standings
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.workflow import Facts, State, StepKind, require, review
from danvan_desktop.errors import UserError
from danvan_desktop.models import Registration, evaluation_queries, recognition_queries
from danvan_desktop.services import adoption, score_sheets
from danvan_desktop.services.authority import Power, may_give, own_powers
from danvan_desktop.services.facts import facts_of_many
from danvan_desktop.services.given_before import GivenBefore, awarded
from danvan_desktop.services.likeness import Names
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.registration_list import RegistrationRow, rows_of
from danvan_desktop.services.registrations import demanded_of
from danvan_desktop.services.score_sheets import FinalRow
from danvan_desktop.services.session import Session

_ASSESSED = frozenset({State.APPRAISED, State.REVIEWED, State.PROPOSED})
_STEPS = {
    ConfirmationKind.BUILDING: StepKind.BUILDING_CONFIRMED,
    ConfirmationKind.EFFECT: StepKind.EFFECT_CONFIRMED,
}


@dataclass(frozen=True)
class Candidate:
    """A registration that was assessed. `ready` when nothing stands against recognising it."""

    registration: RegistrationRow
    final: FinalRow | None
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    place: int | None = None
    """Rank by points among the candidates for its title; `equals` share it, itself included."""
    equals: int = 1

    @property
    def ready(self) -> bool:
        return not self.reasons

    @property
    def result_words(self) -> str:
        return self.final.words if self.final else ""


def candidates(session: Session, programme_id: str, year: int) -> tuple[Candidate, ...]:
    """The assessed registrations of a programme and year, those that are ready first."""
    rows = evaluation_queries.registrations(programme_id, year)
    found = [
        item
        for item in examine(session, programme_id, rows)
        if item.registration.state in _ASSESSED
    ]
    return tuple(sorted(_placed(found), key=lambda item: not item.ready))


def _placed(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """With their places, where there are points to rank by."""
    entries: dict[str, list[Entry]] = {}
    for item in found:
        total = item.final.result.total if item.final else None
        if total is not None:
            uid = item.registration.uid
            entries.setdefault(item.registration.title, []).append(Entry(uid, total))
    places = {one.uid: one for some in entries.values() for one in standings(some)}
    for item in found:
        one = places.get(item.registration.uid)
        yield replace(item, place=one.place, equals=one.equals) if one else item


def examine(
    session: Session,
    programme_id: str,
    rows: Sequence[Registration],
    *,
    titles: Mapping[str, str] | None = None,
    decision: str = "",
) -> tuple[Candidate, ...]:
    """What stands against recognising these registrations, in name order.

    `titles` replaces the title a registration aims at; `decision` is the draft being edited.
    """
    if not rows:
        return ()
    context = _context(session, programme_id, rows, decision)
    aims = {row.uid: (titles or {}).get(row.uid, row.title) for row in rows}
    by_uid = {row.uid: row for row in rows}
    return tuple(
        Candidate(
            item,
            context.finals.get(item.uid),
            tuple(_reasons(session, context, by_uid[item.uid], aims[item.uid])),
            tuple(_warnings(context, by_uid[item.uid], aims[item.uid])),
        )
        for item in rows_of(session, programme_id, list(by_uid))
    )


@dataclass(frozen=True)
class _Context:
    plan: Programme
    office: str
    finals: Mapping[str, FinalRow]
    facts: Mapping[str, Facts]
    steps: Mapping[str, set[str]]
    given: GivenBefore
    awards: Mapping[str, str]
    signs: Signs
    names: Names
    drafted: Mapping[str, str]
    powers: tuple[Power, ...] = field(default=())


def _context(
    session: Session, programme_id: str, rows: Sequence[Registration], decision: str
) -> _Context:
    plan = adoption.programme(session, programme_id)
    years = {row.year for row in rows}
    confirmed: dict[str, set[str]] = {}
    finals: dict[str, FinalRow] = {}
    for year in years:
        finals |= score_sheets.finals(session, programme_id, year)
        confirmed |= evaluation_queries.steps_taken_in(programme_id, year, set(_STEPS.values()))
    return _Context(
        plan=plan,
        office=session.office_uid,
        finals=finals,
        facts=facts_of_many(session, [row.uid for row in rows]),
        steps=confirmed,
        given=GivenBefore(),
        awards=awarded(session),
        signs=Signs(session),
        names=Names(session, max(years)),
        drafted=recognition_queries.drafted(session.office_uid, decision),
        powers=tuple(power for powers in own_powers(session, plan).values() for power in powers),
    )


def _reasons(session: Session, context: _Context, row: Registration, title: str) -> Iterator[str]:
    facts = context.facts[row.uid]
    try:
        require("recognise", facts, session.office_uid)
    except UserError as error:
        yield error.what
    if row.uid in context.drafted:
        yield "Đang nằm trong một dự thảo quyết định khác."
    yield from _result_reasons(session, context, row, facts)
    yield from _confirmation_reasons(context, row)
    yield from _title_reasons(context, row, title)


def _result_reasons(
    session: Session, context: _Context, row: Registration, facts: Facts
) -> Iterator[str]:
    """An appraisal that passes, or a review meeting that decided so."""
    reviewed = review(facts, session.office_uid)
    if reviewed is StepKind.REVIEW_PASSED:
        return
    if reviewed is StepKind.REVIEW_INCOMPLETE:
        yield "Cuộc họp bình xét kết luận: cần hoàn thiện, xét lại."
    final = context.finals.get(row.uid)
    if final is None or not final.result.finished:
        yield "Chưa có phiếu thẩm định hoàn thành."
    elif final.result.passed is not True:
        yield from final.result.reasons or ("Kết quả thẩm định chưa đạt.",)


def _confirmation_reasons(context: _Context, row: Registration) -> Iterator[str]:
    for rule in context.plan.registration.confirmations:
        if _STEPS[rule.kind].value not in context.steps.get(row.uid, ()):
            yield f"Chưa có “{rule.kind.label}” ({rule.by})."


def _title_reasons(context: _Context, row: Registration, code: str) -> Iterator[str]:
    kind = score_sheets.subject_kind(row)
    title = next((one for one in context.plan.titles if one.code == code), None)
    if title is None or kind not in title.subject_kinds:
        yield f"Chương trình không có danh hiệu này cho {kind.label.lower()}."
    elif title.given_from is GivenFrom.RECOGNITION and not any(
        given.title in title.from_titles for given in context.given.followed_by(row)
    ):
        names = ", ".join(context.plan.title(one).name for one in title.from_titles)
        yield f"{title.name} chỉ xét từ đối tượng đã được công nhận {names}."


def _warnings(context: _Context, row: Registration, code: str) -> Iterator[str]:
    yield from _given_warnings(context, row)
    yield from context.names.same(row.uid)
    final = context.finals.get(row.uid)
    if final is not None and final.waiting:
        yield f"Còn thiếu phiếu đánh giá của {', '.join(final.waiting)}."
    if not may_give(context.powers, row.level, code):
        yield "Đơn vị chưa có thẩm quyền ghi trong chương trình cho cấp và danh hiệu này."
    title = next((one for one in context.plan.titles if one.code == code), None)
    if title is not None and title.when is When.REVIEW:
        yield f"{title.name} chỉ xét vào dịp sơ kết, tổng kết."
    for problem in registration_rules.missing(demanded_of(row), context.plan):
        yield problem.what


def _given_warnings(context: _Context, row: Registration) -> Iterator[str]:
    """No second recognition or award for one achievement, whoever gave the first.

    What an office below recognised at its own level is how things go, and no warning here.
    """
    for given in context.given.same_as(row):
        ours = given.owner == context.office
        above = row.owner == context.office and not ours
        if given.decision.year != row.year or not (ours or above):
            continue
        number = context.signs.decision(given.decision) or "(chưa có số)"
        day = f" ngày {format_date(given.decision.date)}" if given.decision.date else ""
        by = f" của {given.decision.issuer_name}" if above else ""
        yield f"Đã được công nhận trong năm {row.year} tại Quyết định số {number}{day}{by}."
    if row.uid in context.awards:
        yield f"Đã được {in_sentence(context.awards[row.uid])} về thành tích này."
