"""Decisions of recognition: drafted, given number and date, entered from above, revoked.

Number and date are the clerk's: open in a draft, typed in after signing, and from then on the
registrations are recognised. Who is ready is `candidates`, who may give what is `authority`, the
proposed words are `decision_wording`; the paper itself is made by `papers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from danvan_desktop.domain import numbering, workflow
from danvan_desktop.domain.programmes import Programme
from danvan_desktop.domain.text import checked_line, checked_text
from danvan_desktop.domain.units import Channel
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import (
    Body,
    Decision,
    Registration,
    Revocation,
    recognition_queries,
)
from danvan_desktop.services import (
    addressees,
    adoption,
    decision_articles,
    decision_wording,
    kept_words,
    legal_bases,
    locks,
    meeting_outcomes,
    paper_memory,
)
from danvan_desktop.services.decision_reopening import mark_certificates
from danvan_desktop.services.decision_view import (
    AboveDraft,
    DecisionDraft,
    DecisionRow,
    DecisionStatus,
    DecisionView,
    LineDraft,
    Origin,
    RecognitionRow,
    decision_row,
    line_row,
)
from danvan_desktop.services.facts import facts_of_many
from danvan_desktop.services.kept_words import Kept
from danvan_desktop.services.number_series import check_number, series_of
from danvan_desktop.services.own_words import own_words
from danvan_desktop.services.paper_checks import check_issuer
from danvan_desktop.services.paper_kinds import PaperKind
from danvan_desktop.services.paper_signs import Signs, decision_words
from danvan_desktop.services.recognition_checks import (
    check_after_proposals,
    check_date,
    check_lines,
    check_new_above,
    check_others,
    older_than_proposals,
    override_reason,
    recognised_lower,
    registration_rows,
    require_correction,
    require_recognisable,
    some_lines,
    top_level,
)
from danvan_desktop.services.recognition_lines import write_lines
from danvan_desktop.services.registration_steps import insert_step
from danvan_desktop.services.session import Changes, Session, Topic, Work

_TOPICS = (Topic.DECISIONS, Topic.REGISTRATIONS)


def propose_draft(
    session: Session, programme_id: str, year: int, body: str, registrations: Sequence[str]
) -> DecisionDraft:
    """A draft filled with what is usual for the body: lines, words, receivers.

    A line has the title and level that the last review meeting proposed, else those aimed at.
    """
    lines = _lines_as_reviewed(session, registration_rows(registrations))
    return propose_words(session, programme_id, year, body, lines)


def propose_words(
    session: Session, programme_id: str, year: int, body: str, lines: Sequence[LineDraft]
) -> DecisionDraft:
    """The same for lines that are chosen already."""
    plan = adoption.programme(session, programme_id)
    row = Body.get_by_id(body)
    signing = decision_wording.signing_of(row)
    titles = decision_wording.titles_of(plan, [line.title for line in lines])
    levels = dict.fromkeys(line.level for line in lines)
    names = decision_wording.level_name([plan.level(code) for code in levels])
    own = legal_bases.own_texts(session, Channel(row.channel), session.today())
    unused = legal_bases.unused(session)
    *words, last = decision_wording.bases(
        Channel(row.channel), row.name, plan, year, session.today(), own, unused
    )
    listed = [line.registration for line in lines]
    words += [*meeting_outcomes.minutes_words(session, listed), last]
    articles = decision_articles.propose(plan, body, year, _given(lines))
    return DecisionDraft(
        programme_id=programme_id,
        year=year,
        body=body,
        lines=tuple(lines),
        articles=articles,
        made_from=articles,
        subject=decision_wording.subject(titles, names, year),
        bases=own_words(session, plan, "\n".join(words)),
        authority_line=signing.authority_line,
        position=signing.position,
        signer=paper_memory.last_signer(body) or recognition_queries.last_signer(body),
        receivers="\n".join(addressees.receivers(row)),
    )


def _lines_as_reviewed(session: Session, rows: Sequence[Registration]) -> tuple[LineDraft, ...]:
    reviewed = meeting_outcomes.outcomes(session, [row.uid for row in rows])
    given = {uid: (one.title, one.level) for uid, one in reviewed.items() if one.title}
    return tuple(LineDraft(row.uid, *given.get(row.uid, (row.title, row.level))) for row in rows)


def draft_decision(session: Session, draft: DecisionDraft) -> Changes:
    """Make a draft decision; number and date stay open.

    Raises `UserError` naming the first registration that cannot be recognised, `FieldError` for a
    wrong field, or on `override_reason` when the body has no authority on record or the lines go
    beyond a quota, and no reason is given.
    """
    plan = adoption.programme(session, draft.programme_id)
    values = _values(draft)
    reason = override_reason(session, plan, draft)
    check_lines(session, draft)
    with session.write("Soạn dự thảo quyết định công nhận", *_TOPICS, reason=reason) as work:
        row = work.insert(
            Decision,
            programme_id=draft.programme_id,
            year=draft.year,
            origin=Origin.OWN.value,
            body=draft.body,
            issuer_name=Body.get_by_id(draft.body).name,
            level=top_level(plan, draft.lines),
            status=DecisionStatus.DRAFT.value,
            **values,
        )
        work.uid = row.uid
        write_lines(work, row.uid, draft.lines)
        _keep_articles(work, row.uid, plan, draft)
    return work.changes


def edit_decision(session: Session, uid: str, draft: DecisionDraft) -> Changes:
    """Change a draft. Raises as `draft_decision`, and `UserError` for an issued decision."""
    row = _draft_row(uid)
    plan = adoption.programme(session, draft.programme_id)
    values = _values(draft)
    reason = override_reason(session, plan, draft, uid)
    check_lines(session, draft, uid)
    with session.write("Sửa dự thảo quyết định công nhận", *_TOPICS, reason=reason) as work:
        work.uid = uid
        level = top_level(plan, draft.lines)
        name = Body.get_by_id(draft.body).name
        work.update(row, body=draft.body, issuer_name=name, level=level, **values)
        write_lines(work, uid, draft.lines)
        _keep_articles(work, uid, plan, draft)
    return work.changes


def _keep_articles(work: Work, uid: str, plan: Programme, draft: DecisionDraft) -> None:
    proposed = decision_articles.propose(plan, draft.body, draft.year, _given(draft.lines))
    decision_articles.keep(work, uid, draft.articles, draft.made_from, proposed)


def _given(lines: Sequence[LineDraft | RecognitionRow]) -> list[tuple[str, str]]:
    return [(line.title, line.level) for line in lines]


def withdraw_draft(session: Session, uid: str) -> Changes:
    """Take a draft away; its registrations are free again.

    Raises `UserError` for one that was issued before: its number stays taken.
    """
    row = _draft_row(uid)
    if row.number:
        raise UserError(
            f"{decision_words(session, row)} đã ban hành rồi mở lại nên không bỏ được.",
            safe="Dữ liệu không thay đổi.",
            todo="Sửa rồi nhập lại số, ngày; hoặc ban hành lại và thu hồi từng công nhận.",
        )
    with session.write("Bỏ dự thảo quyết định công nhận", *_TOPICS) as work:
        work.uid = uid
        for line in recognition_queries.lines(uid):
            work.remove(line, about=line.registration_id)
        kept_words.keep(work, PaperKind.DECISION, uid, Kept())
        work.remove(row)
    return work.changes


def set_number_and_date(
    session: Session,
    uid: str,
    number: str,
    on: date,
    *,
    reason: str = "",
    older: bool = False,
) -> Changes:
    """Issue a decision with the number and date the clerk gave; its registrations are recognised.

    On an issued decision it corrects them, with a reason, as long as no certificate names them.
    `older` says that it is known to be older than the proposals of its year. Raises `FieldError`
    for a number used before in the series of that body, a date in the future, before a
    registration of the list was registered, or before every proposal where nobody said so.
    """
    row = _find(uid)
    lines = recognition_queries.lines(uid)
    before = (row.number, row.date)
    correcting = row.status == DecisionStatus.ISSUED
    if correcting:
        require_correction(uid, reason)
    clean = check_number(session, row, number, on)
    check_date(session, on, [line.registration for line in lines])
    check_after_proposals(row, on, knowingly=older)
    check_issuer(row.body_id or "", on)
    if not correcting:
        require_recognisable(session, [line.registration for line in lines])
    use_case = "Đính chính số, ngày quyết định" if correcting else "Ban hành quyết định công nhận"
    with session.write(use_case, *_TOPICS, reason=reason) as work:
        work.uid = uid
        work.update(row, number=clean, date=on, status=DecisionStatus.ISSUED.value)
        named = decision_words(session, row)
        if before != (clean, on):
            mark_certificates(work, uid, "Số, ngày quyết định đã thay đổi.")
        for line in lines:
            work.note(line.registration_id, "decision", None, named)
    return work.changes


def doubt_about_day(uid: str, on: date) -> str:
    """What speaks against dating a decision so, as a sentence; it may be meant. "" usually."""
    return older_than_proposals(_find(uid), on)


def last_number(session: Session, uid: str, on: date) -> str:
    """The highest number of the decision's series so far, to be shown beside the empty field."""
    row = _find(uid)
    found = numbering.last_number(series_of(session, row, on))
    return found.digits if found else ""


