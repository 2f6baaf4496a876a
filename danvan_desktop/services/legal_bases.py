"""The dated catalogue of legal bases: what the program ships, and the lines an office adds.

Owns the list as the settings show it, the office's own lines and which of the program's it has put
out of use (settings: they are proposals, and nothing official changes with them). Proposing them in
a paper is `decision_wording`.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from danvan_desktop.domain.text import checked_line, search_key
from danvan_desktop.domain.units import Channel
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.services import decision_wording
from danvan_desktop.services.session import Changes, Session, Topic

OWN_BASES = "own_bases"
"""Setting: the office's own lines of the catalogue."""
UNUSED_BASES = "unused_bases"
"""Setting: texts of the program's lines that the office has put out of use."""
_MOST = 200


@dataclass(frozen=True)
class BaseDraft:
    """A line as typed. `channel` None: for papers of every channel; both dates are included."""

    text: str
    channel: Channel | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


@dataclass(frozen=True)
class BaseLine:
    """A line of the catalogue; `uid` is empty for the program's own."""

    uid: str
    text: str
    channels: tuple[Channel, ...]
    valid_from: date | None
    valid_to: date | None
    source: str
    in_force: bool
    unused: bool = False
    """One of the program's that the office has put out of use."""

    @property
    def own(self) -> bool:
        return bool(self.uid)

    def draft(self) -> BaseDraft:
        channel = self.channels[0] if self.channels else None
        return BaseDraft(self.text, channel, self.valid_from, self.valid_to, self.source)


def lines(session: Session) -> tuple[BaseLine, ...]:
    """The whole catalogue: the office's own lines, what is proposed today, the rest.

    `in_force` is as of today.
    """
    today, put_out = session.today(), unused(session)
    own = [_line(entry, today) for entry in session.setting(OWN_BASES, [])]
    shipped = (
        BaseLine(
            "",
            str(entry["text"]),
            tuple(Channel(one) for one in entry["channels"]),
            entry.get("from"),
            entry.get("to"),
            str(entry.get("source", "")),
            decision_wording.in_force(entry.get("from"), entry.get("to"), today),
            entry["text"] in put_out,
        )
        for entry in decision_wording.catalogue()
    )
    return (*own, *sorted(shipped, key=lambda line: line.unused or not line.in_force))


def unused(session: Session) -> frozenset[str]:
    """Texts of the program's lines that papers of this office are not proposed."""
    return frozenset(session.setting(UNUSED_BASES, []))


def set_used(session: Session, text: str, used: bool) -> Changes:
    """Put one of the program's lines out of use, or back; papers that have it keep it."""
    others = unused(session) - {text}
    session.remember(UNUSED_BASES, sorted(others if used else {*others, text}))
    return Changes(frozenset({Topic.SETTINGS}), text)


def own_texts(session: Session, channel: Channel, on: date) -> tuple[str, ...]:
    """The office's lines for papers of a channel, those in force on the paper's date."""
    return tuple(
        line.text
        for line in (_line(entry, on) for entry in session.setting(OWN_BASES, []))
        if line.in_force and (not line.channels or channel in line.channels)
    )


def save(session: Session, draft: BaseDraft, uid: str = "") -> Changes:
    """Add a line, or put it in the place of one.

    Raises `FieldError` for an empty or doubled line, or dates the wrong way round.
    """
    checked = _checked(draft)
    entries: list[dict[str, Any]] = session.setting(OWN_BASES, [])
    others = [entry for entry in entries if entry["uid"] != uid]
    key = search_key(checked.text)
    if any(search_key(entry["text"]) == key for entry in others):
        raise FieldError("text", "Căn cứ này đã có trong danh mục của đơn vị.")
    if len(others) >= _MOST:
        raise UserError(f"Danh mục của đơn vị đã có {_MOST} căn cứ.", todo="Xóa bớt căn cứ cũ.")
    made = _entry(checked, uid or str(uuid.uuid4()))
    if uid and len(others) < len(entries):
        kept = [made if entry["uid"] == uid else entry for entry in entries]
    else:
        kept = [*entries, made]
    session.remember(OWN_BASES, kept)
    return Changes(frozenset({Topic.SETTINGS}), made["uid"])


def remove(session: Session, uid: str) -> Changes:
    """Take one of the office's lines away; papers that have it keep it."""
    entries: list[dict[str, Any]] = session.setting(OWN_BASES, [])
    session.remember(OWN_BASES, [entry for entry in entries if entry["uid"] != uid])
    return Changes(frozenset({Topic.SETTINGS}), uid)


def _checked(draft: BaseDraft) -> BaseDraft:
    text = checked_line("text", "Căn cứ", draft.text, required=True, limit=500)
    source = checked_line("source", "Nguồn", draft.source, limit=250)
    if draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from:
        raise FieldError("valid_to", "Ngày hết hiệu lực phải sau ngày có hiệu lực.")
    return replace(draft, text=text.rstrip(";., "), source=source)


def _entry(draft: BaseDraft, uid: str) -> dict[str, Any]:
    return {
        "uid": uid,
        "text": draft.text,
        "channel": draft.channel.value if draft.channel else "",
        "from": draft.valid_from.isoformat() if draft.valid_from else "",
        "to": draft.valid_to.isoformat() if draft.valid_to else "",
        "source": draft.source,
    }


def _line(entry: dict[str, Any], on: date) -> BaseLine:
    first, last = (date.fromisoformat(entry[key]) if entry[key] else None for key in ("from", "to"))
    channels = (Channel(entry["channel"]),) if entry["channel"] else ()
    holds = decision_wording.in_force(first, last, on)
    return BaseLine(entry["uid"], entry["text"], channels, first, last, entry["source"], holds)
