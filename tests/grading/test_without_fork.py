"""Where there is no fork: the same points, what isn't contained is said, pipes carry much."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from hostile import RIGHT
from processes import gone, on_linux
from submissions import EXERCISES, submission

from bpcourse.grading.grader import Grader
from bpcourse.grading.sandbox import channel, isolation, server


@pytest.fixture(scope="module")
def spawning():
    with Grader(1, time_limit=2.0, fork=False, uncontained=True) as grader:
        yield grader


def test_without_fork_the_points_are_the_same(spawning, grader):
    cells = (RIGHT.replace("> 0", ">= 0"), "1 / 0", "import os\nos._exit(4)")
    here, there = (g.grade(submission(*cells), EXERCISES) for g in (spawning, grader))
    assert here == there and here.points == 5 and "exit code 4" in here.notes[1]


def test_without_fork_a_loop_ends(spawning):
    cells = (RIGHT, "while True: pass")
    graded = spawning.grade(submission(*cells), EXERCISES)
    assert graded.points == 5 and "ran longer than 2 seconds" in graded.notes[0]


def test_without_fork_it_says_what_is_not_contained(spawning):
    assert any("read any file" in gap for gap in spawning.gaps)
    assert not any("read any file" in kept for kept in spawning.containment)


def test_without_fork_files_can_be_removed_and_it_says_so(spawning, tmp_path):
    """A limit on the size of files keeps none of them."""
    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    cell = f"import os\nos.remove({str(victim)!r})"
    assert not spawning.grade(submission(cell), EXERCISES).notes
    assert not victim.exists()
    assert any("delete any file" in gap for gap in spawning.gaps)


def test_what_windows_lacks_is_no_containment(monkeypatch, tmp_path):
    """No fork and no limits there: nothing is refused, and nothing may be claimed."""
    monkeypatch.delattr(os, "fork", raising=False)
    monkeypatch.setitem(sys.modules, "resource", None)
    monkeypatch.setattr(isolation, "LINUX", False)
    monkeypatch.setattr(os, "kill", lambda *_: pytest.fail("0 is Ctrl-C there"))
    assert not any(isolation.probe(__file__, os.getpid(), str(tmp_path)).values())


@on_linux
def test_without_fork_children_end_with_their_worker(spawning):
    cell = "import subprocess\np = subprocess.Popen(['sleep', '600'])\nraise ValueError(p.pid)"
    note = spawning.grade(submission(cell), EXERCISES).notes[0]
    started = [int(n) for n in note.split("ValueError: ")[1:]]
    assert all(map(gone, started))  # or none could be started


@pytest.mark.parametrize("kind", [channel.Polled, channel.Threaded])
def test_a_channel_carries_much_and_gives_up_in_time(kind):
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    end = kind(ours_out, ours_in)
    echo = (
        "import os\nwhile d := os.read(0, 65536):\n    while d: d = d[os.write(1, d):]"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", echo], stdin=theirs_in, stdout=theirs_out
    )
    os.close(theirs_in), os.close(theirs_out)
    small = b"x" * 1000
    end.write(small, time.monotonic() + 20)
    assert end.read(1000, time.monotonic() + 20) == small
    with pytest.raises(channel.TooLate):
        end.read(1, time.monotonic() + 0.1)
    process.kill()
    process.wait()
    with pytest.raises(channel.Gone):
        end.read(1, time.monotonic() + 20)
    with pytest.raises(channel.Gone):
        end.write(small, time.monotonic() + 20)
    end.close()


@on_linux
def test_threads_serve_where_pipes_cannot_be_waited_for(monkeypatch):
    monkeypatch.setattr(server, "Channel", channel.Threaded)
    with Grader(1, time_limit=2.0, fork=False, uncontained=True) as grader:
        graded = grader.grade(submission(RIGHT, "while True: pass"), EXERCISES)
    assert graded.points == 5 and "ran longer" in graded.notes[0]