def enter_from_above(session: Session, draft: AboveDraft) -> Changes:
    """Enter a decision that a body above us took on registrations of this office.

    A registration this office recognised itself may be recognised again at another level. What
    was put forward and not recognised is noted as refused or returned, with the reason.
    Raises `FieldError` for a wrong field or a decision entered before, `UserError` naming a
    registration that is not assessed.
    """
    plan = adoption.programme(session, draft.programme_id)
    issuer = checked_line("issuer_name", "Cơ quan ban hành", draft.issuer_name, required=True)
    number = numbering.written_number(draft.number, label="Số quyết định")
    numbering.parse_number(number, label="Số quyết định")
    check_new_above(issuer, number, draft.date)
    rows = registration_rows([line.registration for line in some_lines(draft.lines)])
    check_date(session, draft.date, rows)
    require_recognisable(
        session, [row for row in rows if not recognised_lower(session, row, draft)]
    )
    names = decision_wording.titles_of(plan, [line.title for line in draft.lines])
    levels = dict.fromkeys(line.level for line in draft.lines)
    level = decision_wording.level_name([plan.level(code) for code in levels])
    subject = draft.subject.strip() or decision_wording.subject(names, level, draft.year)
    check_others(draft)
    with session.write("Nhập quyết định của cấp trên", *_TOPICS, Topic.PROGRESS) as work:
        row = work.insert(
            Decision,
            programme_id=draft.programme_id,
            year=draft.year,
            origin=Origin.ABOVE.value,
            issuer_name=issuer,
            number=number,
            date=draft.date,
            subject=checked_line("subject", "Trích yếu", subject, limit=500),
            level=top_level(plan, draft.lines),
            status=DecisionStatus.ISSUED.value,
        )
        write_lines(work, row.uid, draft.lines)
        for other in draft.others:
            values = {
                "on": draft.date,
                "reason": other.reason.strip(),
                "by_name": issuer,
                "body": None,
            }
            insert_step(work, other.registration, other.kind, values)
        work.uid = row.uid
    return work.changes


