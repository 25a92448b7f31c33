"""`mine`: the learner's own pieces where they passed, the course's where they haven't."""

import os
import subprocess
import sys
import textwrap

import numpy as np
import pytest
from rotation import part, sweep

from bpcourse import check, course, mine
from bpcourse.checking.reply import call_here
from bpcourse.files import write_whole
from bpcourse.learner.as_arrays import as_arrays
from bpcourse.learner.pieces import take_apart

RIGHT = """
def hidden_delta(delta, W, A):
    # {note}
    return {helper}(delta @ W.T, A)


def {helper}(back, A):
    return back * A * (1 - A)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("BPCOURSE_MINE", str(tmp_path / "mine"))
    monkeypatch.setenv("BPCOURSE_PROGRESS", str(tmp_path / "progress.sqlite"))
    mine._unsaved.clear()
    return tmp_path / "mine"


def ran(*cells):
    """What a notebook holds that ran these cells."""
    space = {"__name__": "__main__", "In": list(cells)}
    for cell in cells:
        exec(cell, space)
    return space


def passed(name, *cells):
    verdict = check(ran(*cells)[name], name)
    assert verdict.passed
    return verdict.row("kept")


def test_what_has_not_passed_is_the_courses_own():
    assert mine.hidden_delta is course.exercise("hidden_delta").reference
    assert mine.sigmoid(np.zeros(2)).tolist() == [0.5, 0.5]


def test_an_unknown_name_is_told_with_its_neighbours():
    with pytest.raises(AttributeError, match="hiden_delta.*hidden_delta"):
        _ = mine.hiden_delta


def test_whose_names_every_piece_of_a_lesson():
    names = [e.name for e in course.exercises_of("05")]
    assert list(mine.whose("05")) == names
    assert not any(mine.whose().values())


def test_a_pass_makes_it_the_learners(folder):
    kept = passed("hidden_delta", RIGHT.format(note="my words", helper="slope"))
    assert "mine/lesson_05.py" in kept
    assert mine.hidden_delta is not course.exercise("hidden_delta").reference
    assert mine.whose("05")["hidden_delta"] and not mine.whose("05")["forward"]
    text = (folder / "lesson_05.py").read_text()
    assert "# my words" in text and text.count("def ") == 2
    code = "from lesson_05 import hidden_delta; import numpy as np;"
    code += (
        "print(hidden_delta(np.ones((1, 1)), np.ones((1, 1)), np.full((1, 1), 0.5)))"
    )
    line = [sys.executable, "-c", code]
    fresh = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=True)
    assert fresh.stdout == "[[0.25]]\n"


def test_the_same_text_once_more_says_nothing(folder):
    cell = RIGHT.format(note="first", helper="slope")
    passed("hidden_delta", cell)
    assert passed("hidden_delta", cell) is None
    assert not (folder / "earlier").exists()


def test_a_later_pass_replaces_and_the_older_text_lies_beside(folder):
    passed("hidden_delta", RIGHT.format(note="first", helper="slope"))
    passed("hidden_delta", RIGHT.format(note="second", helper="slope_of_sigmoid"))
    text = (folder / "lesson_05.py").read_text()
    assert "second" in text and "first" not in text and "def slope(" not in text
    earlier = folder / "earlier" / "hidden_delta_1.py"
    assert "# first" in earlier.read_text() and "def slope(" in earlier.read_text()
    exec(earlier.read_text(), {})


FORWARD = """
import numpy as np

def {helper}(z):
    return 1 / (1 + np.exp(-z))

def forward(X, weights, biases):
    found = [X]
    for W, b in zip(weights, biases):
        found.append({helper}(found[-1] @ W + b))
    return found
