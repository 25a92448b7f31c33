"""Answers to `batch_norm_inference` in many styles, right and wrong."""

import numpy as np


def batch_norm_inference_0(X, mean, var, gamma, beta, eps=1e-5):
    return gamma * (X - mean) / np.sqrt(var + eps) + beta


def batch_norm_inference_1(X, mean, var, gamma, beta, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    shift = beta - mean * scale
    return X * scale + shift


def batch_norm_inference_2(X, mean, var, gamma, beta, eps=1e-5):
    out = np.empty(X.shape)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            x_hat = (X[i, j] - mean[j]) * (var[j] + eps) ** -0.5
            out[i, j] = gamma[j] * x_hat + beta[j]
    return out


def batch_norm_inference_3(X, mean, var, gamma, beta, eps=1e-5):
    mean = X.mean(axis=0)
    var = X.var(axis=0)
    return gamma * (X - mean) / np.sqrt(var + eps) + beta


def batch_norm_inference_4(X, mean, var, gamma, beta, eps=1e-5):
    x_hat = (X - mean) / (var + eps)
    return gamma * x_hat + beta


def batch_norm_inference_5(X, mean, var, gamma, beta, eps=1e-5):
    x_hat = (X - mean) / (np.sqrt(var) + eps)
    return gamma * x_hat + beta


def batch_norm_inference_6(X, mean, var, gamma, beta, eps=1e-5):
    return gamma * (X + mean) / np.sqrt(var + eps) + beta


def batch_norm_inference_7(X, mean, var, gamma, beta, eps=1e-5):
    return (X - mean) / np.sqrt(var + eps)


def batch_norm_inference_8(X, mean, var, gamma, beta, eps=1e-5):
    scale = gamma / np.sqrt(var + eps)
    shift = beta + mean * scale
    return scale * X + shift


def batch_norm_inference_9(X, mean, var, gamma, beta, eps=1e-5):
    var += eps
    std = np.sqrt(var)
    return (X - mean) / std * gamma + beta


def batch_norm_inference_10(X, mean, var, gamma, beta, eps=1e-5):
    inv_std = np.sqrt(var + eps)
    return gamma * (X - mean) * inv_std + beta


def batch_norm_inference_11(X, mean, var, gamma, beta, eps=1e-5):
    y = gamma * (X - mean) / np.sqrt(var + eps) + beta
    print(y)


RIGHT = [batch_norm_inference_0, batch_norm_inference_1, batch_norm_inference_2]


WRONG = [
    (
        "The statistics are computed from the given batch; the kept ones are overwritten.",
        batch_norm_inference_3,
    ),
    (
        "The kept variance is used as if it were a standard deviation: no root is taken.",
        batch_norm_inference_4,
    ),
    ("eps stands outside the root.", batch_norm_inference_5),
    ("The kept mean is added instead of subtracted.", batch_norm_inference_6),
    (
        "Only normalises; scale gamma and shift beta are not applied.",
        batch_norm_inference_7,
    ),
    (
        "The shift folded into one constant has the wrong sign for the mean.",
        batch_norm_inference_8,
    ),
    (
        "The kept variance is changed in place by adding eps to it.",
        batch_norm_inference_9,
    ),
    (
        "Multiplies by the standard deviation instead of dividing by it.",
        batch_norm_inference_10,
    ),
    ("The result is printed not returned.", batch_norm_inference_11),
    ("zeros", lambda X, *more: 0 * X),
]
