"""Whose sheet the scoring dialog shows where assessors are listed, and what stands against it.

Asks who sits here, keeps others' sheets apart while scoring is independent, takes a declared
interest and the choice of a variant. In the simple mode none of this is seen.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.sheets import Stage
from danvan_desktop.services import (
    independence,
    interests,
    keying,
    papers,
    score_sheets,
    variants,
)
from danvan_desktop.services.independence import COLLECTOR, Viewer
from danvan_desktop.services.papers import Paper
from danvan_desktop.services.session import Changes, Session
from danvan_desktop.services.sheet_view import SheetView
from danvan_desktop.ui.scoring_head import People
from danvan_desktop.ui.theme import Tone
from danvan_desktop.ui.variant_dialog import RegistrationVariantDialog
from danvan_desktop.ui.workplace import Workplace

COLLECTOR_WORDS = "Người tổng hợp, nhập phiếu"


def settled(parent: QWidget, work: Workplace, registration: str) -> bool:
    """Know who sits here, asking once where assessors are listed; False when not told."""
    view = independence.viewer_of(work.session, registration)
    if not view.must_choose:
        return True
    return ask_who(parent, work, view)


def ask_who(parent: QWidget, work: Workplace, view: Viewer) -> bool:
    """Ask which assessor sits here, and remember it."""
    people = view.panel.active
    chosen = work.messages.choose(
        parent,
        "Bạn đang chấm phiếu của ai?",
        [*(one.name for one in people), COLLECTOR_WORDS],
        detail="Được nhớ cho lần sau; đổi lại ở đầu trang Đánh giá.",
    )
    if chosen is None:
        return False
    who = people[chosen].uid if chosen < len(people) else COLLECTOR
    remember = partial(independence.choose, work.session)
    remember(view.panel.programme_id, view.panel.year, who)
    work.broadcast(independence.changed())
    return True


def open_for(session: Session, registration: str, name: str) -> str:
    """Whose appraisal is opened: the one named, else that of who sits here.

    Whoever collects gets the first that is not in. Raises `UserError` for a sheet that is hidden.
    """
    view = independence.viewer_of(session, registration)
    if not view.panel.listed:
        return name
    if not name:
        name = view.name or _first_missing(session, view, registration)
    complete = independence.is_complete(session, registration)
    if name:
        independence.check_may_open(view, registration, name, complete)
    return name


def _first_missing(session: Session, view: Viewer, registration: str) -> str:
    waiting = score_sheets.final_of(session, registration).waiting
    expected = [one.name for one in view.panel.expected(registration)]
    return next(iter((*waiting, *expected)), "")


def people(session: Session, registration: str) -> People:
    """The names that the dialog offers, and whether its set may be chosen."""
    panel = independence.viewer_of(session, registration).panel
    names = tuple(one.name for one in panel.expected(registration)) if panel.listed else ()
    return People(names, variants.of_registration(session, registration) is not None)


def next_name(session: Session, view: SheetView) -> str:
    """Whose sheet is shown of the next registration: the same listed assessor's again."""
    panel = independence.viewer_of(session, view.registration).panel
    person = panel.named(view.assessor) if view.stage is Stage.APPRAISAL else None
    return person.name if person is not None else ""


def signed_by(view: SheetView) -> str:
    """Whose appraisal it is; empty for a self-assessment, which is one."""
    return view.assessor if view.stage is Stage.APPRAISAL else ""


def paper(session: Session, view: SheetView, *, blank: bool = False) -> Paper:
    """The sheet that is shown, on paper."""
    return papers.score_sheet(session, view.registration, blank=blank, assessor=signed_by(view))


def banner_words(session: Session, view: SheetView) -> tuple[str, Tone]:
    """What is said over a sheet: why it is closed, what it came to, how it came about."""
    if view.stale:
        return (
            "Đánh giá trên bản cũ: đăng ký đã được sửa sau khi chấm, phiếu tạm không tính.",
            Tone.WARN,
        )
    if not view.finished:
        return view.why_not, Tone.INFO
    day = f" ngày {format_date(view.finished_on)}" if view.finished_on else ""
    origin = keying.origin_words(session, view.uid)
    kept = interests.kept_words(session, view.assessor, view.registration)
    words = f"Phiếu đã hoàn thành{day}: {view.result_words}."
    tone = Tone.WARN if kept else Tone.GOOD
    return " ".join(part for part in (words, origin, kept) if part), tone


def declare(parent: QWidget, work: Workplace, registration: str, assessor: str) -> Changes | None:
    """Ask for the reason of an interest and keep it; None when it was not declared."""
    person = independence.viewer_of(work.session, registration).panel.named(assessor)
    if person is None:
        return None
    kept = interests.sheet_words(work.session, assessor, registration)
    question = f"Vì sao {assessor} không đánh giá đăng ký này? {kept}".strip()
    reason = work.messages.ask_reason(
        parent, "Khai báo lợi ích liên quan", question, yes="Ghi nhận"
    )
    if reason is None:
        return None
    use_case = partial(interests.declare, work.session, person.uid, registration, reason)
    return work.run(parent, use_case)


def choose_variant(parent: QWidget, work: Workplace, registration: str) -> bool:
    """Ask for the variant of one registration; True when another was chosen."""
    found = variants.of_registration(work.session, registration)
    if found is None:
        return False
    dialog = RegistrationVariantDialog(parent, work, registration, found)
    if dialog.ask() is None:
        return False
    work.broadcast(dialog.result_value)
    return True
