"""Answers to `batch_norm_gradients` in many styles, right and wrong."""

import numpy as np


def batch_norm_gradients_0(dY, X, gamma, eps=1e-5):
    mu = X.mean(axis=0)
    inv = 1.0 / np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - mu) * inv
    g = gamma * dY
    dX = inv * (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0))
    return dX, (dY * x_hat).mean(axis=0), dY.mean(axis=0)


def batch_norm_gradients_1(dY, X, gamma, eps=1e-5):
    # step by step through the graph, as in the well-known blog post
    N, D = X.shape
    mu = 1.0 / N * np.sum(X, axis=0)
    xmu = X - mu
    var = 1.0 / N * np.sum(xmu**2, axis=0)
    sqrtvar = np.sqrt(var + eps)
    ivar = 1.0 / sqrtvar
    xhat = xmu * ivar

    dbeta = np.sum(dY, axis=0)
    dgamma = np.sum(dY * xhat, axis=0)
    dxhat = dY * gamma
    divar = np.sum(dxhat * xmu, axis=0)
    dxmu1 = dxhat * ivar
    dsqrtvar = -1.0 / (sqrtvar**2) * divar
    dvar = 0.5 * 1.0 / np.sqrt(var + eps) * dsqrtvar
    dsq = 1.0 / N * np.ones((N, D)) * dvar
    dxmu2 = 2 * xmu * dsq
    dx1 = dxmu1 + dxmu2
    dmu = -1 * np.sum(dx1, axis=0)
    dx2 = 1.0 / N * np.ones((N, D)) * dmu
    return dx1 + dx2, dgamma / N, dbeta / N


def batch_norm_gradients_2(dY, X, gamma, eps=1e-5):
    N, n = X.shape
    dX = np.zeros((N, n))
    dgamma = np.zeros(n)
    dbeta = np.zeros(n)
    for j in range(n):
        x = X[:, j]
        d = dY[:, j]
        xc = x - x.mean()
        s = np.sqrt((xc @ xc) / N + eps)
        h = xc / s
        # full Jacobian of one column
        J = (np.eye(N) - 1.0 / N - np.outer(h, h) / N) / s
        dX[:, j] = gamma[j] * (J @ d)
        dgamma[j] = (d @ h) / N
        dbeta[j] = d.sum() / N
    return dX, dgamma, dbeta


def batch_norm_gradients_3(dY, X, gamma, eps=1e-5):
    m = len(X)
    xc = X - X.mean(0)
    v = np.einsum("ij,ij->j", xc, xc) / m + eps
    xh = xc * v**-0.5
    db = np.einsum("ij->j", dY)
    dg = np.einsum("ij,ij->j", dY, xh)
    dX = gamma / (m * np.sqrt(v)) * (m * dY - db - xh * dg)
    return [dX, dg / m, db / m]


def batch_norm_gradients_4(dY, X, gamma, eps=1e-5):
    N = X.shape[0]
    mu, var = X.mean(0), X.var(0)
    std = np.sqrt(var + eps)
    x_hat = (X - mu) / std
    dbeta = dY.sum(axis=0)
    dgamma = (dY * x_hat).sum(axis=0)
    dX = gamma / (N * std) * (N * dY - dbeta - x_hat * dgamma)
    return dX, dgamma, dbeta


def batch_norm_gradients_5(dY, X, gamma, eps=1e-5):
    std = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / std
    dX = gamma * dY / std
    dgamma = np.mean(dY * x_hat, axis=0)
    dbeta = np.mean(dY, axis=0)
    return dX, dgamma, dbeta


def batch_norm_gradients_6(dY, X, gamma, eps=1e-5):
    std = np.sqrt(X.var(axis=0) + eps)
    x_hat = (X - X.mean(axis=0)) / std
    g = gamma * dY
    dX = (g - g.mean(axis=0)) / std
    return dX, (dY * x_hat).mean(axis=0), dY.mean(axis=0)


def batch_norm_gradients_7(dY, X, gamma, eps=1e-5):
    mu = X.mean(axis=0)
    istd = 1 / np.sqrt(X.var(axis=0) + eps)
    xh = (X - mu) * istd
    dX = istd * (dY - dY.mean(axis=0) - xh * (dY * xh).mean(axis=0))
    dgamma = (dY * xh).mean(axis=0)
    dbeta = dY.mean(axis=0)
    return dX, dgamma, dbeta


