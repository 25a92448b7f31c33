"""All figures in one table, printed and written to results.md: `python -m benchmarks`."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from . import grading, growth, layers, moments, steps, tape
from .contest import Candidate, Result, contest
from .table import NAMES, Row, busy, page, ratios, seconds

PEERS = ("gemms", "torch", "sklearn", "autograd")
STEP_TARGETS = {
    "tiny": {"torch": 0.12},
    "small": {"torch": 0.18},
    "medium": {"torch": 0.95, "gemms": 1.4},
    "deep": {"torch": 0.6},
    "large": {"torch": 1.15, "gemms": 1.1},
}
MOST_NORM, LONGEST_ROW = 1.5, 2.0  # times PyTorch's; seconds
GRAPH_TARGETS = {"torch": 1.0, "autograd": 0.35}
MOST_MEMORY = 1.7
MOST_BACKPROPS, MOST_ERROR = 200, 1e-14


def main() -> int:
    """Print the table and write it; 1 where a result was wrong."""
    start, load, rows = time.perf_counter(), busy(), []
    for part in PARTS:
        for row in part():
            print(row.line(), flush=True)
            rows.append(row)
    text = page(rows, time.perf_counter() - start, load)
    Path(__file__).with_name("results.md").write_text(text, encoding="utf-8")
    print("\n" + text)
    return int(any(row.wrong for row in rows))


@contextmanager
def alive(names: Iterable[str], threads: int = 1) -> Iterator[list[Candidate]]:
    """One process for each name, ended when the block is left."""
    with ExitStack() as stack:
        candidates = [Candidate(name, threads) for name in names]
        for candidate in candidates:
            stack.callback(candidate.close)
        yield candidates


def training_steps() -> Iterator[Row]:
    """Six networks, float64 and float32, with 1 and 2 threads."""
    for threads in (1, 2):
        with alive(("bpcourse", *PEERS), threads) as candidates:
            for dtype in ("float64", "float32"):
                for size in steps.SIZES:
                    rounds = 11 if threads == 1 else 7
                    yield step_row(candidates, size, dtype, threads, rounds)


def step_row(
    candidates: list[Candidate],
    size: str,
    dtype: str,
    threads: int,
    rounds: int = 11,
    budget: float = 0.03,
) -> Row:
    """One training step of one network against all peers."""
    sizes, batch = steps.SIZES[size]
    arguments = {"sizes": sizes, "batch": batch, "dtype": dtype, "threads": threads}
    result = contest(candidates, "steps", arguments, rounds, budget)
    must = STEP_TARGETS.get(size, {}) if (dtype, threads) == ("float64", 1) else {}
    shape = "32 × 64, 10" if size == "deep" else "-".join(map(str, sizes))
    name = (
        f"step, {shape}, batch {batch}, {dtype}, {threads} thread{'s'[: threads - 1]}"
    )
    return ratios(name, result, must, note="steps" if threads == 1 else "threads")


def digits() -> Iterator[Row]:
    """Training until 97 % of the held-out digits are right."""
    with alive(("bpcourse", "torch", "sklearn")) as candidates:
        result = contest(candidates, "digits", {}, rounds=21, budget=1e-4)
    must = {"sklearn": 0.4, "torch": 0.25}
    yield ratios("digits to 97 % held out", result, must, note="digits")


def later_lessons() -> Iterator[Row]:
    """Convolution, batch normalisation and the graph: lessons 10 to 12."""
    titles = {
        "convolution": ("step of a convolution net", {"torch": 1.0}),
        "batch norm": ("batch norm, forward and backward", {"torch": MOST_NORM}),
        "graph": ("graph of a 2-32-32-1 net, built and swept back", GRAPH_TARGETS),
    }
    for what, (title, must) in titles.items():
        task = "tape" if what == "graph" else "layers"
        yield ratios(title, against(task, what), must, note=task)
    yield row_of_nodes(against("tape", "row", rounds=5, budget=1e-4))


def against(task: str, what: str, rounds: int = 21, budget: float = 0.1) -> Result:
    """All candidates that have this task, in one contest."""
    names = {"layers": layers, "tape": tape}[task].TASKS[what][0]
    with alive(names) as candidates:
        return contest(candidates, task, {"what": what}, rounds, budget)


def row_of_nodes(result: Result) -> Row:
    """100,000 nodes in a row, for which the target is a time."""
    row = ratios(f"graph of {tape.ROW:,} nodes in a row", result, {}, note="tape")
    row.must = f"{LONGEST_ROW:g} s"
    row.met = None if row.wrong else result.median() <= LONGEST_ROW
    return row


def gradient_check() -> Iterator[Row]:
    """Cost in backprops, accuracy, and both for the usual ways."""
    names = ("backprop", "bpcourse", "direction", "loop", "torch")
    with alive(names) as candidates:
        result = contest(candidates, "gradients", {}, rounds=3)
    titles = {
        "bpcourse": "gradient check, δ by δ",
        "direction": "gradient check, one random direction",
        "loop": "gradient check, double loop",
        "torch": "gradient check, torch.autograd.gradcheck",
    }
    for name, title in titles.items():
        yield check_row(name, title, result)


def check_row(name: str, title: str, result: Result) -> Row:
    """One way to check the gradient, in backprops and in digits."""
    if name not in result.seconds:
        left_out = result.missing.get(name) or result.wrong.get(name, "")
        return Row(title, "–", left_out, wrong=name in result.wrong)
    pairs = zip(result.seconds[name], result.seconds["backprop"])
    backprops = sorted(a / b for a, b in pairs)[len(result.seconds[name]) // 2]
    error = result.facts[name].get("error")
    figure = f"{backprops:,.0f} backprops"
    figure += f", error {error:.0e}" if error is not None else ""
    if name != "bpcourse":
        return Row(title, seconds(result.median(name)), figure, note="check")
    met = backprops <= MOST_BACKPROPS and error <= MOST_ERROR
    must = f"{MOST_BACKPROPS} backprops, 1e-14"
    return Row(title, seconds(result.median(name)), figure, must, met, note="check")


def growing() -> Iterator[Row]:
    """Fitted times, and peak memory."""
    with alive(("bpcourse", "torch", "sklearn")) as candidates:
        for name in growth.SWEEPS:
            results = growth.sweep(candidates, name, rounds=7)
            fits = {
                c.name: growth.formula(name, [r.median(c.name) for r in results])
                for c in candidates
                if all(c.name in r.seconds for r in results)
            }
            ours = fits.pop("bpcourse", "–")
            others = "; ".join(f"{NAMES[peer]} {fit}" for peer, fit in fits.items())
            yield Row(f"growth with {name}, µs", ours, others, note="growth")
    for size in ("medium", "large", "deep"):
        share = growth.memory(*steps.SIZES[size])
        met = share <= MOST_MEMORY
        name = f"peak memory of a step, {size}"
        figure = f"{share:.2f} × floor"
        yield Row(name, figure, "", f"{MOST_MEMORY} × floor", met, note="memory")


def waiting() -> Iterator[Row]:
    """Imports, checks and explorers."""
    yield ratios("import of network and gradcheck", moments.imports(rounds=5), {})
    with alive(["bpcourse"]) as [ours]:
        found = ours.ask(prepare="moments", arguments={"what": "checks"})["facts"]
        slowest = (
            f"slowest of {found['exercises']} exercises {seconds(found['slowest'])}"
        )
        yield Row("one check with its diagnosis", seconds(found["median"]), slowest)
        found = ours.ask(prepare="moments", arguments={"what": "explorers"})["facts"]
    figure = found.pop("figure")
    for name, value in found.items():
        against = f"new matplotlib figure {value / figure:.3f}"
        yield Row(f"explorer frame, {name}", seconds(value), against, note="frame")


def classes() -> Iterator[Row]:
    """One submission beside nbgrader; classes of ten to a thousand."""
    yield from grading.rows()
    yield from grading.growth()


PARTS = (training_steps, digits, later_lessons, gradient_check)
PARTS += (growing, waiting, classes)

if __name__ == "__main__":
    sys.exit(main())
