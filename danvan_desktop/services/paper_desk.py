"""Papers on their way: begun from the records, worded, submitted, signed, issued, replaced.

Owns the use cases of `DeskPaper`; which papers there are is `paper_specs`, which stage may follow
which is `domain/paper_stages`. What was issued is drawn once, kept under its hash (`issued_papers`)
and is what is opened and printed from then on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from danvan_desktop.domain import numbering
from danvan_desktop.domain.canonical import canonical_json
from danvan_desktop.domain.paper_stages import PaperStage, require_stage
from danvan_desktop.domain.text import checked_line, checked_text
from danvan_desktop.domain.units import BodyKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import Body, DeskFile, DeskPaper
from danvan_desktop.services import (
    adoption,
    award_papers,
    issued_papers,
    kept_words,
    paper_checks,
    paper_memory,
    paper_parts,
    team_papers,
)
from danvan_desktop.services.kept_words import Kept
from danvan_desktop.services.paper_kinds import Paper, PaperKind
from danvan_desktop.services.paper_specs import (
    Filled,
    PaperSpec,
    Request,
    Scope,
    spec,
)
from danvan_desktop.services.paper_wordings import PROPOSER
from danvan_desktop.services.session import Changes, Session, Topic

_TEXT_LIMIT = 60_000
_PROPOSALS = (PaperKind.RECOGNITION_PROPOSAL, PaperKind.AWARD_PROPOSAL)
_GIVERS = (PaperKind.AWARD_DECISION, PaperKind.AWARD_MONEY)
SCAN, LEADER = "scan", "leader"
"""Roles of the files of a paper: the stamped true paper, the Word file as changed."""


@dataclass(frozen=True)
class Draft:
    """A paper open for editing; `uid` is empty until it is first saved.

    `replaces` is the issued paper whose place it takes. `proposed` is the proposal that the texts
    were made from.
    """

    uid: str
    request: Request
    title: str
    form: Mapping[str, str]
    texts: Mapping[str, str]
    stage: PaperStage = PaperStage.DRAFT
    number: str = ""
    day: date | None = None
    replaces: str = ""
    proposed: Mapping[str, str] = field(default_factory=dict)
    just_begun: bool = False
    """Proposed this moment, so that nothing can have changed since."""

    @property
    def spec(self) -> PaperSpec:
        return spec(self.request.kind)

    @property
    def filled(self) -> Filled:
        return Filled(self.request, self.form, self.texts, self.number, self.day)


def year_key(programme_id: str, year: int) -> str:
    """What a paper about a whole programme and year is about."""
    return f"year:{programme_id}:{year}"


def begin(
    session: Session,
    kind: PaperKind,
    programme_id: str,
    year: int,
    *,
    about: str = "",
    body: str = "",
) -> Draft:
    """A new paper with everything proposed; what was typed last time is remembered.

    Raises `UserError` where the record it needs is not named, or no body can issue it.
    """
    wanted = spec(kind)
    if wanted.scope is not Scope.YEAR and not about:
        raise UserError(f"“{wanted.name}” phải lập từ một hồ sơ cụ thể.")
    request = Request(
        kind,
        programme_id,
        year,
        about or whole_year(kind, programme_id, year),
        body or _default_body(session, kind, programme_id, year),
    )
    proposal = wanted.maker.propose(session, request)
    if wanted.issued_by_record:
        request = replace(request, body=proposal.body or request.body)
    last = paper_memory.last_form(request)
    form = {ask.key: last.get(ask.key, "") if ask.remembered else "" for ask in wanted.asks}
    form |= paper_memory.ceremony_form(request)
    form |= {key: value for key, value in proposal.form.items() if value}
    texts = {one.key: proposal.texts.get(one.key, "") for one in wanted.wordings}
    if "signer" in texts and not texts["signer"]:
        texts["signer"] = paper_memory.last_signer(request.body, texts.get("proposer", ""))
    return Draft("", request, proposal.title, form, texts, proposed=dict(texts), just_begun=True)


def get(session: Session, uid: str) -> Draft:
    """A paper as it stands. Raises `UserError` when it is gone."""
    row = row_of(uid)
    request = Request(PaperKind(row.kind), row.programme_id, row.year, row.about, row.body_id or "")
    texts = json.loads(row.texts)
    if PaperStage(row.stage).open_for_words:
        texts = {**_missing(session, request, texts), **texts}
    return Draft(
        row.uid,
        request,
        row.title,
        json.loads(row.form),
        texts,
        PaperStage(row.stage),
        row.number,
        row.date,
        row.replaces_id or "",
        kept_words.kept(PaperKind(row.kind), row.uid).proposed,
    )


def _missing(session: Session, request: Request, texts: Mapping[str, str]) -> dict[str, str]:
    """Proposals for wordings that the paper did not have yet when it was saved; who
    puts it forward stays."""
    wordings = (one for one in spec(request.kind).wordings if one is not PROPOSER)
    missing = [one.key for one in wordings if one.key not in texts]
    if not missing:
        return {}
    try:
        fresh = spec(request.kind).maker.propose(session, request).texts
    except UserError:
        return {}
    return {key: fresh[key] for key in missing if key in fresh}


def save(session: Session, draft: Draft) -> Changes:
    """Keep a paper as far as it is worded.

    Raises `FieldError` without a title and on a field that is too long, `UserError` once it is
    signed.
    """
    if not draft.stage.open_for_words:
        raise UserError(
            f"Văn bản đang ở bước “{draft.stage.label}” nên không sửa nội dung được.",
            safe="Nội dung đã lưu không thay đổi.",
            todo="Đưa về dự thảo, hoặc lập văn bản mới thay thế.",
        )
    values = {
        "title": checked_line("title", "Tên văn bản", draft.title, required=True, limit=300),
        "form": _json(_checked_form(draft)),
        "texts": _json(_checked_texts(draft)),
        "body": draft.request.body or None,
        "changed_at": session.now_text(),
    }
    request = draft.request
    with session.write("Soạn văn bản", Topic.PAPERS) as work:
        if draft.uid:
            work.update(row_of(draft.uid), about=request.about, **values)
            work.uid = draft.uid
        else:
            row = work.insert(
                DeskPaper,
                about=request.about,
                kind=request.kind.value,
                programme_id=request.programme_id,
                year=request.year,
                replaces=draft.replaces or None,
                stage=PaperStage.DRAFT.value,
                **values,
            )
            work.uid = row.uid
        kept_words.keep(work, request.kind, work.uid, Kept(proposed=draft.proposed))
    return work.changes


def paper(session: Session, draft: Draft) -> Paper:
    """The paper as it stands, drawn; the kept file once it was issued."""
    row = DeskPaper.get_or_none(DeskPaper.uid == draft.uid) if draft.uid else None
    if row is not None and row.issued_id:
        return issued_papers.reprint(session, row.issued_id)
    drawn = draft.spec.maker.sheet(session, draft.filled)
    drawn = replace(drawn, key=drawn.key or draft.request.kind)
    body = Body.get_by_id(draft.request.body)
    return paper_parts.paper(session, body, drawn, draft.title, number=draft.number, day=draft.day)


def move(session: Session, uid: str, stage: PaperStage, reason: str = "") -> Changes:
    """Take a paper a step on or back; signing is `sign`, issuing `issue`."""
    row = row_of(uid)
    require_stage(PaperStage(row.stage), stage, reason)
    values = {"number": "", "date": None} if stage is PaperStage.DRAFT else {}
    with session.write(stage.label, Topic.PAPERS, Topic.MEETINGS, reason=reason) as work:
        if row.number and stage is PaperStage.DRAFT and row.kind == PaperKind.TEAM_DECISION:
            team_papers.keep_sign(session, work, get(session, uid).request, "", None)
        work.uid = uid
        work.update(
            row, about=row.about, stage=stage.value, changed_at=session.now_text(), **values
        )
    return work.changes


def sign(session: Session, uid: str, number: str, day: date, *, signer: str = "") -> Changes:
    """Type in number and date as the clerk gave them; `signer` where another one signed.

    Raises `FieldError` for a number that cannot be read or is taken in its series, and for a day
    in the future; `UserError` where the signer is not named.
    """
    row, draft = row_of(uid), get(session, uid)
    require_stage(draft.stage, PaperStage.SIGNED)
    texts = dict(draft.texts)
    if signer and "signer" in texts:
        texts["signer"] = checked_line("signer", "Người ký", signer, limit=200)
    if "signer" in texts and not texts["signer"].strip():
        raise FieldError("signer", "Chưa ghi người ký văn bản.")
    paper_checks.check_day(session, draft.request, draft.replaces, day)
    clean = ""
    if draft.spec.numbered:
        clean = numbering.written_number(number)
        numbering.check_not_taken(clean, _taken(session, draft, day))
    with session.write("Nhập số, ngày văn bản", Topic.PAPERS, Topic.MEETINGS) as work:
        if draft.request.kind is PaperKind.TEAM_DECISION:
            team_papers.keep_sign(session, work, draft.request, clean, day)
        work.uid = uid
        work.update(
            row,
            about=row.about,
            stage=PaperStage.SIGNED.value,
            number=clean,
            date=day,
            texts=_json(texts),
            changed_at=session.now_text(),
        )
    if draft.request.kind is PaperKind.AWARD_DECISION:
        award_papers.remember_signer(session, draft.request.body, texts)
    return work.changes


def next_number(session: Session, draft: Draft, day: date) -> str:
    """The number after the last of the paper's series, to be proposed; "01" for the first."""
    last = numbering.last_number(_taken(session, draft, day))
    return f"{(last.value if last else 0) + 1:02d}"