def revoke(
    session: Session, recognition: str, reason: str, on: date, *, paper: str = ""
) -> Changes:
    """Take a recognition back; the decision and the line stay, with the reason beside them."""
    line = recognition_queries.line(recognition)
    if line is None:
        raise UserError("Không còn dòng công nhận này trong dữ liệu.")
    facts = facts_of_many(session, [line.registration_id])[line.registration_id]
    workflow.require("revoke", facts, session.office_uid, reason=reason)
    if recognition_queries.revocations([recognition]):
        raise UserError("Công nhận này đã bị thu hồi.", safe="Dữ liệu không thay đổi.")
    if line.decision.date is None or not line.decision.date <= on <= session.today():
        raise FieldError("on", "Ngày thu hồi phải từ ngày quyết định đến hôm nay.")
    why = checked_text("reason", "Lý do", reason, required=True, limit=1000)
    named = checked_line("paper", "Văn bản thu hồi", paper)
    topics = (*_TOPICS, Topic.CERTIFICATES)
    with session.write("Thu hồi công nhận", *topics, reason=why) as work:
        work.check_owner(line)
        work.uid = line.registration_id
        values = {"recognition": recognition, "on": on, "reason": why, "paper": named}
        work.insert(Revocation, about=line.registration_id, **values)
        given = recognition_queries.certificates_of(line.decision_id)
        mine = [one.uid for one in given if one.recognition_id == recognition]
        locks.supersede(work, mine, why, [line.registration_id])
    return work.changes


