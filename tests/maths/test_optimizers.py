"""Steps that remember: PyTorch's paths, closed forms, and what must not change."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from torch_oracle import stored

from bpcourse.descent import gradient_descent
from bpcourse.optimizers import (
    Adam,
    Momentum,
    RMSProp,
    adam_step,
    adamw_step,
    clip_by_norm,
    momentum_step,
    nesterov_step,
    rmsprop_step,
    warmup_cosine,
)

pytestmark = pytest.mark.filterwarnings("error")
finite = st.floats(-1e150, 1e150)


def path(name, step, states):
    """Our w after each of PyTorch's gradients, and PyTorch's."""
    numbers = stored(name)
    w = numbers["path"][0]
    state, found = [np.zeros_like(w) for _ in range(states)], [w]
    for t, g in enumerate(numbers["gradients"], 1):
        w, *state = step(w, *state, g, t)
        found.append(w)
    return np.stack(found), numbers["path"]


@pytest.mark.parametrize(
    ("name", "step", "states"),
    [
        ("SGD", lambda w, v, g, t: momentum_step(w, v, g, 0.1, 0.8), 1),
        ("RMSprop", lambda w, s, g, t: rmsprop_step(w, s, g, 0.1, 0.7, 1e-3), 1),
        ("Adam", lambda *a: adam_step(*a, 0.1, 0.8, 0.95, 1e-3), 2),
        ("AdamW", lambda *a: adamw_step(*a, 0.1, 0.3, 0.8, 0.95, 1e-3), 2),
    ],
)
def test_the_path_is_pytorch_s(name, step, states):
    ours, theirs = path(name, step, states)
    assert_allclose(ours, theirs, rtol=0, atol=1e-12)


def test_nesterov_is_pytorch_s_seen_from_where_the_gradient_is_taken():
    numbers = stored("Nesterov")
    w, v = numbers["path"][0], np.zeros((2, 3))
    for g, theirs in zip(numbers["gradients"], numbers["path"][1:]):
        w, v = nesterov_step(w, v, lambda _, g=g: g, 0.1, 0.8)
        assert_allclose(w - 0.1 * 0.8 * v, theirs, rtol=0, atol=1e-12)


def test_nesterov_asks_for_the_gradient_ahead_and_nowhere_else():
    asked = []
    nesterov_step([1.0], [2.0], lambda w: asked.append(w) or 4 * w, 0.1, 0.5)
    assert_allclose(asked, [[0.9]])


def test_momentum_without_memory_is_gradient_descent():
    H, w, v = np.array([1.0, 100.0]), np.array([10.0, 1.0]), np.zeros(2)
    expected = gradient_descent(lambda w: H * w, w, 0.01, 20)[-1]
    for _ in range(20):
        w, v = momentum_step(w, v, H * w, 0.01, 0.0)
    assert_array_equal(w, expected)


def test_a_constant_gradient_gives_momentum_its_final_speed():
    w, v = np.zeros(1), np.zeros(1)
    for _ in range(400):
        w, v = momentum_step(w, v, [3.0], 0.1, 0.9)
    assert v == pytest.approx([3.0 / (1 - 0.9)])


@given(arrays(float, 3, elements=st.floats(1e-100, 1e100)), st.floats(1e-3, 10))
def test_adam_s_first_step_is_eta_whatever_the_size_of_the_gradient(g, eta):
    w, m, s = adam_step(np.zeros(3), np.zeros(3), np.zeros(3), g, 1, eta, eps=0.0)
    assert_allclose(w, -eta * np.ones(3), rtol=1e-9)
    assert_allclose(m, 0.1 * g, rtol=1e-12)  # uncorrected
    assert_allclose(s, 0.001 * g * g, rtol=1e-12)


def test_adamw_s_decay_leaves_m_and_s_alone_and_takes_the_old_weight():
    w, m, s, g = np.random.default_rng(0).standard_normal((4, 3))
    s = s * s
    plain, decayed = (
        adam_step(w, m, s, g, 3, 0.1),
        adamw_step(w, m, s, g, 3, 0.1, decay=0.5),
    )
    assert_array_equal(plain[1:], decayed[1:])
    assert_allclose(decayed[0], plain[0] - 0.05 * w, rtol=1e-14)


STEPS = {
    "momentum": lambda a: momentum_step(*a[:3], 0.1, 0.9),
    "nesterov": lambda a: nesterov_step(*a[:2], lambda w: 2 * w, 0.1, 0.9),
    "rmsprop": lambda a: rmsprop_step(*a[:3], 0.1, 0.9),
    "adam": lambda a: adam_step(*a, 2, 0.1),
    "adamw": lambda a: adamw_step(*a, 2, 0.1, 0.3),
}


@pytest.mark.parametrize("name", STEPS)
def test_nothing_is_changed_in_place_lists_are_taken_and_float32_stays(name):
    values = np.random.default_rng(1).uniform(0.5, 1, (4, 2, 3))
    before = values.copy()
    expected = STEPS[name](values)
    assert_array_equal(values, before)
    for ours, from_lists in zip(expected, STEPS[name](values.tolist())):
        assert_array_equal(ours, from_lists)
    singles = STEPS[name](values.astype(np.float32))
    assert {a.dtype for a in singles} == {np.dtype(np.float32)}


# ---- clipping and schedules ---------------------------------------------------------


def common_norm(gradients):
    return np.sqrt(sum(np.square(p).sum() for pair in gradients for p in pair))


@given(
    arrays(float, (2, 3), elements=finite),
    arrays(float, 3, elements=finite),
    st.floats(1e-3, 1e3),
)
def test_clipping_limits_the_common_norm_and_keeps_the_direction(dW, db, limit):
    [(cW, cb)] = clip_by_norm([(dW, db)], limit)
    assert common_norm([(cW, cb)]) <= limit * (1 + 1e-12)
    size = float(max(np.abs(dW).max(), np.abs(db).max())) or 1.0
    norm = common_norm([(dW / size, db / size)])
    share = min(1.0, limit / size / norm) if norm else 1.0
    assert_allclose(cW, share * dW, rtol=1e-12, atol=1e-300)
    assert_allclose(cb, share * db, rtol=1e-12, atol=1e-300)


def test_all_layers_are_scaled_together():
    gradients = [(np.full((1, 2), 3.0), np.zeros(2)), (np.zeros((2, 1)), np.ones(1))]
    clipped = clip_by_norm(gradients, 0.5)
    assert common_norm(clipped) == pytest.approx(0.5)
    assert clipped[0][0][0, 0] == pytest.approx(3 * clipped[1][1][0])


@pytest.mark.parametrize("size", [0.0, 1e-310, 1e-200, 1.0])
def test_what_is_within_the_limit_stays_to_the_last_bit(size):
    [(dW, db)] = clip_by_norm([(np.full((2, 2), size), np.full(2, size))], 3.0)
    assert (dW == size).all() and (db == size).all()


def test_clipping_changes_nothing_in_place_and_keeps_single_precision():
    dW, db = np.full((2, 3), 2, np.float32), np.ones(3, np.float32)
    [clipped] = clip_by_norm([(dW, db)], np.float64(0.5))
    assert {a.dtype for a in clipped} == {np.dtype(np.float32)}
    assert (dW == 2).all() and (db == 1).all()


def test_the_schedule_rises_in_a_line_and_falls_as_half_a_cosine():
    ours = [warmup_cosine(step, 4, 12, 0.3) for step in range(13)]
    rising = [0.3 * step / 4 for step in range(4)]
    falling = [0.3 * np.cos(np.pi * step / 16) ** 2 for step in range(9)]
    assert_allclose(ours, [*rising, *falling], atol=1e-15)
    assert ours[4] == 0.3 and ours[12] == 0.0
    assert type(warmup_cosine(np.int64(3), 2, 6, np.float64(1))) is float


# ---- objects ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("optimizer", "name"),
    [
        (Momentum(0.8), "SGD"),
        (RMSProp(0.7, 1e-3), "RMSprop"),
        (Adam(0.8, 0.95, 1e-3), "Adam"),
        (Adam(0.8, 0.95, 1e-3, decay=0.3), "AdamW"),
    ],
)
def test_objects_keep_the_state_and_change_w_in_place(optimizer, name):
    numbers = stored(name)
    w = numbers["path"][0].copy()
    for g, theirs in zip(numbers["gradients"], numbers["path"][1:]):
        before = g.copy()
        optimizer.step(w, g, 0.1)
        assert_allclose(w, theirs, rtol=0, atol=1e-12)
        assert_array_equal(g, before)


@pytest.mark.parametrize(
    ("made", "rule"),
    [(Momentum, momentum_step), (RMSProp, rmsprop_step), (Adam, adam_step)],
)
def test_objects_take_your_own_step(made, rule):
    calls = []

    def own(*arguments):
        calls.append(arguments)
        return rule(*arguments)

    w, same = np.ones(3), np.ones(3)
    yours, ours = made(rule=own), made()
    for _ in range(3):
        yours.step(w, w * 2, 0.1)
        ours.step(same, same * 2, 0.1)
    assert len(calls) == 3
    assert_array_equal(w, same)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: momentum_step(np.ones(2), np.ones(3), np.ones(2), 0.1, 0.9),
            r"momentum_step: v has shape \(3,\), but w has shape \(2,\)",
        ),
        (
            lambda: nesterov_step(np.ones(2), np.ones(2), lambda w: 1.0, 0.1, 0.9),
            r"momentum_step: g has shape \(\), but w has shape \(2,\)",
        ),
        (
            lambda: adam_step(1.0, 0.0, 0.0, 1.0, 0, 0.1),
            "adam_step: t is 0; count the steps from 1",
        ),
        (lambda: clip_by_norm([], 0.0), "clip_by_norm: limit is 0.0"),
        (lambda: warmup_cosine(1, 0, 5, 0.1), "warmup is 0, total 5"),
        (lambda: warmup_cosine(6, 2, 5, 0.1), "step is 6; expected 0 to 5"),
    ],
)
def test_mistaken_calls_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
