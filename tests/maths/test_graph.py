"""The tape: every operation measured, shared nodes, long rows."""

from __future__ import annotations

import numpy as np
import pytest
from nets import draw
from numpy.testing import assert_array_equal

from bpcourse import graph
from bpcourse.gradcheck import complex_gradient, relative_error
from bpcourse.graph import SGD, Module, tensor
from bpcourse.network import Network

pytestmark = pytest.mark.filterwarnings("error")


EXPRESSIONS = {
    "add": lambda a, b: a + b,
    "add, turned": lambda a, b: 2.0 + a,
    "sub": lambda a, b: a - b,
    "sub, turned": lambda a, b: 2.0 - a,
    "neg": lambda a, b: -a,
    "mul": lambda a, b: a * b,
    "mul, turned": lambda a, b: 3.0 * a,
    "div": lambda a, b: a / b,
    "div, turned": lambda a, b: 2.0 / a,
    "pow": lambda a, b: a**3,
    "pow, negative": lambda a, b: a**-0.5,
    "pow, nothing": lambda a, b: (0.0 * a) ** 0 * a,
    "exp": lambda a, b: graph.exp(a),
    "log": lambda a, b: graph.log(a),
    "tanh": lambda a, b: graph.tanh(a),
    "sigmoid": lambda a, b: graph.sigmoid(a),
    "relu": lambda a, b: graph.relu(a - 0.8),
    "softmax": lambda a, b: graph.softmax(a),
    "matmul": lambda a, b: a @ a.T,
    "matmul, turned": lambda a, b: np.ones((2, 4)) @ a,
    "mean": lambda a, b: a * a.mean(),
    "sum": lambda a, b: a * graph.sum(a),
    "twice": lambda a, b: a * a + a,
    "all": lambda a, b: graph.softmax(a @ a.T + b.sum()) @ graph.tanh(a) / (1 + a * b),
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_every_operation_has_the_measured_gradient(name):
    """The complex step runs through the tape's own forward pass."""
    A, B = draw((4, 3)), draw((3,) if name != "div" else (4, 1), 1)
    weights = draw(EXPRESSIONS[name](tensor(A), tensor(B)).shape, 2)

    def loss(A, B):
        return (EXPRESSIONS[name](A, B) * weights).sum()

    a, b = tensor(A, requires_grad=True), tensor(B, requires_grad=True)
    loss(a, b).backward()
    for leaf, at in ((a, 0), (b, 1)):
        inputs = [A, B]

        def value(x, at=at, inputs=inputs):
            moved = [graph.Tensor(v) for v in inputs]
            moved[at] = graph.Tensor(x)
            return loss(*moved).value

        if leaf.grad is None:
            assert at == 1  # an expression of a alone
        else:
            measured = complex_gradient(value, inputs[at])
            assert relative_error(measured, leaf.grad.data) < 1e-13


def test_every_operation_of_the_table_is_tried():
    tried = set()

    def collect(node):
        tried.add(node.op)
        for x in node.inputs:
            collect(x)

    for expression in EXPRESSIONS.values():
        a, b = (tensor(draw((4, 4)), requires_grad=True) for _ in range(2))
        collect(expression(a, b))
    assert tried - {""} == set(graph.OPERATIONS)


def net_of_tensors(net):
    layers = list(zip(net.weights, net.biases))
    return [[tensor(p, requires_grad=True) for p in pair] for pair in layers]


def test_a_network_on_the_tape_is_the_delta_recursion():
    net = Network([3, 5, 4, 2], "tanh", "softmax", seed=1)
    rng = np.random.default_rng(0)
    X, Y = rng.standard_normal((6, 3)), np.eye(2)[rng.integers(0, 2, 6)]
    layers, a = net_of_tensors(net), X
    for W, b in layers[:-1]:
        a = graph.tanh(a @ W + b)
    p = graph.softmax(a @ layers[-1][0] + layers[-1][1])
    loss = -(graph.log(p) * Y).sum() / 6
    assert loss.item() == pytest.approx(net.value(X, Y), rel=1e-14)
    loss.backward()
    for (W, b), (dW, db) in zip(layers, net.gradients(X, Y)):
        assert relative_error(dW, W.grad.data) < 1e-13
        assert relative_error(db, b.grad.data) < 1e-13


def test_gradients_add_up_until_they_are_set_to_zero():
    x = tensor([1.0, 2.0], requires_grad=True)
    for times in (1, 2):
        (x * 3.0).sum().backward()
        assert_array_equal(x.grad.data, [3.0 * times] * 2)
    optimizer = SGD([x], lr=0.1)
    optimizer.zero_grad()
    assert x.grad is None
    optimizer.step()
    assert_array_equal(x.data, [1.0, 2.0])


def test_one_graph_can_be_swept_twice_and_keeps_the_numbers_it_was_built_with():
    w = tensor([2.0], requires_grad=True)
    loss = (w * w).sum()
    loss.backward()
    w.data = [100.0]
    loss.backward()
    assert_array_equal(w.grad.data, [8.0])


def test_sixty_doublings_and_a_hundred_thousand_nodes_in_a_row():
    x = y = tensor(1.0, requires_grad=True)
    for _ in range(60):
        y = y + y
    y.backward()
    assert x.grad.item() == 2.0**60
    x = y = tensor(1.0, requires_grad=True)
    for _ in range(100_000):
        y = y + 1.0
    y.backward()
    assert x.grad.item() == 1.0
    del y  # ends without recursion too


def test_gradients_are_copies_that_can_be_changed():
    a, b = tensor(np.ones(2), requires_grad=True), tensor(np.ones(2), True)
    (a + b).sum().backward()
    a.grad.data[:] = 7.0
    assert_array_equal(b.grad.data, [1.0, 1.0])


def test_constants_get_no_gradient_and_build_no_graph():
    x, w = tensor([1.0, 2.0]), tensor([3.0, 4.0], requires_grad=True)
    assert not (x * x).inputs
    (x * w).sum().backward()
    assert x.grad is None and w.grad is not None


def test_data_is_read_and_set_and_numbers_are_copied():
    numbers = np.array([1.0, 2.0])
    x = tensor(numbers, requires_grad=True)
    numbers[0] = 5
    assert_array_equal(x.data, [1.0, 2.0])
    x.data = tensor([3.0, 4.0])
    assert x.requires_grad and x.shape == (2,)
    x.data -= 1
    assert_array_equal(np.asarray(x), [2.0, 3.0])
    assert tensor([1, 2]).data.dtype == np.float64


def test_an_array_on_the_left_leaves_the_operation_to_the_tensor():
    w = tensor(np.eye(2), requires_grad=True)
    for result in (np.ones(2) * w, np.float64(2) * w, np.eye(2) @ w, np.ones(2) - w):
        assert isinstance(result, graph.Tensor) and result.inputs
    assert np.abs(w).shape == (2, 2)


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (lambda: tensor(0.298371109), "tensor(0.2984)"),
        (lambda: tensor([[0.751365, 0.772928]]), "tensor([[0.7514, 0.7729]])"),
        (lambda: tensor([1, 2]), "tensor([1., 2.])"),
        (
            lambda: graph.sigmoid(tensor([0.0], requires_grad=True)),
            "tensor([0.5], grad_fn=<sigmoid>)",
        ),
        (lambda: tensor(np.eye(2)), "tensor([[1., 0.],\n        [0., 1.]])"),
    ],
)
def test_tensors_are_shown_to_four_digits(made, shown):
    assert repr(made()) == shown


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda x: (x * 2).backward(),
            ValueError,
            r"backward: the tensor has shape \(3,\).* expected one number",
        ),
        (lambda x: tensor(1.0).backward(), ValueError, "requires_grad is False"),
        (
            lambda x: x @ np.ones((4, 2)),
            ValueError,
            r"matmul: inputs of shapes \(3,\) and \(4, 2\) don't fit",
        ),
        (lambda x: x**x, TypeError, "the exponent is a tensor; expected a number"),
        (lambda x: Module()(x), NotImplementedError, "Module has no forward"),
    ],
)
def test_mistaken_calls_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call(tensor(np.ones(3), requires_grad=True))
