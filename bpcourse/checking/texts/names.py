"""The names that the checks give by themselves, by id."""

from __future__ import annotations

# The names that the checks give by themselves: id -> (completes "looks like …", what to do next).
# Their ids are "general:<id>", so that no exercise's own id is taken.
NAMES = {
    # ---- conduct
    "changes_argument": (
        "your function changed its argument {which}; the caller still needs it",
        "Write the result into a new array, or work on a copy ({copy}).",
    ),
    "changes_arguments": (
        "your function changed its arguments {which}; the caller still needs them",
        "Write the results into new arrays, or work on a copy ({copy}).",
    ),
    "changes_list": (
        "your function changed its argument {which}; the caller still needs it",
        "A copy of the list holds the same arrays. Make new ones ({which} = [a.copy() for a "
        "in {which}]), or replace `-=` by an entry of its own: `{which}[l] = {which}[l] - …`.",
    ),
    "changes_lists": (
        "your function changed its arguments {which}; the caller still needs them",
        "A copy of a list holds the same arrays. Make new ones ([a.copy() for a in {first}]), "
        "or replace `-=` by an entry of its own: `{first}[l] = {first}[l] - …`.",
    ),
    "changes_start": (
        "your function changed its argument {which}; the caller still needs it",
        "`-=` changes the array itself. `{which} = {which} - …` makes a new one, for a single "
        "number too.",
    ),
    "warns": (
        "NumPy warns here: {text}",
        "Which step leaves the range of floats, and is its result still the right one?",
    ),
    "not_repeatable": (
        "the two results differ",
        "What does your function remember from one call to the next, or draw again?",
    ),
    "own_random": (
        "the two results differ",
        "Draw every random number from the `rng` that you are given: `rng.random`, not "
        "`np.random`.",
    ),
    "ignores_rng": (
        "the two results are the same",
        "Draw every random number from the rng that you are given.",
    ),
    # ---- nothing comes back, or something strange
    "prints": (
        "printing instead of `return`",
        "Let the last line hand the result back: `return …`.",
    ),
    "no_return": (
        "work without a `return`: the function gives None",
        "Which value is the result? Let the last line hand it back: `return …`.",
    ),
    "method_returns_none": (
        "the result of `{method}`, which changes its list in place and gives None",
        "Call `{method}` in a line of its own, and return the list in the next.",
    ),
    "a_path_without_return": (
        "a path through the function that ends without `return`",
        "For which input is no `return` reached?",
    ),
    "unfinished": (
        "`raise NotImplementedError`, which still stands above your lines",
        "Delete the line `raise NotImplementedError`; nothing below it is run.",
    ),
    "calls_unwritten": (
        "a call of `{name}`, whose body isn't written yet",
        "Write `{name}` first, and run its cell.",
    ),
    "yields": (
        "a generator, which has computed nothing yet",
        "Is it `yield` instead of `return`, or a `for` in round brackets? In square ones it makes "
        "a list, and sum(…) adds the values up.",
    ),
    "tuple_of_one": (
        "a tuple with one result in it",
        "A comma at the end of `return` makes a tuple. Is one there?",
    ),
    "async": (
        "`async def`: a coroutine comes back, and nothing has been computed",
        "Write `def` instead of `async def`.",
    ),
    "a_function": (
        "a function instead of its value",
        "Call it: put the arguments in brackets behind it.",
    ),
    "a_kind": (
        "{kind}, where numbers are asked for",
        "What does your last line return? Return the numbers alone.",
    ),
    "other_kind": (
        "{kind}, where {should} is asked for",
        "What does your last line return, and what does the docstring promise?",
    ),
    # ---- what the numbers tell
    "all_zero": (
        "zeros throughout",
        "It is the same whatever is asked. Which line should hand the numbers on?",
    ),
    "all_the_same": (
        "{number} throughout",
        "It is the same whatever is asked. Which line should hand the numbers on?",
    ),
    "bracket_of_zero": (
        "{number} throughout",
        "Is a bracket missing? × goes before + and −, so a * 1 - a is 0.",
    ),
    "wrong_shape": (
        "the right numbers in another shape",
        "Which axis is too much, or lost? Print the shape after every line.",
    ),
    "handed_back": (
        "{which} as it came in, unchanged",
        "Which line should have made something new of it?",
    ),
    "handed_back_all": (
        "{which} as they came in, unchanged",
        "Which line should have made something new of it?",
    ),
    "no_number": (
        "no number throughout: nan or inf",
        "Which step divides 0 by 0, takes log 0, or leaves the range of floats?",
    ),
    "not_finite": (
        "right values but for some numbers, where it gives nan or inf",
        "Which step leaves the range of floats, or divides 0 by 0, or takes log 0?",
    ),
    "nearly": (
        "the right result, to about {digits} digits only",
        "Is something rounded, measured with a step, or kept from 0 by a small number?",
    ),
    # ---- what part is right
    "right_for_some": (
        "right for {good}, and not for {bad}",
        "What is different for {bad}? Go through your lines with such an input.",
    ),
    "result_count": (
        "{got}, where {want} asked for",
        "Count what stands behind `return`, and what the docstring promises.",
    ),
    "one_number": (
        "one number, where shape {want} is asked for",
        "Which line adds up or averages what should stay apart?",
    ),
    "array_of_one": (
        "an array of shape {got}, where one number is asked for",
        "An array of one number is still an array. Which line should make a number of it?",
    ),
    "other_shape": (
        "a result of shape {got}, where {want} is asked for",
        "Print the shape after every line: from where on is it another?",
    ),
    "unused_argument": (
        "the argument `{name}`, which no line uses as it comes in",
        "What is `{name}` for, and in which line does it belong?",
    ),
    "rounded": (
        "the right result, rounded to {digits} places",
        "Leave rounding to whoever prints it.",
    ),
    "returns_in_loop": (
        "`return` inside the loop (line {line}), which ends it in the first turn",
        "Which line should be run once, after all turns?",
    ),
}
