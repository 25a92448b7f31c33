"""Answers to `layer_norm_gradients` in many styles, right and wrong."""

import numpy as np


def layer_norm_gradients_0(dY, X, gamma, eps=1e-5):
    mu = X.mean(axis=1, keepdims=True)
    inv = 1 / np.sqrt(X.var(axis=1, keepdims=True) + eps)
    xh = (X - mu) * inv
    g = gamma * dY
    dX = inv * (
        g - g.mean(axis=1, keepdims=True) - xh * (g * xh).mean(axis=1, keepdims=True)
    )
    return dX, (dY * xh).mean(axis=0), dY.mean(axis=0)


def layer_norm_gradients_1(dY, X, gamma, eps=1e-5):
    N, n = X.shape
    dX = np.empty((N, n))
    dgamma = np.zeros(n)
    dbeta = np.zeros(n)
    for i, (x, dy) in enumerate(zip(X, dY)):
        s = np.sqrt(np.var(x) + eps)
        xh = (x - np.mean(x)) / s
        g = gamma * dy
        dX[i] = (g - g.mean() - xh * np.dot(g, xh) / n) / s
        dgamma += dy * xh / N
        dbeta += dy / N
    return dX, dgamma, dbeta


def layer_norm_gradients_2(dY, X, gamma, eps=1e-5):
    D = X.shape[1]
    xT = X.T
    mu = xT.mean(axis=0)
    xmu = xT - mu
    var = (xmu**2).mean(axis=0)
    istd = (var + eps) ** -0.5
    xhat = xmu * istd
    dxhat = dY.T * gamma[:, None]
    dvar = (dxhat * xmu).sum(axis=0) * -0.5 * istd**3
    dmu = -(dxhat * istd).sum(axis=0) + dvar * (-2 * xmu).mean(axis=0)
    dxT = dxhat * istd + dvar * 2 * xmu / D + dmu / D
    N = X.shape[0]
    dgamma = np.einsum("ij,ji->j", dY, xhat) / N
    dbeta = dY.sum(axis=0) / N
    return dxT.T, dgamma, dbeta


def layer_norm_gradients_3(dY, X, gamma, eps=1e-5):
    mu = X.mean(axis=1, keepdims=True)
    std = np.sqrt(X.var(axis=1, keepdims=True) + eps)
    xh = (X - mu) / std
    g = gamma * dY
    dX = (
        g - g.mean(axis=1, keepdims=True) - xh * (g * xh).mean(axis=1, keepdims=True)
    ) / std
    dgamma = (dY * xh).mean(axis=1)
    dbeta = dY.mean(axis=1)
    return dX, dgamma, dbeta


def layer_norm_gradients_4(dY, X, gamma, eps=1e-5):
    mu = X.mean(axis=0)
    std = np.sqrt(X.var(axis=0) + eps)
    xh = (X - mu) / std
    g = gamma * dY
    dX = (g - g.mean(axis=0) - xh * (g * xh).mean(axis=0)) / std
    return dX, (dY * xh).mean(axis=0), dY.mean(axis=0)


def layer_norm_gradients_5(dY, X, gamma, eps=1e-5):
    mu = X.mean(axis=1, keepdims=True)
    std = np.sqrt(X.var(axis=1, keepdims=True) + eps)
    xh = (X - mu) / std
    g = gamma * dY
    dX = (g - g.mean(axis=0) - xh * (g * xh).mean(axis=0)) / std
    return dX, (dY * xh).mean(axis=0), dY.mean(axis=0)


def layer_norm_gradients_6(dY, X, gamma, eps=1e-5):
    mu = X.mean(axis=-1, keepdims=True)
    rstd = 1.0 / np.sqrt(X.var(axis=-1, keepdims=True) + eps)
    norm = (X - mu) * rstd
    dnorm = dY * gamma
    dX = (
        dnorm
        - dnorm.mean(-1, keepdims=True)
        - norm * (dnorm * norm).mean(-1, keepdims=True)
    )
    dX *= rstd
    dgamma = (dY * norm).sum(axis=0)
    dbeta = dY.sum(axis=0)
    return dX, dgamma, dbeta


