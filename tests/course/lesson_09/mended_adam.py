"""Answers to `mended_adam` in many styles, right and wrong."""

import numpy as np


def with_names(w, gradient, eta, steps, beta1=0.9, beta2=0.999, eps=1e-8):
    m, s = np.zeros_like(w), np.zeros_like(w)
    for t in range(steps):
        g = gradient(w)
        m = beta1 * m + (1 - beta1) * g
        s = beta2 * s + (1 - beta2) * g**2
        mc, sc = m / (1 - beta1 ** (t + 1)), s / (1 - beta2 ** (t + 1))
        w = w - eta * mc / (np.sqrt(sc) + eps)
    return w


def with_step(w, gradient, eta, steps, beta1=0.9, beta2=0.999, eps=1e-8):
    def step(w, m, s, t):
        g = np.asarray(gradient(w))
        m, s = m + (1 - beta1) * (g - m), s + (1 - beta2) * (g * g - s)
        return w - eta * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps), m, s

    m = s = 0.0 * w
    for t in range(1, steps + 1):
        w, m, s = step(w, m, s, t)
    return w


def with_while(w, gradient, eta, steps, beta1=0.9, beta2=0.999, eps=1e-8):
    x, m, s, t = w.copy(), 0 * w, 0 * w, 0
    while t < steps:
        t += 1
        g = gradient(x)
        m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
        x -= eta * (m / (1 - beta1**t)) / ((s / (1 - beta2**t)) ** 0.5 + eps)
    return x


RIGHT = [with_names, with_step, with_while]


def made(kept_m=False, kept_s=False, late=False, inside=False, extra=0, up=1):
    def answer(w, gradient, eta, steps, beta1=0.9, beta2=0.999, eps=1e-8):
        m, s = np.zeros_like(w), np.zeros_like(w)
        for t in range(1, steps + 1 + extra):
            g = gradient(w)
            m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
            a = m / (1 - beta1**t)
            b = (
                s / (1 - beta2 ** (t - 1))
                if late and t > 1
                else s
                if late
                else s / (1 - beta2**t)
            )
            m, s = a if kept_m else m, b if kept_s else s
            w = w - up * eta * a / (np.sqrt(b + eps) if inside else np.sqrt(b) + eps)
        return w

    return answer


def no_correction(w, gradient, eta, steps, beta1=0.9, beta2=0.999, eps=1e-8):
    m, s = np.zeros_like(w), np.zeros_like(w)
    for _ in range(steps):
        g = gradient(w)
        m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
        w = w - eta * m / (np.sqrt(s) + eps)
    return w


WRONG = [
    ("as given", made(True, True, True, True)),
    ("both kept", made(True, True)),
    ("m kept", made(True)),
    ("s kept", made(kept_s=True)),
    ("late", made(late=True)),
    ("inside", made(inside=True)),
    ("kept and late", made(True, True, True)),
    ("late and inside", made(late=True, inside=True)),
    ("kept and inside", made(True, True, inside=True)),
    ("one more", made(extra=1)),
    ("uphill", made(up=-1)),
    ("no correction", no_correction),
]
