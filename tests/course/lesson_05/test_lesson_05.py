"""Lesson 05: answers, puzzles, the δ-flow, and the numbers that the lesson stands on."""

from __future__ import annotations

import ast
import json
from types import SimpleNamespace

import numpy as np
import pytest
from places import ROOT

from bpcourse import datasets, gradcheck, network
from bpcourse.course import exercise
from bpcourse.course.lesson_05 import figures
from bpcourse.drawing import flow, flow_frames


def written_by(name):
    return exercise(name).reference


def a_network(sizes=(4, 5, 3, 2), n=6, seed=0):
    rng = np.random.default_rng(seed)
    pairs = list(zip(sizes, sizes[1:]))
    weights = [rng.normal(size=p) for p in pairs]
    biases = [rng.normal(size=o) for _, o in pairs]
    return (
        rng.normal(size=(n, sizes[0])),
        weights,
        biases,
        rng.uniform(size=(n, sizes[-1])),
    )


def flat(nested):
    if isinstance(nested, (list, tuple)):
        return np.concatenate([flat(part) for part in nested])
    return np.ravel(nested)


# ---- answers -------------------------------------------------------------------------


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
        "    = 0.0821670406",  # the slope by w5, D3-34
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


# ---- the δ-flow ----------------------------------------------------------------------


def test_the_flow_is_the_engines_pass_bit_for_bit():
    e = datasets.worked_example()
    shown = flow.record()
    acts = network.forward(e.X, e.weights, e.biases)
    deltas = network.all_deltas(acts, e.weights, e.T)
    for got, want in zip(shown.a, acts):
        assert np.array_equal(got, want[0])
    for got, want in zip(shown.delta, deltas):
        assert np.array_equal(got, want[0])
    for (dW, db), got_W, got_b in zip(
        network.all_gradients(acts, deltas), shown.dW, shown.db
    ):
        assert np.array_equal(got_W, dW) and np.array_equal(got_b, db)


@pytest.mark.parametrize("output", ["softmax", "sigmoid", "sigmoid_cross_entropy"])
def test_the_flow_shows_any_network_bit_for_bit(output):
    net = network.Network([3, 5, 4, 2], hidden="tanh", output=output, seed=3)
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(1, 3)), np.array([[0.0, 1.0]])
    shown = flow.record(net, X, Y)
    net.forward(X)
    for got, want in zip(
        (*shown.z, *shown.a, *shown.delta), (*net.z, *net.a, *net.deltas(Y))
    ):
        assert np.array_equal(got, want[0])
    for got, (want, _) in zip(shown.dW, net.gradients(X, Y)):
        assert np.array_equal(got, want)
    assert len(flow_frames.frames(net, X, Y)) == 2 + 2 * 3 + 2 * 3


def test_the_flow_takes_any_object_with_weights_and_biases():
    X, weights, biases, T = a_network((2, 3, 1), n=4)
    mine = SimpleNamespace(weights=weights, biases=biases)
    shown = flow.record(mine, X, T)
    want = network.all_deltas(network.forward(X[:1], weights, biases), weights, T[:1])
    assert np.array_equal(shown.delta[0], want[0][0])
    with pytest.raises(ValueError, match="X and T"):
        flow.record(mine)


def test_the_flow_says_where_its_room_ends():
    net = network.Network([9, 3], output="sigmoid")
    with pytest.raises(ValueError, match="6 layers of 8"):
        flow.record(net, np.zeros((1, 9)), np.zeros((1, 3)))


HIDDEN = {  # δ of hidden unit 1 under each mistake, from the ledger, section (c)
    "no_transpose": 0.009231011263,
    "product_of_sums": 0.021804002631,
    "one_path": 0.013367920423,
    "already_updated": 0.007294457552,
    "slope_at_a": 0.009428509307,
    "no_output_slope": 0.045367009073,
    "sign": -0.008771354689,
}


@pytest.mark.parametrize("mistake", HIDDEN)
def test_a_broken_flow_has_the_ledgers_numbers(mistake):
    shown = flow.broken(flow.record(), mistake)
    assert shown.delta[0][0] == pytest.approx(HIDDEN[mistake], abs=1e-12)


