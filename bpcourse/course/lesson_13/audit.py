"""Lesson 13: the exercise `audit`: which line of which backward pass is wrong?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bpcourse.course.model import Case, Exercise, Mistake, Problem, Rng

from . import passes


def audit():
    """Twelve entries, one a pass: the number of its wrong line, or None if it is right."""
    found = {1: 8, 3: 6, 5: 4, 6: 6, 8: 4, 9: 6, 10: 5, 12: 4}
    return [found.get(number) for number in range(1, 13)]


def _cases(rng: Rng) -> Iterator[Case]:
    yield Case((), show="")


def _judge(case: Case, want: Any, got: Any) -> Problem | None:
    """One point a pass; what isn't an audit at all gets none."""
    entries = _entries(got)
    if isinstance(entries, Problem):
        return entries
    wrong = [n for n, found in enumerate(entries, 1) if not _right(n, found)]
    if not wrong:
        return None
    return _confused(entries) or _partly(entries, wrong)


def _entries(got: Any) -> list[Any] | Problem:
    if not isinstance(got, list | tuple):
        return Problem("what comes back isn't a list of twelve entries")
    entries = list(got)
    if len(entries) != len(passes.PASSES):
        named = {11: "too_few", 8: "only_the_wrong"}.get(len(entries))
        return Problem(
            f"the list has length {len(entries)}, and should have length 12", named
        )
    for number, entry in enumerate(entries, 1):
        if entry is not None and (isinstance(entry, bool) or not _whole(entry)):
            named = "booleans" if isinstance(entry, bool) else None
            named = "several_lines" if isinstance(entry, list | tuple) else named
            text = f"entry {number} is neither the number of a line nor None"
            return Problem(text, named)
    return [None if entry is None else int(entry) for entry in entries]


def _whole(entry: Any) -> bool:
    try:
        return int(entry) == entry
    except (TypeError, ValueError, OverflowError):
        return False


def _right(number: int, found: int | None) -> bool:
    wrong = passes.PASSES[number - 1].wrong
    return found in wrong if wrong else found is None


def _confused(entries: list[int | None]) -> Problem | None:
    """A list that is right but for one and the same slip in all its entries."""
    last = [len(one.lines) for one in passes.PASSES]
    readings = {
        "from_zero": [e if e is None else e + 1 for e in entries],
        "zero_for_right": [e or None for e in entries],
        "upside_down": [e if e is None else n + 1 - e for n, e in zip(last, entries)],
        "reversed": entries[::-1],
    }
    if not any(entries):
        text = "no line is called wrong, and eight of the twelve passes are wrong"
        return Problem(text, "nothing_found")
    for name, reading in readings.items():
        if reading != entries and all(_right(n, e) for n, e in enumerate(reading, 1)):
            return Problem("every entry is off in the same way", name)
    return None


def _partly(entries: list[int | None], wrong: list[int]) -> Problem:
    said = [f"pass {n}: {_reply(n, entries[n - 1])}" for n in wrong]
    told = f"{12 - len(wrong)} of 12 are right. " + "; ".join(said[:3])
    more = (
        f"; not yet right as well: {', '.join(map(str, wrong[3:]))}"
        if wrong[3:]
        else ""
    )
    return Problem(told + more, score=(12 - len(wrong)) / 12)


def _reply(number: int, found: int | None) -> str:
    """What to say to a wrong entry, without the answer."""
    one = passes.PASSES[number - 1]
    if found is None:
        return f"it isn't right; {one.clue}"
    if not 1 <= found <= len(one.lines):
        return f"it has no line {found}"
    return f"line {found} does what it should; {one.clue}"


def _truth() -> list[int | None]:
    return audit()


def _mapped(change: Any) -> Any:
    return lambda: [change(n, e) for n, e in enumerate(_truth(), 1)]


def _upside_down(number: int, entry: int | None) -> int | None:
    lines = len(passes.PASSES[number - 1].lines)
    return None if entry is None else lines + 1 - entry


TEST = """\
def test_audit_1():
    wrong = {1: {8}, 3: {6}, 5: {4}, 6: {5, 6}, 8: {4}, 9: {6}, 10: {5}, 12: {4}}
    assert len(audit()) == 12
    for number, line in enumerate(audit(), start=1):
        assert line in wrong.get(number, {None})"""

