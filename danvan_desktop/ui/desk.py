"""Puts the window together over an open session: the workplace, its places, programme and year.

`Desk` is what the start, the tour and the tests of the whole window share.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from shiboken6 import isValid

from danvan_desktop.services import (
    adoption,
    initiative_years,
    office,
    paper_search,
    registration_list,
)
from danvan_desktop.services.session import Changes, Session, Topic
from danvan_desktop.ui.frame import Frame
from danvan_desktop.ui.messages import Messages
from danvan_desktop.ui.places import SearchHit
from danvan_desktop.ui.session_stores import SessionDrafts, SessionSettings
from danvan_desktop.ui.sheet_file_door import SheetFileDoor, SheetFileDrops
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.workplace import Workplace

_HITS = 20
_FEW = 6
"""With fewer hits than that in the year at hand, other years are searched too; and as many papers
as that are shown."""


class Desk:
    """The main window and what stands behind it.

    `messages` is replaced in tests and the tour; `frame` is the window already on screen, if any.
    """

    def __init__(
        self, session: Session, messages: Messages | None = None, frame: Frame | None = None
    ) -> None:
        store = SessionSettings(session)
        frame = frame or Frame(messages or Messages(store))
        frame.messages.remember_in(store)
        self.session = session
        self.messages = frame.messages
        self.runner = frame.runner
        self.work = Workplace(session, self.messages, self.runner, store, SessionDrafts(session))
        self.window = frame.window
        self._frame = frame
        self.window.search_with(self._search)
        frame.work = self.work
        self.work.broadcast = self._broadcast
        self.work.go = self.window.go
        self.work.say = self.window.say
        self.runner.unheard.connect(self._on_unheard)
        self.window.context_changed.connect(self._on_context)
        self.door = SheetFileDoor(self.window, self.work)
        SheetFileDrops(self.window, self.open_file)
        self._fill_context()
        self._show_facts()

    def open(self) -> None:
        """Show the window at its first place."""
        self.window.start()
        self.window.show()

    def open_file(self, path: Path) -> None:
        """Open a sheet file that was dropped on the window, or that the program was called with."""
        self.door.open(path)

    def _fill_context(self) -> None:
        rows = adoption.adopted(self.session)
        self.window.set_programmes(
            [(row.programme_id, row.name) for row in rows], self._chosen_programme(rows)
        )
        self._fill_years(self.window.context()[0])
        self.work.programme_id, self.work.year = self.window.context()

    def _chosen_programme(self, rows: tuple[adoption.AdoptedRow, ...]) -> str:
        wanted = self.work.programme_id or self.work.store.read("programme")
        known = [row.programme_id for row in rows]
        return wanted if wanted in known else (known[0] if known else "")

    def _fill_years(self, programme_id: str) -> None:
        if not programme_id:
            return
        years = adoption.programme(self.session, programme_id).years
        wanted = self.work.year or int(self.work.store.read(f"year.{programme_id}") or 0)
        if wanted not in years:
            wanted = min(max(self.session.today().year, years[0]), years[-1])
        self.window.set_years(years, wanted)

    def _on_context(self, programme_id: str, year: int) -> None:
        if programme_id != self.work.programme_id:
            self.work.programme_id, self.work.year = programme_id, 0
            self._fill_years(programme_id)
            _, year = self.window.context()
        self.work.programme_id, self.work.year = programme_id, year
        self.work.store.write("programme", programme_id)
        self.work.store.write(f"year.{programme_id}", str(year))
        self.window.broadcast(None)

    def _broadcast(self, changes: Changes | None) -> None:
        if changes is None or changes.concern(Topic.PROGRAMMES, Topic.OFFICE):
            self._fill_context()
        self._show_facts()
        self.window.broadcast(changes)

    def _on_unheard(self, result: object) -> None:
        """What work wrote whose window is gone concerns the pages as before."""
        if isinstance(result, Changes) and isValid(self.window):
            self._broadcast(result)

    def _show_facts(self) -> None:
        row = office.office(self.session)
        self.window.set_office(row.name if row else "")
        last = self.session.setting("last_backup", "")
        if self.session.view_only:
            self.window.set_backup("Chỉ xem: thư mục dữ liệu không cho phép ghi", Tone.WARN)
        elif last:
            day = datetime.fromisoformat(last).astimezone()
            self.window.set_backup(f"Sao lưu gần nhất: {day:%H:%M %d/%m/%Y}", Tone.GOOD)
        else:
            self.window.set_backup("Chưa sao lưu lần nào", Tone.WARN)

    def _search(self, text: str) -> list[SearchHit]:
        if not self.work.programme_id:
            return []
        source = registration_list.listing(
            self.session, self.work.programme_id, self.work.year, words=text
        )
        found = [
            SearchHit(row.name, f"{row.place_name} - {row.state_words}", "registrations", row.uid)
            for row in source.page(0)[:_HITS]
        ]
        if len(found) < _FEW:
            found += self._other_years(text)
        return [*found[:_FEW], *self._papers(text), *found[_FEW:]]

    def _papers(self, text: str) -> list[SearchHit]:
        """Papers on their way and issued ones, behind the first registrations."""
        work = self.work
        found = paper_search.find(self.session, text, work.programme_id, work.year, _FEW)
        return [SearchHit(one.title, one.detail, "papers", one.uid) for one in found]

    def _other_years(self, text: str) -> list[SearchHit]:
        """What is found in other years, to be opened with all its years."""
        work = self.work
        others = initiative_years.in_other_years(self.session, text, work.programme_id, work.year)
        return [
            SearchHit(
                one.name, f"Năm {one.years} - xem qua các năm", "registrations", one.registration
            )
            for one in others
        ]

    def close(self) -> None:
        """Close the window and wait for what runs; nothing of it can be used after."""
        self._frame.close()
