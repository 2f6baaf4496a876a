"""The steps from one schema version to the next.

To add version N: write `to_N(database)` in `to_version_N` with literal SQL and literal names (never
live tables), put it into `STEPS`, raise `SCHEMA_VERSION`, add a populated file of version N-1 to
`tests/models/fixtures` and a test that migrates it. All steps run in one EXCLUSIVE transaction
with the version number in it, so that a power cut leaves the old file or the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from danvan_desktop.errors import StorageError
from danvan_desktop.models.to_version_2 import to_2
from danvan_desktop.models.to_version_3 import to_3

SCHEMA_VERSION = 3

STEPS: Mapping[int, Callable[[Any], None]] = {2: to_2, 3: to_3}
"""By the version a step leads to."""


def migrate(
    database: Any,
    version: int,
    *,
    steps: Mapping[int, Callable[[Any], None]] = STEPS,
    target: int = SCHEMA_VERSION,
) -> None:
    """Take an open, checked and already copied file from `version` to `target`.

    Foreign keys are off outside the transaction, since rebuilding a parent table would empty its
    children. Raises `StorageError` and leaves the old file when a reference would be broken.
    """
    database.execute_sql("PRAGMA foreign_keys = OFF")
    try:
        with database.atomic("EXCLUSIVE"):
            for number in range(version + 1, target + 1):
                steps[number](database)
            if database.execute_sql("PRAGMA foreign_key_check").fetchone() is not None:
                raise StorageError(
                    "Không nâng cấp được tệp dữ liệu: có liên kết bị đứt.",
                    safe="Dữ liệu cũ còn nguyên; bản sao trước khi nâng cấp nằm trong backups.",
                    todo="Gửi tệp dữ liệu cho người hỗ trợ kỹ thuật.",
                )
            if database.execute_sql("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise StorageError(
                    "Không nâng cấp được tệp dữ liệu: kết quả nâng cấp không qua được kiểm tra.",
                    safe="Dữ liệu cũ còn nguyên; bản sao trước khi nâng cấp nằm trong backups.",
                    todo="Gửi tệp dữ liệu cho người hỗ trợ kỹ thuật.",
                )
            database.execute_sql(f"PRAGMA user_version = {int(target)}")
    finally:
        database.execute_sql("PRAGMA foreign_keys = ON")
