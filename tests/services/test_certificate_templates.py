"""An office's own templates: kept, chosen, given away, taken in; hostile files refused."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from danvan_desktop.domain.certificate_format import to_json
from danvan_desktop.domain.certificate_shipped import shipped
from danvan_desktop.domain.certificate_template import Background, Fit, TemplateKind
from danvan_desktop.errors import FieldError, UserError
from danvan_desktop.exchange import template_file
from danvan_desktop.models import PrinterOffset
from danvan_desktop.services import certificate_templates, print_places, template_files, units
from danvan_desktop.services.session import Session
from tests.services.judging_factories import Place, open_place

CERTIFICATE, AWARD = TemplateKind.CERTIFICATE, TemplateKind.AWARD
FIRST = shipped()[0]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = open_place(tmp_path / "dữ liệu")
    yield found
    found.session.close()


@pytest.fixture
def session(place: Place) -> Session:
    return place.session


def own(session: Session, name: str = "Mẫu của xã") -> str:
    return certificate_templates.copy(session, FIRST.id, name).uid


def photo(path: Path, size: tuple[int, int] = (400, 300), kind: str = "PNG") -> Path:
    Image.new("RGBA", size, (200, 30, 30, 128)).convert("RGB" if kind == "JPEG" else "RGBA").save(
        path, kind
    )
    return path


def test_shipped_templates_stand_after_own_ones(session: Session) -> None:
    own(session)
    rows = certificate_templates.templates(session, CERTIFICATE)
    assert (rows[0].name, rows[0].own, rows[1].own) == ("Mẫu của xã", True, False)
    assert len(rows) == 1 + sum(one.template.kind is CERTIFICATE for one in shipped())


def test_a_template_is_saved_and_changed(session: Session) -> None:
    uid = own(session)
    row = certificate_templates.template(session, uid)
    certificate_templates.save(session, replace(row.template, safe=15.0), uid=uid)
    assert certificate_templates.template(session, uid).template.safe == 15.0


def test_what_cannot_stand_on_paper_is_not_saved(session: Session) -> None:
    fields = tuple(replace(one, x=290.0) for one in FIRST.template.fields)
    with pytest.raises(UserError, match="nằm ngoài khổ giấy"):
        certificate_templates.save(session, replace(FIRST.template, name="X", fields=fields))
    assert not any(row.own for row in certificate_templates.templates(session))


def test_names_are_not_given_twice(session: Session) -> None:
    own(session)
    with pytest.raises(FieldError, match="Đã có mẫu giấy tên"):
        own(session, "mẫu của XÃ")
    copied = certificate_templates.copy(session, FIRST.id).uid
    name = certificate_templates.template(session, copied).name
    assert name == f"{FIRST.template.name} (bản riêng)"


def test_shipped_templates_are_not_changed_or_deleted(session: Session) -> None:
    with pytest.raises(UserError, match="không sửa hoặc xóa được"):
        certificate_templates.delete(session, FIRST.id)
    with pytest.raises(UserError, match="không sửa hoặc xóa được"):
        certificate_templates.save(session, FIRST.template, uid=FIRST.id)


def test_the_closest_choice_wins(place: Place) -> None:
    session, body = place.session, place.body
    every, ours, people = own(session, "Chung"), own(session, "Của ta"), own(session, "Cá nhân")
    certificate_templates.choose(session, every)
    certificate_templates.choose(session, ours, body=body)
    certificate_templates.choose(session, people, body=body, subject_kind="individual")

    def used(subject: str, whose: str = body) -> str:
        return certificate_templates.chosen(session, CERTIFICATE, whose, subject).name

    assert (used("individual"), used("household"), used("household", "other")) == (
        "Cá nhân",
        "Của ta",
        "Chung",
    )
    certificate_templates.release(session, ours)
    assert used("household") == "Chung"
    second = own(session, "Chung 2")
    certificate_templates.choose(session, second)
    assert not certificate_templates.template(session, every).active
    assert used("household") == "Chung 2"


def test_a_shipped_template_is_copied_when_it_is_chosen(session: Session) -> None:
    uid = certificate_templates.choose(session, "award-plain").uid
    found = certificate_templates.chosen(session, AWARD, "", "")
    assert (found.uid, found.own, found.use_words) == (uid, True, "Mọi tổ chức; mọi đối tượng")


def test_without_a_choice_the_usual_one_is_used(session: Session) -> None:
    body = units.bodies(session)[0]
    found = certificate_templates.chosen(session, CERTIFICATE, body.uid)
    assert (body.profile, found.uid) == ("party-2026", "certificate-party")


def test_a_picture_is_made_safe_and_kept(session: Session, tmp_path: Path) -> None:
    digest = certificate_templates.take_picture(session, photo(tmp_path / "nền.png", (9000, 300)))
    with Image.open(io.BytesIO(certificate_templates.picture(session, digest))) as kept:
        assert (kept.format, kept.mode, max(kept.size)) == ("JPEG", "RGB", 4961)
    again = certificate_templates.take_picture(session, tmp_path / "nền.png")
    assert again == digest


def greys(mode: str) -> Image.Image:
    """From black on the left to white on the right, in more greys than a byte holds."""
    picture = Image.new(mode, (600, 400))
    picture.putdata([column * 65_535 // 599 for column in range(600)] * 400)
    return picture


@pytest.mark.parametrize(
    ("name", "mode"), [("16 bit.png", "I;16"), ("16 bit.tif", "I;16"), ("32 bit.tif", "I")]
)
def test_greys_of_a_scanner_stay_greys(
    session: Session, tmp_path: Path, name: str, mode: str
) -> None:
    greys(mode).save(tmp_path / name)
    digest = certificate_templates.take_picture(session, tmp_path / name)
    with Image.open(io.BytesIO(certificate_templates.picture(session, digest))) as kept:
        found = [kept.getpixel((column, 200))[0] for column in (0, 300, 599)]
    assert found == pytest.approx([0, 128, 255], abs=3)


def test_first_picture_of_a_moving_one_is_taken(session: Session, tmp_path: Path) -> None:
    first, second = (Image.new("RGB", (400, 300), colour) for colour in ("red", "blue"))
    first.save(tmp_path / "động.gif", save_all=True, append_images=[second])
    digest = certificate_templates.take_picture(session, tmp_path / "động.gif")
    with Image.open(io.BytesIO(certificate_templates.picture(session, digest))) as kept:
        assert kept.getpixel((200, 150)) == pytest.approx((254, 0, 0), abs=3)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không phải là ảnh"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500), "lưu lại thành JPG"),
        (b"<svg onload='x'/>", "không phải là ảnh"),
        (b"%PDF-1.7", "tệp hỏng hoặc có mật khẩu"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "không phải là ảnh"),
    ],
)
def test_what_is_no_picture_is_refused(
    session: Session, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "ảnh.png"
    path.write_bytes(content)
    with pytest.raises(UserError, match=said):
        certificate_templates.take_picture(session, path)


def test_a_broken_or_tiny_or_huge_picture_is_refused(session: Session, tmp_path: Path) -> None:
    whole = photo(tmp_path / "a.png").read_bytes()
    (tmp_path / "b.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UserError, match="không phải là ảnh mà chương trình đọc được, hoặc đã hỏng"):
        certificate_templates.take_picture(session, tmp_path / "b.png")
    with pytest.raises(UserError, match="quá nhỏ"):
        certificate_templates.take_picture(session, photo(tmp_path / "c.png", (40, 40)))
    Image.new("1", (20_000, 20_000)).save(tmp_path / "d.png")
    with pytest.raises(UserError, match=r"quá lớn|hỏng"):
        certificate_templates.take_picture(session, tmp_path / "d.png")


def test_a_lost_picture_is_said(session: Session) -> None:
    with pytest.raises(UserError, match="Ảnh nền của mẫu giấy bị mất"):
        certificate_templates.picture(session, "0" * 64)


def with_picture(session: Session, tmp_path: Path) -> str:
    digest = certificate_templates.take_picture(session, photo(tmp_path / "n.jpg", kind="JPEG"))
    value = replace(FIRST.template, name="Có nền", background=Background(digest, Fit.CONTAIN))
    return certificate_templates.save(session, value).uid


def test_a_huge_picture_in_a_file_is_refused_before_it_is_decoded(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = io.BytesIO()
    Image.new("L", (6_000, 6_000)).convert("RGB").save(huge, "JPEG", quality=1)
    digest = hashlib.sha256(huge.getvalue()).hexdigest()
    told = to_json(replace(FIRST.template, background=Background(digest)))
    path = tmp_path / "lớn.dvm"
    path.write_bytes(template_file.pack(template_file.TemplateFile(told.encode(), huge.getvalue())))
    monkeypatch.setattr(JpegImageFile, "load", lambda _self: pytest.fail("decoded"))
    with pytest.raises(UserError, match="Ảnh nền trong tệp mẫu giấy bị hỏng"):
        template_files.import_file(session, path)


def test_a_template_goes_to_another_office_as_one_file(session: Session, tmp_path: Path) -> None:
    uid = with_picture(session, tmp_path)
    path = tmp_path / template_files.suggested_name("Có nền")
    template_files.export_file(session, uid, path)
    sent = certificate_templates.template(session, uid).template
    session.close()
    other = open_place(tmp_path / "nơi khác").session
    taken = template_files.import_file(other, path).uid
    found = certificate_templates.template(other, taken)
    assert found.template == sent
    digest = sent.background.sha256
    assert certificate_templates.picture(other, digest) == certificate_templates.picture(
        session, digest
    )
    again = template_files.import_file(other, path).uid
    assert certificate_templates.template(other, again).name == "Có nền (bản riêng)"
    other.close()


def test_every_changed_byte_of_a_file_is_seen(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "m.dvm"
    template_files.export_file(session, with_picture(session, tmp_path), path)
    whole = path.read_bytes()
    for place in range(0, len(whole), max(len(whole) // 150, 1)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(UserError):
            template_files.read_file(path)
    for content in (b"", whole[:40], whole[:-1], whole + b"x", b"PK\x03\x04" + whole[4:]):
        path.write_bytes(content)
        with pytest.raises(UserError):
            template_files.read_file(path)


@pytest.mark.parametrize("picture", [b"", b"not a picture"])
def test_a_file_made_by_hand_with_a_false_picture_is_refused(
    session: Session, tmp_path: Path, picture: bytes
) -> None:
    value = replace(FIRST.template, background=Background("a" * 64))
    file = template_file.TemplateFile(to_json(value).encode(), picture)
    path = tmp_path / "m.dvm"
    path.write_bytes(template_file.pack(file))
    with pytest.raises(UserError, match="Ảnh nền trong tệp không phải của mẫu này"):
        template_files.import_file(session, path)
    assert not any(row.own for row in certificate_templates.templates(session))


def test_offsets_of_printers_are_kept_in_hundredths(session: Session) -> None:
    print_places.set_offset(session, "HP mẫu", "A4 ngang", 1.25, -0.5)
    print_places.set_offset(session, "HP mẫu", "A3 ngang", 2, 0)
    assert print_places.offset(session, "HP mẫu", "A4 ngang") == (1.25, -0.5)
    assert print_places.offset(session, "khác", "A4 ngang") == (0.0, 0.0)
    print_places.set_offset(session, "HP mẫu", "A3 ngang", 0, 0)
    assert [row.paper for row in PrinterOffset.select()] == ["A4 ngang"]
    with pytest.raises(FieldError, match="Chỉ dịch được"):
        print_places.set_offset(session, "HP mẫu", "A4 ngang", 80, 0)


def test_nudges_hang_on_shipped_templates_too(session: Session) -> None:
    print_places.set_nudge(session, FIRST.id, "k", "recipient", 1.5, -2)
    assert print_places.nudges(session, [(FIRST.id, "k")]) == {"k": {"recipient": (1.5, -2.0)}}
    assert not any(row.own for row in certificate_templates.templates(session))
    print_places.set_nudge(session, FIRST.id, "k", "recipient", 0, 0)
    assert print_places.nudges(session, [(FIRST.id, "k")]) == {}


def test_deleting_a_template_takes_its_nudges(session: Session) -> None:
    uid = own(session)
    print_places.set_nudge(session, uid, "k", "recipient", 1, 1)
    certificate_templates.delete(session, uid)
    assert print_places.nudges(session, [(uid, "k")]) == {}
    with pytest.raises(UserError, match="Không còn mẫu giấy này"):
        certificate_templates.template(session, uid)
