"""One paper by a template that is still being made, for the page the editor shows.

Owns whose paper it is (a sample, the longest words we have, a real recipient) and that a field
which cannot be printed leaves the others standing. Stores nothing. What papers say is
`certificate_papers`'.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from danvan_desktop.documents.certificate import CertificatePaper, PrintLook
from danvan_desktop.documents.certificate import certificates as draw
from danvan_desktop.documents.certificate import problems as find_problems
from danvan_desktop.documents.certificate_data import (
    AWARD_TITLE,
    TITLE,
    CertificateData,
    certificate_base,
    initiative_reason,
    lead_line,
)
from danvan_desktop.domain.awards import AwardStatus
from danvan_desktop.domain.certificate_template import (
    Background,
    Border,
    CertificateTemplate,
    Paper,
    Source,
    TemplateField,
    TemplateKind,
)
from danvan_desktop.domain.units import SubjectKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import Award
from danvan_desktop.services import (
    blank_pictures,
    certificate_papers,
    certificate_templates,
    certificates,
    decision_wording,
    paper_parts,
)
from danvan_desktop.services.certificates import CertificateStatus
from danvan_desktop.services.session import Session

SAMPLE, LONGEST = "sample", "longest"
"""Whose paper, besides uids of the register's entries and of awards."""
MOST_PEOPLE = 40
_YEARS = 3
_LONG_NAME = (
    "Ban Công tác Mặt trận và Chi hội Nông dân liên tổ dân phố số 12, số 13 và số 14 (tên mẫu dài)"
)
_LONG_ADDRESS = "Tổ dân phố số 12, đường liên phường phía Đông, Phường Mẫu, Thành phố Mẫu"
_LONG_REASON = (
    "Vận động Nhân dân hiến đất, góp công mở rộng đường giao thông, xây dựng đoạn đường tự quản "
    "sáng, xanh, sạch, đẹp, an toàn và giúp nhau phát triển kinh tế"
)


@dataclass(frozen=True)
class Trial:
    """A drawn page; `problems` says by field id why a field is missing on it."""

    content: bytes
    problems: dict[str, str]


def people(session: Session, kind: TemplateKind) -> list[tuple[str, str]]:
    """Whose papers can be shown: key and words. The sample and the longest come first."""
    first = [(SAMPLE, "Tên mẫu"), (LONGEST, "Tên dài nhất")]
    if kind is TemplateKind.AWARD:
        return [*first, *_awarded(session)]
    return [*first, *_certified(session)]


def trial(
    session: Session, template: CertificateTemplate, who: str = SAMPLE, *, printed: bool = False
) -> Trial:
    """The paper of somebody by this template, without the fields that cannot be printed.

    For pre-printed stock the blank's picture lies faintly under the words, unless it is to be
    `printed`: then there are words only. Raises `UserError` when the background picture is gone or
    the recipient is.
    """
    data = data_of(session, template.kind, who)
    if not template.stock:
        look = PrintLook(pictures=certificate_templates.pictures(session, template))
    elif printed:
        look = PrintLook(stock=True)
    else:
        look = PrintLook(pictures=blank_pictures.guides(session, template))
    found = {
        one.field: one.words for one in find_problems([CertificatePaper(data, template)], look)
    }
    fields = tuple(
        replace(one, visible=one.visible and one.id not in found) for one in template.fields
    )
    drawable = replace(template, fields=fields)
    return Trial(draw([CertificatePaper(data, drawable)], look), found)


def border_picture(border: Border) -> bytes:
    """A page with the border alone, for a small picture of it."""
    bare = CertificateTemplate(
        border.label, TemplateKind.CERTIFICATE, Paper(), border, False, Background()
    )
    hidden = TemplateField("title", Source.TITLE, 100.0, 80.0, 97.0, 20.0, size=40.0, floor=6.0)
    data = CertificateData("", "", "", "", "", title=" ")
    return draw([CertificatePaper(data, replace(bare, fields=(hidden,)))])


def data_of(session: Session, kind: TemplateKind, who: str) -> CertificateData:
    """What the paper of `who` says."""
    if who == LONGEST:
        return _longest(session, kind)
    if who == SAMPLE:
        return _sample(session, kind)
    if kind is TemplateKind.AWARD:
        return certificate_papers.of_awards(session, [who])[0].data
    return certificate_papers.of_certificates(session, [who])[0].data


def _certified(session: Session) -> list[tuple[str, str]]:
    found = []
    for year in range(session.today().year, session.today().year - _YEARS, -1):
        rows = certificates.register(session, year)
        found += [
            (row.uid, f"{row.recipient} ({row.number_text})")
            for row in rows
            if row.status is CertificateStatus.VALID and not row.mark
        ]
    return found[:MOST_PEOPLE]


def _awarded(session: Session) -> list[tuple[str, str]]:
    rows = Award.select().where(
        Award.status == AwardStatus.GIVEN.value, Award.owner == session.office_uid, ~Award.deleted
    )
    return [(row.uid, f"{row.recipient_name} ({row.year})") for row in rows.limit(MOST_PEOPLE)]


def _sample(session: Session, kind: TemplateKind) -> CertificateData:
    body = paper_parts.default_body(session)
    day = session.today()
    signing = decision_wording.signing_of(body)
    base = certificate_base(
        paper_parts.profile_of(session, body, day),
        paper_parts.issuer_of(body),
        paper_parts.signature(signing.position, "Họ và tên người ký", signing.authority_line),
        body=signing.deciding_body,
        decision_number="01",
        decision_date=day,
        decision_issuer=signing.deciding_body,
        issued_on=day,
        year=day.year,
    )
    award = kind is TemplateKind.AWARD
    return replace(
        base,
        title=AWARD_TITLE if award else TITLE,
        lead="" if award else lead_line(SubjectKind.COLLECTIVE.label),
        prefix="Tập thể",
        recipient="Chi hội Nông dân thôn Mẫu",
        address="Thôn Mẫu, Xã Mẫu",
        reason=initiative_reason(
            "Đoạn đường tự quản", "mô hình", "mô hình “Dân vận khéo”", "cấp xã", day.year
        ),
        initiative="Đoạn đường tự quản",
        level="cấp xã",
        register_number=f"01/{day.year}",
        register_label="" if award else base.register_label,
        code="MAU",
        key=SAMPLE,
    )


def _longest(session: Session, kind: TemplateKind) -> CertificateData:
    """The sample with the longest name, address and content of our records, or of our own making.

    Names up to the made-up ones are replaced by those, so that a template holds next year too.
    """
    base = _sample(session, kind)
    known = [_quietly(session, kind, key) for key, _ in people(session, kind)[2:]]
    papers = [one for one in known if one is not None]
    names = [_LONG_NAME, *(one.recipient for one in papers)]
    places = [_LONG_ADDRESS, *(one.address for one in papers)]
    long_reason = initiative_reason(
        _LONG_REASON, "mô hình", "mô hình “Dân vận khéo”", "cấp xã", base.year or 0
    )
    reasons = [long_reason, *(one.reason for one in papers)]
    return replace(
        base,
        recipient=max(names, key=len),
        address=max(places, key=len),
        reason=max(reasons, key=len),
        initiative=max([_LONG_REASON, *(one.initiative for one in papers)], key=len),
        key=LONGEST,
    )


def _quietly(session: Session, kind: TemplateKind, key: str) -> CertificateData | None:
    """A real paper's words; None for one that may not be printed any more."""
    try:
        return data_of(session, kind, key)
    except UserError:
        return None
