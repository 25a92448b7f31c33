"""How old questions come back: each in two later lessons, where a source has its directive."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bpcourse.course import all_questions

from .guides import ASKED

HEAP = 14  # questions in a warm-up, at most
SPOKEN = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"]
SPOKEN += ["Ten", "Eleven", "Twelve", "Thirteen", "Fourteen"]
WARM_UP = """\
{} from earlier lessons, half a minute each; answer from memory, without looking them up.
They come back because recalling something you have half forgotten is what makes it stay. A wrong
answer here is worth more than a right one: it shows what to read again, and the number in the
question's name says in which lesson. The section is optional, and it pays.
"""
COOL_DOWN = """\
{} more from earlier lessons, again from memory and again optional. A day from now is an even
better time for them than now.
"""


def asked(source: Path) -> list[str]:
    """Ids of the questions that a source asks, in its order; none where it isn't there."""
    return ASKED.findall(source.read_text(encoding="utf-8")) if source.exists() else []


def old(ids: Iterable[str], number: str) -> list[str]:
    """Those that belong to a lesson before this one."""
    return [id for id in ids if id[:2] < number]


def lessons_asking(root: Path) -> dict[str, set[str]]:
    """{id of a question: numbers of the lessons in which it stands, its own among them}."""
    places: dict[str, set[str]] = {id: set() for id in all_questions()}
    for source in root.glob("sources/*/[le]*.md"):
        for id in asked(source):
            places.setdefault(id, set()).add(source.parent.name[:2])
    return places


def needed(own: str, numbers: Iterable[str]) -> int:
    """In how many lessons a question returns: two later ones, or as many as there are."""
    return min(2, sum(number > own for number in numbers))


def due(root: Path, numbers: Iterable[str]) -> dict[str, int]:
    """{id: how many lessons more should ask it} of the questions that return too little."""
    numbers = list(numbers)
    lacking = {
        id: needed(id[:2], numbers) - sum(n > id[:2] for n in places)
        for id, places in lessons_asking(root).items()
    }
    return {id: count for id, count in lacking.items() if count > 0}


def warm_up(ids: list[str]) -> str:
    """The section of a problem set that asks old questions before its exercises."""
    number = f"{SPOKEN[len(ids)]} question{'s' * (len(ids) != 1)}"
    return _heap("Warm up", WARM_UP.format(number), ids)


def cool_down(ids: list[str]) -> str:
    """The section behind the exercises; "" for no questions."""
    return _heap("Cool down", COOL_DOWN.format(SPOKEN[len(ids)]), ids) if ids else ""


def _heap(heading: str, words: str, ids: list[str]) -> str:
    lines = "".join(f"\n{{{{ question {id} }}}}\n" for id in ids)
    return f"## {heading}\n\n{words}{lines}\n"
