"""Layers that are put in a row: what lessons 04, 08, 10 and 11 build, as objects.

A layer computes `forward(X)` and hands back `backward(dY)`: from dE/d(its output) to
dE/d(its input), both per sample. Images are (N, H, W, C), as in `convolution`.
`Sequential` trains them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from bpcourse.activations import Activation, activation
from bpcourse.arrays import Array
from bpcourse.convolution import blocks, images, output_size, patch_rows, spread
from bpcourse.normalization import running_average
from bpcourse.regularization import dropout

Rng = np.random.Generator | int  # a generator, or the seed of one


class Layer:
    """What `Sequential` asks of a layer; a layer of your own inherits from it.

    names: of the parameters, which are its attributes. For "W", `backward` puts the
    mean gradient over the batch into the attribute dW. training: True in a training
    step only. first: nobody asks for dE/dX, so that `backward` may return None.
    """

    names: tuple[str, ...] = ()
    training = False
    first = False

    def forward(self, X: Array) -> Array:
        """The output of a batch X, samples along the first axis."""
        raise NotImplementedError(f"{type(self).__name__} has no forward(X)")

    def backward(self, dY: Array) -> Array | None:
        """dE/dX per sample, like X, from dY = dE/d(output); after `forward`."""
        raise NotImplementedError(f"{type(self).__name__} has no backward(dY)")


class Dense(Layer):
    """Z = X W + b, W (n_in, n_out), first weights He's: deviation sqrt(2 / n_in).

    >>> dense = Dense(3, 2, np.random.default_rng(0))
    >>> dense.forward(np.ones((5, 3))).shape, dense.backward(np.ones((5, 2))).shape
    ((5, 2), (5, 3))
    """

    names = ("W", "b")

    def __init__(self, n_in: int, n_out: int, rng: Rng) -> None:
        rng = np.random.default_rng(rng)
        self.W = rng.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in)
        self.b = np.zeros(n_out)

    def forward(self, X: Array) -> Array:
        """X (N, n_in) -> Z (N, n_out); ValueError for another width."""
        if X.shape[1:] != self.W.shape[:1]:
            raise ValueError(
                f"Dense: X has shape {X.shape}; expected (N, {len(self.W)}), "
                "images behind a Flatten()"
            )
        self.X = X
        Z = X @ self.W
        Z += self.b
        return Z

    def backward(self, dY: Array) -> Array | None:
        """dY (N, n_out) -> dX (N, n_in); sets dW and db, means over the batch."""
        self.dW = self.X.T @ dY / len(dY)
        self.db = dY.sum(axis=0) / len(dY)
        return None if self.first else dY @ self.W.T


class Convolution(Layer):
    """`conv_output` with kernels W (k, k, c_in, c_out), and the gradients of its names.

    The patches of the forward pass are kept for the weight gradient.

    >>> conv = Convolution(3, 1, 4, np.random.default_rng(0), stride=2)
    >>> conv.forward(np.ones((5, 8, 6, 1))).shape
    (5, 3, 2, 4)
    """

    names = ("W", "b")

    def __init__(
        self, k: int, c_in: int, c_out: int, rng: Rng, stride: int = 1
    ) -> None:
        deviation = np.sqrt(2 / (k * k * c_in))
        rng = np.random.default_rng(rng)
        self.W = rng.standard_normal((k, k, c_in, c_out)) * deviation
        self.b, self.stride = np.zeros(c_out), stride

    def forward(self, X: Array) -> Array:
        """X (N, H, W, c_in) -> Z (N, H', W', c_out); ValueError for other channels."""
        k, _, c_in, c_out = self.W.shape
        if X.ndim != 4 or X.shape[3] != c_in:
            raise ValueError(
                f"Convolution: X has shape {X.shape}; expected (N, H, W, {c_in})"
            )
        self.shape = X.shape
        self.rows = patch_rows(X, k, self.stride)
        Z = self.rows @ self.W.reshape(-1, c_out)
        Z += self.b
        H, width = (output_size(n, k, self.stride) for n in X.shape[1:3])
        return Z.reshape(len(X), H, width, c_out)

    def backward(self, dY: Array) -> Array | None:
        """dY (N, H', W', c_out) -> dX (N, H, W, c_in); sets dW and db, batch means."""
        k, _, c_in, c_out = self.W.shape
        delta = dY.reshape(-1, c_out)
        self.dW = (self.rows.T @ delta / len(dY)).reshape(self.W.shape)
        self.db = delta.sum(axis=0) / len(dY)
        if self.first:
            return None
        to_patches = delta @ self.W.reshape(-1, c_out).T
        dP = to_patches.reshape(*dY.shape[:3], k, k, c_in)
        return spread(dP, self.shape, self.stride)


class MaxPool(Layer):
    """The largest of each block of k x k pixels; ties share what comes back."""

    def __init__(self, k: int) -> None:
        self.k = k

    def forward(self, X: Array) -> Array:
        """X (N, H, W, C) -> (N, H/k, W/k, C); ValueError unless k divides H and W."""
        B = blocks("MaxPool", X, self.k)
        Y = B.max(axis=(2, 4))
        self.largest = Y[:, :, None, :, None] == B
        return Y

    def backward(self, dY: Array) -> Array:
        """dY (N, H/k, W/k, C) -> dX (N, H, W, C): to the largest; ties share."""
        N, H, k, W, _, C = self.largest.shape
        share = dY / self.largest.sum(axis=(2, 4), dtype=dY.dtype)
        return (self.largest * share[:, :, None, :, None]).reshape(N, H * k, W * k, C)


class MeanPool(Layer):
    """The mean of each block of k x k pixels."""

    def __init__(self, k: int) -> None:
        self.k = k

    def forward(self, X: Array) -> Array:
        """X (N, H, W, C) -> (N, H/k, W/k, C); ValueError unless k divides H and W."""
        return blocks("MeanPool", X, self.k).mean(axis=(2, 4))

    def backward(self, dY: Array) -> Array:
        """dY (N, H/k, W/k, C) -> dX (N, H, W, C): dY / k^2 to each pixel."""
        return (dY / self.k**2).repeat(self.k, axis=1).repeat(self.k, axis=2)


class GlobalMax(Layer):
    """The largest value of each channel over the whole image, (N, C).

    >>> GlobalMax().forward(np.arange(12.0).reshape(1, 2, 3, 2))
    array([[10., 11.]])
    """

    def forward(self, X: Array) -> Array:
        """X (N, H, W, C) -> (N, C); ValueError for what is no batch of images."""
        X = images("GlobalMax", "X", X)
        Y = X.max(axis=(1, 2))
        self.largest = Y[:, None, None] == X
        return Y

    def backward(self, dY: Array) -> Array:
        """dY (N, C) -> dX (N, H, W, C): to the largest pixel; ties share."""
        share = dY / self.largest.sum(axis=(1, 2), dtype=dY.dtype)
        return self.largest * share[:, None, None]


class Flatten(Layer):
    """Images (N, H, W, C) as rows (N, H W C) for a dense layer."""

    def forward(self, X: Array) -> Array:
        """X (N, H, W, C) -> (N, H W C), row by row of pixels."""
        self.shape = X.shape
        return X.reshape(len(X), -1)

    def backward(self, dY: Array) -> Array:
        """dY (N, H W C) -> dX (N, H, W, C)."""
        return dY.reshape(self.shape)


class ActivationLayer(Layer):
    """a = f(z), entry by entry: an activation of `activations`, or its name."""

    def __init__(self, f: str | Activation) -> None:
        self.f = activation(f)

    def forward(self, X: Array) -> Array:
        """a = f(X), like X."""
        self.z, self.a = X, self.f(X)
        return self.a

    def backward(self, dY: Array) -> Array:
        """dY f'(X), like X."""
        return dY * self.f.prime(self.z, self.a)


