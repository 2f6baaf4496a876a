"""Papers as they left the office, kept under their content hash and never drawn a second time.

The PDF is the paper; beside it lies the Word file of the same day, as a file of its desk paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.domain.text import checked_line
from danvan_desktop.errors import FieldError, StorageError, UserError
from danvan_desktop.models import Decision, DeskFile, DeskPaper, IssuedPaper, SupersededPaper
from danvan_desktop.services import kept_words
from danvan_desktop.services.kept_files import keeping, kept_content, kept_path
from danvan_desktop.services.locks import superseded
from danvan_desktop.services.paper_kinds import IssuedRow, Paper, PaperKind, standing_words
from danvan_desktop.services.paper_signs import Signs
from danvan_desktop.services.session import Changes, Session, Topic, Work

WORD = "word"
"""Role of the Word file as it was issued."""
_PORTION = 500


def issue(
    session: Session,
    kind: PaperKind,
    about: str,
    paper: Paper,
    *,
    reason: str = "",
    replaces: str = "",
    desk: str = "",
    listed: Sequence[str] = (),
) -> Changes:
    """Keep PDF and Word file, then the rows that name them; see `papers.issue_paper`.

    `replaces` is the issued paper of another record whose place it takes; `desk` the paper of the
    desk that is issued, "" for one that has none yet; `listed` the registrations on its list.
    """
    digest = hashlib.sha256(paper.content).hexdigest()
    before = _newest(kind, about) or IssuedPaper.get_or_none(IssuedPaper.uid == replaces)
    if before is not None and before.sha256 == digest:
        return _right_again(session, before, desk)
    why = checked_line("reason", "Lý do thay thế", reason)
    mark = superseded([before.uid]).get(before.uid) if before is not None else None
    why = why or (mark.reason if mark else "")
    if before is not None and not why:
        raise FieldError("reason", "Văn bản này đã phát hành; cần ghi lý do khi thay thế.")
    word = paper.word() if paper.word is not None else b""
    use_case = "Thay thế văn bản đã phát hành" if before else "Phát hành văn bản"
    topics = (Topic.DECISIONS, Topic.CERTIFICATES, Topic.PAPERS)
    with keeping(session) as keep, session.write(use_case, *topics, reason=why) as work:
        keep.content(paper.content)
        row = work.insert(
            IssuedPaper,
            about=about,
            kind=kind.value,
            title=paper.title,
            number=paper.number,
            date=paper.date,
            file_name=paper.file_name,
            size=len(paper.content),
            sha256=digest,
            replaces=before.uid if before else None,
            issued_at=session.now_text(),
        )
        kept_words.keep_sign(work, kind, row.uid, _sign(session, kind, about, paper, desk))
        if word:
            _insert_word(work, row, desk, len(word), keep.content(word))
        if desk:
            _stands(work, row, desk)
            kept_words.keep_list(work, kind, desk, listed)
        work.uid = row.uid
    return work.changes


def _sign(session: Session, kind: PaperKind, about: str, paper: Paper, desk: str) -> str:
    """The number with its signs as the paper prints it now, whatever its body is called later."""
    signs = Signs(session)
    if desk:
        return signs.desk(DeskPaper.get_by_id(desk))
    decision = Decision.get_or_none(Decision.uid == about) if kind is PaperKind.DECISION else None
    return signs.decision(decision) if decision is not None else paper.number


def _stands(work: Work, issued: IssuedPaper, desk: str) -> None:
    """Bring the paper of the desk to its last stage along with the file that stands for it."""
    row = DeskPaper.get_by_id(desk)
    work.update(
        row,
        about=row.about,
        stage=PaperStage.ISSUED.value,
        issued=issued.uid,
        changed_at=work.session.now_text(),
    )


def _insert_word(work: Work, issued: IssuedPaper, desk: str, size: int, digest: str) -> None:
    work.insert(
        DeskFile,
        about=issued.about,
        paper=desk or desk_paper(work, issued).uid,
        role=WORD,
        file_name=str(Path(issued.file_name).with_suffix(".docx")),
        size=size,
        sha256=digest,
        added_at=work.session.now_text(),
    )


def desk_paper(work: Work, issued: IssuedPaper) -> DeskPaper:
    """A paper of the desk for one that was issued elsewhere, so that it can have files."""
    made: DeskPaper = work.insert(
        DeskPaper,
        about=issued.about,
        kind=issued.kind,
        year=(issued.date or work.session.today()).year,
        title=issued.title,
        stage=PaperStage.ISSUED.value,
        number=issued.number,
        date=issued.date,
        issued=issued.uid,
        changed_at=work.session.now_text(),
    )
    return made


def _right_again(session: Session, paper: IssuedPaper, desk: str) -> Changes:
    """What left the office says once more what is: a mark from a reopening is taken away."""
    mark = SupersededPaper.get_or_none(SupersededPaper.uid == paper.uid)
    if mark is None and not desk:
        return Changes(frozenset(), paper.uid, 0)
    topics = (Topic.DECISIONS, Topic.PAPERS)
    with session.write("Văn bản đã phát hành lại đúng", *topics) as work:
        work.uid = paper.uid
        if mark is not None:
            work.remove(mark, about=paper.about)
        if desk:
            _stands(work, paper, desk)
    return work.changes


def current(session: Session, kind: PaperKind, about: str) -> Paper | None:
    """The stored file of an issued decision, as long as it says what the decision says."""
    row = _newest(kind, about)
    decision = Decision.get_or_none(Decision.uid == about)
    if row is None or decision is None:
        return None
    agrees = (row.number, row.date) == (decision.number, decision.date)
    right = agrees and not superseded([row.uid])
    return reprint(session, row.uid) if right else None


def standing(uids: Sequence[str]) -> dict[str, str]:
    """What became of issued papers, in words, by uid; those that stand are left out."""
    marks, replaced = superseded(uids), _replaced(uids)
    words = {uid: standing_words(marks.get(uid), replaced=uid in replaced) for uid in uids}
    return {uid: said for uid, said in words.items() if said}


def _replaced(uids: Sequence[str]) -> set[str]:
    """Those in whose place another paper stands, of the same record or of another one."""
    found: set[str] = set()
    for start in range(0, len(uids), _PORTION):
        some = list(uids[start : start + _PORTION])
        query = IssuedPaper.select(IssuedPaper.replaces).where(IssuedPaper.replaces.in_(some))
        found |= {row.replaces_id for row in query}
    return found


def rows(session: Session, about: str) -> tuple[IssuedRow, ...]:
    """The papers kept for a record, the newest first."""
    signs, issuers = Signs(session), issuing_bodies()
    found = _rows(about)
    uids = [row.uid for row in found]
    marks, replaced = superseded(uids), _replaced(uids)
    return tuple(
        IssuedRow(
            uid=row.uid,
            kind=PaperKind(row.kind),
            about=row.about,
            title=row.title,
            number_text=signs.issued(row, issuers.get(row.uid, issuers.get(about))),
            date=row.date,
            file_name=row.file_name,
            size=row.size,
            issued_at=row.issued_at,
            replaces=row.replaces_id or "",
            replaced=row.uid in replaced,
            superseded=marks.get(row.uid),
        )
        for row in found
    )


def issuing_bodies() -> dict[str, str]:
    """Uids of the bodies that issued papers, by the paper's uid or that of its decision."""
    desk = DeskPaper.select(DeskPaper.issued, DeskPaper.body).where(
        DeskPaper.issued.is_null(False), DeskPaper.body.is_null(False)
    )
    decided = Decision.select(Decision.uid, Decision.body).where(Decision.body.is_null(False))
    queries: tuple[Any, ...] = (desk.tuples(), decided.tuples())
    return {paper: body for pairs in queries for paper, body in pairs}


