"""`bpcourse grade`: from the arguments to the gradebook, the reports and a summary."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bpcourse.course import all_exercises
from bpcourse.grading.intake.collection import CannotCollect, Found, collect
from bpcourse.grading.reports.folder import write_reports
from bpcourse.grading.reports.marks import Marks, number

from .gradebook import Gradebook, GradebookError, secret_in, sentence
from .running import Line, Make, grade_all, in_processes, in_this_process, listing

FINE, HUMAN, UNUSABLE, STOPPED = 0, 1, 2, 130
SHOWN = 20  # files named in the summary; all of them stand in needs_a_human.csv


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `bpcourse grade`."""
    add = parser.add_argument
    add("submissions", nargs="+", type=Path, metavar="SUBMISSIONS")
    add("--out", type=Path, required=True, metavar="DIR", help="where results go")
    add("--jobs", type=int, default=1, metavar="N", help="processes (default: 1)")
    add("--time-limit", type=float, metavar="S", help="seconds for a cell")
    add("--lesson", action="append", default=[], metavar="NN", help="only this one")
    add("--canvas", type=Path, metavar="FILE", help="Canvas's export, to be filled in")
    add("--secret", type=Path, metavar="FILE", help="seeds from this file's text")
    add("--again", action="store_true", help="grade doubtful files once more")
    add("--scheduler", metavar="ADDRESS", help="a Dask cluster: tcp://…")


def run(args: argparse.Namespace) -> int:
    """The command `bpcourse grade`."""
    return grade(args)


def grade(args: argparse.Namespace, make: Make | None = None) -> int:
    """Run the command; returns its exit status. make: another maker of graders."""
    try:
        return _grade(args, make)
    except (CannotCollect, GradebookError) as fault:
        return _say(str(fault), UNUSABLE)
    except KeyboardInterrupt:
        text = "stopped; what was graded is kept. The same command goes on from there."
        return _say(text, STOPPED)
    except OSError as fault:
        return _say(f"{fault.filename or args.out}: {sentence(fault)}", UNUSABLE)


def _say(text: str, status: int) -> int:
    print(f"bpcourse grade: {text}", file=sys.stderr)
    return status


def _grade(args: argparse.Namespace, make: Make | None) -> int:
    _refuse_nonsense(args)
    found = collect(args.submissions, apart_from=args.out)
    if not found:
        raise CannotCollect("no notebook (.ipynb) is there")
    _make_folder(args.out, args.submissions)
    secret = secret_in(args.out, args.secret)
    with Gradebook(args.out / "gradebook.sqlite") as book:
        book.forget_doubtful(ours=True)
        if args.again:
            print(f"{_count(book.forget_doubtful(), 'file')} to be graded again")
        _run(args, found, book, make or _maker(secret, args.time_limit))
        marks = Marks(book.standings())
        notes = write_reports(marks, args.out, args.canvas)
    return _summary(marks, notes, args.out)


def _refuse_nonsense(args: argparse.Namespace) -> None:
    known = sorted({e.lesson for e in all_exercises().values()})
    args.lesson = [n.zfill(2) for n in args.lesson]
    if unknown := [n for n in args.lesson if n not in known]:
        raise CannotCollect(
            f"no lesson {', '.join(unknown)}; there are {known[0]} to {known[-1]}"
        )
    if args.jobs < 1:
        raise CannotCollect("--jobs: one at least")
    if args.time_limit is not None and not args.time_limit > 0:
        raise CannotCollect("--time-limit: more than 0 seconds")


def _make_folder(out: Path, submissions: list[Path]) -> None:
    """The folder of the outputs; never within the submissions, which are only read."""
    here = out.resolve()
    for path in submissions:
        inside = path.resolve()
        if path.is_dir() and (here == inside or inside in here.parents):
            raise CannotCollect(
                f"--out {out} lies in {path}, where nothing is written; name a folder elsewhere"
            )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        reason = sentence(fault)
        if isinstance(fault, (FileExistsError, NotADirectoryError)):
            reason = "a file stands where a folder is needed"
        raise GradebookError(f"{out}: {reason}") from None


def _maker(secret: str, time_limit: float | None) -> Make:
    from .grader import Grader

    return partial(Grader, secret.encode(), time_limit=time_limit)


def _run(
    args: argparse.Namespace, found: list[Found], book: Gradebook, make: Make
) -> None:
    listed = listing(found, args.lesson)
    if not listed:
        raise CannotCollect(f"no file of lesson {', '.join(args.lesson)} is there")
    book.expect([file for file, _ in listed])
    line = Line()
    crew = _crew(args, make, _Warnings(line))
    try:
        fresh, seconds = grade_all(book, [work for _, work in listed], crew, line)
    finally:
        line.close()
    before = len(listed) - fresh
    print(
        f"{_count(fresh, 'file')} graded in {seconds:.1f} s"
        + (f", {before} known from before" if before else "")
    )


def _crew(args: argparse.Namespace, make: Make, warn: Callable[[str], None]) -> Any:
    """What does the grading: this process, several, or a cluster."""
    if args.scheduler:
        from .cluster import on_cluster

        return partial(on_cluster, make=make, warn=warn, address=args.scheduler)
    if args.jobs > 1:
        return partial(in_processes, make=make, warn=warn, jobs=args.jobs)
    return partial(in_this_process, make=make, warn=warn)


class _Warnings:
    """Says each warning once, beside the progress line."""

    def __init__(self, line: Line) -> None:
        self.line, self.said = line, set[str]()

    def __call__(self, text: str) -> None:
        if text in self.said:
            return
        self.line.close()
        if not self.said:
            print(
                "Mind: on this system a submission isn't wholly contained.",
                file=sys.stderr,
            )
        self.said.add(text)
        print(f"  {text}", file=sys.stderr)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("s" if number != 1 else "")


def _summary(marks: Marks, notes: list[str], out: Path) -> int:
    possible = marks.total_possible
    totals = [marks.total(n) for n in marks.learners]
    mean = sum(totals) / len(totals) if totals else 0.0
    print(
        f"{_count(len(totals), 'learner')}, lessons {', '.join(marks.lessons) or 'none'}; "
        f"mean {number(mean)} of {number(possible)} points"
    )
    for note in notes:
        print(note)
    _print_doubtful(marks)
    print(f"Open {os.fspath(out / 'class_report.html')}")
    return HUMAN if marks.doubtful else FINE


def _print_doubtful(marks: Marks) -> None:
    if marks.set_aside:
        count = _count(len(marks.set_aside), "file")
        print(
            f"{count} set aside: of several for one lesson the one handed in last counts, "
            "and where that can't be told, the better one (needs_a_human.csv)"
        )
    if not marks.doubtful:
        return
    print(f"{_count(len(marks.doubtful), 'file')} for a human to look at:")
    for one in marks.doubtful[:SHOWN]:
        print(f"  {one.file.name}: {one.attention}")
    if len(marks.doubtful) > SHOWN:
        print(f"  and {len(marks.doubtful) - SHOWN} more, in needs_a_human.csv")
