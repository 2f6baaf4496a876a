"""The places of the window's left list, and what a page of one must offer.

Owns the shapes only: `Place` (how a page is listed and made), `Page` (what the window calls),
`SearchHit` (a line under the search box).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from danvan_desktop.services.session import Changes


@runtime_checkable
class Page(Protocol):
    """A widget the window can show. Only pages that stand in the list have one."""

    def reload(self, changes: Changes | None) -> None:
        """Read again what is shown. None: everything may have changed (also the first time)."""
        ...


@runtime_checkable
class FindsTargets(Protocol):
    """A page that can show one record when asked from elsewhere."""

    def show_target(self, target: str) -> None:
        """Select and show the record with this uid."""
        ...


@runtime_checkable
class KeepsText(Protocol):
    """A page that may hold typed text when the window closes."""

    def may_close(self) -> bool:
        """False keeps the window open."""
        ...


@runtime_checkable
class TakesFocus(Protocol):
    """A page with a widget to begin at, when its place was opened by a key."""

    def take_focus(self) -> None:
        """Go to what is done first."""
        ...


@dataclass(frozen=True)
class Place:
    """One line of the left list. `factory` makes the page when it is first opened."""

    key: str
    title: str
    icon: str
    factory: Callable[[], QWidget]


@dataclass(frozen=True)
class SearchHit:
    """One thing found: where it is (`place`), which record, and how the line reads."""

    title: str
    detail: str
    place: str
    target: str


Search = Callable[[str], Sequence[SearchHit]]
