"""Answers to `mended_batch_norm` in many styles, right and wrong."""

import numpy as np


def made(
    kept=False, swapped=False, var_kept=False, before=False, unbiased=False, sign=1
):
    def answer(batches, gamma, beta, momentum=0.1, eps=1e-5):
        part = 1 - momentum if swapped else momentum
        m, v = np.zeros(batches[0].shape[1]), np.ones(batches[0].shape[1])
        out = []
        for X in batches:
            mean, var = X.mean(axis=0), X.var(axis=0, ddof=1 if unbiased else 0)
            old = m, v
            m, v = m + part * (mean - m), v + part * (var - v)
            use = old if before else (m, v) if kept else (mean, var)
            spread = np.sqrt((v if var_kept else use[1]) + eps)
            out.append(gamma * (X - sign * use[0]) / spread + beta)
        return out, m, v

    return answer


def with_lists(batches, gamma, beta, momentum=0.1, eps=1e-5):
    means = [X.mean(axis=0) for X in batches]
    spreads = [((X - m) ** 2).mean(axis=0) for X, m in zip(batches, means)]
    outputs = [
        (X - m) / np.sqrt(s + eps) * gamma + beta
        for X, m, s in zip(batches, means, spreads)
    ]
    kept_mean, kept_var = 0.0 * means[0], 0.0 * spreads[0] + 1
    for m, s in zip(means, spreads):
        kept_mean = momentum * m + (1 - momentum) * kept_mean
        kept_var = momentum * s + (1 - momentum) * kept_var
    return outputs, kept_mean, kept_var


def as_a_tuple(batches, gamma, beta, momentum=0.1, eps=1e-5):
    outputs, m, v = made()(batches, gamma, beta, momentum, eps)
    return tuple(outputs), m, v


RIGHT = [made(), with_lists, as_a_tuple]

WRONG = [
    ("as given", made(kept=True, swapped=True)),
    ("kept statistics", made(kept=True)),
    ("exchanged parts", made(swapped=True)),
    ("kept before", made(before=True)),
    ("kept variance", made(var_kept=True)),
    ("kept variance, exchanged", made(var_kept=True, swapped=True)),
    ("before, exchanged", made(before=True, swapped=True)),
    ("by N - 1", made(unbiased=True)),
    ("mean added", made(sign=-1)),
    ("the last output only", lambda *a: (made()(*a)[0][-1], *made()(*a)[1:])),
    ("statistics only", lambda *a: made()(*a)[1:]),
]
