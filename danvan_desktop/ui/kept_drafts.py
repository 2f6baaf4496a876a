"""Texts typed and not saved, as lines that lead to where they are offered again.

Owns which dialog a draft's key belongs to: keys begin with the dialog's noun and a dot.
"""

from __future__ import annotations

from collections.abc import Mapping

from danvan_desktop.services import drafts
from danvan_desktop.services.session import Session
from danvan_desktop.ui.link_lines import LinkLine
from danvan_desktop.ui.theme import Tone

_DIALOGS = {
    "registration": ("Phiếu đăng ký nhập dở", "registrations"),
    "quick": ("Bảng nhập nhanh còn dòng chưa lưu", "registrations"),
    "note": ("Ghi chú tiến độ viết dở", "follow_up"),
    "story": ("Tin, bài nhập dở", "follow_up"),
    "sheet": ("Phiếu đánh giá chấm dở", "evaluation"),
    "meeting": ("Cuộc họp bình xét nhập dở", "review"),
    "decision": ("Quyết định soạn dở", "recognition"),
    "paper": ("Văn bản soạn dở", "papers"),
    "criteria": ("Bộ tiêu chí soạn dở", "settings"),
    "unit": ("Địa bàn nhập dở", "settings"),
    "body": ("Tổ chức nhập dở", "settings"),
    "council": ("Hội đồng nhập dở", "settings"),
}
_SECTIONS = {"criteria": "programmes", "unit": "places", "body": "bodies", "council": "councils"}
"""Where in the settings a draft is offered again."""
_UID_LENGTH = 36
_TELLING = ("list_title", "name", "title", "subject", "text")


def draft_lines(session: Session) -> list[LinkLine]:
    """One line for each kept draft."""
    return [_line(key, drafts.kept(session, key) or {}) for key in drafts.keys(session)]


def _line(key: str, texts: Mapping[str, str]) -> LinkLine:
    """What it is, and the beginning of what was typed where that tells it apart."""
    noun, _, rest = key.partition(".")
    words, place = _DIALOGS.get(noun, ("Nội dung nhập dở", "registrations"))
    target = rest.split(".")[0]
    typed = next((texts[name] for name in _TELLING if texts.get(name)), "")
    words = f"{words}: {typed}" if typed else words
    target = _SECTIONS.get(noun) or (target if len(target) == _UID_LENGTH else "")
    return LinkLine(words, "", place, target, Tone.INFO)
