"""Papers of awards: proposal, decision, the list of money to sign for, invitation and programme.

Lists are the awards of the programme and year as the page “Công nhận” keeps them; the order of the
ceremony is the order in which the papers are printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count

from danvan_desktop.documents.letter import AnnexData, LetterData, TableData, letter
from danvan_desktop.documents.page import Sheet, SignatureData
from danvan_desktop.documents.paper_table import RECIPIENTS, TableColumn, TableRow
from danvan_desktop.domain.award_money import BASE_SALARY, coefficient_key, money
from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.number_words import money_in_words
from danvan_desktop.domain.numbers import format_decimal, roman, two_digits
from danvan_desktop.domain.text import in_sentence
from danvan_desktop.domain.units import BodyKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Body
from danvan_desktop.services import (
    addressees,
    award_givers,
    award_words,
    awards,
    dated_figures,
    decision_wording,
    letter_papers,
    paper_parts,
    paper_signs,
    printed_papers,
    proposers,
)
from danvan_desktop.services.awards import AwardRow
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_specs import Filled, Proposal, Request
from danvan_desktop.services.printed_papers import SIGNER_LIMIT
from danvan_desktop.services.session import Session

LIST_COLUMNS = (
    TableColumn("STT", 11, centred=True),
    TableColumn(RECIPIENTS, 50),
    TableColumn("Thành tích", 75),
    TableColumn("Hình thức", 34),
)
MONEY_COLUMNS = (
    TableColumn("STT", 11, centred=True),
    TableColumn(RECIPIENTS, 56),
    TableColumn("Hình thức", 28),
    TableColumn("Hệ số", 17, centred=True),
    TableColumn("Mức tiền (đồng)", 30, right=True),
    TableColumn("Ký nhận", 28),
)
STAGE_COLUMNS = (
    TableColumn("Thứ tự", 15, centred=True),
    TableColumn(RECIPIENTS, 85),
    TableColumn("Hình thức", 70),
)
_MADE_BY = SignatureData("", authority="Người lập danh sách")
_LISTED = {
    PaperKind.AWARD_PROPOSAL: AwardStatus.PROPOSED,
    PaperKind.AWARD_DECISION: AwardStatus.PROPOSED,
    PaperKind.AWARD_MONEY: AwardStatus.GIVEN,
    PaperKind.CEREMONY_PROGRAMME: AwardStatus.GIVEN,
}
"""Which awards a paper lists."""


def propose(session: Session, request: Request) -> Proposal:
    """Raises `UserError` while no award is in the state that the paper is about."""
    rows = listed(session, request)
    body = Body.get_by_id(request.body)
    giver = decision_wording.signing_of(body).deciding_body
    givers = {row.giver_name for row in rows}
    named = givers.pop() if len(givers) == 1 else ""
    above = award_givers.shown(session, named) or addressees.gives(body, [row.kind for row in rows])
    facts = {
        **({"above": above} if above else {}),
        **({"who": award_words.who(row.subject_kind for row in rows)} if rows else {}),
        "award_count": two_digits(len(rows)),
        "awards": award_words.counted(rows),
        "gives": award_words.given(rows, giver),
        "base_salary": _base_salary(rows),
        "decision": award_words.decisions(session, rows),
    }
    council = proposers.for_award(body) if request.kind is PaperKind.AWARD_PROPOSAL else None
    bases = award_words.bases(session, rows)
    return letter_papers.propose(session, request, facts, bases=bases, council=council)


def sheet(session: Session, filled: Filled) -> Sheet:
    """The paper with its list of awards; raises where one cannot be on it any more."""
    data = _with_list(session, letter_papers.letter_data(filled), filled)
    _check_chairman(filled, data)
    if filled.request.kind is PaperKind.AWARD_DECISION:
        data = letter_papers.with_code(session, data)
    profile = paper_parts.profile_of(session, letter_papers.body_of(filled), filled.day)
    return letter(data, profile)


def _check_chairman(filled: Filled, data: LetterData) -> None:
    """A State award decision is the chairman's own (CHỦ TỊCH, or KT. CHỦ TỊCH), never TM."""
    committee = BodyKind(letter_papers.body_of(filled).kind) is BodyKind.PEOPLES_COMMITTEE
    decision = filled.request.kind is PaperKind.AWARD_DECISION
    if committee and decision and data.signature.acting == "on_behalf":
        raise FieldError(
            "authority_line",
            "Quyết định khen thưởng của Chủ tịch Ủy ban nhân dân không ghi “TM.”.",
            todo="Để trống khi Chủ tịch ký, hoặc ghi “KT. Chủ tịch” khi Phó Chủ tịch ký.",
        )


def remember_signer(session: Session, body: str, texts: Mapping[str, str]) -> None:
    """Who signed the decision signs its giấy khen too, as the head or a deputy."""
    signer = texts.get("signer", "").strip()
    if 0 < len(signer) <= SIGNER_LIMIT:
        signed = paper_parts.signature("", signer, texts.get("authority_line", ""))
        printed_papers.remember_signer(session, [body], signer, signed.acting == "for_head")


