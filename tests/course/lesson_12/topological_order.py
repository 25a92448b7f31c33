"""Answers to `topological_order` in many styles, right and wrong."""

from .shared import breadth, order


def nested(parents, root, seen=None):
    seen = set() if seen is None else seen
    if root in seen:
        return []
    seen.add(root)
    found = []
    for p in parents[root]:
        found += nested(parents, p, seen)
    return [*found, root]


def kahn(parents, root, count=set):
    """count: what of a node's parents is waited for; `list` counts one that stands twice."""
    needed = breadth(parents, root)
    waiting = {n: len(count(parents[n])) for n in needed}
    ready, found = [n for n in needed if not waiting[n]], []
    while ready:
        name = ready.pop()
        found.append(name)
        for child in needed:
            if name in parents[child]:
                waiting[child] -= 1
                if not waiting[child]:
                    ready.append(child)
    return found


def rounds(parents, root):
    needed, found = breadth(parents, root), []
    while len(found) < len(needed):
        found += [n for n in needed if n not in found and set(parents[n]) <= set(found)]
    return tuple(found)


def every_path(parents, root):
    found = []
    for p in parents[root]:
        found += every_path(parents, p)
    return [*found, root]


def kahn_by_places(parents, root):
    return kahn(parents, root, count=list)


def remembers(parents, root, seen=set()):  # noqa: B006
    if root in seen:
        return []
    seen.add(root)
    found = []
    for p in parents[root]:
        found.extend(remembers(parents, p, seen))
    return [*found, root]


def rootless(parents, root):
    return [n for n in order(parents, root) if n != root]


def pops(parents, root):
    found, stack = [], [root]
    while stack:
        if parents[stack[-1]]:
            p = parents[stack[-1]].pop()
            if p not in found:
                stack.append(p)
        else:
            name = stack.pop()
            if name not in found:
                found.append(name)
    return found


def everything(parents, root):
    found = []
    for n in parents:
        found += [m for m in order(parents, n) if m not in found]
    return found


RIGHT = [order, nested, kahn, rounds]

WRONG = [
    ("root first", lambda parents, root: order(parents, root)[::-1]),
    ("breadth first", lambda parents, root: breadth(parents, root)[::-1]),
    ("every path", every_path),
    ("everything", everything),
    ("without the root", rootless),
    ("places counted", kahn_by_places),
    ("remembers", remembers),
    (
        "the dict's order",
        lambda parents, root: [n for n in parents if n in breadth(parents, root)],
    ),
    ("sorted", lambda parents, root: sorted(order(parents, root))),
    ("a set", lambda parents, root: set(order(parents, root))),
    ("pops the parents", pops),
    (
        "leaves",
        lambda parents, root: [n for n in order(parents, root) if not parents[n]],
    ),
    (
        "places instead of names",
        lambda parents, root: list(range(len(order(parents, root)))),
    ),
    ("breadth first, not turned", breadth),
]
