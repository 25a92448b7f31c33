"""How far the checks can be trusted: `python -m benchmarks.autograder`.

Over all exercises: planted mistakes that are refused (killed), known mistakes that are named
as themselves, wrong names, right answers that are refused on 200 seeds, and the time of one
check, of a right answer and of a wrong one with its diagnosis. Then the answers in many styles
that lie beside the tests, by people who knew the references; and, apart, the answers of
strangers, written from statements and signatures alone: those that the checks were improved on,
and those that were kept out until the last run. The tables are written to autograder.md.
"""

from __future__ import annotations

import datetime
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bpcourse.checking import Verdict, call_here, judge, judge_function
from bpcourse.course import Exercise, all_exercises, exercise

from .table import machine

TESTS = Path(__file__).parent.parent / "tests"
sys.path[:0] = [str(TESTS / "support"), str(TESTS)]  # the answers lie beside the tests

from strangers import Answer, strangers  # noqa: E402

PAGE = Path(__file__).with_name("autograder.md")

SEEDS = 200
GRADERS = 40  # seeds on which a right answer must pass as well
SLOW = 10  # seconds: an exercise that trains a network is tried on fewer seeds


def main() -> int:
    """Print the tables and write them; 1 when a figure falls short."""
    rows = [measure(exercise) for exercise in all_exercises().values()]
    parts = [
        ("Our own answers", [*catalogue(rows), *styles().items()]),
        *((title, figures_of(strangers(file))) for title, file in STRANGERS),
    ]
    page = f"{datetime.date.today()}, {machine()}. Made by `python -m benchmarks.autograder`.\n"
    page += "".join(section(title, table) for title, table in parts if table)
    page += f"\n{HOW}\n"
    PAGE.write_text(f"# How far the checks can be trusted\n\n{page}", encoding="utf-8")
    print(page, end="")
    faults = [fault for row in rows for fault in row["faults"]]
    print(*faults, sep="\n", file=sys.stderr)
    return int(bool(faults))


STRANGERS = (
    ("Strangers' answers, the checks improved on them", "development"),
    ("Strangers' answers, kept out until the last run", "held_out"),
)
HOW = (
    "Strangers' answers were written from statements and signatures alone, without the "
    "references, the known mistakes or the checks at hand (`tests/course/strangers`). A name "
    "fits where a person has read it beside the fault and found it true of the code."
)


def section(title: str, table: list[tuple[str, str]]) -> str:
    lines = ["", f"## {title}", "", "| figure | measured |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| {name} | {value} |" for name, value in table), ""])


def figures_of(some: list[Answer]) -> list[tuple[str, str]]:
    """What the judge makes of strangers' answers, on its own seed and on the graders'."""
    some = [a for a in some if a.exercise in all_exercises()]
    right = [a for a in some if a.label == "right"]
    wrong = [(a, judged(a)) for a in some if a.label == "wrong"]
    refused = [(a, v) for a, v in wrong if not v.passed]
    named = [(a, v) for a, v in refused if v.mistake]
    unread = sum(bool(a.read) and v.mistake not in a.read for a, v in named)
    misfits = sum(not a.read for a, v in named)
    held = [(a, s) for a in right for s in seeds_of(a)]
    accepted = sum(judged_by_calls(a, s).passed for a, s in held)
    return some and [
        (
            "right answers accepted",
            share(sum(judged(a).passed for a in right), len(right)),
        ),
        ("right answers accepted on graders' seeds", share(accepted, len(held))),
        ("wrong answers refused", share(len(refused), len(wrong))),
        ("wrong answers named", share(len(named), len(wrong))),
        ("of these, given a name that doesn't fit", share(misfits, len(named))),
        ("of these, with a name that nobody has read yet", str(unread)),
    ]


def seeds_of(answer: Answer) -> range:
    return range(1 if exercise(answer.exercise).seconds > SLOW else GRADERS)


def judged(answer: Answer) -> Verdict:
    return judge_function(answer.function(), exercise(answer.exercise))


def judged_by_calls(answer: Answer, seed: int) -> Verdict:
    """As a grader judges: by its calls, on a seed of the grader's."""
    return judge(call_here(answer.function()), exercise(answer.exercise), seed)


def catalogue(rows: list[dict]) -> list[tuple[str, str]]:
    """The figures of the exercises together."""
    known = sum(r["known"] for r in rows)
    times = [t for r in rows for t in r["times"]]
    return [
        ("exercises", str(len(rows))),
        ("known mistakes", str(known)),
        ("killed", share(sum(r["killed"] for r in rows), known)),
        ("named as themselves", share(sum(r["named"] for r in rows), known)),
        ("given a wrong name", str(sum(r["misnamed"] for r in rows))),
        (
            "right answers refused",
            f"{sum(r['refused'] for r in rows)} of {sum(r['tried'] for r in rows)}",
        ),
        ("median check, processor time", f"{1e3 * statistics.median(times):.1f} ms"),
        ("slowest check with diagnosis", f"{1e3 * max(times):.0f} ms"),
    ]


def styles() -> dict[str, str]:
    """What the judge makes of answers in many styles."""
    import answers

    right = [
        judge_function(a, exercise(n)) for n, some in answers.right() for a in some
    ]
    wrong = {
        (name, slip): judge_function(answer, exercise(name))
        for name, some in answers.wrong()
        for slip, answer in some
    }
    named = [(key, v.mistake) for key, v in wrong.items() if v.mistake]
    misfits = sum(not answers.fits(mistake, *key) for key, mistake in named)
    refused = sum(not verdict.passed for verdict in wrong.values())
    return {
        "right answers in other styles, refused": (
            f"{sum(not v.passed for v in right)} of {len(right)}"
        ),
        "wrong answers in many styles, refused": share(refused, len(wrong)),
        "wrong answers in many styles, named": share(len(named), len(wrong)),
        "of these, given a name that doesn't fit": str(misfits),
    }


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / max(1, whole):.0f} %)"


def measure(exercise: Exercise) -> dict:
    """The figures of one exercise."""
    slow = exercise.seconds > SLOW
    row = {
        "known": len(exercise.mistakes),
        "killed": 0,
        "named": 0,
        "misnamed": 0,
        "faults": [],
    }
    row["times"] = [] if slow else list(timed(exercise))
    for mistake in exercise.mistakes:
        verdict = judge_function(mistake.function, exercise)
        row["killed"] += not verdict.passed
        row["named"] += verdict.mistake == mistake.id
        row["misnamed"] += verdict.mistake not in (mistake.id, None)
        if verdict.passed or verdict.mistake != mistake.id:
            row["faults"].append(f"{exercise.name}.{mistake.id}: {verdict.mistake}")
    row["tried"] = 2 if slow else SEEDS
    seeds = range(row["tried"])
    row["refused"] = sum(
        not judge_function(exercise.reference, exercise, s).passed for s in seeds
    )
    return row


def timed(exercise: Exercise) -> Iterator[float]:
    """Processor seconds of one check: the right answer, then each known mistake.

    Processor time, as it doesn't depend on what else the machine does.
    """
    for function in (exercise.reference, *(m.function for m in exercise.mistakes)):
        runs = []
        for _ in range(3):
            start = time.process_time()
            judge_function(function, exercise)
            runs.append(time.process_time() - start)
        yield statistics.median(runs)


if __name__ == "__main__":
    sys.exit(main())
