"""The builder: what a source becomes, what a run leaves, and what authors are told."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import nbformat
import notebook_rules as rules
import pytest
from places import DATA, ROOT

import bpcourse.course as asked
from bpcourse import cli
from bpcourse.course import Exercise, Option, Question, all_exercises, terms
from bpcourse.publish.notebooks import command as building
from bpcourse.publish.notebooks import execute
from bpcourse.publish.notebooks.compare import differences
from bpcourse.publish.notebooks.normalise import normalise, plain, text_of

compose = import_module("bpcourse.publish.notebooks.compose").compose
TINY = DATA / "building" / "sources"
HEADER = TINY.joinpath("90_tiny/lesson.md").read_text("utf-8").partition("\n\n")[0]
FOLDERS = ("notebooks", "exercises", "solutions")


def doubled(x):
    """Twice `x`."""
    twice_as_much = x + x
    return twice_as_much


def halved(x):
    """Half of `x`."""
    half_as_much = x / 2
    return half_as_much


def bare(x):
    return x


def _exercise(reference, **more):
    words = {"title": "Try", "statement": f"Write `{reference.__name__}`."}
    data = {"cases": lambda rng: (), "mistakes": (), "hints": ("a", "b", "c")}
    return Exercise(
        lesson="90", reference=reference, another_way="", **words, **data, **more
    )


EXERCISES = {
    "doubled": _exercise(doubled, points=1, minutes=1),
    "halved": _exercise(halved, minutes=2, starter="    return x // 2"),
    "bare": _exercise(bare),
}
QUESTIONS = {
    "90-side": Question(
        "90-side",
        "Which side?",
        "Yes.",
        (Option("left", "No."), Option("right", "Yes.", right=True)),
    )
}


@pytest.fixture(autouse=True)
def _tiny_course(monkeypatch):
    monkeypatch.setattr(asked, "all_exercises", lambda: EXERCISES)
    monkeypatch.setattr(asked, "all_questions", lambda: QUESTIONS)


@pytest.fixture
def root(tmp_path):
    shutil.copytree(TINY, tmp_path / "sources")
    return tmp_path


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The tiny course, built and run once."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(TINY, root / "sources")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asked, "all_exercises", lambda: EXERCISES)
        patch.setattr(asked, "all_questions", lambda: QUESTIONS)
        assert cli.main(["build", "--root", str(root)]) == 0
    return root


@pytest.fixture
def course(built, tmp_path):
    """A copy of the built course, to be broken."""
    return Path(shutil.copytree(built, tmp_path / "course"))


def lesson(*cells: str) -> str:
    return "\n\n".join([HEADER, *cells]) + "\n"


def code(text: str, options: str = "") -> str:
    return f"```{{code-cell}} ipython3\n{options}{text}\n```"


def write_lesson(root: Path, *cells: str) -> Path:
    path = root / "sources" / "90_tiny/lesson.md"
    path.write_text(lesson(*cells), encoding="utf-8")
    return path


def read(root: Path, folder: str) -> nbformat.NotebookNode:
    return nbformat.read(
        root / folder / "90_tiny.ipynb", as_version=nbformat.NO_CONVERT
    )


def run(root: Path, *more: str) -> int:
    return cli.main(["build", "--root", str(root), *more])


# What a source becomes


def test_an_exercise_is_a_statement_an_answer_and_a_check():
    notebook = compose(TINY / "90_tiny/exercises.md", "exercise")
    statement, answer, check = notebook.cells[4:7]
    assert statement.source == "### Try\n\n*1 min · 1 point*\n\nWrite `doubled`."
    assert answer.source.startswith(
        'def doubled(x):\n    """Twice `x`."""\n    # Write'
    )
    assert answer.source.endswith("    raise NotImplementedError")
    assert check.source == "check(doubled)"
    assert check.metadata.bpcourse == {"role": "check", "name": "doubled", "points": 1}


def test_the_solution_stands_between_its_marks_and_works():
    notebook = compose(TINY / "90_tiny/exercises.md", "solution")
    lines = notebook.cells[5].source.splitlines()
    assert lines[2] == "    ### BEGIN SOLUTION"
    assert lines[-1] == "    ### END SOLUTION"
    names: dict = {}
    exec(notebook.cells[5].source, names)
    assert names["doubled"](3) == 6


def test_a_starter_is_the_stub_and_not_the_solution():
    stub = compose(TINY / "90_tiny/exercises.md", "exercise").cells[9].source
    assert stub == 'def halved(x):\n    """Half of `x`."""\n    return x // 2'


def test_an_exercise_in_a_lesson_is_unsolved_and_nothing_to_hand_in(root):
    path = write_lesson(root, "# 90 T", "{{ exercise doubled }}")
    answer = compose(path, "lesson").cells[3]
    assert answer.source.endswith("raise NotImplementedError")
    assert "nbgrader" not in answer.metadata


def test_a_question_is_a_prompt_with_lettered_options_and_a_checkpoint():
    notebook = compose(TINY / "90_tiny/lesson.md", "lesson")
    at = [rules.role(c) for c in notebook.cells].index("question")
    prompt, answer = notebook.cells[at : at + 2]
    assert prompt.source == "Which side?\n\n- **a** · right\n- **b** · left"
    assert answer.source == 'checkpoint("90-side")'


def test_a_glossary_is_a_table_with_a_row_for_every_term():
    table = compose(TINY / "90_tiny/lesson.md", "lesson").cells[-1].source.splitlines()
    assert table[0] == "| English | Chinese | symbol | in code |"
    assert len(table) == 2 + len(terms("01"))


def test_answers_and_checks_bear_what_nbgrader_asks_for():
    for role in ("exercise", "solution"):
        cells = compose(TINY / "90_tiny/exercises.md", role).cells
        marks = [c.metadata.nbgrader for c in cells if "nbgrader" in c.metadata]
        ids = [m.grade_id for m in marks]
        assert ids == ["doubled", "check_doubled", "halved", "check_halved"]
        assert [m.solution for m in marks] == [True, False, True, False]
        keys = {"schema_version", "grade_id", "solution", "grade", "locked", "task"}
        assert all(m.keys() == keys and m.schema_version == 3 for m in marks)


@pytest.mark.parametrize("name", all_exercises())
def test_every_stub_and_every_solution_is_a_function_and_only_one_is_solved(name):
    exercise = all_exercises()[name]
    for solved in (False, True):
        names = {"np": import_module("numpy")}
        exec(exercise.answer(solved=solved), names)
        assert callable(names[name])
    own = f"{exercise.statement} {exercise.starter} {exercise.split_source()[0]}"
    stub = exercise.answer(solved=False)
    hidden = rules.solution_lines(exercise.answer(solved=True))
    assert [s for s in hidden if s in stub and s not in " ".join(own.split())] == []


# Ids


def ids(path: Path, role: str = "lesson") -> dict[str, str]:
    return {c.id: c.source for c in compose(path, role).cells}


def test_a_new_cell_changes_no_other_cells_id(root):
    path = write_lesson(
        root, "# 90 T", code("a = 1"), "{{ question 90-side }}", code("b")
    )
    before = ids(path)
    new = [
        "# 90 T",
        "+++",
        "New.",
        code("new"),
        code("a = 1"),
        "{{ question 90-side }}",
    ]
    after = ids(write_lesson(root, *new, code("b")))
    assert before.items() <= after.items()
    assert len(after) == len(before) + 2


def test_an_edited_cell_changes_its_own_id_alone(root):
    before = ids(write_lesson(root, "# 90 T", code("a = 1"), code("b = 2")))
    after = ids(write_lesson(root, "# 90 T", code("a = 1"), code("b = 3")))
    assert len(before) - len(before.keys() & after.keys()) == 1


def test_a_changed_exercise_keeps_its_cells_ids(monkeypatch):
    before = list(ids(TINY / "90_tiny/exercises.md", "exercise"))
    changed = EXERCISES | {"doubled": _exercise(doubled, starter="    return 0")}
    monkeypatch.setattr(asked, "all_exercises", lambda: changed)
    assert list(ids(TINY / "90_tiny/exercises.md", "exercise")) == before


def test_ids_are_unique_and_valid_even_for_equal_cells(root):
    path = write_lesson(root, "# 90 T", code("a"), code("a"), "+++", "x", "+++", "x")
    notebook = compose(path, "lesson")
    nbformat.validate(notebook)
    assert not rules.duplicates(c.id for c in notebook.cells)


def test_the_same_cell_has_another_id_in_every_notebook():
    path = TINY / "90_tiny/exercises.md"
    assert not ids(path, "exercise").keys() & ids(path, "solution").keys()


# What a run leaves


def test_every_notebook_of_the_tiny_course_keeps_the_rules(built):
    for folder in FOLDERS:
        notebook = read(built, folder)
        nbformat.validate(notebook)
        for rule in (rules.run_faults, rules.output_faults, rules.heading_faults):
            assert list(rule(notebook)) == []


def test_no_line_of_a_solution_is_in_the_exercise_notebook(built):
    unsolved, solved = read(built, "exercises"), read(built, "solutions")
    assert list(rules.leaks(unsolved, solved, EXERCISES)) == []


def test_streams_are_merged(built):
    cell = next(c for c in read(built, "notebooks").cells if "and another" in c.source)
    assert [o.text for o in cell.outputs] == ["one line,\nand another\n"]


def test_the_picture_stays_and_the_widget_goes(built):
    cell = next(c for c in read(built, "notebooks").cells if "Shown" in c.source)
    data = cell.outputs[0].data
    assert data.keys() == {"text/html", "text/plain"}
    assert data["text/html"].endswith('base64,/opt/">')


def test_folders_and_addresses_are_taken_out(built):
    cells = [
        c for c in read(built, "notebooks").cells if c.source.startswith("print(o")
    ]
    texts = [c.outputs[0].text for c in cells]
    assert texts == ["workspace python/os.py\n", "<object object at 0x...>\n"]


def test_a_traceback_names_files_of_the_course_from_its_own_root(built):
    cell = next(
        c
        for c in read(built, "notebooks").cells
        if rules.tags(c) == ["raises-exception"]
    )
    text = "\n".join(cell.outputs[0].traceback)
    assert "bpcourse/course/__init__.py" in text
    assert str(Path(building.__file__).parents[3]) not in text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{sys.prefix}/bin/tool", "python/bin/tool"),
        (f"{Path.home()}/notes.txt", "~/notes.txt"),
        ("/tmp/ipykernel_12/345.py:1", "cell:1"),
        (r"C:\Users\me\Temp\ipykernel_12\345.py", "cell"),
        ("base64,0xabcdef0123", "base64,0xabcdef0123"),
        ("a / b, square/root, 0x1f", "a / b, square/root, 0x1f"),
    ],
)
def test_plain_takes_out_machines_and_nothing_else(text, wanted):
    assert plain(text) == wanted


def test_building_again_gives_the_same_bytes(built, root):
    (root / "sources" / "90_tiny/exercises.md").unlink()
    assert run(root) == 0
    first, again = (r / "notebooks" / "90_tiny.ipynb" for r in (built, root))
    assert first.read_bytes() == again.read_bytes()


def test_the_file_bears_no_version_time_or_widget_state():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    notebook.metadata.widgets = {"state": {}}
    notebook.metadata.language_info = {"name": "python", "version": "3.99"}
    notebook.cells[0].metadata["execution"] = {"iopub.status.busy": "2026"}
    text = text_of(normalise(notebook))
    assert all(word not in text for word in ("3.99", "2026", "widgets"))
    assert text.endswith("}\n")


def test_nbval_sees_another_text_and_overlooks_another_picture(built, tmp_path):
    stored = (built / "notebooks" / "90_tiny.ipynb").read_text("utf-8")
    changed = {
        "as_it_is": stored,
        "other_picture": stored.replace("base64,/opt/", "base64,AAAA"),
        "other_text": stored.replace(r"and another\n", r"and no other\n"),
    }
    for name, text in changed.items():
        (tmp_path / f"{name}.ipynb").write_text(text, "utf-8")
    settings = ROOT / "tests" / "nbval_sanitize.cfg"
    nbval = ["--nbval", "--nbval-current-env", f"--nbval-sanitize-with={settings}"]
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, *nbval, tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    failed = [s for s in done.stdout.splitlines() if s.startswith("FAILED")]
    assert len(failed) == 1, done.stdout
    assert "other_text.ipynb::Cell 3" in failed[0]


# Without a run, and comparing


def test_without_a_run_outputs_stay_as_long_as_no_code_changes(course):
    stored = read(course, "notebooks")
    path = course / "sources" / "90_tiny/lesson.md"
    path.write_text(
        path.read_text("utf-8").replace("Two kinds", "Three kinds"), "utf-8"
    )
    assert run(course, "--no-execute") == 0
    fresh = read(course, "notebooks")
    assert "Three kinds" in fresh.cells[0].source
    assert list(rules.run_faults(fresh)) == []
    assert [c.get("outputs") for c in fresh.cells] == [
        c.get("outputs") for c in stored.cells
    ]


def test_without_a_run_outputs_of_changed_code_are_dropped_not_kept(course):
    path = course / "sources" / "90_tiny/lesson.md"
    path.write_text(path.read_text("utf-8").replace("one line", "a line"), "utf-8")
    assert run(course, "--no-execute") == 0
    assert list(rules.run_faults(read(course, "notebooks")))


def test_check_is_content_with_what_was_built_and_writes_nothing(course, capsys):
    before = {p: p.stat().st_mtime_ns for p in course.rglob("*")}
    assert run(course, "--check") == 0
    assert capsys.readouterr().out.count(": as built\n") == 3
    assert before == {p: p.stat().st_mtime_ns for p in course.rglob("*")}


def test_check_runs_nothing_unless_it_is_asked_to(course, monkeypatch, capsys):
    def run_it(fresh):
        raise TimeoutError("a kernel was started")

    monkeypatch.setattr(execute, "_run", run_it)
    assert run(course, "--check") == 0
    assert run(course, "--check", "--execute") == 1
    assert "a kernel was started" in capsys.readouterr().err


def edit(course: Path, folder: str, change) -> None:
    path = course / folder / "90_tiny.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook), "utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda n: n["cells"][0].update(source="# By hand"), "source differ"),
        (lambda n: n["cells"][1]["metadata"].update(tags=["x"]), "metadata differ"),
        (lambda n: n["cells"].pop(2), "in the source, but not stored"),
        (lambda n: n["cells"][2].update(id="other"), "stored, but not in the source"),
        (lambda n: n["cells"].reverse(), "another order"),
        (lambda n: n["metadata"].pop("kernelspec"), "notebook's metadata differ"),
        (lambda n: n["cells"][0].pop("id"), "not a notebook of ours"),
    ],
)
@pytest.mark.filterwarnings("ignore:Cell is missing an id")
def test_check_names_the_file_and_the_cell_that_differ(course, capsys, change, said):
    edit(course, "notebooks", change)
    assert run(course, "90", "--check") == 1
    told = capsys.readouterr().out
    assert "notebooks/90_tiny.ipynb: " in told
    assert said in told


def test_check_sees_other_outputs_only_where_it_runs(course):
    path = course / "notebooks" / "90_tiny.ipynb"
    fresh = path.read_text("utf-8")
    edit(course, "notebooks", lambda n: n["cells"][-3]["outputs"].clear())
    edit(course, "notebooks", lambda n: n["cells"][-4].update(execution_count=99))
    assert differences(path, fresh, outputs=False) == []
    assert len(differences(path, fresh, outputs=True)) == 2


def test_check_says_that_a_notebook_is_not_built_or_not_json(course, capsys):
    (course / "exercises" / "90_tiny.ipynb").unlink()
    (course / "solutions" / "90_tiny.ipynb").write_text("{", "utf-8")
    assert run(course, "--check") == 1
    told = capsys.readouterr().out
    assert "exercises/90_tiny.ipynb: not built yet" in told
    assert "solutions/90_tiny.ipynb: not a notebook of ours" in told


# What authors are told

TYPO = "{{ exercise doubld }}"
WRONG_SOURCES = [
    (lesson("# T", TYPO), 14, "did you mean doubled?"),
    (lesson("# T", "{{ question 90-sid }}"), 14, "did you mean 90-side?"),
    (lesson("# T", "{{ glossary 55 }}"), 14, "no term for lesson '55'"),
    (lesson("# T", "{{ exercize doubled }}"), 14, "no directive; write `{{ header"),
    (lesson("# T", "{{ exercise }}"), 14, "not understood; write"),
    (lesson("# T", "See {{ question 90-side }}."), 14, "on a line of its own"),
    (lesson("# T", "{{ exercise bare }}"), 14, "needs a docstring"),
    (lesson("# T", code("1", ":tags: [D0-03\n\n")), 14, "tags are a YAML list"),
    (lesson("# T", code("1", ":tags: D0-03\n\n")), "", "tags are a YAML list"),
    (lesson("# T", code("1", "\n:tags: [D0-03]\n\n")), 16, "options follow the fence"),
    (lesson("# T", "```{codecell} ipython3\n1\n```"), 14, "is written {code-cell}"),
    ("# T\n", 1, "begins with the YAML header"),
    ("", 1, "begins with the YAML header"),
    ("---\njupytext: [\n  a: b\n---\n\n# T\n", 4, "not a MyST notebook"),
]


@pytest.mark.parametrize(("text", "line", "advice"), WRONG_SOURCES)
def test_a_wrong_source_gives_file_line_and_what_to_do(
    root, capsys, text, line, advice
):
    (root / "sources" / "90_tiny/exercises.md").unlink()
    (root / "sources" / "90_tiny/lesson.md").write_text(text, "utf-8")
    assert run(root, "--no-execute") == 1
    told = capsys.readouterr().err
    assert told.startswith(
        "bpcourse build: 90_tiny/lesson.md" + (f", line {line}:" if line else "")
    )
    assert advice in told
    assert "Traceback" not in told
    assert not (root / "notebooks").exists()


def test_a_wrong_source_does_not_keep_the_others_from_being_built(root, capsys):
    write_lesson(root, "# T", TYPO)
    assert run(root, "--no-execute") == 1
    assert (root / "solutions" / "90_tiny.ipynb").exists()


def test_a_failing_cell_stops_the_build_and_is_shown(root, capsys):
    write_lesson(root, "# T", code("ratio = 1\nratio / 0"))
    (root / "sources" / "90_tiny/exercises.md").unlink()
    assert run(root) == 1
    told = capsys.readouterr().err
    assert "90_tiny/lesson.md, line 15: a cell fails with ZeroDivisionError" in told
    assert "    ratio / 0\n" in told
    assert "raises-exception" in told
    assert not (root / "notebooks").exists()


def test_a_kernel_that_hangs_is_started_anew_once_from_a_clean_copy(monkeypatch):
    notebook = compose(TINY / "90_tiny/lesson.md", "lesson")
    seen = []

    def hang_once(fresh):
        seen.append([c.get("outputs") for c in fresh.cells])
        fresh.cells[1].outputs = ["half of it"]
        if len(seen) == 1:
            raise TimeoutError("no answer")

    monkeypatch.setattr(execute, "_run", hang_once)
    done = execute.execute_notebook(notebook, TINY / "90_tiny/lesson.md")
    assert seen[0] == seen[1]
    assert done.cells[1].outputs == ["half of it"]
    assert notebook.cells[1].outputs == []


def test_a_kernel_that_hangs_twice_is_a_sentence(monkeypatch):
    def hang(fresh):
        raise TimeoutError("a cell timed out")

    monkeypatch.setattr(execute, "_run", hang)
    with pytest.raises(building.AuthorError, match="not run: a cell timed out"):
        execute.execute_notebook(compose(TINY / "90_tiny/lesson.md", "lesson"), TINY)


def test_a_run_has_a_record_of_its_own_and_no_settings_of_the_author(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "tkagg")
    environment = execute._environment(Path("there"))
    assert "MPLBACKEND" not in environment
    assert environment["BPCOURSE_PROGRESS"] == str(Path("there/progress.sqlite"))
    assert environment["BPCOURSE_MINE"] == ":none:"  # no piece of the author's own


def test_a_run_takes_the_course_of_this_checkout(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    environment = execute._environment(Path("there"))
    assert environment["PYTHONPATH"] == f"{ROOT}{os.pathsep}elsewhere"


@pytest.mark.parametrize("number", ["91", "7"])
def test_a_lesson_without_a_source_is_named(root, capsys, number):
    assert run(root, number) == 2
    assert f"no source for {number.zfill(2)}" in capsys.readouterr().err


def test_a_folder_without_sources_is_a_sentence(tmp_path, capsys):
    assert run(tmp_path) == 2
    assert "no source for any lesson" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["jupytext", "nbclient"])
def test_a_missing_tool_names_the_extra_that_brings_it(monkeypatch, capsys, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    assert cli.main(["build"]) == 2
    told = capsys.readouterr().err
    assert missing in told
    assert "bpcourse[build]" in told


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    course, capsys, monkeypatch
):
    path = course / "notebooks" / "90_tiny.ipynb"
    before = path.read_bytes()
    write_lesson(course, "# 90 New")

    def full(old, new):
        raise OSError(28, "No space left on device", str(new))

    monkeypatch.setattr(building.os, "replace", full)
    assert run(course, "--no-execute") == 1
    assert "90_tiny.ipynb: No space left on device" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["90_tiny.ipynb"]


# The rules for notebooks, each broken on purpose


def markdown(text):
    return lambda n: n["cells"].append(nbformat.v4.new_markdown_cell(text))


def output(cell, **more):
    def change(n):
        n["cells"][cell]["outputs"].append(nbformat.v4.new_output(**more))

    return change


def printed(text, name="stdout"):
    return output(CODE, output_type="stream", name=name, text=text)


def shown(kind, value):
    return output(CODE, output_type="display_data", data={kind: value})


def tagged(tag):
    return lambda n: n["cells"][CODE]["metadata"].update(tags=[tag])


def every(change):
    return lambda n: [change(c) for c in n["cells"] if c["cell_type"] == "code"]


CODE = 1  # the first code cell of the tiny lesson
IMAGE = "<img src='data:image/png;base64,AAAA'>"
WIDGET = "application/vnd.jupyter.widget-view+json"
ERROR = {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}
IGNORED = {"tags": ["nbval-ignore-output"]}
PLANTED = [
    (rules.heading_faults, markdown("# Another"), "second title"),
    (rules.heading_faults, markdown("#### Deep"), "level 4 below one of level 2"),
    (rules.alt_faults, markdown('<img src="x.png">'), "no alt"),
    (rules.alt_faults, markdown('<img alt=" " src="x.png">'), "no alt"),
    (rules.alt_faults, markdown("![](x.png)"), "![]"),
    (rules.alt_faults, shown("text/html", IMAGE), "no alt"),
    (rules.prose_faults, markdown("{{ exercise x }}"), "directive"),
    (rules.prose_faults, markdown(":::{note}\nx\n:::"), "MyST"),
    (rules.prose_faults, tagged("D0-3"), "unknown tag"),
    (
        rules.run_faults,
        lambda n: n["cells"][CODE].update(execution_count=None),
        "one run",
    ),
    (rules.run_faults, lambda n: n["cells"].insert(0, n["cells"].pop(-3)), "one run"),
    (rules.run_faults, every(lambda c: c["outputs"].clear()), "no output is stored"),
    (rules.run_faults, every(lambda c: c["metadata"].update(IGNORED)), "ignored"),
    (rules.output_faults, output(CODE, **ERROR), "raises-exception"),
    (rules.output_faults, tagged("raises-exception"), "doesn't fail"),
    (rules.output_faults, printed("W", "stderr"), "stderr"),
    (rules.output_faults, printed("in /home/me/x"), "/home/me"),
    (rules.output_faults, printed(r"C:\Users"), "C:"),
    (rules.output_faults, shown(WIDGET, {}), "widget"),
    (lambda n: rules.anatomy_faults(n, "90"), markdown("## Recap"), "sections"),
]


@pytest.mark.parametrize(("rule", "change", "said"), PLANTED)
def test_every_rule_catches_what_breaks_it(built, rule, change, said):
    notebook = copy.deepcopy(read(built, "notebooks"))
    before = set(rule(notebook))
    change(notebook)
    assert any(said in fault for fault in set(rule(notebook)) - before)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("[here](x.md)", 2),
        ("Read [this page](https://example.org/).", 1),
        ("[the guide](none.md#part) and [another](x/y.ipynb)", 2),
        (
            "[the guide](guide.md#part), [a part](#part), [a site](https://example.org)",
            0,
        ),
        ("`[here](x.md)`, ![a picture](x.png)", 0),
        ("```\n[here](x.md)\n```", 0),
    ],
)
def test_links_that_say_nothing_or_lead_nowhere_are_found(tmp_path, text, faults):
    (tmp_path / "guide.md").touch()
    assert len(list(rules.link_faults(text, tmp_path))) == faults


@pytest.mark.parametrize(
    "text",
    ["twice_as_much = x + x", "Try  `twice_as_much = x + x`.", "### END SOLUTION"],
)
def test_a_planted_leak_is_found(built, text):
    unsolved, solved = read(built, "exercises"), read(built, "solutions")
    unsolved.cells.append(nbformat.v4.new_markdown_cell(text))
    assert list(rules.leaks(unsolved, solved, EXERCISES))


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("print(1)", True),
        ("for i in x:\n    print(i)", True),
        ("a = 1\na + 1", True),
        ("figures.curve()", True),
        ('checkpoint("01-x", ...)', True),
        ("def f():\n    print(1)", False),
        ("import numpy as np", False),
        ("x.append(1)", False),
        ("a + 1;", False),
        ('"""words"""', False),
    ],
)
def test_it_is_known_which_cells_must_show_something(source, wanted):
    assert rules.shows(source) is wanted
