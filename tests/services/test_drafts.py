"""Unsaved text comes back after a close, a crash and a restart; never journalled, never sent."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.models import Draft, JournalEntry
from danvan_desktop.services import backup, drafts
from danvan_desktop.services.session import open_session
from tests import factories


def test_draft_is_there_after_a_restart_and_replaced_by_the_next(tmp_path: Path) -> None:
    session = factories.make_session(tmp_path)
    entries = JournalEntry.select().count()
    drafts.keep(session, "registration", {"name": "Đang nhập", "lines": ["một", 2, None]})
    drafts.keep(session, "registration", {"name": "Đang nhập tiếp"})
    drafts.keep(session, "grid", {"rows": [["Tên", "Thôn 1"]]})
    assert JournalEntry.select().count() == entries
    session.close()
    again = open_session(session.folder, session.clock)
    assert drafts.keys(again) == ["grid", "registration"]
    assert drafts.kept(again, "registration") == {"name": "Đang nhập tiếp"}
    drafts.drop(again, "registration")
    drafts.drop(again, "never kept")
    assert drafts.keys(again) == ["grid"]
    assert drafts.kept(again, "registration") is None
    assert backup.doctor(again) == []
    again.close()


def test_draft_that_cannot_be_read_is_no_draft(tmp_path: Path) -> None:
    session = factories.make_session(tmp_path)
    drafts.keep(session, "form", {"name": "x"})
    for payload in ("{", "[1]", "null"):
        Draft.update(payload=payload).execute()
        assert drafts.kept(session, "form") is None
    session.close()
