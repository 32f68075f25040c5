"""What tells the code that made a database from any other, so that none is read by another."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from pcp_data import sql

PACKAGE = Path(__file__).parent
FROM_FILE_TO_TABLE = ("define", "importers", "intake")
ASKED_OF_A_DATABASE = {"pages", "explore"}


@cache
def code_digest() -> str:
    """Return the SHA-256 of the code and SQL that decide what a database holds.

    It is that of the code as it stood when first asked, and the same whatever ends its lines, as
    a database may be built on one kind of machine and read on another.
    """
    folders = [PACKAGE, *(PACKAGE / one for one in FROM_FILE_TO_TABLE)]
    paths = [path for folder in folders for path in folder.glob("*.py")]
    paths += [
        path
        for path in sql.QUERIES.rglob("*.sql")
        if path.relative_to(sql.QUERIES).parts[0] not in ASKED_OF_A_DATABASE
    ]
    digest = hashlib.sha256()
    for path in sorted(paths, key=Path.as_posix):
        digest.update(path.read_text(encoding="utf-8").encode())
    return digest.hexdigest()


def made_by_this(made_by: str) -> bool:
    """Return whether the digest in a database's build_info names this very code."""
    return made_by.endswith(f"-{code_digest()}")


def build_digest(definitions: str) -> str:
    """Return what changes whenever the same files would give another database."""
    return f"{definitions}-{code_digest()}"
