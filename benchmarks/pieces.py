"""What is measured of one exercise's checks, in pieces that processes can share.

A piece gives figures, the processor seconds of single checks, and what falls short.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from bpcourse.checking import Verdict, call_here, judge, judge_function
from bpcourse.course import Exercise, exercise

TESTS = Path(__file__).parent.parent / "tests"
sys.path[:0] = [str(TESTS / "support"), str(TESTS)]  # the answers lie beside the tests

import answers  # noqa: E402
from strangers import Answer, strangers  # noqa: E402

SEEDS = 40  # the graders': a right answer must pass on each
SEEDS_OF_STYLES = 2
SLOW = (
    10  # seconds: an exercise that trains a network is tried on one seed, and not timed
)
STRANGERS = (
    "development",
    "held_out",
    "second_run",
    "slips_in_python",
    "third_run",
)
Figures = Counter[str]


def piece(kind: str, name: str) -> tuple[Figures, list[float], list[str]]:
    """One exercise's part: figures, processor seconds of single checks, what falls short."""
    return KINDS[kind](exercise(name))


def catalogue(asked: Exercise) -> tuple[Figures, list[float], list[str]]:
    """The reference on the graders' seeds, and the known mistakes in all their forms."""
    found, faults = Counter(exercises=1, known=len(asked.mistakes)), []
    seeds = range(1 if asked.seconds > SLOW else SEEDS)
    found["tried"] = len(seeds)
    found["refused"] = refusals(asked.reference, asked, seeds)
    times = list(timed(lambda: judge_function(asked.reference, asked), asked))
    for mistake in asked.mistakes:
        for form in (mistake.function, *mistake.also):
            verdict = judge_function(form, asked)
            itself = not verdict.passed and verdict.mistake == mistake.id
            found["forms"] += 1
            found["forms named"] += itself
            found["forms misnamed"] += verdict.mistake not in (mistake.id, None)
            if not itself:
                faults.append(f"{asked.name}.{mistake.id}: {verdict.mistake}")
        times += timed(lambda m=mistake: judge_function(m.function, asked), asked)
    return found, times, faults


def styles(asked: Exercise) -> tuple[Figures, list[float], list[str]]:
    """The answers in many styles that lie beside the tests."""
    module, seeds = answers.module(asked.name), range(SEEDS_OF_STYLES)
    found: Figures = Counter()
    faults = []
    for number, answer in enumerate(module.RIGHT):
        refused = refusals(answer, asked, seeds)
        found["styles runs"] += len(seeds)
        found["styles runs refused"] += refused
        if refused:
            faults.append(f"{asked.name}, right answer {number}: refused")
    for slip, answer in module.WRONG:
        verdict = judge_function(answer, asked)
        found["styles wrong"] += 1
        found["styles refused"] += not verdict.passed
        found["styles named"] += bool(verdict.mistake)
        fits = answers.fits(verdict.mistake, asked.name, slip)
        found["styles misfits"] += bool(verdict.mistake) and not fits
    return found, [], faults


def refusals(answer: Callable[..., object], asked: Exercise, seeds: range) -> int:
    """On how many of these seeds a grader refuses an answer, by its calls alone."""
    call = call_here(answer)
    return sum(not judge(call, asked, seed).passed for seed in seeds)


def foreign(asked: Exercise) -> tuple[Figures, list[float], list[str]]:
    """The strangers' answers to an exercise, on the check's own seed and on the graders'."""
    found, times, faults = Counter(), [], []
    some = [a for file in STRANGERS for a in strangers(file)]
    for answer in (a for a in some if a.exercise == asked.name):
        verdict = judge_function(answer.function(), asked)
        found[f"their {answer.label}"] += 1
        if verdict.passed == (answer.label == "wrong"):
            faults.append(f"{asked.name}, {answer.label}: {answer.fault}\n{verdict}")
        if answer.label == "right":
            found["their accepted"] += verdict.passed
            found += on_seeds(answer, asked)
            continue
        found += of_wrong(answer, verdict)
        function = answer.function()
        times += timed(lambda f=function: judge_function(f, asked), asked)
    return found, times, faults


KINDS = {"catalogue": catalogue, "styles": styles, "strangers": foreign}


def on_seeds(answer: Answer, asked: Exercise) -> Figures:
    """As a grader judges: by its calls, on the graders' seeds."""
    seeds = range(1 if asked.seconds > SLOW else SEEDS)
    refused = refusals(answer.function(), asked, seeds)
    return Counter({"their runs": len(seeds), "their runs refused": refused})


def of_wrong(answer: Answer, verdict: Verdict) -> Figures:
    """Refused, named, and whether by another name than a person has read beside this fault."""
    named = verdict.mistake is not None
    other = bool(answer.read) and verdict.mistake not in answer.read
    return Counter(
        {
            "their refused": not verdict.passed,
            "their named": named,
            "their misread": named and other,
        }
    )


def timed(check: Callable[[], object], asked: Exercise) -> Iterator[float]:
    """The least processor seconds of three checks: what else the machine does adds to them."""
    if asked.seconds > SLOW:
        return
    runs = []
    for _ in range(3):
        start = time.process_time()
        check()
        runs.append(time.process_time() - start)
    yield min(runs)
