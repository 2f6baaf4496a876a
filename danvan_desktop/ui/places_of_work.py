"""The list of places at the left, in the order of the work, and how each page is made.

A page's module is imported when the page is first opened, so that start-up pays for none of them.
The window shows the list before there is a workplace; `WorkDoor` is filled in by then.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from danvan_desktop.ui.places import Place

if TYPE_CHECKING:
    from danvan_desktop.ui.workplace import Workplace

_PAGES = (
    ("overview", "Tổng quan", "overview", "overview_page", "OverviewPage"),
    ("registrations", "Đăng ký", "register", "registrations_page", "RegistrationsPage"),
    ("follow_up", "Theo dõi thực hiện", "follow", "follow_up_page", "FollowUpPage"),
    ("evaluation", "Đánh giá", "evaluate", "evaluation_page", "EvaluationPage"),
    ("review", "Bình xét", "review", "review_page", "ReviewPage"),
    ("recognition", "Công nhận", "recognise", "recognition_page", "RecognitionPage"),
    ("papers", "Văn bản", "file", "papers_page", "PapersPage"),
    ("calendar", "Lịch công việc", "calendar", "calendar_page", "CalendarPage"),
    ("exchange", "Gửi và nhận", "exchange", "exchange_page", "ExchangePage"),
    ("settings", "Thiết lập", "settings", "settings_page", "SettingsPage"),
)

KEYS = tuple(key for key, *_ in _PAGES)


class WorkDoor(Protocol):
    """Who knows the workplace by the time a page is opened."""

    work: Workplace | None


def places(door: WorkDoor) -> list[Place]:
    """The places of the window, each making its page with the workplace behind `door`."""
    return [
        Place(key, title, icon, partial(_make, module, name, door))
        for key, title, icon, module, name in _PAGES
    ]


def _make(module: str, name: str, door: WorkDoor) -> QWidget:
    page: QWidget = getattr(import_module(f"danvan_desktop.ui.{module}"), name)(door.work)
    return page
