"""A tape in PyTorch's style: it differentiates what you compute (lesson 12).

A `Tensor` keeps its numbers and what it was computed from, the table `OPERATIONS` has
one line per operation, and `backward` is the reverse sweep. `use` hands in your own
pieces. A program for PyTorch runs with its imports changed to `from bpcourse import
graph as torch`, `from bpcourse.graph import nn`, `from bpcourse.graph import optim`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from bpcourse import activations, losses
from bpcourse.arrays import Array, as_float
from bpcourse.sweeps import matmul_rule, product_rule, softmax_rule, unbroadcast

_COURSE: dict[str, Callable[..., Any]] = {
    # the numbers of the tape grow from parents to children: sorting them will do
    "topological_order": lambda parents, root: sorted(parents),
    **{f.__name__: f for f in (unbroadcast, matmul_rule, product_rule, softmax_rule)},
}
_own = SimpleNamespace(**_COURSE)


def use(**pieces: Callable[..., Any]) -> None:
    """Build the tape of your own pieces; what you don't name is the course's.

    `use()` goes back to the course's own. `topological_order` is called with node
    numbers. ValueError for a name that is no piece.
    """
    for name in pieces:
        if name not in _COURSE:
            raise ValueError(f"use: {name!r} is none of {', '.join(_COURSE)}")
    vars(_own).update({**_COURSE, **pieces})


def _back(a: Array, b: Array, da: Array, db: Array) -> tuple[Array, Array]:
    return _own.unbroadcast(da, a.shape), _own.unbroadcast(db, b.shape)


# an operation: y from its inputs; the gradients of its inputs from g = dE/dy
# (of pow: n is a number, and a^0 has the slope 0 everywhere)
OPERATIONS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "add": (np.add, lambda g, y, a, b: _back(a, b, g, g)),
    "sub": (np.subtract, lambda g, y, a, b: _back(a, b, g, -g)),
    "mul": (np.multiply, lambda g, y, a, b: _own.product_rule(g, a, b)),
    "truediv": (np.divide, lambda g, y, a, b: _back(a, b, g / b, -g * y / b)),
    "matmul": (np.matmul, lambda g, y, A, B: _own.matmul_rule(g, A, B)),
    "pow": (np.power, lambda g, y, a, n: (g * n * a ** (n - (n != 0)), 0.0)),
    "exp": (np.exp, lambda g, y, a: (g * y,)),
    "log": (np.log, lambda g, y, a: (g / a,)),
    "tanh": (np.tanh, lambda g, y, a: (g * (1 - y * y),)),
    "sigmoid": (activations.sigmoid, lambda g, y, a: (g * y * (1 - y),)),
    "relu": (activations.relu, lambda g, y, a: (g * (a >= 0),)),
    "softmax": (losses.softmax, lambda g, y, a: (_own.softmax_rule(g, y),)),
    "sum": (np.sum, lambda g, y, a: (np.full(a.shape, g),)),
    "transpose": (np.transpose, lambda g, y, a: (np.transpose(g),)),
}
_numbers, _rng = count(), np.random.default_rng(0)


class Tensor:
    """Numbers, and what they were computed from.

    `data`: the array, to be read and set. `grad`: None, or after `backward` a tensor,
    for those made with `requires_grad`. `op`, `inputs`: the operation that it is from;
    `known`: the inputs' numbers at that time, whatever becomes of them later.

    >>> x = tensor([1.0, 2.0], requires_grad=True)
    >>> (x * x).sum().backward()
    >>> x.grad
    tensor([2., 4.])
    """

    __slots__ = ("grad", "inputs", "known", "number", "op", "requires_grad", "value")
    __array_priority__ = 1000  # array * tensor leaves the product to the tensor

    def __init__(
        self,
        value: Any,
        requires_grad: bool = False,
        op: str = "",
        inputs: Sequence[Tensor] = (),
        known: Sequence[Array] = (),
    ) -> None:
        self.value, self.requires_grad = value, requires_grad
        self.op, self.inputs, self.known = op, inputs, known
        self.number = next(_numbers)
        self.grad: Tensor | None = None

    @property
    def data(self) -> Array:
        """The numbers, an array; what is set is copied, as floats."""
        return self.value

    @data.setter
    def data(self, new: Tensor | ArrayLike) -> None:
        self.value = tensor(new).value

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the numbers; () for one number."""
        return self.value.shape

    @property
    def T(self) -> Tensor:
        """The transpose of a matrix, (n, m) -> (m, n), as a tensor on the tape."""
        return apply("transpose", self)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.array(self.value, dtype)

    def __repr__(self) -> str:
        with np.printoptions(precision=4, floatmode="maxprec_equal"):
            numbers = np.array2string(np.array(self), separator=", ", prefix="tensor(")
        origin = f", grad_fn=<{self.op}>" if self.inputs else ""
        return f"tensor({numbers}{origin})"

    def __neg__(self) -> Tensor:
        return apply("sub", 0.0, self)

    def __pow__(self, n: float) -> Tensor:
        if isinstance(n, Tensor):
            raise TypeError("pow: the exponent is a tensor; expected a number")
        return apply("pow", self, n)

    def sum(self) -> Tensor:
        """The sum of all entries, of shape ()."""
        return apply("sum", self)

    def mean(self) -> Tensor:
        """The mean of all entries, of shape ()."""
        return apply("truediv", self.sum(), np.size(self.value))

    def item(self) -> float:
        """The one number as a float; ValueError where there are more."""
        return self.value.item()

    def backward(self) -> None:
        """Add d self / d leaf to `grad` of every leaf: children before parents."""
        if not self.requires_grad or np.size(self.value) != 1:
            raise ValueError(
                f"backward: the tensor has shape {self.shape}, requires_grad is "
                f"{self.requires_grad}; expected one number computed from a parameter"
            )
        nodes, parents = _recorded(self)
        grads = {self.number: np.ones_like(self.value)}
        for number in reversed(_own.topological_order(parents, self.number)):
            node, g = nodes[number], grads.pop(number, None)
            if g is None:
                raise ValueError(
                    f"backward: node {number} ({node.op}) stands behind none of its "
                    "children; topological_order puts parents before children"
                )
            if node.inputs:
                for parent, slope in zip(parents[number], _gradients(node, g)):
                    grads[parent] = grads[parent] + slope if parent in grads else slope
            elif node.requires_grad:
                node.grad = Tensor(np.array(g + node.grad.value if node.grad else g))


