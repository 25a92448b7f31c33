"""The rows of the table, and the page around them."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from .contest import OURS, Result

NAMES = {
    "gemms": "bare products",
    "torch": "PyTorch",
    "sklearn": "scikit-learn",
    "autograd": "autograd",
    "numpy": "NumPy alone",
    "layer": "our layer",
}
DISTRIBUTIONS = ("numpy", "torch", "scikit-learn", "autograd", "nbgrader")
NOTES = {
    "steps": "Forward, backward and update of a ReLU network with softmax and "
    "cross-entropy; weights equal to the reference's after three steps. PyTorch is eager, "
    "with `torch.optim.SGD`; scikit-learn is its `_backprop` with a plain update; the bare "
    "products are the matrix products of forward and backward pass alone, into memory that "
    "is there.",
    "threads": "With 2 threads on 2 cores, a thread that another program keeps from its "
    "core makes all of its library's threads wait, and the clock counts it. Where the "
    "machine wasn't idle these rows say little: compare only those whose ratios come back.",
    "digits": "64-64-10, ReLU, batches of 32, each library's own first weights. The rate, "
    "1.0, is the fastest of 0.1, 0.3, 0.5 and 1.0 for each peer. The ratio holds both the "
    "time of an epoch and how many it takes.",
    "layers": "float64, 1 thread. The net: 8 kernels of 3 × 3, 16 of 3 × 3 with stride 2, a "
    "dense layer of 10, ReLU between them, 32 pictures of 12 × 12; forward, backward and "
    "update, parameters equal to a loop's after three steps. PyTorch has its pictures as "
    "(N, C, H, W). Batch norm: 256 × 128; the lesson's two functions keep nothing between "
    "them, our layer and PyTorch's keep what the way back needs.",
    "tape": "float64, 1 thread. The net is written once, and each library builds its graph "
    "anew in every repeat: tanh, half squared error, 64 points. In the row each node is the "
    "one before plus 1.",
    "check": "64-64-32-10, tanh, batch 32, 6,570 parameters; the error is the norm-wise "
    "distance from a backward pass in long doubles. A random direction answers only yes or "
    "no to a claimed gradient.",
    "growth": "Least squares, each point weighted by its own size, 64 inputs, batch 64 and "
    "width 64 where they aren't varied.",
    "memory": "The floor is the parameters, their gradient, the batch, and one activation "
    "a layer.",
    "grading": "The same notebooks of problem set 03, `bpcourse grade` against "
    "`nbgrader autograde`: the time of one more submission, by the clock, from a command on "
    "many less one on few. Each third is wrong and gets a diagnosis. With one job it is a "
    "process against a process; a class is graded with as many jobs as there are cores, for "
    "which nbgrader has no option.",
    "class": "Problem set 03, one process, from the command to the last report; memory is "
    "what all its processes hold at once, shared pages counted once.",
    "frame": "In the kernel, from the moved control to the new picture; the way to the "
    "browser comes on top. Where the pictures step in the browser, a step costs the kernel "
    "next to nothing, and the time is that of all pictures made anew by another choice, "
    "where there is one.",
}


@dataclass
class Row:
    """One line: what was measured, our figure, the others', what must be reached."""

    name: str
    ours: str
    against: str
    must: str = ""
    met: bool | None = None
    note: str = ""
    wrong: bool = False
    missing: tuple[str, ...] = ()

    def line(self) -> str:
        """The row in Markdown."""
        reached = {None: "", True: "yes", False: "no"}[self.met]
        cells = (self.name, self.ours, self.against, self.must, reached)
        return f"| {' | '.join(cells)} |"


def seconds(value: float) -> str:
    """Three figures in the unit that fits."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size or unit == "µs":
            return f"{value / size:.3g} {unit}"
    raise AssertionError


def ratios(name: str, result: Result, must: Mapping[str, float], note: str = "") -> Row:
    """Our time and the median ratio to every peer that was there and right."""
    found = {peer: result.ratio(peer) for peer in result.seconds if peer != OURS}
    cells = [f"{NAMES[p]} {r:.2f}" for p, r in found.items() if r is not None]
    cells += [
        f"{NAMES[p]} left out: {why}" for p, why in result.wrong.items() if p != OURS
    ]
    reached = [found[p] <= most for p, most in must.items() if found.get(p) is not None]
    return Row(
        name,
        seconds(result.median()) if OURS in result.seconds else result.wrong[OURS],
        ", ".join(cells),
        ", ".join(f"{NAMES[p]} {most}" for p, most in must.items()),
        all(reached) if reached else None,
        note,
        OURS in result.wrong,
        tuple(result.missing),
    )


def page(rows: Iterable[Row], took: float, load: str = "") -> str:
    """The table with its date, machine and notes."""
    rows = list(rows)
    used = dict.fromkeys(row.note for row in rows if row.note)
    missing = dict.fromkeys(peer for row in rows for peer in row.missing)
    return "\n".join(
        [
            "# Measured, side by side",
            "",
            f"{datetime.date.today()}, {machine()}. Made by `python -m benchmarks` in "
            f"{took / 60:.1f} minutes{load}.",
            "",
            "Ratios are our time ÷ the other's: below 1, we are faster. They are medians "
            "of ratios taken within interleaved rounds, one process per candidate, of CPU "
            "time with 1 thread and of the clock with 2. They hold on a machine that is "
            "doing other things too; the absolute times don't.",
            "",
            "| measured | bpcourse | ÷ others | must reach | reached |",
            "| --- | --- | --- | --- | --- |",
            *(row.line() for row in rows),
            "",
            "Notes",
            "",
            *(f"- {NOTES[name]}" for name in used),
            *(
                f"- {NAMES.get(peer, peer)} isn't installed; `bpcourse[bench]` brings it."
                for peer in missing
            ),
            "",
        ]
    )


def busy() -> str:
    """How busy the machine was before the start, where the system says so."""
    if not hasattr(os, "getloadavg"):
        return ""
    return f"; {os.getloadavg()[0]:.1f} other processes were running when it began"


def machine() -> str:
    """Kind of machine and versions, nothing that tells one machine from another."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    return ", ".join(
        [
            f"{cores or os.cpu_count()} cores",
            platform.system(),
            f"Python {platform.python_version()}",
            *(f"{name} {found}" for name in DISTRIBUTIONS if (found := _version(name))),
        ]
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
