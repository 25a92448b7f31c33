"""A function is taken out of its notebook, with what it needs, and runs in a fresh process."""

import subprocess
import sys

import numpy as np
import pytest
from rotation import part, sweep

from bpcourse import course
from bpcourse.learner.lift import Unliftable, lift

RIGHT = "1 / (1 + np.exp(-x))"
KINDS = {
    "alone": ["import numpy as np", f"def sigmoid(x):\n    return {RIGHT}"],
    "with an import of its own": [
        "from numpy import exp as e_to",
        "def sigmoid(x):\n    return 1 / (1 + e_to(-x))",
    ],
    "with a helper from an earlier cell": [
        "import numpy as np\ndef up(x):\n    return np.exp(-x)",
        "def sigmoid(x):\n    return 1 / (1 + up(x))",
    ],
    "with a constant": [
        "import numpy as np",
        "ONE = 1.0\ndef sigmoid(x):\n    return ONE / (ONE + np.exp(-x))",
    ],
    "with an array that NumPy alone makes": [
        "import numpy as np\nONES = np.ones(1)",
        "def sigmoid(x):\n    return ONES[0] / (ONES[0] + np.exp(-x))",
    ],
    "a lambda": ["import numpy as np", f"sigmoid = lambda x: {RIGHT}"],
    "a partial": [
        "import numpy as np\nfrom functools import partial",
        "def scaled(c, x):\n    return 1 / (1 + np.exp(-c * x))",
        "sigmoid = partial(scaled, 1.0)",
    ],
    "recursive": [
        "import numpy as np",
        "def sigmoid(x, once=True):\n"
        f"    return sigmoid(x, False) if once else {RIGHT}",
    ],
    "decorated": [
        "import functools\nimport numpy as np",
        "def as_floats(f):\n    @functools.wraps(f)\n    def inside(x):\n"
        "        return f(np.asarray(x, dtype=float))\n    return inside",
        f"@as_floats\ndef sigmoid(x):\n    return {RIGHT}",
    ],
    "decorated without wraps": [
        "import numpy as np",
        "def as_floats(f):\n    def inside(x):\n        return f(x * 1.0)\n    return inside",
        f"@as_floats\ndef sigmoid(x):\n    return {RIGHT}",
    ],
    "from a cell with %%time": [
        "import numpy as np",
        f"%%time\ndef sigmoid(x):\n    # halfway up at 0\n    return {RIGHT}",
    ],
    "below a line with %": [
        "import numpy as np",
        f"%pwd\ndef sigmoid(x):\n    return {RIGHT}",
    ],
    "made by a function": [
        "import numpy as np\ndef make(c):\n    def scaled(x):\n"
        "        return 1 / (1 + np.exp(-c * x))\n    return scaled",
        "sigmoid = make(1.0)",
    ],
    "an object that is called": [
        "import numpy as np\nclass Sigmoid:\n    def __call__(self, x):\n"
        f"        return {RIGHT}",
        "sigmoid = Sigmoid()",
    ],
    "with annotations inside": [
        "import numpy as np\nNumber = float",
        "def sigmoid(x):\n    # pasted:\u2028twice\n    def up(v: Number) -> Number:\n"
        "        return np.exp(-v)\n    return 1 / (1 + up(x))",
    ],
    "with annotations inside that are texts": [
        "from __future__ import annotations\nimport numpy as np",
        "def sigmoid(x):\n    def up(v: Undefined) -> list[Undefined]:\n"
        "        return np.exp(-v)\n    return 1 / (1 + up(x))",
    ],
    "with a dataclass": [
        "import numpy as np\nfrom dataclasses import dataclass",
        "@dataclass\nclass Rule:\n    top: float = 1.0",
        "def sigmoid(x):\n    return Rule().top / (1 + np.exp(-x))",
    ],
    "on one line with another statement": [
        f"import numpy as np; sigmoid = lambda x: {RIGHT}; print(sigmoid(0))"
    ],
}


@pytest.fixture(scope="module")
def shell():
    from IPython.core.interactiveshell import InteractiveShell

    main = sys.modules["__main__"]  # a shell puts its own in the place
    yield InteractiveShell()
    sys.modules["__main__"] = main


@pytest.fixture
def notebook(shell):
    """Runs cells as a notebook does; returns the kernel's names."""

    def run(*cells):
        shell.reset(new_session=True)
        shell.compile.reset_compiler_flags()  # a future import lasts till here
        for cell in cells:
            shell.run_cell(cell, store_history=True).raise_error()
        return shell.user_ns

    return run


def in_a_fresh_process(text, call):
    line = [sys.executable, "-c", f"{text}\nprint({call})"]
    return subprocess.run(line, capture_output=True, text=True, check=True).stdout


@sweep
@pytest.mark.parametrize("kind", part(list(KINDS), 3))
def test_a_piece_of_every_kind_runs_in_a_fresh_process(notebook, kind):
    piece = lift(notebook(*KINDS[kind])["sigmoid"], "sigmoid")
    call = "float(sigmoid(__import__('numpy').zeros(1))[0])"
    assert in_a_fresh_process(piece.text, call) == "0.5\n"
    space = {}
    exec(piece.text, space)
    x = np.linspace(-3, 3, 7)
    np.testing.assert_allclose(
        space["sigmoid"](x), course.exercise("sigmoid").reference(x)
    )


