"""The demands of `bpcourse try NN` on one lesson; what is missing, as sentences.

A demand is a function from (lesson, checkout) to sentences. The suite makes the same demands
of all lessons (`tests/publish/test_lesson_demands.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import nbformat

from bpcourse.course import (
    Lesson,
    Option,
    Question,
    all_exercises,
    all_lessons,
    all_questions,
    exercises_of,
    terms,
)

from .demands import Sentences, left_to_write, of_the_tests
from .guides import aims, find_poll, guide, guide_path
from .notebooks.command import EXERCISES, TEACHING, build
from .notebooks.compare import differences
from .notebooks.compose import compose
from .plan import BOLD, FENCED, HEADING, POLL, ROW
from .returns import ASKED, HEAP, SPOKEN, asked, due, lessons_asking, old
from .slides.deck import slides
from .slides.slide import numbers

TERMS, OWN, OLD, POLLS, AIMS = (6, 16), 5, 2, 4, 3  # of words, questions, polls, aims
OPTIONS = (3, 5)  # of a question
CLASS = 50  # minutes
SLACK = 5  # minutes that an author's aim may be off
PLANS = Path("docs") / "teaching" / "plans.md"
TERM = "## A term of fourteen weeks"


def _folder(one: Lesson, root: Path) -> Path:
    return root / "sources" / one.name


def _text(one: Lesson, root: Path, name: str) -> str:
    path = _folder(one, root) / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def section(text: str, heading: str) -> str:
    """What stands below a second-level heading, "" where there is no such heading."""
    found = re.search(rf"^## {heading}[^\n]*\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return found[1] if found else ""


# ---- the demands


def nothing_is_left_to_write(one: Lesson, root: Path) -> Sentences:
    """Every text is written."""
    files = sorted(_folder(one, root).glob("*.md"))
    for folder in ("bpcourse", "tests"):
        files += sorted((root / folder / "course" / f"lesson_{one.number}").glob("*"))
    texts = [path for path in files if path.suffix in (".md", ".py", ".csv")]
    return left_to_write(texts, root)


def it_has_an_exercise(one: Lesson, _: Path) -> Sentences:
    """The learner writes something."""
    if not one.exercises:
        yield f"no exercise: bpcourse new exercise NAME --lesson {one.number}"


def its_parts_are_in_order(one: Lesson, root: Path) -> Sentences:
    """The lesson has its sections and takes the minutes that it is meant to."""
    rules = of_the_tests(root, "notebook_rules")
    notebook = compose(_folder(one, root) / "lesson.md", "lesson")
    yield from (f"lesson.md: {said}" for said in rules.heading_faults(notebook))
    yield from (
        f"lesson.md: {said}" for said in rules.anatomy_faults(notebook, one.number)
    )
    low, high = rules.span(notebook)
    if not low - SLACK <= one.minutes <= high + SLACK:
        yield f"it is meant to take {one.minutes} minutes, and takes {low} to {high}"


def its_words_are_explained(one: Lesson, root: Path) -> Sentences:
    """A handful of words, each said before the table shows it."""
    text = _text(one, root, "lesson.md")
    words = terms(one.number)
    least, most = TERMS
    if not least <= len(words) <= most:
        yield f"TERMS has {len(words)} words; {least} to {most} are a handful"
    if (table := f"{{{{ glossary {one.number} }}}}") not in text:
        yield f"lesson.md doesn't show its words: write {table} below the recap"
    told = [e.statement + str(e.reference.__doc__) for e in exercises_of(one.number)]
    said = " ".join(" ".join([text, *told]).split()).lower()
    for word in words:
        if not any(part in said for part in word.english.lower().split(", ")):
            yield f"the lesson doesn't say “{word.english}”, a word of its table"


def its_questions_are_asked(one: Lesson, root: Path) -> Sentences:
    """Every question stands in its own lesson, and none twice in one notebook."""
    known, places = all_questions(), lessons_asking(root)
    for id in known:
        if id[:2] == one.number and min(places[id], default="") != one.number:
            yield f"it doesn't ask {id}: write {{{{ question {id} }}}} where it is asked"
    for name in ("lesson.md", EXERCISES):
        ids = Counter(asked(_folder(one, root) / name))
        yield from (f"{name} asks {id} twice" for id, n in ids.items() if n > 1)
        yield from (f"{name} asks {id}, which is unknown" for id in ids.keys() - known)
    again = old(ids, one.number)
    for id in set(again) & set(asked(_folder(one, root) / "lesson.md")):
        yield f"the lesson and its problem set both bring back {id}"


def its_recap_asks_enough(one: Lesson, root: Path) -> Sentences:
    """The recap asks its own questions, and two from earlier lessons."""
    ids = ASKED.findall(section(_text(one, root, "lesson.md"), "Recap"))
    own = [id for id in ids if id[:2] == one.number]
    if len(own) < OWN:
        yield f"the recap asks {len(own)} questions of this lesson; {OWN} are the least"
    wanted = OLD if one.number > min(all_lessons()) else 0
    if (count := len(old(ids, one.number))) != wanted:
        yield f"the recap asks {count} questions from earlier lessons, not {wanted}"


def old_questions_return(one: Lesson, root: Path) -> Sentences:
    """Every question returns in two later lessons, as far as there are two."""
    numbers = all_lessons()
    last = one.number == max(numbers)
    for id, count in due(root, numbers).items():
        if id[:2] == one.number:
            yield f"{id} should return in {count} later lessons more"
        elif last:
            yield f"{id} should come back: ask it in {EXERCISES}"


def its_problem_set_warms_up(one: Lesson, root: Path) -> Sentences:
    """A problem set begins with a few old questions, and says how many and why."""
    text = _text(one, root, EXERCISES)
    if not text:
        if one.number > min(all_lessons()):
            yield f"{EXERCISES} is missing"
        return
    warm = " ".join(section(text, "Warm up").split())
    if "come back because" not in warm:
        yield "no section “Warm up” says that old questions come back because …"
    if "wrong answer here is worth more than a right one" not in warm:
        yield "the warm-up doesn't say what a wrong answer is worth"
    for heading in ("Warm up", "Cool down"):
        yield from _heap_faults(one, heading, section(text, heading))


def _heap_faults(one: Lesson, heading: str, text: str) -> Sentences:
    ids = ASKED.findall(text)
    if len(ids) > HEAP:
        yield f"“{heading}” asks {len(ids)} questions; {HEAP} are the most"
    elif text and not text.lstrip().startswith(SPOKEN[len(ids)]):
        yield f"“{heading}” begins with its number: {SPOKEN[len(ids)]}"
    if text and "optional" not in text:
        yield f"“{heading}” doesn't say that it is optional"
    for id in set(ids) - set(old(ids, one.number)):
        yield f"“{heading}” asks {id}, which isn't old"


def its_guide_fits(one: Lesson, root: Path) -> Sentences:
    """The teacher's guide has a plan of 50 minutes, with headings of the lesson."""
    text, lesson = (_text(one, root, name) for name in (TEACHING, "lesson.md"))
    if not text:
        yield f"{TEACHING} is missing"
        return
    if (count := len(aims(lesson).split("\n- "))) != AIMS:
        yield f"the lesson promises {count} things, not {AIMS}"
    rows = [tuple(map(int, re.findall(r"\d+", row[1]))) for row in ROW.finditer(text)]
    steps = [0, *(end for _, end in rows)]
    if [begin for begin, _ in rows] != steps[:-1] or steps[-1] != CLASS:
        yield f"{TEACHING}: the table of minutes doesn't lead from 0 to {CLASS}"
    if any(begin >= end for begin, end in rows):
        yield f"{TEACHING}: a part takes no time"
    parts = [row[2] for row in ROW.finditer(text)]
    short = section(text, "If time is short")
    named = BOLD.findall(" ".join([*parts, *short.partition("Keep")[0].split()]))
    for name in sorted(set(named) - set(HEADING.findall(FENCED.sub("", lesson)))):
        yield f"{TEACHING}: **{name}** is no heading of lesson.md"
    if not named:
        yield f"{TEACHING}: no part is a heading of the lesson, in bold"


