"""Modules and parameters on the tape, as PyTorch has them."""

from __future__ import annotations

import numpy as np
import pytest
from nets import draw
from numpy.testing import assert_allclose, assert_array_equal

from bpcourse import graph
from bpcourse.graph import SGD, Linear, nn, optim, tensor

pytestmark = pytest.mark.filterwarnings("error")


class TwoParts(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(3, 4)
        self.second = nn.Linear(4, 2)
        self.gain = tensor([1.0, 2.0], requires_grad=True)
        self.constant = tensor([1.0])

    def forward(self, x):
        return self.second(graph.tanh(self.first(x))) * self.gain + self.constant


def test_a_module_finds_the_parameters_of_its_parts():
    net = TwoParts()
    shapes = {name: p.shape for name, p in net.named_parameters()}
    assert shapes == {
        "first.weight": (4, 3),
        "first.bias": (4,),
        "second.weight": (2, 4),
        "second.bias": (2,),
        "gain": (2,),
    }
    kept = net.state_dict()
    assert list(kept) == list(shapes)
    loss = (net(tensor(draw((5, 3)))) ** 2).sum()
    loss.backward()
    optim.SGD(net.parameters(), lr=0.1).step()
    for name, parameter in net.named_parameters():
        moved = kept[name].data - 0.1 * parameter.grad.data
        assert_allclose(parameter.data, moved, rtol=1e-15)


def test_a_module_learns():
    net, (X, T) = TwoParts(), (draw((8, 3)), draw((8, 2), 1))
    optimizer = optim.SGD(net.parameters(), lr=0.02)
    losses = []
    for _ in range(200):
        loss = ((net(tensor(X)) - T) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.3 * losses[0]


def test_a_shared_tensor_steps_once():
    w = tensor([1.0], requires_grad=True)
    optimizer = SGD([w, w], lr=0.5)
    (w * 1.0).sum().backward()
    optimizer.step()
    assert_array_equal(w.data, [0.5])


def test_linear_stores_out_in_as_pytorch_does():
    layer = Linear(3, 2)
    X = draw((5, 3))
    assert layer.weight.shape == (2, 3)
    expected = X @ layer.weight.data.T + layer.bias.data
    assert_allclose(layer(tensor(X)).data, expected)
    assert np.abs(layer.weight.data).max() <= 1 / np.sqrt(3)
