"""Lesson 06: the exercise `minibatches`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Exercise, Mistake, Problem, Rng, Seed


def minibatches(X, T, batch_size, rng):
    """One epoch: an iterable of (X_batch, T_batch), samples shuffled by `rng`.

    `X` is (N, n), `T` (N,) or (N, K); every sample occurs once, in batches
    of `batch_size`, of which only the last one may be smaller.
    """
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], T[rows]


def _data(rng: Rng, n: int, K: int) -> tuple[Any, Any]:
    """Samples that carry their own number: X[:, 0] is the row, T is told by it."""
    X = np.column_stack([np.arange(n, dtype=float), rng.normal(size=n)])
    T = 10 * X[:, 0] + 1
    return X, T if K == 1 else np.column_stack([T + k for k in range(K)])


def _batch_cases(rng: Rng) -> Iterator[Case]:
    sizes = (
        (5, 1, 2, 1),
        (40, 1, 7, 1),
        (48, 3, 12, 1),
        (7, 3, 3, 1),
        (5, 1, 1, 1),
        (6, 2, 8, 1),
        (1, 1, 4, 1),
        (33, 2, 8, 2),
    )
    for n, K, size, calls in sizes:
        X, T = _data(rng, n, K)
        twice = ", two epochs on one rng" if calls == 2 else ""
        yield Case(
            (X, T, size, Seed(int(rng.integers(2**31)))),
            show=f"X of shape {X.shape}, T of shape {T.shape}, {size}, rng{twice}",
            calls=calls,
        )


def _judge_batches(case: Case, want: Any, got: Any) -> Problem | None:
    """Pairs of samples, each once an epoch, shuffled, in full batches but for the last."""
    X, T, size, _ = case.args
    most = case.calls * -(-len(X) // size)
    if not got:
        return Problem(
            "there is no batch at all", "drops_last" if size > len(X) else None
        )
    if len(got) > 3 * most + 3:
        return Problem(
            f"it goes on after one epoch: {len(got)} batches instead of {most}"
        )
    batches: list[tuple[Any, Any]] = []
    for at, batch in enumerate(got):
        if not isinstance(batch, (tuple, list)) or len(batch) != 2:
            named = _not_a_pair(batch, X, len(got) == 2 * case.calls)
            return Problem(f"batch {at} is no pair (X_batch, T_batch)", named)
        pair = np.asarray(batch[0], dtype=float), np.asarray(batch[1], dtype=float)
        for name, part, whole in zip(("X_batch", "T_batch"), pair, (X, T)):
            if part.shape[1:] != whole.shape[1:] or part.ndim != whole.ndim:
                shape = ("rows", *whole.shape[1:])
                text = str(shape).replace("'", "")
                turned = pair[0].shape[1:] == T.shape[1:] != X.shape[1:]
                return Problem(
                    f"{name} of batch {at} has shape {part.shape}, not {text}",
                    "targets_first" if turned else None,
                )
        batches.append(pair)
    return _judge_content(case, batches)


def _not_a_pair(batch: Any, X: Any, two: bool) -> str | None:
    """One pair for all batches, run through as if it were a list; or rows' numbers."""
    if not isinstance(batch, np.ndarray):
        return None
    if batch.dtype.kind in "iu":
        return "row_numbers" if batch.ndim == 1 else None
    return "one_pair" if two and batch.shape[1:] == X.shape[1:] else None


def _judge_content(case: Case, batches: list[tuple[Any, Any]]) -> Problem | None:
    X, T, size, _ = case.args
    n, each = len(X), [len(x) for x, _ in batches]
    rows = np.concatenate([x for x, _ in batches])
    targets = np.concatenate([t for _, t in batches])
    full = [x for x, _ in batches if len(x) == size]
    if n > size > 1 and len(full) > 1 and all(np.array_equal(full[0], x) for x in full):
        text = "all full batches hold the same samples once the loop is over"
        return Problem(text, "one_buffer")
    order = np.rint(rows[:, 0]).astype(int)
    inside = (order >= 0) & (order < n)
    if not inside.all() or not np.allclose(rows, X[order], rtol=1e-4, atol=1e-4):
        turned = rows.shape[1:] == T.shape[1:] and np.isin(rows, T).all()
        named = "targets_first" if turned else None
        return Problem("there is a row that is no sample of X", named)
    if len(targets) != len(rows) or not np.allclose(targets, T[order], rtol=1e-4):
        return Problem("samples and targets no longer belong together", "pairs_broken")
    return _judge_order(case, order, each)


