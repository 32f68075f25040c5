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


def publish(finished: Path, database: Path, build_id: str) -> Path:
    """Move a finished build in place and make it the current one; return where it stands.

    Readers see the old build or the new one, never anything between: the last step is one rename.
    """
    target = folder(database) / f"{build_id}.duckdb"
    os.replace(finished, target)
    link = folder(database) / f".link-{build_id}"
    try:
        os.symlink(os.path.relpath(target, database.parent), link)
    except OSError:
        _point(database, target)
    else:
        os.replace(link, database)
        pointer(database).unlink(missing_ok=True)
    return target


def _point(database: Path, target: Path) -> None:
    fresh = pointer(database).with_name(f".{pointer(database).name}-{target.stem}")
    fresh.write_text(target.name, encoding="utf-8")
    os.replace(fresh, pointer(database))


def clear_litter(database: Path) -> None:
    """Remove earlier builds and what killed builds left behind; leave what is in use.

    A running build is known by its process; an old build that a reader still holds goes on being
    readable where the system allows that, and is left for the next time where it does not.
    """
    keep = current(database)
    for path in folder(database).glob("*"):
        unfinished = UNFINISHED.match(path.name)
        if unfinished and not _is_running(int(unfinished[1])):
            remove_workspace(path)
        elif path.suffix == ".duckdb" and path != keep:
            with contextlib.suppress(OSError):
                path.unlink()


def remove_workspace(workspace: Path) -> None:
    """Remove a workspace with all in it, as far as the system lets us."""
    for path in sorted(workspace.rglob("*"), reverse=True):
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
    with contextlib.suppress(OSError):
        workspace.rmdir()


def _is_running(process: int) -> bool:
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
