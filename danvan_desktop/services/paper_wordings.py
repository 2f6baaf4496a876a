"""Of what the forms of papers are made: parts of the text that are proposed, lines to be filled in.

Which paper has which of them is `paper_specs`. Holds no text of a paper.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Ask:
    """A line of the short form: what only this paper needs.

    `remembered` values are proposed again for the next paper of the kind. `otherwise` is what
    the paper says while nothing is typed, `{year}` in it the year; dots to write on where there
    is no such word.
    """

    key: str
    label: str
    hint: str = ""
    remembered: bool = True
    otherwise: str = ""

    @property
    def place(self) -> str:
        """Stands in the words where the answer goes: "{Hạn gửi đăng ký}"."""
        return f"{{{self.label}}}"


@dataclass(frozen=True)
class Wording:
    """A part of the text that is proposed and may be edited; `lines` is its room on screen."""

    key: str
    label: str
    lines: int = 1


SUBJECT = Wording("subject", "Trích yếu", 2)
ADDRESSEES = Wording("addressees", "Kính gửi", 2)
BASES = Wording("bases", "Căn cứ", 4)
BODY = Wording("body", "Nội dung", 14)
ARTICLES = Wording("articles", "Các điều", 8)
OPENING = Wording("opening", "Mở đầu", 3)
CONTENT = Wording("content", "Nội dung", 4)
AFTER = Wording("after", "Ghi thêm sau bảng", 3)
CLOSING = Wording("closing", "Kết thúc", 3)
RECEIVERS = Wording("receivers", "Nơi nhận", 3)
AUTHORITY = Wording("authority_line", "Thẩm quyền ký (T/M, TM., KT.)")
POSITION = Wording("position", "Chức vụ người ký")
SIGNER = Wording("signer", "Người ký")
SIGNING = (AUTHORITY, POSITION, SIGNER)

PROPOSER = Wording("proposer", "Hội đồng, tổ trình (để trống khi cơ quan ban hành trình)")
"""Under the body's name in the header, where the body would put the proposal to itself."""

LETTER = (SUBJECT, ADDRESSEES, BODY, RECEIVERS, *SIGNING)
PROPOSAL = (SUBJECT, ADDRESSEES, PROPOSER, BODY, RECEIVERS, *SIGNING)
INVITATION = (SUBJECT, replace(ADDRESSEES, label="Kính mời"), BODY, RECEIVERS, *SIGNING)
OWN_REPORT = (SUBJECT, ADDRESSEES, BODY, POSITION, SIGNER)
"""A report that a collective, person or household gives of itself."""
PLAN = (SUBJECT, BASES, BODY, RECEIVERS, *SIGNING)
DECISION = (SUBJECT, BASES, ARTICLES, RECEIVERS, *SIGNING)


HOUR = Ask("hour", "Giờ", hint="Ví dụ: 7h30.")
DAY = Ask("day", "Ngày tổ chức", hint="Ví dụ: 15/10/2026.", remembered=False)
VENUE = Ask("venue", "Địa điểm")
GUEST = Ask("guest", "Người, đơn vị được mời", remembered=False, otherwise="Quý vị đại biểu")
PERIOD = Ask(
    "period",
    "Thời gian lập thành tích",
    hint="Ví dụ: năm 2026, từ năm 2024 đến 2026.",
    otherwise="năm {year}",
)
AWARD = Ask(
    "award",
    "Hình thức khen thưởng đề nghị",
    hint="Ví dụ: Giấy khen của Chủ tịch UBND xã.",
    otherwise="Giấy khen",
)
LAST_DAY = Ask(
    "last_day",
    "Hạn gửi đăng ký",
    hint="Ví dụ: trước ngày 25/02/2026.",
    remembered=False,
    otherwise="trước ngày ..../..../{year}",
)
