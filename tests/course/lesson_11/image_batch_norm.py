"""Answers to `image_batch_norm` in many styles, right and wrong."""

import numpy as np


def image_batch_norm_0(X, gamma, beta, eps=1e-5):
    mu = X.mean(axis=(0, 1, 2))
    var = X.var(axis=(0, 1, 2))
    return gamma * (X - mu) / np.sqrt(var + eps) + beta


def _norm_rows_1(X, gamma, beta, eps):
    mu = X.mean(axis=0)
    var = ((X - mu) ** 2).mean(axis=0)
    return (X - mu) / np.sqrt(var + eps) * gamma + beta


def image_batch_norm_1(X, gamma, beta, eps=1e-5):
    N, H, W, C = X.shape
    flat = X.reshape(N * H * W, C)
    return _norm_rows_1(flat, gamma, beta, eps).reshape(N, H, W, C)


def image_batch_norm_2(X, gamma, beta, eps=1e-5):
    out = np.zeros_like(X)
    for c in range(X.shape[3]):
        channel = X[:, :, :, c]
        centred = channel - channel.mean()
        out[:, :, :, c] = (
            gamma[c] * centred / np.sqrt((centred**2).mean() + eps) + beta[c]
        )
    return out


def image_batch_norm_3(X, gamma, beta, eps=1e-5):
    x = np.transpose(X, (0, 3, 1, 2))
    mean = x.mean(axis=(0, 2, 3), keepdims=True)
    var = x.var(axis=(0, 2, 3), keepdims=True)
    y = (x - mean) / np.sqrt(var + eps)
    y = y * gamma.reshape(1, -1, 1, 1) + beta.reshape(1, -1, 1, 1)
    return y.transpose(0, 2, 3, 1)


def image_batch_norm_4(X, gamma, beta, eps=1e-5):
    mu = X.mean(axis=0)
    var = X.var(axis=0)
    return gamma * (X - mu) / np.sqrt(var + eps) + beta


def image_batch_norm_5(X, gamma, beta, eps=1e-5):
    mu = X.mean(axis=(1, 2), keepdims=True)
    var = X.var(axis=(1, 2), keepdims=True)
    return gamma * (X - mu) / np.sqrt(var + eps) + beta


def image_batch_norm_6(X, gamma, beta, eps=1e-5):
    mu = X.mean(axis=(0, 2, 3), keepdims=True)
    var = X.var(axis=(0, 2, 3), keepdims=True)
    return gamma * (X - mu) / np.sqrt(var + eps) + beta


def image_batch_norm_7(X, gamma, beta, eps=1e-5):
    x_hat = (X - X.mean()) / np.sqrt(X.var() + eps)
    return gamma * x_hat + beta


def image_batch_norm_8(X, gamma, beta, eps=1e-5):
    C = X.shape[-1]
    flat = X.reshape(-1, C)
    x_hat = (flat - flat.mean(axis=0)) / np.sqrt(flat.var(axis=0) + eps)
    return gamma * x_hat + beta


def image_batch_norm_9(X, gamma, beta, eps=1e-5):
    N, H, W, C = X.shape
    rows = X.reshape(C, N * H * W)
    mu = rows.mean(axis=1, keepdims=True)
    var = rows.var(axis=1, keepdims=True)
    x_hat = ((rows - mu) / np.sqrt(var + eps)).reshape(N, H, W, C)
    return gamma * x_hat + beta


def image_batch_norm_10(X, gamma, beta, eps=1e-5):
    ax = (0, 1, 2)
    return gamma * (X - X.mean(ax)) / (X.std(ax) + eps) + beta


def image_batch_norm_11(X, gamma, beta, eps=1e-5):
    mu = X.mean(axis=(1, 2)).mean(axis=0)
    var = X.var(axis=(1, 2)).mean(axis=0)
    return gamma * (X - mu) / np.sqrt(var + eps) + beta


def image_batch_norm_12(X, gamma, beta, eps=1e-5):
    for c in range(X.shape[-1]):
        ch = X[..., c]
        X[..., c] = gamma[c] * (ch - ch.mean()) / np.sqrt(ch.var() + eps) + beta[c]
    return X


RIGHT = [image_batch_norm_0, image_batch_norm_1, image_batch_norm_2, image_batch_norm_3]


WRONG = [
    (
        "Statistics are taken only down the batch one for every pixel instead of over N H and W.",
        image_batch_norm_4,
    ),
    (
        "Each image gets its own statistics (instance normalisation): the batch axis is missing fro",
        image_batch_norm_5,
    ),
    (
        "Takes the axes for channels first (N C H W): averages over the channels instead of the hei",
        image_batch_norm_6,
    ),
    ("One mean and one variance for all channels together.", image_batch_norm_7),
    (
        "The result is left flattened to two axes; it is not brought back to the image shape.",
        image_batch_norm_8,
    ),
    (
        "The channels are brought to the front with a reshape which mixes the values instead of a t",
        image_batch_norm_9,
    ),
    ("eps is added to the standard deviation outside the root.", image_batch_norm_10),
    (
        "The variance is the mean over the batch of the per-image variances which loses the spread",
        image_batch_norm_11,
    ),
    (
        "Normalises the images of the argument in place channel by channel.",
        image_batch_norm_12,
    ),
    ("zeros", lambda X, gamma, beta, eps=1e-5: 0 * X),
]
