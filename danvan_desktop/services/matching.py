"""Finding the place or organisation that somebody has typed by name.

A name is never a key: what is not clear is given back as suggestions, and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.text import clean_line, search_key
from danvan_desktop.domain.units import UnitKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.services import office, units
from danvan_desktop.services.session import Changes, Session

SUGGESTIONS = 5
LEAST_LIKENESS = 60
"""Of 100, below which a name is not proposed."""

_SHORT = {
    "tdp": "to dan pho",
    "kp": "khu pho",
    "kdc": "khu dan cu",
    "p": "phuong",
    "x": "xa",
    "t": "thon",
    "cb": "chi bo",
    "bctmt": "ban cong tac mat tran",
    "ubmttq": "uy ban mttq",
    "ubnd": "uy ban nhan dan",
    "hnd": "hoi nong dan",
    "hpn": "hoi phu nu",
    "ccb": "cuu chien binh",
}
_NUMBER = re.compile(r"(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])")
_NUMBERED = re.compile(r"\bso (?=[0-9])")
_KIND_WORDS = (
    "to dan pho",
    "khu dan cu",
    "khu pho",
    "dac khu",
    "thon",
    "xom",
    "ban",
    "ap",
    "xa",
    "phuong",
    "to",
)
_KINDS = (
    ("to dan pho", UnitKind.RESIDENTIAL_GROUP),
    ("to ", UnitKind.RESIDENTIAL_GROUP),
    ("khu pho", UnitKind.QUARTER),
    ("thon", UnitKind.VILLAGE),
    ("ap ", UnitKind.HAMLET),
    ("ban ", UnitKind.BAN),
)


@dataclass(frozen=True)
class Place:
    """A place, or an organisation at one. `body` is empty for a place."""

    unit: str
    body: str
    name: str
    detail: str
    """Where it lies, to tell places of one name apart."""

    @property
    def label(self) -> str:
        return f"{self.name} ({self.detail})" if self.detail else self.name


@dataclass(frozen=True)
class PlaceMatch:
    """What a typed name stands for: one place, or suggestions, the likeliest first."""

    place: Place | None
    suggestions: tuple[Place, ...] = ()

    @property
    def unit(self) -> str:
        return self.place.unit if self.place else ""

    @property
    def body(self) -> str:
        return self.place.body if self.place else ""


class PlaceIndex:
    """Places and organisations by their folded names; made once, asked for many lines."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places: tuple[Place, ...] = tuple(places)
        self._names: dict[str, list[Place]] = {}
        self._bare: dict[str, list[Place]] = {}
        self._keys: list[str] = []
        self._known: dict[str, PlaceMatch] = {}
        for place in self.places:
            key = _key(place.name)
            self._keys.append(key)
            for name in {key, _key(f"{place.name} {place.detail}")}:
                self._names.setdefault(name, []).append(place)
            self._bare.setdefault(_bare(key), []).append(place)

    def resolve(self, text: str) -> PlaceMatch:
        """The one place of this name, with or without its word of kind, else suggestions."""
        key = _key(text)
        if key not in self._known:
            self._known[key] = self._resolve(key)
        return self._known[key]

    def _resolve(self, key: str) -> PlaceMatch:
        if not key:
            return PlaceMatch(None)
        # A kind that was typed must not be overruled: "thôn 2" is not "tổ dân phố 2".
        bare = _bare(key)
        other = self._bare.get(key, []) if bare == key else self._names.get(bare, [])
        for found in (self._names.get(key, []), other):
            if len(found) == 1:
                return PlaceMatch(found[0])
            if found:
                return PlaceMatch(None, tuple(found[:SUGGESTIONS]))
        return PlaceMatch(None, self._near(key))

    def _near(self, key: str) -> tuple[Place, ...]:
        from rapidfuzz import fuzz, process

        found = process.extract(
            key, self._keys, scorer=fuzz.WRatio, limit=SUGGESTIONS, score_cutoff=LEAST_LIKENESS
        )
        return tuple(self.places[number] for _key, _score, number in found)


def place_index(session: Session) -> PlaceIndex:
    """All places and organisations of today, places first."""
    today = session.today()
    rows = units.units(session, on=today)
    paths = {row.uid: row.path for row in rows}
    found = [Place(row.uid, "", row.name, _above(row.path)) for row in rows]
    for body in units.bodies(session):
        if (body.valid_to or today) >= today and body.unit in paths:
            found.append(Place(body.unit, body.uid, body.name, body.unit_name))
    return PlaceIndex(found)


def add_places(session: Session, names: Sequence[str]) -> Changes:
    """Enter names as places below the office's own. Raises `FieldError` for an empty one."""
    row = office.office(session)
    if row is None:
        raise UserError("Chưa thiết lập đơn vị.", todo="Hoàn thành bước thiết lập ban đầu trước.")
    drafts = []
    for name in names:
        clean = clean_line(name)
        if not clean:
            raise FieldError("place", "Chưa nhập tên địa bàn.")
        drafts.append(units.UnitDraft(clean, guess_kind(clean), row.home_unit))
    return units.add_units(session, drafts)


def guess_kind(name: str) -> UnitKind:
    """The kind of place that a name begins with; other where it names none."""
    key = _key(name) + " "
    return next((kind for words, kind in _KINDS if key.startswith(words)), UnitKind.OTHER)


def _above(path: str) -> str:
    """The place above, from a path that runs from the place itself upwards."""
    parts = path.split(", ")
    return parts[1] if len(parts) > 1 else ""


def _key(text: str) -> str:
    """Folded, abbreviations written out, numbers apart and plain: "TDP02" is "tổ dân phố số 2"."""
    words = _NUMBER.sub(" ", search_key(text)).split()
    long = [_SHORT.get(word, word.lstrip("0") or word) for word in words]
    joined = " ".join(long)
    return _NUMBERED.sub("", joined)


def _bare(key: str) -> str:
    """A name without the word of its kind: "2" for "tổ dân phố 2"; else the name itself."""
    for words in _KIND_WORDS:
        if key.startswith(f"{words} "):
            return key[len(words) + 1 :]
    return key
