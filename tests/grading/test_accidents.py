"""What happens to honest learners: what stops costs what depends on it, and nothing else."""

from __future__ import annotations

import os
import signal

import pytest
from classroom import all_right
from hostile import NAMES, RIGHT

from bpcourse.checking.reply import TookTooLong
from bpcourse.course import exercise, exercises_of
from bpcourse.grading.grader import Grader
from bpcourse.grading.marking import Marking
from bpcourse.grading.results import Graded, Submission
from bpcourse.grading.sandbox.session import ServerGone
from bpcourse.grading.sandbox.worker import Worker

EXERCISES = [exercise(name) for name in NAMES]
WITHOUT_NUMPY = RIGHT.replace("import numpy as np\n", "")
ABSENT = (
    *("pandas", "tqdm", "tqdm.notebook", "scipy", "scipy.special", "sklearn", "torch"),
    *("google.colab", "pytest", "sympy", "numba", "networkx", "requests", "cv2", "PIL"),
    *("tensorflow", "jax", "autograd", "statsmodels", "xarray", "polars", "dask"),
    *(
        "matplotlib.pyplot",
        "seaborn",
        "IPython.display",
        "ipywidgets",
        "plotly.express",
    ),
    *("bs4", "tabulate", "rich", "pydantic", "nltk", "gym", "skimage"),
)


@pytest.fixture(scope="module")
def grader():
    with Grader(7, time_limit=3.0) as grader:
        yield grader


def graded_by(grader: Grader, *cells: str) -> Graded:
    made = Submission("alder", "file.ipynb", "0" * 64, cells)
    return grader.grade(made, EXERCISES)


@pytest.mark.parametrize("name", ABSENT)
def test_a_package_that_is_not_there_costs_nothing(name, grader):
    """In one cell with NumPy's import, in every form of an import, also above the answers."""
    root = name.partition(".")[0]
    for line in (f"import {name} as x", f"from {name} import y", f"import {name}, os"):
        cell = f"{line}\nimport numpy as np\n{WITHOUT_NUMPY}"
        graded = graded_by(grader, cell)
        assert graded.points == graded.possible == 5, (line, graded.notes)
        assert not graded.needs_human
        assert all(root in note for note in graded.notes)


ACCIDENTS = {  # name → (cells, points of 5)
    "the cell with the imports is gone": ((WITHOUT_NUMPY,), 5),
    "a name spelled wrong in between": (
        (RIGHT.replace("def sig", "pritn(1)\ndef sig"),),
        5,
    ),
    "a division by zero above the answers": (("1/0\n" + RIGHT,), 5),
    "exit() above the answers": (("exit()\n" + RIGHT,), 5),
    "raise SystemExit between": (("raise SystemExit", RIGHT), 5),
    "an answer with a missing colon beside right ones": (
        (RIGHT + "\ndef tanh_from_sigmoid(x)\n    return x\n",),
        5,
    ),
    "a bracket that isn't closed at the end": ((RIGHT + "\nprint((1, 2)\n",), 5),
    "a package used in one answer only": (
        (
            "from scipy.special import expit\n"
            + RIGHT.replace(
                "1 / (1 + np.exp(-np.asarray(x, dtype=float)))", "expit(x)"
            ),
        ),
        3,  # the derivative is judged with a right sigmoid
    ),
    "a progress bar in an answer": (
        (
            "from tqdm import tqdm\n"
            + RIGHT.replace(
                "    return (np.asarray(x) > 0) * 1.0",
                "    return np.array([float(v > 0) for v in tqdm(np.ravel(x))])"
                ".reshape(np.shape(x))",
            ),
        ),
        5,
    ),
    "a file that only the learner has": (
        ("data = open('my_data.csv').read()", RIGHT),
        5,
    ),
    "a picture saved beside the notebook": (
        ("import matplotlib.pyplot as plt\nplt.savefig('x.png')\n" + RIGHT,),
        5,
    ),
    "a question asked in a cell": (("name = input('your name?')\n" + RIGHT,), 5),
    "a download": (
        ("import urllib.request as u\nu.urlopen('http://localhost')", RIGHT),
        5,
    ),
    "a plot that is asked for its axes": (
        (
            "import matplotlib.pyplot as plt\nfig, (a, b) = plt.subplots(1, 2)\na.plot([1])\n"
            + RIGHT,
        ),
        5,
    ),
    "a magic among the lines": (("%matplotlib inline\n!ls\n" + RIGHT,), 5),
    "a check in the same cell as the answer": (
        (
            "from bpcourse import check\n"
            + RIGHT
            + "\ncheck(sigmoid)\ncheck(relu_derivative)",
        ),
        5,
    ),
    "the course's own function imported afterwards": (
        (RIGHT, "from bpcourse.activations import sigmoid"),
        5,
    ),
    "a loop that never ends after the answers": ((RIGHT, "while True:\n    pass"), 5),
    "memory for everything": ((RIGHT, "x = [0] * 10**10"), 5),
    "800,000 Chinese characters in a cell": ((f"x = '''{'数' * 600_000}'''", RIGHT), 5),
    "long comments in Chinese beside slow cells": (
        tuple(f"# {'数' * 6000}\nimport time; time.sleep(0.1)" for _ in range(6))
        + (RIGHT,),
        5,
    ),
    "answers made faster by a package that isn't there": (
        (
            "from numba import njit\nimport torch\n"
            + RIGHT.replace("def ", "@njit(cache=True)\n@torch.no_grad()\ndef "),
        ),
        5,
    ),
    "errors and warnings set to raise, and hardly any depth": (
        (
            "import sys, warnings\nwarnings.simplefilter('error')\n"
            "sys.setrecursionlimit(60)\n" + RIGHT + "\nnp.seterr(all='raise')",
        ),
        5,
    ),
    "names of Python's own given away": ((RIGHT, "sum = 3; abs = len = None"), 5),
    "Markdown's fences in code cells": ((f"```python\n{RIGHT}\n```",), 5),
    "quotation marks of a text program": (("print(“done”)\n" + RIGHT,), 5),
    "tabs for spaces": ((RIGHT.replace("    ", "\t"),), 5),
    "a lambda from an early cell": (
        ("sig = lambda z: 1 / (1 + np.exp(-z))", "#" * 30_000, RIGHT),
        5,
    ),
    "an old future import": (("from __future__ import print_function\n" + RIGHT,), 5),
    "annotations of a package that isn't there": (
        (
            "import pandas as pd\n"
            + RIGHT.replace(
                "def relu_derivative(x)", "def relu_derivative(x: pd.Series)"
            ),
        ),
        5,
    ),
    "a class around nothing": (("class A(Undefined):\n    pass\n" + RIGHT,), 5),
    "tests of their own that fail": ((RIGHT, "assert sigmoid(0) == 1, 'hm'"), 5),
    "a thread for a progress bar": (
        ("import threading\nthreading.Thread(target=print).start()\n" + RIGHT,),
        5,
    ),
}


