"""Delivered cells answer nothing; hand-ins are the union of a learner's files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from classroom import all_right, right, small, write
from grade_command import grade, table
from places import ROOT
from submissions import submission

from bpcourse.course import all_exercises, exercise, exercises_of
from bpcourse.grading.delivered import digest_of, is_delivered, sources_of
from bpcourse.grading.grader import Grader
from bpcourse.grading.needs import needed

NOTEBOOKS = sorted(
    [*(ROOT / "notebooks").glob("*.ipynb"), *(ROOT / "exercises").glob("*.ipynb")]
)
EVERY = list(all_exercises().values())


def code_of(path: Path) -> list[str]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]


@pytest.fixture(scope="module")
def grader():
    with Grader(5) as grader:
        yield grader


# ---- untouched


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_delivered_notebook_handed_in_untouched_gets_nothing(path, grader):
    graded = grader.grade(submission(*code_of(path)), EVERY)
    assert graded.points == 0
    assert not [r.exercise for r in graded.results if r.attempted]
    assert not graded.notes and not graded.needs_human


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_delivered_cells_that_run_beside_a_learners_own_answer_nothing(path, grader):
    """Every name is used, so that every cell has to run."""
    cells = code_of(path)
    words = " ".join(sorted({n for c in cells for n in c.split() if n.isidentifier()}))
    graded = grader.grade(submission(*cells, f"vars, '''{words}'''"), EVERY)
    assert graded.points == 0, [r.exercise for r in graded.results if r.points]


def test_every_delivered_cell_is_known_and_what_editors_change_is_not_a_change():
    for source in sources_of(NOTEBOOKS[-1]):
        assert is_delivered(source)
        assert is_delivered(source.replace("\n", "\r\n") + "  \n")
    assert not is_delivered("def sigmoid(x): return x")
    assert digest_of("a\nb") != digest_of("a\n b")


def test_only_the_delivered_cells_that_give_a_name_have_to_run(monkeypatch):
    cells = ["import numpy as np", "a = np.ones(3)", "b = 2", "c = a[0]", "mine = c"]
    ours = {digest_of(c) for c in cells[:4]}
    monkeypatch.setattr("bpcourse.grading.delivered.delivered", lambda: ours)
    assert needed(cells) == [True, True, False, True, True]
    assert needed(cells[:4]) == [False] * 4


LENT = ("import numpy as np", "x = [1]", "y = x + np.ones(1)", "np.random.seed(0)")
READS_X = (
    *("x", "x += 1", "x[0] = 1", "x.append(2)", "lambda: x", "[x for _ in 'ab']"),
    *("def f(): return x", "def f(a=x): return a", "@x\ndef f(): return 0"),
    *("class A:\n    a = x", "def f():\n    global x\n    x += 1", "eval('x')"),
    *("!ls x", "%timeit x", "def f(a):\n    x = a\n    return x\nf(x)"),
)
READS_NOTHING = (
    *("x = 1", "# x", "'x'", "a.x", "f(x=1)", "lambda x: x", "[x for x in 'ab']"),
    *("def f(x): return x.append(1)", "def f():\n    x = 1\n    x += 1\n    return x"),
    *("import x", "def x(): return 1", "def f():\n    def g(): return x\n    x = 1"),
)


@pytest.fixture
def lent(monkeypatch):
    ours = {digest_of(c) for c in LENT}
    monkeypatch.setattr("bpcourse.grading.delivered.delivered", lambda: ours)


@pytest.mark.parametrize("own", READS_X)
def test_a_delivered_cell_whose_name_is_read_has_to_run(lent, own):
    assert needed([*LENT, own])[1]


@pytest.mark.parametrize("own", READS_NOTHING)
def test_names_of_a_function_s_own_and_words_need_no_cell(lent, own):
    assert needed([*LENT, own]) == [False] * 4 + [True]


def test_what_a_delivered_cell_reads_or_changes_has_to_run_too(lent, monkeypatch):
    assert needed([*LENT, "y"]) == [True, True, True, False, True]
    lent = ["x = [1]", "x.append(2)", "x[0] = 3", "z = x.copy()", "del x[1]"]
    ours = {digest_of(c) for c in lent}
    monkeypatch.setattr("bpcourse.grading.delivered.delivered", lambda: ours)
    assert needed([*lent, "y = x"]) == [True] * 6  # `copy` may change it, too


def test_of_a_delivered_lesson_an_answer_needs_no_demonstration():
    """They train networks for seconds; a function reads what it is given."""
    for path in (p for p in NOTEBOOKS if p.parent.name == "notebooks"):
        cells = code_of(path)
        own = [right(e.name) for e in exercises_of(path.name[:2])]
        kept = sum(needed([*cells, *own])[: len(cells)])
        assert kept <= 5 < len(cells), path.name


def test_an_answer_written_beside_the_stub_counts(grader):
    """Above it: the delivered stub, run later, doesn't take its place."""
    path = next(p for p in NOTEBOOKS if "exercises/03" in p.as_posix())
    for cells in (
        [right("neuron_delta"), *code_of(path)],
        [*code_of(path), right("neuron_delta")],
    ):
        graded = grader.grade(submission("import numpy as np", *cells), EVERY)
        assert [r.exercise for r in graded.results if r.points] == ["neuron_delta"]


