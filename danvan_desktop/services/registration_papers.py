"""Filling the papers of registering and following: form, list (PDF and workbook), follow-up sheet.

The form is headed by who registers, in the profile of its body or its own, the list by the body
that sends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from danvan_desktop.documents.follow_up import FollowUpData, FollowUpNoteData, follow_up_sheet
from danvan_desktop.documents.page import SIGN_BELOW, SignatureData
from danvan_desktop.documents.registration import (
    FormLayout,
    RegistrationFormData,
    RegistrationListData,
    RegistrationRowData,
    registration_form,
    registration_list,
)
from danvan_desktop.domain import workflow
from danvan_desktop.domain.dates import place_date
from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.programmes import HEADINGS, Programme
from danvan_desktop.domain.registrations import Newness
from danvan_desktop.domain.text import file_name, in_sentence
from danvan_desktop.domain.workflow import State
from danvan_desktop.models import Body, Registration, evaluation_queries
from danvan_desktop.services import (
    addressees,
    adoption,
    decision_wording,
    paper_parts,
    progress,
    reporter,
)
from danvan_desktop.services.addresses import address_of, addresses_of
from danvan_desktop.services.facts import facts_of
from danvan_desktop.services.registration_list import RegistrationRow, all_rows, rows_of
from danvan_desktop.services.score_sheets import find_registration
from danvan_desktop.services.session import Session
from danvan_desktop.services.worded_papers import Worded

FORM_LAYOUT = "registration_form_layout"
"""Setting: the layout of the registration form this office prints."""


@dataclass(frozen=True)
class _Found:
    """One registration with what its papers need."""

    row: Registration
    item: RegistrationRow
    plan: Programme
    body: Body

    @property
    def address(self) -> str:
        return str(self.row.subject.address or address_of(self.row.unit_id))

    @property
    def sector(self) -> str | None:
        """None under a programme without sectors: its papers have no such line."""
        return self.item.sector_name if self.plan.sectors else None


def _find(session: Session, uid: str) -> _Found:
    row = find_registration(uid)
    plan = adoption.programme(session, row.programme_id)
    (item,) = rows_of(session, row.programme_id, [uid])
    return _Found(row, item, plan, row.body or paper_parts.default_body(session, plan))


def form(session: Session, uid: str, *, blank: bool = False, layout: str = "") -> Worded:
    """The registration form in the layout asked for; see `papers.registration_form`."""
    found = _find(session, uid)
    row, item = found.row, found.item
    day = row.registered_on
    texts = {} if blank else {key: getattr(row, key) for key in HEADINGS}
    if not blank and not texts["content"]:
        texts["content"] = row.summary
    own = reporter.with_own_head(row)
    office = paper_parts.default_body(session, found.plan)
    who = row.registered_with.name if row.registered_with_id else row.registered_with_name
    data = RegistrationFormData(
        issuer=paper_parts.issuer_of(own) if own else reporter.issuer(row),
        day=day,
        year=row.year,
        subject_line=f"Xây dựng mô hình, điển hình “Dân vận khéo” năm {row.year}",
        signature=SignatureData("Đại diện đơn vị, cá nhân đăng ký", note=SIGN_BELOW),
        addressees=(who or _addressee(session, found, own),),
        subject=row.subject.name,
        subject_kind=item.subject_kind.label,
        address=found.address,
        person_in_charge=row.person_in_charge,
        sector=found.sector,
        newness=item.newness.label,
        level=decision_wording.bare_level(item.level_name),
        quantified_value=row.quantified_value,
        registered_with=who,
        registered_on=day,
        name=row.name,
        confirmation=SignatureData("", authority="Xác nhận của đơn vị"),
        **texts,
    )
    chosen = FormLayout(layout or session.setting(FORM_LAYOUT, FormLayout.FULL.value))
    return Worded(
        session,
        found.body,
        f"Phiếu đăng ký {row.name}",
        data,
        partial(registration_form, layout=chosen),
        {"subject": "subject_line", "addressees": "addressees"},
        own_day=True,
        profile=None if own else partial(reporter.profile, session, row, office),
    )


def _addressee(session: Session, found: _Found, own: Body | None) -> str:
    """With whom is registered; one's own registration goes to who stands above."""
    to = addressees.registered_with(session, found.plan, found.item.level_name)
    if own is not None and to == decision_wording.signing_of(own).issuer:
        return addressees.above(found.plan, own)
    return to


