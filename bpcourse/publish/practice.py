"""`bpcourse practice --class FILE`: the mistakes of a class as polls for the room, with slides.

FILE is the `details.csv` that `bpcourse grade` wrote, or the folder that holds it. A poll shows
a call, what came back and the measured value, and asks which of four mistakes it was; no
learner is named.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from pathlib import Path

from bpcourse.checking import judge_function
from bpcourse.checking.verdict import label
from bpcourse.course import Exercise, Mistake, Question, all_exercises
from bpcourse.course.questions import poll
from bpcourse.errors import Told
from bpcourse.files import write_whole

POLLS, NAMES = 8, 4
COUNTS = "yes"  # in details.csv: the file that a learner's grade comes from
EVIDENCE = ("called", "came_back", "measured", "should_be")
NEEDED = {"learner", "counts", "exercise", "mistake"}
TITLE = "# Practice: the mistakes of this class\n\n{}, the most frequent first."

Who = dict[tuple[str, str], set[str]]


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `bpcourse practice --class FILE`."""
    add = parser.add_argument
    add("--class", dest="file", type=Path, required=True, metavar="FILE")
    add("--out", type=Path, default=Path("slides"), metavar="DIR", help="where to")


def run(args: argparse.Namespace) -> int:
    """The command. Raises Told where there is nothing to ask."""
    polls = polls_of(who_did(args.file))
    if not polls:
        raise Told(f"{args.file} names no known mistake, so there is nothing to ask")
    page = args.out / "practice.html"
    write_whole(page, sheet(polls))
    print(f"{page}: {_counted(polls)}; open it in any browser")
    return 0


def who_did(file: Path) -> Who:
    """{(exercise, mistake): learners} of a class. Raises Told for another file."""
    path = file / "details.csv" if file.is_dir() else file
    try:
        with path.open(newline="", encoding="utf-8-sig") as text:
            rows = list(csv.DictReader(text))
    except (UnicodeDecodeError, csv.Error):
        rows = []
    if not rows or not set(rows[0]) >= NEEDED:
        raise Told(f"{path} isn't the details.csv that `bpcourse grade` writes")
    found: Who = defaultdict(set)
    for row in (r for r in rows if r["counts"] == COUNTS):
        known = all_exercises().get(row["exercise"])
        if known and row["mistake"] in {m.id for m in known.mistakes}:
            found[row["exercise"], row["mistake"]].add(row["learner"])
    return found


def polls_of(who: Who) -> list[Question]:
    """The most frequent mistakes as questions for the room."""
    often = sorted(who, key=lambda key: (-len(who[key]), key))[:POLLS]
    return [_poll(all_exercises()[name], id, who) for name, id in often]


def _poll(asked: Exercise, id: str, who: Who) -> Question:
    one = asked.mistake(id)
    verdict = judge_function(one.function, asked)
    shown = "\n".join(f"{label(i)}: {t}" for i, t in verdict.rows if i in EVIDENCE)
    count = len(who[asked.name, id])
    some = "One answer" if count == 1 else f"{count} answers"
    prompt = (
        f"**{some} to `{asked.name}` did this. What is wrong?**\n\n```\n{shown}\n```"
    )
    others = sorted(
        (m for m in asked.mistakes if m.id != id),
        key=lambda m: -len(who.get((asked.name, m.id), ())),
    )
    wrong = [_option(asked, m, one) for m in others[: NAMES - 1]]
    return poll(
        f"class-{asked.name}-{id}", prompt, f"{one.why} {one.see}", one.name, *wrong
    )


def _option(asked: Exercise, other: Mistake, one: Mistake) -> tuple[str, str, str]:
    return (
        other.name,
        f"That looks otherwise: {other.see}",
        f"{asked.name}.{other.id}",
    )


def sheet(polls: list[Question]) -> str:
    """The page of slides, complete in itself."""
    import nbformat

    from bpcourse.publish.slides.command import page_of

    title = nbformat.v4.new_markdown_cell(TITLE.format(_counted(polls)))
    return page_of(nbformat.v4.new_notebook(cells=[title]), polls)


def _counted(polls: list[Question]) -> str:
    return "1 poll" if len(polls) == 1 else f"{len(polls)} polls"
