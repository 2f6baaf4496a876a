"""What a programme holds, as headed lines with their source, for a person to look through.

Words only, made from the programme alone; what the office set for itself is `gaps`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from danvan_desktop.domain.criteria import CriteriaSet, Criterion, PassRule
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.programmes import Programme, Target, When
from danvan_desktop.domain.units import SubjectKind

SET_BY_OFFICE = "Đơn vị tự đặt"
UNSAID = "Văn bản không nêu"


@dataclass(frozen=True)
class OutlineLine:
    """One line: what, more about it, paper and article, and the lines below it."""

    title: str
    detail: str = ""
    source: str = ""
    below: tuple[OutlineLine, ...] = ()


def outline(plan: Programme) -> tuple[OutlineLine, ...]:
    """The headings of a programme in the order of the work; empty ones are left out."""
    groups = (
        _group("Văn bản", _paper(plan)),
        _group("Cấp công nhận", (OutlineLine(level.name) for level in plan.levels)),
        _group("Lĩnh vực", (OutlineLine(sector.name) for sector in plan.sectors)),
        _group("Danh hiệu", _titles(plan)),
        _group("Thẩm quyền công nhận", _authorities(plan)),
        _group("Yêu cầu khi đăng ký", _registration(plan)),
        _group("Bộ tiêu chí", (_criteria_set(item) for item in plan.criteria_sets)),
        _group("Bình xét", _review(plan)),
        _group("Mốc thời gian", _deadlines(plan)),
        _group("Chỉ tiêu", (_target(target, plan) for target in plan.targets)),
        _group("Văn bản phải có", _papers(plan)),
        _group("Nơi nhận", (OutlineLine(receiver) for receiver in plan.receivers)),
    )
    return tuple(group for group in groups if group.below)


def _group(title: str, lines: Iterable[OutlineLine]) -> OutlineLine:
    below = tuple(lines)
    return OutlineLine(title, f"{len(below)} mục", "", below)


def _paper(plan: Programme) -> Iterable[OutlineLine]:
    paper = plan.paper
    day = f" ngày {paper.date:%d/%m/%Y}" if paper.date else ""
    number = f"Số {paper.number}{day}" if paper.number else ""
    yield OutlineLine(f"{paper.kind}: {paper.title}", number or "Chưa có số, ngày")
    yield OutlineLine(f"Cơ quan ban hành: {plan.issuer.name}", plan.issuer.channel.label)
    for line in paper.based_on:
        yield OutlineLine(f"Căn cứ {line}")


def _kinds(kinds: Iterable[SubjectKind]) -> str:
    return ", ".join(kind.label.lower() for kind in kinds)


def _titles(plan: Programme) -> Iterable[OutlineLine]:
    for title in plan.titles:
        when = "xét hằng năm" if title.when is When.YEARLY else "xét khi sơ kết, tổng kết"
        yield OutlineLine(title.name, f"{_kinds(title.subject_kinds)}; {when}", title.source)


def _authorities(plan: Programme) -> Iterable[OutlineLine]:
    for rule in plan.authorities:
        names = ", ".join(plan.title(code).name for code in rule.titles)
        detail = f"{plan.level(rule.level).name}: {names}"
        scope = f" ({rule.scope})" if rule.scope else ""
        yield OutlineLine(rule.body, detail + scope, rule.source)


def _review(plan: Programme) -> Iterable[OutlineLine]:
    """How the council votes, where the programme says anything of it."""
    rules = plan.review
    if not rules.source and not rules.set_by_office:
        return
    source = rules.source or SET_BY_OFFICE
    yield OutlineLine("Hội đồng bình xét", f"{rules.members:02d} thành viên", source)
    for seat in rules.seats:
        yield OutlineLine(seat.role.label, seat.position, source)
    yield OutlineLine("Thành phần cần có mặt", rules.votes.quorum.words, source)
    yield OutlineLine("Biểu quyết", rules.votes.words, source)
    if rules.notice_days is not None:
        kind = "ngày làm việc" if rules.notice_working_days else "ngày"
        yield OutlineLine("Công khai danh sách", f"{rules.notice_days:02d} {kind}", source)


def _registration(plan: Programme) -> Iterable[OutlineLine]:
    rules = plan.registration
    if rules.registered_with:
        yield OutlineLine("Đăng ký với", rules.registered_with, rules.source)
    for line in rules.requirements:
        yield OutlineLine(line, "", rules.source)
    for confirmation in rules.confirmations:
        yield OutlineLine(confirmation.kind.label, confirmation.by, confirmation.source)
    if rules.quantified_sectors:
        names = ", ".join(plan.sector(code).name for code in rules.quantified_sectors)
        yield OutlineLine("Phải có giá trị lượng hóa", names, rules.source)


def _criteria_set(item: CriteriaSet) -> OutlineLine:
    conditions = tuple(
        OutlineLine(f"Điều kiện: {one.title}", one.guidance, one.source) for one in item.conditions
    )
    remarks = [_kinds(item.subject_kinds)]
    if item.maximum is not None:
        remarks.append(f"thang {format_decimal(item.maximum)} điểm")
    if item.orientation:
        remarks.append("có tính định hướng")
    if item.not_in_paper:
        remarks.append(UNSAID.lower())
    remarks.append(_pass_words(item.pass_rule))
    criteria = tuple(_criterion(one) for one in item.criteria)
    return OutlineLine(
        item.title, "; ".join(part for part in remarks if part), item.source, conditions + criteria
    )


def _pass_words(rule: PassRule) -> str:
    parts = ["bảo đảm mọi điều kiện"] if rule.all_conditions else []
    if rule.min_points is not None:
        parts.append(f"từ {format_decimal(rule.min_points)} điểm")
    if rule.min_met is not None:
        parts.append(f"ít nhất {rule.min_met} tiêu chí đạt")
    if rule.max_not_met is not None:
        parts.append(
            f"nhiều nhất {rule.max_not_met} tiêu chí chưa đạt"
            if rule.max_not_met
            else "không tiêu chí nào chưa đạt"
        )
    return f"đạt khi {', '.join(parts)}" if parts else ""


def _criterion(one: Criterion) -> OutlineLine:
    points = f"tối đa {_points(one.maximum)}" if one.maximum is not None else ""
    marks = [points, "phải có minh chứng" if one.evidence_required else "", one.guidance]
    return OutlineLine(
        f"{one.code}. {one.title}",
        "; ".join(part for part in marks if part),
        one.source,
        tuple(_criterion(child) for child in one.children),
    )


def _points(number: Decimal) -> str:
    return f"{format_decimal(number)} điểm"


def _deadlines(plan: Programme) -> Iterable[OutlineLine]:
    for rule in plan.deadlines:
        whom = " → ".join(part for part in (rule.sender, rule.receiver) if part)
        detail = f"{rule.wording}; {whom}" if whom else rule.wording
        yield OutlineLine(rule.title, detail, _said(rule.source, rule.set_by_office))


def _target(target: Target, plan: Programme) -> OutlineLine:
    figure = ""
    if target.at_least is not None:
        figure = f"từ {format_decimal(target.at_least)} {target.unit}"
    level = f" ({plan.level(target.level).name})" if target.level else ""
    detail = "; ".join(part for part in (figure, target.who) if part)
    return OutlineLine(target.title + level, detail, _said(target.source, target.set_by_office))


def _papers(plan: Programme) -> Iterable[OutlineLine]:
    for rule in plan.papers:
        yield OutlineLine(rule.title, rule.receiver and f"Gửi {rule.receiver}", rule.source)


def _said(source: str, set_by_office: bool) -> str:
    return SET_BY_OFFICE if set_by_office else source
