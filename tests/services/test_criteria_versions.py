"""Versions of a programme's criteria: history, what changed, where a new set may start from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from danvan_desktop.domain import criteria_tree as tree
from danvan_desktop.domain.criteria import CriterionKind
from danvan_desktop.services import (
    criteria_drafts,
    criteria_saving,
    criteria_sets,
    criteria_versions,
)
from danvan_desktop.services.session import Session
from tests import factories

PLAN = factories.PROGRAMME


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = factories.make_session(tmp_path)
    yield made
    made.close()


def test_history_says_what_changed(session: Session) -> None:
    edit = criteria_sets.open_set(session, PLAN, "mo-hinh").edit
    changed = tree.move(edit.criteria_set, (0,), (2,))
    changed = tree.put(changed, (5,), replace(changed.criteria[5], title="Duy trì lâu dài"))
    criteria_saving.save(session, edit.with_set(changed))
    newest, oldest = criteria_versions.versions(session, PLAN)
    title = "Tiêu chí công nhận mô hình “Dân vận khéo”"
    assert newest.changes == (
        f"{title}: Đổi thứ tự tiêu chí 1 “Có tên gọi, chủ thể, địa chỉ rõ ràng”.",
        f"{title}: Tiêu chí 6: nội dung “Duy trì được, có thể nhân rộng” → “Duy trì lâu dài”.",
    )
    assert (newest.version, newest.newest, oldest.version, oldest.changes) == (2, True, 1, ())
    lines = criteria_versions.changes_between(
        session, PLAN, oldest.fingerprint, newest.fingerprint, "mo-hinh"
    )
    assert [f"{title}: {line}" for line in lines] == list(newest.changes)


def test_last_years_set_is_copied_from_an_older_version(session: Session) -> None:
    edit = criteria_sets.open_set(session, PLAN, "tieu-bieu").edit
    first = replace(edit.criteria_set, title="Tên năm nay")
    criteria_saving.save(session, edit.with_set(first))
    (source,) = (
        one
        for one in criteria_versions.sources(session)
        if (one.programme_id, one.version, one.code) == (PLAN, 1, "tieu-bieu")
    )
    old = criteria_versions.set_of_source(session, source)
    assert old == edit.criteria_set
    view = criteria_sets.new_set(session, PLAN, old)
    assert view.edit.criteria_set == replace(old, code="tieu-bieu-2")
    assert criteria_sets.check(session, view.edit) == ()


def test_set_of_another_programme_can_be_started_from(session: Session) -> None:
    (source,) = (
        one
        for one in criteria_versions.sources(session)
        if (one.programme_id, one.code) == ("mttq-cu-jut-2020", "tap-the")
    )
    assert source.adopted is False
    view = criteria_sets.new_set(session, PLAN, criteria_versions.set_of_source(session, source))
    criteria_saving.save(session, view.edit)
    assert criteria_sets.sets(session, PLAN)[-1].code == "tap-the"


def test_draft_comes_back_as_it_was_with_its_defects(session: Session) -> None:
    edit = criteria_sets.open_set(session, PLAN, "tieu-bieu").edit
    node = replace(
        edit.criteria_set.criteria[0],
        title="",
        code="",
        kind=CriterionKind.BANDS,
        maximum=Decimal("-3.333"),
        children=(),
    )
    broken = edit.with_set(tree.put(edit.criteria_set, (0,), node))
    criteria_drafts.keep(session, broken)
    assert criteria_drafts.kept(session, PLAN, "tieu-bieu") == broken
    criteria_drafts.drop(session, PLAN, "tieu-bieu")
    assert criteria_drafts.kept(session, PLAN, "tieu-bieu") is None
