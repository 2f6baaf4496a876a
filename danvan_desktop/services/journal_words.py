"""Journalled values in an official's words: names for uids, labels for codes, days as dd/mm/yyyy.

The journal keeps what the tables keep; here is only how it is shown.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.marks_text import mark_words, read_mark
from danvan_desktop.domain.numbers import format_decimal
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.errors import UserError
from danvan_desktop.models import Body, Registration, Subject, Unit
from danvan_desktop.services.adoption import programme_as_of
from danvan_desktop.services.closed_lists import CLOSED
from danvan_desktop.services.session import Session

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
    "marks": "Kết quả tiêu chí",
    "conditions": "Điều kiện",
    "remark": "Nhận xét",
    "finished": "Hoàn thành",
    "finished_on": "Ngày hoàn thành",
    "rank": "Xếp loại",
    "total": "Tổng điểm",
    "passed": "Đạt",
    "number": "Số",
    "date": "Ngày văn bản",
    "signer": "Người ký",
    "status": "Trạng thái",
    "deleted": "Xóa",
    "valid_from": "Hiệu lực từ",
    "valid_to": "Hiệu lực đến",
    "parent": "Trực thuộc",
    "discussion": "Nội dung thảo luận",
    "secret": "Bỏ phiếu kín",
    "together": "Biểu quyết chung cả danh sách",
    "issued": "Số phiếu phát ra",
    "collected": "Số phiếu thu về",
    "invalid": "Số phiếu không hợp lệ",
    "agreeing": "Số đồng ý",
    "against": "Số không đồng ý",
    "written_sent": "Phiếu lấy ý kiến gửi đi",
    "written_returned": "Phiếu lấy ý kiến thu về",
    "written_invalid": "Ý kiến bằng văn bản không hợp lệ",
    "written_agreeing": "Ý kiến bằng văn bản đồng ý",
    "written_against": "Ý kiến bằng văn bản không đồng ý",
    "chair_agrees": "Người chủ trì đồng ý",
    "result": "Kết luận",
    "reason": "Lý do",
    "given_title": "Danh hiệu được đề nghị",
    "given_level": "Cấp được đề nghị",
    "void": "Kết quả không tính vì",
    "step": "Kết quả bình xét đã ghi",
    "active": "Đang tham gia",
    "assessor": "Người đánh giá",
    "unit_name": "Đơn vị",
    "set_code": "Bộ tiêu chí",
    "paper_total": "Tổng ghi trên phiếu giấy",
    "registration_revision": "Lần sửa của đăng ký",
    "criteria": "Bộ tiêu chí",
    "decision": "Quyết định",
    "recipient_name": "Tập thể, cá nhân",
    "initiative_name": "Tên mô hình",
    "achievement": "Thành tích",
    "giver_name": "Cơ quan khen thưởng",
    "decision_number": "Số quyết định khen thưởng",
    "decision_date": "Ngày quyết định khen thưởng",
    "sustained_from": "Duy trì từ",
    "conflict": "Mâu thuẫn: bản đang giữ và bản nhận được",
}

_RECORDS = {
    "score_sheet": "Phiếu đánh giá",
    "sheet_origin": "Cách nhập phiếu",
    "interest": "Khai báo lợi ích liên quan",
    "assessor_file": "Tệp phiếu đánh giá",
    "variant_choice": "Biến thể của bộ tiêu chí",
    "superseded_paper": "Văn bản đã phát hành không còn đúng",
    "certificate": "Giấy chứng nhận",
    "revocation": "Thu hồi công nhận",
}
"""What a record without a name of its own is called."""

_NAMED: dict[str, Any] = {"unit": Unit, "body": Body, "registered_with": Body, "subject": Subject}
_DAYS = frozenset(
    {"on", "registered_on", "date", "valid_from", "valid_to", "finished_on", "decision_date"}
)
_OF_PROGRAMME = {
    "sector": "sectors",
    "level": "levels",
    "title": "titles",
    "given_level": "levels",
    "given_title": "titles",
}
_POINTS = frozenset({("score_sheet", "total"), ("sheet_origin", "paper_total")})
"""Kept in hundredths of a point."""
_CODED = frozenset({"registration", "meeting_item"})


def field_label(field: str) -> str:
    """The form's caption of a column; a key inside a JSON column stands behind the caption."""
    name, _, key = field.partition(".")
    label = FIELD_LABELS.get(name, name)
    return f"{label} {key}" if key else label


class JournalWords:
    """Shows the values of one record's history."""

    def __init__(self, session: Session, about: str) -> None:
        self._session = session
        self._about = about

    def shown(self, table: str, field: str, value: str | None) -> str | None:
        """The value in words; as it is kept where there are none for it."""
        if not value:
            return value
        if value == table:
            return _RECORDS.get(table, value)
        if not field:
            return self._code(table, "title" if table == "meeting_item" else "kind", value)
        if field == "step":
            return "có"
        if field.startswith("marks."):
            return _mark(value)
        if field.startswith("conditions."):
            return {"true": "có", "false": "không"}.get(value, value)
        if field in _DAYS:
            return _day(value)
        if (table, field) in _POINTS:
            return format_decimal(Decimal(value) / 100)
        if field in _NAMED or field == "parent":
            return self._name(_NAMED.get(field) or {"unit": Unit, "body": Body}.get(table), value)
        return self._code(table, field, value)

    def _name(self, table: Any, uid: str) -> str:
        row = table.get_or_none(table.uid == uid) if table else None
        return row.name if row else uid

    def _code(self, table: str, field: str, value: str) -> str:
        if table in _CODED and field in _OF_PROGRAMME and self._programme:
            items = getattr(self._programme, _OF_PROGRAMME[field])
            return next((item.name for item in items if item.code == value), value)
        return self._in_list(table, field, value)

    def _in_list(self, table: str, field: str, value: str) -> str:
        codes = CLOSED.get((table, field))
        label = getattr(codes(value), "label", value) if codes and value in set(codes) else value
        return str(label() if callable(label) else label)

    @cached_property
    def _programme(self) -> Programme | None:
        """The programme whose codes the registration uses."""
        row = Registration.get_or_none(Registration.uid == self._about)
        if row is None:
            return None
        try:
            return programme_as_of(self._session, row.programme_id, row.programme_fingerprint)
        except UserError:
            return None


def _day(value: str) -> str:
    try:
        return format_date(date.fromisoformat(value))
    except ValueError:
        return value


def _mark(value: str) -> str:
    """A mark and its remark as the sheet shows them."""
    try:
        entry = json.loads(value)
        parts = (mark_words(read_mark(entry["mark"])), entry["remark"])
    except (ValueError, TypeError, KeyError):
        return value
    return "; ".join(part for part in parts if part)
