"""Lesson 06: the exercise `gradient_descent`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Formula, Mistake, Rng


def gradient_descent(gradient, x0, eta, steps):
    """The path (steps + 1, ...): x0, and the point after every step.

    `gradient` is a function of the point, `x0` a float or an array of any
    shape.
    """
    path = [x0]
    for _ in range(steps):
        path.append(path[-1] - eta * gradient(path[-1]))
    return np.array(path)


def _descent_cases(rng: Rng) -> Iterator[Case]:
    yield Case((Formula("x: x"), 1.0, 0.5, 2))
    yield Case((Formula("x: 3 * x**2 - 3"), float(rng.uniform(1.2, 1.6)), 0.05, 3))
    steep = np.array([1.0, 10.0, 3.0])
    yield Case((Formula("x: steep * x", steep=steep), rng.normal(size=3), 0.15, 4))
    H = np.array([[3.0, 1.0], [1.0, 2.0]])
    yield Case((Formula("x: H @ x", H=H), np.array([1.0, -2.0]), 0.2, 2))
    yield Case((Formula("x: x**3 - x + 0.3"), rng.normal(size=(2, 3)), 0.1, 5))
    yield Case((Formula("x: 2 * x"), 0.3, 0.5, 3))
    yield Case((Formula("x: 2 * x"), float(rng.uniform(1, 2)), 0.9, 4))
    yield Case((Formula("x: np.sin(x)"), rng.normal(size=1), 0.4, 1))
    yield Case((Formula("x: 2 * x"), 0.7, 0.1, 0))


def _walk(step: Callable[..., Any]) -> Callable[..., Any]:
    """Descent with another step(x, g, eta, x0, g0), to write mistakes in one line."""

    def walk(gradient, x0, eta, steps):
        path, first = [x0], gradient(x0)
        for _ in range(steps):
            x = path[-1]
            path.append(step(x, gradient(x), eta, x0, first))
        return np.array(path)

    return walk


_right_walk = _walk(lambda x, g, eta, x0, g0: x - eta * g)


def _paced(gradient, x0, eta, steps, pace):
    path = [x0]
    for k in range(steps):
        path.append(path[-1] - eta * pace(k) * gradient(path[-1]))
    return np.array(path)


def _momentum(gradient, x0, eta, steps):
    path, total = [x0], 0.0
    for _ in range(steps):
        total = total + gradient(path[-1])
        path.append(path[-1] - eta * total)
    return np.array(path)


def _changes(gradient, x0, eta, steps):
    path = gradient_descent(gradient, x0, eta, steps)
    return np.concatenate([path[:1], np.diff(path, axis=0)])


def _until_flat(gradient, x0, eta, steps, flat):
    path = [x0]
    for _ in range(steps):
        g = gradient(path[-1])
        if np.sqrt(np.sum(g * g)) < flat:
            break
        path.append(path[-1] - eta * g)
    return np.array(path)


def _by_coordinates(gradient, x0, eta, steps):
    x = np.array(x0, dtype=float)
    path = [x.copy()]
    for _ in range(steps):
        for index in np.ndindex(x.shape):
            x[index] -= eta * np.asarray(gradient(x))[index]
        path.append(x.copy())
    return np.array(path)


EXERCISE = Exercise(
    title="Walk downhill",
    statement=(
        "Write `gradient_descent(gradient, x0, eta, steps)`: from `x0`, step against the gradient, "
        "again and again, each time by $\\eta$ times the gradient where you are. Return the whole "
        "**path**, `x0` first, so that you can see where it went. `x0` may be a float, a vector or a "
        "whole weight matrix: the same line serves them all."
    ),
    reference=gradient_descent,
    cases=_descent_cases,
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "ascent",
            "x + η g: a walk uphill",
            _walk(lambda x, g, eta, x0, g0: x + eta * g),
            "An update carries the minus already. Subtract it, and two minus signs make a plus.",
            "On f = x²/2 from 1, the points move away from the minimum at 0.",
            "Which way does the gradient point: up or down?",
        ),
        Mistake(
            "no_start",
            "the path without its starting point",
            lambda gradient, x0, eta, steps: _right_walk(gradient, x0, eta, steps)[1:],
            "The loop appends new points only; the first one is there before it.",
            "For 2 steps it returns 2 points, and 2 steps visit 3.",
            "What is in the list before the loop begins?",
        ),
        Mistake(
            "only_last",
            "the last point alone",
            lambda gradient, x0, eta, steps: _right_walk(gradient, x0, eta, steps)[-1],
            "The minimum seems to be all that matters.",
            "A path that jumps from side to side can't be told from one that moves slowly.",
            "Collect every point in a list.",
        ),
        Mistake(
            "one_short",
            "one step too few",
            lambda gradient, x0, eta, steps: _right_walk(
                gradient, x0, eta, max(steps - 1, 0)
            ),
            "The starting point was counted as a step.",
            "For 2 steps it returns 2 points, and 2 steps visit 3.",
            "How often does the loop run?",
            also=(
                lambda gradient, x0, eta, steps: _right_walk(gradient, x0, eta, steps)[
                    :-1
                ],
            ),
        ),
        Mistake(
            "stale_gradient",
            "the gradient of the starting point, used for every step",
            _walk(lambda x, g, eta, x0, g0: x - eta * g0),
            "It was computed once, before the loop.",
            "On f = x²/2 from 1 with η = 0.5 the steps don't shrink: 1, 0.5, 0.",
            "Where are you standing when you ask for the slope?",
        ),
        Mistake(
            "from_start",
            "x0 − η g: every step starts at x0 again",
            _walk(lambda x, g, eta, x0, g0: x0 - eta * g),
            "x0 stands in the loop, where the newest point belongs.",
            "On f = x²/2 from 1 with η = 0.5 it goes 1, 0.5, 0.75: it turns round.",
            "Which point does the second step start from?",
            also=(_walk(lambda x, g, eta, x0, g0: x0 - eta * g0),),
        ),
        Mistake(
            "no_eta",
            "x − g: a step without η",
            _walk(lambda x, g, eta, x0, g0: x - g),
            "The gradient says where to, and η how far.",
            "On f = x²/2 from 1 it lands on 0 at once, whatever η is.",
            "What changes in your path when you halve eta?",
        ),
        Mistake(
            "unit_steps",
            "steps of length η: the gradient is scaled to length 1",
            _walk(lambda x, g, eta, x0, g0: x - eta * g / np.sqrt(np.sum(g * g))),
            "η is a rate, and no length: the step's length is η times the slope.",
            "The steps don't shrink as the slope does, so the path passes the minimum.",
            "How long should the step be where the curve is nearly flat?",
            also=(
                _walk(
                    lambda x, g, eta, x0, g0: (
                        x - eta * g / (np.sqrt(np.sum(g * g)) + 1e-12)
                    )
                ),
                _walk(
                    lambda x, g, eta, x0, g0: (
                        x - eta * g / (np.sqrt(np.sum(g * g)) + 1e-8)
                    )
                ),
            ),
        ),
        Mistake(
            "one_array",
            "one array entered again and again: every row is the last point",
            lambda gradient, x0, eta, steps: np.repeat(
                _right_walk(gradient, x0, eta, steps)[-1:], steps + 1, axis=0
            ),
            "`x -= …` changes x itself, and the list holds x as often as it was appended.",
            "All rows are alike, even the first one, where the start belongs.",
            "Which line makes a new array for each point? x = x - … does.",
        ),
        Mistake(
            "sign_steps",
            "the signs of the gradient instead of the gradient",
            _walk(lambda x, g, eta, x0, g0: x - eta * np.sign(g)),
            "Every coordinate moves by η, however steep it is there.",
            "The steps don't shrink as the slope does, so the path passes the minimum.",
            "How long should the step be where the curve is nearly flat?",
        ),
        Mistake(
            "decaying",
            "a step size that shrinks from step to step",
            lambda gradient, x0, eta, steps: _paced(
                gradient, x0, eta, steps, lambda k: 1 / (1 + k)
            ),
            "A later exercise does that. Here η stays what it is.",
            "On f = x²/2 from 1 with η = 0.5 the second step goes to 0.375, and not to 0.25.",
            "By what is the gradient multiplied in the second step?",
            also=(
                lambda gradient, x0, eta, steps: _paced(
                    gradient, x0, eta, steps, lambda k: 0.9**k
                ),
                lambda gradient, x0, eta, steps: _paced(
                    gradient, x0, eta, steps, lambda k: 0.99**k
                ),
                lambda gradient, x0, eta, steps: _paced(
                    gradient, x0, eta, steps, lambda k: 0.5**k
                ),
                lambda gradient, x0, eta, steps: _paced(
                    gradient, x0, eta, steps, lambda k: 0.95**k
                ),
            ),
        ),
        Mistake(
            "added_up",
            "gradients added up from step to step",
            lambda gradient, x0, eta, steps: _momentum(gradient, x0, eta, steps),
            "`g += gradient(x)` goes on from the last step. (With care it is momentum, another method.)",
            "On f = x²/2 from 1 with η = 0.5 the second step goes to −0.25, and not to 0.25.",
            "Which slope does the second step need: where you are, or where you have been?",
        ),
        Mistake(
            "changes",
            "the changes instead of the points",
            lambda gradient, x0, eta, steps: _changes(gradient, x0, eta, steps),
            "−η g is how far it goes. The path is where it gets to.",
            "From 1 with η = 0.5 the second entry is −0.5, and the point is 0.5.",
            "What has to be added to each change?",
        ),
        Mistake(
            "gradients",
            "the gradients instead of the points",
            lambda gradient, x0, eta, steps: np.array(
                [gradient(x) for x in _right_walk(gradient, x0, eta, steps)]
            ),
            "They tell how steep it was on the way, and not where.",
            "The first entry isn't x0.",
            "Which of the two do you append: x, or gradient(x)?",
        ),
        Mistake(
            "stops_early",
            "an end of your own, where the slope is small",
            lambda gradient, x0, eta, steps: _until_flat(
                gradient, x0, eta, steps, 1e-3
            ),
            "Nothing happens any more, so the loop might as well end. Whoever asked for `steps` counts on them.",
            "The path has fewer than steps + 1 points.",
            "Which line ends your loop, besides range(steps)?",
            also=(
                lambda gradient, x0, eta, steps: _until_flat(
                    gradient, x0, eta, steps, 1e-2
                ),
                lambda gradient, x0, eta, steps: _until_flat(
                    gradient, x0, eta, steps, 1e-4
                ),
                lambda gradient, x0, eta, steps: _until_flat(
                    gradient, x0, eta, steps, 1e-6
                ),
                lambda gradient, x0, eta, steps: _until_flat(
                    gradient, x0, eta, steps, 1e-8
                ),
                lambda gradient, x0, eta, steps: _until_flat(
                    gradient, x0, eta, steps, 1e-12
                ),
            ),
        ),
        Mistake(
            "coordinates",
            "one coordinate after the other, each with a new gradient",
            lambda gradient, x0, eta, steps: _by_coordinates(gradient, x0, eta, steps),
            "The second coordinate sees a point whose first one has moved.",
            "Where the gradient of one coordinate doesn't depend on the others nobody notices.",
            "How often is the gradient asked for in one step?",
        ),
    ),
    hints=(
        "Keep a list of points. Each new one is made from the newest one in the list.",
        "path = [x0], then `steps` times: the newest point minus eta times the gradient there.",
        "path = [x0]\nfor _ in range(steps):\n    path.append(path[-1] - eta * gradient(path[-1]))\n"
        "return np.array(path)",
    ),
    symptoms=(
        ("the loss goes up", "Is it minus eta * gradient?"),
        ("one point too few", "The starting point belongs to the path."),
        ("every row is the same", "Append a new array; don't change one in place."),
        ("I get a shape error", "np.array(path) makes the list of points one array."),
    ),
    taught="The rule",
    another_way=(
        "itertools.accumulate(range(steps), lambda x, _: x - eta * gradient(x), initial=x0) gives the "
        "same points: descent is one function, applied again and again."
    ),
)
