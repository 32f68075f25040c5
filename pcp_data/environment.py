"""The Python environment that the dashboard runs in. Standard library only.

A half-made environment (the power failed, somebody pressed Ctrl+C) is known by the mark that
stands in it until pip has finished, and is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
PURPOSES = {"run": "requirements.txt", "test": "requirements-test.txt"}
UNFINISHED = "pcp-data-unfinished"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;#]+)\s*(;)?")


class SetupProblem(Exception):
    """Why no environment could be had, and what to do about it."""


def require_supported_python(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    """Raise SetupProblem if this Python is older than the product can run on."""
    if version[:2] < OLDEST_PYTHON:
        raise SetupProblem(
            f"This is Python {'.'.join(map(str, version))}. The dashboard needs Python "
            f"{'.'.join(map(str, OLDEST_PYTHON))} or later: install one from "
            "https://www.python.org/downloads/ and use it for this command."
        )


def pins(purpose: str, root: Path = ROOT) -> dict[str, str]:
    """Return the exact version of each package for "run" or "test".

    Packages that only some operating systems need are left to pip.
    """
    names = ["requirements.txt"] if purpose == "run" else list(PURPOSES.values())
    found = {}
    for name in names:
        for line in (root / name).read_text(encoding="utf-8").splitlines():
            pin = PIN.match(line)
            if pin and not pin.group(3):
                found[pin.group(1)] = pin.group(2)
    return found


def missing(purpose: str, root: Path = ROOT) -> list[str]:
    """Return the pinned packages that this very Python does not have in that version."""
    return [
        f"{name}=={version}"
        for name, version in pins(purpose, root).items()
        if installed_version(name) != version
    ]


def installed_version(package: str) -> str | None:
    """Return the version this Python has of a package, or None."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def folder(root: Path = ROOT) -> Path:
    """Return where the product's own environment stands: beside the code."""
    return root / ".venv"


def python_in(environment: Path) -> Path:
    """Return the Python of an environment on this operating system."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ready_python(purpose: str, root: Path = ROOT) -> Path | None:
    """Return a Python that has everything now: this one, else that of `.venv`, else None."""
    if not missing(purpose, root):
        return Path(sys.executable)
    environment = folder(root)
    python = python_in(environment)
    if (environment / UNFINISHED).exists() or not python.exists():
        return None
    if stamp_is_current(environment, purpose, root) or has_everything(python, purpose, root):
        return python if works(python) else None
    return None


def ensure_python(purpose: str, root: Path = ROOT) -> Path:
    """Return a Python that has everything, making or mending `.venv` where needed.

    Raises SetupProblem with what to do if that fails.
    """
    require_supported_python()
    python = ready_python(purpose, root)
    if python:
        return python
    if os.environ.get("PCP_NO_VENV"):
        raise SetupProblem(
            f"PCP_NO_VENV is set and this Python lacks {', '.join(missing(purpose, root))}. "
            f"Run: {sys.executable} -m pip install -r {PURPOSES[purpose]}"
        )
    with only_one_at_a_time(root):
        return ready_python(purpose, root) or make(purpose, root)


def make(purpose: str, root: Path = ROOT) -> Path:
    """Make or bring up to date the environment; return its Python."""
    environment = folder(root)
    python = python_in(environment)
    if (environment / UNFINISHED).exists() or not works(python):
        print(f"Making a Python environment in {environment}", flush=True)
        create(environment)
    mark = environment / UNFINISHED
    mark.touch()
    print("Installing what the dashboard needs (a few minutes, this once) …", flush=True)
    install(python, root / PURPOSES[purpose])
    digest = digest_of(purpose, root)
    (environment / f"pcp-data-{purpose}.stamp").write_text(digest, encoding="ascii")
    mark.unlink()
    print("The environment is ready.", flush=True)
    return python


def create(environment: Path) -> None:
    """Make an empty environment, in place of a half-made one."""
    environment.mkdir(exist_ok=True)
    # First of all, and not by venv's --clear, which would take the mark away: an environment
    # killed from here on must be known as half-made.
    (environment / UNFINISHED).touch()
    has_pip = importlib.util.find_spec("ensurepip") is not None
    if importlib.util.find_spec("venv") is None or not (has_pip or installed_version("pip")):
        raise SetupProblem(cannot_make_environments())
    command = [sys.executable, "-m", "venv", str(environment)]
    command = command if has_pip else [*command, "--without-pip"]
    # Again: what a killed command had started may still be writing, and ends soon.
    for seconds in (0, 3, 12):
        time.sleep(seconds)
        with contextlib.suppress(OSError):
            clear(environment)
            if subprocess.call(command) == 0:
                return
    raise SetupProblem(cannot_make_environments())


def clear(environment: Path) -> None:
    """Remove all of an environment but the mark that it is not finished."""
    for left_over in environment.iterdir():
        if left_over.is_dir() and not left_over.is_symlink():
            shutil.rmtree(left_over)
        elif left_over.name != UNFINISHED:
            left_over.unlink()


def cannot_make_environments() -> str:
    """Return what to do where Python was installed without its environment tools."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return (
        "This Python cannot make an environment (its venv and ensurepip parts are missing or "
        f"failed, see above). On Debian and Ubuntu: apt install python{version}-venv. Elsewhere: "
        "install Python from https://www.python.org/downloads/. Then run the same command again."
    )


