"""The command `bpcourse`: one line per command, whose module has `add(parser)` and `run(args)`."""

from __future__ import annotations

import argparse
import signal
import sys
from importlib import import_module
from typing import Any

from bpcourse import __version__
from bpcourse.console import never_fails
from bpcourse.errors import Told, brings
from bpcourse.files import reason

COMMANDS = {
    "lab": ("learner.lab", "open the course in JupyterLab"),
    "check": ("learner.file", "check the functions in a .py or .ipynb file"),
    "progress": ("learner.standing", "show your progress"),
    "practice": ("learner.practice.command", "ten minutes of what you may forget"),
    "doctor": ("learner.doctor", "look for what could be wrong with the installation"),
    "grade": ("grading.command", "grade a class"),
    "export nbgrader": ("grading.export.assignments", "a course for nbgrader"),
    "export gradescope": ("grading.export.assignments", "an autograder for Gradescope"),
    "export mine": ("learner.package", "your own pieces as a package"),
    "new lesson": ("publish.new", "the skeleton of a lesson (for maintainers)"),
    "new exercise": ("publish.new", "the skeleton of an exercise (for maintainers)"),
    "try": (
        "publish.trying",
        "say what an exercise or a lesson still lacks (for maintainers)",
    ),
    "build": (
        "publish.notebooks.command",
        "build the notebooks from sources/ (for maintainers)",
    ),
    "slides": ("publish.slides.command", "slides of a lesson, in one offline file"),
    "site": ("publish.site.command", "the course as a static web site"),
}
WITH = {("practice", "--class"): "publish.practice"}  # another room, by an option
GROUPS = {
    "export": "the exercises for another system, or your own pieces",
    "new": "begin a lesson or an exercise (for maintainers)",
}
STOPPED = 130  # the status of what Ctrl-C ends
BROUGHT_BY = {"jupytext": "build", "nbclient": "build"}  # tools, by extra


def command() -> int:
    """The command in a process of its own: Ctrl-C is a sentence and a status."""
    try:
        status = main()
    except KeyboardInterrupt:
        print("bpcourse: stopped", file=sys.stderr)
        status = STOPPED
    if status == STOPPED and hasattr(signal, "pthread_sigmask"):
        # where SIGINT came while a text was executed, Python would end itself by SIGINT
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    return status


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit status. What goes wrong is a sentence."""
    never_fails()
    argv = list(sys.argv[1:] if argv is None else argv)
    parser = _parser(argv)
    args, more = parser.parse_known_args(argv)
    if args.command is None:
        parser.print_help()
        return 2
    module = _module(args.command, argv)
    if more and not getattr(module, "PASSES_ON", False):
        parser.error(f"unknown: {' '.join(more)}")
    args.more = more
    try:
        return module.run(args)
    except Told as fault:
        return _say(args.command, str(fault))
    except ImportError as missing:
        return _say(args.command, _tool(missing))
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        return _say(args.command, where + reason(fault))


def _say(command: str, sentence: str) -> int:
    print(f"bpcourse {command}: {sentence}", file=sys.stderr)
    return 2


def _tool(missing: ImportError) -> str:
    """What brings a tool that only some commands need; any other fault is the course's own."""
    if missing.name not in BROUGHT_BY:
        raise missing
    extra = brings(BROUGHT_BY[missing.name])
    return f"needs {missing.name}, which isn't installed: {extra}"


def _module(command: str, argv: list[str]) -> Any:
    words = [word.partition("=")[0] for word in argv]
    other = next((m for (c, w), m in WITH.items() if c == command and w in words), None)
    return import_module(f"bpcourse.{other or COMMANDS[command][0]}")


def _parser(argv: list[str]) -> argparse.ArgumentParser:
    """All commands by name; the arguments of the one that is called."""
    parser = argparse.ArgumentParser(
        prog="bpcourse",
        description="Backpropagation by hand, by number and by picture.",
    )
    parser.add_argument(
        "--version", action="version", version=f"bpcourse {__version__}"
    )
    parser.set_defaults(command=None)
    top = parser.add_subparsers(metavar="COMMAND")
    places: dict[str, Any] = {}
    for command, (_, words) in COMMANDS.items():
        *group, name = command.split()
        if group and group[0] not in places:
            inner = top.add_parser(group[0], help=GROUPS[group[0]])
            places[group[0]] = inner.add_subparsers(metavar="WHAT", required=True)
        place = places[group[0]] if group else top
        said = f"{words[0].upper()}{words[1:]}."
        one = place.add_parser(name, help=words, description=said)
        one.set_defaults(command=command)
        if argv[: len(group) + 1] == [*group, name]:
            _module(command, argv).add(one)
    return parser
