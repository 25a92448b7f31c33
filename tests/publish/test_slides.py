"""Slides: what a lesson's cells become, and what the command says."""

from __future__ import annotations

import re

import nbformat
import pytest
from places import ROOT
from small_deck import CODE, TEXT, deck_of

from bpcourse.course import all_questions
from bpcourse.course.places import right_letter
from bpcourse.publish.notebooks import asking
from bpcourse.publish.slides import command as slides
from bpcourse.publish.slides import deck, rendering, slide

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def tagged(cell, *tags):
    cell.metadata["tags"] = list(tags)
    return cell


shown = slide.shown_text


def said(column):
    notes = [b.html for b in column.blocks if b.kind == "notes"]
    return rendering.letters(" ".join(notes))


# What a lesson's cells become


def test_headings_begin_slides_and_carry_no_minutes():
    found = deck_of(
        TEXT("# 90 T\n\nWhy?"), TEXT("## Predict (5 min)\n\nA."), TEXT("### Deep\n\nB.")
    )
    assert [(s.level, s.heading, s.section) for s in found] == [
        (1, "90 T", ""),
        (2, "Predict", "Predict"),
        (3, "Deep", "Predict"),
    ]


def test_prose_is_shown_whole_and_said():
    text = "A slope is a number (D0-03). " + "It goes on and on without an end. " * 20
    found = deck_of(TEXT(f"# T\n\n{text}"))[0]
    assert shown(found).startswith("A slope is a number. It goes")
    assert shown(found).count("on and on") == said(found).count("on and on") == 20


def test_a_comment_in_code_is_no_heading():
    found = deck_of(TEXT("# T\n\n## S\n\nA.\n\n```python\n# three\na = 1\n```"))
    assert [s.heading for s in found] == ["T", "S"]
    assert "# three" in shown(found[1])


def test_formulas_lists_tables_and_boxes_are_shown():
    text = "# T\n\n$$a^2$$\n\n- one\n- two\n\n| p | q |\n| - | - |\n| 1 | 2 |\n\n"
    found = deck_of(
        TEXT(text + '<div class="alert">Mind</div>\n\n<details>No</details>')
    )
    kinds = [b.kind for b in found[0].shown]
    assert kinds == ["math", "list", "table", "box"]
    assert "No" not in shown(found[0])


def test_imports_and_calls_of_figures_are_not_shown_but_other_code_is():
    cells = ["import numpy as np", "figures.curve()", "explorer.x(1)", "a = f(1)"]
    found = deck_of(TEXT("# T"), *map(CODE, cells))
    assert [b.kind for b in found[0].shown] == ["code"]
    assert shown(found[0]) == "a = f(1)"


def test_a_program_that_an_exercise_gives_is_shown_and_an_empty_stub_is_not():
    found = deck_of(
        TEXT("# T\n\nA."),
        TEXT("## S\n\nPut them in order."),
        answer("backward_loop", "b = 2\na = 1"),
        answer("forward", "raise NotImplementedError"),
        answer("05-paths", "checkpoint()"),
    )
    assert shown(found[-1]) == "Put them in order. b = 2 a = 1"


def answer(name, code):
    return CODE(code, metadata={"bpcourse": {"role": "answer", "name": name}})


def test_a_question_stands_alone_and_its_answer_is_only_said():
    name, asked = next((n, q) for n, q in all_questions().items() if q.options)
    own = {"bpcourse": {"role": "question", "name": name}}
    letters = "abcd"[: len(asked.options)]
    shown_options = "\n".join(f"- **{letter}** · option {letter}" for letter in letters)
    question = TEXT(f"Which?\n\n{shown_options}", metadata=own)
    below = answer(name, f'checkpoint("{name}", ...)')
    found = deck_of(TEXT("# T\n\n### H\n\nLead."), question, below, CODE("a = 1"))
    assert shown(found[2]).startswith("Which? a · option a b · option b")
    assert "· right." in said(found[2])
    assert "· right." not in shown(found[2])
    marked = re.findall(
        r'<li class="fragment custom answer"[^>]*>.*?</li>', found[2].blocks[1].html
    )
    right = right_letter(asked, name)
    assert [f"option {right}" in one for one in marked] == [True]
    assert [b.kind for b in found[3].shown] == ["code"]
    assert found[3].heading == "H"


def predicted(name):
    """A lesson 06 with one prediction; its polls left aside."""
    own = {"bpcourse": {"role": "question", "name": name}}
    options = "\n".join(f"- **{letter}** · {letter}" for letter in "abcd")
    found = deck_of(
        TEXT("# 06 T\n\nLead."),
        TEXT("## P"),
        TEXT(f"Which?\n\n{options}", metadata=own),
        TEXT("## One factor explains it all\n\nHere."),
        TEXT("## S\n\nB."),
    )
    return [s for s in found if s.kind != "poll"]


def test_a_prediction_leaves_its_answer_open_and_comes_again_with_it():
    found = predicted("06-threshold")
    assert [s.kind for s in found] == ["", "prediction", "", "", "again"]
    assert ["fragment" in s.html for s in found] == [False, False, False, False, True]
    assert found[1].html.count('class="answer"') == 1


