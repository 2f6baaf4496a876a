"""A paper a little over a page is set tighter to save it, and only then."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from danvan_desktop.documents import profiles
from danvan_desktop.documents.letter import LetterData, TableData, letter
from danvan_desktop.documents.page import Sheet
from danvan_desktop.documents.paper_table import TableColumn, TableRow
from danvan_desktop.documents.registration import (
    FormLayout,
    RegistrationFormData,
    registration_form,
)
from danvan_desktop.documents.tightening import smaller, tight
from tests.documents import paper_factories as made
from tests.documents import pdf_reading as pdf
from tests.documents.test_word import opened, words_of

COLUMNS = (TableColumn("STT", 10, centred=True), TableColumn("Tên", 60))
IDS = profiles.profile_ids()


def report(profile_id: str, lines: int, rows: int = 0) -> Sheet:
    profile = profiles.load(profile_id)
    base = made.decision(profile.family)
    data = LetterData(
        issuer=base.issuer,
        kind="Báo cáo",
        kind_sign="BC",
        number="05",
        day=base.day,
        year=2026,
        subject="Kết quả thực hiện",
        signature=base.signature,
        receivers=base.receivers,
        body="\n".join(f"Đoạn {number:02d} của bài;" for number in range(lines)),
        tables=(TableData(COLUMNS, tuple(TableRow((str(n), "Tên")) for n in range(rows))),)
        * bool(rows),
    )
    return letter(data, profile)


def loose(sheet: Sheet) -> bytes:
    return replace(sheet, tighter=None).pdf()


@pytest.mark.parametrize("profile_id", IDS)
def test_paper_a_little_over_a_page_is_drawn_on_one(profile_id: str) -> None:
    sheet = next(one for one in reports(profile_id) if pdf.page_count(loose(one)) == 2)
    content, drawn = sheet.drawn()
    body, least = drawn.profile.body, sheet.profile.body
    assert pdf.page_count(content) == 1
    assert (body.leading, body.space_after) == (least.least_leading, least.least_space_after)
    assert pdf.whole_text(content) == pdf.whole_text(loose(sheet)).removesuffix(" 2")


@pytest.mark.parametrize("profile_id", IDS)
def test_paper_that_needs_the_second_page_is_not_squeezed(profile_id: str) -> None:
    for sheet in reports(profile_id):
        content, drawn = sheet.drawn()
        if drawn is sheet:
            assert content == loose(sheet)
        else:
            assert pdf.page_count(content) == pdf.page_count(loose(sheet)) - 1
    assert drawn is sheet
    assert pdf.page_count(content) == 2


def reports(profile_id: str) -> list[Sheet]:
    return [report(profile_id, lines) for lines in range(8, 40, 2)]


def test_paper_that_fits_is_composed_and_drawn_once() -> None:
    composed: list[int] = []

    def tighter() -> Sheet:
        composed.append(1)
        raise AssertionError

    sheet = replace(report("party-2026", 5), tighter=tighter)
    assert sheet.drawn()[1] is sheet
    assert composed == []


@pytest.mark.parametrize("profile_id", IDS)
def test_tight_lines_are_as_far_apart_as_the_profile_allows(profile_id: str) -> None:
    sheet = next(one for one in reports(profile_id) if one.drawn()[1] is not one)
    lines = [one for one in pdf.text_lines(sheet.pdf()) if one.text.startswith("Đoạn")]
    steps = {round(over.baseline - under.baseline, 1) for over, under in pairwise(lines)}
    body = sheet.profile.body
    assert steps == {round(body.least_leading + body.least_space_after, 1)}


def test_print_of_tables_gives_way_only_where_closer_lines_are_not_enough() -> None:
    sheets = [report("party-2026", 1, rows=rows) for rows in range(15, 30)]
    usual = sheets[0].profile.table.size
    sizes = [drawn.profile.table.size for drawn in (one.drawn()[1] for one in sheets)]
    assert set(sizes) == {usual, usual - 1}
    for sheet, size in zip(sheets, sizes, strict=True):
        if size < usual:
            assert sheet.tighter is not None
            assert pdf.page_count(loose(sheet.tighter())) == pdf.page_count(loose(sheet))


@pytest.mark.parametrize("profile_id", IDS)
def test_least_room_is_never_more_than_the_usual_nor_less_than_the_letters(profile_id: str) -> None:
    own = {"body": {"size": 17, "leading": 17, "space_after": 0}, "table": {"padding": 1}}
    for profile in (profiles.load(profile_id), profiles.load(profile_id, own)):
        body, least = profile.body, tight(profile).body
        assert body.size <= least.leading <= body.leading
        assert least.space_after <= body.space_after
        assert tight(profile).table.padding <= profile.table.padding
    small = profiles.load(profile_id, {"table": {"size": 9, "wide_size": 10}})
    assert (smaller(small).table.size, smaller(small).table.wide_size) == (9, 10)


@pytest.mark.parametrize("profile_id", IDS)
def test_short_registration_form_has_one_page_for_the_pen(profile_id: str) -> None:
    profile = profiles.load(profile_id)
    known = made.registration_form(profile.family)
    data = RegistrationFormData(
        issuer=known.issuer,
        day=None,
        year=2026,
        subject_line=known.subject_line,
        signature=known.signature,
        confirmation=known.confirmation,
        addressees=("Đảng ủy xã Yên Nghĩa",),
    )
    assert pdf.page_count(registration_form(data, profile, FormLayout.SHORT).pdf()) == 1


def test_word_file_of_a_tightened_paper_says_the_same_and_is_as_tight() -> None:
    sheet = next(one for one in reports("party-2026") if one.drawn()[1] is not one)
    _, drawn = sheet.drawn()
    assert words_of(opened(drawn)) == words_of(opened(sheet))
    assert opened(drawn).styles["Văn bản"].paragraph_format.line_spacing.pt == 18
