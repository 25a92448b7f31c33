"""Batch normalisation: a layer that looks at the whole batch (lesson 11).

X (N, n), rows are samples; statistics down the batch, and the variance is the mean
squared deviation (divide by N). gamma, beta, mean, var (n,). A sample's loss depends on
its neighbours here: dY is the derivative of the *sum* of the samples' losses; dgamma
and dbeta are means over the batch. Ioffe and Szegedy, 2015.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from bpcourse.arrays import Array, as_float, matrix, same_shape

EPS = 1e-5


def batch_statistics(X: ArrayLike) -> tuple[Array, Array]:
    """(mean, var), each (n,), down the batch.

    >>> batch_statistics([[1.0, 0.0], [3.0, 0.0]])
    (array([2., 0.]), array([1., 0.]))
    """
    X = matrix("batch_statistics", "X", X)
    mean = X.mean(axis=0)
    return mean, _mean_product(X - mean, X - mean)


def batch_norm(
    X: ArrayLike, gamma: ArrayLike, beta: ArrayLike, eps: float = EPS
) -> Array:
    """Y = gamma x_hat + beta, x_hat = (X - mean) / sqrt(var + eps), (N, n).

    >>> batch_norm([[1.0], [3.0]], [2.0], [5.0], eps=0.0)
    array([[3.],
           [7.]])
    """
    X = matrix("batch_norm", "X", X)
    gamma, beta = _rows("batch_norm", X, gamma=gamma, beta=beta)
    Y = np.subtract(X, X.mean(axis=0), dtype=np.result_type(X, gamma, beta))
    Y *= gamma / np.sqrt(_mean_product(Y, Y) + float(eps))
    Y += beta
    return Y


def batch_norm_gradients(
    dY: ArrayLike, X: ArrayLike, gamma: ArrayLike, eps: float = EPS
) -> tuple[Array, Array, Array]:
    """(dX, dgamma, dbeta): dX = (g - mean g - x_hat mean(g x_hat)) / sqrt(var + eps).

    g = gamma dY; means down the batch: the paths through mean and variance. dX (N, n),
    dgamma and dbeta (n,).

    >>> dX, dgamma, dbeta = batch_norm_gradients(
    ...     [[1.0], [0.0], [0.0]], [[0.0], [1.0], [2.0]], [1.0], eps=0.0)
    >>> dX.round(3).tolist(), dgamma.round(3), dbeta.round(3)
    ([[0.204], [-0.408], [0.204]], array([-0.408]), array([0.333]))
    """
    X = matrix("batch_norm_gradients", "X", X)
    dY, X = same_shape("batch_norm_gradients", "dY", dY, "X", X)
    (gamma,) = _rows("batch_norm_gradients", X, gamma=gamma)
    deviation = X - X.mean(axis=0)
    scale = 1 / np.sqrt(_mean_product(deviation, deviation) + float(eps))
    dgamma = _mean_product(dY, deviation) * scale  # x_hat = deviation * scale
    dbeta = dY.mean(axis=0)
    deviation *= scale * dgamma  # x_hat dgamma, in place: new memory costs most
    dX = dY - deviation
    dX -= dbeta
    dX *= gamma * scale
    return dX, dgamma, dbeta


def running_average(old: ArrayLike, new: ArrayLike, momentum: float) -> Array:
    """(1 - momentum) old + momentum new, like old.

    >>> running_average([1.0, 2.0], [5.0, 2.0], 0.25)
    array([2., 2.])
    """
    old, new = same_shape("running_average", "old", old, "new", new)
    return (1 - float(momentum)) * old + float(momentum) * new


def batch_norm_inference(
    X: ArrayLike,
    mean: ArrayLike,
    var: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    eps: float = EPS,
) -> Array:
    """gamma (X - mean) / sqrt(var + eps) + beta with kept statistics, (N, n).

    Each row for itself: a sample's output no longer depends on its neighbours.

    >>> batch_norm_inference([[4.0]], [2.0], [0.25], [1.0], [0.5], eps=0.0)
    array([[4.5]])
    """
    X = matrix("batch_norm_inference", "X", X)
    mean, var, gamma, beta = _rows(
        "batch_norm_inference", X, mean=mean, var=var, gamma=gamma, beta=beta
    )
    return gamma * (X - mean) / np.sqrt(var + float(eps)) + beta


def fold_batch_norm(
    W: ArrayLike,
    b: ArrayLike,
    mean: ArrayLike,
    var: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    eps: float = EPS,
) -> tuple[Array, Array]:
    """(W, b) of the one layer that does what this layer and its normalisation do.

    At inference. W (n_in, n), or kernels (k, k, C_in, n): its last axis is scaled.

    >>> W, b = fold_batch_norm([[1.0]], [3.0], [2.0], [0.25], [1.0], [0.5], eps=0.0)
    >>> W, b
    (array([[2.]]), array([2.5]))
    """
    W = as_float(W)
    b, mean, var, gamma, beta = _rows(
        "fold_batch_norm", W, "W", b=b, mean=mean, var=var, gamma=gamma, beta=beta
    )
    scale = gamma / np.sqrt(var + float(eps))
    return W * scale, (b - mean) * scale + beta


def image_batch_norm(
    X: ArrayLike, gamma: ArrayLike, beta: ArrayLike, eps: float = EPS
) -> Array:
    """`batch_norm` of images (N, H, W, C): statistics over N, H, W for each channel.

    >>> X = np.array([1.0, 3.0]).reshape(1, 1, 2, 1)
    >>> image_batch_norm(X, [1.0], [0.0], eps=0.0).ravel()
    array([-1.,  1.])
    """
    X = as_float(X)
    if X.ndim != 4 or X.size == 0:
        raise ValueError(
            f"image_batch_norm: X has shape {X.shape}; "
            "expected four axes (N, height, width, channels), not empty"
        )
    gamma, beta = _rows("image_batch_norm", X, gamma=gamma, beta=beta)
    return batch_norm(X.reshape(-1, X.shape[3]), gamma, beta, eps).reshape(X.shape)


def _mean_product(A: Array, B: Array) -> Array:
    """The mean of A B down the batch, (n,), without the product in memory."""
    return np.einsum("ij,ij->j", A, B) / len(A)


def _rows(
    name: str, X: Array, against: str = "X", **arguments: ArrayLike
) -> list[Array]:
    """Each argument as floats (n,), n the last axis of X; ValueError naming another."""
    arrays = [as_float(value) for value in arguments.values()]
    for argument, array in zip(arguments, arrays):
        if array.shape != X.shape[-1:]:
            raise ValueError(
                f"{name}: {argument} has shape {array.shape}, but {against} has shape "
                f"{X.shape}; expected ({X.shape[-1]},)"
            )
    return arrays
