"""The commands on files and the database: `build`, `check`, `info`, `export`, `brief`.

What needs a package is imported where it is used, so that help and wrong usage are answered in a
bare Python too.

Exit status: 0 done, even where rows or files were refused; 1 nothing done (for `check`: something
would be refused); 2 wrong usage.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pcp_data import __version__
from pcp_data.problems import DataProblem, Problem
from pcp_data.report import build_lines, check_lines


def main(arguments: list[str]) -> int:
    """Run one command; return its exit status (argparse itself leaves with 2 on wrong usage)."""
    for stream in (sys.stdout, sys.stderr):
        # A file name that the console cannot show must not end the program.
        stream.reconfigure(errors="replace")
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except DataProblem as problem:
        print(problem, file=sys.stderr)
    except OSError as error:
        print(system_problem(error), file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. Nothing was changed.", file=sys.stderr)
    return 1


def system_problem(error: OSError) -> Problem:
    """Return a full disk, a missing right and the like in our own form."""
    return Problem(
        str(error.filename or "The system"),
        error.strerror or str(error),
        "files that can be read and written, and room for them",
        "Nothing was changed: put this right and run the same command again.",
    )


@contextmanager
def system_faults() -> Iterator[None]:
    """Turn what DuckDB says of a full disk or too little memory into an OSError."""
    import duckdb

    kinds = (
        duckdb.IOException,
        duckdb.TransactionException,
        duckdb.OutOfMemoryException,
        duckdb.FatalException,
    )
    try:
        yield
    except kinds as error:
        raise OSError(str(error)) from error


def parser() -> argparse.ArgumentParser:
    """Return the whole command line."""
    top = argparse.ArgumentParser(
        prog="python -m pcp_data",
        description="Police and Crime Plan dashboard: from files as published to figures.",
        epilog="COMMAND --help says more about each.",
    )
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    # These two are run by pcp_data.bootstrap, before any package is there; listed for the help.
    commands.add_parser("start", help="make what is missing and open the dashboard")
    commands.add_parser("test", help="run all tests; what follows goes to pytest")
    add_build(commands)
    add_check(commands)
    add_info(commands)
    add_export(commands)
    add_brief(commands)
    return top


def add_build(commands: argparse._SubParsersAction) -> None:
    """Add `build`."""
    command = commands.add_parser(
        "build",
        help="read folders of files into a new database and swap it in",
        description="Read every recognised file under the folders (CSV, XLSX, XLS, ODS, also in a "
        "ZIP; known by content, not name), check, and swap the new database in whole. Where two "
        "releases compete, a later FOLDER beats an earlier one.",
    )
    command.add_argument(
        "folders",
        nargs="*",
        metavar="FOLDER",
        type=existing_folder,
        help="without any: the folders this database was last built from, or else sample_data",
    )
    add_database(command)
    add_rules(command)
    command.add_argument(
        "--verify", action="store_true", help="compare the contents of files that look unchanged"
    )
    command.set_defaults(run=run_build)


def add_check(commands: argparse._SubParsersAction) -> None:
    """Add `check`."""
    command = commands.add_parser(
        "check",
        help="say what a build would do with these files, and change nothing",
        description="Read and validate files without changing anything. Exit status 1 if anything "
        "would be refused.",
    )
    command.add_argument("files", nargs="+", metavar="FILE", type=existing_file)
    command.add_argument(
        "--refused",
        metavar="FILE",
        type=Path,
        help="write every refused row there as CSV: file, line, reason and text",
    )
    add_rules(command)
    command.set_defaults(run=run_check)


def add_info(commands: argparse._SubParsersAction) -> None:
    """Add `info`."""
    command = commands.add_parser(
        "info",
        help="say what is in the database",
        description="Say what is in the database: sources, months, files, rows, when it was built, "
        "made-up or real.",
    )
    add_database(command)
    command.set_defaults(run=run_info)


def add_export(commands: argparse._SubParsersAction) -> None:
    """Add `export`."""
    command = commands.add_parser(
        "export",
        help="write the workbook of a page",
        description="Write what a page shows as an Excel workbook. From Explore also as CSV or "
        "Parquet, by the ending of FILE.",
    )
    command.add_argument(
        "--view",
        required=True,
        metavar="LINK",
        help="the page's link or its part after the question mark (of Overview), in quotes, such "
        'as "measure?plan=2021-24&month=2023-01"',
    )
    command.add_argument("--to", required=True, metavar="FILE", type=Path)
    command.add_argument("--charts", action="store_true", help="add Excel charts")
    command.add_argument("--progress", action="store_true", help="print rows written as they are")
    add_database(command)
    command.set_defaults(run=run_export)


def add_brief(commands: argparse._SubParsersAction) -> None:
    """Add `brief`."""
    command = commands.add_parser(
        "brief",
        help="write a meeting's briefing",
        description="Write the briefing that the Briefing page gives for its link as a Word "
        "document.",
    )
    command.add_argument(
        "--view",
        required=True,
        metavar="LINK",
        help="the page's link or its part after the question mark, in quotes, such as "
        '"plan=2021-24&month=2023-01&meeting=community-outcomes&subject=neighbourhood-crime"',
    )
    command.add_argument("--to", required=True, metavar="FILE", type=Path)
    add_database(command)
    command.set_defaults(run=run_brief)


def add_database(command: argparse.ArgumentParser) -> None:
    """Add --database."""
    command.add_argument(
        "--database",
        metavar="FILE",
        type=Path,
        help="instead of data/pcp.duckdb or the environment variable PCP_DATABASE",
    )


def add_rules(command: argparse.ArgumentParser) -> None:
    """Add what decides how files are judged."""
    command.add_argument(
        "--definitions",
        metavar="FOLDER",
        type=existing_folder,
        help="measures, plans and code lists of another force",
    )
    command.add_argument(
        "--as-at",
        metavar="DATE",
        type=iso_date,
        help="the day by which a month is in the future, such as 2024-04-30; default: today",
    )


def run_build(options: argparse.Namespace) -> int:
    """Build, saying one line per file."""
    from pcp_data.build import build
    from pcp_data.database import default_path
    from pcp_data.progress import Progress

    with system_faults(), Progress() as progress:
        report = build(
            folders=options.folders,
            database=options.database or default_path(),
            definitions=options.definitions,
            as_at=options.as_at,
            verify=options.verify,
            progress=progress,
        )
    print(*build_lines(report), sep="\n")
    return 0


def run_check(options: argparse.Namespace) -> int:
    """Say what would happen to each file."""
    from pcp_data.build import check

    if options.refused and options.refused.resolve() in {one.resolve() for one in options.files}:
        print(f"--refused {options.refused} is one of the files to check", file=sys.stderr)
        return 2
    with system_faults():
        reports = check(options.files, options.definitions, options.as_at, options.refused)
    print(*check_lines(reports), sep="\n")
    if options.refused:
        has_rows = any(report.rows_rejected for report in reports)
        to = options.refused
        print(f"The refused rows, with their reasons, are in {to}" if has_rows else
              f"{to} has no row below its headings")  # fmt: skip
    return 1 if any(report.refused for report in reports) else 0


def run_info(options: argparse.Namespace) -> int:
    """Say what is in the database."""
    from pcp_data.database import default_path
    from pcp_data.info import lines

    print(*lines(options.database or default_path()), sep="\n")
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write the workbook of a page."""
    from pcp_data.export.command import export

    said = export(
        options.view,
        options.to,
        database_path=options.database,
        charts=options.charts,
        progress=options.progress,
    )
    print(*said, sep="\n")
    return 0


def run_brief(options: argparse.Namespace) -> int:
    """Write the briefing of a link."""
    from pcp_data.briefing.command import brief

    print(*brief(options.view, options.to, database_path=options.database), sep="\n")
    return 0


def existing_folder(text: str) -> Path:
    """Return a folder that exists; wrong usage otherwise."""
    path = Path(text).expanduser()
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    return path


def existing_file(text: str) -> Path:
    """Return a file that exists; wrong usage otherwise."""
    path = Path(text).expanduser()
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path


def iso_date(text: str) -> datetime.date:
    """Return a date written as 2024-04-30; wrong usage otherwise."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2024-04-30") from None
