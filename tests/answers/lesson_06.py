"""Right and wrong answers to the exercises of lesson 06: step size."""

import itertools
import math
from functools import partial

import numpy as np

# --- gradient_descent ---------------------------------------------------------------


def descent_list(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - eta * gradient(path[-1]))
    return np.array(path)


def descent_allocated(gradient, x0, eta, steps):
    path = np.empty((steps + 1, *np.shape(x0)))
    path[0] = x0
    for i in range(steps):
        path[i + 1] = path[i] - eta * gradient(path[i])
    return path


def descent_recursive(gradient, x0, eta, steps):
    if steps == 0:
        return [x0]
    return [x0] + descent_recursive(gradient, x0 - eta * gradient(x0), eta, steps - 1)


def descent_accumulate(gradient, x0, eta, steps):
    def move(x, _):
        return x - eta * gradient(x)

    return list(itertools.accumulate(range(steps), move, initial=x0))


def descent_generator(gradient, x0, eta, steps):
    def walk():
        x = x0
        yield x
        for _ in range(steps):
            x = x - eta * gradient(x)
            yield x

    return np.stack([np.asarray(x) for x in walk()])


def descent_last(gradient, x0, eta, steps):
    return descent_list(gradient, x0, eta, steps)[-1]


def descent_without_start(gradient, x0, eta, steps):
    return descent_list(gradient, x0, eta, steps)[1:]


def descent_without_end(gradient, x0, eta, steps):
    return descent_list(gradient, x0, eta, steps)[:-1]


def descent_one_more(gradient, x0, eta, steps):
    return descent_list(gradient, x0, eta, steps + 1)


def descent_uphill(gradient, x0, eta, steps):
    return descent_list(gradient, x0, -eta, steps)


def descent_one_array(gradient, x0, eta, steps):
    x = np.array(x0, dtype=float)
    path = [x]
    for _ in range(steps):
        x -= eta * gradient(x)
        path.append(x)
    return np.array(path)


def descent_in_place(gradient, x0, eta, steps):
    path = [np.copy(x0)]
    for _ in range(steps):
        x0 -= eta * gradient(x0)
        path.append(np.copy(x0))
    return np.array(path)


def descent_gradient_at_start(gradient, x0, eta, steps):
    g = gradient(x0)
    return np.array([x0 - i * eta * g for i in range(steps + 1)])


def descent_always_from_start(gradient, x0, eta, steps):
    path = [x0]
    for _ in range(steps):
        path.append(x0 - eta * gradient(x0))
    return np.array(path)


def descent_sign(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - eta * np.sign(gradient(path[-1])))
    return np.array(path)


