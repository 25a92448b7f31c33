"""Lesson 06: the transfer exercise `step_size_slope`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Formula, Measured, Mistake, Rng
from bpcourse.gradcheck import complex_step

from .shared import _spd


def step_size_slope(gradient, hessian, x0, eta, steps):
    """The derivative with respect to eta of f at the end of `steps` steps from x0 (n,).

    gradient(x) (n,) is f's slope; hessian(x) (n, n) is symmetric and says
    how the slope changes: by hessian(x) @ d when x moves by a small d.
    `steps` is a whole number, 0 too. A float.
    """
    x, before = x0, []
    while len(before) < steps:
        before.append(x)
        x = x - gradient(x) * eta
    received = gradient(x)  # df/dx at the end; it travels back along the run
    slope = 0.0
    for x in reversed(before):
        slope -= received.dot(gradient(x))  # eta is used in every step
        received = received - eta * hessian(x).dot(received)
    return slope


def _walk(gradient: Any, x0: Any, eta: Any, steps: int) -> list[Any]:
    path = [x0]
    for _ in range(steps):
        path.append(path[-1] - eta * gradient(path[-1]))
    return path


Move = Callable[..., Any]


def _right_move(gradient: Any, hessian: Any, x: Any, u: Any, eta: Any, k: int) -> Any:
    """dx/dη after one more step, from x and u = dx/dη before it."""
    return u - gradient(x) - eta * (hessian(x) @ u)


def _at_the_end(gradient: Any, x: Any, u: Any, x0: Any) -> Any:
    return u @ gradient(x)


def _forward(move: Move = _right_move, end: Callable[..., Any] = _at_the_end) -> Any:
    """`step_size_slope` in the other direction, with a part exchanged."""

    def answer(gradient, hessian, x0, eta, steps):
        x, u = x0, np.zeros(len(x0))
        for k in range(steps):
            u = move(gradient, hessian, x, u, eta, k)
            x = x - eta * gradient(x)
        return end(gradient, x, u, x0)

    return answer


_RIGHT = _forward()


def _times(change: Callable[[float, int], float]) -> Any:
    return lambda g, h, x0, eta, steps: change(_RIGHT(g, h, x0, eta, steps), steps)


def _other_length(change: Callable[[int], int]) -> Any:
    return lambda g, h, x0, eta, steps: _RIGHT(g, h, x0, eta, change(steps))


def _last_step(gradient, hessian, x0, eta, steps):
    if not steps:
        return 0.0
    before, end = _walk(gradient, x0, eta, steps)[-2:]
    return -gradient(end) @ gradient(before)


def _start_hessian(gradient, hessian, x0, eta, steps):
    return _RIGHT(gradient, lambda x: hessian(x0), x0, eta, steps)


def _back_too_soon(gradient, hessian, x0, eta, steps):
    path = _walk(gradient, x0, eta, steps)
    received, slope = gradient(path.pop()), 0.0
    while path:
        x = path.pop()
        received = received - eta * hessian(x) @ received
        slope -= received @ gradient(x)
    return slope


def _difference(h: float) -> Any:
    """A central difference of the end, and f's slope there."""

    def answer(gradient, hessian, x0, eta, steps):
        ends = [_walk(gradient, x0, eta + side * h, steps)[-1] for side in (1, -1)]
        end = _walk(gradient, x0, eta, steps)[-1]
        return gradient(end) @ (ends[0] - ends[1]) / (2 * h)

    return answer


def _quartic(A: Any) -> tuple[Formula, Formula, Formula]:
    """f, gradient and hessian of Σ x⁴/4 + x·Ax/2."""
    return (
        Formula("x: (x**4).sum() / 4 + x @ A @ x / 2", A=A),
        Formula("x: x**3 + A @ x", A=A),
        Formula("x: np.diag(3 * x**2) + A", A=A),
    )


_WAVES = (
    Formula("x: np.sin(x[0]) + x[0] * x[1]"),
    Formula("x: np.array([np.cos(x[0]) + x[1], x[0]])"),
    Formula("x: np.array([[-np.sin(x[0]), 1], [1, 0]])"),
)
_BOWL = (
    Formula("x: x @ np.diag([1, 4]) @ x / 2"),
    Formula("x: np.array([1, 4]) * x"),
    Formula("x: np.diag([1, 4])"),
)
_ALONE = (
    Formula("x: (x**4).sum() / 4"),
    Formula("x: x**3"),
    Formula("x: np.diag(3 * x**2)"),
)


