"""What a question, its options, a poll for the room and a word of the course are: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Option:
    """One choice of a question. feedback is shown when it is chosen.

    mistake: "exercise_name.mistake_id" when the wrong choice is a named mistake.
    """

    text: str
    feedback: str
    right: bool = False
    mistake: str | None = None


@dataclass(frozen=True)
class Question:
    """A checkpoint or a recap question, answered by a click or by `checkpoint(id, answer)`.

    id: "01-steepest". prompt: Markdown, one question; `form` is written behind it. Either
    options (each place shows them in an order of its own), or answer: a number, a tuple of
    whole numbers (a shape), or a text. digits: how many significant digits of a number
    that isn't whole are asked for; whole numbers are exact. feedback: the reason, shown
    after a right answer. hint: shown after a wrong one; for numbers, traps maps a likely
    wrong value to the sentence that fits it. taught: of a poll, the beginning of the heading
    behind which its slide stands.
    """

    id: str
    prompt: str
    feedback: str
    options: tuple[Option, ...] = ()
    answer: Any = None
    digits: int = 0
    hint: str = ""
    traps: tuple[tuple[float, str], ...] = ()
    taught: str = ""

    @property
    def form(self) -> str:
        """What an answer looks like, in words; "" where there are options."""
        if self.options:
            return ""
        if isinstance(self.answer, tuple):
            count = len(self.answer)
            return FORMS["pair" if count == 2 else "tuple"].format(count=count)
        if isinstance(self.answer, str):
            return FORMS["word"]
        return FORMS[f"digits_{self.digits}"]


FORMS = {
    "pair": "as `(rows, columns)`",
    "tuple": "as a tuple of {count}",
    "word": "a word",
    "digits_0": "a whole number",
    "digits_1": "a number, one significant digit",
    "digits_2": "a number, two significant digits",
    "digits_3": "a number, three significant digits",
}


def poll(
    id: str,
    prompt: str,
    feedback: str,
    right: str,
    *wrong: tuple[str, str, str],
    taught: str = "",
) -> Question:
    """A question for the room: the right option, then (text, feedback, mistake) of the wrong.

    It is asked aloud and never by `checkpoint`. Every wrong option is a named mistake.
    taught: the beginning of the heading behind which its slide stands; "" for the end.
    """
    options = [Option(right, feedback, right=True)]
    options += [Option(text, why, mistake=mistake) for text, why, mistake in wrong]
    return Question(id, prompt, feedback, tuple(options), taught=taught)


@dataclass(frozen=True)
class Term:
    """A word of the course: it stands in the lesson that first explains it.

    also: the numbers of later lessons whose glossary shows it again.
    """

    english: str
    chinese: str
    symbol: str = ""
    code: str = ""
    also: tuple[str, ...] = ()
