"""Why a package is refused, in words for an official and as a code for the command line.

Owns the sentences; must not look at bytes.
"""

from __future__ import annotations

from enum import Enum

from danvan_desktop.errors import UserError

_SAFE = "Dữ liệu của đơn vị chưa bị thay đổi gì."
_SEND_AGAIN = "Xin người gửi xuất và gửi lại tệp; nếu vẫn vậy, hãy gọi điện cho người gửi."
_COPY_AGAIN = "Chép lại tệp từ USB, thư điện tử hoặc Zalo rồi mở lại; hoặc xin người gửi gửi lại."
_UPDATE = "Cập nhật chương trình lên bản mới hơn rồi nhận lại tệp này."


class Refusal(Enum):
    """The first check that failed, in the order in which the checks are made."""

    EMPTY = "empty"
    NOT_A_PACKAGE = "not_a_package"
    OTHER_KIND = "other_kind"
    VERSION = "version"
    NEWER = "newer"
    TRUNCATED = "truncated"
    APPENDED = "appended"
    TOO_LARGE = "too_large"
    STRUCTURE = "structure"
    UNKNOWN_SECTION = "unknown_section"
    ALTERED = "altered"
    CONTENT = "content"
    ROW_HASH = "row_hash"


class PackageError(UserError):
    """A file that is not taken in; nothing was written before it is raised."""

    def __init__(self, refusal: Refusal, what: str, todo: str = _SEND_AGAIN) -> None:
        self.refusal = refusal
        super().__init__(what, safe=_SAFE, todo=todo)


def empty() -> PackageError:
    return PackageError(Refusal.EMPTY, "Tệp rỗng, không có gì để nhận.", _COPY_AGAIN)


def not_a_package() -> PackageError:
    return PackageError(
        Refusal.NOT_A_PACKAGE,
        "Đây không phải tệp .dvk của chương trình Dân vận khéo.",
        "Chọn đúng tệp .dvk do đơn vị gửi xuất ra; nếu tệp nằm trong tệp nén, hãy giải nén trước.",
    )


def not_a_sheet_file() -> PackageError:
    return PackageError(
        Refusal.NOT_A_PACKAGE,
        "Đây không phải tệp phiếu đánh giá .dvp của chương trình Dân vận khéo.",
        "Chọn đúng tệp .dvp đã nhận được; nếu tệp nằm trong tệp nén, hãy giải nén trước.",
    )


def is_a_package() -> PackageError:
    return PackageError(
        Refusal.OTHER_KIND,
        "Đây là tệp dữ liệu .dvk của một đơn vị, không phải tệp phiếu đánh giá .dvp.",
        "Mở mục “Gửi và nhận” và nhận tệp này ở đó.",
    )


def is_a_sheet_file() -> PackageError:
    return PackageError(
        Refusal.OTHER_KIND,
        "Đây là tệp phiếu đánh giá .dvp, không phải tệp dữ liệu .dvk của đơn vị gửi.",
        "Mở mục “Đánh giá”, bấm “Phiếu qua tệp” và mở hoặc nhận tệp này ở đó.",
    )


def no_such_version(number: int) -> PackageError:
    return PackageError(
        Refusal.VERSION, f"Số định dạng ghi trong tệp ({number}) không có thật: tệp đã hỏng."
    )


def newer(number: int, known: int) -> PackageError:
    return PackageError(
        Refusal.NEWER,
        f"Tệp do bản chương trình mới hơn lập: tệp dùng định dạng số {number}, "
        f"bản đang dùng chỉ đọc được đến số {known}.",
        f"Cập nhật chương trình lên bản đọc được định dạng số {number} rồi nhận lại tệp này.",
    )


def truncated(size: int, declared: int | None = None) -> PackageError:
    of = "" if declared is None else f" trên {_bytes(declared)}"
    return PackageError(
        Refusal.TRUNCATED, f"Tệp chưa chép hết: mới có {_bytes(size)}{of}.", _COPY_AGAIN
    )


def appended(extra: int) -> PackageError:
    return PackageError(
        Refusal.APPENDED, f"Tệp bị ghi thêm {_bytes(extra)} vào sau phần đã ký.", _COPY_AGAIN
    )


def too_large(what: str, size: int, most: int) -> PackageError:
    return PackageError(
        Refusal.TOO_LARGE, f"{what} quá lớn: {_bytes(size)}, nhiều nhất là {_bytes(most)}."
    )


def structure(what: str) -> PackageError:
    return PackageError(Refusal.STRUCTURE, f"Tệp đã hỏng: {what}.")


def unknown_section(name: str) -> PackageError:
    return PackageError(
        Refusal.UNKNOWN_SECTION,
        f"Tệp có phần bắt buộc “{name}” mà bản chương trình đang dùng không hiểu.",
        _UPDATE,
    )


def altered() -> PackageError:
    return PackageError(
        Refusal.ALTERED,
        "Tệp đã bị thay đổi sau khi người gửi ký: chữ ký không khớp với nội dung.",
        f"Không dùng tệp này. {_SEND_AGAIN}",
    )


def content(where: str, why: str) -> PackageError:
    return PackageError(Refusal.CONTENT, f"Nội dung tệp sai tại {where}: {why}.")


def row_hash(where: str) -> PackageError:
    return PackageError(
        Refusal.ROW_HASH, f"Bản ghi tại {where} không khớp mã kiểm tra của chính nó."
    )


def _bytes(number: int) -> str:
    return f"{number:,}".replace(",", ".") + " byte"
