"""What tests of windows are given: scripted answers, settings and drafts in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

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


@pytest.fixture(autouse=True)
def _keys_let_go() -> Iterator[None]:
    """For Qt a key sent with Ctrl leaves Ctrl pressed, and a list then adds to what is selected."""
    yield
    if QGuiApplication.instance() is not None and QGuiApplication.keyboardModifiers():
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)


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
