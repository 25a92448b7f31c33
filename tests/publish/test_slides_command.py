"""Slides: what the command makes, and what it says where it can't."""

from __future__ import annotations

import nbformat
import pytest
from places import ROOT
from small_deck import CODE, TEXT

from bpcourse import cli
from bpcourse.publish.slides import command as slides

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_a_page_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    lesson = slides.find_notebook("00", ROOT)
    page = tmp_path / f"{lesson.stem}.html"
    page.write_text("old", encoding="utf-8")
    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError):
        slides.build(lesson, tmp_path, execute=False)
    assert page.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [page]


def test_several_lessons_are_made_at_once_or_none(tmp_path):
    told = ["--no-execute", "--root", str(ROOT), "--out", str(tmp_path)]
    assert cli.main(["slides", "1", "98", *told]) == 2
    assert list(tmp_path.iterdir()) == []
    assert cli.main(["slides", "1", "2", *told]) == 0
    made = [f"{lesson.stem}.html" for lesson in LESSONS[1:3]]
    assert sorted(p.name for p in tmp_path.iterdir()) == made


def test_the_same_run_gives_the_same_page():
    notebook = nbformat.read(LESSONS[0], as_version=4)
    assert slides.page_of(notebook) == slides.page_of(notebook)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["98"], "there is no lesson 98"),
        (["03", "--root", "{}/nowhere"], "there is no lesson 03"),
        (["90", "--root", "{}"], "is no notebook"),
    ],
)
def test_what_is_missing_is_a_sentence(tmp_path, capsys, argv, words):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/90_x.ipynb").write_text("{", "utf-8")
    assert cli.main(["slides", *(a.format(tmp_path) for a in argv)]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told


def test_a_handout_without_a_browser_is_a_sentence_and_the_slides_stay(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(slides.shutil, "which", lambda name: None)
    assert (
        cli.main(["slides", "3", "--no-execute", "--pdf", "--out", str(tmp_path)]) == 2
    )
    assert "?handout" in capsys.readouterr().err
    assert (tmp_path / "03_single_neuron.html").exists()


def test_a_cell_that_fails_is_named_with_the_way_round(tmp_path, capsys):
    (tmp_path / "notebooks").mkdir()
    notebook = nbformat.v4.new_notebook(cells=[TEXT("# T"), CODE("1 / 0")])
    nbformat.write(notebook, tmp_path / "notebooks/90_x.ipynb")
    assert (
        cli.main(["slides", "90", "--root", str(tmp_path), "--out", str(tmp_path)]) == 2
    )
    told = capsys.readouterr().err
    assert "ZeroDivisionError" in told
    assert "--no-execute" in told
