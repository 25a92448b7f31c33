"""Questions and words on slides: the answer marked at the next key, and what the speaker says."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from bpcourse.course import Question, Term
from bpcourse.course.places import LETTERS, options_at
from bpcourse.publish.slides.rendering import Block

ANSWER = 'class="fragment custom answer" data-fragment-index="0"'
OPEN = 'class="answer"'  # the key A marks it


def marked(block: Block, asked: Question, place: str, key: bool) -> Block:
    """The options of a question, the right ones known; key: the next key marks them."""
    right = iter([o.right for o in options_at(asked, place)])
    mark = f"<li {ANSWER if key else OPEN}>"
    html = re.sub(r"<li>", lambda li: mark if next(right, False) else li[0], block.html)
    return Block(block.kind, html)


def number(answer: Any, key: bool) -> Block:
    """The answer of a question that asks for a number, a shape or a word."""
    tag = ANSWER if key else OPEN
    return Block("number", f"<p {tag}>{escape(told(answer))}</p>")


def told(answer: Any) -> str:
    """An answer as it is said: four digits of a number, no point behind a whole one.

    >>> told(1000.0), told(-0.0), told(0.0087713), told((3, 4))
    ('1000', '0', '0.008771', '(3, 4)')
    """
    if isinstance(answer, float):
        return str(int(answer)) if answer.is_integer() else f"{answer:.4g}"
    return str(answer)


def in_columns(found: list[Term]) -> Block:
    """A lesson's terms, in two columns."""
    each = "".join(
        f"<div><dt>{t.english}</dt><dd lang='zh'>{t.chinese}</dd><dd>{t.symbol}</dd></div>"
        for t in found
    )
    return Block("terms", f'<dl class="terms">{each}</dl>')


def answer_of(asked: Question, place: str) -> str:
    """The answer of a question and what to say to each option, in Markdown."""
    lines = [f"**Answer:** {told(asked.answer)}"] if asked.answer is not None else []
    for letter, option in zip(LETTERS, options_at(asked, place)):
        right = "right. " if option.right else ""
        lines.append(f"- **{letter}** · {right}{option.feedback}")
    return "\n".join([*lines, "", asked.feedback]).strip()
