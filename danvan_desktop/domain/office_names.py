"""How a place and its organisations are usually named, to be proposed at the first start.

Owns wording only: what is proposed here is shown to a person, who may change every name. Header
lines and abbreviations follow common practice and are settings of the body afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from danvan_desktop.domain.text import clean_line, search_key
from danvan_desktop.domain.units import BodyKind, UnitKind

_WORDS: dict[UnitKind, tuple[str, ...]] = {
    UnitKind.PROVINCE: ("Tỉnh",),
    UnitKind.CITY: ("Thành phố",),
    UnitKind.DISTRICT: ("Huyện", "Quận", "Thị xã", "Thành phố"),
    UnitKind.COMMUNE: ("Xã",),
    UnitKind.WARD: ("Phường",),
    UnitKind.TOWNSHIP: ("Thị trấn",),
    UnitKind.SPECIAL_ZONE: ("Đặc khu",),
}
_PARTY_WORDS = {
    "Tỉnh": ("Tỉnh ủy", "TU"),
    "Thành phố": ("Thành ủy", "TU"),
    "Huyện": ("Huyện ủy", "HU"),
    "Quận": ("Quận ủy", "QU"),
    "Thị xã": ("Thị ủy", "ThU"),
}
_SHORT_YOUTH = {
    "Tỉnh": "Tỉnh Đoàn",
    "Huyện": "Huyện Đoàn",
    "Quận": "Quận Đoàn",
    "Thành phố": "Thành Đoàn",
}


@dataclass(frozen=True)
class ProposedBody:
    """An organisation as it is proposed: name, header line above it, abbreviation, place."""

    kind: BodyKind
    name: str
    abbreviation: str = ""
    header_parent: str = ""
    header_name: str = ""
    place: str = ""


@dataclass(frozen=True)
class PlaceName:
    """A place's name in its parts: word ("Xã") and own name ("An Mẫu")."""

    kind: UnitKind
    word: str
    own: str

    @property
    def full(self) -> str:
        """As it stands alone: "Xã An Mẫu"."""
        return f"{self.word} {self.own}".strip()

    @property
    def inside(self) -> str:
        """As it stands inside a name: "xã An Mẫu"."""
        return f"{self.word.lower()} {self.own}".strip()


def place_name(kind: UnitKind, typed: str) -> PlaceName:
    """The parts of what was typed, with or without the word of its kind ("an mẫu", "Xã An Mẫu").

    A digit after the word keeps it ("Phường 5"); a district keeps the word it was typed with.
    """
    name = clean_line(typed)
    words = _WORDS.get(kind, ())
    for word in words:
        if search_key(name).startswith(search_key(word) + " "):
            return PlaceName(kind, word, name[len(word) :].strip())
    return PlaceName(kind, words[0] if words else "", name)


def propose_bodies(place: PlaceName, above: PlaceName | None = None) -> tuple[ProposedBody, ...]:
    """The organisations such a place has, the Party committee first. `above`: the place above.

    One of each kind; boards that only old papers know come last.
    """
    return tuple(body for maker in _MAKERS if (body := maker(place, above)) is not None)


def party_name(place: PlaceName) -> str:
    """What the Party committee is called: "Tỉnh ủy Mẫu", "Huyện ủy ...", "Đảng ủy xã An Mẫu"."""
    if place.kind.tier < 2:
        return f"{_PARTY_WORDS[place.word][0]} {place.own}"
    return f"Đảng ủy {place.inside}"


def _committee(place: PlaceName, above: PlaceName | None) -> ProposedBody:
    return ProposedBody(
        BodyKind.PARTY_COMMITTEE,
        party_name(place),
        _PARTY_WORDS[place.word][1] if place.kind.tier < 2 else "ĐU",
        party_name(above) if above else "",
        place=place.own,
    )


def _board(place: PlaceName, above: PlaceName | None) -> ProposedBody:
    """The board in charge; district boards exist in papers before 01/7/2025 only."""
    del above
    committee = party_name(place)
    if place.kind.tier == 1:
        short = f"BDV{_PARTY_WORDS[place.word][1]}"
        name, kind = f"Ban Dân vận {committee}", BodyKind.MASS_MOBILISATION_BOARD
    elif place.kind.tier == 0:
        name, kind, short = (
            f"Ban Tuyên giáo và Dân vận {committee}",
            BodyKind.PARTY_BOARD,
            "BTGDVTU",
        )
    else:
        name, kind, short = f"Ban Xây dựng Đảng {committee}", BodyKind.PARTY_BOARD, "BXDĐ"
    return ProposedBody(kind, name, short, committee, place=place.own)


def _mobilisation(place: PlaceName, above: PlaceName | None) -> ProposedBody | None:
    """Ban Dân vận of a province until 2025, Khối Dân vận of a commune; a district's is `_board`."""
    del above
    kind = BodyKind.MASS_MOBILISATION_BOARD
    if place.kind.tier == 0:
        committee = party_name(place)
        return ProposedBody(kind, f"Ban Dân vận {committee}", "BDVTU", committee, place=place.own)
    if place.kind.tier == 1:
        return None
    name = f"Khối Dân vận {place.inside}"
    return ProposedBody(kind, name, "BDV", party_name(place), place=place.own)


def _government(place: PlaceName, above: PlaceName | None) -> ProposedBody:
    del above
    name = f"Ủy ban nhân dân {place.inside}"
    return ProposedBody(BodyKind.PEOPLES_COMMITTEE, name, "UBND", place=place.own)


def _association(
    kind: BodyKind, words: str, short: str
) -> Callable[[PlaceName, PlaceName | None], ProposedBody]:
    def make(place: PlaceName, above: PlaceName | None) -> ProposedBody:
        parent = f"{words} {above.inside}" if above else ""
        return ProposedBody(kind, f"{words} {place.inside}", short, parent, place=place.own)

    return make


def _youth(place: PlaceName, above: PlaceName | None) -> ProposedBody:
    name = _youth_name(place)
    committee = name.replace("TNCS Hồ Chí Minh ", "")
    return ProposedBody(
        BodyKind.YOUTH_UNION,
        name,
        "ĐTN",
        _youth_name(above) if above else "",
        f"Ban Chấp hành {committee}",
        place.own,
    )


def _youth_name(place: PlaceName) -> str:
    if place.kind.tier < 2:
        return f"{_SHORT_YOUTH.get(place.word, 'Thị Đoàn')} {place.own}"
    return f"Đoàn TNCS Hồ Chí Minh {place.inside}"


def _front(place: PlaceName, above: PlaceName | None) -> ProposedBody:
    del above
    name = f"Ủy ban MTTQ Việt Nam {place.inside}"
    return ProposedBody(BodyKind.FRONT_COMMITTEE, name, "MTTQ-BTT", place=place.own)


_MAKERS: tuple[Callable[[PlaceName, PlaceName | None], ProposedBody | None], ...] = (
    _committee,
    _board,
    _front,
    _government,
    _association(BodyKind.FARMERS_UNION, "Hội Nông dân", "HND"),
    _association(BodyKind.WOMENS_UNION, "Hội Liên hiệp Phụ nữ", "BTV"),
    _youth,
    _association(BodyKind.VETERANS_ASSOCIATION, "Hội Cựu chiến binh", "CCB"),
    _mobilisation,
)
