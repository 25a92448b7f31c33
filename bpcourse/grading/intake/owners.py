"""Whose the files of a class are: which level of folders, or the files' own names, says it.

The level at which files of one lesson differ decides. Every level is tried as the learners':
a good one leaves no file without a name, and brings no two files of one lesson that lie in
different places under one name. Everybody weighs the same, however many files they hand in
and whatever these are called: what a learner puts into their own folder decides for nobody
else, and the outer name wins over the inner one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bpcourse.grading.texts import say

from .levels import FILE, Filed, Find, Level, Names, View, key_of, levels_of
from .names import Owner, around, of_folder, with_turn

SHORT = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def owners(
    files: Sequence[Filed], known: Names | None = None, find: Find | None = None
) -> list[Owner]:
    """Whose each file is. known: what a system's list says of its folders. find: a roster's
    name for a name, None for a stranger's."""
    voters = [f for f in files if f.votes] or list(files)
    views = [
        View(zips, whole, known or {})
        for whole in (False, True)
        for zips in (False, True)
    ]
    tried = [
        Level(view, level, voters, find)
        for view in views
        for level in levels_of(view, voters)
    ]
    return list(_told(files, _chosen(tried, views)))


def _chosen(tried: list[Level], views: list[View]) -> Level:
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


def _told(files: Sequence[Filed], best: Level) -> Iterator[Owner]:
    unsure = _unsure(best)
    rows = [_one(f, best) for f in files]
    parts = _with_parts(rows) if best.level == FILE and not best.find else set()
    outer = _outer_places(files, rows)
    shown = _spellings(rows)
    for f, row in zip(files, rows):
        key = key_of(row.learner)
        row = replace(row, learner=shown.get(key, row.learner))
        if f.votes and not row.unclear:
            why = "number" if key in parts else _unclear(f, row, best, unsure, outer)
            row = replace(row, unclear=why and say(why))
        yield row


def _one(f: Filed, best: Level) -> Owner:
    owner, mark = best.owner(f), best.view.file(f)
    if not owner.learner or (best.level == FILE and not f.votes):
        owner = best.listed(mark) if f.votes or mark.system else Owner("")
    upload = owner.upload or (mark.upload if mark.system else 0)
    owner = replace(owner, upload=upload)
    if not owner.learner:
        return Owner("", unclear=say("nobody") if f.votes else None)
    return with_turn(owner, f.entry.parts[:-1])


def _unsure(best: Level) -> bool:
    """True where nothing shows which of two levels is the learners'."""
    if best.level == FILE:
        return False
    if best.differs:
        return best.level > 0 and not best.by_system and _one_folder_each(best)
    distinct = 0
    for level in range(1, best.level + 1):
        names = {
            key_of(Level(best.view, level, ()).owner(f).learner) for f in best.voters
        }
        distinct += len(names - {""}) > 1
    return distinct > 1


def _one_folder_each(best: Level) -> bool:
    """True where each folder holds one other, none is called like another, and neither name
    is in the other: `Tuesday/alder` and `Thursday/birch`."""
    if best.find:
        return False
    below = Level(best.view, best.level + 1, ())
    pairs = {
        (key_of(best.owner(f).learner), key_of(below.owner(f).learner))
        for f in best.voters
    }
    outer, inner = zip(*pairs)
    one_each = len(set(outer)) == len(pairs) == len(set(inner))
    return one_each and not any(not b or a in b or b in a for a, b in pairs)


def _unclear(
    f: Filed, row: Owner, best: Level, unsure: bool, outer: Mapping
) -> str | None:
    """Id of what makes it unclear whose a file is, if anything does."""
    key = key_of(row.learner)
    if unsure:
        return "either"
    if not best.differs and best.level != FILE and around(row.learner):
        return "nobody"
    if best.fault >= 0.5 and (key, row.account) in best.mixed:
        return "several"
    several = any(len(outer[key, row.account, n]) > 1 for n in f.lessons)
    return "several" if several else None


def _with_parts(rows: Sequence[Owner]) -> set[str]:
    """Keys of names whose number may be a part's: `01`, or `alder_1` and `alder_2` where
    there is a `birch_1`, too."""
    forms: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        key = key_of(row.learner)
        if not row.system and (form := SHORT.sub("#", key)) != key:
            forms[form].add(key)
    found = forms.get("#", set())
    several = [keys for keys in forms.values() if len(keys) > 1 and len(forms) > 1]
    return found.union(*several)


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
