"""Where the program finds its own files and the office's data folder.

Owns paths only; creates nothing by itself.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

APP_FOLDER = "DanVanKheo"


def resources() -> Path:
    """Folder of programmes, profiles, fonts: inside the wheel, or at the root of a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "_resources"
    return inside if inside.is_dir() else package.parent / "resources"


def default_data_dir() -> Path:
    """The folder used when none is named: per user, never inside the program's own folder."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / APP_FOLDER
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / APP_FOLDER


@dataclass(frozen=True)
class DataFolder:
    """The places inside one office's data folder."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "danvan.db"

    @property
    def lock(self) -> Path:
        return self.root / "danvan.lock"

    @property
    def files(self) -> Path:
        """Evidence and issued papers, each under its content hash: `files/ab/abcd...`."""
        return self.root / "files"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        return self.root / "logs"
