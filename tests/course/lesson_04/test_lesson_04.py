"""Lesson 04: its answers against the package, its pictures against the numbers."""

from __future__ import annotations

import numpy as np
import pytest

from bpcourse import layer
from bpcourse.course import all_exercises, exercise, question
from bpcourse.course.lesson_04 import entries


def written_by(name):
    return exercise(name).reference


@pytest.mark.parametrize("shape", [(5, 4, 3), (1, 3, 2), (3, 3, 3), (7, 1, 4)])
def test_answers_and_package_agree(shape):
    n, i, o = shape
    rng = np.random.default_rng(n)
    X, W, b = rng.normal(size=(n, i)), rng.normal(size=(i, o)), rng.normal(size=o)
    T = rng.uniform(size=(n, o))
    outputs = layer.layer_output(X, W, b)
    delta = layer.layer_delta(outputs, T)
    for name, args in {
        "layer_output": (X, W, b),
        "layer_delta": (outputs, T),
        "weight_gradient": (X, delta),
        "bias_gradient": (delta,),
        "input_gradient": (delta, W),
    }.items():
        np.testing.assert_allclose(
            written_by(name)(*args), getattr(layer, name)(*args), rtol=1e-12, atol=1e-15
        )
    for name in ("layer_gradients", "mended_layer_gradients"):
        for mine, theirs in zip(
            written_by(name)(X, W, b, T), layer.layer_gradients(X, W, b, T)
        ):
            np.testing.assert_allclose(mine, theirs, rtol=1e-12, atol=1e-15)


def test_the_faulty_code_passes_its_authors_test_and_no_other():
    """3 samples, 3 inputs, 3 units, W symmetric: what the statement promises."""
    faulty = exercise("mended_layer_gradients").mistake("as_given").function
    rng = np.random.default_rng(0)
    X, W, b = rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), rng.normal(size=3)
    T = rng.uniform(size=(3, 3))
    even = W + W.T
    for got, want in zip(faulty(X, even, b, T), layer.layer_gradients(X, even, b, T)):
        np.testing.assert_allclose(got, want, rtol=1e-12)
    dW, db, dX = faulty(X[:2], W, b, T[:2])
    right = layer.layer_gradients(X[:2], W, b, T[:2])
    assert np.allclose(db, right[1])
    assert not np.allclose(dW, right[0]) and not np.allclose(dX, right[2])


@pytest.mark.parametrize("product", entries.PRODUCTS)
def test_every_entry_of_a_product_has_its_frame_and_its_number(product):
    e = entries.example()
    want = {
        "Z": e.X @ e.W + e.b,
        "dW": np.einsum("nj,nk->jk", e.X, e.delta) / 4,
        "db": e.delta.mean(0)[None],
        "dX": np.einsum("nk,jk->nj", e.delta, e.W),
    }[product]
    frames = entries.entries(product)
    assert len(frames) == want.size
    for shown, value in zip(frames, want.ravel()):
        assert shown.alt.endswith(f"gives {value + 0.0:.4f}.".replace("-", "−"))


def test_options_name_mistakes_that_exist():
    known = {(e.name, m.id) for e in all_exercises().values() for m in e.mistakes}
    named = [
        tuple(option.mistake.split("."))
        for lesson in ("04", "05")
        for option in _options(lesson)
        if option.mistake
    ]
    assert len(named) >= 12 and set(named) <= known


def _options(lesson):
    from importlib import import_module

    module = import_module(f"bpcourse.course.lesson_{lesson}.questions")
    return [option for q in module.QUESTIONS for option in q.options]


def test_every_question_with_options_has_one_right_one():
    from importlib import import_module

    for lesson in ("04", "05"):
        for q in import_module(f"bpcourse.course.lesson_{lesson}.questions").QUESTIONS:
            if q.options:
                assert sum(option.right for option in q.options) == 1, q.id
            else:
                assert q.answer is not None and q.hint, q.id


def test_the_numeric_answers_follow_from_the_layer():
    o, t = np.array([0.2, 0.7, 0.4]), np.array([0.0, 1.0, 0.5])
    assert question("04-literal-sum").answer == pytest.approx(
        0.5 * np.dot(o - t, o - t)
    )
    X, delta = np.array([[1.0], [-1.0]]), np.array([[0.5], [-0.5]])
    assert question("04-opposite").answer == layer.weight_gradient(X, delta).item()
    X, W = np.zeros((32, 64)), np.zeros((64, 10))
    delta = np.zeros((32, 10))
    assert question("04-shape").answer == layer.weight_gradient(X, delta).shape
    assert question("04-input-shape").answer == layer.input_gradient(delta, W).shape


def test_the_explorer_runs_over_all_its_range():
    pytest.importorskip("ipywidgets")
    from bpcourse.course.lesson_04 import explorer as explorers

    shown = explorers.entries()
    for product in entries.PRODUCTS:
        shown.controls["product"].value = product
        for step in range(len(shown.frames)):
            shown.controls["step"].value = step
            assert shown.words.startswith(f"{product}[") and "<svg" in shown.svg
