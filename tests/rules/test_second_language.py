"""No logic hangs on English words: with every text turned into another, the same is found.

Texts are those of exercises, questions, terms, and the tables of the checks and of the
explorers. Ids, verdicts, points, the kinds of cells and what is drawn must stay.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import answers
import pytest
from places import ROOT
from rotation import part, sweep

from bpcourse import course
from bpcourse.checking import judge_function, texts
from bpcourse.course import Exercise, Mistake, Option, Question
from bpcourse.course.lesson_08 import remedies
from bpcourse.drawing import training
from bpcourse.grading.grader import Grader
from bpcourse.grading.results import Submission
from bpcourse.publish.notebooks.compose import compose

QUICK = [e for e in course.all_exercises().values() if e.seconds <= 10]
SOURCES = sorted(
    s for s in (ROOT / "sources").glob("*/*.md") if s.name != "teaching.md"
)
LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхијклмнопярстувщьызАБЦДЕФГХИЈКЛМНОПЯРСТУВЩЬЫЗ",
)
LETTERED = re.compile(r'(?<=>)[^<]+(?=<)| aria-label="[^"]*"')  # of a picture
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
    )


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


@pytest.fixture
def second_language(monkeypatch):
    """The course in the other language, for as long as a test runs."""

    def speak() -> None:
        for name, one in course.all_exercises().items():
            monkeypatch.setitem(course.all_exercises(), name, exercise(one))
        for id, asked in course.all_questions().items():
            monkeypatch.setitem(course.all_questions(), id, question(asked))
        for name, value in vars(texts).items():
            if name.isupper() and isinstance(value, dict):
                for id, text in value.items():
                    monkeypatch.setitem(value, id, spoken(text))
            elif name.isupper():
                monkeypatch.setattr(texts, name, spoken(value))

    return speak


def ids(verdict: Any) -> tuple[Any, ...]:
    """What a verdict is, without its words."""
    labels = [label for label, _ in verdict.rows]
    return (verdict.outcome, verdict.mistake, verdict.score, labels)


def test_the_other_language_has_no_english_word_and_keeps_code():
    assert other("the slope of `x` is {n}") == "тхе слопе оф `x` ис {n}"
    assert not re.search("[A-Za-z]", other("Where does it fall?"))


@sweep
def test_every_mistake_keeps_its_verdict(second_language):
    all_ = [(e.name, m.id, m.function) for e in QUICK for m in e.mistakes]
    known = part(all_, 20)
    before = {
        (name, id): judge_function(f, course.exercise(name)) for name, id, f in known
    }
    second_language()
    for name, id, f in known:
        verdict = judge_function(f, course.exercise(name))
        assert ids(verdict) == ids(before[name, id]), (name, id)
        named = course.exercise(name).mistake(id).name
        assert named in str(verdict) or before[name, id].mistake != id, str(verdict)


@sweep
def test_answers_that_nobody_foresaw_keep_their_verdicts(second_language):
    """Their names come from the general explanations, the slips and the repairs."""
    every = [
        (name, slip, f)
        for name, pairs in answers.wrong()
        if course.exercise(name).seconds <= 10
        for slip, f in pairs
    ]
    wrongs = part(every, 60)
    before = [judge_function(f, course.exercise(name)) for name, _, f in wrongs]
    second_language()
    for (name, slip, f), verdict in zip(wrongs, before, strict=True):
        assert ids(judge_function(f, course.exercise(name))) == ids(verdict), (
            name,
            slip,
        )
    assert sum(v.mistake is not None for v in before) > len(before) / 2


def test_what_passes_and_what_is_not_attempted_stays_so(second_language):
    second_language()
    for one in QUICK:
        verdict = judge_function(course.exercise(one.name).reference, one)
        assert (verdict.outcome, verdict.score) == ("passed", 1.0)
        assert judge_function(lambda *_: None, one).outcome == "not attempted"


def cells_of(source: Any) -> list[Any]:
    """What a notebook's cells are: kind, place in the course, points; code as it stands."""
    role = "lesson" if source.name == "lesson.md" else "exercise"
    made = compose(source, role).cells
    return [
        (c.cell_type, c.metadata.get("bpcourse"), c.metadata.get("nbgrader"))
        for c in made
    ]


