"""A worker holds no answer and inherits nothing, what holds is said, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import RIGHT
from processes import alive, gone, on_linux
from submissions import EVERY, EXERCISES, submission

from bpcourse.errors import Told
from bpcourse.grading.grader import Grader
from bpcourse.grading.sandbox import server


def test_no_answer_is_in_what_a_worker_can_import():
    sources = "\n".join(server.build().values())
    for e in EVERY:
        body = e.split_source()[1].strip()
        assert body not in sources and f"def {e.name}(" not in sources


LOOK = """
import gc, sys, types
names = {names!r}
functions = [f for f in gc.get_objects() if isinstance(f, types.FunctionType)]
found = [f.__name__ for f in functions if f.__name__ in names]
modules = [m for m in sys.modules if m.startswith(("bpcourse", "matplotlib", "IPython"))]
strings = [s for s in gc.get_objects() if isinstance(s, dict) for s in s.values()
           if isinstance(s, str) and any(f"def {{n}}(" in s for n in names)]
raise ValueError(f"{{found}} {{modules}} {{len(strings)}} {{sys.path}}")
"""


def test_no_answer_is_in_its_memory(grader):
    source = LOOK.format(names=[e.name for e in EVERY])
    graded = grader.grade(submission(source), EXERCISES)
    text = graded.notes[0].partition("ValueError: ")[2]
    assert text.startswith("[] ['bpcourse.mine', 'bpcourse.datasets'] 0 ")
    assert "site-packages" not in text


def test_nothing_of_the_grader_is_inherited(grader, monkeypatch):
    monkeypatch.setenv("BPCOURSE_SECRET", "x")
    cell = "import os\nraise ValueError(sorted(os.environ), os.listdir('.'))"
    look = "import os\nfor n in range(3, 64):\n    try: os.fstat(n); found.append(n)\n"
    look = (
        "found = []\n" + look + "    except OSError: pass\nraise ValueError(len(found))"
    )
    with Grader(1) as fresh:
        notes = fresh.grade(submission(cell, look), EXERCISES).notes
    assert "BPCOURSE" not in notes[0] and "HOME" not in notes[0]
    assert notes[1].endswith("ValueError: 2")  # the two pipes


# ---- what holds here


@on_linux
def test_everything_holds_on_this_system(grader):
    assert grader.gaps == ()
    assert any("network" in sentence for sentence in grader.containment)


@on_linux
def test_what_does_not_hold_is_said(monkeypatch):
    monkeypatch.setitem(
        server.build(),
        "bpcourse.grading.sandbox.filters",
        "def program(*_, **__): {}['x']",
    )
    with pytest.raises(Told, match="start a process.*--uncontained"), Grader(1):
        pass
    with Grader(1, uncontained=True) as grader:
        assert any("start a process" in gap for gap in grader.gaps)
        assert not any("read any file" in gap for gap in grader.gaps)
        assert grader.grade(submission(RIGHT), EXERCISES).points == 5


# ---- nothing left behind


KILLED = """
import sys, time
from bpcourse.grading.grader import Grader
with Grader(1) as grader:
    worker = grader.server.worker()
    pid = grader.server.process.pid
    print(pid, open(f"/proc/{pid}/task/{pid}/children").read(), flush=True)
    asked = {"number": 1, "source": "while True: pass"}
    worker.ask("cell", 60, **asked, definitions=False, delivered=False)
"""


@on_linux
def test_workers_end_with_a_grader_that_is_killed():
    grader = subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE)
    with grader:
        assert grader.stdout
        pids = [int(n) for n in grader.stdout.readline().split()]
        assert len(pids) == 2 and all(map(alive, pids))
        grader.kill()
    assert all(map(gone, pids))


@on_linux
def test_a_server_that_is_killed_is_started_again():
    with Grader(1) as grader:
        os.kill(grader.server.process.pid, signal.SIGKILL)
        grader.server.process.wait()
        assert grader.grade(submission(RIGHT), EXERCISES).points == 5


@on_linux
def test_many_files_leave_nothing_behind(grader):
    dying = submission("import os\nos._exit(0)", RIGHT)

    def used() -> tuple[int, int]:
        pid = grader.server.process.pid
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return len(os.listdir("/proc/self/fd")), pages

    for _ in range(5):
        grader.grade(dying, EXERCISES)
    before = used()
    for _ in range(25):
        assert grader.grade(dying, EXERCISES).points == 5
    after = used()
    assert after[0] == before[0]
    assert after[1] - before[1] < 512  # pages, 2 MB
