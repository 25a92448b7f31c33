"""`bpcourse practice` in a terminal."""

from __future__ import annotations

import argparse

from .items import Unusable
from .letters import in_letters
from .session import Session

NOTHING = "Nothing to practise yet: it begins when a first check has passed."


def add(parser: argparse.ArgumentParser) -> None:
    """`bpcourse practice` takes no arguments of its own."""
    parser.epilog = "--class FILE makes polls with slides of a class's mistakes."


def run(_: argparse.Namespace) -> int:
    """The command: ask until the sitting is over; an empty line or the end of input ends it."""
    session = Session()
    if not len(session):
        print(NOTHING)
        return 0
    while session.current:
        print(f"\n{text_of(session)}")
        try:
            answer = input("your answer (an empty line ends): ")
        except (EOFError, KeyboardInterrupt):
            answer = ""
        if not answer.strip():
            break
        try:
            right, words = session.answer(answer)
        except Unusable as fault:
            print(fault)
            continue
        print(f"{'✓' if right else '✗'} {in_letters(words)}")
    print(f"\n{summary(session)}")
    return 0


def text_of(session: Session) -> str:
    """The current item as plain text."""
    asked = session.current
    assert asked is not None
    options = [f"  {'abcdefgh'[i]}) {text}" for i, text in enumerate(asked.options)]
    return in_letters("\n".join([f"[{len(session)} to go] {asked.prompt}", *options]))


def summary(session: Session) -> str:
    """What was done."""
    return (
        f"{session.right} of {session.answered} right. What was wrong comes back soon."
    )
