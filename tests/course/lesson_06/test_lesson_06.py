"""Lesson 06: answers in other styles, what the checks must not accept, true explorers."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from bpcourse import datasets, descent, network
from bpcourse.checking import judge_function
from bpcourse.course import exercise
from bpcourse.course.lesson_06 import explorer as explorers
from bpcourse.drawing import walk

# ---- right answers, written in other ways


def batches_by_shuffle(X, T, size, rng):
    order = np.arange(len(X))
    rng.shuffle(order)
    return [
        (X[order[k : k + size]], T[order[k : k + size]]) for k in range(0, len(X), size)
    ]


def batches_by_split(X, T, size, rng):
    order = rng.permutation(len(X))
    cuts = range(size, len(X), size)
    return zip(np.split(X[order], cuts), np.split(T[order], cuts))


def batches_of_lists(X, T, size, rng):
    order, found = list(rng.permutation(len(X))), []
    while order:
        rows, order = order[:size], order[size:]
        found.append([[X[i].tolist() for i in rows], [np.array(T[i]) for i in rows]])
    return found


def batches_by_sorting(X, T, size, rng):
    order = np.argsort(rng.random(len(X)))
    for k in range(math.ceil(len(X) / size)):
        rows = order[k * size : (k + 1) * size]
        yield X[rows].astype(np.float32), T[rows]


def batches_glued(X, T, size, rng):
    both = np.hstack([X, T.reshape(len(T), -1)])
    rng.shuffle(both)
    for k in range(0, len(X), size):
        part = both[k : k + size]
        targets = part[:, X.shape[1] :].reshape(len(part), *T.shape[1:])
        yield part[:, : X.shape[1]], targets


def backtrack_by_powers(f, g, x, eta=1.0, shrink=0.5, c=1e-4):
    slope = np.linalg.norm(g(x)) ** 2
    for k in itertools.count():
        step = eta * shrink**k
        with np.errstate(all="ignore"):
            if f(x - step * g(x)) <= f(x) - c * step * slope:
                return step


def backtrack_with_isnan(f, g, x, eta=1.0, shrink=0.5, c=1e-4):
    before, d = f(x), g(x)
    while True:
        after = f(x - eta * d)
        if not np.isnan(after) and after - before <= -c * eta * np.dot(d, d):
            return np.float64(eta)
        eta *= shrink


def walk_in_place(gradient, x0, eta, steps):
    x, path = np.array(x0, float), [np.array(x0, float)]
    for _ in range(steps):
        x -= eta * gradient(x)
        path.append(x.copy())
    return path


STYLES = {
    "minibatches": [
        batches_by_shuffle,
        batches_by_split,
        batches_of_lists,
        batches_by_sorting,
        batches_glued,
        descent.minibatches,
    ],
    "backtracking_step": [
        backtrack_by_powers,
        backtrack_with_isnan,
        descent.backtracking_step,
    ],
    "gradient_descent": [walk_in_place, descent.gradient_descent],
    "largest_stable_step": [
        lambda H: 2 / np.linalg.norm(H, 2),
        lambda H: 2 / np.linalg.svd(H)[1][0],
        descent.largest_stable_step,
    ],
    "best_fixed_step": [
        lambda H: 2 / (np.linalg.norm(H, 2) + 1 / np.linalg.norm(np.linalg.inv(H), 2)),
        lambda H: 2 / np.linalg.eigvalsh(H)[[0, -1]].sum(),
    ],
    "batches_per_epoch": [
        lambda n, b: math.ceil(n / b),
        lambda n, b: n // b + (n % b > 0),
        lambda n, b: len(range(0, n, b)),
        descent.batches_per_epoch,
    ],
    "epoch_mean": [
        lambda m, s: np.average(m, weights=s),
        lambda m, s: np.mean(np.repeat(m, s)),
    ],
    "decayed_step": [lambda e, k, d: e * (1 + d * k) ** -1, descent.decayed_step],
}  # fmt: skip


@pytest.mark.parametrize("name", STYLES)
def test_right_answers_in_other_styles_pass_on_twenty_seeds(name):
    for number, answer in enumerate(STYLES[name]):
        for seed in range(20):
            verdict = judge_function(answer, exercise(name), seed)
            assert verdict.passed, f"variant {number}, seed {seed}\n{verdict}"


# ---- wrong answers that the catalogue does not hold


def no_batches_but_one(X, T, size, rng):
    return [(X, T)]


def always_single(X, T, size, rng):
    return [(X[i : i + 1], T[i : i + 1]) for i in rng.permutation(len(X))]


def without_end(X, T, size, rng):
    return itertools.repeat((X[:size], T[:size]))


def pair_turned(X, T, size, rng):
    return ((t, x) for x, t in batches_by_shuffle(X, T, size, rng))


def seeded_inside(X, T, size, rng):
    return batches_by_shuffle(X, T, size, np.random.default_rng(7))


def each_batch_drawn_anew(X, T, size, rng):
    for _ in range(-(-len(X) // size)):
        rows = rng.choice(len(X), min(size, len(X)), replace=False)
        yield X[rows], T[rows]


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        (no_batches_but_one, "general:unused_argument"),
        (always_single, "general:unused_argument"),
        (without_end, "general:goes_on"),
        (pair_turned, "targets_first"),
        (seeded_inside, "same_order"),
        (each_batch_drawn_anew, "with_replacement"),
    ],
)
def test_other_wrong_epochs_are_refused_and_never_misnamed(answer, named):
    for seed in range(5):
        verdict = judge_function(answer, exercise("minibatches"), seed)
        assert not verdict.passed
        assert verdict.mistake == named, str(verdict)


def test_a_step_of_its_own_choice_is_refused_with_what_it_does():
    asked = exercise("backtracking_step")
    verdict = judge_function(lambda f, g, x, eta=1.0, shrink=0.5, c=1e-4: 0.7, asked)
    assert not verdict.passed and verdict.mistake == "general:all_the_same"
    assert "f goes from 5 to 180" in str(verdict)


# ---- pictures and words that are true


@pytest.mark.parametrize("product", [0.1, 0.9, 1.0, 1.1, 1.95, 2.0, 2.05])
def test_the_named_regime_is_what_the_walk_does(product):
    path = walk.curve_path(1.0, product, 1.0, 60)
    passes = bool((path[1:] * path[:-1] < 0).any())
    said = walk.regime(product)
    assert (said in ("comes_down", "lands")) == (not passes)
    assert (said == "diverges") == (abs(path[-1]) > 1.0 + 1e-9)
    assert (said == "swings") == (abs(abs(path[-1]) - 1) < 1e-9)


def test_the_curve_explorer_names_the_point_that_it_reaches():
    explorer = explorers.curve(eta=0.5, steps=3)
    assert "ηλ = 0.5" in explorer.words and "x = 0.3125" in explorer.words
    explorer.controls["curvature"].value = 3.0
    assert "ηλ = 1.5" in explorer.words and "converges" in explorer.words


def test_the_valley_explorer_tells_both_sides_of_the_limit():
    explorer = explorers.valley(eta=0.18)
    heights = {}
    for eta in (0.18, 0.22):
        explorer.controls["eta"].value = eta
        heights[eta] = walk.valley_path(eta, 10.0, "fixed")[0][-1, 1]
        assert ("below" in explorer.words) == (eta < 0.2)
    assert abs(heights[0.18]) < 3 < abs(heights[0.22])


def test_backtracking_never_climbs_however_bold_its_first_step():
    for curvature in (1.0, 7.0, 20.0):
        path, sizes = walk.valley_path(0.5, curvature, "backtracking")
        losses = path**2 @ np.array([1.0, curvature]) / 2
        assert (np.diff(losses) <= 0).all()
        assert (sizes > 0).all() and sizes.max() <= 0.5


# ---- numbers that the lesson stands on


def test_the_bold_step_saturates_the_worked_network_and_stays():
    e = datasets.worked_example()
    weights, biases = network.train_step(e.X, e.T, e.weights, e.biases, 200.0)
    o = network.forward(e.X, weights, biases)[-1]
    np.testing.assert_allclose(o, [[0, 1]], atol=1e-4)
    loss = 0.5 * ((o - e.T) ** 2).sum()
    for _ in range(100):
        weights, biases = network.train_step(e.X, e.T, weights, biases, 200.0)
    o = network.forward(e.X, weights, biases)[-1]
    assert 0.5 * ((o - e.T) ** 2).sum() == pytest.approx(loss, rel=0.05)
