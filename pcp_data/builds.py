"""Where builds stand on disk: each under a name of its own, one of them current.

What stands at the database's path is a symbolic link to the current build, so that any DuckDB
client opens it and a running reader keeps its own. Where links need rights the user lacks
(Windows), a small pointer file beside it names the current build instead.
"""

from __future__ import annotations

import contextlib
import os
import re
import uuid
from pathlib import Path

UNFINISHED = re.compile(r"^\.build-(\d+)-[0-9a-f]+$")
TARGET = "target.txt"


def folder(database: Path) -> Path:
    """Return the folder that holds the builds of a database."""
    return database.with_name(database.name + ".builds")


def pointer(database: Path) -> Path:
    """Return the file that names the current build where links cannot be made."""
    return database.with_name(database.name + ".current")


def current(database: Path) -> Path | None:
    """Return the real path of the current build, or None when there is none."""
    if pointer(database).is_file():
        named = folder(database) / pointer(database).read_text(encoding="utf-8").strip()
        return named if named.is_file() else None
    real = Path(os.path.realpath(database))
    return real if real.is_file() else None


def new_workspace(database: Path) -> Path:
    """Return a new folder for one unfinished build, named so that its litter can be told."""
    workspace = folder(database) / f".build-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    workspace.mkdir(parents=True)
    return workspace


def hold(database: Path, workspace: Path) -> Path | None:
    """Return a path to the current build that stays, also when another build replaces it.

    It is a second name for the same file; where the system has none, the file's own path.
    """
    held = workspace / "earlier.duckdb"
    for _ in range(5):
        target = current(database)
        if target is None:
            return None
        try:
            os.link(target, held)
        except FileNotFoundError:
            continue  # replaced and removed in this instant: there is a newer one
        except OSError:
            return target
        return held
    return None


def publish(workspace: Path, database: Path, build_id: str) -> Path:
    """Move the finished `new.duckdb` of a workspace in place as the current build; return where.

    Readers see the old build or the new one, never anything between: the last step is one rename.
    """
    target = folder(database) / f"{build_id}.duckdb"
    # Another build that clears up must not take this one for an old one before it is current.
    (workspace / TARGET).write_text(target.name, encoding="utf-8")
    os.replace(workspace / "new.duckdb", target)
    link = workspace / "link"
    try:
        os.symlink(os.path.relpath(target, database.parent), link)
    except OSError:
        _point(database, target, workspace)
    else:
        os.replace(link, database)
        pointer(database).unlink(missing_ok=True)
    return target


def _point(database: Path, target: Path, workspace: Path) -> None:
    fresh = workspace / "pointer"
    fresh.write_text(target.name, encoding="utf-8")
    os.replace(fresh, pointer(database))


def clear_litter(database: Path) -> None:
    """Remove earlier builds and what killed builds left behind; leave what is in use.

    A running build is known by its process; an old build that a reader still holds goes on being
    readable where the system allows that, and is left for the next time where it does not.
    """
    # In this order: what is listed and neither being published nor current is old for certain.
    found = list(folder(database).glob("*"))
    unfinished = [path for path in found if UNFINISHED.match(path.name)]
    keep = {_being_published(path) for path in unfinished if _is_running(path)}
    standing = current(database)
    for path in found:
        if path in unfinished and not _is_running(path):
            remove_workspace(path)
        elif path.suffix == ".duckdb" and path.name not in keep and path != standing:
            with contextlib.suppress(OSError):
                path.unlink()


def _being_published(workspace: Path) -> str:
    try:
        return (workspace / TARGET).read_text(encoding="utf-8")
    except OSError:
        return ""


def remove_workspace(workspace: Path) -> None:
    """Remove a workspace with all in it, as far as the system lets us."""
    for path in sorted(workspace.rglob("*"), reverse=True):
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    # The folder of builds goes too where it is left empty: a failed first build changes nothing.
    for path in (workspace, workspace.parent):
        with contextlib.suppress(OSError):
            path.rmdir()


def _is_running(workspace: Path) -> bool:
    process = int(UNFINISHED.match(workspace.name)[1])
    if os.name == "nt":
        # Signal 0 would end the process there; a file in use cannot be removed there anyway.
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