def layer_norm_gradients_7(dY, X, gamma, eps=1e-5):
    mu = X.mean(axis=1, keepdims=True)
    std = np.sqrt(X.var(axis=1, keepdims=True) + eps)
    xh = (X - mu) / std
    dX = (
        gamma
        / std
        * (
            dY
            - dY.mean(axis=1, keepdims=True)
            - xh * (dY * xh).mean(axis=1, keepdims=True)
        )
    )
    return dX, (dY * xh).mean(axis=0), dY.mean(axis=0)


def layer_norm_gradients_8(dY, X, gamma, eps=1e-5):
    mu = X.mean(axis=1, keepdims=True)
    std = np.sqrt(X.var(axis=1, keepdims=True) + eps)
    xh = (X - mu) / std
    g = gamma * dY
    dX = (
        g - g.mean(axis=1, keepdims=True) - (g * xh).mean(axis=1, keepdims=True)
    ) / std
    return dX, (dY * xh).mean(axis=0), dY.mean(axis=0)


def layer_norm_gradients_9(dY, X, gamma, eps=1e-5):
    mu = X.mean(axis=1)
    std = np.sqrt(X.var(axis=1) + eps)
    xh = (X - mu) / std
    g = gamma * dY
    dX = (g - g.mean(axis=1) - xh * (g * xh).mean(axis=1)) / std
    return dX, (dY * xh).mean(axis=0), dY.mean(axis=0)


def layer_norm_gradients_10(dY, X, gamma, eps=1e-5):
    N = X.shape[0]
    dY = dY / N
    mu = X.mean(axis=1, keepdims=True)
    std = np.sqrt(X.var(axis=1, keepdims=True) + eps)
    xh = (X - mu) / std
    g = gamma * dY
    dX = (
        g - g.mean(axis=1, keepdims=True) - xh * (g * xh).mean(axis=1, keepdims=True)
    ) / std
    return dX, (dY * xh).sum(axis=0), dY.sum(axis=0)


def layer_norm_gradients_11(dY, X, gamma, eps=1e-5):
    mu = X.mean(axis=1, keepdims=True)
    std = np.sqrt(X.var(axis=1, keepdims=True, ddof=1) + eps)
    xh = (X - mu) / std
    g = gamma * dY
    dX = (
        g - g.mean(axis=1, keepdims=True) - xh * (g * xh).mean(axis=1, keepdims=True)
    ) / std
    return dX, (dY * xh).mean(axis=0), dY.mean(axis=0)


RIGHT = [layer_norm_gradients_0, layer_norm_gradients_1, layer_norm_gradients_2]


WRONG = [
    (
        "dgamma and dbeta are means over each row instead of over the batch.",
        layer_norm_gradients_3,
    ),
    (
        "Copied from batch normalisation: the statistics run down the batch instead of along each r",
        layer_norm_gradients_4,
    ),
    (
        "The forward statistics run along the rows but the two means inside dX still run down the b",
        layer_norm_gradients_5,
    ),
    (
        "dgamma and dbeta are summed over the batch as PyTorch does instead of averaged.",
        layer_norm_gradients_6,
    ),
    (
        "gamma is taken out of the row means which is right only when all its entries are equal.",
        layer_norm_gradients_7,
    ),
    (
        "The factor x_hat is missing in front of the mean of g x_hat.",
        layer_norm_gradients_8,
    ),
    (
        "The row statistics are kept without keepdims so they broadcast against the wrong axis.",
        layer_norm_gradients_9,
    ),
    (
        "dX is divided by the batch size although it is asked per sample.",
        layer_norm_gradients_10,
    ),
    (
        "The variance divides by n - 1 as torch.std does by default.",
        layer_norm_gradients_11,
    ),
    ("dX only", lambda *a: layer_norm_gradients_0(*a)[0]),
]
