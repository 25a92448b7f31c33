"""Pictures of a class: scores, lessons, exercises, mistakes. Numbers in, a `Picture` out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

import numpy as np

from bpcourse.checking.texts import OUTCOMES
from bpcourse.checking.verdict import FAILED, NOT_ATTEMPTED, PASSED
from bpcourse.drawing import svg
from bpcourse.drawing.palette import (
    FORWARD,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    INK,
    LIGHT,
    PAPER,
    SMALL,
    TARGET,
    tint,
)
from bpcourse.drawing.picture import Picture
from bpcourse.grading.texts import say

WIDTH = 760
BINS = 10
Row = tuple[str, int, int, int]  # name, passed, not yet, not attempted


def scores(shares: Sequence[float]) -> Picture:
    """How many learners have which share of the points (0 to 1 each)."""
    counts = np.bincount(
        [min(int(share * BINS), BINS - 1) for share in shares], minlength=BINS
    )
    middle = median(shares)
    title = say("scores")
    bins = ", ".join(
        say("score_bin", count=n, low=10 * i, high=10 * i + 10)
        for i, n in enumerate(counts)
        if n
    )
    told = {"title": title, "count": len(shares), "median": 100 * middle}
    alt = say("scores_alt", bins=bins, **told)
    left, bottom, wide, tall = 50.0, 240.0, 680.0, 150.0
    parts = [svg.text(20, 30, title, 15, bold=True)]
    top = max(int(counts.max()), 1)
    for i, count in enumerate(counts):
        high = tall * count / top
        x = left + wide * i / BINS
        if count:
            parts.append(svg.rect(x + 3, bottom - high, wide / BINS - 6, high, FORWARD))
            parts.append(
                svg.text(
                    x + wide / BINS / 2,
                    bottom - high - 6,
                    f"{count}",
                    SMALL,
                    INK,
                    "middle",
                )
            )
    parts.append(svg.line([(left, bottom), (left + wide, bottom)], GREY, 1))
    for i in range(0, BINS + 1, 2):
        x = left + wide * i / BINS
        parts.append(svg.text(x, bottom + 18, f"{10 * i}", SMALL, GREY, "middle"))
    parts.append(
        svg.text(left + wide, bottom + 38, say("percent_axis"), SMALL, GREY, "end")
    )
    at = left + wide * middle
    parts.append(svg.line([(at, 60), (at, bottom)], GRADIENT, 2, "6 4"))
    side = "end" if middle > 0.8 else "start"
    shift = -6 if middle > 0.8 else 6
    label = say("median_line", percent=100 * middle)
    parts.append(svg.text(at + shift, 66, label, SMALL, GRADIENT, side))
    return Picture(svg.card(WIDTH, 292, parts, title), alt)


def lessons(shares: Mapping[str, Sequence[float]]) -> Picture:
    """For each lesson a bar where learners stand, the middle half and the median."""
    left, wide, pitch = 230.0, 490.0, 46.0
    parts = [svg.text(20, 30, say("lessons"), 15, bold=True)]
    words = []
    bottom = 52 + pitch * len(shares)
    for mark in range(0, 101, 25):
        x = left + wide * mark / 100
        parts.append(svg.line([(x, 46), (x, bottom)], LIGHT, 0.8))
        parts.append(svg.text(x, bottom + 18, f"{mark}", SMALL, GREY, "middle"))
    for i, (name, values) in enumerate(shares.items()):
        y = 52 + pitch * (i + 0.5)
        low, mid, high = np.percentile(values, [25, 50, 75])
        band = max(wide * (high - low), 2.0)
        parts.append(svg.text(20, y + 4, name, 13, INK))
        parts.append(svg.rect(left + wide * low, y - 14, band, 28, tint(FORWARD, 0.25)))
        parts += _bars(values, left, wide, y)
        at = left + wide * mid
        parts.append(svg.line([(at, y - 16), (at, y + 16)], GRADIENT, 3))
        middle = {"low": 100 * low, "median": 100 * mid, "high": 100 * high}
        words.append(say("lesson_alt", name=name, count=len(values), **middle))
    axis = say("lessons_axis")
    parts.append(svg.text(left + wide, bottom + 38, axis, SMALL, GREY, "end"))
    card = svg.card(WIDTH, bottom + 50, parts, say("lessons"))
    return Picture(card, "; ".join(words) + ".")


def _bars(values: Sequence[float], left: float, wide: float, y: float) -> list[str]:
    """A bar for each score that occurs, as high as it is frequent."""
    seen = Counter(round(100 * value) for value in values)
    most = max(seen.values())
    return [
        svg.rect(left + wide * percent / 100 - 2.5, y - high / 2, 5, high, FORWARD)
        for percent, count in sorted(seen.items())
        for high in [4 + 26 * count / most]
    ]


def outcomes(rows: Sequence[Row]) -> Picture:
    """For each exercise how many passed, haven't yet, and didn't try."""
    left, wide, pitch = 270.0, 440.0, 26.0
    kinds = ((TARGET, PAPER), (HIGHLIGHT, INK), (LIGHT, INK))
    parts = [svg.text(20, 30, say("exercises"), 15, bold=True)]
    names = [OUTCOMES[id] for id in (PASSED, FAILED, NOT_ATTEMPTED)]
    for i, (fill, _) in enumerate(kinds):
        x = left + 120 * i
        parts.append(svg.rect(x, 18, 14, 14, fill))
        parts.append(svg.text(x + 20, 30, names[i], SMALL, INK))
    most = max((sum(r[1:]) for r in rows), default=1) or 1
    for k, (name, *counts) in enumerate(rows):
        y, x = 48 + pitch * k, left
        parts.append(svg.text(20, y + 14, name, SMALL, INK))
        for count, (fill, ink) in zip(counts, kinds):
            size = wide * count / most
            if count:
                parts.append(svg.rect(x, y, size, 19, fill, PAPER))
            if size >= 16:
                parts.append(
                    svg.text(
                        x + size / 2,
                        y + 14,
                        f"{count}",
                        SMALL,
                        _on(fill, ink),
                        "middle",
                    )
                )
            x += size
    alt = "; ".join(
        f"{name}: " + ", ".join(f"{n} {kind}" for n, kind in zip(counts, names))
        for name, *counts in rows
    )
    card = svg.card(WIDTH, 60 + pitch * len(rows), parts, say("exercises"))
    return Picture(card, alt + ".")


def _on(fill: str, ink: str) -> str:
    """Letters on a bar; white on the green one is too faint when small."""
    return INK if fill == TARGET else ink


def mistakes(rows: Sequence[tuple[str, str, int]]) -> Picture:
    """(exercise, what it looks like, how many learners), the most frequent first."""
    pitch, wide = 44.0, 660.0
    title = say("most_frequent")
    parts = [svg.text(20, 30, title, 15, bold=True)]
    most = max((n for _, _, n in rows), default=1)
    for k, (name, words, count) in enumerate(rows):
        y = 48 + pitch * k
        short = words if len(words) <= 78 else words[:77].rstrip() + "…"
        parts.append(svg.text(20, y + 12, f"{name}: {short}", SMALL, INK))
        size = wide * count / most
        parts.append(svg.rect(20, y + 18, size, 13, GRADIENT))
        parts.append(svg.text(26 + size, y + 29, f"{count}", SMALL, INK))
    alt = "; ".join(
        say("times", count=count, name=name, mistake=words)
        for name, words, count in rows
    )
    card = svg.card(WIDTH, 60 + pitch * len(rows), parts, title)
    return Picture(card, f"{title}: {alt}.")
