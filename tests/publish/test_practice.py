"""A class's own mistakes as polls with slides."""

from __future__ import annotations

import pytest

from bpcourse.cli import main
from bpcourse.course import exercise
from bpcourse.publish.practice import polls_of, who_did

HEAD = "learner,file,counts,lesson,exercise,outcome,points,possible,mistake,message\n"
FIRST, SECOND = (m.id for m in exercise("hidden_delta").mistakes[:2])
ROWS = [
    ("alder", "hidden_delta", FIRST),
    ("birch", "hidden_delta", FIRST),
    ("cedar", "hidden_delta", SECOND),
    ("cedar", "sigmoid", exercise("sigmoid").mistakes[0].id),
    ("elm", "sigmoid", "general:sign"),
    ("elm", "no_exercise_of_ours", "sign"),
]


@pytest.fixture
def results(tmp_path):
    lines = [f"{who},f,yes,05,{name},failed,0,2,{id},\n" for who, name, id in ROWS]
    (tmp_path / "details.csv").write_text(HEAD + "".join(lines), encoding="utf-8")
    return tmp_path


def test_the_most_frequent_mistake_is_asked_first(results):
    polls = polls_of(who_did(results))
    assert len(polls) == 3
    first = exercise("hidden_delta").mistake(FIRST)
    assert "2 answers to `hidden_delta`" in polls[0].prompt
    assert [o.text for o in polls[0].options if o.right] == [first.name]
    wrong = [o.mistake for o in polls[0].options if not o.right]
    assert len(wrong) == 3 and wrong[0] == f"hidden_delta.{SECOND}"


def test_the_sheet_holds_the_polls_and_names_nobody(results, capsys):
    out = results / "slides"
    assert main(["practice", "--class", str(results), "--out", str(out)]) == 0
    page = (out / "practice.html").read_text(encoding="utf-8")
    assert exercise("hidden_delta").mistake(FIRST).name in page
    assert page.count('class="block prompt"') == 3 and "fragment custom answer" in page
    assert not any(who in page for who, *_ in ROWS if who != "elm")
    assert "3 polls" in capsys.readouterr().out


def test_one_poll_is_called_one_and_a_file_that_does_not_count_is_left_out(
    tmp_path, capsys
):
    rows = [("alder", "yes", FIRST), ("birch", "no", SECOND)]
    lines = [f"{who},f,{c},05,hidden_delta,failed,0,2,{id},\n" for who, c, id in rows]
    (tmp_path / "details.csv").write_text(HEAD + "".join(lines), encoding="utf-8")
    assert main(["practice", "--class", str(tmp_path), "--out", str(tmp_path)]) == 0
    assert "1 poll;" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00\x01"])
def test_another_file_is_a_sentence(tmp_path, capsys, text):
    (tmp_path / "x.csv").write_text(text)
    assert main(["practice", f"--class={tmp_path / 'x.csv'}"]) == 2
    assert "isn't the details.csv" in capsys.readouterr().err


def test_a_class_without_known_mistakes_is_a_sentence(tmp_path, capsys):
    (tmp_path / "details.csv").write_text(HEAD + "elm,f,yes,01,sigmoid,passed,2,2,,\n")
    assert main(["practice", "--class", str(tmp_path)]) == 2
    assert "names no known mistake" in capsys.readouterr().err
