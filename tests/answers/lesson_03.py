"""Right and wrong answers to the exercises of lesson 03: a single neuron."""

import math
from functools import partial, reduce

import numpy as np


def sigma(z):
    return 1 / (1 + np.exp(-z))


# --- neuron_output ------------------------------------------------------------------


def output_loop(x, w, b):
    z = b
    for xj, wj in zip(x, w):
        z += xj * wj
    return 1 / (1 + math.exp(-z))


def output_tanh(x: np.ndarray, w: np.ndarray, b: float) -> float:
    return float(0.5 * (1 + np.tanh((np.dot(w, x) + b) / 2)))


def output_reduce(x, w, b):
    z = reduce(lambda total, pair: total + pair[0] * pair[1], zip(x, w), b)
    return math.exp(z) / (math.exp(z) + 1)


def output_nested(x, w, b):
    def weighted_input():
        return np.sum(x * w) + b

    def logistic(z):
        return 1.0 / (1.0 + np.exp(-z))

    return logistic(weighted_input())


class Neuron:
    __name__ = "neuron_output"

    def __call__(self, x, w, b):
        return sigma(np.einsum("j,j->", x, w) + b)


def output_bias_every_time(x, w, b):
    z = 0
    for j in range(len(x)):
        z += w[j] * x[j] + b
    return sigma(z)


def output_broken_loop(x, w, b):
    z = 0
    for j in range(len(x)):
        z = w[j] * x[j]
    return sigma(z + b)


def output_return_inside(x, w, b):
    z = b
    for j in range(len(x)):
        z += w[j] * x[j]
        return sigma(z)


def output_in_place(x, w, b):
    x *= w
    return sigma(x.sum() + b)


def output_off_by_one(x, w, b):
    z = b
    for j in range(len(x) - 1):
        z += w[j] * x[j]
    return sigma(z)


def output_printed(x, w, b):
    print(sigma(w @ x + b))


# --- neuron_delta -------------------------------------------------------------------


def delta_steps(o, t):
    error = o - t
    slope = o * (1 - o)
    return error * slope


def delta_expanded(o, t):
    return o**2 - o**3 - t * o + t * o**2


def delta_minus_minus(o, t):
    return -(t - o) * o * (1.0 - o)


# --- neuron_gradients ---------------------------------------------------------------


def neuron_gradients(x, w, b, t):
    o = sigma(np.dot(w, x) + b)
    delta = (o - t) * o * (1 - o)
    return delta * x, delta


def gradients_loop(x, w, b, t):
    o = output_loop(x, w, b)
    d = delta_steps(o, t)
    dw = np.zeros(len(x))
    for j in range(len(x)):
        dw[j] = d * x[j]
    return dw, d


def gradients_list(x, w, b, t):
    o = output_loop(x, w, b)
    d = (o - t) * o * (1 - o)
    return [[float(d * xj) for xj in x], float(d)]


def gradients_folded(x, w, b, t):
    x1, w1 = np.append(1.0, x), np.append(b, w)
    o = sigma(w1 @ x1)
    g = (o - t) * o * (1 - o) * x1
    return g[1:], g[0]


def gradients_exp(x, w, b, t):
    e = np.exp(-(x @ w + b))
    o = 1 / (1 + e)
    slope = e / (1 + e) ** 2
    db = (o - t) * slope
    dw = np.multiply(x, db)
    return dw, db


def gradients_swapped(x, w, b, t):
    dw, db = neuron_gradients(x, w, b, t)
    return db, dw


def gradients_no_slope(x, w, b, t):
    o = sigma(w @ x + b)
    return (o - t) * x, o - t


def gradients_sign(x, w, b, t):
    o = sigma(w @ x + b)
    d = (t - o) * o * (1 - o)
    return d * x, d


def gradients_by_w(x, w, b, t):
    o = sigma(w @ x + b)
    d = (o - t) * o * (1 - o)
    return d * w, d


def gradients_db_times_b(x, w, b, t):
    dw, db = neuron_gradients(x, w, b, t)
    return dw, db * b


def gradients_db_zero(x, w, b, t):
    return neuron_gradients(x, w, b, t)[0], 0.0


