"""A sheet file whose program is killed while it is being marked: old or new, never in between."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from danvan_desktop.services.assessor_desk import open_sheets
from tests.faults.killing import KILLS, Acknowledge, delays, kill_after
from tests.services import sheet_file_factories as files

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.timeout(300 + 3 * KILLS),
]


def test_killed_while_marking_keeps_the_last_save_that_was_acknowledged(tmp_path: Path) -> None:
    place = files.office(tmp_path / "office")
    path = files.make(place, tmp_path).path
    uid = files.uids(place)[0]
    place.session.close()
    last = 0

    def mark_without_end(tell: Acknowledge) -> None:
        desk = open_sheets(path, files.LATER)
        tell("ready")
        number = last
        while True:
            number += 1
            desk.save(uid, {}, {}, f"{number}")
            tell(f"{number}")

    for wait in delays(0.1):
        told = kill_after(wait, mark_without_end)
        kept = int(open_sheets(path, files.LATER).view(uid).remark or 0)
        assert kept in (int(told[-1]) if told else last, (int(told[-1]) if told else last) + 1)
        last = kept
