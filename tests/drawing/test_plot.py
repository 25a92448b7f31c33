"""The source of a plot as a program that runs by itself."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
from lesson_figures import figures_of

from bpcourse.course import all_lessons
from bpcourse.drawing import picture, plot

matplotlib = pytest.importorskip("matplotlib")


def plots():
    """Every plot of every lesson that can be called without arguments."""
    for number in all_lessons():
        for name, function in figures_of(number):
            given = inspect.signature(function).parameters.values()
            free = all(
                p.default is not p.empty or p.kind == p.VAR_KEYWORD for p in given
            )
            if free and hasattr(function, "source"):
                yield pytest.param(function, id=f"{number}.{name}")


each = pytest.mark.parametrize("function", list(plots()))


def drawing(figure) -> list:
    """The numbers that every axis of a figure shows."""
    return [
        [np.asarray(line.get_xydata(), float) for line in ax.get_lines()]
        + [np.asarray(patch.get_extents().bounds) * 0 for patch in ax.patches]
        for ax in figure.axes
    ]


@each
def test_its_source_runs_by_itself_and_shows_the_same_numbers(function, monkeypatch):
    from matplotlib import pyplot as plt

    made = []
    monkeypatch.setattr(picture, "_png", lambda f: made.append(drawing(f)) or b"")
    function()
    monkeypatch.setattr(plt, "show", lambda: None)
    plt.close("all")
    code = str(function.source)
    with matplotlib.rc_context({"figure.max_open_warning": 0}):
        exec(compiled(code), {"__name__": "__main__"})
        own = drawing(plt.gcf())
        plt.close("all")
    assert len(own) == len(made[-1])
    for mine, right in zip(own, made[-1], strict=True):
        assert len(mine) == len(right)
        for a, b in zip(mine, right, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)


def compiled(code: str):
    """As in a learner's cell, where no `from __future__` of ours holds."""
    return compile(code, "cell", "exec", dont_inherit=True)


def test_a_plot_of_numbers_that_are_handed_in_is_a_function(monkeypatch):
    from matplotlib import pyplot as plt

    from bpcourse.course.lesson_05 import figures

    monkeypatch.setattr(plt, "show", lambda: None)
    names: dict = {}
    exec(compiled(str(figures.cost.source)), names)
    names["cost"]([1, 3, 7], [1, 2, 3])
    assert len(plt.gcf().axes[0].get_lines()) >= 2
    plt.close("all")


def test_sources_have_no_annotations_but_those_of_fields():
    code = plot._plain(
        "x: int = 1\ndef f(σ: list[int] = (), *a: int, b: str) -> int:\n    return σ\n"
        "class A:\n    p: int = 2\n    def g(self) -> int:\n        return 1\n"
    )
    assert code == (
        "x = 1\ndef f(σ = (), *a, b):\n    return σ\n"
        "class A:\n    p: int = 2\n    def g(self):\n        return 1\n"
    )


@each
def test_its_source_is_matplotlib_a_learner_could_have_written(function):
    code = repr(function.source)
    assert code.startswith(("import ", "from "))
    assert "plt.subplots(" in code and code.rstrip().endswith("plt.show()")
    for word in ("new_figure", "Picture", "alt =", "@plot"):
        assert word not in code


def test_every_function_that_makes_a_figure_is_a_plot():
    for number in all_lessons():
        for name, function in figures_of(number):
            makes = "new_figure(" in inspect.getsource(function)
            assert not makes or hasattr(function, "source"), f"{number}.{name}"
