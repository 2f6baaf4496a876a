"""The wheel carries all it needs: it is built, installed away from the checkout, and asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    """Output of a command that must succeed, without anything of ours in its environment."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python of a new environment that holds our wheel and sees the libraries of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    run(sys.executable, *build, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "env", cwd=folder)
    scripts = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    python = scripts / ("python.exe" if sys.platform == "win32" else "python")
    install = ("-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel)
    run(sys.executable, *install, cwd=folder)
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run(python, "-c", ask, cwd=folder).strip())
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
    return python


def test_the_wheel_brings_its_resources(installed: Path, tmp_path: Path) -> None:
    ask = (
        "from danvan_desktop.paths import resources; folder = resources();"
        "print(folder.name, *sorted(f.name for f in (folder / 'fonts').glob('Tinos*')))"
    )
    assert run(installed, "-c", ask, cwd=tmp_path).split() == [
        "_resources",
        "Tinos-Bold.ttf",
        "Tinos-BoldItalic.ttf",
        "Tinos-Italic.ttf",
        "Tinos-Regular.ttf",
    ]


def test_the_wheel_is_the_one_that_is_asked(installed: Path, tmp_path: Path) -> None:
    ask = "import danvan_desktop; print(danvan_desktop.__file__)"
    where = Path(run(installed, "-c", ask, cwd=tmp_path).strip())
    assert where.is_relative_to(installed.parent.parent)


def test_the_installed_program_tests_itself(installed: Path, tmp_path: Path) -> None:
    suffix = ".exe" if sys.platform == "win32" else ""
    program = installed.with_name(f"danvan{suffix}")
    result = tmp_path / "kết quả.json"
    run(program, "--platform", "offscreen", "--selftest", result, cwd=tmp_path)
    found = json.loads(result.read_text(encoding="utf-8"))
    assert (found["ok"], Path(found["resources"]).name) == (True, "_resources")
