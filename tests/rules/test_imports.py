"""What an import costs, and who may import whom."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pkgutil import iter_modules

import grimp
import pytest
from places import ROOT

import bpcourse
from bpcourse import MATHEMATICS
from bpcourse.course import all_exercises, all_lessons
from bpcourse.errors import brings
from bpcourse.grading.sandbox.server import SOURCES

NO_MATHEMATICS = {"__main__", "arrays", "cli", "console", "datasets", "errors", "files"}

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


CONTRACTS = {
    contract["name"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}


def of_mathematics(modules):
    """Those of the mathematics among a contract's modules, in its order."""
    names = [m.removeprefix("bpcourse.") for m in modules]
    return [n for n in names if n in MATHEMATICS]


def test_contracts_name_every_module_of_the_mathematics():
    layers, knows_nothing, no_answer = (
        CONTRACTS[name]
        for name in (
            "Mathematics needs NumPy and the lessons below it",
            "Mathematics knows nothing of the course, plots or Jupyter",
            "What a submission's worker is built of holds no answer",
        )
    )
    whole = sorted(MATHEMATICS)
    assert of_mathematics(layers["layers"]) == list(MATHEMATICS[::-1])
    assert sorted(of_mathematics(knows_nothing["source_modules"])) == whole
    assert sorted(of_mathematics(no_answer["forbidden_modules"])) == whole


def test_a_lesson_functions_lie_in_a_module_of_the_mathematics():
    assert {one.room for one in all_lessons().values()} - {None} <= set(MATHEMATICS)


def test_every_module_beside_the_package_is_mathematics_or_known():
    """A new module of mathematics is named once, and can't be forgotten there."""
    found = {m.name for m in iter_modules(bpcourse.__path__) if not m.ispkg}
    assert found - NO_MATHEMATICS == set(MATHEMATICS)


def test_the_contract_on_the_worker_names_all_that_it_is_built_of():
    contract = CONTRACTS["What a submission's worker is built of holds no answer"]
    assert sorted(contract["source_modules"]) == sorted(
        f"bpcourse.{name}" for name in SOURCES
    )


@pytest.mark.parametrize("name", [*MATHEMATICS, "datasets"])
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
