"""check, hint, solution, checkpoint, progress: what a learner calls, and the record they keep."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys

import numpy as np
import pytest

from bpcourse import check, checkpoint, hint, solution
from bpcourse.checking.verdict import Notice
from bpcourse.course import all_questions, exercise
from bpcourse.course.places import LETTERS, options_at
from bpcourse.learner import record
from bpcourse.learner.standing import export, progress
from bpcourse.learner.store import Lines, Sqlite


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    file = tmp_path / "progress.sqlite"
    monkeypatch.setenv("BPCOURSE_PROGRESS", str(file))
    monkeypatch.setattr(record, "_kernel", record.Kernel())
    return file


def sigmoid(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


def test_check_finds_the_exercise_by_the_functions_name(capsys):
    assert check(sigmoid).passed
    assert "✓ passed · sigmoid" in capsys.readouterr().out


step_downhill = lambda w, gradient, eta: w - eta * gradient


def test_check_takes_a_lambda_that_is_bound_to_the_exercises_name():
    assert check(step_downhill).passed


def test_check_takes_a_lambda_with_a_name():
    assert check(lambda x: sigmoid(x), "sigmoid").passed
    assert not check(lambda x: -sigmoid(x), "sigmoid").passed


@pytest.mark.parametrize("thing", [3.0, None, "sigmoid", np.zeros(3), sigmoid(0.0)])
def test_check_of_something_else_answers_with_a_sentence(thing):
    assert check(thing).outcome == "error"
    assert check(thing, "sigmoid").outcome == "error"


def test_an_unknown_name_suggests_near_ones():
    verdict = check(sigmoid, "sigmod")
    assert verdict.outcome == "error" and "sigmoid" in str(verdict)


def test_hints_come_one_after_the_other_and_then_stay_at_the_last():
    stages = [hint("sigmoid").headline for _ in range(5)]
    assert [s[-6:] for s in stages] == [
        "1 of 3",
        "2 of 3",
        "3 of 3",
        "3 of 3",
        "3 of 3",
    ]
    assert "2 of 3" in hint(sigmoid, 2).headline


def test_a_hint_by_symptom_is_found_or_the_symptoms_are_listed():
    found = next(
        e for e in map(exercise, ["sigmoid", "central_difference"]) if e.symptoms
    )
    what, ask = found.symptoms[0]
    assert hint(found.name, what).rows == (("hint", ask),)
    assert what in str(hint(found.name, "zzz qqq"))


def test_the_solution_opens_after_the_last_hint():
    assert "not yet" in solution("sigmoid").headline
    for _ in range(3):
        hint("sigmoid")
    assert "def sigmoid" in str(solution("sigmoid"))


def test_the_solution_opens_after_a_pass():
    check(sigmoid)
    assert "def sigmoid" in str(solution(sigmoid))


def test_what_one_kernel_records_another_one_finds(own_record):
    check(sigmoid)
    code = "from bpcourse.learner import record; print(record.passed('sigmoid'))"
    out = subprocess.run(
        [sys.executable, "-c", code],
        env=dict(os.environ),
        capture_output=True,
        text=True,
    )
    assert out.stdout.strip() == "True", out.stderr


TWO_KERNELS = (
    "from bpcourse.checking import Verdict\nfrom bpcourse.learner import record\n"
    "for i in range(150): record.attempt(Verdict('h', outcome='failed', exercise='e'))"
)


@pytest.mark.parametrize("without", ["", "import sys; sys.modules['sqlite3'] = None\n"])
def test_two_kernels_at_once_lose_nothing(own_record, without):
    env = dict(os.environ)
    runs = [
        subprocess.Popen([sys.executable, "-c", without + TWO_KERNELS], env=env)
        for _ in range(2)
    ]
    assert [r.wait(300) for r in runs] == [0, 0]
    kept = (Lines if without else Sqlite)(own_record).read(5)
    assert len(kept) == 300


def test_without_sqlite_the_record_is_lines_of_json(own_record, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    assert check(sigmoid).passed
    lines = own_record.with_suffix(".jsonl")
    assert '"sigmoid"' in lines.read_text() and not own_record.exists()
    lines.write_text(lines.read_text() + '["attempt", 1.0, {"exer')  # killed here
    assert record.passed("sigmoid")
    record.hint("sigmoid", 2)
    assert record.hints_seen("sigmoid") == 2


def test_what_nbgrader_grades_is_in_nobodys_record_and_in_no_workspace(
    own_record, monkeypatch, tmp_path
):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv("BPCOURSE_MINE", str(tmp_path / "mine"))
    assert check(sigmoid).passed
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")  # a learner's own work
    assert check(sigmoid).passed
    assert own_record.exists() and (tmp_path / "mine").exists()


def test_what_could_not_be_written_is_written_later(own_record, capsys):
    own_record.mkdir()
    assert check(sigmoid).passed
    assert "can't be kept" in capsys.readouterr().err
    own_record.rmdir()
    record.hint("softmax", 1)
    kinds = [e.kind for e in Sqlite(own_record).read(5)]
    assert kinds == ["attempt", "hint"]


FOREIGN = {
    "another program's tables": "create table entry (a integer); insert into entry values (1)",
    "entries that make no sense": (
        "create table entry (kind text, at real, data text);"
        "insert into entry values ('hint', 'abc', '{}'), ('hint', 1, 'no'), (1, 2, '[]'),"
        """('hint', 1, '{"exercise": "sigmoid", "stage": "abc"}'),"""
        """('attempt', 1, '{"exercise": 3, "outcome": null}');"""
    ),
    "other tables": "create table hint (stage text); insert into hint values ('abc')",
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_record_stops_nothing(own_record, kind):
    base = sqlite3.connect(own_record)
    base.executescript(FOREIGN[kind])
    base.close()
    assert check(sigmoid).passed and progress() and checkpoint("01-steepest")
    assert hint(sigmoid) and solution(sigmoid) and record.passed("sigmoid")


NOBODY = """
import os, pwd
os.environ.pop("HOME", None)
for name in ("XDG_DATA_HOME", "BPCOURSE_PROGRESS"):
    os.environ.pop(name, None)
