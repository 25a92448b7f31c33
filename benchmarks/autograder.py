"""How far the checks can be trusted: `python -m benchmarks.autograder`.

Over all exercises: planted mistakes that are refused (killed), known mistakes that are named
as themselves, wrong names, right answers that are refused on the graders' seeds, and the time of
one check, of a right answer and of a wrong one with its diagnosis. Then the answers in many
styles that lie beside the tests, by people who knew the references; and, apart, the answers of
strangers, written from statements and signatures alone, as they are judged today.

The work is cut into three small pieces an exercise, and two processes share the pieces: about
five minutes of processor time. Each piece is reported as it ends. With `--keep FILE` it is also
kept there, and another run with that file goes on where the last one ended. The tables are
written to autograder.md, below the figures of the runs in which strangers' answers were new.
"""

from __future__ import annotations

import argparse
import datetime
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from bpcourse.checking import Verdict, call_here, judge, judge_function
from bpcourse.course import Exercise, all_exercises, exercise

from .table import machine

TESTS = Path(__file__).parent.parent / "tests"
sys.path[:0] = [str(TESTS / "support"), str(TESTS)]  # the answers lie beside the tests

import answers  # noqa: E402
from strangers import Answer, strangers  # noqa: E402

PAGE = Path(__file__).with_name("autograder.md")
FIRST_RUNS = Path(__file__).with_name("first_runs.md")
SEEDS = 40  # the graders': a right answer must pass on each
SLOW = (
    10  # seconds: an exercise that trains a network is tried on one seed, and not timed
)
WORKERS = 2
STRANGERS = (
    "development",
    "held_out",
    "second_run",
    "slips_in_python",
    "third_run",
)
Figures = Counter[str]


def main() -> int:
    """Print the tables and write them; 1 when a figure falls short."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--keep", type=Path, help="file of the pieces that are done")
    found, times, faults = gathered(parser.parse_args().keep)
    page = f"{datetime.date.today()}, {machine()}. Made by `python -m benchmarks.autograder`.\n"
    page += f"\n{FIRST_RUNS.read_text(encoding='utf-8')}"
    page += section("Our own answers", ours(found, times["ours"]))
    page += section("All strangers' answers today", theirs(found, times["strangers"]))
    PAGE.write_text(f"# How far the checks can be trusted\n\n{page}", encoding="utf-8")
    print(page, end="")
    print(*faults, sep="\n", file=sys.stderr)
    return int(bool(faults))


def gathered(keep: Path | None) -> tuple[Figures, dict[str, list[float]], list[str]]:
    """The figures of all pieces together, the times of single checks, and what falls short."""
    found: Figures = Counter()
    times: dict[str, list[float]] = {"ours": [], "strangers": []}
    faults: list[str] = []
    for kind, figures, seconds, wrong in pieces(keep):
        found += Counter(figures)
        times["strangers" if kind == "strangers" else "ours"] += seconds
        faults += wrong
    return found, times, faults


def pieces(keep: Path | None) -> Iterator[tuple[str, dict, list[float], list[str]]]:
    """Every piece as it ends, those first that an earlier run has kept."""
    rows = keep.read_text("utf-8").splitlines() if keep and keep.exists() else []
    done = {tuple(row[:2]): row[2:] for row in map(json.loads, rows)}
    yield from ((kind, *rest) for (kind, _), rest in done.items())
    every = [(kind, name) for name in all_exercises() for kind in KINDS]
    start = time.perf_counter()
    with ProcessPoolExecutor(WORKERS) as pool:
        waiting = {pool.submit(piece, *one): one for one in every if one not in done}
        for count, ended in enumerate(as_completed(waiting), 1):
            kind, name = waiting[ended]
            row = [kind, name, *ended.result()]
            if keep:
                with keep.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row) + "\n")
            passed = time.perf_counter() - start
            told = f"{count} of {len(waiting)}, {passed:.0f} s: {name} ({kind})"
            print(told, file=sys.stderr, flush=True)
            yield kind, *row[2:]


def piece(kind: str, name: str) -> tuple[Figures, list[float], list[str]]:
    """One exercise's part: figures, processor seconds of single checks, what falls short."""
    return KINDS[kind](exercise(name))


# ---- the pieces