EXERCISE = Exercise(
    title="Audit twelve backward passes",
    statement=(
        "Twelve people wrote a backward pass for the same network: two layers of sigmoid units, "
        "$A_1=\\sigma(XW_1+b_1)$, $A_2=\\sigma(A_1W_2+b_2)$, and $E$ is the mean over the batch of "
        "the half squared error $\\frac12\\sum_k(a_k-t_k)^2$. `X` is `(N, n_in)`, `W1` "
        "`(n_in, n_hidden)`, `W2` `(n_hidden, n_out)`, `T` `(N, n_out)`; `sigmoid` is "
        "$1/(1+e^{-z})$. Each is to return the gradients of $E$. **Four passes are right. In each "
        "of the others one line is wrong.** Don't trust your eyes: some right ones look strange. "
        "Copy a pass into a cell, without the numbers of its lines, and measure: with several "
        "samples, with layers of unequal widths, with all layers of one width.\n\n"
        "Write `audit()`, which returns a list of twelve entries, pass 1 first: the number of "
        "the wrong line, or None where the pass is right. Each right entry brings one point.\n\n"
        + passes.statement()
    ),
    reference=audit,
    cases=_cases,
    judge=_judge,
    own_test=TEST,
    points=12,
    minutes=30,
    taught="Your own audit",
    mistakes=(
        Mistake(
            "nothing_found",
            "an audit that finds nothing",
            lambda: [None] * 12,
            "Every pass runs, and reading finds little.",
            "Eight of the twelve are wrong.",
            "Measure dW1 of pass 5. Does it agree?",
        ),
        Mistake(
            "from_zero",
            "lines counted from 0",
            _mapped(lambda n, e: None if e is None else e - 1),
            "Python counts from 0; the lines are numbered from 1.",
            "Every entry is one too small.",
            "Which number stands before the line that you mean?",
        ),
        Mistake(
            "upside_down",
            "lines counted from below",
            _mapped(_upside_down),
            "The backward pass goes from the last layer to the first; the numbers go downwards.",
            "The right lines are named, from the wrong end.",
            "Which number stands before the line that you mean?",
        ),
        Mistake(
            "zero_for_right",
            "0 for a pass that is right",
            _mapped(lambda n, e: 0 if e is None else e),
            "0 isn't the number of a line, but None says it plainly.",
            "Four entries are 0.",
            "What does the docstring ask for?",
        ),
        Mistake(
            "reversed",
            "the last pass first",
            lambda: _truth()[::-1],
            "The list begins with pass 1.",
            "It is right from its end.",
            "Which pass does your first entry belong to?",
        ),
        Mistake(
            "booleans",
            "True and False instead of lines",
            _mapped(lambda n, e: e is None),
            "Which pass is wrong is half of the answer. Which line is the other half.",
            "No line can be seen in True.",
            "Which line makes it wrong?",
        ),
        Mistake(
            "texts",
            "the wrong line itself instead of its number",
            _mapped(
                lambda n, e: None if e is None else passes.PASSES[n - 1].lines[e - 1]
            ),
            "The lines are numbered so that they need not be copied.",
            "Entries are texts.",
            "Which number stands before it?",
        ),
        Mistake(
            "several_lines",
            "lists of lines",
            _mapped(lambda n, e: None if e is None else [e]),
            "One line is wrong in each.",
            "Entries are lists.",
            "If you had to correct one line only, which?",
        ),
        Mistake(
            "only_the_wrong",
            "the eight wrong passes alone",
            lambda: [e for e in _truth() if e],
            "Nobody can tell then which pass an entry belongs to.",
            "There are eight entries.",
            "What stands in the list for a pass that is right?",
        ),
        Mistake(
            "dictionary",
            "a dictionary of the wrong passes",
            lambda: {n: e for n, e in enumerate(_truth(), 1) if e},
            "It says the same, in another form.",
            "A list of twelve entries is asked for.",
            "What is the entry for a pass that is right?",
        ),
        Mistake(
            "too_few",
            "eleven entries",
            lambda: _truth()[:11],
            "One pass has been left out.",
            "There are eleven entries.",
            "Which pass is missing?",
        ),
    ),
    hints=(
        "Write one function that compares a pass with measured slopes, part by part (dW1, db1, "
        "dW2, db2), and call it for each pass with the same numbers. That finds the four right ones.",
        "What is right tells as much as what is wrong: if dW2 and db2 agree and dW1 and db1 don't, "
        "the fault lies between the two layers. If a bias alone is off, it is in its own line.",
        "Pass 3 stops for unequal widths, 1 is off in db1 alone, 9 in db2 alone, 10 in dW2 alone; "
        "5, 6, 8 and 12 are off in the first layer, each for a reason of its own: an activation's "
        "slope, an updated weight, sums, and a slope of the other layer.",
    ),
    symptoms=(
        (
            "a pass stops with an error",
            "For which widths does it stop? The line in the message is the suspect.",
        ),
        (
            "all four parts agree",
            "With several samples, and unequal widths? Then it is right, however it looks.",
        ),
    ),
    another_way=(
        "A batch of one, a single output, layers of one width: each of the three hides a fault of "
        "these twelve. A test that is to find them all uses none of the three."
    ),
)