@pytest.mark.parametrize("name", ACCIDENTS)
def test_an_accident_costs_what_depends_on_it(name, grader):
    cells, points = ACCIDENTS[name]
    graded = graded_by(grader, *cells)
    assert graded.points == points, (
        graded.notes,
        [str(r.verdict) for r in graded.results],
    )
    assert "forged" not in dict(graded.needs_human), "nobody is accused"


def test_a_large_cell_is_skipped_by_itself(grader):
    graded = graded_by(grader, "data = '''" + "x" * (5 << 20) + "'''", RIGHT)
    assert graded.points == 5 and not graded.needs_human
    assert "larger than" in graded.notes[0]


def test_a_wrong_import_line_of_a_whole_lesson_costs_nothing():
    """The import cell that cost 14 of 15 points."""
    cell = "import pandas as pd\nimport numpy as np\nfrom bpcourse import check"
    answers = all_right("03")
    made = Submission("alder", "f", "0" * 64, (cell, *answers.values()))
    with Grader(8) as grader:
        graded = grader.grade(made, exercises_of("03"))
    assert graded.points == graded.possible


INSIDE = {
    "a class": "class Answers:\n    @staticmethod\n    def sigmoid(x):\n        return x",
    "a cell magic": "%%writefile answers.py\ndef sigmoid(x):\n    return x",
    "a function": "def mine():\n    def sigmoid(x):\n        return x",
}


@pytest.mark.parametrize("cell", INSIDE.values(), ids=INSIDE)
def test_an_answer_inside_something_else_is_said_and_listed(cell, grader):
    made = graded_by(grader, cell)
    (verdict,) = (r.verdict for r in made.results if r.exercise == "sigmoid")
    assert "left edge" in str(verdict)
    assert [id for id, _ in made.needs_human] == ["inside"]


def test_a_loop_without_end_costs_its_seconds_once():
    """Not once a case, which would use up the file's time and its other answers with it."""
    calls = []

    def stuck(x):
        calls.append(x)
        raise TookTooLong("still running after 1 seconds")

    worker, rules = Worker(), {"finish": None, "seconds": 1.0}
    worker.own["sigmoid"] = stuck
    case = {"args": (1.0,), "calls": 1, "extra": None}
    told = [worker.call("sigmoid", case, rules) for _ in range(3)]
    assert len(calls) == 1 and {t["error"] for t in told} == {"TookTooLong"}


def test_a_server_that_is_killed_costs_nobody_a_point():
    """As a machine out of memory does it: the submission begins anew, once."""
    with Grader(9) as grader:
        worker, killed = grader.server.worker, []

        def once():
            made = worker()
            if not killed:
                killed.append(grader.server.process.pid)
                os.kill(killed[0], signal.SIGKILL)
            return made

        grader.server.worker = once
        graded = graded_by(grader, RIGHT)
        assert killed and graded.points == 5 and not graded.needs_human


def test_a_server_that_is_killed_again_is_our_fault(grader, monkeypatch):
    def gone(self):
        raise ServerGone

    monkeypatch.setattr(Marking, "graded", gone)
    graded = graded_by(grader, RIGHT)
    assert graded.fault and [id for id, _ in graded.needs_human] == ["server"]


def test_an_answer_that_needs_an_absent_package_is_for_a_human(grader):
    cell = "from scipy.special import expit\ndef sigmoid(x):\n    return expit(x)"
    for _ in range(2):  # the second verdict is a remembered one
        graded = graded_by(grader, cell)
        assert [id for id, _ in graded.needs_human] == ["package"]
