"""What a sound file would do, as the page shows it before a person agrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan_desktop.domain.merging import MergePlan, Outcome

TABLE_LABELS = {
    "unit": "Địa bàn",
    "body": "Tổ chức",
    "unit_succession": "Kế thừa địa bàn",
    "body_succession": "Kế thừa tổ chức",
    "initiative": "Mô hình",
    "subject": "Tập thể, cá nhân, hộ",
    "registration": "Đăng ký",
    "step": "Bước xử lý",
    "progress_note": "Ghi chú tiến độ",
    "evidence": "Minh chứng",
    "story": "Tin, bài",
    "score_sheet": "Phiếu đánh giá",
    "decision": "Quyết định",
    "recognition": "Công nhận",
    "revocation": "Thu hồi",
    "certificate": "Giấy chứng nhận",
    "award": "Khen thưởng",
}


@dataclass(frozen=True)
class RowNotice:
    """A row that is not simply taken, and why."""

    table: str
    name: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True)
class UnitChoice:
    """A place of ours that the sender's home unit may be linked to."""

    uid: str
    name: str


@dataclass(frozen=True)
class ReceivePlan:
    """What a sound file would do. `counts` is by the table's label, then outcome."""

    path: Path
    office_uid: str
    office_name: str
    home_unit_name: str
    programme_id: str
    programme_name: str
    year: int
    sequence: int
    made_on: str
    fingerprint: str
    trusted: bool
    from_above: bool
    """Sent down to this office: results on its own registrations."""
    already_received: bool
    linked_unit: str
    choices: tuple[UnitChoice, ...]
    counts: Mapping[str, Mapping[Outcome, int]]
    notices: tuple[RowNotice, ...]
    warnings: tuple[str, ...]
    merge: MergePlan
    package: Any

    @property
    def totals(self) -> dict[Outcome, int]:
        return self.merge.totals()


def matches(plan: ReceivePlan, typed: str) -> bool:
    """Whether the fingerprint that a person typed is that of the file's key."""
    from danvan_desktop.services import signing

    return bool(typed) and signing.matches_fingerprint(plan.package.header.public_key, typed)


def report(plan: ReceivePlan) -> dict[str, Any]:
    """The plan as plain values, for a machine to read."""
    return {
        "office": plan.office_name,
        "office_uid": plan.office_uid,
        "programme": plan.programme_id,
        "year": plan.year,
        "sequence": plan.sequence,
        "fingerprint": plan.fingerprint,
        "trusted": plan.trusted,
        "already_received": plan.already_received,
        "totals": {outcome.name.lower(): count for outcome, count in plan.totals.items()},
        "notices": [
            {"table": n.table, "name": n.name, "outcome": n.outcome.value, "reason": n.reason}
            for n in plan.notices
        ],
        "warnings": list(plan.warnings),
    }


def summary(plan: ReceivePlan) -> list[str]:
    """The plan in lines for a person."""
    lines = [
        f"{plan.office_name}: {plan.programme_name}, năm {plan.year}, lần gửi {plan.sequence}.",
        f"Dấu khóa: {plan.fingerprint}" + ("" if plan.trusted else " (chưa xác nhận)"),
        ", ".join(f"{outcome.value}: {count}" for outcome, count in plan.totals.items()),
    ]
    if plan.already_received:
        lines.append("Tệp này đã nhận trước đây.")
    return [*lines, *plan.warnings, *(f"{n.table} “{n.name}”: {n.reason}" for n in plan.notices)]
