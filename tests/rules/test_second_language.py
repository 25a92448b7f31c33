"""No logic hangs on English words: with every text turned into another, the same is found.

Texts are those of lessons, exercises (those of their judges and measurements too), questions,
polls, terms, and the tables of the checks, of the learner's room, of grading and of the
explorers. Ids, verdicts, points, the kinds of cells and what is drawn must stay, and no English
word may stand in a verdict.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any

import answers
import pytest
import strange_values
from other_language import KEPT, other, speak, spoken
from places import ROOT
from rotation import part, sweep

from bpcourse import course
from bpcourse.checking import call_here, judge, judge_function
from bpcourse.checking.guess.arguments import argument_names
from bpcourse.checking.guess.source import source_of
from bpcourse.checking.plain import Odd, plain
from bpcourse.checking.restored import bounded_memory, restored_after_all
from bpcourse.course import Exercise
from bpcourse.course.lesson_08 import remedies
from bpcourse.drawing import training
from bpcourse.grading.grader import Grader
from bpcourse.grading.results import Submission
from bpcourse.publish.notebooks.compose import compose

QUICK = [e for e in course.all_exercises().values() if e.seconds <= 10]
KNOWN = [(e.name, m.id, m.function) for e in QUICK for m in e.mistakes]
SOURCES = sorted(
    s for s in (ROOT / "sources").glob("*/*.md") if s.name != "teaching.md"
)
LETTERED = re.compile(r'(?<=>)[^<]+(?=<)| aria-label="[^"]*"')  # of a picture


@pytest.fixture
def second_language(monkeypatch):
    """The course in the other language, for as long as a test runs."""
    return lambda: speak(monkeypatch)


def ids(verdict: Any) -> tuple[Any, ...]:
    """What a verdict is, without its words."""
    labels = [label for label, _ in verdict.rows]
    return (verdict.outcome, verdict.mistake, verdict.score, labels)


def test_the_other_language_has_no_english_word_and_keeps_code():
    assert other("the slope of `x` is {n}") == "тхе слопе оф `x` ис {n}"
    assert not re.search("[A-Za-z]", other("Where does it fall?"))


@sweep
def test_every_mistake_keeps_its_verdict(second_language):
    known = part(KNOWN, 20)
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
    before = [
        judge_function(answers.anew(f), course.exercise(name)) for name, _, f in wrongs
    ]
    second_language()
    for (name, slip, f), verdict in zip(wrongs, before, strict=True):
        again = judge_function(answers.anew(f), course.exercise(name))
        assert ids(again) == ids(verdict), (name, slip)
    assert sum(v.mistake is not None for v in before) > len(before) / 2


def test_two_mistakes_in_two_layers_keep_their_ids(second_language):
    asked = course.exercise("skip_gradients")

    def answer(*args):
        first = asked.mistake("no_way_round").function(*args)
        return [*first[:2], asked.mistake("third_reads_a2").function(*args)[2]]

    before = judge(call_here(answer), asked)
    second_language()
    assert "layer1:" in before.mistake
    asked = course.exercise("skip_gradients")
    assert ids(judge(call_here(answer), asked)) == ids(before)


def test_what_passes_and_what_is_not_attempted_stays_so(second_language):
    second_language()
    for one in QUICK:
        verdict = judge_function(course.exercise(one.name).reference, one)
        assert (verdict.outcome, verdict.score) == ("passed", 1.0)
        assert judge_function(lambda *_: None, one).outcome == "not attempted"


ENGLISH = re.compile(r"[A-Za-z]{2,}|\\ba\\b")
NUMBERS = {"nan", "inf", "None", "True", "False"}
OWN_WORDS = {
    "TookTooLong",
    "GoesOn",
}  # errors of the checks, whose texts are the catalogue's


def heard(function: Any, one: Exercise) -> tuple[Any, list[str]]:
    """The verdict, and what the answer's exceptions, warnings and types say of themselves."""
    call, said = call_here(function), list[str]()

    def listening(case: Any, asked: Exercise) -> Any:
        reply = call(case, asked)
        detail = "" if reply.error in OWN_WORDS else reply.detail
        said.extend(
            [reply.error or "", detail, *reply.warned, *types_in(plain(reply.value))]
        )
        return reply

    with restored_after_all(), bounded_memory():
        return judge(listening, one, source=source_of(function)), said


def types_in(value: Any) -> Iterator[str]:
    """The names of the types of a value and of all that is in it."""
    yield type(value).__name__
    if isinstance(value, Odd):
        yield value.name
        yield from types_in(value.inside)
    for item in value if isinstance(value, (list, tuple)) else ():
        yield from types_in(item)


def english_in(verdict: Any, said: list[str], one: Exercise) -> set[str]:
    """The English words of a verdict; not what is code, a name, or said by others."""
    rows = [text for label, text in verdict.rows if label != "called"]
    text = "\n".join([verdict.headline, *rows])
    for words in sorted(filter(None, said), key=len, reverse=True):
        text = text.replace(words, "")
    code = {one.name, *argument_names(one), *re.findall(r"\w+", " ".join(one.parts))}
    return set(ENGLISH.findall(KEPT.sub("", text))) - code - NUMBERS


@sweep
def test_no_english_word_is_left_in_the_verdict_on_a_known_mistake(second_language):
    second_language()
    for name, id, f in part(KNOWN, 20):
        one = course.exercise(name)
        verdict, said = heard(f, one)
        assert not english_in(verdict, said, one), (name, id, str(verdict))


@sweep
def test_no_english_word_is_left_in_the_verdict_on_a_strange_answer(second_language):
    second_language()
    for name in part([e.name for e in QUICK], 12):
        one = course.exercise(name)
        for what, change in strange_values.ANSWERS.items():
            verdict, said = heard(strange_values.answer(one, change), one)
            assert not english_in(verdict, said, one), (name, what, str(verdict))


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
