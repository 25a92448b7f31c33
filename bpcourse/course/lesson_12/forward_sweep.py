"""Lesson 12: the exercise `forward_sweep`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bpcourse.course.model import Case, Exercise, Mistake, Rng

from .shared import GRAPH, graphs, table_judge, told, whole_order


def forward_sweep(parents, slopes, leaf):
    """{name: d name / d leaf} for all nodes; 1 for `leaf`, 0 where it has no part."""
    moved = {leaf: 1.0}

    def find(name):
        if name not in moved:
            pairs = zip(parents[name], slopes[name])
            moved[name] = sum(find(parent) * slope for parent, slope in pairs)
        return moved[name]

    return {name: find(name) for name in parents}


def _cases(rng: Rng) -> Iterator[Case]:
    for graph, _, leaf in graphs(rng):
        yield Case((*graph, leaf), show=told(graph, leaf))


def _swept(
    gather: Callable[..., float], order: Callable[..., Any] = whole_order
) -> Callable[..., Any]:
    """A wrong version: gather([(push of a parent, slope), …]) in an order of the nodes."""

    def wrong(parents: Any, slopes: Any, leaf: Any) -> Any:
        moved = dict.fromkeys(parents, 0.0)
        moved[leaf] = 1.0
        for name in order(parents):
            if name != leaf:
                pairs = zip(parents[name], slopes[name])
                moved[name] = gather([(moved[p], s) for p, s in pairs])
        return moved

    return wrong


def _sum(pairs: Any) -> float:
    return float(sum(m * s for m, s in pairs))


def _product(pairs: Any) -> float:
    result = 1.0 if pairs else 0.0
    for m, s in pairs:
        result *= m * s
    return result


_right = _swept(_sum)


def _all_leaves(parents: Any, slopes: Any, leaf: Any) -> Any:
    moved: dict[Any, float] = {}
    for name in whole_order(parents):
        pairs = zip(parents[name], slopes[name])
        moved[name] = sum(moved[p] * s for p, s in pairs) if parents[name] else 1.0
    return moved


def _reached(parents: Any, slopes: Any, leaf: Any) -> Any:
    reached = {leaf}
    for name in whole_order(parents):
        if reached & set(parents[name]):
            reached.add(name)
    return {n: v for n, v in _right(parents, slopes, leaf).items() if n in reached}


def _first_slope(parents: Any, slopes: Any, leaf: Any) -> Any:
    again = {n: [slopes[n][parents[n].index(p)] for p in parents[n]] for n in parents}
    return _right(parents, again, leaf)


def _each_parent_once(parents: Any, slopes: Any, leaf: Any) -> Any:
    pairs = {n: dict(zip(parents[n], slopes[n])) for n in parents}
    return _right(
        {n: list(p) for n, p in pairs.items()},
        {n: list(p.values()) for n, p in pairs.items()},
        leaf,
    )


def _children_only(parents: Any, slopes: Any, leaf: Any) -> Any:
    found = {
        n: float(sum(s for p, s in zip(parents[n], slopes[n]) if p == leaf))
        for n in parents
    }
    return {**found, leaf: 1.0}


def _not_seeded(parents: Any, slopes: Any, leaf: Any) -> Any:
    return dict.fromkeys(parents, 0.0)


def _seed_lost(parents: Any, slopes: Any, leaf: Any) -> Any:
    return {**_right(parents, slopes, leaf), leaf: 0.0}


TEST = f"""\
def test_forward_sweep_1():
{GRAPH}    parents["above"], slopes["above"] = ["E"], [2.0]
    moved = forward_sweep(parents, slopes, "w")
    want = {{"w": 1.0, "x": 0.0, "a": 3.0, "b": 16.5, "E": -10.5, "above": -21.0}}
    assert {{name: float(moved[name]) for name in want}} == want"""

EXERCISE = Exercise(
    title="The other way: forward",
    statement=(
        "The same graph, the other question: when one leaf moves, how does *everything* move? Write `forward_sweep(parents, slopes, leaf)`: a dict from "
        "name to the derivative of that node with respect to `leaf`, for all nodes of the graph; 0 for those in which the leaf has no part. "
        "Count afterwards: how many of such sweeps does a network with a million weights need for its gradient, and how many reverse sweeps?"
    ),
    reference=forward_sweep,
    cases=_cases,
    own_test=TEST,
    judge=table_judge(lambda case: list(case.args[0])),
    finish="table",
    needs=("topological_order", "reverse_sweep"),
    taught="Forward or back",
    points=3,
    minutes=8,
    mistakes=(
        Mistake(
            "all_leaves",
            "1 for every leaf: all of them move at once",
            _all_leaves,
            "The derivative with respect to one leaf asks what happens when it moves alone.",
            "With one leaf it agrees.",
            "What is the derivative of another leaf with respect to this one?",
        ),
        Mistake(
            "zeros_missing",
            "nodes without a part in the leaf are left out",
            _reached,
            "All nodes are asked for; theirs is 0.",
            "The numbers that are there are right.",
            "What is the derivative of a constant?",
        ),
        Mistake(
            "first_slope",
            "a parent that stands twice gets its first slope twice",
            _first_slope,
            "list.index finds the first place only.",
            "y = a · a with the slopes 3 and −0.5 shows it.",
            "Go through parents and slopes side by side, with zip.",
        ),
        Mistake(
            "each_parent_once",
            "a parent that stands twice counts once",
            _each_parent_once,
            "As a dict, or a set, the list of parents loses what stands twice.",
            "y = a · a has two slopes with respect to a.",
            "What becomes of the first of two equal keys?",
        ),
        Mistake(
            "as_given",
            "the order of the dict: parents may not have been computed yet",
            _swept(_sum, lambda parents: list(parents)),
            "A dict keeps the order in which its keys were written, and that may be any.",
            "In the smallest case y is the first key.",
            "What is known of a when y is computed?",
        ),
        Mistake(
            "last_parent",
            "= instead of +=: the last parent alone counts",
            _swept(lambda pairs: pairs[-1][0] * pairs[-1][1] if pairs else 0.0),
            "All parents move the node, and small changes add up.",
            "With one parent each it agrees.",
            "Is there a = that should be +=?",
        ),
        Mistake(
            "first_parent",
            "the first parent alone counts",
            _swept(lambda pairs: pairs[0][0] * pairs[0][1] if pairs else 0.0),
            "All parents move the node, and small changes add up.",
            "With one parent each it agrees.",
            "Is there a return inside the loop?",
        ),
        Mistake(
            "multiplied",
            "what comes from the parents multiplied instead of added",
            _swept(_product),
            "Along a path slopes are multiplied; paths are added.",
            "With one parent each it agrees.",
            "Which of the two is +, and which is × ?",
        ),
        Mistake(
            "not_seeded",
            "0 for the leaf, and so 0 for all",
            _not_seeded,
            "The derivative of the leaf with respect to itself is 1.",
            "Everything is 0.",
            "What is dx/dx?",
        ),
        Mistake(
            "leaf_zero",
            "right for all nodes but the leaf itself, which gets 0",
            _seed_lost,
            "The derivative of the leaf with respect to itself is 1.",
            "One number is wrong.",
            "What is dx/dx?",
        ),
        Mistake(
            "children_only",
            "only nodes that are computed from the leaf directly",
            _children_only,
            "The push goes on, through all that is computed from them.",
            "For nodes further away it gives 0.",
            "What moves when a child of the leaf moves?",
        ),
        Mistake(
            "no_slopes",
            "the number of paths: the slopes aren't used",
            _swept(lambda pairs: float(sum(m for m, _ in pairs))),
            "Each arrow multiplies by its local slope.",
            "It agrees where all slopes are 1.",
            "Where does your function use `slopes`?",
        ),
    ),
    hints=(
        "Which derivative do you know at the beginning, and in which order can the others be found?",
        "Parents before children. A node moves by the sum, over its parents, of how much the parent moves times the local slope. A leaf that isn't the one asked for doesn't move.",
        "moved = {leaf: 1.0}; a function that looks a name up, or else computes the sum from its parents and remembers it; for all names.",
    ),
    symptoms=(
        (
            "a name is missing",
            "All nodes of the graph are asked for, also those that don't move.",
        ),
        ("KeyError", "Has the parent been computed already?"),
    ),
    another_way="With an order of all nodes it is a single loop, the mirror of reverse_sweep: there a node hands on, here it gathers.",
)
