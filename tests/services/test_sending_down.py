"""Results that come back by file: from the office above down to the one that sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain import workflow
from danvan_desktop.domain.merging import Outcome
from danvan_desktop.domain.units import BodyKind, UnitKind
from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.errors import UserError
from danvan_desktop.exchange.refusals import PackageError
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import (
    backup,
    evaluation,
    exchange,
    office,
    receiving,
    recognition,
    registration_list,
    registrations,
    sending_down,
    units,
)
from danvan_desktop.services.facts import facts_of
from danvan_desktop.services.session import Clock, Session, open_session
from tests import factories
from tests.faults.packages import Tables, forged
from tests.services.judging_factories import Place, assess, open_place, register

PLAN = factories.PROGRAMME
BELOW = "Đảng ủy xã Mẫu"
V1 = Path(__file__).parents[1] / "exchange" / "fixtures" / "v1.dvk"


class Chain:
    """A commune and the province above it, each with a data folder; one of them open at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        commune = open_place(folder / "xã")
        self.year, self.below = commune.year, commune.session.office_uid
        commune.session.close()
        self._places = {"xã": commune, "tỉnh": open_province(folder / "tỉnh", commune.year)}
        self._open = "tỉnh"

    @property
    def commune(self) -> Place:
        return self._at("xã")

    @property
    def province(self) -> Place:
        return self._at("tỉnh")

    def _at(self, name: str) -> Place:
        if self._open != name:
            self.shut()
            here = self._places[name].session
            session = open_session(here.folder, here.clock)
            self._places[name] = replace(self._places[name], session=session)
            self._open = name
        return self._places[name]

    def shut(self) -> None:
        """Close whichever is open, so that another folder can be."""
        if self._open:
            self._places[self._open].session.close()
        self._open = ""

    def close(self) -> None:
        for name in self._places:
            assert backup.doctor(self._at(name).session) == []
        self.shut()

    def up(self) -> None:
        path = self.folder / "lên.dvk"
        exchange.export(self.commune.session, path, PLAN, self.year)
        take(self.province.session, path)

    def down(self) -> Path:
        path = self.folder / "xuống.dvk"
        exchange.export(self.province.session, path, PLAN, self.year, for_office=self.below)
        return path


def open_province(folder: Path, year: int) -> Place:
    session = open_session(DataFolder(folder), Clock.fixed(date(year, 12, 15)))
    body = units.BodyDraft("Tỉnh ủy Mẫu", BodyKind.PARTY_COMMITTEE, "")
    unit = units.UnitDraft("Tỉnh Mẫu", UnitKind.PROVINCE)
    below = (
        units.UnitDraft("Xã Mẫu", UnitKind.COMMUNE),
        units.UnitDraft("Thôn thí điểm", UnitKind.VILLAGE),
    )
    office.create_office(session, office.OfficeDraft(unit, (), (body,), units_below=below))
    plan = factories.adopt(session, PLAN)
    return Place(session, plan, units.bodies(session, own_only=True)[0].uid)


@pytest.fixture
def chain(tmp_path: Path) -> Iterator[Chain]:
    made = Chain(tmp_path)
    yield made
    made.close()


def take(session: Session, path: Path) -> receiving.ReceivePlan:
    plan = receiving.examine(session, path)
    link = plan.choices[0].uid if plan.choices and not plan.linked_unit else ""
    receiving.apply(session, plan, trust=True, link_to=link)
    return plan


def proposed(chain: Chain, name: str) -> str:
    """A registration of the commune that it appraised and put forward."""
    uid = register(chain.commune, name)
    assess(chain.commune, uid)
    registrations.record_step(chain.commune.session, uid, StepKind.PROPOSED)
    return uid


