"""The class report: how the class stands, what most got wrong, what to teach again.

It names no learner, so that it can be shown to the class.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from statistics import mean, median

from bpcourse.checking.texts import OUTCOMES
from bpcourse.checking.trial import unquoted
from bpcourse.checking.verdict import FAILED, NOT_ATTEMPTED, PASSED
from bpcourse.course import Exercise
from bpcourse.grading.results import Result
from bpcourse.grading.sections import Section, section_of
from bpcourse.grading.texts import say

from .feedback import labelled
from .marks import Marks, lesson_title, number
from .pages import page, prose, table

TEACH = (
    0.2  # an exercise that a larger share of those who tried misses is worth a return
)
FEW = 3  # learners at least, before anything is said about a class
PLACES = 5  # sections named
SHOWN = 10  # mistakes in the picture
NUMBERS = {"called", "came_back", "should_be", "measured", "why", "next"}


@dataclass(frozen=True)
class Counted:
    """One exercise in the class: results by outcome, and mistakes in words by frequency."""

    exercise: Exercise
    passed: int
    missed: int
    untouched: int
    mistakes: tuple[tuple[str, int], ...]

    @property
    def tried(self) -> int:
        return self.passed + self.missed

    @property
    def miss_share(self) -> float:
        """Share of those who tried that didn't pass."""
        return self.missed / self.tried if self.tried else 0.0


@dataclass
class Again:
    """A section to teach again. missed: how many attempts at its exercises failed."""

    section: Section
    missed: int = 0
    exercises: list[Counted] = field(default_factory=list)


def count(marks: Marks) -> list[Counted]:
    """Every exercise of the class."""
    by: dict[str, list[Result]] = defaultdict(list)
    for (_, name), result in marks.results.items():
        by[name].append(result)
    return [_counted(e, by[e.name]) for e in marks.exercises]


def _counted(exercise: Exercise, results: list[Result]) -> Counted:
    passed = sum(r.outcome == PASSED for r in results)
    untouched = sum(not r.attempted for r in results)
    named = Counter(mistake_words(r) for r in results if r.mistake)
    order = sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))
    missed = len(results) - passed - untouched
    return Counted(exercise, passed, missed, untouched, tuple(order))


def to_teach_again(counted: list[Counted]) -> list[Again]:
    """Sections whose exercises many missed, the most missed first."""
    places: dict[Section, Again] = {}
    for one in counted:
        if one.tried < FEW or one.miss_share <= TEACH:
            continue
        section = section_of(one.exercise)
        place = places.setdefault(section, Again(section))
        place.missed += one.missed
        place.exercises.append(one)
    return sorted(places.values(), key=lambda a: (-a.missed, a.section.heading))[
        :PLACES
    ]


# ---- the page


def class_report(marks: Marks, gaps: Sequence[str] = ()) -> str:
    """The whole page. gaps: what submissions were not kept from."""
    counted = count(marks)
    parts = [
        f"<h1>{say('class_report')}</h1>",
        _warning(gaps),
        _opening(marks),
        _again(counted),
        _pictures(marks, counted),
        _lessons(marks),
        _exercises(marks, counted),
    ]
    return page(say("class_report"), "\n".join(parts))


def _warning(gaps: Sequence[str]) -> str:
    if not gaps:
        return ""
    items = "".join(f"<li>{escape(text)}</li>" for text in gaps)
    return (
        f'<div class="card failed"><p><strong>{say("not_contained")}</strong> '
        f"{say('a_submission')}</p><ul>{items}</ul></div>"
    )


def _opening(marks: Marks) -> str:
    totals = [marks.total(n) for n in marks.learners]
    said = say("nothing_graded")
    if totals:
        said = say(
            "class",
            learners=len(totals),
            files=len(marks.standings),
            mean=mean(totals),
            median=median(totals),
            possible=number(marks.total_possible),
        )
    if marks.needing_human:
        said += f" {say('for_a_human', count=len(marks.needing_human))}"
    return f"<p>{said}</p>"


def _again(counted: list[Counted]) -> str:
    places = to_teach_again(counted)
    head = f"<h2>{say('teach_again')}</h2>"
    if not places:
        nothing = say("nothing_stands_out", few=FEW, percent=100 * TEACH)
        return f"{head}<p>{nothing}</p>"
    items = "".join(f"<li>{_place(place)}</li>" for place in places)
    lesson, share = worst(counted)
    title = f"<strong>{escape(lesson_title(lesson))}</strong>"
    told = say("went_worst", lesson=title, percent=100 * share)
    return f"{head}<p>{told}</p><ol>{items}</ol>"


