"""`bpcourse new lesson NAME`, `bpcourse new exercise NAME --lesson NN`: skeletons of both.

What an author has to write stands there as `WRITE`; `bpcourse try NAME` says what is missing.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import bpcourse
from bpcourse.course import all_exercises, all_lessons
from bpcourse.errors import Told
from bpcourse.files import write_whole

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

"""
LESSON = '''\
"""Lesson {number}: {title}."""

from bpcourse.course.model import Lesson

LESSON = Lesson(
    number="{number}",
    slug="{slug}",
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

from bpcourse.course.questions import Question, Term

QUESTIONS: tuple[Question, ...] = ()

POLLS: tuple[Question, ...] = ()

TERMS: tuple[Term, ...] = ()
'''
TEXTS = {
    "lesson.md": HEADER
    + """\
{{{{ header }}}}

You will be able to

- WRITE: what, in a verb,
- WRITE: and what,
- WRITE: and what.

**Builds on:** WRITE.

```{{code-cell}} ipython3
import numpy as np

from bpcourse import check, checkpoint, hint, mine, solution
```

## Predict

## Build

## Explore

## Yours alone

## What the documents say

## Recap
""",
    "exercises.md": HEADER
    + """\
{{{{ header }}}}

```{{code-cell}} ipython3
import numpy as np

from bpcourse import check, checkpoint, hint, progress, solution
```

## Write

## How far you are

```{{code-cell}} ipython3
:tags: [nbval-ignore-output]

progress()
```
""",
    "teaching.md": "# Teaching {number}: {title}\n\n## Aims\n\n{{{{ aims }}}}\n",
}
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


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `bpcourse new lesson` and `bpcourse new exercise`."""
    parser.add_argument("name", help="in small letters: momentum_step")
    parser.add_argument(
        "--lesson", metavar="NN", help="its number (a new lesson: the next one)"
    )


def run(args: argparse.Namespace) -> int:
    """The two commands. Raises Told where there is nothing to be begun."""
    root = checkout()
    if not re.fullmatch(r"[a-z][a-z0-9_]*", args.name):
        raise Told(f"{args.name}: a name has small letters, digits and _ only")
    if args.command == "new lesson":
        made = new_lesson(root, args.name, args.lesson)
    elif args.lesson is None:
        raise Told("name its lesson: --lesson NN")
    else:
        made = new_exercise(root, args.name, args.lesson.zfill(2))
    for path in made:
        print(path.relative_to(root))
    return 0


def checkout() -> Path:
    """The folder that holds sources/ and this package. Raises Told where there is none."""
    root = Path(bpcourse.__file__).parents[1]
    if not (root / "sources").is_dir():
        raise Told("this is for maintainers: call it in a checkout of the course")
    return root


def new_lesson(root: Path, slug: str, number: str | None = None) -> list[Path]:
    """Write the skeleton of a lesson; gives its files."""
    known = all_lessons()
    number = number.zfill(2) if number else f"{int(max(known)) + 1:02d}"
    if number in known:
        raise Told(f"lesson {number} is there: {known[number].title}")
    title = slug.replace("_", " ").capitalize()
    package = root / "bpcourse" / "course" / f"lesson_{number}"
    sources = root / "sources" / f"{number}_{slug}"
    texts = {
        package / "__init__.py": LESSON,
        package / "questions.py": QUESTIONS,
        **{sources / name: text for name, text in TEXTS.items()},
    }
    for path, text in texts.items():
        write_whole(path, text.format(number=number, slug=slug, title=title))
    return list(texts)


def new_exercise(root: Path, name: str, number: str) -> list[Path]:
    """Write the skeleton of an exercise and say it to its lesson; gives the files."""
    lesson = all_lessons().get(number)
    if lesson is None:
        raise Told(
            f"there is no lesson {number}: bpcourse new lesson NAME --lesson {number}"
        )
    if name in all_exercises():
        raise Told(f"there is an exercise called {name} already")
    package = root / "bpcourse" / "course" / f"lesson_{number}"
    tests = root / "tests" / "course" / f"lesson_{number}"
    source = root / "sources" / lesson.name / "exercises.md"
    written = {package / f"{name}.py": EXERCISE, tests / f"{name}.py": ANSWERS}
    for path, text in written.items():
        write_whole(path, text.format(number=number, name=name))
    if not (tests / "names.csv").exists():
        write_whole(tests / "names.csv", "exercise,slip,names\n")
    changed = [package / "__init__.py", source]
    _insert(changed[0], f'        "{name}",\n', r"^ +exercises=\((?:\n {8}.*)*\n")
    ask = f"{{{{ exercise {name} }}}}\n\n"
    _insert(source, ask, r"(?:^.*\n)*?(?=^## How far you are|\Z)")
    return [*written, tests / "names.csv", *changed]


def _insert(path: Path, text: str, after: str) -> None:
    """Put a text behind what the pattern finds. Raises Told where it finds nothing."""
    whole = path.read_text(encoding="utf-8")
    found = re.search(after, whole, re.M)
    if not found:
        raise Told(
            f"{path.name} isn't as it was made: put this into it: {text.strip()}"
        )
    write_whole(path, whole[: found.end()] + text + whole[found.end() :])
