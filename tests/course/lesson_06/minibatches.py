"""Answers to `minibatches` in many styles, right and wrong."""

import numpy as np


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


RIGHT = [
    minibatches,
    batches_list,
    batches_zip,
    batches_keys,
    batches_choice,
]


WRONG = [
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
]
