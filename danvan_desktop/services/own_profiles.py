"""A body's own copy of a profile: kept whole as TOML, checked when read, and never in the way.

A copy holds for papers of the dates that its profile holds for. One that cannot be used (an older
form, a damaged row) stops no paper: the shipped profile stands in, and `broken` says why. How a
profile is built is `documents/profiles`; the fields of the window are `profile_fields`.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from danvan_desktop.errors import UserError
from danvan_desktop.models import Body, ProfileCopy
from danvan_desktop.saving import explain, replacing
from danvan_desktop.services.session import Changes, Session, Topic

if TYPE_CHECKING:
    from danvan_desktop.documents.profile_format import Profile
    from danvan_desktop.documents.profiles import ProfileDefect

log = logging.getLogger(__name__)

MAX_BYTES = 100_000
_TOLD = "profile_copies_told"


@dataclass(frozen=True)
class CopyRow:
    """A copy as the organisations list it; `problem` says why it is not used, "" when it is."""

    body: str
    profile: str
    problem: str


def copies() -> tuple[CopyRow, ...]:
    """Every copy of the office, each with whether it can be used."""
    return tuple(
        CopyRow(row.body_id, row.profile, _problem(row))
        for row in ProfileCopy.select().order_by(ProfileCopy.body, ProfileCopy.profile)
    )


def family(profile_id: str) -> tuple[tuple[str, str], ...]:
    """(id, name) of the profiles a body prints in over the years: its own first."""
    from danvan_desktop.documents import profiles

    own = profiles.load(profile_id)
    every = [profiles.load(item) for item in profiles.profile_ids()]
    same = [one for one in every if one.family == own.family and one.id != own.id]
    return tuple((one.id, one.name) for one in (own, *same))


def shipped_values(profile_id: str) -> dict[str, Any]:
    """The values of the shipped profile, nested as in its file."""
    from danvan_desktop.documents import profiles

    return profiles.mapping(profile_id)


def values(body: str, profile_id: str) -> dict[str, Any]:
    """The body's own values laid over the shipped ones; the shipped where a copy is unreadable."""
    from danvan_desktop.documents import profiles

    row = _row(body, profile_id)
    shipped = profiles.mapping(profile_id)
    if row is None:
        return shipped
    try:
        return profiles.laid_over(shipped, _checked(profile_id, row.text))
    except UserError:
        return shipped


def defects(profile_id: str, given: Mapping[str, Any]) -> list[ProfileDefect]:
    """What is wrong with these values, by dotted key."""
    from danvan_desktop.documents import profiles

    return profiles.defects_of(profile_id, given)


def profile_for(session: Session, body: Body, day: date | None) -> Profile:
    """The body's profile in force on the paper's date, in its own copy where it has one."""
    from danvan_desktop.documents import profiles

    shipped = profiles.for_paper(body.profile, day or session.today())
    row = _row(body.uid, shipped.id) if body.uid else None
    if row is None:
        return shipped
    try:
        return profiles.load(shipped.id, _checked(shipped.id, row.text))
    except UserError as error:
        log.warning("own profile %s cannot be used", shipped.id)
        session.memory.setdefault(_TOLD, {}).setdefault(row.row_hash, _fallback(row, str(error)))
        return shipped


def take_warnings(session: Session) -> tuple[str, ...]:
    """What has to be said of copies that could not be used, each once while the folder is open."""
    told: dict[str, str] = session.memory.setdefault(_TOLD, {})
    found = tuple(words for words in told.values() if words)
    for key in told:
        told[key] = ""
    return found


def save(session: Session, body: str, profile_id: str, given: Mapping[str, Any]) -> Changes:
    """Keep the body's copy; values equal to the shipped ones take the copy away.

    Raises `UserError` that names every defect.
    """
    if given == shipped_values(profile_id):
        return drop(session, body, profile_id)
    text = _text(profile_id, given)
    _checked(profile_id, text)
    row = _row(body, profile_id)
    today = session.today()
    with session.write("Sửa thể thức văn bản của tổ chức", Topic.SETTINGS, Topic.UNITS) as work:
        if row is None:
            work.insert(
                ProfileCopy, body=body, profile=profile_id, text=text, changed_on=today, about=body
            )
        else:
            work.update(row, body, text=text, changed_on=today)
        work.uid = body
    return work.changes


def drop(session: Session, body: str, profile_id: str) -> Changes:
    """Go back to the shipped profile; nothing happens where there is no copy."""
    row = _row(body, profile_id)
    with session.write("Trả thể thức văn bản về mặc định", Topic.SETTINGS, Topic.UNITS) as work:
        if row is not None:
            work.purge(row, body)
        work.uid = body
    return work.changes


def write_file(path: Path, profile_id: str, given: Mapping[str, Any]) -> None:
    """A copy as a TOML file that another office can take in."""
    text = _text(profile_id, given)
    _checked(profile_id, text)
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def read_file(path: Path, profile_id: str) -> dict[str, Any]:
    """The values of such a file laid over the shipped ones.

    Raises `UserError` for a file that is too large, unreadable, of another profile or unsound.
    """
    from danvan_desktop.documents import profiles

    try:
        raw = path.read_bytes()[: MAX_BYTES + 1]
    except OSError as error:
        raise explain(error, path) from error
    if len(raw) > MAX_BYTES:
        raise _unreadable("tệp quá lớn")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable("không phải tệp chữ UTF-8") from error
    return profiles.laid_over(profiles.mapping(profile_id), _checked(profile_id, text))


def _row(body: str, profile_id: str) -> ProfileCopy | None:
    found: ProfileCopy | None = ProfileCopy.get_or_none(
        ProfileCopy.body == body, ProfileCopy.profile == profile_id
    )
    return found


def _problem(row: ProfileCopy) -> str:
    try:
        _checked(row.profile, row.text)
    except UserError as error:
        return str(error)
    return ""


def _fallback(row: ProfileCopy, reason: str) -> str:
    return (
        f"Thể thức riêng của {row.body.name} không dùng được nên văn bản in theo thể thức mặc "
        f"định. {reason} Mở “Thiết lập”, phần “Tổ chức”, bấm “Thể thức văn bản...” để sửa."
    )


def _checked(profile_id: str, text: str) -> dict[str, Any]:
    """The values of a copy. Raises `UserError` naming what is wrong with it."""
    import tomllib

    from danvan_desktop.documents import profiles

    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _unreadable(f"sai cú pháp ({error})") from error
    named = found.get("id", profile_id)
    if named != profile_id:
        raise _unreadable(f"đây là thể thức “{named}”, không phải “{profile_id}”")
    given = {key: value for key, value in found.items() if key not in profiles.IDENTITY}
    profiles.load(profile_id, given)
    return given


def _text(profile_id: str, given: Mapping[str, Any]) -> str:
    import tomlkit

    return tomlkit.dumps({"id": profile_id, **given})


def _unreadable(reason: str) -> UserError:
    return UserError(
        f"Không dùng được thể thức văn bản này: {reason}.",
        safe="Thể thức đang dùng không thay đổi.",
        todo="Chọn tệp .toml xuất ra từ mục “Thể thức văn bản” của cùng loại tổ chức.",
    )
