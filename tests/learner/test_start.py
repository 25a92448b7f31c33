"""start.py: one sentence for everything that can go wrong, and the next start repairs it."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT


@pytest.fixture
def start(tmp_path, monkeypatch):
    """start.py as a module, in a folder of its own, with installers that only take notes."""
    (tmp_path / "start.py").write_text((ROOT / "start.py").read_text(encoding="utf-8"))
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / "constraints.txt").write_text("numpy==2")
    spec = importlib.util.spec_from_file_location("start_here", tmp_path / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.lines = []
    module.said = {}

    def call(line):
        module.lines.append(line)
        for word, text in module.said.items():
            if word in line:
                raise module.Failed(module.explain(text))
        if "venv" in line:
            python = Path(module.PYTHON)
            python.parent.mkdir(parents=True, exist_ok=True)
            python.write_text("#!/bin/sh\nexit 0\n")
            python.chmod(0o755)

    monkeypatch.setattr(module, "call", call)
    monkeypatch.setattr(module, "run", lambda line: module.lines.append(line) or 0)
    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    monkeypatch.setattr(module, "works", lambda: Path(module.PYTHON).exists())
    return module


def installs(start) -> int:
    """How often the course was installed; uv itself doesn't count."""
    return sum("install" in line and "-e" in line for line in start.lines)


def test_an_old_python_can_read_it():
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_gets_a_sentence(start, monkeypatch, capsys):
    monkeypatch.setattr(start.sys, "version_info", (3, 8, 1))
    assert start.main([]) == 2
    assert "needs Python 3.11 or newer; this is 3.8.1" in capsys.readouterr().err


def test_the_first_start_installs_and_opens_the_second_only_opens(start):
    assert start.main(["--no-browser"]) == 0
    assert start.lines[-1][1:] == ["-m", "bpcourse", "lab", "--no-browser"]
    assert installs(start) == 1
    start.main([])
    assert installs(start) == 1


def test_tests_install_more_and_a_start_between_costs_nothing(start):
    start.main([])
    start.main(["test", "-x"])
    assert start.lines[-1][1:] == ["-m", "pytest", "-x"]
    assert any("[test]" in word for word in start.lines[-2])
    start.main(["test"])
    assert start.lines[-1][1:5] == ["-m", "pytest", "-n", "auto"]  # on all cores
    start.main([])
    assert installs(start) == 2


def test_a_changed_project_installs_anew(start, tmp_path):
    start.main([])
    (tmp_path / "constraints.txt").write_text("numpy==2.1")
    start.main([])
    assert installs(start) == 2


FAILURES = {
    "no network": ("Temporary failure in name resolution", "no network"),
    "no proxy": ("[Errno 111] Connection refused", "no network, or a proxy"),
    "uv without network": ("error: dns error: failed to lookup address", "no network"),
    "full disk": ("OSError: [Errno 28] No space left on device", "disk is full"),
    "read-only": ("OSError: [Errno 30] Read-only file system: '/x'", "read-only"),
    "not allowed": ("[Errno 13] Permission denied: '/x'", "can't be written"),
    "something else": ("a strange thing", "delete the folder .venv"),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failed_install_gets_a_sentence_and_the_next_start_repairs_it(
    start, failure, capsys
):
    said, sentence = FAILURES[failure]
    start.said = {"install": said}
    assert start.main([]) == 2
    err = capsys.readouterr().err
    assert sentence in err and said in err
    start.said = {}
    assert start.main([]) == 0
    assert start.lines[-1][1:] == ["-m", "bpcourse", "lab"]


def test_a_missing_venv_module_gets_a_sentence(start, capsys):
    start.said = {"venv": "Error: ensurepip is not available"}
    assert start.main([]) == 2
    assert "apt install python3-venv" in capsys.readouterr().err


def test_an_interrupted_install_is_repaired(start, monkeypatch, capsys):
    take_notes = start.call

    def interrupted(line):
        if "install" in line:
            raise KeyboardInterrupt
        take_notes(line)

    monkeypatch.setattr(start, "call", interrupted)
    assert start.main([]) == 130
    assert "next start goes on" in capsys.readouterr().err
    monkeypatch.setattr(start, "call", take_notes)
    assert start.main([]) == 0 and installs(start) == 1


def test_a_half_made_environment_is_made_anew(start, monkeypatch, tmp_path):
    (tmp_path / ".venv" / "lib").mkdir(parents=True)
    (tmp_path / ".venv" / "lib" / "half").write_text("")
    assert start.main([]) == 0
    assert not (tmp_path / ".venv" / "lib" / "half").exists()


def test_uv_is_fetched_first_and_installs_the_rest(start):
    start.main([])
    first, rest = [line for line in start.lines if "install" in line]
    assert first[1:3] == ["-m", "pip"] and first[-1] == "uv"
    assert rest[1:4] == ["-m", "uv", "pip"] and "-e" in rest


@pytest.mark.parametrize("where", ["uv", "--python"])
def test_where_uv_does_not_work_pip_installs_in_silence(start, where, capsys):
    start.said = {where: "no matching wheel for this machine"}
    assert start.main([]) == 0
    assert start.lines[-2][1:4] == ["-m", "pip", "install"] and "-e" in start.lines[-2]
    assert capsys.readouterr().err == ""


def test_the_word_lab_may_be_said(start):
    start.main(["lab", "--no-browser"])
    assert start.lines[-1][1:] == ["-m", "bpcourse", "lab", "--no-browser"]


def test_uv_is_used_where_it_is(start, monkeypatch):
    monkeypatch.setattr(start.shutil, "which", lambda name: "/bin/uv")
    start.main([])
    assert start.lines[0][:2] == ["uv", "venv"] and start.lines[1][:3] == [
        "uv",
        "pip",
        "install",
    ]


def test_a_real_failing_installer_is_explained(tmp_path, start):
    script = tmp_path / "installer.py"
    script.write_text("print('No space left on device'); raise SystemExit(1)")
    real = importlib.util.spec_from_file_location("real_start", tmp_path / "start.py")
    module = importlib.util.module_from_spec(real)
    real.loader.exec_module(module)
    with pytest.raises(module.Failed, match="disk is full"):
        module.call([sys.executable, str(script)])


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "ProxyError('Cannot connect to proxy.', NewConnectionError('Failed to "
            "establish a new connection: [Errno 111] Connection refused'))",
            "proxy can't be reached",
        ),
        ("cause: tunnel error: failed\ncause: Connection refused", "proxy can't be"),
        ("SSL: CERTIFICATE_VERIFY_FAILED\nCould not find a version", "isn't trusted"),
        ("invalid peer certificate: UnknownIssuer", "isn't trusted"),
        ("407 Proxy Authentication Required\nNo matching distribution", "a password"),
        ("Read timed out.\nCould not find a version", "network is slow"),
        ("HINT: Windows Long Path support is off", "shorter path"),
        ("Failed to establish a new connection", "no network"),
    ],
)
def test_the_first_cause_is_told_and_not_what_follows_from_it(start, said, sentence):
    assert sentence in start.explain(said).splitlines()[0]


def test_it_runs_as_a_script_and_answers(tmp_path):
    """A real process with a Python that is too old for it, pretended from outside."""
    code = (
        "import sys, runpy; sys.version_info = (3, 9, 0, 'final', 0); "
        f"sys.argv = ['start.py']; runpy.run_path({str(ROOT / 'start.py')!r}, run_name='__main__')"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert out.returncode == 2 and "needs Python" in out.stderr
