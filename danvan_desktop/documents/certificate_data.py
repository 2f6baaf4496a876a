"""What is written on a certificate or award paper: plain values, and the set phrases of them.

Owns the data of the paper, its wording and what each field of a template says; knows no layout.
Everything is text as it shall be read, in the issuing body's profile; services fill it from what
was stored with the decision, so that a reprint says what the first print said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from danvan_desktop.documents.letterhead import number_text, signing_lines
from danvan_desktop.documents.line_stack import kept_spaces
from danvan_desktop.documents.page import IssuerData, SignatureData
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.domain.certificate_template import FACTS, Source
from danvan_desktop.domain.dates import format_date, long_date, month_words

TITLE = "GIẤY CHỨNG NHẬN"
AWARD_TITLE = "GIẤY KHEN"
_ROOM = "\u00a0" * 8


@dataclass(frozen=True)
class CertificateData:
    """One certificate or award paper for one recipient.

    `key` is the uid of what it is given for, by which nudges are kept; `prefix` is the word before
    the name (Ông, Bà, Gia đình ông); `code` the text of the QR code, signed. Empty texts are left
    out. A date that is None stays open with `year` printed; an open `decision_number` is its sign
    behind room to write (`certificate_base` makes it). Line ends in `issuer` and `reason` are kept.
    """

    top_line: str
    issuer: str
    place: str
    position: str
    signer: str
    lead: str = ""
    recipient: str = ""
    reason: str = ""
    motto: str = ""
    parent: str = ""
    address: str = ""
    decision_number: str = ""
    decision_date: date | None = None
    decision_issuer: str = ""
    year: int | None = None
    issued_on: date | None = None
    authority: str = ""
    register_label: str = "Vào sổ cấp giấy chứng nhận"
    register_number: str | None = None
    title: str = TITLE
    prefix: str = ""
    initiative: str = ""
    level: str = ""
    code: str = ""
    key: str = ""

    @property
    def place_date(self) -> str:
        """ "Yên Nghĩa, ngày 05 tháng 02 năm 2026", or the same with room to write."""
        return f"{self.place}, {kept_spaces(long_date(self.issued_on, self.year))}"

    @property
    def foot_text(self) -> str:
        """The lines at the foot, left: the decision this paper rests on, its place in the register.

        Numbers and dates that are not known yet stay open.
        """
        lines = [self.decision_text] if self.decision_number else []
        if self.register_label:
            lines.append(f"{self.register_label} số: {self.register_number or _ROOM}")
        return "\n".join(lines)

    @property
    def decision_text(self) -> str:
        """ "Quyết định số ... ngày ...", under it of whom; "" when it rests on none."""
        if not self.decision_number:
            return ""
        day = kept_spaces(long_date(self.decision_date, self.year))
        line = f"Quyết định số {kept_spaces(self.decision_number)} {day}"
        return f"{line}\ncủa {self.decision_issuer}" if self.decision_issuer else line


def texts(data: CertificateData) -> dict[Source, str]:
    """What every source but free text and the code says for this paper; "" for nothing."""
    day = data.decision_date
    sign_year = str(data.issued_on.year if data.issued_on else data.year or "")
    written = kept_spaces(long_date(day, data.year)) if data.decision_number else ""
    return {
        Source.HEADER: "\n".join(line for line in (data.top_line, data.motto) if line),
        Source.PARENT: data.parent,
        Source.ISSUER: data.issuer,
        Source.TITLE: data.title,
        Source.LEAD: data.lead,
        Source.RECIPIENT: data.recipient,
        Source.ADDRESS: data.address,
        Source.REASON: data.reason,
        Source.INITIATIVE: data.initiative,
        Source.LEVEL: data.level,
        Source.YEAR: str(data.year) if data.year else "",
        Source.PLACE_DATE: data.place_date,
        Source.AUTHORITY: data.authority,
        Source.POSITION: data.position,
        Source.SIGNER: data.signer,
        Source.DECISION: data.decision_text,
        Source.DECISION_NUMBER: kept_spaces(data.decision_number),
        Source.DECISION_DAY: format_date(day) if data.decision_number and day else _ROOM,
        Source.DAY: f"{data.issued_on.day:02d}" if data.issued_on else _ROOM,
        Source.MONTH: month_words(data.issued_on) if data.issued_on else _ROOM,
        Source.SIGN_YEAR: sign_year,
        Source.SIGN_YEAR_END: sign_year[-2:],
        Source.DECISION_DATE: written,
        Source.REGISTER_NUMBER: data.register_number or _ROOM,
        Source.FOOT: data.foot_text,
    }


def filled(text: str, known: Mapping[Source, str]) -> str:
    """Free text with its facts put in; "" when it names facts and none of them is known.

    What is put in is never looked through again: a name with braces stays as it is.
    """
    parts = _parsed(text)
    names = [source for _, source in parts if source is not None]
    if names and not any(known[source].strip() for source in names):
        return ""
    return "".join(known[source] if source else words for words, source in parts)


@lru_cache(maxsize=256)
def _parsed(text: str) -> tuple[tuple[str, Source | None], ...]:
    """Free text as runs of words and facts, in turn."""
    parts: list[tuple[str, Source | None]] = []
    for place, piece in enumerate(re.split(r"\{([^{}]*)\}", text)):
        source = _SOURCES.get(piece) if place % 2 else None
        words = f"{{{piece}}}" if place % 2 and source is None else piece
        parts.append(("" if source else words, source))
    return tuple(parts)


_SOURCES = {name: source for source, name in FACTS.items()}


def certificate_base(
    profile: Profile,
    issuer: IssuerData,
    signature: SignatureData,
    *,
    body: str = "",
    decision_number: str = "",
    decision_date: date | None = None,
    decision_issuer: str = "",
    issued_on: date | None = None,
    year: int | None = None,
) -> CertificateData:
    """What all papers of one decision share, in the profile of the body that issues them.

    `body` is the recognising body as it stands over the title ("Ban Thường vụ Đảng ủy xã Yên
    Nghĩa"), by default the issuer; `decision_number` as the clerk gave it, "" while open.
    Recipient, lead, reason, address and register number are then set with `dataclasses.replace`.
    """
    top_line, *rest = profile.header.motto_lines
    authority, position = signing_lines(profile, signature)
    number = number_text(profile, issuer, "QĐ", decision_number)
    return CertificateData(
        top_line=top_line,
        motto=rest[0] if rest else "",
        issuer=(body or issuer.name).upper(),
        place=issuer.place,
        authority=authority.upper(),
        position=position.upper(),
        signer=signature.signer,
        decision_number=number.removeprefix(profile.number.label),
        decision_date=decision_date,
        decision_issuer=decision_issuer,
        issued_on=issued_on,
        year=year,
    )


def lead_line(subject: str) -> str:
    """The line over the recipient: "Tập thể" -> "Chứng nhận tập thể", "Bà" -> "Chứng nhận bà"."""
    return f"Chứng nhận {subject[:1].lower()}{subject[1:]}".strip()


def initiative_reason(initiative: str, kind: str, title: str, level: str, year: int) -> str:
    """What is recognised when it is an initiative.

    `kind` as printed ("mô hình", "phần việc", "việc làm", "công trình"), `title` the title's name
    (mô hình "Dân vận khéo"), `level` its tier ("cấp xã"). The line end parts what was done from
    what it is recognised as.
    """
    return f"Có {kind} {_quoted(initiative)}\n{title_reason(title, level, year, start='được')}"


def exemplar_reason(initiative: str, kind: str, title: str, level: str, year: int) -> str:
    """What is recognised when it is the recipient, who made the initiative."""
    return f"{title_reason(title, level, year)}\nvới {kind} {_quoted(initiative)}"


def title_reason(title: str, level: str, year: int, *, start: str = "Được") -> str:
    """What is recognised when it is the recipient itself: an exemplar (điển hình)."""
    words = [f"{start} công nhận danh hiệu {title}", level, f"năm {year}"]
    return " ".join(word for word in words if word)


def _quoted(name: str) -> str:
    return name if name.startswith(("“", '"')) else f"“{name}”"
