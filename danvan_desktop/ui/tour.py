"""`danvan tour OUT`: the whole job through the real windows, offscreen, for each programme.

Two data folders play: the office that enters the records and the level above it, which receives
its file. Whoever has the authority under the programme decides. Owns the order of the walk and
`OUT/summary.json`; `OUT/<programme>/` is filled by the steps (`tour_office`, `tour_records`,
`tour_progress`, `tour_judging`, `tour_meeting`, `tour_papers`, `tour_recognition`,
`tour_chain`). A step that fails ends the walk with its name and exit code 1.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from danvan_desktop.paths import DataFolder
from danvan_desktop.saving import replacing
from danvan_desktop.services import backup, programmes, sample
from danvan_desktop.services.office import OfficeDraft
from danvan_desktop.services.sample import Sample
from danvan_desktop.services.session import Clock, open_session
from danvan_desktop.ui import (
    application,
    tour_chain,
    tour_judging,
    tour_meeting,
    tour_office,
    tour_papers,
    tour_progress,
    tour_recognition,
    tour_records,
)
from danvan_desktop.ui.desk import Desk
from danvan_desktop.ui.tour_album import Album, StepFailed
from danvan_desktop.ui.tour_messages import TourMessages

WINDOW = (1366, 768)


def run(
    out: Path,
    *,
    today: date | None,
    programmes: Sequence[str],
    platform: str,
    say: Callable[[str], None],
) -> int:
    """Walk through the named programmes, or all that are shipped. Returns the exit code.

    Raises `UserError` for a programme without sample data, before anything is written.
    """
    wanted = [sample.sample(name) for name in programmes or _shipped()]
    out.mkdir(parents=True, exist_ok=True)
    application.make(["danvan"], platform=_with_laptop_screen(platform, out))
    walked: list[dict[str, Any]] = []
    failure = ""
    for found in wanted:
        try:
            walked.append(_walk(out / found.programme, found, today))
        except StepFailed as error:
            failure = str(error)
            say(failure)
            break
        say(f"{found.programme}: {walked[-1]['seconds']} s, {len(walked[-1]['files'])} tệp")
    _write_summary(out / "summary.json", walked, failure)
    return 1 if failure else 0


def _with_laptop_screen(platform: str, out: Path) -> str:
    """The offscreen platform with a laptop's screen, so that dialogs find their true room.

    Qt parts the platform's words by colons; where the path holds one, its own screen must do.
    """
    if platform not in ("", "offscreen"):
        return platform
    path = out / "screen.json"
    screen = {"name": "laptop", "x": 0, "y": 0, "width": WINDOW[0], "height": WINDOW[1]}
    path.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    with suppress(ValueError):  # another drive on Windows has no relative path
        relative = os.path.relpath(path)
        if ":" not in relative:
            return f"offscreen:configfile={relative}"
    return "offscreen"


def _shipped() -> list[str]:
    return [source.id for source in programmes.shipped()]


def _write_summary(path: Path, walked: list[dict[str, Any]], failure: str) -> None:
    summary = {"ok": not failure, "failure": failure, "programmes": walked}
    text = json.dumps(summary, ensure_ascii=False, indent=2, sort_keys=True)
    with replacing(path) as temporary:
        temporary.write_text(text + "\n", encoding="utf-8")


def _walk(folder: Path, found: Sample, today: date | None) -> dict[str, Any]:
    """One programme from first start to the level above; what its summary says."""
    started = time.monotonic()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = replace(found, today=today or found.today)
    album = Album(found.programme, folder, TourMessages())
    with tempfile.TemporaryDirectory(prefix="danvan-tour-") as data:
        below, above = Path(data) / "cấp dưới", Path(data) / "cấp trên"
        key = _lower_office(album, found, below)
        _upper_office(album, found, above, key)
        if found.decides == "upper":
            _decision_comes_back(album, found, below)
    return {
        "programme": found.programme,
        "year": found.year,
        "today": found.today.isoformat(),
        "offices": {
            role: {
                "name": office.bodies[0].name,
                "unit": office.unit.name,
                "decides": role == found.decides,
            }
            for role, office in (("lower", found.lower), ("upper", found.upper))
        },
        "registrations": len(found.lines),
        "steps": album.steps,
        "files": album.files(),
        "seconds": round(time.monotonic() - started, 2),
    }


def _lower_office(album: Album, found: Sample, folder: Path) -> str:
    """The office that enters the records; gives back its key as read out on the telephone."""
    with _office(album, found, folder, found.lower, "lower") as desk:
        with album.step("lower: plan of the year"):
            tour_papers.issue_plan(album, desk)
        with album.step("lower: registrations"):
            tour_records.register_all(album, desk, found)
        with album.step("lower: following the work"):
            tour_progress.follow_work(album, desk, found, folder.parent)
            tour_progress.confirm_all(album, desk, found)
        with album.step("lower: papers and workbook"):
            tour_records.print_papers(album, desk)
        with album.step("lower: self-assessment"):
            tour_judging.assess_self(album, desk)
        with album.step("lower: appraisal"):
            tour_judging.appraise_all(album, desk)
        if found.decides == "lower":
            _decide(album, desk, "lower")
        else:
            with album.step("lower: proposal"):
                tour_progress.propose_all(album, desk, found)
        with album.step("lower: overview and calendar"):
            tour_chain.look_around(album, desk)
        with album.step("lower: export"):
            return tour_chain.send(album, desk, found)


def _upper_office(album: Album, found: Sample, folder: Path, key: str) -> None:
    """The level above: receives, and decides where the authority is its own."""
    with _office(album, found, folder, found.upper, "upper") as desk:
        with album.step("upper: receive"):
            tour_chain.receive(album, desk, found, key)
        if found.decides == "upper":
            with album.step("upper: appraisal"):
                tour_judging.appraise_all(album, desk)
            _decide(album, desk, "upper")
        with album.step("upper: overview and calendar"):
            tour_chain.look_around(album, desk)


def _decision_comes_back(album: Album, found: Sample, folder: Path) -> None:
    """The office below opens its folder again and enters by hand what was decided above it."""
    step = album.step("lower: decision from above")
    with _office(album, found, folder, None, "lower") as desk, step:
        tour_recognition.enter_from_above(album, desk, found)


def _decide(album: Album, desk: Desk, role: str) -> None:
    with album.step(f"{role}: review meeting"):
        tour_meeting.hold_meeting(album, desk)
    with album.step(f"{role}: decision"):
        tour_recognition.decide(album, desk)
    with album.step(f"{role}: certificates"):
        tour_recognition.certify(album, desk)


@contextmanager
def _office(
    album: Album, found: Sample, folder: Path, new: OfficeDraft | None, role: str
) -> Iterator[Desk]:
    """A data folder with its window open, set up first when `new`; examined at the end."""
    session = open_session(DataFolder(folder), Clock.fixed(found.today))
    try:
        if new is not None:
            with album.step(f"{role}: first start"):
                tour_office.first_start(album, session, new, found)
        desk = Desk(session, album.messages)
        desk.window.resize(*WINDOW)
        desk.open()
        try:
            if new is not None:
                _set_up(album, desk, found, new, role)
            yield desk
        finally:
            desk.close()
        with album.step(f"{role}: health check"):
            album.expect(backup.doctor(session), [], "doctor")
    finally:
        session.close()


def _set_up(album: Album, desk: Desk, found: Sample, office: OfficeDraft, role: str) -> None:
    with album.step(f"{role}: settings"):
        tour_office.add_places(album, desk, office)
        tour_office.set_header(album, desk, office)
        if role == found.decides:
            tour_office.set_authority(album, desk, found)