for _op in ("add", "sub", "mul", "truediv", "matmul"):  # x + 2 and 2 + x, ...
    setattr(Tensor, f"__{_op}__", lambda a, b, op=_op: apply(op, a, b))
    setattr(Tensor, f"__r{_op}__", lambda a, b, op=_op: apply(op, b, a))


def _recorded(root: Tensor) -> tuple[dict[int, Tensor], dict[int, list[int]]]:
    """(nodes, parents) of all that root is computed from: tensors and graph by number."""
    nodes: dict[int, Tensor] = {}
    parents: dict[int, list[int]] = {}
    stack = [root]
    while stack:
        node = stack.pop()
        if node.number not in nodes:
            nodes[node.number] = node
            parents[node.number] = [p.number for p in node.inputs]
            stack += node.inputs
    return nodes, parents


def _gradients(node: Tensor, g: Array) -> list[Array]:
    """dE/d(each input), from the operation's rule; ValueError where a shape is wrong."""
    slopes = OPERATIONS[node.op][1](g, node.value, *node.known)
    found = [np.asarray(slope) for slope in slopes]
    for value, slope in zip(node.known, found, strict=True):
        if slope.shape != value.shape:
            raise ValueError(
                f"backward: the rule of {node.op} gives a gradient of shape "
                f"{slope.shape} for an input of shape {value.shape}; "
                "expected equal shapes"
            )
    return found


