"""The names of what stops an answer with an exception, by id."""

from __future__ import annotations

# As NAMES: id -> (completes "looks like …", what to do next).
ERRORS = {
    "arity": (
        "other arguments than the task's",
        "The check calls {signature}: give your function these arguments, in this order.",
    ),
    "truth_value": (
        "`if`, `while`, `and` or `max` for a whole array",
        "An array has many truth values, and `if` asks for one. np.where chooses entry by "
        "entry; for conditions there are & and |.",
    ),
    "math_function": (
        "a function of `math`, which takes one number",
        "NumPy has the same functions for whole arrays: np.exp, np.log, np.sqrt.",
    ),
    "float_of_array": (
        "float(…) or int(…) of a whole array",
        "Which line makes one number of an array? Leave it an array.",
    ),
    "unpacking": (
        "more or fewer names than there are parts",
        "Print what is taken apart: how many parts has it, in this call too? A loop takes any "
        "number.",
    ),
    "unpacks_one": (
        "several names for a single value",
        "Print what stands to the right of `=`: has it as many parts as there are names?",
    ),
    "axis_of_batch": (
        "an axis that a single sample doesn't have",
        "One sample has axis 0 alone. axis=-1 is the last axis, for one sample and for many.",
    ),
    "unknown_name": (
        "the name `{name}`, which no line has made",
        "Is it spelt as where it is made, and made before it is read?",
    ),
    "not_imported": (
        "the name `{name}`, which no line has imported",
        "Write `import {name}` first, or take NumPy's function of that name.",
    ),
    "misspelt": (
        "the name `{name}`, which no line has made",
        "Is `{near}` meant?",
    ),
    "lost_function": (
        "the name `{name}`, which this kernel doesn't know",
        "Run the cell of `{name}` (again).",
    ),
    "read_too_early": (
        "the name `{name}`, read before a line has made it",
        "Which line makes it, and does that line come first, in every case?",
    ),
    "no_such_function": (
        "`{name}`, which that module doesn't have",
        "Is `{near}` meant?",
    ),
    "none_used": (
        "None in a calculation",
        "Which of the functions that you call returns nothing?",
    ),
    "list_arithmetic": (
        "a list in a calculation",
        "Lists don't subtract or multiply entry by entry; np.array(…) does.",
    ),
    "tuple_arithmetic": (
        "a tuple in a calculation",
        "Print it: which of its parts is meant? X.shape has all lengths, X.shape[0] one of them.",
    ),
    "text_arithmetic": (
        "a text in a calculation",
        "Where does it come from? float(…) makes a number of a text, str(…) a text of a number.",
    ),
    "whole_in_place": (
        "a calculation in place on an array of whole numbers",
        "The result has decimals, and the array can't hold them. Make it one of floats first.",
    ),
    "math_overflow": (
        "a function of `math`, which stops with an error where NumPy gives inf",
        "For which inputs does it stop? np.exp goes on, with a warning that np.errstate takes.",
    ),
    "math_domain": (
        "a logarithm or root of `math` outside of its range",
        "Which input is 0 or below there? NumPy gives −inf or nan, and goes on.",
    ),
    "division_by_zero": (
        "a division by 0",
        "Which input makes the denominator 0, and what is asked for there?",
    ),
    "recursion": (
        "a function that calls itself without an end",
        "Which call ends the chain of calls?",
    ),
    "shapes": (
        "two shapes that don't fit",
        "Print the shapes of both operands before that line; which should they have?",
    ),
    "index": (
        "an index that isn't there",
        "How long is it, and which index does the last turn of the loop use?",
    ),
    "needs_an_axis": (
        "a length, an index or a loop where there is a single number",
        "A single number has no axis. What comes into that line, and in which case is it one?",
    ),
    "too_large": (
        "an array too large for the memory",
        "Print the shapes: which line makes an array that is far larger than its inputs?",
    ),
    "goes_on": (
        "results that follow each other without an end",
        "After how many results is everything used once? Let the function end there.",
    ),
    "endless": (
        "a loop that doesn't end",
        "What has to change in every turn so that the loop ends?",
    ),
    "prints_without_end": (
        "a `print` that runs very often, or for ever",
        "Take the `print` out of the loop. Does the loop come to its end then?",
    ),
    "too_slow": (
        "a call that takes too long",
        "No loop is seen here: which line waits, or computes far more than is asked for?",
    ),
    "asks_input": (
        "`input`, which waits for somebody at the keyboard",
        "All that the function needs comes in as arguments. Which of them is it here?",
    ),
    "leaves_python": (
        "`exit`, which ends Python and not the function",
        "A function ends with `return`, and hands its result back there.",
    ),
    "settings_raise": (
        "warnings that were turned into errors",
        "Leave `np.seterr` and `warnings` as they are. Which step gets too large or too small?",
    ),
    # ---- what is called, and with what
    "calls_a_value": (
        "brackets behind a value, which call it as a function",
        "X(Y) calls X. Is `*` or `@` meant, or an index in [ ]? X.T and X.shape take no brackets.",
    ),
    "not_called": (
        "a function where its value is meant",
        "A function is called with round brackets behind its name: f(x), X.mean().",
    ),
    "other_arguments": (
        "other arguments than `{name}` takes",
        "Which arguments does it take, and in which order? help({name}) tells.",
    ),
    "own_option": (
        "the option `{option}`, which Python's own `{name}` doesn't take",
        "Is NumPy's `np.{name}` meant?",
    ),
    "other_option": (
        "the option `{option}`, which `{name}` doesn't take",
        "Which options does it take, and what are they called? help({name}) tells.",
    ),
    "misspelt_option": (
        "the option `{option}`, which `{name}` doesn't take",
        "Is `{near}` meant?",
    ),
    "other_arguments_there": (
        "other arguments than the function takes that is called there",
        "How many arguments does it take? Count those that you give.",
    ),
    "where_of_one": (
        "np.where with a condition and one value",
        "It takes two: np.where(condition, value where it holds, value elsewhere).",
    ),
    "shape_in_brackets": (
        "a shape given as several arguments",
        "A shape is one argument, in brackets of its own: np.zeros((2, 3)).",
    ),
    "whole_number": (
        "an array or list where one whole number belongs",
        "Sizes and axes are whole numbers, several axes a tuple: axis=(0, 1). What is to be "
        "put together is one argument: np.concatenate((A, B)).",
    ),
    "not_whole": (
        "a number with decimals where a whole one belongs",
        "`/` gives decimals, 6 / 2 too; `//` divides to a whole number, rounded down.",
    ),
    "loop_over_number": (
        "a loop over a single number",
        "Print it. To count up to a number, loop over range(…).",
    ),
    "list_grows": (
        "writing to a place that the list doesn't have",
        "`append` adds a place at the end. How long is the list before that line?",
    ),
    "tuple_is_fixed": (
        "writing into a tuple, whose parts can't be changed",
        "Make a new one of the new parts, or a list of it first.",
    ),
    "bitwise": (
        "`^`, `~`, `&` or `|` for numbers with decimals",
        "These act on whole numbers and conditions. A power is `**`, a minus is `-`.",
    ),
    "no_package": (
        "`import` of a package that isn't there",
        "Every exercise can be done with NumPy alone.",
    ),
    # ---- what a value has
    "no_such_attribute": (
        "`.{name}`, which {kind} doesn't have",
        "Print it and its type: is it what that line needs?",
    ),
    "is_a_function": (
        "`.{name}`, which {kind} doesn't have",
        "Is `np.{name}(…)` meant?",
    ),
    "misspelt_attribute": (
        "`.{name}`, which {kind} doesn't have",
        "Is `.{near}` meant?",
    ),
    "array_for_list": (
        "`.{name}`, which an array doesn't have",
        "An array keeps its length. Fill the places of one of the right shape, or collect the "
        "values in a list.",
    ),
    "list_for_array": (
        "a list where an array is meant",
        "A list has no shape, and takes one index: L[0][1]. np.array(L) makes an array of it.",
    ),
    "index_kind": (
        "an index that is no whole number",
        "An index is a whole number, a slice, or an array of whole numbers: `//` divides to one, "
        "and astype(int) makes them.",
    ),
    "indices": (
        "more indices than the array has axes",
        "Print its shape before that line. Which axes are there, in this case too?",
    ),
    "no_such_axis": (
        "axis {axis} of an array that doesn't have it",
        "Print its shape before that line. Axes count from 0, and axis=-1 is the last one.",
    ),
    "no_such_key": (
        "a key that the dict doesn't have",
        "Print the dict before that line: which keys are in it?",
    ),
    # ---- what an array can hold
    "unequal_rows": (
        "parts of different shapes in one array",
        "An array has rows of one length, and one number in each place. Results of different "
        "shapes stay apart: `return a, b`.",
    ),
    "object_array": (
        "an array with something in it that is no number",
        "Print it before that line: is None, a list or a text in it?",
    ),
    "joins_a_number": (
        "a single number among the arrays that are put together",
        "In square brackets it is an array of one: [1.0].",
    ),
    "no_matrix": (
        "an array that is no matrix, or no square one, where one is asked for",
        "Print its shape before that line. Is a matrix what the function needs?",
    ),
    "unhashable": (
        "a list or an array in a set, or as a key",
        "Curly brackets make a set or a dict. A list has square ones, a tuple round ones.",
    ),
    "read_only": (
        "writing into an array that can only be read",
        "It is a view of another one. Work on a copy: A.copy().",
    ),
    "reshaped_wrongly": (
        "a reshape that changes how many numbers there are",
        "Multiply the lengths of the axes, before and after: both products must be the same.",
    ),
    "subscripts": (
        "letters of einsum that don't fit the arrays' axes",
        "Each array needs one letter for each of its axes. Print the shapes.",
    ),
}
