"""Convolution and pooling: one small layer, applied to every patch (lesson 10).

Images X (N, H, W, C): rows are samples, the last axis holds the channels. Kernels W (k,
k, C_in, C_out): W[i, j, c, d] from patch position (i, j) and channel c to output
channel d; b (C_out,). Z and delta (N, H', W', C_out), delta per sample. Gradients of W
and b are summed over positions, since all positions share them, and are means over
samples.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from bpcourse.arrays import Array, as_float


def output_size(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    """Positions of a kernel of k along n pixels: (n + 2 padding - k) // stride + 1.

    >>> output_size(12, 3), output_size(10, 3, stride=2), output_size(8, 3, padding=1)
    (10, 4, 8)
    """
    if stride < 1 or padding < 0:
        raise ValueError(
            f"output_size: stride is {stride}, padding {padding}; "
            "expected a stride of at least 1 and a padding of at least 0"
        )
    if not 1 <= k <= n + 2 * padding:
        raise ValueError(
            f"output_size: a kernel of {k} doesn't fit into {n} pixels "
            f"with a padding of {padding}; expected 1 to {n + 2 * padding}"
        )
    return (n + 2 * padding - k) // stride + 1


def patches(X: ArrayLike, k: int, stride: int = 1) -> Array:
    """(N, H', W', k, k, C): every patch of k x k pixels, valid positions only, a view.

    >>> patches(np.arange(12.0).reshape(1, 3, 4, 1), 2)[0, 1, 2, :, :, 0]
    array([[ 6.,  7.],
           [10., 11.]])
    """
    X = images("patches", "X", X)
    for n in X.shape[1:3]:
        output_size(n, k, stride)
    windows = sliding_window_view(X, (k, k), axis=(1, 2))[:, ::stride, ::stride]
    return windows.transpose(0, 1, 2, 4, 5, 3)


def patch_rows(X: ArrayLike, k: int, stride: int = 1) -> Array:
    """(N H' W', k k C): every patch as a row, as lesson 04's layer takes its input.

    >>> patch_rows(np.arange(12.0).reshape(1, 3, 4, 1), 2)[-1]
    array([ 6.,  7., 10., 11.])
    """
    P = patches(X, k, stride)
    return P.reshape(-1, P.shape[3] * P.shape[4] * P.shape[5])


def conv_output(X: ArrayLike, W: ArrayLike, b: ArrayLike, stride: int = 1) -> Array:
    """Z = patches W + b, (N, H', W', C_out).

    What networks call convolution: the kernel isn't turned round as in `np.convolve`.

    >>> X = np.arange(12.0).reshape(1, 3, 4, 1)
    >>> W = np.array([[0.0, 0.0], [0.0, 1.0]]).reshape(2, 2, 1, 1)
    >>> conv_output(X, W, [0.5])[0, :, :, 0]
    array([[ 5.5,  6.5,  7.5],
           [ 9.5, 10.5, 11.5]])
    """
    X, W, b = images("conv_output", "X", X), kernels("conv_output", W), as_float(b)
    if X.shape[3] != W.shape[2]:
        raise ValueError(
            f"conv_output: X has {X.shape[3]} channels, but W has shape {W.shape}, "
            f"for {W.shape[2]}; expected equal numbers"
        )
    if b.shape != W.shape[3:]:
        raise ValueError(
            f"conv_output: b has shape {b.shape}, but W has {W.shape[3]} output "
            f"channels; expected ({W.shape[3]},)"
        )
    N, H, width, _ = X.shape
    k, c_out = W.shape[1], W.shape[3]
    Z = patch_rows(X, k, stride) @ W.reshape(-1, c_out) + b
    return Z.reshape(N, output_size(H, k, stride), output_size(width, k, stride), c_out)


def conv_weight_gradient(
    X: ArrayLike, delta: ArrayLike, k: int, stride: int = 1
) -> Array:
    """dE/dW = patches^T delta / N, (k, k, C_in, C_out).

    >>> X = np.arange(12.0).reshape(1, 3, 4, 1)
    >>> conv_weight_gradient(X, np.ones((1, 2, 3, 1)), 2)[:, :, 0, 0]
    array([[18., 24.],
           [42., 48.]])
    """
    X = images("conv_weight_gradient", "X", X)
    shape = tuple(output_size(n, k, stride) for n in X.shape[1:3])
    delta = _delta("conv_weight_gradient", delta, (len(X), *shape))
    rows = patch_rows(X, k, stride)
    dW = rows.T @ delta.reshape(len(rows), -1) / len(X)
    return dW.reshape(k, k, X.shape[3], -1)


def conv_bias_gradient(delta: ArrayLike) -> Array:
    """dE/db, (C_out,): delta summed over positions, mean over samples.

    >>> conv_bias_gradient(np.ones((2, 2, 3, 1)))
    array([6.])
    """
    delta = images("conv_bias_gradient", "delta", delta)
    return delta.sum(axis=(0, 1, 2)) / len(delta)


def conv_input_gradient(
    delta: ArrayLike, W: ArrayLike, shape: Sequence[int], stride: int = 1
) -> Array:
    """dE/dX, `shape`, per sample: every delta back to the pixels that it came from.

    Pixels that no patch reached get 0. For stride 1 it is the full correlation of delta
    with the kernel turned by 180 degrees, its two channel axes exchanged.

    >>> W = np.arange(4.0).reshape(2, 2, 1, 1)
    >>> conv_input_gradient(np.ones((1, 1, 2, 1)), W, (1, 2, 3, 1))[0, :, :, 0]
    array([[0., 1., 1.],
           [2., 5., 3.]])
    """
    W = kernels("conv_input_gradient", W)
    N, H, width, C = shape
    k = W.shape[0]
    if W.shape[2] != C:
        raise ValueError(
            f"conv_input_gradient: shape {tuple(shape)} has {C} channels, but W has "
            f"shape {W.shape}, for {W.shape[2]}; expected equal numbers"
        )
    rows, columns = (output_size(n, k, stride) for n in (H, width))
    delta = _delta("conv_input_gradient", delta, (N, rows, columns), W.shape[3])
    to_patches = delta.reshape(-1, W.shape[3]) @ W.reshape(-1, W.shape[3]).T
    return spread(to_patches.reshape(N, rows, columns, k, k, C), shape, stride)


def spread(dP: Array, shape: Sequence[int], stride: int = 1) -> Array:
    """Images of `shape`: each patch of dP (N, H', W', k, k, C) added where it was cut.

    >>> spread(np.ones((1, 1, 2, 2, 2, 1)), (1, 2, 3, 1))[0, :, :, 0]
    array([[1., 2., 1.],
           [1., 2., 1.]])
    """
    dX = np.zeros(shape, dP.dtype)
    rows, columns = stride * dP.shape[1], stride * dP.shape[2]
    for i in range(dP.shape[3]):
        for j in range(dP.shape[4]):
            dX[:, i : i + rows : stride, j : j + columns : stride] += dP[:, :, :, i, j]
    return dX


def max_pool(X: ArrayLike, k: int) -> Array:
    """The largest value of every block of k x k pixels, (N, H/k, W/k, C).

    >>> max_pool(np.arange(8.0).reshape(1, 2, 4, 1), 2)[0, :, :, 0]
    array([[5., 7.]])
    """
    return blocks("max_pool", X, k).max(axis=(2, 4))


def max_pool_backward(delta: ArrayLike, X: ArrayLike, k: int) -> Array:
    """dE/dX, like X: each delta to its block's largest pixel; ties share it equally.

    >>> X = np.array([1.0, 5.0, 2.0, 3.0, 0.0, 4.0, 3.0, 1.0]).reshape(1, 2, 4, 1)
    >>> max_pool_backward(np.array([1.0, 2.0]).reshape(1, 1, 2, 1), X, 2)[0, :, :, 0]
    array([[0., 1., 0., 1.],
           [0., 0., 1., 0.]])
    """
    B = blocks("max_pool_backward", X, k)
    N, rows, _, columns, _, C = B.shape
    delta = _delta("max_pool_backward", delta, (N, rows, columns), C)
    largest = B.max(axis=(2, 4), keepdims=True) == B
    share = delta / largest.sum(axis=(2, 4), dtype=delta.dtype)
    return (largest * share[:, :, None, :, None]).reshape(np.shape(X))


def mean_pool(X: ArrayLike, k: int) -> Array:
    """The mean of every block of k x k pixels, (N, H/k, W/k, C).

    >>> mean_pool(np.arange(8.0).reshape(1, 2, 4, 1), 2)[0, :, :, 0]
    array([[2.5, 4.5]])
    """
    return blocks("mean_pool", X, k).mean(axis=(2, 4))


def mean_pool_backward(delta: ArrayLike, k: int) -> Array:
    """dE/dX, (N, H'k, W'k, C): each pixel of a block gets 1/k^2 of its delta.

    >>> mean_pool_backward(np.array([4.0, 8.0]).reshape(1, 1, 2, 1), 2)[0, :, :, 0]
    array([[1., 1., 2., 2.],
           [1., 1., 2., 2.]])
    """
    delta = images("mean_pool_backward", "delta", delta)
    if not isinstance(k, int | np.integer) or k < 1:
        raise ValueError(f"mean_pool_backward: k is {k}; expected a whole number >= 1")
    return (delta / k**2).repeat(k, axis=1).repeat(k, axis=2)


def images(name: str, argument: str, value: ArrayLike) -> Array:
    """`value` as floats (N, H, W, C), not empty; ValueError naming what it is."""
    array = as_float(value)
    if array.ndim != 4 or array.size == 0:
        raise ValueError(
            f"{name}: {argument} has shape {array.shape}; "
            "expected four axes (N, height, width, channels), not empty"
        )
    return array


def kernels(name: str, W: ArrayLike) -> Array:
    """W as floats (k, k, C_in, C_out); ValueError naming another shape."""
    W = as_float(W)
    if W.ndim != 4 or W.shape[0] != W.shape[1] or W.size == 0:
        raise ValueError(
            f"{name}: W has shape {W.shape}; expected (k, k, C_in, C_out), not empty"
        )
    return W


def blocks(name: str, X: ArrayLike, k: int) -> Array:
    """X as (N, H/k, k, W/k, k, C); ValueError where k doesn't divide H and W."""
    X = images(name, "X", X)
    N, H, W, C = X.shape
    if k < 1 or H % k or W % k:
        raise ValueError(
            f"{name}: X has {H} x {W} pixels, which blocks of {k} x {k} don't fill; "
            "expected a height and a width that k divides"
        )
    return X.reshape(N, H // k, k, W // k, k, C)


def _delta(
    name: str, delta: ArrayLike, positions: tuple[int, ...], channels: int | None = None
) -> Array:
    """delta as floats; ValueError unless it has one entry a position (and channel)."""
    delta = images(name, "delta", delta)
    expected = (*positions, channels or delta.shape[3])
    if delta.shape != expected:
        raise ValueError(
            f"{name}: delta has shape {delta.shape}; expected {expected}, "
            "one delta for each output"
        )
    return delta
