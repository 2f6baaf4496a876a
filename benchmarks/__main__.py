"""Runs every comparison and prints a table: `python -m benchmarks [--rounds N]`.

Each side runs in processes of its own, ours and the peer's in turn, so that a busy machine slows
both. The middle of the rounds counts. Ends with 1 when a ratio is above its ceiling.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from math import inf
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import board, judged_folder
from benchmarks.data_folder import fill

START_ROWS = 1_000
LIST_ROWS = 100_000
CODE = 3.0
"""Milliseconds that making and signing one code of a paper is to take; watched."""
ANSWER = 50.0
"""Milliseconds within which a typed mark is to answer; watched, since machines differ."""
PREVIEW = 150.0
"""Milliseconds within which a first paper is to be seen once ReportLab is loaded; watched."""


@dataclass(frozen=True)
class Comparison:
    """Milliseconds of ours against those of the peer.

    `aim` and `ceiling` are ratios, the one wanted and the one never to exceed; infinite where a
    number is only watched.
    """

    name: str
    ours: float
    peer: str
    theirs: float
    aim: float = inf
    ceiling: float = inf

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def verdict(self) -> str:
        if self.ratio > self.ceiling:
            return "TOO SLOW"
        return "ok" if self.ratio <= self.aim else "above the aim"


def environment() -> dict[str, str]:
    """Ours, but with compiled files kept, as they are on an office's machine."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def start_side(*command: str) -> float:
    """Milliseconds from starting the process until it says that its window is painted."""
    start = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        spent = (perf_counter() - start) * 1000
        process.communicate()
    if said != b"painted" or process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}, saying {said!r}")
    return spent


