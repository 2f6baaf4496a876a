"""The proposal to recognise (tờ trình đề nghị công nhận) with its list, from the candidates.

The list is who stands ready for a decision or was put forward: what the review meeting or the
appraisal passed. Its numbers are those of the page “Công nhận”.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from danvan_desktop.documents.letter import AnnexData, TableData, letter
from danvan_desktop.documents.page import Sheet
from danvan_desktop.documents.paper_table import TableColumn, TableRow
from danvan_desktop.domain.numbers import two_digits
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.workflow import State
from danvan_desktop.errors import UserError
from danvan_desktop.services import candidates, letter_papers, paper_parts
from danvan_desktop.services.addresses import address_of
from danvan_desktop.services.candidates import Candidate
from danvan_desktop.services.paper_specs import Filled, Proposal, Request
from danvan_desktop.services.session import Session

COLUMNS = (
    TableColumn("STT", 11, centred=True),
    TableColumn("Tên mô hình, điển hình", 46),
    TableColumn("Đơn vị, cá nhân", 32),
    TableColumn("Địa chỉ", 26),
    TableColumn("Danh hiệu, cấp đề nghị", 32),
    TableColumn("Kết quả đánh giá", 23),
)


def propose(session: Session, request: Request) -> Proposal:
    """Raises `UserError` while nothing stands ready to be proposed."""
    found = proposed(session, request)
    titles = Counter(item.registration.title_name for item in found)
    counted = ", ".join(
        f"{two_digits(count)} {in_sentence(name)}" for name, count in titles.items()
    )
    facts = {"count": two_digits(len(found)), "counted": counted}
    return letter_papers.propose(session, request, facts)


def sheet(session: Session, filled: Filled) -> Sheet:
    found = proposed(session, filled.request)
    annex = AnnexData(
        "Danh sách",
        f"Đề nghị công nhận mô hình, điển hình “Dân vận khéo” năm {filled.request.year}",
        TableData(COLUMNS, tuple(_rows(found))),
    )
    data = replace(letter_papers.letter_data(filled), annexes=(annex,))
    profile = paper_parts.profile_of(session, letter_papers.body_of(filled), filled.day)
    return letter(data, profile)


def proposed(session: Session, request: Request) -> tuple[Candidate, ...]:
    """Who is put forward: what passed, or was proposed already, in name order."""
    every = candidates.candidates(session, request.programme_id, request.year)
    found = [
        item
        for item in every
        if item.registration.state in (State.REVIEWED, State.PROPOSED) or item.ready
    ]
    if not found:
        raise UserError(
            "Chưa có mô hình, điển hình nào đủ điều kiện để đề nghị công nhận.",
            todo="Hoàn thành phiếu thẩm định hoặc kết thúc cuộc họp bình xét trước.",
        )
    return tuple(sorted(found, key=lambda item: item.registration.name))


def _rows(found: Sequence[Candidate]) -> list[TableRow]:
    return [
        TableRow(
            (
                str(number),
                item.registration.name,
                item.registration.subject_name,
                item.registration.address or address_of(item.registration.unit),
                f"{item.registration.title_name}, {in_sentence(item.registration.level_name)}",
                item.result_words,
            )
        )
        for number, item in enumerate(found, start=1)
    ]