def gradients_db_one(x, w, b, t):
    return neuron_gradients(x, w, b, t)[0], 1.0


def gradients_db_sum(x, w, b, t):
    dw, _ = neuron_gradients(x, w, b, t)
    return dw, dw.sum()


def gradients_no_bias(x, w, b, t):
    o = sigma(w @ x)
    d = (o - t) * o * (1 - o)
    return d * x, d


def gradients_slope_of_o(x, w, b, t):
    o = sigma(w @ x + b)
    d = (o - t) * sigma(o) * (1 - sigma(o))
    return d * x, d


def gradients_slope_of_z(x, w, b, t):
    z = w @ x + b
    d = (sigma(z) - t) * z * (1 - z)
    return d * x, d


def gradients_linear(x, w, b, t):
    o = w @ x + b
    return (o - t) * x, o - t


def gradients_no_x(x, w, b, t):
    o = sigma(w @ x + b)
    d = (o - t) * o * (1 - o)
    return np.full(len(x), d), d


def gradients_twice(x, w, b, t):
    o = sigma(w @ x + b)
    d = 2 * (o - t) * o * (1 - o)
    return d * x, d


def gradients_dot(x, w, b, t):
    o = sigma(w @ x + b)
    d = (o - t) * o * (1 - o)
    return np.dot(d * x, np.ones(len(x))), d


def gradients_only_dw(x, w, b, t):
    return neuron_gradients(x, w, b, t)[0]


def gradients_joined(x, w, b, t):
    dw, db = neuron_gradients(x, w, b, t)
    return np.append(dw, db)


def gradients_in_place(x, w, b, t):
    o = sigma(w @ x + b)
    d = (o - t) * o * (1 - o)
    x *= d
    return x, d


def gradients_loss(x, w, b, t):
    o = sigma(w @ x + b)
    e = 0.5 * (o - t) ** 2
    return e * x, e


def gradients_sign_no_slope(x, w, b, t):
    o = sigma(w @ x + b)
    return (t - o) * x, t - o


def gradients_slope_plus(x, w, b, t):
    o = sigma(w @ x + b)
    d = (o - t) * o * (1 + o)
    return d * x, d


def gradients_db_error(x, w, b, t):
    o = sigma(w @ x + b)
    return (o - t) * o * (1 - o) * x, o - t


def gradients_step(x, w, b, t):
    dw, db = neuron_gradients(x, w, b, t)
    return w - dw, b - db


# --- chain_rule_factors -------------------------------------------------------------


def factors_plain(x, w, b):
    h1 = w * x
    h2 = h1 + b
    h3 = -h2
    h4 = np.exp(h3)
    h5 = h4 + 1
    return -1 / h5**2, 1, h4, -1, 1, x


def factors_list(x, w, b):
    e = math.exp(-(w * x + b))
    return [-((1 + e) ** -2), 1.0, e, -1.0, 1.0, x]


def factors_array(x, w, b):
    f = sigma(w * x + b)
    return np.array([-(f**2), 1, 1 / f - 1, -1, 1, x])


def factors_reversed(x, w, b):
    back = []
    h = w * x
    back.append(x)
    h = h + b
    back.append(1)
    h = -h
    back.append(-1)
    h = math.exp(h)
    back.append(h)
    h = h + 1
    back.append(1)
    back.append(-1 / (h * h))
    return tuple(back[::-1])


def factors_dict(*, x, w, b):
    return factors_plain(x, w, b)


def with_factors(index, change):
    """All factors right but the one at `index`, which `change` makes of (x, w, b)."""

    def answer(x, w, b):
        factors = list(factors_plain(x, w, b))
        factors[index] = change(x, w, b)
        return tuple(factors)

    return answer


def factors_forward_order(x, w, b):
    return factors_plain(x, w, b)[::-1]


def factors_values(x, w, b):
    h1 = w * x
    h2 = h1 + b
    h3 = -h2
    h4 = np.exp(h3)
    h5 = h4 + 1
    return 1 / h5, h5, h4, h3, h2, h1


def factors_cumulative(x, w, b):
    return tuple(np.cumprod(factors_plain(x, w, b)))


def factors_product(x, w, b):
    return float(np.prod(factors_plain(x, w, b)))


