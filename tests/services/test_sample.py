"""Sample data of every shipped programme: added, marked, and taken away without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.paths import DataFolder
from danvan_desktop.services import backup, programmes, registration_list, sample
from danvan_desktop.services.session import Clock, open_session

IDS = [source.id for source in programmes.shipped()]


@pytest.mark.parametrize("programme_id", IDS)
def test_sample_of_each_programme_is_marked_and_can_be_removed(
    programme_id: str, tmp_path: Path
) -> None:
    found = sample.sample(programme_id)
    session = open_session(DataFolder(tmp_path), Clock.fixed(found.today))
    sample.create(session, programme_id)
    rows = registration_list.all_rows(session, programme_id, found.year)
    assert len(rows) == len(found.lines)
    assert all("(mẫu)" in row.name for row in rows)
    assert len({row.subject_kind for row in rows}) >= 2
    assert sample.add(session, programme_id).count == 0
    sample.remove(session, programme_id)
    assert registration_list.all_rows(session, programme_id, found.year) == ()
    assert backup.doctor(session) == []
    session.close()


@pytest.mark.parametrize("programme_id", IDS)
def test_upper_office_of_each_programme_can_be_made(programme_id: str, tmp_path: Path) -> None:
    found = sample.sample(programme_id)
    session = open_session(DataFolder(tmp_path), Clock.fixed(found.today))
    sample.create(session, programme_id, "upper")
    assert session.office_uid
    assert registration_list.all_rows(session, programme_id, found.year) == ()
    session.close()
