"""Whatever is pressed in whatever order, the windows of papers live and nothing is raised."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from danvan_desktop.domain.units import BodyKind
from danvan_desktop.services import paper_desk, units
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Session
from danvan_desktop.services.units import BodyDraft
from tests.ui import certificate_office, desks
from tests.ui.monkey import Door, Monkey

EVENTS = int(os.environ.get("DANVAN_MONKEY", "200"))
"""Events of one run; `DANVAN_MONKEY=5000` for the long run before a release."""
SEED = int(os.environ.get("DANVAN_MONKEY_SEED", "7"))
PLACES = ("papers", "recognition", "registrations", "review")
KINDS = (PaperKind.PLAN, PaperKind.REGISTRATION_LETTER, PaperKind.REGISTRATION_LIST)


def add_bodies(session: Session) -> None:
    """Two more bodies of the office: the editor then asks which of them issues a paper."""
    own = units.bodies(session, own_only=True)[0]
    for name, kind in (
        ("Ban Xây dựng Đảng Đảng ủy phường Mẫu", BodyKind.PARTY_BOARD),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam phường Mẫu", BodyKind.FRONT_COMMITTEE),
    ):
        units.add_body(session, BodyDraft(name, kind, own.unit, profile=own.profile))


def test_a_monkey_finds_no_way_to_break_the_windows(
    qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    door = Door()
    desk = certificate_office.make_office(tmp_path, door)
    add_bodies(desk.session)
    for kind in KINDS:
        draft = paper_desk.begin(desk.session, kind, certificate_office.PLAN, desks.YEAR)
        paper_desk.save(desk.session, replace(draft, title=f"{draft.title} (mẫu)"))
    desk.window.go("papers")
    Monkey(desk.window, SEED, PLACES).play(EVENTS)
    door.leaving = True
    desks.close(desk)