def catalogue(asked: Exercise) -> tuple[Figures, list[float], list[str]]:
    """The reference on the graders' seeds, and the known mistakes."""
    found, faults = Counter(exercises=1, known=len(asked.mistakes)), []
    seeds = range(1 if asked.seconds > SLOW else SEEDS)
    found["tried"] = len(seeds)
    found["refused"] = sum(
        not judge(call_here(asked.reference), asked, seed).passed for seed in seeds
    )
    times = list(timed(lambda: judge_function(asked.reference, asked), asked))
    for mistake in asked.mistakes:
        verdict = judge_function(mistake.function, asked)
        found["killed"] += not verdict.passed
        found["named"] += verdict.mistake == mistake.id
        found["misnamed"] += verdict.mistake not in (mistake.id, None)
        if verdict.passed or verdict.mistake != mistake.id:
            faults.append(f"{asked.name}.{mistake.id}: {verdict.mistake}")
        times += timed(lambda m=mistake: judge_function(m.function, asked), asked)
    return found, times, faults


def styles(asked: Exercise) -> tuple[Figures, list[float], list[str]]:
    """The answers in many styles that lie beside the tests."""
    module = answers.module(asked.name)
    found: Figures = Counter()
    for answer in module.RIGHT:
        found["styles right"] += 1
        found["styles right refused"] += not judge_function(answer, asked).passed
    for slip, answer in module.WRONG:
        verdict = judge_function(answer, asked)
        found["styles wrong"] += 1
        found["styles refused"] += not verdict.passed
        found["styles named"] += bool(verdict.mistake)
        fits = answers.fits(verdict.mistake, asked.name, slip)
        found["styles misfits"] += bool(verdict.mistake) and not fits
    return found, [], []


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
    call = call_here(answer.function())
    passed = sum(judge(call, asked, seed).passed for seed in seeds)
    return Counter({"their runs": len(seeds), "their runs accepted": passed})


def of_wrong(answer: Answer, verdict: Verdict) -> Figures:
    """Refused, named, and whether a person has read this name beside this fault."""
    named = verdict.mistake is not None
    read = verdict.mistake in answer.read
    return Counter(
        {
            "their refused": not verdict.passed,
            "their named": named,
            "their unread": named and not read,
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


# ---- the page


def ours(found: Figures, times: list[float]) -> list[tuple[str, str]]:
    right, wrong = found["styles right"], found["styles wrong"]
    return [
        ("exercises", str(found["exercises"])),
        ("known mistakes", str(found["known"])),
        ("killed", share(found["killed"], found["known"])),
        ("named as themselves", share(found["named"], found["known"])),
        ("given a wrong name", str(found["misnamed"])),
        (
            f"right answers refused, on {SEEDS} seeds each",
            f"{found['refused']} of {found['tried']}",
        ),
        (
            "right answers in other styles, refused",
            f"{found['styles right refused']} of {right}",
        ),
        (
            "wrong answers in many styles, refused",
            share(found["styles refused"], wrong),
        ),
        ("wrong answers in many styles, named", share(found["styles named"], wrong)),
        ("of these, given a name that doesn't fit", str(found["styles misfits"])),
        *clock(times),
    ]


def theirs(found: Figures, times: list[float]) -> list[tuple[str, str]]:
    right, wrong = found["their right"], found["their wrong"]
    runs, accepted = found["their runs"], found["their runs accepted"]
    return [
        ("right answers refused", f"{right - found['their accepted']} of {right}"),
        (f"the same on {SEEDS} graders' seeds", f"{runs - accepted} of {runs}"),
        ("wrong answers refused", share(found["their refused"], wrong)),
        ("wrong answers named", share(found["their named"], wrong)),
        ("of these, with a name that isn't in the record", str(found["their unread"])),
        *clock(times),
    ]


def clock(times: list[float]) -> list[tuple[str, str]]:
    over = sum(t > 0.1 for t in times)
    return [
        ("median check, processor time", f"{1e3 * statistics.median(times):.1f} ms"),
        ("slowest check with diagnosis", f"{1e3 * max(times):.0f} ms"),
        ("checks above 100 ms", f"{over} of {len(times)}"),
    ]


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / max(1, whole):.0f} %)"


def section(title: str, table: list[tuple[str, str]]) -> str:
    lines = ["", f"## {title}", "", "| figure | measured |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| {name} | {value} |" for name, value in table), ""])


if __name__ == "__main__":
    sys.exit(main())
