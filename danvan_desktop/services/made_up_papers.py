"""A made-up paper of each form that a record draws, with every part such a paper can have.

Owns which of these papers take a Word form of the office (`FORMS`), under the key that its sheet
carries. Their fields, the program's own form and the form filled on trial all come from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from danvan_desktop.documents import (
    ballot,
    certificate_register,
    comparison,
    follow_up,
    invitation,
    meeting,
    profiles,
    registration,
    score_matrix,
    scoring,
    visit,
)
from danvan_desktop.documents.letterhead import signature_stack
from danvan_desktop.documents.line_stack import Column, InkLine, SideBySide
from danvan_desktop.documents.page import SIGN_BELOW, IssuerData, Sheet, SignatureData
from danvan_desktop.documents.registration import FormLayout
from danvan_desktop.documents.sheet_fields import SIGNING, flat

if TYPE_CHECKING:
    from danvan_desktop.documents.profile_format import Profile

_WORDS = "Nội dung (mẫu)"
_SPECIAL: Mapping[str, Any] = {
    "number": "01",
    "starts": "07:30",
    "ends": "11:00",
    "name": "Mô hình (mẫu)",
    "subject": "Tập thể, cá nhân (mẫu)",
    "signer": "Người ký (mẫu)",
    "chair_name": "Người chủ trì (mẫu)",
    "secretary_name": "Người thư ký (mẫu)",
    "acting": "",
    "section": False,
    "photos": 3,
    "blank_rows": 2,
    "remark_rows": 2,
    "asked": frozenset(),
    "spoiled": "",
}
"""Values of fields that are not just words."""
_ROWS = 2
_WIDE = 400.0
"""Points in which no line of a made-up signature has to be set smaller."""
_T = TypeVar("_T")


@dataclass(frozen=True)
class Made:
    """Who issues and signs the made-up papers, in which profile, on which day."""

    issuer: IssuerData
    signature: SignatureData
    profile: Profile
    day: date

    def data(self, kind: type[_T], **fixed: Any) -> _T:
        """An instance of a data class whose every field says something."""
        hints = get_type_hints(kind)
        values = {
            one.name: fixed[one.name]
            if one.name in fixed
            else self._value(one.name, hints[one.name])
            for one in fields(kind)  # type: ignore[arg-type]
        }
        return kind(**values)

    def _value(self, name: str, hint: Any) -> Any:
        if name in _SPECIAL:
            return _SPECIAL[name]
        inner = [one for one in get_args(hint) if one is not type(None)]
        if get_origin(hint) is tuple:
            many = inner[:1] * _ROWS if inner[-1] is ... else inner
            return tuple(self._value("", one) for one in many)
        if inner:
            return self._value(name, inner[0])
        known = {IssuerData: self.issuer, SignatureData: self.signature, date: self.day}
        if hint in known:
            return known[hint]
        if is_dataclass(hint):
            return self.data(hint)  # type: ignore[arg-type]
        return {bool: True, int: self.day.year}.get(hint, _WORDS)


def _form(made: Made, layout: FormLayout) -> Sheet:
    data = made.data(registration.RegistrationFormData)
    return registration.registration_form(data, made.profile, layout)


def _registration_list(made: Made) -> Sheet:
    data = made.data(registration.RegistrationListData)
    return registration.registration_list(data, made.profile)


def _follow_up(made: Made) -> Sheet:
    return follow_up.follow_up_sheet(made.data(follow_up.FollowUpData), made.profile)


def _score_sheet(made: Made, *, points: bool, by_hand: bool) -> Sheet:
    data = made.data(
        scoring.ScoreSheetData,
        points=points,
        by_hand=by_hand,
        fields=tuple((label, _WORDS) for label in scoring.FIELD_LABELS),
        remarks=((scoring.REMARK, _WORDS),),
    )
    return scoring.score_sheet(data, made.profile)


def _score_table(made: Made) -> Sheet:
    fields_ = ((scoring.FIELD_LABELS[-1], _WORDS),)
    data = made.data(score_matrix.ScoreMatrixData, fields=fields_)
    return score_matrix.score_matrices([data], made.profile, data.subject_line)


def _visit_minutes(made: Made) -> Sheet:
    return visit.visit_minutes([made.data(visit.VisitMinutesData)], made.profile)


def _visit_schedule(made: Made) -> Sheet:
    return visit.visit_schedule(made.data(visit.VisitScheduleData), made.profile)


def _visit_report(made: Made) -> Sheet:
    return visit.visit_report(made.data(visit.VisitReportData), made.profile)


def _summary(made: Made) -> Sheet:
    return comparison.summary(made.data(comparison.SummaryData), made.profile)


def _invitation(made: Made) -> Sheet:
    return invitation.invitation(made.data(invitation.InvitationData, each=False), made.profile)


def _ballot(made: Made, *, signed: bool) -> Sheet:
    return ballot.ballot(made.data(ballot.BallotData, signed=signed), made.profile)


def _slips(made: Made) -> Sheet:
    return ballot.slips(made.data(ballot.BallotData), made.profile)


def _opinion(made: Made) -> Sheet:
    return ballot.written_opinions(made.data(ballot.BallotData), made.profile)


def _count(made: Made, *, secret: bool) -> Sheet:
    numbers = ("01",) * (7 if secret else 4)
    rows = (made.data(ballot.CountRowData, numbers=numbers),) * _ROWS
    data = made.data(ballot.CountMinutesData, secret=secret, rows=rows)
    return ballot.count_minutes(data, made.profile)


def _minutes(made: Made) -> Sheet:
    return meeting.meeting_minutes(made.data(meeting.MeetingMinutesData), made.profile)


def _notice(made: Made) -> Sheet:
    return meeting.public_notice(made.data(meeting.NoticeData), made.profile)


def _register(made: Made) -> Sheet:
    return certificate_register.register(made.data(certificate_register.RegisterData), made.profile)


FORMS: Mapping[str, tuple[str, Callable[[Made], Sheet]]] = {
    "registration_form.full": (
        "Phiếu đăng ký, đầy đủ mười mục",
        partial(_form, layout=FormLayout.FULL),
    ),
    "registration_form.table": (
        "Phiếu đăng ký, biểu chín ô",
        partial(_form, layout=FormLayout.TABLE),
    ),
    "registration_form.short": (
        "Phiếu đăng ký, ngắn bảy mục",
        partial(_form, layout=FormLayout.SHORT),
    ),
    "registration_list": ("Danh sách đăng ký", _registration_list),
    "follow_up_sheet": ("Phiếu theo dõi", _follow_up),
    "score_sheet.grades": (
        "Phiếu đánh giá, đã điền",
        partial(_score_sheet, points=False, by_hand=False),
    ),
    "score_sheet.grades_blank": (
        "Phiếu đánh giá, để trắng",
        partial(_score_sheet, points=False, by_hand=True),
    ),
    "score_sheet.points": (
        "Phiếu chấm điểm, đã điền",
        partial(_score_sheet, points=True, by_hand=False),
    ),
    "score_sheet.points_blank": (
        "Phiếu chấm điểm, để trắng",
        partial(_score_sheet, points=True, by_hand=True),
    ),
    "score_table": ("Bảng chấm", _score_table),
    "comparison_summary": ("Bảng tổng hợp kết quả đánh giá", _summary),
    "visit_schedule": ("Lịch thẩm định", _visit_schedule),
    "visit_minutes": ("Biên bản thẩm định", _visit_minutes),
    "visit_report": ("Báo cáo kết quả thẩm định", _visit_report),
    "invitation": ("Giấy mời họp bình xét", _invitation),
    "ballot.secret": ("Phiếu bình xét, bỏ phiếu kín", partial(_ballot, signed=False)),
    "ballot.signed": ("Phiếu bình xét, có ký tên", partial(_ballot, signed=True)),
    "ballot.slips": ("Phiếu bình xét, mỗi mô hình một phiếu", _slips),
    "written_opinion": ("Phiếu lấy ý kiến", _opinion),
    "count_minutes.secret": ("Biên bản kiểm phiếu", partial(_count, secret=True)),
    "count_minutes.hand": ("Biên bản kiểm đếm biểu quyết", partial(_count, secret=False)),
    "meeting_minutes": ("Biên bản họp bình xét", _minutes),
    "public_notice": ("Thông báo công khai danh sách", _notice),
    "certificate_register": ("Sổ theo dõi cấp giấy chứng nhận", _register),
}
"""Key of the sheet, what officials call it, and how it is made up; in the order of the year."""


def made_up(key: str, made: Made) -> Sheet:
    """The made-up paper of a form; every signature has each line that one can have."""
    sheet = FORMS[key][1](made)
    full = replace(made.signature, authority=made.signature.authority or _WORDS, note=SIGN_BELOW)
    for part in flat(sheet.story):
        if isinstance(part, SideBySide):
            part.columns = tuple(_signed(column, full, made.profile) for column in part.columns)
    return sheet


def _signed(column: Column, full: SignatureData, profile: Profile) -> Column:
    if not any(isinstance(ink, InkLine) and ink.label in SIGNING for ink in column.stack):
        return column
    stack = signature_stack(profile, full, _WIDE, profile.signature.form_space_mm)
    return replace(column, stack=tuple(stack))


@cache
def plain_sheet(key: str) -> Sheet:
    """The made-up paper of a form for no office: it has the names that every office's has."""
    issuer = IssuerData(("Cơ quan cấp trên",), ("Cơ quan",), "Cơ quan", "Địa danh", "CQ")
    signature = SignatureData("Chức vụ", "Người ký (mẫu)", "on_behalf", "Cơ quan")
    day = date(2026, 3, 5)
    return made_up(key, Made(issuer, signature, profiles.choose("state", day), day))
