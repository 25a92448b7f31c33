"""Results of a class, made by hand: what reports are written from."""

from __future__ import annotations

import csv
import io

from bpcourse.checking.verdict import Verdict
from bpcourse.course import exercise
from bpcourse.grading.reports.marks import Marks
from bpcourse.grading.results import Result
from bpcourse.grading.standings import Listed, Standing

PLUS = (
    "looks like a plus",
    ("called", "sigmoid(<b>)"),
    ("came_back", "[1,\n2]"),
    ("next", "Which sign?"),
)


def result(
    name: str, share: float, mistake: str | None = None, said=("",), code=""
) -> Result:
    asked = exercise(name)
    outcome = "passed" if share == 1 else "failed"
    words = (mistake or "").replace("_", " ")
    more = {"exercise": name, "score": share, "mistake": mistake, "name": words}
    verdict = Verdict(said[0], tuple(said[1:]), outcome, **more)
    points = share * asked.points
    return Result(name, asked.lesson, points, asked.points, verdict, code)


def file(learner: str, *results: Result, problem=None, **more) -> Standing:
    lessons = tuple(sorted({r.lesson for r in results})) or ("01",)
    listed = Listed(
        *(learner, f"class/{learner}/01_x.ipynb", learner, "v", lessons), **more
    )
    needs_human = (("file", problem),) if problem else ()
    return Standing(listed, problem, needs_human, (), results)


def untouched(name: str) -> Result:
    asked = exercise(name)
    verdict = Verdict("", (), "not attempted", exercise=name)
    return Result(name, asked.lesson, 0.0, asked.points, verdict)


def four_learners() -> Marks:
    """Four learners, one of them with a damaged file, two lessons."""
    right = [result("sigmoid", 1.0, said=("5 of 5 cases",))]
    wrong = [result("sigmoid", 0.0, "plus_sign", PLUS), untouched("relu_derivative")]
    return Marks(
        [
            file("alder", *right, result("relu_derivative", 1.0)),
            file("birch", *wrong, result("softmax", 0.5, "naive")),
            file('银 杏树, "Ginkgo"', *wrong),
            file("yew", problem="the file is empty"),
        ],
        asked=["01", "02"],
    )


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline="")))