def _taken(session: Session, draft: Draft, day: date) -> list[str]:
    """Numbers of the other papers in the book that this one's number goes into."""
    proposer = draft.texts.get(PROPOSER.key, "")
    return paper_memory.numbers(session, draft.request, draft.uid, day, proposer)


def issue(session: Session, uid: str, *, reason: str = "") -> Changes:
    """Draw a signed paper once more, keep it as PDF and Word, and let it stand from then on.

    One that takes the place of an issued paper needs the reason.
    """
    from danvan_desktop.services import listed_papers

    draft = get(session, uid)
    require_stage(draft.stage, PaperStage.ISSUED)
    drawn = paper(session, draft)
    request, replaces = draft.request, draft.replaces
    if request.kind is PaperKind.MEETING_MINUTES and not replaces:
        replaces = issued_papers.newest_uid(request.kind, request.about)
        reason = reason or "Bản đã ký thay bản lưu khi kết thúc cuộc họp."
    changes = issued_papers.issue(
        session,
        request.kind,
        uid,
        drawn,
        reason=reason,
        replaces=replaces,
        desk=uid,
        listed=listed_papers.listed(session, draft.filled),
    )
    return replace(changes, uid=uid)


def remove(session: Session, uid: str) -> Changes:
    """Throw away a draft. Raises `UserError` for a paper that was signed or issued."""
    row = row_of(uid)
    if PaperStage(row.stage) in (PaperStage.SIGNED, PaperStage.ISSUED):
        raise UserError("Văn bản đã ký không xóa được.", todo="Lập văn bản mới thay thế.")
    with session.write("Xóa dự thảo văn bản", Topic.PAPERS) as work:
        for file in DeskFile.select().where(DeskFile.paper == uid):
            work.purge(file, about=row.about)
        kept_words.keep(work, PaperKind(row.kind), uid, Kept())
        work.purge(row, about=row.about)
    return work.changes


