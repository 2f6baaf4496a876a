"""Every way a paper is saved, when it cannot be: words, the old file as it was, nothing left."""

from __future__ import annotations

import errno
import hashlib
import io
import shutil
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from PySide6.QtPrintSupport import QPrinter

from danvan_desktop import saving
from danvan_desktop.documents.word_form_check import Result
from danvan_desktop.domain.paper_stages import PaperStage
from danvan_desktop.errors import DanVanError, StorageError, UserError
from danvan_desktop.models.connection import connect
from danvan_desktop.services import (
    certificate_batch,
    certificate_templates,
    comparison,
    issued_list,
    own_profiles,
    panels,
    paper_desk,
    paper_files,
    paper_list,
    papers,
    template_files,
    word_templates,
)
from danvan_desktop.services.paper_pages import PaperPages
from danvan_desktop.services.paper_specs import spec
from danvan_desktop.services.papers import PaperKind
from danvan_desktop.services.session import Work
from danvan_desktop.services.word_templates import Candidate
from danvan_desktop.ui.paper_dialog import PaperDialog
from danvan_desktop.ui.printing import PrintJob
from tests.faults.conftest import SmallDisk
from tests.services.hostile_office import TODAY, Hostile, Style, open_hostile
from tests.services.hostile_papers import begun
from tests.ui.answers import Answers
from tests.ui.screens_foundation import sample_pdf

OLD = b"the old file"


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    """An office with one issued paper."""
    found = open_hostile(tmp_path_factory.mktemp("office") / "d", Style.PLAIN)
    uid = signed(found, "05")
    paper_desk.issue(found.place.session, uid)
    yield found
    found.place.session.close()


def signed(of: Hostile, number: str) -> str:
    session = of.place.session
    draft = begun(spec(PaperKind.PLAN), of)
    draft = replace(draft, texts={**draft.texts, "signer": "Người ký (mẫu)"})
    uid = paper_desk.save(session, draft).uid
    paper_desk.sign(session, uid, number, TODAY)
    return uid


def key(of: Hostile) -> tuple[str, int]:
    return of.place.plan.id, of.place.year


def certificates(of: Hostile, path: Path) -> object:
    found = certificate_batch.of_certificates(of.place.session, of.certificates)
    return certificate_batch.each_file(of.place.session, found, path.parent)


def one_pdf(of: Hostile, path: Path) -> object:
    found = certificate_batch.of_certificates(of.place.session, of.certificates)
    return certificate_batch.save_file(of.place.session, found, path)


def template(of: Hostile, path: Path) -> object:
    session = of.place.session
    return template_files.export_file(
        session, certificate_templates.templates(session)[0].uid, path
    )


def tried_out(of: Hostile, path: Path) -> object:
    session, kind, body = of.place.session, PaperKind.PLAN, of.place.body
    content = word_templates.own_form(session, kind, body)
    sound = Candidate(kind, "mẫu.docx", content, Result((), ()))
    return word_templates.try_out(session, body, sound, path)


def assessors_sheets(of: Hostile, path: Path) -> object:
    people = [row.uid for row in panels.panel_of(of.place.session, *key(of)).active]
    return papers.blank_score_files(of.place.session, *key(of), people, path.parent)


def board(of: Hostile, path: Path) -> object:
    found = comparison.board(of.place.session, *key(of))
    uids = [row.uid for row in found.rows]
    return papers.comparison_workbook(of.place.session, found, uids, path)


def issued_folder(of: Hostile, path: Path) -> object:
    uids = [row.uid for row in issued_list.all_issued(of.place.session)]
    return issued_list.export(of.place.session, uids, path.parent)


TO_A_FILE: dict[str, Callable[[Hostile, Path], object]] = {
    "Word form": lambda of, path: word_templates.export(
        of.place.session, PaperKind.PLAN, of.place.body, path
    ),
    "certificate template": template,
    "list as workbook": lambda of, path: papers.registration_list_workbook(
        of.place.session, *key(of), path
    ),
    "board as workbook": board,
    "certificates as one PDF": one_pdf,
    "Word form tried out": tried_out,
    "look of a body's papers": lambda _of, path: own_profiles.write_file(
        path, "state-2020", own_profiles.shipped_values("state-2020")
    ),
}
TO_A_FOLDER = {
    "one file for each recipient": certificates,
    "one file for each assessor": assessors_sheets,
    "issued papers": issued_folder,
}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
        if path.name != "đầy.bin"
    }


def says_all(error: DanVanError) -> None:
    assert error.what
    assert error.safe
    assert error.todo