def _find(uid: str) -> Decision:
    row = recognition_queries.decision(uid)
    if row is None:
        raise UserError("Không còn quyết định này trong dữ liệu.")
    return row


def _draft_row(uid: str) -> Decision:
    row = _find(uid)
    if row.status != DecisionStatus.DRAFT:
        raise UserError(
            "Quyết định đã ban hành thì không sửa, không bỏ được.",
            safe="Dữ liệu không thay đổi.",
            todo="Thu hồi công nhận kèm lý do, hoặc đính chính số, ngày.",
        )
    return row


def _values(draft: DecisionDraft) -> dict[str, Any]:
    """The checked texts of a draft, by column."""
    if not draft.body:
        raise FieldError("body", "Chưa chọn cơ quan ban hành.")
    return {
        "subject": checked_line("subject", "Trích yếu", draft.subject, required=True, limit=500),
        "bases": checked_text("bases", "Căn cứ", draft.bases),
        "authority_line": checked_line("authority_line", "Thẩm quyền ký", draft.authority_line),
        "position": checked_line("position", "Chức vụ người ký", draft.position, limit=100),
        "signer": checked_line("signer", "Người ký", draft.signer, limit=100),
        "receivers": checked_text("receivers", "Nơi nhận", draft.receivers, limit=2000),
    }


def decisions(session: Session, programme_id: str, year: int) -> tuple[DecisionRow, ...]:
    """Decisions of a programme and year: drafts first, then the newest."""
    plan = adoption.programme(session, programme_id)
    rows = recognition_queries.decisions(programme_id, year)
    counts = recognition_queries.counts([row.uid for row in rows])
    signs = Signs(session)
    return tuple(
        decision_row(session, plan, row, counts.get(row.uid, 0), signs.decision(row))
        for row in rows
    )


def decision(session: Session, uid: str) -> DecisionView:
    """One decision with its lines. Raises `UserError` when it is gone."""
    row = _find(uid)
    plan = adoption.programme(session, row.programme_id)
    found = recognition_queries.lines(uid)
    revoked = recognition_queries.revocations([line.uid for line in found])
    lines = tuple(line_row(plan, line, revoked.get(line.uid)) for line in found)
    proposed = ""
    if row.body_id:
        proposed = decision_articles.propose(plan, row.body_id, row.year, _given(lines))
    return DecisionView(
        row=decision_row(session, plan, row, len(lines), Signs(session).decision(row)),
        lines=lines,
        bases=row.bases,
        authority_line=row.authority_line,
        position=row.position,
        signer=row.signer,
        receivers=row.receivers,
        articles=decision_articles.stored(uid, proposed),
    )