def test_a_text_cell_and_a_renamed_function_are_told(grader):
    prose = ("```python\ndef neuron_delta(o, t):\n    return 1\n```",)
    cells = ("def neuronOutput(x, w, b):\n    return 1",)
    graded = grader.grade(submission(*cells, prose=prose), exercises_of("03"))
    told = {r.exercise: str(r.verdict) for r in graded.results}
    assert "make it a code cell" in told["neuron_delta"]
    assert "neuronOutput" in told["neuron_output"]
    assert {id for id, _ in graded.needs_human} == {"text cell", "renamed"}


def test_a_renamed_function_is_offered_to_the_nearest_exercise_alone(grader):
    cell = "def neuron_outputs(x, w, b):\n    return 1"
    graded = grader.grade(submission(cell), exercises_of("03"))
    assert graded.needs_human == (
        ("renamed", "neuron_outputs looks like neuron_output"),
    )


# ---- mine


USES = "from bpcourse import mine\nimport numpy as np\n"


def test_mine_is_the_submissions_own_function(grader):
    cell = USES + (
        "def sigmoid_derivative(x):\n    return mine.sigmoid(x) * (1 - mine.sigmoid(x))"
    )
    asked = [exercise("sigmoid_derivative"), exercise("sigmoid")]
    graded = grader.grade(submission(right("sigmoid"), cell), asked)
    assert graded.points == graded.possible


@pytest.mark.parametrize("first", ["", "def sigmoid(x):\n    return x * 0"])
def test_where_it_is_absent_or_wrong_the_right_one_stands_in(grader, first):
    cell = USES + (
        "piece = mine.sigmoid\nmine.whose()\n"
        "def sigmoid_derivative(x):\n    return piece(x) * mine.sigmoid(-np.asarray(x))"
    )
    asked = [exercise("sigmoid"), exercise("sigmoid_derivative")]
    graded = grader.grade(submission(first, cell), asked)
    assert [r.points for r in graded.results] == [0, asked[1].points]
    assert "judged with a right sigmoid" in str(graded.results[1].verdict)


def test_mine_of_another_lesson_is_the_right_one(grader):
    cell = (
        USES
        + "def neuron_delta(o, t):\n    return (o - t) * o * (1 - mine.sigmoid(0) * 2 * o)"
    )
    graded = grader.grade(submission(cell), [exercise("neuron_delta")])
    assert graded.points == graded.possible


@pytest.mark.parametrize(
    "cell",
    [
        "sigmoid = mine.sigmoid",
        "def sigmoid(x):\n    return mine.sigmoid(x)",
        "from bpcourse.mine import sigmoid",
        "import bpcourse.mine as m\ndef sigmoid(x):\n    return m.sigmoid(x)",
        "def sigmoid(x):\n    return mine.sigmoid_derivative(x)",
    ],
)
def test_mine_is_no_answer(grader, cell):
    asked = [exercise("sigmoid"), exercise("sigmoid_derivative")]
    graded = grader.grade(submission(USES + cell), asked)
    assert graded.points == 0


# ---- the union of files


def test_each_exercise_counts_from_the_file_in_which_it_was_attempted(tmp_path):
    """Lesson and problem set together; a copy in both counts where it is right."""
    names = [e.name for e in exercises_of("03")][:3]
    answers = all_right("03")
    folder = tmp_path / "class" / "alder"
    wrong = f"def {names[0]}(*a):\n    return 0"
    write(
        folder / "notebooks" / "03_single_neuron.ipynb", small(wrong, answers[names[1]])
    )
    cells = [answers[names[0]], answers[names[2]]]
    write(folder / "exercises" / "03_single_neuron.ipynb", small(*cells))
    write(folder / "03_single_neuron (1).ipynb", small("x = 1"))
    assert grade(tmp_path / "class", "--out", tmp_path / "out") == 0
    (row,) = table(tmp_path / "out" / "grades.csv")
    for name in names:
        assert float(row[f"03 {name}"]) == exercise(name).points
    page = (tmp_path / "out" / "feedback" / "alder.html").read_text("utf-8")
    assert page.count("counted from 03_single_neuron.ipynb") == 3
    files = table(tmp_path / "out" / "files.csv")
    assert [f["state"] for f in files].count("set aside") == 1


def test_an_untouched_file_never_beats_an_attempted_one(tmp_path):
    stub = next(p for p in NOTEBOOKS if "exercises/03" in p.as_posix())
    folder = tmp_path / "class" / "alder"
    write(folder / "03_single_neuron.ipynb", small(right("neuron_delta")))
    for name in ("03_single_neuron (1).ipynb", "03_single_neuron-2.ipynb"):
        write(folder / name, stub.read_bytes())
    grade(tmp_path / "class", "--out", tmp_path / "out")
    (row,) = table(tmp_path / "out" / "grades.csv")
    assert float(row["03 neuron_delta"]) > 0
