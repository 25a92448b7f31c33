"""The table of minutes of a guide: its slides, what stays for home, and the speaker's words."""

from __future__ import annotations

import re

import nbformat
import pytest
from places import ROOT
from small_deck import TEXT

from bpcourse.course import all_polls, all_questions
from bpcourse.publish.guides import find_poll
from bpcourse.publish.plan import BOLD, ROW, plan, sections, with_slides
from bpcourse.publish.slides import command as slides
from bpcourse.publish.slides import deck, rendering
from bpcourse.publish.slides.slide import Column, shown_text

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LEFT = re.compile(r"^Not in this plan, for home: (.*)$", re.M)
TABLE = """\
| minutes | part | you | they |
| --- | --- | --- | --- |
| 0–20 | **A** | ask | answer |
| 20–50 | **C**, **E** | ask | answer |
"""
LESSON = """## A

```python
# B
## D
```

### B (5 min)

## C

## E
"""
DECK = [
    Column(1, name="T"),
    Column(2, name="A"),
    Column(3, name="1-poll", kind="question"),
    Column(3, name="1-spare", kind="question", before=["A"]),
    Column(3, name="an exercise"),
    Column(3, name="B"),
    Column(3, name="1-guess", kind="again", section="C", before=["A"]),
    Column(2, name="C", needs="all"),
    Column(3, name="1-late", kind="again"),
]


def guide_of(lesson):
    return (ROOT / "docs" / "teaching" / f"{lesson.stem}.md").read_text("utf-8")


def test_a_part_has_the_slides_of_all_that_stands_under_its_heading():
    assert sections(DECK, ["A", "B", "C", "E"]) == {
        "A": [2, 3, 4, 5],
        "B": [6, 7],
        "C": [8],
    }


def test_the_table_names_its_slides_and_what_stays_for_home():
    text = with_slides(f"{TABLE}\n{{{{ poll 1-poll }}}}\n", DECK, LESSON)
    assert "| **A** (slides 2–5) |" in text
    assert "| **C** (slide 8, explorer), **E** (no slide) |" in text
    assert "The plan shows 7 of the 9 slides." in text
    assert "as time allows: slide 4." in text
    assert "with their answers: slide 9." in text
    assert "for home: **B** (slides 6–7).\n" in text
    assert text.endswith("{{ poll 1-poll }}\n")


def test_a_text_without_the_table_stays():
    assert with_slides("Nothing.\n", DECK, LESSON) == "Nothing.\n"


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda p: p.stem[:2])
def test_every_slide_is_in_the_plan_or_for_home(lesson):
    made = deck.slides(nbformat.read(lesson, as_version=4))
    guide = guide_of(lesson)
    rows = " ".join(row[2] for row in ROW.finditer(guide))
    home = " ".join(LEFT.findall(guide))
    assert home and not set(BOLD.findall(rows)) & set(BOLD.findall(home))
    told = [1, *slides_in(rows), *slides_in(home)]
    again = re.search(r"with their answers: (.*)\.", guide)
    told += slides_in(again[1]) if again else []
    assert sorted(set(told)) == list(range(1, len(made) + 1))


def slides_in(text):
    found = []
    for numbers in re.findall(r"slides? ([\d–, ]*\d)", text):
        for part in numbers.split(", "):
            first, _, last = part.partition("–")
            found += range(int(first), int(last or first) + 1)
    return found


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda p: p.stem[:2])
def test_every_poll_of_the_teachers_guide_has_its_slide_in_the_guides_order(lesson):
    guide = guide_of(lesson)
    made = deck.slides(nbformat.read(lesson, as_version=4))
    numbers = [
        int(n) for n in re.findall(r"^\*\*Poll \d\*\*, slide (\d+)\. ", guide, re.M)
    ]
    assert len(numbers) == 4
    assert numbers == sorted(numbers)
    source = (ROOT / "sources" / lesson.stem / "teaching.md").read_text("utf-8")
    for number, id in zip(numbers, re.findall(r"\{\{ poll ([\w-]+) \}\}", source)):
        prompt = rendering.letters(rendering.html_of(find_poll(id).prompt))
        assert shown_text(made[number - 1]).startswith(prompt)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda p: p.stem[:2])
def test_every_heading_of_the_guides_minutes_has_the_number_of_its_slide(lesson):
    guide = guide_of(lesson)
    made = deck.slides(nbformat.read(lesson, as_version=4))
    rows = re.findall(r"^\| \d+–\d+ \| (.*?) \|", guide, re.M)
    named = [
        n for row in rows for n in re.findall(r"\*\*(.+?)\*\* \(slides? (\d+)", row)
    ]
    assert len(named) >= len(rows) - 1
    for name, number in named:
        column = made[int(number) - 1]
        assert name in (*column.before, column.name)


def test_every_poll_is_asked_under_a_heading_of_its_lesson():
    for lesson in LESSONS:
        cells = nbformat.read(lesson, as_version=4).cells
        headings = [h for c in cells for h in re.findall(r"^#+ (.*)$", c.source, re.M)]
        for asked in (all_questions() | all_polls()).values():
            if asked.taught and asked.id.startswith(lesson.stem[:2]):
                assert any(h.startswith(asked.taught) for h in headings), asked.id


def test_the_speaker_reads_the_guides_minutes():
    notebook = nbformat.v4.new_notebook(cells=[TEXT("# T\n\nA."), TEXT("## S\n\nB.")])
    row = "| minutes | part | you |\n| --- | --- | --- |\n| 0–5 | **S** (slide 2) | ask |\n"
    page = slides.page_of(notebook, guide=row)
    notes = re.findall(r'<aside class="notes">(.*?)</aside>', page, re.S)
    assert any("0–5 min" in n and "ask" in n for n in notes)


def test_the_speaker_reads_what_is_not_in_the_plan():
    deck = [*DECK, Column(3, name="an exercise", worth="5 min")]
    said = plan(TABLE, deck)
    assert list(said) == ["A", "C", "E", "B"]
    assert "Not in the plan" in said["B"] and "Not in the plan" not in said["A"]
    assert plan("No table.\n", deck) == {}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda p: p.stem[:2])
def test_what_the_guide_leaves_for_home_is_what_the_speaker_reads(lesson):
    guide = guide_of(lesson)
    said = plan(guide, deck.slides(nbformat.read(lesson, as_version=4)))
    home = BOLD.findall(" ".join(LEFT.findall(guide)))
    planned = {n for row in ROW.finditer(guide) for n in BOLD.findall(row[2])}
    assert set(said) - planned == set(home)
