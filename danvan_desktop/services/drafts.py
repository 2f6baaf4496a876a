"""Unsaved text of forms, kept on close and after a crash. Not journalled, never sent."""

from __future__ import annotations

import json
import logging
from typing import Any

from danvan_desktop.errors import StorageError
from danvan_desktop.models import Draft
from danvan_desktop.models.database import immediate
from danvan_desktop.services.session import Session

log = logging.getLogger(__name__)


def keep(session: Session, key: str, values: dict[str, Any]) -> None:
    """Keep the values of a form under its key, replacing what was kept before.

    Raises `StorageError` when the disk is full or the file is gone; in a folder that can only be
    viewed nothing is kept.
    """
    if session.view_only:
        return
    session.check_writable()
    with immediate(session.database):
        row = Draft.get_or_none(Draft.uid == key)
        exists = row is not None
        row = row or Draft(uid=key)
        row.payload = json.dumps(values, sort_keys=True)  # ASCII: half a character is kept too
        row.saved_at = session.now_text()
        row.row_hash = row.compute_hash()
        row.save(force_insert=not exists)


def kept(session: Session, key: str) -> dict[str, Any] | None:
    """What was kept under this key, None when nothing was or it can no longer be read."""
    del session
    row = Draft.get_or_none(Draft.uid == key)
    try:
        values = json.loads(row.payload) if row else None
    except ValueError:
        return None
    return values if isinstance(values, dict) else None


def drop(session: Session, key: str) -> None:
    """Forget it: the form was saved, or the person does not want it.

    Where the disk does not allow that it stays and is offered again: no reason to keep a form open.
    """
    if session.view_only:
        return
    try:
        session.check_writable()
        with immediate(session.database):
            Draft.delete().where(Draft.uid == key).execute()
    except StorageError as error:
        log.warning("draft stays: %s", type(error).__name__)


def keys(session: Session) -> list[str]:
    """Keys of all kept drafts, for the offer to restore them at start."""
    del session
    return [row.uid for row in Draft.select(Draft.uid).order_by(Draft.uid)]