def factors_five(x, w, b):
    return factors_plain(x, w, b)[:5]


def factors_example(x, w, b):
    return -0.25, 1, 1, -1, 1, 1


def factors_no_bias(x, w, b):
    return factors_plain(x, w, 0)


def factors_two_slips(x, w, b):
    e = math.exp(-(w * x + b))
    return 1 / (1 + e) ** 2, 1, e, 1, 1, x


def factors_sign_pair(x, w, b):
    e = math.exp(-(w * x + b))
    return 1 / (1 + e) ** 2, 1, -e, -1, 1, x


# --- fold_bias ----------------------------------------------------------------------


def fold_concatenate(x, w, b):
    return np.concatenate([[1.0], x]), np.concatenate([[b], w])


def fold_lists(x, w, b):
    return [1.0] + list(x), [b] + list(w)


def fold_insert(x, w, b):
    return np.insert(np.asarray(x, float), 0, 1), np.insert(np.asarray(w, float), 0, b)


def fold_empty(x, w, b):
    n = len(x)
    x1 = np.ones(n + 1)
    w1 = np.empty(n + 1)
    w1[0] = b
    x1[1:] = x
    w1[1:] = w
    return x1, w1


def fold_array(x, w, b):
    return np.array([(1.0, *x), (b, *w)])


def fold_at_end(x, w, b):
    return np.append(x, 1.0), np.append(w, b)


def fold_swapped(x, w, b):
    return np.append(b, w), np.append(1.0, x)


def fold_b_in_x(x, w, b):
    return np.append(b, x), np.append(1.0, w)


def fold_only_w(x, w, b):
    return x, np.append(b, w)


def fold_zero(x, w, b):
    return np.append(0.0, x), np.append(b, w)


def fold_minus_one(x, w, b):
    return np.append(-1.0, x), np.append(b, w)


def fold_threshold(x, w, b):
    return np.append(-1.0, x), np.append(-b, w)


def fold_w_one(x, w, b):
    return np.append(1.0, x), np.append(1.0, w)


def fold_added(x, w, b):
    return x, w + b


def fold_both_b(x, w, b):
    return np.append(b, x), np.append(b, w)


def fold_mixed_ends(x, w, b):
    return np.append(x, 1.0), np.append(b, w)


def fold_overwrites(x, w, b):
    x1, w1 = x.copy(), w.copy()
    x1[0], w1[0] = 1.0, b
    return x1, w1


def fold_integers(x, w, b):
    x1 = np.ones(len(x) + 1, dtype=int)
    w1 = np.zeros(len(w) + 1, dtype=int)
    x1[1:], w1[0], w1[1:] = x, b, w
    return x1, w1


def fold_root(x, w, b):
    return np.append(np.sqrt(abs(b)), x), np.append(np.sqrt(abs(b)), w)


def fold_dot(x, w, b):
    x1, w1 = fold_concatenate(x, w, b)
    return np.dot(w1, x1)


# --- neuron_step --------------------------------------------------------------------


