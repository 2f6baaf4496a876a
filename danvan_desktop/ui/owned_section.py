"""A section over rows that the office owns beside rows that others sent: only the own are edited.

Owns what places and organisations have in common: the word about received rows, succession,
removing, and telling what was done. What the rows are, and their dialogs, is each section's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar

from danvan_desktop.errors import DanVanError
from danvan_desktop.services.session import Changes, Session
from danvan_desktop.ui.settings_section import SettingsSection
from danvan_desktop.ui.succession_dialog import SuccessionDialog, SuccessionInput


class OwnedRow(Protocol):
    """What a row of such a section has."""

    @property
    def uid(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def own(self) -> bool: ...


Owned = TypeVar("Owned", bound=OwnedRow)
Succeed = Callable[..., Changes]
"""`succession.succeed_units` or `succeed_bodies`."""


class OwnedSection(SettingsSection, Generic[Owned]):
    """See the module's text. `noun` is the thing in the middle of a sentence: "địa bàn"."""

    noun: str

    def _chosen(self) -> list[Owned]:
        raise NotImplementedError

    def _select(self, uid: str) -> None:
        """Select the row that was just written."""
        raise NotImplementedError

    def _own_chosen(self) -> list[Owned]:
        """The chosen ones; none, and a word of why, when one of them is not ours."""
        rows = self._chosen()
        if all(row.own for row in rows):
            return rows
        noun = self.noun[:1].upper() + self.noun[1:]
        self.work.messages.info(self, f"{noun} này do đơn vị khác gửi lên, chỉ đơn vị đó sửa được.")
        return []

    def _ask_succession(
        self,
        rows: Sequence[Owned],
        others: Sequence[tuple[Owned, str]],
        succeed: Succeed,
        words: str,
    ) -> None:
        """Let the chosen rows be succeeded by one of `others` (each with its text) that is ours."""
        taken = {row.uid for row in rows}
        dialog = SuccessionDialog(
            self,
            self.work.messages,
            [row.name for row in rows],
            [(row.uid, text) for row, text in others if row.own and row.uid not in taken],
            partial(self._succeed, succeed, [row.uid for row in rows]),
        )
        if dialog.ask() is not None:
            self._tell(dialog.result_value, words)

    def _succeed(self, succeed: Succeed, uids: list[str], given: SuccessionInput) -> Changes:
        return succeed(self.work.session, uids, given.successor, given.on, given.paper)

    def _ask_removal(
        self, rows: Sequence[Owned], remove: Callable[[Session, str], Changes], detail: str
    ) -> None:
        """Ask, then remove in this order until one is refused; what went before stays removed."""
        one = len(rows) == 1
        asked = f"Xóa {self.noun} “{rows[0].name}”?" if one else f"Xóa {len(rows)} {self.noun}?"
        yes = f"Xóa {self.noun}"
        if not self.work.messages.confirm(self, asked, detail=detail, yes=yes, danger=True):
            return
        changes: Changes | None = None
        try:
            for row in rows:
                changes = remove(self.work.session, row.uid)
        except DanVanError as error:
            self.work.messages.error(self, error)
        if changes is not None:
            self._tell(changes, f"Đã xóa {self.noun}.")

    def _tell(self, changes: Changes, words: str) -> None:
        self.work.broadcast(changes)
        self.work.say(words)
        if changes.uid:
            self._select(changes.uid)
