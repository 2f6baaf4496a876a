"""Pictures of the criteria editor: every form, the checks, trying out, versions, copying."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.criteria import CriterionKind
from danvan_desktop.services import criteria_saving, criteria_sets
from danvan_desktop.services.criteria_import import Naming, TableGrid
from danvan_desktop.ui import criteria_spots as spots
from danvan_desktop.ui.criteria_editor import CriteriaEditor
from danvan_desktop.ui.criteria_sources_dialog import CriteriaSourcesDialog
from danvan_desktop.ui.criteria_spots import Spot
from danvan_desktop.ui.criteria_table_dialog import CriteriaTableDialog
from danvan_desktop.ui.criteria_try_dialog import TryDialog
from danvan_desktop.ui.criteria_versions_dialog import CriteriaVersionsDialog
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.programmes_section import ProgrammesSection
from danvan_desktop.ui.settings_page import SettingsPage
from tests import factories
from tests.screens import screen
from tests.ui import desks


def _desk() -> Desk:
    return desks.make_desk(desks.new_folder(), "settings")


def _editor(code: str = "tieu-bieu", spot: Spot = spots.SET) -> CriteriaEditor:
    desk = _desk()
    view = criteria_sets.open_set(desk.session, factories.PROGRAMME, code)
    editor = CriteriaEditor(None, desk.work, view)
    editor.setProperty("desk", desk)
    editor.tree.choose(spot)
    return editor


def _of_kind(kind: CriterionKind, **given: object) -> QWidget:
    editor = _editor(spot=spots.criterion((0, 0)))
    form = editor.panel.criterion
    form.field("kind").set_value(kind)
    for name, value in given.items():
        form.field(name).set_value(value)
    return editor


for _name, _spot in (
    ("set", spots.SET),
    ("section", spots.criterion((0,))),
    ("bands", spots.criterion((2, 0))),
    ("condition", spots.condition(0)),
    ("conditions", spots.CONDITIONS),
    ("ranks", spots.RANKS),
    ("pass-rule", spots.PASSING),
):
    screen(f"criteria-{_name}")(partial(_editor, "tieu-bieu", _spot))

_GRADES = ({"code": "A", "name": "Tốt", "points": 10}, {"code": "B", "name": "Khá", "points": 7})
_KINDS: tuple[tuple[CriterionKind, dict[str, object]], ...] = (
    (CriterionKind.GRADE, {"partly": Decimal(5)}),
    (CriterionKind.POINTS, {}),
    (CriterionKind.COUNT, {"each": Decimal("0.5"), "unit": "tin, bài"}),
    (CriterionKind.QUALITY, {"grades": _GRADES}),
    (
        CriterionKind.QUANTITY,
        {"plan": Decimal(50), "unit": "hộ", "over_way": "steps", "over_every": Decimal(10)},
    ),
)
for _kind, _given in _KINDS:
    screen(f"criteria-kind-{_kind.value}")(partial(_of_kind, _kind, **_given))


@screen("criteria-grades-only")
def grades_only() -> QWidget:
    return _editor("mo-hinh", spots.criterion((0,)))


@screen("criteria-defects")
def defects() -> QWidget:
    editor = _editor(spot=spots.criterion((0, 0)))
    editor.panel.criterion.field("maximum").set_value(Decimal(5))
    editor.panel.criterion.field("title").set_value(desks.LONG)
    editor.tree.choose(spots.criterion((1, 0)))
    editor.panel.criterion.field("title").set_value("")
    editor.tree.choose(spots.criterion((0,)))
    editor.frame.defects.list.setCurrentRow(0)
    return editor


@screen("criteria-new")
def new_set() -> QWidget:
    desk = _desk()
    view = criteria_sets.new_set(desk.session, factories.PROGRAMME)
    editor = CriteriaEditor(None, desk.work, view)
    editor.setProperty("desk", desk)
    return editor


def _over(make: Callable[[CriteriaEditor, Desk], QWidget]) -> QWidget:
    editor = _editor()
    made = make(editor, editor.property("desk"))
    made.setProperty("editor", editor)
    return made


@screen("criteria-try-out", size=None)
def try_out() -> QWidget:
    return _over(
        lambda editor, desk: TryDialog(
            None, desk.work, editor._view.programme, editor.now.criteria_set
        )
    )


@screen("criteria-versions", size=None)
def versions() -> QWidget:
    editor = _editor(spot=spots.criterion((0, 0)))
    desk = editor.property("desk")
    factories.register(desk.session, editor._view.programme, 2026)
    editor.panel.criterion.field("title").set_value(desks.LONG)
    editor.tree.choose(spots.criterion((0, 1)))
    editor.panel.criterion.field("step").set_value(Decimal("0.25"))
    criteria_saving.save(desk.session, editor.edit(), agreed=True)
    dialog = CriteriaVersionsDialog(None, desk.work, factories.PROGRAMME, "tieu-bieu")
    dialog.setProperty("desk", desk)
    return dialog


@screen("criteria-sources", size=None)
def sources() -> QWidget:
    return _over(lambda _, desk: CriteriaSourcesDialog(None, desk.work))


@screen("criteria-sets")
def sets() -> QWidget:
    desk = _desk()
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_target("programmes")
    section = page.section_widget("programmes")
    assert isinstance(section, ProgrammesSection)
    section.reload(None)
    section.tabs.setCurrentWidget(section.criteria)
    desk.window.setProperty("desk", desk)
    return desk.window


_TABLE = (
    ("BẢNG TIÊU CHÍ CHẤM ĐIỂM MÔ HÌNH “DÂN VẬN KHÉO” (MẪU)", "", "", ""),
    ("TT", "Nội dung tiêu chí", "Điểm tối đa", "Cách chấm"),
    ("I", "Công tác chỉ đạo", "30", ""),
    ("1", "Có kế hoạch, phân công rõ người, rõ việc, rõ thời gian", "10", ""),
    ("2", "Tin, bài tuyên truyền", "20", "Mỗi tin, bài 0,5 điểm, không quá 20 điểm"),
    ("II", "Kết quả thực hiện", "70", ""),
    (
        "1",
        "Tỷ lệ hộ tham gia",
        "40",
        "Từ 95%: 40 điểm; dưới 95%: 0 điểm",
    ),
    ("2", desks.LONG, "25,5", ""),
    ("", "Tổng cộng", "100", ""),
    ("", "Ghi chú: chấm theo hồ sơ", "", ""),
)


@screen("criteria-table", size=None)
def table() -> QWidget:
    return CriteriaTableDialog(None, (TableGrid(_TABLE),), Naming(source="Kế hoạch"))


@screen("criteria-table-empty", size=None)
def table_empty() -> QWidget:
    grids = (TableGrid((("Không có gì",),), name="Trang 1"), TableGrid((("", ""),), name="Trang 2"))
    return CriteriaTableDialog(None, grids, Naming(), begun=True)
