"""The rules of the house, kept by machine: what stands where, and what may use what."""

import ast
import csv
import hashlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from streamlit import config

import pcp_data
from pcp_data import environment
from pcp_data.environment import ROOT

PACKAGE = ROOT / "pcp_data"
MODULES = sorted(PACKAGE.rglob("*.py"))
SCREENS = [*ROOT.glob("app.py"), *sorted((ROOT / "pages").glob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
QUERIES = sorted((ROOT / "queries").rglob("*.sql"))
# The places whose work is to run SQL; everywhere else a text that is SQL is in the wrong place.
MAY_HOLD_SQL = {
    "build", "database", "intake/loading", "intake/releases", "intake/reuse", "ledger", "query",
    "results", "sql",
}  # fmt: skip
LONGEST = {"module": 350, "page": 60, "function": 45}
DISTRIBUTIONS = {"docx": "python-docx", "vl_convert": "vl-convert-python"}
# A test may look beside the project for the real files; nothing that ships may.
MACHINE_PATH = re.compile(r"(^|[^\w.])/(work|tmp|root|home)/|\.\./shared|[A-Z]:\\")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def by_name(paths: list[Path]) -> dict:
    return {"argvalues": paths, "ids": [name_of(path) for path in paths]}


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> set[str]:
    """Full names of the modules that a file imports, wherever in the file it does."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def packages_of(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports_of(path)}


def texts_of(path: Path) -> list[str]:
    """The texts in a module that are not docstrings; of an f-string its fixed parts."""
    tree = tree_of(path)
    described = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, described)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value not in docstrings
    ]


def shipped_texts() -> list[Path]:
    endings = {".py", ".sql", ".toml", ".md", ".txt"}
    places = [ROOT / "pcp_data", ROOT / "pages", ROOT / "queries", ROOT / ".streamlit"]
    inside = [path for place in places for path in place.rglob("*") if path.suffix in endings]
    return sorted([*inside, *(path for path in ROOT.glob("*.*") if path.suffix in endings)])


@pytest.mark.parametrize("path", **by_name(MODULES))
def test_streamlit_is_used_in_the_screens_only(path):
    if path.stem != "ui" and "ui" not in path.relative_to(PACKAGE).parts:
        assert "streamlit" not in packages_of(path)


@pytest.mark.parametrize("path", **by_name(MODULES))
def test_imports_run_one_way_from_files_to_screens(path):
    late = ("pcp_data.ui", "pcp_data.charts", "pcp_data.export", "pcp_data.briefing")
    early = path.relative_to(PACKAGE).parts[0] in ("define", "importers", "intake", "sample") or (
        path.stem in ("problems", "database", "build", "statistics", "query", "filters", "words")
    )
    if early:
        assert not [name for name in imports_of(path) if name.startswith(late)]
    if path.stem != "ui" and "ui" not in path.relative_to(PACKAGE).parts:
        assert not [name for name in imports_of(path) if name.startswith("pcp_data.ui")]


@pytest.mark.parametrize("name", ["bootstrap", "environment", "__main__", "__init__"])
def test_what_runs_before_the_environment_needs_the_standard_library_only(name):
    allowed = {*sys.stdlib_module_names, "pcp_data"}
    assert packages_of(PACKAGE / f"{name}.py") <= allowed


@pytest.mark.parametrize("path", **by_name(MODULES))
def test_sql_stands_in_queries(path):
    if path.relative_to(PACKAGE).with_suffix("").as_posix() in MAY_HOLD_SQL:
        return
    sql = re.compile(
        r"\s*(select\s|with \w+ as|insert into|update \w+ set|delete from|create (or|table|view))"
    )
    assert [text for text in texts_of(path) if sql.match(text)] == []


@pytest.mark.parametrize("path", **by_name(QUERIES))
def test_every_sql_file_says_first_what_it_is(path):
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith("-- ")
    if path.parent.name != "build":
        assert re.match(r"-- One row( per|:) ", first), first


@pytest.mark.parametrize("path", **by_name([*MODULES, *SCREENS]))
def test_modules_pages_and_functions_are_short(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST["page" if path in SCREENS else "module"]
    too_long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST["function"]
    }
    assert too_long == {}


@pytest.mark.parametrize("path", **by_name(shipped_texts()))
def test_nothing_is_left_undone_or_tied_to_one_machine(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", text)
    if path.name != "README.md":
        assert not MACHINE_PATH.search(text)


def test_no_test_is_empty():
    hollow = [
        (name_of(path), node.name)
        for path in TESTS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and all(isinstance(part, ast.Pass | ast.Expr) and not getattr(part, "value", None)
                for part in node.body)
    ]  # fmt: skip
    assert hollow == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_requirement_has_one_exact_version_and_a_reason(name):
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "-r ")):
            assert re.fullmatch(r"[\w.-]+==[\w.]+ *(; [^#]+)? *# .+", line), line


def test_the_requirements_are_those_installed():
    assert environment.missing("test") == []


def test_whatever_is_imported_is_required():
    required = {name.lower().replace("-", "_") for name in environment.pins("run")}
    ours = {*sys.stdlib_module_names, "pcp_data"}
    used = {name for path in [*MODULES, *SCREENS] for name in packages_of(path)} - ours
    spelled = {DISTRIBUTIONS.get(name, name).lower().replace("-", "_") for name in used}
    assert spelled - required - {"python_calamine"} == set()


def settings_of(table: dict, before: str = "") -> set[str]:
    found = set()
    for key, value in table.items():
        inner = isinstance(value, dict)
        found |= settings_of(value, f"{before}{key}.") if inner else {f"{before}{key}"}
    return found


def test_every_streamlit_setting_exists_in_the_installed_release():
    """runner.postScriptGC is a hidden one: without this test an upgrade could drop it unseen."""
    chosen = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    known = set(config.get_config_options())
    assert settings_of(chosen) <= known
    assert chosen["runner"]["postScriptGC"] is False
    assert chosen["browser"]["gatherUsageStats"] is False
    assert chosen["client"]["showErrorDetails"] == "none"
    assert chosen["server"]["address"]


def test_the_version_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == pcp_data.__version__
    assert project["requires-python"] == f">={'.'.join(map(str, environment.OLDEST_PYTHON))}"


def test_sample_data_keeps_its_checksums_and_stays_small():
    manifest = ROOT / "sample_data" / "manifest.csv"
    with manifest.open(encoding="utf-8", newline="") as lines:
        listed = {row["file"]: row["sha256"] for row in csv.DictReader(lines)}
    # The published figures are real, so they must not be known as sample.
    others = {"README.md", "manifest.csv", "published_figures.csv"}
    files = [
        path for path in manifest.parent.rglob("*") if path.is_file() and path.name not in others
    ]
    found = {
        path.relative_to(manifest.parent).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    assert found == listed
    assert sum(path.stat().st_size for path in files) < 10_000_000
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert "sample_data/** -text" in attributes, "a checkout on Windows would change them"


def test_the_style_checks_pass():
    for check in (["check"], ["format", "--check"]):
        command = [sys.executable, "-m", "ruff", *check, str(ROOT)]
        result = subprocess.run(command, capture_output=True, text=True)
        assert result.returncode == 0, result.stdout


def test_every_folder_and_file_named_in_the_readme_is_there():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:pcp_data|queries|tests|pages|sample_data|\.ci)/[\w./-]*)`", readme)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
