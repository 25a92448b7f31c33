"""What holds for every built notebook. A rule gives a sentence for each thing that breaks it.

Notebooks are plain dicts as `nbformat` reads them. Of the tests in `tests/publish`,
`test_notebook_rules.py` breaks each rule on purpose, and `test_notebooks.py` holds the course
to them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bpcourse.course import Exercise

SECTIONS = [
    "Predict",
    "Build",
    "Explore",
    "Yours alone",
    "What the documents say",
    "Recap",
]
SOMETIMES = {"Explore", "Yours alone"}  # not in the first lesson and the last
ROW = re.compile(r"\bD[0-4]-\d\d\b")
TAG = re.compile(
    r"D[0-4]-\d\d|raises-exception|nbval-ignore-output|remove-cell|slide|fragment|notes"
    r"|result|skip|skip-section"
)
MACHINE = re.compile(
    r"(?<![\w.])/(?:home|Users|root|tmp|opt|work|usr|var|private|mnt|srv)/[\w.-]+"
    r"|~[/\\][\w.-]+[/\\]|\b[A-Za-z]:\\\w+|/ipykernel_\d+|\b0x[0-9a-fA-F]{6,}"
)
BASE64 = re.compile(r"base64,[A-Za-z0-9+/=]+")
SHOWING = {"check", "checkpoint", "hint", "solution", "progress", "doctor"}
VAGUE = {"here", "this", "link", "click here", "more", "see", "page", "this page"}
LEAST = 12  # characters of a line that is worth hiding


def of_type(notebook: Any, kind: str) -> list[Any]:
    """The code or the Markdown cells."""
    return [c for c in notebook["cells"] if c["cell_type"] == kind]


def tags(cell: Any) -> list[str]:
    return cell["metadata"].get("tags", [])


def role(cell: Any) -> str | None:
    """What the builder made a cell for: statement, answer, check, question, glossary."""
    return cell["metadata"].get("bpcourse", {}).get("role")


def named(cell: Any) -> str:
    first = cell["source"].strip().partition("\n")[0]
    return f"“{first[:70]}”"


# What a reader sees


def headings(notebook: Any) -> Iterator[tuple[int, str]]:
    """(level, text) of every heading outside of fenced code."""
    for cell in of_type(notebook, "markdown"):
        prose = re.sub(r"^(`{3,}|~{3,}).*?^\1", "", cell["source"], flags=re.M | re.S)
        for found in re.finditer(r"^(#{1,6})\s+(.*)$", prose, re.M):
            yield len(found.group(1)), found.group(2).strip()


def heading_faults(notebook: Any) -> Iterator[str]:
    """One title, at the top; no level left out on the way down."""
    before = 0
    for level, text in headings(notebook):
        if level == 1 and before:
            yield f"a second title, {text!r}"
        if level > before + 1:
            yield f"{text!r} is a heading of level {level} below one of level {before}"
        before = level
    if not before:
        yield "no title"


def alt_faults(notebook: Any) -> Iterator[str]:
    """Every picture in prose and outputs says in words what it shows."""
    for cell in notebook["cells"]:
        text = BASE64.sub("base64,", cell["source"] + "".join(output_texts(cell)))
        for image in re.findall(r"<img\b[^>]*>", text):
            if not re.search(r"""\balt=(?:"[^"]*\w[^"]*"|'[^']*\w[^']*')""", image):
                yield f"{named(cell)}: no alt text in {image[:60]}"
        yield from (f"{named(cell)}: ![]( )" for _ in re.findall(r"!\[\s*\]\(", text))


def link_faults(text: str, folder: Path) -> Iterator[str]:
    """Every link says where it leads, and what lies beside the text is there."""
    prose = re.sub(r"^(`{3,}|~{3,}).*?^\1|`[^`\n]*`", "", text, flags=re.M | re.S)
    for words, target in re.findall(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)", prose):
        if words.strip(" .").lower() in VAGUE:
            yield f"[{words}]({target}): the words don't say where it leads"
        local = target.partition("#")[0]
        if not re.match(r"\w+:", target) and local and not (folder / local).exists():
            yield f"[{words}]({target}): nothing is there"


def prose_faults(notebook: Any) -> Iterator[str]:
    """Nothing that only the builder understands; no tag that nobody knows."""
    for cell in notebook["cells"]:
        if re.search(r"\{\{\s*(exercise|question|glossary)\b", cell["source"]):
            yield f"{named(cell)}: a directive is left"
        if re.search(r"^(:::|```\{|\+\+\+)", cell["source"], re.M):
            yield f"{named(cell)}: MyST that JupyterLab doesn't render"
        yield from (
            f"{named(cell)}: unknown tag {tag!r}"
            for tag in tags(cell)
            if not TAG.fullmatch(tag)
        )


# What was run


def output_texts(cell: Any) -> Iterator[str]:
    """Every text in a cell's outputs."""
    for output in cell.get("outputs", []):
        yield from (str(v) for v in output.get("data", {}).values())
        yield from (output.get(k, "") for k in ("text", "ename", "evalue"))
        yield "\n".join(output.get("traceback", []))


