"""Lesson 06, step size: nine exercises and the lesson's questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .model import (
    Case,
    Exercise,
    Formula,
    Measured,
    Mistake,
    Option,
    Problem,
    Question,
    Rng,
    Seed,
)


def _spd(rng: Rng, n: int) -> Any:
    """A symmetric positive definite matrix with unequal eigenvalues and unequal rows."""
    A = rng.normal(size=(n, n))
    return A @ A.T + 0.3 * np.eye(n)


def _quiet(f: Callable[[], Any]) -> Any:
    with np.errstate(all="ignore"):
        return f()


# ---- gradient_descent ----------------------------------------------------------------------


def gradient_descent(gradient, x0, eta, steps):
    """The path (steps + 1, ...) of gradient descent: x0, and the point after every step.

    `gradient` is a function of the point, `x0` a float or an array of any shape.
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


DESCENT = Exercise(
    lesson="06",
    title="Walk downhill",
    statement=(
        "Write `gradient_descent(gradient, x0, eta, steps)`: from `x0`, step against the gradient, "
        "again and again,\n\n$$x_{\\text{new}}=x_{\\text{old}}-\\eta\\,\\nabla f(x_{\\text{old}})$$\n\n"
        "and return the whole **path**, `x0` first, so that you can see where it went. `x0` may be "
        "a float, a vector or a whole weight matrix: the same line serves them all."
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
            "D2 subtracts an update that carries the minus already: two minus signs make a plus.",
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
            "A path that jumps to and fro can't be told from one that creeps.",
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
            "D1 calls η the step length. It is a rate: the step's length is η times the slope.",
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
            "the signs of the gradient in the place of the gradient",
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
            "the changes in the place of the points",
            lambda gradient, x0, eta, steps: _changes(gradient, x0, eta, steps),
            "−η g is how far it goes. The path is where it gets to.",
            "From 1 with η = 0.5 the second entry is −0.5, and the point is 0.5.",
            "What has to be added to each change?",
        ),
        Mistake(
            "gradients",
            "the gradients in the place of the points",
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
    another_way=(
        "itertools.accumulate(range(steps), lambda x, _: x - eta * gradient(x), initial=x0) gives the "
        "same points: descent is one function, applied again and again."
    ),
)


# ---- largest_stable_step -------------------------------------------------------------------


def largest_stable_step(H):
    """The step size below which descent on x·Hx/2 converges, and above which it doesn't.

    `H` is (n, n), symmetric, with positive eigenvalues.
    """
    return 2 / np.linalg.eigvalsh(H).max()


def _stable_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([[2.0, 1.0], [1.0, 2.0]]),))
    yield Case((np.array([[4.0]]),))
    yield Case((np.diag([1.0, 10.0]),))
    for n in (3, 4, 6):
        yield Case((_spd(rng, n),), show=f"a symmetric H of shape ({n}, {n})")


def _eig(H: Any) -> Any:
    return np.linalg.eigvalsh(H)


def _by_power(case: Case) -> Measured:
    H, v = case.args[0], np.linspace(1.0, 2.0, len(case.args[0]))
    for _ in range(3000):
        v = H @ v
        v /= np.sqrt(v @ v)
    return Measured(
        "2 over the growth of a vector that H has turned 3000 times", 2 / (v @ H @ v)
    )


STABLE = Exercise(
    lesson="06",
    title="The exact threshold",
    statement=(
        "On the bowl $f(x)=\\frac12x^\\top Hx$ each step multiplies the part of $x$ along an "
        "eigenvector of $H$ by $1-\\eta\\lambda$. It shrinks as long as $|1-\\eta\\lambda|<1$, and "
        "the steepest direction is the first to break that. Write `largest_stable_step(H)`: the "
        "$\\eta$ at which descent stops to converge, $2/\\lambda_{\\max}$."
    ),
    reference=largest_stable_step,
    cases=_stable_cases,
    measure=_by_power,
    points=2,
    minutes=4,
    mistakes=(
        Mistake(
            "smallest",
            "2 / λmin: the flattest direction",
            lambda H: 2 / _eig(H).min(),
            "eigvalsh sorts upwards, so its first entry is the smallest one.",
            "For diag(1, 10) it allows η = 2, and the second entry then grows 19-fold each step.",
            "Which direction gets into trouble first: the flat or the steep one?",
        ),
        Mistake(
            "one_over",
            "1 / λmax: the step that lands on the bottom at once",
            lambda H: 1 / _eig(H).max(),
            "With ηλ = 1 one step reaches the bottom. Beyond, it overshoots, and still converges up "
            "to ηλ = 2.",
            "For f = 2x² (H = 4) it says 0.25, and η = 0.4 converges as well.",
            "For which η is |1 − ηλ| equal to 1?",
        ),
        Mistake(
            "trace",
            "2 / trace: the sum of all curvatures",
            lambda H: 2 / np.trace(H),
            "The trace is the sum of the eigenvalues; only the largest one sets the limit.",
            "For [[2, 1], [1, 2]] it gives 0.5, and the limit is 2/3.",
            "Which of the eigenvalues counts?",
        ),
        Mistake(
            "largest_entry",
            "2 over the largest entry of H",
            lambda H: 2 / np.max(H),
            "Entries are curvatures along the axes. The steepest direction may lie between them.",
            "For [[2, 1], [1, 2]] the diagonal direction has curvature 3, and no entry is above 2.",
            "What does np.linalg.eigvalsh(H) give for this H?",
        ),
        Mistake(
            "best_step",
            "2 / (λmin + λmax): the best step, not the largest one",
            lambda H: 2 / (_eig(H).min() + _eig(H).max()),
            "That one shrinks the slowest part fastest. The limit lies further out.",
            "For diag(1, 10) it gives 0.18, and η = 0.19 converges as well.",
            "At which η does the steepest part stop to shrink?",
        ),
        Mistake(
            "curvature_itself",
            "λmax itself",
            lambda H: _eig(H).max(),
            "The steeper the bowl, the smaller the step has to be.",
            "For H = 4 it gives 4, and the limit is one half.",
            "Solve |1 − ηλ| = 1 for η.",
        ),
        Mistake(
            "squared",
            "2 / λmax²",
            lambda H: 2 / _eig(H).max() ** 2,
            "Those are the singular values of H H, or its norm taken twice.",
            "For H = 4 it gives 0.125, and η = 0.4 converges.",
            "Solve |1 − ηλ| = 1 for η.",
        ),
        Mistake(
            "unsorted",
            "the first or last eigenvalue of np.linalg.eig, which doesn't sort",
            lambda H: 2 / np.linalg.eig(H)[0][0],
            "eigvalsh sorts upwards. eig gives the eigenvalues as it finds them.",
            "For diag(1, 10) the first one is 1, and for [[2, 1], [1, 2]] it is 3.",
            "How do you find the largest one, whatever the order?",
            also=(lambda H: 2 / np.linalg.eig(H)[0][-1],),
        ),
        Mistake(
            "frobenius",
            "2 over np.linalg.norm(H), which is Frobenius' norm",
            lambda H: 2 / np.linalg.norm(H),
            "Without a second argument norm takes a matrix as one long vector. The largest eigenvalue is norm(H, 2).",
            "For [[2, 1], [1, 2]] it gives 0.632, and the limit is 2/3.",
            "Which norm says how much H stretches a vector at most?",
        ),
        Mistake(
            "mean",
            "2 over the mean of the eigenvalues",
            lambda H: 2 / _eig(H).mean(),
            "On the average the bowl isn't as steep as in its steepest direction.",
            "For diag(1, 10) it gives 0.36, and the second entry then grows.",
            "Which direction breaks first?",
        ),
        Mistake(
            "row_sum",
            "2 over the largest row sum, a bound for λmax",
            lambda H: 2 / np.abs(H).sum(axis=1).max(),
            "No eigenvalue is larger than that, so the step is safe. The exact threshold lies further out.",
            "For [[2, 1], [1, 2]] it is even right: there the steepest direction is the diagonal.",
            "What does np.linalg.eigvalsh(H) give?",
        ),
        Mistake(
            "determinant",
            "2 over the determinant",
            lambda H: 2 / np.linalg.det(H),
            "The determinant is the product of the eigenvalues; only the largest one sets the limit.",
            "For diag(1, 10) it is even right, as one of the two is 1.",
            "Which of the eigenvalues counts?",
        ),
        Mistake(
            "margin",
            "a little below the limit, to be safe",
            lambda H: 0.99 * 2 / _eig(H).max(),
            "Whoever uses it may choose a margin; the threshold itself is asked for.",
            "For H = 4 it is less than one half.",
            "At which η exactly is |1 − ηλ| equal to 1?",
            also=(
                lambda H: 0.9 * 2 / _eig(H).max(),
                lambda H: 0.95 * 2 / _eig(H).max(),
                lambda H: 0.995 * 2 / _eig(H).max(),
                lambda H: 0.999 * 2 / _eig(H).max(),
            ),
        ),
    ),
    hints=(
        "Which eigenvalue of H makes |1 − ηλ| reach 1 first, when η grows?",
        "np.linalg.eigvalsh(H) gives the eigenvalues of a symmetric matrix, smallest first.",
        "return 2 / np.linalg.eigvalsh(H).max()",
    ),
    symptoms=(
        ("far too large", "Is it the largest eigenvalue? eigvalsh sorts upwards."),
        (
            "half of the right value",
            "1/λ lands at the bottom in one step; the limit is 2/λ.",
        ),
    ),
    another_way=(
        "2 / np.linalg.norm(H, 2) is the same for such an H. A large network's H is never formed: "
        "multiplying a vector by it again and again finds λmax."
    ),
)


