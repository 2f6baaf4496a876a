"""Reading the journal: who changed what and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from danvan_desktop.models import JournalChange, JournalEntry
from danvan_desktop.services.session import Session


@dataclass(frozen=True)
class JournalRow:
    """One changed field; `field` is the official's word for it, empty when a record was made."""

    number: int
    at: datetime
    operator: str
    use_case: str
    reason: str
    field: str
    old: str | None
    new: str | None


FIELD_LABELS = {
    "name": "Tên",
    "summary": "Nội dung chính",
    "unit": "Địa bàn",
    "body": "Tổ chức",
    "sector": "Lĩnh vực",
    "level": "Cấp đề nghị",
    "title": "Danh hiệu",
    "kind": "Loại",
    "newness": "Mới/duy trì",
    "person_in_charge": "Người phụ trách",
    "situation": "Thực trạng, lý do",
    "goals": "Mục tiêu",
    "content": "Nội dung và cách thức thực hiện",
    "place": "Địa bàn, đối tượng",
    "forces": "Lực lượng",
    "resources": "Nguồn lực",
    "time": "Thời gian",
    "products": "Sản phẩm",
    "sustaining": "Duy trì, nhân rộng",
    "quantified_value": "Giá trị định lượng",
    "registered_with": "Nơi đăng ký",
    "registered_with_name": "Nơi đăng ký",
    "registered_on": "Ngày đăng ký",
    "note": "Ghi chú",
    "position": "Chức vụ",
    "address": "Địa chỉ",
    "on": "Ngày",
    "text": "Nội dung",
    "marks": "Kết quả theo tiêu chí",
    "conditions": "Điều kiện",
    "remark": "Nhận xét",
    "finished": "Hoàn thành",
    "total": "Tổng điểm (phần trăm điểm)",
    "passed": "Đạt",
    "number": "Số",
    "date": "Ngày văn bản",
    "signer": "Người ký",
    "status": "Trạng thái",
    "deleted": "Xóa",
    "valid_from": "Hiệu lực từ",
    "valid_to": "Hiệu lực đến",
    "parent": "Trực thuộc",
    "conflict": "Mâu thuẫn: bản đang giữ và bản nhận được",
}


def history(session: Session, about: str) -> tuple[JournalRow, ...]:
    """Every journalled change of a record and what belongs to it, the newest first."""
    del session
    query = (
        JournalChange.select(JournalChange, JournalEntry)
        .join(JournalEntry, on=(JournalChange.entry == JournalEntry.uid))
        .where(JournalChange.about == about)
        .order_by(JournalEntry.number.desc(), JournalChange.uid)
    )
    return tuple(
        JournalRow(
            line.entry.number,
            datetime.fromisoformat(line.entry.at),
            line.entry.operator,
            line.entry.use_case,
            line.entry.reason,
            FIELD_LABELS.get(line.field, line.field),
            line.old,
            line.new,
        )
        for line in query
    )
