"""What a signed, well-formed file must still satisfy before its rows may lie beside ours.

The reader of packages knows shapes; here is what the columns mean: closed lists, stored marks,
content hashes, lengths, and that rows belong to the programme and year of the header. A row that
fails would break every list it is shown in, so the whole file is refused and nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from danvan_desktop.domain.sheets import is_stored_form
from danvan_desktop.exchange import refusals
from danvan_desktop.services.closed_lists import CLOSED
from danvan_desktop.services.receive_plan import TABLE_LABELS
from danvan_desktop.services.sending_down import TABLES as SENT_DOWN

LINE_LIMIT, TEXT_LIMIT, MARKS_LIMIT = 1_000, 20_000, 200_000
"""Characters; wider than any form of ours allows, so that a later version is not refused."""

_LONG = frozenset(
    {"summary", "note", "text", "reason", "bases", "receivers", "remark", "situation", "goals"}
    | {"achievement", "content", "place", "forces", "resources", "time", "products", "sustaining"}
)
_MARKS = frozenset({"marks", "conditions"})

_HASH = re.compile(r"[0-9a-f]{64}")


def check(header: Any, tables: Mapping[str, Sequence[Any]]) -> None:
    """Raise `PackageError` at the first row that cannot lie beside ours."""
    if header.for_office:
        _check_sent_down(tables)
    for table, rows in tables.items():
        for number, row in enumerate(rows, 1):
            for why in _faults(table, row, header):
                raise refusals.content(f"{TABLE_LABELS[table]}, bản ghi {number}", why)
    for table in ("unit", "body"):
        _check_tree(table, tables.get(table, ()))


def check_about_us(header: Any, tables: Mapping[str, Sequence[Any]], own: Collection[str]) -> None:
    """Only a file sent down may say something of registrations of ours; `own` are their uids."""
    if header.for_office:
        return
    for table, rows in tables.items():
        for number, row in enumerate(rows, 1):
            if row.fields.get("registration") in own:
                raise refusals.content(
                    f"{TABLE_LABELS[table]}, bản ghi {number}",
                    "nói về đăng ký của đơn vị mình, nhưng tệp không phải tệp gửi xuống",
                )


def _check_sent_down(tables: Mapping[str, Sequence[Any]]) -> None:
    for table, rows in tables.items():
        if rows and table not in SENT_DOWN:
            raise refusals.content(
                TABLE_LABELS[table], "tệp gửi xuống không được mang loại bản ghi này"
            )


def _faults(table: str, row: Any, header: Any) -> Iterator[str]:
    yield from _length_faults(row.fields)
    yield from _list_faults(table, row.fields)
    yield from _meaning_faults(table, row.fields)
    yield from _header_faults(table, row.fields, header)


def _length_faults(fields: Mapping[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        if not isinstance(value, str):
            continue
        limit = TEXT_LIMIT if name in _LONG else MARKS_LIMIT if name in _MARKS else LINE_LIMIT
        if len(value) > limit:
            yield f"mục {name} dài {len(value)} ký tự, nhiều nhất là {limit}"
        if name in ("name", "title", "file_name") and ("\n" in value or "\r" in value):
            yield f"mục {name} có dấu xuống dòng"


def _list_faults(table: str, fields: Mapping[str, Any]) -> Iterator[str]:
    for (owner, column), values in CLOSED.items():
        if owner == table and fields[column] not in {item.value for item in values}:
            yield f"mục {column} có giá trị lạ “{fields[column]}”"


def _meaning_faults(table: str, fields: Mapping[str, Any]) -> Iterator[str]:
    if table == "score_sheet":
        if not is_stored_form(fields["marks"]):
            yield "kết quả theo tiêu chí không đọc được"
        if not is_stored_form(fields["conditions"], conditions=True):
            yield "điều kiện không đọc được"
    if table == "evidence" and not _HASH.fullmatch(fields["sha256"]):
        yield "mã của tệp minh chứng không đúng dạng"


def _header_faults(table: str, fields: Mapping[str, Any], header: Any) -> Iterator[str]:
    of_programme = ("registration", "score_sheet", "award")
    if table in of_programme and fields["programme_id"] != header.programme_id:
        yield f"bản ghi thuộc chương trình “{fields['programme_id']}”, khác phần mở đầu của tệp"
    if table in ("registration", "award") and fields["year"] != header.year:
        yield f"bản ghi thuộc năm {fields['year']}, khác phần mở đầu của tệp"


def _check_tree(table: str, rows: Sequence[Any]) -> None:
    """Refuse a place or organisation that stands below itself."""
    parents = {row.uid: row.fields["parent"] for row in rows}
    sound: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        uid = start
        while uid in parents and uid not in sound:
            if uid in path:
                raise refusals.content(TABLE_LABELS[table], "có nơi nằm dưới chính nó")
            path[uid] = None
            uid = parents[uid]
        sound.update(path)