# ---- best_fixed_step -----------------------------------------------------------------------


def best_fixed_step(H):
    """The step size whose slowest part on x·Hx/2 shrinks fastest.

    `H` is (n, n), symmetric, with positive eigenvalues.
    """
    eigenvalues = np.linalg.eigvalsh(H)
    return 2 / (eigenvalues.min() + eigenvalues.max())


def _best_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.diag([1.0, 3.0, 9.0]),), show="np.diag([1, 3, 9])")
    yield Case((np.array([[4.0]]),))
    yield Case((np.array([[2.0, 1.0], [1.0, 2.0]]),))
    yield Case((np.diag([3.0, 1.0, 9.0]),), show="np.diag([3, 1, 9])")
    for n in (3, 5):
        yield Case((_spd(rng, n),), show=f"a symmetric H of shape ({n}, {n})")


def _by_search(case: Case) -> Measured:
    """The η with the smallest contraction, by bisection on which end is the slower one."""
    eigenvalues = _eig(case.args[0])
    low, high = 0.0, 2 / eigenvalues.max()
    for _ in range(100):
        eta = (low + high) / 2
        ahead = 1 - eta * eigenvalues.min() > eta * eigenvalues.max() - 1
        low, high = (eta, high) if ahead else (low, eta)
    return Measured("the η whose largest |1 − ηλ| is smallest, by search", low)


BEST = Exercise(
    lesson="06",
    title="The best fixed step",
    statement=(
        "A larger step speeds up the flat directions and makes the steep ones overshoot. Write "
        "`best_fixed_step(H)`: the $\\eta$ that makes the *largest* of all $|1-\\eta\\lambda|$ as "
        "small as it can be. There the flattest and the steepest direction shrink equally fast: "
        "$1-\\eta\\lambda_{\\min}=\\eta\\lambda_{\\max}-1$. Solve that for $\\eta$."
    ),
    reference=best_fixed_step,
    cases=_best_cases,
    measure=_by_search,
    points=2,
    minutes=4,
    mistakes=(
        Mistake(
            "stable_edge",
            "2 / λmax: the largest step, not the best one",
            lambda H: 2 / _eig(H).max(),
            "At the limit the steepest part jumps to and fro for ever.",
            "With diag(1, 3, 9) the third factor is 1 − 2 = −1: no progress at all.",
            "How large is |1 − ηλ| for your η and the largest λ?",
        ),
        Mistake(
            "one_over_largest",
            "1 / λmax",
            lambda H: 1 / _eig(H).max(),
            "It removes the steepest part in one step, and the flattest one waits.",
            "With diag(1, 3, 9) the flat part keeps 8/9 a step; the best step keeps 8/10.",
            "Which part is slowest with your η? Would a larger η help it?",
        ),
        Mistake(
            "no_two",
            "1 / (λmin + λmax): the 2 is missing",
            lambda H: 1 / (_eig(H).min() + _eig(H).max()),
            "1 − ηλmin = ηλmax − 1 has a 1 on each side.",
            "With H = 4 it gives 0.125, and η = 0.25 is there in one step.",
            "Bring both 1s to one side.",
        ),
        Mistake(
            "trace",
            "2 / trace: all the eigenvalues are added",
            lambda H: 2 / np.trace(H),
            "In two dimensions the trace is λmin + λmax. In three it counts those between.",
            "With diag(1, 3, 9) it gives 2/13, and the best step is 2/10.",
            "Which two eigenvalues decide?",
        ),
        Mistake(
            "mean_curvature",
            "1 over the mean of the eigenvalues",
            lambda H: 1 / _eig(H).mean(),
            "The middle of the curvatures is the middle of the extremes, not their mean.",
            "With diag(1, 3, 9) it gives 3/13 ≈ 0.23: above 2/9, so it diverges.",
            "Do the eigenvalues between the extremes matter for the slowest part?",
        ),
        Mistake(
            "mean_of_steps",
            "the mean of 1 / λmin and 1 / λmax",
            lambda H: (1 / _eig(H).min() + 1 / _eig(H).max()) / 2,
            "Each is the best step of its own direction; their mean suits neither.",
            "With diag(1, 3, 9) it gives 0.56, far above the limit of 2/9.",
            "Is your η below 2/λmax?",
        ),
        Mistake(
            "geometric",
            "1 / √(λmin λmax)",
            lambda H: 1 / np.sqrt(_eig(H).min() * _eig(H).max()),
            "The geometric mean balances ratios; here differences from 1 are balanced.",
            "With diag(1, 3, 9) it gives 1/3, above the limit of 2/9.",
            "Write down both factors for your η. Are they equal in size?",
        ),
        Mistake(
            "unsorted",
            "the first and last eigenvalue of np.linalg.eig, which doesn't sort",
            lambda H: 2 / np.linalg.eig(H)[0][[0, -1]].sum(),
            "eigvalsh sorts upwards. eig gives the eigenvalues as it finds them.",
            "For diag(3, 1, 9) it adds 3 and 9, and the smallest is 1.",
            "How do you find the smallest and the largest, whatever the order?",
        ),
        Mistake(
            "diagonal",
            "the diagonal's entries in the place of the eigenvalues",
            lambda H: 2 / (np.diag(H).min() + np.diag(H).max()),
            "Those are the curvatures along the axes. The flattest and the steepest direction may lie between them.",
            "For a diagonal H it is right, and else it isn't.",
            "What does np.linalg.eigvalsh(H) give?",
        ),
        Mistake(
            "difference",
            "2 / (λmax − λmin), with a minus sign",
            lambda H: _quiet(lambda: 2 / (_eig(H).max() - _eig(H).min())),
            "1 − ηλmin = ηλmax − 1 brings both eigenvalues to one side, with a plus.",
            "For H = 4 it divides by 0.",
            "Bring the two terms with η to one side.",
        ),
        Mistake(
            "over_smallest",
            "1 / λmin",
            lambda H: 1 / _eig(H).min(),
            "It removes the flattest part in one step, and the steepest one explodes.",
            "With diag(1, 3, 9) it gives 1, far above the limit of 2/9.",
            "How large is |1 − ηλ| for your η and the largest λ?",
        ),
        Mistake(
            "median",
            "1 over the median of the eigenvalues",
            lambda H: 1 / np.median(_eig(H)),
            "The eigenvalues between don't matter; the two extremes do.",
            "With diag(1, 3, 9) it gives 1/3, above the limit of 2/9.",
            "Which two eigenvalues decide?",
        ),
        Mistake(
            "contraction",
            "(κ − 1)/(κ + 1): what a step leaves, and not the step",
            lambda H: 1 - 2 / (1 + _eig(H).max() / _eig(H).min()),
            "That is the share of the distance that is left after the best step.",
            "Double H, and the step should be halved; yours stays.",
            "Which η leaves that share?",
        ),
    ),
    hints=(
        "Draw |1 − ηλ| over η for the smallest and the largest λ. Where do the two lines cross?",
        "1 − ηλmin = ηλmax − 1. Solve for η.",
        "eigenvalues = np.linalg.eigvalsh(H)\nreturn 2 / (eigenvalues.min() + eigenvalues.max())",
    ),
    symptoms=(
        (
            "right in two dimensions, wrong in three",
            "Is the trace in the place of λmin + λmax?",
        ),
    ),
    another_way=(
        "With κ = λmax/λmin, this step keeps (κ − 1)/(κ + 1) of the distance: 0.98 for κ = 100. A "
        "narrow valley stays slow with the best of all fixed steps."
    ),
)


