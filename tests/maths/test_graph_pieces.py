"""Pieces of your own on the tape are used, and those that don't fit are named."""

from __future__ import annotations

import numpy as np
import pytest
from nets import draw
from numpy.testing import assert_allclose, assert_array_equal

from bpcourse import graph, sweeps
from bpcourse.graph import tensor

pytestmark = pytest.mark.filterwarnings("error")
COURSE = {
    name: getattr(sweeps, name)
    for name in (
        "topological_order",
        "unbroadcast",
        "matmul_rule",
        "product_rule",
        "softmax_rule",
    )
}


@pytest.fixture(autouse=True)
def _course_s_own_pieces():
    yield
    graph.use()


class Counted:
    """A piece that counts its calls."""

    def __init__(self, piece):
        self.piece, self.calls = piece, []

    def __call__(self, *arguments):
        self.calls.append(arguments)
        return self.piece(*arguments)


def test_your_own_pieces_are_used_and_use_goes_back():
    own = {name: Counted(piece) for name, piece in COURSE.items()}

    def gradient():
        a = tensor(draw((4, 3)), requires_grad=True)
        (graph.softmax(a @ a.T + tensor(draw(4))) * (a * a).sum()).sum().backward()
        return a.grad.data

    expected = gradient()
    graph.use(**own)
    assert_allclose(gradient(), expected, rtol=1e-13)
    called = {name: len(piece.calls) for name, piece in own.items()}
    assert all(called.values())
    parents, root = own["topological_order"].calls[0]
    assert all(type(n) is int for n in parents) and root in parents
    graph.use()
    assert_allclose(gradient(), expected, rtol=1e-15)
    assert {name: len(piece.calls) for name, piece in own.items()} == called


def test_what_is_not_named_is_the_course_s():
    own = Counted(COURSE["matmul_rule"])
    graph.use(matmul_rule=own)
    graph.use(softmax_rule=COURSE["softmax_rule"])
    (tensor(np.eye(2), True) @ np.eye(2)).sum().backward()
    assert not own.calls


def test_a_piece_may_return_lists():
    graph.use(
        matmul_rule=lambda g, A, B: [(g @ B.T).tolist(), (A.T @ g).tolist()],
        topological_order=lambda parents, root: tuple(sorted(parents)),
    )
    w = tensor(np.eye(2), requires_grad=True)
    (w @ w).sum().backward()
    assert_array_equal(w.grad.data, np.full((2, 2), 2.0))


@pytest.mark.parametrize(
    ("pieces", "error", "message"),
    [
        ({"matmul": max}, ValueError, "use: 'matmul' is none of topological_order"),
        (
            {"matmul_rule": lambda g, A, B: (g @ B.T, (A.T @ g).T)},
            ValueError,
            r"rule of matmul gives a gradient of shape \(2, 3\) for an input of shape "
            r"\(3, 2\)",
        ),
        (
            {"topological_order": lambda parents, root: sorted(parents)[::-1]},
            ValueError,
            "stands behind none of its children",
        ),
    ],
)
def test_pieces_that_do_not_fit_are_named(pieces, error, message):
    w = tensor(np.ones((3, 2)), requires_grad=True)

    def sweep():
        graph.use(**pieces)
        (np.ones((4, 3)) @ w).sum().backward()

    with pytest.raises(error, match=message):
        sweep()
