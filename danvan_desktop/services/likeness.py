"""The same name in another place or channel, among own registrations and received ones.

A name is never a key: what is found is shown to a person, who knows whether one thing was entered
twice, or reported through two channels, or whether two places do the same. Equal names are found
at once for a whole list; names that are only near are looked for where one is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from danvan_desktop.models import KnownOffice, Registration, Unit
from danvan_desktop.services import adoption
from danvan_desktop.services.session import Session

LEAST_LIKENESS = 90
"""Of 100, below which two names are not called near."""
_SHOWN = 3
_PLAIN = re.compile(r"\b(mo hinh|dan van kheo|mau|dien hinh|phan viec|cong trinh)\b")
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class _Entry:
    uid: str
    name: str
    key: str
    initiative: str
    place: str
    sender: str
    programme: str

    @property
    def numbers(self) -> list[str]:
        return sorted(_NUMBERS.findall(self.key))

    def is_same(self, other: _Entry) -> bool:
        """One initiative or exemplar registered for two titles is no double."""
        if self.initiative or other.initiative:
            return self.initiative == other.initiative
        return (self.place, self.sender, self.programme) == (
            other.place,
            other.sender,
            other.programme,
        )

    def where(self, seen_from: _Entry) -> str:
        """Where it is registered; the programme only where it is another one."""
        other = self.programme != seen_from.programme
        parts = (self.place, self.sender, f"chương trình “{self.programme}”" if other else "")
        return ", ".join(part for part in parts if part)


class Names:
    """The registrations of a year under every programme, by their folded names."""

    def __init__(self, session: Session, year: int) -> None:
        offices = {row.uid: row.name for row in KnownOffice.select()}
        units = {row.uid: row.name for row in Unit.select(Unit.uid, Unit.name)}
        channels = {row.programme_id: row.name for row in adoption.adopted(session)}
        query = Registration.select(
            Registration.uid,
            Registration.name,
            Registration.search_key,
            Registration.initiative,
            Registration.unit,
            Registration.owner,
            Registration.programme_id,
        ).where(Registration.year == year, ~Registration.deleted)
        self._entries: dict[str, _Entry] = {}
        self._same: dict[str, list[str]] = {}
        rows: Any = query.order_by(Registration.sort_key, Registration.uid).tuples()
        for uid, name, folded, initiative, unit, owner, programme in rows:
            entry = _Entry(
                uid,
                name,
                key := _key(folded),
                initiative or "",
                units.get(unit, ""),
                "" if owner == session.office_uid else offices.get(owner, ""),
                channels.get(programme, programme),
            )
            self._entries[uid] = entry
            self._same.setdefault(key, []).append(uid)

    def same(self, uid: str) -> tuple[str, ...]:
        """Sentences about others of the same name, three at most."""
        entry = self._entries.get(uid)
        if entry is None:
            return ()
        others = [self._entries[one] for one in self._same[entry.key]]
        return _sentences("Trùng tên với", entry, others)

    def near(self, uid: str) -> tuple[str, ...]:
        """Sentences about others whose names are nearly the same; numbers must agree."""
        from rapidfuzz import fuzz, process

        entry = self._entries.get(uid)
        if entry is None:
            return ()
        numbers = entry.numbers
        others = {
            one.uid: one.key
            for one in self._entries.values()
            if one.key != entry.key and one.numbers == numbers
        }
        found = process.extract(
            entry.key,
            others,
            scorer=fuzz.token_sort_ratio,
            limit=_SHOWN,
            score_cutoff=LEAST_LIKENESS,
        )
        near = [self._entries[one] for _key_, _score, one in found]
        return _sentences("Tên gần giống", entry, near)


def _sentences(words: str, entry: _Entry, others: Sequence[_Entry]) -> tuple[str, ...]:
    found = [one for one in others if one.uid != entry.uid and not one.is_same(entry)]
    shown = [f"{words} “{one.name}” - {one.where(entry)}." for one in found[:_SHOWN]]
    more = len(found) - len(shown)
    return (*shown, f"{words} {more} đăng ký khác nữa.") if more > 0 else tuple(shown)


def _key(folded: str) -> str:
    """A folded name without the words that most names share."""
    bare = " ".join(_PLAIN.sub(" ", folded).split())
    return bare or folded