def its_questions_are_complete(one: Lesson, _: Path) -> Sentences:
    """Every question has its options, one of them right, or a hint for a wrong number."""
    for question in all_questions().values():
        if question.id[:2] != one.number:
            continue
        if "?" not in question.prompt:
            yield f"{question.id} asks nothing: its prompt has no question mark"
        if question.options:
            named = [option for option in question.options if option.mistake]
            yield from _option_faults(question, named)
        elif isinstance(question.answer, int | float) and not question.hint:
            yield f"{question.id} has no hint for a wrong number"


def its_polls_are_known_mistakes(one: Lesson, root: Path) -> Sentences:
    """Four polls, whose wrong options are known mistakes."""
    ids = POLL.findall(_text(one, root, TEACHING))
    if len(set(ids)) != POLLS or len(ids) != POLLS:
        yield f"{TEACHING} asks {len(set(ids))} polls, not {POLLS}"
    for question in map(find_poll, ids):
        wrong = [option for option in question.options if not option.right]
        yield from _option_faults(question, wrong)


def _option_faults(question: Question, named: list[Option]) -> Sentences:
    """named: the options that have to be known mistakes."""
    least, most = OPTIONS
    if not least <= len(question.options) <= most:
        yield f"{question.id} has {len(question.options)} options, not {least} to {most}"
    if sum(option.right for option in question.options) != 1:
        yield f"{question.id} has more than one right option, or none"
    for option in named:
        name, _, id = (option.mistake or "").partition(".")
        known = all_exercises().get(name)
        if option.right or not known or id not in {m.id for m in known.mistakes}:
            yield f"{question.id}: “{option.text}” is no known mistake"


