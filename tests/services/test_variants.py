"""Variants of a criteria set: the office's choice, one registration's, and what is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks import judged_folder
from danvan_desktop.domain.sheets import MarkEntry, Stage
from danvan_desktop.errors import UserError
from danvan_desktop.models import JournalEntry
from danvan_desktop.paths import DataFolder
from danvan_desktop.services import adoption, evaluation, office, score_sheets, variants
from danvan_desktop.services.evaluation import SetChangedError
from danvan_desktop.services.session import Clock, Session, open_session
from tests import factories

PROGRAMME, YEAR = judged_folder.PROGRAMME, judged_folder.YEAR
PLAIN, HILLS = "diem", "mien-nui"


def with_variants(version: int = 1, step: str = "0.25") -> str:
    """The programme of the benchmark with a second table for the mountains, out of 50."""
    text = judged_folder.programme_text().replace("version = 1", f"version = {version}", 1)
    text = text.replace("step = 0.25", f"step = {step}")
    return (
        text.replace('title = "Bảng điểm"', 'title = "Bảng điểm"\nvariant = "Xã đồng bằng"')
        + f"""
[[criteria_sets]]
code = "{HILLS}"
title = "Bảng điểm miền núi"
variant_of = "{PLAIN}"
variant = "Xã miền núi"
subject_kinds = ["collective"]
maximum = 50
source = "Kế hoạch, phụ lục 2"

[[criteria_sets.criteria]]
code = "1.1"
title = "Tiêu chí chung"
kind = "points"
maximum = 5
step = 0.25
source = "Kế hoạch, phụ lục 2"

[[criteria_sets.criteria]]
code = "m"
title = "Tiêu chí riêng"
kind = "points"
maximum = 45
source = "Kế hoạch, phụ lục 2"
"""
    )


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    found = open_session(DataFolder(tmp_path), Clock.fixed(factories.DAY))
    office.create_office(found, factories.commune_draft())
    adoption.adopt(found, with_variants(), "bien-the.toml")
    yield found
    found.close()


def register(session: Session, name: str = "Mô hình (mẫu)") -> str:
    return factories.register(session, adoption.programme(session, PROGRAMME), YEAR, name)


def set_of(session: Session, registration: str) -> str:
    """Code of the set that a registration is judged by, the same wherever it is asked."""
    view = evaluation.open_sheet(session, registration, Stage.APPRAISAL)
    finals = score_sheets.finals(session, PROGRAMME, YEAR)
    assert finals[registration].criteria_set.code == view.criteria_set.code
    return view.criteria_set.code


def mark(session: Session, registration: str, *, finish: bool = False) -> str:
    view = evaluation.open_sheet(session, registration, Stage.APPRAISAL)
    marks = {leaf.code: MarkEntry(Decimal(3)) for leaf in view.criteria_set.leaves()}
    uid = evaluation.save_marks(session, registration, Stage.APPRAISAL, marks, {}).uid
    if finish:
        evaluation.finish(session, uid)
    return uid


def test_first_set_holds_until_the_office_chooses(session: Session) -> None:
    registration = register(session)
    (row,) = variants.of_programme(session, PROGRAMME)
    assert (row.chosen, row.options) == (
        PLAIN,
        ((PLAIN, "Xã đồng bằng"), (HILLS, "Xã miền núi")),
    )
    assert set_of(session, registration) == PLAIN
    variants.choose_for_office(session, PROGRAMME, PLAIN, HILLS)
    assert set_of(session, registration) == HILLS
    assert JournalEntry.select().count() > 0


def test_registration_goes_its_own_way_and_back(session: Session) -> None:
    one, other = register(session), register(session, "Khác (mẫu)")
    variants.choose_for(session, one, HILLS)
    assert (set_of(session, one), set_of(session, other)) == (HILLS, PLAIN)
    variants.choose_for_office(session, PROGRAMME, PLAIN, HILLS)
    variants.choose_for(session, one, "")
    assert set_of(session, one) == HILLS


def test_finished_sheet_keeps_the_set_of_its_registration(session: Session) -> None:
    registration = register(session)
    sheet = mark(session, registration, finish=True)
    with pytest.raises(UserError, match="1 phiếu hoàn thành"):
        variants.choose_for(session, registration, HILLS)
    evaluation.reopen(session, sheet, "Chấm nhầm bộ tiêu chí")
    variants.choose_for(session, registration, HILLS)
    view = evaluation.open_sheet(session, registration, Stage.APPRAISAL)
    kept = {line.criterion.code: line.mark for line in view.lines}
    assert kept == {"1.1": Decimal(3), "m": None}


def test_office_choice_leaves_begun_registrations_alone(session: Session) -> None:
    begun, fresh = register(session), register(session, "Mới (mẫu)")
    mark(session, begun, finish=True)
    before = score_sheets.final_of(session, begun)
    variants.choose_for_office(session, PROGRAMME, PLAIN, HILLS)
    assert score_sheets.final_of(session, begun) == before
    assert (set_of(session, begun), set_of(session, fresh)) == (PLAIN, HILLS)


def test_unknown_variant_is_refused(session: Session) -> None:
    with pytest.raises(UserError):
        variants.choose_for_office(session, PROGRAMME, PLAIN, "khong-co")
    with pytest.raises(UserError):
        variants.choose_for(session, register(session), "khong-co")


def test_new_version_while_a_sheet_is_open_is_said_and_saves_nothing(session: Session) -> None:
    registration = register(session)
    open_before = evaluation.open_sheet(session, registration, Stage.APPRAISAL)
    adoption.adopt(session, with_variants(2, "0.5"), "bien-the.toml")
    marks = {"1.1": MarkEntry(Decimal("2.25"))}
    with pytest.raises(SetChangedError, match="phiên bản 2"):
        evaluation.save_marks(
            session,
            registration,
            Stage.APPRAISAL,
            marks,
            {},
            made_on=open_before.criteria_set,
        )
    assert score_sheets.sheets_of(session, registration) == ()
