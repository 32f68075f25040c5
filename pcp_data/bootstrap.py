"""The README's two commands, `start` and `test`, from a bare Python to a running dashboard.

Standard library only: on a fresh machine nothing else is there yet.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

from pcp_data import environment
from pcp_data.environment import ROOT, SetupProblem

FIRST_PORT = 8501
PORTS_TO_TRY = 100
SECONDS_TO_WAIT = 60
# One more than the two processors that a small machine has: tests in a browser wait a good part of
# their time.
WORKERS = "3"


def main(arguments: list[str]) -> int:
    """Run `start …` or `test …`; return the exit status."""
    command, *rest = arguments
    try:
        return start(rest) if command == "start" else test(rest)
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    return 1


def start_parser() -> argparse.ArgumentParser:
    """Return the options of `start`."""
    parser = argparse.ArgumentParser(
        prog="python -m pcp_data start",
        description="Make the environment if there is none, build the database if there is none, "
        "and open the dashboard. Stop it with Ctrl+C.",
    )
    parser.add_argument("--database", metavar="FILE", help="instead of data/pcp.duckdb")
    parser.add_argument(
        "--port", type=int, help=f"instead of the first free one from {FIRST_PORT} on"
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    return parser


def start(arguments: list[str]) -> int:
    """Make what is missing, then run the dashboard until it is stopped."""
    options = start_parser().parse_args(arguments)
    python = environment.ensure_python("run")
    variables = child_variables(options.database)
    if not has_database(python, variables):
        print("There is no database that this version can read: building it.", flush=True)
        status = subprocess.call([str(python), "-m", "pcp_data", "build"], cwd=ROOT, env=variables)
        if status != 0:
            print("The database could not be built; see above.", file=sys.stderr)
            return status
    return serve(python, free_port(options.port), variables, not options.no_browser)


def test(arguments: list[str]) -> int:
    """Run pytest with these arguments, all tests without any; return its exit status."""
    python = environment.ensure_python("test")
    chosen = any(argument.startswith(("-n", "--numprocesses")) for argument in arguments)
    workers = [] if chosen else ["-n", WORKERS, "--dist", "worksteal"]
    command = [str(python), "-m", "pytest", *workers, *arguments]
    return subprocess.call(command, cwd=ROOT, env=child_variables())


def child_variables(database: str | None = None) -> dict[str, str]:
    """Return the environment variables for our own child processes.

    They run in the product's folder, so a path given relative to the user's is made absolute.
    """
    variables = dict(os.environ)
    variables.pop("PYTHONHOME", None)
    before = variables.get("PYTHONPATH")
    variables["PYTHONPATH"] = os.pathsep.join([str(ROOT), *([before] if before else [])])
    # Whatever the console's code page is, a path or a "…" must not end the program.
    variables["PYTHONIOENCODING"] = "utf-8:replace"
    chosen = database or variables.get("PCP_DATABASE")
    if chosen:
        variables["PCP_DATABASE"] = str(Path(chosen).expanduser().absolute())
    return variables


def has_database(python: Path, variables: dict[str, str]) -> bool:
    """Return whether there is a database that opens."""
    command = [str(python), "-m", "pcp_data", "info"]
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True).returncode == 0


def free_port(wanted: int | None) -> int:
    """Return the port asked for, else the first free one; SetupProblem if there is none."""
    for port in [wanted] if wanted else range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY):
        if is_free(port):
            return port
    asked = f"Port {wanted}" if wanted else f"Every port from {FIRST_PORT} on"
    raise SetupProblem(
        f"{asked} is in use by another program. Choose another: --port {(wanted or 8600) + 1}"
    )


def is_free(port: int) -> bool:
    """Return whether nothing on this machine listens on that port."""
    try:
        # By name, so that IPv4 and IPv6 are both asked.
        with socket.create_connection(("localhost", port), timeout=0.5):
            return False
    except OSError:
        return True


def serve(python: Path, port: int, variables: dict[str, str], open_browser: bool) -> int:
    """Run Streamlit, say where it is, and wait until it ends; return its exit status."""
    command = [str(python), "-m", "streamlit", "run", str(ROOT / "app.py")]
    # Headless, or else Streamlit's first start waits for an e-mail address to be typed in.
    command += ["--server.port", str(port), "--server.headless", "true"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        if not wait_until_up(server, address):
            print("The dashboard did not start; see above.", file=sys.stderr)
            return server.poll() or 1
        print(f"The dashboard is at {address}\nStop it with Ctrl+C.", flush=True)
        if open_browser:
            webbrowser.open(address)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()


def wait_until_up(server: subprocess.Popen, address: str) -> bool:
    """Return whether the server answered before it ended or the time was up."""
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while server.poll() is None and time.monotonic() < deadline:
        try:
            # Never through a proxy: it is this machine.
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(f"{address}/_stcore/health", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False