def run_faults(notebook: Any) -> Iterator[str]:
    """Run from top to bottom once, and what cells show is stored: nbval is armed."""
    code = of_type(notebook, "code")
    counts = [c["execution_count"] for c in code]
    if counts != list(range(1, len(code) + 1)):
        yield f"not one run from top to bottom: execution counts {counts}"
    yield from (
        f"{named(cell)}: shows something, and no output is stored"
        for cell in code
        if shows(cell["source"]) and not cell["outputs"]
    )
    ignored = [c for c in code if "nbval-ignore-output" in tags(c)]
    if len(ignored) > max(2, len(code) // 4):
        yield f"{len(ignored)} of {len(code)} outputs are ignored"


def shows(source: str) -> bool:
    """Whether a cell surely has an output: it prints, or ends in a value."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    if any(_prints(statement) for statement in body):
        return True
    if not body or not isinstance(body[-1], ast.Expr) or source.rstrip().endswith(";"):
        return False
    value = body[-1].value
    if not isinstance(value, ast.Call):
        return not isinstance(value, ast.Constant)
    name = ast.unparse(value.func)
    return name in SHOWING or name.startswith(("figures.", "explorers."))


def _prints(statement: ast.stmt) -> bool:
    """A statement, or what it is made of, calls print; a function's body isn't run."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return False
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        return ast.unparse(statement.value.func) == "print"
    inner = (n for n in ast.iter_child_nodes(statement) if isinstance(n, ast.stmt))
    return isinstance(statement, ast.For | ast.With) and any(map(_prints, inner))


def output_faults(notebook: Any) -> Iterator[str]:
    """No error that isn't meant, no warning, nothing of the machine that ran it."""
    for cell in of_type(notebook, "code"):
        yield from (f"{named(cell)}: {fault}" for fault in _outputs(cell))


def _outputs(cell: Any) -> Iterator[str]:
    kinds = [o["output_type"] for o in cell["outputs"]]
    if ("error" in kinds) != ("raises-exception" in tags(cell)):
        yield "fails without the tag raises-exception, or has it and doesn't fail"
    if any(o.get("name") == "stderr" for o in cell["outputs"]):
        yield "writes to stderr"
    if "widget-view" in str([o.get("data", {}).keys() for o in cell["outputs"]]):
        yield "stores a widget that nobody can open"
    text = BASE64.sub("", "\n".join(output_texts(cell)))
    yield from (f"machine: {found}" for found in MACHINE.findall(text))


# Lessons


def anatomy_faults(notebook: Any, number: str) -> Iterator[str]:
    """Title, sections and header as in every lesson."""
    title = next((t for level, t in headings(notebook) if level == 1), "")
    if not title.startswith(f"{number} "):
        yield f"the title {title!r} doesn't begin with {number}"
    sections = [t for level, t in headings(notebook) if level == 2]
    least = [s for s in SECTIONS if s not in SOMETIMES]
    wanted = [s for s in SECTIONS if s in sections or s in least]
    if sections != (SECTIONS if "01" <= number <= "12" else wanted):
        yield f"sections {sections}, not {SECTIONS}"
    header = "\n\n".join(c["source"] for c in notebook["cells"][:3])
    outcomes = header.partition("You will be able to")[2].partition("\n\n**")[0]
    if len(re.findall(r"^- ", outcomes, re.M)) != 3:
        yield "the header names three outcomes after “You will be able to”"
    yield from (
        f"the header lacks {word}"
        for word in ("**Time:**", "**Builds on:**")
        if word not in header
    )


def span(notebook: Any) -> tuple[int, int]:
    """The minutes that the header says, (0, 0) where it says none."""
    said = re.search(r"(\d+) to (\d+) minutes", notebook["cells"][0]["source"])
    return (int(said[1]), int(said[2])) if said else (0, 0)


def is_written(notebook: Any) -> bool:
    """Whether the lesson is one in which the learner builds."""
    return any(title == "Build" for _, title in headings(notebook))


def rows_in_code(notebook: Any) -> set[str]:
    """Ledger rows that a code cell bears as a tag."""
    return {t for c in of_type(notebook, "code") for t in tags(c) if ROW.fullmatch(t)}


def rows_named(notebook: Any) -> set[str]:
    """Ledger rows in tags of code cells or in the text."""
    text = "\n".join(c["source"] for c in of_type(notebook, "markdown"))
    return rows_in_code(notebook) | set(ROW.findall(text))


# Problem sets


def solution_lines(source: str) -> list[str]:
    """The lines between the marks that say something: no comments, no short ones."""
    regions = re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", source, re.S)
    lines = [_squeezed(line) for region in regions for line in region.splitlines()]
    return [s for s in lines if len(s) >= LEAST and not s.startswith("#")]


def leaks(unsolved: Any, solved: Any, exercises: dict[str, Exercise]) -> Iterator[str]:
    """Lines of solutions in an exercise notebook, but for those that are given away.

    Given are the statements, starters, signatures and docstrings of its exercises.
    """
    if any("SOLUTION" in c["source"] for c in unsolved["cells"]):
        yield "a mark of a solution is left"
    cells = [c for c in of_type(solved, "code") if role(c) == "answer"]
    answers = [c for c in cells if c["metadata"]["bpcourse"]["name"] in exercises]
    asked = [exercises[c["metadata"]["bpcourse"]["name"]] for c in answers]
    given = _squeezed("\n".join(map(_given, asked)))
    shown = _squeezed("\n".join(_visible(unsolved)))
    for exercise, cell in zip(asked, answers):
        for line in solution_lines(cell["source"]):
            if line in shown and line not in given:
                yield f"{exercise.name}: {line!r}"


def _given(exercise: Exercise) -> str:
    head = exercise.split_source()[0]
    return "\n".join([exercise.statement, exercise.starter or "", head])


def _visible(notebook: Any) -> Iterator[str]:
    for cell in notebook["cells"]:
        yield cell["source"]
        yield from output_texts(cell)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def verdict_faults(notebook: Any, word: str) -> Iterator[str]:
    """Every check of a problem set says this: "passed", or "not attempted"."""
    for cell in of_type(notebook, "code"):
        text = "".join(output_texts(cell))
        if role(cell) == "check" and word not in text.partition("\n")[0]:
            yield f"{named(cell)}: {text[:80]!r}"


def duplicates(values: Iterable[str]) -> set[str]:
    """The values that occur twice."""
    seen: set[str] = set()
    return {v for v in values if v in seen or seen.add(v)}
