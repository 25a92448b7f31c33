"""The files of a class: found, read once for what they hold, and told whose they are.

`collect` reads every file, keeps of it what listing needs, and forgets its text again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bpcourse.errors import Told
from bpcourse.grading.texts import say

from .entries import Entry, entries_of
from .lessons import lessons_in
from .levels import Filed, Names, key_of
from .names import Owner, of_file
from .notebook import Content, content_of, text_of
from .owners import owners
from .roster import Roster, submitters

NOTEBOOKS = {"ipynb", "py"}
GRADESCOPE = "submission_metadata.yml"
ASKED = {  # kinds in which an answer may have been handed in
    *("html", "htm", "pdf", "zip", "rar", "7z", "gz", "tar", "tgz", "doc", "docx"),
    *("odt", "rtf", "pages", "png", "jpg", "jpeg", "heic", "webp", "m", "r", "rmd"),
    *("md", "txt", "json", "qmd", "tex"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One file. place: on the disk, as a text. name: as it is shown; no two are alike.
    inside: see `Entry`.

    account: the learner's number in `system`, if known. upload: the later, the higher, where
    the system numbers what a learner hands in again. late: the system wrote so. problem: why
    it can't be read. unclear: why a human should say whose it is. aside: why nothing is to
    be graded in it. digest, lessons, defines, untouched: what it holds (see `Content`).
    """

    learner: str
    place: str
    name: str
    inside: tuple[int, ...] = ()
    account: str = ""
    system: str = ""
    upload: int = 0
    late: bool = False
    problem: str | None = None
    unclear: str | None = None
    aside: str | None = None
    digest: str = ""
    lessons: tuple[str, ...] = ()
    defines: int = 0
    untouched: bool = False


def collect(
    paths: Sequence[Path],
    apart_from: Path | None = None,
    roster: Roster | None = None,
    learner: str = "",
) -> list[Found]:
    """Every file, in a fixed order. Raises Told with a sentence. learner: whose all are."""
    listed = [
        (n, e) for n, path in enumerate(paths) for e in entries_of(path, apart_from)
    ]
    unique = {(e.place.absolute(), e.inside): (n, e) for n, e in reversed(listed)}
    entries = sorted(unique.values(), key=lambda pair: (pair[1].name, pair[1].inside))
    read = [_read(e) for _, e in entries]
    filed = [_filed(n, e, c) for (n, e), c in zip(entries, read)]
    find = roster.name if roster else None
    whose = [Owner(learner)] * len(filed) if learner else []
    whose = whose or owners(filed, _known(entries), find)
    found = [
        Found(
            *(o.learner, _place(e), e.name, e.inside, o.account, o.system, o.upload),
            *(o.late, c.problem, o.unclear, None, c.digest, c.lessons),
            *(c.defines, c.untouched),
        )
        for (_, e), c, f, o in zip(entries, read, filed, whose)
    ]
    kinds = [e.kind for _, e in entries]
    told = _told_apart(list(_with_kinds(found, kinds)))
    return _numbered(sorted(told, key=lambda f: (f.learner, f.name, f.inside)))


def _place(entry: Entry) -> str:
    """Where it lies; one text for place and name, where these are the same."""
    place = str(entry.place)
    return entry.name if entry.name == place else place


def _read(entry: Entry) -> Content:
    """What an entry holds, without its text; other kinds than notebooks and scripts aren't
    opened."""
    if entry.kind not in NOTEBOOKS and not entry.problem:
        named = lessons_in(entry.name, ())
        return Content(lessons=tuple(named))
    return replace(content_of(entry), cells=(), prose=())


def _filed(root: int, entry: Entry, content: Content) -> Filed:
    notebook = entry.kind in NOTEBOOKS and (
        content.problem is None or entry.kind != "py"
    )
    counts = entry.kind == "ipynb" or (notebook and content.defines > 0)
    return Filed(entry, frozenset(content.lessons), counts, root)


def _known(entries: Iterable[tuple[int, Entry]]) -> Names:
    """What Gradescope's own list says of the folders beside it."""
    found: Names = {}
    for _, entry in entries:
        if entry.parts[-1] == GRADESCOPE and len(entry.parts) <= 3:
            for folder, name in submitters(text_of(entry)).items():
                found[entry.parts[:-1], folder] = Owner(name, folder, "gradescope")
    return found


def _with_kinds(found: list[Found], kinds: list[str]) -> Iterator[Found]:
    """Files that are no notebooks: set aside, or needing a human where nothing else was
    handed in that they could stand for."""
    served: dict[str, set[str]] = defaultdict(set)
    homes = set()  # folders with notebooks in them
    for f, kind in zip(found, kinds):
        if kind == "ipynb" or (kind == "py" and f.defines):
            served[f.learner] |= set(f.lessons) or {"?"}
            homes.add(f.name.rpartition("/")[0])
    for f, kind in zip(found, kinds):
        if kind == "ipynb" or (kind == "py" and f.defines) or f.problem:
            yield f
            continue
        alone = f.learner and not served[f.learner]
        missing = set(f.lessons) - served[f.learner]
        if not f.learner:  # `birch_03.pdf` beside `alder_03.ipynb`
            home, _, last = f.name.rpartition("/")
            missing = (
                set(f.lessons) if home in homes and of_file(last).learner else set()
            )
        ask = kind in ASKED and (alone or missing)
        word = kind.upper()
        if ask:
            yield replace(f, problem=say("ask_for_notebook", kind=word))
        else:
            yield replace(
                f, aside=say("other_kind", kind=word), lessons=(), unclear=None
            )


def _told_apart(found: list[Found]) -> list[Found]:
    """Two learners of one name in one assignment carry their numbers; else nobody does."""
    accounts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for f in found:
        if f.account and f.system != "gradescope":
            around = f.name.partition(f"_{f.account}_")[0].rpartition("/")[0]
            accounts[key_of(f.learner), around].add(f.account)
    twice = {key for (key, _), seen in accounts.items() if len(seen) > 1}
    return [
        replace(f, learner=f"{f.learner} ({f.account})")
        if f.account and key_of(f.learner) in twice
        else f
        for f in found
    ]


def _numbered(found: list[Found]) -> list[Found]:
    """No two files of one name: a zip may hold several."""
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for f in found:
        seen[f.learner, f.name] += 1
        times = seen[f.learner, f.name]
        made.append(replace(f, name=f"{f.name} [{times}]") if times > 1 else f)
    return made


def nothing_there(found: Sequence[Found]) -> bool:
    """True where no file could be graded or asked about."""
    return all(f.aside for f in found)


__all__ = ["Found", "Told", "collect", "nothing_there"]