class BatchNorm(Layer):
    """gamma x_hat + beta over the last axis of rows (N, n) or images (N, H, W, n).

    In training x_hat is of the batch, and `mean` and `var` are running averages of its
    statistics; otherwise these are what normalises.
    """

    names = ("gamma", "beta")

    def __init__(self, n: int, momentum: float = 0.1, eps: float = 1e-5) -> None:
        self.gamma, self.beta = np.ones(n), np.zeros(n)
        self.mean, self.var = np.zeros(n), np.ones(n)
        self.momentum, self.eps = momentum, eps

    def forward(self, X: Array) -> Array:
        """X (N, n) or (N, H, W, n), normalised, like X; ValueError for another n."""
        if X.shape[-1:] != self.gamma.shape:
            raise ValueError(
                f"BatchNorm: X has shape {X.shape}; "
                f"expected {len(self.gamma)} along the last axis"
            )
        rows = X.reshape(-1, X.shape[-1])
        mean, var = np.asarray(self.mean, X.dtype), np.asarray(self.var, X.dtype)
        if self.training:
            mean = rows.mean(axis=0)
        x_hat = rows - mean
        if self.training:
            var = np.einsum("ij,ij->j", x_hat, x_hat) / len(rows)
            self.mean = running_average(self.mean, mean, self.momentum)
            self.var = running_average(self.var, var, self.momentum)
        self.scale = 1 / np.sqrt(var + self.eps)
        x_hat *= self.scale
        self.x_hat = x_hat
        Y = x_hat * self.gamma
        Y += self.beta
        return Y.reshape(X.shape)

    def backward(self, dY: Array) -> Array:
        """dX like dY; sets dgamma and dbeta (n,), means over the N samples."""
        rows = dY.reshape(-1, dY.shape[-1])
        dbeta = rows.sum(axis=0)
        dgamma = np.einsum("ij,ij->j", rows, self.x_hat)
        self.dgamma, self.dbeta = dgamma / len(dY), dbeta / len(dY)
        if not self.training:
            return dY * (self.gamma * self.scale)
        dX = self.x_hat * (dgamma / -len(rows))  # through the variance
        dX += rows
        dX -= dbeta / len(rows)  # through the mean
        dX *= self.gamma * self.scale
        return dX.reshape(dY.shape)


class Dropout(Layer):
    """`dropout` in training, nothing otherwise. keep: the share of units that stay."""

    def __init__(self, keep: float, rng: Rng) -> None:
        if not 0 < keep <= 1:
            raise ValueError(
                f"Dropout: keep is {keep}; expected more than 0, at most 1"
            )
        self.keep, self.rng = keep, np.random.default_rng(rng)

    def forward(self, X: Array) -> Array:
        """X, in training with units at 0 and the others divided by keep; like X."""
        self.mask: Any = 1
        if self.training:
            X, self.mask = dropout(X, self.keep, self.rng)
        return X

    def backward(self, dY: Array) -> Array:
        """dY with the mask of the last forward pass; like dY."""
        return dY * self.mask
