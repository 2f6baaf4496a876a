"""The `.dvp` file: what is written is read back, and no other bytes are."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.errors import UserError
from danvan_desktop.exchange import assessor_file, container, container_files
from danvan_desktop.exchange.assessor_file import AnswerFile, BlankFile, WorkFile
from danvan_desktop.exchange.assessor_records import (
    AnswerHeader,
    BlankHeader,
    FileEvidence,
    FileRegistration,
    FileSheet,
    FileText,
)
from danvan_desktop.exchange.container import Section, pack
from danvan_desktop.exchange.refusals import PackageError, Refusal
from danvan_desktop.services import signing
from tests.exchange import package_samples

OFFICE = signing.generate()
FILE = signing.generate()
PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 3
FLIPS = 500


def office_signs(data: bytes) -> bytes:
    return signing.sign(OFFICE.private, data)


def file_signs(data: bytes) -> bytes:
    return signing.sign(FILE.private, data)


def blank_header() -> BlankHeader:
    return BlankHeader(
        app_version="2.0",
        assessor="Người đánh giá (mẫu)",
        made_on=date(2026, 11, 21),
        office_name="Phường Mẫu",
        office_uid="office-1",
        position="Phó Bí thư (mẫu)",
        programme_fingerprint="0" * 64,
        programme_id="xa-phuong-2026-2030",
        programme_version=1,
        public_key=FILE.public.hex(),
        sequence=3,
        year=2026,
    )


def registration(uid: str = "r-1") -> FileRegistration:
    picture = FileEvidence(
        criterion="1",
        file_name="ảnh.jpg",
        media_type="image/jpeg",
        on=date(2026, 5, 1),
        sha256="1" * 64,
        size=len(PICTURE),
        start=0,
        title="Ảnh (mẫu)",
        uid="e-1",
    )
    return FileRegistration(
        evidence=[picture],
        known=[],
        name="Đoạn đường tự quản (mẫu)",
        newness="Mới",
        place="Tổ dân phố 2",
        revision=2,
        sector="KT",
        sector_name="Kinh tế",
        self_conditions="{}",
        self_marks="{}",
        self_remark="",
        set_code="tap-the",
        subject_kind="collective",
        subject_name="Tập thể (mẫu)",
        texts=[FileText(heading="Nội dung chính", text="Hai dòng\ncủa nội dung (mẫu).")],
        title_name="Mô hình",
        uid=uid,
    )


def blank() -> bytes:
    contents = ('id = "x"\n', [registration(), registration("r-2")], PICTURE)
    keys = (OFFICE.public, FILE.private)
    return assessor_file.blank_bytes(blank_header(), keys, contents, office_signs, signing.verify)


def sheet(uid: str = "r-1", marks: str = '{"1":{"mark":"met","remark":""}}') -> FileSheet:
    return FileSheet(
        conditions='{"a":true}',
        declined="",
        finished=True,
        finished_on=date(2026, 11, 25),
        marks=marks,
        registration=uid,
        remark="Nhận xét (mẫu).",
        revision=2,
        set_code="tap-the",
    )


def source() -> BlankFile:
    found = parse(blank())
    assert isinstance(found, BlankFile)
    return found


def header(kind: str, of: BlankFile) -> AnswerHeader:
    return AnswerHeader(
        app_version="2.0",
        assessor="Người đánh giá (mẫu)",
        edition=4,
        kind="work" if kind == "work" else "answer",
        made_on=date(2026, 11, 25),
        office_name="Phường Mẫu",
        office_uid="office-1",
        programme_fingerprint="0" * 64,
        programme_id="xa-phuong-2026-2030",
        programme_version=1,
        sequence=3,
        source_sha256=of.sha256,
        year=2026,
    )


def work(*sheets: FileSheet) -> bytes:
    of = source()
    given = sheets or (sheet(),)
    return assessor_file.work_bytes(of, header("work", of), given, file_signs, signing.verify)


def answer(*sheets: FileSheet) -> bytes:
    of = source()
    given = sheets or (sheet(),)
    return assessor_file.answer_bytes(
        FILE.public, header("answer", of), given, file_signs, signing.verify
    )


def parse(data: bytes) -> BlankFile | WorkFile | AnswerFile:
    return assessor_file.parse(data, signing.verify)


def refusal(data: bytes) -> Refusal | None:
    """Why the bytes are refused; None when they are taken."""
    try:
        parse(data)
    except PackageError as error:
        return error.refusal
    return None


KINDS: tuple[Callable[[], bytes], ...] = (blank, work, answer)


def test_blank_gives_back_what_was_written() -> None:
    found = source()
    assert found.registrations == (registration(), registration("r-2"))
    assert (found.programme, found.files) == ('id = "x"\n', PICTURE)
    assert (found.office_key, found.private_key) == (OFFICE.public, FILE.private)
    assert found.header.assessor == "Người đánh giá (mẫu)"


def test_work_gives_back_the_blank_file_byte_for_byte() -> None:
    found = parse(work())
    assert isinstance(found, WorkFile)
    assert found.source.data == blank()
    assert found.sheets == (sheet(),)


def test_answer_gives_back_the_sheets_in_order_of_registration() -> None:
    found = parse(answer(sheet("r-2"), sheet("r-1")))
    assert isinstance(found, AnswerFile)
    assert found.sheets == (sheet("r-1"), sheet("r-2"))
    assert found.public_key == FILE.public


@pytest.mark.parametrize("make", KINDS)
def test_each_bit_flip_is_refused(make: Callable[[], bytes]) -> None:
    data = make()
    chosen = random.Random(20261121).sample(range(len(data) * 8), min(FLIPS, len(data) * 8))
    taken = []
    for bit in chosen:
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        if refusal(bytes(changed)) is None:
            taken.append(bit)
    assert taken == []


@pytest.mark.parametrize("make", KINDS)
def test_each_truncation_is_refused(make: Callable[[], bytes]) -> None:
    data = make()
    borders = {0, 1, 8, 25, 26, len(data) - 64, len(data) - 1}
    sizes = borders | {len(data) * percent // 100 for percent in range(100)}
    assert {refusal(data[:size]) is None for size in sizes} == {False}


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize(
    "change", [lambda d: d + b"\0", lambda d: b"\0" + d, lambda d: d + d, lambda d: d[1:]]
)
def test_bytes_added_or_lost_are_refused(
    make: Callable[[], bytes], change: Callable[[bytes], bytes]
) -> None:
    assert refusal(change(make())) is not None


def test_package_is_refused_as_the_other_kind(tmp_path: Path) -> None:
    assert refusal(package_samples.sound(tmp_path)) is Refusal.OTHER_KIND


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rest", b"\x89DVX\r\n\x1a\n", b"\0" * 4096])
def test_other_files_are_refused(data: bytes) -> None:
    assert refusal(data) in (Refusal.EMPTY, Refusal.NOT_A_PACKAGE)


def test_work_signed_with_another_key_is_refused() -> None:
    of, other = source(), signing.generate()

    def sign(data: bytes) -> bytes:
        return signing.sign(other.private, data)

    inner = msgspec.json.encode({"sheets": []})
    head = msgspec.structs.replace(header("work", of), marks_bytes=len(inner))
    sections = [
        Section("key", other.public),
        Section("header", msgspec.json.encode(head)),
        Section("source", of.data),
        Section("marks", assessor_file.packed(inner)),
    ]
    assert refusal(pack(sections, sign, container.SHEETS_MAGIC)) is Refusal.STRUCTURE


@pytest.mark.parametrize(
    "bad",
    [
        sheet(marks='{"1": {"mark":"met","remark":""}}'),
        sheet(marks="[]"),
        sheet(marks="{"),
        msgspec.structs.replace(sheet(), finished_on=None),
        msgspec.structs.replace(sheet(), remark="a\u202eb"),
        msgspec.structs.replace(sheet(), remark="a\u0301"),
        msgspec.structs.replace(sheet(), registration="../r"),
        sheet("r-9"),
    ],
)
def test_sheets_that_our_programs_do_not_write_are_refused(bad: FileSheet) -> None:
    with pytest.raises(UserError):
        work(bad)


def test_two_sheets_of_one_registration_are_refused() -> None:
    with pytest.raises(UserError):
        answer(sheet(), sheet())


def test_save_reads_back_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "Phiếu đánh giá (mẫu).dvp"
    container_files.save(path, blank())
    assert container_files.load(path) == blank()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("record", [blank_header(), registration(), sheet()])
def test_members_are_written_in_alphabetical_order(record: msgspec.Struct) -> None:
    assert msgspec.json.encode(record) == msgspec.json.encode(record, order="sorted")


_TEXTS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc", "Cn", "Co"],
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ),
    max_size=40,
).map(lambda text: unicodedata.normalize("NFC", text))


@given(st.dictionaries(st.sampled_from([f"r-{n}" for n in range(9)]), _TEXTS), st.randoms())
def test_order_of_sheets_never_changes_a_file(
    remarks: dict[str, str], chance: random.Random
) -> None:
    sheets = [msgspec.structs.replace(sheet(uid), remark=text) for uid, text in remarks.items()]
    turned = list(sheets)
    chance.shuffle(turned)
    of = source()
    data = assessor_file.answer_bytes(
        FILE.public, header("answer", of), sheets, file_signs, signing.verify
    )
    again = assessor_file.answer_bytes(
        FILE.public, header("answer", of), turned, file_signs, signing.verify
    )
    assert data == again
    found = parse(data)
    assert isinstance(found, AnswerFile)
    assert {one.registration: one.remark for one in found.sheets} == remarks
