"""Answers to `forward_sweep` in many styles, right and wrong."""

from .shared import order


def all_names(parents):
    found = []
    for n in parents:
        found += [m for m in order(parents, n) if m not in found]
    return found


def gathered(parents, slopes, leaf, gather=sum, names=all_names):
    moved = dict.fromkeys(parents, 0.0)
    moved[leaf] = 1.0
    for name in names(parents):
        if name != leaf:
            parts = [moved[p] * s for p, s in zip(parents[name], slopes[name])]
            moved[name] = gather(parts) if parts else 0.0
    return moved


def remembered(parents, slopes, leaf):
    memo = {leaf: 1.0}

    def d(name):
        if name not in memo:
            memo[name] = sum(s * d(p) for p, s in zip(parents[name], slopes[name]))
        return memo[name]

    return {name: d(name) for name in parents}


def handed_on(parents, slopes, leaf):
    moved = dict.fromkeys(parents, 0.0)
    moved[leaf] = 1.0
    names = all_names(parents)
    for at in names:
        for name in names:
            for p, s in zip(parents[name], slopes[name]):
                if p == at and name != leaf:
                    moved[name] += moved[at] * s
    return moved


def all_leaves(parents, slopes, leaf):
    moved = {}
    for name in all_names(parents):
        parts = [moved[p] * s for p, s in zip(parents[name], slopes[name])]
        moved[name] = sum(parts) if parts else 1.0
    return moved


def index(parents, slopes, leaf):
    again = {n: [slopes[n][parents[n].index(p)] for p in parents[n]] for n in parents}
    return gathered(parents, again, leaf)


def product(parts):
    result = 1.0
    for part in parts:
        result *= part
    return result


RIGHT = [gathered, remembered, handed_on]

WRONG = [
    ("all leaves", all_leaves),
    (
        "zeros left out",
        lambda parents, slopes, leaf: {
            n: v for n, v in gathered(parents, slopes, leaf).items() if v
        },
    ),
    ("list.index", index),
    (
        "the dict's order",
        lambda parents, slopes, leaf: gathered(parents, slopes, leaf, names=list),
    ),
    (
        "last parent",
        lambda parents, slopes, leaf: gathered(
            parents, slopes, leaf, lambda parts: parts[-1]
        ),
    ),
    (
        "first parent",
        lambda parents, slopes, leaf: gathered(
            parents, slopes, leaf, lambda parts: parts[0]
        ),
    ),
    ("product", lambda parents, slopes, leaf: gathered(parents, slopes, leaf, product)),
    (
        "mean of the parents",
        lambda parents, slopes, leaf: gathered(
            parents, slopes, leaf, lambda parts: sum(parts) / len(parts)
        ),
    ),
    ("no seed", lambda parents, slopes, leaf: dict.fromkeys(parents, 0.0)),
    (
        "leaf left out",
        lambda parents, slopes, leaf: {
            n: v for n, v in gathered(parents, slopes, leaf).items() if n != leaf
        },
    ),
    (
        "opposite",
        lambda parents, slopes, leaf: {
            n: -v for n, v in gathered(parents, slopes, leaf).items()
        },
    ),
    (
        "values only",
        lambda parents, slopes, leaf: list(gathered(parents, slopes, leaf).values()),
    ),
]
