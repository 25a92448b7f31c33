"""What the learner takes home: a package of their own functions, which stands by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from places import ROOT

from bpcourse import course, mine
from bpcourse.cli import main

WITHOUT = "import sys; sys.modules['bpcourse'] = None; sys.dont_write_bytecode = True\n"
TAPE = """
import numpy as np
from mine.course import datasets, graph

w = graph.tensor([0.5, -1.0], requires_grad=True)
((w * np.array([2.0, 3.0])).sum() ** 2).backward()
assert np.allclose(w.grad.data, [-8.0, -12.0])

X, labels, held, answers = datasets.split_digits()
rng = np.random.default_rng(0)
place = lambda some: datasets.place_digits(some, 12, rng).reshape(len(some), 144)
X, labels = np.concatenate([place(X) for _ in range(3)]), np.tile(labels, 3)
held = place(held)
from mine import train_digits
Y = datasets.one_hot(labels)
predict = train_digits(X, Y, np.random.default_rng(0))
print((predict(held) == answers).mean())
"""
TWELVE = """
import numpy as np
from mine import backward, product_rule, topological_order

assert "bpcourse" not in [n.partition(".")[0] for n, m in sys.modules.items() if m]
T = np.array([[0.01, 0.99]])
net = TwoLayers()
loss = torch.sum((net(inputs) - target) ** 2) / 2
loss.backward()
layers = (net.hidden, net.output)
weights = [layer.weight.data.T for layer in layers]
biases = [layer.bias.data for layer in layers]
by_hand = backward(np.array([[0.05, 0.10]]), weights, biases, T)
for (dW, db), layer in zip(by_hand, layers):
    assert np.abs(dW - layer.weight.grad.data.T).max() < 1e-15
    assert np.abs(db - layer.bias.grad.data).max() < 1e-15
"""


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    """A workspace in which every exercise has passed, and the package made of it."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BPCOURSE_MINE", str(folder / "mine"))
        for exercise in course.all_exercises().values():
            cell = f"import numpy as np\n\n\n{exercise.source}\n"
            space = {"__name__": "__main__", "In": [cell]}
            exec(cell, space)
            assert "yours" in str(mine.keep(space[exercise.name], exercise))
        assert main(["export", "mine", str(folder / "package")]) == 0
        assert main(["export", "mine", str(folder / "package")]) == 2
    return folder / "package"


def in_the_package(package: Path, code: str) -> subprocess.CompletedProcess:
    line = [sys.executable, "-c", WITHOUT + code]
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # pytest as it is
    return subprocess.run(line, cwd=package, env=alone, capture_output=True, text=True)


def test_every_function_is_there_and_its_tests_pass_without_the_course(solved):
    code = "import pytest; sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider']))"
    done = in_the_package(solved, code)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    names = course.all_exercises()
    tests = "".join(p.read_text("utf-8") for p in (solved / "tests").iterdir())
    without = [name for name in names if f"def test_{name}_1" not in tests]
    assert len(without) <= len(names) / 5, without
    assert sum(text.startswith("def test_") for text in tests.splitlines()) > 100


def test_its_digits_are_trained_without_the_course(solved):
    done = in_the_package(solved, TAPE)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) > 0.8


def program_of_lesson_12() -> str:
    """The cell that is written for PyTorch, on the package's own tape."""
    [path] = (ROOT / "notebooks").glob("12_*.ipynb")
    cells = json.loads(path.read_text("utf-8"))["cells"]
    [cell] = [c for c in cells if "class TwoLayers(nn.Module)" in "".join(c["source"])]
    return "".join(cell["source"]).replace("from bpcourse", "from mine.course")


def test_lesson_12s_program_runs_on_it_without_the_course(solved):
    done = in_the_package(solved, program_of_lesson_12() + TWELVE)
    assert done.returncode == 0, done.stderr
    assert "[[0.7514, 0.7729]]" in done.stdout and "(0.2984," in done.stdout


def test_it_is_built_as_a_wheel_that_holds_the_digits(solved, tmp_path):
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    done = subprocess.run(
        [*build, "--outdir", str(tmp_path), str(solved)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-2000:]
    [wheel] = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "mine/course/data/digits.csv.gz" in names and "mine/lesson_05.py" in names


def test_a_wrong_function_is_found_by_its_tests(solved, tmp_path):
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(solved, copy)
    path = copy / "mine" / "lesson_05.py"
    path.write_text(
        path.read_text("utf-8").replace("W_next.T) * A", "W_next.T) * 2 * A")
    )
    code = "import pytest; sys.exit(pytest.main(['-q', 'tests/test_lesson_05.py']))"
    done = in_the_package(copy, code)
    assert "test_hidden_delta_1" in done.stdout and done.returncode == 1


def test_pieces_that_are_not_the_learners_are_lent_and_marked(tmp_path, monkeypatch):
    monkeypatch.setenv("BPCOURSE_MINE", str(tmp_path / "mine"))
    cell = (
        "from bpcourse import mine\n\ndef forward(X, weights, biases):\n"
        "    found = [X]\n    for W, b in zip(weights, biases):\n"
        "        found.append(mine.sigmoid(found[-1] @ W + b))\n    return found\n"
    )
    space = {"__name__": "__main__", "In": [cell]}
    exec(cell, space)
    assert mine.keep(space["forward"], course.exercise("forward"))
    assert main(["export", "mine", str(tmp_path / "package")]) == 0
    lent = (tmp_path / "package/mine/course/pieces.py").read_text("utf-8")
    assert "course's own" in lent and "def sigmoid" in lent
    code = "import pytest; sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider']))"
    done = in_the_package(tmp_path / "package", code)
    assert done.returncode == 0, done.stdout


def test_where_nothing_is_the_learners_a_sentence_says_so(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("BPCOURSE_MINE", str(tmp_path / "mine"))
    assert main(["export", "mine", str(tmp_path / "package")]) == 2
    assert "nothing is yours yet" in capsys.readouterr().err
