"""Registrations that are ready to be judged, for every shipped programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from danvan_desktop.domain.best_marks import best_mark
from danvan_desktop.domain.criteria import CriterionKind, Grade
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.sheets import MarkEntry, Stage
from danvan_desktop.domain.units import BodyKind, SubjectKind, UnitKind
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    certificate_batch,
    evaluation,
    office,
    registrations,
    sample,
    units,
)
from danvan_desktop.services.papers import Paper
from danvan_desktop.services.session import Clock, Session, open_session
from danvan_desktop.services.sheet_view import SheetView
from tests.factories import adopt

SHIPPED = (
    "xa-phuong-2026-2030",
    "ban-dan-van-tinh-uy-2016-2020",
    "hoi-nong-dan-bac-ninh-2021-2025",
    "huyen-doan-tho-xuan-2022-2025",
    "huyen-uy-chi-lang-2023",
    "mttq-cu-jut-2020",
)

_PLACES = {0: UnitKind.PROVINCE, 1: UnitKind.DISTRICT, 2: UnitKind.COMMUNE}


@dataclass(frozen=True)
class Place:
    """An open session with its programme and its deciding body."""

    session: Session
    plan: Programme
    body: str

    @property
    def year(self) -> int:
        return self.plan.last_year


_BODIES = {
    "xa-phuong-2026-2030": (BodyKind.PARTY_COMMITTEE, "Đảng ủy xã Mẫu", 2),
    "ban-dan-van-tinh-uy-2016-2020": (BodyKind.PARTY_COMMITTEE, "Huyện ủy Mẫu", 1),
    "hoi-nong-dan-bac-ninh-2021-2025": (BodyKind.FARMERS_UNION, "Hội Nông dân huyện Mẫu", 1),
    "huyen-doan-tho-xuan-2022-2025": (BodyKind.YOUTH_UNION, "Huyện Đoàn Mẫu", 1),
    "huyen-uy-chi-lang-2023": (BodyKind.PARTY_COMMITTEE, "Đảng ủy xã Mẫu", 2),
    "mttq-cu-jut-2020": (BodyKind.FRONT_COMMITTEE, "Ủy ban MTTQ Việt Nam huyện Mẫu", 1),
}


def open_place(folder: Path, programme_id: str = "xa-phuong-2026-2030") -> Place:
    """An office that decides under the programme, on a day near the end of its last year."""
    kind, name, tier = _BODIES[programme_id]
    chain = [units.UnitDraft("Tỉnh Mẫu", UnitKind.PROVINCE)]
    if tier >= 1 and programme_id != "xa-phuong-2026-2030":
        chain.append(units.UnitDraft("Huyện Mẫu", UnitKind.DISTRICT))
    if tier == 2:
        chain.append(units.UnitDraft("Xã Mẫu", UnitKind.COMMUNE))
    year = int(programme_id[-4:])
    session = open_session(DataFolder(folder), Clock.fixed(date(year, 12, 15)))
    office.create_office(
        session,
        office.OfficeDraft(
            unit=chain[-1],
            parents=tuple(chain[:-1]),
            bodies=(units.BodyDraft(name, kind, "", place="Mẫu"),),
            operator="Cán bộ (mẫu)",
            units_below=tuple(
                units.UnitDraft(f"Thôn {number}", UnitKind.VILLAGE) for number in (1, 2, 10)
            ),
        ),
    )
    plan = adopt(session, programme_id)
    return Place(session, plan, units.bodies(session, own_only=True)[0].uid)


def register(
    place: Place,
    name: str = "Đoạn đường tự quản (mẫu)",
    *,
    kind: SubjectKind = SubjectKind.COLLECTIVE,
    title: str = "",
    sector: int = 0,
    year: int = 0,
    initiative: str = "",
) -> str:
    """A registration with all that conditions look for. Returns its uid."""
    below = [row for row in units.units(place.session) if row.kind is UnitKind.VILLAGE]
    day = date(year or place.year, 2, 10)
    plain = draft_of(place, name, kind, sector)
    values = replace(
        plain,
        unit=below[0].uid,
        title=title or plain.title,
        initiative=initiative,
        registered_with_name="Cấp ủy (mẫu)",
        registered_on=day,
        quantified_value="120 triệu đồng/năm",
    )
    uid = registrations.register(place.session, place.plan.id, year or place.year, values).uid
    for step in (StepKind.BUILDING_CONFIRMED, StepKind.EFFECT_CONFIRMED):
        registrations.record_step(place.session, uid, step, by_name="Đoàn cấp trên (mẫu)")
    return uid


def draft_of(place: Place, name: str, kind: SubjectKind, sector: int):  # type: ignore[no-untyped-def]
    offered = [title for title in place.plan.titles if kind in title.subject_kinds]
    found = offered[0]
    village = next(row for row in units.units(place.session) if row.kind is UnitKind.VILLAGE)
    from danvan_desktop.domain.registrations import RegistrationDraft

    return RegistrationDraft(
        name=name,
        unit=village.uid,
        sector=place.plan.sectors[sector].code if place.plan.sectors else "",
        subject_kind=kind,
        summary="Nội dung chính của mô hình (mẫu).",
        title=found.code,
        level=place.plan.levels[0].code,
        subject_name="Tập thể thôn 1 (mẫu)"
        if kind is SubjectKind.COLLECTIVE
        else "Người đăng ký (mẫu)",
    )


def full_marks(view: SheetView, grade: Grade = Grade.MET) -> dict[str, MarkEntry]:
    """The best mark for every criterion, or this grade where the criterion takes one."""
    return {
        line.criterion.code: MarkEntry(
            grade
            if line.criterion.kind is CriterionKind.GRADE
            else best_mark(line.criterion, line.effect)
        )
        for line in view.lines
        if not line.criterion.is_section
    }


def assess(
    place: Place,
    registration: str,
    grade: Grade = Grade.MET,
    *,
    stage: Stage = Stage.APPRAISAL,
    assessor: str = "",
) -> str:
    """A finished sheet. Returns its uid."""
    session = place.session
    sample.prove(session, registration)
    view = evaluation.open_sheet(session, registration, stage, assessor)
    answers = {line.condition.code: True for line in view.conditions}
    uid = evaluation.save_marks(
        session, registration, stage, full_marks(view, grade), answers, assessor=assessor
    ).uid
    evaluation.finish(session, uid)
    return uid


def print_certificates(session: Session, uids: Sequence[str]) -> Paper:
    """Certificates of the register as one file, one page each, in this order."""
    return certificate_batch.one_file(session, certificate_batch.of_certificates(session, uids))
