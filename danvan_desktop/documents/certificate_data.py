"""What is written on a certificate: plain values, and the set phrases they are made into.

Owns the data of the paper and its wording; knows no layout. Everything is text as it shall be
read, in the issuing body's profile; services fill it from what was stored with the decision, so
that a reprint says what the first print said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from danvan_desktop.documents.letterhead import number_text
from danvan_desktop.documents.page import IssuerData, SignatureData
from danvan_desktop.documents.profile_format import Profile
from danvan_desktop.domain.dates import long_date

TITLE = "GIẤY CHỨNG NHẬN"
_ROOM = "\u00a0" * 8


@dataclass(frozen=True)
class CertificateData:
    """One recognition certificate (giấy chứng nhận) for one recipient.

    Empty texts are left out, except the recipient, who must have a name. A date that is None stays
    open with `year` printed; an open `decision_number` is its sign behind room to write
    (`certificate_base` makes it). Line ends in `issuer` and `reason` are kept.
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
    position_bold: bool = True
    register_label: str = "Vào sổ cấp giấy chứng nhận"
    register_number: str | None = None
    title: str = TITLE

    @property
    def place_date(self) -> str:
        """ "Yên Nghĩa, ngày 05 tháng 02 năm 2026", or the same with room to write."""
        return f"{self.place}, {_with_room(long_date(self.issued_on, self.year))}"

    @property
    def foot_text(self) -> str:
        """The lines at the foot, left: the decision this paper rests on, its place in the register.

        Numbers and dates that are not known yet stay open.
        """
        lines = []
        if self.decision_number:
            day = _with_room(long_date(self.decision_date, self.year))
            lines.append(f"Quyết định số {_with_room(self.decision_number)} {day}")
            if self.decision_issuer:
                lines.append(f"của {self.decision_issuer}")
        if self.register_label:
            lines.append(f"{self.register_label} số: {self.register_number or _ROOM}")
        return "\n".join(lines)


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
    """What all certificates of one decision share, in the profile of the body that issues them.

    `body` is the recognising body as it stands over the title ("Ban Thường vụ Đảng ủy xã Yên
    Nghĩa"), by default the issuer; `decision_number` as the clerk gave it, "" while open.
    Recipient, lead, reason, address and register number are then set with `dataclasses.replace`.
    """
    top_line, *rest = profile.header.motto_lines
    prefix = str(getattr(profile.signature.acting, signature.acting)) if signature.acting else ""
    on_behalf = bool(signature.authority)
    number = number_text(profile, issuer, "QĐ", decision_number)
    return CertificateData(
        top_line=top_line,
        motto=rest[0] if rest else "",
        issuer=(body or issuer.name).upper(),
        place=issuer.place,
        authority=f"{prefix}{signature.authority}".upper() if on_behalf else "",
        position=(signature.position if on_behalf else f"{prefix}{signature.position}").upper(),
        position_bold=profile.signature.position.bold,
        signer=signature.signer,
        decision_number=number.removeprefix(profile.number.label),
        decision_date=decision_date,
        decision_issuer=decision_issuer,
        issued_on=issued_on,
        year=year,
    )


def lead_line(subject: str) -> str:
    """The line over the recipient for a kind of subject: "Tập thể" -> "Chứng nhận tập thể"."""
    return f"Chứng nhận {subject[:1].lower()}{subject[1:]}"


def initiative_reason(initiative: str, kind: str, title: str, level: str, year: int) -> str:
    """What is recognised when it is an initiative.

    `kind` as printed ("mô hình", "phần việc", "việc làm", "công trình"), `title` the title's name
    (mô hình "Dân vận khéo"), `level` its tier ("cấp xã"). The line end parts what was done from
    what it is recognised as.
    """
    return f"Có {kind} {_quoted(initiative)}\n{title_reason(title, level, year, start='được')}"


def title_reason(title: str, level: str, year: int, *, start: str = "Được") -> str:
    """What is recognised when it is the recipient itself: an exemplar (điển hình)."""
    words = [f"{start} công nhận danh hiệu {title}", level, f"năm {year}"]
    return " ".join(word for word in words if word)


def _quoted(name: str) -> str:
    return name if name.startswith(("“", '"')) else f"“{name}”"


def _with_room(text: str) -> str:
    """Open places stay as wide as they are, and are no places to end a line."""
    return re.sub(" {2,}", lambda gap: "\u00a0" * len(gap[0]), text)
