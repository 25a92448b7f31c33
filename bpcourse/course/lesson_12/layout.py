"""Where the nodes of a small graph stand, so that no arrow runs through a node or its words."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

Point = tuple[float, float]
Parents = Mapping[str, Sequence[str]]

LEFT, RIGHT = 58.0, 682.0
SLOTS = [98.0 + 26 * k for k in range(10)]  # heights at which a node may stand
APART, CLEAR = 100.0, 31.0
WORDS = ((-42.0, -22.0), (25.0, 45.0))  # above and below a node: its value, its slope
HALF = 34.0  # of their width
BLOCKED, TOUCHED, CROSSED = 100.0, 30.0, 6.0


def places(parents: Parents) -> dict[str, Point]:
    """Each node at its longest way from a leaf, at the height where arrows run freely.

    Heights are searched one node at a time, from a few starts; the same graph always
    gives the same picture.
    """
    return dict(_searched(tuple((name, tuple(made)) for name, made in parents.items())))


@lru_cache(maxsize=64)
def _searched(graph: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, Point]:
    parents = dict(graph)
    columns, draw = _columns(parents), random.Random(0)
    best = _settled(parents, {n: (x, SLOTS[4]) for n, x in columns.items()})
    for _ in range(2):
        if _cost(parents, best) < BLOCKED:
            break
        start = {n: (x, draw.choice(SLOTS)) for n, x in columns.items()}
        found = _settled(parents, start)
        best = min(best, found, key=lambda at: _cost(parents, at))
    return best


def _columns(parents: Parents) -> dict[str, float]:
    """How far to the right: one column per step; leaves stand just before their use."""
    depth: dict[str, int] = {}
    for name, made in parents.items():
        depth[name] = 1 + max((depth[p] for p in made), default=-1)
    for name in [n for n, made in parents.items() if not made]:
        uses = [depth[n] - 1 for n, made in parents.items() if name in made]
        depth[name] = min(uses, default=0)
    deepest = max(depth.values()) or 1
    return {n: LEFT + (RIGHT - LEFT) * d / deepest for n, d in depth.items()}


def _settled(parents: Parents, at: dict[str, Point]) -> dict[str, Point]:
    """Move one node after the other to its best height, until none wants to move."""
    for _ in range(6):
        before = dict(at)
        for name, (x, _) in before.items():
            tried = [{**at, name: (x, y)} for y in SLOTS]
            at = min(tried, key=lambda found: _share(parents, found, name))
        if at == before:
            break
    return at


def _arrows(parents: Parents) -> Iterator[tuple[str, str]]:
    for child, made in parents.items():
        yield from ((parent, child) for parent in dict.fromkeys(made))


def _cost(parents: Parents, at: Mapping[str, Point]) -> float:
    return sum(_share(parents, at, name) for name in parents)


def _share(parents: Parents, at: Mapping[str, Point], name: str) -> float:
    """What one node and its arrows cost: blocked ways, crossings, long ways."""
    arrows = list(_arrows(parents))
    total, (x, y) = abs(at[name][1] - SLOTS[4]) / 400, at[name]
    for other, (a, b) in at.items():
        if other != name and a == x:
            total += 4 * max(0.0, APART - abs(b - y))
    for arrow in arrows:
        if name not in arrow:
            total += _clash(at, *arrow, name)
            continue
        total += math.dist(at[arrow[0]], at[arrow[1]]) / 200
        total += sum(_clash(at, *arrow, node) for node in parents)
        for other in arrows:
            if not set(other) & set(arrow):
                ends = (*arrow, *other)
                total += CROSSED * _cross(*(at[end] for end in ends))
    return total


def _clash(at: Mapping[str, Point], parent: str, child: str, node: str) -> float:
    """What it costs that an arrow comes near a node; 0 where it doesn't."""
    start, end, (x, y) = at[parent], at[child], at[node]
    if not start[0] - HALF < x < end[0] + HALF:
        return 0.0
    own = node in (parent, child)
    if not own and _distance((x, y), start, end) < CLEAR:
        return BLOCKED
    for top, bottom in WORDS:
        sides = (x - HALF, y + top, x + HALF, y + bottom)
        if _meets(start, end, sides):
            return TOUCHED
    return 0.0


def _distance(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy or 1.0)
    along = min(1.0, max(0.0, along))
    return math.dist(p, (a[0] + along * dx, a[1] + along * dy))


def _meets(a: Point, b: Point, sides: tuple[float, float, float, float]) -> bool:
    """Whether the line from a to b meets a box, (left, top, right, bottom)."""
    enter, leave = 0.0, 1.0
    for axis in (0, 1):
        step, low, high = b[axis] - a[axis], sides[axis], sides[axis + 2]
        if step == 0.0:
            if not low <= a[axis] <= high:
                return False
            continue
        first, last = sorted(((low - a[axis]) / step, (high - a[axis]) / step))
        enter, leave = max(enter, first), min(leave, last)
    return enter < leave


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