def nobody(*_):
    raise KeyError("getpwuid(): uid not found: 54321")
pwd.getpwuid = nobody
"""


@pytest.mark.skipif(os.name == "nt", reason="users without an entry")
def test_without_a_home_one_sentence_is_said_and_the_lesson_goes_on():
    from_home = NOBODY + "from bpcourse import checkpoint, hint, progress, solution\n"
    told = in_a_kernel(
        from_home + CHECKED_TWICE + "hint('sigmoid'); solution('sigmoid'); progress()\n"
        "checkpoint('01-steepest', 'a')"
    )
    assert told.count("no home for your record") == 1 and "Traceback" not in told


def test_a_home_is_found_in_the_name_of_the_record(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("BPCOURSE_PROGRESS", "~/own.sqlite")
    assert record.path() == tmp_path / "own.sqlite"


def test_a_clock_that_jumps_back_loses_nothing(monkeypatch):
    for now in (4e10, -5.0, float("nan"), 1e9):
        monkeypatch.setattr(record.time, "time", lambda now=now: now)
        check(sigmoid)
    assert len(record.entries("attempt")) == 4 and record.passed("sigmoid")


def test_a_record_that_cannot_be_read_is_told_by_progress_and_doctor(
    own_record, capsys
):
    own_record.write_bytes(b"not a record " * 500)
    progress()
    assert "can't be used as your record" in capsys.readouterr().err
    assert "can't be used as your record" in record.fault()


def test_a_record_that_cannot_be_kept_says_so_once_and_stops_nothing(
    tmp_path, monkeypatch, capsys
):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("BPCOURSE_PROGRESS", str(tmp_path / "file" / "progress.sqlite"))
    assert check(sigmoid).passed and check(sigmoid).passed
    assert capsys.readouterr().err.count("can't be kept") == 1
    assert record.passed("sigmoid")


def test_a_damaged_record_stops_nothing(own_record, capsys):
    own_record.write_bytes(
        b"this is not a database, but long enough to be looked at" * 50
    )
    assert check(sigmoid).passed
    assert "can't be kept" in capsys.readouterr().err
    assert own_record.read_bytes().startswith(b"this is not")


def test_a_full_disk_stops_nothing(monkeypatch, capsys):
    def full(*_a, **_k):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(sqlite3, "connect", full)
    assert check(sigmoid).passed and record.passed("sigmoid")
    assert "disk is full" in capsys.readouterr().err


def in_a_kernel(code: str) -> str:
    """What a process with this record says on its error output; it must end well."""
    head = "from bpcourse import check\nfrom bpcourse.learner import record\n"
    run = subprocess.run(
        [sys.executable, "-c", head + code], capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr
    return run.stderr


CHECKED_TWICE = """
for _ in range(2):
    assert check(lambda a: a * (1 - a), "sigmoid_derivative_from_output").passed