# ---- batches_per_epoch ---------------------------------------------------------------------


def batches_per_epoch(n, batch_size):
    """The number of batches, and so of iterations, in one epoch over `n` samples."""
    return (n + batch_size - 1) // batch_size


def _count_cases(rng: Rng) -> Iterator[Case]:
    for n, size in ((50000, 256), (50000, 250), (11, 4), (9, 9), (7, 1), (5, 8)):
        yield Case((n, size))
    size = int(rng.integers(3, 40))
    times = int(rng.integers(2, 9))
    yield Case((size * times, size))
    yield Case((size * times + int(rng.integers(1, size)), size))


BATCHES = Exercise(
    lesson="06",
    title="How many batches?",
    statement=(
        "D3 counts 50000 samples in batches of 256: $50000/256+1=196$ batches, each one iteration. "
        "Its $+1$ is for the rest that doesn't fill a batch; where nothing is left over, there is "
        "no such batch. Write `batches_per_epoch(n, batch_size)`, a whole number, right in both "
        "cases."
    ),
    reference=batches_per_epoch,
    cases=_count_cases,
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "plus_one",
            "n // batch_size + 1, also where nothing is left over",
            lambda n, size: n // size + 1,
            "D3's formula is for the case that doesn't divide, as its note says.",
            "For 50000 and 250 it gives 201; the last batch would be empty.",
            "What is 8 // 4 + 1, and how many batches of 4 do 8 samples make?",
        ),
        Mistake(
            "floor",
            "n // batch_size: the rest is left out",
            lambda n, size: n // size,
            "Some libraries can be told to drop the last, smaller batch. Here every sample counts.",
            "For 50000 and 256 it gives 195, and 80 samples are never seen.",
            "What happens to the samples that are left over?",
            also=(lambda n, size: max(1, n // size),),
        ),
        Mistake(
            "exact",
            "the exact quotient, which isn't a whole number",
            lambda n, size: n / size,
            "A batch may be smaller than the others, but there are no parts of batches.",
            "For 50000 and 256 it gives 195.3125.",
            "How many times does the loop run?",
        ),
        Mistake(
            "rounded",
            "the quotient rounded to the nearest",
            lambda n, size: round(n / size),
            "A small rest is rounded away, a large one is kept.",
            "For 50000 and 256 it gives 195, and 80 samples are never seen.",
            "Which way should it be rounded?",
        ),
        Mistake(
            "rest",
            "n % batch_size: the size of the last batch",
            lambda n, size: n % size,
            "The remainder is what is left over, not how many batches there are.",
            "For 50000 and 256 it gives 80.",
            "How many full batches stand before the rest?",
        ),
        Mistake(
            "swapped",
            "the two numbers in each other's place",
            lambda n, size: -(-size // n),
            "The samples are divided into batches, not the other way round.",
            "For 50000 and 256 it gives 1.",
            "Which of the two is the larger one, usually?",
        ),
        Mistake(
            "minus_one",
            "(n − 1) // batch_size: one batch too few",
            lambda n, size: (n - 1) // size,
            "It counts how many batches are full before the last one begins, and the last one is missing.",
            "For 9 samples in batches of 9 it gives 0.",
            "What has to be added, so that the last batch counts?",
        ),
        Mistake(
            "quotient_plus_one",
            "n / batch_size + 1, which isn't a whole number",
            lambda n, size: n / size + 1,
            "The exact quotient contains the rest already, as a fraction.",
            "For 50000 and 256 it gives 196.3125.",
            "Which division gives whole numbers?",
        ),
        Mistake(
            "rest_added",
            "full batches plus the samples that are left over",
            lambda n, size: n // size + n % size,
            "The rest counts samples. Together they make a single batch.",
            "For 50000 and 256 it gives 275.",
            "How many batches do 80 samples make, if 256 fit into one?",
        ),
    ),
    hints=(
        "How many full batches are there, and is anything left over?",
        "Round the quotient up. -(-n // k) rounds up, because // rounds down.",
        "return (n + batch_size - 1) // batch_size",
    ),
    symptoms=(
        ("one too many where it divides", "Is + 1 added always?"),
        ("one too few", "// rounds down; the rest makes a batch of its own."),
    ),
    another_way="-(-n // batch_size), math.ceil(n / batch_size) and len(range(0, n, batch_size)) say the same.",
)


# ---- minibatches ---------------------------------------------------------------------------


def minibatches(X, T, batch_size, rng):
    """One epoch: an iterable of (X_batch, T_batch), the samples shuffled by `rng`.

    `X` is (N, n), `T` (N,) or (N, K); every sample occurs once, in batches of `batch_size`, of
    which only the last one may be smaller.
    """
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], T[rows]


def _data(rng: Rng, n: int, K: int) -> tuple[Any, Any]:
    """Samples that carry their own number: X[:, 0] is the row, T is told by it."""
    X = np.column_stack([np.arange(n, dtype=float), rng.normal(size=n)])
    T = 10 * X[:, 0] + 1
    return X, T if K == 1 else np.column_stack([T + k for k in range(K)])


def _batch_cases(rng: Rng) -> Iterator[Case]:
    sizes = (
        (5, 1, 2, 1),
        (40, 1, 7, 1),
        (48, 3, 12, 1),
        (7, 3, 3, 1),
        (5, 1, 1, 1),
        (6, 2, 8, 1),
        (1, 1, 4, 1),
        (33, 2, 8, 2),
    )
    for n, K, size, calls in sizes:
        X, T = _data(rng, n, K)
        twice = ", two epochs on one rng" if calls == 2 else ""
        yield Case(
            (X, T, size, Seed(int(rng.integers(2**31)))),
            show=f"X of shape {X.shape}, T of shape {T.shape}, {size}, rng{twice}",
            calls=calls,
        )


