"""Real records for tests: an office in a real data folder, registrations of any programme."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.registrations import RegistrationDraft
from danvan_desktop.domain.units import BodyKind, SubjectKind, UnitKind
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import adoption, office, programmes, registrations, units
from danvan_desktop.services.session import Clock, Session, open_session

PROGRAMME = "xa-phuong-2026-2030"
DAY = date(2026, 11, 21)


def commune_draft(name: str = "Phường Mẫu") -> office.OfficeDraft:
    """A ward with a Party committee, a Front committee and two residential groups."""
    return office.OfficeDraft(
        unit=units.UnitDraft(name, UnitKind.WARD),
        parents=(units.UnitDraft("Tỉnh Mẫu", UnitKind.PROVINCE),),
        bodies=(
            units.BodyDraft(f"Đảng ủy {name}", BodyKind.PARTY_COMMITTEE, "", place=name),
            units.BodyDraft(f"Ủy ban MTTQ Việt Nam {name}", BodyKind.FRONT_COMMITTEE, ""),
        ),
        operator="Cán bộ phụ trách (mẫu)",
        units_below=(
            units.UnitDraft("Tổ dân phố 2", UnitKind.RESIDENTIAL_GROUP),
            units.UnitDraft("Tổ dân phố 10", UnitKind.RESIDENTIAL_GROUP),
        ),
    )


def make_session(folder: Path, day: date = DAY, programme_id: str = PROGRAMME) -> Session:
    """A new data folder with an office and one adopted programme. The caller closes it."""
    session = open_session(DataFolder(folder), Clock.fixed(day))
    office.create_office(session, commune_draft())
    adopt(session, programme_id)
    return session


def adopt(session: Session, programme_id: str) -> Programme:
    source = next(item for item in programmes.shipped() if item.id == programme_id)
    adoption.adopt(session, source.text, source.path.name)
    return adoption.programme(session, programme_id)


def draft(
    session: Session,
    plan: Programme,
    name: str = "Đoạn đường tự quản (mẫu)",
    *,
    kind: SubjectKind = SubjectKind.COLLECTIVE,
    sector: int = 0,
) -> RegistrationDraft:
    """A registration with only what is required, in the first group of the ward."""
    place = next(row for row in units.units(session) if row.depth == 2)
    title = next(item for item in plan.titles if kind in item.subject_kinds)
    return RegistrationDraft(
        name=name,
        unit=place.uid,
        sector=plan.sectors[sector].code if plan.sectors else "",
        subject_kind=kind,
        summary="Nội dung chính của mô hình (mẫu).",
        title=title.code,
        level=plan.levels[0].code,
        subject_name="" if kind is SubjectKind.COLLECTIVE else "Người đăng ký (mẫu)",
    )


def register(session: Session, plan: Programme, year: int, name: str = "Mô hình (mẫu)") -> str:
    """Uid of a new registration."""
    return registrations.register(session, plan.id, year, draft(session, plan, name)).uid
