"""What the windows remember between two runs, as the small protocols services fill in.

Owns the protocols and an in-memory version of each for tests and pictures. Holds no file format
and no database: the composition root hands the true ones down.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class SettingsStore(Protocol):
    """Small facts of this office's windows (widths, last folder), by name."""

    def read(self, name: str) -> str:
        """The text kept under `name`, "" when there is none."""
        ...

    def write(self, name: str, value: str) -> None:
        """Keep `value` under `name`."""
        ...


class Drafts(Protocol):
    """Texts typed and not yet saved, by the key of the dialog and record they belong to."""

    def load(self, key: str) -> Mapping[str, str] | None:
        """The kept texts by field name, None when there are none."""
        ...

    def keep(self, key: str, values: Mapping[str, str]) -> None:
        """Keep these texts, replacing the earlier ones."""
        ...

    def drop(self, key: str) -> None:
        """Forget them: the record was saved or the official threw them away."""
        ...


class MemorySettings:
    """Settings that live as long as the object."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def read(self, name: str) -> str:
        return self.values.get(name, "")

    def write(self, name: str, value: str) -> None:
        self.values[name] = value
