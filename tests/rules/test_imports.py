"""What an import costs, and who may import whom."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import grimp
import pytest
from places import ROOT

from bpcourse.course import all_exercises, all_lessons
from bpcourse.errors import brings

HEAVY = (
    "numpy",
    "matplotlib",
    "ipywidgets",
    "IPython",
    "sqlite3",
    "nbformat",
    "jupyterlab",
)


def modules_after(code: str) -> set[str]:
    out = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(out.stdout.split())


def test_importing_the_package_opens_nothing_heavy():
    assert not modules_after("import bpcourse") & set(HEAVY)


MATHEMATICS = ["activations", "losses", "neuron", "layer", "network", "descent"]
MATHEMATICS += ["regularization", "gradcheck", "datasets", "optimizers", "convolution"]
MATHEMATICS += ["normalization", "sweeps", "graph", "training"]
MATHEMATICS += ["layers", "sequential"]


@pytest.mark.parametrize("name", MATHEMATICS)
def test_the_mathematics_needs_numpy_only(name):
    loaded = modules_after(f"from bpcourse import {name}; {name}")
    assert "numpy" in loaded and not loaded & (set(HEAVY) - {"numpy"})


def test_a_check_draws_nothing():
    loaded = modules_after("from bpcourse import check")
    assert not loaded & {"matplotlib", "ipywidgets", "jupyterlab", "nbformat"}


SHOWS_OR_JUDGES = re.compile(
    r"(matplotlib|ipywidgets|IPython|bpcourse\.(drawing|widgets|checking))(\.|$)"
)
COURSE = "bpcourse.course"
DATA = [f"{COURSE}.model", f"{COURSE}.questions"]
DATA += [f"{COURSE}.lesson_{number}" for number in all_lessons()]
DATA += [f"{COURSE}.lesson_{number}.questions" for number in all_lessons()]
DATA += [f"{COURSE}.lesson_{e.lesson}.{e.name}" for e in all_exercises().values()]


@pytest.fixture
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("bpcourse", include_external_packages=True)


def more_than_data(graph: grimp.ImportGraph) -> set[str]:
    """The modules of plain data that import, by others too, what shows or judges."""
    above = {name: graph.find_upstream_modules(name) for name in DATA}
    return {name for name in DATA if any(map(SHOWS_OR_JUDGES.match, above[name]))}


def test_exercises_and_questions_are_plain_data(imports):
    assert not more_than_data(imports)


@pytest.mark.parametrize(
    "imported",
    ["matplotlib", "bpcourse.drawing.svg", "bpcourse.course.lesson_05.figures"],
)
def test_an_exercise_that_draws_is_seen(imports, imported):
    exercise = "bpcourse.course.lesson_05.hidden_delta"
    imports.add_import(importer=exercise, imported=imported)
    assert more_than_data(imports) >= {exercise}


def test_everything_that_is_announced_is_there():
    import bpcourse

    for name in bpcourse.__all__:
        assert getattr(bpcourse, name) is not None
    with pytest.raises(AttributeError, match="nothing_like_this"):
        bpcourse.nothing_like_this  # noqa: B018


def test_a_missing_extra_is_a_sentence():
    code = (
        "import sys\n"
        "sys.modules['jupytext'] = None\n"
        "from bpcourse.cli import main\n"
        "raise SystemExit(main(['build']))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert out.returncode == 2 and "Traceback" not in out.stderr
    assert brings("build") in out.stderr


def test_an_extra_is_installed_beside_this_python_and_from_this_checkout():
    told = brings("site")
    assert "pip install" in told and sys.executable in told
    assert shlex.split(told)[-1] == f"{ROOT}[site]"
