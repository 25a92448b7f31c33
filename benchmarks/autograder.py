"""How far the checks can be trusted: `python -m benchmarks.autograder`.

Over all exercises: known mistakes, in all their forms, that are refused and named as
themselves, wrong names, right answers that are refused on graders' seeds, and the time of one
check, of a right answer and of a wrong one with its diagnosis. Then the answers in many
styles that lie beside the tests, by people who knew the references; and, apart, the answers of
strangers, written from statements and signatures alone, as they are judged today.

The work is cut into three small pieces an exercise (`pieces.py`), and two processes share
them: about ten minutes on two busy cores. Each piece is reported as it ends. With `--keep FILE`
it is also kept there, and another run with that file goes on where the last one ended. The
tables are written to autograder.md, below the figures of the runs in which strangers' answers
were new, and all of them as data to autograder.json, from which README takes its own.
"""

from __future__ import annotations

import argparse
import datetime
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from bpcourse.course import all_exercises
from bpcourse.files import write_whole

from .pieces import KINDS, SEEDS, SEEDS_OF_STYLES, Figures, piece
from .table import machine

PAGE = Path(__file__).with_name("autograder.md")
DATA = PAGE.with_suffix(".json")
FIRST_RUNS = Path(__file__).with_name("first_runs.md")
FIRST_FIGURES = FIRST_RUNS.with_suffix(".json")
WORKERS = 2
Table = dict[str, tuple[str, str]]  # {id: (figure, measured)}


def main() -> int:
    """Print the tables and write them; 1 when a figure falls short."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--keep", type=Path, help="file of the pieces that are done")
    found, times, faults = gathered(parser.parse_args().keep)
    tables = {
        "first_run": json.loads(FIRST_FIGURES.read_text(encoding="utf-8")),
        "ours": ours(found, times["ours"]),
        "strangers": theirs(found, times["strangers"]),
    }
    write_whole(DATA, json.dumps(tables, indent=1, ensure_ascii=False) + "\n")
    write_whole(PAGE, page(tables))
    print(page(tables), end="")
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
    longest_first = sorted(all_exercises().values(), key=lambda e: -e.seconds)
    every = [(kind, asked.name) for kind in KINDS for asked in longest_first]
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


# ---- the page


def page(tables: dict[str, Table]) -> str:
    """The report, with the first runs as they were written down then."""
    first = FIRST_RUNS.read_text(encoding="utf-8")
    parts = [
        "# How far the checks can be trusted\n",
        f"{datetime.date.today()}, {machine()}. Made by `python -m benchmarks.autograder`.\n",
        first.replace("{{ first_run }}", lines(tables["first_run"])),
        f"## Our own answers\n\n{lines(tables['ours'])}\n",
        f"## All strangers' answers today\n\n{lines(tables['strangers'])}\n",
    ]
    return "\n".join(parts)


def lines(table: Table) -> str:
    """A table in Markdown."""
    rows = [("figure", "measured"), ("---", "---"), *table.values()]
    return "\n".join(f"| {name} | {value} |" for name, value in rows)


def ours(found: Figures, times: list[float]) -> Table:
    wrong = found["styles wrong"]
    return {
        "exercises": ("exercises", str(found["exercises"])),
        "known": ("known mistakes", str(found["known"])),
        "forms": (
            "known mistakes in all their forms, refused and named as themselves",
            f"{found['forms named']} of {found['forms']}",
        ),
        "misnamed": (
            "known mistakes, given the name of another one",
            str(found["forms misnamed"]),
        ),
        "references": (
            f"reference answers, refused, on {SEEDS} graders' seeds each",
            f"{found['refused']} of {found['tried']}",
        ),
        "styles": (
            f"right answers in many styles, refused, on {SEEDS_OF_STYLES} graders' seeds each",
            f"{found['styles runs refused']} of {found['styles runs']}",
        ),
        "wrong_refused": (
            "wrong answers in many styles, refused",
            share(found["styles refused"], wrong),
        ),
        "wrong_named": (
            "wrong answers in many styles, named",
            share(found["styles named"], wrong),
        ),
        "misfits": (
            "of these, given a name that doesn't fit",
            str(found["styles misfits"]),
        ),
        **clock(times),
    }


def theirs(found: Figures, times: list[float]) -> Table:
    right, wrong = found["their right"], found["their wrong"]
    return {
        "right_refused": (
            "right answers, refused",
            f"{right - found['their accepted']} of {right}",
        ),
        "on_seeds": (
            f"the same on {SEEDS} graders' seeds",
            f"{found['their runs refused']} of {found['their runs']}",
        ),
        "wrong_refused": (
            "wrong answers, refused",
            share(found["their refused"], wrong),
        ),
        "wrong_named": ("wrong answers, named", share(found["their named"], wrong)),
        "misread": (
            "of these, with another name than was read beside the fault",
            str(found["their misread"]),
        ),
        **clock(times),
    }


def clock(times: list[float]) -> Table:
    over = sum(t > 0.1 for t in times)
    median, slowest = 1e3 * statistics.median(times), 1e3 * max(times)
    return {
        "median": ("median check, processor time", f"{median:.1f} ms"),
        "slowest": ("slowest check with diagnosis", f"{slowest:.0f} ms"),
        "above": ("checks above 100 ms", f"{over} of {len(times)}"),
    }


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / max(1, whole):.0f} %)"


if __name__ == "__main__":
    sys.exit(main())