def install(python: Path, requirements: Path) -> None:
    """Install the pinned requirements into that Python; raise SetupProblem if pip fails."""
    if subprocess.call([str(python), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0:
        pip = [str(python), "-m", "pip"]
    else:
        pip = [sys.executable, "-m", "pip", "--python", str(python)]
    options = ["--disable-pip-version-check", "--no-input"]
    if not sys.stdout.isatty():
        options += ["--quiet", "--progress-bar", "off"]
    if subprocess.call([*pip, "install", *options, "-r", str(requirements)]) != 0:
        raise SetupProblem(
            "The packages could not be installed; pip's own message is above. The first start "
            "needs a connection to the Python package index (https://pypi.org) or to your "
            "organisation's copy of it (set PIP_INDEX_URL, and PIP_PROXY behind a proxy). Then "
            "run the same command again: it goes on where it stopped."
        )


def works(python: Path) -> bool:
    """Return whether that Python starts and is new enough."""
    check = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        return subprocess.call([str(python), "-c", check], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def has_everything(python: Path, purpose: str, root: Path = ROOT) -> bool:
    """Return whether another Python has every pinned package: an environment made by hand has."""
    check = (
        "import pathlib, sys; sys.path.insert(0, sys.argv[1]); from pcp_data import environment; "
        "sys.exit(bool(environment.missing(sys.argv[2], pathlib.Path(sys.argv[3]))))"
    )
    command = [str(python), "-c", check, str(ROOT), purpose, str(root)]
    return works(python) and subprocess.call(command, stderr=subprocess.DEVNULL) == 0


def stamp_is_current(environment: Path, purpose: str, root: Path = ROOT) -> bool:
    """Return whether the environment was finished for exactly these requirements."""
    stamp = environment / f"pcp-data-{purpose}.stamp"
    return stamp.exists() and stamp.read_text(encoding="ascii") == digest_of(purpose, root)


def digest_of(purpose: str, root: Path = ROOT) -> str:
    """Return a fingerprint of the packages asked for, blind to comments and line ends."""
    wanted = sorted(f"{name}=={version}" for name, version in pins(purpose, root).items())
    return hashlib.sha256("\n".join(wanted).encode()).hexdigest()


@contextlib.contextmanager
def only_one_at_a_time(root: Path = ROOT) -> Iterator[None]:
    """Hold a lock that the operating system gives back even if this program is killed."""
    with (root / ".venv.lock").open("a+b") as lock:
        try:
            take(lock.fileno(), wait=False)
        except OSError:
            print("Another command is making the environment; waiting for it …", flush=True)
            take(lock.fileno(), wait=True)
        yield


def take(descriptor: int, wait: bool) -> None:
    """Lock an open file; raise OSError if it is taken and we may not wait."""
    if os.name == "nt":
        import msvcrt

        # LK_LOCK gives up after ten seconds, hence the repetition.
        while True:
            try:
                os.lseek(descriptor, 0, os.SEEK_SET)
                return msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    raise
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
