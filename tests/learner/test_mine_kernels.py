"""Pieces of several kernels: none is lost, and a lesson's later cells use what passed."""

import subprocess
import sys
import textwrap

import pytest
from learner_cells import RIGHT

from bpcourse import course
from bpcourse.learner.pieces import take_apart

pytestmark = pytest.mark.usefixtures("folder")


def execute(notebook, folder):
    """Run all cells there; once more where a kernel hasn't got its ports."""
    from nbclient import NotebookClient

    where = {"metadata": {"path": str(folder)}}
    for last in (False, True):
        try:
            return NotebookClient(notebook, resources=where, timeout=300).execute()
        except (RuntimeError, TimeoutError, KeyError):
            if last:
                raise


def test_two_kernels_lose_no_piece(folder, tmp_path):
    program = textwrap.dedent(
        """
        import sys
        from bpcourse.course import exercise, lesson
        from bpcourse.learner.lift import Piece
        from bpcourse.learner.pieces import keep
        from pathlib import Path
        for round in range(15):
            for name in sys.argv[2:]:
                text = f"def {name}():\\n    return {round}"
                keep(Path(sys.argv[1]), lesson("05"), Piece(name, (), {name: text}))
        """
    )
    names = list(course.lesson("05").exercises)
    halves = (names[::2], names[1::2])
    kernels = [
        subprocess.Popen([sys.executable, "-c", program, str(folder), *half])
        for half in halves
    ]
    assert [k.wait() for k in kernels] == [0, 0]
    module = take_apart((folder / "lesson_05.py").read_text())
    assert list(module.blocks) == names
    assert all("return 14" in text for text in module.blocks.values())
    assert len(list((folder / "earlier").iterdir())) == 14 * len(names)


def test_a_kernel_keeps_what_passes_and_a_later_cell_uses_it(tmp_path, monkeypatch):
    import nbformat

    monkeypatch.delenv("BPCOURSE_MINE")
    (tmp_path / ".bpcourse").mkdir()
    (tmp_path / "exercises").mkdir()
    cells = (
        "import numpy as np\nfrom bpcourse import check, mine",
        "%%time\n" + RIGHT.format(note="in a kernel", helper="slope"),
        "verdict = check(hidden_delta)",
        "print(verdict.row('kept'), mine.whose('05')['hidden_delta'])",
        "import inspect\nprint(inspect.getsource(mine.hidden_delta))",
    )
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(c) for c in cells]
    )
    execute(notebook, tmp_path / "exercises")
    assert "mine/lesson_05.py True" in notebook.cells[3].outputs[0].text
    assert "# in a kernel" in notebook.cells[4].outputs[0].text
    assert "# in a kernel" in (tmp_path / "mine" / "lesson_05.py").read_text()


@pytest.mark.slow
def test_lesson_05_is_written_into_the_learners_own_module(tmp_path, monkeypatch):
    """The delivered lesson, its answers written, in a workspace: every piece is the learner's."""
    import nbformat
    from places import ROOT

    monkeypatch.delenv("BPCOURSE_MINE")
    (tmp_path / ".bpcourse").mkdir()
    (tmp_path / "notebooks").mkdir()
    notebook = nbformat.read(next(ROOT.glob("notebooks/05_*.ipynb")), as_version=4)
    written = []
    for cell in notebook.cells:
        own = cell.metadata.get("bpcourse", {})
        if own.get("role") == "answer" and own["name"] in course.all_exercises():
            written.append(own["name"])
            cell.source = course.exercise(own["name"]).answer(solved=True)
    notebook.cells.append(nbformat.v4.new_code_cell("print(mine.whose('05'))"))
    execute(notebook, tmp_path / "notebooks")
    module = take_apart((tmp_path / "mine" / "lesson_05.py").read_text("utf-8"))
    assert written and set(written) <= set(module.blocks)
    said = notebook.cells[-1].outputs[0].text
    assert said.count("yours") == len(written)
