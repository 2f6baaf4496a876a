"""Settings and drafts of the windows, kept in the open data folder."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from danvan_desktop.errors import StorageError
from danvan_desktop.services import drafts
from danvan_desktop.services.session import Session

log = logging.getLogger(__name__)


class SessionSettings:
    """`ui.stores.SettingsStore` over the session; silent when the folder cannot be written to.

    All are read at once: a list asks for the width of each of its columns.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, str] | None = None

    def read(self, name: str) -> str:
        return self._all().get(f"ui.{name}", "")

    def write(self, name: str, value: str) -> None:
        if not self._session.view_only and value != self.read(name):
            self._all()[f"ui.{name}"] = value
            try:
                self._session.remember(f"ui.{name}", value)
            except StorageError as error:  # a width or a filter is no reason to stop the work
                log.warning("setting not kept: %s", type(error).__name__)

    def _all(self) -> dict[str, str]:
        if self._known is None:
            self._known = {key: str(value) for key, value in self._session.settings("ui.").items()}
        return self._known


class SessionDrafts:
    """`ui.stores.Drafts` over the session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def load(self, key: str) -> Mapping[str, str] | None:
        return drafts.kept(self._session, key)

    def keep(self, key: str, values: Mapping[str, str]) -> None:
        drafts.keep(self._session, key, dict(values))

    def drop(self, key: str) -> None:
        drafts.drop(self._session, key)
