"""A programme with a scale of points and one of grades, for boards; its sheets by the services."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from danvan_desktop.domain.criteria import Grade
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.sheets import MarkEntry, Stage
from danvan_desktop.services import adoption, assessors, evaluation, registrations
from danvan_desktop.services.assessors import AssessorDraft
from danvan_desktop.services.session import Session
from tests import factories

ID = "bang-so-sanh-2026"
YEAR = 2026
POINTS, GRADES = "tieu-bieu", "mo-hinh"
SECTION = 5

_HEAD = """
format = 1
id = "bang-so-sanh-2026"
version = 1
name = "Chương trình chấm điểm (mẫu)"
first_year = 2026
last_year = 2026
[issuer]
name = "Đảng ủy phường (mẫu)"
channel = "party"
[paper]
kind = "Kế hoạch"
title = "Thực hiện phong trào (mẫu)"
[[levels]]
code = "xa"
name = "Cấp xã"
rank = 0
[[sectors]]
code = "kinh-te"
name = "Kinh tế"
shared = "KT"
[[sectors]]
code = "van-hoa"
name = "Văn hóa - xã hội"
shared = "VHXH"
[[titles]]
code = "tieu-bieu"
name = "Mô hình tiêu biểu"
source = "Mẫu"
criteria = {{ collective = "diem", individual = "diem", household = "diem" }}
{quota}
[[titles]]
code = "mo-hinh"
name = "Mô hình"
source = "Mẫu"
criteria = {{ collective = "dat", individual = "dat", household = "dat" }}
[[authorities]]
body_kinds = ["party_committee"]
level = "xa"
titles = ["tieu-bieu", "mo-hinh"]
body = "Đảng ủy phường"
source = "Mẫu"
[registration]
source = "Mẫu"
[[criteria_sets]]
code = "dat"
title = "Tiêu chí mô hình"
subject_kinds = ["collective", "individual", "household"]
source = "Mẫu"
criteria = [
    {{ code = "1", title = "Có kết quả rõ" }},
    {{ code = "2", title = "Dân được bàn" }},
    {{ code = "3", title = "Làm theo được" }},
]
[[criteria_sets]]
code = "diem"
title = "Thang điểm mô hình tiêu biểu"
subject_kinds = ["collective", "individual", "household"]
maximum = {maximum}
source = "Mẫu"
criteria = [
{criteria}
]
ranks = [
    {{ code = "tot", name = "Tốt", low = {good} }},
    {{ code = "dat", name = "Đạt", low = {enough}, high = {good} }},
    {{ code = "chua", name = "Chưa đạt", low = 0, high = {enough}, passes = false }},
]
[criteria_sets.pass_rule]
all_conditions = true
[criteria_sets.panel]
merge = "{merge}"
"""


def programme_text(criteria: int = 20, quota: str = "", merge: str = "mean") -> str:
    """A programme whose points come from `criteria` lines of five points, in sections of five.

    `quota` is the inside of a quota's table ("number = 3"). The first line is a veto.
    """
    sections = -(-criteria // SECTION)
    lines = []
    for section in range(1, sections + 1):
        count = min(SECTION, criteria - (section - 1) * SECTION)
        leaves = ", ".join(_leaf(section, place) for place in range(1, count + 1))
        lines.append(
            f'    {{ code = "{section}", title = "Mục {section}", maximum = {count * 5}, '
            f"children = [{leaves}] }},"
        )
    maximum = criteria * 5
    return _HEAD.format(
        quota=f"quotas = [{{ {quota}, source = 'Mẫu' }}]" if quota else "",
        maximum=maximum,
        criteria="\n".join(lines),
        good=maximum * 8 // 10,
        enough=maximum // 2,
        merge=merge,
    )


def _leaf(section: int, place: int) -> str:
    veto = ", veto = true" if (section, place) == (1, 1) else ""
    return (
        f'{{ code = "{section}.{place}", title = "Tiêu chí {section}.{place}", kind = "points", '
        f"maximum = 5, step = 0.25{veto} }}"
    )


def adopt(session: Session, criteria: int = 20, quota: str = "", merge: str = "mean") -> Programme:
    adoption.adopt(session, programme_text(criteria, quota, merge), "bang.toml")
    return adoption.programme(session, ID)


def enlist(session: Session, count: int, order: random.Random | None = None) -> tuple[str, ...]:
    """Name `count` assessors, in an order of chance where one is given; their names."""
    names = tuple(f"Ủy viên {chr(ord('A') + at)} (mẫu)" for at in range(count))
    names = names if order is None else tuple(order.sample(names, count))
    assessors.add(session, ID, YEAR, [AssessorDraft(name) for name in names])
    return names


def register(
    session: Session, plan: Programme, name: str, title: str = POINTS, **values: Any
) -> str:
    draft = replace(factories.draft(session, plan, name), title=title, **values)
    return registrations.register(session, plan.id, YEAR, draft).uid


def assess(
    session: Session,
    registration: str,
    assessor: str,
    points: Sequence[str | Decimal],
    *,
    stage: Stage = Stage.APPRAISAL,
    finish: bool = True,
    order: random.Random | None = None,
) -> str:
    """A sheet with these points in the order of the paper, given one by one in an order of chance
    where there is one. Returns its uid."""
    codes = _codes(session, registration, stage, assessor)
    marks = {code: MarkEntry(Decimal(one)) for code, one in zip(codes, points, strict=False)}
    if order is not None:
        some = dict(order.sample(list(marks.items()), len(marks) - 1))
        _save(session, registration, stage, assessor, some, finish=False)
        marks = dict(order.sample(list(marks.items()), len(marks)))
    return _save(session, registration, stage, assessor, marks, finish=finish)


def grade(
    session: Session,
    registration: str,
    assessor: str,
    grades: Sequence[Grade],
    *,
    stage: Stage = Stage.APPRAISAL,
) -> str:
    """A finished sheet of the set without points."""
    codes = _codes(session, registration, stage, assessor)
    marks = {code: MarkEntry(one) for code, one in zip(codes, grades, strict=True)}
    return _save(session, registration, stage, assessor, marks, finish=True)


def _codes(session: Session, registration: str, stage: Stage, assessor: str) -> list[str]:
    view = evaluation.open_sheet(session, registration, stage, assessor)
    return [leaf.code for leaf in view.criteria_set.leaves()]


def _save(
    session: Session,
    registration: str,
    stage: Stage,
    assessor: str,
    marks: dict[str, MarkEntry],
    *,
    finish: bool,
) -> str:
    uid = evaluation.save_marks(session, registration, stage, marks, {}, assessor=assessor).uid
    if finish:
        evaluation.finish(session, uid)
    return uid