"""


def test_two_helpers_of_one_name_stay_apart(folder):
    passed("hidden_delta", RIGHT.format(note="first", helper="slope"))
    passed("forward", FORWARD.format(helper="slope"))
    module = take_apart((folder / "lesson_05.py").read_text())
    assert list(module.blocks) == [
        "slope_of_forward",
        "forward",
        "slope",
        "hidden_delta",
    ]
    one = np.full((1, 1), 0.5)
    assert mine.hidden_delta(one, one, one)[0, 0] == 0.0625
    assert mine.forward(one, [one], [one[0]])[1][0, 0] == pytest.approx(0.679, abs=1e-3)


ALL_DELTAS = """
def all_deltas(activations, weights, T):
    A = activations[-1]
    found = [(A - T) * A * (1 - A)]
    for A, W in zip(activations[-2:0:-1], weights[:0:-1]):
        found.insert(0, hidden_delta(found[0], W, A))
    return found
"""


def test_a_helper_that_is_an_exercise_is_no_answer_to_it_before_it_has_passed(folder):
    cells = (RIGHT.format(note="not checked", helper="slope"), ALL_DELTAS)
    passed("all_deltas", *cells)
    assert (
        "hidden_delta_of_all_deltas(found[0], W, A)"
        in (folder / "lesson_05.py").read_text()
    )
    assert mine.whose("05")["all_deltas"] and not mine.whose("05")["hidden_delta"]


def test_pieces_of_one_text_are_shared(folder):
    cells = (RIGHT.format(note="once", helper="slope"), ALL_DELTAS)
    passed("hidden_delta", *cells)
    passed("all_deltas", *cells)
    assert (folder / "lesson_05.py").read_text().count("# once") == 1


def test_an_import_and_a_helper_of_one_name_stay_apart(folder):
    passed("forward", FORWARD.format(helper="squash"))
    cell = "from numpy import multiply as squash\n\ndef hidden_delta(delta, W, A):\n"
    cell += "    return squash(delta @ W.T, A * (1 - A))\n"
    passed("hidden_delta", cell)
    text = (folder / "lesson_05.py").read_text()
    assert "multiply as squash_of_hidden_delta" in text
    one = np.full((1, 1), 0.5)
    assert mine.hidden_delta(one, one, one)[0, 0] == 0.0625
    assert mine.forward(one, [one], [one[0]])[1][0, 0] == pytest.approx(0.679, abs=1e-3)


def test_annotations_that_are_texts_stay_so_beside_other_pieces(folder):
    cell = (
        "from __future__ import annotations\nimport numpy as np\n{}\ndef sigmoid(x):\n"
        "    def up(v: Undefined) -> float:\n"
        "        with np.errstate(over='ignore'):\n            return np.exp(-v)\n"
        "    return 1 / (1 + up(x))"
    )
    assert "mine.sigmoid is yours now" in passed("sigmoid", cell.format(""))
    other = "import ast\ndef relu_derivative(z):\n    ast\n    return (z > 0) * 1.0"
    assert "mine.relu_derivative is yours now" in passed("relu_derivative", other)
    passed("sigmoid", cell.format("A: list = [1]").replace("1 /", "A[0] /"))
    assert mine.sigmoid(np.zeros(1)) == 0.5 and mine.relu_derivative(np.ones(1)) == 1
    lines = (folder / "lesson_01.py").read_text(encoding="utf-8").splitlines()
    assert [n for n in lines if n.startswith(("from", "import"))] == [
        "from __future__ import annotations",
        "import ast",
        "import numpy as np",
    ]


def test_what_the_learner_adds_to_the_file_stays(folder):
    passed("forward", FORWARD.format(helper="squash"))
    path = folder / "lesson_05.py"
    path.write_text(path.read_text() + "\n\ndef my_own():\n    return 1\n\n\nprint()\n")
    passed("hidden_delta", RIGHT.format(note="later", helper="slope"))
    text = path.read_text()
    assert "def my_own" in text and text.endswith("print()\n") and "# later" in text


def test_what_hangs_on_the_kernel_still_passes_and_is_told(folder):
    space = ran(
        "import numpy as np\nones = {1: np.ones(1)}",
        "def hidden_delta(delta, W, A):\n    return delta @ W.T * A * (ones[1] - A)",
    )
    verdict = check(space["hidden_delta"])
    assert verdict.passed and "uses ones" in verdict.row("kept")
    assert "argument" in verdict.row("kept")
    assert not mine.whose("05")["hidden_delta"]


def test_a_file_that_was_replaced_within_a_tick_of_the_clock_is_read_again(folder):
    for number in (1, 2):
        text = f"def forward(*given):\n    return {number}\n"
        write_whole(folder / "lesson_05.py", text)
        os.utime(folder / "lesson_05.py", (0, 0))
        assert mine.forward() == number


def test_a_damaged_file_is_told_and_lies_beside(folder, capsys):
    folder.mkdir()
    (folder / "lesson_05.py").write_text("def forward(:\n")
    assert mine.forward is course.exercise("forward").reference
    assert "course's own pieces stand in" in capsys.readouterr().err
    kept = passed("hidden_delta", RIGHT.format(note="new", helper="slope"))
    assert "lesson_05_damaged_1.py" in kept
    assert (folder / "lesson_05_damaged_1.py").read_text() == "def forward(:\n"
    assert mine.whose("05")["hidden_delta"]


@pytest.mark.parametrize("error", [28, 30, 13])
def test_what_cannot_be_written_is_told_and_held_by_the_kernel(
    folder, monkeypatch, error
):
    passed("forward", FORWARD.format(helper="squash"))
    before = (folder / "lesson_05.py").read_text()

    def fail(*_):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr("os.replace", fail)
    kept = passed("hidden_delta", RIGHT.format(note="new", helper="slope"))
    assert "until this notebook closes" in kept
    assert mine.whose("05")["hidden_delta"]
    assert (folder / "lesson_05.py").read_text() == before
    monkeypatch.undo()


def test_a_place_that_is_a_file_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BPCOURSE_MINE", str(tmp_path / "file" / "mine"))
    kept = passed("hidden_delta", RIGHT.format(note="new", helper="slope"))
    assert "until this notebook closes" in kept


def test_where_no_record_is_kept_there_are_no_pieces(folder, monkeypatch):
    passed("hidden_delta", RIGHT.format(note="new", helper="slope"))
    monkeypatch.delenv("BPCOURSE_MINE")
    monkeypatch.setenv("BPCOURSE_PROGRESS", ":none:")
    assert mine.hidden_delta is course.exercise("hidden_delta").reference
    assert passed("hidden_delta", RIGHT.format(note="x", helper="slope")) is None


def test_the_workspace_is_found_from_its_folders(tmp_path, monkeypatch):
    monkeypatch.delenv("BPCOURSE_MINE")
    (tmp_path / "work" / ".bpcourse").mkdir(parents=True)
    (tmp_path / "work" / "exercises").mkdir()
    monkeypatch.chdir(tmp_path / "work" / "exercises")
    assert mine.folder() == tmp_path / "work" / "mine"
    monkeypatch.chdir(tmp_path)
    assert mine.folder() == tmp_path / "mine"


def test_two_kernels_lose_no_piece(folder, tmp_path):
    program = textwrap.dedent(
        """
        import sys
        from bpcourse.course import exercise, lesson
        from bpcourse.learner.lift import Piece
        from bpcourse.learner.pieces import keep
        from pathlib import Path
        for round in range(15):
            for name in sys.argv[2:]:
                text = f"def {name}():\\n    return {round}"
                keep(Path(sys.argv[1]), lesson("05"), Piece(name, (), {name: text}))
        """
    )
    names = list(course.lesson("05").exercises)
    halves = (names[::2], names[1::2])
    kernels = [
        subprocess.Popen([sys.executable, "-c", program, str(folder), *half])
        for half in halves
    ]
    assert [k.wait() for k in kernels] == [0, 0]
    module = take_apart((folder / "lesson_05.py").read_text())
    assert list(module.blocks) == names
    assert all("return 14" in text for text in module.blocks.values())
    assert len(list((folder / "earlier").iterdir())) == 14 * len(names)


def test_a_kernel_keeps_what_passes_and_a_later_cell_uses_it(tmp_path, monkeypatch):
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.delenv("BPCOURSE_MINE")
    (tmp_path / ".bpcourse").mkdir()
    (tmp_path / "exercises").mkdir()
    cells = (
        "import numpy as np\nfrom bpcourse import check, mine",
        "%%time\n" + RIGHT.format(note="in a kernel", helper="slope"),
        "verdict = check(hidden_delta)",
        "print(verdict.row('kept'), mine.whose('05')['hidden_delta'])",
        "import inspect\nprint(inspect.getsource(mine.hidden_delta))",
    )
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(c) for c in cells]
    )
    where = {"metadata": {"path": str(tmp_path / "exercises")}}
    NotebookClient(notebook, resources=where, timeout=300).execute()
    assert "mine/lesson_05.py True" in notebook.cells[3].outputs[0].text
    assert "# in a kernel" in notebook.cells[4].outputs[0].text
    assert "# in a kernel" in (tmp_path / "mine" / "lesson_05.py").read_text()


@pytest.mark.slow
def test_lesson_05_is_written_into_the_learners_own_module(tmp_path, monkeypatch):
    """The delivered lesson, its answers written, in a workspace: every piece is the learner's."""
    import nbformat
    from nbclient import NotebookClient
    from places import ROOT

    monkeypatch.delenv("BPCOURSE_MINE")
    (tmp_path / ".bpcourse").mkdir()
    (tmp_path / "notebooks").mkdir()
    notebook = nbformat.read(next(ROOT.glob("notebooks/05_*.ipynb")), as_version=4)
    written = []
    for cell in notebook.cells:
        own = cell.metadata.get("bpcourse", {})
        if own.get("role") == "answer" and own["name"] in course.all_exercises():
            written.append(own["name"])
            cell.source = course.exercise(own["name"]).answer(solved=True)
    notebook.cells.append(nbformat.v4.new_code_cell("print(mine.whose('05'))"))
    where = {"metadata": {"path": str(tmp_path / "notebooks")}}
    NotebookClient(notebook, resources=where, timeout=300).execute()
    module = take_apart((tmp_path / "mine" / "lesson_05.py").read_text("utf-8"))
    assert written and set(written) <= set(module.blocks)
    said = notebook.cells[-1].outputs[0].text
    assert said.count("yours") == len(written)


