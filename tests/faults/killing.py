"""Running work in a child process and killing it, as a power cut or the task manager does.

The child is forked, so it begins at once; it must open everything itself, since a database
connection does not survive a fork.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator

Acknowledge = Callable[[str], None]

KILLS = int(os.environ.get("DANVAN_KILLS", "12"))
"""Kills per test; `DANVAN_KILLS=200` for the long run before a release."""


def delays(longest: float, seed: int = 2026) -> Iterator[float]:
    """`KILLS` waits in seconds, the same in every run: none, then random up to `longest`.

    The first kill comes at once, so that however slow the machine, one falls before the end.
    """
    chance = random.Random(seed)
    yield 0.0
    for _ in range(KILLS - 1):
        yield chance.uniform(0.002, longest)


def kill_after(
    seconds: float, work: Callable[[Acknowledge], None], *, acknowledged: int = 0
) -> list[str]:
    """Kill the child `seconds` after it was ready; what it had acknowledged.

    The first line means "ready" and is not in the result. A child that ends by itself is fine.
    With `acknowledged`, the seconds begin after so many more lines, however slow the machine is.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _run_child(work, reading, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        ready = pipe.readline()
        first = b"".join(pipe.readline() for _ in range(acknowledged))
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        rest = first + pipe.read()
    os.waitpid(child, 0)
    assert ready == b"ready\n", "the child never began"
    # A line that was cut was not read by anybody: it is no acknowledgement.
    return [line.decode() for line in rest.split(b"\n")[:-1]]


def _run_child(work: Callable[[Acknowledge], None], reading: int, writing: int) -> None:
    code = 1
    try:
        os.close(reading)
        work(lambda text: _tell(writing, text))
        code = 0
    finally:
        os._exit(code)


def _tell(writing: int, text: str) -> None:
    os.write(writing, f"{text}\n".encode())
