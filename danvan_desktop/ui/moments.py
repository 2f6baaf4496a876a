"""Stored moments (UTC, ISO 8601) as an official reads them: local time, day first."""

from __future__ import annotations

from datetime import datetime


def moment(text: str) -> str:
    """ "2026-11-21T05:30:00Z" -> "12:30 21/11/2026" here; "" stays ""."""
    if not text:
        return ""
    return f"{datetime.fromisoformat(text.replace('Z', '+00:00')).astimezone():%H:%M %d/%m/%Y}"