@pytest.mark.parametrize("save", TO_A_FILE.values(), ids=TO_A_FILE)
@pytest.mark.parametrize("how", ["held", "folder", "gone", "too long"])
def test_file_that_cannot_be_written_is_said_and_the_old_one_stays(
    of: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: object, how: str
) -> None:
    monkeypatch.setattr(saving, "_WAITS", (0.001,) * 3)
    path = tmp_path / "giấy.docx"
    words = "đang mở trong"
    if how == "held":
        path.write_bytes(OLD)
        monkeypatch.setattr(Path, "replace", held)
    elif how == "folder":
        path.mkdir()
        words = "đã có một thư mục tên"
    elif how == "gone":
        path, words = tmp_path / "không có" / "giấy.docx", "Không tìm thấy thư mục"
    else:
        path, words = tmp_path / f"{'dài ' * 80}.docx", "quá dài"
    before = tree(tmp_path)
    with pytest.raises(UserError, match=words) as caught:
        save(of, path)  # type: ignore[operator]
    says_all(caught.value)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("save", TO_A_FOLDER.values(), ids=TO_A_FOLDER)
@pytest.mark.parametrize("how", ["held", "gone"])
def test_folder_that_takes_no_file_is_said_and_nothing_is_left(
    of: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: object, how: str
) -> None:
    monkeypatch.setattr(saving, "_WAITS", (0.001,) * 3)
    folder = tmp_path / "giấy"
    if how == "held":
        folder.mkdir()
        monkeypatch.setattr(Path, "replace", held)
    words = "Không được phép ghi" if how == "held" else "Không tìm thấy thư mục"
    with pytest.raises(UserError, match=words) as caught:
        save(of, folder / "x")  # type: ignore[operator]
    assert caught.value.todo
    assert tree(folder) == {}


def held(_source: Path, target: Path) -> Path:
    raise PermissionError(errno.EACCES, "held", str(target))


@pytest.mark.parametrize(
    "save", [*TO_A_FILE.values(), *TO_A_FOLDER.values()], ids=[*TO_A_FILE, *TO_A_FOLDER]
)
def test_full_disk_is_said_and_the_old_file_stays(
    of: Hostile, small_disk: SmallDisk, save: object
) -> None:
    path = small_disk.path / "giấy.docx"
    path.write_bytes(OLD)
    small_disk.fill()
    with pytest.raises(StorageError, match="đầy") as caught:
        save(of, path)  # type: ignore[operator]
    says_all(caught.value)
    assert tree(small_disk.path) == {path.name: OLD}


@pytest.mark.parametrize(
    "save", [*TO_A_FILE.values(), *TO_A_FOLDER.values()], ids=[*TO_A_FILE, *TO_A_FOLDER]
)
def test_disk_that_only_reads_is_said_and_the_old_file_stays(
    of: Hostile, small_disk: SmallDisk, save: object
) -> None:
    path = small_disk.path / "giấy.docx"
    path.write_bytes(OLD)
    small_disk.make_read_only()
    with pytest.raises(UserError, match=r"Không được phép ghi|chỉ cho đọc") as caught:
        save(of, path)  # type: ignore[operator]
    says_all(caught.value)
    assert tree(small_disk.path) == {path.name: OLD}


@pytest.mark.parametrize("button", ["save_button", "word_button"])
@pytest.mark.parametrize("how", ["full", "held"])
def test_paper_on_screen_that_cannot_be_saved_is_said(
    qtbot: object,
    small_disk: SmallDisk,
    monkeypatch: pytest.MonkeyPatch,
    of: Hostile,
    button: str,
    how: str,
) -> None:
    monkeypatch.setattr(saving, "_WAITS", (0.001,) * 3)
    session, answers = of.place.session, Answers()
    paper = paper_desk.paper(session, begun(spec(PaperKind.PLAN), of))
    path = small_disk.path / "kế hoạch.pdf"
    path.write_bytes(OLD)
    dialog = PaperDialog(None, answers, "Kế hoạch", paper.content, path.name, word=paper.word)
    qtbot.addWidget(dialog)  # type: ignore[attr-defined]
    answers.will("save_file", path)
    if how == "full":
        small_disk.fill()
    else:
        monkeypatch.setattr(Path, "replace", held)
    getattr(dialog, button).click()
    kind, words = answers.said[-1]
    assert kind == "error"
    assert ("đầy" if how == "full" else "đang mở trong") in words
    assert tree(small_disk.path) == {path.name: OLD}


