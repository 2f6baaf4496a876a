"""The recognition decision with its annex: who recognises what, on which bases, signed by whom.

Owns the order of the parts; texts, number and date come in `DecisionData`, the look from the
profile. It decides nothing and composes no legal wording.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable, PageBreak

from danvan_desktop.documents.ending import keep_with_foot
from danvan_desktop.documents.letterhead import (
    centred_lines,
    foot,
    letterhead,
    number_text,
    title_block,
)
from danvan_desktop.documents.page import (
    IssuerData,
    PaperInfo,
    RestartNumbers,
    Sheet,
    SignatureData,
    body_style,
    paragraphs,
    text_width,
)
from danvan_desktop.documents.paper_table import TableColumn, TableRow, paper_table
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.domain.dates import long_date

KIND = "Quyết định"
KIND_SIGN = "QĐ"
ANNEX_COLUMNS = (
    TableColumn("STT", 11, centred=True),
    TableColumn("Tên mô hình, điển hình", 43),
    TableColumn("Đơn vị, cá nhân", 31),
    TableColumn("Địa chỉ", 26),
    TableColumn("Lĩnh vực", 22),
    TableColumn("Danh hiệu", 23),
    TableColumn("Ghi chú", 14),
)


@dataclass(frozen=True)
class AnnexRowData:
    """One recognised initiative or exemplar in the list of the decision."""

    name: str
    subject: str
    address: str
    sector: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class DecisionData:
    """Everything a recognition decision prints.

    `number` empty and `day` None leave both open, with `year` in the date. `subject` is the line
    under QUYẾT ĐỊNH ("Về việc công nhận ..."), `deciding_body` the body whose verb decides.
    `bases` and `articles` come without end signs and without "Điều n.": the profile adds them.
    `annex_title` stands under DANH SÁCH; no rows, no annex.
    """

    issuer: IssuerData
    number: str
    day: date | None
    year: int
    subject: str
    deciding_body: str
    bases: tuple[str, ...]
    articles: tuple[str, ...]
    signature: SignatureData
    receivers: tuple[str, ...]
    annex_title: str = ""
    annex_rows: tuple[AnnexRowData, ...] = ()


def recognition_decision(data: DecisionData, profile: Profile) -> Sheet:
    """The decision (NĐ 30/2020, Phụ lục III; Party: HD 05-HD/VPTW of 2026).

    Raises `UserError` naming the part that cannot be printed as it is.
    """
    number = number_text(profile, data.issuer, KIND_SIGN, data.number)
    story: list[Flowable] = [
        letterhead(profile, data.issuer, number=number, day=data.day, year=data.year),
        title_block(profile, KIND, data.subject),
        *_deciding_part(data, profile),
        *_articles(data, profile),
    ]
    if data.annex_rows:
        story += _annex(data, profile, number)
    title = f"{KIND} {data.subject[:1].lower()}{data.subject[1:]}"
    return Sheet(story, profile, PaperInfo(title, data.issuer.name))


def _deciding_part(data: DecisionData, profile: Profile) -> list[Flowable]:
    style = profile.bases
    bases = _bases(data.bases, profile)
    body, verb = data.deciding_body, style.verb
    if style.deciding_body == "with_verb":
        line = f"{body.strip()} {verb}".strip()
        return [
            *bases,
            centred_lines(profile, "Cơ quan quyết định", line, style.body_line, keep=True),
        ]
    return [
        centred_lines(profile, "Cơ quan quyết định", body, style.body_line, gap=10),
        *bases,
        centred_lines(profile, "Cơ quan quyết định", verb, style.body_line, keep=True),
    ]


def _bases(bases: Sequence[str], profile: Profile) -> list[Flowable]:
    style = profile.bases
    text_style = body_style(profile)
    if style.italic:
        text_style = body_style(profile, fontName="Tinos-Italic")
    made: list[Flowable] = []
    named = [_open_ended(base) for base in bases if base.strip()]
    for index, base in enumerate(named):
        end = style.last if index == len(named) - 1 else style.separator
        made += paragraphs("Căn cứ", f"{style.prefix}{base}", text_style, tail=end)
    return made


def _open_ended(text: str) -> str:
    return text.strip().rstrip(";,./ ")


def _articles(data: DecisionData, profile: Profile) -> list[Flowable]:
    """Articles, the last one closed by the profile's end sign and bound to the foot."""
    made: list[Flowable] = []
    for index, article in enumerate(data.articles, start=1):
        label = profile.bases.article_label.replace("{number}", str(index))
        last = index == len(data.articles)
        text = _open_ended(article) if last else article.strip()
        made += paragraphs(
            f"Điều {index}",
            text,
            body_style(profile),
            lead=f"<b>{label}</b> ",
            tail=profile.body.end if last else "",
        )
    end = foot(profile, data.signature, data.receivers)
    return keep_with_foot(made, end) if made else [end]


def _annex(data: DecisionData, profile: Profile, number: str) -> list[Flowable]:
    story: list[Flowable] = [PageBreak()]
    if profile.page_number.annex_restarts:
        story.append(RestartNumbers())
    story += [
        title_block(profile, "Danh sách", data.annex_title),
        centred_lines(
            profile,
            "Dòng kèm theo",
            attached_text(data, profile, number),
            profile.annex.attached_style,
            gap=10,
        ),
        paper_table(profile, ANNEX_COLUMNS, _annex_rows(data.annex_rows), text_width(profile)),
    ]
    return story


def attached_text(data: DecisionData, profile: Profile, number: str) -> str:
    """ "(Kèm theo Quyết định số 05-QĐ/ĐU ngày 05 tháng 02 năm 2026 của ...)"; open on a draft."""
    written = long_date(data.day, data.year).removeprefix("ngày").removeprefix(" ")
    text = profile.annex.attached.replace("{paper}", KIND)
    text = text.replace("{number}", number.removeprefix(profile.number.label))
    return text.replace("{date}", written).replace("{issuer}", data.issuer.name)


def _annex_rows(rows: Sequence[AnnexRowData]) -> list[TableRow]:
    return [
        TableRow((str(index), row.name, row.subject, row.address, row.sector, row.title, row.note))
        for index, row in enumerate(rows, start=1)
    ]
