"""Answers to `fold_batch_norm` in many styles, right and wrong."""

import math

import numpy as np


def fold_batch_norm_0(W, b, mean, var, gamma, beta, eps=1e-5):
    s = gamma / np.sqrt(var + eps)
    return W * s, (b - mean) * s + beta


def fold_batch_norm_1(W, b, mean, var, gamma, beta, eps=1e-5):
    D = np.diag(gamma / np.sqrt(var + eps))
    W_folded = W @ D
    b_folded = D @ (b - mean) + beta
    return W_folded, b_folded


def fold_batch_norm_2(W, b, mean, var, gamma, beta, eps=1e-5):
    W2 = np.array(W, dtype=float)
    b2 = np.array(b, dtype=float)
    for k in range(W2.shape[1]):
        factor = gamma[k] / math.sqrt(var[k] + eps)
        for j in range(W2.shape[0]):
            W2[j, k] *= factor
        b2[k] = (b2[k] - mean[k]) * factor + beta[k]
    return W2, b2


def fold_batch_norm_3(W, b, mean, var, gamma, beta, eps=1e-5):
    # probe the two layers with zero and with the unit vectors
    def both(x):
        z = x @ W + b
        return gamma * (z - mean) * (var + eps) ** -0.5 + beta

    n_in = W.shape[0]
    b_new = both(np.zeros(n_in))
    W_new = both(np.eye(n_in)) - b_new
    return W_new, b_new


def fold_batch_norm_4(W, b, mean, var, gamma, beta, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    W_folded = W * scale[:, None]
    b_folded = (b - mean) * scale + beta
    return W_folded, b_folded


def fold_batch_norm_5(W, b, mean, var, gamma, beta, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    return W * scale, beta - mean * scale


def fold_batch_norm_6(W, b, mean, var, gamma, beta, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    W_new = W * scale
    b_new = b - mean * scale + beta
    return W_new, b_new


def fold_batch_norm_7(W, b, mean, var, gamma, beta, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    W_new = W * scale
    b_new = (b - mean + beta) * scale
    return W_new, b_new


def fold_batch_norm_8(W, b, mean, var, gamma, beta, eps=1e-5):
    k = gamma / np.sqrt(var + eps)
    return k * W, k * (b + mean) + beta


def fold_batch_norm_9(W, b, mean, var, gamma, beta, eps=1e-5):
    k = gamma / (var + eps)
    return W * k, (b - mean) * k + beta


def fold_batch_norm_10(W, b, mean, var, gamma, beta, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    W *= scale
    b -= mean
    b *= scale
    b += beta
    return W, b


def fold_batch_norm_11(W, b, mean, var, gamma, beta, eps=1e-5):
    scale = gamma / np.sqrt(var)
    return W * scale, (b - mean) * scale + beta


def fold_batch_norm_12(W, b, mean, var, gamma, beta, eps=1e-5):
    s = gamma / np.sqrt(var + eps)
    shift = beta - mean * s
    return s[:, np.newaxis] * W, b + shift @ W


def fold_batch_norm_13(W, b, mean, var, gamma, beta, eps=1e-5):
    W_folded = W * (gamma / np.sqrt(var + eps))
    return W_folded, b


RIGHT = [fold_batch_norm_0, fold_batch_norm_1, fold_batch_norm_2, fold_batch_norm_3]


WRONG = [
    (
        "The PyTorch convention (out in) is used: the scale multiplies the rows of W instead of its",
        fold_batch_norm_4,
    ),
    (
        "The old bias is dropped as if the layer before the normalisation had none.",
        fold_batch_norm_5,
    ),
    ("The old bias is not scaled: b stands outside the bracket.", fold_batch_norm_6),
    ("beta is scaled too: it was added before the multiplication.", fold_batch_norm_7),
    ("The mean is added instead of subtracted in the new bias.", fold_batch_norm_8),
    ("The scale divides by the variance instead of by its root.", fold_batch_norm_9),
    (
        "W and b are overwritten in place so the caller's layer is changed.",
        fold_batch_norm_10,
    ),
    (
        "eps is left out so the folded layer does not do exactly what the two layers do.",
        fold_batch_norm_11,
    ),
    (
        "Folds a normalisation that stands before the layer instead of after it.",
        fold_batch_norm_12,
    ),
    (
        "Half finished: the weights are folded but the bias is returned as it was.",
        fold_batch_norm_13,
    ),
]
