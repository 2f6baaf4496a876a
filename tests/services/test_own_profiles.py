"""A body's own copy of a profile: kept, used on its dates, checked, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan_desktop.documents import profiles
from danvan_desktop.errors import UserError
from danvan_desktop.models import Body, ProfileCopy
from danvan_desktop.services import (
    header_preview,
    own_profiles,
    paper_parts,
    profile_fields,
    profile_samples,
    units,
)
from danvan_desktop.services.profile_fields import FieldKind
from danvan_desktop.services.session import Session
from tests import factories
from tests.documents import pdf_reading as pdf
from tests.documents.page_faults import read

PARTY = "party-2026"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = factories.make_session(tmp_path / "dữ liệu")
    yield made
    made.close()


def body_of(session: Session) -> str:
    return units.bodies(session)[0].uid


def changed(**page: Any) -> dict[str, Any]:
    values = own_profiles.shipped_values(PARTY)
    return {**values, "page": {**values["page"], **page}}


def used(session: Session, day: date | None = None) -> Any:
    return paper_parts.profile_of(session, Body.get_by_id(body_of(session)), day)


def test_copy_is_used_on_the_dates_of_its_profile_and_no_other(session: Session) -> None:
    own_profiles.save(session, body_of(session), PARTY, changed(left_mm=35))
    found = [used(session, day) for day in (None, date(2026, 2, 5), date(2023, 2, 5))]
    assert [(one.id, one.page.left_mm) for one in found] == [
        (PARTY, 35),
        (PARTY, 35),
        ("party-old", 30),
    ]


def test_copy_of_one_body_leaves_the_others(session: Session) -> None:
    first, second = (row.uid for row in units.bodies(session)[:2])
    own_profiles.save(session, first, PARTY, changed(top_mm=25))
    other = paper_parts.profile_of(session, Body.get_by_id(second), None)
    assert other == profiles.load(Body.get_by_id(second).profile)


def test_shipped_values_and_dropping_take_the_copy_away(session: Session) -> None:
    body = body_of(session)
    for back in (
        lambda: own_profiles.save(session, body, PARTY, changed()),
        lambda: own_profiles.drop(session, body, PARTY),
    ):
        own_profiles.save(session, body, PARTY, changed(left_mm=35))
        assert [row.profile for row in own_profiles.copies()] == [PARTY]
        back()
        assert own_profiles.copies() == ()


def test_unsound_values_are_refused_and_name_their_key(session: Session) -> None:
    with pytest.raises(UserError, match=r"page\.left_mm: phải từ 10 đến 50"):
        own_profiles.save(session, body_of(session), PARTY, changed(left_mm=90))
    assert own_profiles.copies() == ()


@pytest.mark.parametrize(
    ("group", "key", "value", "reason"),
    [
        ("number", "pattern", "Số {number}", "phải có đủ {number}, {kind}, {issuer}"),
        ("number", "label", "Số \u202e", "có ký tự ẩn, không in được"),
        ("number", "label", "S" * 201, "dài quá 200 ký tự"),
        ("body", "leading", 12, "không được nhỏ hơn cỡ chữ nội dung"),
        ("page_number", "from_top_mm", 20, "phải nhỏ hơn lề trên"),
        ("body", "size", float("nan"), "phải từ 10 đến 20"),
    ],
)
def test_defect_is_said_at_its_key(group: str, key: str, value: Any, reason: str) -> None:
    values = own_profiles.shipped_values(PARTY)
    found = own_profiles.defects(PARTY, {**values, group: {**values[group], key: value}})
    assert [(one.key, one.reason) for one in found] == [(f"{group}.{key}", reason)]


@pytest.mark.parametrize(
    "text",
    [
        "không phải toml [",
        "id = 'state-2020'",
        "[page]\nleft_mm = 900\n",
        "la = 1\n",
        "a=" + "[" * 5000,
    ],
)
def test_broken_copy_stops_no_paper_and_is_said_once(session: Session, text: str) -> None:
    body = body_of(session)
    own_profiles.save(session, body, PARTY, changed(left_mm=35))
    row = ProfileCopy.get()
    row.text = text
    row.row_hash = row.compute_hash()
    row.save()
    assert used(session) == profiles.load(PARTY)
    assert used(session) == profiles.load(PARTY)
    (words,) = own_profiles.take_warnings(session)
    assert words.startswith("Thể thức riêng của Đảng ủy Phường Mẫu không dùng được")
    assert own_profiles.take_warnings(session) == ()
    assert [bool(one.problem) for one in own_profiles.copies()] == [True]
    assert own_profiles.values(body, PARTY) == own_profiles.shipped_values(PARTY)


def test_copy_made_before_an_element_existed_is_filled_up(session: Session) -> None:
    own_profiles.save(session, body_of(session), PARTY, changed(left_mm=35))
    row = ProfileCopy.get()
    row.text = "id = 'party-2026'\n[page]\nleft_mm = 33\n"
    row.row_hash = row.compute_hash()
    row.save()
    assert (used(session).page.left_mm, used(session).page.top_mm) == (33, 20)


def test_file_written_is_read_back_the_same(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "thể thức.toml"
    own_profiles.write_file(path, PARTY, changed(left_mm=32.5))
    assert own_profiles.read_file(path, PARTY) == changed(left_mm=32.5)
    with pytest.raises(UserError, match="đây là thể thức “party-2026”, không phải “front”"):
        own_profiles.read_file(path, "front")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe\x00", "không phải tệp chữ UTF-8"),
        (b"#" * 100_001, "tệp quá lớn"),
        (b"[page\n", "sai cú pháp"),
    ],
)
def test_file_that_is_no_profile_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(UserError, match=reason):
        own_profiles.read_file(path, PARTY)


@pytest.mark.parametrize("profile_id", profiles.profile_ids())
def test_window_has_a_field_for_every_element(profile_id: str) -> None:
    values = own_profiles.shipped_values(profile_id)
    shown = profile_fields.flat(values)
    fields = {one.key: one for group in profile_fields.groups() for one in group.fields}
    assert set(shown) <= set(fields)
    assert all("1" in key for key in set(fields) - set(shown))
    assert profile_fields.nested(shown, values) == values
    numbers = [one for one in fields.values() if one.kind is FieldKind.NUMBER]
    assert all(one.low <= shown[one.key] <= one.high for one in numbers)


@pytest.mark.parametrize("kind", [kind for kind, _ in profile_samples.KINDS])
def test_sample_paper_shows_the_change(session: Session, kind: str) -> None:
    samples = profile_samples.compose(session, body_of(session))
    before = profile_samples.draw(samples, kind, PARTY, changed())
    after = profile_samples.draw(samples, kind, PARTY, changed(left_mm=40))
    at_the_left = {"decision": "Căn cứ", "letter": "V/v", "draft": "STT"}[kind]
    moved = [pdf.word_box(one, at_the_left)[0] for one in (before, after)]
    assert moved[1] > moved[0] + 2 * pdf.MM
    assert "Người ký (mẫu)" in pdf.whole_text(after)


SHOWN = {
    "number.blank_width": 12,
    "letter.proposal_address": "Kính gửi",
    "signature.acting.on_behalf": "TM. ",
    "signature.acting.for_head": "KT. ",
    "signature.acting.by_order": "TL. ",
    "signature.acting.by_delegation": "TUQ. ",
    "signature.acting.acting": "QUYỀN ",
    "signature.form_space_mm": 35,
    "table.wide_size": 9,
}


@pytest.mark.parametrize(("key", "value"), SHOWN.items())
def test_wide_draft_shows_what_other_samples_do_not(session: Session, key: str, value: Any) -> None:
    samples = profile_samples.compose(session, body_of(session))
    shipped = own_profiles.shipped_values(PARTY)
    typed = profile_fields.nested({**profile_fields.flat(shipped), key: value}, shipped)
    before, after = (
        profile_samples.draw(samples, profile_samples.DRAFT, PARTY, one) for one in (shipped, typed)
    )
    assert before != after
    if isinstance(value, str):
        texts = [pdf.whole_text(one) for one in (before, after)]
        assert [value.strip() in text for text in texts] == [False, True]


WORDS = sorted(
    key
    for key, value in profile_fields.flat(own_profiles.shipped_values(PARTY)).items()
    if isinstance(value, str)
)


@pytest.mark.parametrize("words", ["<b>&", "</para><img src='/etc/hostname'/>", "W" * 200, "🌸"])
@pytest.mark.parametrize("kind", [kind for kind, _ in profile_samples.KINDS])
def test_words_of_a_profile_are_printed_as_words_or_refused(
    session: Session, kind: str, words: str
) -> None:
    samples = profile_samples.compose(session, body_of(session))
    shipped = own_profiles.shipped_values(PARTY)
    flat = profile_fields.flat(shipped)
    found = []
    for key in WORDS:
        values = profile_fields.nested({**flat, key: f"{flat[key]}{words}"}, shipped)
        try:
            drawn = profile_samples.draw(samples, kind, PARTY, values)
        except UserError as error:
            found += [] if error.what else [key]
        else:
            found += [f"{key}: {fault}" for fault in read(drawn)[1]]
    assert found == []


def test_header_in_the_form_of_a_body_is_drawn_from_its_copy(session: Session) -> None:
    row = units.bodies(session)[0]
    values = own_profiles.shipped_values(PARTY)
    values["number"]["pattern"] = "Số hiệu {number}-{kind}/{issuer}"
    own_profiles.save(session, row.uid, PARTY, values)
    drawn = header_preview.header(session, row.draft(), row.uid)
    assert "Số hiệu -QĐ/" in pdf.page_text(drawn)
