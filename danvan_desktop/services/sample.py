"""Sample offices and records for each shipped programme: to try the program out, and for the tour.

Everything is marked "(mẫu)", kept in a list of its own, and can be taken away in one go. The data
is `resources/templates/samples.toml`; no person or place in it is real.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from danvan_desktop import paths
from danvan_desktop.domain.registrations import RegistrationDraft
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.domain.text import search_key
from danvan_desktop.domain.units import BodyKind, SubjectKind, UnitKind
from danvan_desktop.domain.workflow import StepKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import Interest, SentPackage, VariantChoice, travel
from danvan_desktop.models.database import index_words
from danvan_desktop.services import (
    adoption,
    authority,
    evaluation,
    programmes,
    progress,
    registrations,
    units,
)
from danvan_desktop.services.authority import OfficeAuthority
from danvan_desktop.services.office import OfficeDraft, create_office, office
from danvan_desktop.services.session import Changes, Session, Topic
from danvan_desktop.services.units import BodyDraft, UnitDraft

DEFAULT = "xa-phuong-2026-2030"
_BASIS = "Quy định của đơn vị (mẫu)"
_EVIDENCE = "Bảng kiểm đếm kết quả (mẫu).txt"
_IN_CHARGE = "Người phụ trách (mẫu)"
_SETTING = "sample_registrations"


@dataclass(frozen=True)
class Sample:
    """Two offices and their records under one programme. `decides` is `lower` or `upper`."""

    programme: str
    year: int
    today: date
    decides: str
    lower: OfficeDraft
    upper: OfficeDraft
    authority: Mapping[str, Any] | None
    registered_with: str
    registered_on: date | None
    confirmed_by: str
    lines: tuple[Mapping[str, Any], ...]


@lru_cache(maxsize=1)
def _all() -> dict[str, Sample]:
    import tomllib

    path = paths.resources() / "templates" / "samples.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {item["programme"]: _sample(item) for item in content["samples"]}


def sample(programme_id: str) -> Sample:
    """The sample of a shipped programme. Raises `UserError` when there is none."""
    found = _all().get(programme_id)
    if found is None:
        raise UserError("Chương trình này không có số liệu mẫu.")
    return found


def has_sample(programme_id: str) -> bool:
    return programme_id in _all()


def _sample(item: Mapping[str, Any]) -> Sample:
    return Sample(
        programme=item["programme"],
        year=item["year"],
        today=item["today"],
        decides=item["decides"],
        lower=_office(item["lower"]),
        upper=_office(item["upper"]),
        authority=item.get("authority"),
        registered_with=item.get("registered_with", ""),
        registered_on=item.get("registered_on"),
        confirmed_by=item.get("confirmed_by", ""),
        lines=tuple(item["registrations"]),
    )


def _office(item: Mapping[str, Any]) -> OfficeDraft:
    body = item["body"]
    texts = {key: body[key] for key in body if key not in ("name", "kind")}
    return OfficeDraft(
        unit=_unit(item["unit"]),
        parents=tuple(_unit(unit) for unit in item.get("parents", ())),
        bodies=(BodyDraft(body["name"], BodyKind(body["kind"]), "", **texts),),
        operator="Người dùng thử (mẫu)",
        name=item["name"],
        units_below=tuple(_unit(unit) for unit in item.get("units_below", ())),
    )


def _unit(item: Mapping[str, Any]) -> UnitDraft:
    return UnitDraft(item["name"], UnitKind(item["kind"]))


def create(session: Session, programme_id: str = DEFAULT, role: str = "lower") -> Changes:
    """A sample office of its own with the programme, and for `lower` its sample records."""
    found = sample(programme_id)
    changes = create_office(session, found.lower if role == "lower" else found.upper)
    adopt(session, programme_id, role)
    if role == "lower":
        add(session, programme_id)
    return changes


def adopt(session: Session, programme_id: str, role: str) -> None:
    """Adopt the shipped programme; where the paper is silent, the deciding office sets its
    own authority, as an official would in the settings."""
    found = sample(programme_id)
    source = next(item for item in programmes.shipped() if item.id == programme_id)
    adoption.adopt(session, source.text, source.path.name)
    if found.authority and role == found.decides:
        own = units.bodies(session, own_only=True)[0].uid
        answer = OfficeAuthority(
            own, found.authority["level"], tuple(found.authority["titles"]), _BASIS
        )
        authority.set_answers(session, programme_id, [answer])


def add(session: Session, programme_id: str, year: int | None = None) -> Changes:
    """Add the sample registrations to the office's programme; a second time adds nothing."""
    found = sample(programme_id)
    if present(session, programme_id):
        return Changes(frozenset(), "", 0)
    drafts = draft_registrations(session, programme_id)
    uids = []
    for draft in drafts:
        changes = registrations.register(session, programme_id, year or found.year, draft)
        uids.append(changes.uid)
        _confirm(session, changes.uid, found)
        prove(session, changes.uid)
    kept = session.setting(_SETTING, {})
    session.remember(_SETTING, kept | {programme_id: uids})
    return Changes(frozenset({Topic.REGISTRATIONS, Topic.PROGRESS}), "", len(uids))


