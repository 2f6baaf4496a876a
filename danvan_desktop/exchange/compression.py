"""How the contents of our files are made smaller, and never larger than is allowed.

Owns the use of zstd; must not know what the bytes mean.
"""

from __future__ import annotations

import zstandard

from danvan_desktop.exchange import refusals

_LEVEL = 3
_WIDEST_WINDOW = 2**27


def packed(data: bytes) -> bytes:
    """One zstd frame that says how long its content is."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(data)


def unpacked(data: bytes, declared: int, most: int) -> bytes:
    """The content, never more than its cap: the size is known before a byte is unpacked.

    Raises `PackageError` when the frame is not one, is not `declared` bytes long, or is longer
    than `most`.
    """
    try:
        size = zstandard.get_frame_parameters(data).content_size
        if size != declared:
            raise refusals.structure("độ dài nội dung không khớp phần mở đầu")
        if size > most:
            raise refusals.too_large("Nội dung tệp", size, most)
        return zstandard.ZstdDecompressor(max_window_size=_WIDEST_WINDOW).decompress(
            data, max_output_size=size, allow_extra_data=False
        )
    except zstandard.ZstdError as error:
        raise refusals.structure("không giải nén được nội dung") from error
