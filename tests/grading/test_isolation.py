"""The grader and its workers: same verdicts, nothing to find in there, nothing left behind."""

from __future__ import annotations

import errno
import json
import os
import signal
import struct
import subprocess
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pytest
from hostile import NAMES, RIGHT
from places import ROOT
from rotation import part, sweep

from bpcourse.checking.judge import SEED, judge, judge_function
from bpcourse.course import all_exercises, exercise, exercises_of
from bpcourse.errors import Told
from bpcourse.grading.grader import Grader, exercise_version
from bpcourse.grading.results import Submission
from bpcourse.grading.sandbox import (
    channel,
    codec,
    filters,
    isolation,
    server,
    syscalls,
)
from bpcourse.grading.sandbox import worker as inside
from bpcourse.grading.sandbox.calls import request_of, to_reply

SOLUTIONS = sorted((ROOT / "solutions").glob("*.ipynb"))
EVERY = list(all_exercises().values())
EXERCISES = [exercise(name) for name in NAMES]
LINUX = sys.platform.startswith("linux")
on_linux = pytest.mark.skipif(not LINUX, reason="Linux only")


def cells_of(path: Path) -> tuple[str, ...]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return tuple("".join(c["source"]) for c in cells if c["cell_type"] == "code")


def solved_cells(path: Path) -> list[str]:
    """Answers to the exercises that stand in the lesson, and the solved problem set."""
    cells = cells_of(path)
    text = "\n".join(cells)
    rest = [e for e in exercises_of(path.name[:2]) if f"def {e.name}(" not in text]
    return ["import numpy as np", *(e.source for e in rest), *cells]


def submission(*cells: str) -> Submission:
    return Submission("learner", "file.ipynb", "0" * 64, cells)


def outcomes(graded) -> dict[str, str]:
    return {r.exercise: r.outcome for r in graded.results}


@pytest.fixture(scope="module")
def grader():
    with Grader(1) as grader:
        yield grader


# ---- the same judge


def across(function, asked):
    """A `Call` through the worker's code and the codec, as across a pipe."""
    worker = inside.Worker()
    worker.own[asked.name] = function

    def call(case, exercise):
        request = {"id": "1", **request_of(exercise, exercise.seconds, [case])}
        frame = codec.encode(request, codec.REQUEST_LIMIT)
        sent = codec.decode(frame, trusted=True)
        sent |= {"do": "call", "case": sent.pop("cases")[0]}
        return to_reply(codec.decode(inside._answered(worker, sent))["answer"])

    return call


@sweep
@pytest.mark.parametrize("asked", part(EVERY, 4), ids=lambda e: e.name)
def test_a_verdict_is_the_same_across_the_pipe(asked):
    slow = asked.name == "train_digits"
    functions = [m.function for m in asked.mistakes[: 1 if slow else None]]
    functions += [lambda *_: {"a": 1}, lambda *_: None, lambda *_: np.arange(3) * 1j]
    for function in functions if slow else [asked.reference, *functions]:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            here = judge_function(function, asked)
            there = judge(across(function, asked), asked)
        assert str(there) == str(here) and there.mistake == here.mistake


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda p: p.stem)
def test_a_solution_gets_full_points(path, grader):
    graded = grader.grade(submission(*solved_cells(path)), exercises_of(path.name[:2]))
    assert graded.points == graded.possible > 0 and not graded.attention
    # a debugging cell may measure with what is withheld while grading
    assert all("isn't there while grading" in note for note in graded.notes)


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda p: p.stem)
def test_the_empty_problem_set_gets_none(path, grader):
    stub = path.parent.parent / "exercises" / path.name
    graded = grader.grade(submission(*cells_of(stub)), exercises_of(path.name[:2]))
    assert graded.points == 0 and not graded.attention
    attempted = [r.exercise for r in graded.results if r.attempted]
    assert all(exercise(name).starter or "mended" in name for name in attempted)


def test_a_whole_course_in_one_file_gets_full_points(grader):
    cells = [c for path in SOLUTIONS for c in solved_cells(path)]
    asked = [e for e in EVERY if e.lesson not in ("00", "07")]
    graded = grader.grade(submission(*cells), asked)
    assert graded.points == graded.possible == sum(e.points for e in asked)


