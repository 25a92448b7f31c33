"""The page "The five documents", built from `sources/documents.toml` and the lessons.

Every statement of a document has an id such as D2-14. In the prose of a notebook an id is a
link to its place on this page, and the page leads back to the heading of the lesson under
which the statement is treated.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path("sources") / "documents.toml"
PAGE = Path("docs") / "documents.md"
ID = r"D[0-4]-\d\d"
PROSE = re.compile(
    r"(?P<kept>^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)"  # what is no prose: fenced code,
    r"|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$"  # code, formulas,
    r"|!?\[[^\]]*\]\([^)]*\)|<[^>\n]*>|^\#[^\n]*)"  # links, tags, headings
    rf"|\b(?P<id>{ID})\b",
    re.M | re.S,
)
HEADING = re.compile(r"^#{1,4} +(.*?) *$")
FENCE = re.compile(r"^ *(`{3,}|~{3,})")
PLAIN = re.compile(r"[\w ,?]+")  # of these an address can be made
HEAD = """\
<!-- Built from sources/documents.toml by `bpcourse build`: edit that file. -->

# The five documents

The lessons follow five documents on backpropagation, found on the web. They are not part of
this course. Here stands what each of them states, in our own words, with our verdict and the
lesson that treats it. An id such as (D2-14) in a lesson leads to this page.

| document | title | author | language | subject |
| --- | --- | --- | --- | --- |
"""
VERDICTS = """
| verdict | meaning | statements |
| --- | --- | --- |
"""
MEANING = {
    "correct": "true as it stands",
    "correct, unstated convention": "true under a condition that the document does not name",
    "imprecise": "the words or the formula say something else than is meant, or too much",
    "wrong": "false; the page says what holds",
    "no claim": "nothing that could be true or false",
}


def link_ids(text: str, up: str = "..") -> str:
    """A notebook's Markdown, with every id in its prose as a link to the page.

    >>> link_ids("two sums (D2-14), not `D2-14`")
    'two sums ([D2-14](../docs/documents.md#d2-14)), not `D2-14`'
    """

    def linked(found: re.Match[str]) -> str:
        if found["kept"]:
            return found["kept"]
        return f"[{found['id']}]({up}/{PAGE.as_posix()}#{found['id'].lower()})"

    return PROSE.sub(linked, text)


def documents(root: Path) -> str | None:
    """The page's text; None for a checkout without the data."""
    if not (root / DATA).exists():
        return None
    data = tomllib.loads((root / DATA).read_text(encoding="utf-8"))
    places = _places(root)
    parts = [HEAD, *map(_about, data["documents"].items()), _counts(data["rows"])]
    for name in data["documents"]:
        parts.append(f"\n## {name}\n")
        own = {k: row for k, row in data["rows"].items() if k.startswith(name)}
        parts += [_row(id, row, places) for id, row in own.items()]
    return "".join(parts)


def _about(entry: tuple[str, dict[str, str]]) -> str:
    name, its = entry
    english = f" ({its['english']})" if "english" in its else ""
    cells = [name, its["title"] + english, its["author"], its["language"]]
    return f"| {' | '.join([*cells, its['subject']])} |\n"


def _counts(rows: dict[str, Any]) -> str:
    verdicts = [row["verdict"] for row in rows.values()]
    lines = [f"| {v} | {MEANING[v]} | {verdicts.count(v)} |\n" for v in MEANING]
    return VERDICTS + "".join(lines) + f"| all | | {len(rows)} |\n"


def _row(id: str, row: dict[str, Any], places: dict[tuple[str, str], str]) -> str:
    lost = " (The document's formula is lost; this is a reconstruction.)"
    right = f" Right: {row['right']}" if "right" in row else ""
    links = [places[number, id] for number in row["lessons"] if (number, id) in places]
    verdict = f"**{row['verdict']}**.{right}"
    lessons = f" Lesson {', '.join(links)}." if links else ""
    says = row["says"] + (lost if row.get("lost") else "")
    return f"\n### {id.lower()}\n\n{says}\n\n{verdict}{lessons}\n"


def _places(root: Path) -> dict[tuple[str, str], str]:
    """{(lesson's number, id): a link to the heading under which the id stands}."""
    found: dict[tuple[str, str], str] = {}
    for source in sorted((root / "sources").glob("*/lesson.md")):
        name = source.parent.name
        for heading, line in _headed(source.read_text(encoding="utf-8")):
            for id in re.findall(rf"\b{ID}\b", line):
                found.setdefault((name[:2], id), _link(name, heading))
    return found


def _headed(text: str) -> Iterator[tuple[str, str]]:
    """(the heading above, line) of every line of a source."""
    heading, fence = "", ""
    for line in text.splitlines():
        if mark := FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        elif not fence and (title := HEADING.match(line)):
            heading = title[1]
        yield heading, line


def _link(name: str, heading: str) -> str:
    """The address is JupyterLab's: the heading with "-" for every space."""
    page = f"../notebooks/{name}.ipynb"
    if not PLAIN.fullmatch(heading):
        return f"[{name[:2]}]({page})"
    return f"[{name[:2]}, {heading}]({page}#{heading.replace(' ', '-')})"
