"""Where somebody lives or works, as lists and decisions print it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from danvan_desktop.models import Office, Unit

_AT_ONCE = 500


def address_of(unit: str) -> str:
    """The place up to just below the office's own: "Thôn 1, xã A" for an office of the district.

    A place outside the office's own, or that place itself, is given by its name and the one above.
    """
    return addresses_of([unit])[unit]


def addresses_of(units: Iterable[str]) -> dict[str, str]:
    """Each place's `address_of` by uid, read level by level instead of one by one."""
    office = Office.get_or_none()
    home = str(office.home_unit_id) if office is not None else ""
    wanted = set(units)
    known: dict[str, tuple[str, str]] = {}
    level = wanted
    while level:
        read = _read(level)
        known |= read
        level = {above for _, above in read.values() if above and above not in known}
    return {unit: _address(unit, known, home) for unit in wanted}


def _read(units: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Name and place above, "" for none, by uid; unknown ones are left out."""
    found: dict[str, tuple[str, str]] = {}
    uids = sorted(units)
    for start in range(0, len(uids), _AT_ONCE):
        some = uids[start : start + _AT_ONCE]
        rows = Unit.select(Unit.uid, Unit.name, Unit.parent).where(Unit.uid.in_(some))
        found |= {row.uid: (row.name, row.parent_id or "") for row in rows}
    return found


def _address(unit: str, known: Mapping[str, tuple[str, str]], home: str) -> str:
    names: list[str] = []
    place = unit
    seen: set[str] = set()
    while place in known and place not in seen:
        if place == home and names:
            return ", ".join(names)
        seen.add(place)
        name, place = known[place]
        names.append(name)
    return ", ".join(names[:2])
