"""What `bpcourse new` writes; WRITE stands where an author has to.

In a file of Python, `{number}`, `{name}` and `{title}` are filled in; in a source, words in
capital letters between `<` and `>`.
"""

from __future__ import annotations

LESSON = '''\
"""Lesson {number}: {title}."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="{number}",
    slug="{name}",
    title="{title}",
    question="WRITE: the one question that the lesson answers?",
    minutes=60,
    documents=(),
    exercises=(
    ),
)
'''
QUESTIONS = '''\
"""Lesson {number}: its questions, polls for the room, and words."""

from __future__ import annotations

from bpcourse.course.questions import Option, Question, Term

QUESTIONS = (
    Question(
        "{number}-WRITE",
        "**WRITE: what is asked?**",
        "WRITE: why, shown after a right answer.",
        (
            Option("WRITE: the right answer", "WRITE: why.", right=True),
            Option("WRITE: a wrong one", "WRITE: why not.", mistake="WRITE.its_id"),
        ),
    ),
)

POLLS: tuple[Question, ...] = ()

TERMS = (Term("WRITE: a word", "WRITE: 词"),)
'''
EXERCISE = '''\
"""Lesson {number}: the exercise `{name}`."""

from __future__ import annotations

from collections.abc import Iterator

from bpcourse.course.model import Case, Exercise, Mistake, Rng


def {name}(x):
    """WRITE: what it returns, of which shape."""
    return x


def _cases(rng: Rng) -> Iterator[Case]:
    """The smallest and most telling first; every mistake must differ in one of them."""
    yield Case((2.0,))
    for shape in ((3,), (4, 2)):
        yield Case((rng.normal(size=shape),), show=f"x of shape {{shape}}")


EXERCISE = Exercise(
    title="WRITE: a few words",
    statement="WRITE: what to write and why. `{name}(x)` returns ….",
    reference={name},
    cases=_cases,
    taught="WRITE: the beginning of the heading under which it is taught",
    points=2,
    minutes=5,
    mistakes=(
        Mistake(
            "sign",
            "WRITE: completes “this looks like …”",
            lambda x: -x,
            "WRITE: why it is tempting.",
            "WRITE: how to see that it is wrong.",
            "WRITE: what to ask or do next.",
        ),
    ),
    hints=(
        "WRITE: a nudge.",
        "WRITE: a step.",
        "WRITE: nearly the code.",
    ),
    another_way="WRITE: another right way.",
)
'''
ANSWERS = '''\
"""Answers to `{name}` in many styles, right and wrong."""

RIGHT = [
    # at least three functions, each written in another way
]

WRONG = [
    # at least ten pairs: ("the slip in a few words", function)
]
'''
NAMES = "exercise,slip,names\n"
HEADER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

{{ header }}

"""
SOURCES = {
    "lesson.md": HEADER
    + """\
You will be able to

- WRITE: what, in a verb,
- WRITE: and what,
- WRITE: and what.

**Builds on:** WRITE: what, and from which lesson.

```{code-cell} ipython3
import numpy as np

from bpcourse import check, checkpoint, hint, mine, solution
```

## Predict

WRITE: what they commit to before it is explained.

## Build

### WRITE: a step

WRITE: what is derived, coded in a few lines, and measured.

## Explore

WRITE: what to try, and what is found; the last lesson may do without this section.

## Yours alone

WRITE: which exercises are found alone; the last lesson may do without this section.

## What the documents say

WRITE: what they say of it, or that the lesson goes beyond them.

## Recap

WRITE: five questions of this lesson or more, and two from earlier ones.

### Words of this lesson

{{ glossary <NUMBER> }}
""",
    "exercises.md": HEADER
    + """\
Write each function in its cell, run it, then run the check below it. A check never counts against
you: run it as often as you like.

```{code-cell} ipython3
import numpy as np

from bpcourse import check, checkpoint, hint, progress, solution
```

<WARM UP>## Write

<COOL DOWN>## How far you are

```{code-cell} ipython3
:tags: [nbval-ignore-output]

progress()
```
""",
    "teaching.md": """\
# Teaching <NUMBER>: <TITLE>

WRITE: what this meeting is for, in two sentences.

## Aims

{{ aims }}

## Before the class

- WRITE: what to bring, and what to try the day before.

## Minutes

Bold names are headings of the lesson. On the slides, G, a number and Enter lead to a slide. An
explorer steps there, if at all: what its menus and sliders do needs JupyterLab.

| minutes | part | you | they |
| --- | --- | --- | --- |
| 0–5 | **Predict** | WRITE | commit, in writing |
| 5–45 | **WRITE: a step** | WRITE | WRITE |
| 45–50 | **Recap** | WRITE | answer from memory |

## The board

WRITE: what stays on it until the end.

## Polls

WRITE: four, each a known mistake in every wrong option.

## Wrong answers to expect

WRITE: what will be said, and what to ask then.

{{ mistakes }}

## All answers

{{ answers }}

## If time is short

WRITE: Leave out a bold heading. Keep another.
""",
}