def batch_norm_gradients_8(dY, X, gamma, eps=1e-5):
    mu = X.mean(axis=0)
    istd = 1 / np.sqrt(X.var(axis=0) + eps)
    xh = (X - mu) * istd
    g = gamma * dY
    dX = istd * (g - g.mean(axis=0) + xh * (g * xh).mean(axis=0))
    return dX, (dY * xh).mean(axis=0), dY.mean(axis=0)


def batch_norm_gradients_9(dY, X, gamma, eps=1e-5):
    N = X.shape[0]
    std = np.sqrt(X.var(axis=0) + eps)
    xh = (X - X.mean(axis=0)) / std
    g = dY * gamma
    dX = (g - g.mean(0) - xh * (g * xh).mean(0)) / std
    dbeta = dY.sum(0) / N
    dgamma = (dY * xh).sum(0) / N
    return dX, dbeta, dgamma


def batch_norm_gradients_10(dY, X, gamma, eps=1e-5):
    std = np.sqrt(X.var(axis=0) + eps)
    xh = (X - X.mean(axis=0)) / std
    g = dY * gamma
    gbar = g.mean(axis=0)
    gxbar = (g * xh).mean(axis=0)
    dX = (g - gbar - xh * gxbar) / std
    return dX, gxbar, dY.mean(axis=0)


def batch_norm_gradients_11(dY, X, gamma, eps=1e-5):
    N = len(X)
    std = np.sqrt(X.var(axis=0) + eps)
    xh = (X - X.mean(axis=0)) / std
    g = dY * gamma
    dX = (g - g.mean(axis=0) - xh * np.mean(g * xh, axis=0)) / std / N
    dgamma = (dY * xh).sum(axis=0) / N
    dbeta = dY.sum(axis=0) / N
    return dX, dgamma, dbeta


def batch_norm_gradients_12(dY, X, gamma, eps=1e-5):
    std = np.sqrt(X.var(axis=0) + eps)
    xh = (X - X.mean(axis=0)) / std
    g = gamma * dY
    dX = (g - g.sum(axis=0) - xh * (g * xh).sum(axis=0)) / std
    return dX, np.mean(dY * xh, axis=0), np.mean(dY, axis=0)


def batch_norm_gradients_13(dY, X, gamma, eps=1e-5):
    std = np.sqrt(X.var(axis=0) + eps)
    xh = (X - X.mean(axis=0)) / std
    dgamma = (dY * xh).mean(axis=0)
    dbeta = dY.mean(axis=0)
    dY *= gamma
    dX = (dY - dY.mean(axis=0) - xh * (dY * xh).mean(axis=0)) / std
    return dX, dgamma, dbeta


RIGHT = [
    batch_norm_gradients_0,
    batch_norm_gradients_1,
    batch_norm_gradients_2,
    batch_norm_gradients_3,
]


WRONG = [
    (
        "dgamma and dbeta are sums over the batch instead of means.",
        batch_norm_gradients_4,
    ),
    (
        "Mean and variance are treated as constants: the two coupling terms of dX are missing.",
        batch_norm_gradients_5,
    ),
    (
        "The path through the variance is forgotten; only the mean of g is subtracted.",
        batch_norm_gradients_6,
    ),
    ("gamma is missing in dX: g is taken to be dY.", batch_norm_gradients_7),
    (
        "The third term has the wrong sign: x_hat times the mean of g x_hat is added.",
        batch_norm_gradients_8,
    ),
    ("dgamma and dbeta are returned in the wrong order.", batch_norm_gradients_9),
    (
        "dgamma uses g which already contains gamma instead of dY.",
        batch_norm_gradients_10,
    ),
    (
        "dX is divided by the batch size once more although it is asked per sample.",
        batch_norm_gradients_11,
    ),
    (
        "Sums stand where the formula has batch means in the two terms that couple the samples.",
        batch_norm_gradients_12,
    ),
    (
        "The incoming dY is multiplied by gamma in place which changes the argument.",
        batch_norm_gradients_13,
    ),
]