def apply(op: str, *inputs: Any) -> Tensor:
    """The result of an operation of the table, as a tensor that knows its inputs."""
    nodes = [x if isinstance(x, Tensor) else Tensor(as_float(x)) for x in inputs]
    known = [x.value for x in nodes]
    try:
        value = OPERATIONS[op][0](*known)
    except ValueError as error:
        shapes = " and ".join(str(np.shape(x)) for x in known)
        raise ValueError(f"{op}: inputs of shapes {shapes} don't fit") from error
    for node in nodes:
        if node.requires_grad:
            return Tensor(value, True, op, nodes, known)
    return Tensor(value)


def tensor(data: Any, requires_grad: bool = False) -> Tensor:
    """A leaf with a copy of the numbers, as floats; with `requires_grad` a parameter.

    >>> tensor([[0.75, 1]])
    tensor([[0.75, 1.00]])
    """
    return Tensor(as_float(np.array(data)), requires_grad)


exp, log, tanh = partial(apply, "exp"), partial(apply, "log"), partial(apply, "tanh")
sigmoid, relu = partial(apply, "sigmoid"), partial(apply, "relu")
softmax = partial(apply, "softmax")
sum, mean = Tensor.sum, Tensor.mean


class Module:
    """A part of a network: `__init__` sets tensors and modules, `forward` uses them."""

    def forward(self, *inputs: Any) -> Any:
        """The output for these inputs; NotImplementedError until a part has its own."""
        raise NotImplementedError(f"{type(self).__name__} has no forward(x)")

    def __call__(self, *inputs: Any) -> Any:
        return self.forward(*inputs)

    def named_parameters(self) -> Iterator[tuple[str, Tensor]]:
        """(name, tensor), in the order in which they were set; "part.name" in parts."""
        for name, value in vars(self).items():
            if isinstance(value, Module):
                for inner, parameter in value.named_parameters():
                    yield f"{name}.{inner}", parameter
            elif isinstance(value, Tensor) and value.requires_grad:
                yield name, value

    def parameters(self) -> Iterator[Tensor]:
        """The tensors of `named_parameters`, without their names."""
        return (parameter for _, parameter in self.named_parameters())

    def state_dict(self) -> dict[str, Tensor]:
        """Copies of the parameters by their names, without gradients."""
        return {name: tensor(p) for name, p in self.named_parameters()}


class Linear(Module):
    """x W^T + b with W (n_out, n_in), stored as PyTorch does, and b (n_out,).

    First weights: uniform within 1 / sqrt(n_in), the same in every run.

    >>> Linear(3, 2)(tensor(np.ones((5, 3)))).shape
    (5, 2)
    """

    def __init__(self, n_in: int, n_out: int) -> None:
        most = 1 / np.sqrt(n_in)
        draw = partial(_rng.uniform, -most, most)
        self.weight = tensor(draw((n_out, n_in)), requires_grad=True)
        self.bias = tensor(draw(n_out), requires_grad=True)

    def forward(self, x: Any) -> Any:
        """x (..., n_in) -> x W^T + b, (..., n_out)."""
        return x @ self.weight.T + self.bias


class SGD:
    """Gradient descent on the tensors of a network, with step size lr."""

    def __init__(self, parameters: Iterable[Tensor], lr: float) -> None:
        self.parameters, self.lr = list(dict.fromkeys(parameters)), float(lr)

    def zero_grad(self) -> None:
        """Every `grad` becomes None, so that the next `backward` begins at 0."""
        for parameter in self.parameters:
            parameter.grad = None

    def step(self) -> None:
        """w <- w - lr dE/dw for every parameter that has a gradient."""
        for parameter in self.parameters:
            if parameter.grad is not None:
                parameter.value = parameter.value - self.lr * parameter.grad.value


nn = SimpleNamespace(Module=Module, Linear=Linear)
optim = SimpleNamespace(SGD=SGD)