def recognise_above(chain: Chain, *uids: str) -> str:
    """Uid of the province's decision on what it received."""
    for uid in uids:
        evaluation_of(chain.province, uid)
    session, plan, year = chain.province.session, chain.province.plan, chain.year
    draft = recognition.propose_draft(session, plan.id, year, chain.province.body, uids)
    draft = replace(draft, override_reason="Tỉnh ủy giao (mẫu)")
    decision = recognition.draft_decision(session, draft).uid
    recognition.set_number_and_date(session, decision, "12-QĐ/TU", date(year, 12, 1))
    return decision


def evaluation_of(place: Place, uid: str) -> None:
    from danvan_desktop.domain.sheets import Stage
    from tests.services.judging_factories import full_marks

    view = evaluation.open_sheet(place.session, uid, Stage.APPRAISAL)
    answers = {line.condition.code: True for line in view.conditions}
    sheet = evaluation.save_marks(
        place.session, uid, Stage.APPRAISAL, full_marks(view), answers
    ).uid
    evaluation.finish(place.session, sheet)


def rows(place: Place) -> dict[str, registration_list.RegistrationRow]:
    found = registration_list.all_rows(place.session, PLAN, place.year)
    return {row.uid: row for row in found}


def test_decision_from_above_comes_back_and_stands_beside_the_own_rows(chain: Chain) -> None:
    names = ("Đường hoa (mẫu)", "Tổ hòa giải (mẫu)", "Vườn (mẫu)")
    recognised, returned, refused = [proposed(chain, name) for name in names]
    chain.up()
    recognise_above(chain, recognised)
    above = chain.province.session
    reason = "Bổ sung xác nhận (mẫu)"
    registrations.record_step(above, returned, StepKind.RETURNED, reason=reason)
    registrations.record_step(above, refused, StepKind.REVIEW_FAILED, reason="Chưa đạt (mẫu)")
    (below,) = sending_down.offices_below(above, PLAN, chain.year)
    counts = (below.registrations, below.recognised, below.refused, below.returned, below.waiting)
    assert counts == (3, 1, 1, 1, 0)
    before = {uid: (row.revision, row.state) for uid, row in rows(chain.commune).items()}
    path = chain.down()
    plan = take(chain.commune.session, path)
    assert plan.from_above
    assert {table: found[Outcome.NEW] for table, found in plan.counts.items()} == {
        "Địa bàn": 1,
        "Tổ chức": 1,
        "Bước xử lý": 2,
        "Quyết định": 1,
        "Công nhận": 1,
    }
    after = rows(chain.commune)
    assert {uid: (row.revision, row.state) for uid, row in after.items()} == before
    assert {uid: row.above for uid, row in after.items()} == {
        recognised: State.RECOGNISED,
        returned: State.RETURNED,
        refused: State.NOT_RECOGNISED,
    }
    assert after[recognised].state_words == ("Đã đề nghị công nhận; cấp trên: đã công nhận")
    assert [row.name for row in units.units(chain.commune.session) if row.depth == 0] == [
        "Tỉnh Mẫu"
    ]


def test_same_file_again_changes_nothing(chain: Chain) -> None:
    uid = proposed(chain, "Đường hoa (mẫu)")
    chain.up()
    recognise_above(chain, uid)
    path = chain.down()
    take(chain.commune.session, path)
    again = receiving.examine(chain.commune.session, path)
    assert (again.already_received, again.merge.writes) == (True, ())
    assert again.warnings == ()


def test_returned_registration_is_edited_and_sent_again(chain: Chain) -> None:
    uid = proposed(chain, "Đường hoa (mẫu)")
    chain.up()
    above = chain.province.session
    registrations.record_step(above, uid, StepKind.RETURNED, reason="Bổ sung (mẫu)")
    path = chain.down()
    take(chain.commune.session, path)
    draft, _ = registrations.draft_of(chain.commune.session, uid)
    registrations.edit(chain.commune.session, uid, replace(draft, summary="Đã bổ sung (mẫu)."))
    assert rows(chain.commune)[uid].above is None
    chain.up()
    above = chain.province.session
    assert workflow.state(facts_of(above, uid), above.office_uid) is State.REGISTERED