def test_printing_into_a_file_on_a_full_disk_is_said(qtbot: object, small_disk: SmallDisk) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(small_disk.path / "in.pdf"))
    printer.setResolution(100)
    small_disk.fill()
    job = PrintJob(PaperPages(sample_pdf()), printer)
    with qtbot.waitSignal(job.finished, timeout=30_000) as finished:  # type: ignore[attr-defined]
        job.start()
    assert finished.args[0].what.startswith("Chưa in hết")
    says_all(finished.args[0])


def kept(of: Hostile) -> tuple[dict[str, str], dict[str, int]]:
    """Files of the data folder by hash, and how many rows each table has."""
    session = of.place.session
    run = session.database.execute_sql
    tables = [name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'")]
    files = {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in session.folder.files.rglob("*")
        if path.is_file()
    }
    counts = {name: run(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
    return files, counts


def scan(path: Path) -> Path:
    Image.new("L", (400, 300), 255).save(path)
    return path


INTO_THE_DATA: dict[str, Callable[[Hostile, str, Path], object]] = {
    "issue": lambda of, uid, _folder: paper_desk.issue(of.place.session, uid),
    "scan": lambda of, uid, folder: paper_files.attach_scan(
        of.place.session, uid, scan(folder / "bản scan.png")
    ),
}


@pytest.mark.parametrize("how", ["full disk", "locked"])
@pytest.mark.parametrize("step", INTO_THE_DATA.values(), ids=INTO_THE_DATA)
def test_paper_that_cannot_be_kept_stays_as_it_was(
    of: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: object, how: str
) -> None:
    session = of.place.session
    uid = signed(of, str(80 + len(paper_list.rows(session, *key(of)))))
    before = kept(of)
    with monkeypatch.context() as patch:
        other = connect(session.folder.database)
        if how == "locked":
            other.begin("IMMEDIATE")
            session.database.execute_sql("PRAGMA busy_timeout = 50")
        else:
            patch.setattr(saving, "_flush", full)
        with pytest.raises(StorageError) as caught:
            step(of, uid, tmp_path)  # type: ignore[operator]
        if how == "locked":
            other.rollback()
        other.close()
    says_all(caught.value)
    assert kept(of) == before
    assert paper_desk.get(session, uid).stage is PaperStage.SIGNED
    step(of, uid, tmp_path)  # type: ignore[operator]
    assert kept(of) != before


def full(path: Path) -> None:
    raise OSError(errno.ENOSPC, "full", str(path))


@pytest.mark.parametrize("step", INTO_THE_DATA.values(), ids=INTO_THE_DATA)
def test_rows_that_cannot_be_written_take_their_files_along(
    of: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: object
) -> None:
    """The disk fills between the file and the row that names it."""
    uid = signed(of, str(180 + len(paper_list.rows(of.place.session, *key(of)))))
    before = kept(of)

    def finish(_work: Work) -> None:
        raise StorageError("Ổ đĩa đã đầy.")

    monkeypatch.setattr(Work, "finish", finish)
    with pytest.raises(StorageError):
        step(of, uid, tmp_path)  # type: ignore[operator]
    assert kept(of) == before


SCANS = {
    "nothing in it": (b"", "không phải tệp PDF hoặc ảnh"),
    "text": ("Bản scan".encode(), "không phải tệp PDF hoặc ảnh"),
    "program": (b"MZ\x90\x00" + bytes(100), "không phải tệp PDF hoặc ảnh"),
    "PDF of no pages": (b"%PDF-1.4\n%%EOF", "không mở được"),
    "PDF cut off": (b"%PDF-1.7\n1 0 obj\n<< /Type /Cat", "không mở được"),
    "picture of nothing": (b"\x89PNG\r\n\x1a\n picture", "không mở được"),
    "photo cut off": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "không mở được"),
    "tiff of nothing": (b"II*\x00" + bytes(20), "không mở được"),
}


def endless_picture() -> bytes:
    """A PNG of a few bytes that says it is 60,000 dots wide and high."""
    out = io.BytesIO()
    Image.new("1", (1, 1)).save(out, "PNG")
    content = bytearray(out.getvalue())
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [*SCANS.values(), (endless_picture(), "không mở được")],
    ids=[*SCANS, "endless picture"],
)
def test_scan_that_is_none_is_refused_and_nothing_is_kept(
    of: Hostile, tmp_path: Path, content: bytes, words: str
) -> None:
    (row,) = issued_list.all_issued(of.place.session)[:1]
    path = tmp_path / "bản scan.pdf"
    path.write_bytes(content)
    before = kept(of)
    for attach, uid in (
        (paper_files.attach_scan, row.desk),
        (paper_files.attach_scan_of_issued, row.uid),
    ):
        with pytest.raises(UserError, match=words) as caught:
            attach(of.place.session, uid, path)
        says_all(caught.value)
    assert kept(of) == before


def test_scan_of_more_than_fifty_megabytes_is_refused(of: Hostile, tmp_path: Path) -> None:
    (row,) = issued_list.all_issued(of.place.session)[:1]
    paper = papers.reprint(of.place.session, row.uid).content
    path = tmp_path / "bản scan.pdf"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
        file.seek(0)
        file.write(paper[: paper.rindex(b"startxref")])
        file.seek(51 * 1024 * 1024 - 1000)
        file.write(b"\n" + paper[paper.rindex(b"startxref") :])
    before = kept(of)
    with pytest.raises(UserError, match=r"lớn hơn 50 MB|không mở được") as caught:
        paper_files.attach_scan(of.place.session, row.desk, path)
    says_all(caught.value)
    assert kept(of) == before


def word_file(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def endless_letter() -> bytes:
    """A whole Word file of a few kilobytes that is a million paragraphs once it is unpacked."""
    source, out = io.BytesIO(), io.BytesIO()
    Document().save(source)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                line = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"
                content = content.replace(b"<w:body>", b"<w:body>" + line * 1_000_000)
            new.writestr(name, content)
    return out.getvalue()


WORDS = {
    "endless": endless_letter(),
    "nothing in it": b"",
    "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a zip": word_file({"a.txt": b"a"}),
    "only the name": word_file({"word/document.xml": b""}),
    "no words": word_file({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<Types/>"}),
    "cut off": word_file({"word/document.xml": b"<w/>" * 400})[:200],
}


@pytest.mark.parametrize("content", WORDS.values(), ids=WORDS)
def test_word_file_that_is_none_is_not_put_back(
    of: Hostile, tmp_path: Path, content: bytes
) -> None:
    session = of.place.session
    uid = paper_desk.save(session, begun(spec(PaperKind.PLAN), of)).uid
    paper_desk.move(session, uid, PaperStage.SUBMITTED)
    path = tmp_path / "lãnh đạo sửa.docx"
    path.write_bytes(content)
    before = kept(of)
    with pytest.raises(UserError, match="không phải tệp Word") as caught:
        paper_files.put_back(session, uid, path)
    says_all(caught.value)
    assert kept(of) == before
    assert paper_desk.get(session, uid).stage is PaperStage.SUBMITTED


MANY: dict[str, Callable[[Hostile, Path, Callable[[int, int, str], None]], object]] = {
    "one file for each recipient": lambda of, folder, told: certificate_batch.each_file(
        of.place.session,
        certificate_batch.of_certificates(of.place.session, of.certificates),
        folder,
        progress=told,
    ),
    "issued papers": lambda of, folder, told: issued_list.export(
        of.place.session,
        [row.uid for row in issued_list.all_issued(of.place.session)] * 2,
        folder,
        told,
    ),
    "one PDF": lambda of, folder, told: certificate_batch.save_file(
        of.place.session,
        certificate_batch.of_certificates(of.place.session, of.certificates),
        folder / "giấy.pdf",
        progress=told,
    ),
}


@pytest.mark.parametrize("save", MANY.values(), ids=MANY)
def test_folder_taken_away_half_way_is_said(of: Hostile, tmp_path: Path, save: object) -> None:
    if sys.platform == "win32" and save is MANY["one PDF"]:
        pytest.skip("Windows lets nobody take an open file away")
    folder = tmp_path / "giấy"
    folder.mkdir()

    def told(done: int, _total: int, _what: str) -> None:
        if done == 2:
            shutil.rmtree(folder)

    with pytest.raises(UserError, match="Không tìm thấy thư mục") as caught:
        save(of, folder, told)  # type: ignore[operator]
    says_all(caught.value)
    assert "giấy”" in caught.value.what
    assert not folder.exists()


class StoppedError(Exception):
    """What a cancelled task raises."""


@pytest.mark.parametrize("save", MANY.values(), ids=MANY)
def test_saving_stopped_half_way_leaves_no_half_file(
    of: Hostile, tmp_path: Path, save: object
) -> None:
    (tmp_path / "giấy.pdf").write_bytes(OLD)

    def told(done: int, _total: int, _what: str) -> None:
        if done == 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        save(of, tmp_path, told)  # type: ignore[operator]
    found = tree(tmp_path)
    assert found.pop("giấy.pdf") == OLD
    for name, content in found.items():
        assert name.endswith(".docx") or content.rstrip().endswith(b"%%EOF"), name
