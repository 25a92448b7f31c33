"""Faults that a small edit of the answer mends, by id."""

from __future__ import annotations

# Faults that lie where a small edit of the answer mends it. {part}: the learner's own text.
REPAIRS = {
    "operation": (
        "`{other}` in `{part}`, where another operation belongs",
        "Read line {line} beside the formula, sign by sign.",
    ),
    "turned": (
        "`{part}` the wrong way round",
        "Which of the two comes first in the formula? Look at line {line}.",
    ),
    "bracket": (
        "brackets that are missing or too many in `{part}`",
        "Powers go before × and ÷, and these before + and −. What does line {line} do first?",
    ),
    "minus_extra": (
        "a minus sign too many: `{part}`",
        "Follow the sign through each line, up to line {line}.",
    ),
    "minus_missing": (
        "a sign that is turned, at `{part}`",
        "Follow the sign through each line, up to line {line}.",
    ),
    "factor_extra": (
        "a factor too many: `{part}`",
        "Count the factors of the formula, and then those of line {line}.",
    ),
    "division_extra": (
        "a division too many, by `{part}`",
        "Does the formula divide by `{part}`? Look at line {line}.",
    ),
    "term_extra": (
        "a term too many: `{part}`",
        "Count the terms of the formula, and then those of line {line}.",
    ),
    "power_extra": (
        "a power too many: `** {part}`",
        "Is this to be squared? Look at line {line}.",
    ),
    "factor_missing": (
        "a missing factor at `{part}`",
        "Count the factors of the formula, and then those of line {line}.",
    ),
    "term_missing": (
        "a missing term at `{part}`",
        "Count the terms of the formula, and then those of line {line}.",
    ),
    "constant_missing": (
        "a missing 2 or ½ at `{part}`",
        "Which constant of the formula doesn't stand in line {line}?",
    ),
    "power_missing": (
        "a missing square or root at `{part}`",
        "Is a power or a root of this asked for? Look at line {line}.",
    ),
    "mean_missing": (
        "no division by len({other}) at `{part}`",
        "Is a mean asked for, and which line divides by the number of samples?",
    ),
    "mean_extra": (
        "a division by len({other}) too many at `{part}`",
        "Is each quantity divided by the number of samples once, or not at all?",
    ),
    "complement": (
        "`{part}` where 1 minus it belongs, or the other way round",
        "Which of the two shares does the formula ask for in line {line}?",
    ),
    "transpose_extra": (
        "a transpose too many: `{part}`",
        "Write the shape of each factor of line {line} beside it.",
    ),
    "transpose_missing": (
        "a missing transpose at `{part}`",
        "Write the shape of each factor of line {line} beside it: over which axis is the sum?",
    ),
    "comparison": (
        "another comparison than the right one in `{part}`",
        "What happens in line {line} just below, just above, and where both are equal?",
    ),
    "branches": (
        "two branches in each other's place, after `{part}`",
        "Which of the two belongs to a condition that is true? Look at line {line}.",
    ),
    "call_extra": (
        "`{part}` in line {line}, where the formula has nothing of the kind",
        "What does `{part}` do to the numbers, and is that asked for?",
    ),
    "function": (
        "`{part}` where another function belongs",
        "What is asked for: a sum or a mean, the largest or the least? Look at line {line}.",
    ),
    "arguments": (
        "two arguments in each other's place, in `{part}`",
        "In which order does this function take them? Look at line {line}.",
    ),
    "axis": (
        "the wrong axis in `{part}`",
        "Print the shape before and after line {line}: which axis has gone?",
    ),
    "axis_missing": (
        "`{part}` over everything, where one axis is meant",
        "One number for all, or one for each row? Print the shape after line {line}.",
    ),
    "axis_extra": (
        "`{part}` along one axis, where everything is meant",
        "How many numbers should come out of line {line}?",
    ),
    "keepdims_missing": (
        "`{part}` without keepdims",
        "Print the shapes in line {line}: is there a column for each row to be divided by?",
    ),
    "keepdims_extra": (
        "`{part}` with keepdims, which keeps an axis too many",
        "Print the shape after line {line}, and compare it with the one that is asked for.",
    ),
    "option_extra": (
        "`{other}` in `{part}`",
        "What does `{other}` change in line {line}, and is that asked for?",
    ),
    "whole": (
        "an array of whole numbers in `{part}`, which cuts decimals off",
        "Of what type is the array that line {line} makes, where whole numbers come in?",
    ),
    "range": (
        "a loop that starts or ends at the wrong place: `{part}`",
        "Write down the first and the last turn of the loop in line {line}.",
    ),
    "direction": (
        "a loop that runs the wrong way: `{part}`",
        "Which turn needs what another one has found? Look at line {line}.",
    ),
    "subscript": (
        "another place than the right one: `{part}`",
        "Count from 0: which entry does `{part}` in line {line} take?",
    ),
    "number": (
        "the number `{part}` in line {line}",
        "Where does this number come from, and is it the formula's?",
    ),
    "own_number": (
        "a fixed number, `{part}`, where the caller's argument belongs",
        "Which of your arguments isn't used? Look at line {line}.",
    ),
    "name": (
        "`{part}` in line {line}, where another of your values belongs",
        "Say for each letter of the formula which of your names it is.",
    ),
    "gathered_wrongly": (
        "a step the wrong way: `{part}`",
        "Should line {line} add or take away, multiply or divide?",
    ),
    "gathers": (
        "`{part}`, which adds to what is there already",
        "Should every turn add to it in line {line}, or set it again?",
    ),
    "overwrites": (
        "`{part}`, which replaces what is there already",
        "Should line {line} replace the value, or add to it?",
    ),
    "condition": (
        "a condition too many: `{part}`",
        "For which inputs is line {line} skipped, and should it be?",
    ),
    "condition_turned": (
        "a condition the wrong way round: `{part}`",
        "When should the lines below line {line} be run?",
    ),
    "order": (
        "results in another order: `{part}`",
        "In which order does the docstring ask for them?",
    ),
    "result_extra": (
        "more than is asked for: `{part}`",
        "Which of these does the docstring ask for?",
    ),
    "list_turned": (
        "the right results in reverse order",
        "Which comes first in the docstring, and which in your list?",
    ),
    "too_deep": (
        "brackets too many round the result `{part}`",
        "How many brackets are round the value that the docstring asks for?",
    ),
    "too_flat": (
        "a result without the list that is asked for round it",
        "Does the docstring ask for a list, even of one?",
    ),
    "axis_too_many": (
        "an axis too many in the result `{part}`",
        "Print the shape of the result, and compare it with the one that is asked for.",
    ),
    "line_extra": (
        "a line too many: `{part}`",
        "What would change without line {line}?",
    ),
    "lines_swapped": (
        "two lines in the wrong order, at `{part}`",
        "Which values does line {line} read: those before the line above it, or after?",
    ),
    "return_in_loop": (
        "`return` inside the loop (line {line}), which ends it in the first turn",
        "Which line should be run once, after all turns?",
    ),
    "line_in_loop": (
        "a line inside the loop that belongs behind it: `{part}`",
        "How often should line {line} be run?",
    ),
    "begins_anew": (
        "a value that starts again in every turn: `{part}`",
        "How often should line {line} be run?",
    ),
    "line_after_loop": (
        "a line behind the loop that belongs inside: `{part}`",
        "How often should line {line} be run?",
    ),
    "line_before_loop": (
        "a line in front of the loop that belongs inside: `{part}`",
        "Which turns need a new value of line {line}?",
    ),
    "as_it_came": (
        "`{part}` used as it came in: whole numbers cut decimals off, and changes stay",
        "What happens in your lines to an array of whole numbers, and to the caller's own?",
    ),
    "shallow": (
        "arrays of the list `{part}` that are changed where they are",
        "A copy of a list holds the same arrays. Which line changes one of them?",
    ),
}