def its_polls_have_slides(one: Lesson, root: Path) -> Sentences:
    """Every poll of the guide is asked on a slide, one behind the other."""
    path = root / "notebooks" / f"{one.name}.ipynb"
    if not path.exists():
        return
    slide = numbers(slides(nbformat.read(path, as_version=4)))
    polls = POLL.findall(_text(one, root, TEACHING))
    places = [slide.get(id, 0) for id in polls]
    for id, number in zip(polls, places):
        if not number:
            yield f"the poll {id} has no slide: is its lesson built?"
    if places != sorted(places):
        yield f"{TEACHING} asks its polls in another order than the slides: {places}"


def it_is_in_the_plans(one: Lesson, root: Path) -> Sentences:
    """The plan of a term names every lesson."""
    term = (root / PLANS).read_text(encoding="utf-8").partition(TERM)[2]
    if f"guide {one.number}" not in term.partition("\n## ")[0]:
        yield f"{PLANS} doesn't say when guide {one.number} is used"


def it_is_built(one: Lesson, root: Path) -> Sentences:
    """Notebooks and guide are as their sources give them, and were run."""
    how = f"bpcourse build {one.number}"
    for source in sorted(_folder(one, root).glob("*.md")):
        if source.name == TEACHING:
            page = guide_path(source)
            if not page.exists() or page.read_text(encoding="utf-8") != guide(source):
                yield f"{page.relative_to(root)} isn't as its source gives it: {how}"
            continue
        for path, text in build(source, execute=False).items():
            if differences(path, text, outputs=False):
                yield f"{path.relative_to(root)} isn't as its source gives it: {how}"
            elif '"execution_count": null' in text:
                yield f"{path.relative_to(root)} has cells that were never run: {how}"


DEMANDS = (
    nothing_is_left_to_write,
    it_has_an_exercise,
    its_parts_are_in_order,
    its_words_are_explained,
    its_questions_are_asked,
    its_recap_asks_enough,
    old_questions_return,
    its_problem_set_warms_up,
    its_guide_fits,
    its_questions_are_complete,
    its_polls_are_known_mistakes,
    its_polls_have_slides,
    it_is_in_the_plans,
    it_is_built,
)
