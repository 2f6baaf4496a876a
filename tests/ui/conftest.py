"""A QApplication dressed as ours for every test of a window, drawn offscreen."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from danvan_desktop.ui import application
from danvan_desktop.ui.stores import MemorySettings
from tests.ui.answers import Answers


class MemoryDrafts:
    """Drafts that live as long as the object."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, str]] = {}

    def load(self, key: str) -> Mapping[str, str] | None:
        return self.values.get(key)

    def keep(self, key: str, values: Mapping[str, str]) -> None:
        self.values[key] = dict(values)

    def drop(self, key: str) -> None:
        self.values.pop(key, None)


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    app = application.make(["tests"])
    yield app
    app.closeAllWindows()


@pytest.fixture
def answers() -> Iterator[Answers]:
    """Messages that answer from a script; a test fails when a prepared answer was not used."""
    made = Answers()
    yield made
    assert made.left() == []


@pytest.fixture
def store() -> MemorySettings:
    return MemorySettings()


@pytest.fixture
def drafts() -> MemoryDrafts:
    return MemoryDrafts()
