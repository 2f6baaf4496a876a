"""Packages as they are written, and every way of spoiling one that the fault list names."""

from __future__ import annotations

import hashlib
import random
import struct
import unicodedata
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import zstandard

from danvan_desktop.errors import StorageError, UserError
from danvan_desktop.exchange import container
from danvan_desktop.exchange.container import Section, pack
from danvan_desktop.exchange.package import MAX_PAYLOAD_BYTES, Package, read_package, write_package
from danvan_desktop.exchange.refusals import PackageError, Refusal
from danvan_desktop.services import exchange, signing
from tests.exchange import package_samples as samples
from tests.exchange.package_samples import KEYS, SCHEMAS, TABLES, sign


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return samples.sound(tmp_path_factory.mktemp("package"))


def read(data: bytes) -> Package:
    return read_package(data, signing.verify, SCHEMAS)


def refusal(data: bytes) -> Refusal | None:
    """Why the bytes are refused; None when they are taken."""
    try:
        read(data)
    except PackageError as error:
        return error.refusal
    return None


def test_read_package_gives_back_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "Tệp gửi năm 2026 & #1.dvk"
    written = write_package(path, samples.header(), TABLES, sign, SCHEMAS)
    package = read_package(path, signing.verify, SCHEMAS)
    assert package.header == samples.header()
    assert package.tables == {name: tuple(rows) for name, rows in TABLES.items()}
    assert written.sha256 == package.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert written.size == path.stat().st_size


def test_write_package_does_not_depend_on_the_order_of_rows(tmp_path: Path, data: bytes) -> None:
    turned = {name: rows[::-1] for name, rows in reversed(TABLES.items())}
    write_package(tmp_path / "a.dvk", samples.header(), turned, sign, SCHEMAS)
    assert (tmp_path / "a.dvk").read_bytes() == data


def test_write_package_names_tables_that_are_empty(tmp_path: Path) -> None:
    write_package(tmp_path / "a.dvk", samples.header(), {}, sign, SCHEMAS)
    tables = read_package(tmp_path / "a.dvk", signing.verify, SCHEMAS).tables
    assert tables == {"unit": (), "registration": ()}


@pytest.mark.parametrize("name", ["a\u202eb", "a\x00b", "Ho\u0300a"])
def test_write_package_of_text_no_one_takes_is_refused(tmp_path: Path, name: str) -> None:
    rows = {**TABLES, "registration": [samples.registration(name=name)]}
    with pytest.raises(UserError, match=r"\$\.tables\.registration\[0\]\.fields\.name"):
        write_package(tmp_path / "a.dvk", samples.header(), rows, sign, SCHEMAS)
    assert list(tmp_path.iterdir()) == []


def test_write_package_of_a_row_that_lost_its_hash_is_refused(tmp_path: Path) -> None:
    row = samples.registration()
    damaged = {**TABLES, "registration": [samples.Row(row.uid, row.owner, 9, False, row.hash, {
        **row.fields})]}  # fmt: skip
    with pytest.raises(UserError, match="mã kiểm tra"):
        write_package(tmp_path / "a.dvk", samples.header(), damaged, sign, SCHEMAS)


def test_write_package_that_reads_back_otherwise_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: real(path)[:-1] + b"?")
    with pytest.raises(StorageError, match="đọc lại không giống nhau"):
        write_package(tmp_path / "a.dvk", samples.header(), TABLES, sign, SCHEMAS)


