"""The day a photo was taken, read from real picture files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PIL import Image

from danvan_desktop.documents.pictures import taken_on


def photo(path: Path, taken: str) -> Path:
    """A JPEG whose camera wrote `taken` into it."""
    picture = Image.new("RGB", (8, 8), "red")
    exif = picture.getexif()
    exif.get_ifd(0x8769)[0x9003] = taken
    picture.save(path, exif=exif)
    return path


def test_photo_says_the_day_it_was_taken(tmp_path: Path) -> None:
    assert taken_on(photo(tmp_path / "ảnh.jpg", "2026:03:05 08:30:00")) == date(2026, 3, 5)


def test_file_without_a_day_says_none(tmp_path: Path) -> None:
    broken = tmp_path / "không phải ảnh.jpg"
    broken.write_bytes(b"\xff\xd8\xff not a picture")
    assert taken_on(broken) is None
    assert taken_on(photo(tmp_path / "sai.jpg", "2026:02:30 08:30:00")) is None
