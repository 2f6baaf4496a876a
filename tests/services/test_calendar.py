"""The agenda of shipped programmes on fixed days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from danvan_desktop.domain.deadlines import Boundary, DeadlineStatus
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.models import SentPackage
from danvan_desktop.services import calendar
from danvan_desktop.services.calendar import AgendaItem, DoneBy
from danvan_desktop.services.session import Session, Topic
from tests.factories import PROGRAMME, adopt, make_session

CHI_LANG = "huyen-uy-chi-lang-2023"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    found = make_session(tmp_path / "dữ liệu", date(2026, 3, 10))
    yield found
    found.close()


def year_items(session: Session, year: int = 2026) -> dict[str, AgendaItem]:
    found = calendar.agenda(session, PROGRAMME, date(year, 1, 1), date(year, 12, 31))
    return {item.code: item for item in found}


def test_year_shows_every_deadline_with_its_status(session: Session) -> None:
    items = year_items(session)
    assert {code: items[code].status for code in ("dang-ky", "gui-danh-sach", "bao-cao-nam")} == {
        "dang-ky": DeadlineStatus.OVERDUE,
        "gui-danh-sach": DeadlineStatus.DUE_SOON,
        "bao-cao-nam": DeadlineStatus.UPCOMING,
    }
    sent = items["gui-danh-sach"]
    assert (sent.due, sent.last_on_time) == (date(2026, 3, 15), date(2026, 3, 14))
    assert (sent.left, sent.key) == ("còn 4 ngày", "gui-danh-sach@2026")
    assert items["tin-bai"].status is DeadlineStatus.ONGOING


def test_agenda_runs_by_date_with_the_undated_last(session: Session) -> None:
    items = calendar.agenda(session, PROGRAMME, date(2026, 1, 1), date(2026, 12, 31))
    dated = [item.last_on_time or item.due for item in items if item.due]
    assert dated == sorted(dated)  # type: ignore[type-var]
    assert all(item.due is None for item in items[len(dated) :])


def test_month_shows_only_what_touches_it(session: Session) -> None:
    found = calendar.agenda(session, PROGRAMME, date(2026, 8, 1), date(2026, 8, 31))
    assert [item.code for item in found if item.due] == ["kiem-tra"]


def test_before_a_day_is_printed_with_the_last_day_in_time(tmp_path: Path) -> None:
    session = make_session(tmp_path, date(2023, 2, 24), CHI_LANG)
    (item,) = calendar.due_now(session)
    assert (item.wording, item.left) == ("trước ngày 25/02/2023", "hôm nay là ngày cuối")
    assert item.dates == "trước ngày 25/02/2023 (ngày cuối đúng hạn 24/02/2023)"
    session.close()


def test_done_by_hand_and_taken_back(session: Session) -> None:
    item = year_items(session)["dang-ky"]
    changes = calendar.mark_done(
        session, PROGRAMME, item.key, item.due, date(2026, 3, 2), "Nộp trực tiếp"
    )
    assert changes.concern(Topic.CALENDAR)
    done = year_items(session)["dang-ky"]
    assert (done.status, done.done_by, done.note) == (
        DeadlineStatus.DONE_LATE,
        DoneBy.HAND,
        "Nộp trực tiếp",
    )
    calendar.mark_done(session, PROGRAMME, item.key, item.due, date(2026, 2, 27))
    assert year_items(session)["dang-ky"].status is DeadlineStatus.DONE
    assert year_items(session, 2027)["dang-ky"].status is DeadlineStatus.UPCOMING
    calendar.unmark(session, PROGRAMME, item.key)
    assert year_items(session)["dang-ky"].status is DeadlineStatus.OVERDUE
    with pytest.raises(UserError):
        calendar.unmark(session, PROGRAMME, item.key)


def test_day_in_the_future_is_refused(session: Session) -> None:
    with pytest.raises(FieldError):
        calendar.mark_done(session, PROGRAMME, "dang-ky@2026", None, date(2026, 3, 11))


def test_sent_package_settles_the_list_of_its_year(session: Session) -> None:
    with session.write("Gửi", Topic.EXCHANGE) as work:
        work.insert(
            SentPackage,
            programme_id=PROGRAMME,
            year=2026,
            sequence=1,
            file_name="goi.dvk",
            sha256="0" * 64,
            rows=3,
            sent_at="2026-03-09T02:00:00Z",
        )
    item = year_items(session)["gui-danh-sach"]
    assert (item.status, item.done_by, item.done_on) == (
        DeadlineStatus.DONE,
        DoneBy.PACKAGE,
        date(2026, 3, 9),
    )
    assert year_items(session)["dang-ky"].done_on is None
    assert year_items(session, 2027)["gui-danh-sach"].done_on is None


def test_office_sets_its_own_date_for_every_year_or_one(session: Session) -> None:
    calendar.set_date(session, PROGRAMME, "gui-danh-sach", date(2026, 4, 20), Boundary.BY)
    calendar.set_date(session, PROGRAMME, "bao-cao-nam@2026", date(2026, 11, 30))
    items, later = year_items(session), year_items(session, 2027)
    assert (items["gui-danh-sach"].last_on_time, later["gui-danh-sach"].last_on_time) == (
        date(2026, 4, 20),
        date(2027, 4, 20),
    )
    assert (items["bao-cao-nam"].due, later["bao-cao-nam"].due) == (
        date(2026, 11, 30),
        date(2027, 11, 10),
    )
    assert items["bao-cao-nam"].changed_by_office
    calendar.set_date(session, PROGRAMME, "gui-danh-sach", None)
    assert year_items(session)["gui-danh-sach"].due == date(2026, 3, 15)


def test_going_back_to_the_paper_without_an_own_date_changes_nothing(session: Session) -> None:
    changes = calendar.set_date(session, PROGRAMME, "gui-danh-sach", None)
    assert changes.count == 0
    assert year_items(session)["gui-danh-sach"].due == date(2026, 3, 15)


def test_due_now_names_what_is_late_or_near_in_all_programmes(session: Session) -> None:
    adopt(session, CHI_LANG)
    assert [item.key for item in calendar.due_now(session)] == [
        "dang-ky@2026",
        "gui-danh-sach@2026",
    ]
