"""Lesson 08: answers in other styles, and what isn't drawn from the given generator."""

from __future__ import annotations

import numpy as np
import pytest
from rotation import part, sweep

from bpcourse import regularization
from bpcourse.checking import judge_function
from bpcourse.course import exercise

# ---- right answers, written in other ways


def stop_by_argmin(losses, patience):
    for epoch in range(len(losses)):
        best = int(np.argmin(losses[: epoch + 1]))
        if epoch - best >= patience:
            return [epoch, best]
    return len(losses) - 1, best


def stop_by_waiting(losses, patience):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < best:
            best, kept, waited = loss, epoch, 0
        else:
            waited += 1
            if waited == patience:
                break
    return epoch, kept


def shift_by_slices(X, down, right):
    images, moved = X.reshape(-1, 8, 8), np.zeros((len(X), 8, 8))
    to = [slice(max(d, 0), 8 + min(d, 0)) for d in (down, right)]
    of = [slice(max(-d, 0), 8 + min(-d, 0)) for d in (down, right)]
    moved[:, to[0], to[1]] = images[:, of[0], of[1]]
    return moved.reshape(-1, 64)


def shift_by_roll(X, down, right):
    moved = np.roll(X.reshape(-1, 8, 8), (down, right), (1, 2))
    if down:
        moved[:, 0 if down > 0 else 7] = 0
    if right:
        moved[:, :, 0 if right > 0 else 7] = 0
    return moved.reshape(len(X), 64)


def dropout_by_choice(A, keep, rng):
    mask = rng.choice([0.0, 1 / keep], size=A.shape, p=[1 - keep, keep])
    return mask * A, mask


def dropout_by_binomial(A, keep, rng):
    mask = rng.binomial(1, keep, A.shape)
    return A * mask / keep, mask / keep


STYLES = {
    "early_stopping": [stop_by_argmin, stop_by_waiting],
    "shift_images": [shift_by_slices, shift_by_roll],
    "soft_threshold": [
        regularization.soft_threshold,
        lambda W, a: W - np.clip(W, -a, a),
        lambda W, a: np.where(a < W, W - a, np.where(-a > W, W + a, 0)),
        lambda W, a: np.maximum(W - a, 0) + np.minimum(W + a, 0),
    ],
    "dropout": [dropout_by_choice, dropout_by_binomial, regularization.dropout],
    "dropout_backward": [lambda g, m: np.where(m > 0, g * m.max(), 0)],
    "l1_penalty_subgradient": [
        lambda W, lam: np.where(W > 0, lam, -lam),
        lambda W, lam: lam * ((W >= 0) * 2.0 - 1),
    ],
}


@sweep
@pytest.mark.parametrize("name", STYLES)
def test_right_answers_in_other_styles_pass_on_fifty_seeds(name):
    for number, answer in enumerate(STYLES[name]):
        for seed in part(range(50), 5):
            verdict = judge_function(answer, exercise(name), seed)
            assert verdict.passed, f"variant {number}, seed {seed}\n{verdict}"


# ---- answers that don't draw from their rng


def dropout_from_its_own_seed(A, keep, rng):
    return regularization.dropout(A, keep, np.random.default_rng(0))


def dropout_from_the_global_generator(A, keep, rng):
    mask = (np.random.random(A.shape) < keep) / keep  # noqa: NPY002
    return A * mask, mask


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("dropout", dropout_from_its_own_seed, "general:ignores_rng"),
        ("dropout", dropout_from_the_global_generator, "general:own_random"),
    ],
)
def test_an_answer_that_does_not_use_the_given_rng_is_refused(name, answer, mistake):
    for seed in range(10):
        verdict = judge_function(answer, exercise(name), seed)
        assert (verdict.passed, verdict.mistake) == (False, mistake), str(verdict)


def test_dropping_with_the_turned_comparison_is_named_with_keep_1_too():
    def answer(A, keep, rng):
        mask = (rng.random(A.shape) > keep) / keep
        return A * mask, mask

    assert judge_function(answer, exercise("dropout")).mistake == "keep_is_drop"
