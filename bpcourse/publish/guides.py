"""Builds the teacher's guides: `sources/NN_name/teaching.md` in, `docs/teaching/NN_name.md` out.

A guide is written by hand, but for lines of their own that the course's data fill:
`{{ aims }}` (what the lesson promises), `{{ poll ID }}` (a question with its answers and what
to say to each), `{{ answers }}` (of every question that lesson and problem set ask),
`{{ mistakes }}` (every known mistake of the lesson's exercises). Every poll gets the number of
its slide, and so do the headings in the table of minutes (`plan.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bpcourse.course import (
    Exercise,
    Mistake,
    Option,
    Question,
    Unknown,
    all_polls,
    all_questions,
    exercises_of,
)
from bpcourse.course.places import LETTERS, options_at
from bpcourse.errors import Told
from bpcourse.publish.notebooks.asking import told
from bpcourse.publish.notebooks.compose import HEADER, place_of
from bpcourse.publish.plan import POLL, with_slides
from bpcourse.publish.slides.slide import Column, numbers

DIRECTIVE = re.compile(r"^\{\{ *(\w+) *([\w-]*) *\}\}$", re.M)
ASKED = re.compile(r"^\{\{ question (\S+) \}\}$", re.M)
LIST = re.compile(r"^(?:- .*\n(?:[ \t]+\S.*\n)*)+", re.M)
FIRST = 6  # mistakes of an exercise that are seen at once
MADE = "<!-- Built from sources/{}/teaching.md by `bpcourse build`: edit that file. -->\n\n"


def guide_path(source: Path) -> Path:
    """Where the guide of a source goes."""
    return source.parents[2] / "docs" / "teaching" / f"{source.parent.name}.md"


def guide(source: Path) -> str:
    """The text of a guide; Told for a directive that isn't one, or names nothing."""

    def fill(found: re.Match[str]) -> str:
        try:
            return _filled(found[1], found[2], source, places)
        except (KeyError, ValueError) as fault:
            raise Told(f"{place_of(source)}: {found[0]}: {fault}") from None

    text = source.read_text(encoding="utf-8")
    shown = _deck(source.parents[2] / "notebooks" / f"{source.parent.name}.ipynb")
    slide = numbers(shown)
    places = {
        id: f"**Poll {k}**, slide {slide[id]}." if id in slide else f"**Poll {k}**."
        for k, id in enumerate(POLL.findall(text), 1)
    }
    lesson = source.with_name("lesson.md")
    if lesson.exists():
        text = with_slides(text, shown, lesson.read_text(encoding="utf-8"))
    return MADE.format(source.parent.name) + DIRECTIVE.sub(fill, text)


def _deck(notebook: Path) -> list[Column]:
    """The slides of a lesson as it is stored; none before it is built."""
    import nbformat

    from bpcourse.publish.slides.deck import slides

    return slides(nbformat.read(notebook, as_version=4)) if notebook.exists() else []


def _filled(kind: str, name: str, source: Path, places: dict[str, str]) -> str:
    if kind == "aims":
        return aims((source.parent / "lesson.md").read_text(encoding="utf-8"))
    if kind == "mistakes":
        return "\n\n".join(map(mistakes, exercises_of(source.parent.name[:2])))
    if kind == "poll":
        return poll(find_poll(name), places[name])
    if kind == "answers":
        return answers(source.parent)
    raise ValueError("write {{ aims }}, {{ poll ID }}, {{ answers }} or {{ mistakes }}")


def aims(lesson_text: str) -> str:
    """What the learner will be able to do: the first list below the lesson's header."""
    found = LIST.search(HEADER.split(lesson_text, maxsplit=1)[-1])
    if not found:
        raise ValueError("the lesson has no list below its header")
    return found[0].rstrip()


def answers(folder: Path) -> str:
    """The answer of every question of a lesson's sources, in their order."""
    lines = []
    for name, title in (("lesson.md", "Lesson"), ("exercises.md", "Problem set")):
        path = folder / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if ids := ASKED.findall(text):
            lines += [f"**{title}**", "", *map(_in_short, ids), ""]
    return "\n".join(lines).rstrip()


def _in_short(id: str) -> str:
    asked = find_poll(id)
    right = next((o.text for o in asked.options if o.right), told(asked.answer))
    why = asked.feedback or next((o.feedback for o in asked.options if o.right), "")
    prompt = " ".join(asked.prompt.split())
    return f"- {prompt}\n  - **{right}**. {' '.join(why.split())}"


def find_poll(id: str) -> Question:
    """A poll, or a question of a lesson, by its id; Unknown where there is none."""
    known = all_questions() | all_polls()
    if id not in known:
        raise Unknown("question", id, known)
    return known[id]


def poll(asked: Question, place: str) -> str:
    """Which poll it is, the question as it is shown, and what to say to each answer."""
    shown = zip(LETTERS, options_at(asked, asked.id))
    lines = [_answer(letter, option) for letter, option in shown]
    return "\n".join([f"{place} {asked.prompt.strip()}", "", *lines])


def _answer(letter: str, option: Option) -> str:
    verdict = "right" if option.right else f"`{option.mistake}`"
    say = f"{verdict}: {option.feedback}" if option.mistake or option.right else ""
    return f"- **{letter}** · {option.text}\n  - {say or option.feedback}"


def mistakes(asked: Exercise) -> str:
    """What will be handed in, how to see it, and what to ask: the first few, then all others."""
    first, others = asked.mistakes[:FIRST], asked.mistakes[FIRST:]
    parts = [f"### `{asked.signature}`", "", *_table(first)]
    if others:
        mark = f"<summary>{len(others)} more of <code>{asked.name}</code></summary>"
        parts += ["", "<details>", mark, "", *_table(others), "", "</details>"]
    return "\n".join(parts)


def _table(found: Sequence[Mistake]) -> list[str]:
    rows = [f"| {_cell(m.name)} | {_cell(m.see)} | {_cell(m.ask)} |" for m in found]
    return ["| it looks like | show them | ask |", "| --- | --- | --- |", *rows]


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")
