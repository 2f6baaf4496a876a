"""Papers on which a council votes: ballots, the paper for absent members, the count.

A ballot is the whole list on one paper, or one slip for each item. Nothing on it tells who voted,
unless the vote is open. Numbers of the count come in as words; empty ones are left to the pen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from danvan_desktop.documents import fonts
from danvan_desktop.documents.ending import keep_with_foot
from danvan_desktop.documents.form_fields import DottedLines, Space, TickBox, note_line
from danvan_desktop.documents.letterhead import letterhead, number_text, signatures, title_block
from danvan_desktop.documents.page import (
    SIGN_BELOW,
    IssuerData,
    PaperInfo,
    RestartNumbers,
    Sheet,
    SignatureData,
    body_style,
    centred_style,
    flush_style,
    labelled,
    paragraphs,
    safe,
    text_width,
)
from danvan_desktop.documents.paper_table import (
    ASSESSED,
    TableColumn,
    TableRow,
    paper_table,
    rows_or_note,
    without_empty,
)
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.documents.text_part import Text
from danvan_desktop.documents.tightening import tightening
from danvan_desktop.domain.clock_times import time_words
from danvan_desktop.domain.dates import long_date

BALLOT, OPINION, COUNT = "Phiếu bình xét", "Phiếu lấy ý kiến", "Biên bản kiểm phiếu"
HAND_COUNT = "Biên bản kiểm đếm biểu quyết"
COUNT_SIGN = "BB"
BALLOT_COLUMNS = (
    TableColumn("TT", 11, centred=True),
    TableColumn("Tên mô hình, điển hình", 52),
    TableColumn("Đơn vị, cá nhân", 36),
    TableColumn(ASSESSED, 27),
    TableColumn("Đề nghị công nhận", 41),
    TableColumn("Đồng ý", 20, centred=True),
    TableColumn("Không đồng ý", 20, centred=True),
)
COUNT_COLUMNS = (
    TableColumn("TT", 11, centred=True),
    TableColumn("Tên mô hình, điển hình", 62),
    TableColumn("Phát ra", 17, centred=True),
    TableColumn("Thu về", 17, centred=True),
    TableColumn("Không hợp lệ", 18, centred=True),
    TableColumn("Hợp lệ", 17, centred=True),
    TableColumn("Đồng ý", 17, centred=True),
    TableColumn("Không đồng ý", 18, centred=True),
    TableColumn("Ý kiến khác", 17, centred=True),
    TableColumn("Tỷ lệ đồng ý", 24, centred=True),
    TableColumn("Kết quả", 28, centred=True),
)
HAND_COLUMNS = (
    *COUNT_COLUMNS[:2],
    TableColumn("Số người được biểu quyết", 26, centred=True),
    *COUNT_COLUMNS[6:],
)
NO_ITEMS = "Chưa có mô hình, điển hình."
_SLIP_ROOM = 165.0
"""Points a slip needs: fewer at the foot of a page send it to the next."""
_TELLER_ROWS = 3


@dataclass(frozen=True)
class BallotItemData:
    """One item on a ballot: what is voted on, and for what."""

    name: str
    subject: str
    assessed: str
    title: str


@dataclass(frozen=True)
class BallotData:
    """A ballot. `signed` where the vote is open; `voters` are names of those asked in writing,
    a paper for each, with the `request` to them; `instruction` says how to vote."""

    issuer: IssuerData
    subject: str
    day: date | None
    year: int
    items: tuple[BallotItemData, ...]
    signed: bool = False
    voters: tuple[str, ...] = ()
    instruction: str = ""
    request: str = ""


@dataclass(frozen=True)
class CountRowData:
    """The counts of one item in the order of the columns after the name."""

    name: str
    numbers: tuple[str, ...]
    """Issued, collected, invalid, valid, agreeing, against, other; by hand only the first and the
    last three."""
    share: str
    result: str


@dataclass(frozen=True)
class CountMinutesData:
    """Everything the minutes of the count print; `secret` with ballots, else by show of hands.
    `opening` is the first sentence (`count_opening` the usual one)."""

    issuer: IssuerData
    subject: str
    day: date | None
    year: int
    secret: bool
    starts: str
    venue: str
    facts: tuple[str, ...]
    rows: tuple[CountRowData, ...]
    notes: tuple[str, ...] = ()
    chair_name: str = ""
    opening: str = ""


@tightening
def ballot(data: BallotData, profile: Profile) -> Sheet:
    """The whole list on one ballot, A4 upright."""
    story = _list_paper(data, profile, BALLOT, "")
    info = PaperInfo(f"{BALLOT} {data.subject}", data.issuer.name)
    return Sheet(story, profile, info, key="ballot.signed" if data.signed else "ballot.secret")


@tightening
def written_opinions(data: BallotData, profile: Profile) -> Sheet:
    """A paper for each absent member, signed; one without a name where none is given."""
    story: list[Flowable] = []
    for voter in data.voters or ("",):
        if story:
            story += [PageBreak(), RestartNumbers()]
        story += _list_paper(data, profile, OPINION, voter)
    info = PaperInfo(f"{OPINION} {data.subject}", data.issuer.name)
    return Sheet(story, profile, info, key="written_opinion")


@tightening
def slips(data: BallotData, profile: Profile) -> Sheet:
    """A slip for each item, several to a page, to be cut apart."""
    story: list[Flowable] = []
    for number, item in enumerate(data.items, start=1):
        if story:
            story += [Space(6), _cut_line(), Space(6)]
        story += _slip(data, profile, number, item)
    if not story:
        story = paragraphs("Danh sách", NO_ITEMS, body_style(profile))
    info = PaperInfo(f"{BALLOT} {data.subject}", data.issuer.name)
    return Sheet(labelled("Các phiếu", story), profile, info, key="ballot.slips")


@tightening
def count_minutes(data: CountMinutesData, profile: Profile) -> Sheet:
    """The minutes of the count, A4 wide, signed by the tellers and the chair."""
    kind = COUNT if data.secret else HAND_COUNT
    style = body_style(profile)
    number = number_text(profile, data.issuer, COUNT_SIGN, "")
    rows = [
        TableRow((str(n), row.name, *row.numbers, row.share, row.result))
        for n, row in enumerate(data.rows, start=1)
    ]
    width = text_width(profile, wide=True)
    columns = COUNT_COLUMNS if data.secret else HAND_COLUMNS
    found = rows_or_note(rows, NO_ITEMS)
    table = paper_table(profile, columns, found, width, size=profile.table.wide_size)
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=number, day=data.day, year=data.year, wide=True),
        title_block(profile, kind, data.subject, wide=True),
        *paragraphs("Mở đầu", data.opening, style),
        note_line(profile, "Tổ kiểm phiếu:" if data.secret else "Người kiểm đếm:"),
        DottedLines(_TELLER_ROWS, style.leading),
        *[part for fact in data.facts for part in paragraphs("Nội dung", fact, style)],
        table,
        *[part for note in data.notes for part in paragraphs("Ghi chú", note, style)],
    ]
    tellers = "Tổ kiểm phiếu" if data.secret else "Người kiểm đếm"
    blocks: list[SignatureData | None] = [
        SignatureData(tellers, note=SIGN_BELOW),
        SignatureData("Chủ trì", data.chair_name, note="" if data.chair_name else SIGN_BELOW),
    ]
    story = keep_with_foot(story, signatures(profile, blocks, wide=True))
    info = PaperInfo(f"{kind} {data.subject}", data.issuer.name)
    key = "count_minutes.secret" if data.secret else "count_minutes.hand"
    return Sheet(story, profile, info, wide=True, key=key)


def count_opening(data: CountMinutesData) -> str:
    """When and where votes are counted, of which kind; dots for what is not known yet."""
    where = data.venue or "." * 40
    how = "kiểm phiếu" if data.secret else "kiểm đếm biểu quyết bằng hình thức giơ tay"
    return (
        f"Vào hồi {time_words(data.starts)}, {long_date(data.day, data.year)}, tại {where}, "
        f"tiến hành {how}."
    )


def _list_paper(data: BallotData, profile: Profile, kind: str, voter: str) -> list[Flowable]:
    rows = [
        TableRow((str(n), *_cells(item), TickBox(), TickBox()))
        for n, item in enumerate(data.items, start=1)
    ]
    columns, rows = without_empty(BALLOT_COLUMNS, rows, ASSESSED)
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=None, day=data.day, year=data.year),
        title_block(profile, kind, data.subject),
        *_addressed(data, profile, kind, voter),
        *labelled("Hướng dẫn", [note_line(profile, data.instruction)]),
        Space(4),
        paper_table(profile, columns, rows_or_note(rows, NO_ITEMS), text_width(profile)),
    ]
    if kind == OPINION:
        story += [Space(4), DottedLines(2, 20, "Ý kiến khác:")]
    if kind == OPINION or data.signed:
        who = "Người cho ý kiến" if kind == OPINION else "Người biểu quyết"
        signer = SignatureData(who, voter, note=SIGN_BELOW)
        story = keep_with_foot(story, signatures(profile, [None, signer]))
    return story


def _cells(item: BallotItemData) -> tuple[str, ...]:
    return (item.name, item.subject, item.assessed, item.title)


def _addressed(data: BallotData, profile: Profile, kind: str, voter: str) -> list[Flowable]:
    if kind != OPINION:
        return []
    name = f"Kính gửi: {voter or '.' * 50}"
    line = Text(safe("Kính gửi", name), centred_style(profile, spaceAfter=8))
    made = labelled("Kính gửi", [line])
    return made + paragraphs("Đề nghị", data.request, body_style(profile))


def opinion_request(data: BallotData, member: str) -> str:
    """What a `member` ("đồng chí") who cannot come is asked; the last day is left to the pen."""
    return (
        f"Do {member} không dự họp được, đề nghị {member} cho ý kiến vào phiếu này và gửi về "
        f"{data.issuer.name} trước khi kiểm phiếu ({'.' * 30})."
    )


def instruction(data: BallotData, *, written: bool = False) -> str:
    """How to mark the paper, and that a secret one bears no name."""
    mark = "Đánh dấu X vào một trong hai ô ở mỗi dòng; dòng đánh dấu cả hai ô là không hợp lệ."
    if written or data.signed:
        return mark
    return f"{mark} Bỏ phiếu kín: không ký, không ghi tên vào phiếu."


def _slip(
    data: BallotData, profile: Profile, number: int, item: BallotItemData
) -> Iterator[Flowable]:
    """One item on its own: kept together, with what is voted on and two boxes."""
    above = {"spaceAfter": 2, "keepWithNext": 1}
    heading = centred_style(profile, fontName=fonts.TEXT_BOLD, **above)
    rows = [TableRow((*_cells(item), TickBox(), TickBox()))]
    columns, rows = without_empty(BALLOT_COLUMNS[1:], rows, ASSESSED)
    yield CondPageBreak(_SLIP_ROOM)
    yield Text(safe("Cơ quan", data.issuer.name), flush_style(profile, **above))
    yield Text(safe("Tên phiếu", f"{BALLOT.upper()} SỐ {number:02d}"), heading)
    subject = centred_style(profile, spaceAfter=4, keepWithNext=1)
    yield Text(safe("Nội dung", data.subject), subject)
    table = paper_table(profile, columns, rows, text_width(profile))
    table.keepWithNext = data.signed
    yield table
    if data.signed:
        text = f"Người biểu quyết: {'.' * 60}"
        yield Text(safe("Người biểu quyết", text), flush_style(profile, spaceBefore=6))


def _cut_line() -> Flowable:
    return DottedLines(1, 8)


def numbers_or_blank(numbers: Sequence[int | None]) -> tuple[str, ...]:
    """Counts as printed, two digits; empty where nothing was counted yet."""
    return tuple("" if number is None else f"{number:02d}" for number in numbers)
