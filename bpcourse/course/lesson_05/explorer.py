"""Lesson 05: step through a forward and a backward pass, of any small network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bpcourse.drawing import flow, flow_frames
from bpcourse.widgets.explorer import Frames, choice, named


def delta_flow(
    net: Any = None,
    X: Any = None,
    T: Any = None,
    start: int = 0,
    backward: Callable[..., Any] | None = None,
) -> Frames:
    """The δ-flow through a network, and with a mistake switched on.

    net: None for document 3's network; a `Network`; or anything with lists `weights` and
    `biases` of sigmoid layers, up to 6 layers of 8 units. X, T: the first row is shown.
    backward: a function of (X, weights, biases, T) whose numbers are shown, and marked where
    they are wrong; ValueError where its result has other shapes.
    """
    record = flow.record(net, X, T)
    own = flow.handed_in(record, backward) if backward else None
    ids = [flow.HANDED_IN] * bool(own) + flow.mistakes(record)
    options = named({id: flow.WORDS[id] for id in ids})
    return Frames(
        lambda mistake: flow_frames.frames(record, mistake=mistake, own=own),
        flow_frames.size(record),
        label="step",
        controls={"mistake": choice("break it", options, ids[0])},
        start=start,
    )
