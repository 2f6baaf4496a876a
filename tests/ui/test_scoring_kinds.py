"""Whole points tables in a real office: every kind of criterion typed, printed and sent."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.criteria import QualityGrade, Quantity
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import FieldError
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    adoption,
    assessment_matrix,
    evaluation,
    exchange,
    office,
    papers,
    receiving,
    registrations,
)
from danvan_desktop.services.score_sheets import sheets_of
from danvan_desktop.services.session import Clock, Session, open_session
from danvan_desktop.ui.matrix_panel import MatrixPanel
from danvan_desktop.ui.quantity_box import QuantityBox
from danvan_desktop.ui.scoring_dialog import ScoringDialog
from danvan_desktop.ui.scoring_line import LineKey
from danvan_desktop.ui.session_stores import SessionDrafts, SessionSettings
from danvan_desktop.ui.tasks import TaskRunner
from danvan_desktop.ui.workplace import Workplace
from tests import factories
from tests.ui.answers import Answers
from tests.ui.scoring_factories import settle

TABLES = Path(__file__).parents[1] / "domain" / "tables"
YEAR = 2026
GROUP, FAMILY, SEVENTY = "cum-thi-dua", "gia-dinh-van-hoa", "tong-70"
D = Decimal

GROUP_KEYS = {
    "hs.a": "1",
    "hs.b": "1",
    "hs.c": "",
    "I.1": "6/4/10",
    "I.2": "240/200",
    "I.3": "4",
    "I.4": "2",
    "II.1": "b",
    "II.2": "2",
    "III.1": "1",
    "III.2": "2",
    "IV": "5",
    "V": "12",
}
FAMILY_KEYS = {"1": "27", "2": "28", "3": "26,5", "4": "8", "5.1": "4", "5.2": "1"}
FAMILY_KEYS |= {"6.1": "0", "6.2": "0"}
SEVENTY_KEYS = {"1.1": "8", "1.2": "17,5", "2": "34"}


class Table:
    """An office that has adopted one of the tables, with one registration."""

    def __init__(self, folder: Path, answers: Answers, name: str) -> None:
        text = (TABLES / f"{name}.toml").read_text(encoding="utf-8")
        if name == SEVENTY:
            reason = 'accepted = [{ key = "maximum", reason = "Kế hoạch ghi 70, giữ nguyên" }]'
            text = text.replace("maximum = 70", f"maximum = 70\n{reason}")
        self.session = open_session(DataFolder(folder), Clock.fixed(factories.DAY))
        office.create_office(self.session, factories.commune_draft())
        adoption.adopt(self.session, text, f"{name}.toml")
        self.plan = adoption.programme(self.session, adoption.adopted(self.session)[0].programme_id)
        self.answers = answers
        self.uid = self.register("Đơn vị số 1 (mẫu)")

    def register(self, name: str) -> str:
        kind = self.plan.criteria_sets[0].subject_kinds[0]
        draft = factories.draft(self.session, self.plan, name, kind=kind)
        draft = replace(draft, subject_name="Hộ mẫu" if kind is SubjectKind.HOUSEHOLD else "")
        return registrations.register(self.session, self.plan.id, YEAR, draft).uid

    def work(self) -> Workplace:
        return Workplace(
            self.session,
            self.answers,
            TaskRunner(self.answers),
            SessionSettings(self.session),
            SessionDrafts(self.session),
            self.plan.id,
            YEAR,
        )

    def dialog(self) -> ScoringDialog:
        made = ScoringDialog(None, self.work(), self.uid, Stage.APPRAISAL)
        made.open()
        settle()
        return made


@pytest.fixture
def table(
    qapp: QApplication, tmp_path: Path, answers: Answers, request: pytest.FixtureRequest
) -> Iterator[Table]:
    made = Table(tmp_path / "đơn vị", answers, getattr(request, "param", GROUP))
    yield made
    settle()
    made.session.close()


def fill(dialog: ScoringDialog, keys: Mapping[str, str]) -> None:
    """Walk down the sheet by keyboard from its first line, typing what stands in `keys`."""
    lines = dialog.sheet.lines
    assert [key.code for key in lines.line_keys()] == list(keys)
    lines.go_to(lines.line_keys()[0])
    for code, typed in keys.items():
        key = lines.current_key()
        assert key is not None
        assert key.code == code
        box = lines.line(key).box
        if isinstance(box, QuantityBox):
            for figure in typed.split("/"):
                editor = QApplication.focusWidget()
                QTest.keyClicks(editor, figure)
                QTest.keyClick(editor, Qt.Key.Key_Return)
            continue
        target = box.focusProxy()
        if target is not None or not typed:
            QTest.keyClicks(target or box, typed)
            QTest.keyClick(target or box, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(box, typed)


@pytest.mark.parametrize(
    ("table", "keys", "words"),
    [
        (GROUP, GROUP_KEYS, "73,08/100 điểm - Hoàn thành"),
        (FAMILY, FAMILY_KEYS | {"5.1": "1", "5.2": "3"}, "92,5/100 điểm - Đạt"),
        (SEVENTY, SEVENTY_KEYS, "60/70 điểm - Tốt"),
    ],
    indirect=["table"],
)
def test_table_filled_by_keyboard_gives_the_published_result(
    table: Table, keys: Mapping[str, str], words: str
) -> None:
    dialog = table.dialog()
    fill(dialog, keys)
    assert dialog.finish_button.hasFocus()
    QTest.keyClick(dialog.finish_button, Qt.Key.Key_Space)
    assert dialog.view.finished
    assert dialog.view.result_words == words
    dialog.close()


@pytest.mark.parametrize("table", [FAMILY], indirect=True)
def test_criterion_that_asks_for_evidence_holds_the_sheet_until_it_has_some(
    table: Table, tmp_path: Path
) -> None:
    dialog = table.dialog()
    fill(dialog, FAMILY_KEYS)
    dialog._on_finish()
    assert not dialog.view.finished
    line = dialog.sheet.lines.line(LineKey(False, "5.2"))
    said = "Tiêu chí 5.2 “Hiến đất làm đường” phải có minh chứng kèm theo."
    assert line.problem.text().splitlines()[0] == said
    assert dialog.sheet.lines.current_key() == LineKey(False, "5.2")
    photo = tmp_path / "ảnh.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n")
    table.answers.will("open_files", [photo])
    dialog._on_add_evidence()
    dialog._on_finish()
    assert (dialog.view.finished, dialog.view.result.total) == (True, D("99.5"))
    dialog.close()


def test_line_says_what_its_mark_gives_and_the_checklist_how_far_it_is(table: Table) -> None:
    dialog = table.dialog()
    fill(dialog, GROUP_KEYS)
    notes = {
        code: dialog.sheet.lines.line(LineKey(False, code)).note.text()
        for code in ("I.1", "I.2", "II.1", "III.1", "IV", "V")
    }
    assert notes == {
        "I.1": "tối đa 20 điểm · được 13,33 điểm",
        "I.2": "tối đa 15 điểm · được 15 điểm, thưởng +2",
        "II.1": "A 20 · B 16 · C 10 · D 0 điểm · được 16 điểm",
        "III.1": "mỗi lần trừ 3 điểm · bị trừ 3 điểm",
        "IV": "mỗi tin, bài cộng 0,5 điểm, nhiều nhất 6 điểm · được +2,5 điểm",
        "V": "điểm trừ, nhiều nhất 5 điểm · bị trừ 3 điểm",
    }
    (checklist,) = dialog.sheet.lines._checklists.values()
    assert checklist[1].text() == "ĐK 1. Có ít nhất 2 trong 3 giấy tờ: có 2/3, bảo đảm"
    table.answers.will("choose", 1)
    dialog.close()


@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("I.2", "240", "Tiêu chí I.2 thiếu số kế hoạch."),
        ("I.2", "/200", "Tiêu chí I.2 thiếu kết quả đạt được."),
        ("I.1", "6/4", "Tiêu chí I.1 vượt kế hoạch, cần kết quả của đơn vị dẫn đầu."),
        ("III.1", "1,5", "Số lần 1,5 của tiêu chí III.1 phải là số nguyên."),
        ("IV", "-1", "Số lần -1 của tiêu chí IV phải là số nguyên."),
    ],
)
def test_figures_that_do_not_fit_stay_and_are_named(
    table: Table, code: str, typed: str, said: str
) -> None:
    dialog = table.dialog()
    line = dialog.sheet.lines.line(LineKey(False, code))
    line.box.set_text(typed)
    assert line.problem.text() == said
    assert line.box.text() == typed
    assert not dialog.save()
    table.answers.will("choose", 1)
    dialog.close()


@pytest.mark.parametrize(("code", "wrong", "right"), [("III.1", "1,5", "2"), ("I.3", "x", "4")])
def test_what_was_refused_gives_way_to_the_next_figure_typed(
    table: Table, code: str, wrong: str, right: str
) -> None:
    dialog = table.dialog()
    dialog.sheet.lines.go_to(LineKey(False, code))
    line = dialog.sheet.lines.line(LineKey(False, code))
    for typed, left in ((wrong, wrong), (right, right)):
        QTest.keyClicks(QApplication.focusWidget(), typed)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert line.box.text() == left
    assert line.problem.text() == ""
    assert dialog.sheet.lines.current_key() != LineKey(False, code)
    table.answers.will("choose", 1)
    dialog.close()


def test_unsaved_quantities_and_items_come_back_from_the_draft(table: Table) -> None:
    dialog = table.dialog()
    fill(dialog, GROUP_KEYS)
    dialog._keep_draft()
    dialog.hide()  # as after a crash: nothing is asked
    again = table.dialog()
    again._on_draft_used()
    assert again.sheet.texts() == dialog.sheet.texts()
    assert again.sheet.live().total == D("73.08")
    assert again.save()
    again.close()


def test_matrix_takes_what_each_kind_needs(table: Table) -> None:
    panel = MatrixPanel(table.work())
    panel.resize(1300, 500)
    panel.reload()
    panel.show()
    for typed in GROUP_KEYS.values():
        column = panel.view.matrix.column_at(panel.view.currentIndex().column())
        assert column is not None
        QTest.keyClicks(panel.view, typed)
        if column.typed or not typed:
            QTest.keyClick(panel.view, Qt.Key.Key_Return)
    row = assessment_matrix.matrix_row(table.session, table.uid)
    assert row.result_words == "73,08/100 điểm - Hoàn thành"
    assert row.marks["I.1"] == Quantity(D(6), D(4), D(10))
    assert row.marks["II.1"] == QualityGrade("B")
    panel.hide()


def test_matrix_refuses_a_quantity_without_its_plan(table: Table) -> None:
    panel = MatrixPanel(table.work())
    panel.reload()
    panel.show()
    numbers = [column.number for column in panel.view.matrix.columns]
    index = panel.view.matrix.index(0, numbers.index("I.2"))
    panel.view.setCurrentIndex(index)
    QTest.keyClicks(panel.view, "240")
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert panel.view.currentIndex() == index
    assert panel._problem.text() == "Tiêu chí I.2 thiếu số kế hoạch."
    QTest.keyClick(panel.view, Qt.Key.Key_Escape)
    panel.hide()


def text_of(session: Session, uid: str, *, blank: bool) -> str:
    pdf = PdfReader(io.BytesIO(papers.score_sheet(session, uid, blank=blank).content))
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_paper_prints_points_with_the_mark_and_the_rule_where_it_is_blank(table: Table) -> None:
    dialog = table.dialog()
    fill(dialog, GROUP_KEYS)
    dialog._on_finish()
    dialog.close()
    filled = text_of(table.session, table.uid, blank=False)
    for words in ("13,33 (6/4; dẫn đầu 10)", "16 (B)", "6 (Đạt một phần)", "-3 (12)", "+2,5 (5)"):
        assert words in filled
    blank = text_of(table.session, table.uid, blank=True)
    assert "mỗi tin, bài cộng 0,5 điểm, nhiều nhất 6 điểm" in blank
    assert "A (Xuất sắc): 20 điểm" in blank
    assert "Bảng tự chấm" in blank


def test_sheet_arrives_above_with_every_mark(
    qapp: QApplication, tmp_path: Path, answers: Answers
) -> None:
    sender = Table(tmp_path / "dưới", answers, GROUP)
    dialog = sender.dialog()
    fill(dialog, GROUP_KEYS)
    dialog._on_finish()
    sent = dialog.view
    dialog.close()
    exchange.export(sender.session, tmp_path / "gói.dvk", sender.plan.id, YEAR)
    sender.session.close()
    above = Table(tmp_path / "trên", answers, GROUP)
    plan = receiving.examine(above.session, tmp_path / "gói.dvk")
    receiving.apply(above.session, plan, trust=True, link_to=plan.choices[0].uid)
    (row,) = sheets_of(above.session, sender.uid)
    got = evaluation.open_by_uid(above.session, row.uid)
    assert {one.criterion.code: one.mark for one in got.lines} == {
        one.criterion.code: one.mark for one in sent.lines
    }
    assert got.conditions == sent.conditions
    assert (got.result.total, row.total) == (D("73.08"), D("73.08"))
    above.session.close()


def test_item_that_is_not_on_the_checklist_is_refused(table: Table) -> None:
    assessment_matrix.set_condition(table.session, table.uid, "hs.a", True)
    with pytest.raises(FieldError, match="không có điều kiện hs-x"):
        assessment_matrix.set_condition(table.session, table.uid, "hs-x", True)
