"""What a learner's calls say has no English word where another language's texts stand."""

from __future__ import annotations

import functools
import re

import numpy as np
import pytest
from other_language import KEPT, speak
from places import ROOT

from bpcourse import check, checkpoint, hint, mine, solution
from bpcourse.course import all_exercises, all_questions, exercise
from bpcourse.learner import doctor, standing, texts
from bpcourse.learner.lift import Unliftable, lift
from bpcourse.learner.practice import items

pytestmark = pytest.mark.usefixtures("own_record")
NAMES = {*all_exercises(), "nan", "sigmod", "class", "object"}
WORD = re.compile(r"\b[A-Za-z]\w+")
PLACE = re.compile(r"\d\d-[\w-]+")


def english(said: object) -> set[str]:
    """The words of a notice or an error outside code; not the names of exercises and questions."""
    return set(WORD.findall(KEPT.sub("", PLACE.sub("", str(said))))) - NAMES


CALLS = {
    "nothing": lambda: check(),
    "a value": lambda: check(3.0),
    "no name": lambda: check(functools.partial(max, 1)),
    "a name": lambda: check("sigmoid"),
    "an unknown name": lambda: check("sigmod"),
    "an unknown name of a function": lambda: check(lambda x: x, "sigmod"),
    "a name that is none": lambda: check(lambda x: x, 3),
    "a value with a name": lambda: check(3.0, "sigmoid"),
    "the first hint": lambda: hint("sigmoid"),
    "the last hint": lambda: hint("sigmoid", 99),
    "a hint by symptom": lambda: hint("sigmoid", "sigmod"),
    "the solution too early": lambda: solution("sigmoid"),
    "a question without a name": lambda: checkpoint(3),  # type: ignore[arg-type]
    "an unknown question": lambda: checkpoint("99-sigmoid"),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call(name, monkeypatch):
    before = CALLS[name]()
    speak(monkeypatch)
    said = CALLS[name]()
    assert english(before) and not english(said), str(said)
    assert said.outcome == before.outcome


@pytest.mark.parametrize("answer", [..., "z", object, 1e9, (1, 2)])
def test_an_answer_to_a_question_of_each_form(answer, monkeypatch):
    forms = {
        (bool(q.options), type(q.answer), q.digits): q.id
        for q in all_questions().values()
    }
    before = {id: checkpoint(id, answer).outcome for id in forms.values()}
    speak(monkeypatch)
    for id, outcome in before.items():
        said = checkpoint(id, answer)
        assert not english(said), str(said)
        assert said.outcome == outcome


def test_why_a_function_is_not_kept(monkeypatch):
    speak(monkeypatch)
    for function in (np.tanh, exercise("sigmoid").reference):
        with pytest.raises(Unliftable) as told:
            lift(function, "sigmoid")
        assert not english(told.value)
    with pytest.raises(AttributeError) as told:
        mine.sigmod  # noqa: B018
    assert not english(told.value)


MATHS = {"tanh", "log", "exp", "sin", "cosh"}
ITEMS = {
    "question:01-steepest": ["a", "z"],
    "mistake:sigmoid.quotient": ["a", "b", "c", "d", "z"],
    "derive:two.tanh.softplus.log_cosh.w": ["0", "z"],
}


@pytest.mark.parametrize("id", ITEMS)
def test_what_is_practised(id, monkeypatch):
    speak(monkeypatch)
    made = items.item(id)
    lines = [x for x in made.prompt.splitlines() if not x.startswith(items.CODE)]
    assert not english("\n".join([*lines, *made.options])) - MATHS, made.prompt
    for answer in ITEMS[id]:
        try:
            said = made.judge(answer)[1]
        except items.Unusable as fault:
            said = str(fault)
        assert not english(said) - MATHS, said


def test_progress_and_the_examination_of_the_installation(monkeypatch):
    speak(monkeypatch)
    made = standing.Progress([("01", 1, 5)], "sigmoid", "01", (3, 1))
    assert not english(made) and not english(doctor.examine())
    assert "sigmoid" in str(made) and not english(
        re.sub("<[^>]*>", "", made._repr_html_())
    )
    assert not english(standing.Progress([], None, None, (3, 2)))


def test_every_text_of_the_table_is_used():
    home = ROOT / "bpcourse" / "learner"
    code = "".join(
        p.read_text(encoding="utf-8")
        for p in home.rglob("*.py")
        if p.name != "texts.py"
    )
    quoted = set(re.findall(r"""["'](\w+)["']""", code))
    assert texts.SENTENCES.keys() <= quoted