def step_plain(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w - eta * dw, b - eta * db


def step_copy(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    w = w.copy()
    w -= eta * dw
    b -= eta * db
    return w, b


def step_loop(x, w, b, t, eta):
    o = output_loop(x, w, b)
    d = (o - t) * o * (1 - o)
    new = []
    for j in range(len(w)):
        new.append(w[j] - eta * d * x[j])
    return new, b - eta * d


def step_folded(x, w, b, t, eta):
    x1, w1 = fold_concatenate(x, w, b)
    o = sigma(w1 @ x1)
    w1 = w1 - eta * (o - t) * o * (1 - o) * x1
    return w1[1:], w1[0]


def step_uphill(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w + eta * dw, b + eta * db


def step_in_place(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    w -= eta * dw
    b -= eta * db
    return w, b


def step_new_w_for_b(x, w, b, t, eta):
    w = w - eta * neuron_gradients(x, w, b, t)[0]
    b = b - eta * neuron_gradients(x, w, b, t)[1]
    return w, b


def step_new_b_for_w(x, w, b, t, eta):
    b = b - eta * neuron_gradients(x, w, b, t)[1]
    w = w - eta * neuron_gradients(x, w, b, t)[0]
    return w, b


def step_no_eta(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w - dw, b - db


def step_bias_stays(x, w, b, t, eta):
    return w - eta * neuron_gradients(x, w, b, t)[0], b


def step_weights_stay(x, w, b, t, eta):
    return w, b - eta * neuron_gradients(x, w, b, t)[1]


def step_returns_changes(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return -eta * dw, -eta * db


def step_swapped(x, w, b, t, eta):
    return step_plain(x, w, b, t, eta)[::-1]


def step_only_w(x, w, b, t, eta):
    return step_plain(x, w, b, t, eta)[0]


def step_gradients(x, w, b, t, eta):
    return neuron_gradients(x, w, b, t)


def step_b_uphill(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w - eta * dw, b + eta * db


def step_b_no_eta(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w - eta * dw, b - db


def step_no_slope(x, w, b, t, eta):
    dw, db = gradients_no_slope(x, w, b, t)
    return w - eta * dw, b - eta * db


def step_double(x, w, b, t, eta):
    return step_plain(x, *step_plain(x, w, b, t, eta), t, eta)


def step_eta_squared(x, w, b, t, eta):
    return step_plain(x, w, b, t, eta**2)


def step_fixed_eta(x, w, b, t, eta):
    return step_plain(x, w, b, t, 0.1)


def step_divided(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w - dw / eta, b - db / eta


def step_uphill_no_slope(x, w, b, t, eta):
    dw, db = gradients_no_slope(x, w, b, t)
    return w + eta * dw, b + eta * db


def step_multiplied(x, w, b, t, eta):
    dw, db = neuron_gradients(x, w, b, t)
    return w * (1 - eta * dw), b * (1 - eta * db)


# --- train_neuron -------------------------------------------------------------------


def train_matrix(X, t, eta, steps):
    N, n = X.shape
    w, b = np.zeros(n), 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        delta = (o - t) * o * (1 - o)
        w = w - eta * X.T @ delta / N
        b = b - eta * delta.mean()
    return w, b


def train_samples(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        total_w, total_b = np.zeros(X.shape[1]), 0.0
        for x, target in zip(X, t):
            dw, db = neuron_gradients(x, w, b, target)
            total_w += dw
            total_b += db
        w -= eta * total_w / len(X)
        b -= eta * total_b / len(X)
    return w, b


def train_folded(X, t, eta, steps):
    X1 = np.hstack([np.ones((len(X), 1)), X])
    w1 = np.zeros(X1.shape[1])
    for _ in range(steps):
        o = sigma(X1 @ w1)
        w1 = w1 - eta * np.mean(((o - t) * o * (1 - o))[:, None] * X1, axis=0)
    return w1[1:], w1[0]


def train_einsum(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    while steps > 0:
        o = sigma(np.einsum("nj,j->n", X, w) + b)
        d = (o - t) * o * (1 - o) / len(t)
        w, b = w - eta * np.einsum("n,nj->j", d, X), b - eta * np.einsum("n->", d)
        steps -= 1
    return w, b


def train_lists(X, t, eta, steps):
    n = len(X[0])
    w, b = [0.0] * n, 0.0
    for _ in range(steps):
        grads = [
            gradients_list(list(map(float, x)), w, b, float(tt)) for x, tt in zip(X, t)
        ]
        w = [w[j] - eta * sum(g[0][j] for g in grads) / len(X) for j in range(n)]
        b = b - eta * sum(g[1] for g in grads) / len(X)
    return w, b


def train_variant(X, t, eta, steps, *, start=0.0, scale=None, slope=True, sign=-1.0):
    """The matrix form with a slip built in."""
    w, b = np.full(X.shape[1], start), start
    scale = 1 / len(X) if scale is None else scale
    for _ in range(steps):
        o = sigma(X @ w + b)
        delta = (o - t) * (o * (1 - o) if slope else 1.0)
        w = w + sign * eta * scale * (X.T @ delta)
        b = b + sign * eta * scale * delta.sum()
    return w, b


def train_one_by_one(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        for x, target in zip(X, t):
            w, b = step_plain(x, w, b, target, eta)
    return w, b


def train_one_by_one_mean(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        for x, target in zip(X, t):
            w, b = step_plain(x, w, b, target, eta / len(X))
    return w, b


def train_one_sample_a_step(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for i in range(steps):
        k = i % len(X)
        w, b = step_plain(X[k], w, b, t[k], eta)
    return w, b


def train_bias_new_weights(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        w = w - eta * X.T @ ((o - t) * o * (1 - o)) / len(X)
        o = sigma(X @ w + b)
        b = b - eta * np.mean((o - t) * o * (1 - o))
    return w, b


def train_no_bias(X, t, eta, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        o = sigma(X @ w)
        w = w - eta * X.T @ ((o - t) * o * (1 - o)) / len(X)
    return w, 0.0


def train_bias_sum(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        d = (o - t) * o * (1 - o)
        w, b = w - eta * X.T @ d / len(X), b - eta * d.sum()
    return w, b


def train_divides_by_n(X, t, eta, steps):
    return train_variant(X, t, eta, steps, scale=1 / X.shape[1])


def train_one_more(X, t, eta, steps):
    return train_matrix(X, t, eta, steps + 1)


def train_one_less(X, t, eta, steps):
    return train_matrix(X, t, eta, max(steps - 1, 0))


def train_resets(X, t, eta, steps):
    return train_matrix(X, t, eta, min(steps, 1))


def train_returns_early(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        d = (o - t) * o * (1 - o)
        w, b = w - eta * X.T @ d / len(X), b - eta * d.mean()
        return w, b
    return w, b


def train_random(X, t, eta, steps):
    rng = np.random.default_rng(0)
    w, b = rng.normal(size=X.shape[1]) * 0.1, 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        d = (o - t) * o * (1 - o)
        w, b = w - eta * X.T @ d / len(X), b - eta * d.mean()
    return w, b


def train_mean_input(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        w, b = step_plain(X.mean(axis=0), w, b, t.mean(), eta)
    return w, b


def train_stale(X, t, eta, steps):
    """Computes the gradient once, and takes it for every step."""
    w, b = np.zeros(X.shape[1]), 0.0
    o = sigma(X @ w + b)
    d = (o - t) * o * (1 - o)
    for _ in range(steps):
        w, b = w - eta * X.T @ d / len(X), b - eta * d.mean()
    return w, b


def train_last_sample(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        for x, target in zip(X, t):
            dw, db = neuron_gradients(x, w, b, target)
        w, b = w - eta * dw, b - eta * db
    return w, b


def train_not_cleared(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    total_w, total_b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        for x, target in zip(X, t):
            dw, db = neuron_gradients(x, w, b, target)
            total_w += dw
            total_b += db
        w = w - eta * total_w / len(X)
        b = b - eta * total_b / len(X)
    return w, b


def train_swapped(X, t, eta, steps):
    return train_matrix(X, t, eta, steps)[::-1]


def train_column(X, t, eta, steps):
    w, b = np.zeros((X.shape[1], 1)), 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        d = (o - t) * o * (1 - o)
        w, b = (
            w - eta * X.T @ d.mean(axis=1, keepdims=True) / len(X),
            b - eta * d.mean(),
        )
    return w[:, 0], b


def train_linear(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        d = X @ w + b - t
        w, b = w - eta * X.T @ d / len(X), b - eta * d.mean()
    return w, b


def train_capped(X, t, eta, steps):
    return train_matrix(X, t, eta, min(steps, 100))


def train_early_stop(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        o = sigma(X @ w + b)
        if np.mean((o - t) ** 2) < 0.05:
            break
        d = (o - t) * o * (1 - o)
        w, b = w - eta * X.T @ d / len(X), b - eta * d.mean()
    return w, b


def train_four_samples(X, t, eta, steps):
    return train_variant(X, t, eta, steps, scale=1 / 4)


def train_alias(X, t, eta, steps):
    w = old = np.zeros(X.shape[1])
    b = 0.0
    for _ in range(steps):
        for x, target in zip(X, t):
            dw, db = neuron_gradients(x, old, b, target)
            w -= eta * dw / len(X)
        b -= eta * db / len(X)
    return w, b


def train_decaying(X, t, eta, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for i in range(steps):
        o = sigma(X @ w + b)
        d = (o - t) * o * (1 - o)
        step = eta / (1 + i)
        w, b = w - step * X.T @ d / len(X), b - step * d.mean()
    return w, b


def train_zeros(X, t, eta, steps):
    return np.zeros(X.shape[1]), 0.0


RIGHT = {
    "neuron_output": [
        output_loop,
        output_tanh,
        output_reduce,
        output_nested,
        Neuron(),
        lambda x, w, b: 1 / (1 + np.exp(-(np.dot(w, x) + b))),
    ],
    "neuron_delta": [
        delta_steps,
        delta_expanded,
        delta_minus_minus,
        lambda o, t: (o - t) * (o - o * o),
        lambda o, t: float(np.prod([o - t, o, 1 - o])),
    ],
    "neuron_gradients": [
        neuron_gradients,
        gradients_loop,
        gradients_list,
        gradients_folded,
        gradients_exp,
    ],
    "chain_rule_factors": [
        factors_plain,
        factors_list,
        factors_array,
        factors_reversed,
        lambda x, w, b: factors_dict(x=x, w=w, b=b),
    ],
    "fold_bias": [
        fold_concatenate,
        fold_lists,
        fold_insert,
        fold_empty,
        fold_array,
        lambda x, w, b: (np.r_[1.0, x], np.r_[b, w]),
        lambda x, w, b: (np.hstack((1, x)), np.hstack((b, w))),
    ],
    "neuron_step": [step_plain, step_copy, step_loop, step_folded],
    "train_neuron": [
        train_matrix,
        train_samples,
        train_folded,
        train_einsum,
        train_lists,
        partial(train_variant, start=0.0),
    ],
}

WRONG = {
    "neuron_output": [
        ("forgets the bias", lambda x, w, b: sigma(w @ x)),
        ("forgets the sigmoid", lambda x, w, b: w @ x + b),
        ("bias added at every input", output_bias_every_time),
        ("bias after the sigmoid", lambda x, w, b: sigma(w @ x) + b),
        ("sigmoid of every product", lambda x, w, b: np.sum(sigma(x * w)) + b),
        ("exponent without the minus", lambda x, w, b: 1 / (1 + np.exp(w @ x + b))),
        (
            "minus before the first term only",
            lambda x, w, b: 1 / (1 + np.exp(-w @ x + b)),
        ),
        ("subtracts the bias", lambda x, w, b: sigma(w @ x - b)),
        ("products not added up", lambda x, w, b: sigma(x * w + b)),
        ("mean in the place of the sum", lambda x, w, b: sigma(np.mean(x * w) + b)),
        ("multiplies by the bias", lambda x, w, b: sigma((w @ x) * b)),
        ("tanh", lambda x, w, b: np.tanh(w @ x + b)),
        ("a step, not a sigmoid", lambda x, w, b: float(w @ x + b > 0)),
        ("rounds to a decision", lambda x, w, b: np.round(sigma(w @ x + b))),
        ("the sum is overwritten in the loop", output_broken_loop),
        ("returns inside the loop", output_return_inside),
        ("changes x", output_in_place),
        ("loop ends one too early", output_off_by_one),
        ("prints", output_printed),
        ("the slope, not the value", lambda x, w, b: sigma(w @ x) * (1 - sigma(w @ x))),
        ("sigmoid twice", lambda x, w, b: sigma(sigma(w @ x + b))),
        ("adds weights and inputs", lambda x, w, b: sigma(np.sum(x + w) + b)),
        ("bracket missing", lambda x, w, b: 1 / 1 + np.exp(-(w @ x + b))),
        ("no bias, no sigmoid", lambda x, w, b: w @ x),
        ("relu", lambda x, w, b: max(0.0, w @ x + b)),
        ("one half", lambda x, w, b: 0.5),
    ],
    "neuron_delta": [
        ("wrong sign", lambda o, t: (t - o) * o * (1 - o)),
        ("no slope", lambda o, t: o - t),
        ("the slope alone", lambda o, t: o * (1 - o)),
        ("sigmoid applied again", lambda o, t: (o - t) * sigma(o) * (1 - sigma(o))),
        ("slope of t", lambda o, t: (o - t) * t * (1 - t)),
        ("slope of the error", lambda o, t: (o - t) * (o - t) * (1 - (o - t))),
        ("twice", lambda o, t: 2 * (o - t) * o * (1 - o)),
        ("half", lambda o, t: 0.5 * (o - t) * o * (1 - o)),
        ("loss times slope", lambda o, t: 0.5 * (o - t) ** 2 * o * (1 - o)),
        ("error squared times slope", lambda o, t: (o - t) ** 2 * o * (1 - o)),
        ("tanh's slope", lambda o, t: (o - t) * (1 - o**2)),
        ("o (o - 1)", lambda o, t: (o - t) * o * (o - 1)),
        ("bracket missing", lambda o, t: (o - t) * o * 1 - o),
        ("bracket missing at the error", lambda o, t: o - t * o * (1 - o)),
        ("divides by the slope", lambda o, t: (o - t) / (o * (1 - o))),
        ("only one factor of the slope: o", lambda o, t: (o - t) * o),
        ("only one factor of the slope: 1 - o", lambda o, t: (o - t) * (1 - o)),
        ("o (1 + o)", lambda o, t: (o - t) * o * (1 + o)),
        ("absolute error", lambda o, t: abs(o - t) * o * (1 - o)),
        ("adds in the place of multiplying", lambda o, t: (o - t) + o * (1 - o)),
        ("slope twice", lambda o, t: (o - t) * (o * (1 - o)) ** 2),
        ("sign and two", lambda o, t: -2 * (o - t) * o * (1 - o)),
        ("the loss", lambda o, t: 0.5 * (o - t) ** 2),
        ("relu's slope", lambda o, t: (o - t) * (o > 0)),
        ("zero", lambda o, t: 0.0),
    ],
    "neuron_gradients": [
        ("returned the other way round", gradients_swapped),
        ("no slope of the sigmoid", gradients_no_slope),
        ("wrong sign", gradients_sign),
        ("weights in the place of inputs", gradients_by_w),
        ("db multiplied by b", gradients_db_times_b),
        ("db is 0", gradients_db_zero),
        ("db is 1", gradients_db_one),
        ("db is the sum of dw", gradients_db_sum),
        ("runs without the bias", gradients_no_bias),
        ("sigmoid of the output again", gradients_slope_of_o),
        ("z (1 - z)", gradients_slope_of_z),
        ("no sigmoid at all", gradients_linear),
        ("doesn't multiply by x", gradients_no_x),
        ("twice", gradients_twice),
        ("adds dw up", gradients_dot),
        ("dw only", gradients_only_dw),
        ("one array", gradients_joined),
        ("changes x", gradients_in_place),
        ("loss in the place of its slope", gradients_loss),
        ("wrong sign and no slope", gradients_sign_no_slope),
        ("o (1 + o)", gradients_slope_plus),
        ("db without the slope", gradients_db_error),
        ("new parameters in the place of gradients", gradients_step),
    ],
    "chain_rule_factors": [
        ("forward order", factors_forward_order),
        ("the values, not the slopes", factors_values),
        ("running products", factors_cumulative),
        ("the product", factors_product),
        ("five factors", factors_five),
        ("the example's numbers", factors_example),
        ("without the bias", factors_no_bias),
        (
            "1/h5² without its minus",
            with_factors(0, lambda x, w, b: sigma(w * x + b) ** 2),
        ),
        ("-1/h5, no square", with_factors(0, lambda x, w, b: -sigma(w * x + b))),
        ("log", with_factors(0, lambda x, w, b: np.log(1 + np.exp(-w * x - b)))),
        ("no minus at h3", with_factors(3, lambda x, w, b: 1)),
        ("last factor w", with_factors(5, lambda x, w, b: w)),
        ("last factor 1", with_factors(5, lambda x, w, b: 1)),
        ("b for the sum's slope", with_factors(4, lambda x, w, b: b)),
        (
            "exponential of the other sign",
            with_factors(2, lambda x, w, b: np.exp(w * x + b)),
        ),
        (
            "minus in the exponential",
            with_factors(2, lambda x, w, b: -np.exp(-w * x - b)),
        ),
        (
            "h3 · e^(h3 - 1)",
            with_factors(2, lambda x, w, b: -(w * x + b) * np.exp(-w * x - b - 1)),
        ),
        ("slope of h2 taken at z", with_factors(3, lambda x, w, b: -(w * x + b))),
        ("exponent without the bias", with_factors(2, lambda x, w, b: np.exp(-w * x))),
        ("both minus signs missing: the product is right", factors_two_slips),
        ("minus sign at the wrong link: the product is right", factors_sign_pair),
        (
            "f (1 - f)",
            with_factors(0, lambda x, w, b: sigma(w * x + b) * (1 - sigma(w * x + b))),
        ),
    ],
    "fold_bias": [
        ("at the end", fold_at_end),
        ("swapped", fold_swapped),
        ("b in x, 1 in w", fold_b_in_x),
        ("x not extended", fold_only_w),
        ("0 as the input", fold_zero),
        ("-1 as the input", fold_minus_one),
        ("threshold: -1 and -b", fold_threshold),
        ("1 in both", fold_w_one),
        ("bias added to every weight", fold_added),
        ("b in both", fold_both_b),
        ("front in one, end in the other", fold_mixed_ends),
        ("overwrites the first entries", fold_overwrites),
        ("integer arrays cut the decimals", fold_integers),
        ("roots", fold_root),
        ("the dot product", fold_dot),
        ("unchanged", lambda x, w, b: (x, w)),
        ("a row before", lambda x, w, b: (np.vstack([np.ones(len(x)), x]), w)),
    ],
    "neuron_step": [
        ("uphill", step_uphill),
        ("changes w in place", step_in_place),
        ("bias gradient at the new weights", step_new_w_for_b),
        ("weight gradient at the new bias", step_new_b_for_w),
        ("no eta", step_no_eta),
        ("bias stays", step_bias_stays),
        ("weights stay", step_weights_stay),
        ("returns the changes", step_returns_changes),
        ("swapped", step_swapped),
        ("weights only", step_only_w),
        ("returns the gradients", step_gradients),
        ("bias uphill", step_b_uphill),
        ("bias without eta", step_b_no_eta),
        ("no slope", step_no_slope),
        ("two steps", step_double),
        ("eta squared", step_eta_squared),
        ("own eta", step_fixed_eta),
        ("divides by eta", step_divided),
        ("uphill and no slope", step_uphill_no_slope),
        ("multiplied instead of subtracted", step_multiplied),
        ("nothing", lambda x, w, b, t, eta: (w, b)),
    ],
    "train_neuron": [
        ("sum in the place of the mean", partial(train_variant, scale=1.0)),
        ("starts at ones", partial(train_variant, start=1.0)),
        ("starts at random", train_random),
        ("no slope", partial(train_variant, slope=False)),
        ("uphill", partial(train_variant, sign=1.0)),
        ("a step after each sample", train_one_by_one),
        ("a step of eta / N after each sample", train_one_by_one_mean),
        ("one sample a step", train_one_sample_a_step),
        ("bias from the new weights", train_bias_new_weights),
        ("no bias", train_no_bias),
        ("bias gradient is a sum", train_bias_sum),
        ("divides by the number of inputs", train_divides_by_n),
        ("one step more", train_one_more),
        ("one step less", train_one_less),
        ("begins anew in every step", train_resets),
        ("returns after the first step", train_returns_early),
        ("mean of the inputs first", train_mean_input),
        ("gradient computed once", train_stale),
        ("last sample only", train_last_sample),
        ("sums never cleared", train_not_cleared),
        ("swapped", train_swapped),
        ("(N, 1) against (N,)", train_column),
        ("no sigmoid", train_linear),
        ("at most a hundred steps", train_capped),
        ("stops when it is good enough", train_early_stop),
        ("four samples, whatever N is", train_four_samples),
        ("the old weights are the same array as the new ones", train_alias),
        ("the step shrinks", train_decaying),
        ("zeros", train_zeros),
        ("uphill, summed", partial(train_variant, sign=1.0, scale=1.0)),
        ("no slope, summed", partial(train_variant, slope=False, scale=1.0)),
        ("half the step", partial(train_variant, sign=-0.5)),
    ],
}
