"""Which papers there are, and what a finished and an issued one is.

Holds no drawing and asks no record, so that everything may import it; `papers` is the door to
the papers themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from danvan_desktop.documents.page import Sheet
    from danvan_desktop.services.locks import Superseded

Progress = Callable[[int, int, str], None]
"""Told of (done, total, what); it may raise to stop."""


class PaperKind(StrEnum):
    """Papers that can be issued and kept."""

    DECISION = "decision"
    CERTIFICATES = "certificates"
    REGISTRATION_FORM = "registration_form"
    SCORE_SHEET = "score_sheet"
    VISIT_MINUTES = "visit_minutes"
    VISIT_REPORT = "visit_report"
    INVITATION = "invitation"
    BALLOT = "ballot"
    WRITTEN_OPINION = "written_opinion"
    COUNT_MINUTES = "count_minutes"
    MEETING_MINUTES = "meeting_minutes"
    PUBLIC_NOTICE = "public_notice"
    PLAN = "plan"
    REGISTRATION_LETTER = "registration_letter"
    TEAM_DECISION = "team_decision"
    RESULT_REPORT = "result_report"
    ACHIEVEMENT_REPORT = "achievement_report"
    RECOGNITION_PROPOSAL = "recognition_proposal"
    AWARD_PROPOSAL = "award_proposal"
    AWARD_DECISION = "award_decision"
    AWARD_MONEY = "award_money"
    AWARD_PAPER = "award_paper"
    REGISTRATION_LIST = "registration_list"
    FOLLOW_UP = "follow_up"
    VISIT_SCHEDULE = "visit_schedule"
    SUMMARY = "summary"
    CERTIFICATE_REGISTER = "certificate_register"
    CEREMONY_INVITATION = "ceremony_invitation"
    CEREMONY_PROGRAMME = "ceremony_programme"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    PaperKind.DECISION: "Quyết định công nhận",
    PaperKind.CERTIFICATES: "Giấy chứng nhận",
    PaperKind.REGISTRATION_FORM: "Phiếu đăng ký",
    PaperKind.SCORE_SHEET: "Phiếu đánh giá",
    PaperKind.VISIT_MINUTES: "Biên bản thẩm định",
    PaperKind.VISIT_REPORT: "Báo cáo kết quả thẩm định",
    PaperKind.INVITATION: "Giấy mời",
    PaperKind.BALLOT: "Phiếu bình xét",
    PaperKind.WRITTEN_OPINION: "Phiếu lấy ý kiến",
    PaperKind.COUNT_MINUTES: "Biên bản kiểm phiếu",
    PaperKind.MEETING_MINUTES: "Biên bản họp bình xét",
    PaperKind.PUBLIC_NOTICE: "Thông báo công khai danh sách",
    PaperKind.PLAN: "Kế hoạch",
    PaperKind.REGISTRATION_LETTER: "Công văn về việc đăng ký",
    PaperKind.TEAM_DECISION: "Quyết định thành lập Tổ thẩm định",
    PaperKind.RESULT_REPORT: "Báo cáo kết quả xây dựng mô hình",
    PaperKind.ACHIEVEMENT_REPORT: "Báo cáo thành tích",
    PaperKind.RECOGNITION_PROPOSAL: "Tờ trình đề nghị công nhận",
    PaperKind.AWARD_PROPOSAL: "Tờ trình đề nghị khen thưởng",
    PaperKind.AWARD_DECISION: "Quyết định khen thưởng",
    PaperKind.AWARD_MONEY: "Danh sách ký nhận tiền thưởng",
    PaperKind.AWARD_PAPER: "Giấy khen",
    PaperKind.REGISTRATION_LIST: "Danh sách đăng ký",
    PaperKind.FOLLOW_UP: "Phiếu theo dõi",
    PaperKind.VISIT_SCHEDULE: "Lịch thẩm định thực tế",
    PaperKind.SUMMARY: "Bảng tổng hợp kết quả đánh giá",
    PaperKind.CERTIFICATE_REGISTER: "Sổ cấp giấy chứng nhận",
    PaperKind.CEREMONY_INVITATION: "Giấy mời dự lễ",
    PaperKind.CEREMONY_PROGRAMME: "Chương trình buổi lễ",
}


@dataclass(frozen=True)
class Paper:
    """A finished PDF: its bytes, what it is called, and a file name that Windows takes.

    `sheet` is what it was drawn from, None for a stored file and for certificates; `kept_word`
    reads the Word file that was stored beside a stored one.
    """

    content: bytes
    title: str
    file_name: str
    number: str = ""
    date: date | None = None
    sheet: Sheet | None = field(default=None, compare=False, repr=False)
    kept_word: Callable[[], bytes] | None = field(default=None, compare=False, repr=False)

    @property
    def word(self) -> Callable[[], bytes] | None:
        """What makes the same paper as a Word file, None where there is none."""
        return self.sheet.word if self.sheet is not None else self.kept_word


@dataclass(frozen=True)
class IssuedRow:
    """A paper as it left the office; `replaced` when a later one names it.

    `superseded` when what it rests on was opened again: it no longer says what is.
    """

    uid: str
    kind: PaperKind
    about: str
    title: str
    number_text: str
    """The number as the paper prints it, with its signs."""
    date: date | None
    file_name: str
    size: int
    issued_at: str
    replaces: str
    replaced: bool
    superseded: Superseded | None = None

    @property
    def standing(self) -> str:
        """What became of it, in words; "" while it is right."""
        return standing_words(self.superseded, replaced=self.replaced)


REPLACED = "Đã bị thay thế"


def standing_words(mark: Superseded | None, *, replaced: bool) -> str:
    """What became of an issued paper; why it is no longer right says more than its replacement."""
    if mark is not None:
        return f"Không còn đúng: {mark.reason}"
    return REPLACED if replaced else ""