def test_read_package_of_a_missing_file_is_the_official_s_to_mend(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Không đọc được tệp"):
        read_package(tmp_path / "a.dvk", signing.verify, SCHEMAS)


def test_read_package_of_a_huge_file_does_not_read_it(tmp_path: Path) -> None:
    path = tmp_path / "a.dvk"
    with path.open("wb") as file:
        file.truncate(3 * 1024**3)
    with pytest.raises(PackageError) as caught:
        read_package(path, signing.verify, SCHEMAS)
    assert caught.value.refusal is Refusal.TOO_LARGE


# The container


def test_read_package_cut_anywhere_is_refused_as_cut(data: bytes) -> None:
    assert {refusal(data[:end]) for end in range(1, len(data))} == {Refusal.TRUNCATED}
    assert refusal(b"") is Refusal.EMPTY


def test_read_package_with_one_bit_changed_is_never_taken(data: bytes) -> None:
    dice = random.Random(2026)
    taken = []
    for place in dice.sample(range(len(data) * 8), 2_000):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        if refusal(bytes(changed)) is None:
            taken.append(place)
    assert taken == []


def test_read_package_with_bytes_before_or_after_is_never_taken(data: bytes) -> None:
    dice = random.Random(2026)
    extras = [b"\0", b"\n", b"PK\5\6" + bytes(18), data, *map(dice.randbytes, range(1, 300))]
    assert {refusal(data + extra) for extra in extras} == {Refusal.APPENDED}
    assert {refusal(extra + data) for extra in extras} <= {
        Refusal.NOT_A_PACKAGE,
        Refusal.APPENDED,  # the file twice
    }


@pytest.mark.parametrize(
    "other", [b"PK\3\4" + bytes(200), b"%PDF-1.7\n", b"SQLite format 3\0", b"\xef\xbb\xbf{}", b"x"]
)
def test_read_package_of_another_kind_of_file_says_so(other: bytes) -> None:
    assert refusal(other) is Refusal.NOT_A_PACKAGE


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        (0, Refusal.VERSION),
        (3, Refusal.NEWER),
        (9_999, Refusal.NEWER),
        (2**63, Refusal.VERSION),
        (2**64 - 1, Refusal.VERSION),
    ],
)
def test_read_package_of_another_version_is_refused(
    data: bytes, version: int, expected: Refusal
) -> None:
    body = data[:8] + struct.pack(">Q", version) + data[16:-64]
    assert refusal(body + sign(body)) is expected


def test_read_package_refused_says_what_happened_what_is_safe_and_what_to_do(data: bytes) -> None:
    with pytest.raises(PackageError) as caught:
        read(data[:-1])
    size = f"{len(data):,}".replace(",", ".")
    cut = f"{len(data) - 1:,}".replace(",", ".")
    assert str(caught.value).split("\n") == [
        f"Tệp chưa chép hết: mới có {cut} byte trên {size} byte.",
        "Dữ liệu của đơn vị chưa bị thay đổi gì.",
        "Chép lại tệp từ USB, thư điện tử hoặc Zalo rồi mở lại; hoặc xin người gửi gửi lại.",
    ]


def test_read_package_of_a_newer_version_names_both(data: bytes) -> None:
    with pytest.raises(PackageError, match="định dạng số 3, bản đang dùng chỉ đọc được đến số 2"):
        read(data[:8] + struct.pack(">Q", 3) + data[16:])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda head: head[:16] + struct.pack(">Q", 2**40) + head[24:], Refusal.TOO_LARGE),
        (lambda head: head[:24] + struct.pack(">H", 65_535) + head[26:], Refusal.STRUCTURE),
        (lambda head: head[:24] + struct.pack(">H", 2) + head[26:], Refusal.STRUCTURE),
        (lambda head: head[:42] + struct.pack(">Q", 33) + head[50:], Refusal.STRUCTURE),
        (lambda head: head[:42] + struct.pack(">Q", 2**64 - 1) + head[50:], Refusal.STRUCTURE),
        (lambda head: head[:38] + struct.pack(">I", 2) + head[42:], Refusal.STRUCTURE),
        (lambda head: head[:26] + b"\0" * 12 + head[38:], Refusal.STRUCTURE),
    ],
    ids=["length", "many", "fewer", "longer", "wrapped", "flag", "name"],
)
def test_read_package_with_a_false_table_is_refused(
    data: bytes, change: Callable[[bytes], bytes], expected: Refusal
) -> None:
    body = change(data[:-64])
    assert refusal(body + sign(body)) is expected


def test_read_package_with_an_unknown_required_section_is_refused(data: bytes) -> None:
    inner, packed = samples.section(data, "header"), samples.section(data, "payload")
    assert refusal(samples.signed(inner, packed, Section("files", b"x"))) is (
        Refusal.UNKNOWN_SECTION
    )
    assert refusal(samples.signed(inner, packed, Section("hints", b"x", required=False))) is None


def test_read_package_with_a_section_twice_or_missing_is_refused(data: bytes) -> None:
    inner, packed = samples.section(data, "header"), samples.section(data, "payload")
    twice = samples.signed(inner, packed, Section("header", inner))
    missing = pack([Section("key", KEYS.public), Section("header", inner)], sign)
    assert (refusal(twice), refusal(missing)) == (Refusal.STRUCTURE, Refusal.STRUCTURE)


