"""What the code on a certificate or decision carries, as bytes and as text.

Owns the facts, their packing and the text form; knows no keys and draws nothing. The layout:

    version      1 byte    1
    key id       8 bytes   first bytes of SHA-256 of the issuer's public key
    length       2 bytes   of the facts, big-endian
    facts        raw deflate with a preset dictionary: fields in UTF-8, 0x1F between them
    signature   64 bytes   Ed25519 over the tag "DVK-GIAY" and all bytes before it

The text is "DVK:" and base45 (RFC 9285): letters that a QR symbol keeps at 5.5 bits each.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum

from danvan_desktop.domain.dates import format_date
from danvan_desktop.domain.text import clean_line
from danvan_desktop.errors import UserError

PREFIX = "DVK:"
TAG = b"DVK-GIAY"
MOST_LETTERS = 80
"""An initiative's name is cut here, its end shown by a sign."""

_VERSION = 1
_KEY_ID_BYTES = 8
_SIGNATURE_BYTES = 64
_MOST_FACTS = 4_000
"""Bytes; the longest facts that a record takes are 2,600, in letters of four bytes each."""
_SEPARATOR = "\x1f"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_AGAIN = "Quét lại, hoặc chép lại toàn bộ mã."
_BREAKS = re.compile(r"[\r\n\t\u200b-\u200d\u2060\ufeff]")
_MOST_SIGNS = 4_296
"""More letters and digits no symbol holds (ISO/IEC 18004, version 40-L)."""
_PLACES = {sign: place for place, sign in enumerate(_ALPHABET)}

_DICTIONARY = (
    "Ông Bà Hộ ông Hộ bà Nguyễn Văn Trần Thị Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý "
    "Tổ tự quản Câu lạc bộ Đoạn đường Tuyến đường hoa vệ sinh môi trường an ninh trật tự camera "
    "hiến đất làm đường giao thông nông thôn mới phát triển kinh tế xóa đói giảm nghèo vận động "
    "nhân dân Nhân dân hội viên nông dân phụ nữ cựu chiến binh thanh niên Tổ hòa giải khéo "
    "Ban Công tác Mặt trận Chi bộ Chi hội Nông dân Chi hội Phụ nữ Chi đoàn Trường Trung học cơ sở "
    "Trường Tiểu học Trường Mầm non Công an Ban Chỉ huy Quân sự Hợp tác xã Tổ dân phố thôn ấp bản "
    "khu phố xã phường đặc khu huyện tỉnh thành phố Đảng ủy Ủy ban nhân dân Ủy ban MTTQ Việt Nam "
    "Mô hình “Dân vận khéo” mô hình điển hình tiêu biểu năm 2026\x1f05-QĐ/ĐU\x1f2026-10-15\x1f"
    "01/QĐ-UBND\x1f12/2026"
).encode()


class BrokenCodeError(UserError):
    """A code that begins as ours do but does not hold together: cut off, or changed."""


class CodeKind(StrEnum):
    """What kind of paper carries the code."""

    CERTIFICATE = "C"
    DECISION = "D"
    AWARD = "A"

    @property
    def label(self) -> str:
        return {"C": "Giấy chứng nhận", "D": "Quyết định", "A": "Giấy khen"}[self.value]


@dataclass(frozen=True)
class CodeFacts:
    """What the paper says. `decided_on` is ISO; empty texts are facts the paper does not have."""

    kind: str
    recipient: str
    initiative: str = ""
    unit: str = ""
    decision_number: str = ""
    decided_on: str = ""
    register_number: str = ""

    @property
    def kind_label(self) -> str:
        """What kind of paper it says it is; a code from elsewhere may say anything."""
        found = [kind.label for kind in CodeKind if kind.value == self.kind]
        return found[0] if found else "Giấy"

    @property
    def about(self) -> str:
        """The paper in one line: kind, content, decision, number in the register."""
        decision = f"Quyết định số {self.decision_number} ngày {self.day_words}"
        parts = (
            self.kind_label if self.kind else "",
            self.initiative,
            self.unit,
            decision if self.decision_number else "",
            f"Số vào sổ {self.register_number}" if self.register_number else "",
        )
        return " · ".join(part for part in parts if part)

    @property
    def day_words(self) -> str:
        """The day of the decision as it is read; as it stands where it is no date."""
        try:
            return format_date(date.fromisoformat(self.decided_on))
        except ValueError:
            return self.decided_on


@dataclass(frozen=True)
class Code:
    """A code taken apart; whether its signature holds is not yet known."""

    key_id: bytes
    facts: CodeFacts
    signed: bytes
    signature: bytes


