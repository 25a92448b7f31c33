"""The teacher's guides: minutes, headings, polls, and that they are as built."""

import re

import pytest
from places import ROOT

from bpcourse.course import all_polls, all_questions, exercises_of
from bpcourse.errors import Told
from bpcourse.publish.guides import aims, find_poll, guide, guide_path, mistakes

SOURCES = sorted((ROOT / "sources").glob("*/teaching.md"))
ROW = re.compile(r"^\| (\d+)–(\d+) \| (.+?) \|", re.M)
POLL = re.compile(r"\{\{ poll ([\w-]+) \}\}")
each = pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.parent.name)


def polls(source):
    return [find_poll(id) for id in POLL.findall(source.read_text(encoding="utf-8"))]


def test_every_lesson_has_a_guide():
    lessons = sorted((ROOT / "notebooks").glob("*.ipynb"))
    assert [s.parent.name for s in SOURCES] == [n.stem for n in lessons]


def test_every_poll_is_asked_and_none_takes_the_id_of_a_question():
    used = {p.id for source in SOURCES for p in polls(source)}
    assert set(all_polls()) <= used
    assert not set(all_polls()) & set(all_questions())


@each
def test_every_known_mistake_is_in_the_guide_with_what_to_say(source):
    text = guide(source)
    for asked in exercises_of(source.parent.name[:2]):
        assert mistakes(asked) in text
        for mistake in asked.mistakes:
            assert mistake.ask.replace("|", r"\|") in text


@each
def test_the_aims_are_the_lessons_own(source):
    text = source.with_name("lesson.md").read_text(encoding="utf-8")
    bullets = aims(text).split("\n- ")
    assert len(bullets) == 3 and aims(text) in text


def test_the_aims_are_found_by_their_place_and_not_by_words():
    listed = "- eins,\n- zwei,\n  lang."
    lesson = f"- no\n\n{{{{ header }}}}\n\nDanach kannst du\n\n{listed}\n\n- drei\n"
    assert aims(lesson) == listed
    with pytest.raises(ValueError, match="no list"):
        aims("{{ header }}\n\nNothing.\n")


@each
def test_the_guide_is_as_built(source):
    assert guide_path(source).read_text(encoding="utf-8") == guide(source)


def test_the_plans_take_whole_rows_of_the_guides():
    plans = (ROOT / "docs" / "teaching" / "plans.md").read_text(encoding="utf-8")
    taken = re.findall(r"guide (\d\d), minutes ([\d– and]+)", plans)
    assert len(taken) >= 4
    for number, minutes in taken:
        source = next(s for s in SOURCES if s.parent.name.startswith(number))
        rows = ROW.findall(source.read_text(encoding="utf-8"))
        begin, end = {a for a, _, _ in rows}, {b for _, b, _ in rows}
        for a, b in re.findall(r"(\d+)–(\d+)", minutes):
            assert a in begin and b in end, (number, a, b)


@pytest.mark.parametrize("line", ["{{ poll no-such }}", "{{ mistake }}"])
def test_a_directive_that_names_nothing_is_told_with_the_file(tmp_path, line):
    folder = tmp_path / "sources" / "01_x"
    folder.mkdir(parents=True)
    source = folder / "teaching.md"
    source.write_text(line, encoding="utf-8")
    with pytest.raises(Told, match=r"01_x/teaching\.md"):
        guide(source)
