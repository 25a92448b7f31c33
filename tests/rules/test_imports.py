"""What an import costs, and who may import whom."""

from __future__ import annotations

import shlex
import subprocess
import sys

import pytest
from places import ROOT

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