def key_id(public_key: bytes) -> bytes:
    """The eight bytes that name an issuer's key."""
    return hashlib.sha256(public_key).digest()[:_KEY_ID_BYTES]


def unsigned(facts: CodeFacts, public_key: bytes) -> bytes:
    """All bytes before the signature; what is signed is `to_sign` of them."""
    packed = _packed(facts)
    head = bytes([_VERSION]) + key_id(public_key) + len(packed).to_bytes(2, "big")
    return head + packed


def to_sign(before: bytes) -> bytes:
    """What a signature is made over: no signature of something else can stand for it."""
    return TAG + before


def text_of(before: bytes, signature: bytes) -> str:
    """The text of the symbol."""
    return PREFIX + _base45(before + signature)


def read(text: str) -> Code:
    """Take a code apart; lines it was broken into are joined, its own spaces are kept.

    Raises `BrokenCodeError` for one that is cut off or changed beyond reading, `UserError` for text
    that is no code of this program, one of a newer one, and one that a scanner typed through a
    Vietnamese keyboard program ("AA" becomes "Â").
    """
    typed = _BREAKS.sub("", text.strip()[: 2 * _MOST_SIGNS]).replace("\u00a0", " ").strip().upper()
    if not typed.startswith(PREFIX):
        raise UserError("Mã này không phải do chương trình Dân Vận Khéo lập.", todo=_AGAIN)
    if len(typed) > _MOST_SIGNS:
        raise _broken("Mã thiếu hoặc thừa ký tự.")
    if not typed.isascii():
        raise UserError(
            "Mã có chữ tiếng Việt: bộ gõ đã đổi chữ của mã khi máy quét gõ vào.",
            todo="Tắt bộ gõ (UniKey, EVKey), xóa mã đang có rồi quét hoặc dán lại.",
        )
    data = _from_base45(typed.removeprefix(PREFIX))
    head = 1 + _KEY_ID_BYTES + 2
    if len(data) < head + _SIGNATURE_BYTES or data[0] == 0:
        raise _broken("Mã thiếu hoặc thừa ký tự.")
    if data[0] > _VERSION:
        what = "Mã được lập bằng phiên bản chương trình mới hơn, hoặc đã bị sửa."
        raise UserError(what, todo="Cập nhật chương trình rồi kiểm tra lại.")
    length = int.from_bytes(data[head - 2 : head], "big")
    end = head + length
    if len(data) != end + _SIGNATURE_BYTES:
        raise _broken("Mã thiếu hoặc thừa ký tự.")
    facts = _unpacked(data[head:end])
    return Code(data[1 : 1 + _KEY_ID_BYTES], facts, to_sign(data[:end]), data[end:])


def shortened(name: str) -> str:
    """A name as the code carries it: at most `MOST_LETTERS` letters."""
    return name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1].rstrip()}…"


def _packed(facts: CodeFacts) -> bytes:
    text = _SEPARATOR.join(field.replace(_SEPARATOR, " ") for field in astuple(facts))
    maker = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=_DICTIONARY)
    return maker.compress(text.encode()) + maker.flush()


def _unpacked(packed: bytes) -> CodeFacts:
    reader = zlib.decompressobj(-15, zdict=_DICTIONARY)
    try:
        text = reader.decompress(packed, _MOST_FACTS).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise _broken("Mã bị hỏng hoặc đã bị sửa.") from error
    fields = text.split(_SEPARATOR)
    if not reader.eof or reader.unused_data or len(fields) != 7:
        raise _broken("Mã bị hỏng hoặc đã bị sửa.")
    return CodeFacts(*map(clean_line, fields))


def _base45(data: bytes) -> str:
    signs = []
    for at in range(0, len(data) - 1, 2):
        number = data[at] * 256 + data[at + 1]
        signs += [_ALPHABET[number % 45], _ALPHABET[number // 45 % 45], _ALPHABET[number // 2025]]
    if len(data) % 2:
        signs += [_ALPHABET[data[-1] % 45], _ALPHABET[data[-1] // 45]]
    return "".join(signs)


def _from_base45(text: str) -> bytes:
    wrong = _broken("Mã có ký tự lạ hoặc chép thiếu.")
    if any(sign not in _PLACES for sign in text) or len(text) % 3 == 1:
        raise wrong
    places = [_PLACES[sign] for sign in text]
    data = bytearray()
    for at in range(0, len(places), 3):
        group = places[at : at + 3]
        number = sum(place * 45**power for power, place in enumerate(group))
        size = len(group) - 1
        if number >= 256**size:
            raise wrong
        data += number.to_bytes(size, "big")
    return bytes(data)


def _broken(what: str) -> BrokenCodeError:
    return BrokenCodeError(what, todo=_AGAIN)
