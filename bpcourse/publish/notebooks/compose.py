"""From a source to the cells of a notebook, not yet run."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Any

from bpcourse.course import exercise, lesson, places, question
from bpcourse.errors import Told
from bpcourse.publish.documents import link_ids

from .cells import (
    code,
    exercise_cells,
    glossary_cells,
    header,
    install_cell,
    markdown,
    question_cells,
    stop_cell,
    worked_cells,
)
from .minutes import OWN, minutes

KINDS = "exercise|answer|question|glossary"
DIRECTIVE = re.compile(r"\{\{\s*(\w+)\s+([\w.-]+)\s*\}\}")
LINE = re.compile(
    rf"^[ \t]*\{{\{{(?! header ).*\}}\}}[ \t]*$|\{{\{{\s*(?:{KINDS})\b.*", re.M
)
HOW = (
    "write `{{ header }}`, `{{ exercise NAME }}`, `{{ answer NAME }}`, `{{ question ID }}`, "
    "`{{ glossary NN }}` or `{{ stop }}` "
    "on a line of its own"
)
STOP = re.compile(r"\{\{\s*stop\s*\}\}")
HEADER = re.compile(r"^\{\{ header \}\}$", re.M)
OPTION = re.compile(r"^:\w[\w-]*:", re.M)


def compose(source: Path, role: str) -> Any:
    """The notebook of a source; role is "lesson", "exercise" or "solution"."""
    import nbformat

    text = source.read_text(encoding="utf-8")
    cells = [
        made for cell in _read(source, text) for made in _expand(cell, role, source)
    ]
    span = minutes(cells)
    _fill_header(cells, role, source)
    cells.insert(1, install_cell())  # below the header
    _give_ids(cells, f"{source.parent.name}/{role}")
    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source = link_ids(cell.source)
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    notebook.metadata[OWN] = {"minutes": list(span)}
    return notebook


def _fill_header(cells: list[Any], role: str, source: Path) -> None:
    """`{{ header }}` in the first cell: what is known about the lesson as a whole."""
    first = cells[0]
    if HEADER.search(first.source):
        try:
            text = header(lesson(source.parent.name[:2]), role, cells)
        except KeyError as fault:
            raise _error(source, "{{ header }}", str(fault)) from None
        first.source = HEADER.sub(lambda _: text, first.source)


def place_of(source: Path) -> str:
    """How a source is called in messages: `05_delta_recursion/lesson.md`."""
    return f"{source.parent.name}/{source.name}"


def line_of(text: str, piece: str) -> int:
    """The line of a source on which a piece of it begins, the first where several do."""
    return text[: max(0, text.find(piece))].count("\n") + 1


def _read(source: Path, text: str) -> list[Any]:
    """The source's cells; Told where it is no MyST notebook."""
    import jupytext

    if not re.match(r"---\n.*?^---$", text, re.M | re.S):
        raise Told(
            f"{place_of(source)}, line 1: a source begins with the YAML header between two "
            "lines `---`; copy it from another source"
        )
    if found := re.search(r"^`{3,}\{codecell\}", text, re.M):
        line = line_of(text, found.group())
        raise Told(
            f"{place_of(source)}, line {line}: {{codecell}} is written {{code-cell}}"
        )
    try:
        return jupytext.reads(text, fmt="md:myst").cells
    except Exception as fault:
        raise Told(_unreadable(source, fault)) from None


def _unreadable(source: Path, fault: Exception) -> str:
    """What jupytext, YAML and nbformat say, as one line."""
    said = " ".join(str(fault).split())
    mark = getattr(fault, "problem_mark", None)
    if found := re.search(r"at line (\d+)", said):
        where = f", line {found.group(1)}"
    else:
        where = f", line {mark.line + 1}" if mark else ""
    advice = "tags are a YAML list, `:tags: [D0-03, D0-04]`"
    return f"{place_of(source)}{where}: not a MyST notebook; {advice} ({said[:200]})"


def _expand(cell: Any, role: str, source: Path) -> list[Any]:
    """One cell of the source as the cells of the notebook."""
    if cell.cell_type == "code":
        _refuse_stray_options(cell, source)
        return [code(cell.source, dict(cell.metadata))]
    made, at = [], 0
    for found in LINE.finditer(cell.source):
        made += _text_between(cell, at, found.start())
        made += _marked(_directive(found.group().strip(), role, source), cell)
        at = found.end()
    return made + _text_between(cell, at, len(cell.source))


def _refuse_stray_options(cell: Any, source: Path) -> None:
    """Options after an empty line would stand in the notebook as code."""
    if found := OPTION.search(cell.source):
        raise _error(source, found.group(), "options follow the fence, before any code")


def _marked(made: list[Any], cell: Any) -> list[Any]:
    """Tags of the source's cell are those of the text that a directive stands for."""
    for one in made:
        if "tags" in cell.metadata and one.cell_type == "markdown":
            one.metadata["tags"] = list(cell.metadata["tags"])
    return made


def _text_between(cell: Any, start: int, end: int) -> list[Any]:
    text = cell.source[start:end]
    return [markdown(text, dict(cell.metadata))] if text.strip() else []


def _directive(line: str, role: str, source: Path) -> list[Any]:
    if STOP.fullmatch(line):
        return [stop_cell()]
    kind, key = _parts(line, source)
    try:
        if kind == "answer":
            return worked_cells(exercise(key))
        if kind == "exercise":
            return exercise_cells(exercise(key), role)
        if kind == "question":
            place = _place(key, source)
            return question_cells(question(key), place, solved=role == "solution")
        return glossary_cells(key)
    except (KeyError, ValueError) as fault:
        raise _error(source, line, str(fault)) from None


def _place(id: str, source: Path) -> str:
    """Where a question stands: in a lesson, or in a problem set whose lesson may ask it."""
    lesson = source.with_name("lesson.md")
    again = (
        source != lesson
        and lesson.exists()
        and (f"{{{{ question {id} }}}}" in lesson.read_text(encoding="utf-8"))
    )
    return places.place_of(id, source.parent.name[:2], again)


def _parts(line: str, source: Path) -> tuple[str, str]:
    found = DIRECTIVE.fullmatch(line)
    if not found:
        raise _error(source, line, f"not understood; {HOW}")
    if found.group(1) not in KINDS.split("|"):
        raise _error(source, line, f"{found.group(1)!r} is no directive; {HOW}")
    return found.group(1), found.group(2)


def _error(source: Path, piece: str, words: str) -> Told:
    line = line_of(source.read_text(encoding="utf-8"), piece)
    return Told(f"{place_of(source)}, line {line}: `{piece}`: {words}")


def _give_ids(cells: list[Any], scope: str) -> None:
    """Ids from what a cell is, not from where it stands: inserting one changes no other."""
    seen: Counter[str] = Counter()
    for cell in cells:
        own = cell.metadata.get("bpcourse")
        key = f"{cell.cell_type}:{cell.source}"
        if own:
            key = f"{own['role']}:{own['name']}"
        seen[key] += 1
        digest = hashlib.sha256(f"{scope}:{key}:{seen[key]}".encode()).hexdigest()
        cell["id"] = digest[:12]