def _cases(rng: Rng) -> Iterator[Case]:
    def case(f, x0, eta, steps):
        return Case((f[1], f[2], np.array(x0), eta, steps), extra=f[0])

    yield case(_ALONE, [1.0], 0.1, 1)
    yield case(_ALONE, [1.0], 0.1, 2)
    yield case(_WAVES, [0.4, -1.2], 0.2, 3)
    yield case(_BOWL, [3.0, 1.0], 0.1, 4)
    yield case(_ALONE, [0.5, -1.0], 0.2, 0)
    for n, eta, steps in ((3, 0.05, 4), (4, 0.03, 6), (2, 0.01, 20)):
        f = _quartic(_spd(rng, n))
        x0 = np.repeat(rng.normal(size=n), 2)[::2]  # every second of a longer array
        told = f"an f of {n} variables, eta = {eta}, {steps} steps"
        yield Case((f[1], f[2], x0, eta, steps), show=told, extra=f[0])


def _slope(case: Case) -> Measured:
    gradient, _, x0, eta, steps = case.args
    loss = lambda e: case.extra(_walk(gradient, x0, e, steps)[-1])
    found = complex_step(loss, eta) if steps else 0.0
    return Measured("slope of E with respect to η by the complex step", float(found))


EXERCISE = Exercise(
    title="Which way should the step size go?",
    statement=(
        "A whole training run is one function: it takes the step size $\\eta$ and gives the loss at "
        "its end. So that loss has a slope with respect to $\\eta$, and descent could be used to find $\\eta$ "
        "itself. The run:\n\n"
        "$$x_{t+1}=x_t-\\eta\\,\\nabla f(x_t)\\qquad t=0,\\dots,\\text{steps}-1\\qquad "
        "E(\\eta)=f(x_{\\text{steps}})$$\n\n"
        "Write `step_size_slope(gradient, hessian, x0, eta, steps)`: $dE/d\\eta$, a float. "
        "`gradient(x)` gives $\\nabla f(x)$, and `hessian(x)` the matrix of how it changes: by "
        "`hessian(x) @ d` when $x$ moves by a small $d$. The run is a chain like those of lesson "
        "05, with a step for a layer, and one number is used in all its steps. Exact, please: the "
        "check compares with the complex step to nine digits, and central differences don't reach "
        "that. With 0 steps the answer is 0."
    ),
    reference=step_size_slope,
    cases=_cases,
    measure=_slope,
    transfer=True,
    points=5,
    minutes=15,
    mistakes=(
        Mistake(
            "last_step",
            "the last step's use of η alone",
            _last_step,
            "For one step it is all there is. With more, η has also decided where the last step "
            "began.",
            "Right for 1 step, wrong for 2.",
            "In how many places of the run does η stand?",
        ),
        Mistake(
            "first_step",
            "the first step's use of η alone",
            _forward(
                lambda g, h, x, u, eta, k: (
                    u - (g(x) if k == 0 else 0) - eta * (h(x) @ u)
                )
            ),
            "η is used in every step, and each use counts.",
            "Right for 1 step, wrong for 2.",
            "In how many places of the run does η stand?",
        ),
        Mistake(
            "nothing_travels",
            "the uses of η added up, without the way from each to the end",
            _forward(lambda g, h, x, u, eta, k: u - g(x)),
            "What η moved in an early step is changed by every step after it.",
            "Right for 1 step, wrong for 2.",
            "When x_t moves by d, by how much does x_{t+1} move?",
        ),
        Mistake(
            "eta_lost",
            "d − (hessian) d on the way to the end, without η",
            _forward(lambda g, h, x, u, eta, k: u - g(x) - h(x) @ u),
            "The slope changes by hessian @ d, and the step by η times that.",
            "Right for 1 step, wrong for 2.",
            "When x_t moves by d, by how much does x_{t+1} move?",
        ),
        Mistake(
            "plus_on_the_way",
            "d + η (hessian) d on the way to the end",
            _forward(lambda g, h, x, u, eta, k: u - g(x) + eta * (h(x) @ u)),
            "The step has a minus; its change has one too.",
            "Right for 1 step, wrong for 2.",
            "When x_t moves by d, by how much does x_{t+1} move?",
        ),
        Mistake(
            "own_movement_lost",
            "−η (hessian) d on the way to the end: d itself is left out",
            _forward(lambda g, h, x, u, eta, k: -g(x) - eta * (h(x) @ u)),
            "x_{t+1} is x_t less a step. x_t itself moves as well.",
            "Right for 1 step, wrong for 2.",
            "In how many places does x_t stand in a step?",
        ),
        Mistake(
            "moved_before",
            "slopes at the point after the step, instead of before it",
            _forward(
                lambda g, h, x, u, eta, k: (
                    u - g(x - eta * g(x)) - eta * (h(x - eta * g(x)) @ u)
                )
            ),
            "x is replaced in the loop before it is used.",
            "Wrong even for 1 step.",
            "At which point is the slope that η multiplies taken?",
        ),
        Mistake(
            "hessian_after",
            "the hessian at the point after the step",
            _forward(
                lambda g, h, x, u, eta, k: u - g(x) - eta * (h(x - eta * g(x)) @ u)
            ),
            "On a bowl it is the same everywhere, and elsewhere it isn't.",
            "Right on a bowl, and for 1 step.",
            "At which point is the slope taken whose change you need?",
        ),
        Mistake(
            "hessian_of_start",
            "the hessian of the start in every step",
            _start_hessian,
            "On a bowl it is the same everywhere, and elsewhere it isn't.",
            "Right on a bowl, and for 1 step.",
            "Where does the slope change whose step you are at?",
        ),
        Mistake(
            "back_too_soon",
            "the signal sent back through a step before it is used there",
            _back_too_soon,
            "η stands in the step; its use receives the signal from behind the step.",
            "Wrong even for 1 step.",
            "Which comes first on the way back: the use of η in a step, or the point before it?",
        ),
        Mistake(
            "slope_at_end_alone",
            "the slope of f at the end, added up",
            lambda gradient, hessian, x0, eta, steps: np.sum(
                gradient(_walk(gradient, x0, eta, steps)[-1])
            ),
            "That says how f changes with x, and not how x changes with η.",
            "With 0 steps it isn't 0.",
            "How does the end of the run move when η does?",
        ),
        Mistake(
            "sign",
            "the opposite sign",
            _times(lambda slope, steps: -slope),
            "The step has a minus, and that belongs into its derivative.",
            "For a small η a larger one gets lower: the slope must be negative.",
            "What is the derivative of x − ηg with respect to η?",
        ),
        Mistake(
            "slope_at_start",
            "the slope of f at the start instead of the end",
            _forward(end=lambda g, x, u, x0: u @ g(x0)),
            "The loss is taken at the end of the run.",
            "Wrong even for 1 step.",
            "Where is f's slope needed?",
        ),
        Mistake(
            "point_for_slope",
            "dx/dη times x, and not times f's slope there",
            _forward(end=lambda g, x, u, x0: u @ x),
            "One link is left: from the end of the run to the loss.",
            "It is right for f = ½ x·x alone.",
            "How does f change when its point moves by u?",
        ),
        Mistake(
            "movement",
            "how far the end moves, and not how f changes",
            _forward(end=lambda g, x, u, x0: float(np.linalg.norm(u))),
            "One link is left: from the end of the run to the loss.",
            "It can't be negative.",
            "How does f change when its point moves by u?",
        ),
        Mistake(
            "one_step_more",
            "a run of one step too many",
            _other_length(lambda steps: steps + 1),
            "The loop runs once too often.",
            "With 0 steps it isn't 0.",
            "How many times does your loop take a step?",
        ),
        Mistake(
            "one_step_less",
            "a run of one step too few",
            _other_length(lambda steps: max(0, steps - 1)),
            "The start was counted as a step.",
            "With 1 step it is 0.",
            "How many times does your loop take a step?",
        ),
        Mistake(
            "mean_over_steps",
            "divided by the number of steps",
            _times(lambda slope, steps: slope / max(1, steps)),
            "The uses of η are added; a mean isn't asked for.",
            "Right for 1 step, too small for more.",
            "Multiply along each path, and then?",
        ),
        Mistake(
            "difference",
            "a central difference: right in its first digits",
            _difference(1e-5),
            "It is a good test of an answer, and it is measured, not derived.",
            "Some digits agree, and then they don't.",
            "Use it to check your formula. Which steps does a change of η go through?",
            also=tuple(_difference(h) for h in (1e-2, 1e-3, 1e-4)),
        ),
    ),
    hints=(
        "Write two steps out on paper. In which places does η stand, and what lies between each of "
        "them and the end?",
        "Either go along with the run and keep u = dx/dη beside x; or keep the path and go back, "
        "as in lesson 05, with df/dx as the signal.",
        "A push of η moves x_{t+1} by −∇f(x_t) at once. A movement d of x_t becomes "
        "d − η hessian(x_t) d in x_{t+1}. At the end f changes by d · ∇f.",
    ),
    symptoms=(
        (
            "right for one step, wrong for two",
            "A movement of x_1 is changed by the second step. How?",
        ),
        ("right on a bowl only", "At which point do you ask for the hessian?"),
        ("right in the first digits", "Is it a difference quotient?"),
    ),
    taught="The rule",
    another_way=(
        "Going along with the run, u = u − gradient(x) − eta * (hessian(x) @ u) beside x gives the "
        "same, and needs no path. It is the cheaper way here, for there is one η; with many weights "
        "the way back is cheaper (lesson 05)."
    ),
)
