"""The README's table of lessons says what the lessons say."""

from __future__ import annotations

from places import ROOT

from bpcourse.course import all_lessons
from bpcourse.publish.readme import BEGIN, END, readme


def test_the_readme_is_as_built():
    assert readme(ROOT) == (ROOT / "README.md").read_text(encoding="utf-8")


def test_only_what_stands_between_the_marks_is_built(tmp_path):
    page = tmp_path / "README.md"
    page.write_text(f"# A\n\n{BEGIN}\nold\n{END}\n\nThe rest.\n", encoding="utf-8")
    text = readme(tmp_path)
    assert text.startswith("# A\n") and text.endswith(f"{END}\n\nThe rest.\n")
    assert "old" not in text
    assert all(one.question in text for one in all_lessons().values())


def test_a_readme_without_marks_is_left_alone(tmp_path):
    assert readme(tmp_path) is None
    (tmp_path / "README.md").write_text("# A\n", encoding="utf-8")
    assert readme(tmp_path) is None
