"""Pictures of “Kiểm tra giấy”: empty, a true paper, one of an office nobody told us of."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain import paper_code
from danvan_desktop.services import paper_codes, signing
from danvan_desktop.ui.verify_section import VerifySection
from tests.screens import screen
from tests.services.test_paper_codes import FACTS
from tests.ui.screens_settings import section


@screen("verify-empty")
def verify_empty() -> QWidget:
    return section("verify")[0]


@screen("verify-checked")
def verify_checked() -> QWidget:
    window, shown, session = section("verify")
    assert isinstance(shown, VerifySection)
    pair = signing.generate()
    before = paper_code.unsigned(FACTS, pair.public)
    other = paper_code.text_of(before, signing.sign(pair.private, paper_code.to_sign(before)))
    texts = (paper_codes.make(session, FACTS), other)
    shown.show_results(tuple(paper_codes.check_text(session, text) for text in texts))
    return window
