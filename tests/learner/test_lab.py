"""`bpcourse lab`: the right command line, sentences for what goes wrong, and a real start."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest
from machine import free_port
from nbformat.sign import NotebookNotary

from bpcourse.errors import Told
from bpcourse.learner import lab
from bpcourse.learner.workspace import deliver


def test_a_port_in_use_gets_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Told, match=f"Port {port} is in use"):
            lab.choose_port(port)
        assert lab.choose_port(None) != port


@pytest.mark.parametrize("port", [0, -1, 70000])
def test_a_number_that_is_no_port_gets_a_sentence(port):
    with pytest.raises(Told, match="no port"):
        lab.choose_port(port)


def test_nothing_listens_to_the_outside_and_nothing_is_looked_up(tmp_path):
    line = " ".join(lab.command(tmp_path, 8888, browser=True, more=[]))
    assert "--ServerApp.ip=127.0.0.1" in line and "NeverCheckForUpdate" in line
    assert "news_url=None" in line and "extension_manager=readonly" in line
    assert "token" not in line and "--no-browser" not in line


def test_without_a_browser_the_address_is_announced(tmp_path, monkeypatch, capsys):
    seen = []
    monkeypatch.setattr(lab, "has_browser", lambda: False)
    monkeypatch.setattr(lab, "_run", lambda line, space: seen.extend(line) or 0)
    assert lab.open_lab(tmp_path / "space", None, browser=True, more=[]) == 0
    assert "No browser" in capsys.readouterr().out and "--no-browser" in seen


def test_a_workspace_that_cannot_be_used_ends_with_a_sentence(tmp_path, capsys):
    (tmp_path / "space").write_text("a file")
    assert lab.open_lab(tmp_path / "space", None, browser=False, more=[]) == 2
    assert "can't be used" in capsys.readouterr().err


def test_only_what_was_delivered_is_trusted(tmp_path, monkeypatch):
    """Not a damaged file, not a changed one, not a stranger's, whatever the memory says."""
    for name in ("JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    space = tmp_path / "space"
    deliver(space)
    own = next((space / "exercises").glob("03_*.ipynb"))
    changed = own.with_name("04_changed.ipynb")
    changed.write_text(
        own.read_text("utf-8").replace("import numpy", "import  numpy"), "utf-8"
    )
    friend = space / "notebooks" / "friend.ipynb"
    friend.write_text(json.dumps(HOSTILE))
    memory = space / ".bpcourse" / "delivered.json"
    known = json.loads(memory.read_text("utf-8"))
    known["notebooks/friend.ipynb"] = hashlib.sha256(friend.read_bytes()).hexdigest()
    memory.write_text(json.dumps(known))
    (space / "notebooks" / "cut.ipynb").write_text("{")
    lab.trust(space)
    notary = NotebookNotary()
    signed = {
        p.name: notary.check_signature(nbformat.read(p, as_version=4))
        for p in (own, changed, friend)
    }
    assert signed == {own.name: True, changed.name: False, friend.name: False}


def test_where_the_home_cannot_be_written_the_workspace_serves(tmp_path, monkeypatch):
    """A hub's read-only home, a container's user without one."""
    (tmp_path / "home").write_text("no folder")
    for name in [n for n in os.environ if n.startswith(("JUPYTER_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "home"))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setattr(lab, "_run", lambda line, space: 0)
    space = tmp_path / "space"
    assert lab.open_lab(space, None, browser=False, more=[]) == 0
    folders = lab.own_folders(space)
    assert set(folders) == {"JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"}
    own = next((space / "notebooks").glob("01_*.ipynb"))
    notary = NotebookNotary(data_dir=folders["JUPYTER_DATA_DIR"])
    assert notary.check_signature(nbformat.read(own, as_version=4))


def test_without_a_place_for_trust_a_sentence_says_so(tmp_path, capsys, monkeypatch):
    (tmp_path / "full").write_text("no folder")
    taken = {"JUPYTER_DATA_DIR": str(tmp_path / "full" / "data")}
    monkeypatch.setattr(lab, "own_folders", lambda space: taken)
    lab.trust(tmp_path)
    assert "shown after a run" in capsys.readouterr().out


HOSTILE = {
    "cells": [
        {
            "cell_type": "code",
            "id": "a",
            "execution_count": 1,
            "metadata": {},
            "source": "1",
            "outputs": [
                {
                    "output_type": "display_data",
                    "metadata": {},
                    "data": {"text/html": "<script>fetch('/api/kernels')</script>"},
                }
            ],
        }
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def test_the_state_of_the_tabs_lies_in_the_workspace(tmp_path):
    line = lab.command(tmp_path, 8888, False, [])
    assert f"--LabApp.workspaces_dir={tmp_path / '.bpcourse' / 'jupyterlab'}" in line


def fetch(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=300) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.mark.skipif(os.name == "nt", reason="ends a process group")
def test_lab_really_starts_keeps_its_token_and_ends(tmp_path):
    port = free_port()
    env = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "run"),
    }
    line = [sys.executable, "-m", "bpcourse", "lab", "--no-browser"]
    line += ["--port", str(port), "--dir", str(tmp_path / "space")]
    with open(tmp_path / "log", "w") as log:
        server = subprocess.Popen(
            line, env=env, stdout=log, stderr=log, start_new_session=True
        )
    try:
        base = f"http://127.0.0.1:{port}"
        assert wait_for(base + "/api", server), (tmp_path / "log").read_text()
        assert fetch(base + "/api/contents") == 403
        [info] = (tmp_path / "run").glob("jpserver-*.json")
        token = json.loads(info.read_text())["token"]
        assert token and fetch(f"{base}/api/contents?token={token}") == 200
        assert (tmp_path / "space" / "notebooks").is_dir()
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(300)
    until = time.monotonic() + 300  # the server itself may end after its starter
    while not lab.is_free(port) and time.monotonic() < until:
        time.sleep(0.1)
    assert lab.is_free(port)


def wait_for(url: str, server: subprocess.Popen) -> bool:
    for _ in range(1800):
        if server.poll() is not None:
            return False
        try:
            if fetch(url) == 200:
                return True
        except OSError:
            time.sleep(0.1)
    return False


def test_nobody_is_asked_about_news_and_explorers_keep_their_state():
    folder = Path(lab.__file__).parents[1] / "jupyter" / "labconfig"
    text = (folder / "default_setting_overrides.json").read_text("utf-8")
    settings = json.loads(text)
    news = settings["@jupyterlab/apputils-extension:notification"]
    assert news == {"checkForUpdates": False, "fetchNews": "false"}
    assert settings["@jupyter-widgets/jupyterlab-manager:plugin"]["saveState"] is True
