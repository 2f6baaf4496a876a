"""Which variant of a criteria set holds: the office's choice, and that of one registration.

A programme without variants never asks. Changing a choice never changes an old result: what has
finished sheets keeps its set. Sheets themselves are `score_sheets`, their rules `sheet_rules`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from danvan_desktop.domain.criteria import CriteriaSet
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import ProgrammeSetting, Registration, VariantChoice, evaluation_queries
from danvan_desktop.models import panel_queries as queries
from danvan_desktop.services import adoption
from danvan_desktop.services.session import Changes, Session, Topic, Work

_KEY = "variant."


@dataclass(frozen=True)
class Choices:
    """The chosen variants: `office` by code of the first set, `own` by uid of registration."""

    office: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)

    def of(self, registration: str, base: str) -> str:
        """Code of the chosen set; empty leaves the first."""
        return self.own.get(registration) or self.office.get(base, "")


@dataclass(frozen=True)
class VariantRow:
    """A set with variants: `options` are (code, for whom), the first one itself."""

    base: str
    title: str
    options: tuple[tuple[str, str], ...]
    chosen: str

    def name(self, code: str) -> str:
        return dict(self.options).get(code, code)


@dataclass(frozen=True)
class RegistrationVariant:
    """What one registration is judged by. `own`: chosen for it alone; `why_not`: why it cannot be
    changed now; `open_sheets` are unfinished ones, whose marks go over as far as they fit."""

    row: VariantRow
    own: bool
    why_not: str
    open_sheets: int


def read_choices(session: Session, programme_id: str) -> Choices:
    """Every choice made for a programme, two queries; empty where it has no variants."""
    plan = adoption.programme(session, programme_id)
    if not any(one.variant_of for one in plan.criteria_sets):
        return Choices()
    return Choices(_office(session, plan), queries.variant_choices(session.database, programme_id))


def _office(session: Session, plan: Programme) -> dict[str, str]:
    bases = {one.variant_of for one in plan.criteria_sets if one.variant_of}
    found = {base: adoption.answer(session, plan.id, _KEY + base, "") for base in bases}
    return {base: str(code) for base, code in found.items() if code}


def set_for(
    session: Session, plan: Programme, row: Registration, kind: SubjectKind
) -> CriteriaSet | None:
    """The set that a registration is judged by now; None when the programme offers none."""
    base = base_of(plan, row.title, kind)
    if base is None:
        return None
    if not plan.variants(base):
        return plan.criteria_set(base)
    own = VariantChoice.get_or_none(VariantChoice.uid == row.uid)
    code = own.set_code if own else adoption.answer(session, plan.id, _KEY + base, "")
    return plan.set_for(row.title, kind, code)


def base_of(plan: Programme, title: str, kind: SubjectKind) -> str | None:
    """Code of the set that a title names for a kind of subject, None when it offers none."""
    found = next((one for one in plan.titles if one.code == title), None)
    code = found.criteria.get(kind) if found else None
    return code if any(one.code == code for one in plan.criteria_sets) else None


def of_programme(session: Session, programme_id: str) -> tuple[VariantRow, ...]:
    """The sets of a programme that have variants, with the office's choice; often none."""
    plan = adoption.programme(session, programme_id)
    chosen = _office(session, plan)
    return tuple(
        _row(plan, one, chosen.get(one.code, one.code))
        for one in plan.criteria_sets
        if plan.variants(one.code)
    )


def _row(plan: Programme, base: CriteriaSet, chosen: str) -> VariantRow:
    options = tuple((one.code, one.variant or one.title) for one in plan.variants(base.code))
    known = chosen if chosen in dict(options) else base.code
    return VariantRow(base.code, base.title, options, known)


def of_registration(session: Session, registration: str) -> RegistrationVariant | None:
    """What may be chosen for one registration; None where its set has no variants."""
    row = evaluation_queries.registration(registration)
    if row is None:
        return None
    plan = adoption.programme(session, row.programme_id)
    base = base_of(plan, row.title, SubjectKind(row.subject.kind))
    if base is None or not plan.variants(base):
        return None
    own = VariantChoice.get_or_none(VariantChoice.uid == registration)
    code = own.set_code if own else adoption.answer(session, plan.id, _KEY + base, base)
    sheets = [one for one in evaluation_queries.sheets(registration) if _mine(session, one)]
    finished = sum(one.finished for one in sheets)
    why = f"Đã có {finished} phiếu hoàn thành theo bộ tiêu chí này." if finished else ""
    shown = _row(plan, plan.criteria_set(base), code)
    return RegistrationVariant(shown, own is not None, why, len(sheets) - finished)


