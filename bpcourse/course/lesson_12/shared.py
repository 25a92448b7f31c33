"""What several exercises of lesson 12 need: graphs to try answers on, and their judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from bpcourse.course.model import Case, Mistake, Problem, Rng

Graph = tuple[dict[str, list[str]], dict[str, list[float]]]
LONG = 250  # nodes in a row

# Lines of the tests that a learner takes home: a graph in which paths part and meet.
GRAPH = """\
    parents = {"E": ["a", "b"], "a": ["w", "x"], "w": [], "x": [], "b": ["a", "a"]}
    slopes = {"E": [2.0, -1.0], "a": [3.0, 0.5], "w": [], "x": [], "b": [4.0, 1.5]}
"""


def small() -> Graph:
    """b needs a as well as x: going level by level takes them in the wrong order."""
    parents = {"y": ["a", "b"], "b": ["x", "a"], "a": ["x"], "x": []}
    slopes = {"y": [2.0, 3.0], "b": [0.5, -1.0], "a": [4.0], "x": []}
    return parents, slopes


def twice() -> Graph:
    """a stands twice among y's parents; z and w aren't needed for y."""
    parents = {"x": [], "y": ["a", "a", "v"], "a": ["x", "v"], "z": ["y", "x"]}
    slopes = {"x": [], "y": [3.0, -0.5, 2.0], "a": [0.5, 1.5], "z": [1.0, 7.0]}
    return {**parents, "v": [], "w": []}, {**slopes, "v": [], "w": []}


def shuffled(rng: Rng, graph: Graph) -> Graph:
    """The same graph, its keys in another order."""
    parents, slopes = graph
    names = list(parents)
    rng.shuffle(names)
    return {n: parents[n] for n in names}, {n: slopes[n] for n in names}


def row(rng: Rng, count: int = LONG) -> Graph:
    """Nodes in a row, n0 the leaf."""
    parents = {f"n{k}": [f"n{k - 1}"] if k else [] for k in range(count)}
    slopes = {
        n: [float(v) for v in rng.choice([0.5, 1.0, 2.0], len(p))]
        for n, p in parents.items()
    }
    return parents, slopes


def doublings(count: int = 9) -> Graph:
    """y = y + y, again and again."""
    parents = {f"d{k}": [f"d{k - 1}"] * 2 if k else [] for k in range(count + 1)}
    return parents, {n: [1.0, 1.0][: len(p)] for n, p in parents.items()}


def random_graph(rng: Rng, count: int) -> Graph:
    """Each node is computed from up to three of the five before it; the first two are leaves."""
    letters = rng.permutation(list("abcdefghijklmnopqrstuvwxyz"))[:count].tolist()
    parents, slopes = {}, {}
    for k, name in enumerate(letters):
        few = int(rng.integers(1, 4)) if k > 1 else 0
        start = max(0, k - 5)
        parents[name] = (
            [letters[int(i)] for i in rng.integers(start, k, few)] if few else []
        )
        slopes[name] = [float(v) for v in rng.normal(size=few).round(3)]
    return parents, slopes


def graphs(rng: Rng) -> Iterator[tuple[Graph, str, str]]:
    """(graph, a root, a leaf) of every case."""
    yield small(), "y", "x"
    yield twice(), "y", "v"
    yield ({"x": []}, {"x": []}), "x", "x"
    yield shuffled(rng, doublings()), "d9", "d0"
    for count in (6, 9, 12):
        graph = random_graph(rng, count)
        names = list(graph[0])
        yield shuffled(rng, graph), names[-1], names[0]
    yield shuffled(rng, row(rng)), f"n{LONG - 1}", "n0"


def told(graph: Graph, end: str) -> str | None:
    """How a long graph is called in messages; None for a short one."""
    count = len(graph[0])
    return f"a graph of {count} nodes, {end!r}" if count > 6 else None


def order_of(parents: Any, *roots: Any) -> list[Any]:
    """Parents before children, each once; depth first, for at most a few hundred nodes."""
    found: dict[Any, None] = {}
    for root in roots:
        stack = [(root, False)]
        while stack:
            name, done = stack.pop()
            if done:
                found.setdefault(name)
            elif name not in found:
                stack.append((name, True))
                stack += [(p, False) for p in reversed(parents[name])]
    return list(found)


def whole_order(parents: Any) -> list[Any]:
    """The same for all nodes."""
    return order_of(parents, *parents)


def levels(parents: Any, root: Any) -> list[Any]:
    """Each node as soon as it is reached, as a search without an order does."""
    seen = [root]
    for name in seen:
        seen += [p for p in dict.fromkeys(parents[name]) if p not in seen]
    return seen


def wide(g: Any) -> Any:
    """`g`, one number per row, as a factor of whole rows: (..., 1)."""
    return np.asarray(g)[..., None]


def table_judge(needed: Callable[[Case], list[str]]) -> Callable[..., Problem | None]:
    """A judge of dicts from names to derivatives; other names may be there with 0."""

    def judge(case: Case, want: Any, got: Any) -> Problem | None:
        names, must = list(case.args[0]), set(needed(case))
        found = np.array([float(v) for v in got])
        size = max(abs(w) for w, n in zip(want, names) if n in must)
        for name, g, w in zip(names, found, want):
            if name in must and np.isnan(g):
                return Problem(f"{name!r} is missing, or is no number")
            if name in must and not abs(g - w) <= 1e-9 * size:
                return Problem(f"for {name!r} it gives {g:.6g}, and {w:.6g} is right")
            if name not in must and not (np.isnan(g) or g == 0):
                return Problem(f"{name!r} isn't needed, and gets {g:.6g}")
        return None

    return judge


def with_zeros(wrong: Callable[..., Any]) -> Callable[..., Any]:
    """The same where the dict begins with a 0 for every name of the graph."""

    def all_names(parents: Any, slopes: Any, root: Any) -> Any:
        return {**dict.fromkeys(parents, 0.0), **wrong(parents, slopes, root)}

    return all_names


def both_ways(mistake: Mistake) -> Mistake:
    """A mistake in a dict of the needed names, and in one of all names."""
    if mistake.id in ("leaves_only", "root_missing"):
        return mistake
    ways = (mistake.function, *mistake.also)
    return replace(mistake, also=(*mistake.also, *map(with_zeros, ways)))
