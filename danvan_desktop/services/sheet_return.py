"""Taking back the sheets that an assessor marked on another computer.

`examine` reads a file and says for every registration in it what would happen; `apply` does it in
one transaction. Nothing is written before a person agrees, and a file that is refused leaves no
trace. What one sheet would do is `sheet_return_rows`,
doing it `sheet_taking`.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from danvan_desktop.errors import UserError
from danvan_desktop.models import Assessor, AssessorFile
from danvan_desktop.services import adoption, sheet_return_rows, sheet_taking
from danvan_desktop.services.session import Changes, Session, Topic
from danvan_desktop.services.sheet_return_rows import Outcome, ReturnRow

_SAFE = "Chưa có phiếu nào được nhận vào."


@dataclass(frozen=True)
class ReturnPlan:
    """What a sound file would do. `received_at`: when these very bytes were taken before.

    `forked`: an equally late state of the file with other content was taken before, so two copies
    of it were marked apart. `missing` counts registrations sent of which nothing came back.
    """

    path: Path
    assessor: str
    sequence: int
    made_on: date
    sha256: str
    edition: int
    file_uid: str
    rows: tuple[ReturnRow, ...]
    received_at: datetime | None = None
    forked: bool = False
    missing: int = 0
    sheets: tuple[Any, ...] = field(default=(), repr=False, compare=False)

    def taken_by_default(self) -> frozenset[str]:
        """The registrations that are taken unless a person says otherwise."""
        return frozenset(row.registration for row in self.rows if row.by_default)

    def count(self, *outcomes: Outcome) -> int:
        return sum(row.outcome in outcomes for row in self.rows)


def examine(session: Session, path: Path, programme_id: str, year: int) -> ReturnPlan:
    """Check a file that came back; nothing is written anywhere.

    `programme_id` and `year` are those the window stands at. Raises `UserError` for a file that
    is damaged, of another office, programme or year, never made here, or older than what was
    taken before.
    """
    from danvan_desktop.exchange import assessor_file, container_files
    from danvan_desktop.services import signing

    found = assessor_file.parse(container_files.load(path), signing.verify)
    if isinstance(found, assessor_file.BlankFile):
        raise UserError(
            f"Đây là tệp phiếu gửi cho {found.header.assessor}, chưa có kết quả nào trong đó.",
            safe=_SAFE,
            todo="Mở tệp này để đánh giá, rồi bấm “Ghi tệp trả về” và nhận tệp vừa ghi.",
        )
    key = found.source.public_key if isinstance(found, assessor_file.WorkFile) else found.public_key
    header = found.header
    _require_ours(session, header, programme_id, year)
    row = _known_file(key, header)
    _require_not_older(row, header, found.sha256)
    person = Assessor.get_by_id(row.assessor_id)
    same = row.returned_sha256 == found.sha256
    forked = not same and row.returned_edition == header.edition
    rows = sheet_return_rows.rows(session, person, row, found.sheets, forked=forked)
    return ReturnPlan(
        path,
        person.name,
        row.sequence,
        header.made_on,
        found.sha256,
        header.edition,
        row.uid,
        rows,
        datetime.fromisoformat(row.returned_at) if same and row.returned_at else None,
        forked,
        len(json.loads(row.contents)) - len(rows),
        found.sheets,
    )


def _require_ours(session: Session, header: Any, programme_id: str, year: int) -> None:
    if header.office_uid != session.office_uid:
        raise UserError(
            f"Tệp này trả về cho “{header.office_name}”, không phải cho đơn vị mình.",
            safe=_SAFE,
            todo="Gửi tệp cho đúng đơn vị đã lập phiếu.",
        )
    if (header.programme_id, header.year) == (programme_id, year):
        return
    names = {one.programme_id: one.name for one in adoption.adopted(session)}
    name = names.get(header.programme_id, header.programme_id)
    raise UserError(
        f"Tệp này thuộc chương trình “{name}”, năm {header.year}.",
        safe=_SAFE,
        todo="Chọn đúng chương trình và năm ở đầu cửa sổ rồi nhận lại tệp.",
    )


def _known_file(key: bytes, header: Any) -> AssessorFile:
    """The note of the file that was sent; everything the answer says of it must agree."""
    row: AssessorFile | None = AssessorFile.get_or_none(AssessorFile.public_key == key.hex())
    said = (header.programme_id, header.year, header.sequence, header.source_sha256)
    if row is None or said != (row.programme_id, row.year, row.sequence, row.sha256):
        raise UserError(
            f"Đơn vị không có tệp phiếu số {header.sequence} nào mà tệp này trả lời.",
            safe=_SAFE,
            todo="Nếu dữ liệu vừa được khôi phục từ bản sao lưu cũ, hãy lập và gửi lại tệp phiếu.",
        )
    return row


def _require_not_older(row: AssessorFile, header: Any, sha256: str) -> None:
    if header.edition < row.returned_edition and sha256 != row.returned_sha256:
        raise UserError(
            f"Đây là bản cũ hơn bản đã nhận của {header.assessor}: bản này lưu lần "
            f"{header.edition}, đã nhận bản lưu lần {row.returned_edition}.",
            safe="Các phiếu đã nhận giữ nguyên.",
            todo="Xin người đánh giá gửi tệp trả về mới nhất.",
        )


def apply(session: Session, plan: ReturnPlan, taken: Collection[str]) -> Changes:
    """Take what was chosen, all in one transaction; `taken` are uids of registrations.

    Raises `UserError` when data or file changed since the plan was made. Nothing is written then.
    """
    row = AssessorFile.get_by_id(plan.file_uid)
    again = examine(session, plan.path, row.programme_id, row.year)
    if again != plan:
        raise UserError(
            "Dữ liệu hoặc tệp đã thay đổi sau khi kiểm tra.",
            safe=_SAFE,
            todo="Nhận lại tệp để xem kết quả kiểm tra mới.",
        )
    chosen = [one for one in plan.rows if one.can_take and one.registration in taken]
    if not chosen and plan.received_at is not None:
        return Changes(frozenset(), "", 0)
    sheets = {sheet.registration: sheet for sheet in plan.sheets}
    person = Assessor.get_by_id(row.assessor_id)
    topics = (Topic.SHEETS, Topic.REGISTRATIONS)
    reason = f"Tệp phiếu số {plan.sequence} của {person.name}"
    with session.write("Nhận tệp phiếu đánh giá", *topics, reason=reason) as work:
        for one in chosen:
            sheet_taking.take(work, person, one, sheets[one.registration])
        work.update(
            row,
            returned_sha256=plan.sha256,
            returned_edition=plan.edition,
            returned_at=session.now_text(),
        )
        work.uid = plan.file_uid
    return Changes(work.changes.topics, plan.file_uid, len(chosen))
