"""From a source to the cells of a notebook, not yet run."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Any

from bpcourse.exercises import Exercise, Question, exercise, question
from bpcourse.exercises.glossary import terms

DIRECTIVE = re.compile(r"^\{\{\s*(\w+)\s+([\w.-]+)\s*\}\}\s*$", re.M)
STUB = "    # Write your answer here, in the place of the next line.\n    raise NotImplementedError"
BEGIN, END = "    ### BEGIN SOLUTION", "    ### END SOLUTION"


class AuthorError(Exception):
    """What is wrong with a source: file, line, and what to do."""


def compose(source: Path, role: str) -> Any:
    """The notebook of a source; role is "lesson", "exercise" or "solution"."""
    import jupytext
    import nbformat

    text = source.read_text(encoding="utf-8")
    try:
        raw = jupytext.reads(text, fmt="md:myst")
    except Exception as fault:
        raise AuthorError(f"{source.name}: not a MyST notebook ({fault})") from None
    cells = [made for cell in raw.cells for made in _expand(cell, role, source, text)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata = {
        "kernelspec": {
            "display_name": "Python 3",
            "language": "python",
            "name": "python3",
        },
        "language_info": {
            "name": "python",
            "file_extension": ".py",
            "mimetype": "text/x-python",
        },
    }
    _give_ids(cells, f"{source.name.split('.')[0]}/{role}")
    return notebook


def _expand(cell: Any, role: str, source: Path, text: str) -> list[Any]:
    """One cell of the source as the cells of the notebook."""
    if cell.cell_type != "markdown":
        return (
            [_code(cell.source, dict(cell.metadata))]
            if cell.cell_type == "code"
            else []
        )
    cells, at = [], 0
    for found in DIRECTIVE.finditer(cell.source):
        cells += _markdown_if_any(cell.source[at : found.start()], dict(cell.metadata))
        cells += _directive(found, role, source, text)
        at = found.end()
    return cells + _markdown_if_any(cell.source[at:], dict(cell.metadata))


def _directive(found: re.Match[str], role: str, source: Path, text: str) -> list[Any]:
    kind, key = found.groups()
    where = f"{source.name}, line {_line(text, found.group(0).strip())}"
    try:
        if kind == "exercise":
            return exercise_cells(exercise(key), role)
        if kind == "question":
            return question_cells(question(key))
        if kind == "glossary":
            return [_markdown(glossary_table(key))]
    except KeyError as unknown:
        raise AuthorError(f"{where}: {unknown.args[0]}") from None
    known = "exercise, question, glossary"
    raise AuthorError(
        f"{where}: {{{{ {kind} … }}}} is no directive; write one of {known}"
    )


def _line(text: str, piece: str) -> int:
    return text[: max(0, text.find(piece))].count("\n") + 1


# ---- cells


def _code(source: str, metadata: dict[str, Any]) -> Any:
    import nbformat

    return nbformat.v4.new_code_cell(source=source.strip("\n"), metadata=metadata)


def _markdown(source: str, metadata: dict[str, Any] | None = None) -> Any:
    import nbformat

    return nbformat.v4.new_markdown_cell(source=source.strip(), metadata=metadata or {})


def _markdown_if_any(source: str, metadata: dict[str, Any]) -> list[Any]:
    return [_markdown(source, metadata)] if source.strip() else []


def _own(role: str, name: str, **more: Any) -> dict[str, Any]:
    return {"bpcourse": {"role": role, "name": name, **more}}


def exercise_cells(asked: Exercise, role: str) -> list[Any]:
    """Statement, answer, check. A lesson shows the stub, as the exercise notebook does."""
    title = f"### {asked.title}\n\n*{asked.minutes} min · {_points(asked)}*\n\n"
    return [
        _markdown(title + asked.statement, _own("statement", asked.name)),
        _code(
            answer_source(asked, solved=role == "solution"), _own("answer", asked.name)
        ),
        _code(f"check({asked.name})", _own("check", asked.name, points=asked.points)),
    ]


def _points(asked: Exercise) -> str:
    return f"{asked.points} point{'s' if asked.points != 1 else ''}"


def answer_source(asked: Exercise, solved: bool) -> str:
    """The answer cell: the reference with its solution marked, or the stub without it."""
    head, body = asked.split_source()
    if solved:
        return "\n".join([head, BEGIN, body, END])
    return "\n".join([head, asked.starter.strip("\n") if asked.starter else STUB])


def question_cells(asked: Question) -> list[Any]:
    """The prompt with its options, and the cell in which it is answered."""
    lines = [asked.prompt.strip()]
    if asked.options:
        options = (
            f"- **{'abcdefgh'[i]}** · {o.text}" for i, o in enumerate(asked.options)
        )
        lines += ["", *options]
    return [
        _markdown("\n".join(lines), _own("question", asked.id)),
        _code(f'checkpoint("{asked.id}", ...)', _own("answer", asked.id)),
    ]


def glossary_table(lesson: str) -> str:
    """The lesson's terms as a Markdown table."""
    rows = ["| English | Chinese | symbol | in code |", "| --- | --- | --- | --- |"]
    for term in terms(lesson):
        code = f"`{term.code}`" if term.code else ""
        rows.append(f"| {term.english} | {term.chinese} | {term.symbol} | {code} |")
    return "\n".join(rows)


# ---- ids


def _give_ids(cells: list[Any], scope: str) -> None:
    """Ids from what a cell is, not from where it stands: inserting one changes no other."""
    seen: Counter[str] = Counter()
    for cell in cells:
        own = cell.metadata.get("bpcourse")
        key = (
            f"{own['role']}:{own['name']}" if own else f"{cell.cell_type}:{cell.source}"
        )
        seen[key] += 1
        digest = hashlib.sha256(f"{scope}:{key}:{seen[key]}".encode()).hexdigest()
        cell["id"] = digest[:12]
