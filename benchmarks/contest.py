"""Candidates in processes of their own, and interleaved rounds between them."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
POOLS = ("OPENBLAS", "OMP", "MKL", "BLIS", "VECLIB", "NUMEXPR")
OURS = "bpcourse"
PAUSE = 0.06  # seconds in which the last candidate's idle threads stop spinning


def pinned(threads: int) -> dict[str, str]:
    """The environment in which every numerical library uses this many threads."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    pools = {f"{name}_NUM_THREADS": str(threads) for name in POOLS}
    return {**os.environ, **pools, "PYTHONPATH": path}


class Candidate:
    """One process that prepares work, checks it, and repeats it on request."""

    def __init__(self, name: str, threads: int = 1) -> None:
        self.name, self.threads = name, threads
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "benchmarks.worker", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=pinned(threads),
            cwd=ROOT,
        )

    def ask(self, **command: Any) -> dict[str, Any]:
        """The answer to one command; RuntimeError when the process is gone."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.name} ended without an answer")
        return json.loads(answer)

    def seconds(self, repeats: int) -> float:
        """Seconds of one repeat: of CPU with one thread, else as the clock goes."""
        if self.threads > 1:
            time.sleep(PAUSE)
        answer = self.ask(run=repeats)
        return answer["cpu" if self.threads == 1 else "wall"] / repeats

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()


@dataclass
class Result:
    """What one contest measured: seconds by candidate and round, and who was left out."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)

    def median(self, name: str = OURS) -> float:
        """Seconds of one repeat, the median over the rounds."""
        return statistics.median(self.seconds[name])

    def ratio(self, peer: str) -> float | None:
        """The median over the rounds of our time ÷ the peer's; None without the peer."""
        if peer not in self.seconds or OURS not in self.seconds:
            return None
        pairs = zip(self.seconds[OURS], self.seconds[peer], strict=True)
        return statistics.median(ours / theirs for ours, theirs in pairs)


def contest(
    candidates: Iterable[Candidate],
    task: str,
    arguments: Mapping[str, Any],
    rounds: int = 11,
    budget: float = 0.03,
) -> Result:
    """Prepare a task in every candidate, check it there, and time it in turn.

    task: a module of `benchmarks` with `prepare(candidate, **arguments)`. budget: seconds
    a candidate works in one round. Who lacks a library or gives a wrong result isn't timed.
    """
    result, ready = Result(), []
    for candidate in candidates:
        answer = candidate.ask(prepare=task, arguments=dict(arguments))
        if "missing" in answer:
            result.missing[candidate.name] = answer["missing"]
        elif "wrong" in answer:
            result.wrong[candidate.name] = answer["wrong"]
        else:
            result.facts[candidate.name] = answer["facts"]
            ready.append(candidate)
    repeats = {c.name: max(1, round(budget / max(c.seconds(1), 1e-7))) for c in ready}
    repeats = {
        c.name: max(1, round(budget / max(c.seconds(min(9, repeats[c.name])), 1e-7)))
        for c in ready
    }
    result.seconds = {c.name: [] for c in ready}
    for turn in range(rounds):
        for candidate in ready[turn % len(ready) :] + ready[: turn % len(ready)]:
            seconds = candidate.seconds(repeats[candidate.name])
            result.seconds[candidate.name].append(seconds)
    return result
