"""Criteria sets of an adopted programme: opened, checked, saved as new versions, locked in use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from danvan_desktop.domain import criteria_tree as tree
from danvan_desktop.domain.criteria import CriterionKind, Grade, Rank
from danvan_desktop.domain.criteria_writing import set_of
from danvan_desktop.domain.sheets import MarkEntry, Stage
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import ProgrammeCopy
from danvan_desktop.services import (
    adoption,
    criteria_import,
    criteria_saving,
    criteria_sets,
    evaluation,
)
from danvan_desktop.services.programme_text import parsed
from danvan_desktop.services.session import Session
from tests import factories

PLAN = factories.PROGRAMME
D = Decimal


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = factories.make_session(tmp_path)
    yield made
    made.close()


def retitled(session: Session, title: str = "Tên mới") -> criteria_sets.SetEdit:
    edit = criteria_sets.open_set(session, PLAN, "mo-hinh").edit
    return edit.with_set(replace(edit.criteria_set, title=title))


def sheet(session: Session, *, finished: bool) -> str:
    """A sheet of a new registration under the newest version."""
    plan = adoption.programme(session, PLAN)
    uid = factories.register(session, plan, 2026)
    rules = plan.criteria_set("mo-hinh")
    marks = {leaf.code: MarkEntry(Grade.MET, "") for leaf in rules.leaves()}
    holds = dict.fromkeys((one.code for one in rules.conditions), True)
    made = evaluation.save_marks(session, uid, Stage.APPRAISAL, marks, holds)
    if finished:
        evaluation.finish(session, made.uid)
    return made.uid


def test_sets_name_what_they_are_for(session: Session) -> None:
    rows = criteria_sets.sets(session, PLAN)
    assert [row.code for row in rows] == [
        "mo-hinh",
        "dien-hinh-tap-the",
        "dien-hinh-ca-nhan",
        "tieu-bieu",
    ]
    assert rows[0].titles == ("Mô hình “Dân vận khéo”",)
    assert (rows[0].criteria, rows[0].use.locked) == (6, False)


def test_first_change_of_an_adopted_programme_is_a_version_of_its_own(session: Session) -> None:
    text = adoption.newest_copy(PLAN).text
    plan = criteria_saving.plan_save(session, retitled(session))
    assert (plan.version, plan.new_version, plan.locked, plan.defects) == (2, True, False, ())
    criteria_saving.save(session, retitled(session))
    copies = list(ProgrammeCopy.select().order_by(ProgrammeCopy.version))
    assert [one.version for one in copies] == [1, 2]
    assert copies[0].text == text
    before, after = parsed(text), parsed(copies[1].text)
    kept = {name: value for name, value in before.items() if name != "criteria_sets"}
    first, *others = after["criteria_sets"]
    assert after == kept | {"version": 2, "criteria_sets": [first, *others]}
    assert others == before["criteria_sets"][1:]
    assert set_of(first) == replace(set_of(before["criteria_sets"][0]), title="Tên mới")
    assert "# --- Mốc thời gian" in copies[1].text


def test_unused_version_made_here_is_changed_in_place(session: Session) -> None:
    criteria_saving.save(session, retitled(session))
    plan = criteria_saving.plan_save(session, retitled(session, "Tên khác"))
    assert (plan.version, plan.new_version) == (2, False)
    criteria_saving.save(session, retitled(session, "Tên khác"))
    titles = [
        adoption.programme_by_text(one.fingerprint, one.text).criteria_set("mo-hinh").title
        for one in ProgrammeCopy.select().order_by(ProgrammeCopy.version)
    ]
    assert titles == ["Tiêu chí công nhận mô hình “Dân vận khéo”", "Tên khác"]


def test_set_in_use_is_locked_until_a_person_agrees(session: Session) -> None:
    criteria_saving.save(session, retitled(session))
    sheet(session, finished=True)
    edit = retitled(session, "Tên khác")
    plan = criteria_saving.plan_save(session, edit)
    assert (plan.locked, plan.finished, plan.version, plan.new_version) == (True, 1, 3, True)
    with pytest.raises(UserError, match="đã khóa"):
        criteria_saving.save(session, edit)
    criteria_saving.save(session, edit, agreed=True)
    assert adoption.programme(session, PLAN).version == 3
    use = criteria_sets.uses_of(session, PLAN)["mo-hinh"]
    assert use.locked is False


def test_unfinished_sheet_follows_the_new_version_and_opens_what_no_longer_fits(
    session: Session,
) -> None:
    uid = sheet(session, finished=False)
    edit = criteria_sets.open_set(session, PLAN, "mo-hinh").edit
    changed = tree.delete(edit.criteria_set, (5,))
    first = replace(changed.criteria[0], kind=CriterionKind.POINTS, maximum=D(10))
    changed = replace(tree.put(changed, (0,), first), maximum=D(10))
    plan = criteria_saving.plan_save(session, edit.with_set(changed))
    assert (plan.unfinished, plan.reopened, plan.locked) == (1, 2, True)
    assert plan.words == (
        "Lập phiên bản 2 của chương trình; phiên bản trước vẫn được giữ.",
        "01 phiếu chưa hoàn thành sẽ theo bộ tiêu chí mới.",
        "02 mục đã đánh giá trên các phiếu đó không còn phù hợp, phải đánh giá lại.",
    )
    criteria_saving.save(session, edit.with_set(changed), agreed=True)
    view = evaluation.open_by_uid(session, uid)
    assert [line.code for line in view.criteria_set.criteria] == ["1", "2", "3", "4", "5"]


def test_save_of_a_set_with_defects_is_refused_with_each(session: Session) -> None:
    edit = criteria_sets.open_set(session, PLAN, "tieu-bieu").edit
    wrong = edit.with_set(replace(edit.criteria_set, maximum=D(90)))
    defects = criteria_sets.check(session, wrong)
    reason = "Tổng điểm các mục con là 100, khác điểm tối đa 90"
    assert [(one.where, one.reason, one.tolerable) for one in defects if one.key == "maximum"] == [
        ("Điểm tối đa", reason, True)
    ]
    with pytest.raises(UserError, match=reason):
        criteria_saving.save(session, wrong)
    taken = wrong.with_set(tree.accept(wrong.criteria_set, "maximum", "Văn bản ghi vậy"))
    (found,) = (one for one in criteria_sets.check(session, taken) if one.key == "maximum")
    assert found.accepted == "Văn bản ghi vậy"


def test_save_after_somebody_else_saved_is_refused(session: Session) -> None:
    first, second = retitled(session, "Một"), retitled(session, "Hai")
    criteria_saving.save(session, first)
    with pytest.raises(UserError, match="sửa ở nơi khác"):
        criteria_saving.save(session, second)


def test_nothing_changed_saves_nothing(session: Session) -> None:
    edit = criteria_sets.open_set(session, PLAN, "mo-hinh").edit
    assert criteria_saving.plan_save(session, edit).words == ("Không có gì thay đổi.",)
    criteria_saving.save(session, edit)
    assert ProgrammeCopy.select().count() == 1


def test_new_set_is_linked_to_a_title_in_place_of_the_old(session: Session) -> None:
    base = adoption.programme(session, PLAN).criteria_set("tieu-bieu")
    view = criteria_sets.new_set(session, PLAN, base)
    assert view.edit.criteria_set.code == "tieu-bieu-2"
    edit = replace(view.edit, links=frozenset({("tieu-bieu", SubjectKind.COLLECTIVE)}))
    criteria_saving.save(session, edit)
    title = adoption.programme(session, PLAN).title("tieu-bieu")
    assert {str(kind): code for kind, code in title.criteria.items()} == {
        "collective": "tieu-bieu-2",
        "individual": "tieu-bieu",
        "household": "tieu-bieu",
    }
    with pytest.raises(UserError, match="đang xét theo bộ tiêu chí này"):
        criteria_saving.delete(session, PLAN, "tieu-bieu-2")


def test_unlinked_set_can_be_deleted(session: Session) -> None:
    base = adoption.programme(session, PLAN).criteria_set("tieu-bieu")
    criteria_saving.save(session, criteria_sets.new_set(session, PLAN, base).edit)
    assert criteria_saving.plan_delete(session, PLAN, "tieu-bieu-2") == ()
    criteria_saving.delete(session, PLAN, "tieu-bieu-2")
    assert [row.code for row in criteria_sets.sets(session, PLAN)][-1] == "tieu-bieu"


def test_renamed_code_takes_its_titles_with_it(session: Session) -> None:
    edit = criteria_sets.open_set(session, PLAN, "mo-hinh").edit
    criteria_saving.save(session, edit.with_set(replace(edit.criteria_set, code="mo-hinh-moi")))
    title = adoption.programme(session, PLAN).title("mo-hinh")
    assert set(title.criteria.values()) == {"mo-hinh-moi"}


def test_code_of_a_set_in_use_stays(session: Session) -> None:
    sheet(session, finished=False)
    edit = criteria_sets.open_set(session, PLAN, "mo-hinh").edit
    renamed = edit.with_set(replace(edit.criteria_set, code="mo-hinh-moi"))
    assert [one.key for one in criteria_sets.check(session, renamed)] == ["code"]


def test_code_that_another_set_has_is_a_defect(session: Session) -> None:
    edit = criteria_sets.open_set(session, PLAN, "mo-hinh").edit
    wrong = edit.with_set(replace(edit.criteria_set, code="tieu-bieu"))
    assert any("tieu-bieu" in one.reason for one in criteria_sets.check(session, wrong))


def test_try_out_scores_samples_and_names_what_does_not_count(session: Session) -> None:
    rules = adoption.programme(session, PLAN).criteria_set("tieu-bieu")
    best = criteria_sets.try_out(
        rules,
        criteria_sets.sample_marks(rules),
        dict.fromkeys((one.code for one in rules.conditions), True),
        sector="kinh-te",
        subject_kind=SubjectKind.COLLECTIVE,
    )
    assert best.result is not None
    assert (best.refused, best.result.total, best.result.passed) == ({}, D(100), True)
    code = next(leaf.code for leaf in rules.leaves() if leaf.kind is CriterionKind.POINTS)
    high = criteria_sets.try_out(rules, {code: D(900)})
    assert list(high.refused) == [code]


def test_try_out_of_an_unfinished_set_says_so_and_never_raises(session: Session) -> None:
    rules = adoption.programme(session, PLAN).criteria_set("tieu-bieu")
    broken = replace(rules, ranks=(Rank("x", "", D(5), D(1)),), criteria=())
    assert criteria_sets.try_out(broken, {"1": D(1)}).refused == {
        "1": "Tiêu chí này chưa nhập đủ để chấm."
    }


def test_pasted_table_that_sums_wrongly_is_saved_once_the_office_says_why(
    session: Session,
) -> None:
    table = "STT\tNội dung\tĐiểm\nI\tCách làm\t70\n1\tBàn bạc\t30\n2\tVận động\t35\n"
    table += "II\tKết quả\t30\n\tTổng cộng\t100\n"
    read = criteria_import.proposal(criteria_import.read_pasted(table))
    edit = criteria_sets.open_set(session, PLAN, "tieu-bieu").edit
    edit = edit.with_set(criteria_import.taken_into(edit.criteria_set, read))
    (defect,) = criteria_sets.check(session, edit)
    assert str(defect) == (
        "Mục I “Cách làm”, điểm tối đa: Tổng điểm các mục con là 65, khác điểm tối đa 70"
    )
    with pytest.raises(UserError, match="còn 01 lỗi"):
        criteria_saving.save(session, edit)
    reason = "Hướng dẫn của huyện ghi 70, đã hỏi lại"
    taken = edit.with_set(tree.accept(edit.criteria_set, defect.key, reason))
    criteria_saving.save(session, taken)
    saved = adoption.programme(session, PLAN).criteria_set("tieu-bieu")
    assert saved == taken.criteria_set
    best = criteria_sets.try_out(saved, criteria_sets.sample_marks(saved))
    assert best.result is not None
    assert best.result.so_far == D(95)
