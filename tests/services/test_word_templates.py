"""Word forms of an office over a real data folder: export, change, put in, use, go back."""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from danvan_desktop.documents.letter_fields import BLOCKS, LINES, LISTS, TABLES
from danvan_desktop.documents.sheet_fields import CODE, INKS
from danvan_desktop.errors import StorageError, UserError
from danvan_desktop.models import WordTemplate
from danvan_desktop.services import paper_desk, word_templates
from danvan_desktop.services.kept_files import kept_path
from danvan_desktop.services.made_up_papers import FORMS
from danvan_desktop.services.papers import PaperKind
from tests.services import judging_factories
from tests.services.judging_factories import Place

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = judging_factories.open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


def body_of(place: Place) -> str:
    return word_templates.bodies(place.session)[0][0]


def words(content: bytes) -> str:
    body = Document(io.BytesIO(content)).element.body
    return " ".join(node.text or "" for node in body.iter(qn("w:t")))


def changed(
    place: Place, path: Path, kind: PaperKind = PaperKind.PLAN, line: str = "Lời của xã"
) -> Path:
    """The exported form with a line of the office in it."""
    word_templates.export(place.session, kind, body_of(place), path)
    document = Document(str(path))
    document.add_paragraph(line)
    document.save(str(path))
    return path


def put(place: Place, path: Path, kind: PaperKind = PaperKind.PLAN) -> str:
    candidate = word_templates.look_through(kind, path, ())
    assert candidate.result.defects == ()
    return word_templates.put_in(place.session, body_of(place), candidate).uid


def plan_in_word(place: Place) -> str:
    draft = paper_desk.begin(
        place.session, PaperKind.PLAN, place.plan.id, place.year, body=body_of(place)
    )
    made = paper_desk.paper(place.session, draft).word
    assert made is not None
    return words(made())


@pytest.mark.parametrize("kind", word_templates.kinds())
def test_form_of_every_paper_can_be_exported_and_put_back(
    place: Place, tmp_path: Path, kind: str
) -> None:
    path, filled = tmp_path / "mẫu.docx", tmp_path / "thử.docx"
    word_templates.export(place.session, kind, body_of(place), path)
    candidate = word_templates.look_through(kind, path, ())
    assert (candidate.result.defects, candidate.result.warnings) == ((), ())
    word_templates.try_out(place.session, body_of(place), candidate, filled)
    found = words(filled.read_bytes())
    assert "(mẫu)" in found
    assert "{{" not in found


def test_form_put_in_is_used_set_aside_and_used_again(place: Place, tmp_path: Path) -> None:
    assert "Lời của xã" not in plan_in_word(place)
    uid = put(place, changed(place, tmp_path / "a.docx"))
    assert "Lời của xã" in plan_in_word(place)
    row = next(
        row
        for row in word_templates.rows(place.session, body_of(place))
        if row.kind is PaperKind.PLAN
    )
    assert (row.state, row.file_name, row.added_on) == (
        "Đang dùng mẫu riêng",
        "a.docx",
        place.session.today(),
    )
    word_templates.set_aside(place.session, uid)
    assert "Lời của xã" not in plan_in_word(place)
    word_templates.use(place.session, uid)
    assert "Lời của xã" in plan_in_word(place)


def test_newer_form_takes_the_place_of_the_older_which_can_come_back(
    place: Place, tmp_path: Path
) -> None:
    first = put(place, changed(place, tmp_path / "a.docx", line="Bản một"))
    word_templates.set_aside(place.session, first)
    second = put(place, changed(place, tmp_path / "b.docx", line="Bản hai"))
    assert "Bản hai" in plan_in_word(place)
    versions = word_templates.versions(place.session, PaperKind.PLAN, body_of(place))
    assert [(row.uid, row.active) for row in versions] == [(second, True), (first, False)]
    word_templates.use(place.session, first)
    found = plan_in_word(place)
    assert ("Bản một" in found, "Bản hai" in found) == (True, False)
    assert WordTemplate.select().where(WordTemplate.active).count() == 1


def test_same_file_put_in_twice_is_one_form(place: Place, tmp_path: Path) -> None:
    path = changed(place, tmp_path / "a.docx")
    assert put(place, path) == put(place, path)
    assert WordTemplate.select().count() == 1


def test_form_with_a_defect_is_not_put_in(place: Place, tmp_path: Path) -> None:
    path = changed(place, tmp_path / "a.docx", line="{{ ''.__class__ }}")
    candidate = word_templates.look_through(PaperKind.PLAN, path, ())
    assert not candidate.sound
    with pytest.raises(UserError, match="chưa dùng được"):
        word_templates.put_in(place.session, body_of(place), candidate)
    assert WordTemplate.select().count() == 0


def test_issued_word_file_is_that_of_the_form(place: Place, tmp_path: Path) -> None:
    put(place, changed(place, tmp_path / "a.docx"))
    draft = paper_desk.begin(
        place.session, PaperKind.PLAN, place.plan.id, place.year, body=body_of(place)
    )
    texts = {**draft.texts, "signer": "Nguyễn & Trần {{ ten_loai }} (mẫu)"}
    uid = paper_desk.save(place.session, replace(draft, texts=texts)).uid
    made = paper_desk.paper(place.session, paper_desk.get(place.session, uid)).word
    assert made is not None
    assert "Nguyễn & Trần {{ ten_loai }} (mẫu)" in words(made())


