"""Which of our bodies gives an award, how its name stands on the paper, and how it signs.

A giấy khen of a People's Committee is its chairman's own: the chairman is named over the title and
nobody signs for a collective (NĐ 30/2020, Phụ lục I; the Law on awards gives it to the chairman).
A body that we do not have is refused rather than printed under the header of another.
"""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.documents.page import SignatureData
from danvan_desktop.domain.units import BodyKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import Body
from danvan_desktop.services import decision_wording, paper_parts, paper_signs
from danvan_desktop.services.paper_signs import written_out
from danvan_desktop.services.session import Session

_BODY_WORDS = (
    *("uy ban nhan dan", "mat tran to quoc", "dang uy", "tinh uy", "thanh uy", "huyen uy"),
    *("hoi nong dan", "hoi lien hiep phu nu", "hoi cuu chien binh", "cong doan", "lien doan"),
    *("doan tncs", "doan thanh nien", "ban chap hanh", "ban thuong vu"),
)
_CHAIRMAN = "chu tich"
DEPUTY = "Phó"


@dataclass(frozen=True)
class Giver:
    """The body whose header the paper has; `name` stands over the title."""

    body: Body
    name: str
    authority_line: str
    position: str

    def signature(self, *, deputy: bool) -> SignatureData:
        """The lines over the signer's name; a deputy signs KT. unless a collective is spoken for:
        then only the position is another."""
        if not deputy:
            return paper_parts.signature(self.position, "", self.authority_line)
        line = self.authority_line or f"KT. {self.position}"
        return paper_parts.signature(f"{DEPUTY} {self.position}", "", line)


def giver(session: Session, name: str) -> Giver:
    """Who gave an award, by the name as typed; without a name, the body that makes our papers.

    Raises `UserError` where the name is that of a body which is not among ours.
    """
    body = _named(session, name)
    signing = decision_wording.signing_of(body)
    state = body.kind == BodyKind.PEOPLES_COMMITTEE
    own = written_out(name) in ("", written_out(body.name)) or (
        state and not written_out(name).startswith(_CHAIRMAN)
    )
    shown = signing.deciding_body if own else name
    alone = written_out(shown).startswith(_CHAIRMAN)
    return Giver(body, shown, "" if alone else signing.authority_line, signing.position)


def shown(session: Session, name: str) -> str:
    """A giver as papers name it: one of ours by who decides for it, another as typed."""
    try:
        return giver(session, name).name if name else ""
    except UserError:  # a body that is not ours
        return name


def _named(session: Session, name: str) -> Body:
    wanted = written_out(name)
    own = Body.select().where(Body.owner == session.office_uid, ~Body.deleted)
    found = paper_signs.named(name, list(own))
    if found is not None:
        return found
    if any(words in wanted for words in _BODY_WORDS):
        raise UserError(
            f"“{name}” không có trong danh sách tổ chức của đơn vị nên chưa biết tiêu đề và thẩm "
            "quyền ký của giấy.",
            safe="Khen thưởng đã ghi vẫn còn nguyên.",
            todo="Thêm tổ chức đó ở Thiết lập; giấy của cấp trên thì cấp trên in.",
        )
    return paper_parts.default_body(session)
