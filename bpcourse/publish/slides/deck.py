"""From a lesson's cells to columns of slides: what is shown, what is said, what goes together.

Every heading and every question begins a column; the browser breaks it into slides. Formulas,
lists, tables, prose, code with what it prints, a program that an exercise gives, and pictures
are shown; the texts are in the speaker's notes, too. The key after a question marks its answer;
of a prediction, in the first part of a lesson, it is left open until the end, where the question
comes again. A poll stands behind the heading under which it is asked.

Tags of a cell say otherwise:

- `slide` begins a column,
- `fragment` shows the cell at the next key,
- `result` shows what code gives, and not the code,
- `notes` is said and not shown, with the question where one follows,
- `skip` is neither; `skip-section` on a heading leaves out all that stands under it.

A tag on a `{{ question … }}` or `{{ glossary … }}` counts for what is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile
from typing import Any

from bpcourse.course import (
    Question,
    all_exercises,
    all_polls,
    all_questions,
    question,
    terms,
)
from bpcourse.publish.live import PARTIAL, STILL
from bpcourse.publish.notebooks.asking import answer_of, in_columns, marked, number
from bpcourse.publish.notebooks.cells import question_cells, time_line

from .rendering import (
    Block,
    code_block,
    html_of,
    inline,
    letters,
    markdown_blocks,
    output_blocks,
    unmarked,
)
from .slide import ALL, PART, Column

SHOWN = {"slide", "fragment"}
BOX = 340  # letters of a box that is shown
HEADING = re.compile(r"^(#{1,3})\s+(.*?)(?:\s*\((\d+) min\))?\s*$", re.M)
WORTH = re.compile(r"<p><em>(.*?)</em></p>")  # minutes and points, below the heading
FENCED = re.compile(r"^```.*?^```", re.M | re.S)
CALL = re.compile(r"(figures|explorers?)\.\w+\(.*\)", re.S)


def slides(notebook: Any, more: Sequence[Question] = ()) -> list[Column]:
    """The columns of a lesson's notebook, run (explorers alive) or not; more: polls at the end."""
    deck = _Deck(notebook)
    for cell in notebook.cells:
        deck.take(cell)
    deck.end(more)
    return [c for c in deck.columns if c.shown or c.level == 1]


