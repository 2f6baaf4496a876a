"""A side remark gives way without a word cut in the middle."""

from __future__ import annotations

import pytest

from danvan_desktop.ui import theme
from danvan_desktop.ui.side_remark import SideRemark

WORDS = "Giấy 1/4: Giấy khen của chính quyền, Mặt trận <b> & đoàn thể"


@pytest.mark.parametrize(("letters", "whole"), [(200, True), (20, False)])
def test_remark_is_drawn_as_far_as_there_is_room_and_told_whole(qtbot, letters, whole) -> None:
    remark = SideRemark(WORDS)
    qtbot.addWidget(remark)
    remark.resize(theme.chars(letters), 30)
    remark.grab()
    assert (remark.shown() == WORDS) is whole
    assert remark.shown().endswith("…") is not whole
    assert remark.text() == WORDS
    assert "&amp;" in remark.toolTip()
