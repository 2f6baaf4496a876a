"""Whether a Word file from outside may be opened at all: its container, before anything reads it.

Owns the limits (a zip may be a bomb) and what is refused whole: macros, embedded programs, links
and pictures that lie elsewhere, fields that fetch from outside. Standard library only.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator

from danvan_desktop.errors import UserError

SIZE_LIMIT = 10 * 1024 * 1024
UNPACKED_LIMIT = 60 * 1024 * 1024
PART_LIMIT = 12 * 1024 * 1024
_MEMBERS = 400
_RATIO = 200
_SMALL = 1024 * 1024
_MAIN = b"wordprocessingml.document.main+xml"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_SAFE = "Dữ liệu và các mẫu đang dùng không thay đổi."
_FETCHING = re.compile(
    r"(?i)\b(INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|DDE|IMPORT|DATABASE|MACROBUTTON|LINK)\b"
)
_INSTRUCTION = re.compile(
    rb"(?s)<(?:\w+:)?instrText\b[^>]*>(.*?)</(?:\w+:)?instrText\s*>"
    rb"|\binstr\s*=\s*(\"[^\"]*\"|'[^']*')"
)
"""What a field does, whichever names and quotes the file has for it."""
_CODING = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_TAGS = re.compile(rb"<[^>]*>")
_LINK = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_HYPERLINK = re.compile(r"(?=[^>]*/hyperlink\b)[^>]*\bTarget\s*=\s*[\"']([^\"']*)")
_OWN_TEMPLATE = re.compile(
    r"(?=[^>]*/attachedTemplate\b)[^>]*\bTarget\s*=\s*[\"']file:/{2,3}[A-Za-z]:"
)
"""Word's note of the template on a disk of the machine where a file began: it fetches nothing,
and files that were once .doc have it. A filled form is without it (`word_template`)."""
_STRICT = b"http://purl.oclc.org/ooxml/"


def check(content: bytes, name: str) -> None:
    """Raises `UserError` that says what in the file called `name` is refused."""
    if content.startswith(_OLD_WORD):
        _refuse(f"“{name}” là tệp Word kiểu cũ (.doc) hoặc có mật khẩu.", _SAVE_AS)
    if len(content) > SIZE_LIMIT:
        _refuse(f"“{name}” lớn hơn 10 MB.", "Bỏ bớt hình ảnh trong mẫu rồi chọn lại.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(archive, name)
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise UserError(f"“{name}” không phải tệp Word (.docx).", safe=_SAFE, todo=_SAVE_AS) from (
            error
        )
    _check_kind(parts, name)
    for words, todo in _outside(parts):
        _refuse(f"“{name}” {words}.", todo)


_SAVE_AS = "Trong Word, chọn Lưu thành (Save As), kiểu Word Document (.docx), rồi chọn lại."
_REMOVE = "Xóa phần đó trong Word, lưu lại rồi chọn lại."
_INSERT = "Trong Word, chèn hẳn hình vào tệp (Insert), lưu lại rồi chọn lại."
_UNLINK = (
    "Trong Word, bấm chuột phải vào chữ đó, chọn Bỏ siêu liên kết (Remove Hyperlink), lưu lại rồi "
    "chọn lại."
)
_DETACH = (
    "Trong Word, mở Tệp (File), Tùy chọn (Options), Phần bổ trợ (Add-ins), chọn Mẫu (Templates), "
    "bấm Đi (Go), ở ô đầu gõ Normal, bấm OK; lưu lại rồi chọn lại."
)


def _check_members(archive: zipfile.ZipFile, name: str) -> None:
    """Sizes as the archive states them; `zipfile` never unpacks more than it states."""
    members = archive.infolist()
    total = sum(info.file_size for info in members)
    bomb = any(
        info.file_size > PART_LIMIT
        or (info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1))
        for info in members
    )
    if len(members) > _MEMBERS or total > UNPACKED_LIMIT or bomb:
        _refuse(f"“{name}” chứa quá nhiều dữ liệu nén, không giống một mẫu văn bản.", _SAVE_AS)
    if len({info.filename for info in members}) < len(members):
        _refuse(f"“{name}” bị hỏng: có phần trùng nhau.", _SAVE_AS)


def _check_kind(parts: dict[str, bytes], name: str) -> None:
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or any("vbaproject" in part.lower() for part in parts):
        _refuse(f"“{name}” có macro (.docm).", _SAVE_AS)
    if _MAIN not in types or "word/document.xml" not in parts:
        _refuse(f"“{name}” không phải tệp Word (.docx).", _SAVE_AS)
    if _STRICT in parts["word/document.xml"][:4096]:
        _refuse(
            f"“{name}” được lưu kiểu Strict Open XML, chương trình không đọc kiểu này.", _SAVE_AS
        )


def _outside(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """What a form has no need of, in words, with what to do about it."""
    for part, content in parts.items():
        lower = part.lower()
        if lower.startswith(("word/embeddings/", "word/activex/")):
            yield "có tệp hoặc chương trình nhúng bên trong", _REMOVE
        if lower.endswith(".rels"):
            yield from _elsewhere(html.unescape(content.decode("utf-8", "replace")))
        if lower.endswith((".xml", ".rels")):
            coding = _CODING.match(content.removeprefix(b"\xef\xbb\xbf"))
            if content[:2] in _WIDE or (coding and coding[1].lower() != b"utf-8"):
                yield "có phần viết bằng bảng mã lạ", _SAVE_AS
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                yield "có phần khai báo không được phép", _SAVE_AS
            said = b"".join(_TAGS.sub(b"", a or b) for a, b in _INSTRUCTION.findall(content))
            if _FETCHING.search(html.unescape(said.decode("utf-8", "replace"))):
                yield "có trường lấy dữ liệu từ bên ngoài", _REMOVE


def _elsewhere(links: str) -> Iterator[tuple[str, str]]:
    """What one part names as lying in another file, or joins with it."""
    if "afchunk" in links.lower():
        yield "có tệp khác ghép bên trong", _REMOVE
    for link in _LINK.findall(links):
        if "External" not in link or _OWN_TEMPLATE.search(link):
            continue
        if found := _HYPERLINK.search(link):
            yield f"có siêu liên kết “{found[1]}”", _UNLINK
        elif "/attachedTemplate" in link:
            yield "còn gắn với một tệp mẫu (template) ở nơi khác", _DETACH
        else:
            yield "có liên kết hoặc hình ảnh nằm ngoài tệp", _INSERT


def _refuse(what: str, todo: str) -> None:
    raise UserError(what, safe=_SAFE, todo=todo)
