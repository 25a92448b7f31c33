"""What a single name says: whose it is, which number a system gave, how often it was handed in.

Each system writes names in its own way:
`aldergrove_123_456_01_x.ipynb` (Canvas), `Alder Grove_123_assignsubmission_file_` (Moodle, a
folder or the beginning of a file), `HW1_alder_attempt_2026-…_01_x.ipynb` (Blackboard).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .lessons import is_lesson, lesson_by_title, without_lesson

MOODLE = re.compile(r"^(?P<name>.+?)_(?P<id>\d+)_assignsubmission_[^_]+_?(?P<file>.*)$")
CANVAS = re.compile(
    r"^(?P<name>[^_]+)_(?P<late>LATE_)?(?P<id>\d+)_(?P<upload>\d+)_(?P<file>.+)$"
)
BLACKBOARD = re.compile(
    r"^.+?_(?P<name>[^_]+)_attempt_(?P<upload>[\d-]+)(?:_(?P<file>.*))?$"
)
GROUP = re.compile(r"^(?:group|gruppe|groupe|grupo|team)\b[^-]*-(?=\S)", re.I)
AGAIN = re.compile(r"(?:-(\d{1,3})|[ _]*\((\d{1,3})\))$")  # Canvas's "-1", " (1)"
COPY = re.compile(
    r"(?:-Copy\d*|\.new(?:-\d+)?|[ _-]+copy(?: ?\d+)?|[ _-]*Kopie)$", re.I
)
COPY_OF = re.compile(
    r"^(?:copy of|kopie von|copie de|copia de|kopia|副本)[ _]+(?=\S)", re.I
)
SUFFIX = re.compile(r"\.ipynb.*$|\.[A-Za-z]\w{0,4}$", re.I)
GENERIC = {
    *("exercises", "notebooks", "solutions", "bpcourse-workspace", "bpcourse", "work"),
    *("home", "src", "source", "downloads", "desktop", "documents", "files"),
}
TURN = re.compile(r"^(?:version|attempt|v|versuch|submission)[ _.-]*(\d{1,3})$", re.I)
_KINDS = (
    "week|wk|woche|semaine|semana|lesson|lektion|session|unit|module|chapter|kapitel|hw|"
    "homework|assignment|aufgabe|exercise|problem ?set|sheet|blatt|group|gruppe|section|"
    "class|klasse|course|kurs|attempt|version|versuch|round|part|term|semester|day|tag"
)
_WORDS = (
    "late|on[ _-]?time|submissions?|submitted|resubmi(?:ssions?|tted)|abgaben?|attempts?|"
    "handed[ _-]?in|hand-?ins?|returned|autograded|extensions?|"
    "assignment_\\d+_export|submission_downloads?"
)
_DAYS = (  # of the week; "Sunday Grove" is a person
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams)tag|"
    "mittwoch|lundi|mardi|mercredi|jeudi|vendredi|lunes|martes|mi[eé]rcoles|jueves|viernes"
)
AROUND = re.compile(
    rf"^(?:(?:{_KINDS})s?(?:[ _.-]*\d{{1,3}}|[ _.-]+[a-z])?|{_WORDS}|\d\d?|"
    rf"(?:{_DAYS})s?(?:[ _.-]*(?:\d.*|am|pm|morning|afternoon|evening|{_KINDS}))?|"
    r"\d{4}[-_.]?\d\d(?:[-_.]?\d\d)?(?:[ T_-].*)?)$",
    re.I,
)


@dataclass(frozen=True)
class Owner:
    """Whose a file is. account: their number in `system`, if known.

    upload: the later the higher, where a system numbers what is handed in again. late: a
    system wrote so. unclear: why a human should say whose it is.
    """

    learner: str
    account: str = ""
    system: str = ""
    upload: int = 0
    late: bool = False
    unclear: str | None = None


def of_file(name: str, lessons: frozenset[str] = frozenset()) -> Owner:
    """The owner that a file's name speaks of; an empty learner where none. lessons: of the
    file, by its functions: a number that is none of them is part of the learner's name."""
    stem, again = stem_of(name)
    if moodle := MOODLE.match(stem):
        return Owner(_person(moodle["name"]), moodle["id"], "moodle", again)
    if canvas := CANVAS.match(stem):
        late = bool(canvas["late"])
        return Owner(canvas["name"], canvas["id"], "canvas", again, late)
    if board := BLACKBOARD.match(stem):
        when = int(re.sub(r"\D", "", board["upload"])[:18] or 0)
        return Owner(board["name"], "", "blackboard", when)
    return Owner(without_lesson(COPY_OF.sub("", stem), lessons))


def of_folder(name: str) -> Owner:
    """The owner that a folder's name speaks of: all of it, but for a lesson's title."""
    if moodle := MOODLE.match(name):
        return Owner(_person(moodle["name"]), moodle["id"], "moodle")
    if name.lower().endswith(".zip"):  # a learner's zip among the others
        return of_file(name)
    rest = without_lesson(name, titles_only=True) if lesson_by_title(name) else ""
    return Owner(rest or name)


def _person(name: str) -> str:
    return GROUP.sub("", name)


def around(name: str) -> bool:
    """True for a folder that is nobody's: a week, a section, a lesson, `exercises`."""
    return name.lower() in GENERIC or bool(AROUND.match(name)) or is_lesson(name)


def with_turn(owner: Owner, folders: tuple[str, ...]) -> Owner:
    """The owner, the upload numbered by a folder `Version 2`, and late by a folder `late`."""
    turns = [int(t[1]) for t in map(TURN.match, folders) if t]
    late = owner.late or any(f.lower() == "late" for f in folders)
    return replace(owner, upload=owner.upload or max(turns, default=0), late=late)


def stem_of(name: str) -> tuple[str, int]:
    """(file name without suffix, copy and upload marks; number of the upload)."""
    stem = COPY.sub("", SUFFIX.sub("", name).strip())
    again = AGAIN.search(stem)
    if not again:
        return stem, 0
    return COPY.sub("", stem[: again.start()]), int(again.group(1) or again.group(2))
