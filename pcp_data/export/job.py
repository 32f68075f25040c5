"""A large export in a process of its own, so that it holds nobody else's page up.

The process is the command line's `export`, so that both make the same file. When whoever asked
for it has gone, and with them the job, the process is stopped and its folder removed. As a server
may remember somebody long after their window was closed, no file is kept longer than an hour.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path

AT_ONCE = max(1, (os.cpu_count() or 2) - 1)
ROOT = Path(__file__).parents[2]
LONGEST_STOP_SECONDS = 5
KEPT_SECONDS = 3600
_running: list[subprocess.Popen] = []


@dataclass(eq=False)
class Job:
    """An export under way. Its folder, with the file in it, goes when the job is let go."""

    file_name: str
    process: subprocess.Popen
    folder: tempfile.TemporaryDirectory

    @property
    def path(self) -> Path:
        """Return the file that is being written."""
        return Path(self.folder.name) / self.file_name

    @property
    def is_running(self) -> bool:
        """Return whether the process still works."""
        return self.process.poll() is None

    @property
    def is_done(self) -> bool:
        """Return whether the file is there, whole."""
        return self.process.poll() == 0 and self.path.exists()

    @property
    def rows(self) -> int:
        """Return how many rows are written so far."""
        counts = [line for line in self._said("rows.txt").splitlines() if line.isdigit()]
        return int(counts[-1]) if counts else 0

    @property
    def trouble(self) -> str:
        """Return what the process said when it went wrong, or that the file has been let go."""
        if not Path(self.folder.name).exists():
            return "It is kept for an hour at most: make it again."
        return self._said("trouble.txt").strip()

    def cancel(self) -> None:
        """Stop the process and let its file go."""
        _let_go(self.process, self.folder)

    def _said(self, name: str) -> str:
        path = Path(self.folder.name) / name
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def has_room() -> bool:
    """Return whether another export may start: some of the machine is kept for the pages."""
    _running[:] = [one for one in _running if one.poll() is None]
    return len(_running) < AT_ONCE


def start(link: str, file_name: str, database: str, *, charts: bool = False) -> Job:
    """Start writing the workbook (or CSV, Parquet) of a page's link; return at once.

    Raises OSError where there is no room for a folder to write in.
    """
    folder = tempfile.TemporaryDirectory(prefix="pcp-export-", ignore_cleanup_errors=True)
    command = [
        *(sys.executable, "-m", "pcp_data", "export", "--view", link, "--progress"),
        *("--to", str(Path(folder.name) / file_name), "--database", database),
        *(["--charts"] if charts else []),
    ]
    said = (Path(folder.name) / name for name in ("rows.txt", "trouble.txt"))
    with next(said).open("wb") as rows, next(said).open("wb") as trouble:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            # What is written on the way lies in the folder too, and goes with it.
            env=os.environ | {"TMPDIR": folder.name},
            stdin=subprocess.DEVNULL,
            stdout=rows,
            stderr=trouble,
        )
    job = Job(file_name, process, folder)
    weakref.finalize(job, _let_go, process, folder)
    limit = threading.Timer(KEPT_SECONDS, _let_go, (process, folder))
    limit.daemon = True
    limit.start()
    _running.append(process)
    return job


def _let_go(process: subprocess.Popen, folder: tempfile.TemporaryDirectory) -> None:
    """Stop a process, by force if it does not, and remove its folder."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=LONGEST_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    folder.cleanup()
