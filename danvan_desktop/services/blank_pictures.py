"""The picture of a pre-printed blank under the fields of a template: made straight, and faint.

    digest = straighten(session, digest, corners, paper)      # the photograph by its four corners
    pictures = guides(session, template)                      # what is drawn on the screen only

A guide is never printed. Pictures are kept by `certificate_templates`; what is done to them is
`documents/certificate_picture`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from danvan_desktop.domain.certificate_template import CertificateTemplate, Paper
from danvan_desktop.services import certificate_templates
from danvan_desktop.services.session import Session

Corner = tuple[float, float]
WHOLE: tuple[Corner, ...] = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
"""The corners of a picture that shows the paper and nothing else."""
_ALIKE = 0.02
"""How far the shape of a scan may be from the paper's, as a part of it."""


def straighten(session: Session, digest: str, corners: Sequence[Corner], paper: Paper) -> str:
    """Keep the part of a kept picture between four corners, in the paper's shape; its hash.

    `corners` are fractions of width and height, round from the upper left. Raises `UserError`
    when they are crossed or hold nearly nothing.
    """
    from danvan_desktop.documents import certificate_picture

    content = certificate_templates.picture(session, digest)
    ratio = paper.width / paper.height
    made = certificate_picture.straightened(content, corners, ratio)
    return certificate_templates.keep_picture(session, made)


def is_askew(session: Session, template: CertificateTemplate) -> bool:
    """Whether the blank's picture has another shape than the paper: a photograph with its table."""
    from danvan_desktop.documents import certificate_picture

    if not (template.stock and template.background.sha256):
        return False
    content = certificate_templates.picture(session, template.background.sha256)
    width, height = certificate_picture.size_of(content)
    wanted = template.paper.width / template.paper.height
    return abs(width / height / wanted - 1) > _ALIKE


def guides(session: Session, *values: CertificateTemplate) -> Mapping[str, bytes]:
    """The pictures of blanks by their hash, faint and small, each made once.

    Raises `UserError` when one is gone or was changed.
    """
    digests = {one.background.sha256 for one in values} - {""}
    return {digest: _faint(session, digest) for digest in sorted(digests)}


def _faint(session: Session, digest: str) -> bytes:
    return _made_faint(digest, certificate_templates.picture(session, digest))


@lru_cache(maxsize=4)
def _made_faint(_digest: str, content: bytes) -> bytes:
    from danvan_desktop.documents import certificate_picture

    return certificate_picture.faint(content)
