"""An office of a commune below a district, as its first start sets it up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_desktop.domain.office_names import place_name, propose_bodies
from danvan_desktop.domain.units import BodyKind, UnitKind
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import office
from danvan_desktop.services.session import Clock, Session, open_session
from danvan_desktop.services.units import BodyDraft, UnitDraft


def commune_office(folder: Path, kind: BodyKind, district: str, year: int) -> Session:
    """Xã An Mẫu with one village, below that district; its one body is of that kind."""
    session = open_session(DataFolder(folder / "dữ liệu"), Clock.fixed(date(year, 12, 1)))
    home = place_name(UnitKind.COMMUNE, "An Mẫu")
    above = place_name(UnitKind.DISTRICT, district)
    body = next(one for one in propose_bodies(home, above) if one.kind is kind)
    draft = BodyDraft(
        body.name,
        kind,
        "",
        abbreviation=body.abbreviation,
        header_parent=body.header_parent,
        header_name=body.header_name,
        place=body.place,
    )
    office.create_office(
        session,
        office.OfficeDraft(
            unit=UnitDraft(home.full, UnitKind.COMMUNE),
            parents=(UnitDraft(above.full, UnitKind.DISTRICT),),
            bodies=(draft,),
            operator="",
            units_below=(UnitDraft("Thôn Mẫu", UnitKind.VILLAGE),),
        ),
    )
    return session
