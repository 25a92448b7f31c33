"""A language that has no English word: what people read is turned into it, letter by letter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bpcourse import course
from bpcourse.checking import texts
from bpcourse.course import (
    Exercise,
    Lesson,
    Mistake,
    Option,
    Question,
    Term,
    questions,
    unknown,
)
from bpcourse.grading import texts as grading_texts
from bpcourse.learner import texts as learner_texts

LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхијклмнопярстувщьызАБЦДЕФГХИЈКЛМНОПЯРСТУВЩЬЫЗ",
)
KEPT = re.compile(r"(\{[^}]*\}|`[^`]*`|\$[^$]*\$)")


def other(text: str) -> str:
    """The text in a language that has no English word: code, formulas and places stay."""
    parts = KEPT.split(text)
    return "".join(p if i % 2 else p.translate(LETTERS) for i, p in enumerate(parts))


def spoken(value: Any) -> Any:
    """A text, or all texts of a table, in the other language."""
    if isinstance(value, str):
        return other(value)
    if isinstance(value, dict):
        return {key: spoken(text) for key, text in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(map(spoken, value))
    return value


def mistake(one: Mistake) -> Mistake:
    texts_of = {key: other(getattr(one, key)) for key in ("name", "why", "see", "ask")}
    return replace(one, **texts_of)


def exercise(one: Exercise) -> Exercise:
    return replace(
        one,
        title=other(one.title),
        statement=other(one.statement),
        hints=tuple(map(other, one.hints)),
        another_way=other(one.another_way),
        symptoms=tuple((other(a), other(b)) for a, b in one.symptoms),
        mistakes=tuple(map(mistake, one.mistakes)),
        **turned(one),
    )


def lesson(one: Lesson) -> Lesson:
    return replace(one, title=other(one.title), question=other(one.question))


def term(one: Term) -> Term:
    return replace(one, english=other(one.english))


def turned(one: Exercise) -> dict[str, Any]:
    """What the functions of an exercise say."""

    def judge(*args: Any) -> Any:
        found = one.judge(*args)
        return found and replace(found, text=other(found.text))

    def measure(case: Any) -> Any:
        found = one.measure(case)
        return found and replace(found, how=other(found.how))

    made = {"judge": judge, "measure": measure}
    return {name: f for name, f in made.items() if getattr(one, name)}


def option(one: Option) -> Option:
    return replace(one, text=other(one.text), feedback=other(one.feedback))


def question(one: Question) -> Question:
    return replace(
        one,
        prompt=other(one.prompt),
        feedback=other(one.feedback),
        hint=other(one.hint),
        options=tuple(map(option, one.options)),
        traps=tuple((value, other(text)) for value, text in one.traps),
    )


def speak(monkeypatch: Any) -> None:
    """The course in the other language, until `monkeypatch` is undone."""
    for table, turn in (
        (course.all_lessons(), lesson),
        (course.all_exercises(), exercise),
        (course.all_questions(), question),
        (course.all_polls(), question),
    ):
        for key, one in table.items():
            monkeypatch.setitem(table, key, turn(one))
    known = tuple((term(one), numbers) for one, numbers in course.all_terms())
    monkeypatch.setattr(course, "all_terms", lambda: known)
    for module in (texts, learner_texts, grading_texts, questions, unknown):
        turn_tables(module, monkeypatch)


def turn_tables(module: Any, monkeypatch: Any) -> None:
    for name, value in vars(module).items():
        if name.isupper() and isinstance(value, dict):
            for id, text in value.items():
                monkeypatch.setitem(value, id, spoken(text))
        elif name.isupper():
            monkeypatch.setattr(module, name, spoken(value))
