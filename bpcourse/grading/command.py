"""`bpcourse grade`: its options, and what it runs. Nothing is loaded before it is asked for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add(parser: argparse.ArgumentParser) -> None:
    """The options of `bpcourse grade`."""
    option = parser.add_argument
    option("submissions", nargs="*", type=Path, metavar="SUBMISSIONS")
    option("--out", type=Path, required=True, metavar="DIR", help="where results go")
    option("--jobs", type=int, default=1, metavar="N", help="processes (default: 1)")
    option("--time-limit", type=float, metavar="S", help="seconds for a cell")
    option("--lesson", action="append", default=[], metavar="NN", help="only this one")
    option("--roster", type=Path, metavar="FILE", help="the class: name,id,email")
    option("--learner", default="", metavar="NAME", help="whose everything named is")
    option("--canvas", type=Path, metavar="FILE", help="Canvas's export, to fill in")
    column = "its assignment for a lesson, where the titles differ"
    more: Any = {"action": "append", "default": []}
    option("--canvas-column", metavar="NN=TITLE", help=column, **more)
    option("--secret", type=Path, metavar="FILE", help="seeds from this file's text")
    again = "grade the files that need a human once more"
    option("--again", action="store_true", help=again)
    removal = "take a learner or a file out of the results"
    option("--remove", metavar="NAME", help=removal, **more)
    option("--init", action="store_true", help="write grading.toml and by_hand.csv")
    option(
        "--uncontained",
        action="store_true",
        help="grade although submissions can't be kept from this machine",
    )
    option("--scheduler", metavar="ADDRESS", help="a Dask cluster: tcp://…")


def run(args: argparse.Namespace) -> int:
    """Run the command; returns its exit status."""
    from .steps import run

    return run(args)
