"""A full disk or a held file while certificates and templates are saved through their windows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop import saving
from danvan_desktop.domain.certificate_shipped import shipped
from danvan_desktop.domain.certificate_template import TemplateKind
from danvan_desktop.services import certificate_templates, certificates
from danvan_desktop.ui import hands
from danvan_desktop.ui.certificate_batch_window import BatchWindow
from danvan_desktop.ui.certificate_templates_dialog import TemplatesDialog
from danvan_desktop.ui.desk import Desk
from tests.faults.conftest import SmallDisk
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.certificate_office import YEAR, make_office, page_of


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = make_office(tmp_path / "Dữ liệu", answers, 3)
    yield made
    desks.close(made)


@pytest.fixture
def window(desk: Desk) -> Iterator[BatchWindow]:
    part = page_of(desk).certificates
    part._on_print()
    made = part.batch
    assert made is not None
    made.frame.options.form["signer"].set_text("Người ký (mẫu)")
    made.frame.options.signer_edited.emit()
    hands.until(lambda: made.found is not None and not desk.runner.busy, "looked through")
    yield made
    hands.force_closed(made)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too, without what fills the disk."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "đầy.bin"
    }


def idle(desk: Desk) -> None:
    hands.until(lambda: not desk.runner.busy, "saved")
    hands.settle()


def test_a_full_disk_keeps_the_old_pdf(
    window: BatchWindow, desk: Desk, answers: Answers, small_disk: SmallDisk
) -> None:
    target = small_disk.path / "Giấy chứng nhận.pdf"
    target.write_bytes(b"old")
    small_disk.fill()
    answers.will("save_file", target)
    window.frame.file_button.click()
    idle(desk)
    kind, words = answers.said[-1]
    assert (kind, words) == ("error", "Ổ đĩa đã đầy, chưa ghi được tệp “Giấy chứng nhận.pdf”.")
    assert files(small_disk.path) == {target.name: b"old"}


def test_a_full_disk_keeps_the_old_files_of_every_recipient(
    window: BatchWindow, desk: Desk, answers: Answers, small_disk: SmallDisk
) -> None:
    answers.will("choose_folder", small_disk.path)
    window.frame.folder_button.click()
    idle(desk)
    names = sorted(files(small_disk.path))
    assert len(names) == 3
    for name in names:
        (small_disk.path / name).write_bytes(b"old")
    numbers = certificates.register(desk.session, YEAR)
    room = small_disk.path / "chỗ.bin"
    room.write_bytes(b"x" * 60_000)
    small_disk.fill()
    room.unlink()  # enough for the first file, not for all
    answers.will("choose_folder", small_disk.path)
    window.frame.folder_button.click()
    idle(desk)
    kind, words = answers.said[-1]
    assert kind == "error"
    assert words.startswith("Ổ đĩa đã đầy, chưa ghi được tệp “01 Giấy chứng nhận")
    assert files(small_disk.path) == dict.fromkeys(names, b"old")
    assert certificates.register(desk.session, YEAR) == numbers


def test_a_file_that_is_open_elsewhere_is_named_and_stays(
    window: BatchWindow,
    desk: Desk,
    answers: Answers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "Giấy.pdf"
    target.write_bytes(b"old")
    replace_file = Path.replace

    def held(self: Path, other: Path) -> Path:
        if other == target:
            raise PermissionError(13, "held", str(other))
        return replace_file(self, other)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(saving, "_WAITS", (0.01,))
    answers.will("save_file", target)
    window.frame.file_button.click()
    idle(desk)
    assert answers.said[-1][0] == "error"
    assert answers.said[-1][1].startswith("Tệp “Giấy.pdf” đang mở trong chương trình khác")
    assert target.read_bytes() == b"old"


def test_a_full_disk_keeps_the_old_template_file(
    desk: Desk, answers: Answers, small_disk: SmallDisk
) -> None:
    template = replace(shipped()[0].template, name="Mẫu có ảnh nền")
    picture = desks.picture(small_disk.path, "nền.png", "#fff4d8")
    digest = certificate_templates.take_picture(desk.session, picture)
    picture.unlink()
    background = replace(template.background, sha256=digest)
    certificate_templates.save(desk.session, replace(template, background=background))
    target = small_disk.path / "Mẫu.dvm"
    target.write_bytes(b"old")
    small_disk.fill()
    dialog = TemplatesDialog(None, desk.work, TemplateKind.CERTIFICATE)
    dialog.table.select_row(0)
    answers.will("save_file", target)
    dialog._on_export()
    kind, words = answers.said[-1]
    assert (kind, words) == ("error", "Ổ đĩa đã đầy, chưa ghi được tệp “Mẫu.dvm”.")
    assert files(small_disk.path) == {target.name: b"old"}
    hands.force_closed(dialog)


def test_a_full_data_disk_keeps_the_saved_template(
    qapp: QApplication, answers: Answers, small_disk: SmallDisk
) -> None:
    made = desks.make_desk(small_disk.path / "Dữ liệu", "recognition", answers)
    template = replace(shipped()[0].template, name="Mẫu của phường")
    uid = certificate_templates.save(made.session, template).uid
    small_disk.fill()
    wide = tuple(replace(one, text="x" * 900) for one in template.fields)
    changed = replace(template, fields=wide)
    saved = made.work.run(
        made.window, lambda: certificate_templates.save(made.session, changed, uid=uid)
    )
    assert saved is None
    assert answers.said[-1] == ("error", "Ổ đĩa đã đầy.")
    assert certificate_templates.template(made.session, uid).template == template
    os.truncate(small_disk.path / "đầy.bin", 0)
    desks.close(made)