def test_read_package_signed_by_another_key_is_refused(data: bytes) -> None:
    other = signing.generate()
    inner, packed = samples.section(data, "header"), samples.section(data, "payload")
    body = data[:-64]
    forged = {
        "signature of another key": body + signing.sign(other.private, body),
        "no signature": body + bytes(64),
        "signature of another file": samples.with_payload(data, b"{}")[:-64] + data[-64:],
        "short key": samples.signed(inner, packed, key=KEYS.public[:-1]),
        "another key named": samples.signed(inner, packed, key=other.public),
    }
    assert {name: refusal(each) for name, each in forged.items()} == dict.fromkeys(
        forged, Refusal.ALTERED
    )


# What a rightly signed file may hold


def test_read_package_with_another_unpacked_size_is_refused(data: bytes) -> None:
    payload = samples.payload_of(data)
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(MAX_PAYLOAD_BYTES + 1))
    inner = msgspec.json.decode(samples.section(data, "header"))
    huge = msgspec.json.encode(inner | {"payload_bytes": MAX_PAYLOAD_BYTES + 1}, order="sorted")
    assert refusal(samples.with_payload(data, payload, declared=1)) is Refusal.STRUCTURE
    assert refusal(samples.signed(huge, bomb)) is Refusal.TOO_LARGE


def test_read_package_with_a_false_stream_is_refused(data: bytes) -> None:
    inner, packed = samples.section(data, "header"), samples.section(data, "payload")
    unsized = zstandard.ZstdCompressor(write_content_size=False)
    streams = [
        b"",
        b"x",
        packed[:-3],
        packed + packed,
        packed + b"\0",
        unsized.compress(samples.payload_of(data)),
    ]
    found = [refusal(samples.signed(inner, stream)) for stream in streams]
    assert found == [Refusal.STRUCTURE] * len(streams)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"year":2026', b'"year":"2026"'),
        (b'"year":2026', b'"year":2026.0'),
        (b'"year":2026', b'"year":-1'),
        (b'"year":2026', b'"year":' + b"9" * 5_000),
        (b'"year":2026', b'"year":2026,"year":2027'),
        (b'"year":2026', b'"year":2026,"zzz":1'),
        (b'"year":2026', b'"year": 2026'),
        (b'"year":2026', b'"year":NaN'),
        (b',"year":2026', b""),
        (b'"made_on":"2026-02-05"', b'"made_on":"2026-02-30"'),
        (b'"compression":"zstd"', b'"compression":"gzip"'),
        ("Đơn vị mẫu".encode(), unicodedata.normalize("NFD", "Đơn vị mẫu").encode()),
        ("Đơn vị mẫu".encode(), "Đơn\u202e vị mẫu".encode()),
        ("Đơn vị mẫu".encode(), b"\\u0000"),
        ("Đơn vị mẫu".encode(), b""),
        ("Đơn vị mẫu".encode(), b"\xff"),
    ],
)
def test_read_package_with_a_false_header_is_refused(data: bytes, old: bytes, new: bytes) -> None:
    inner = samples.section(data, "header")
    assert inner.count(old) == 1
    assert refusal(samples.with_header(data, inner.replace(old, new))) is Refusal.CONTENT