def _with_list(session: Session, data: LetterData, filled: Filled) -> LetterData:
    request, year = filled.request, filled.request.year
    rows = listed(session, request, filled.number, filled.day)
    if request.kind is PaperKind.AWARD_MONEY:
        table = TableData(MONEY_COLUMNS, tuple(_money_rows(rows)))
        return replace(data, tables=(table,), confirmation=_MADE_BY)
    if request.kind is PaperKind.CEREMONY_PROGRAMME:
        table = TableData(STAGE_COLUMNS, _grouped(rows, _stage_cells))
        return replace(data, tables=(table,))
    if request.kind is PaperKind.CEREMONY_INVITATION:
        return data
    proposed = "Đề nghị khen thưởng" if request.kind is PaperKind.AWARD_PROPOSAL else "Khen thưởng"
    title = f"{proposed} trong phong trào thi đua “Dân vận khéo” năm {year}"
    table = TableData(LIST_COLUMNS, _grouped(rows, _list_cells))
    return replace(data, annexes=(AnnexData("Danh sách", title, table),))


def giving_body(session: Session, programme_id: str, year: int) -> str:
    """The own body that gives most of the year's awards, "" while no giver is named."""
    own = [row for row in awards.awards(session, programme_id, year) if row.own]
    found = Counter(uid for row in own if (uid := _giver(session, row)))
    return found.most_common(1)[0][0] if found else ""


def _giver(session: Session, row: AwardRow) -> str:
    bodies = Body.select().where((Body.owner == session.office_uid) & ~Body.deleted)
    body = paper_signs.named(row.giver_name, list(bodies)) if row.giver_name else None
    return str(body.uid) if body is not None else ""


def listed(
    session: Session, request: Request, number: str = "", day: date | None = None
) -> tuple[AwardRow, ...]:
    """The awards a paper lists. Its own stay on it once they are decided: those given by the
    decision of that number and day, those that were put forward."""
    wanted = _LISTED.get(request.kind)
    if wanted is None:
        return ()
    every = awards.awards(session, request.programme_id, request.year)
    own = [row for row in every if row.own]
    found = [row for row in own if row.status is wanted]
    if request.kind is PaperKind.AWARD_DECISION:
        givers = [(_giver(session, row), row) for row in found]
        found = [row for giver, row in givers if giver in ("", request.body)] or found
    if request.kind is PaperKind.AWARD_DECISION and number:
        this = (number.strip(), day)
        given = [row for row in own if row.status is AwardStatus.GIVEN]
        found = [row for row in given if (row.decision_number, row.decision_date) == this] or found
    elif request.kind is PaperKind.AWARD_PROPOSAL:
        found = found or own
    if not found:
        raise UserError(
            f"Chưa có khen thưởng nào ở bước “{wanted.label}” để lập văn bản này.",
            todo="Mở “Công nhận”, phần Khen thưởng, để đề nghị hoặc nhập quyết định trước.",
        )
    return tuple(found)


def _list_cells(row: AwardRow) -> tuple[str, ...]:
    return (row.recipient_name, row.achievement, row.kind)


def _stage_cells(row: AwardRow) -> tuple[str, ...]:
    return (row.recipient_name, row.kind)


def _grouped(
    rows: Sequence[AwardRow], cells: Callable[[AwardRow], tuple[str, ...]]
) -> tuple[TableRow, ...]:
    """The rows in the stage's order, numbered on, under a heading for each group with its count."""
    made: list[TableRow] = []
    numbers = count(1)
    for place, (words, group) in enumerate(award_words.groups(rows), start=1):
        made.append(TableRow((roman(place), f"{words} ({two_digits(len(group))})"), bold=True))
        made += [TableRow((str(next(numbers)), *cells(row))) for row in group]
    return tuple(made)


def _money_rows(rows: Sequence[AwardRow]) -> Iterator[TableRow]:
    """Each with its money on the decision's date, the sum, and the sum in words.

    Raises `UserError` naming the figure that is not set for that date.
    """
    total = 0
    for number, row in enumerate(rows, start=1):
        coefficient, amount = _amount(row)
        total += amount
        words = (format_decimal(coefficient), format_decimal(amount))
        yield TableRow((str(number), row.recipient_name, row.kind, *words, ""))
    yield TableRow(("", "Cộng", "", "", format_decimal(total), ""), bold=True)
    yield TableRow(("", f"Bằng chữ: {money_in_words(total)}."))


def _base_salary(rows: Sequence[AwardRow]) -> str:
    """The base salary of all the decisions' dates, "" where they differ or none is set."""
    days = {row.decision_date for row in rows if row.decision_date}
    found = {dated_figures.value_on(BASE_SALARY, day) for day in days}
    base = found.pop() if len(found) == 1 else None
    return "" if base is None else format_decimal(base)


def _amount(row: AwardRow) -> tuple[Decimal, int]:
    day = row.decision_date or date.max
    base = dated_figures.value_on(BASE_SALARY, day)
    key = coefficient_key(row.kind, row.subject_kind.value)
    coefficient = dated_figures.value_on(key, day)
    if base is None:
        raise _missing("Lương cơ sở", day)
    if coefficient is None:
        raise _missing(f"Hệ số {in_sentence(row.kind)} cho {row.subject_kind.label.lower()}", day)
    return coefficient, money(coefficient, int(base))


def _missing(what: str, day: date) -> UserError:
    return UserError(
        f"{what} áp dụng cho ngày {format_date(day)} chưa được đặt.",
        todo="Mở “Thiết lập”, phần “Mức tiền thưởng”, nhập mức và ngày áp dụng.",
    )