def _judge_order(case: Case, order: Any, each: list[int]) -> Problem | None:
    X, _, size, _ = case.args
    n = len(X)
    seen = np.bincount(order, minlength=n)
    if (seen > case.calls).any():
        text = f"sample {int(seen.argmax())} occurs {int(seen.max())} times in an epoch"
        return Problem(text, _repeated(order, each, n, size))
    if (seen < case.calls).any() and len(each) == case.calls and n > size:
        return Problem("there is one batch alone", "first_only")
    if (seen < case.calls).any():
        dropped = set(each) == {size} and (seen == 0).sum() <= n % size
        missing = int((seen < case.calls).sum())
        named = "drops_last" if dropped or _drops(seen, n, size, case) else None
        return Problem(f"{missing} of {n} samples are left out", named)
    wanted = case.calls * [*([size] * (n // size)), *([n % size] if n % size else [])]
    if each != wanted:
        named = "batches_shuffled" if _aligned(order, each, size) else None
        named = named or _uneven(each, size)
        return Problem(f"the batches have {each} samples, not {wanted}", named)
    if n > 20:
        return _judge_shuffle(case, order.reshape(case.calls, n))
    return None


def _drops(seen: Any, n: int, size: int, case: Case) -> bool:
    """True where exactly the rest is missing, in each of the epochs."""
    return bool(0 < case.calls * n - seen.sum() == case.calls * (n % size))


def _repeated(order: Any, each: list[int], n: int, size: int) -> str:
    """Overlapping slices make batches too large; filling up repeats at the end only."""
    if max(each) > size:
        return "overlap"
    filled = len(order) > n and len(set(order[:n].tolist())) == n
    return "filled_up" if filled else "with_replacement"


def _aligned(order: Any, each: list[int], size: int) -> bool:
    """True where every batch is a slice of X, as it lies there."""
    if max(each) > size:
        return False
    blocks = np.split(order, np.cumsum(each)[:-1])
    return all((np.diff(b) == 1).all() and b[0] % size == 0 for b in blocks if len(b))


def _uneven(each: list[int], size: int) -> str | None:
    if 0 in each:
        return "empty_last"
    if each[0] < size and set(each[1:]) == {size}:
        return "small_first"
    return "even_split" if max(each) - min(each) <= 1 and max(each) <= size else None


def _judge_shuffle(case: Case, epochs: Any) -> Problem | None:
    X, _, size, _ = case.args
    if (np.abs(np.diff(epochs[0])) == 1).all():
        return Problem("the samples come in the order of X, not shuffled", "unshuffled")
    blocks = [epochs[0][i : i + size] for i in range(0, len(X), size)]
    if any((np.diff(block) != 1).any() for block in blocks) and all(
        (np.diff(np.sort(block)) == 1).all() for block in blocks
    ):
        text = "neighbours in X always share a batch; only their order in it changes"
        return Problem(text, "within_batches")
    if all((np.diff(block) == 1).all() for block in blocks):
        text = "the batches are shuffled, and the samples within them are not"
        return Problem(text, "batches_shuffled")
    if (np.abs(np.diff(epochs[0])) == 1).mean() > 0.5:
        text = "most samples come right after their neighbours in X"
        return Problem(text, "cut")
    rest = len(X) % size
    if rest > 3 and set(epochs[0][-rest:]) == set(range(len(X) - rest, len(X))):
        text = "the last batch holds the last samples of X, and only the others are shuffled"
        return Problem(text, "last_fixed")
    if case.calls == 2 and (epochs[0] == epochs[1]).all():
        return Problem("two epochs on one rng have the same order", "same_order")
    return None


def _cut(order: Any, size: int) -> list[Any]:
    return [order[i : i + size] for i in range(0, len(order), size)]


def _batches(rows: Callable[..., Any]) -> Callable[..., Any]:
    """An epoch from rows(n, size, rng), a list of row numbers per batch."""

    def epoch(X, T, size, rng):
        return [(X[r], T[r]) for r in rows(len(X), size, rng)]

    return epoch


def _pairs_broken(X: Any, T: Any, size: int, rng: Rng) -> Any:
    """Both are shuffled, each in its own order, which is seen for any n above 1."""
    x = rng.permutation(len(X))
    return [(X[r], T[s]) for r, s in zip(_cut(x, size), _cut(np.roll(x, 1), size))]


def _batches_shuffled(n: int, size: int, rng: Rng) -> list[Any]:
    parts = _cut(np.arange(n), size)
    return [
        parts[i] for i in [*rng.permutation(n // size), *range(n // size, len(parts))]
    ]


def _cut_wide(order: Any, size: int) -> list[Any]:
    return [order[i : i + size + 1] for i in range(0, len(order), size)]


def _filled(n: int, size: int, rng: Rng) -> list[Any]:
    order = rng.permutation(n)
    return _cut(np.append(order, order[: -n % size]), size)


def _small_first(n: int, size: int, rng: Rng) -> list[Any]:
    order, rest = rng.permutation(n), n % size
    return ([order[:rest]] if rest else []) + _cut(order[rest:], size)


def _last_fixed(n: int, size: int, rng: Rng) -> list[Any]:
    full = n - n % size
    return _cut(np.append(rng.permutation(full), np.arange(full, n)), size)


def _one_pair(X: Any, T: Any, size: int, rng: Rng) -> Any:
    rows = rng.permutation(len(X))[:size]
    return X[rows], T[rows]


def _within_batches(n: int, size: int, rng: Rng) -> list[Any]:
    return [rng.permutation(rows) for rows in _cut(np.arange(n), size)]


def _one_buffer(X: Any, T: Any, size: int, rng: Rng) -> Any:
    x, t = np.zeros_like(X[:size]), np.zeros_like(T[:size])
    found = []
    for rows in _cut(rng.permutation(len(X)), size):
        x[: len(rows)], t[: len(rows)] = X[rows], T[rows]
        found.append((x[: len(rows)], t[: len(rows)]))
    return found


TEST = """\
def test_minibatches_1():
    X = np.arange(14.0).reshape(7, 2)
    T = 10 * X[:, 0]
    rng = np.random.default_rng(1)
    orders = []
    for _ in range(2):
        batches = list(minibatches(X, T, 3, rng))
        assert [len(X_batch) for X_batch, _ in batches] == [3, 3, 1]
        assert all(same(10 * X_batch[:, 0], T_batch) for X_batch, T_batch in batches)
        order = np.concatenate([T_batch for _, T_batch in batches])
        assert same(np.sort(order), T)
        orders.append(order)
    assert not same(orders[0], T) and not same(orders[0], orders[1])"""

EXERCISE = Exercise(
    title="One epoch in batches",
    statement=(
        "Write `minibatches(X, T, batch_size, rng)`: one epoch, as a list of pairs "
        "`(X_batch, T_batch)`, or as a generator that yields them. The *samples* are shuffled, each with its target; every one of them "
        "comes once; all batches are full but the last one, which takes the rest. `rng` is a "
        "`numpy.random.Generator`; a second epoch on the same `rng` has another order."
    ),
    reference=minibatches,
    cases=_batch_cases,
    judge=_judge_batches,
    own_test=TEST,
    finish="list",
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "last_fixed",
            "the last samples always in the last batch: only the full batches are shuffled",
            _batches(_last_fixed),
            "The rows that fill no batch are set aside before the shuffle.",
            "In every epoch the same samples come last, together, and are seen after all others.",
            "How many rows should the permutation shuffle?",
        ),
        Mistake(
            "unshuffled",
            "batches in the order of the data",
            _batches(lambda n, size, rng: _cut(np.arange(n), size)),
            "The slices are right; the shuffling is missing.",
            "Data sorted by class give batches of one class each, and every step undoes the last.",
            "Where does rng come in?",
        ),
        Mistake(
            "batches_shuffled",
            "batches in random order, with neighbours always together",
            _batches(_batches_shuffled),
            "Shuffling the starts is quicker to write, and the same samples stay together.",
            "Samples 0 and 1 share a batch in every epoch.",
            "Shuffle the row numbers before you cut them.",
        ),
        Mistake(
            "pairs_broken",
            "samples and targets shuffled apart",
            _pairs_broken,
            "Samples and targets need one and the same order.",
            "Row by row, the targets no longer belong to the samples, and no network can learn.",
            "Draw one order, and use it for both.",
        ),
        Mistake(
            "with_replacement",
            "samples that come more than once in an epoch, and others never",
            _batches(
                lambda n, size, rng: (
                    _cut(np.append(rng.integers(0, n, n - 1), 0)[::-1], size)
                    if n > 20
                    else _cut(np.zeros(n, dtype=int), size)
                )
            ),
            "rng.integers and rng.choice may draw a number twice, and so does a new order for every batch.",
            "In an epoch of N draws with replacement about a third of the samples is never seen.",
            "Which method of rng gives every number exactly once?",
        ),
        Mistake(
            "drops_last",
            "full batches only: the rest is dropped",
            _batches(
                lambda n, size, rng: [
                    r for r in _cut(rng.permutation(n), size) if len(r) == size
                ]
            ),
            "range(n // batch_size) counts full batches.",
            "Of 40 samples in batches of 7, five are never used.",
            "Where does the last slice start, and what is in it?",
        ),
        Mistake(
            "empty_last",
            "one batch too many: the last one is empty where the size divides N",
            _batches(
                lambda n, size, rng: [
                    *_cut(rng.permutation(n), size),
                    *([] if n % size else [np.arange(0)]),
                ]
            ),
            "N // B + 1 batches is right only where something is left over.",
            "Of 48 samples in batches of 12 it makes five batches, and the mean of none is nan.",
            "Count the batches with range(0, N, batch_size).",
        ),
        Mistake(
            "even_split",
            "batches of nearly equal size, as np.array_split makes them",
            _batches(
                lambda n, size, rng: np.array_split(rng.permutation(n), -(-n // size))
            ),
            "array_split spreads the rest over all parts.",
            "Of 40 samples in batches of 7, its batches have 7, 7, 7, 7, 6 and 6.",
            "Slice order[start : start + batch_size] instead.",
        ),
        Mistake(
            "same_order",
            "the same order in every epoch: a generator of your own, with a fixed seed",
            _batches(
                lambda n, size, rng: _cut(np.random.default_rng(0).permutation(n), size)
            ),
            "A fixed seed inside makes every call the same.",
            "Two epochs on one rng bring the same batches.",
            "Draw from the rng that comes in.",
        ),
        Mistake(
            "row_numbers",
            "row numbers instead of the rows",
            lambda X, T, size, rng: _cut(rng.permutation(len(X)), size),
            "They say which samples; the batch is X and T at those rows.",
            "A batch has shape (7,) where (7, 2) belongs.",
            "Index X and T with them.",
        ),
        Mistake(
            "one_buffer",
            "one buffer for all batches, overwritten each time",
            _one_buffer,
            "Writing into one array saves memory, and changes the batches that were handed out.",
            "After list(minibatches(…)) all full batches hold the same samples.",
            "Hand out a new array each time: X[rows] makes one.",
        ),
        Mistake(
            "within_batches",
            "each batch shuffled in itself, and always of the same samples",
            _batches(_within_batches),
            "Within a batch the order makes no difference: the gradient is a mean over it.",
            "Sample 0 meets the same few others in every epoch.",
            "Shuffle the row numbers first, all of them, and cut then.",
        ),
        Mistake(
            "overlap",
            "batches that overlap: each begins with the last sample of the one before",
            _batches(lambda n, size, rng: _cut_wide(rng.permutation(n), size)),
            "order[start : start + batch_size] ends before its second number; a + 1 takes one more.",
            "The batches have one sample too many.",
            "Where does a slice a : b end?",
        ),
        Mistake(
            "filled_up",
            "a last batch filled up with samples that have been there already",
            _batches(_filled),
            "All batches are full then, and some samples count twice.",
            "Of 40 samples in batches of 7, two come twice.",
            "How many samples are left for the last batch?",
        ),
        Mistake(
            "drops_full",
            "the last batch dropped, even a full one",
            _batches(
                lambda n, size, rng: _cut(rng.permutation(n), size)[: (n - 1) // size]
            ),
            "range(0, N − B, B) stops before N − B, where the last full batch begins.",
            "Of 48 samples in batches of 12 it makes three batches.",
            "Which start has the last batch? Is it in your range?",
        ),
        Mistake(
            "first_only",
            "one batch alone: the loop ends after the first",
            _batches(lambda n, size, rng: _cut(rng.permutation(n), size)[:1]),
            "`return` in the loop hands the first batch back and ends it.",
            "For 40 samples in batches of 7 one batch comes.",
            "Which word hands one batch out and goes on? Or: which list collects them?",
        ),
        Mistake(
            "one_pair",
            "one pair instead of an iterable of pairs",
            _one_pair,
            "One batch is a pair; an epoch is many of them.",
            "Run through, the result gives two arrays, and no pair.",
            "What should `for x, t in minibatches(…)` see?",
        ),
        Mistake(
            "targets_first",
            "(T_batch, X_batch): the pair the other way round",
            lambda X, T, size, rng: [
                (T[r], X[r]) for r in _cut(rng.permutation(len(X)), size)
            ],
            "Both have a row for each sample, so nothing refuses.",
            "What comes first has the shape of T.",
            "In which order does the docstring name the two?",
        ),
        Mistake(
            "small_first",
            "the smaller batch first",
            _batches(_small_first),
            "All samples are there. The rest, if there is one, belongs into the last batch.",
            "Of 40 samples in batches of 7, the first batch has 5.",
            "With which start does your range begin?",
        ),
        Mistake(
            "cut",
            "the order of X, cut and put together in another way",
            _batches(
                lambda n, size, rng: _cut(
                    np.roll(np.arange(n), int(rng.integers(1, size))), size
                )
            ),
            "A roll, or a cut like that of a pack of cards, begins elsewhere and mixes nothing.",
            "Samples 0 and 1 come one after the other in every epoch.",
            "Which method of rng gives every order the same chance?",
        ),
    ),
    hints=(
        "Shuffle the row numbers once, then cut them into pieces. Which samples are in a piece?",
        "rng.permutation(N) gives every row number once; range(0, N, batch_size) gives the starts.",
        "order = rng.permutation(len(X))\nfor start in range(0, len(X), batch_size):\n"
        "    rows = order[start : start + batch_size]\n    yield X[rows], T[rows]",
    ),
    symptoms=(
        ("the loss doesn't fall", "Do X and T still belong together, row by row?"),
        (
            "the last samples are missing",
            "Does your range stop at the last full batch?",
        ),
        (
            "the loss becomes nan",
            "Is there an empty batch at the end? Its mean is 0/0.",
        ),
        ("every epoch is the same", "Draw from the rng that comes in, without a seed."),
    ),
    taught="Epoch, batch, iteration",
    another_way=(
        "np.split(order, range(batch_size, N, batch_size)) cuts in one call. A generator (`yield`) "
        "holds one batch at a time, a list all of them."
    ),
)