def test_read_package_with_a_huge_header_is_refused(data: bytes) -> None:
    assert refusal(samples.with_header(data, b" " * 70_000)) is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"year":2026', '"year":NaN', "$"),
        ('"year":2026', '"year":Infinity', "$"),
        ('"year":2026', '"year":2026.5', "$.tables.registration[0].fields.year"),
        ('"year":2026', '"year":2026.0', "$.tables.registration[0].fields.year"),
        ('"year":2026', '"year":null', "$.tables.registration[0].fields.year"),
        ('"year":2026', '"year":' + "9" * 5_000, "$.tables.registration[0].fields.year"),
        ('"year":2026', '"year":9223372036854775808', "$.tables.registration[0].fields.year"),
        ('"year":2026', '"year":true', "$.tables.registration[0].fields.year"),
        ('"year":2026', '"year":2026,"year":2026', "$"),
        ('"year":2026', '"year":2026,"zone":1', "$.tables.registration[0].fields"),
        (',"year":2026', "", "$.tables.registration[0].fields"),
        ('"year":2026', '"year": 2026', "$"),
        ('"2026-02-05"', '"2026-02-30"', "$.tables.registration[0].fields.on"),
        ('"2026-02-05"', '"05/02/2026"', "$.tables.registration[0].fields.on"),
        ('"met"', "1.5", "$.tables.registration[0].fields.marks[0]"),
        ('"met"', "[" * 100_000, None),
        ('"met"', '"\\ud800"', "$"),
        ('"met"', '"m\\u0065t"', "$"),
        ('"met"', '"\\u0001"', "$.tables.registration[0].fields.marks[0]"),
        ('"met"', '"a\u2066b"', "$.tables.registration[0].fields.marks[0]"),
        ('"met"', '"o\u0300"', "$.tables.registration[0].fields.marks[0]"),
        ('"revision":2', '"revision":0', "$.tables.unit[1].revision"),
        ('"uid":"u2"', '"uid":"../u2"', "$.tables.unit[1].uid"),
        ('"uid":"u2"', '"uid":"u1"', "$.tables.unit[1]"),
        ('"uid":"u2"', '"uid":"u0"', "$.tables.unit[1]"),
        ('"unit":[', '"zoo":[],"unit":[', "$.tables"),
        ('{"tables"', '\ufeff{"tables"', "$"),
    ],
)
def test_read_package_with_a_false_row_names_its_place(
    data: bytes, old: str, new: str, place: str | None
) -> None:
    payload = samples.payload_of(data).decode()
    assert payload.count(old) == 1
    with pytest.raises(PackageError) as caught:
        read(samples.with_payload(data, payload.replace(old, new).encode()))
    assert caught.value.refusal is Refusal.CONTENT
    if place is not None:
        assert caught.value.what.startswith(f"Nội dung tệp sai tại {place}: ")


def test_read_package_in_another_encoding_is_refused(data: bytes) -> None:
    text = samples.payload_of(data).decode()
    assert refusal(samples.with_payload(data, text.encode("utf-16"))) is Refusal.CONTENT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"year":2026', '"year":2025'),
        ('"deleted":false,"fields":{"finished"', '"deleted":true,"fields":{"finished"'),
        ('"revision":2', '"revision":3'),
        ('"name":"Xã mẫu"', '"name":"Xã khác"'),
    ],
)
def test_read_package_with_a_row_of_another_hash_is_refused(
    data: bytes, old: str, new: str
) -> None:
    payload = samples.payload_of(data).decode()
    assert payload.count(old) == 1
    changed = payload.replace(old, new).encode()
    assert refusal(samples.with_payload(data, changed)) is Refusal.ROW_HASH


def test_read_package_takes_line_breaks_quotes_and_signs_in_text(tmp_path: Path) -> None:
    name = 'Dòng 1\nDòng 2\t"A&B" <TT-BNV> \\u0000 C:\\bin € 😀 =1+1'
    rows = {**TABLES, "registration": [samples.registration(name=name)]}
    write_package(tmp_path / "a.dvk", samples.header(), rows, sign, SCHEMAS)
    package = read_package(tmp_path / "a.dvk", signing.verify, SCHEMAS)
    assert package.tables["registration"][0].fields["name"] == name


def test_container_layout_is_the_documented_one(data: bytes) -> None:
    assert data[:26] == container.MAGIC + struct.pack(">QQH", 2, len(data), 3)
    assert samples.section(data, "key") == KEYS.public
    assert signing.verify(KEYS.public, data[:-64], data[-64:])


def test_read_sheet_file_says_that_it_is_the_other_kind() -> None:
    data = pack([Section("key", b"\0" * 32)], sign, container.SHEETS_MAGIC)
    assert refusal(data) is Refusal.OTHER_KIND


def test_read_package_of_format_1_as_one_without_what_came_later() -> None:
    """The file was written by the last program that knew format 1."""
    path = Path(__file__).parent / "fixtures" / "v1.dvk"
    package = read_package(path, signing.verify, exchange.schemas())
    counts = {table: len(rows) for table, rows in package.tables.items() if rows}
    assert counts == {
        "unit": 3,
        "body": 1,
        "initiative": 3,
        "subject": 3,
        "registration": 3,
        "step": 6,
        "score_sheet": 3,
        "decision": 1,
        "recognition": 2,
        "revocation": 1,
        "certificate": 2,
    }
    assert package.tables["award"] == ()
    assert (package.header.sequence, package.header.for_office) == (1, None)
