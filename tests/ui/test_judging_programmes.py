"""Every shipped programme by keyboard: assess all, draft, number and date, certificates.

Where the level above decides, the records first arrive there in a file, as in an office.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from danvan_desktop.services import certificates, exchange, programmes, receiving, recognition
from danvan_desktop.services import sample as samples
from danvan_desktop.services.decision_view import DecisionStatus
from danvan_desktop.services.score_sheets import finals
from danvan_desktop.ui import hands
from danvan_desktop.ui.certificate_batch_window import BatchWindow
from danvan_desktop.ui.evaluation_page import EvaluationPage
from danvan_desktop.ui.paper_dialog import PaperDialog
from danvan_desktop.ui.recognition_page import RecognitionPage
from tests.ui.answers import Answers
from tests.ui.scoring_factories import (
    Office,
    open_sheet,
    sample_office,
    settle,
    type_best_marks,
    wait_for_runner,
)

IDS = [source.id for source in programmes.shipped()]


@pytest.fixture(params=IDS)
def office(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path, answers: Answers
) -> Iterator[Office]:
    """The office that decides under the programme, with the sample registrations in it."""
    programme_id = str(request.param)
    lower = sample_office(tmp_path / "lower", answers, programme_id)
    found = lower.found
    if found.decides == "lower":
        yield lower
        lower.close()
        return
    path = tmp_path / "gui-len.dvk"
    exchange.export(lower.session, path, programme_id, found.year)
    lower.close()
    upper = sample_office(tmp_path / "upper", answers, programme_id, "upper")
    plan = receiving.examine(upper.session, path)
    receiving.apply(upper.session, plan, trust=True, link_to=plan.choices[0].uid)
    yield upper
    upper.close()


def _assess_all(office: Office) -> None:
    """By one key a cell where grades are given, in the dialog where points are."""
    page = EvaluationPage(office.work)
    office.work.broadcast = page.reload
    page.resize(1150, 700)
    page.reload(None)
    page.show()
    page.activateWindow()
    settle()
    page.modes.setCurrentIndex(1)
    for place in range(page.matrix.chooser.count()):
        page.matrix.chooser.setCurrentIndex(place)
        page.matrix._on_chosen()
        model = page.matrix.view.matrix
        if any(column.typed for column in model.columns):
            for row in model.rows():
                dialog = open_sheet(office, row.registration)
                type_best_marks(dialog)
                dialog._on_finish()
                dialog.close()
            continue
        page.matrix.view.setCurrentIndex(model.index(0, 1))
        QTest.keyClicks(page.matrix.view, "1" * (len(model.rows()) * (len(model.columns) - 1)))
        page.activateWindow()
        settle()
        office.answers.will("confirm", True)
        QTest.keyClick(page.matrix.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle()
    page.hide()
    page.deleteLater()


def test_programme_is_judged_from_sheet_to_certificate(office: Office) -> None:
    session, work = office.session, office.work
    _assess_all(office)
    results = finals(session, work.programme_id, work.year)
    assert [row.result.passed for row in results.values()] == [True] * len(results)

    page = RecognitionPage(work)
    work.broadcast = page.reload
    page.reload(None)
    page.resize(1150, 700)
    page.show()
    page.candidates.select_ready()
    chosen = len(page.candidates.table.selected_rows())
    assert chosen > 0
    page.candidates._on_draft()
    draft = page.candidates._dialog
    assert draft is not None, office.answers.said
    draft.accept()
    assert page.decisions.draft_count() == 1

    page.decisions._on_number()
    signed = page.decisions._dialog
    assert signed is not None, office.answers.said
    signed.form["number"].set_text("05")
    signed.form["signer"].set_text("Người ký (mẫu)")
    signed.accept()
    wait_for_runner(office)
    row = recognition.decisions(session, work.programme_id, work.year)[0]
    assert (row.status, row.number, row.count) == (DecisionStatus.ISSUED, "05", chosen)

    page.certificates.issue(row.uid)
    given = page.certificates._dialog
    assert given is not None, office.answers.said
    given.accept()
    numbers = [entry.number for entry in certificates.register(session, session.today().year)]
    assert numbers == list(range(1, chosen + 1))

    def look_through(window: BatchWindow) -> None:
        hands.until(lambda: window.found is not None and not work.runner.busy, "checked")
        with hands.on(PaperDialog, count_pages):
            window.frame.preview_button.click()
        window.close()

    pages: list[int] = []

    def count_pages(dialog: PaperDialog) -> None:
        pages.append(dialog.view.count)
        dialog.accept()

    with hands.on(BatchWindow, look_through):
        page.certificates._on_print()
    assert pages == [chosen], office.answers.said
    assert [said for said in office.answers.said if said[0] == "error"] == []
    page.deleteLater()


def test_every_programme_has_a_sample() -> None:
    assert [samples.has_sample(programme_id) for programme_id in IDS] == [True] * len(IDS)
