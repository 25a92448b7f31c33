"""Whose the files of a class are: which level of folders, or the files' own names, says it.

The level at which files of one lesson differ decides. Every level is tried as the learners':
a good one leaves no file without a name, and brings no two files of one lesson that lie in
different places under one name. Everybody weighs the same, however many files they hand in
and whatever these are called: what a learner puts into their own folder decides for nobody
else, and the outer name wins over the inner one.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from .entries import Entry
from .names import GENERIC, TURN, Owner, around, of_file, of_folder, stem_of, with_turn

NOBODY = "whose it is can't be told: no folder and no name says it"
EITHER = "whose it is can't be told for sure: the folder around it may be the learner"
SEVERAL = "files of one lesson from several folders came under this name"
STRANGER = "this name isn't on the roster"


@dataclass(frozen=True)
class Filed:
    """An entry, and the lessons that it holds. votes: False for what is no notebook."""

    entry: Entry
    lessons: frozenset[str] = frozenset()
    votes: bool = True
    root: int = 0


Names = dict[tuple[tuple[str, ...], str], Owner]  # (folders around, folder) → whose


@dataclass(frozen=True)
class _View:
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
        parts = filed.entry.parts
        return of_file(parts[self.cut(parts)], filed.lessons)


FILE = -1  # instead of a level: the file's own name says whose it is


Find = Callable[[str], "str | None"]  # a name → the same person's name on the roster


def owners(
    files: Sequence[Filed], known: Names | None = None, find: Find | None = None
) -> list[Owner]:
    """Whose each file is. known: what a system's list says of its folders. find: a roster's
    name for a name, None for a stranger's."""
    voters = [f for f in files if f.votes] or list(files)
    views = [
        _View(zips, whole, known or {})
        for whole in (False, True)
        for zips in (False, True)
    ]
    tried = [
        _Level(view, level, voters, find)
        for view in views
        for level in _levels(view, voters)
    ]
    return list(_told(files, _chosen(tried, views)))


def key_of(name: str) -> str:
    """Names that mean one person: NFC, letters' case and spaces don't matter."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _levels(view: _View, voters: Sequence[Filed]) -> list[int]:
    deepest = max((len(view.folders(f.entry.parts)) for f in voters), default=0)
    return [*range(deepest), FILE]


@dataclass
class _Level:
    """One candidate: this level of this view names the learners."""

    view: _View
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
            replace(owner, learner=name) if name else replace(owner, unclear=STRANGER)
        )

    def __post_init__(self) -> None:
        self.strange: set[tuple[str, str]] = set()

    @cached_property
    def groups(self) -> dict[tuple[str, str], list[Filed]]:
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


def _chosen(tried: list[_Level], views: list[_View]) -> _Level:
    least = min(t.fault for t in tried)
    good = [t for t in tried if t.fault == least]
    for one in tried:
        if one.level != FILE and one.by_system:
            return one
    view = next(v for v in views if any(t.view is v for t in good))
    good = [t for t in good if t.view is view]
    if differing := [t for t in good if t.differs]:
        return differing[0]
    below = [t for t in good if t.level > 0]
    named = [t for t in good if t.level == FILE]
    return below[-1] if below else named[0] if named else good[0]


# ---- what is told of each file


def _told(files: Sequence[Filed], best: _Level) -> Iterator[Owner]:
    unsure = _unsure(best)
    rows = [_one(f, best) for f in files]
    outer = _outer_places(files, rows)
    shown = _spellings(rows)
    for f, row in zip(files, rows):
        key = key_of(row.learner)
        row = replace(row, learner=shown.get(key, row.learner))
        if f.votes and not row.unclear:
            row = replace(row, unclear=_doubt(f, row, best, unsure, outer))
        yield row


def _one(f: Filed, best: _Level) -> Owner:
    owner, mark = best.owner(f), best.view.file(f)
    if not owner.learner or (best.level == FILE and not f.votes):
        owner = best.listed(mark) if f.votes or mark.system else Owner("")
    upload = owner.upload or (mark.upload if mark.system else 0)
    owner = replace(owner, upload=upload)
    if not owner.learner:
        return Owner("", unclear=NOBODY if f.votes else None)
    return with_turn(owner, f.entry.parts[:-1])


def _unsure(best: _Level) -> bool:
    """True where nothing shows which of two levels is the learners'."""
    if best.differs or best.level == FILE:
        return False
    distinct = 0
    for level in range(1, best.level + 1):
        names = {
            key_of(_Level(best.view, level, ()).owner(f).learner) for f in best.voters
        }
        distinct += len(names - {""}) > 1
    return distinct > 1


def _doubt(
    f: Filed, row: Owner, best: _Level, unsure: bool, outer: Mapping
) -> str | None:
    key = key_of(row.learner)
    if unsure:
        return EITHER
    if best.fault >= 0.5 and (key, row.account) in best.mixed:
        return SEVERAL
    several = any(len(outer[key, row.account, n]) > 1 for n in f.lessons)
    return SEVERAL if several else None


def _outer_places(files: Sequence[Filed], rows: Sequence[Owner]) -> Mapping:
    """(name, account, lesson) → folders around the learner's own, apart from `late` and turns."""
    found: dict[tuple[str, str, str], set[tuple[str, ...]]] = defaultdict(set)
    for f, row in zip(files, rows):
        parts = f.entry.parts
        own = next(
            (
                i
                for i, p in enumerate(parts)
                if key_of(of_folder(p).learner) == key_of(row.learner)
            ),
            len(parts) - 1,
        )
        around_it = tuple(p for p in parts[:own] if not around(p))
        if row.upload or row.late or not f.votes:
            continue
        for lesson in f.lessons:
            found[key_of(row.learner), row.account, lesson].add(
                (str(f.root), *around_it)
            )
    return found


def _spellings(rows: Iterable[Owner]) -> dict[str, str]:
    """Key of a name → its most frequent spelling."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.learner:
            counts[key_of(row.learner)][unicodedata.normalize("NFC", row.learner)] += 1
    order: Callable = lambda pair: (-pair[1], pair[0])
    return {key: min(c.items(), key=order)[0] for key, c in counts.items()}
