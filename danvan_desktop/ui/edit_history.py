"""Undo and redo over whole states: each state is frozen, so that going back is taking an old one.

    history = History(state)
    history.record(state, "title")      # typing on in the same place makes one step
    history.undo(); history.redo()      # the state to show, None when there is none

Owns the stack alone; what a state is and how it is shown is the window's.
"""

from __future__ import annotations

from typing import Generic, TypeVar

State = TypeVar("State")

MOST_STEPS = 500


class History(Generic[State]):
    """See the module's text."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._before: list[State] = []
        self._after: list[State] = []
        self._key = ""

    def record(self, state: State, key: str = "") -> None:
        """A new state; with the key of the last one it takes its place in one step."""
        if not (key and key == self._key and self._before):
            self._before.append(self.state)
            del self._before[:-MOST_STEPS]
        self._key = key
        self._after.clear()
        self.state = state

    def replace(self, state: State) -> None:
        """Another look at the same state (what is selected): no step of its own."""
        self.state = state

    def pause(self) -> None:
        """What comes next is a step of its own, also in the same place."""
        self._key = ""

    def undo(self) -> State | None:
        """The state before, None at the beginning."""
        return self._go(self._before, self._after)

    def redo(self) -> State | None:
        """The state that was undone, None when there is none."""
        return self._go(self._after, self._before)

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        return bool(self._after)

    def _go(self, source: list[State], to: list[State]) -> State | None:
        self._key = ""
        if not source:
            return None
        to.append(self.state)
        self.state = source.pop()
        return self.state
