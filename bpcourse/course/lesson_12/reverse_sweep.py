"""Lesson 12: the exercise `reverse_sweep`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bpcourse.course.model import Case, Exercise, Measured, Mistake, Rng

from .shared import GRAPH, both_ways, graphs, levels, order_of, table_judge, told
from .topological_order import topological_order


def reverse_sweep(parents, slopes, root):
    """{name: d root / d name} for all that `root` needs; for `root` itself 1.

    `parents` is a dict from each node's name to the list of names it is computed
    from, `slopes` from each name to its local derivatives, in the same order.
    """
    order = topological_order(parents, root)
    received = {name: 0.0 for name in order}
    received[root] = 1.0
    for name in reversed(order):
        for parent, slope in zip(parents[name], slopes[name]):
            received[parent] += received[name] * slope
    return received


def _cases(rng: Rng) -> Iterator[Case]:
    for graph, root, _ in graphs(rng):
        yield Case((*graph, root), show=told(graph, root))


def _measured(case: Case) -> Measured | None:
    parents, slopes, root = case.args
    order = order_of(parents, root)
    if len(order) > 20:
        return None
    slope_of = []
    for at in parents:
        moved = {}
        for name in order:
            pairs = zip(parents[name], slopes[name])
            moved[name] = sum(moved[p] * s for p, s in pairs) + (name == at)
        slope_of.append(float(moved[root]) if at in order else float("nan"))
    return Measured(
        "each node pushed by 1, and the push followed to the root", slope_of
    )


def _swept(order: Callable[..., Any], hand: Callable[..., None]) -> Callable[..., Any]:
    """A wrong version: an order, and how a node hands on to one parent."""

    def wrong(parents: Any, slopes: Any, root: Any) -> Any:
        received = {n: 0.0 for n in order_of(parents, root)}
        received[root] = 1.0
        for name in order(parents, root):
            for parent, slope in zip(parents[name], slopes[name]):
                hand(received, name, parent, slope)
        return received

    return wrong


def _back(parents: Any, root: Any) -> Any:
    return order_of(parents, root)[::-1]


def _add(received: Any, name: Any, parent: Any, slope: float) -> None:
    received[parent] += received[name] * slope


def _set(received: Any, name: Any, parent: Any, slope: float) -> None:
    received[parent] = received[name] * slope


def _multiply(received: Any, name: Any, parent: Any, slope: float) -> None:
    received[parent] = (received[parent] or 1.0) * received[name] * slope


def _add_slopes(received: Any, name: Any, parent: Any, slope: float) -> None:
    received[parent] += received[name] + slope


def _slope_alone(received: Any, name: Any, parent: Any, slope: float) -> None:
    received[parent] += slope


def _value_alone(received: Any, name: Any, parent: Any, slope: float) -> None:
    received[parent] += received[name]


def _largest(received: Any, name: Any, parent: Any, slope: float) -> None:
    received[parent] = max(received[parent], received[name] * slope, key=abs)


def _other_way(parents: Any, root: Any) -> Any:
    """The last parent first."""
    return topological_order({n: p[::-1] for n, p in parents.items()}, root)


def _by_name(parents: Any, slopes: Any, root: Any) -> Any:
    received = dict.fromkeys(order_of(parents, root), 0.0)
    received[root] = 1.0
    for name in _back(parents, root):
        for parent, slope in dict(zip(parents[name], slopes[name])).items():
            received[parent] += received[name] * slope
    return received


def _right(parents: Any, slopes: Any, root: Any) -> Any:
    return _swept(_back, _add)(parents, slopes, root)


def _seed(value: float) -> Callable[..., Any]:
    def wrong(parents: Any, slopes: Any, root: Any) -> Any:
        return {n: value * v for n, v in _right(parents, slopes, root).items()}

    return wrong


def _leaves(parents: Any, slopes: Any, root: Any) -> Any:
    return {n: v for n, v in _right(parents, slopes, root).items() if not parents[n]}


def _rootless(parents: Any, slopes: Any, root: Any) -> Any:
    return {n: v for n, v in _right(parents, slopes, root).items() if n != root}


def _as_given(parents: Any, root: Any) -> list[Any]:
    needed = order_of(parents, root)
    return [n for n in reversed(list(parents)) if n in needed]


TEST = f"""\
def test_reverse_sweep_1():
{GRAPH}    parents["unused"], slopes["unused"] = ["E"], [7.0]
    received = reverse_sweep(parents, slopes, "E")
    want = {{"E": 1.0, "a": -3.5, "b": -1.0, "w": -10.5, "x": -1.75}}
    assert {{name: float(received[name]) for name in want}} == want"""

EXERCISE = Exercise(
    title="Back through any graph",
    statement=(
        "Beside `parents` there is `slopes`: a dict from each node's name to the list of its local derivatives, one for each entry of "
        "`parents[name]`, in the same order. Write `reverse_sweep(parents, slopes, root)`: a dict from name to the derivative of `root` with respect to "
        "it, for all that `root` needs. For `root` itself it is 1. One sweep must do: each node is visited once. You may use your "
        "`topological_order`."
    ),
    reference=reverse_sweep,
    cases=_cases,
    own_test=TEST,
    judge=table_judge(lambda case: order_of(case.args[0], case.args[2])),
    measure=_measured,
    finish="table",
    needs=("topological_order",),
    taught="One sweep back",
    points=4,
    minutes=10,
    mistakes=tuple(
        both_ways(m)
        for m in (
            Mistake(
                "overwritten",
                "= instead of +=: of a shared node's paths only the last one counts",
                _swept(_back, _set),
                "A shared node receives from several children, and what it receives is added.",
                "Where every node has one child it agrees.",
                "How many arrows leave x?",
                also=(
                    _swept(
                        lambda parents, root: topological_order(parents, root)[::-1],
                        _set,
                    ),
                    _swept(lambda parents, root: _other_way(parents, root)[::-1], _set),
                ),
            ),
            Mistake(
                "levels",
                "level by level from the root: a node hands on before all its children have spoken",
                _swept(levels, _add),
                "A node may hand on only when everything that it will receive has arrived.",
                "In the smallest case a hands on to x before b has told a.",
                "Which children of a have already been visited when a hands on?",
            ),
            Mistake(
                "as_given",
                "the order of the dict, backwards",
                _swept(_as_given, _add),
                "The dict may be in any order.",
                "It works as long as the dict was written from leaves to root.",
                "Where does your function find its order?",
            ),
            Mistake(
                "not_reversed",
                "from the leaves to the root: the order isn't turned round",
                _swept(order_of, _add),
                "The root knows its derivative, 1, and the leaves know nothing yet.",
                "Only the root's own parents receive something.",
                "At which end do you know a derivative at the beginning?",
            ),
            Mistake(
                "by_name",
                "one slope for each name: a parent that stands twice counts once",
                _by_name,
                "dict(zip(parents, slopes)) keeps the last slope of a name.",
                "y = a · a has two slopes with respect to a.",
                "What becomes of the first of two equal keys?",
            ),
            Mistake(
                "zero_seed",
                "0 for the root, and so 0 for all",
                _seed(0.0),
                "The derivative of the root with respect to itself is 1.",
                "Everything is 0.",
                "What is dy/dy?",
            ),
            Mistake(
                "slopes_added",
                "along a path slopes are added instead of multiplied",
                _swept(_back, _add_slopes),
                "Along a path they are multiplied, paths are added.",
                "A slope of 0 on the way should silence all behind it.",
                "When a moves by d, by how much does y move, and b, and y through b?",
            ),
            Mistake(
                "paths_multiplied",
                "the paths multiplied instead of added",
                _swept(_back, _multiply),
                "Two small changes that happen at once add up.",
                "Where every node has one child it agrees.",
                "Which of the two is +, and which is × ?",
            ),
            Mistake(
                "slope_alone",
                "the local slope alone: what the child has received isn't used",
                _swept(_back, _slope_alone),
                "The local slope leads to the child. From there to the root it is what the child has received.",
                "It is right for the root's own parents.",
                "What is d root / d child?",
            ),
            Mistake(
                "no_slopes",
                "the number of paths: the slopes aren't used",
                _swept(_back, _value_alone),
                "Each arrow multiplies by its local slope.",
                "It agrees where all slopes are 1.",
                "Where does your function use `slopes`?",
            ),
            Mistake(
                "largest_path",
                "the strongest child alone",
                _swept(_back, _largest),
                "All children count.",
                "Where every node has one child it agrees.",
                "What becomes of what the other children say?",
            ),
            Mistake(
                "leaves_only",
                "the leaves only",
                _leaves,
                "What stands between is asked for too, and the root.",
                "The numbers that are there are right.",
                "Which names does the docstring ask for?",
            ),
            Mistake(
                "root_missing",
                "everything but the root",
                _rootless,
                "The root's own derivative, 1, is asked for.",
                "The numbers that are there are right.",
                "What is dy/dy?",
            ),
        )
    ),
    hints=(
        "Which derivative do you know at the beginning? And when may a node hand on what it has received: what must have happened before?",
        "Children before parents: your topological order, reversed. Each node hands to each of its parents what it has received, times the local slope. "
        "What a parent receives from several children is added.",
        "received = 0 for every name, 1 for the root; for each name in the reversed order, for parent and slope in zip(parents[name], slopes[name]): "
        "received[parent] += received[name] * slope.",
    ),
    symptoms=(
        (
            "right for chains only",
            "Where nodes are shared: do you add, or overwrite? And has everybody spoken?",
        ),
        ("a name is missing", "Begin with a 0 for every name of the order."),
        (
            "KeyError",
            "Begin with a 0 for every name of the order; += needs something to add to.",
        ),
    ),
    another_way="A function d(name) that sums slope times d(child) over the children, with a memory of what it has answered, does the same from the leaves' side.",
)
