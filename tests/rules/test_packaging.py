"""The wheel carries the course; the sdist builds the same wheel; both without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from places import ROOT

pytest.importorskip("build")
pytest.importorskip("hatchling")


def build(kind: str, source: Path, out: Path) -> Path:
    line = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        f"--{kind}",
        "-o",
        str(out),
    ]
    done = subprocess.run([*line, str(source)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    [made] = out.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {
            n: archive.read(n) for n in archive.namelist() if not n.endswith("RECORD")
        }


def test_the_wheel_carries_lessons_exercises_and_data(wheel):
    names = set(contents(wheel))
    for folder in ("notebooks", "exercises"):
        for path in (ROOT / folder).glob("*.ipynb"):
            assert f"bpcourse/delivered/{folder}/{path.name}" in names
    assert "bpcourse/data/digits.csv.gz" in names
    assert not any("solutions" in n or n.startswith("tests") for n in names)


def test_the_sdist_builds_the_same_wheel(wheel, tmp_path):
    packed = build("sdist", ROOT, tmp_path / "sdist")
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    [source] = (tmp_path / "source").iterdir()
    assert contents(build("wheel", source, tmp_path / "again")) == contents(wheel)


def test_the_unpacked_wheel_delivers_a_workspace(wheel, tmp_path):
    """As installed: away from the checkout, the shipped copies are found."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import bpcourse, pathlib; from bpcourse.learner.workspace import deliver\n"
        "assert 'site' in bpcourse.__file__, bpcourse.__file__\n"
        "print(len(deliver(pathlib.Path('space')).written))"
    )
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    out = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
    )
    shipped = [
        p for d in ("notebooks", "exercises") for p in (ROOT / d).glob("*.ipynb")
    ]
    pages = 1  # of the documents
    assert out.stdout.strip() == str(len(shipped) + pages), out.stderr
