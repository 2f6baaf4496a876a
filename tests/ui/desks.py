"""A desk for tests and pictures of pages: the real window over a new data folder."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from danvan_desktop.domain.registrations import RegistrationDraft
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.services import adoption, registrations, sample, units
from danvan_desktop.services.session import Session
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.messages import Messages
from tests import factories
from tests.ui.answers import Answers

YEAR = 2026
WITHDRAWN = StepKind.WITHDRAWN
LONG = (
    "Vận động nhân dân hiến đất mở rộng đường liên tổ dân phố, chỉnh trang khu dân cư kiểu mẫu, "
    "giữ gìn nếp sống văn minh trong việc cưới, việc tang và lễ hội (mẫu)"
)


def new_folder() -> Path:
    """A folder for a picture; the tests of pictures are never run twice in it."""
    return Path(tempfile.mkdtemp(prefix="danvan-screens-"))


def make_desk(
    folder: Path,
    place: str,
    answers: Messages | None = None,
    programme_id: str = factories.PROGRAMME,
) -> Desk:
    """The window of a new office, opened at a place."""
    session = factories.make_session(folder, programme_id=programme_id)
    desk = Desk(session, answers or Answers())
    desk.open()
    desk.window.go(place)
    return desk


def close(desk: Desk) -> None:
    """Close window and session, with every dialog that hangs on the window."""
    desk.close()
    desk.session.close()


def fill(session: Session, count: int = 14, year: int = YEAR) -> list[str]:
    """The sample registrations of the programme, and plain ones up to `count`."""
    plan = adoption.programme(session, factories.PROGRAMME)
    made = [
        registrations.register(session, plan.id, year, draft).uid
        for draft in sample.draft_registrations(session, plan.id)
    ]
    return made + fill_plain(session, count - len(made), year, LONG)


def fill_plain(session: Session, count: int, year: int = YEAR, first: str = "") -> list[str]:
    """Registrations of every sector and kind of subject; `first` names the first of them."""
    plan = adoption.programme(session, factories.PROGRAMME)
    kinds = plan.titles[0].subject_kinds
    made = []
    for number in range(1, count + 1):
        name = first if first and number == 1 else f"Tuyến đường hoa số {number} (mẫu)"
        draft = factories.draft(
            session,
            plan,
            name,
            kind=kinds[number % len(kinds)],
            sector=number % len(plan.sectors),
        )
        made.append(registrations.register(session, plan.id, year, draft).uid)
    return made


def place(session: Session) -> str:
    """Uid of the first place below the office's own."""
    return next(row.uid for row in units.units(session) if row.depth == 2)


def with_summary(draft: RegistrationDraft, summary: str) -> RegistrationDraft:
    """The same registration with another content."""
    return replace(draft, summary=summary)


def picture(folder: Path, name: str, colour: str, size: tuple[int, int] = (1600, 1200)) -> Path:
    """A picture file in one colour."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    path = folder / name
    assert image.save(str(path))
    return path