def worst(counted: list[Counted]) -> tuple[str, float]:
    """The lesson with the most failed attempts, and their share."""
    tried: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for one in counted:
        tried[one.exercise.lesson] += one.tried
        missed[one.exercise.lesson] += one.missed
    shares = {n: missed[n] / tried[n] for n in tried if tried[n]}
    return max(sorted(shares.items()), key=lambda pair: pair[1])


def _place(place: Again) -> str:
    lines = []
    for one in place.exercises:
        told: dict[str, object] = {"missed": one.missed, "tried": one.tried}
        told["name"] = f"<code>{one.exercise.name}</code>"
        if one.mistakes:
            words, times = one.mistakes[0]
            told |= {"times": times, "mistake": prose(words)}
        lines.append(say("missed_it_by" if one.mistakes else "missed_it", **told))
    return f"{_link(place.section)}<br>" + "<br>".join(lines)


def _link(section: Section) -> str:
    return (
        f'{escape(section.heading)} <span class="soft">({escape(section.file)})</span>'
    )


def mistake_words(result: Result) -> str:
    """The named mistake as its verdict tells it, without what that quotes of the answer."""
    return unquoted(result.verdict).name


def _pictures(marks: Marks, counted: list[Counted]) -> str:
    from . import charts as figures

    if not marks.learners or not marks.total_possible:
        return ""
    whole = marks.total_possible
    pictures = [figures.scores([marks.total(n) / whole for n in marks.learners])]
    shares = {lesson_title(n): _shares(marks, n) for n in marks.lessons}
    if kept := {name: values for name, values in shares.items() if values}:
        pictures.append(figures.lessons(kept))
    rows = [(c.exercise.name, c.passed, c.missed, c.untouched) for c in counted]
    pictures.append(figures.outcomes(rows))
    if named := most_frequent(counted):
        pictures.append(figures.mistakes(named[:SHOWN]))
    drawn = "".join(f'<figure tabindex="0">{p.html}</figure>' for p in pictures)
    return f"<h2>{say('class_stands')}</h2>{drawn}"


def _shares(marks: Marks, lesson: str) -> list[float]:
    got = [marks.points(n, lesson) for n in marks.learners]
    whole = marks.possible(lesson)
    return [points / whole for points in got if points is not None and whole]


def most_frequent(counted: list[Counted]) -> list[tuple[str, str, int]]:
    """(exercise, mistake in words, how often), the most frequent first."""
    found = [
        (c.exercise.name, words, times) for c in counted for words, times in c.mistakes
    ]
    return sorted(found, key=lambda row: -row[2])


def _lessons(marks: Marks) -> str:
    rows = []
    for lesson in marks.lessons:
        shares = _shares(marks, lesson)
        percent = [f"{100 * f(shares):.0f} %" if shares else "" for f in (mean, median)]
        row = [escape(lesson_title(lesson)), str(len(shares)), *percent]
        rows.append([*row, number(marks.possible(lesson))])
    head = [*map(say, ("lesson", "graded", "mean", "median", "points"))]
    return f"<h2>{say('numbers')}</h2>" + table(say("of_those"), head, rows, 4)


def _exercises(marks: Marks, counted: list[Counted]) -> str:
    parts = [f"<h2>{say('by_exercise')}</h2>"]
    for one in counted:
        parts.append(_exercise(marks, one))
    return "".join(parts)


def _exercise(marks: Marks, one: Counted) -> str:
    asked = one.exercise
    kind = "failed" if one.miss_share > TEACH else "passed"
    head = (
        f'<div class="head"><h3>{asked.lesson} <code>{asked.name}</code></h3><span>'
        f"{one.passed} {OUTCOMES[PASSED]}, {one.missed} {OUTCOMES[FAILED]}, "
        f"{one.untouched} {OUTCOMES[NOT_ATTEMPTED]}</span></div>"
    )
    rows = [_mistake(marks, asked, words, times) for words, times in one.mistakes[:3]]
    named = sum(times for _, times in one.mistakes)
    rest = one.missed - named
    if rest and one.mistakes:
        rows.append(f"<p>{say('nameless', count=rest)}</p>")
    taught = say("taught_in", place=_link(section_of(asked)))
    taught = f"<p>{taught}</p>" if one.missed else ""
    return f'<section class="card {kind}">{head}{"".join(rows)}{taught}</section>'


def _mistake(marks: Marks, asked: Exercise, words: str, times: int) -> str:
    """A named mistake and an example of it: numbers, and nothing that a learner wrote."""
    found = [
        (learner, r)
        for (learner, name), r in marks.results.items()
        if name == asked.name and r.mistake and mistake_words(r) == words
    ]
    _, example = min(found, key=lambda pair: pair[0])
    rows = [row for row in unquoted(example.verdict).rows if row[0] in NUMBERS]
    return (
        f"<details><summary>{times} × {prose(words)}</summary>"
        f"{labelled(rows)}</details>"
    )
