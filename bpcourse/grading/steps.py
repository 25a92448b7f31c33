"""The steps of `bpcourse grade`: collect, grade what is new, write the reports, sum up."""

from __future__ import annotations

import argparse
import contextlib
import linecache
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bpcourse.course import all_lessons
from bpcourse.errors import Told
from bpcourse.files import reason
from bpcourse.grading.intake.collection import Found, collect, nothing_there
from bpcourse.grading.intake.entries import shown
from bpcourse.grading.intake.roster import Roster, read_roster
from bpcourse.grading.reports.canvas import read_canvas
from bpcourse.grading.reports.folder import Extras, write_reports
from bpcourse.grading.reports.marks import Marks, lessons_set

from .gradebook import Gradebook
from .interrupts import Interrupts, quiet_interrupts
from .jobs import in_processes
from .memory import give_back
from .progress_line import Line
from .rules import Rules, init, rules_in
from .running import Make, Work, grade_all, in_this_process, listing
from .secret import secret_in
from .summary import changes, refuse, summary, told
from .texts import counted, say

FINE, HUMAN, UNUSABLE, STOPPED = 0, 1, 2, 130
LONGEST = 86_400.0  # seconds: a day is no limit, and timers know no more


def run(args: argparse.Namespace, make: Make | None = None) -> int:
    """Run the command; returns its exit status. make: another maker of graders."""
    with quiet_interrupts() as interrupts:
        try:
            return _grade(args, make, interrupts)
        except Told as fault:
            return refuse(str(fault), UNUSABLE)
        except KeyboardInterrupt:
            interrupts.hold()
            return refuse(say("stopped"), STOPPED)
        except OSError as fault:
            place = fault.filename2 or fault.filename or args.out
            return refuse(f"{place}: {reason(fault)}", UNUSABLE)


def _grade(args: argparse.Namespace, make: Make | None, interrupts: Interrupts) -> int:
    _refuse_nonsense(args)
    if args.init:
        return _init(args.out)
    give_back()  # before a large class is listed
    roster = read_roster(args.roster) if args.roster else None
    exported = read_canvas(args.canvas, args.canvas_column) if args.canvas else None
    found = collect(args.submissions, args.out, roster, args.learner)
    if nothing_there(found) and not args.remove:
        raise Told(say("no_notebook"))
    _make_folder(args.out, args.submissions)
    rules, secret = rules_in(args.out), secret_in(args.out, args.secret)
    with _private(), Gradebook(args.out / "gradebook.sqlite") as book:
        _take_out(book, args.remove)
        works = _list(args, found, book)
        if exported:  # a class takes long enough to come back with the right name
            lessons = lessons_set(book.files(), rules, book.asked())
            for text in exported.without_column(lessons):
                print(text)
        gaps = _run(args, works, book, make or _maker(secret, args))
        after = _marks(book, rules, roster)
        notes = [*changes(book.told(), after), *_not_counted(after)]
        with interrupts.held():  # half of the reports would be no reports
            extras = Extras(exported, roster, gaps)
            notes += write_reports(after, args.out, extras)
            book.tell((*key, p) for key, p in told(after).items())
    return summary(after, notes, args.out, gaps)


def _init(out: Path) -> int:
    made = init(out)
    for path in made:
        print(say("written", path=path))
    if not made:
        print(say("nothing_written", out=out))
    return FINE


def _refuse_nonsense(args: argparse.Namespace) -> None:
    known = list(all_lessons())
    args.lesson = [n.zfill(2) for n in args.lesson]
    if not args.submissions and not args.init and not args.remove:
        raise Told(say("name_files"))
    if unknown := [n for n in args.lesson if n not in known]:
        names = ", ".join(unknown)
        raise Told(say("no_lesson", names=names, first=known[0], last=known[-1]))
    if args.jobs < 1:
        raise Told(say("one_job"))
    if args.time_limit is not None and not 0 < args.time_limit <= LONGEST:
        raise Told(say("time_limit", most=LONGEST))
    if args.canvas_column and not args.canvas:
        raise Told(say("name_export"))


def _make_folder(out: Path, submissions: list[Path]) -> None:
    """The folder of the outputs; never within the submissions, which are only read."""
    here = out.resolve()
    for path in submissions:
        inside = path.resolve()
        if path.is_dir() and (here == inside or inside in here.parents):
            raise Told(say("out_inside", out=out, path=path))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Told(f"{out}: {reason(fault)}") from None


@contextlib.contextmanager
def _private() -> Iterator[None]:
    """What is made in the block is for this user alone."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _maker(secret: str, args: argparse.Namespace) -> Make:
    from .grader import Grader

    return partial(
        Grader,
        secret.encode(),
        time_limit=args.time_limit,
        uncontained=args.uncontained,
    )


def _marks(book: Gradebook, rules: Rules, roster: Roster | None) -> Marks:
    people = [p.name for p in roster.people] if roster else []
    return Marks(book.standings(), rules, book.asked(), people)


def _take_out(book: Gradebook, names: Sequence[str]) -> None:
    for name in names:
        gone = book.remove(name)
        if not gone:
            raise Told(say("nobody_called", name=name))
        print(counted("taken_out", len(gone), name=name))


def _not_counted(marks: Marks) -> list[str]:
    """Sentences on lessons that were handed in and aren't counted."""
    lessons = ", ".join(marks.not_asked)
    return [say("few_handed_in", lessons=lessons)] if lessons else []


def _list(args: argparse.Namespace, found: list[Found], book: Gradebook) -> list[Work]:
    """Enter every file in the gradebook's list; what there is to grade of them."""
    listed = listing(found, args.lesson)
    found.clear()  # of a large class many megabytes
    if not listed and args.lesson:
        raise Told(say("no_file_of", names=", ".join(args.lesson)))
    book.forget_needing_human(ours=True)
    if args.again:
        print(counted("once_more", book.forget_needing_human()))
    book.ask(args.lesson)
    roots = [shown(path.as_posix()) for path in args.submissions]
    for gone in book.expect([file for file, _ in listed], [] if args.lesson else roots):
        print(say("gone", name=gone.name))
    return [work for _, work in listed]


def _run(
    args: argparse.Namespace, works: list[Work], book: Gradebook, make: Make
) -> Sequence[str]:
    """Grade what isn't graded yet; what submissions weren't kept from, ever."""
    works.sort(key=lambda work: work.found.lessons)  # graders remember the last lessons
    linecache.clearcache()  # the texts of all exercises, read for their versions
    line, total = Line(), len(works)
    warnings = _Warnings(line)
    try:
        fresh, seconds = grade_all(book, works, _crew(args, make, warnings), line)
    finally:
        line.close()
        gaps = book.uncontained(warnings.said)
    known = total - fresh
    tail = say("known_before", known=known) if known else ""
    print(counted("graded_in", fresh, seconds=seconds) + tail)
    return gaps


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
        self.line, self.said = line, list[str]()

    def __call__(self, text: str) -> None:
        if text in self.said:
            return
        self.line.close()
        if not self.said:
            print(say("warning"), file=sys.stderr)
        self.said.append(text)
        print(f"  {text}", file=sys.stderr)
