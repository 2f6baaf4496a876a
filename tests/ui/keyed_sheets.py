"""Typing a whole paper sheet by digits and Enter alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from danvan_desktop.domain.criteria import CriterionKind
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.ui.keying_dialog import KeyingDialog
from tests.ui.scoring_factories import settle


def press(keys: str, dialog: KeyingDialog, *, enter: bool = True) -> None:
    """Type where the focus is."""
    target = dialog.focusWidget()
    assert target is not None
    QTest.keyClicks(target, keys)
    if enter:
        QTest.keyClick(target, Qt.Key.Key_Return)


def key_marks(dialog: KeyingDialog) -> None:
    """The best mark in every line, leaving the cursor where the last key put it."""
    view = dialog.view
    assert view is not None
    leaves = {line.criterion.code: line.criterion for line in view.lines}
    for key in dialog.lines.line_keys():
        dialog.lines.go_to(key)
        criterion = None if key.condition else leaves[key.code]
        if criterion is None or criterion.kind is CriterionKind.GRADE:
            press("1", dialog, enter=False)
            continue
        best = criterion.maximum
        if criterion.kind is CriterionKind.BANDS:
            best = max(criterion.bands, key=lambda band: band.points).low
        assert best is not None
        press(format_decimal(best), dialog)


def key_best_marks(dialog: KeyingDialog, total: str = "") -> None:
    """A whole sheet; the sum is typed as computed, or as given."""
    view = dialog.view
    if view is None or not view.editable:
        return
    key_marks(dialog)
    if view.criteria_set.has_points:
        result = view.live(dialog.lines.marks(strict=False), dialog.lines.conditions(shown=True))
        assert result.total is not None
        dialog.sheet.total.setText(total or format_decimal(result.total))
    dialog.save()
    settle()
