"""The two kinds of error an official may see; everything else is a bug.

Owns nothing but the classes. Messages are Vietnamese and say three things: what happened,
what is safe, what to do.
"""

from __future__ import annotations


class DanVanError(Exception):
    """Base of the errors that are shown as they are. `str(error)` is the whole message."""

    def __init__(self, what: str, *, safe: str = "", todo: str = "") -> None:
        self.what = what
        self.safe = safe
        self.todo = todo
        super().__init__("\n".join(part for part in (what, safe, todo) if part))


class UserError(DanVanError):
    """The official can put it right: an empty field, a file of the wrong kind."""


class FieldError(UserError):
    """A `UserError` that belongs to one field of a form, so that the form can show it there."""

    def __init__(self, field: str, what: str, *, todo: str = "") -> None:
        self.field = field
        super().__init__(what, todo=todo)


class StorageError(DanVanError):
    """The place where data lies: disk full, locked, read-only, damaged, of a newer version."""


class DamagedDataError(StorageError):
    """The database is damaged, empty or gone: a verified copy can take its place."""
