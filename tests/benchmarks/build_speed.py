"""How long a build takes beside DuckDB's own reading of the same files, as whole commands.

    python -m tests.benchmarks.build_speed [--rows 1000000 10000000] [--runs 3] [--folder FOLDER]

Prints, for each size, the median wall time of both, their ratio pair by pair, the time of a
rebuild with nothing changed, and the peak memory of the build.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.street_rows import make

ROOT = Path(__file__).resolve().parents[2]
PLAIN = (
    "import duckdb, sys; c = duckdb.connect(sys.argv[1]); c.execute('create table street as select"
    " * from read_csv(\\'' + sys.argv[2] + '/*.csv\\', all_varchar = true)'); c.close()"
)


def run(command: list[str]) -> tuple[float, float]:
    """Return the wall seconds and the peak memory in MB of a command."""
    started = time.monotonic()
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return time.monotonic() - started, usage.ru_maxrss / 1024


def measure(rows: int, runs: int, folder: Path) -> None:
    """Print the figures of one size."""
    files = folder / f"street-{rows}"
    make(rows, files)
    plain, ours, again, memory, ratios = [], [], [], [], []
    for _ in range(runs):
        work = folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        seconds, _ = run([sys.executable, "-c", PLAIN, str(work / "plain.duckdb"), str(files)])
        plain.append(seconds)
        build = [sys.executable, "-m", "pcp_data", "build", str(files)]
        build += ["--database", str(work / "pcp.duckdb")]
        seconds, peak = run(build)
        ours.append(seconds)
        memory.append(peak)
        ratios.append(seconds / plain[-1])
        again.append(run(build)[0])
    print(
        f"{rows:,} rows: DuckDB alone {statistics.median(plain):.1f} s, "
        f"build {statistics.median(ours):.1f} s, "
        f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}), "
        f"rebuild with nothing changed {statistics.median(again):.2f} s "
        f"({statistics.median(again) / statistics.median(ours):.3f} of the first), "
        f"peak memory {max(memory):,.0f} MB",
        flush=True,
    )


def main() -> None:
    """Measure every size asked for."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "pcp-bench")
    chosen = options.parse_args()
    for rows in chosen.rows:
        measure(rows, chosen.runs, chosen.folder)


if __name__ == "__main__":
    main()
