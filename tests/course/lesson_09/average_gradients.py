"""Answers to `average_gradients` in many styles, right and wrong."""

import numpy as np


def back_through_time(w, rho, t):
    ms = [0.0]
    for value in w:
        ms.append(rho * ms[-1] + (1 - rho) * value)
    n = len(w)
    c = 1 - rho**n
    error = ms[-1] / c - t
    dm, dw, drho = error / c, np.zeros(n), error * ms[-1] / c**2 * n * rho ** (n - 1)
    for k in reversed(range(n)):
        dw[k] = dm * (1 - rho)
        drho += dm * (ms[k] - w[k])
        dm *= rho
    return dw, drho


def forward_mode(w, rho, t):
    m = dm = 0.0
    for value in w:
        m, dm = rho * m + (1 - rho) * value, m + rho * dm - value
    n = len(w)
    c, dc = 1 - rho**n, -n * rho ** (n - 1)
    e = m / c - t
    powers = rho ** np.arange(n - 1, -1, -1.0)
    return [e * (1 - rho) * powers / c, float(e * (dm * c - m * dc) / c**2)]


def by_complex_step(w, rho, t):
    def loss(w, rho):
        m = 0.0
        for value in w:
            m = rho * m + (1 - rho) * value
        return 0.5 * (m / (1 - rho ** len(w)) - t) ** 2

    h = 1e-25
    dw = [
        loss([v + (1j * h if i == k else 0) for i, v in enumerate(w)], rho).imag / h
        for k in range(len(w))
    ]
    return np.array(dw), loss(w, rho + 1j * h).imag / h


RIGHT = [back_through_time, forward_mode, by_complex_step]


def made(rule):
    def answer(w, rho, t):
        dw, drho = back_through_time(w, rho, t)
        m = 0.0
        for value in w:
            m = rho * m + (1 - rho) * value
        return rule(dw, drho, w, rho, m / (1 - rho ** len(w)) - t, len(w))

    return answer


WRONG = [
    ("no correction in dw", made(lambda dw, dr, w, rho, e, n: (dw * (1 - rho**n), dr))),
    ("turned", made(lambda dw, dr, w, rho, e, n: (dw[::-1].copy(), dr))),
    ("mean", made(lambda dw, dr, w, rho, e, n: (np.full(n, e / n), dr))),
    ("twice", made(lambda dw, dr, w, rho, e, n: (2 * dw, 2 * dr))),
    ("sign", made(lambda dw, dr, w, rho, e, n: (-dw, -dr))),
    ("of a", made(lambda dw, dr, w, rho, e, n: (dw / e, dr / e))),
    ("rho too often", made(lambda dw, dr, w, rho, e, n: (dw * rho, dr))),
    ("no 1 - rho", made(lambda dw, dr, w, rho, e, n: (dw / (1 - rho), dr))),
    ("swapped", made(lambda dw, dr, w, rho, e, n: (dr, dw))),
    ("dw only", made(lambda dw, dr, w, rho, e, n: dw)),
    ("drho zero", made(lambda dw, dr, w, rho, e, n: (dw, 0.0))),
    ("drho halved", made(lambda dw, dr, w, rho, e, n: (dw, dr / 2 if n > 1 else 1.0))),
]