def follow_up(session: Session, uid: str) -> Worded:
    """The follow-up sheet of a registration, the notes of its work on it."""
    found = _find(session, uid)
    row, item = found.row, found.item
    facts = facts_of(session, uid)
    activity = workflow.activity(facts)
    reasons = [
        step.reason for step in progress.steps(session, uid) if step.kind is activity and step.own
    ]
    notes = [FollowUpNoteData(note.on, note.text) for note in progress.notes(session, uid)]
    body = paper_parts.default_body(session, found.plan)
    data = FollowUpData(
        issuer=paper_parts.issuer_of(body),
        day=None,
        year=row.year,
        subject_line=f"Thực hiện mô hình, điển hình “Dân vận khéo” năm {row.year}",
        name=row.name,
        subject=row.subject.name,
        signature=SignatureData("Người theo dõi", note=SIGN_BELOW),
        address=found.address,
        person_in_charge=row.person_in_charge,
        sector=found.sector,
        newness=item.newness.label,
        summary=row.summary,
        status=activity.label,
        cause=reasons[-1] if reasons else "",
        notes=tuple(notes),
    )
    title = f"Phiếu theo dõi {row.name}"
    return Worded(session, body, title, data, follow_up_sheet, {})


def list_pdf(session: Session, programme_id: str, year: int, by: str = "") -> Worded:
    """The list of the year without what was withdrawn; `by` is the body that sends it."""
    plan = adoption.programme(session, programme_id)
    rows = _listed(session, programme_id, year)
    body = paper_parts.default_body(session, plan, by)
    signing = decision_wording.signing_of(body)
    receiver = next(
        (paper.receiver for paper in plan.papers if paper.kind == "registration_list"), ""
    )
    to = addressees.next_above(plan, body) or addressees.with_place(plan, receiver)
    data = RegistrationListData(
        issuer=paper_parts.issuer_of(body),
        day=None,
        year=year,
        subject_line=f"Đăng ký mô hình, điển hình “Dân vận khéo” năm {year}",
        rows=_list_rows(rows),
        signature=SignatureData(signing.position),
        summary=_summary(plan, rows),
        receivers=tuple(line for line in (to, signing.receivers[-1]) if line),
    )
    return Worded(
        session,
        body,
        list_title(year),
        data,
        registration_list,
        {"subject": "subject_line", "attached": "attached", "receivers": "receivers"},
        signing=(signing.papers_authority, signing.position),
    )


def list_workbook(session: Session, programme_id: str, year: int, path: Path) -> None:
    """The same rows as a workbook; see `papers.registration_list_workbook`."""
    from danvan_desktop.exchange.workbook import (
        RegistrationListRow,
        RegistrationListSheet,
        write_registration_list,
    )

    plan = adoption.programme(session, programme_id)
    body = paper_parts.default_body(session, plan)
    profile = paper_parts.profile_of(session, body, session.today())
    issuer = paper_parts.issuer_of(body)
    lines = _list_rows(_listed(session, programme_id, year))
    sheet = RegistrationListSheet(
        issuer="\n".join(issuer.issuer_lines).upper(),
        programme=plan.name,
        year=year,
        rows=[
            RegistrationListRow(
                name=line.name,
                sector=line.sector,
                registrant=line.subject,
                address=line.address,
                person_in_charge=line.person_in_charge,
                summary=line.summary,
                newness=line.newness,
                level=line.level,
                note=line.note,
            )
            for line in lines
        ],
        parent="\n".join(issuer.parent_lines).upper(),
        mark=profile.header.mark,
        motto=profile.header.motto_lines,
        place_date=place_date(issuer.place, session.today()),
    )
    write_registration_list(path, sheet)


def list_name(year: int, ext: str) -> str:
    """The file name to propose for the list."""
    return file_name(list_title(year), ext)


def list_title(year: int) -> str:
    """What the list is called among papers and files."""
    return f"Danh sách đăng ký mô hình, điển hình “Dân vận khéo” năm {year}"


def _listed(session: Session, programme_id: str, year: int) -> list[RegistrationRow]:
    rows = all_rows(session, programme_id, year)
    return [row for row in rows if row.state is not State.WITHDRAWN]


def _list_rows(rows: Sequence[RegistrationRow]) -> tuple[RegistrationRowData, ...]:
    found = evaluation_queries.registrations_of([row.uid for row in rows])
    notes = {registration.uid: registration.note for registration in found}
    places = addresses_of(row.unit for row in rows if not row.address)
    return tuple(
        RegistrationRowData(
            name=row.name,
            sector=row.sector_name,
            subject=row.subject_name,
            address=row.address or places[row.unit],
            person_in_charge=row.person_in_charge,
            summary=row.summary,
            newness=row.newness.label,
            level=decision_wording.bare_level(row.level_name),
            note=notes.get(row.uid, ""),
        )
        for row in rows
    )


def _summary(plan: Programme, rows: Sequence[RegistrationRow]) -> str:
    """The closing row: how many in all, how many new, how many of each title."""
    titles = {title.code: title.name for title in plan.titles}
    counted = [
        f"{two_digits(count)} {in_sentence(name)}"
        for code, name in titles.items()
        if (count := sum(row.title == code for row in rows))
    ]
    new = sum(row.newness is Newness.NEW for row in rows)
    total = f"Tổng số: {two_digits(len(rows))} đăng ký"
    parts = f"; {two_digits(new)} mới, {two_digits(len(rows) - new)} duy trì."
    return total + (f" ({', '.join(counted)})" if counted else "") + parts
