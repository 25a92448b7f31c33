"""Lesson 05: answers, puzzles, and the numbers that the lesson stands on."""

from __future__ import annotations

import ast
import json

import numpy as np
import pytest
from nets import a_network
from places import ROOT

from bpcourse import datasets, gradcheck, network
from bpcourse.course import exercise
from bpcourse.course.lesson_05 import figures


def written_by(name):
    return exercise(name).reference


def flat(nested):
    if isinstance(nested, (list, tuple)):
        return np.concatenate([flat(part) for part in nested])
    return np.ravel(nested)


@pytest.mark.parametrize("sizes", [(4, 5, 3, 2), (3, 3, 3), (2, 3), (1, 2, 1, 2, 1)])
def test_answers_and_package_agree(sizes):
    X, weights, biases, T = a_network(sizes)
    acts = network.forward(X, weights, biases)
    deltas = network.all_deltas(acts, weights, T)
    near = {"rtol": 1e-12, "atol": 1e-15}
    for name, args in {
        "forward": (X, weights, biases),
        "all_deltas": (acts, weights, T),
        "all_gradients": (acts, deltas),
        "backward": (X, weights, biases, T),
        "train_step": (X, T, weights, biases, 0.3),
    }.items():
        got, want = written_by(name)(*args), getattr(network, name)(*args)
        np.testing.assert_allclose(flat(got), flat(want), **near)
    truth = flat(network.backward(X, weights, biases, T))
    for name in ["backward_loop"]:
        np.testing.assert_allclose(
            flat(written_by(name)(X, weights, biases, T)), truth, **near
        )


@pytest.mark.parametrize("name", ["mended_layer_gradients"])
def test_a_starter_is_the_mistake_that_is_named_as_given(name):
    found = exercise(name)
    space = {"np": np}
    exec(found.split_source()[0] + found.starter, space)
    case = next(iter(found.cases(np.random.default_rng(1))))
    got, want = space[name](*case.args), found.mistake("as_given").function(*case.args)
    np.testing.assert_allclose(flat(got), flat(want), rtol=1e-12)


@pytest.mark.parametrize("name", ["backward_loop"])
def test_a_puzzle_holds_the_right_lines_in_another_order(name):
    found = exercise(name)
    given = [line.strip() for line in found.starter.strip().splitlines()]
    assert given.pop(0).startswith("raise NotImplementedError")
    right = [line.strip() for line in found.split_source()[1].strip().splitlines()]
    assert sorted(given) == sorted(right) and given != right
    ast.parse("def f():\n" + found.starter.strip("\n"))


# ---- the stored numbers --------------------------------------------------------------


def test_the_stored_pytorch_numbers_are_measured_slopes():
    e = datasets.worked_example()
    sizes = [(0, 0), (1, 0), (0, 1), (1, 1)]
    measured = []
    for layer, group in sizes:
        parts = [e.weights, e.biases]

        def loss(p, layer=layer, group=group, parts=parts):
            changed = [list(parts[0]), list(parts[1])]
            changed[0 if group == 0 else 1][layer] = p
            output = network.forward(e.X, *changed)[-1]
            return 0.5 * ((output - e.T) ** 2).sum()

        measured.append(gradcheck.complex_gradient(loss, parts[group][layer]).ravel())
    dW1, dW2, db1, db2 = measured
    found = np.concatenate([dW1, db1, dW2, db2])
    np.testing.assert_allclose(found, figures.PYTORCH, rtol=1e-13)


def test_pytorch_still_says_so():
    torch = pytest.importorskip("torch")
    e = datasets.worked_example()
    tensors = [torch.tensor(p, requires_grad=True) for p in (*e.weights, *e.biases)]
    W1, W2, b1, b2 = tensors
    output = torch.sigmoid(torch.sigmoid(torch.tensor(e.X) @ W1 + b1) @ W2 + b2)
    (((output - torch.tensor(e.T)) ** 2).sum() / 2).backward()
    found = np.concatenate([p.grad.numpy().ravel() for p in (W1, b1, W2, b2)])
    np.testing.assert_allclose(found, figures.PYTORCH, rtol=1e-13)


def test_the_listing_that_the_lesson_shows_gives_the_stored_numbers(capsys):
    torch = pytest.importorskip("torch")
    text = (ROOT / "sources" / "05_delta_recursion" / "lesson.md").read_text(
        encoding="utf-8"
    )
    space: dict = {}
    try:
        exec(text.split("```python\n")[1].split("```")[0], space)
    finally:
        torch.set_default_dtype(torch.float32)
    found = [space[name] for name in ("l1", "l2")]
    parts = [p for layer in found for p in (layer.weight.grad.T, layer.bias.grad)]
    got = np.concatenate([p.numpy().ravel() for p in parts])
    np.testing.assert_allclose(got, figures.PYTORCH, rtol=1e-13)
    assert "tensor" in capsys.readouterr().out


def test_the_built_lesson_agrees_with_what_it_measures():
    path = ROOT / "notebooks" / "05_delta_recursion.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    said = "".join(
        "".join(output.get("text", []))
        for cell in cells
        for output in cell.get("outputs", [])
    )
    assert said.count("agrees: True") >= 6 and "agrees: False" not in said
    for words in (
        "E              0.2983711088",  # D3-32
        "    = 0.0821670406",  # ∂E/∂w5, D3-34
        "sum of δ times sum of w   δ off by 1.45",  # D2-21
        "sigmoid × 1           1.9e-06   3.8e-06",  # D2-33, D2-34
    ):
        assert words in said, words


@pytest.mark.parametrize(
    ("name", "scale", "size", "step"),
    [
        ("sigmoid", 0.3, 6.7e-11, 1.4e-10),
        ("sigmoid", 4.0, 1.2e-02, 2.2e-02),
        ("tanh", 0.3, 1.7e-05, 0.95),
        ("identity", 8.0, 1.3e08, 0.95),
        ("relu", 0.3, 2.0e-05, 1.1),
        ("relu", 8.0, 1.4e08, 1.1),
    ],
)
def test_overall_size_and_unevenness_are_two_things(name, scale, size, step):
    """D0-08, D2-33 to D2-35: |δ| and |dW| of the first of ten layers over the last's."""
    found = figures.typical_profile(name, scale)
    assert found[0][0] == pytest.approx(size, rel=0.15)
    assert found[1][0] == pytest.approx(step, rel=0.15)


def test_zero_weights_never_part():
    """D1-09: hidden columns stay equal bit for bit."""
    X, T = figures.quadrants()
    weights, biases = [np.zeros((2, 4)), np.zeros((4, 1))], [np.zeros(4), np.zeros(1)]
    for _ in range(200):
        weights, biases = network.train_step(X, T, weights, biases, 2.0)
    assert (weights[0] == weights[0][:, :1]).all() and weights[0].any()
