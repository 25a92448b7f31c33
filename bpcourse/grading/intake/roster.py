"""A class's roster: who is in it, under which names files may come, and who is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bpcourse.errors import Told
from bpcourse.grading.tables import read_table
from bpcourse.grading.texts import say

from .levels import key_of

COLUMNS = {
    "name": r"(full ?)?name|student|learner|display ?name",
    "first": r"first ?name|given ?name|forename|vorname",
    "last": r"(last|sur|family) ?name|nachname",
    "id": r"(student |user |sis (user )?)?id( ?number)?|sid|matriculation.*|number",
    "login": r"(sis )?login( id)?|user ?name|netid",
    "email": r"e-?mail( address)?",
}


@dataclass(frozen=True)
class Person:
    """One line of a roster."""

    name: str
    id: str = ""
    email: str = ""
    login: str = ""

    @property
    def keys(self) -> set[str]:
        """Everything that a file or a folder of theirs may be called."""
        first, _, last = self.name.rpartition(" ")
        comma = ", ".join(reversed(self.name.split(", ", 1)))
        texts = {self.name, f"{last} {first}", f"{last}, {first}", comma, self.id}
        texts |= {comma.replace(",", ""), self.login, self.email}
        texts |= {self.email.partition("@")[0]}
        return {plain(t) for t in texts} - {""}


def plain(text: str) -> str:
    """A name without what systems change in it: case, spaces, signs."""
    return re.sub(r"[\W_]", "", key_of(text))


class Roster:
    """Names and who they are."""

    def __init__(self, people: list[Person]) -> None:
        self.people = people
        self._by: dict[str, Person | None] = {}
        for person in people:
            for key in person.keys:
                self._by[key] = None if key in self._by else person

    def find(self, name: str) -> Person | None:
        """The one person that this name means."""
        return self._by.get(plain(name))

    def name(self, text: str) -> str | None:
        """The person's name as the roster writes it."""
        person = self.find(text)
        return person.name if person else None


def read_roster(path: Path) -> Roster:
    """From a CSV file with a column `name`, and `id` and `email` where there are any."""
    rows = read_table(path)
    at = _columns(rows[0]) if rows else {}
    if "name" not in at and not {"first", "last"} <= set(at):
        raise Told(f"{path}: {say('no_roster')}")
    return Roster([p for p in (_person(row, at) for row in rows[1:]) if p.name])


def _columns(head: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for i, cell in enumerate(head):
        for name, pattern in COLUMNS.items():
            if re.fullmatch(pattern, cell.strip(), re.I):
                found.setdefault(name, i)
    return found


def _person(row: list[str], at: dict[str, int]) -> Person:
    def cell(name: str) -> str:
        where = at.get(name, len(row))
        return row[where].strip() if where < len(row) else ""

    name = cell("name") or f"{cell('first')} {cell('last')}".strip()
    return Person(name, cell("id"), cell("email"), cell("login"))


# ---- the list that Gradescope's export brings along

_ENTRY = re.compile(r"^(submission_\d+):\s*$|^\s+-?\s*:name:\s*(.+?)\s*$", re.M)


def submitters(text: str) -> dict[str, str]:
    """Gradescope's `submission_metadata.yml`: folder → name (or names) of who handed it in.

    >>> submitters("submission_7:\\n  :submitters:\\n  - :name: Alder Grove\\n")
    {'submission_7': 'Alder Grove'}
    """
    found: dict[str, list[str]] = {}
    folder = ""
    for one in _ENTRY.finditer(text):
        if one[1]:
            folder = one[1]
        elif folder:
            found.setdefault(folder, []).append(one[2].strip("'\""))
    return {folder: " and ".join(names) for folder, names in found.items()}
