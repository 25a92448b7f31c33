"""The pages that the web site is built from, in a folder of their own.

Lessons and problem sets are the built notebooks with their stored outputs; `docs/` comes as it
is; home, tables and glossary are written here from the notebooks and the course's data. Solutions
are left out.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bpcourse.course import all_lessons, all_terms, question
from bpcourse.publish.live import run_alive
from bpcourse.publish.notebooks.asking import answer_of
from bpcourse.publish.notebooks.cells import markdown, title_of
from bpcourse.publish.notebooks.minutes import span_of

from .essays import LINKS, has_lesson
from .live import ADDRESS

HOME = """\
# Backpropagation by hand, by number and by picture

A course in Jupyter notebooks. Every formula is derived, coded in a few lines, and measured.
Exercises are checked at once, and the check names the mistake.

{lessons}
{picture}{essays}
These pages can be read as they stand. To run them, and to have your own answers checked, get the
course and say `python3 start.py` in its folder, or install the package and say `bpcourse lab`.

```{{toctree}}
:hidden:

lessons/index
exercises/index
glossary
{documents}{teaching}
```
"""
LIST = """\
# {title}

{words}

{table}

```{{toctree}}
:hidden:

{names}
```
"""
PICTURE = """
![The delta flow of lesson 05: numbers of the forward pass in blue, the deltas that come back
through the transposed weights in orange.](docs/images/delta-flow.png)
"""
BUTTON = (
    '<p><a class="open-live" href="{address}">Run this page here, in your browser</a> '
    "(nothing to install; your work stays in this browser)</p>"
)
TEACHERS = "docs/teaching/README.md"
TEACHING = "For teachers <docs/teaching/README>"
APART = {
    "install": "Install",
    "documents": "The five documents",
    "use": "Use the package",
}


@dataclass
class Row:
    """What a table says about a notebook: a lesson, or a problem set, which has no question."""

    name: str
    title: str
    question: str
    minutes: str


def write_pages(
    root: Path, folder: Path, run: bool = False, live: bool = False
) -> None:
    """Fill the folder from a checkout, or from the course that is installed.

    live: every notebook's page gets a button that opens it in the browser's Python.
    """
    lessons = _notebooks(root / "notebooks", folder / "lessons", "lesson", run)
    problems = _notebooks(root / "exercises", folder / "exercises", "exercise", False)
    if live:
        _add_buttons(folder / "lessons", "notebooks")
        _add_buttons(folder / "exercises", "exercises")
    if (root / "docs").is_dir():
        shutil.copytree(root / "docs", folder / "docs")
    _write(folder / "index.md", _home(root, folder, lessons))
    words = "Each begins with a prediction."
    _write(folder / "lessons/index.md", _list("Lessons", words, lessons))
    words = "Write the functions in the notebooks; there, the checks answer."
    _write(folder / "exercises/index.md", _list("Problem sets", words, problems))
    _write(folder / "glossary.md", glossary({x.name[:2]: x for x in lessons}))
    for name in _apart(folder):
        page = folder / f"docs/{name}.md"
        _write(page, _on_the_site(page.read_text(encoding="utf-8")))
    if (folder / TEACHERS).exists():
        _add_toctree(folder / TEACHERS, folder / "docs")


def _home(root: Path, folder: Path, lessons: list[Row]) -> str:
    """The first page: the lessons, a picture, the essays, and what else is there."""
    return HOME.format(
        lessons=_table(lessons, "lessons/"),
        picture=PICTURE if (folder / "docs/images/delta-flow.png").exists() else "",
        documents="".join(f"{APART[n]} <docs/{n}>\n" for n in _apart(folder)),
        essays=LINKS if has_lesson(root) else "",
        teaching=TEACHING if (folder / TEACHERS).exists() else "",
    )


def _apart(folder: Path) -> list[str]:
    """The pages of `docs/` that stand by themselves in the menu."""
    return [name for name in APART if (folder / f"docs/{name}.md").exists()]


def glossary(lessons: dict[str, Row]) -> str:
    """Every term of the course, with links to the lessons that explain it."""
    rows = [
        "# Glossary",
        "",
        "| English | Chinese | symbol | in code | lessons |",
        "| --- | --- | --- | --- | --- |",
    ]
    for term, numbers in sorted(all_terms(), key=lambda t: t[0].english.lower()):
        code = f"`{term.code}`" if term.code else ""
        links = ", ".join(
            f"[{n}](lessons/{lessons[n].name}.ipynb)" for n in numbers if n in lessons
        )
        cells = [term.english, term.chinese, term.symbol, code, links]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _notebooks(source: Path, folder: Path, role: str, run: bool) -> list[Row]:
    import nbformat

    folder.mkdir(parents=True)
    found = []
    for path in sorted(source.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        found.append(_described(path.stem, role, notebook))
        if run:
            notebook = run_alive(notebook, path)
        nbformat.write(_for_readers(notebook), folder / path.name)
    return found


def _add_buttons(pages: Path, folder: str) -> None:
    import nbformat

    for path in pages.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        address = f"../{ADDRESS.format(folder=folder, name=path.stem)}"
        notebook.cells.insert(1, markdown(BUTTON.format(address=address)))
        nbformat.write(notebook, path)


def _for_readers(notebook: Any) -> Any:
    """Where nobody can run a checkpoint, its answer opens instead."""
    notebook.metadata.setdefault("language_info", {})["pygments_lexer"] = "python"
    notebook.cells = [_to_open(cell) for cell in notebook.cells]
    return notebook


def _to_open(cell: Any) -> Any:
    if not cell.source.startswith("checkpoint("):
        return cell
    place = cell.metadata["bpcourse"]["name"]
    answer = answer_of(question(place), place)
    folded = (
        f"<details>\n<summary>Commit, then look</summary>\n\n{answer}\n\n</details>"
    )
    return markdown(folded)


def _described(name: str, role: str, notebook: Any) -> Row:
    """A notebook of no lesson is called as its file."""
    lesson = all_lessons().get(name[:2])
    if not lesson:
        return Row(name, name, "", span_of(notebook))
    question = lesson.question if role == "lesson" else ""
    return Row(name, title_of(lesson, role), question, span_of(notebook))


def _table(lessons: list[Row], folder: str = "") -> str:
    asked = any(lesson.question for lesson in lessons)
    head = ["lesson", *(["question"] if asked else []), "minutes"]
    rows = [head, ["---"] * len(head)]
    for lesson in lessons:
        link = f"[{lesson.title}]({folder}{lesson.name}.ipynb)"
        rows.append([link, *([lesson.question] if asked else []), lesson.minutes])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _list(title: str, words: str, lessons: list[Row]) -> str:
    names = "\n".join(lesson.name for lesson in lessons)
    return LIST.format(title=title, words=words, table=_table(lessons), names=names)


def _on_the_site(text: str) -> str:
    """A page of docs/, with the addresses that the site's pages have."""

    def moved(found: re.Match[str]) -> str:
        return f"](../lessons/{found[1]}{re.sub('[?,]', '', found[2] or '').lower()})"

    return re.sub(r"\]\(\.\./notebooks/([^)#]+)(#[^)]*)?\)", moved, text)


def _add_toctree(page: Path, docs: Path) -> None:
    """All other pages of docs/ hang below the teachers' page."""
    import os

    apart = {page, *(docs / f"{name}.md" for name in APART)}
    others = sorted(p for p in docs.rglob("*.md") if p not in apart)
    names = [Path(os.path.relpath(p, page.parent)).as_posix()[:-3] for p in others]
    tree = "\n".join(["", "```{toctree}", ":hidden:", "", *names, "```", ""])
    _write(page, page.read_text(encoding="utf-8") + tree)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