def test_export_over_a_file_open_in_word_leaves_it_as_it_was(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mẫu.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr("danvan_desktop.saving._WAITS", ())

    def held(_source: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(UserError, match="đang mở trong Word"):
        word_templates.export(place.session, PaperKind.PLAN, body_of(place), path)
    assert [(one.name, one.read_bytes()) for one in tmp_path.glob("*.docx")] == [
        ("mẫu.docx", b"old")
    ]


def test_export_onto_a_full_disk_leaves_the_old_file(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mẫu.docx"
    path.write_bytes(b"old")

    def full(_path: Path, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StorageError, match="Ổ đĩa đã đầy"):
        word_templates.export(place.session, PaperKind.PLAN, body_of(place), path)
    assert path.read_bytes() == b"old"


def test_file_that_is_gone_is_named_and_the_pdf_is_still_drawn(
    place: Place, tmp_path: Path
) -> None:
    uid = put(place, changed(place, tmp_path / "a.docx"))
    kept_path(place.session, WordTemplate.get_by_id(uid).sha256).unlink()
    draft = paper_desk.begin(
        place.session, PaperKind.PLAN, place.plan.id, place.year, body=body_of(place)
    )
    paper = paper_desk.paper(place.session, draft)
    assert paper.content.startswith(b"%PDF")
    assert paper.word is not None
    with pytest.raises(StorageError, match="bị mất hoặc đã bị thay đổi"):
        paper.word()


@pytest.mark.parametrize("name", ["a.docx", "a.docm"])
def test_file_that_is_no_form_is_refused(place: Place, tmp_path: Path, name: str) -> None:
    del place
    path = tmp_path / name
    with pytest.raises(UserError, match="Không đọc được"):
        word_templates.look_through(PaperKind.PLAN, path, ())
    path.write_bytes(b"PK\x03\x04 no")
    with pytest.raises(UserError, match="không phải tệp Word"):
        word_templates.look_through(PaperKind.PLAN, path, ())


def test_page_of_the_fields_names_each_of_them_with_its_meaning() -> None:
    page = (ROOT / "docs" / "word-templates.md").read_text(encoding="utf-8")
    for name, meaning in {**LINES, **LISTS, **TABLES, **BLOCKS}.items():
        assert f"| `{name}` | {meaning} |" in page
    assert f"| `{CODE}` |" in page
    assert rows_of_letters() in page
    assert page.endswith(f"{tables_of_records()}\n")


def rows_of_letters() -> str:
    """The table of the columns that forms of papers of words may name."""
    found = ["| paper | rows | columns |", "| --- | --- | --- |"]
    for kind in word_templates.kinds():
        for rows, columns in word_templates.names(kind).tables.items():
            if columns and word_templates.names(kind).code:
                listed = ", ".join(f"`{column}`" for column in columns)
                found.append(f"| {word_templates.label(kind)} | `{rows}` | {listed} |")
    return "\n".join(found)


def tables_of_records() -> str:
    """The last section of the page: the fields of every paper that a record draws."""
    known = {kind: word_templates.names(kind) for kind in FORMS}
    shared = {name: words for label, (name, words) in INKS.items()}
    found = [
        "## Papers drawn from a record",
        "",
        SHARED,
        "",
        "| field | meaning |",
        "| --- | --- |",
    ]
    found += [f"| `{name}` | {words} |" for name, words in shared.items()]
    found += ["", OWN, "", "| paper | field, as printed |", "| --- | --- |"]
    for kind, names in known.items():
        own = [one for one in names.lines if one.partition("_ky_")[0] + "_ky" not in shared]
        lines = [f"`{{{{ {one} }}}}`" for one in own if one not in shared]
        blocks = [f"`{{{{p {one} }}}}`" for one in names.blocks if one not in WHOLE]
        rows = [
            f"rows of `{table}`: {', '.join(f'`{column}`' for column in columns)}"
            for table, columns in names.tables.items()
        ]
        found.append(f"| {word_templates.label(kind)} | {', '.join([*lines, *blocks, *rows])} |")
    return "\n".join(found)


SHARED = (
    "Formal lines, where the paper has them. Of several signatures the one on the right has the "
    "names\nbelow, the next to its left `chuc_vu_ky_2` and so on. Receivers are the list "
    "`noi_nhan`. A line whose\nfields the paper does not have goes, and so does a table it does "
    "not have. Empty values are dots to\nwrite on."
)
OWN = (
    "Fields of each paper by what it prints. `{{p toan_bo_noi_dung }}` is everything between title "
    "and\nsignature, `{{p loi_van }}` the same without tables, `{{p ca_bang }}` a whole table with "
    "its header.\nA file of several papers (invitations one by one, ballots of those asked in "
    "writing) fills the form\nonce for each."
)
WHOLE = ("toan_bo_noi_dung", "loi_van")
