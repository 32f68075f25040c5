"""From a bare Python to a running dashboard. Environments here are real; pip works offline, from
a package made on the spot."""

import ast
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

from pcp_data import bootstrap, environment
from pcp_data.environment import ROOT, SetupProblem

BEFORE_THE_ENVIRONMENT = ["__init__", "__main__", "bootstrap", "environment", "cli"]
ENSURE = (
    "import sys, pathlib; from pcp_data import environment; "
    "environment.ensure_python('run', pathlib.Path(sys.argv[1]))"
)


def write_wheel(folder: Path, version: str) -> None:
    information = f"pcp_probe-{version}.dist-info"
    wheel = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    metadata = f"Metadata-Version: 2.1\nName: pcp-probe\nVersion: {version}\n"
    with zipfile.ZipFile(folder / f"pcp_probe-{version}-py3-none-any.whl", "w") as archive:
        archive.writestr("pcp_probe.py", f"version = '{version}'\n")
        archive.writestr(f"{information}/WHEEL", wheel)
        archive.writestr(f"{information}/METADATA", metadata)
        archive.writestr(f"{information}/RECORD", "")


@pytest.fixture
def offline(tmp_path, monkeypatch):
    """A package index of one package in two versions, and no network."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    write_wheel(wheels, "1.0")
    write_wheel(wheels, "2.0")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", wheels.as_uri())
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("PCP_NO_VENV", raising=False)
    return wheels


@pytest.fixture
def root(tmp_path):
    """A product folder, with spaces in its path, that needs one small package."""
    folder = tmp_path / "a folder with spaces"
    folder.mkdir()
    want(folder, "1.0")
    return folder


def want(root: Path, version: str) -> None:
    (root / "requirements.txt").write_text(f"pcp-probe=={version}  # why\n", encoding="utf-8")


def probe_version(python: Path) -> str:
    show = "import pcp_probe; print(pcp_probe.version)"
    return subprocess.check_output([str(python), "-c", show], text=True).strip()


def test_the_environment_is_made_once_and_brought_up_to_date_when_requirements_change(
    root, offline, capfd
):
    python = environment.ensure_python("run", root)
    assert python.is_relative_to(root / ".venv")
    assert probe_version(python) == "1.0"
    assert "Making a Python environment" in capfd.readouterr().out

    assert environment.ensure_python("run", root) == python
    assert capfd.readouterr().out == ""

    want(root, "2.0")
    assert environment.ready_python("run", root) is None
    assert probe_version(environment.ensure_python("run", root)) == "2.0"


def test_an_environment_killed_half_way_is_known_and_made_again(root, offline):
    maker = subprocess.Popen(
        [sys.executable, "-c", ENSURE, str(root)], stdout=subprocess.DEVNULL, cwd=root
    )
    mark = root / ".venv" / environment.UNFINISHED
    while not mark.exists():
        assert maker.poll() is None
        time.sleep(0.01)
    maker.kill()
    maker.wait()

    assert environment.ready_python("run", root) is None
    assert probe_version(environment.ensure_python("run", root)) == "1.0"
    assert not mark.exists()


def test_without_a_package_index_it_says_what_to_do_and_goes_on_later(root, offline, monkeypatch):
    monkeypatch.setenv("PIP_FIND_LINKS", (root / "nowhere").as_uri())
    with pytest.raises(SetupProblem, match="could not be installed.*PIP_INDEX_URL.*again"):
        environment.ensure_python("run", root)
    assert environment.ready_python("run", root) is None

    monkeypatch.setenv("PIP_FIND_LINKS", offline.as_uri())
    assert probe_version(environment.ensure_python("run", root)) == "1.0"


def test_two_starts_at_once_make_one_environment(root, offline):
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", ENSURE, str(root)], stdout=subprocess.PIPE, text=True, cwd=root
        )
        for _ in range(2)
    ]
    said = "".join(maker.communicate()[0] for maker in makers)
    assert [maker.returncode for maker in makers] == [0, 0]
    assert said.count("Making a Python environment") == 1
    assert said.count("The environment is ready") == 1


def test_an_environment_made_by_hand_is_used_as_it_is(root, offline, capfd):
    subprocess.check_call([sys.executable, "-m", "venv", str(root / ".venv")])
    python = environment.python_in(root / ".venv")
    subprocess.check_call([str(python), "-m", "pip", "install", "-q", "pcp-probe==1.0"])
    capfd.readouterr()
    assert environment.ensure_python("run", root) == python
    assert capfd.readouterr().out == ""


def test_a_python_that_has_everything_is_used_without_an_environment(root):
    (root / "requirements.txt").write_text(
        f"pytest=={environment.installed_version('pytest')}\n", encoding="utf-8"
    )
    assert environment.ensure_python("run", root) == Path(sys.executable)
    assert not (root / ".venv").exists()


def test_no_environment_is_made_against_the_users_will(root, monkeypatch):
    monkeypatch.setenv("PCP_NO_VENV", "1")
    with pytest.raises(SetupProblem, match=r"lacks pcp-probe==1\.0.*pip install -r"):
        environment.ensure_python("run", root)
    assert not (root / ".venv").exists()


def test_an_old_python_is_told_which_one_is_needed():
    with pytest.raises(SetupProblem, match=r"This is Python 3\.10\.4.*needs Python 3\.11 or later"):
        environment.require_supported_python((3, 10, 4))


@pytest.mark.parametrize("module", BEFORE_THE_ENVIRONMENT)
def test_an_old_python_can_read_the_code_that_tells_it_so(module):
    text = (ROOT / "pcp_data" / f"{module}.py").read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 8))


def test_help_needs_no_package_at_all():
    bare = [sys.executable, "-S", "-m", "pcp_data"]
    for arguments in (["--help"], ["start", "--help"], ["build", "--help"]):
        result = subprocess.run([*bare, *arguments], cwd=ROOT, capture_output=True, text=True)
        assert result.returncode == 0, result.stderr
        assert "usage: python -m pcp_data" in result.stdout


def test_a_port_in_use_is_passed_over_or_refused():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not bootstrap.is_free(port)
        with pytest.raises(SetupProblem, match=f"Port {port} is in use"):
            bootstrap.free_port(port)
    assert bootstrap.free_port(None) >= bootstrap.FIRST_PORT


def test_a_relative_database_stays_the_users_when_run_in_the_products_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert bootstrap.child_variables("x.duckdb")["PCP_DATABASE"] == str(tmp_path / "x.duckdb")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes in another way")
def test_start_builds_the_sample_database_and_serves_the_dashboard(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    database = tmp_path / "new folder" / "pcp.duckdb"
    command = [sys.executable, "-m", "pcp_data", "start", "--no-browser", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--database", str(database)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        address = next(line for line in server.stdout if "The dashboard is at" in line).split()[-1]
        assert address == f"http://localhost:{port}"
        with urllib.request.urlopen(f"{address}/overview") as page:
            assert page.status == 200
        assert database.exists()
    finally:
        server.send_signal(signal.SIGTERM)
        server.stdout.read()
        server.stdout.close()
    assert server.wait(120) == 0
    assert bootstrap.is_free(port)
