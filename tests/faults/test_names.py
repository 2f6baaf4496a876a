"""Names of folders and of models that break careless programs, through the whole chain."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from danvan_desktop.domain.text import clean_line
from danvan_desktop.models import Registration
from danvan_desktop.services import (
    adoption,
    backup,
    exchange,
    receiving,
    registration_list,
    registrations,
    restoring,
)
from danvan_desktop.services.session import open_session
from tests import factories
from tests.faults.packages import make_province, reopen

PLAN = factories.PROGRAMME

FORBIDDEN_ON_WINDOWS = '?"*<>|:'
FOLDERS = (
    "Tài liệu của tôi/Năm 2026",
    unicodedata.normalize("NFD", "Dữ liệu của xã"),
    "R&D 100% #1 'x' \"y\"",
    "?a=b&mode=memory",
    "file:memory",
    "😀 hoa sen",
    "/".join(["thư mục" + " rất dài" * 6] * 4),
)


@pytest.mark.parametrize("name", FOLDERS)
def test_data_folder_of_any_name_works(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and (set(name) & set(FORBIDDEN_ON_WINDOWS) or len(name) > 200):
        pytest.skip("Windows has no such folder, or only where long paths are allowed")
    session = factories.make_session(tmp_path / name)
    factories.register(session, adoption.programme(session, PLAN), 2026)
    backup.automatic_backup(session)
    target = tmp_path / name / "sao lưu ra ngoài"
    backup.check_backup(backup.backup(session, target).path)
    exchange.export(session, tmp_path / name / "gửi & nhận #1.dvk", PLAN, 2026)
    session.close()
    restoring.restore(session.folder, restoring.restorable(session.folder)[0])
    again = open_session(session.folder, session.clock)
    assert backup.doctor(again) == []
    assert registration_list.listing(again, PLAN, 2026).count() == 1
    again.close()


NAMES = (
    "Đường <b>hoa</b> & cây </para> <TT-BNV>",
    "=1+1",
    '=HYPERLINK("http://x")',
    "x' OR 1=1 --",
    '100% _thật_ * "NEAR(a b)"',
    "Tổ 1\u202e gpj.exe",
    "Nối\u200bliền\ufeff",
    "Không\x00có\x07gì",
    "Nửa \ud800 chữ",
    unicodedata.normalize("NFD", "Hòa giải ở cơ sở"),
    "😀 Hoa sen",
)


def test_names_of_any_kind_are_kept_sent_and_found(tmp_path: Path) -> None:
    session = factories.make_session(tmp_path / "phường")
    plan = adoption.programme(session, PLAN)
    drafts = [replace(factories.draft(session, plan), name=name, summary=name) for name in NAMES]
    registrations.register_many(session, PLAN, 2026, drafts)
    wanted = sorted(clean_line(name) for name in NAMES)
    assert _names(session) == wanted
    assert all(unicodedata.is_normalized("NFC", name) for name in wanted)
    for text in ("%", "_", "*", '"', "' OR 1=1 --", "NEAR(", "a b) OR", "- ^ :"):
        found = registration_list.listing(session, PLAN, 2026, words=text)
        assert found.count() == len(found.page(0))
    assert backup.doctor(session) == []
    exchange.export(session, tmp_path / "gửi.dvk", PLAN, 2026)
    session.close()
    above = reopen(make_province(tmp_path / "tỉnh"))
    receiving.apply(above, receiving.examine(above, tmp_path / "gửi.dvk"), trust=True)
    assert _names(above) == wanted
    assert backup.doctor(above) == []
    above.close()


def _names(session: object) -> list[str]:
    return sorted(row.name for row in Registration.select(Registration.name))
