"""The command `bpcourse`: lab, check, progress, doctor, grade, export, build, slides, site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from bpcourse import __version__


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit status. What goes wrong is a sentence."""
    argv = list(sys.argv[1:] if argv is None else argv)
    if argv[:1] == ["build"]:
        return _build(argv[1:])
    if argv[:1] == ["slides"]:
        return _slides(argv[1:])
    if argv[:1] == ["site"]:
        return _site(argv[1:])
    parser = _parser()
    args, more = parser.parse_known_args(argv)
    if more and args.command != "lab":
        parser.error(f"unknown: {' '.join(more)}")
    if args.command is None:
        parser.print_help()
        return 2
    return args.run(args, more)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bpcourse",
        description="Backpropagation by hand, by number and by picture.",
    )
    parser.add_argument(
        "--version", action="version", version=f"bpcourse {__version__}"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    lab = _command(commands, "lab", _lab, "open the course in JupyterLab")
    lab.add_argument(
        "--dir", type=Path, default=Path("bpcourse-workspace"), metavar="FOLDER"
    )
    lab.add_argument(
        "--port", type=int, help="a certain port (default: the first free one)"
    )
    lab.add_argument("--no-browser", action="store_true", help="print the address only")
    check = _command(
        commands, "check", _check, "check the functions in a .py or .ipynb file"
    )
    check.add_argument("file", type=Path)
    check.add_argument("names", nargs="*", metavar="FUNCTION", help="only these")
    progress = _command(commands, "progress", _progress, "show your progress")
    progress.add_argument("--export", type=Path, metavar="FILE", help="write it as CSV")
    _command(
        commands,
        "doctor",
        _doctor,
        "look for what could be wrong with the installation",
    )
    _grade_options(_command(commands, "grade", _grade, "grade a class"))
    export = _command(
        commands, "export", _export, "the exercises for another grading system"
    )
    export.add_argument("system", choices=["nbgrader", "gradescope"])
    export.add_argument("dir", type=Path, metavar="DIR", help="a new folder")
    _command(
        commands, "build", _build, "build the notebooks from sources/ (for maintainers)"
    )
    _command(commands, "slides", _slides, "slides of a lesson, in one offline file")
    _command(commands, "site", _site, "the course as a static web site")
    return parser


def _grade_options(grade: argparse.ArgumentParser) -> None:
    add = grade.add_argument
    add("submissions", nargs="+", type=Path, metavar="SUBMISSIONS")
    add("--out", type=Path, required=True, metavar="DIR", help="where results go")
    add("--jobs", type=int, default=1, metavar="N", help="processes (default: 1)")
    add("--time-limit", type=float, metavar="S", help="seconds for a cell")
    add("--lesson", action="append", default=[], metavar="NN", help="only this one")
    add("--canvas", type=Path, metavar="FILE", help="Canvas's export, to be filled in")
    add("--secret", type=Path, metavar="FILE", help="seeds from this file's text")
    add("--again", action="store_true", help="grade doubtful files once more")
    add("--scheduler", metavar="ADDRESS", help="a Dask cluster: tcp://…")


def _command(commands: Any, name: str, run: Any, words: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=words, description=f"{words[0].upper()}{words[1:]}."
    )
    parser.set_defaults(run=run)
    return parser


def _lab(args: argparse.Namespace, more: list[str]) -> int:
    from bpcourse.learner.lab import open_lab

    return open_lab(args.dir, args.port, not args.no_browser, more)


def _check(args: argparse.Namespace, _: list[str]) -> int:
    from bpcourse.learner.file import check_file

    return check_file(args.file, args.names)


def _progress(args: argparse.Namespace, _: list[str]) -> int:
    from bpcourse.learner import standing

    if args.export is None:
        print(standing.progress())
        return 0
    try:
        rows = standing.export(args.export)
    except OSError as fault:
        print(f"bpcourse progress: {args.export}: {fault.strerror}", file=sys.stderr)
        return 2
    print(f"{rows} attempts written to {args.export}")
    return 0


def _grade(args: argparse.Namespace, _: list[str]) -> int:
    from bpcourse.grading.command import grade

    return grade(args)


def _export(args: argparse.Namespace, _: list[str]) -> int:
    from bpcourse.grading.export import assignments as exporting

    try:
        if args.system == "nbgrader":
            sets = exporting.export_nbgrader(args.dir)
            print(f"{len(sets)} assignments in {args.dir}; its README.md says more")
        else:
            print(f"upload to Gradescope: {exporting.export_gradescope(args.dir)}")
    except exporting.ExportError as fault:
        print(f"bpcourse export: {fault}", file=sys.stderr)
        return 2
    return 0


def _doctor(*_: Any) -> int:
    from bpcourse.learner.doctor import examine

    report = examine()
    print(report)
    return 0 if report.healthy else 1


def _build(argv: list[str]) -> int:
    try:
        import jupytext  # noqa: F401
        import nbclient  # noqa: F401
    except ImportError as missing:
        print(
            f"bpcourse build needs {missing.name}, which isn't installed: "
            'pip install "bpcourse[build]"',
            file=sys.stderr,
        )
        return 2
    from bpcourse.publish.notebooks.command import main as build

    return build(argv)


def _slides(argv: list[str]) -> int:
    from bpcourse.publish.slides.command import main as slides

    return slides(argv)


def _site(argv: list[str]) -> int:
    from bpcourse.publish.site.command import main as site

    return site(argv)
