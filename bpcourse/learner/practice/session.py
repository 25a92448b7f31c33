"""One sitting: what is due, then what is new, about ten minutes of it."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import chain, islice, zip_longest

from . import schedule
from .items import Item, available, item

LENGTH = 12  # items: about ten minutes
NEW = 6  # of them at most, as long as others are due


class Session:
    """The items of a sitting; what was answered wrongly comes back at the end until it is right."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or datetime.now(UTC)
        self.waiting = list(_chosen(self.now))
        self.right = self.answered = 0
        self._again: set[str] = set()

    def __len__(self) -> int:
        return len(self.waiting)

    @property
    def current(self) -> Item | None:
        """What is asked now; None at the end."""
        return self.waiting[0] if self.waiting else None

    def answer(self, text: str) -> tuple[bool, str]:
        """Judge an answer to the current item and go on.

        Raises Unusable, and stays, where it can't be an answer; IndexError at the end.
        """
        asked = self.waiting[0]
        right, words = asked.judge(text)
        del self.waiting[0]
        self.answered += 1
        self.right += right
        if asked.id not in self._again:  # the first answer is the one that counts
            schedule.review(asked.id, right)
            if not right:
                self._again.add(asked.id)
        if not right:
            self.waiting.append(asked)
        return right, words


def _chosen(now: datetime) -> Iterator[Item]:
    there = available()
    known = set(schedule.cards())
    usable = set(chain.from_iterable(there.values()))
    old = [id for id in schedule.due(now) if id in usable][:LENGTH]
    fresh = [id for id in _mixed(there, now.date()) if id not in known]
    room = LENGTH - len(old)
    seed = int(now.timestamp())
    yield from _made(old, seed)
    yield from islice(_made(fresh, seed), min(room, NEW) if old else room)


def _made(ids: list[str], seed: int) -> Iterator[Item]:
    """The items of these ids; what the course has no more, or can't show, is left out."""
    for number, id in enumerate(ids):
        with contextlib.suppress(KeyError):
            yield item(id, seed + number)


def _mixed(there: dict[str, list[str]], today: date) -> list[str]:
    """The kinds in turn; derivations in an order of the day."""
    derive = sorted(there["derive"])
    random.Random(today.toordinal()).shuffle(derive)
    turns = zip_longest(there["mistake"], there["question"], derive)
    return [id for id in chain.from_iterable(turns) if id is not None]
