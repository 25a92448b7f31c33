"""Answers to `batch_norm` in many styles, right and wrong."""

import math

import numpy as np


def batch_norm_0(X, gamma, beta, eps=1e-5):
    mu = X.mean(axis=0)
    var = X.var(axis=0)
    x_hat = (X - mu) / np.sqrt(var + eps)
    return gamma * x_hat + beta


def batch_norm_1(X, gamma, beta, eps=1e-5):
    N, n = X.shape
    out = [[0.0] * n for _ in range(N)]
    for j in range(n):
        mu = sum(X[i, j] for i in range(N)) / N
        var = sum((X[i, j] - mu) ** 2 for i in range(N)) / N
        s = math.sqrt(var + eps)
        for i in range(N):
            out[i][j] = gamma[j] * (X[i, j] - mu) / s + beta[j]
    return out


def batch_norm_2(X, gamma, beta, eps=1e-5):
    N = X.shape[0]
    Xc = X - np.ones((1, N)) @ X / N
    var = np.einsum("ij,ij->j", Xc, Xc) / N
    return np.einsum("ij,j->ij", Xc, gamma * (var + eps) ** -0.5) + beta


class _BatchNorm_3:
    def __init__(self, gamma, beta, eps):
        self.gamma, self.beta, self.eps = gamma, beta, eps

    def forward(self, x):
        self.mu = np.mean(x, axis=0, keepdims=True)
        self.xmu = x - self.mu
        self.var = np.mean(self.xmu**2, axis=0, keepdims=True)
        self.ivar = 1.0 / np.sqrt(self.var + self.eps)
        return self.xmu * self.ivar * self.gamma + self.beta


def batch_norm_3(X, gamma, beta, eps=1e-5):
    return _BatchNorm_3(gamma, beta, eps).forward(X)


def batch_norm_4(X, gamma, beta, eps=1e-5):
    mu = X.mean(axis=0)
    sigma = X.std(axis=0)
    return gamma * (X - mu) / (sigma + eps) + beta


def batch_norm_5(X, gamma, beta, eps=1e-5):
    mu = np.mean(X, axis=0)
    var = np.var(X, axis=0)
    X_norm = (X - mu) / (var + eps)
    return gamma * X_norm + beta


def batch_norm_6(X, gamma, beta, eps=1e-5):
    mu = X.mean(axis=1, keepdims=True)
    var = X.var(axis=1, keepdims=True)
    return gamma * (X - mu) / np.sqrt(var + eps) + beta


def batch_norm_7(X, gamma, beta, eps=1e-5):
    x_hat = (X - X.mean(axis=0)) / X.std(axis=0)
    return gamma * x_hat + beta


def batch_norm_8(X, gamma, beta, eps=1e-5):
    mean = X.mean(axis=0)
    var = X.var(axis=0)
    x_hat = (X - mean) / np.sqrt(var + eps)
    return beta * x_hat + gamma


def batch_norm_9(X, gamma, beta, eps=1e-5):
    x_hat = (X - np.mean(X, 0)) / np.sqrt(np.var(X, 0) + eps)
    return gamma * (x_hat + beta)


def batch_norm_10(X, gamma, beta, eps=1e-5):
    mu, var = X.mean(axis=0), X.var(axis=0)
    X -= mu
    X /= np.sqrt(var + eps)
    return gamma * X + beta


def batch_norm_11(X, gamma, beta, eps=1e-5):
    mu = X.mean(axis=0)
    Xc = X - mu
    var = (Xc**2).sum(axis=0) / (X.shape[0] - 1)
    return Xc / np.sqrt(var + eps) * gamma + beta


def batch_norm_12(X, gamma, beta, eps=1e-5):
    mu = X.mean(axis=0)
    var = X.var(axis=0)
    return gamma * (X - mu) / np.sqrt(var + 1e-5) + beta


def batch_norm_13(X, gamma, beta, eps=1e-5):
    mu = X.mean(axis=0)
    var = X.var(axis=0)
    x_hat = (X - mu) / np.sqrt(var + eps)
    out = gamma * x_hat + beta
    cache = (x_hat, mu, var, gamma)
    return out, cache


RIGHT = [batch_norm_0, batch_norm_1, batch_norm_2, batch_norm_3]


WRONG = [
    (
        "eps is added to the standard deviation instead of to the variance under the root.",
        batch_norm_4,
    ),
    ("Divides by the variance; the square root is missing.", batch_norm_5),
    (
        "Normalises along each row (layer normalisation) instead of down the batch.",
        batch_norm_6,
    ),
    (
        "eps is left out of the formula so a constant column divides zero by zero.",
        batch_norm_7,
    ),
    (
        "gamma and beta change places: scales with beta and shifts by gamma.",
        batch_norm_8,
    ),
    ("The scale also multiplies the shift: gamma * (x_hat + beta).", batch_norm_9),
    ("Normalises the argument X in place.", batch_norm_10),
    ("Uses the unbiased variance (division by N - 1) for normalising.", batch_norm_11),
    ("The argument eps is ignored; 1e-5 is written into the formula.", batch_norm_12),
    (
        "Returns the output together with a cache where only the output is asked.",
        batch_norm_13,
    ),
]