def list_side(*command: str) -> dict[str, float]:
    """What a list measured inside its own process, milliseconds by name."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        check=True,
    )
    return {str(name): float(value) for name, value in json.loads(done.stdout).items()}


def compare_start(rounds: int, folder: Path) -> list[Comparison]:
    """Start to first painted window, with `START_ROWS` registrations in the file."""
    fill(folder, START_ROWS)
    ours = ("benchmarks.start_ours", str(folder))
    sides = (ours, (*ours, "furnished"), ("benchmarks.start_empty",))
    for side in sides:
        start_side(*side)  # once for the compiled files and the system's cache
    runs = [[start_side(*side) for side in sides] for _ in range(rounds)]
    painted, furnished, empty = (median(side) for side in zip(*runs, strict=True))
    return [
        Comparison("start to first painted window", painted, "empty window", empty, 1.5, 2),
        Comparison("start to the first page's data", furnished, "empty window", empty),
    ]


def compare_list(rounds: int, folder: Path) -> list[Comparison]:
    """The first page of `LIST_ROWS` registrations, and jumps through them."""
    fill(folder, LIST_ROWS)
    pairs = [
        (list_side("benchmarks.list_ours", str(folder)), list_side("benchmarks.list_fixed"))
        for _ in range(rounds)
    ]
    ours = {key: median(mine[key] for mine, _ in pairs) for key in pairs[0][0]}
    fixed = median(peer["first page"] for _, peer in pairs)
    page_down = ours["page down"]
    found = [Comparison("first page of the list", ours["first page"], "fixed rows", fixed, 2, 2)]
    found.append(Comparison("the whole place, with buttons", ours["place"], "fixed rows", fixed))
    for jump in ("jump to the end", "jump to the middle"):
        found.append(Comparison(jump, ours[jump], "page down", page_down, 3, 3))
    return found


def compare_board(rounds: int) -> list[Comparison]:
    """2,000 registrations x 9 assessors x 20 criteria: the whole board, and one mark typed."""
    sides = [list_side("benchmarks.board") for _ in range(rounds)]
    ours, peer, typed = (
        median(side[key] for side in sides) for key in ("board", "sum", "one mark")
    )
    return [
        Comparison("board of 2,000 x 9 x 20", ours, "sum()", peer, 20, 20),
        Comparison("one mark on that board", typed, "the board", ours, 0.5, 1),
    ]


def compare_typing(rounds: int, folder: Path) -> list[Comparison]:
    """Results out of a data folder with as many finished sheets, and marks typed over it."""
    judged_folder.fill(folder, board.REGISTRATIONS)
    sides = [list_side("benchmarks.typing", str(folder)) for _ in range(rounds)]
    ours = {key: median(side[key] for side in sides) for key in sides[0]}
    peer = ours["sum"]
    return [
        Comparison("results again after a change", ours["board again"], "sum()", peer, 20, 20),
        Comparison("results after one mark", ours["after one mark"], "sum()", peer, 20, 20),
        Comparison("results read for the first time", ours["board first"], "sum()", peer),
        Comparison("mark typed in the quick sheet", ours["quick sheet"], "wanted", ANSWER),
        Comparison("mark typed in the dialog", ours["dialog"], "wanted", ANSWER),
    ]


def compare_comparison(rounds: int, folder: Path) -> list[Comparison]:
    """The comparison board over the folder that `compare_typing` has filled."""
    sides = [list_side("benchmarks.comparison", str(folder)) for _ in range(rounds)]
    ours = {key: median(side[key] for side in sides) for key in sides[0]}
    peer = ours["sum"]
    return [
        Comparison("comparison after one sheet", ours["one sheet"], "sum()", peer, 2, 20),
        Comparison("comparison after any change", ours["again"], "sum()", peer, 20, 20),
        Comparison("comparison for the first time", ours["first"], "sum()", peer),
        Comparison("one sheet, until painted", ours["painted"], "wanted", ANSWER),
    ]


def compare_preview(rounds: int) -> list[Comparison]:
    """The first paper looked at in a program that has only just started."""
    sides = [list_side("benchmarks.preview") for _ in range(rounds)]
    ours = {key: median(side[key] for side in sides) for key in sides[0]}
    return [
        Comparison("first preview of a paper", ours["preview"], "wanted", PREVIEW),
        Comparison("the same paper once more", ours["second"], "wanted", PREVIEW),
    ]


def compare_certificates(rounds: int) -> list[Comparison]:
    """1,000 certificates against a bare canvas and against LibreOffice; codes and memory apart."""
    command = "benchmarks.certificates"
    pairs = [(list_side(command, "ours"), list_side(command, "bare")) for _ in range(rounds)]
    ours, bare = (median(side["ms"] for side in sides) for sides in zip(*pairs, strict=True))
    few, many = (list_side(command, "memory", count)["memory"] for count in ("100", "10000"))
    code = list_side(command, "codes", "200")["ms"]
    found = [
        Comparison("1,000 certificates", ours, "bare canvas", bare, 1.3, 1.3),
        Comparison("one code made and signed", code, "wanted", CODE),
        Comparison("MiB for 10,000 certificates", many, "MiB for 100", few, 1.5, 1.5),
    ]
    word = list_side(command, "word")["ms"]  # minutes, so once only
    if word < inf:
        found.append(Comparison("the same, Word's way", ours, "LibreOffice", word, 0.04, 0.04))
    return found


def table(found: list[Comparison]) -> str:
    lines = [f"{'measured':32}{'ms':>8}  {'against':14}{'ms':>8}{'ratio':>8}{'ceiling':>9}"]
    lines += [
        f"{c.name:32}{c.ours:8.1f}  {c.peer:14}{c.theirs:8.1f}{c.ratio:8.2f}"
        f"{c.ceiling if c.ceiling < inf else '-':>9}"
        f"  {c.verdict}"
        for c in found
    ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--rounds", type=int, default=7, help="how often each side runs")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="danvan-bench-") as folder:
        found = compare_start(rounds, Path(folder, "start"))
        found += compare_list(rounds, Path(folder, "list"))
        found += compare_typing(rounds, Path(folder, "judged"))
        found += compare_comparison(rounds, Path(folder, "judged"))
    found += compare_board(rounds)
    found += compare_preview(rounds)
    found += compare_certificates(rounds)
    print(table(found))
    return 1 if any(c.ratio > c.ceiling for c in found) else 0


if __name__ == "__main__":
    sys.exit(main())
