"""Lesson 06: the exercise `backtracking_step`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Formula, Mistake, Problem, Rng


def backtracking_step(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    """The first of eta, eta*shrink, eta*shrink², … that lowers f enough.

    Enough (Armijo's rule): f(x - eta*g) <= f(x) - c*eta*|g|², with
    g = gradient(x). `f` and `gradient` are functions of the point `x` (n,);
    a nan of f is a rejection, and g = 0 gives eta itself.
    """
    g = gradient(x)
    slope = np.sum(g**2)
    while not f(x - eta * g) <= f(x) - c * eta * slope:
        eta = eta * shrink
    return eta


_BOWL = Formula("x: 5 * (x**2).sum()"), Formula("x: 10 * x")


_WALLS = (
    Formula("x: -(np.log(x) + np.log(1 - x)).sum()"),
    Formula("x: 1 / (1 - x) - 1 / x"),
)


def _backtracking_cases(rng: Rng) -> Iterator[Case]:
    yield Case((*_BOWL, np.array([1.0])))
    yield Case((*_BOWL, np.array([1.0]), 1.0, 0.5, 0.6))
    yield Case((*_WALLS, np.array([0.05]), 1.0, 0.5))
    yield Case((*_BOWL, np.array([3.0, -4.0]), 1.0, 0.3, 0.5))
    yield Case((*_BOWL, np.array([3.0, -4.0]), 0.199, 0.3, 0.5))
    for eta in (0.1999, 0.19999):  # below and above the limit of the default c
        yield Case((*_BOWL, np.array([1.0]), eta))
    yield Case((*_BOWL, np.array([1.0]), 1e9))
    H = np.array([[8.0, 1.0, 0.0], [1.0, 3.0, 0.5], [0.0, 0.5, 1.0]])
    f = Formula("x: 0.5 * x @ H @ x", H=H)
    g = Formula("x: H @ x", H=H)
    yield Case((f, g, rng.normal(size=3) + 2, 1.0, 0.7, 0.1))
    yield Case((*_BOWL, np.array([0.5]), 0.01))
    flat = Formula("x: (x**2).sum() / 20"), Formula("x: x / 10")
    yield Case((*flat, np.array([1.0]), 1.0, 0.5, 0.5))
    yield Case((*_BOWL, np.zeros(2)))
    below = Formula("x: 5 * (x**2).sum() - 10"), _BOWL[1]  # a loss below 0
    yield Case((*below, np.array([1.0])))


def _backtrack(
    enough: Callable[..., Any],
    factor: Callable[[float], float] = lambda s: s,
    direction: float = -1.0,
) -> Callable[..., Any]:
    """Backtracking with another test enough(new, old, c, eta, g), for mistakes."""

    def search(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
        g, old = gradient(x), f(x)
        for _ in range(200):
            new = f(x + direction * eta * g)
            if enough(new, old, c, eta, g):
                break
            eta *= factor(shrink)
        return eta

    return search


def _judge_step(case: Case, want: Any, got: Any) -> Problem | None:
    """The right step, or what the step that came back does to f."""
    f, gradient, x = case.args[:3]
    found = np.asarray(got, dtype=float)
    if found.ndim:
        return Problem(f"the result has shape {found.shape}, and a step is one number")
    step = float(found)
    if np.isclose(step, want, rtol=1e-5, atol=0):
        return None
    with np.errstate(all="ignore"):
        before, after = float(f(x)), float(f(x - step * gradient(x)))
    first = "the first step that lowers f enough"
    told = f"it gives {step:.6g}, and {first} is {want:.6g}"
    if not np.any(gradient(x)):
        named = "nothing" if step == 0 else "strict" if step < want else None
        return Problem(f"with g = 0 {told}", named)
    return Problem(f"{told}; with {step:.6g}, f goes from {before:.4g} to {after:.4g}")


_armijo = _backtrack(lambda new, old, c, eta, g: new <= old - c * eta * (g @ g))


def _one_early(f, gradient, x, eta, shrink, c):
    step = _armijo(f, gradient, x, eta, shrink, c)
    return step if step == eta else step / shrink


TEST = """\
def test_backtracking_step_1():
    def bowl(x):
        return 5 * (x**2).sum() - 10

    def slope(x):
        return 10 * x

    asked = [(e, s, c) for e in (1.0, 0.7, 0.199) for s in (0.3, 0.5) for c in (0.1, 0.6)]
    for x in (np.array([1.0]), np.array([3.0, -4.0])):
        start, g = x.copy(), 10 * x
        for first, shrink, c in [*asked, (0.19999, 0.5, 1e-4), (1e9, 0.5, 1e-4)]:
            eta = backtracking_step(bowl, slope, x, first, shrink, c)
            tries = [first * shrink**k for k in range(60)]
            enough = [bowl(x - e * g) <= bowl(x) - c * e * (g @ g) for e in tries]
            assert same(eta, tries[enough.index(True)], 1e-5) and same(x, start)
    assert same(backtracking_step(bowl, slope, start, 0.1999), 0.1999)
    assert same(backtracking_step(bowl, slope, 0 * start), 1.0)


def test_backtracking_step_2():
    def wall(x):
        return -(np.log(x) + np.log(1 - x)).sum()

    eta = backtracking_step(wall, lambda x: 1 / (1 - x) - 1 / x, np.array([0.05]))
    assert same(eta, 2.0**-5)"""

EXERCISE = Exercise(
    title="Let the curve choose the step",
    statement=(
        "Start with a large step, and shrink it until the loss falls enough. Write `backtracking_step(f, gradient, x, "
        "eta, shrink, c)`: the first of $\\eta,\\eta s,\\eta s^2,\\dots$ whose step lowers $f$ by at "
        "least the part $c$ of what the slope promises, $\\eta\\lVert g\\rVert^2$. Here $s$ is `shrink`, "
        "and $g=\\nabla f(x)$. A step that leaves the domain of $f$ gives `nan`, and `nan` is a "
        "rejection. With $g=0$ there is nothing to gain, and `eta` comes back."
    ),
    reference=backtracking_step,
    cases=_backtracking_cases,
    judge=_judge_step,
    own_test=TEST,
    points=3,
    minutes=8,
    seconds=2.0,
    mistakes=(
        Mistake(
            "simple_decrease",
            "any decrease is enough: the term c η |g|² is missing",
            _backtrack(lambda new, old, c, eta, g: new <= old),
            "A step that lowers f by a hair is accepted, and many such steps may lead nowhere.",
            "On 5x² from 1 with c = 0.6 it accepts 0.125, where Armijo's rule goes on to 0.0625.",
            "By how much must a step of this length lower f at least?",
        ),
        Mistake(
            "nan_accepted",
            "nan accepted as a success",
            _backtrack(lambda new, old, c, eta, g: not new > old - c * eta * (g @ g)),
            "`while f(…) > …` ends at once when f is nan, because nan > anything is False.",
            "With −log(x) − log(1 − x) from 0.05, the first step leaves the interval and is taken.",
            "Write it as `while not f(…) <= …`.",
        ),
        Mistake(
            "norm_not_squared",
            "|g| instead of |g|²",
            _backtrack(
                lambda new, old, c, eta, g: new <= old - c * eta * np.sqrt(g @ g)
            ),
            "Along −g, f falls at the rate |g|² for each unit of η.",
            "On 5x² from 1 with c = 0.6 it accepts 0.125.",
            "How much does f fall to first order when x moves by −η g?",
        ),
        Mistake(
            "plus",
            "f(x) + c η |g|²: f may even rise",
            _backtrack(lambda new, old, c, eta, g: new <= old + c * eta * (g @ g)),
            "One sign off, and the condition allows instead of demanding.",
            "On 5x² from 1 with c = 0.6 it accepts 0.25, which throws x to −1.5.",
            "Must the new value lie below or above the old one?",
        ),
        Mistake(
            "no_eta_in_bound",
            "c |g|²: the same demand for every step, however small",
            _backtrack(lambda new, old, c, eta, g: new <= old - c * (g @ g)),
            "A small step can't lower f by much; the demand has to shrink with it.",
            "On 5x² from 1 with c = 0.6 no step will ever do.",
            "What happens to both sides when η goes to 0?",
        ),
        Mistake(
            "fixed_shrink",
            "η halved each time, whatever shrink is",
            _backtrack(
                lambda new, old, c, eta, g: new <= old - c * eta * (g @ g),
                lambda s: 0.5,
            ),
            "0.5 is typed into the body, so the argument is never used.",
            "With shrink = 0.3 it still gives powers of one half.",
            "Where does your function use shrink?",
        ),
        Mistake(
            "uphill",
            "x + η g is tried: uphill",
            _backtrack(
                lambda new, old, c, eta, g: new <= old - c * eta * (g @ g),
                direction=1.0,
            ),
            "Along +g, f rises, and no step is ever good enough.",
            "The step shrinks until it is lost in rounding.",
            "In which direction does descent go?",
        ),
        Mistake(
            "one_further",
            "one shrink too many",
            lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: (
                shrink * _armijo(f, gradient, x, eta, shrink, c)
            ),
            "The step that passed the test is shrunk once more before it is returned.",
            "On 5x² from 1 it gives 0.0625, and 0.125 passes.",
            "Does your loop test before it shrinks, or after?",
        ),
        Mistake(
            "new_point",
            "the new point instead of the step",
            lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: (
                x - _armijo(f, gradient, x, eta, shrink, c) * gradient(x)
            ),
            "The point is what you want next. This function answers how far to go.",
            "On 5x² from 1 it gives −0.25, and a step is positive.",
            "What does the docstring say is returned?",
        ),
        Mistake(
            "fixed_c",
            "c = 1e-4, whatever c is",
            lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: _armijo(
                f, gradient, x, eta, shrink
            ),
            "1e-4 is typed into the body, so the argument is never used.",
            "On 5x² from 1 with c = 0.6 it accepts 0.125, as it does with the default.",
            "Where does your function use c?",
        ),
        Mistake(
            "too_few_tries",
            "a number of tries that runs out before the step is small enough",
            lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: max(
                _armijo(f, gradient, x, eta, shrink, c), eta * shrink**20
            ),
            "`for _ in range(20)` is safe from endless loops, and ends with a step that failed.",
            "From eta = 1e9 it takes 33 halvings.",
            "How many tries does your loop allow? A while loop goes on until the test holds.",
            also=(
                lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: max(
                    _armijo(f, gradient, x, eta, shrink, c), eta * shrink**2
                ),
                lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: max(
                    _armijo(f, gradient, x, eta, shrink, c), eta * shrink**3
                ),
                lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: max(
                    _armijo(f, gradient, x, eta, shrink, c), eta * shrink**5
                ),
                lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: max(
                    _armijo(f, gradient, x, eta, shrink, c), eta * shrink**10
                ),
                lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: max(
                    _armijo(f, gradient, x, eta, shrink, c), eta * shrink**30
                ),
            ),
        ),
        Mistake(
            "strict",
            "< instead of <=: with g = 0 no step is ever good enough",
            lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: (
                eta * shrink**200
                if not np.any(gradient(x))
                else _armijo(f, gradient, x, eta, shrink, c)
            ),
            "Where the slope is 0 both sides are equal, and f(x) < f(x) is never true.",
            "In the minimum the loop doesn't end, or ends when its tries run out.",
            "Which comparison lets equal values pass?",
        ),
        Mistake(
            "nothing",
            "0 where g = 0",
            lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: (
                0.0
                if not np.any(gradient(x))
                else _armijo(f, gradient, x, eta, shrink, c)
            ),
            "No way to go, so no step: it sounds right. But the step is a factor, and any will do there.",
            "The statement says that eta comes back.",
            "What does the rule give for eta itself, with g = 0?",
        ),
        Mistake(
            "one_early",
            "the last step that was rejected",
            lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: _one_early(
                f, gradient, x, eta, shrink, c
            ),
            "The old step is kept, and the one that passed the test is lost.",
            "On 5x² from 1 it gives 0.25, which throws x to −1.5.",
            "Which of the two steps has passed the test?",
        ),
        Mistake(
            "if_for_while",
            "`if` instead of `while`: one shrink at most",
            lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: max(
                _armijo(f, gradient, x, eta, shrink, c), eta * shrink
            ),
            "The step is tested once, and what comes after it isn't tested at all.",
            "On 5x² from 1 it gives 0.5, and f rises.",
            "How often does your function ask f?",
        ),
        Mistake(
            "never_tries",
            "eta as it came in: nothing is tried",
            lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: eta,
            "The bold step is only the first try.",
            "On 5x² from 1 it throws x to −9.",
            "Where does your function ask f?",
        ),
        Mistake(
            "turned_test",
            "the test turned round: good steps are shrunk, and the first bad one is taken",
            _backtrack(lambda new, old, c, eta, g: new >= old - c * eta * (g @ g)),
            "The condition says when to go on, or when to stop; here it says the other one.",
            "On 5x² from 1 it takes the step of 1, which throws x to −9.",
            "Read your condition aloud: as long as f has (not) fallen enough, …",
        ),
        Mistake(
            "sum_of_gradient",
            "Σ g instead of |g|²",
            _backtrack(lambda new, old, c, eta, g: new <= old - c * eta * np.sum(g)),
            "The rule wants the squared length; entries of opposite signs cancel in a sum.",
            "With g = (30, −40) it demands that f may rise.",
            "By how much does f fall to first order when x moves by −η g?",
        ),
        Mistake(
            "other_default",
            "other defaults than in the signature above",
            lambda f, gradient, x, eta=1.0, shrink=0.8, c=1e-4: _armijo(
                f, gradient, x, eta, shrink, c
            ),
            "Where all are given, all is right.",
            "Called without them it gives another step.",
            "Which defaults does the signature above have?",
            also=(
                lambda f, gradient, x, eta=1.0, shrink=0.9, c=1e-4: _armijo(
                    f, gradient, x, eta, shrink, c
                ),
                lambda f, gradient, x, eta=1.0, shrink=0.1, c=1e-4: _armijo(
                    f, gradient, x, eta, shrink, c
                ),
                lambda f, gradient, x, eta=0.1, shrink=0.5, c=1e-4: _armijo(
                    f, gradient, x, eta, shrink, c
                ),
                lambda f, gradient, x, eta=1.0, shrink=0.5, c=0.5: _armijo(
                    f, gradient, x, eta, shrink, c
                ),
                lambda f, gradient, x, eta=1.0, shrink=0.5, c=0.1: _armijo(
                    f, gradient, x, eta, shrink, c
                ),
                lambda f, gradient, x, eta=1.0, shrink=0.8, c=0.5: _armijo(
                    f, gradient, x, eta, shrink, c
                ),
                lambda f, gradient, x, eta=0.1, shrink=0.5, c=0.5: _armijo(
                    f, gradient, x, eta, shrink, c
                ),
            ),
        ),
    ),
    hints=(
        "A while loop: as long as the step isn't good enough, make it smaller.",
        "Compute g and |g|² once. The condition to go on: not f(x − ηg) <= f(x) − c η |g|².",
        "g = gradient(x)\nslope = np.sum(g**2)\nwhile not f(x - eta * g) <= f(x) - c * eta * slope:\n"
        "    eta = eta * shrink\nreturn eta",
    ),
    symptoms=(
        ("it never ends", "Is it x − eta * g, and does the demand shrink with eta?"),
        (
            "nan is accepted",
            "nan > 1 is False, and so is nan <= 1. Which one stops the loop?",
        ),
        ("the step is too large", "Is the term c * eta * |g|² there, with the square?"),
    ),
    taught="Let the curve choose",
    another_way=(
        "Compute f(x) once, before the loop: each trial then costs one evaluation. On a bowl the rule "
        "accepts exactly the steps with ηλ ≤ 2(1 − c)."
    ),
)
