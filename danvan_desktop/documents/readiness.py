"""Loading what draws and shows papers before the first one is asked for, a piece at a time.

Owns the order of the pieces; when they are loaded is for the window to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.documents import fonts


def pieces() -> Iterator[None]:
    """Load one piece at each step; the longest takes 0.1 s, what is loaded already nothing.

    Errors of a broken installation are let through.
    """
    import reportlab.pdfgen.canvas

    yield
    import reportlab.platypus  # noqa: F401

    yield
    import pypdfium2  # noqa: F401

    for name in fonts.RUNNING:
        yield
        fonts.face(name)
    yield
    import danvan_desktop.documents.letter  # noqa: F401