def test_the_same_file_gets_the_same_result(grader):
    cells = ("import numpy as np\ndef sigmoid(x):\n    return np.tanh(x)", "1 / 0")
    first, second = (grader.grade(submission(*cells), EXERCISES) for _ in range(2))
    assert first == second
    assert first.notes == (
        "cell 2 stopped in line 1: ZeroDivisionError: division by zero",
    )


def test_a_mistake_keeps_its_name(grader):
    wrong = RIGHT.replace("np.exp(-", "np.exp(")
    graded = grader.grade(submission(wrong), [exercise("sigmoid")])
    assert graded.results[0].mistake in {m.id for m in exercise("sigmoid").mistakes}


# ---- fairness and secrets


def test_seeds_are_secret_and_the_same_for_all():
    one, two = Grader(b"a"), Grader(b"b")
    seeds = {e.name: one.seed(e.name) for e in EVERY}
    assert len(set(seeds.values())) == len(EVERY) and SEED not in seeds.values()
    assert seeds == {e.name: Grader(b"a").seed(e.name) for e in EVERY}
    assert all(two.seed(name) != seed for name, seed in seeds.items())


def test_what_instant_checks_ask_by_heart_is_not_enough(grader):
    """The answers to the instant check's cases, learnt by heart."""
    asked = exercise("relu_derivative")
    known = [
        (np.asarray(c.args[0]).tolist(), np.asarray(asked.reference(*c.args)).tolist())
        for c in asked.cases(np.random.default_rng(SEED))
    ]
    cell = (
        f"import numpy as np\nnan = np.nan\nKNOWN = {known!r}\ndef relu_derivative(x):\n"
        "    for given, value in KNOWN:\n"
        "        if np.array_equal(given, x): return np.array(value)\n"
        "    return np.zeros(np.shape(x))"
    )
    space: dict = {}
    exec(cell, space)
    assert judge_function(space["relu_derivative"], asked).passed
    assert grader.grade(submission(cell), [asked]).points == 0


def test_earlier_lessons_are_given_and_own_ones_withheld(grader):
    using = (
        "from bpcourse.layer import layer_output\n"
        "def forward(X, weights, biases):\n    A = [X]\n"
        "    for W, b in zip(weights, biases): A.append(layer_output(A[-1], W, b))\n"
        "    return A\n"
        "from bpcourse.network import hidden_delta"
    )
    graded = grader.grade(submission(using), exercises_of("05"))
    found = outcomes(graded)
    assert found["forward"] == "passed" and found["hidden_delta"] == "failed"


def test_an_error_is_not_carried_on(grader):
    good = dict(zip(NAMES, ["passed"] * 3))
    wrong = RIGHT.replace("1 / (1 +", "2 / (1 +")
    graded = grader.grade(submission(wrong), EXERCISES)
    assert outcomes(graded) == {**good, "sigmoid": "failed"}
    assert "a right sigmoid instead of yours" in str(graded.results[1].verdict)
    both = wrong.replace("* sigmoid(-", "+ sigmoid(-")
    graded = grader.grade(submission(both), EXERCISES)
    assert outcomes(graded)["sigmoid_derivative"] == "failed"


def test_a_mistake_of_its_own_beside_an_inherited_one_gets_its_name(grader):
    wrong = RIGHT.replace("1 / (1 +", "2 / (1 +")
    own = "def sigmoid_derivative(x):\n    return sigmoid(x) * (1 + sigmoid(x))"
    verdict = grader.grade(submission(wrong, own), EXERCISES).results[1].verdict
    assert verdict.mistake == "plus"
    assert "seen with a right sigmoid instead of yours" in str(verdict)


def test_a_version_changes_with_what_decides_the_grade():
    from dataclasses import replace

    asked = exercise("relu_derivative")
    version = exercise_version(asked)
    assert len({exercise_version(e) for e in EVERY}) == len(EVERY)
    for change in ({"points": 9}, {"rtol": 1e-3}, {"judge": None}, {"finish": "list"}):
        assert exercise_version(replace(asked, **change)) != version
    for change in ({"hints": ("", "", "")}, {"statement": ""}, {"mistakes": ()}):
        assert exercise_version(replace(asked, **change)) == version
    code = "from bpcourse.grading.grader import exercise_version as v\n"
    code += "from bpcourse.course import exercise as e\nprint(v(e('relu_derivative')))"
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert again.stdout.strip() == version


