"""The README's tables say what the lessons and the report of the checks say."""

from __future__ import annotations

import re

from places import ROOT

from bpcourse.course import all_exercises, all_lessons
from bpcourse.publish.readme import (
    BEGIN,
    CHECKS,
    END,
    OURS,
    REPORT,
    TEACHING,
    checks,
    readme,
    teaching,
)


def test_the_readme_is_as_built():
    assert readme(ROOT) == (ROOT / "README.md").read_text(encoding="utf-8")


def test_only_what_stands_between_the_marks_is_built(tmp_path):
    page = tmp_path / "README.md"
    page.write_text(f"# A\n\n{BEGIN}\nold\n{END}\n\nThe rest.\n", encoding="utf-8")
    text = readme(tmp_path)
    assert text.startswith("# A\n") and text.endswith(f"{END}\n\nThe rest.\n")
    assert "old" not in text
    assert all(one.question in text for one in all_lessons().values())


def test_the_minutes_are_those_of_the_lessons_own_headers():
    rows = re.findall(r"\((notebooks/.*?)\) \| .*? \| (.*?) \|", readme(ROOT) or "")
    assert [name for name, _ in rows] == [
        f"notebooks/{one.name}.ipynb" for one in all_lessons().values()
    ]
    for name, span in rows:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert span and f"**Time:** {span} minutes" in text


def test_figures_on_the_checks_are_counted_or_the_reports():
    rows = re.findall(r"^\| (.+) \| (.+) \|$", checks(ROOT), re.M)[2:]
    counted, measured = rows[:2], rows[2:]
    exercises = all_exercises().values()
    number = sum(len(one.mistakes) for one in exercises)
    assert [value for _, value in counted] == [str(len(exercises)), str(number)]
    report = (ROOT / REPORT).read_text(encoding="utf-8")
    strangers, ours = report.split("## Our own answers")
    for name, value in measured:
        assert f"| {name} | {value} |" in (ours if name in OURS else strangers)
    first = (ROOT / "benchmarks" / "first_runs.md").read_text(encoding="utf-8")
    assert first in report


def test_no_known_mistake_is_missed_and_no_right_answer_refused():
    found = dict(re.findall(r"^\| (.+) \| (.+) \|$", checks(ROOT), re.M))
    named, of, all_forms = found[OURS[0]].split()
    assert of == "of" and named == all_forms
    assert found[OURS[1]].startswith("0 of ")


def test_figures_of_the_checks_stand_only_between_the_marks():
    """Elsewhere in README a number would grow old."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    before, _, after = text.partition(CHECKS[0])
    outside = before + after.partition(CHECKS[1])[2]
    values = re.findall(r"\d+ of \d+|\b\d{3,}\b", checks(ROOT))
    assert values and not [value for value in values if value in outside]


def test_without_a_report_the_figures_stay(tmp_path):
    text = f"{BEGIN}\n{END}\n{CHECKS[0]}\nold\n{CHECKS[1]}\n"
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    assert "old" in (readme(tmp_path) or "")


def test_a_readme_without_marks_is_left_alone(tmp_path):
    assert readme(tmp_path) is None
    (tmp_path / "README.md").write_text("# A\n", encoding="utf-8")
    assert readme(tmp_path) is None


def test_the_teachers_page_is_as_built_and_names_every_guide():
    page = ROOT / TEACHING
    text = page.read_text(encoding="utf-8")
    assert teaching(ROOT) == text
    guides = {p.name for p in page.parent.glob("[01]*.md")}
    assert set(re.findall(r"^\| \[\d\d .*?\]\((.*?)\)", text, re.M)) == guides
    assert {f"{one.name}.md" for one in all_lessons().values()} == guides


def test_the_term_has_fourteen_weeks_and_its_guides_are_there():
    text = (ROOT / TEACHING).with_name("plans.md").read_text(encoding="utf-8")
    term = text.partition("## A term of fourteen weeks")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\d+) \| (.*?) \|", term, re.M)
    assert [int(week) for week, _ in rows] == list(range(1, 15))
    named = re.findall(r"guide (\d\d)", " ".join(meeting for _, meeting in rows))
    assert named == list(all_lessons())