def _mine(session: Session, sheet: object) -> bool:
    return bool(getattr(sheet, "owner", "") == session.office_uid)


def choose_for(session: Session, registration: str, code: str) -> Changes:
    """Judge one registration by this variant; an empty `code` goes back to the office's choice.

    Raises `UserError` when finished sheets stand on the set that holds now. Unfinished sheets
    keep the marks of criteria that the new set has too.
    """
    found = of_registration(session, registration)
    if found is None:
        raise UserError("Bộ tiêu chí của đăng ký này không có biến thể để chọn.")
    if code and code not in dict(found.row.options):
        raise UserError("Chương trình không có biến thể này của bộ tiêu chí.")
    wanted = code or _row_code(session, registration, found)
    if wanted != found.row.chosen and found.why_not:
        raise UserError(
            found.why_not,
            safe="Các phiếu đã chấm giữ nguyên.",
            todo="Mở lại các phiếu đó kèm lý do rồi mới đổi bộ tiêu chí.",
        )
    with session.write("Chọn bộ tiêu chí của đăng ký", Topic.SHEETS, Topic.REGISTRATIONS) as work:
        work.uid = registration
        _keep(work, registration, code)
    return work.changes


def _row_code(session: Session, registration: str, found: RegistrationVariant) -> str:
    row = evaluation_queries.registration(registration)
    assert row is not None
    base = found.row.base
    return str(adoption.answer(session, row.programme_id, _KEY + base, base))


def _keep(work: Work, registration: str, code: str) -> None:
    own = VariantChoice.get_or_none(VariantChoice.uid == registration)
    if own is None and code:
        values = {"registration": registration, "set_code": code}
        work.insert(VariantChoice, about=registration, uid=registration, **values)
    elif own is not None and code:
        work.update(own, about=registration, set_code=code)
    elif own is not None:
        work.remove(own, about=registration)


def choose_for_office(session: Session, programme_id: str, base: str, code: str) -> Changes:
    """Judge by this variant whatever is not yet begun.

    Registrations that have sheets by now keep the set they were begun with, each as its own
    choice. Raises `UserError` for a variant that the set does not have.
    """
    row = next((one for one in of_programme(session, programme_id) if one.base == base), None)
    if row is None or code not in dict(row.options):
        raise UserError("Chương trình không có biến thể này của bộ tiêu chí.")
    if code == row.chosen:
        return Changes(frozenset(), "", 0)
    topics = (Topic.PROGRAMMES, Topic.SHEETS, Topic.REGISTRATIONS)
    with session.write("Chọn bộ tiêu chí của đơn vị", *topics) as work:
        for uid in begun(session, programme_id, base):
            _keep(work, uid, row.chosen)
        _set_office(work, programme_id, _KEY + base, code)
    return work.changes


def begun(session: Session, programme_id: str, base: str) -> tuple[str, ...]:
    """Registrations under the office's choice that have sheets of this office already."""
    return tuple(_begun(session, programme_id, base))


def _begun(session: Session, programme_id: str, base: str) -> Iterator[str]:
    plan = adoption.programme(session, programme_id)
    own = queries.variant_choices(session.database, programme_id)
    found = queries.with_sheets(session.database, programme_id, session.office_uid)
    for uid, title, kind in found:
        if uid not in own and base_of(plan, title, SubjectKind(kind)) == base:
            yield uid


def _set_office(work: Work, programme_id: str, key: str, code: str) -> None:
    row = ProgrammeSetting.get_or_none(
        (ProgrammeSetting.programme_id == programme_id) & (ProgrammeSetting.key == key)
    )
    if row is None:
        work.insert(ProgrammeSetting, programme_id=programme_id, key=key, value=f'"{code}"')
    else:
        work.update(row, value=f'"{code}"')
