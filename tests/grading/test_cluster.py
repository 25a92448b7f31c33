"""The same class on a cluster: a scheduler and two workers here, one killed in the middle."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from processes import wait_until
from tiny_class import class_of, rows

from bpcourse.cli import main
from bpcourse.errors import brings

WHY = "the cluster needs Dask: pip install 'bpcourse[cluster]'"
pytest.importorskip("distributed", reason=WHY)
CLI = [sys.executable, "-m", "distributed.cli.dask_{}"]
QUIET = ["--no-dashboard"]


def launch(kind: str, log: Path, *words: str) -> subprocess.Popen:
    command = [*CLI[:2], CLI[2].format(kind), *words, *QUIET]
    with log.open("wb") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, cwd=log.parent)


@pytest.fixture
def cluster(tmp_path) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """(address of the scheduler, the processes of its two workers)."""
    known = tmp_path / "scheduler.json"
    place = ["--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(known)]
    scheduler = launch("scheduler", tmp_path / "scheduler.log", *place)
    workers: list[subprocess.Popen] = []
    try:
        assert wait_until(known.exists, 60), (tmp_path / "scheduler.log").read_text()
        assert wait_until(lambda: known.stat().st_size > 0)
        address = json.loads(known.read_text())["address"]
        for i in range(2):
            words = [address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1"]
            workers.append(launch("worker", tmp_path / f"worker{i}.log", *words))
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def grade(folder: Path, out: Path, *more: str) -> int:
    out.mkdir(exist_ok=True)
    (out / "secret").write_text("the same for both")
    return main(["grade", str(folder), "--out", str(out), *more])


def test_the_same_rows_though_a_worker_dies(tmp_path, cluster, capsys):
    address, workers = cluster
    folder = class_of(tmp_path / "class", 60)
    assert grade(folder, tmp_path / "here") == 0
    command = [sys.executable, "-m", "bpcourse", "grade", str(folder)]
    out = tmp_path / "there"
    out.mkdir()
    (out / "secret").write_text("the same for both")
    command += ["--out", str(out), "--scheduler", address]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    logs = [tmp_path / f"worker{i}.log" for i in range(2)]
    assert wait_until(lambda: all("Registered" in p.read_text() for p in logs), 300)
    book = out / "gradebook.sqlite"
    assert wait_until(lambda: book.with_name("gradebook.sqlite-wal").exists(), 300)
    time.sleep(0.5)
    workers[0].kill()
    _, faults = run.communicate(timeout=300)
    assert run.returncode == 0, faults
    assert rows(book) == rows(tmp_path / "here" / "gradebook.sqlite")
    assert len(rows(book)["submission"]) == 60


def test_no_scheduler_is_a_sentence(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("bpcourse.grading.cluster.PATIENCE", 1.0)
    folder = class_of(tmp_path / "class", 1)
    for address in ("tcp://127.0.0.1:9", "nonsense", "udp://x"):
        assert grade(folder, tmp_path / "out", "--scheduler", address) == 2
        assert "no Dask scheduler answers" in capsys.readouterr().err


def test_without_dask_the_extra_is_named(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    folder = class_of(tmp_path / "class", 1)
    assert grade(folder, tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9") == 2
    assert brings("cluster") in capsys.readouterr().err
    assert os.listdir(tmp_path / "out")
