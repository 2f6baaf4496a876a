"""Every process ends with the code it was meant to end with, never by a signal."""

from __future__ import annotations

import subprocess
import sys


def test_a_run_of_tests_that_left_files_on_the_clipboard_ends_well() -> None:
    one = "tests/ui/test_file_drop.py::test_pasted_files_are_taken"
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", one]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
