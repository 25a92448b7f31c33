"""`bpcourse practice` in a terminal."""

from __future__ import annotations

import argparse

from bpcourse.learner import texts

from .items import Unusable
from .letters import in_letters
from .session import Session


def add(parser: argparse.ArgumentParser) -> None:
    """`bpcourse practice` takes no arguments of its own."""
    parser.epilog = "--class FILE makes polls with slides of a class's mistakes."


def run(_: argparse.Namespace) -> int:
    """The command: ask until the sitting is over; an empty line or the end of input ends it."""
    session = Session()
    if not len(session):
        print(texts.say("nothing_yet"))
        return 0
    while session.current:
        print(f"\n{text_of(session)}")
        try:
            answer = input(texts.say("your_answer"))
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
    head = texts.say("to_go", count=len(session), prompt=asked.prompt)
    return in_letters("\n".join([head, *options]))


def summary(session: Session) -> str:
    """What was done."""
    return texts.say("sitting", right=session.right, answered=session.answered)
