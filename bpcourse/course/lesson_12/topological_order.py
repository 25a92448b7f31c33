"""Lesson 12: the exercise `topological_order`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bpcourse.course.model import Case, Exercise, Mistake, Problem, Rng

from .shared import graphs, levels, order_of, told, whole_order


def topological_order(parents, root):
    """Names of all that `root` needs, itself too, each once, parents before children.

    `parents` is a dict from each node's name to the list of names it is computed
    from; a name may stand there twice, and a leaf has an empty list.
    """
    order, seen = [], set()

    def visit(name):
        if name not in seen:
            seen.add(name)
            for parent in parents[name]:
                visit(parent)
            order.append(name)

    visit(root)
    return order


def _cases(rng: Rng) -> Iterator[Case]:
    for graph, root, _ in graphs(rng):
        yield Case((graph[0], root), show=told(graph, root))


def _judge(case: Case, want: Any, got: Any) -> Problem | None:
    parents, root = case.args
    names, needed = list(parents), order_of(parents, root)
    places = [int(g) for g in got]
    if any(not 0 <= g < len(names) for g in places):
        return Problem("something in the list is no name of the graph")
    order = [names[g] for g in places]
    doubled = [n for n in order if order.count(n) > 1]
    if doubled:
        return Problem(
            f"{doubled[0]!r} stands there {order.count(doubled[0])} times", "repeated"
        )
    missing = [n for n in needed if n not in order]
    if missing == [root]:
        return Problem(f"the root {root!r} itself is missing", "root_missing")
    if missing:
        return Problem(f"{missing[0]!r} is missing, which {root!r} needs")
    if len(order) > len(needed):
        extra = next(n for n in order if n not in needed)
        return Problem(f"{extra!r} is there, which {root!r} doesn't need", "unneeded")
    early = _early(parents, order)
    if early and not _early(parents, order[::-1]):
        return Problem(
            f"{early}; the whole list stands the other way round", "children_first"
        )
    return Problem(early) if early else None


def _early(parents: Any, order: list[Any]) -> str:
    """A sentence about a node that stands before one of its parents, "" where none does."""
    place = {name: k for k, name in enumerate(order)}
    for name in order:
        for parent in parents[name]:
            if place[parent] > place[name]:
                return f"{name!r} stands before {parent!r}, from which it is computed"
    return ""


def _as_given(parents, root):
    needed = set(order_of(parents, root))
    return [name for name in parents if name in needed]


def _preorder(parents: Any, root: Any) -> list[Any]:
    seen, stack = [], [root]
    while stack:
        name = stack.pop()
        if name not in seen:
            seen.append(name)
            stack += parents[name]
    return seen


def _first_met(parents: Any, root: Any) -> list[Any]:
    """Each name entered when a search in depth first meets it, first parents first."""
    seen: list[Any] = []
    stack = [root]
    while stack:
        name = stack.pop()
        if name not in seen:
            seen.append(name)
            stack += reversed(parents[name])
    return seen


def _every_path(parents: Any, root: Any) -> list[Any]:
    order: list[Any] = []
    stack = [(root, False)]
    while stack:
        name, done = stack.pop()
        if done:
            order.append(name)
        else:
            stack.append((name, True))
            stack += [(p, False) for p in reversed(parents[name])]
    return order


def _one_path(parents: Any, root: Any) -> list[Any]:
    path = [root]
    while parents[path[-1]]:
        path.append(parents[path[-1]][0])
    return path[::-1]


TEST = """\
def test_topological_order_1():
    parents = {"E": ["a", "b"], "a": ["w", "x"], "w": [], "x": [], "b": ["a", "a"]}
    parents["unused"] = ["E"]
    order = topological_order(parents, "E")
    assert sorted(order) == ["E", "a", "b", "w", "x"]
    assert all(order.index(p) < order.index(n) for n in order for p in parents[n])
    chain = {k: [k - 1] if k else [] for k in range(100)}
    assert list(topological_order(chain, 99)) == list(range(100))"""

EXERCISE = Exercise(
    title="Which order?",
    statement=(
        "A graph is data: `parents` is a dict from each node's name to the list of names that it is computed from. A name may stand "
        "twice in such a list ($x\\cdot x$), and a leaf, an input or a weight, has an empty one. Write `topological_order(parents, root)`: a list of "
        "all names that `root` needs, `root` among them, each once, so that every node stands *behind* all the nodes that it is "
        "computed from. Any such order is right. The dict may be in any order, and may hold nodes that `root` doesn't need."
    ),
    reference=topological_order,
    cases=_cases,
    own_test=TEST,
    judge=_judge,
    finish="names",
    taught="An order",
    points=3,
    minutes=10,
    mistakes=(
        Mistake(
            "children_first",
            "the whole list the other way round: children before parents",
            lambda parents, root: order_of(parents, root)[::-1],
            "A node is entered before what it is computed from.",
            "The root stands first.",
            "Which node can be computed first?",
        ),
        Mistake(
            "repeated",
            "a shared node entered once for each path to it",
            _every_path,
            "Without a memory of what has been visited, every path is followed to its end.",
            "In y = a · a the node a stands there twice.",
            "How do you know that a node has been here before?",
        ),
        Mistake(
            "unneeded",
            "all nodes of the graph, whether the root needs them or not",
            lambda parents, root: whole_order(parents),
            "The search should begin at the root.",
            "A node that is computed *from* the root is in the list.",
            "From which node do you begin?",
        ),
        Mistake(
            "root_missing",
            "everything but the root",
            lambda parents, root: order_of(parents, root)[:-1],
            "The root is a node as well, and the last one to be computed.",
            "For a leaf the list is empty.",
            "Who enters the root?",
        ),
        Mistake(
            "levels",
            "level by level from the root, then turned round (a breadth-first search)",
            lambda parents, root: levels(parents, root)[::-1],
            "A node can be the root's parent and its grandparent at once. Then it comes too early in the search.",
            "In the smallest case b needs a, and both are parents of y.",
            "May a node be entered as soon as it is first seen?",
        ),
        Mistake(
            "preorder",
            "the order of a depth-first search on the way down, turned round",
            lambda parents, root: _preorder(parents, root)[::-1],
            "A node must be entered when all its parents have been, on the way back up.",
            "A shared node that is met late on a long path comes too early.",
            "Is the node entered before its parents are visited, or after?",
            also=(lambda parents, root: _first_met(parents, root)[::-1],),
        ),
        Mistake(
            "as_given",
            "the order of the dict",
            _as_given,
            "A dict keeps the order in which its keys were written, and that may be any.",
            "In the smallest case y is the first key.",
            "What if the dict begins with the root?",
        ),
        Mistake(
            "alphabetical",
            "sorted by name",
            lambda parents, root: sorted(order_of(parents, root)),
            "Names say nothing about what is computed from what.",
            "n10 comes before n9.",
            "Where does your function use the lists of parents?",
        ),
        Mistake(
            "one_path",
            "one path only: the first parent of each",
            _one_path,
            "All parents are needed.",
            "Nodes are missing.",
            "What about the second parent?",
        ),
        Mistake(
            "leaves_only",
            "the leaves only",
            lambda parents, root: [
                n for n in order_of(parents, root) if not parents[n]
            ],
            "What is computed on the way is needed, too.",
            "The root is missing, and all between.",
            "Which nodes does the way back pass?",
        ),
        Mistake(
            "direct_parents",
            "the root and its own parents only",
            lambda parents, root: [*dict.fromkeys(parents[root]), root],
            "The parents have parents.",
            "Nodes are missing.",
            "What do the parents of the root need?",
        ),
        Mistake(
            "by_count",
            "sorted by the number of parents",
            lambda parents, root: sorted(
                order_of(parents, root), key=lambda n: len(parents[n])
            ),
            "Leaves come first, and of the others this says nothing.",
            "A node with one parent may need one with three.",
            "Which node is ready, once the leaves are there?",
        ),
    ),
    hints=(
        "When is a node ready to be entered? When all its parents have been. So let each node first see to its parents, and then enter itself.",
        "A function that calls itself, with a set of the names that have been visited: a name that is in it is done; otherwise visit each parent, "
        "then append the name.",
        "def visit(name): if name in seen, return; seen.add(name); visit every parent; order.append(name). Begin with visit(root).",
    ),
    symptoms=(
        (
            "a name comes twice",
            "Remember what has been visited, and ask before you visit.",
        ),
        (
            "right for small graphs only",
            "Do you enter a node before or after its parents?",
        ),
        (
            "recursion",
            "250 nodes in a row are within Python's limit of 1000 calls; is there a call that never ends?",
        ),
    ),
    another_way=(
        "Count for each node how many children wait for it, begin at the root, and release a node when the last of them has been taken (Kahn's way); turned "
        "round it is such an order too. A stack of your own instead of recursion takes graphs of any depth."
    ),
)
