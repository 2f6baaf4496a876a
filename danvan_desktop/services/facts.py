"""Gathers what the state of registrations is computed from, for one or for many at once."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.domain.workflow import Facts, RecognitionFact, SheetFact, StepFact, StepKind
from danvan_desktop.errors import UserError
from danvan_desktop.models import registration_queries
from danvan_desktop.services.session import Session


def facts_of(session: Session, uid: str) -> Facts:
    """Facts of one registration. Raises `UserError` when it is gone."""
    found = facts_of_many(session, [uid])
    if uid not in found:
        raise UserError("Không còn đăng ký này trong dữ liệu.")
    return found[uid]


def facts_of_many(session: Session, uids: Sequence[str]) -> dict[str, Facts]:
    """Facts by registration, read with one query per table."""
    database = session.database
    steps: dict[str, list[StepFact]] = {uid: [] for uid in uids}
    sheets: dict[str, list[SheetFact]] = {uid: [] for uid in uids}
    recognitions: dict[str, list[RecognitionFact]] = {uid: [] for uid in uids}
    revisions = registration_queries.revisions(database, uids)
    for row in registration_queries.steps(database, uids):
        fact = StepFact(
            StepKind(row["kind"]), row["owner"], row["number"], row["registration_revision"]
        )
        steps[row["registration_id"]].append(fact)
    for row in registration_queries.sheets(database, uids):
        uid = row["registration_id"]
        stale = row["registration_revision"] != revisions.get(uid, ("", 0))[1]
        own = row["stage"] == "self"
        sheets[uid].append(SheetFact(row["owner"], own, bool(row["finished"]), stale))
    for row in registration_queries.recognitions(database, uids):
        line = RecognitionFact(row["owner"], row["status"] == "issued", bool(row["revoked"]))
        recognitions[row["registration_id"]].append(line)
    return {
        uid: Facts(owner, revision, tuple(steps[uid]), tuple(sheets[uid]), tuple(recognitions[uid]))
        for uid, (owner, revision) in revisions.items()
    }
