"""Lesson 99: its questions, polls for the room, and words."""

from __future__ import annotations

from bpcourse.course.questions import Option, Question, Term

QUESTIONS = (
    Question(
        "99-slope",
        "**What is the slope of $x^3$?**",
        "The power comes down as a factor and falls by one.",
        (
            Option("$3x^2$", "The factor is 3, the power 2.", right=True),
            Option("$x^2$", "The factor is lost.", mistake="cube_slope.no_factor"),
            Option("$3x^3$", "The power falls.", mistake="cube_slope.same_power"),
        ),
    ),
    Question(
        "99-power",
        "**By how much does the exponent fall when $x^3$ becomes its slope?**",
        "From 3 to 2.",
        (
            Option("by one", "From 3 to 2.", right=True),
            Option("not at all", "Then it is 3.", mistake="cube_slope.same_power"),
            Option("by two", "Then it is 1.", mistake="cube_slope.line"),
        ),
    ),
    Question(
        "99-square",
        "**Which function has the slope $2x$?**",
        "The power 2 comes down, and 1 is left.",
        (
            Option("$x^2$", "2 comes down, and 1 is left.", right=True),
            Option("$x^3$", "Its slope is $3x^2$.", mistake="cube_slope.square"),
            Option("$2x$", "That is the slope.", mistake="cube_slope.value"),
        ),
    ),
    Question(
        "99-falls",
        "**Where does $x^3$ fall?**",
        "Its slope $3x^2$ is nowhere negative.",
        (
            Option("nowhere", "$3x^2$ is never negative.", right=True),
            Option(
                "left of 0", "It is negative, and rises.", mistake="cube_slope.value"
            ),
            Option("left of 1", "Its slope is small there.", mistake="cube_slope.line"),
        ),
    ),
)

POLLS: tuple[Question, ...] = ()

TERMS = (
    Term("cube", "立方"),
    Term("edge", "棱"),
    Term("volume", "体积"),
    Term("face", "面"),
    Term("exponent", "指数"),
    Term("power rule", "幂法则", "", "x"),
)
