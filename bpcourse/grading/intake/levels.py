"""The levels of a class's folders, each tried as the learners': what speaks against it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bpcourse.grading.texts import say

from .entries import Entry
from .names import GENERIC, TURN, Owner, around, of_file, of_folder, stem_of


@dataclass(frozen=True)
class Filed:
    """An entry, and the lessons that it holds. votes: False for what is no notebook."""

    entry: Entry
    lessons: frozenset[str] = frozenset()
    votes: bool = True
    root: int = 0


Names = dict[tuple[tuple[str, ...], str], Owner]  # (folders around, folder) → whose


@dataclass(frozen=True)
class View:
    """One way to read paths. zips: those inside others are folders, not files.
    all_folders: a folder that is called like a week or a section counts too."""

    zips: bool
    all_folders: bool
    known: Names = field(default_factory=dict, compare=False)

    def folders(self, parts: tuple[str, ...]) -> list[Owner]:
        """Whose the folders say it is, from the outermost on."""
        found = []
        for i, part in enumerate(parts[: self.cut(parts)]):
            if owner := self.known.get((parts[:i], part)):
                found.append(owner)
            elif self.all_folders or not around(part):
                found.append(of_folder(part))
            elif i == 0:  # levels begin with what the teacher named
                found.append(Owner(""))
        return found

    def cut(self, parts: tuple[str, ...]) -> int:
        """Where the file stands in the path: what is inside a learner's zip says nothing."""
        inner = (i for i, p in enumerate(parts) if i and p.lower().endswith(".zip"))
        last = len(parts) - 1
        return last if self.zips else next(inner, last)

    def file(self, filed: Filed) -> Owner:
        """Whose a file is by its own name, or by that of the zip that it came in."""
        parts = filed.entry.parts
        return of_file(parts[self.cut(parts)], filed.lessons)


FILE = -1  # instead of a level: the file's own name says whose it is


Find = Callable[[str], "str | None"]  # a name → the same person's name on the roster


def key_of(name: str) -> str:
    """Names that mean one person: NFC, letters' case and spaces don't matter."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def levels_of(view: View, voters: Sequence[Filed]) -> list[int]:
    """What may name the learners: folders, 0 the outermost, and `FILE`."""
    deepest = max((len(view.folders(f.entry.parts)) for f in voters), default=0)
    return [*range(deepest), FILE]


@dataclass
class Level:
    """One candidate: this level of this view names the learners."""

    view: View
    level: int
    voters: Sequence[Filed]
    find: Find | None = None

    def owner(self, filed: Filed) -> Owner:
        """An empty learner where this level names none."""
        if self.level == FILE:
            return self.listed(self.view.file(filed))
        named = self.view.folders(filed.entry.parts)
        return self.listed(named[self.level] if self.level < len(named) else Owner(""))

    def listed(self, owner: Owner) -> Owner:
        """The owner under the roster's name."""
        if not self.find or not owner.learner:
            return owner
        name = self.find(owner.learner)
        return (
            replace(owner, learner=name)
            if name
            else replace(owner, unclear=say("stranger"))
        )

    def __post_init__(self) -> None:
        self.strange: set[tuple[str, str]] = set()

    @cached_property
    def groups(self) -> dict[tuple[str, str], list[Filed]]:
        """(learner, account) → files, as this level names them."""
        found: dict[tuple[str, str], list[Filed]] = defaultdict(list)
        for f in self.voters:
            one = self.owner(f)
            found[key_of(one.learner), one.account].append(f)
            if one.unclear:
                self.strange.add((key_of(one.learner), one.account))
        return found

    @cached_property
    def mixed(self) -> set[tuple[str, str]]:
        """Names under which files of one lesson come from different places."""
        return {key for key, files in self.groups.items() if key[0] and _mixed(files)}

    @cached_property
    def fault(self) -> float:
        """The share of the class that this reading does no justice to."""
        weights = _weights(self.voters)
        bad = 0.0
        for key, files in self.groups.items():
            if not key[0] or key in self.mixed or key in self.strange:
                bad += sum(weights[id(f)] for f in files)
        return round(bad, 9)

    @cached_property
    def by_system(self) -> bool:
        """True where a learning system wrote every folder's name here."""
        return all(self.owner(f).system for f in self.voters)

    @cached_property
    def differs(self) -> bool:
        """True where files of one lesson have different names here."""
        names: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for key, files in self.groups.items():
            for f in files:
                for lesson in f.lessons or {"?"}:
                    names[lesson].add(key)
        return any(len(keys) > 1 for keys in names.values())


def _place(f: Filed) -> tuple[str, ...]:
    """Where a file lies, apart from copies and from what a workspace brings along."""
    *folders, last = f.entry.parts
    kept = [p for p in folders if p.lower() not in GENERIC and not TURN.match(p)]
    return (str(f.root), *kept, "" if of_file(last).system else stem_of(last)[0])


def _mixed(files: Sequence[Filed]) -> bool:
    places: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for f in files:
        for lesson in f.lessons:
            places[lesson].add(_place(f))
    return any(len(seen) > 1 for seen in places.values())


def _weights(files: Sequence[Filed]) -> dict[int, float]:
    """Each file's share: a folder's is divided evenly among what is in it."""
    found: dict[int, float] = {}
    waiting = [(list(files), 0, 1.0)]
    while waiting:
        group, depth, whole = waiting.pop()
        below: dict[object, list[Filed]] = defaultdict(list)
        for f in group:
            parts = (str(f.root), *f.entry.parts)
            last = depth >= len(parts) - 1
            here: object = id(f) if last else parts[depth]
            below[here].append(f)
        for here, inside in below.items():
            share = whole / len(below)
            if isinstance(here, int):
                found[here] = share
            else:
                waiting.append((inside, depth + 1, share))
    return found
