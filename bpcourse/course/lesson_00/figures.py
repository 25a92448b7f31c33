"""Pictures of lesson 00: one training step of two weights; the map of the course."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bpcourse.course import lesson
from bpcourse.drawing import svg
from bpcourse.drawing.palette import (
    FORWARD,
    GRADIENT,
    GREY,
    HIGHLIGHT,
    INK,
    PARAMETER,
    SMALL,
    TARGET,
    TITLE,
)
from bpcourse.drawing.picture import Picture, card

SIZE = (760, 300)
PLACES = {"x": 90.0, "h": 290.0, "o": 490.0, "E": 670.0}
LEVEL = 150.0


@dataclass(frozen=True)
class Tiny:
    """x → h = w1 x → o = w2 h → E = (o − t)² / 2, and all its slopes."""

    x: float = 2.0
    w1: float = 0.5
    w2: float = 3.0
    t: float = 1.0
    eta: float = 0.01

    @property
    def h(self) -> float:
        return self.w1 * self.x

    @property
    def o(self) -> float:
        return self.w2 * self.h

    @property
    def E(self) -> float:
        return 0.5 * (self.o - self.t) ** 2

    @property
    def slopes(self) -> dict[str, float]:
        """Of E, with respect to o, w2, h and w1: one product for each step back."""
        o = self.o - self.t
        h = o * self.w2
        return {"o": o, "w2": o * self.h, "h": h, "w1": h * self.x}

    def stepped(self) -> Tiny:
        """The same network after one step downhill."""
        s = self.slopes
        w1, w2 = self.w1 - self.eta * s["w1"], self.w2 - self.eta * s["w2"]
        return Tiny(self.x, w1, w2, self.t, self.eta)


def frames(net: Tiny | None = None) -> list[Picture]:
    """One training step as pictures with their words: forward, backward, new weights."""
    net = net or Tiny()
    s, new = net.slopes, net.stepped()
    n, slope = svg.number, "Backward: the slope of E with respect to"
    steps = [
        (
            "forward",
            1,
            0,
            f"Forward: h = w₁ x = {n(net.w1)} · {n(net.x)} = {n(net.h)}.",
        ),
        (
            "forward",
            2,
            0,
            f"Forward: o = w₂ h = {n(net.w2)} · {n(net.h)} = {n(net.o)}.",
        ),
        (
            "forward",
            3,
            0,
            f"The loss: E = (o − t)² / 2 = {n(net.E)}, for the target {n(net.t)}.",
        ),
        ("backward", 3, 1, f"{slope} o is o − t = {n(s['o'])}."),
        ("backward", 3, 2, f"{slope} w₂ is {n(s['o'])} · h = {n(s['w2'])}."),
        ("backward", 3, 3, f"{slope} h is {n(s['o'])} · w₂ = {n(s['h'])}."),
        ("backward", 3, 4, f"{slope} w₁ is {n(s['h'])} · x = {n(s['w1'])}."),
    ]
    made = [_draw(net, *step) for step in steps]
    words = (
        f"New weights: w₁ = {n(net.w1)} − {n(net.eta)} · {n(s['w1'])} = {n(new.w1)}, "
        f"w₂ = {n(net.w2)} − {n(net.eta)} · {n(s['w2'])} = {n(new.w2)}. "
        f"E falls from {n(net.E)} to {n(new.E)}."
    )
    return [*made, _draw(new, "new weights", 3, 0, words)]


def _draw(net: Tiny, stage: str, seen: int, back: int, words: str) -> Picture:
    values = {"x": net.x, "h": net.h, "o": net.o, "E": net.E}
    parts = [*_stages(stage), *_edges(net)]
    for i, (name, x) in enumerate(PLACES.items()):
        edge = GRADIENT if name == "E" else FORWARD
        parts.append(svg.node(x, LEVEL, name, 26, edge=edge, size=TITLE))
        if i <= seen:
            parts.append(
                svg.label(x, LEVEL - 40, svg.number(values[name]), colour=FORWARD)
            )
    shown = [("o", PLACES["o"]), ("w2", 390.0), ("h", PLACES["h"]), ("w1", 190.0)][
        :back
    ]
    for name, x in shown:
        slope = svg.number(net.slopes[name])
        parts.append(svg.label(x, LEVEL + 58, slope, colour=GRADIENT))
    if shown:
        parts.append(
            svg.text(670, LEVEL + 58, "slopes of E", TITLE, GRADIENT, "middle")
        )
    parts.append(svg.text(40, 280, words, TITLE, INK))
    return card(*SIZE, parts, words)


def _stages(now: str) -> list[str]:
    """The three stages above, the present one marked."""
    parts = []
    for i, name in enumerate(("forward", "backward", "new weights")):
        x, here = 40 + 230 * i, name == now
        edge = HIGHLIGHT if here else "none"
        parts.append(svg.rect(x, 18, 210, 30, edge=edge, edge_width=2.5, round_=4))
        ink = INK if here else GREY
        parts.append(svg.text(x + 10, 38, f"{i + 1} {name}", TITLE, ink, bold=here))
    return parts


def _edges(net: Tiny) -> list[str]:
    places = list(PLACES.values())
    parts = [
        svg.arrow((a + 28, LEVEL), (b - 28, LEVEL), GREY)
        for a, b in zip(places, places[1:])
    ]
    for x, words in (
        (190.0, f"w₁ = {svg.number(net.w1)}"),
        (390.0, f"w₂ = {svg.number(net.w2)}"),
    ):
        parts.append(svg.label(x, LEVEL - 14, words, colour=PARAMETER))
    words = f"t = {svg.number(net.t)}"
    return [*parts, svg.label(583, LEVEL - 14, words, colour=TARGET)]


def network(stage: str = "forward") -> Picture:
    """The network with its values, after the stage "forward" or "backward"."""
    all_frames = frames()
    shown = {"forward": all_frames[2], "backward": all_frames[6]}[stage]
    words = shown.alt
    if stage == "backward":
        words = " ".join(frame.alt for frame in all_frames[3:7])
    assert shown.svg is not None
    return Picture(
        shown.svg, f"A chain of four circles: x, h, o and the loss E. {words}"
    )


# ---- the map of the course

ROW_HEIGHT, BAR_WIDTH = 46.0, 110.0


def course_map(done: Any) -> Picture:
    """The lessons as stations, the question of each, and how much of it is passed.

    done: what `progress()` gives, with `lessons` and `next_lesson`.
    """
    parts, words = [], []
    last = 30 + ROW_HEIGHT * (len(done.lessons) - 1)
    parts.append(svg.line([(40, 30), (40, last)], GREY))
    for row, (number, passed, of) in enumerate(done.lessons):
        here = number == done.next_lesson
        parts += _station(30 + ROW_HEIGHT * row, number, passed, of, here)
        place = " (you are here)" if here else ""
        words.append(f"{number} {lesson(number).title}: {passed} of {of}{place}.")
    alt = f"The map of the course, with exercises passed. {' '.join(words)}"
    return Picture(svg.card(760, last + 32, parts, alt), alt)


def _station(y: float, number: str, passed: int, of: int, here: bool) -> list[str]:
    edge, share = (HIGHLIGHT if here else GREY), passed / of if of else 0.0
    bar = [
        svg.rect(590, y - 7, BAR_WIDTH, 14, edge=GREY, edge_width=1, round_=3),
        svg.text(712, y + 4, f"{passed}/{of}", SMALL, INK),
    ]
    if share:
        bar.insert(1, svg.rect(590, y - 7, BAR_WIDTH * share, 14, fill=INK, round_=3))
    told = "you are here: " if here else ""
    return [
        svg.node(40, y, number, 15, edge=edge, size=SMALL),
        svg.text(68, y - 3, lesson(number).title, TITLE, INK, bold=True),
        svg.text(
            68, y + 15, told + lesson(number).question, SMALL, INK if here else GREY
        ),
        *bar,
    ]
