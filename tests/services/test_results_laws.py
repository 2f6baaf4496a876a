"""Laws of results in a real folder: no order changes one, and what is remembered is what is so."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from benchmarks import judged_folder
from danvan_desktop.domain import scoring
from danvan_desktop.domain.sheets import MarkEntry, Stage
from danvan_desktop.models import Interest, SheetTotal
from danvan_desktop.services import (
    adoption,
    assessors,
    evaluation,
    final_results,
    interests,
    keying,
    papers,
    score_sheets,
)
from danvan_desktop.services.assessors import AssessorDraft
from danvan_desktop.services.final_results import FinalRow
from danvan_desktop.services.session import Session
from tests import factories

PROGRAMME, YEAR = judged_folder.PROGRAMME, judged_folder.YEAR
NAMES = judged_folder.NAMES[:4]
D = Decimal
_numbers = count(1)
few = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
marks = st.integers(0, 20).map(lambda quarters: D(quarters) / 4)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    found = judged_folder.open_year(tmp_path_factory.mktemp("laws"))
    drafts = [AssessorDraft(name) for name in NAMES]
    assessors.add(found, PROGRAMME, YEAR, drafts)
    yield found
    found.close()


def register(session: Session) -> str:
    plan = adoption.programme(session, PROGRAMME)
    return factories.register(session, plan, YEAR, f"Mô hình {next(_numbers)} (mẫu)")


def codes(session: Session) -> list[str]:
    plan = adoption.programme(session, PROGRAMME)
    return [leaf.code for leaf in plan.criteria_sets[0].leaves()]


def type_mark(session: Session, registration: str, name: str, code: str, mark: Decimal) -> None:
    """One mark more in a sheet, as the dialog saves it."""
    view = evaluation.open_sheet(session, registration, Stage.APPRAISAL, name)
    given = {line.criterion.code: MarkEntry(line.mark) for line in view.lines}
    given = {key: one for key, one in given.items() if not key.isdigit()}
    given[code] = MarkEntry(mark)
    evaluation.save_marks(session, registration, Stage.APPRAISAL, given, {}, assessor=name)


def finish(session: Session, registration: str, name: str) -> None:
    view = evaluation.open_sheet(session, registration, Stage.APPRAISAL, name)
    evaluation.finish(session, view.uid)


def outcome(row: FinalRow) -> tuple[Any, ...]:
    """A result without what follows the order of the sheets."""
    result = replace(row.result, outliers=())
    apart = sorted(row.counted[place].assessor for place in row.result.outliers)
    totals = sorted((one.assessor, one.total.total) for one in row.counted)
    return result, apart, totals


@few
@given(st.data())
def test_order_of_assessors_criteria_and_edits_changes_nothing(session: Session, data: Any) -> None:
    asked = codes(session)
    wanted = {name: {code: data.draw(marks) for code in asked[:3]} for name in NAMES[:3]}
    wanted = {name: {code: D(2) for code in asked} | some for name, some in wanted.items()}
    edits = [(name, code, mark) for name, some in wanted.items() for code, mark in some.items()]
    results = []
    for seed in (1, data.draw(st.integers(0, 999))):
        registration = register(session)
        mixed, people = list(edits), list(wanted)
        Random(seed).shuffle(mixed)
        Random(seed).shuffle(people)
        for name, code, mark in mixed[:6]:
            type_mark(session, registration, name, code, mark)
        for name in people:
            some = {code: MarkEntry(mark) for code, mark in wanted[name].items()}
            evaluation.save_marks(session, registration, Stage.APPRAISAL, some, {}, assessor=name)
            finish(session, registration, name)
        results.append(outcome(score_sheets.final_of(session, registration)))
    assert results[0] == results[1]
    criteria_set = adoption.programme(session, PROGRAMME).criteria_sets[0]
    sheets = [scoring.score(criteria_set, some) for some in wanted.values()]
    assert results[0][0] == replace(scoring.final(criteria_set, sheets, 4), outliers=())


@few
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3), marks), max_size=14))
def test_what_is_remembered_is_what_scoring_anew_gives(
    session: Session, acts: list[tuple[int, int, Decimal]]
) -> None:
    registration = register(session)
    for act, person, mark in acts:
        carry_out(session, registration, act, person, mark)
        remembered = score_sheets.finals(session, PROGRAMME, YEAR)[registration]
        alone = score_sheets.final_of(session, registration)
        SheetTotal.delete().execute()
        session.memory.clear()
        anew = score_sheets.finals(session, PROGRAMME, YEAR)[registration]
        assert remembered == alone == anew
    for row in Interest.select():
        interests.withdraw(session, row.uid, "Hết thử")


def carry_out(session: Session, registration: str, act: int, person: int, mark: Decimal) -> None:
    """Something an office may do with the sheets of one registration."""
    name = NAMES[person]
    rows = assessors.assessors(session, PROGRAMME, YEAR)
    uid = next(row.uid for row in rows if row.name == name)
    view = evaluation.open_sheet(session, registration, Stage.APPRAISAL, name)
    if act <= 3 and view.editable:
        some = {code: MarkEntry(mark) for code in codes(session)}
        changes = keying.save_paper(
            session, registration, uid, some, {}, D(1), keep_difference=True
        )
        final_results.finals_after(session, PROGRAMME, YEAR, changes)
    elif act == 4 and view.finished:
        evaluation.reopen(session, view.uid, "Xem lại")
    elif act == 5 and not view.why_not:
        interests.declare(session, uid, registration, "Có liên quan")
    elif act == 6 and (found := Interest.get_or_none(Interest.registration == registration)):
        interests.withdraw(session, found.uid, "Khai nhầm")
    elif act == 7:
        assessors.set_active(session, uid, not rows[person].active)
    elif act == 8:
        assessors.move(session, uid, 1)


def test_sum_is_the_same_on_sheet_list_and_paper(session: Session) -> None:
    registration = register(session)
    asked = codes(session)
    for row in assessors.assessors(session, PROGRAMME, YEAR):
        assessors.set_active(session, row.uid, row.name == NAMES[0])
    some = {code: MarkEntry(D("3.25")) for code in asked}
    person = next(r for r in assessors.assessors(session, PROGRAMME, YEAR) if r.name == NAMES[0])
    keying.save_paper(session, registration, person.uid, some, {}, D(65))
    view = evaluation.open_sheet(session, registration, Stage.APPRAISAL, NAMES[0])
    final = score_sheets.final_of(session, registration)
    paper = papers.score_sheet(session, registration, assessor=NAMES[0])
    assert view.result.total == final.result.total == D(65)
    assert final.counted[0].total.total == D(65)
    assert text_of(paper.content).count("65") >= 2


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
