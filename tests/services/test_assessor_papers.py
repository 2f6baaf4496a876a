"""Papers for scoring by hand: whose sheets, for what, on how many pages, stopped half-way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.errors import UserError
from danvan_desktop.services import assessors, interests, papers
from danvan_desktop.services.assessors import AssessorDraft
from tests.documents.pdf_reading import page_texts
from tests.services.judging_factories import Place, open_place, register

NAMES = ("Người chấm 1 (mẫu)", "Người chấm 2 (mẫu)")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path)
    drafts = [AssessorDraft(name, "Ủy viên", "Thôn 1") for name in NAMES]
    assessors.add(found.session, found.plan.id, found.year, drafts)
    yield found
    found.session.close()


def where(place: Place) -> tuple:  # type: ignore[type-arg]
    return place.session, place.plan.id, place.year


def people(place: Place) -> list[str]:
    return [one.uid for one in assessors.assessors(*where(place))]


class StoppedError(Exception):
    """Raised by a progress to stop the work, as the window's button does."""


def test_each_assessor_gets_a_sheet_for_each_registration(place: Place) -> None:
    names = [f"Mô hình {number} (mẫu)" for number in range(3)]
    uids = [register(place, name) for name in names]
    first = people(place)[0]
    interests.declare(place.session, first, uids[1], "Người phụ trách")
    text = "\n".join(page_texts(papers.blank_score_sheets(*where(place), people(place)).content))
    printed = [text.count(name) for name in names]
    assert printed == [2, 1, 2]
    assert [text.count(f"Người đánh giá: {name}") for name in NAMES] == [2, 3]


def test_page_numbers_begin_anew_with_each_sheet(place: Place) -> None:
    for number in range(2):
        register(place, f"Mô hình {number} (mẫu)")
    one = page_texts(papers.blank_score_sheets(*where(place), people(place)[:1]).content)
    half = len(one) // 2
    assert [text.split("\n")[0] for text in one[:half]] == [
        text.split("\n")[0] for text in one[half:]
    ]


def test_progress_counts_on_and_stops_the_work(place: Place) -> None:
    for number in range(3):
        register(place, f"Mô hình {number} (mẫu)")
    told: list[tuple[int, int]] = []
    papers.blank_score_sheets(
        *where(place), people(place), lambda done, total, _what: told.append((done, total))
    )
    assert told[:12] == [(done, 12) for done in range(1, 13)]
    assert set(told[12:]) <= {(12, 12)}

    def stop(done: int, _total: int, _what: str) -> None:
        if done == 8:
            raise StoppedError

    with pytest.raises(StoppedError):
        papers.blank_score_sheets(*where(place), people(place), stop)


def test_one_file_for_each_assessor(place: Place, tmp_path: Path) -> None:
    register(place)
    folder = tmp_path / "phiếu"
    folder.mkdir()
    made = papers.blank_score_files(*where(place), people(place), folder)
    assert [path.name for path in made] == [
        f"Phiếu trắng {name} năm {place.year}.pdf" for name in NAMES
    ]
    assert sorted(folder.iterdir()) == sorted(made)
    assert NAMES[1] not in "\n".join(page_texts(made[0].read_bytes()))


def test_assessors_whose_names_make_one_file_name_get_a_file_each(
    place: Place, tmp_path: Path
) -> None:
    register(place)
    names = ("Tổ 1/2 (mẫu)", "Tổ 1:2 (mẫu)")
    assessors.add(place.session, place.plan.id, place.year, [AssessorDraft(one) for one in names])
    found = assessors.assessors(place.session, place.plan.id, place.year)
    uids = [row.uid for row in found if row.name in names]
    made = papers.blank_score_files(*where(place), uids, tmp_path)
    texts = [" ".join(page_texts(path.read_bytes())) for path in made]
    assert [[name in text for name in names] for text in texts] == [[True, False], [False, True]]


def test_nothing_to_assess_is_said(place: Place) -> None:
    with pytest.raises(UserError):
        papers.blank_score_sheets(*where(place), people(place))
    with pytest.raises(UserError):
        papers.score_tables(*where(place), people(place))


def test_table_names_every_registration_but_those_with_an_interest(place: Place) -> None:
    names = [f"Mô hình {number} (mẫu)" for number in range(30)]
    uids = [register(place, name) for name in names]
    interests.declare(place.session, people(place)[0], uids[7], "Người phụ trách")
    pages = page_texts(papers.score_tables(*where(place), people(place)[:1]).content)
    text = "\n".join(pages)
    assert "Không đánh giá vì có lợi ích liên quan: Mô hình 7 (mẫu)." in " ".join(text.split())
    rows = [sum(page.count(f"{name}\n") for page in pages) for name in names]
    assert rows == [int(number != 7) for number in range(30)]
    assert all("ĐK1" in page for page in pages if "Tập thể thôn 1" in page)
    assert NAMES[0] in pages[-1]


def test_office_without_a_list_prints_one_table_for_all(place: Place) -> None:
    uids = [register(place, f"Mô hình {number} (mẫu)") for number in range(3)]
    text = " ".join(page_texts(papers.score_tables(*where(place), []).content))
    assert [text.count(f"Mô hình {number} (mẫu)\n") for number in range(3)] == [1, 1, 1]
    assert not any(name in text for name in NAMES)
    sheets = papers.blank_sheets_of(place.session, uids[:2])
    printed = "\n".join(page_texts(sheets.content))
    assert printed.count("Người đánh giá: Tổ thẩm định") == 2