assert record.passed("sigmoid_derivative_from_output")
"""


@pytest.mark.skipif(
    not hasattr(os, "fork"), reason="needs a limit on the size of files"
)
def test_a_disk_that_is_full_while_it_is_written_stops_nothing(own_record):
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))\n"
    told = in_a_kernel(limit + CHECKED_TWICE)
    assert told.count("can't be kept") == 1, told
    assert record.entries("attempt") == []  # and it can be read


@pytest.mark.parametrize("place", ["/proc/bpcourse/p.sqlite", "/dev/null/p.sqlite"])
@pytest.mark.skipif(
    not os.path.exists("/proc"), reason="a place where nobody can write"
)
def test_a_place_that_cannot_be_written_stops_nothing(place, monkeypatch):
    monkeypatch.setenv("BPCOURSE_PROGRESS", place)
    assert in_a_kernel(CHECKED_TWICE).count("can't be kept") == 1
    assert progress().next_exercise


def test_a_record_that_another_kernel_holds_is_waited_for_once(own_record, capsys):
    assert check(sigmoid).passed
    holder = sqlite3.connect(own_record, isolation_level=None)
    holder.execute("begin exclusive")
    assert check(sigmoid).passed and check(sigmoid).passed
    assert capsys.readouterr().err.count("can't be kept") == 1
    holder.execute("rollback")
    assert check(sigmoid).passed
    assert len(record.entries("attempt")) == 4  # what had to wait was written later


def test_a_kernel_that_is_killed_leaves_a_whole_record(own_record):
    code = (
        "from bpcourse.checking import Verdict\nfrom bpcourse.learner import record\n"
        "record.attempt(Verdict('h', outcome='passed', exercise='first'))\nprint(1, flush=True)\n"
        "while True: record.attempt(Verdict('h', outcome='failed', exercise='e'))"
    )
    run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert run.stdout.readline() == b"1\n"
    run.kill()
    run.communicate(timeout=300)
    assert record.passed("first")
    assert check(sigmoid).passed and record.passed("sigmoid")


def test_hints_seen_in_two_kernels_never_become_fewer():
    record.hint("sigmoid", 3)
    in_a_kernel("record.hint('sigmoid', 1); record.hint('tanh', 2)")
    assert record.hints_seen("sigmoid") == 3 and record.hints_seen("tanh") == 2


def test_progress_counts_what_was_passed_and_names_the_next():
    before = progress()
    check(sigmoid)
    after = progress()
    assert (
        sum(p for _, p, _ in after.lessons) == sum(p for _, p, _ in before.lessons) + 1
    )
    assert after.next_exercise and after.next_exercise in str(after)
    assert "<progress" in after._repr_html_() and "aria-label" in after._repr_html_()


def test_the_export_has_a_row_for_every_attempt(tmp_path):
    check(sigmoid)
    check(lambda x: x, "sigmoid")
    assert export(tmp_path / "out.csv") == 2
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert lines[0].startswith("unix_time,exercise") and "sigmoid,passed" in lines[1]


SLIPS = {
    "check()": (lambda: check(), "check(sigmoid)"),
    "quotes": (lambda: check("sigmoid"), "check(sigmoid), without quotes"),
    "a typing error in quotes": (lambda: check("sigmod"), "did you mean sigmoid"),
    "the value": (lambda: check(sigmoid(0.0)), "itself, without brackets"),
    "the value, named": (lambda: check(0.5, "sigmoid"), "check(sigmoid)"),
    "a name that is none": (lambda: check(sigmoid, 3), "as a text"),
    "hint()": (lambda: hint(), "as a text"),
    "hint of a value": (lambda: hint(0.25), "as a text"),
    "half of a name": (lambda: check(lambda x: x, "relu"), "relu_derivative"),
    "a typing error in hint": (lambda: hint("softmx"), "did you mean softmax"),
    "solution()": (lambda: solution(), "as a text"),
    "a question's answer alone": (
        lambda: checkpoint(0.25),
        "First the question's name",
    ),
    "a list for a question": (
        lambda: checkpoint(["01-steepest"]),
        "First the question",
    ),
    "a shape without brackets": (lambda: checkpoint("04-shape", 64, 10), ""),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_call_is_answered_with_a_sentence(slip):
    call, words = SLIPS[slip]
    assert words in str(call()) and "?. " not in str(call())


# ---- questions

QUESTIONS = list(all_questions().values())
ask = pytest.mark.parametrize("asked", QUESTIONS, ids=lambda q: q.id)


def answers(asked):
    """(right answers, wrong answers)"""
    if asked.options:
        shown = list(zip(LETTERS, options_at(asked, asked.id)))
        right = [letter for letter, o in shown if o.right]
        return right, [letter for letter, o in shown if not o.right]
    if isinstance(asked.answer, str):
        return [asked.answer, asked.answer.upper()], ["something else"]
    return [asked.answer, np.array(asked.answer)], [
        np.asarray(asked.answer) * 1.5 + 7.0
    ]


@ask
def test_a_question_accepts_its_answer_and_explains_every_other(asked):
    right, wrong = answers(asked)
    assert right and wrong
    for answer in right:
        assert checkpoint(asked.id, answer).outcome == "passed"
    for answer in wrong:
        notice = checkpoint(asked.id, answer)
        assert notice.outcome == "failed" and len(notice.rows[0][1]) > 10, answer


@ask
def test_a_question_survives_strange_answers(asked):
    for answer in ("z", "", [1, "a"], None, {}, object(), lambda: 1, float("nan")):
        assert checkpoint(asked.id, answer).outcome in {"failed", "error"}
    assert checkpoint(asked.id, ...).outcome == "not attempted"


@ask
def test_options_name_mistakes_that_exist(asked):
    if asked.options:
        assert sum(o.right for o in asked.options) == 1
        assert 3 <= len(asked.options) <= 5
    for option in asked.options:
        if option.mistake:
            name, _, id = option.mistake.partition(".")
            assert exercise(name).mistake(id)
            assert not option.right


def test_an_unknown_question_gets_a_sentence():
    assert checkpoint("99-nothing").outcome == "error"


def test_a_notice_escapes_what_it_shows():
    html = Notice("<script>", (("code", "a < b & c"),))._repr_html_()
    assert "<script>" not in html and "a &lt; b &amp; c" in html
