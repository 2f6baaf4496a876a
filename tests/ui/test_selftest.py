"""The self test tells what works here, into a file, with no box and no standard output."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.errors import UserError
from danvan_desktop.services import self_checks
from danvan_desktop.services.self_checks import Trial
from danvan_desktop.ui.selftest import Unattended, run
from danvan_desktop.ui.theme import Tone

CHECKS = [
    *("application", "backup", "doctor", "fonts", "office", "package", "papers", "programmes"),
    *("sheet", "sqlite", "window", "workbook"),
]


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_sound_installation_passes_every_check_without_any_output(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    code = run(tmp_path / "kết quả.json", platform="offscreen")
    found = read(tmp_path / "kết quả.json")
    assert found["checks"] == dict.fromkeys(CHECKS, "ok")
    assert (code, found["ok"]) == (0, True)
    assert found["journal"] == "wal"
    assert [path.name for path in tmp_path.iterdir()] == ["kết quả.json"]


def test_failing_check_is_named_and_the_others_still_run(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(trial: Trial) -> None:
        raise RuntimeError("no room")

    checks = [("sqlite", fail), *self_checks.CHECKS[1:3]]
    monkeypatch.setattr(self_checks, "CHECKS", tuple(checks))
    assert run(tmp_path / "x.json", platform="offscreen") == 1
    found = read(tmp_path / "x.json")
    assert found["ok"] is False
    assert found["checks"]["sqlite"] == "RuntimeError: no room"
    assert (found["checks"]["programmes"], found["checks"]["office"]) == ("ok", "ok")


def test_result_that_cannot_be_written_is_said(qapp: object, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Không tìm thấy thư mục"):
        run(tmp_path / "không có" / "x.json", platform="offscreen")


def test_check_without_an_office_fails_in_words(tmp_path: Path) -> None:
    reason = self_checks.reason(self_checks.check_sheet, Trial(tmp_path))
    assert reason == "RuntimeError: no data folder is open"


def test_box_in_an_unattended_run_is_a_failure_and_not_a_wait(qapp: object) -> None:
    with pytest.raises(RuntimeError, match="Có lỗi"):
        Unattended()._box(None, Tone.BAD, "Có lỗi", "chi tiết")