class _Deck:
    """Takes cell after cell; the last column is the one that is filled."""

    def __init__(self, notebook: Any) -> None:
        self.columns: list[Column] = [Column(1)]
        self.topic = ""  # the heading that goes on behind a question
        self.source = ""  # the same as it is written
        self.led = 0  # blocks of the last column from before its heading
        self.parts = 0  # headings of level 2
        self.left_out = 0  # the level of the heading whose section is left out
        self.time = html_of(time_line(notebook.cells))
        lesson = HEADING.search(notebook.cells[0].source if notebook.cells else "")
        number = lesson[2][:2] if lesson else ""
        taught = {i: q for i, q in all_questions().items() if q.taught}
        asked = (all_polls() | taught).values()
        self.polls = [q for q in asked if q.id.startswith(f"{number}-")]

    @property
    def last(self) -> Column:
        return self.columns[-1]

    def take(self, cell: Any) -> None:
        tags = set(cell.metadata.get("tags", []))
        own = cell.metadata.get("bpcourse", {})
        role = own.get("role")
        if "skip" in tags:
            return
        if cell.cell_type == "markdown" and not role:
            self._tell(cell, tags)
        elif self.left_out or role in ("check", "install"):
            return
        elif role == "answer":
            self._give(cell, own["name"], tags)
        elif role == "question":
            self._answer(cell, question(own["name"]), own["name"])
        elif role == "glossary":
            self._put([in_columns(terms(own["name"]))], tags)
        elif cell.cell_type == "markdown":
            self._tell(cell, tags)
        else:
            self._run(cell, tags)

    def end(self, more: Sequence[Question]) -> None:
        """Polls that have no place of their own, and then the predictions with their answers."""
        self._poll()
        for asked in [*self.polls, *more]:
            self._ask_all(asked)
        told = {c.name for c in self.columns if c.kind == "again"}
        self.columns += [
            replace(_again(c), section="")
            for c in self._predictions
            if c.name not in told
        ]

    @property
    def _predictions(self) -> list[Column]:
        return [c for c in self.columns if c.kind == "prediction"]

    def _poll(self) -> None:
        """What the teacher's guide asks under the heading that ends here."""
        here = [p for p in self.polls if p.taught and self.source.startswith(p.taught)]
        for asked in here:
            self.polls.remove(asked)
            self._ask_all(asked)

    def _ask_all(self, asked: Question) -> None:
        """A question to the room: a prediction again, with its answer, or a poll."""
        if first := [c for c in self._predictions if c.name == asked.id]:
            self.columns.append(replace(_again(first[0]), section=self.last.section))
            self._begin(3)
        else:
            cell = question_cells(asked, asked.id)[0]
            self._ask(cell, asked, asked.id, "poll")

    def _answer(self, cell: Any, asked: Question, place: str) -> None:
        """A question of the lesson, unless it has its place elsewhere."""
        if self.parts == 1:
            self._ask(cell, asked, place, "prediction")
        elif asked not in self.polls:
            self._ask(cell, asked, place, "question")

    def _ask(self, cell: Any, asked: Question, place: str, kind: str) -> None:
        """A question has a column of its own; its answer is said, after what led to it."""
        empty = [] if self.last.shown else [*self.last.before, self.last.name]
        said = [] if self.last.shown else self.last.blocks[self.led :]
        new = Column(3, "", self.last.section, asked.id, kind, before=empty)
        self.columns.append(new)
        source = cell.source if asked.options else asked.prompt
        prompt, *options = markdown_blocks(source)
        key = kind != "prediction"
        blocks = [Block("prompt", prompt.html)]
        blocks += [
            marked(b, asked, place, key) if b.kind == "list" else b for b in options
        ]
        if asked.answer is not None:
            blocks.append(number(asked.answer, key))
        notes = html_of(answer_of(asked, place))
        self.last.blocks = [*said, *blocks, Block("notes", notes)]
        self._begin(3)

    def _tell(self, cell: Any, tags: set[str]) -> None:
        for level, heading, text in _by_heading(cell.source):
            if self._leaves_out(level, tags):
                continue
            self._head(level, heading)
            if "notes" in tags or (not level and self._has_lead and not tags & SHOWN):
                self._say(text)
                continue
            self._tagged(tags)
            blocks = markdown_blocks(unmarked(text))
            if found := WORTH.fullmatch(blocks[0].html if blocks else ""):
                self.last.worth = found[1]
                del blocks[0]
            blocks = [b for b in blocks if b.html != self.time]
            self._put(_shown(blocks), tags)
            self._say(text)

    def _say(self, text: str) -> None:
        if text.strip():
            self.last.blocks.append(Block("notes", html_of(text)))

    @property
    def _has_lead(self) -> bool:
        """Whether the title has been told; more of it is for the notes."""
        return self.last.level == 1 and bool(self.last.shown)

    def _leaves_out(self, level: int, tags: set[str]) -> bool:
        if level and level <= (self.left_out or 9):
            self.left_out = level if "skip-section" in tags else 0
            tags.discard("skip-section")
        return self.left_out > 0

    def _head(self, level: int, source: str) -> None:
        heading = inline(unmarked(source))
        if level == 1:
            self.last.heading = heading
        elif level:
            self._poll()
            self.topic, self.source = heading, source
            section = heading if level == 2 else self.last.section
            self.parts += level == 2
            self._begin(level, section)

    def _tagged(self, tags: set[str]) -> None:
        if "slide" in tags:
            self._begin(3)

    def _run(self, cell: Any, tags: set[str]) -> None:
        self._tagged(tags)
        program = [] if "result" in tags else _program(cell.source)
        self._put([*program, *self._outputs(cell)], tags)

    def _give(self, cell: Any, name: str, tags: set[str]) -> None:
        """The program that an exercise gives, to be mended or put in order."""
        asked = all_exercises().get(name)
        if asked and asked.starter:
            self._put([code_block(cell.source)], tags)

    def _outputs(self, cell: Any) -> list[Block]:
        """What a cell gave; the column knows what of an explorer needs JupyterLab."""
        blocks: list[Block] = []
        for output in cell.outputs:
            html = output.get("data", {}).get("text/html", "")
            if output.get("metadata", {}).get("bpcourse") == "live":
                self.last.needs = PART if PARTIAL in html else self.last.needs
                blocks.append(Block("explorer", html))
                continue
            if STILL in html:
                self.last.needs = ALL
            blocks += output_blocks([output])
        return blocks

    def _begin(self, level: int, section: str | None = None) -> None:
        """A new column, unless the last is still empty: then that one."""
        section = self.last.section if section is None else section
        if self.last.level == 1 or self.last.shown:
            self.columns.append(Column(level))
        elif self.last.name != self.source:
            self.last.before.append(self.last.name)
        self.last.heading, self.last.section = self.topic, section
        self.last.name, self.last.level = self.source, level
        self.led = len(self.last.blocks)

    def _put(self, blocks: list[Block], tags: set[str]) -> None:
        for block in blocks:
            block.fragment = "fragment" in tags
        self.last.blocks += blocks


def _again(column: Column) -> Column:
    """A prediction later: the next key marks its answer."""
    mark = 'class="answer"', 'class="fragment custom answer" data-fragment-index="0"'
    blocks = [replace(b, html=b.html.replace(*mark)) for b in column.blocks]
    return replace(column, kind="again", blocks=blocks)


def _by_heading(text: str) -> list[tuple[int, str, str]]:
    """(level, heading, text below it); level 0 for what stands before a heading."""
    hidden = FENCED.sub(lambda code: "." * len(code[0]), text)  # its comments have a #
    found = list(HEADING.finditer(hidden))
    ends = [*(f.start() for f in found[1:]), len(text)]
    before = text[: found[0].start()] if found else text
    parts = [(0, "", before)] if before.strip() else []
    for head, end in zip(found, ends):
        parts.append((len(head[1]), head[2], text[head.end() : end]))
    return parts


def _shown(blocks: list[Block]) -> list[Block]:
    """What of a text is for the eyes: no folds, and no long boxes."""
    return [
        block
        for block in blocks
        if block.kind != "hidden"
        and not (block.kind == "box" and len(letters(block.html)) > BOX)
    ]


def _program(source: str) -> list[Block]:
    """Code as it is shown: not the imports, nor the call of a figure or an explorer."""
    lines = source.strip().splitlines()
    shown = dropwhile(lambda s: re.match(r"(import|from)\b.*[^(]$|\s*$", s), lines)
    program = "\n".join(shown)
    return [] if not program or CALL.fullmatch(program) else [code_block(program)]
