"""The way of a paper to its issue: dự thảo -> trình ký -> lãnh đạo sửa -> đã ký -> ban hành.

Owns the stages and which may follow which; holds no paper and knows no numbers.
"""

from __future__ import annotations

from enum import StrEnum

from danvan_desktop.errors import FieldError, UserError


class PaperStage(StrEnum):
    """How far a paper has come on its way to being issued."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    """The leader changed it, in Word; that file is put back."""
    SIGNED = "signed"
    """Number and date are typed in as the clerk gave them."""
    ISSUED = "issued"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def open_for_words(self) -> bool:
        """Whether its wording may still be edited here."""
        return self in (PaperStage.DRAFT, PaperStage.RETURNED)


_LABELS = {
    PaperStage.DRAFT: "Dự thảo",
    PaperStage.SUBMITTED: "Đã trình ký",
    PaperStage.RETURNED: "Lãnh đạo sửa",
    PaperStage.SIGNED: "Đã ký",
    PaperStage.ISSUED: "Đã ban hành",
}

_NEXT: dict[PaperStage, frozenset[PaperStage]] = {
    PaperStage.DRAFT: frozenset({PaperStage.SUBMITTED, PaperStage.SIGNED}),
    PaperStage.SUBMITTED: frozenset({PaperStage.DRAFT, PaperStage.RETURNED, PaperStage.SIGNED}),
    PaperStage.RETURNED: frozenset({PaperStage.SUBMITTED, PaperStage.SIGNED}),
    PaperStage.SIGNED: frozenset({PaperStage.DRAFT, PaperStage.ISSUED}),
    PaperStage.ISSUED: frozenset(),
}
"""What may follow. An issued paper stays; a new one that names it takes its place."""

_WITH_REASON = frozenset({(PaperStage.SIGNED, PaperStage.DRAFT)})


def require_stage(now: PaperStage, wanted: PaperStage, reason: str = "") -> None:
    """Raise `UserError` unless `wanted` may follow `now`, `FieldError` where a reason is due."""
    if wanted not in _NEXT[now]:
        raise UserError(
            f"Văn bản đang ở bước “{now.label}”, không chuyển sang “{wanted.label}” được.",
            safe="Văn bản không thay đổi.",
        )
    if (now, wanted) in _WITH_REASON and not reason.strip():
        raise FieldError("reason", "Cần ghi lý do khi đưa văn bản đã ký về dự thảo.")