def test_inputs_summed_breaks_the_weights_alone():
    right = flow.record()
    shown = flow.broken(right, "summed_inputs")
    assert shown.dW[0][0, 0] == pytest.approx(0.001315703203, abs=1e-12)
    assert all(np.array_equal(a, b) for a, b in zip(shown.delta, right.delta))


@pytest.mark.parametrize("mistake", flow.BREAKS)
def test_a_broken_flow_says_once_where_it_goes_wrong_first(mistake):
    words = [f.alt for f in flow_frames.frames(mistake=mistake)]
    first = [i for i, w in enumerate(words) if "goes wrong first" in w]
    assert len(first) == 1
    assert all("So far every number is right." in w for w in words[: first[0]])
    at_output = flow.BREAKS[mistake].top is not None
    at = flow.steps(2)[first[0]]
    assert (at.kind, at.layer) == (
        ("grad", 2) if mistake == "summed_inputs" else ("delta", 2 if at_output else 1)
    )


def test_a_backward_that_is_handed_in_is_shown_as_it_is():
    right = flow.record()
    own = flow.handed_in(right, network.backward)
    assert all(np.array_equal(a, b) for a, b in zip(right.delta, own.delta))
    frames = flow_frames.frames(mistake=flow.HANDED_IN, own=own)
    assert not any("✗" in frame.svg or "wrong" in frame.alt for frame in frames)

    def turned(X, weights, biases, T):
        (dW1, db1), last = network.backward(X, weights, biases, T)
        return [(-dW1, -db1), last]

    frames = flow_frames.frames(
        mistake=flow.HANDED_IN, own=flow.handed_in(right, turned)
    )
    first = [at for at, f in enumerate(frames) if "goes wrong first" in f.alt]
    step = flow.steps(2)[first[0]]
    assert len(first) == 1 and (step.kind, step.layer) == ("delta", 1)


@pytest.mark.parametrize(
    ("backward", "words"),
    [
        (lambda *args: network.backward(*args)[1:], "1 results for 2 layers"),
        (
            lambda X, w, b, T: [(W.T[:1], B) for W, B in zip(w, b)],
            r"layer 1: dW has shape \(1, 2\)",
        ),
    ],
)
def test_a_backward_of_other_shapes_is_refused_with_a_sentence(backward, words):
    with pytest.raises(ValueError, match=words):
        flow.handed_in(flow.record(), backward)


def test_a_backward_that_changes_what_it_gets_changes_nothing_of_the_picture():
    def greedy(X, weights, biases, T):
        found = network.backward(X, weights, biases, T)
        for W in weights:
            W *= 0
        return found

    right = flow.record()
    flow.handed_in(right, greedy)
    assert right.weights[0].any()


def test_every_frame_has_one_size_and_says_what_it_shows():
    net = network.Network([8] * 7, hidden="tanh", output="softmax")
    frames = flow_frames.frames(net, np.ones((1, 8)), np.eye(8)[:1])
    assert len({frame.svg.split("viewBox=")[1][:17] for frame in frames}) == 1
    assert len({frame.alt for frame in frames}) == len(frames) == 26


def test_the_stepper_runs_over_all_its_range():
    pytest.importorskip("ipywidgets")
    from bpcourse.course.lesson_05 import explorer as explorers

    shown = explorers.delta_flow()
    for mistake in flow.mistakes(flow.record()):
        shown.controls["mistake"].value = mistake
        for step in range(len(shown.frames)):
            shown.controls["step"].value = step
            assert "<svg" in shown.svg and shown.words
            assert ("broken on purpose" in shown.svg) == (mistake != flow.NONE)


def test_mistakes_that_cannot_run_are_not_offered():
    X, weights, biases, T = a_network((2, 3, 1))
    unequal = flow.record(SimpleNamespace(weights=weights, biases=biases), X, T)
    assert "no_transpose" not in flow.mistakes(unequal)
    net = network.Network([2, 2, 2])
    assert "no_output_slope" not in flow.mistakes(
        flow.record(net, np.ones((1, 2)), np.eye(2)[:1])
    )