def test_revocation_above_reaches_the_commune(chain: Chain) -> None:
    uid = proposed(chain, "Đường hoa (mẫu)")
    chain.up()
    decision = recognise_above(chain, uid)
    path = chain.down()
    take(chain.commune.session, path)
    above = chain.province.session
    (line,) = recognition.decision(above, decision).lines
    day = date(chain.year, 12, 5)
    recognition.revoke(above, line.uid, "Không còn hiệu quả (mẫu)", day)
    path = chain.down()
    plan = take(chain.commune.session, path)
    assert plan.sequence == 2
    assert rows(chain.commune)[uid].above is State.REVOKED


def test_file_for_another_office_is_refused(chain: Chain, tmp_path: Path) -> None:
    uid = proposed(chain, "Đường hoa (mẫu)")
    chain.up()
    recognise_above(chain, uid)
    path = chain.down()
    chain.shut()
    other = open_place(tmp_path / "xã khác")
    with pytest.raises(UserError, match="không phải cho đơn vị mình"):
        receiving.examine(other.session, path)
    other.session.close()


def test_nothing_to_tell_makes_no_file(chain: Chain) -> None:
    proposed(chain, "Đường hoa (mẫu)")
    chain.up()
    with pytest.raises(UserError, match="Chưa có kết quả nào"):
        chain.down()
    assert exchange.sent(chain.province.session) == ()


def test_unknown_key_of_the_office_above_is_not_trusted(chain: Chain) -> None:
    uid = proposed(chain, "Đường hoa (mẫu)")
    chain.up()
    recognise_above(chain, uid)
    path = chain.down()
    plan = receiving.examine(chain.commune.session, path)
    assert not plan.trusted
    with pytest.raises(UserError, match="Chưa xác nhận khóa"):
        receiving.apply(chain.commune.session, plan)


def test_files_up_and_down_are_counted_apart(chain: Chain) -> None:
    uid = proposed(chain, "Đường hoa (mẫu)")
    chain.up()
    recognise_above(chain, uid)
    chain.down()
    above = chain.province
    register(above, "Mô hình của tỉnh (mẫu)")
    exchange.export(above.session, chain.folder / "tw.dvk", PLAN, above.year)
    found = exchange.sent(above.session)
    assert sorted((row.sequence, row.addressee) for row in found) == [
        (1, ""),
        (1, "Đảng ủy xã Mẫu"),
    ]


def test_file_sent_down_must_not_bring_registrations(chain: Chain) -> None:
    below = chain.below
    register(chain.province, "Mô hình của tỉnh (mẫu)")
    path = chain.folder / "giả.dvk"
    forged(
        chain.province.session,
        path,
        lambda tables, owner: None,
        header=lambda made: replace(made, for_office=below),
        year=chain.year,
    )
    with pytest.raises(PackageError, match="không được mang loại bản ghi này"):
        receiving.examine(chain.commune.session, path)


def test_file_that_goes_up_says_nothing_of_the_receivers_own(chain: Chain) -> None:
    uid = proposed(chain, "Đường hoa (mẫu)")
    chain.up()
    recognise_above(chain, uid)
    register(chain.province, "Mô hình của tỉnh (mẫu)")
    path = chain.folder / "giả.dvk"

    def add_line(tables: Tables, owner: str) -> None:
        rows = sending_down.select(chain.province.session, PLAN, chain.year, chain.below)
        for name in ("decision", "recognition"):
            made = exchange._rows(rows[name].values())
            tables.setdefault(name, {}).update({row.uid: row for row in made})

    forged(chain.province.session, path, add_line, year=chain.year)
    with pytest.raises(PackageError, match="tệp không phải tệp gửi xuống"):
        receiving.examine(chain.commune.session, path)


def test_file_of_format_1_is_taken_in(tmp_path: Path) -> None:
    province = open_province(tmp_path / "tỉnh", 2030)
    plan = take(province.session, V1)
    assert (plan.from_above, plan.totals[Outcome.NEW]) == (False, 28)
    assert len(rows(province)) == 3
    province.session.close()
