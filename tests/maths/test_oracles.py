"""PyTorch as an oracle: the same numbers from another hand, to 1e-10."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from bpcourse import activations, layer, losses, network, neuron
from bpcourse.activations import ACTIVATIONS
from bpcourse.network import Network

torch = pytest.importorskip("torch")
functional = torch.nn.functional

RNG = np.random.default_rng(0)
TORCH = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda z: functional.leaky_relu(z, 0.01),
    "identity": lambda z: z,
}
VALUE = {
    "softmax": lambda z, Y: functional.cross_entropy(z, Y),
    "sigmoid_cross_entropy": lambda z, Y: (
        functional.binary_cross_entropy_with_logits(z, Y, reduction="sum") / len(Y)
    ),
    **{
        name: lambda z, Y, f=f: ((f(z) - Y) ** 2).sum() / 2 / len(Y)
        for name, f in TORCH.items()
    },
}


def leaf(x):
    return torch.tensor(np.asarray(x), dtype=torch.float64, requires_grad=True)


def close(mine, theirs):
    theirs = theirs.detach().numpy()
    assert np.shape(mine) == theirs.shape
    assert_allclose(mine, theirs, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_and_slopes(name):
    x, f = leaf(RNG.uniform(-20, 20, 1000)), ACTIVATIONS[name]
    y = TORCH[name](x)
    y.sum().backward()
    z = x.detach().numpy()
    close(f(z), y)
    close(np.asarray(f.prime(z, f(z)), float), x.grad)


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (torch.sigmoid, activations.sigmoid_derivative),
        (torch.relu, activations.relu_derivative),
        (
            lambda z: functional.leaky_relu(z, 0.2),
            lambda x: activations.leaky_relu_derivative(x, 0.2),
        ),
        (torch.tanh, activations.tanh_derivative),
    ],
)
def test_derivative_functions(f, slope):
    x = leaf(RNG.uniform(-20, 20, 1000))
    f(x).sum().backward()
    close(slope(x.detach().numpy()), x.grad)


def test_losses_and_their_gradients():
    z, y = (
        leaf(3 * RNG.standard_normal(6)),
        functional.softmax(leaf(RNG.standard_normal(6)), 0),
    )
    y = y.detach()
    loss = functional.cross_entropy(z, y)
    loss.backward()
    z_, y_ = z.detach().numpy(), y.numpy()
    close(losses.softmax_cross_entropy(z_, y_), loss)
    close(losses.softmax_cross_entropy_gradient(z_, y_), z.grad)
    close(losses.log_softmax(z_), functional.log_softmax(z, 0))
    p = functional.softmax(z, 0)
    close(losses.softmax(z_), p)
    close(losses.cross_entropy(losses.softmax(z_), y_), loss)
    close(
        losses.kl_divergence(y_, losses.softmax(z_)),
        functional.kl_div(p.log(), y, reduction="sum"),
    )
    close(losses.entropy(y_), torch.distributions.Categorical(probs=y).entropy())
    jacobian = torch.autograd.functional.jacobian(lambda z: functional.softmax(z, 0), z)
    close(losses.softmax_jacobian(z_), jacobian)


def test_extreme_logits():
    z, y = np.array([[1e4, 0.0, -1e4], [-1e4, 1e4, 1e4]]), np.eye(3)[[2, 1]]
    close(losses.softmax(z), functional.softmax(leaf(z), 1))
    close(losses.log_softmax(z), functional.log_softmax(leaf(z), 1))
    for row, label in zip(z, y):
        expected = functional.cross_entropy(leaf(row), torch.tensor(label))
        close(losses.softmax_cross_entropy(row, label), expected)


def test_one_neuron():
    x, w, b, t = RNG.standard_normal(4), leaf(RNG.standard_normal(4)), leaf(0.3), 0.8
    o = torch.sigmoid(torch.tensor(x) @ w + b)
    ((o - t) ** 2 / 2).backward()
    dw, db = neuron.neuron_gradients(x, w.detach().numpy(), 0.3, t)
    close(neuron.neuron_output(x, w.detach().numpy(), 0.3), o)
    close(dw, w.grad)
    close(db, b.grad)


def test_a_layer_in_the_other_storage():
    """torch.nn.Linear keeps (out, in): its weight and gradient are our transposes."""
    X, W, b = (
        RNG.standard_normal((7, 4)),
        RNG.standard_normal((4, 3)),
        RNG.standard_normal(3),
    )
    T = RNG.uniform(0, 1, (7, 3))
    linear = torch.nn.Linear(4, 3, dtype=torch.float64)
    with torch.no_grad():
        linear.weight[:], linear.bias[:] = torch.tensor(W.T), torch.tensor(b)
    inputs = leaf(X)
    output = torch.sigmoid(linear(inputs))
    (((output - torch.tensor(T)) ** 2).sum() / 2 / 7).backward()
    dW, db, dX = layer.layer_gradients(X, W, b, T)
    close(dW.T, linear.weight.grad)
    close(db, linear.bias.grad)
    close(dX / 7, inputs.grad)


def test_the_lessons_recursion():
    sizes, X, T = [3, 5, 4, 2], RNG.standard_normal((6, 3)), RNG.uniform(0, 1, (6, 2))
    weights = [RNG.standard_normal(s) for s in zip(sizes, sizes[1:])]
    biases = [RNG.standard_normal(o) for o in sizes[1:]]
    W, b = [leaf(v) for v in weights], [leaf(v) for v in biases]
    a = torch.tensor(X)
    for V, v in zip(W, b):
        a = torch.sigmoid(a @ V + v)
    (((a - torch.tensor(T)) ** 2).sum() / 2 / 6).backward()
    for (dW, db), V, v in zip(network.backward(X, weights, biases, T), W, b):
        close(dW, V.grad)
        close(db, v.grad)


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("output", VALUE)
def test_five_steps_of_every_network(hidden, output):
    net = Network([4, 6, 5, 3], hidden, output)
    net.theta[:] = 0.5 * RNG.standard_normal(net.theta.size)  # z = 0 has no one slope
    W, b = [leaf(v) for v in net.weights], [leaf(v) for v in net.biases]
    X, Y = RNG.standard_normal((8, 4)), RNG.dirichlet(np.ones(3), 8)
    optimiser = torch.optim.SGD([*W, *b], lr=0.05)
    for _ in range(5):
        optimiser.zero_grad()
        a = torch.tensor(X)
        for V, v in zip(W[:-1], b[:-1]):
            a = TORCH[hidden](a @ V + v)
        value = VALUE[output](a @ W[-1] + b[-1], torch.tensor(Y))
        value.backward()
        close(net.value(X, Y), value)
        net.step(X, Y, 0.05)
        optimiser.step()
    for mine, theirs in zip([*net.weights, *net.biases], [*W, *b]):
        close(mine, theirs)
