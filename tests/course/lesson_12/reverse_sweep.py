"""Answers to `reverse_sweep` in many styles, right and wrong."""

from collections import defaultdict

from .shared import back, breadth, order


def usual(parents, slopes, root):
    names = order(parents, root)[::-1]
    return back(parents, slopes, names, root, lambda old, g, s: old + g * s)


def from_the_leaves(parents, slopes, root):
    names = order(parents, root)
    children = defaultdict(list)
    for name in names:
        for p, s in zip(parents[name], slopes[name]):
            children[p].append((name, s))
    found = {root: 1.0}
    for name in names[-2::-1]:
        found[name] = sum(found[c] * s for c, s in children[name])
    return found


def with_zeros(parents, slopes, root):
    return {**dict.fromkeys(parents, 0.0), **usual(parents, slopes, root)}


def walk(combine):
    def wrong(parents, slopes, root):
        found = {}

        def visit(name, g):
            found[name] = found.get(name, 0.0) + g
            for p, s in zip(parents[name], slopes[name]):
                visit(p, combine(g, s))

        visit(root, 1.0)
        return found

    return wrong


def passed_on_again(parents, slopes, root):
    found = dict.fromkeys(parents, 0.0)
    found[root] = 1.0

    def visit(name):
        for p, s in zip(parents[name], slopes[name]):
            found[p] += s * found[name]
            visit(p)

    visit(root)
    return found


def by_name(parents, slopes, root):
    found = dict.fromkeys(order(parents, root), 0.0)
    found[root] = 1.0
    for name in order(parents, root)[::-1]:
        local = dict(zip(parents[name], slopes[name]))
        for p in local:
            found[p] += found[name] * local[p]
    return found


def changed(give, names=lambda parents, root: order(parents, root)[::-1]):
    return lambda parents, slopes, root: back(
        parents, slopes, names(parents, root), root, give
    )


def add(old, g, s):
    return old + g * s


RIGHT = [usual, from_the_leaves, with_zeros, walk(lambda g, s: g * s)]


def zeros_for_all(give, names=lambda parents, root: order(parents, root)[::-1]):
    few = changed(give, names)
    return lambda parents, slopes, root: {
        **dict.fromkeys(parents, 0.0),
        **few(parents, slopes, root),
    }


WRONG = [
    ("overwritten, a 0 for every name", zeros_for_all(lambda old, g, s: g * s)),
    ("not reversed, a 0 for every name", zeros_for_all(add, order)),
    ("overwritten", changed(lambda old, g, s: g * s)),
    ("breadth first", changed(add, breadth)),
    ("not reversed", changed(add, order)),
    ("passed on again", passed_on_again),
    ("a dict of slopes", by_name),
    ("slopes added", walk(lambda g, s: g + s)),
    ("no slopes", walk(lambda g, s: g)),
    ("slopes alone", changed(lambda old, g, s: old + s)),
    (
        "the dict's order",
        changed(
            add,
            lambda parents, root: [
                n for n in list(parents)[::-1] if n in order(parents, root)
            ],
        ),
    ),
    (
        "leaves alone",
        lambda parents, slopes, root: {
            n: v for n, v in usual(parents, slopes, root).items() if not parents[n]
        },
    ),
    (
        "zeros",
        lambda parents, slopes, root: dict.fromkeys(usual(parents, slopes, root), 0.0),
    ),
    (
        "opposite",
        lambda parents, slopes, root: {
            n: -v for n, v in usual(parents, slopes, root).items()
        },
    ),
    (
        "a list",
        lambda parents, slopes, root: list(usual(parents, slopes, root).values()),
    ),
    (
        "twice",
        lambda parents, slopes, root: {
            n: 2 * v for n, v in usual(parents, slopes, root).items()
        },
    ),
]
