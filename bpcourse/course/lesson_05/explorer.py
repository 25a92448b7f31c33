"""Lesson 05: step through a forward and a backward pass, of any small network."""

from __future__ import annotations

from typing import Any

from bpcourse.drawing import flow, flow_frames
from bpcourse.widgets.explorer import Frames, choice


def delta_flow(net: Any = None, X: Any = None, T: Any = None, start: int = 0) -> Frames:
    """The δ-flow through a network, and with a mistake switched on.

    net: None for document 3's network; a `Network`; or anything with lists `weights` and
    `biases` of sigmoid layers, up to 6 layers of 8 units. X, T: the first row is shown.
    """
    record = flow.record(net, X, T)
    options = flow.mistakes(record)
    return Frames(
        lambda mistake: flow_frames.frames(record, mistake=mistake),
        flow_frames.size(record),
        label="step",
        controls={"mistake": choice("break it", options, options[0])},
        start=start,
    )
