"""Lesson 05: the δ-flow, of a right backward pass, of a broken one, of one handed in."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from nets import a_network

from bpcourse import datasets, network
from bpcourse.drawing import flow, flow_frames


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