def reprint(session: Session, uid: str) -> Paper:
    """The stored files of an issued paper; see `papers.reprint`."""
    row = IssuedPaper.get_or_none(IssuedPaper.uid == uid)
    if row is None:
        raise UserError("Không còn văn bản này trong dữ liệu.")
    content = _kept(session, row.title, row.sha256)
    made = Paper(content, row.title, row.file_name, row.number, row.date)
    query = DeskFile.select().join(DeskPaper, on=DeskFile.paper == DeskPaper.uid)
    file = query.where(DeskPaper.issued == uid, DeskFile.role == WORD).first()
    if file is None:
        return made
    return replace(made, kept_word=partial(_kept, session, row.title, file.sha256))


def _kept(session: Session, title: str, digest: str) -> bytes:
    """A kept file, as long as it is still what was kept."""
    content = kept_content(kept_path(session, digest))
    if content is None:
        raise _lost(title)
    return content


def newest_uid(kind: PaperKind, about: str) -> str:
    """The paper of a record that no later one of that record replaces; "" without any."""
    row = _newest(kind, about)
    return row.uid if row is not None else ""


def _newest(kind: PaperKind, about: str) -> IssuedPaper | None:
    """The paper of this kind that no later one replaces."""
    found = [row for row in _rows(about) if row.kind == kind]
    replaced = {row.replaces_id for row in found}
    return next((row for row in found if row.uid not in replaced), None)


def _rows(about: str) -> list[IssuedPaper]:
    query = IssuedPaper.select().where(IssuedPaper.about == about)
    return list(query.order_by(IssuedPaper.issued_at.desc(), IssuedPaper.uid))


def _lost(title: str) -> StorageError:
    return StorageError(
        f"Tệp đã phát hành của “{title}” bị mất hoặc đã bị thay đổi.",
        safe="Số, ngày và nội dung công nhận trong dữ liệu vẫn còn nguyên.",
        todo="Khôi phục thư mục files từ bản sao lưu, hoặc phát hành văn bản thay thế.",
    )
