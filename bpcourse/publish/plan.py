"""The table of minutes in a teacher's guide: which slides it shows, and what the speaker reads.

Every bold heading of the table gets the slides that stand under it in the lesson. A sentence
below the table says what of the lesson the plan leaves for home.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from .slides.slide import Column

ROW = re.compile(r"^(\| *\d+–\d+ *\| )(.+?)( \| .*)$", re.M)
BOLD = re.compile(r"\*\*(.+?)\*\*")
POLL = re.compile(r"^\{\{ *poll *([\w-]+) *\}\}$", re.M)
HEADING = re.compile(r"^##+ (.+?)(?: \(\d+ min\))?$", re.M)
FENCED = re.compile(r"^```.*?^```", re.M | re.S)


def with_slides(text: str, deck: list[Column], lesson: str) -> str:
    """A guide's text with the slides of its table of minutes.

    deck: the slides of the lesson; lesson: its source. A text without such a table comes back
    as it is.
    """
    under = sections(deck, HEADING.findall(FENCED.sub("", lesson)))
    explorers = {name for name in under if any(deck[k - 1].needs for k in under[name])}

    def where(bold: re.Match[str]) -> str:
        if bold[1] not in under:
            return f"{bold[0]} (no slide)"
        more = ", explorer" if bold[1] in explorers else ""
        return f"{bold[0]} ({_slides(under[bold[1]])}{more})"

    rows = list(ROW.finditer(text))
    if not rows:
        return text
    end = rows[-1].end()
    table = ROW.sub(lambda row: row[1] + BOLD.sub(where, row[2]) + row[3], text[:end])
    planned = {name for row in rows for name in BOLD.findall(row[2])}
    left = _left_out(deck, under, set(POLL.findall(text)), planned)
    return f"{table}{left}{text[end:]}"


def sections(deck: list[Column], headings: Collection[str]) -> dict[str, list[int]]:
    """{heading of the lesson: the numbers of the slides under it}; ends before the next heading."""
    under: dict[str, list[int]] = {}
    now = ""
    for number, column in enumerate(deck, 1):
        before = [] if column.kind == "again" else column.before
        now = next((n for n in (column.name, *reversed(before)) if n in headings), now)
        if now and not _closes(column):
            under.setdefault(now, []).append(number)
    return under


def plan(text: str, deck: list[Column]) -> dict[str, str]:
    """{heading: what the speaker is told}, in Markdown, from the table of minutes of a guide.

    deck: the slides; their headings that the table doesn't name are for home.
    """
    said: dict[str, str] = {}
    for row in ROW.finditer(text):
        minutes, part, *told = (
            cell.strip() for cell in row[0].strip("| ").split(" | ")
        )
        for name in BOLD.findall(part):
            said.setdefault(name, f"**{minutes} min** · " + " · ".join(told))
    asked = {column.name for column in deck if column.worth}
    for column in deck if said else []:
        if column.level > 1 and not column.kind and column.name not in asked:
            said.setdefault(column.name, "**Not in the plan of 50 minutes**, for home")
    return said


def _left_out(
    deck: list[Column], under: dict[str, list[int]], polls: set[str], planned: set[str]
) -> str:
    """How many slides the plan shows, and what of the lesson it leaves for home."""
    if not deck:
        return ""
    home = {name: where for name, where in under.items() if name not in planned}
    shown = len(deck) - sum(map(len, home.values()))
    words = f"The plan shows {shown} of the {len(deck)} slides."
    spare = [
        k
        for name in under
        if name in planned
        for k in under[name]
        if deck[k - 1].kind == "question" and deck[k - 1].name not in polls
    ]
    if spare:
        words += f" Questions beside the polls, as time allows: {_slides(spare)}."
    if again := [k for k, column in enumerate(deck, 1) if _closes(column)]:
        words += f" The predictions come again with their answers: {_slides(again)}."
    if home:
        left = (f"**{name}** ({_slides(where)})" for name, where in home.items())
        words += f"\n\nNot in this plan, for home: {', '.join(left)}."
    return f"\n\n{words}"


def _closes(column: Column) -> bool:
    """Whether it is a prediction with its answer, behind the whole lesson."""
    return column.kind == "again" and not column.section


def _slides(numbers: list[int]) -> str:
    """The numbers as they are read, in their order.

    >>> _slides([3]), _slides([7, 9, 4, 5])
    ('slide 3', 'slides 4–5, 7, 9')
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = ", ".join("–".join(map(str, run[:: len(run) - 1 or 1])) for run in runs)
    return f"slide{'s' if len(numbers) > 1 else ''} {said}"