def row_of(uid: str) -> DeskPaper:
    """The row of a paper. Raises `UserError` when it is gone."""
    row: DeskPaper | None = DeskPaper.get_or_none(DeskPaper.uid == uid)
    if row is None:
        raise UserError("Không còn văn bản này trong dữ liệu.", safe="Dữ liệu không thay đổi.")
    return row


def whole_year(kind: PaperKind, programme_id: str, year: int) -> str:
    """What a paper of a year is about; the report on visits falls when one is opened again."""
    if kind is PaperKind.VISIT_REPORT:
        from danvan_desktop.services.visits import report_key

        return report_key(programme_id, year)
    return year_key(programme_id, year)


def _default_body(session: Session, kind: PaperKind, programme_id: str, year: int) -> str:
    """Who usually makes such a paper: awards are decided by who gives them, and a committee is
    proposed to by its own board."""
    if kind in _GIVERS and (giver := award_papers.giving_body(session, programme_id, year)):
        return giver
    plan = adoption.programme(session, programme_id)
    usual = paper_parts.default_body(session, plan)
    if kind in _PROPOSALS and BodyKind(usual.kind) is BodyKind.PARTY_COMMITTEE:
        usual = paper_parts.own_board(session) or usual
    return str(usual.uid)


def _checked_form(draft: Draft) -> dict[str, str]:
    return {
        ask.key: checked_text(ask.key, ask.label, draft.form.get(ask.key, ""), limit=_TEXT_LIMIT)
        for ask in draft.spec.asks
    }


def _checked_texts(draft: Draft) -> dict[str, str]:
    return {
        one.key: checked_text(one.key, one.label, draft.texts.get(one.key, ""), limit=_TEXT_LIMIT)
        for one in draft.spec.wordings
    }


def _json(values: Mapping[str, str]) -> str:
    return canonical_json(dict(values)).decode("utf-8")