def test_the_notebooks_have_the_same_cells(second_language):
    before = [cells_of(source) for source in SOURCES]
    second_language()
    assert [cells_of(source) for source in SOURCES] == before


WRONG = (
    "def sigmoid(x):\n    return 1 / (1 + np.exp(x))",
    "def hidden_delta(delta_next, W_next, A):\n    return delta_next @ W_next.T",
    "def softmax(z):\n    return np.exp(z) / np.exp(z).sum()",
)


def test_a_class_gets_the_same_points(second_language):
    names = ("sigmoid", "hidden_delta", "softmax", "layer_output")
    cells = ("import numpy as np", *WRONG, course.exercise("layer_output").source)
    handed_in = Submission("alder", "alder.ipynb", "0" * 64, cells)

    def graded() -> list[Any]:
        asked = [course.exercise(name) for name in names]
        with Grader(3) as grader:
            results = grader.grade(handed_in, asked).results
        return [(r.exercise, r.points, r.possible, ids(r.verdict)) for r in results]

    before = graded()
    assert [points for _, points, *_ in before][-1] > 0
    second_language()
    assert graded() == before


def test_explorers_draw_the_same_pictures(second_language, monkeypatch):
    monkeypatch.setattr(training, "EPOCHS", 6)
    monkeypatch.setattr(remedies, "EPOCHS", 4)
    monkeypatch.setattr(remedies, "run", remedies.run.__wrapped__)
    before = {name: drawn(make()) for name, make in explorers()}
    second_language()
    for table in tables():
        for id, text in table.items():
            monkeypatch.setitem(table, id, spoken(text))
    for name, make in explorers():
        shown = drawn(make())
        assert shown.keys() == before[name].keys(), f"{name}: a text is a value"
        for control, value in shown:
            label, picture = shown[control, value]
            old, same = before[name][control, value]
            assert picture == same, (name, control, value)
            assert label == other(old) or code(old), (name, control, old)


def explorers() -> Iterator[tuple[str, Any]]:
    """Every lesson's explorers by name, as functions that make them."""
    pytest.importorskip("ipywidgets")
    for number in course.all_lessons():
        home = f"bpcourse.course.lesson_{number}.explorer"
        found = importlib.util.find_spec(home) and importlib.import_module(home)
        for name, make in vars(found).items() if found else ():
            if inspect.isfunction(make) and make.__module__ == home and name[0] != "_":
                yield f"{number} {name}", make


def tables() -> Iterator[dict[str, Any]]:
    """The words of pictures and controls, by id."""
    for module in list(sys.modules):
        if module.startswith(("bpcourse.drawing", "bpcourse.course.lesson_")):
            for name, table in vars(sys.modules[module]).items():
                if name.isupper() and isinstance(table, dict) and words_by_id(table):
                    yield table


def words_by_id(table: dict[Any, Any]) -> bool:
    texts = [t for v in table.values() for t in (v if isinstance(v, tuple) else (v,))]
    return all(map(str.isidentifier, map(str, table))) and all(
        isinstance(text, str) and not text.startswith("#") for text in texts
    )


def drawn(explorer: Any) -> dict[tuple[str, Any], tuple[str, str]]:
    """For each option of each choice: its label, and the picture without its letters."""
    found = {}
    for name, control in explorer.controls.items():
        for label, value in getattr(control, "_options_full", ()):
            control.value = value
            found[name, value] = (label, LETTERED.sub("", explorer.svg))
    return found


def code(text: Any) -> bool:
    """Whether an option is a number or an expression, the same in every language."""
    try:
        tree = ast.parse(str(text), mode="eval").body
        return isinstance(tree, (ast.Constant, ast.BinOp))
    except SyntaxError:
        return False
