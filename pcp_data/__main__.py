"""`python -m pcp_data COMMAND`: the way in. Works in a bare Python until a command needs more."""

from __future__ import annotations

import os
import subprocess
import sys

from pcp_data import bootstrap, cli, environment

NEEDED_BY_COMMANDS = ("duckdb", "pandas", "python-calamine", "tqdm")
NO_ENVIRONMENT = (
    "This Python lacks what the dashboard needs. Either run `python -m pcp_data start` once, which "
    "makes an environment beside the code that all commands then use, or "
    "`python -m pip install -r requirements.txt`."
)


def main(arguments: list[str]) -> int:
    """Run one command; return its exit status."""
    try:
        environment.require_supported_python()
    except environment.SetupProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    if arguments[:1] in (["start"], ["test"]):
        return bootstrap.main(arguments)
    if all(environment.installed_version(package) for package in NEEDED_BY_COMMANDS):
        return cli.main(arguments)
    # Help and wrong usage need no environment; this ends the program for both.
    cli.parser().parse_args(arguments)
    return run_in_environment(arguments)


def run_in_environment(arguments: list[str]) -> int:
    """Run the command by the Python of `.venv`, if there is one; return its exit status."""
    python = environment.ready_python("run")
    if python is None:
        print(NO_ENVIRONMENT, file=sys.stderr)
        return 1
    command = [str(python), "-m", "pcp_data", *arguments]
    variables = bootstrap.child_variables()
    if os.name == "nt":
        return subprocess.call(command, env=variables)
    # One process, so that whoever ends this command ends the work too.
    os.execve(python, command, variables)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