def descent_normalised(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        g = gradient(path[-1])
        path.append(path[-1] - eta * g / (np.linalg.norm(g) + 1e-12))
    return np.array(path)


def descent_no_eta(gradient, x0, eta, steps):
    return descent_list(gradient, x0, 1.0, steps)


def descent_decays(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    for i in range(steps):
        path.append(path[-1] - eta / (1 + i) * gradient(path[-1]))
    return np.array(path)


def descent_flat(gradient, x0, eta, steps):
    return np.array([np.ravel(x) for x in descent_list(gradient, x0, eta, steps)])


def descent_vector_only(gradient, x0, eta, steps):
    path = np.zeros((steps + 1, len(x0)))
    path[0] = x0
    for i in range(steps):
        path[i + 1] = path[i] - eta * gradient(path[i])
    return path


def descent_stops(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        g = gradient(path[-1])
        if np.linalg.norm(g) < 1e-3:
            break
        path.append(path[-1] - eta * g)
    return np.array(path)


def descent_gradients(gradient, x0, eta, steps):
    return np.array([gradient(x) for x in descent_list(gradient, x0, eta, steps)])


def descent_momentum(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    v = 0
    for _ in range(steps):
        v = v + gradient(path[-1])
        path.append(path[-1] - eta * v)
    return np.array(path)


def descent_updates_only(gradient, x0, eta, steps):
    path = descent_list(gradient, x0, eta, steps)
    return np.concatenate([path[:1], np.diff(path, axis=0)])


def descent_transposed(gradient, x0, eta, steps):
    return descent_list(gradient, x0, eta, steps).T


def descent_clipped(gradient, x0, eta, steps):
    path = [np.array(x0, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - eta * np.clip(gradient(path[-1]), -1, 1))
    return np.array(path)


def descent_sequential(gradient, x0, eta, steps):
    """One coordinate after the other, each with a fresh gradient."""
    x = np.array(x0, dtype=float)
    path = [x.copy()]
    for _ in range(steps):
        for index in np.ndindex(x.shape):
            x[index] -= eta * np.asarray(gradient(x))[index]
        path.append(x.copy())
    return np.array(path)


# --- largest_stable_step, best_fixed_step -------------------------------------------


def stable_power(H):
    """The largest eigenvalue by repeated multiplication."""
    v = np.arange(1.0, len(H) + 1)
    for _ in range(20000):
        v = H @ v
        v = v / np.linalg.norm(v)
    return 2 / (v @ H @ v)


def best_sorted(H):
    values = sorted(np.linalg.eigvals(H).real)
    return 2 / (values[0] + values[-1])


def best_by_norms(H):
    return 2 / (np.linalg.norm(H, 2) + 1 / np.linalg.norm(np.linalg.inv(H), 2))


# --- batches_per_epoch --------------------------------------------------------------


def batches_if(n, batch_size):
    full = n // batch_size
    if n % batch_size:
        return full + 1
    return full


def batches_loop(n, batch_size):
    count = 0
    while n > 0:
        n -= batch_size
        count += 1
    return count


def batches_divmod(n: int, batch_size: int) -> int:
    full, rest = divmod(n, batch_size)
    return full + (rest > 0)


# --- minibatches --------------------------------------------------------------------


def minibatches(X, T, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        chosen = order[start : start + batch_size]
        yield X[chosen], T[chosen]


def batches_list(X, T, batch_size, rng):
    order = np.arange(len(X))
    rng.shuffle(order)
    X, T = X[order], T[order]
    return [
        (X[i : i + batch_size], T[i : i + batch_size])
        for i in range(0, len(X), batch_size)
    ]


def batches_zip(X, T, batch_size, rng):
    order = rng.permutation(len(X))
    cuts = range(batch_size, len(X), batch_size)
    return zip(np.split(X[order], cuts), np.split(T[order], cuts))


def batches_keys(X, T, batch_size, rng):
    order = np.argsort(rng.random(len(X)))
    batches = []
    while len(order):
        now, order = order[:batch_size], order[batch_size:]
        batches.append((X[now], T[now]))
    return batches


def batches_choice(X, T, batch_size, rng):
    left = rng.choice(len(X), size=len(X), replace=False)
    return tuple(
        (np.take(X, left[i : i + batch_size], axis=0), T[left[i : i + batch_size]])
        for i in range(0, len(left), batch_size)
    )


def batches_no_shuffle(X, T, batch_size, rng):
    for i in range(0, len(X), batch_size):
        yield X[i : i + batch_size], T[i : i + batch_size]


def batches_x_only(X, T, batch_size, rng):
    X = rng.permutation(X)
    for i in range(0, len(X), batch_size):
        yield X[i : i + batch_size], T[i : i + batch_size]


def batches_two_orders(X, T, batch_size, rng):
    X, T = rng.permutation(X), rng.permutation(T)
    for i in range(0, len(X), batch_size):
        yield X[i : i + batch_size], T[i : i + batch_size]


def batches_drop_last(X, T, batch_size, rng):
    order = rng.permutation(len(X))
    for i in range(0, len(X) - batch_size + 1, batch_size):
        yield X[order[i : i + batch_size]], T[order[i : i + batch_size]]


def batches_drop_full(X, T, batch_size, rng):
    order = rng.permutation(len(X))
    for i in range(0, len(X) - batch_size, batch_size):
        yield X[order[i : i + batch_size]], T[order[i : i + batch_size]]


def batches_with_replacement(X, T, batch_size, rng):
    for i in range(0, len(X), batch_size):
        chosen = rng.integers(0, len(X), size=min(batch_size, len(X) - i))
        yield X[chosen], T[chosen]


def batches_own_seed(X, T, batch_size, rng):
    order = np.random.default_rng(0).permutation(len(X))
    for i in range(0, len(X), batch_size):
        yield X[order[i : i + batch_size]], T[order[i : i + batch_size]]


def batches_same_every_epoch(X, T, batch_size, rng):
    order = np.random.default_rng(len(X)).permutation(len(X))
    return [
        (X[order[i : i + batch_size]], T[order[i : i + batch_size]])
        for i in range(0, len(X), batch_size)
    ]


def batches_shuffles_batches(X, T, batch_size, rng):
    starts = rng.permutation(range(0, len(X), batch_size))
    for i in starts:
        yield X[i : i + batch_size], T[i : i + batch_size]


def batches_fills_up(X, T, batch_size, rng):
    order = rng.permutation(len(X))
    missing = -len(order) % batch_size
    order = np.concatenate([order, order[:missing]])
    for i in range(0, len(order), batch_size):
        yield X[order[i : i + batch_size]], T[order[i : i + batch_size]]


def batches_empty_last(X, T, batch_size, rng):
    order = rng.permutation(len(X))
    for b in range(len(X) // batch_size + 1):
        chosen = order[b * batch_size : (b + 1) * batch_size]
        yield X[chosen], T[chosen]


def batches_shuffles_theirs(X, T, batch_size, rng):
    state = rng.bit_generator.state
    rng.shuffle(X)
    rng.bit_generator.state = state
    rng.shuffle(T)
    for i in range(0, len(X), batch_size):
        yield X[i : i + batch_size], T[i : i + batch_size]


def batches_columns(X, T, batch_size, rng):
    order = rng.permutation(X.shape[1])
    for i in range(0, len(X), batch_size):
        yield X[i : i + batch_size][:, order], T[i : i + batch_size]


def batches_equal_sizes(X, T, batch_size, rng):
    order = rng.permutation(len(X))
    parts = np.array_split(order, -(-len(X) // batch_size))
    return [(X[p], T[p]) for p in parts]


def batches_one(X, T, batch_size, rng):
    chosen = rng.permutation(len(X))[:batch_size]
    return X[chosen], T[chosen]


def batches_first_only(X, T, batch_size, rng):
    order = rng.permutation(len(X))
    for i in range(0, len(X), batch_size):
        return [(X[order[i : i + batch_size]], T[order[i : i + batch_size]])]


def batches_overlap(X, T, batch_size, rng):
    order = rng.permutation(len(X))
    for i in range(0, len(X), batch_size):
        yield X[order[i : i + batch_size + 1]], T[order[i : i + batch_size + 1]]


def batches_swapped(X, T, batch_size, rng):
    for x, t in minibatches(X, T, batch_size, rng):
        yield t, x


def batches_small_first(X, T, batch_size, rng):
    order = rng.permutation(len(X))
    rest = len(X) % batch_size
    starts = [0] if rest else []
    stops = [rest] if rest else []
    for i in range(rest, len(X), batch_size):
        starts.append(i)
        stops.append(i + batch_size)
    return [(X[order[a:b]], T[order[a:b]]) for a, b in zip(starts, stops)]


def batches_shuffle_each(X, T, batch_size, rng):
    for i in range(0, len(X), batch_size):
        order = rng.permutation(len(X))
        chosen = order[i : i + batch_size]
        yield X[chosen], T[chosen]


def batches_within(X, T, batch_size, rng):
    for i in range(0, len(X), batch_size):
        chosen = i + rng.permutation(min(batch_size, len(X) - i))
        yield X[chosen], T[chosen]


def batches_rolled(X, T, batch_size, rng):
    shift = int(rng.integers(len(X)))
    order = np.roll(np.arange(len(X)), shift)
    for i in range(0, len(X), batch_size):
        yield X[order[i : i + batch_size]], T[order[i : i + batch_size]]


def batches_reversed(X, T, batch_size, rng):
    if rng.random() < 0.5:
        X, T = X[::-1], T[::-1]
    for i in range(0, len(X), batch_size):
        yield X[i : i + batch_size], T[i : i + batch_size]


def batches_global(X, T, batch_size, rng):
    order = np.random.permutation(len(X))  # noqa: NPY002
    for i in range(0, len(X), batch_size):
        yield X[order[i : i + batch_size]], T[order[i : i + batch_size]]


def batches_t_column(X, T, batch_size, rng):
    for x, t in minibatches(X, T, batch_size, rng):
        yield x, t.reshape(len(t), -1)


# --- epoch_mean ---------------------------------------------------------------------


def mean_loop(batch_means, batch_sizes):
    total, count = 0.0, 0
    for mean, size in zip(batch_means, batch_sizes):
        total += mean * size
        count += size
    return total / count


def mean_repeat(batch_means, batch_sizes):
    return float(np.mean(np.repeat(batch_means, batch_sizes)))


# --- backtracking_step --------------------------------------------------------------


def backtracking_while(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    square = g @ g
    if square == 0:
        return eta
    here = f(x)
    while not f(x - eta * g) <= here - c * eta * square:
        eta *= shrink
    return eta


def backtracking_for(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = np.asarray(gradient(x))
    for k in itertools.count():
        step = eta * shrink**k
        with np.errstate(invalid="ignore"):
            new = f(x - step * g)
        if not math.isnan(new) and new <= f(x) - c * step * np.sum(g**2):
            return step


def backtracking_recursive(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    if f(x - eta * g) <= f(x) - c * eta * np.dot(g, g):
        return eta
    return backtracking_recursive(f, gradient, x, eta * shrink, shrink, c)


def backtracking_next(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    enough = c * np.linalg.norm(g) ** 2
    steps = (eta * shrink**k for k in range(2000))
    return next(s for s in steps if f(x - s * g) <= f(x) - s * enough)


def backtracking_at_most(
    f, gradient, x, eta=1.0, shrink=0.5, c=1e-4, *, most=200, **slip
):
    """The right rule, with slips that can be built in."""
    g = gradient(x)
    square = slip.get("square", lambda g: g @ g)(g)
    sign = slip.get("sign", -1.0)
    for _ in range(most):
        new = f(x + sign * eta * g)
        bound = slip.get("bound", lambda here, decrease: here - decrease)
        if slip.get("test", lambda a, b: a <= b)(new, bound(f(x), c * eta * square)):
            break
        eta = slip.get("change", lambda e: e * shrink)(eta)
    return slip.get("result", lambda e, x: e)(eta, x - eta * g)


def backtracking_wrong_while(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    while f(x - eta * g) > f(x) - c * eta * (g @ g):
        eta *= shrink
    return eta


def backtracking_any_decrease(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    if not g.any():
        return eta
    while not f(x - eta * g) < f(x):
        eta *= shrink
    return eta


def backtracking_no_zero(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    for _ in range(100):
        if f(x - eta * g) < f(x) - c * eta * (g @ g):
            return eta
        eta *= shrink
    return eta


def backtracking_one_too_far(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    for _ in range(100):
        done = f(x - eta * g) <= f(x) - c * eta * (g @ g)
        eta *= shrink
        if done:
            break
    return eta


def backtracking_one_short(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    old = eta
    for _ in range(100):
        if f(x - eta * g) <= f(x) - c * eta * (g @ g):
            break
        old = eta
        eta *= shrink
    return old


def backtracking_defaults(f, gradient, x, eta=0.1, shrink=0.9, c=0.5):
    return backtracking_at_most(f, gradient, x, eta, shrink, c)


def backtracking_best(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    steps = [eta * shrink**k for k in range(60)]
    values = [f(x - s * g) for s in steps]
    return steps[int(np.nanargmin(values))]


def backtracking_no_eta_in_bound(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    for _ in range(200):
        if f(x - eta * g) <= f(x) - c * (g @ g):
            break
        eta *= shrink
    return eta


def backtracking_new_gradient(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    for _ in range(200):
        g = gradient(x)
        new = x - eta * g
        if f(new) <= f(x) - c * eta * (g @ g):
            break
        x = new
        eta *= shrink
    return eta


def backtracking_in_place(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    here, g = f(x), gradient(x)
    start = x.copy()
    for _ in range(200):
        x -= eta * g
        if f(x) <= here - c * eta * (g @ g):
            return eta
        x[:] = start
        eta *= shrink
    return eta


def backtracking_nan_to_zero(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    for _ in range(200):
        if np.nan_to_num(f(x - eta * g)) <= f(x) - c * eta * (g @ g):
            break
        eta *= shrink
    return eta


def backtracking_zero_gives_zero(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    if not np.any(gradient(x)):
        return 0.0
    return backtracking_while(f, gradient, x, eta, shrink, c)


def backtracking_three_tries(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    return backtracking_at_most(f, gradient, x, eta, shrink, c, most=3)


def backtracking_twenty_tries(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    return backtracking_at_most(f, gradient, x, eta, shrink, c, most=20)


# --- mended_epoch -------------------------------------------------------------------


def epoch_mended(w, X, t, eta, batch_size):
    w = w.copy()
    for start in range(0, len(X), batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        change = -eta * x.T @ (x @ w - y) / len(x)
        w += change
    return w


def epoch_new_name(w, X, t, eta, batch_size):
    new = np.array(w, dtype=float)
    start = 0
    while start < len(t):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        new = new - eta * np.mean((x @ new - y)[:, None] * x, axis=0)
        start += batch_size
    return new


def epoch_recursive(w, X, t, eta, batch_size):
    if len(X) == 0:
        return w.copy()
    x, y = X[:batch_size], t[:batch_size]
    w = w - eta * x.T @ (x @ w - y) / len(y)
    return epoch_recursive(w, X[batch_size:], t[batch_size:], eta, batch_size)


def epoch_split(w, X, t, eta, batch_size):
    cuts = np.arange(batch_size, len(X), batch_size)
    for x, y in zip(np.split(X, cuts), np.split(t, cuts)):
        w = w - eta * np.einsum("nj,n->j", x, x @ w - y) / len(x)
    return w


def epoch_variant(
    w,
    X,
    t,
    eta,
    batch_size,
    *,
    copy=True,
    stop=0,
    sign=1.0,
    divide=len,
    frozen=False,
    error=None,
):
    """The code as given, each fault mended or not."""
    if copy:
        w = w.copy()
    old = w.copy()
    for start in range(0, len(X) - stop * batch_size, batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        at = old if frozen else w
        e = x @ at - y if error is None else error(x @ at, y)
        change = -eta * x.T @ e / (batch_size if divide is None else divide(x))
        w += sign * change
    return w


def epoch_alias(w, X, t, eta, batch_size):
    new = w
    for start in range(0, len(X), batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        new -= eta * x.T @ (x @ new - y) / len(x)
    return new


def epoch_last_dropped_off_by_one(w, X, t, eta, batch_size):
    w = w.copy()
    for start in range(0, len(X) - batch_size + 1, batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        w -= eta * x.T @ (x @ w - y) / len(x)
    return w


def epoch_full_batch(w, X, t, eta, batch_size):
    return w - eta * X.T @ (X @ w - t) / len(X)


def epoch_one_by_one(w, X, t, eta, batch_size):
    for x, y in zip(X, t):
        w = w - eta * (x @ w - y) * x
    return w


def epoch_returns_early(w, X, t, eta, batch_size):
    w = w.copy()
    for start in range(0, len(X), batch_size):
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        w -= eta * x.T @ (x @ w - y) / len(x)
        return w


def epoch_copy_in_loop(w, X, t, eta, batch_size):
    for start in range(0, len(X), batch_size):
        new = w.copy()
        x, y = X[start : start + batch_size], t[start : start + batch_size]
        new -= eta * x.T @ (x @ new - y) / len(x)
    return new


def epoch_shuffled(w, X, t, eta, batch_size):
    order = np.random.default_rng(0).permutation(len(X))
    return epoch_mended(w, X[order], t[order], eta, batch_size)


def epoch_two_epochs(w, X, t, eta, batch_size):
    return epoch_mended(epoch_mended(w, X, t, eta, batch_size), X, t, eta, batch_size)


def backtrack_absolute(f, gradient, x, eta=1.0, shrink=0.5, c=1e-4):
    g = gradient(x)
    for _ in range(200):
        if abs(f(x - eta * g)) <= f(x) - c * eta * np.sum(g**2) or not g.any():
            break
        eta *= shrink
    return eta


RIGHT = {
    "gradient_descent": [
        descent_list,
        descent_allocated,
        descent_recursive,
        descent_accumulate,
        descent_generator,
    ],
    "largest_stable_step": [
        stable_power,
        lambda H: 2 / np.linalg.eigvalsh(H).max(),
        lambda H: 2 / max(np.linalg.eigvals(H).real),
        lambda H: 2 / np.linalg.norm(H, 2),
        lambda H: 2 / np.linalg.svd(H, compute_uv=False)[0],
        lambda H: float(2 * np.linalg.eigvalsh(np.linalg.inv(H))[0]),
    ],
    "best_fixed_step": [
        best_sorted,
        best_by_norms,
        lambda H: 2 / np.linalg.eigvalsh(H)[[0, -1]].sum(),
        lambda H: 1 / np.mean([f(np.linalg.eigh(H)[0]) for f in (min, max)]),
    ],
    "batches_per_epoch": [
        batches_if,
        batches_loop,
        batches_divmod,
        lambda n, batch_size: math.ceil(n / batch_size),
        lambda n, batch_size: -(-n // batch_size),
        lambda n, batch_size: (n + batch_size - 1) // batch_size,
        lambda n, batch_size: len(range(0, n, batch_size)),
        lambda n, batch_size: int(np.ceil(n / batch_size)),
    ],
    "minibatches": [
        minibatches,
        batches_list,
        batches_zip,
        batches_keys,
        batches_choice,
    ],
    "epoch_mean": [
        mean_loop,
        mean_repeat,
        lambda m, s: np.average(m, weights=s),
        lambda m, s: np.dot(m, s) / np.sum(s),
        lambda m, s: sum(a * b for a, b in zip(m, s)) / sum(s),
    ],
    "decayed_step": [
        lambda eta0, epoch, decay: eta0 / (1 + decay * epoch),
        lambda eta0, epoch, decay: eta0 * (1 + epoch * decay) ** -1,
        lambda eta0, epoch, decay: np.divide(eta0, 1 + np.multiply(decay, epoch)),
        lambda eta0, epoch, decay: 1 / (1 / eta0 + decay * epoch / eta0),
    ],
    "backtracking_step": [
        backtracking_while,
        backtracking_for,
        backtracking_recursive,
        backtracking_next,
        backtracking_at_most,
    ],
    "mended_epoch": [
        epoch_mended,
        epoch_new_name,
        epoch_recursive,
        epoch_split,
        epoch_variant,
    ],
}

WRONG = {
    "gradient_descent": [
        ("the last point only", descent_last),
        ("without the start", descent_without_start),
        ("without the last point", descent_without_end),
        ("one step more", descent_one_more),
        ("uphill", descent_uphill),
        ("one array, entered again and again", descent_one_array),
        ("changes x0", descent_in_place),
        ("gradient at the start for all steps", descent_gradient_at_start),
        ("every step from the start", descent_always_from_start),
        ("sign of the gradient", descent_sign),
        ("normalised gradient", descent_normalised),
        ("no eta", descent_no_eta),
        ("a shrinking step", descent_decays),
        ("flat points", descent_flat),
        ("vectors only", descent_vector_only),
        ("stops when it is flat", descent_stops),
        ("path of gradients", descent_gradients),
        ("gradients added up", descent_momentum),
        ("changes in the place of points", descent_updates_only),
        ("transposed path", descent_transposed),
        ("clipped gradient", descent_clipped),
        ("coordinate by coordinate", descent_sequential),
        (
            "nothing moves",
            lambda gradient, x0, eta, steps: np.array([x0] * (steps + 1)),
        ),
    ],
    "largest_stable_step": [
        ("smallest eigenvalue", lambda H: 2 / np.linalg.eigvalsh(H).min()),
        ("1 over the largest", lambda H: 1 / np.linalg.eigvalsh(H).max()),
        ("the eigenvalue itself", lambda H: np.linalg.eigvalsh(H).max()),
        ("upside down", lambda H: np.linalg.eigvalsh(H).max() / 2),
        ("trace", lambda H: 2 / np.trace(H)),
        ("largest entry", lambda H: 2 / np.max(H)),
        ("largest diagonal entry", lambda H: 2 / np.max(np.diag(H))),
        ("Frobenius norm", lambda H: 2 / np.linalg.norm(H)),
        ("determinant", lambda H: 2 / np.linalg.det(H)),
        (
            "best fixed step",
            lambda H: 2 / (np.linalg.eigvalsh(H)[0] + np.linalg.eigvalsh(H)[-1]),
        ),
        ("first eigenvalue of eig", lambda H: 2 / np.linalg.eig(H)[0][0]),
        ("last eigenvalue of eig", lambda H: 2 / np.linalg.eig(H)[0][-1]),
        ("mean eigenvalue", lambda H: 2 / np.linalg.eigvalsh(H).mean()),
        ("all eigenvalues", lambda H: 2 / np.linalg.eigvalsh(H)),
        ("largest row sum", lambda H: 2 / np.abs(H).sum(axis=1).max()),
        ("condition number", lambda H: 2 / np.linalg.cond(H)),
        ("4 over", lambda H: 4 / np.linalg.eigvalsh(H).max()),
        ("a little below", lambda H: 1.99 / np.linalg.eigvalsh(H).max()),
        ("negative", lambda H: -2 / np.linalg.eigvalsh(H).max()),
        ("second largest", lambda H: 2 / np.linalg.eigvalsh(H)[-2]),
        ("eigenvector's entry", lambda H: 2 / np.linalg.eigh(H)[1].max()),
    ],
    "best_fixed_step": [
        ("largest stable step", lambda H: 2 / np.linalg.eigvalsh(H).max()),
        ("1 over the largest", lambda H: 1 / np.linalg.eigvalsh(H).max()),
        ("1 over the sum", lambda H: 1 / np.linalg.eigvalsh(H)[[0, -1]].sum()),
        (
            "difference",
            lambda H: 2 / (np.linalg.eigvalsh(H)[-1] - np.linalg.eigvalsh(H)[0]),
        ),
        ("sum of all eigenvalues", lambda H: 2 / np.linalg.eigvalsh(H).sum()),
        ("mean of all eigenvalues", lambda H: 1 / np.linalg.eigvalsh(H).mean()),
        (
            "geometric mean",
            lambda H: 1 / np.sqrt(np.prod(np.linalg.eigvalsh(H)[[0, -1]])),
        ),
        ("trace", lambda H: 2 / np.trace(H)),
        (
            "half the sum, upside down",
            lambda H: np.linalg.eigvalsh(H)[[0, -1]].sum() / 2,
        ),
        ("1 over the smallest", lambda H: 1 / np.linalg.eigvalsh(H).min()),
        (
            "mean of the reciprocals",
            lambda H: np.mean(1 / np.linalg.eigvalsh(H)[[0, -1]]),
        ),
        ("median", lambda H: 1 / np.median(np.linalg.eigvalsh(H))),
        ("diagonal entries", lambda H: 2 / (np.diag(H).min() + np.diag(H).max())),
        ("eig unsorted", lambda H: 2 / np.linalg.eig(H)[0][[0, -1]].sum()),
        ("contraction factor", lambda H: 1 - 2 / (1 + np.linalg.cond(H))),
        ("wrong by 4", lambda H: 4 / np.linalg.eigvalsh(H)[[0, -1]].sum()),
        ("one tenth", lambda H: 0.1),
        ("two smallest", lambda H: 2 / np.linalg.eigvalsh(H)[:2].sum()),
    ],
    "batches_per_epoch": [
        ("rounds down", lambda n, batch_size: n // batch_size),
        ("always + 1", lambda n, batch_size: n // batch_size + 1),
        ("true division", lambda n, batch_size: n / batch_size),
        ("rounds", lambda n, batch_size: round(n / batch_size)),
        ("the rest", lambda n, batch_size: n % batch_size),
        ("adds the rest", lambda n, batch_size: n // batch_size + n % batch_size),
        ("upside down", lambda n, batch_size: math.ceil(batch_size / n)),
        ("ceil of a floor", lambda n, batch_size: math.ceil(n // batch_size)),
        ("one less", lambda n, batch_size: (n - 1) // batch_size),
        ("true division and 1", lambda n, batch_size: n / batch_size + 1),
        ("n + batch_size", lambda n, batch_size: (n + batch_size) // batch_size),
        ("the example's number", lambda n, batch_size: 196),
        ("product", lambda n, batch_size: n * batch_size),
        ("at least one", lambda n, batch_size: max(1, n // batch_size)),
        ("truncates", lambda n, batch_size: int(n / batch_size)),
        ("truncates and 1", lambda n, batch_size: int(n / batch_size + 1)),
        ("adds one half and rounds", lambda n, batch_size: int(n / batch_size + 0.5)),
    ],
    "minibatches": [
        ("not shuffled", batches_no_shuffle),
        ("only X shuffled", batches_x_only),
        ("two different orders", batches_two_orders),
        ("rest dropped", batches_drop_last),
        ("last batch dropped, even a full one", batches_drop_full),
        ("drawn with replacement", batches_with_replacement),
        ("a seed of its own", batches_own_seed),
        ("same order in every epoch", batches_same_every_epoch),
        ("shuffles batches, not samples", batches_shuffles_batches),
        ("last batch filled up with others", batches_fills_up),
        ("an empty batch at the end", batches_empty_last),
        ("shuffles the caller's arrays", batches_shuffles_theirs),
        ("shuffles columns", batches_columns),
        ("nearly equal sizes", batches_equal_sizes),
        ("one batch", batches_one),
        ("first batch only", batches_first_only),
        ("batches overlap", batches_overlap),
        ("(T, X)", batches_swapped),
        ("small batch first", batches_small_first),
        ("new order for each batch", batches_shuffle_each),
        ("shuffles within a batch", batches_within),
        ("rolled, not shuffled", batches_rolled),
        ("reversed at times", batches_reversed),
        ("global random numbers", batches_global),
        ("targets get an axis", batches_t_column),
        ("nothing", lambda X, T, batch_size, rng: []),
    ],
    "epoch_mean": [
        ("mean of the means", lambda m, s: np.mean(m)),
        ("divides by the number of batches", lambda m, s: np.dot(m, s) / len(s)),
        ("sum", lambda m, s: np.dot(m, s)),
        ("sum of the means", lambda m, s: np.sum(m)),
        ("means over sizes", lambda m, s: np.sum(np.divide(m, s))),
        ("weights upside down", lambda m, s: np.average(m, weights=1 / np.asarray(s))),
        ("sum of means over all samples", lambda m, s: np.sum(m) / np.sum(s)),
        ("last batch left out", lambda m, s: np.dot(m[:-1], s[:-1]) / np.sum(s[:-1])),
        ("size of the first batch for all", lambda m, s: np.sum(m) * s[0] / np.sum(s)),
        ("product of sums", lambda m, s: np.sum(m) * np.sum(s) / len(m)),
        ("a vector", lambda m, s: np.multiply(m, s) / np.sum(s)),
        ("median", lambda m, s: np.median(m)),
        (
            "256 and 80",
            lambda m, s: (256 * sum(m[:-1]) + 80 * m[-1]) / (256 * (len(m) - 1) + 80),
        ),
        ("squared sizes", lambda m, s: np.average(m, weights=np.square(s))),
        ("means and sizes swapped", lambda m, s: np.dot(m, s) / np.sum(m)),
        ("last batch's mean", lambda m, s: m[-1]),
        ("mean size", lambda m, s: np.dot(m, s) / np.max(s) / len(s)),
    ],
    "decayed_step": [
        ("multiplies", lambda eta0, epoch, decay: eta0 * (1 + decay * epoch)),
        ("epochs from 1", lambda eta0, epoch, decay: eta0 / (1 + decay * (epoch + 1))),
        ("bracket missing", lambda eta0, epoch, decay: eta0 / 1 + decay * epoch),
        ("exponential", lambda eta0, epoch, decay: eta0 * decay**epoch),
        (
            "natural exponential",
            lambda eta0, epoch, decay: eta0 * np.exp(-decay * epoch),
        ),
        ("minus", lambda eta0, epoch, decay: eta0 / (1 - decay * epoch)),
        ("no 1", lambda eta0, epoch, decay: eta0 / (decay * epoch)),
        ("linear", lambda eta0, epoch, decay: eta0 * (1 - decay * epoch)),
        ("power", lambda eta0, epoch, decay: eta0 / (1 + decay) ** epoch),
        ("no decay", lambda eta0, epoch, decay: eta0 / (1 + epoch)),
        ("plus for times", lambda eta0, epoch, decay: eta0 / (1 + decay + epoch)),
        ("root", lambda eta0, epoch, decay: eta0 / np.sqrt(1 + decay * epoch)),
        ("square", lambda eta0, epoch, decay: eta0 / (1 + decay * epoch) ** 2),
        ("constant", lambda eta0, epoch, decay: eta0),
        (
            "decay over epoch",
            lambda eta0, epoch, decay: eta0 / (1 + decay / (epoch + 1)),
        ),
        (
            "one bracket too early",
            lambda eta0, epoch, decay: eta0 / (1 + decay) * epoch,
        ),
        ("integer division", lambda eta0, epoch, decay: eta0 // (1 + decay * epoch)),
        (
            "epochs from -1",
            lambda eta0, epoch, decay: eta0 / (1 + decay * max(epoch - 1, 0)),
        ),
        ("the factor only", lambda eta0, epoch, decay: 1 / (1 + decay * epoch)),
    ],
    "backtracking_step": [
        ("`while f(new) > …` lets nan through", backtracking_wrong_while),
        ("any decrease is enough", backtracking_any_decrease),
        ("strict inequality: g = 0 never ends well", backtracking_no_zero),
        ("shrinks once too often", backtracking_one_too_far),
        ("the last rejected step", backtracking_one_short),
        ("other defaults", backtracking_defaults),
        ("best of all steps", backtracking_best),
        ("no eta in the bound", backtracking_no_eta_in_bound),
        ("moves x while it tries", backtracking_new_gradient),
        ("changes x", backtracking_in_place),
        ("nan counts as 0", backtracking_nan_to_zero),
        ("g = 0 gives 0", backtracking_zero_gives_zero),
        ("three tries", backtracking_three_tries),
        ("twenty tries", backtracking_twenty_tries),
        (
            "norm not squared",
            partial(backtracking_at_most, square=lambda g: np.sqrt(g @ g)),
        ),
        (
            "sum of the gradient, not its square",
            partial(backtracking_at_most, square=np.sum),
        ),
        ("uphill", partial(backtracking_at_most, sign=1.0)),
        ("plus in the bound", partial(backtracking_at_most, bound=lambda a, b: a + b)),
        (
            "no decrease in the bound",
            partial(backtracking_at_most, bound=lambda a, b: a),
        ),
        ("test turned round", partial(backtracking_at_most, test=lambda a, b: a >= b)),
        (
            "halves, whatever shrink is",
            partial(backtracking_at_most, change=lambda e: e / 2),
        ),
        ("returns the point", partial(backtracking_at_most, result=lambda e, x: x)),
        ("never tries", lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: eta),
        (
            "one shrink",
            lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: eta * shrink,
        ),
        (
            "own c",
            lambda f, gradient, x, eta=1.0, shrink=0.5, c=1e-4: backtracking_while(
                f, gradient, x, eta, shrink
            ),
        ),
        (
            "absolute value of the new loss",
            backtrack_absolute,
        ),
    ],
    "mended_epoch": [
        (
            "nothing mended",
            partial(epoch_variant, copy=False, stop=1, sign=-1.0, divide=None),
        ),
        ("no copy", partial(epoch_variant, copy=False)),
        ("another name is no copy", epoch_alias),
        ("sign not mended", partial(epoch_variant, sign=-1.0)),
        ("rest still left out", partial(epoch_variant, stop=1)),
        ("rest left out where it is no full batch", epoch_last_dropped_off_by_one),
        ("divides by batch_size", partial(epoch_variant, divide=None)),
        ("sum, no mean", partial(epoch_variant, divide=lambda x: 1)),
        ("divides by all samples", partial(epoch_variant, divide=lambda x: 9)),
        (
            "sign mended twice",
            partial(epoch_variant, sign=-1.0, error=lambda o, y: o - y),
        ),
        ("error turned too", partial(epoch_variant, error=lambda o, y: y - o)),
        ("all gradients at the old w", partial(epoch_variant, frozen=True)),
        ("one full batch", epoch_full_batch),
        ("one by one", epoch_one_by_one),
        ("returns after the first batch", epoch_returns_early),
        ("copies in the loop", epoch_copy_in_loop),
        ("shuffles", epoch_shuffled),
        ("two epochs", epoch_two_epochs),
        ("batch_size and no copy", partial(epoch_variant, divide=None, copy=False)),
        ("rest left out and batch_size", partial(epoch_variant, stop=1, divide=None)),
        ("twice the slope", partial(epoch_variant, sign=2.0)),
        ("divides by the inputs", partial(epoch_variant, divide=lambda x: x.shape[1])),
        ("w itself", lambda w, X, t, eta, batch_size: w),
    ],
}