def test_a_prediction_comes_again_where_it_is_taught():
    found = predicted("06-overshoot")
    assert [s.kind for s in found] == ["", "prediction", "", "again", ""]
    assert slide.numbers(found)["06-overshoot"] == 4


def test_a_number_is_written_without_a_point_or_a_minus_that_says_nothing():
    numbers = [asking.number(n, key=True).html for n in (1000.0, -0.0, 12, 0.25)]
    assert [re.search(r">(.*)<", n)[1] for n in numbers] == ["1000", "0", "12", "0.25"]
    for asked in (q for q in all_questions().values() if q.answer is not None):
        told = rendering.letters(rendering.html_of(asking.answer_of(asked, asked.id)))
        assert not re.search(r"Answer: (-0|[-\d]+\.0)\b(?!\.)", told), asked.id


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda p: p.stem[:2])
def test_no_zero_has_a_minus_and_no_whole_number_in_a_text_a_point(lesson):
    """What a cell prints stays as Python prints it: the class sees the same in JupyterLab."""
    for column in deck.slides(nbformat.read(lesson, as_version=4)):
        for block in column.blocks:
            text = rendering.letters(block.html)
            assert not re.search(r"(?<![\w.)\]])[-−]0(?:\.0*)?(?![\w.])", text), text
            if block.kind not in ("code", "output"):
                words = re.sub(r"(?s)<(pre|code)\b.*?</\1>", " ", block.html)
                found = re.search(
                    r"(?<![\w.])\d+\.0(?![\w.])", rendering.letters(words)
                )
                assert not found, words


@pytest.mark.parametrize("tag", [True, False])
def test_words_with_the_tag_notes_are_said_with_the_question_behind_them(tag):
    name = next(n for n, q in all_questions().items() if q.options)
    own = {"bpcourse": {"role": "question", "name": name}}
    lead = TEXT("### H\n\nBefore you read on:")
    found = deck_of(
        TEXT("# T\n\n## P\n\n## S\n\nA."),
        tagged(lead, "notes") if tag else lead,
        TEXT("Which?\n\n- **a** · one", metadata=own),
    )
    asked = found[-1]
    assert [shown(s) for s in found[2:-1]] == ([] if tag else ["Before you read on:"])
    assert asked.before == (["H"] if tag else [])
    assert said(asked).startswith("Before you read on:") == tag


def test_what_was_said_under_the_heading_before_stays_out_of_a_question():
    name = next(n for n, q in all_questions().items() if q.options)
    own = {"bpcourse": {"role": "question", "name": name}}
    cells = (TEXT("## S\n\nOf S."), TEXT("### H\n\nOf H."))
    found = deck_of(
        TEXT("# T\n\n## P\n\n"),
        *(tagged(cell, "notes") for cell in cells),
        TEXT("Which?\n\n- **a** · one", metadata=own),
    )
    assert said(found[-1]).startswith("Of H.")


def test_tags_overrule_the_structure():
    long = "One sentence that is not short at all, for it goes on. " * 6
    found = deck_of(
        TEXT("# T\n\nLead."),
        tagged(TEXT(long), "slide"),
        tagged(TEXT("Below."), "slide"),
        tagged(CODE("a = 1"), "fragment"),
        tagged(TEXT("Whisper."), "notes"),
        tagged(TEXT("Gone."), "skip"),
    )
    assert [s.level for s in found] == [1, 3, 3]
    assert shown(found[1]) == long.strip()
    assert [b.fragment for b in found[2].shown] == [False, True]
    assert "Whisper." in said(found[2])
    everything = " ".join(shown(s) + said(s) for s in found)
    assert "Gone." not in everything


def test_code_may_be_left_out_and_a_section_with_all_that_stands_under_it():
    found = deck_of(
        TEXT("# T\n\nLead."),
        tagged(TEXT("## A\n\nGone."), "skip-section"),
        TEXT("### B\n\nGone."),
        CODE("gone = 1"),
        TEXT("Gone.\n\n## C\n\nHere."),
        tagged(printing("code", "a result"), "result"),
        tagged(TEXT("## D\n\nWhisper."), "notes"),
        CODE("d = 1"),
    )
    assert [s.heading for s in found] == ["T", "C", "D"]
    assert shown(found[1]) == "Here. a result"
    assert shown(found[2]) == "d = 1"
    assert said(found[2]) == "Whisper."
    assert "Gone" not in " ".join(shown(s) + said(s) for s in found)


def printing(code, words):
    output = nbformat.v4.new_output("stream", text=words)
    return CODE(code, outputs=[output])


# The page


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda p: p.stem[:2])
def test_a_page_asks_for_nothing_and_shows_no_answer(lesson):
    notebook = nbformat.read(lesson, as_version=4)
    page = re.sub(r"<script>.*?</script>", "", slides.page_of(notebook), flags=re.S)
    asked = re.findall(r'(?:src|href)="([^"#]*)"|url\(([^)]*)\)', page)
    assert {a or b for a, b in asked} - {""}, "pictures and fonts lie within"
    assert all((a or b).startswith("data:") for a, b in asked if a or b)
    assert "Fetches the course" not in page
    visible = re.sub(r'<aside class="notes">.*?</aside>', "", page, flags=re.S)
    hidden = {
        o.feedback for q in all_questions().values() for o in q.options if o.right
    }
    assert not [f for f in hidden if f and rendering.html_of(f) in visible]
