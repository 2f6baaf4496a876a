"""Every paper the program can make of an office, by name, each to be drawn of a hostile one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from danvan_desktop.services import (
    certificate_batch,
    comparison,
    panels,
    paper_desk,
    papers,
    registration_list,
)
from danvan_desktop.services.certificate_batch import Asked
from danvan_desktop.services.paper_desk import Draft
from danvan_desktop.services.paper_specs import SPECS, PaperSpec, Scope
from danvan_desktop.services.papers import FORM_LAYOUTS, Paper, PaperKind
from danvan_desktop.services.session import Session
from tests.services.hostile_office import TEXT, Hostile
from tests.services.judging_factories import print_certificates

Drawing = Callable[[Hostile], Paper]


def _every() -> Iterator[tuple[str, Drawing]]:
    """Each name begins with that of the function of `papers` or of the kind of paper."""
    for number, layout in enumerate(FORM_LAYOUTS):
        yield f"registration_form {layout}", partial(_form, number, layout)
    yield from _OF_RECORDS.items()
    for spec in SPECS:
        if spec.module != "record_papers":
            yield f"{spec.kind} proposed", partial(_drawn, partial(begun, spec))
        if spec.wordings:
            yield f"{spec.kind} edited", partial(_drawn, partial(_edited, spec))


def _form(number: int, layout: str, of: Hostile) -> Paper:
    return papers.registration_form(of.place.session, of.registrations[number], layout=layout)


def _key(of: Hostile) -> tuple[Session, str, int]:
    return of.place.session, of.place.plan.id, of.place.year


def _people(of: Hostile) -> list[str]:
    return [row.uid for row in panels.panel_of(*_key(of)).active]


def _summary(of: Hostile) -> Paper:
    listed = [row.uid for row in registration_list.all_rows(*_key(of))]
    return papers.comparison_summary(of.place.session, comparison.board(*_key(of)), listed)


def _score_sheet(of: Hostile) -> Paper:
    return papers.score_sheet(of.place.session, of.registrations[0], assessor=of.assessor)


def _blank_form(of: Hostile) -> Paper:
    return papers.registration_form(of.place.session, of.registrations[0], blank=True)


def _blank_sheets(of: Hostile) -> Paper:
    return papers.blank_sheets_of(of.place.session, of.registrations, of.assessor)


def _of_meeting(make: Callable[..., Paper], of: Hostile, **asked: bool) -> Paper:
    return make(of.place.session, of.meeting, **asked)


def _register(of: Hostile) -> Paper:
    return papers.certificate_register(of.place.session, of.place.year, of.place.body)


def _award_papers(of: Hostile) -> Paper:
    asked = Asked(signer=of.says.again("award signer", 50))
    prepared = certificate_batch.of_awards(of.place.session, of.awards, asked)
    return certificate_batch.one_file(of.place.session, prepared)


_OF_RECORDS: dict[str, Drawing] = {
    "registration_form blank": _blank_form,
    "registration_list_pdf": lambda of: papers.registration_list_pdf(*_key(of)),
    "follow_up_sheet": lambda of: papers.follow_up_sheet(of.place.session, of.registrations[0]),
    "score_sheet": _score_sheet,
    "blank_score_sheets": lambda of: papers.blank_score_sheets(*_key(of), _people(of)),
    "blank_sheets_of": _blank_sheets,
    "score_tables": lambda of: papers.score_tables(*_key(of), _people(of)),
    "visit_minutes": lambda of: papers.visit_minutes(of.place.session, of.visits[0]),
    "blank_visit_minutes": lambda of: papers.blank_visit_minutes(of.place.session, of.visits),
    "visit_schedule": lambda of: papers.visit_schedule(*_key(of)),
    "visit_report": lambda of: papers.visit_report(*_key(of)),
    "comparison_summary": _summary,
    "meeting_invitation": partial(_of_meeting, papers.meeting_invitation),
    "meeting_invitation each": partial(_of_meeting, papers.meeting_invitation, each=True),
    "ballot": partial(_of_meeting, papers.ballot),
    "ballot each": partial(_of_meeting, papers.ballot, each_item=True),
    "written_opinion": partial(_of_meeting, papers.written_opinion),
    "count_minutes": partial(_of_meeting, papers.count_minutes),
    "meeting_minutes": partial(_of_meeting, papers.meeting_minutes),
    "public_notice": partial(_of_meeting, papers.public_notice),
    "decision": lambda of: papers.decision(of.place.session, of.decision),
    "certificate_register": _register,
    "certificates": lambda of: print_certificates(of.place.session, of.certificates),
    f"{PaperKind.AWARD_PAPER}": _award_papers,
}


def begun(spec: PaperSpec, of: Hostile) -> Draft:
    about = {
        Scope.YEAR: "",
        Scope.REGISTRATION: of.registrations[1],
        Scope.DECISION: of.decision,
        Scope.MEETING: of.meeting,
        Scope.COUNCIL: of.team,
        Scope.VISIT: of.visits[0],
    }[spec.scope]
    session, plan, year = _key(of)
    return paper_desk.begin(session, spec.kind, plan, year, about=about)


def _edited(spec: PaperSpec, of: Hostile) -> Draft:
    """The draft with every word of it and every field of its short form typed over."""
    draft, said = begun(spec, of), of.says
    texts = {
        one.key: said.again(f"{spec.kind} {one.key}", TEXT * 2, long=True)
        if one.lines > 3
        else said.narrow(f"{spec.kind} {one.key}")
        for one in spec.wordings
    }
    form = {ask.key: said.again(f"{spec.kind} {ask.key}") for ask in spec.asks}
    return replace(draft, texts=texts, form=form)


def _drawn(draft: Callable[[Hostile], Draft], of: Hostile) -> Paper:
    """Drawn as kept, then thrown away: the next paper would propose its signer."""
    session = of.place.session
    uid = paper_desk.save(session, draft(of)).uid
    paper = paper_desk.paper(session, paper_desk.get(session, uid))
    paper_desk.remove(session, uid)
    return paper


PAPERS: dict[str, Drawing] = dict(_every())
