"""Independent scoring: who sits at the machine, and whose marks that person may see.

On by default once assessors are listed; an office may switch it off. While it is on, an assessor
sees of the others only whether they are done, until the own sheet of that registration is
finished. Whoever collects the sheets sees all. Nobody is kept out by force: it is one machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from danvan_desktop.domain.sheets import Stage
from danvan_desktop.errors import UserError
from danvan_desktop.models import panel_queries as queries
from danvan_desktop.services import adoption, panels
from danvan_desktop.services.final_results import final_of
from danvan_desktop.services.panels import PanelRow
from danvan_desktop.services.score_sheets import SheetRow
from danvan_desktop.services.session import Changes, Session, Topic
from danvan_desktop.services.sheet_rules import find_registration

COLLECTOR = "*"
"""Chosen in place of an assessor: the one who collects and keys in the sheets of all."""

_SETTING = "assessors.independent"
HIDDEN_WORDS = "Đang ẩn"


@dataclass(frozen=True)
class Viewer:
    """Who looks, and of which registrations this person has finished the own sheet.

    `name` is the assessor's, empty for the collector and while nobody is `chosen`.
    """

    panel: PanelRow
    independent: bool
    chosen: str = ""
    name: str = ""
    finished: frozenset[str] = frozenset()

    @property
    def collects(self) -> bool:
        return self.chosen == COLLECTOR

    @property
    def must_choose(self) -> bool:
        """True where assessors are listed and nobody has said who is scoring."""
        return self.panel.listed and not self.chosen

    def sees_result(self, registration: str, *, complete: bool = False) -> bool:
        """Whether totals of a registration are shown; `complete`: all its sheets are in."""
        if not self.independent or self.collects or complete:
            return True
        if self.name in self.panel.excluded(registration):
            return False
        return registration in self.finished

    def sees_sheet(self, registration: str, assessor: str, *, complete: bool = False) -> bool:
        """Whether one appraisal of a registration may be opened."""
        return assessor == self.name or self.sees_result(registration, complete=complete)


def viewer(session: Session, programme_id: str, year: int, only: str = "") -> Viewer:
    """Who looks now, as it was last chosen on this machine.

    `only`: what this person has finished is read of one registration, not of the whole year.
    """
    panel = panels.panel_of(session, programme_id, year)
    if not panel.listed:
        return Viewer(panel, False)
    if session.view_only:
        return Viewer(panel, False, COLLECTOR)  # nobody scores here, and nothing is remembered
    chosen = str(session.setting(_key(programme_id, year), ""))
    person = next((one for one in panel.active if one.uid == chosen), None)
    on = independent(session, programme_id)
    if person is None:
        return Viewer(panel, on, chosen if chosen == COLLECTOR else "")
    finished = queries.finished_by(
        session.database, programme_id, year, session.office_uid, person.name, only
    )
    return Viewer(panel, on, person.uid, person.name, finished)


def choose(session: Session, programme_id: str, year: int, who: str) -> None:
    """Remember who sits here: uid of an assessor, or `COLLECTOR`."""
    session.remember(_key(programme_id, year), who)


def changed() -> Changes:
    """What pages are told when somebody else sits here: nothing official has changed."""
    return Changes(frozenset({Topic.SHEETS}), "", 0)


def _key(programme_id: str, year: int) -> str:
    return f"assessors.viewer.{programme_id}.{year}"


def independent(session: Session, programme_id: str) -> bool:
    """The office's setting for a programme; yes until it says otherwise."""
    return bool(adoption.answer(session, programme_id, _SETTING, True))


def set_independent(session: Session, programme_id: str, on: bool) -> Changes:
    """Keep the setting; journalled, since it changes what assessors see."""
    return adoption.set_answer(session, programme_id, _SETTING, on)


def check_may_open(view: Viewer, registration: str, assessor: str, complete: bool) -> None:
    """Raise `UserError` for a sheet that is hidden from who looks."""
    if view.sees_sheet(registration, assessor, complete=complete):
        return
    raise UserError(
        f"Phiếu của “{assessor}” được ẩn vì đang chấm độc lập.",
        safe="Phiếu của mọi người vẫn được giữ nguyên.",
        todo="Hoàn thành phiếu của mình cho đăng ký này thì xem được phiếu của người khác.",
    )


def viewer_of(session: Session, registration: str) -> Viewer:
    """As `viewer`, for the programme and year of one registration."""
    row = find_registration(registration)
    return viewer(session, row.programme_id, row.year, registration)


def shown_sheets(
    session: Session, registration: str, rows: Sequence[SheetRow]
) -> tuple[SheetRow, ...]:
    """The same sheets, without the results of those hidden from who looks."""
    view = viewer_of(session, registration)
    if not view.independent:
        return tuple(rows)
    complete = is_complete(session, registration)
    return tuple(
        row
        if row.stage is Stage.SELF
        or not row.own
        or view.sees_sheet(registration, row.assessor, complete=complete)
        else replace(row, total=None, passed=None, rank="", hidden=True)
        for row in rows
    )


def is_complete(session: Session, registration: str) -> bool:
    """Whether every expected sheet is in, so that there is nothing left to keep apart."""
    result = final_of(session, registration).result
    return result.finished >= result.expected
