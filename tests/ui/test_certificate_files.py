"""Template files and pictures that are wrong, and disks that are full: told in the window, and what
was there stays."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain import certificate_format
from danvan_desktop.domain.certificate_shipped import shipped
from danvan_desktop.domain.certificate_template import TemplateKind
from danvan_desktop.exchange import container, template_file
from danvan_desktop.exchange.template_file import TemplateFile
from danvan_desktop.services import certificate_templates
from danvan_desktop.ui import hands
from danvan_desktop.ui.certificate_editor import CertificateEditor
from danvan_desktop.ui.certificate_templates_dialog import TemplatesDialog
from danvan_desktop.ui.desk import Desk
from tests.ui import desks
from tests.ui.answers import Answers

TEMPLATE = replace(shipped()[0].template, name="Mẫu của phường")
FILE = template_file.pack(TemplateFile(certificate_format.to_json(TEMPLATE).encode()))


def changed(**values: object) -> bytes:
    """A whole file whose definition says something else."""
    tree = json.loads(certificate_format.to_json(TEMPLATE))
    tree.update(values)
    return written(tree)


def with_field(**values: object) -> bytes:
    tree = json.loads(certificate_format.to_json(TEMPLATE))
    tree["fields"][0].update(values)
    return written(tree)


def written(tree: object) -> bytes:
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    return template_file.pack(TemplateFile(text.encode()))


def newer() -> bytes:
    """As a later program would write it: another version of the container, sealed."""
    head = FILE[:8] + struct.pack(">Q", container.FORMAT_VERSION + 1)
    signed = head + FILE[16 : -container.SIGNATURE_BYTES]
    return signed + template_file._seal(signed)


WRONG: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "không phải là tệp mẫu giấy"),
    "another kind": (b"%PDF-1.4 " * 30, "không phải là tệp mẫu giấy"),
    "a package": (container.MAGIC + FILE[8:], "không phải là tệp mẫu giấy"),
    "cut off": (FILE[:-30], "chưa chép hết"),
    "one bit": (FILE[:200] + bytes([FILE[200] ^ 1]) + FILE[201:], "hỏng"),
    "appended": (FILE + b"x", "bị ghi thêm 1 byte"),
    "newer container": (newer(), "bản chương trình mới hơn"),
    "newer definition": (changed(format=2), "phiên bản khác"),
    "unknown entry": (changed(macro="os.system('calc')"), "mục lạ “macro”"),
    "unknown source": (with_field(source="salary"), "nguồn chữ có giá trị lạ “salary”"),
    "unknown field": (with_field(source="text", text="Tặng {lương}"), "chỗ điền lạ “{lương}”"),
    "code": (
        with_field(source="text", text="{{ ''.__class__.__mro__ }}{% import os %}"),
        "chỗ điền lạ",
    ),
    "a path for a picture": (
        changed(background={"sha256": "../../etc/passwd", "fit": "cover"}),
        "mã của ảnh không đúng dạng",
    ),
    "missing font": (with_field(font="Comic Sans MS"), "phông chữ chương trình không có"),
    "off the paper": (with_field(x=290), "nằm ngoài khổ giấy"),
    "not canonical": (
        template_file.pack(TemplateFile(b" " + certificate_format.to_json(TEMPLATE).encode())),
        "không đúng dạng",
    ),
}


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = desks.make_desk(tmp_path / "Dữ liệu", "recognition", answers)
    yield made
    desks.close(made)


@pytest.fixture
def dialog(desk: Desk) -> Iterator[TemplatesDialog]:
    certificate_templates.save(desk.session, replace(TEMPLATE, name="Mẫu đang dùng"))
    made = TemplatesDialog(None, desk.work, TemplateKind.CERTIFICATE)
    made.show()
    yield made
    hands.force_closed(made)


@pytest.mark.parametrize(("content", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_template_file_is_refused_in_words(
    dialog: TemplatesDialog, desk: Desk, answers: Answers, tmp_path: Path, content: bytes, said: str
) -> None:
    before = certificate_templates.templates(desk.session)
    path = tmp_path / "Mẫu giấy.dvm"
    path.write_bytes(content)
    answers.will("open_file", path)
    dialog._on_import()
    kind, words = answers.said[-1]
    assert kind == "error"
    assert said in words
    assert certificate_templates.templates(desk.session) == before


def test_a_good_template_file_is_taken_in(
    dialog: TemplatesDialog, desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "Mẫu giấy.dvm"
    path.write_bytes(FILE)
    answers.will("open_file", path)
    dialog._on_import()
    own = [one for one in certificate_templates.templates(desk.session) if one.own]
    assert sorted(one.name for one in own) == ["Mẫu của phường", "Mẫu đang dùng"]
    assert TEMPLATE in [one.template for one in own]


def bomb(path: Path, side: int) -> Path:
    """A PNG of `side` x `side` white points in a few hundred kilobytes."""
    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * (side * 3)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()

    def chunk(kind: bytes, body: bytes) -> bytes:
        sealed = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + sealed

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", data), chunk(b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    return path


def broken(path: Path) -> Path:
    Image.effect_noise((1200, 900), 90).save(path)
    path.write_bytes(path.read_bytes()[:20_000])
    return path


def long_strip(path: Path) -> Path:
    Image.new("RGB", (60_000, 200)).save(path)
    return path


PICTURES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "20,000 x 20,000": (lambda path: bomb(path, 20_000), "quá lớn (trên 80 triệu điểm ảnh)"),
    "9,000 x 9,000": (lambda path: bomb(path, 9_000), "quá lớn (trên 80 triệu điểm ảnh)"),
    "broken": (broken, "không phải là ảnh mà chương trình đọc được, hoặc đã hỏng"),
    "a strip": (long_strip, "quá nhỏ"),
    "a folder": (lambda path: path.mkdir() or path, "Không đọc được tệp"),
    "gone": (lambda path: path, "Không đọc được tệp"),
}


@pytest.mark.parametrize(("make", "said"), PICTURES.values(), ids=PICTURES)
def test_a_wrong_picture_is_refused_in_words_and_the_template_stays(
    desk: Desk, answers: Answers, tmp_path: Path, make: Callable[[Path], Path], said: str
) -> None:
    editor = CertificateEditor(None, desk.work, TEMPLATE)
    answers.will("open_file", make(tmp_path / "nền.png"))
    editor.frame.page_form.picture_button.click()
    hands.until(lambda: not desk.runner.busy, "the picture is read")
    kind, words = answers.said[-1]
    assert kind == "error"
    assert said in words
    assert editor.now.template == TEMPLATE
    hands.force_closed(editor)