def test_a_helper_that_was_changed_is_kept_as_it_is_now(folder):
    first = RIGHT.format(note="same", helper="slope")
    space = ran(first)
    assert check(space["hidden_delta"]).passed
    later = "def slope(back, A):\n    # another way\n    return back * (A - A * A)"
    exec(later, space)
    space["In"].append(later)
    assert check(space["hidden_delta"]).passed
    assert "# another way" in (folder / "lesson_05.py").read_text()


def test_where_the_current_folder_is_gone_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.delenv("BPCOURSE_MINE")
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert mine.hidden_delta is course.exercise("hidden_delta").reference
    assert passed("hidden_delta", RIGHT.format(note="x", helper="slope")) is None


LISTS = """
def batch_norm(X, gamma, beta, eps=1e-5):
    mean, var = X.mean(axis=0), X.var(axis=0)
    return (gamma * (X - mean) / (var + eps) ** 0.5 + beta).tolist()
"""


def test_lists_pass_and_are_arrays_for_the_lessons():
    passed("batch_norm", LISTS)
    X = np.array([[1.0, 2.0], [3.0, 6.0]])
    found = mine.batch_norm(X, np.ones(2), np.zeros(2))
    assert isinstance(found, np.ndarray) and found.shape == (2, 2)
    assert mine.batch_norm is mine.batch_norm and mine.whose("11")["batch_norm"]


@sweep
@pytest.mark.parametrize(
    "asked",
    part([e for e in course.all_exercises().values() if not e.finish], 6),
    ids=lambda e: e.name,
)
def test_whatever_gives_lists_gives_what_the_courses_piece_gives(asked):
    def lists(*args):
        return listed(asked.reference(*args))

    piece = as_arrays(lists, asked)
    for case in asked.cases(np.random.default_rng(1)):
        want, got = (call_here(f)(case, asked).value for f in (asked.reference, piece))
        assert kinds(got) == kinds(want)


def kinds(value):
    """What stands where; an array without axes is as good as a number."""
    if isinstance(value, (list, tuple)):
        return [kinds(v) for v in value]
    return np.ndim(value) > 0 and type(value).__name__


def listed(value):
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return type(value)(map(listed, value))
    return value
