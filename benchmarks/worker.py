"""The process of one candidate: a command a line on stdin, an answer a line on stdout."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any


class WrongResult(Exception):
    """A candidate that computes something else than the reference does."""


@dataclass
class Prepared:
    """Work that can be repeated, and what is known of its result."""

    work: Callable[[], Any]
    facts: dict[str, Any] = field(default_factory=dict)


def answers(name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A function that answers commands as the candidate of this name."""
    work: Callable[[], Any] = lambda: None

    def answer(command: dict[str, Any]) -> dict[str, Any]:
        nonlocal work
        if "run" in command:
            return timed(work, command["run"])
        try:
            module = import_module(f"benchmarks.{command['prepare']}")
            prepared = module.prepare(name, **command["arguments"])
        except ImportError as error:
            return {"missing": str(error)}
        except WrongResult as error:
            return {"wrong": str(error)}
        except Exception as error:  # a peer that changed its interface is a line too
            return {"wrong": f"fails with {type(error).__name__}: {error}"}
        work = prepared.work
        return {"facts": prepared.facts}

    return answer


def timed(work: Callable[[], Any], repeats: int) -> dict[str, float]:
    """Seconds of CPU and of the clock for all repeats."""
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(repeats):
        work()
    return {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}


def main(name: str) -> None:
    """Answer until stdin ends."""
    answer = answers(name)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
