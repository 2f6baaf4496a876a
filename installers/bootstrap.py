"""Makes a checkout ready to run: Qt's system libraries, `.venv`, the pinned packages.

Owns set-up and nothing else; standard library only, since it runs before anything is installed.
The Makefile calls it when `.venv/.ready` is older than what it depends on; on Windows it is run by
hand: `py -3.11 installers\\bootstrap.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
READY = VENV / ".ready"
CONSTRAINTS = ["-c", "constraints.txt"]

# What the wheel of Qt 6.9 links to and does not bring, with the Debian package that has it.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}


def say(text: str) -> None:
    print(f"set-up: {text}", flush=True)


def missing_packages() -> list[str]:
    """Debian packages of the libraries that the loader does not know. Empty outside Linux."""
    if not sys.platform.startswith("linux"):
        return []
    ldconfig = shutil.which("ldconfig") or "/sbin/ldconfig"
    listing = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False)
    known = {line.split()[0] for line in listing.stdout.splitlines() if line.startswith("\t")}
    return sorted(package for library, package in LIBRARIES.items() if library not in known)


def install_packages(packages: list[str]) -> None:
    """Ask apt for the packages; where we may not, say what is missing and go on."""
    asked = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    root = os.geteuid() == 0
    if shutil.which("apt-get") is None or not (root or shutil.which("sudo")):
        say("these are missing, install them as root: " + " ".join(asked))
        return
    prefix = [] if root else ["sudo"]
    say("installing " + " ".join(packages))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], asked):
        if subprocess.run([*prefix, *command], env=environment, check=False).returncode != 0:
            say("failed: " + " ".join(command))


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def works(python: Path) -> bool:
    """True if that interpreter starts and has pip; one left by a moved folder does not."""
    if not python.exists():
        return False
    answer = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    return answer.returncode == 0


def make_venv() -> None:
    say(f"making {VENV.name} with Python {sys.version.split()[0]}")
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def install_python_packages() -> None:
    """The builder first, then the program, so that both come in the pinned versions."""
    pip = [venv_python(), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    say("installing the pinned packages")
    builder = ["hatchling", "editables"]
    subprocess.run([*pip, *CONSTRAINTS, *builder], cwd=ROOT, check=True)
    itself = ["--no-build-isolation", "-e", ".[dev]"]
    subprocess.run([*pip, *CONSTRAINTS, *itself], cwd=ROOT, check=True)


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may have an older one
        say("Python 3.11 or later is needed")
        return 1
    packages = missing_packages()
    needs_venv = not works(venv_python())
    if needs_venv and sys.platform != "win32" and find_spec("ensurepip") is None:
        packages.append(f"python3.{sys.version_info.minor}-venv")
    if packages:
        install_packages(packages)
    if needs_venv:
        make_venv()
    install_python_packages()
    READY.write_text("ready\n", encoding="utf-8")
    say("ready")
    return 0


if __name__ == "__main__":
    sys.exit(main())