# ---- what is in a worker


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


def run_filter(program: bytes, architecture: int, number: int, *arguments: int) -> int:
    """What the kernel would answer: a small machine for the filter's steps."""
    shown = struct.pack(
        "=iIQ6Q", number, architecture, 0, *arguments, *[0] * (6 - len(arguments))
    )
    at = value = 0
    while True:
        code, yes, no, k = struct.unpack_from("=HBBI", program, 8 * at)
        at += 1
        if code == filters.RETURN:
            return k
        if code == filters.LOAD:
            (value,) = struct.unpack_from("=I", shown, k)
            continue
        test = {
            filters.EQUAL: value == k,
            filters.AT_LEAST: value >= k,
            filters.ANY_BIT: bool(value & k),
        }[code]
        at += yes if test else no


def refused(number: int) -> int:
    return filters.ERROR | number


@pytest.mark.parametrize("machine", syscalls.MACHINES)
@pytest.mark.parametrize("writes", [True, False])
def test_the_filter_lets_through_what_it_should(machine, writes):
    program = filters.program(machine, writes)
    assert len(program) % 8 == 0 and len(program) // 8 < 4096
    mine = syscalls.ARCHITECTURES[machine]

    def ask(name, *arguments):
        number = syscalls.number(syscalls.RULED, name, machine)
        return run_filter(program, mine, number, *arguments)

    for name in syscalls.FREE:
        number = syscalls.number(syscalls.FREE, name, machine)
        assert number is None or run_filter(program, mine, number) == filters.ALLOW
    assert ask("openat", 0, 0, os.O_RDONLY) == filters.ALLOW
    assert (ask("openat", 0, 0, 1) == filters.ALLOW) is writes
    for kind in (0x3D0F00, signal.SIGCHLD):  # a thread, a process
        assert ask("clone", kind) == refused(errno.EPERM)
    assert ask("prlimit64", 0) == filters.ALLOW
    assert ask("prlimit64", 4711) == refused(errno.EPERM)
    assert ask("fcntl", 3, 1) == filters.ALLOW
    for forbidden in (5, 6, 7, 8, 10, 15, 1024, 1026, 1033):  # locks, leases, owners
        assert ask("fcntl", 3, forbidden) == refused(errno.EPERM)
    assert ask("prctl", 1) == refused(errno.EPERM)
    assert ask("ioctl", 0, 0x5412) == refused(errno.ENOTTY)
    assert run_filter(program, mine, 435) == refused(errno.ENOSYS)  # clone3
    other = next(a for a in syscalls.ARCHITECTURES.values() if a != mine)
    assert run_filter(program, other, 0) == filters.KILL


FORBIDDEN = {  # fork, execve, socket, kill, ptrace, unlinkat, mount, bpf, init_module
    "x86_64": (
        57,
        58,
        59,
        41,
        62,
        200,
        234,
        101,
        263,
        87,
        165,
        321,
        175,
        0x40000000 + 1,
    ),
    "aarch64": (
        221,
        198,
        129,
        130,
        131,
        117,
        35,
        40,
        280,
        105,
        203,
        206,
        276,
        270,
        271,
    ),
}


@pytest.mark.parametrize("machine", syscalls.MACHINES)
def test_the_filter_refuses_the_rest(machine):
    program = filters.program(machine, writes=False)
    mine = syscalls.ARCHITECTURES[machine]
    allowed = {syscalls.number(syscalls.FREE, n, machine) for n in syscalls.FREE}
    ruled = {syscalls.number(syscalls.RULED, n, machine) for n in syscalls.RULED}
    assert not allowed & set(FORBIDDEN[machine])
    for number in {*FORBIDDEN[machine], *range(600)} - allowed - ruled:
        answer = run_filter(program, mine, number)
        assert answer in (refused(errno.EPERM), refused(errno.ENOSYS))


# ---- nothing left behind


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def gone(pid: int) -> bool:
    """True once a process has ended, which may take it a moment."""
    for _ in range(2400):
        if not alive(pid):
            return True
        time.sleep(0.05)
    return False


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


# ---- where there is no fork


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
