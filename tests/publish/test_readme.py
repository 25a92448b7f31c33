"""The README's tables say what the lessons and the report of the checks say."""

from __future__ import annotations

import json
import re
from collections import Counter

import answers
import pytest
from places import ROOT

from benchmarks import autograder, pieces
from benchmarks.pieces import SEEDS_OF_STYLES
from bpcourse.course import all_exercises, all_lessons, exercise
from bpcourse.errors import Told
from bpcourse.publish.readme import (
    BEGIN,
    CHECKS,
    END,
    MEASURED,
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


@pytest.fixture
def shown() -> dict[str, str]:
    """README's figures by their names."""
    return dict(re.findall(r"^\| (.+) \| (.+) \|$", checks(ROOT), re.M))


def test_every_figure_on_the_checks_is_near_what_the_code_holds_today(shown):
    """`python -m benchmarks.autograder` measures anew what a mistake or two have made old."""
    asked = all_exercises().values()
    known = [one for exercise in asked for one in exercise.mistakes]
    forms = sum(1 + len(one.also) for one in known)
    runs = SEEDS_OF_STYLES * sum(len(some) for _, some in answers.right())
    report = json.loads((ROOT / REPORT).read_text(encoding="utf-8"))
    ours = {id: value for id, (_, value) in report["ours"].items()}
    assert shown["exercises"] == str(len(asked))
    assert shown["known mistakes"] == str(len(known))
    named, measured = map(int, ours["forms"].split(" of "))
    assert named == measured and 0.95 * forms <= measured <= forms
    refused, measured = map(int, ours["styles"].split(" of "))
    assert refused == 0 and 0.95 * runs <= measured <= runs


def test_figures_that_were_measured_are_the_reports(shown):
    report = json.loads((ROOT / REPORT).read_text(encoding="utf-8"))
    for table, id in MEASURED:
        name, value = report[table][id]
        assert shown[name] == value


def test_the_report_shows_what_its_data_say():
    report = json.loads((ROOT / REPORT).read_text(encoding="utf-8"))
    first = json.loads(autograder.FIRST_FIGURES.read_text(encoding="utf-8"))
    assert report["first_run"] == first
    page = autograder.PAGE.read_text(encoding="utf-8")
    assert autograder.page(report).splitlines()[3:] == page.splitlines()[3:]


def test_the_report_has_every_figure_that_the_readme_asks_for():
    measured = Counter({"forms": 3, "forms named": 3, "styles runs": 4})
    report = {
        "first_run": json.loads(autograder.FIRST_FIGURES.read_text(encoding="utf-8")),
        "ours": autograder.ours(measured, [0.1]),
    }
    assert {id in report[table] for table, id in MEASURED} == {True}
    assert report["ours"]["forms"][1] == "3 of 3"
    assert report["ours"]["styles"][1] == "0 of 4"


def test_one_exercise_is_measured_in_all_its_forms_and_styles():
    asked = exercise("layer_output")
    found, _, faults = pieces.catalogue(asked)
    forms = sum(1 + len(one.also) for one in asked.mistakes)
    assert forms > len(asked.mistakes) == found["known"]
    assert not faults and found["forms"] == found["forms named"] == forms
    found, _, faults = pieces.styles(asked)
    right = len(answers.module(asked.name).RIGHT)
    assert not faults and found["styles runs"] == SEEDS_OF_STYLES * right
    assert found["styles runs refused"] == 0


@pytest.mark.parametrize("text", ['{"ours": {}}', "<<<<<<<"])
def test_a_report_that_lacks_a_figure_is_told(tmp_path, text):
    (tmp_path / REPORT).parent.mkdir()
    (tmp_path / REPORT).write_text(text, encoding="utf-8")
    with pytest.raises(Told, match="python -m benchmarks.autograder"):
        checks(tmp_path)


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
    guides = {p.name for p in page.parent.glob("[0-9]*.md")}
    assert set(re.findall(r"^\| \[\d\d .*?\]\((.*?)\)", text, re.M)) == guides
    assert {f"{one.name}.md" for one in all_lessons().values()} == guides


def test_the_term_has_fourteen_weeks_and_its_guides_are_there():
    text = (ROOT / TEACHING).with_name("plans.md").read_text(encoding="utf-8")
    term = text.partition("## A term of fourteen weeks")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\d+) \| (.*?) \|", term, re.M)
    assert [int(week) for week, _ in rows] == list(range(1, 15))
    assert re.findall(r"guide (\d\d)", term) == list(all_lessons())
