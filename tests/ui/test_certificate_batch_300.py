"""Three hundred recipients with the longest names: looked through, cancelled, one file, many."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

from danvan_desktop.services import certificates
from danvan_desktop.services.certificate_batch import Asked, Order, PreparedPaper
from danvan_desktop.ui import hands
from danvan_desktop.ui.certificate_batch_source import BatchSource
from danvan_desktop.ui.certificate_batch_window import BatchWindow
from danvan_desktop.ui.desk import Desk
from tests.ui import desks
from tests.ui.answers import Answers
from tests.ui.certificate_office import YEAR, make_office, page_of

COUNT = 300
NAMES = (
    "Liên chi hội Nông dân - Phụ nữ - Cựu chiến binh và Ban Công tác Mặt trận khu dân cư Thác Vàng",
    "Ban Chỉ huy Quân sự xã phối hợp Chi đoàn Thanh niên Trường Trung học cơ sở Nguyễn Bỉnh Khiêm",
    "Tổ hợp tác trồng rau an toàn và Chi hội Phụ nữ tổ dân phố số 12 khu đô thị Nghiêng Nghiêng",
    "Công Tằng Tôn Nữ Thị Huyền Trân Bích Ngọc Quỳnh Uyên",
)
REASON = (
    "Có mô hình “Vận động nhân dân hiến đất, đóng góp ngày công mở rộng đường giao thông nông thôn,"
    " thắp sáng đường quê, trồng hoa ven đường gắn với giữ gìn vệ sinh môi trường số {n}”\n"
    "được công nhận danh hiệu mô hình “Dân vận khéo” cấp xã năm 2026"
)
ADDRESS = "Tổ dân phố số {n}, đường liên phường phía Đông, Phường Mẫu Lớn, Thành phố Mẫu"


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, answers: Answers) -> Iterator[Desk]:
    made = make_office(tmp_path / "Dữ liệu", answers, 3)
    yield made
    desks.close(made)


@pytest.fixture
def window(desk: Desk) -> Iterator[BatchWindow]:
    """The window of the office's three papers, with a hundred of each."""
    part = page_of(desk).certificates
    part._on_print()
    small = part.batch
    assert small is not None
    hands.until(lambda: not desk.runner.busy, "looked through")
    hands.force_closed(small)
    prepare = small._source.prepare

    def many(asked: Asked) -> tuple[PreparedPaper, ...]:
        few = prepare(replace(asked, signer="Người ký (mẫu)"))
        return tuple(_with_long_words(few[n % 3], n) for n in range(COUNT))

    source: BatchSource = replace(small._source, prepare=many)
    made = BatchWindow(None, desk.work, source)
    made.open()
    hands.until(lambda: made.found is not None and not desk.runner.busy, "looked through")
    yield made
    hands.force_closed(made)


def _with_long_words(one: PreparedPaper, n: int) -> PreparedPaper:
    data = replace(
        one.data,
        key=f"{one.data.key}-{n}",
        recipient=f"{NAMES[n % len(NAMES)]} {n}",
        reason=REASON.format(n=n),
        address=ADDRESS.format(n=n),
        register_number=f"{n:03d}/2026",
    )
    return replace(one, data=data)


def idle(desk: Desk) -> None:
    hands.until(lambda: not desk.runner.busy, "done")
    hands.settle()


def words(path: Path) -> list[str]:
    """Every page's letters without spaces, in capitals."""
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    return [unicodedata.normalize("NFC", "".join(text.split())).upper() for text in texts]


def test_one_file_holds_every_recipient_in_order(
    window: BatchWindow, desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    assert window.found == ()
    assert window.frame.count.text().startswith("Chọn 300 trong 300 giấy")
    path = tmp_path / "Giấy chứng nhận.pdf"
    answers.will("save_file", path)
    window.frame.file_button.click()
    idle(desk)
    texts = words(path)
    assert len(texts) == COUNT
    for one, text in zip(window.papers, texts, strict=True):
        assert "".join(one.data.recipient.split()).upper() in text
        assert str(one.data.register_number) in text


def test_two_on_a_sheet_are_stacked_for_one_cut(
    window: BatchWindow, desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    window.frame.options.form["two_up"].set_value(True)
    window.frame.options.form["order"].set_value(Order.STACKED)
    assert not window.frame.file_button.isEnabled()
    hands.until(lambda: window.found is not None, "looked through again")
    path = tmp_path / "Hai giấy.pdf"
    answers.will("save_file", path)
    window.frame.file_button.click()
    idle(desk)
    texts = words(path)
    assert len(texts) == COUNT // 2
    for place, text in enumerate(texts):
        assert f"{place:03d}/2026" in text
        assert f"{place + COUNT // 2:03d}/2026" in text


def test_a_batch_stopped_half_way_leaves_files_and_register_as_they_were(
    window: BatchWindow, desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    folder = tmp_path / "Giấy"
    folder.mkdir()
    first = folder / "001 Giấy chứng nhận cũ.pdf"
    first.write_bytes(b"old")
    register = certificates.register(desk.session, YEAR)
    body = register[0].body
    answers.will("choose_folder", folder)
    done: list[int] = []
    desk.runner.progressed.connect(lambda at, _total, _text: done.append(at))
    window.frame.folder_button.click()
    hands.until(lambda: len(done) > 5, "some are made")
    desk.runner.cancel()
    idle(desk)
    assert 5 < len(done) < COUNT
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {first.name: b"old"}
    done.clear()
    answers.will("save_file", first)
    window.frame.file_button.click()
    hands.until(lambda: len(done) > 5, "some are drawn")
    desk.runner.cancel()
    idle(desk)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {first.name: b"old"}
    assert certificates.register(desk.session, YEAR) == register
    assert certificates.register_defects(desk.session, YEAR, body) == []