def _judge_batches(case: Case, want: Any, got: Any) -> Problem | None:
    """Pairs of samples, each once an epoch, shuffled, in full batches but for the last."""
    X, T, size, _ = case.args
    most = case.calls * -(-len(X) // size)
    if not got:
        return Problem(
            "there is no batch at all", "drops_last" if size > len(X) else None
        )
    if len(got) > 3 * most + 3:
        return Problem(
            f"it goes on after one epoch: {len(got)} batches instead of {most}"
        )
    batches: list[tuple[Any, Any]] = []
    for at, batch in enumerate(got):
        if not isinstance(batch, (tuple, list)) or len(batch) != 2:
            named = _not_a_pair(batch, X, len(got) == 2 * case.calls)
            return Problem(f"batch {at} is no pair (X_batch, T_batch)", named)
        pair = np.asarray(batch[0], dtype=float), np.asarray(batch[1], dtype=float)
        for name, part, whole in zip(("X_batch", "T_batch"), pair, (X, T)):
            if part.shape[1:] != whole.shape[1:] or part.ndim != whole.ndim:
                shape = ("rows", *whole.shape[1:])
                text = str(shape).replace("'", "")
                turned = pair[0].shape[1:] == T.shape[1:] != X.shape[1:]
                return Problem(
                    f"{name} of batch {at} has shape {part.shape}, not {text}",
                    "targets_first" if turned else None,
                )
        batches.append(pair)
    return _judge_content(case, batches)


def _not_a_pair(batch: Any, X: Any, two: bool) -> str | None:
    """One pair for all batches, run through as if it were a list; or rows' numbers."""
    if not isinstance(batch, np.ndarray):
        return None
    if batch.dtype.kind in "iu":
        return "row_numbers" if batch.ndim == 1 else None
    return "one_pair" if two and batch.shape[1:] == X.shape[1:] else None


def _judge_content(case: Case, batches: list[tuple[Any, Any]]) -> Problem | None:
    X, T, size, _ = case.args
    n, each = len(X), [len(x) for x, _ in batches]
    rows = np.concatenate([x for x, _ in batches])
    targets = np.concatenate([t for _, t in batches])
    full = [x for x, _ in batches if len(x) == size]
    if n > size > 1 and len(full) > 1 and all(np.array_equal(full[0], x) for x in full):
        text = "all full batches hold the same samples once the loop is over"
        return Problem(text, "one_buffer")
    order = np.rint(rows[:, 0]).astype(int)
    inside = (order >= 0) & (order < n)
    if not inside.all() or not np.allclose(rows, X[order], rtol=1e-4, atol=1e-4):
        turned = rows.shape[1:] == T.shape[1:] and np.isin(rows, T).all()
        named = "targets_first" if turned else None
        return Problem("there is a row that is no sample of X", named)
    if len(targets) != len(rows) or not np.allclose(targets, T[order], rtol=1e-4):
        return Problem("samples and targets no longer belong together", "pairs_broken")
    return _judge_order(case, order, each)


def _judge_order(case: Case, order: Any, each: list[int]) -> Problem | None:
    X, _, size, _ = case.args
    n = len(X)
    seen = np.bincount(order, minlength=n)
    if (seen > case.calls).any():
        text = f"sample {int(seen.argmax())} occurs {int(seen.max())} times in an epoch"
        return Problem(text, _repeated(order, each, n, size))
    if (seen < case.calls).any() and len(each) == case.calls and n > size:
        return Problem("there is one batch alone", "first_only")
    if (seen < case.calls).any():
        dropped = set(each) == {size} and (seen == 0).sum() <= n % size
        missing = int((seen < case.calls).sum())
        named = "drops_last" if dropped or _drops(seen, n, size, case) else None
        return Problem(f"{missing} of {n} samples are left out", named)
    wanted = case.calls * [*([size] * (n // size)), *([n % size] if n % size else [])]
    if each != wanted:
        named = "batches_shuffled" if _aligned(order, each, size) else None
        named = named or _uneven(each, size)
        return Problem(f"the batches have {each} samples, not {wanted}", named)
    if n > 20:
        return _judge_shuffle(case, order.reshape(case.calls, n))
    return None


def _drops(seen: Any, n: int, size: int, case: Case) -> bool:
    """True where exactly the rest is missing, in each of the epochs."""
    return bool(0 < case.calls * n - seen.sum() == case.calls * (n % size))


def _repeated(order: Any, each: list[int], n: int, size: int) -> str:
    """Overlapping slices make batches too large; filling up repeats at the end only."""
    if max(each) > size:
        return "overlap"
    filled = len(order) > n and len(set(order[:n].tolist())) == n
    return "filled_up" if filled else "with_replacement"


def _aligned(order: Any, each: list[int], size: int) -> bool:
    """True where every batch is a slice of X, as it lies there."""
    if max(each) > size:
        return False
    blocks = np.split(order, np.cumsum(each)[:-1])
    return all((np.diff(b) == 1).all() and b[0] % size == 0 for b in blocks if len(b))


def _uneven(each: list[int], size: int) -> str | None:
    if 0 in each:
        return "empty_last"
    if each[0] < size and set(each[1:]) == {size}:
        return "small_first"
    return "even_split" if max(each) - min(each) <= 1 and max(each) <= size else None


def _judge_shuffle(case: Case, epochs: Any) -> Problem | None:
    X, _, size, _ = case.args
    if (np.abs(np.diff(epochs[0])) == 1).all():
        return Problem("the samples come in the order of X, not shuffled", "unshuffled")
    blocks = [epochs[0][i : i + size] for i in range(0, len(X), size)]
    if any((np.diff(block) != 1).any() for block in blocks) and all(
        (np.diff(np.sort(block)) == 1).all() for block in blocks
    ):
        text = "neighbours in X always share a batch; only their order in it changes"
        return Problem(text, "within_batches")
    if all((np.diff(block) == 1).all() for block in blocks):
        text = "the batches are shuffled, and the samples within them are not"
        return Problem(text, "batches_shuffled")
    if (np.abs(np.diff(epochs[0])) == 1).mean() > 0.5:
        text = "most samples come right after their neighbours in X"
        return Problem(text, "cut")
    if case.calls == 2 and (epochs[0] == epochs[1]).all():
        return Problem("two epochs on one rng have the same order", "same_order")
    return None


def _cut(order: Any, size: int) -> list[Any]:
    return [order[i : i + size] for i in range(0, len(order), size)]


def _batches(rows: Callable[..., Any]) -> Callable[..., Any]:
    """An epoch from rows(n, size, rng), a list of row numbers a batch."""

    def epoch(X, T, size, rng):
        return [(X[r], T[r]) for r in rows(len(X), size, rng)]

    return epoch


def _pairs_broken(X: Any, T: Any, size: int, rng: Rng) -> Any:
    """Both are shuffled, each in its own order, which is seen for any n above 1."""
    x = rng.permutation(len(X))
    return [(X[r], T[s]) for r, s in zip(_cut(x, size), _cut(np.roll(x, 1), size))]


def _batches_shuffled(n: int, size: int, rng: Rng) -> list[Any]:
    parts = _cut(np.arange(n), size)
    return [
        parts[i] for i in [*rng.permutation(n // size), *range(n // size, len(parts))]
    ]


def _cut_wide(order: Any, size: int) -> list[Any]:
    return [order[i : i + size + 1] for i in range(0, len(order), size)]


def _filled(n: int, size: int, rng: Rng) -> list[Any]:
    order = rng.permutation(n)
    return _cut(np.append(order, order[: -n % size]), size)


def _small_first(n: int, size: int, rng: Rng) -> list[Any]:
    order, rest = rng.permutation(n), n % size
    return ([order[:rest]] if rest else []) + _cut(order[rest:], size)


def _one_pair(X: Any, T: Any, size: int, rng: Rng) -> Any:
    rows = rng.permutation(len(X))[:size]
    return X[rows], T[rows]


def _within_batches(n: int, size: int, rng: Rng) -> list[Any]:
    return [rng.permutation(rows) for rows in _cut(np.arange(n), size)]


def _one_buffer(X: Any, T: Any, size: int, rng: Rng) -> Any:
    x, t = np.zeros_like(X[:size]), np.zeros_like(T[:size])
    found = []
    for rows in _cut(rng.permutation(len(X)), size):
        x[: len(rows)], t[: len(rows)] = X[rows], T[rows]
        found.append((x[: len(rows)], t[: len(rows)]))
    return found


MINIBATCHES = Exercise(
    lesson="06",
    title="One epoch in batches",
    statement=(
        "Write `minibatches(X, T, batch_size, rng)`: one epoch, as an iterable of pairs "
        "`(X_batch, T_batch)`. The *samples* are shuffled, each with its target; every one of them "
        "comes once; all batches are full but the last one, which takes the rest. `rng` is a "
        "`numpy.random.Generator`; a second epoch on the same `rng` has another order."
    ),
    reference=minibatches,
    cases=_batch_cases,
    judge=_judge_batches,
    finish="list",
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "unshuffled",
            "batches in the order of the data",
            _batches(lambda n, size, rng: _cut(np.arange(n), size)),
            "The slices are right; the shuffling is missing.",
            "Data sorted by class give batches of one class each, and every step undoes the last.",
            "Where does rng come in?",
        ),
        Mistake(
            "batches_shuffled",
            "batches in random order, with neighbours always together",
            _batches(_batches_shuffled),
            "Shuffling the starts is quicker to write, and the same samples stay together.",
            "Samples 0 and 1 share a batch in every epoch.",
            "Shuffle the row numbers before you cut them.",
        ),
        Mistake(
            "pairs_broken",
            "samples and targets shuffled apart",
            _pairs_broken,
            "Two calls of a shuffle give two orders.",
            "Row by row, the targets no longer belong to the samples, and no network can learn.",
            "Draw one order, and use it for both.",
        ),
        Mistake(
            "with_replacement",
            "samples that come more than once in an epoch, and others never",
            _batches(
                lambda n, size, rng: (
                    _cut(np.append(rng.integers(0, n, n - 1), 0)[::-1], size)
                    if n > 20
                    else _cut(np.zeros(n, dtype=int), size)
                )
            ),
            "rng.integers and rng.choice may draw a number twice, and so does a new order for every batch.",
            "In an epoch of N draws with replacement about a third of the samples is never seen.",
            "Which method of rng gives every number exactly once?",
        ),
        Mistake(
            "drops_last",
            "full batches only: the rest is dropped",
            _batches(
                lambda n, size, rng: [
                    r for r in _cut(rng.permutation(n), size) if len(r) == size
                ]
            ),
            "range(n // batch_size) counts full batches.",
            "Of 40 samples in batches of 7, five are never used.",
            "Where does the last slice start, and what is in it?",
        ),
        Mistake(
            "empty_last",
            "one batch too many: the last one is empty where the size divides N",
            _batches(
                lambda n, size, rng: [
                    *_cut(rng.permutation(n), size),
                    *([] if n % size else [np.arange(0)]),
                ]
            ),
            "N // B + 1 batches (D3) is right only where something is left over.",
            "Of 48 samples in batches of 12 it makes five batches, and the mean of none is nan.",
            "Count the batches with range(0, N, batch_size).",
        ),
        Mistake(
            "even_split",
            "batches of nearly equal size, as np.array_split makes them",
            _batches(
                lambda n, size, rng: np.array_split(rng.permutation(n), -(-n // size))
            ),
            "array_split spreads the rest over all parts.",
            "Of 40 samples in batches of 7, its batches have 7, 7, 7, 7, 6 and 6.",
            "Slice order[start : start + batch_size] instead.",
        ),
        Mistake(
            "same_order",
            "the same order in every epoch: a generator of your own, with a fixed seed",
            _batches(
                lambda n, size, rng: _cut(np.random.default_rng(0).permutation(n), size)
            ),
            "A fixed seed inside makes every call the same.",
            "Two epochs on one rng bring the same batches.",
            "Draw from the rng that comes in.",
        ),
        Mistake(
            "row_numbers",
            "row numbers in the place of the rows",
            lambda X, T, size, rng: _cut(rng.permutation(len(X)), size),
            "They say which samples; the batch is X and T at those rows.",
            "A batch has shape (7,) where (7, 2) belongs.",
            "Index X and T with them.",
        ),
        Mistake(
            "one_buffer",
            "one buffer for all batches, overwritten each time",
            _one_buffer,
            "Writing into one array saves memory, and changes the batches that were handed out.",
            "After list(minibatches(…)) all full batches hold the same samples.",
            "Hand out a new array each time: X[rows] makes one.",
        ),
        Mistake(
            "within_batches",
            "each batch shuffled in itself, and always of the same samples",
            _batches(_within_batches),
            "Within a batch the order makes no difference: the gradient is a mean over it.",
            "Sample 0 meets the same few others in every epoch.",
            "Shuffle the row numbers first, all of them, and cut then.",
        ),
        Mistake(
            "overlap",
            "batches that overlap: each begins with the last sample of the one before",
            _batches(lambda n, size, rng: _cut_wide(rng.permutation(n), size)),
            "order[start : start + batch_size] ends before its second number; a + 1 takes one more.",
            "The batches have one sample too many.",
            "Where does a slice a : b end?",
        ),
        Mistake(
            "filled_up",
            "a last batch filled up with samples that have been there already",
            _batches(_filled),
            "All batches are full then, and some samples count twice.",
            "Of 40 samples in batches of 7, two come twice.",
            "How many samples are left for the last batch?",
        ),
        Mistake(
            "drops_full",
            "the last batch dropped, even a full one",
            _batches(
                lambda n, size, rng: _cut(rng.permutation(n), size)[: (n - 1) // size]
            ),
            "range(0, N − B, B) stops before N − B, where the last full batch begins.",
            "Of 48 samples in batches of 12 it makes three batches.",
            "Which start has the last batch? Is it in your range?",
        ),
        Mistake(
            "first_only",
            "one batch alone: the loop ends after the first",
            _batches(lambda n, size, rng: _cut(rng.permutation(n), size)[:1]),
            "`return` in the loop hands the first batch back and ends it.",
            "For 40 samples in batches of 7 one batch comes.",
            "Which word hands one batch out and goes on? Or: which list collects them?",
        ),
        Mistake(
            "one_pair",
            "one pair in the place of an iterable of pairs",
            _one_pair,
            "One batch is a pair; an epoch is many of them.",
            "Run through, the result gives two arrays, and no pair.",
            "What should `for x, t in minibatches(…)` see?",
        ),
        Mistake(
            "targets_first",
            "(T_batch, X_batch): the pair the other way round",
            lambda X, T, size, rng: [
                (T[r], X[r]) for r in _cut(rng.permutation(len(X)), size)
            ],
            "Both have a row for each sample, so nothing refuses.",
            "What comes first has the shape of T.",
            "In which order does the docstring name the two?",
        ),
        Mistake(
            "small_first",
            "the smaller batch first",
            _batches(_small_first),
            "All samples are there. The rest, if there is one, belongs into the last batch.",
            "Of 40 samples in batches of 7, the first batch has 5.",
            "With which start does your range begin?",
        ),
        Mistake(
            "cut",
            "the order of X, cut and put together anew",
            _batches(
                lambda n, size, rng: _cut(
                    np.roll(np.arange(n), int(rng.integers(1, size))), size
                )
            ),
            "A roll, or a cut like that of a pack of cards, begins elsewhere and mixes nothing.",
            "Samples 0 and 1 come one after the other in every epoch.",
            "Which method of rng gives every order the same chance?",
        ),
    ),
    hints=(
        "Shuffle the row numbers once, then cut them into pieces. Which samples are in a piece?",
        "rng.permutation(N) gives every row number once; range(0, N, batch_size) gives the starts.",
        "order = rng.permutation(len(X))\nfor start in range(0, len(X), batch_size):\n"
        "    rows = order[start : start + batch_size]\n    yield X[rows], T[rows]",
    ),
    symptoms=(
        ("the loss doesn't fall", "Do X and T still belong together, row by row?"),
        (
            "the last samples are missing",
            "Does your range stop at the last full batch?",
        ),
        (
            "the loss becomes nan",
            "Is there an empty batch at the end? Its mean is 0/0.",
        ),
        ("every epoch is the same", "Draw from the rng that comes in, without a seed."),
    ),
    another_way=(
        "np.split(order, range(batch_size, N, batch_size)) cuts in one call. A generator (`yield`) "
        "holds one batch at a time, a list all of them."
    ),
)


# ---- epoch_mean ----------------------------------------------------------------------------


def epoch_mean(batch_means, batch_sizes):
    """The mean loss over all samples of an epoch, from each batch's mean loss and size.

    Both are (batches,).
    """
    return np.dot(batch_means, batch_sizes) / np.sum(batch_sizes)


def _mean_cases(rng: Rng) -> Iterator[Case]:
    yield Case((np.array([1.0, 4.0]), np.array([3, 1])))
    yield Case((rng.uniform(0.5, 2, size=3), np.array([256, 256, 80])))
    yield Case((rng.uniform(0.5, 2, size=4), np.array([8, 8, 8, 8])))
    yield Case((np.array([0.25]), np.array([5])))
    yield Case((rng.uniform(0.5, 2, size=5), rng.integers(2, 30, size=5)))


def _sample_by_sample(case: Case) -> Measured:
    means, sizes = case.args
    losses = np.repeat(means, sizes)
    return Measured(f"the plain mean over {len(losses)} samples", losses.mean())


EPOCH_MEAN = Exercise(
    lesson="06",
    title="The mean over an epoch",
    statement=(
        "D3's last batch has 80 samples, the others 256. A mean of the batches' means counts its "
        "samples three times as much as the others. Write `epoch_mean(batch_means, batch_sizes)`: "
        "the mean loss over all *samples*."
    ),
    reference=epoch_mean,
    cases=_mean_cases,
    measure=_sample_by_sample,
    points=1,
    minutes=3,
    mistakes=(
        Mistake(
            "mean_of_means",
            "the plain mean of the batch means",
            lambda means, sizes: np.mean(means),
            "It is right as long as all batches have one size.",
            "For means 1 and 4 of 3 and 1 samples it gives 2.5; the samples' mean is 1.75.",
            "How much should a batch of one sample count?",
        ),
        Mistake(
            "total",
            "the sum over all samples, not divided",
            lambda means, sizes: np.dot(means, sizes),
            "Mean times size is a batch's sum. The last step to a mean is missing.",
            "For means 1 and 4 of 3 and 1 samples it gives 7.",
            "How many samples are there in all?",
        ),
        Mistake(
            "per_batch",
            "the sum over all samples, divided by the number of batches",
            lambda means, sizes: np.dot(means, sizes) / len(means),
            "The sum runs over samples, so their number belongs under it.",
            "For means 1 and 4 of 3 and 1 samples it gives 3.5.",
            "What have you summed, and how many of them are there?",
        ),
        Mistake(
            "sum_of_means",
            "the sum of the batch means",
            lambda means, sizes: np.sum(means),
            "It grows with the number of batches.",
            "For means 1 and 4 it gives 5, larger than every loss.",
            "Can a mean lie above all that it is taken of?",
        ),
        Mistake(
            "double_mean",
            "the sum of the means, divided by the number of samples",
            lambda means, sizes: np.sum(means) / np.sum(sizes),
            "Each batch's mean has been divided by its size already.",
            "For means 1 and 4 of 3 and 1 samples it gives 1.25.",
            "Turn each mean back into a sum first.",
        ),
        Mistake(
            "largest_size",
            "every batch counted as if it were full",
            lambda means, sizes: np.dot(means, sizes) / (len(means) * np.max(sizes)),
            "The last batch is smaller, so the samples are fewer than batches times size.",
            "For means 1 and 4 of 3 and 1 samples it divides by 6 instead of 4.",
            "How many samples are there in all?",
        ),
        Mistake(
            "inverse_weights",
            "weights that are the wrong way round: small batches count more",
            lambda means, sizes: np.sum(means / sizes) / np.sum(1 / np.asarray(sizes)),
            "The means are divided by the sizes instead of multiplied.",
            "For means 1 and 4 of 3 and 1 samples it gives 3.25, close to the single sample.",
            "Which of the two batches should count more?",
        ),
        Mistake(
            "not_summed",
            "one number a batch: the sum is missing",
            lambda means, sizes: np.multiply(means, sizes) / np.sum(sizes),
            "Those are the shares of the batches. The mean is all of them together.",
            "The result has an entry for each batch.",
            "How do you get one number from them?",
        ),
        Mistake(
            "over_sizes",
            "each mean divided by its batch's size",
            lambda means, sizes: np.sum(np.divide(means, sizes)),
            "A mean has been divided by its size already. Times the size it becomes a sum again.",
            "For means 1 and 4 of 3 and 1 samples it gives 4.33, larger than both.",
            "What turns a mean back into a sum?",
        ),
        Mistake(
            "product_of_sums",
            "the sum of the means times the sum of the sizes",
            lambda means, sizes: np.sum(means) * np.sum(sizes) / len(means),
            "A sum of products isn't a product of sums: each mean goes with its own size.",
            "For means 1 and 4 of 3 and 1 samples it gives 10.",
            "Multiply each mean by its own size, then add.",
        ),
        Mistake(
            "median",
            "the median of the batch means",
            lambda means, sizes: np.median(means),
            "It looks at the middle batch alone.",
            "The sizes make no difference.",
            "How much should a batch of one sample count?",
        ),
    ),
    hints=(
        "A mean over samples is the sum over samples, divided by their number.",
        "A batch's sum is its mean times its size.",
        "return np.dot(batch_means, batch_sizes) / np.sum(batch_sizes)",
    ),
    symptoms=(
        ("right when all sizes are equal", "Weigh each mean by its batch's size."),
    ),
    another_way="np.average(batch_means, weights=batch_sizes) is the same.",
)


# ---- decayed_step --------------------------------------------------------------------------


def decayed_step(eta0, epoch, decay):
    """The step size of an epoch, eta0 / (1 + decay * epoch); epochs count from 0."""
    return eta0 / (1 + decay * epoch)


def _decay_cases(rng: Rng) -> Iterator[Case]:
    yield Case((0.5, 3, 1.0))
    yield Case((0.5, 0, 1.0))
    yield Case((1.0, 4, 0.25))
    yield Case((0.3, 7, 0.0))
    draw = rng.uniform
    yield Case((float(draw(0.1, 2)), int(rng.integers(2, 30)), float(draw(0.05, 0.9))))


DECAY = Exercise(
    lesson="06",
    title="A step that shrinks",
    statement=(
        "Mini-batch gradients are noisy, and a fixed step never comes to rest. Write "
        "`decayed_step(eta0, epoch, decay)`, $\\eta=\\eta_0/(1+\\text{decay}\\cdot\\text{epoch})$: "
        "the full $\\eta_0$ in epoch 0, and ever smaller steps after it."
    ),
    reference=decayed_step,
    cases=_decay_cases,
    points=1,
    minutes=2,
    mistakes=(
        Mistake(
            "precedence",
            "eta0 / 1 + decay * epoch: only the 1 is under the line",
            lambda eta0, epoch, decay: eta0 / 1 + decay * epoch,
            "On paper the line covers 1 + decay · epoch; in Python it needs brackets.",
            "The step grows with the epochs.",
            "Put the whole denominator in brackets.",
        ),
        Mistake(
            "exponential",
            "eta0 · decay^epoch, another kind of decay",
            lambda eta0, epoch, decay: eta0 * decay**epoch,
            "Exponential decay is used as well; it falls much faster.",
            "With decay = 1 it stays at eta0 for ever.",
            "Where does the formula have a fraction?",
        ),
        Mistake(
            "exp",
            "eta0 · e^(−decay · epoch), another kind of decay",
            lambda eta0, epoch, decay: eta0 * np.exp(-decay * epoch),
            "It agrees in its first digits while decay · epoch is small, and falls faster then.",
            "With decay = 1 it leaves a twentieth after three epochs; the formula leaves a quarter.",
            "Where does the formula have a fraction?",
        ),
        Mistake(
            "from_one",
            "epochs counted from 1: even epoch 0 is decayed",
            lambda eta0, epoch, decay: eta0 / (1 + decay * (epoch + 1)),
            "Epochs count from 0 here, so the first one gets the whole eta0.",
            "In epoch 0 with decay = 1 it gives half of eta0.",
            "Which step should epoch 0 take?",
        ),
        Mistake(
            "no_one",
            "eta0 / (decay · epoch): the 1 is missing",
            lambda eta0, epoch, decay: eta0 / (decay * epoch),
            "The 1 keeps the first step at eta0.",
            "In epoch 0 it divides by zero.",
            "What is left of the denominator in epoch 0?",
        ),
        Mistake(
            "linear",
            "eta0 · (1 − decay · epoch), which falls below 0",
            lambda eta0, epoch, decay: eta0 * (1 - decay * epoch),
            "It agrees while decay · epoch is small; later the step turns negative.",
            "With decay = 1 it is −1 in epoch 3 for eta0 = 0.5: a walk uphill.",
            "Divide, instead of subtracting.",
        ),
        Mistake(
            "compounded",
            "a decay of what was already decayed, epoch by epoch",
            lambda eta0, epoch, decay: (
                eta0 / np.prod([1 + decay * k for k in range(epoch + 1)])
            ),
            "eta was overwritten in the loop, so the next epoch starts from the smaller one.",
            "With decay = 1 it gives 0.5/24 in epoch 3.",
            "From which step size does each epoch start to count?",
        ),
        Mistake(
            "shifted_bracket",
            "(1 + decay) · epoch: the bracket stands in the wrong place",
            lambda eta0, epoch, decay: eta0 / ((1 + decay) * epoch),
            "Times binds before plus: 1 + (decay · epoch).",
            "In epoch 0 it divides by zero.",
            "Which of the two is computed first in the formula?",
        ),
        Mistake(
            "multiplied",
            "eta0 · (1 + decay · epoch): the step grows",
            lambda eta0, epoch, decay: eta0 * (1 + decay * epoch),
            "The bracket belongs under the line.",
            "With decay = 1 it is four times eta0 in epoch 3.",
            "Should the step grow or shrink?",
        ),
        Mistake(
            "minus",
            "eta0 / (1 − decay · epoch)",
            lambda eta0, epoch, decay: _quiet(lambda: eta0 / (1 - decay * epoch)),
            "A minus makes the denominator smaller, and the step larger, until it turns negative.",
            "With decay = 1 it is −0.25 in epoch 3 for eta0 = 0.5: a walk uphill.",
            "Which sign makes the denominator grow with the epochs?",
        ),
        Mistake(
            "power",
            "eta0 / (1 + decay)^epoch, another kind of decay",
            lambda eta0, epoch, decay: eta0 / (1 + decay) ** epoch,
            "It divides by the same factor in every epoch: an exponential decay, and much faster.",
            "With decay = 1 it leaves an eighth after three epochs; the formula leaves a quarter.",
            "Is epoch a factor in the formula, or an exponent?",
        ),
        Mistake(
            "root",
            "eta0 / √(1 + decay · epoch), another kind of decay",
            lambda eta0, epoch, decay: eta0 / np.sqrt(1 + decay * epoch),
            "Some schedules take the root; it shrinks more slowly.",
            "With decay = 1 it leaves one half after three epochs; the formula leaves a quarter.",
            "Is there a root in the formula?",
        ),
        Mistake(
            "square",
            "eta0 / (1 + decay · epoch)², another kind of decay",
            lambda eta0, epoch, decay: eta0 / (1 + decay * epoch) ** 2,
            "It shrinks so fast that the steps may never reach the minimum.",
            "With decay = 1 it leaves a sixteenth after three epochs; the formula leaves a quarter.",
            "Is there a square in the formula?",
        ),
        Mistake(
            "one_late",
            "epochs counted one too low: epoch 1 still has the whole eta0",
            lambda eta0, epoch, decay: eta0 / (1 + decay * max(epoch - 1, 0)),
            "Epoch 0 has no decay, and epoch 1 has one.",
            "With decay = 1 it is a third of eta0 in epoch 3, and should be a quarter.",
            "Which step should epoch 1 take?",
        ),
    ),
    hints=(
        "One line. Mind the brackets under the fraction.",
        "In epoch 0 the result is eta0; with decay = 1 it is half of it in epoch 1.",
        "return eta0 / (1 + decay * epoch)",
    ),
    symptoms=(
        ("ZeroDivisionError", "The 1 keeps the denominator away from 0."),
        ("the step grows", "Is the whole denominator in brackets?"),
    ),
    another_way=(
        "With decay = 1 this is η0, η0/2, η0/3, …: their sum has no limit, so no minimum is too far, "
        "and the sum of their squares has one, so the noise dies out."
    ),
)


# ---- backtracking_step ---------------------------------------------------------------------


def backtracking_step(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    """The first of eta, eta*shrink, eta*shrink², … that lowers f enough (Armijo's rule).

    Enough: f(x - eta*g) <= f(x) - c*eta*|g|², with g = gradient(x). `f` and `gradient` are
    functions of the point `x` (n,); a nan of f is a rejection, and g = 0 gives eta itself.
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
    if found.size != 1:
        return Problem(f"the result has shape {found.shape}, and a step is one number")
    step = float(found.reshape(()))
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


BACKTRACKING = Exercise(
    lesson="06",
    title="Let the curve choose the step",
    statement=(
        "Nobody knows $\\lambda_{\\max}$ of a real network. Backtracking *tries*: start with a bold "
        "step, and shrink it until the loss falls enough. Write `backtracking_step(f, gradient, x, "
        "eta, shrink, c)`: the first of $\\eta,\\eta s,\\eta s^2,\\dots$ with\n\n"
        "$$f(x-\\eta g)\\le f(x)-c\\,\\eta\\,\\lVert g\\rVert^2,\\qquad g=\\nabla f(x)$$\n\n"
        "A step that leaves the domain gives `nan`, and `nan` is a rejection. With $g=0$ there is "
        "nothing to gain, and `eta` comes back."
    ),
    reference=backtracking_step,
    cases=_backtracking_cases,
    judge=_judge_step,
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
            "|g| in the place of |g|²",
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
            "the new point in the place of the step",
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
            "< in the place of <=: with g = 0 no step is ever good enough",
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
            "`if` in the place of `while`: one shrink at most",
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
            "Σ g in the place of |g|²",
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
    another_way=(
        "Compute f(x) once, before the loop: each trial then costs one evaluation. On a bowl the rule "
        "accepts exactly the steps with ηλ ≤ 2(1 − c)."
    ),
)


# ---- mended_epoch: a debugging exercise ----------------------------------------------------


def mended_epoch(w, X, t, eta, batch_size):
    """The weights (n,) of a linear unit after one epoch in batches: the code below, mended.

    `X` is (N, n), `t` (N,), taken in order, `batch_size` at a time; the loss of a batch is the
    mean of half the squared errors.
    """
    for start in range(0, len(X), batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        change = -eta * x.T @ (x @ w - y) / len(x)
        w = w + change
    return w


_EPOCH_STARTER = """
    for start in range(0, len(X) - batch_size, batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        change = -eta * x.T @ (x @ w - y) / batch_size
        w -= change
    return w
"""


def _epoch(all_: bool, sign: bool, mean: bool) -> Callable[..., Any]:
    """The epoch with some of its faults mended."""

    def epoch(w, X, t, eta, batch_size):
        for start in range(0, len(X) - (0 if all_ else batch_size), batch_size):
            x, y = X[start : start + batch_size], t[start : start + batch_size]
            size = len(x) if mean else batch_size
            change = -eta * x.T @ (x @ w - y) / size
            w = w + change if sign else w - change
        return w + 0.0

    return epoch


def _epoch_cases(rng: Rng) -> Iterator[Case]:
    X = np.array([[1.0], [2.0], [1.0]])
    yield Case((np.array([0.0]), X, np.array([2.0, 2.0, 4.0]), 0.1, 2))
    for n, features, size in ((6, 3, 2), (11, 2, 4), (7, 4, 3), (5, 2, 8), (4, 2, 1)):
        X, w = rng.normal(size=(n, features)), rng.normal(size=features)
        show = f"w of shape {w.shape}, X of shape {X.shape}, t, 0.1, batch_size {size}"
        yield Case((w, X, rng.normal(size=n) + 2, 0.1, size), show=show)


def _epoch_by_slopes(case: Case) -> Measured:
    w, X, t, eta, size = case.args
    for start in range(0, len(X), size):
        x, y = X[start : start + size], t[start : start + size]
        slope = np.zeros_like(w)
        for j in range(len(w)):
            h = np.zeros_like(w)
            h[j] = 1e-5
            up, down = (np.mean((x @ v - y) ** 2) / 2 for v in (w + h, w - h))
            slope[j] = (up - down) / 2e-5
        w = w - eta * slope
    return Measured("the same epoch with slopes measured by central differences", w)


def _moves(w, X, t, eta, size):
    """What each batch would change, with all gradients at the w that came in."""
    cuts = [slice(start, start + size) for start in range(0, len(X), size)]
    return [mended_epoch(w, X[cut], t[cut], eta, size) - w for cut in cuts]


def _over(w, X, t, eta, size, count):
    for start in range(0, len(X), size):
        x, y = X[start : start + size], t[start : start + size]
        w = w - eta * x.T @ (x @ w - y) / count
    return w


MENDED_EPOCH = Exercise(
    lesson="06",
    title="Find four faults",
    statement=(
        "**This code runs and is wrong: find and mend it.** It was written after D2, for one epoch "
        "of mini-batch descent on a linear unit $o=x\\cdot w$, and it has four faults: the loss "
        "*rises*; some samples are never used; once those are used, they are used in the wrong "
        "measure; and whoever calls it finds that their own `w` has changed. Don't read first: "
        "*measure*. Which loss, which `w`, which samples could show each fault?"
    ),
    reference=mended_epoch,
    cases=_epoch_cases,
    measure=_epoch_by_slopes,
    starter=_EPOCH_STARTER,
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "as_given",
            "the code as it was given",
            _epoch(False, False, False),
            "It runs, and it returns numbers of the right shape.",
            "For one feature and three samples, w moves away from the targets.",
            "Compute the loss before and after. Which way does it go?",
        ),
        Mistake(
            "only_sign",
            "the sign mended; the last batch is still never used",
            _epoch(False, True, False),
            "The loss falls now. range stops before the last batch starts.",
            "Change the last sample's target: your result stays the same.",
            "Which starts does range(0, N - batch_size, batch_size) give for N = 6, batch_size = 2?",
        ),
        Mistake(
            "only_range",
            "all samples used; the sign is still D2's",
            _epoch(True, False, False),
            "change carries the minus already, and w -= change takes it away again (D2-18).",
            "The loss rises with every batch.",
            "Is change a gradient, or an update?",
        ),
        Mistake(
            "range_and_mean",
            "all samples used in the right measure; the sign is still D2's",
            _epoch(True, False, True),
            "change carries the minus already, and w -= change takes it away again (D2-18).",
            "The loss rises with every batch.",
            "Is change a gradient, or an update?",
        ),
        Mistake(
            "not_the_mean",
            "a last batch that is divided by batch_size, and is smaller",
            _epoch(True, True, False),
            "A mean divides by the number of its samples, and the last batch has fewer.",
            "With 3 samples in batches of 2 the last gradient is halved.",
            "How many samples are in x?",
        ),
        Mistake(
            "old_w",
            "every batch's gradient taken at the old w",
            lambda w, X, t, eta, size: w + sum(_moves(w, X, t, eta, size)),
            "Each step begins where the last one has ended. That is what makes the epoch fast.",
            "With one batch it is right; with more the steps don't know of each other.",
            "Which w does the second batch's x @ w use?",
        ),
        Mistake(
            "full_batch",
            "one step with all samples",
            lambda w, X, t, eta, size: mended_epoch(w, X, t, eta, len(X)),
            "Then batch_size makes no difference.",
            "With batch_size 2 and three samples there should be two steps.",
            "How many steps does an epoch have?",
        ),
        Mistake(
            "only_last_batch",
            "a copy made in the loop, so that the last batch alone counts",
            lambda w, X, t, eta, size: w + _moves(w, X, t, eta, size)[-1],
            "In each round the copy is made anew, of the w that came in.",
            "What the batches before it have learnt is lost.",
            "Where does the copy belong: in the loop, or before it?",
        ),
        Mistake(
            "drops_rest",
            "a last batch left out, where it isn't full",
            lambda w, X, t, eta, size: mended_epoch(
                w, X[: len(X) // size * size], t[: len(X) // size * size], eta, size
            ),
            "range(0, N − B + 1, B) stops before a batch that isn't full.",
            "Of three samples in batches of 2 the third one is never used.",
            "Which start has the last batch?",
        ),
        Mistake(
            "two_epochs",
            "two epochs in the place of one",
            lambda w, X, t, eta, size: mended_epoch(
                mended_epoch(w, X, t, eta, size), X, t, eta, size
            ),
            "Perhaps a second loop was added.",
            "Every sample is used twice.",
            "How often does your function go through the samples?",
        ),
        Mistake(
            "over_inputs",
            "divided by the number of inputs, and not of samples",
            lambda w, X, t, eta, size: _over(w, X, t, eta, size, X.shape[1]),
            "The mean is taken over the samples of the batch.",
            "For one feature every step is as long as a sum.",
            "Which of x's two lengths counts the samples?",
        ),
        Mistake(
            "over_all",
            "divided by all samples, and not by the batch's",
            lambda w, X, t, eta, size: _over(w, X, t, eta, size, len(X)),
            "The loss of a batch is a mean over its own samples.",
            "With three samples in batches of 2, the first step is a third too short.",
            "How many samples are in this batch?",
        ),
    ),
    hints=(
        "Four questions: does the loss fall? Does every sample matter? Does a small batch count "
        "rightly? Is the caller's w what it was?",
        "Look at the end of the range, at the divisor, at the sign of change, and at -=, which works "
        "in place.",
        "for start in range(0, len(X), batch_size): … / len(x), then w = w + change",
    ),
    symptoms=(
        ("the loss goes up", "change contains its minus sign. Add it."),
        (
            "my w has changed",
            "w -= … writes into the caller's array; w = w + … makes a new one.",
        ),
        (
            "right only if the size divides",
            "Is the last batch divided by its own size?",
        ),
    ),
    another_way=(
        "Name an update `change` and a gradient `gradient`, never either of them `delta_w`: a "
        "gradient is subtracted, an update is added, and the name tells which."
    ),
)


EXERCISES = (
    DESCENT,
    STABLE,
    BEST,
    BATCHES,
    MINIBATCHES,
    EPOCH_MEAN,
    DECAY,
    BACKTRACKING,
    MENDED_EPOCH,
)


# ---- questions -----------------------------------------------------------------------------

QUESTIONS = (
    Question(
        "06-overshoot",
        "On $f(x)=\\frac12x^2$ you stand at $x=1$ and step with $\\eta=1.5$. The slope is 1, so you land "
        "at $-0.5$: past the minimum. **What happens in the long run?**",
        "Every step multiplies x by 1 − 1.5 = −0.5: it changes sides each time, and halves its distance.",
        options=(
            Option(
                "It diverges: whoever passes the minimum has stepped too far",
                "Go on by hand: 1, −0.5, 0.25, −0.125. It passes the minimum each time. Does it get away?",
                mistake="largest_stable_step.one_over",
            ),
            Option("It converges, jumping from side to side", "", right=True),
            Option(
                "It jumps to and fro for ever, without coming closer",
                "That takes η = 2, which throws 1 to −1. Here 1 goes to −0.5.",
            ),
        ),
    ),
    Question(
        "06-threshold",
        "$f(x)=2x^2$ has curvature $f''=4$ everywhere. **From which $\\eta$ on does gradient descent no "
        "longer converge?** (a number)",
        "A step multiplies x by 1 − 4η, and that is −1 at η = 1/2.",
        answer=float(2 / np.linalg.eigvalsh([[4.0]]).max()),
        hint="A step takes x to x − η·4x. For which η is the new x as far out as the old one?",
        traps=(
            (
                0.25,
                "With 1/4 one step lands exactly on the minimum. You may go further than that.",
            ),
            (
                2.0,
                "2 would be the limit for curvature 1. This bowl is four times as steep.",
            ),
        ),
    ),
    Question(
        "06-batches",
        "50000 samples, in batches of **250**. **How many batches are there in an epoch?**",
        "250 divides 50000, so nothing is left over, and there is no extra batch.",
        answer=float(batches_per_epoch(50000, 250)),
        hint="Does 250 divide 50000?",
        traps=(
            (
                201.0,
                "N/B + 1 is for the case in which something is left over. The 201st batch would be empty.",
            ),
        ),
    ),
    Question(
        "06-iterations",
        "50000 samples, batches of 256, 10 epochs. **How many updates of the weights?**",
        "196 batches an epoch, the last one with 80 samples, and ten epochs.",
        answer=float(10 * batches_per_epoch(50000, 256)),
        hint="How many batches has one epoch? Don't forget the samples that don't fill one.",
        traps=(
            (
                1950.0,
                "The 80 samples that don't fill a batch make one more, in every epoch.",
            ),
            (
                1953.0,
                "Each epoch ends with a batch of its own: round up in every epoch, not once at the end.",
            ),
            (196.0, "That is one epoch."),
        ),
    ),
    Question(
        "06-valley",
        "A valley has curvature 1 along its floor and 100 across it. **What limits the step size, and what "
        "limits the speed?**",
        "η < 2/100, and with such an η the floor shrinks by at most 2 % a step.",
        options=(
            Option(
                "The floor limits the step, the walls the speed",
                "With η = 2/1 the walls would multiply by 1 − 200 each step.",
                mistake="largest_stable_step.smallest",
            ),
            Option("The walls limit the step, the floor the speed", "", right=True),
            Option(
                "The mean of the two curvatures limits both",
                "With η = 2/50.5 the walls multiply by about −3 each step.",
                mistake="best_fixed_step.mean_curvature",
            ),
        ),
    ),
    Question(
        "06-sign",
        "A program computes `change = -eta * gradient`. **Which line follows?**",
        "An update carries its sign; it is added.",
        options=(
            Option(
                "`w = w - change`",
                "Two minus signs make a plus: this walks uphill, as D2 does.",
                mistake="gradient_descent.ascent",
            ),
            Option("`w = w + change`", "", right=True),
            Option(
                "`w = w - eta * change`",
                "That is uphill as well, and η counts twice.",
                mistake="gradient_descent.ascent",
            ),
            Option(
                "`w = change`",
                "The old w is lost: an update changes it, and doesn't replace it.",
            ),
        ),
    ),
    Question(
        "06-last-batch",
        "An epoch has 195 batches of 256 samples and one of 80. **How do you get the mean loss over the "
        "samples from the batches' means?**",
        "",
        options=(
            Option(
                "Their plain mean",
                "Then each of the 80 samples counts 256/80 times as much as the others.",
                mistake="epoch_mean.mean_of_means",
            ),
            Option(
                "Their mean, weighted by the batches' sizes",
                "Every sample counts once.",
                right=True,
            ),
            Option(
                "Their sum, divided by 50000",
                "Each mean has been divided by its size already.",
                mistake="epoch_mean.double_mean",
            ),
        ),
    ),
    Question(
        "06-plateau",
        "The training loss has stood at 0.25 for many epochs, and the gradient is 0. D1 says to go on until "
        "the loss is close to 0. **What do you say?**",
        "",
        options=(
            Option(
                "Go on: it will come down in the end",
                "With gradient 0 no step changes anything.",
            ),
            Option(
                "Take a larger step",
                "η times 0 is 0.",
            ),
            Option(
                "Stop: a minimum need not be 0",
                "Two samples with equal inputs and labels 0 and 1 can't be both right: "
                "their smallest loss is one quarter.",
                right=True,
            ),
        ),
    ),
    Question(
        "06-noise",
        "With mini-batches and a *fixed* step, the weights reach the neighbourhood of a minimum and keep "
        "trembling there. **What makes the trembling smaller?**",
        "",
        options=(
            Option(
                "More epochs with the same step",
                "The noise of the gradient is the same in every epoch; it settles at a level that η sets.",
            ),
            Option(
                "A step that shrinks with the epochs",
                "The level of the noise is proportional to η for small η.",
                right=True,
            ),
            Option(
                "The same order of samples in every epoch",
                "It hides the noise in a pattern. The steps still disagree with each other.",
                mistake="minibatches.same_order",
            ),
        ),
    ),
    Question(
        "06-nan",
        "Your backtracking reads `while f(x - eta * g) > bound: eta = eta / 2`. The first trial step leaves the "
        "domain of $f$, and $f$ gives `nan`. **What does the loop do?**",
        "",
        options=(
            Option(
                "It shrinks the step",
                "`nan > bound` is False, so the loop ends at once.",
            ),
            Option(
                "It ends, and takes the step",
                "`nan > bound` is False. Written as `while not f(…) <= bound`, nan is a rejection.",
                right=True,
            ),
            Option(
                "It raises an error", "Comparisons with nan give False, without a word."
            ),
        ),
    ),
)