def _confirm(session: Session, uid: str, found: Sample) -> None:
    if not found.confirmed_by:
        return
    for kind in (StepKind.BUILDING_CONFIRMED, StepKind.EFFECT_CONFIRMED):
        registrations.record_step(session, uid, kind, by_name=found.confirmed_by)


def prove(session: Session, uid: str) -> None:
    """A sample file for each criterion that asks for evidence and has none."""
    view = evaluation.open_sheet(session, uid, Stage.APPRAISAL)
    asked = [
        line.criterion.code
        for line in view.lines
        if line.criterion.evidence_required and not line.evidence
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _EVIDENCE
        path.write_text("Bảng kiểm đếm kết quả (mẫu).\n", encoding="utf-8")
        for code in asked:
            progress.add_evidence(session, uid, (path,), criterion=code)


def present(session: Session, programme_id: str) -> list[str]:
    """Uids of the sample registrations that are in the data folder."""
    found: list[str] = session.setting(_SETTING, {}).get(programme_id, [])
    return found


def draft_registrations(session: Session, programme_id: str) -> list[RegistrationDraft]:
    """The sample's registrations as a person would enter them in this office's places."""
    found = sample(programme_id)
    plan = adoption.programme(session, programme_id)
    places = {search_key(row.name): row.uid for row in units.units(session) if row.own}
    own = office(session)
    home = own.home_unit if own else ""
    return [
        RegistrationDraft(
            name=line["name"],
            unit=places.get(search_key(line["unit"]), home),
            sector=line.get("sector", ""),
            subject_kind=SubjectKind(line["kind"]),
            summary=line["summary"],
            title=line.get("title", plan.titles[0].code),
            level=_level(found, plan),
            initiative_kind=line.get("initiative_kind", ""),
            subject_name=line["subject"],
            position=line.get("position", ""),
            address=line["unit"],
            person_in_charge=line["subject"] if line["kind"] == "individual" else _IN_CHARGE,
            headings=_headings(line),
            quantified_value=line.get("quantified_value", ""),
            registered_with_name=found.registered_with,
            registered_on=found.registered_on,
        )
        for line in found.lines
    ]


def _level(found: Sample, plan: Any) -> str:
    """The level at which the deciding sample office may recognise."""
    if found.authority:
        return str(found.authority["level"])
    body = (found.lower if found.decides == "lower" else found.upper).bodies[0]
    unit = (found.lower if found.decides == "lower" else found.upper).unit
    for item in plan.authorities:
        if body.kind in item.body_kinds and item.unit_tier in (None, unit.kind.tier):
            return str(item.level)
    return str(plan.levels[0].code)


def _headings(line: Mapping[str, Any]) -> dict[str, str]:
    return {
        "situation": "Việc này còn khó khăn, người dân nhiều lần kiến nghị (mẫu).",
        "content": line["summary"],
        "place": line["unit"],
    }


def remove(session: Session, programme_id: str) -> Changes:
    """Take the sample records away, whole; what was sent already stays as a tombstone."""
    uids = present(session, programme_id)
    sent = SentPackage.select().exists()
    with session.write("Gỡ số liệu mẫu", Topic.REGISTRATIONS, Topic.DECISIONS) as work:
        for table in (Interest, VariantChoice):  # what only this office keeps of them
            for row in table.select().where(table.registration.in_(uids)):
                work.purge(row)
        for row in reversed(_with_dependants(session, uids)):
            if sent:
                work.remove(row)
            else:
                work.purge(row)
        index_words(session.database, [(uid, "") for uid in uids])
    session.remember(_SETTING, session.setting(_SETTING, {}) | {programme_id: []})
    return work.changes


def _with_dependants(session: Session, uids: list[str]) -> list[Any]:
    """The registrations and everything that hangs on them, parents before children."""
    owner = session.office_uid
    rows = travel.having(travel.BY_NAME["registration"], "uid", uids, owner)
    initiatives = {row.initiative_id for row in rows if row.initiative_id}
    found = travel.having(travel.BY_NAME["initiative"], "uid", initiatives, owner)
    found += travel.having(travel.BY_NAME["subject"], "uid", {r.subject_id for r in rows}, owner)
    found += rows
    for name in ("step", "progress_note", "evidence", "story", "score_sheet"):
        found += travel.having(travel.BY_NAME[name], "registration", uids, owner)
    lines = travel.having(travel.BY_NAME["recognition"], "registration", uids, owner)
    decided = {line.decision_id for line in lines}
    found += travel.having(travel.BY_NAME["decision"], "uid", decided, owner)
    found += lines
    recognised = [line.uid for line in lines]
    for name in ("revocation", "certificate"):
        found += travel.having(travel.BY_NAME[name], "recognition", recognised, owner)
    return found
