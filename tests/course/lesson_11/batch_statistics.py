"""Answers to `batch_statistics` in many styles, right and wrong."""

import numpy as np


def batch_statistics_0(X):
    return X.mean(axis=0), X.var(axis=0)


def batch_statistics_1(X):
    N, n = X.shape
    means = []
    variances = []
    for j in range(n):
        total = 0.0
        for i in range(N):
            total += X[i, j]
        mu = total / N
        sq = 0.0
        for i in range(N):
            sq += (X[i, j] - mu) ** 2
        means.append(mu)
        variances.append(sq / N)
    return means, variances


def batch_statistics_2(X):
    m = X.shape[0]
    mu = np.ones(m) @ X / m
    centred = X - mu
    sigma2 = np.einsum("ij,ij->j", centred, centred) / m
    return mu, sigma2


def batch_statistics_3(X):
    # Welford
    mean = np.zeros(X.shape[1])
    M2 = np.zeros(X.shape[1])
    for count, row in enumerate(X, start=1):
        delta = row - mean
        mean = mean + delta / count
        M2 = M2 + delta * (row - mean)
    return (mean, M2 / len(X))


def batch_statistics_4(X):
    mean = np.mean(X, axis=1)
    var = np.var(X, axis=1)
    return mean, var


def batch_statistics_5(X):
    mean = np.mean(X)
    var = np.mean((X - mean) ** 2)
    return mean, var


def batch_statistics_6(X):
    return np.mean(X, axis=0), np.var(X, axis=0, ddof=1)


def batch_statistics_7(X):
    mu = X.mean(0)
    sigma = X.std(0)
    return mu, sigma


def batch_statistics_8(X):
    mean = X.mean(axis=0)
    var = ((X - mean) ** 2).mean(axis=0)
    return var, mean


def batch_statistics_9(X):
    mu = X.mean(axis=0)
    X -= mu
    var = (X**2).mean(axis=0)
    return mu, var


def batch_statistics_10(X):
    N = X.shape[0]
    mean = np.sum(X, axis=0) / N
    var = np.sum(X**2, axis=0) / N
    return mean, var


def batch_statistics_11(X):
    mean = X.sum(axis=0) / len(X)
    var = ((X - mean) ** 2).sum(axis=0)
    return mean, var


def batch_statistics_12(X):
    mean = np.mean(X, axis=0)
    var = np.mean(np.abs(X - mean), axis=0)
    return mean, var


def batch_statistics_13(X):
    n = X.shape[1]
    mean = np.zeros(n, dtype=int)
    var = np.zeros(n, dtype=int)
    for j in range(n):
        col = X[:, j]
        mean[j] = col.mean()
        var[j] = ((col - col.mean()) ** 2).mean()
    return mean, var


RIGHT = [batch_statistics_0, batch_statistics_1, batch_statistics_2, batch_statistics_3]


WRONG = [
    (
        "The statistics run along each row instead of down the batch.",
        batch_statistics_4,
    ),
    (
        "No axis is given so one mean and one variance are taken over the whole array instead of on",
        batch_statistics_5,
    ),
    (
        "Divides the squared deviations by N - 1 (ddof=1) instead of by N.",
        batch_statistics_6,
    ),
    ("Returns the standard deviation where the variance is asked.", batch_statistics_7),
    (
        "The two results come back in the wrong order: variance first.",
        batch_statistics_8,
    ),
    (
        "The argument X is centred in place and stays changed after the call.",
        batch_statistics_9,
    ),
    (
        "The mean of the squares is returned as the variance; the square of the mean is never subtr",
        batch_statistics_10,
    ),
    (
        "The squared deviations are summed but not divided by the batch size.",
        batch_statistics_11,
    ),
    (
        "The mean absolute deviation is computed instead of the mean squared deviation.",
        batch_statistics_12,
    ),
    (
        "The results are stored in integer arrays so everything behind the point is cut off.",
        batch_statistics_13,
    ),
]