def test_words_and_comments_are_the_learners_own(notebook):
    cell = (
        "import numpy as np\nprint('something else')\n"
        "# what I found out:  it is the logistic curve\n"
        "def sigmoid( x ):   # odd spaces stay\n    'my words'\n\n"
        "    return 1/(1+np.exp( -x ))\n    # the end\n\nprint(sigmoid(0))"
    )
    piece = lift(notebook(cell)["sigmoid"], "sigmoid")
    assert piece.blocks["sigmoid"] == cell.split("\n", 2)[2].rsplit("\n\n", 1)[0]
    assert piece.imports == ("import numpy as np",)


def test_the_newest_text_counts_and_not_the_one_of_a_failed_cell(notebook, shell):
    space = notebook("def sigmoid(x):\n    return 1", "def sigmoid(x):\n    return 2")
    shell.run_cell(
        "1 / 0\ndef sigmoid(x):\n    return 3", store_history=True, silent=False
    )
    assert "return 2" in lift(space["sigmoid"], "sigmoid").text


def test_a_function_of_another_name_is_kept_with_its_own(notebook):
    space = notebook("import numpy as np", f"def squash(x):\n    return {RIGHT}")
    text = lift(space["squash"], "sigmoid").text
    assert "def squash(x)" in text and text.endswith("sigmoid = squash\n")


def test_a_helper_with_the_name_of_the_exercise_gets_another(notebook):
    space = notebook(
        "import numpy as np",
        f"def sigmoid(x):\n    return {RIGHT}",
        "kept = [lambda x: sigmoid(x) + 0.0]",
    )
    text = lift(space["kept"][0], "sigmoid").text
    assert in_a_fresh_process(text, "sigmoid(0)") == "0.5\n"
    assert "sigmoid = lambda x: sigmoid_inside(x) + 0.0" in text


TOLD = {
    "a generator": ("rng = np.random.default_rng(0)", "rng.normal()"),
    "an array that was computed": ("W = np.ones(3)\nW += 1", "W.sum()"),
    "a class whose value has changed": (
        "class Rule:\n    top = 0.0\nRule.top = 1.0",
        "Rule.top",
    ),
    "a value that no cell made": ("globals()['state'] = {1: np.ones(2)}", "state[1]"),
    "the notebook itself": ("pass", "get_ipython().execution_count"),
}


@pytest.mark.parametrize("kind", TOLD)
def test_what_hangs_on_the_kernel_is_told(notebook, kind):
    before, use = TOLD[kind]
    cell = f"def sigmoid(x):\n    return {RIGHT} + 0 * {use}"
    space = notebook("import numpy as np", before, cell)
    with pytest.raises(Unliftable, match="notebook"):
        lift(space["sigmoid"], "sigmoid")


@pytest.mark.parametrize("form", ["from beside import up", "import beside"])
def test_a_module_beside_the_notebook_is_told(notebook, tmp_path, monkeypatch, form):
    (tmp_path / "beside.py").write_text("def up(x):\n    return 2.718281828 ** -x\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "beside", raising=False)
    call = "up" if form.startswith("from") else "beside.up"
    space = notebook(form, f"def sigmoid(x):\n    return 1 / (1 + {call}(x))")
    with pytest.raises(Unliftable, match=r"beside\.py"):
        lift(space["sigmoid"], "sigmoid")


def test_a_closure_whose_value_has_changed_is_told(notebook):
    space = notebook(
        "def make(c):\n    def f(x):\n        return c * x\n    return f",
        "c = 1.0\nsigmoid = make(c)",
        "c = 2.0",
    )
    with pytest.raises(Unliftable, match="changed since"):
        lift(space["sigmoid"], "sigmoid")


def test_the_courses_own_function_is_no_piece_of_the_learners():
    with pytest.raises(Unliftable, match="course's own"):
        lift(course.exercise("sigmoid").reference, "sigmoid")


def test_a_function_written_in_c_is_told():
    with pytest.raises(Unliftable, match="isn't written in Python"):
        lift(np.tanh, "sigmoid")


def test_a_delivered_cell_that_nobody_changed_answers_nothing(
    notebook, tmp_path, monkeypatch
):
    import nbformat

    cell = f"import numpy as np\n\ndef sigmoid(x):\n    return {RIGHT}"
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    (tmp_path / "notebooks").mkdir()
    nbformat.write(made, tmp_path / "notebooks" / "01_lesson.ipynb")
    monkeypatch.setattr("bpcourse.learner.text.course_root", lambda: tmp_path)
    with pytest.raises(Unliftable, match="as it was delivered"):
        lift(notebook(cell)["sigmoid"], "sigmoid")
    changed = cell.replace("def ", "# my own\ndef ")
    assert lift(notebook(changed)["sigmoid"], "sigmoid").blocks
