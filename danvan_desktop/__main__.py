"""Starts the window: what a double click on the program's icon runs."""

from __future__ import annotations

import sys

from danvan_desktop.cli import main as run


def main() -> None:
    """Run with the command line's own arguments and leave with its exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
