"""Lesson 07: a network that learns to read digits, epoch by epoch, ready-made or live."""

from __future__ import annotations

import asyncio
from typing import Any

import ipywidgets as widgets

from bpcourse.drawing import Picture
from bpcourse.drawing import training as figures
from bpcourse.widgets.explorer import Explorer, Frames, choice, named, slider

from . import boundary as boundaries


def training(setting: str = "all", start: int = 6) -> Frames:
    """Step or play through a training run, in four settings, with three step sizes."""
    return Frames(
        figures.frames,
        figures.SIZE,
        label="picture",
        controls={
            "setting": choice("setting", named(figures.SETTINGS), setting),
            "eta": choice("step size η", figures.STEPS, 0.3),
        },
        start=start,
        interval=400,
        ahead=figures.train_all(),
    )


def boundary(
    units: int = 8,
    eta: float = 0.3,
    activation: str = "relu",
    start: int = 6,
    backward: boundaries.Backward | None = None,
) -> Frames:
    """Two moons: watch the decision boundary grow, step by step.

    backward: a function of (X, weights, biases, Y) for one hidden layer of ReLU and softmax
    with cross-entropy, `mine.relu_backward` say, whose gradients are then used; where it
    fails or differs from the course's, the words say so.
    """

    def frames(units: int, eta: float, activation: str = "relu") -> Any:
        given = (units, eta, activation)
        own = boundaries.begun(*given, backward) if backward else None
        return boundaries.film(own or boundaries.run(*given), *given)

    controls = {
        "units": choice("hidden units", boundaries.UNITS, units),
        "eta": choice("step size η", boundaries.STEPS, eta),
    }
    if backward is None:
        options = named(boundaries.ACTIVATIONS)
        controls["activation"] = choice("activation", options, activation)
    return Frames(
        frames,
        boundaries.SIZE,
        label="picture",
        controls=controls,
        start=start,
        interval=600,
        ahead=() if backward else boundaries.run_all(),
    )


def live(setting: str = "all", eta: float = 0.3) -> Explorer:
    """Train here and now: start, stop, change the step size on the way, go on."""
    run = _Run(setting)
    controls = {
        "eta": slider("step size η", eta, 0.02, 2.0, 0.02),
        "on": widgets.ToggleButton(value=False, description="train"),
    }
    run.explorer = Explorer(controls, run.draw, figures.SIZE)
    controls["on"].observe(run.switched, names="value")
    return run.explorer


class _Run:
    """A training run that can be stopped and resumed."""

    explorer: Explorer

    def __init__(self, setting: str) -> None:
        self.setting = setting
        self.task: asyncio.Task[None] | None = None
        self.turn = 0  # each start and each stop is another
        self._begin()

    def _begin(self) -> None:
        self.net = figures.network_for(self.setting)
        self.past: tuple[figures.Snapshot, ...] = (
            figures.look(self.net, self.setting),
        )

    @property
    def ended(self) -> bool:
        """Whether there are no more epochs."""
        return len(self.past) > figures.EPOCHS

    def draw(self, eta: float, on: bool) -> Picture:
        """The picture as it is now."""
        state = "Training. " if on else "Stopped. " if len(self.past) > 1 else ""
        return figures.draw(self.past, self.setting, eta, state)

    def switched(self, change: Any) -> None:
        """Train on, from the start after an end; without an event loop, one epoch."""
        change["owner"].description = "stop" if change["new"] else "train"
        with self.explorer.lock:
            self.turn += 1
            if not change["new"]:
                return
            if self.ended:
                self._begin()
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:
                self._epoch()
            else:
                self.task = loop.create_task(self._train(self.turn))

    async def _train(self, turn: int) -> None:
        while self._goes_on(turn):
            await asyncio.sleep(0.1)

    def _goes_on(self, turn: int) -> bool:
        """One more epoch, unless training was stopped or is at its end."""
        on = self.explorer.controls["on"]
        with self.explorer.lock:
            if self.turn != turn or not on.value:
                return False
            if self.ended:
                on.value = False
                return False
            self._epoch()
            return True

    def _epoch(self) -> None:
        """One more epoch, and its picture."""
        eta = self.explorer.values["eta"]
        figures.train_on(self.net, self.setting, eta, len(self.past) - 1)
        self.past = (*self.past, figures.look(self.net, self.setting))
        self.explorer.follow()
