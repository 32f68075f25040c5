"""The command line: wrong usage, help, and what it says of each file."""

import argparse
import csv
import datetime
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pcp_data import bootstrap, cli
from pcp_data.environment import ROOT
from pcp_data.progress import Progress
from pcp_data.report import BuildReport, FileReport, Replacement, build_lines, check_lines
from tests.support import tiny_database

README = (ROOT / "README.md").read_text(encoding="utf-8")


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "pcp_data", *arguments],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
    )


def commands() -> dict[str, argparse.ArgumentParser]:
    """Each command with its own options."""
    (subcommands,) = (
        action for action in cli.parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    return {**subcommands.choices, "start": bootstrap.start_parser()}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "required: COMMAND"),
        (["biuld"], "invalid choice: 'biuld'"),
        (["build", "no_such_folder"], "there is no folder no_such_folder"),
        (["build", "README.md"], "there is no folder README.md"),
        (["build", "--as-at", "30/04/2024"], "30/04/2024 is not a date such as 2024-04-30"),
        (["build", "--definitions", "nowhere"], "there is no folder nowhere"),
        (["build", "--fast"], "unrecognized arguments: --fast"),
        (["check"], "required: FILE"),
        (["check", "no_such_file.csv"], "there is no file no_such_file.csv"),
        (["info", "--database"], "expected one argument"),
        (["start", "--port", "many"], "invalid int value: 'many'"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(arguments, said):
    result = run(*arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_help_names_every_command_and_ends_with_0():
    result = run("--help")
    assert result.returncode == 0
    for command in commands():
        assert re.search(rf"^    {command} +\w", result.stdout, re.MULTILINE), command


@pytest.mark.parametrize("command", commands())
def test_the_readme_gives_every_command_with_all_its_options(command):
    (row,) = re.findall(rf"^\| `({command}\b[^`]*)` \|", README, re.MULTILINE)
    options = {
        option
        for action in commands()[command]._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    }
    assert set(re.findall(r"--[a-z-]+", row)) == options


def test_every_command_and_option_says_what_it_does():
    for name, parser in commands().items():
        if name != "test":  # run by pcp_data.bootstrap, which hands everything on to pytest
            assert parser.description, name
        for action in parser._actions:
            assert action.help or action.metavar == "FILE", (name, action.dest)


def test_the_commands_of_the_readme_are_real():
    for command in re.findall(r"-m pcp_data ([a-z]+)", README):
        assert command in commands()


def test_info_without_a_database_says_what_to_do(tmp_path):
    result = run("info", PCP_DATABASE=str(tmp_path / "none.duckdb"))
    assert result.returncode == 1
    assert "python -m pcp_data build" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_place_that_cannot_be_written_is_said_in_one_line(tmp_path):
    (tmp_path / "file").touch()
    result = run("build", "sample_data", "--database", str(tmp_path / "file" / "pcp.duckdb"))
    assert result.returncode == 1
    assert "Nothing was changed" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("sample", "kind"),
    [(True, "All figures are MADE UP (sample data)"), (False, "All figures are real.")],
)
def test_info_says_what_is_in_the_database_and_whether_it_is_made_up(tmp_path, sample, kind):
    path = tiny_database.make(tmp_path / "pcp.duckdb", sample=sample)
    result = run("info", "--database", str(path))
    assert result.returncode == 0, result.stderr
    assert f"Database: {path}" in result.stdout
    assert "for West Yorkshire, by version" in result.stdout
    assert kind in result.stdout


LOADED = FileReport(
    file_name="street.csv",
    status="loaded",
    source="data.police.uk",
    forces=("West Yorkshire Police",),
    period_start=datetime.date(2023, 1, 1),
    period_end=datetime.date(2024, 3, 31),
    rows_read=12_345,
    rows_loaded=12_300,
    rows_rejected=40,
    rows_superseded=5,
    seconds=1.26,
    message="row 7: found month 2024-13. Expected YYYY-MM. Correct the row.",
)
UNKNOWN = FileReport(file_name="notes.txt", status="unrecognised")


def test_a_build_says_one_line_for_each_file_then_what_replaced_what():
    report = BuildReport(
        database=Path("data/pcp.duckdb"),
        seconds=2.0,
        files=(LOADED, UNKNOWN),
        replacements=(Replacement(newer="street.csv", older="old.csv", rows=5),),
    )
    assert list(build_lines(report)) == [
        "street.csv: data.police.uk, West Yorkshire Police, January 2023 to March 2024, "
        "12,345 read, 12,300 loaded, 40 rejected, 5 superseded, 1.3 s\n"
        "    row 7: found month 2024-13. Expected YYYY-MM. Correct the row.",
        "street.csv replaces old.csv: 5 rows",
        "Passed over: notes.txt: its columns are not those of any kind of file listed in README",
        "Every refused row, with its reason, is on the Data page under Refused rows.",
        "1 file: 12,345 read, 12,300 loaded, 40 rejected, 5 superseded, 2.0 s",
        f"Current build: {Path('data/pcp.duckdb')}",
    ]


def test_a_check_counts_what_would_be_refused():
    assert LOADED.refused
    assert UNKNOWN.refused
    assert not FileReport(file_name="a.csv", status="loaded", rows_read=1, rows_loaded=1).refused
    assert list(check_lines([LOADED, UNKNOWN]))[-1] == (
        "2 files of 2 would be refused, whole or in part."
    )


def test_a_check_of_a_file_that_is_passed_over_does_not_call_it_good():
    assert list(check_lines([])) == [
        "Nothing to read: hidden files, READMEs and manifests are passed over."
    ]


ODD = ROOT / "tests" / "odd_files"


def test_a_check_names_sources_by_their_titles_and_what_a_file_is_without():
    returned = run("check", str(ODD / "force_crime" / "missing_column.csv"))
    assert returned.returncode == 1
    assert "a table of the force's monthly crime return without the column 'Knife" in (
        returned.stdout
    )
    both = run("check", str(ODD / "force_asb" / "crime_and_asb_in_one_workbook.xlsx")).stdout
    assert "Monthly crime return of the police force" in both
    assert "Monthly anti-social behaviour return of the police force" in both
    assert "force_" not in both + returned.stdout


def test_a_warning_names_the_member_of_the_zip_it_is_of():
    said = run("check", "sample_data/crime-return-2019-20-to-2021-22.zip").stdout
    warnings = [line for line in said.splitlines() if "Warning:" in line]
    assert len(warnings) == len(set(warnings)) == 3
    for year in ("2019-20", "2020-21", "2021-22"):
        assert any(f"› crime-return-{year}.csv: The district" in line for line in warnings)


def test_a_zip_with_a_damaged_member_is_not_called_good():
    result = run("check", str(ODD / "police_uk" / "zip_with_a_damaged_member.zip"))
    assert result.returncode == 1
    assert "1 file of 1 would be refused, whole or in part." in result.stdout


def test_a_file_without_rows_says_so():
    result = run("check", str(ODD / "police_uk" / "header_only.csv"))
    assert "It has a header and no row below it." in result.stdout


def test_many_refused_rows_are_told_by_reason_and_all_can_be_had(tmp_path):
    path = tmp_path / "return.csv"
    head = "Force,Month,District,ASB type,Incidents\n"
    bad = [f"West Yorkshire,2023-01,Place {number},nuisance,1" for number in range(30)]
    worse = ["West Yorkshire,2023-01,=1+1,nuisance,many"]
    path.write_text(head + "\n".join([*bad, *worse]) + "\n", encoding="utf-8")
    to = tmp_path / "refused.csv"
    said = run("check", str(path), "--refused", str(to)).stdout
    assert "line 2, column C: District 'Place 0' is not a known district" in said
    assert "and 27 rows more like these" in said
    assert "Incidents 'many' is not a number" in said
    assert "Place 20" not in said
    assert "add --refused FILE.csv" in said
    with to.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [int(row["line"]) for row in rows] == list(range(2, 33))
    assert rows[20]["text_as_found"].startswith("West Yorkshire,2023-01,Place 20")
    assert all(row["reason"] for row in rows)


def test_where_no_row_is_refused_no_row_is_said_to_be_in_the_file(tmp_path):
    path, to = tmp_path / "return.csv", tmp_path / "refused.csv"
    rows = "Force,Month,District,ASB type,Incidents\nWest Yorkshire,2023-01,Leeds,nuisance,1\n"
    path.write_text(rows, encoding="utf-8")
    result = run("check", str(path), "--refused", str(to))
    assert result.returncode == 0
    assert result.stdout.splitlines()[-2:] == [
        "Nothing would be refused.", f"{to} has no row below its headings"
    ]  # fmt: skip
    with to.open(encoding="utf-8-sig", newline="") as lines:
        assert list(csv.DictReader(lines)) == []


def test_the_refused_rows_never_overwrite_a_file_that_is_checked(tmp_path):
    path = tmp_path / "return.csv"
    path.write_text("Force,Month,District,ASB type,Incidents\n", encoding="utf-8")
    assert run("check", str(path), "--refused", str(path)).returncode == 2
    assert path.read_text(encoding="utf-8").startswith("Force,")


def test_many_forces_are_counted_not_listed():
    forces = tuple(f"Force {number}" for number in range(44))
    report = FileReport(file_name="a.csv", status="loaded", source="Home Office", forces=forces)
    assert "a.csv: Home Office, 44 forces, 0 read" in next(check_lines([report]))


def test_progress_is_shown_on_a_terminal_only(capfd):
    with Progress() as progress:
        progress(1, 2, "street.csv")
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals in Python")
def test_progress_on_a_terminal_says_how_far_and_what():
    ours, theirs = os.openpty()
    code = (
        "from pcp_data.progress import Progress\n"
        "with Progress() as progress: progress(1, 2, 'street.csv')"
    )
    subprocess.check_call([sys.executable, "-c", code], cwd=ROOT, stderr=theirs)
    os.set_blocking(ours, False)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    os.close(theirs)
    assert "50%" in shown
    assert "street.csv" in shown
